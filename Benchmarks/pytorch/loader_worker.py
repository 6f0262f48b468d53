#!/usr/bin/env python3
"""Times torchvision's data loading on request: the other side of loader.py, for loader-benchmark.

    python loader_worker.py FOLDER TRANSFORM MODE BATCH

One DataLoader worker decodes with Pillow and transforms as timm does: crop is a random resized crop to 160 pixels and a
flip, rand_augment A2's RandAugment after it. MODE: floats makes numbers of each image in the worker, bytes of whole
batches in the main process. Answers one line for each line on standard input: to a number, the seconds that so many
batches took, and the seconds of all cores in them. What was made ahead while nobody asked is thrown away first.
"""
import sys
import time

import torch
from timm.data import create_transform
from torch.utils.data import DataLoader, RandomSampler
from torchvision.datasets import ImageFolder

AHEAD = 2


def main():
    folder, transform, mode, batch = sys.argv[1:]
    torch.set_num_threads(1)
    images = ImageFolder(folder, create_transform(
        160, is_training=True, color_jitter=0, interpolation="bicubic", normalize=mode == "floats",
        auto_augment="rand-m7-mstd0.5-inc1" if transform == "rand_augment" else None))
    sampler = RandomSampler(images, replacement=True, num_samples=1 << 24)
    batches = iter(DataLoader(images, int(batch), sampler=sampler, num_workers=1, prefetch_factor=AHEAD))
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1) * 255
    deviation = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1) * 255

    def take():
        numbers, _ = next(batches)
        if mode == "bytes":
            numbers = numbers.float().sub_(mean).div_(deviation)
        return numbers

    def processor_seconds():
        """Of this process and of the worker, by the clock that Linux has for each process."""
        worker = batches._workers[0].pid
        return time.process_time() + time.clock_gettime((~worker << 3) | 2)

    for line in sys.stdin:
        for _ in range(AHEAD):
            take()
        cores, start = processor_seconds(), time.perf_counter()
        for _ in range(int(line)):
            take()
        print(time.perf_counter() - start, processor_seconds() - cores, flush=True)


if __name__ == "__main__":
    main()
