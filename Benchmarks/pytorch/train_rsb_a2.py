#!/usr/bin/env python3
"""Procedure A2 by timm's own ingredients: the peer of `studies/cifar10-rsb-a2.yaml`, same recipe, other random numbers.

    python train_rsb_a2.py --data FOLDER [--seeds 0 1 2] [--epochs 10] [--images 20000] [--threads 1] [--workers 1] [--steps N]

FOLDER holds data_batch_1..5.bin and test_batch.bin (unpack .xz first). Prints one JSON line an epoch and one a seed, then
mean and deviation. Trains on the first images of the files, where the study draws as many by seed. `--steps` ends a run early.

Ingredients of timm 1.0.31: LAMB, binary cross-entropy with threshold 0.2, Mixup 0.1 / CutMix 1, rand-m7-mstd0.5-inc1,
RepeatAugSampler with 3 repeats, drop path 0.05, cosine per epoch. Substitutions for 32 pixels, 10 epochs and batch 256 are
those of the study: padded crops, tested whole, 1 epoch of warm-up, learning rate 5e-3 sqrt(256 / 2048).
"""
import argparse
import json
import statistics
import time

import numpy as np
import torch
from PIL import Image
from timm.data import Mixup
from timm.data.auto_augment import rand_augment_transform
from timm.data.distributed_sampler import RepeatAugSampler
from timm.layers import DropPath
from timm.loss import BinaryCrossEntropy
from timm.optim import Lamb, param_groups_weight_decay
from timm.scheduler import CosineLRScheduler
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from train_resnet20 import MEAN, Block, accuracy, normalised, read, resnet20

BATCH, RATE, CLASSES = 256, 1.768e-3, 10


class DropBlock(Block):
    """The basic block with stochastic depth of its residual branch."""

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.drop(self.bn2(self.conv2(y))) + self.shortcut(x))


def network(rate=0.05):
    """ResNet-20; the rate rises linearly from 0 at the first block."""
    model = resnet20()
    blocks = [module for module in model if isinstance(module, Block)]
    for block, probability in zip(blocks, torch.linspace(0, rate, len(blocks)).tolist()):
        block.__class__, block.drop = DropBlock, DropPath(probability)
    return model.to(memory_format=torch.channels_last).train()


class Images(Dataset):
    """Bytes after padded crop, flip and RandAugment, with labels."""

    def __init__(self, images, labels):
        self.images, self.labels = images.permute(0, 2, 3, 1).contiguous().numpy(), labels.tolist()
        mean = tuple(min(255, round(255 * value)) for value in MEAN)
        self.policy = rand_augment_transform(
            "rand-m7-mstd0.5-inc1", {"img_mean": mean, "interpolation": Image.BICUBIC})

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        # Python's and NumPy's generators, which timm draws from, are seeded by `seed_worker`.
        padded = np.pad(self.images[index], ((4, 4), (4, 4), (0, 0)))
        top, left = np.random.randint(0, 9, 2)
        image = padded[top : top + 32, left : left + 32]
        image = Image.fromarray(image[:, ::-1].copy() if np.random.rand() < 0.5 else image.copy())
        return torch.from_numpy(np.asarray(self.policy(image)).copy()).permute(2, 0, 1), self.labels[index]


def seed_worker(_):
    import random

    seed = torch.initial_seed() % 2**32
    random.seed(seed)
    np.random.seed(seed)


def train(options, seed, images, labels):
    torch.manual_seed(seed)
    seed_worker(None)
    data = Images(images, labels)
    sampler = RepeatAugSampler(data, num_replicas=1, rank=0, num_repeats=3, selected_round=BATCH)
    loader = DataLoader(
        data, BATCH, sampler=sampler, drop_last=True, num_workers=options.workers, worker_init_fn=seed_worker)
    model = network()
    optimizer = Lamb(param_groups_weight_decay(model, 0.02), lr=RATE, betas=(0.9, 0.999), eps=1e-6)
    schedule = CosineLRScheduler(
        optimizer, t_initial=options.epochs, lr_min=1e-6, warmup_t=1, warmup_lr_init=1e-4 * RATE)
    mixup = Mixup(mixup_alpha=0.1, cutmix_alpha=1.0, prob=1.0, switch_prob=0.5, label_smoothing=0.0, num_classes=CLASSES)
    criterion = BinaryCrossEntropy(smoothing=0.0, target_threshold=0.2)
    start, step = time.perf_counter(), 0
    for epoch in range(options.epochs):
        sampler.set_epoch(seed * 100_000 + epoch)
        schedule.step(epoch)
        total = 0.0
        for batch, targets in loader:
            inputs, targets = mixup(normalised(batch), targets)
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(inputs), targets)
            loss.backward()
            optimizer.step()
            total += float(loss.detach())
            step += 1
            if step == options.steps:
                print(json.dumps({"seed": seed, "step": step, "loss": float(loss.detach())}))
                return model
        line = {"seed": seed, "epoch": epoch + 1, "loss": total / len(loader), "seconds": time.perf_counter() - start}
        print(json.dumps(line), flush=True)
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    images, labels = read(options.data, [f"data_batch_{i}.bin" for i in range(1, 6)])
    images, labels = images[: options.images], labels[: options.images]
    test, found = read(options.data, ["test_batch.bin"]), []
    for seed in options.seeds:
        found.append(accuracy(train(options, seed, images, labels), *test))
        print(json.dumps({"seed": seed, "test_top1": found[-1]}), flush=True)
    deviation = statistics.stdev(found) if len(found) > 1 else None
    print(json.dumps({"torch": torch.__version__, "mean": statistics.mean(found), "deviation": deviation}))


if __name__ == "__main__":
    main()
