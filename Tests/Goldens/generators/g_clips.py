"""Whole-model goldens of networks for clips, as g_models.py makes those for images -> model_*.h5

usage: g_clips.py [tolerances.json]: with a file also puts the recommended tolerances there, 5 x the worst difference measured,
rounded up to 1, 2 or 5 times a power of ten and at least 5e-6.

R3D and R(2+1)D are torchvision's modules at other widths, under its names. 3D ResNet-RS is written out here, after the papers and
the description of TensorFlow's release, under Revisit's names: PyTorch has none.
"""
import json
import math
import sys

import torch
from torch import nn

import g_models
from oraclelib import TOL, save_tol

K = g_models.K


def video(block_convolution, stem, stem_channels):
    from torchvision.models.video.resnet import BasicBlock, VideoResNet

    class Narrow(VideoResNet):
        """torchvision's VideoResNet with stages of 2, 4, 8 and 16 channels and a block each."""

        def __init__(self):
            nn.Module.__init__(self)
            self.inplanes = stem_channels
            self.stem = stem()
            for i, channels in enumerate((2, 4, 8, 16)):
                stage = self._make_layer(BasicBlock, block_convolution, channels, 1, stride=2 if i else 1)
                setattr(self, f"layer{i + 1}", stage)
            self.avgpool = nn.AdaptiveAvgPool3d((1, 1, 1))
            self.fc = nn.Linear(16, K)

    return Narrow()


def conv(inputs, outputs, kernel, stride=(1, 1, 1)):
    return nn.Conv3d(inputs, outputs, kernel, stride, tuple(k // 2 for k in kernel), bias=False)


def r3d():
    from torchvision.models.video.resnet import Conv3DSimple

    def stem():
        return nn.Sequential(conv(3, 2, (3, 7, 7), (1, 2, 2)), nn.BatchNorm3d(2), nn.ReLU())

    return video(Conv3DSimple, stem, 2)


def r2plus1d():
    from torchvision.models.video.resnet import Conv2Plus1D

    def stem():
        return nn.Sequential(conv(3, 1, (1, 7, 7), (1, 2, 2)), nn.BatchNorm3d(1), nn.ReLU(),
                             conv(1, 2, (3, 1, 1)), nn.BatchNorm3d(2), nn.ReLU())

    return video(Conv2Plus1D, stem, 2)


class Gate(nn.Module):
    """x * sigmoid(...) of the means over frames and pixels."""

    def weigh(self, x, layers):
        y = x.mean((2, 3, 4))[:, :, None, None]
        return x * torch.sigmoid(layers(y))[:, :, :, :, None]


class SelfGate(Gate):
    def __init__(self, channels):
        super().__init__()
        self.linear = nn.Conv2d(channels, channels, 1)

    def forward(self, x):
        return self.weigh(x, self.linear)


class Squeeze(Gate):
    def __init__(self, channels):
        super().__init__()
        squeezed = max(8, int(channels / 4 + 4) // 8 * 8)
        self.reduce, self.expand = nn.Conv2d(channels, squeezed, 1), nn.Conv2d(squeezed, channels, 1)

    def forward(self, x):
        return self.weigh(x, lambda y: self.expand(torch.relu(self.reduce(y))))


class Block(nn.Module):
    """Bottleneck whose first convolution is over `frames` frames."""

    def __init__(self, inputs, inner, frames, stride, gated, squeezed):
        super().__init__()
        outputs = 4 * inner
        self.conv1, self.norm1 = conv(inputs, inner, (frames, 1, 1)), nn.BatchNorm3d(inner)
        self.conv2, self.norm2 = conv(inner, inner, (1, 3, 3), (1, stride, stride)), nn.BatchNorm3d(inner)
        self.conv3, self.norm3 = conv(inner, outputs, (1, 1, 1)), nn.BatchNorm3d(outputs)
        self.gate = SelfGate(outputs) if gated else nn.Identity()
        self.se = Squeeze(outputs) if squeezed else nn.Identity()
        self.shortcut = nn.Identity()
        if inputs != outputs or stride != 1:
            self.shortcut = nn.Sequential()
            self.shortcut.add_module("conv", conv(inputs, outputs, (1, 1, 1), (1, stride, stride)))
            self.shortcut.add_module("norm", nn.BatchNorm3d(outputs))

    def forward(self, x):
        y = torch.relu(self.norm1(self.conv1(x)))
        y = torch.relu(self.norm2(self.conv2(y)))
        y = self.se(self.gate(self.norm3(self.conv3(y))))
        return torch.relu(y + self.shortcut(x))


class Inflated(nn.Module):
    """3D ResNet or 3D ResNet-RS; `frames` says, stage by stage, what each block's first convolution takes in."""

    def __init__(self, frames, channels, isRS, classes):
        super().__init__()
        first, half = channels[0], max(1, channels[0] // 2)
        deep = [(3, half, (5, 3, 3), (2, 2, 2)), (half, half, (1, 3, 3), (1, 1, 1)), (half, first, (1, 3, 3), (1, 1, 1))]
        self.stem = nn.Sequential()
        for i, (inputs, outputs, kernel, stride) in enumerate(deep if isRS else [(3, first, (5, 7, 7), (2, 2, 2))]):
            number = str(i + 1) if isRS else ""
            self.stem.add_module("conv" + number, conv(inputs, outputs, kernel, stride))
            self.stem.add_module("norm" + number, nn.BatchNorm3d(outputs))
            self.stem.add_module("relu" + number, nn.ReLU())
        self.stem.add_module("pool", nn.MaxPool3d((1, 3, 3), (1, 2, 2), (0, 1, 1)) if isRS else nn.MaxPool3d(3, 2, 1))
        x, stages = first, []
        for stage, (inner, taken) in enumerate(zip(channels, frames)):
            group = nn.Sequential()
            for i, n in enumerate(taken):
                stride = 2 if i == 0 and stage > 0 else 1
                group.add_module(f"block{i + 1}", Block(x, inner, n, stride, i == len(taken) - 1, isRS))
                x = 4 * inner
            setattr(self, f"stage{stage + 1}", group)
        self.head = nn.Sequential()
        self.head.add_module("linear", nn.Linear(x, classes))

    def forward(self, x):
        x = self.stage4(self.stage3(self.stage2(self.stage1(self.stem(x)))))
        return self.head(x.mean((2, 3, 4)))


def rs():
    """Blocks 1-2-1-1, three frames in those of the last two stages."""
    return Inflated([[1], [1, 1], [3], [3]], [2, 4, 8, 16], True, K)


CLIPS = {
    "r3d_narrow": (r3d, 2, (5, 17, 17), "torchvision VideoResNet, 3x3x3 blocks 1-1-1-1, channels 2-4-8-16, stem 2"),
    "r2plus1d_narrow": (r2plus1d, 2, (5, 17, 17), "torchvision VideoResNet, (2+1)D blocks 1-1-1-1, channels 2-4-8-16, stem 1, 2"),
    "resnet3drs_narrow": (rs, 2, (5, 17, 17), "3D ResNet-RS, blocks 1-2-1-1, channels 2-4-8-16 (x4), stem 1, 1, 2, self-gating and SE"),
}


def rounded_up(x):
    power = 10.0 ** math.floor(math.log10(x))
    return max(5e-6, next(float(f"{f * power:.0e}") for f in (1, 2, 5, 10) if f * power >= x))


if __name__ == "__main__":
    g_models.MODELS.update(CLIPS)
    for name in CLIPS:
        g_models.one(name)
        save_tol()
    for path in sys.argv[1:]:
        with open(path) as file:
            recommended = json.load(file)
        for name in CLIPS:
            worst = TOL["model_" + name]["worst"]
            recommended["model_" + name] = {
                k: dict(measured_worst=v, recommended=rounded_up(5 * v)) for k, v in worst.items()}
        with open(path, "w") as file:
            json.dump(recommended, file, indent=1)
            file.write("\n")
