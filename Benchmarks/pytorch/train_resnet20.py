#!/usr/bin/env python3
"""ResNet-20 on CIFAR-10 in PyTorch: the peer of `studies/cifar10-trainer-check.yaml`, same recipe, other random numbers.

    python train_resnet20.py --data FOLDER --seed 0 [--epochs 10] [--threads 1] [--images 50000]

FOLDER holds data_batch_1..5.bin and test_batch.bin (unpack .xz first). Prints one JSON line an epoch and one at the end.

Recipe: softmax cross-entropy; SGD 0.1, momentum 0.9, Nesterov, weight decay 5e-4 on every parameter; cosine to zero per
step, no warm-up; batch 128, the incomplete batch dropped; random crop from 4 black pixels of padding, horizontal flip.
Network: He et al. 2015 (arXiv 1512.03385), section 4.2, 1x1 projection shortcuts; convolutions He-normal over fan-out.
"""
import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

MEAN = (0.4914, 0.4822, 0.4465)
DEVIATION = (0.2470, 0.2435, 0.2616)


class Block(nn.Module):
    """Basic block: two 3x3 convolutions and a shortcut."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x), inplace=True)


def resnet20(width=16, classes=10):
    """The network, initialised as torchvision initialises ResNets."""
    layers = [nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
    inputs = width
    for stage in range(3):
        for block in range(3):
            layers.append(Block(inputs, width << stage, 2 if stage > 0 and block == 0 else 1))
            inputs = width << stage
    model = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, classes))
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    return model


def read(folder, names):
    """Images as uint8 [N, 3, 32, 32] and labels [N]."""
    records = np.concatenate([np.fromfile(Path(folder) / n, np.uint8).reshape(-1, 3073) for n in names])
    return torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).copy()), torch.from_numpy(records[:, 0].astype(np.int64))


def normalised(images):
    mean, deviation = torch.tensor(MEAN).view(1, 3, 1, 1), torch.tensor(DEVIATION).view(1, 3, 1, 1)
    return ((images.float() / 255 - mean) / deviation).contiguous(memory_format=torch.channels_last)


def augmented(images):
    """Random 32x32 crops of the images padded by 4, half of them mirrored."""
    count = len(images)
    padded = F.pad(images, (4, 4, 4, 4))
    tops, lefts = torch.randint(0, 9, (2, count))
    rows = (tops.view(-1, 1) + torch.arange(32)).view(count, 1, 32, 1)
    columns = lefts.view(-1, 1) + torch.arange(32)
    mirror = torch.rand(count) < 0.5
    columns[mirror] = columns[mirror].flip(1)
    return padded[torch.arange(count).view(-1, 1, 1, 1), torch.arange(3).view(1, 3, 1, 1), rows, columns.view(count, 1, 1, 32)]


def accuracy(model, images, labels):
    model.eval()
    with torch.inference_mode():
        hits = sum(int((model(normalised(x)).argmax(1) == y).sum()) for x, y in zip(images.split(500), labels.split(500)))
    model.train()
    return hits / len(labels)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--images", type=int, default=50_000)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    images, labels = read(options.data, [f"data_batch_{i}.bin" for i in range(1, 6)])
    images, labels = images[: options.images], labels[: options.images]
    model = resnet20().to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=5e-4, fused=True)
    steps = len(images) // 128
    start, step = time.perf_counter(), 0
    for epoch in range(options.epochs):
        order, total = torch.randperm(len(images)), 0.0
        for batch in order[: steps * 128].split(128):
            for group in optimizer.param_groups:
                group["lr"] = 0.05 * (1 + math.cos(math.pi * step / (steps * options.epochs)))
            optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(model(normalised(augmented(images[batch]))), labels[batch])
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
            step += 1
        print(json.dumps({"epoch": epoch + 1, "loss": total / steps, "seconds": time.perf_counter() - start}), flush=True)
    result = {"seed": options.seed, "torch": torch.__version__, "seconds": time.perf_counter() - start}
    print(json.dumps(result | {"test_top1": accuracy(model, *read(options.data, ["test_batch.bin"]))}))


if __name__ == "__main__":
    main()
