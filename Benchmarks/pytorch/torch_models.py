"""The networks in PyTorch: ResNet-20 is our own, the others are timm's with fresh weights.

timm imports torchvision for its data pipelines, which nothing here uses. PyPI's torchvision does not load beside a
torch that was built for the CPU alone, so timm gets a stand-in: modules whose every attribute is a class made on demand.
"""
import importlib.abc
import importlib.machinery
import sys
import types

from train_resnet20 import resnet20


class Nothing(type):
    """A class whose attributes are further such classes, each of its own, made when first asked for."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = Nothing(name, (), {})
        setattr(cls, name, made)
        return made


class NothingModule(types.ModuleType):
    """A module of such classes, which says that it is a package so that modules below it are found."""

    __path__ = []
    __version__ = "0"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = Nothing(name, (), {})
        setattr(self, name, made)
        return made


class TorchvisionStandIn(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers every import of torchvision and of what is below it."""

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] != "torchvision":
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return NothingModule(spec.name)

    def exec_module(self, module):
        pass


def timm():
    """The package, imported with the stand-in."""
    if not any(isinstance(finder, TorchvisionStandIn) for finder in sys.meta_path):
        sys.meta_path.insert(0, TorchvisionStandIn())
    import timm

    return timm


def make(network):
    """A network with fresh weights."""
    if network.name == "cifar_resnet20":
        return resnet20(classes=network.classes)
    return timm().create_model(network.name, num_classes=network.classes)
