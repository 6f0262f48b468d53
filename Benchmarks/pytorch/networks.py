"""The networks that are measured: seven of the papers', each at a resolution and batch of its own.

Names are those of Revisit's catalogue, which are timm's where timm has the network.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    title: str
    name: str
    resolution: int
    batch: int
    classes: int = 1000


NETWORKS = [
    Network("ResNet-20", "cifar_resnet20", 32, 128, 10),
    Network("ResNet-18", "resnet18", 64, 32),
    Network("ResNet-50", "resnet50", 160, 16),
    Network("ResNet-RS-50", "resnetrs50", 160, 8),
    Network("EfficientNet-B0", "efficientnet_b0", 128, 16),
    Network("RegNetY-400MF", "regnety_004", 128, 16),
    Network("DeiT-Ti", "deit_tiny_patch16_224", 224, 8),
]

KINDS = ["training", "inference"]

# nhwc is PyTorch's channels_last; freezing, for inference only, folds batch norm into convolutions.
MODES = {
    "training": ["eager_nchw", "eager_nhwc", "compile_nchw", "compile_nhwc"],
    "inference": ["eager_nchw", "eager_nhwc", "compile_nchw", "compile_nhwc", "freeze_nchw", "freeze_nhwc"],
}


if __name__ == "__main__":
    # What operation-benchmark is asked for.
    print(" ".join(f"{network.name} {network.resolution} {network.batch}" for network in NETWORKS))
