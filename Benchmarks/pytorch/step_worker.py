#!/usr/bin/env python3
"""Times training steps of ResNet-20 in PyTorch on request: the other side of compare_step.py.

    python step_worker.py MODE BATCH     MODE: eager_nchw, eager_nhwc, compile_nchw or compile_nhwc

A number on standard input asks for that many steps; the answer is one line with the seconds they took. A step is
zero_grad, forward, softmax cross-entropy, backward and SGD (momentum 0.9, weight decay 1e-4, fused).
"""
import sys
import time

import torch
from torch.nn import functional as F

from train_resnet20 import resnet20


def main():
    mode, batch = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    torch.manual_seed(0)
    layout = torch.channels_last if mode.endswith("nhwc") else torch.contiguous_format
    model = resnet20().to(memory_format=layout).train()
    images = torch.randn(batch, 3, 32, 32).contiguous(memory_format=layout)
    labels = torch.arange(batch) % 10
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4, fused=True)
    forward = torch.compile(model) if mode.startswith("compile") else model
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(forward(images), labels).backward()
            optimizer.step()
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
