#!/usr/bin/env python3
"""Times training steps or inference in PyTorch on request: the other side of compare.py.

    python step_worker.py NETWORK KIND MODE THREADS BATCH RESOLUTION

Answers one line for each line on standard input: to a number, the seconds that so many steps took; to `memory`, the
peak resident bytes of a step above what was resident before the network was made; to `about`, versions.

A training step is zero_grad, forward, softmax cross-entropy, backward and SGD (momentum 0.9, weight decay 1e-4, fused).
"""
import dataclasses
import os
import platform
import sys
import time

import torch
from torch._inductor import config as inductor_config
from torch.nn import functional as F

import torch_models
from networks import NETWORKS


def resident(field):
    """A field of /proc/self/status in bytes: VmRSS is now, VmHWM the peak."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field + ":"))


def training(model, forward, images, classes):
    model.train()
    labels = torch.arange(len(images)) % classes
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4, fused=True)

    def step():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(forward(images), labels).backward()
        optimizer.step()

    return step


def inference(model, forward, images):
    model.eval()

    def step():
        # Freezing asks for no_grad; inference_mode, the faster one in eager mode, is not seen as that by it.
        with torch.no_grad() if forward is not model else torch.inference_mode():
            forward(images)

    return step


def make_step(network, kind, mode):
    how, order = mode.split("_")
    layout = torch.channels_last if order == "nhwc" else torch.contiguous_format
    model = torch_models.make(network).to(memory_format=layout)
    size = (network.batch, 3, network.resolution, network.resolution)
    images = torch.randn(size).contiguous(memory_format=layout)
    if how == "freeze":
        inductor_config.freezing = True
    forward = model if how == "eager" else torch.compile(model)
    return training(model, forward, images, network.classes) if kind == "training" else inference(model, forward, images)


def seconds(step, count):
    start = time.perf_counter()
    for _ in range(count):
        step()
    return time.perf_counter() - start


def peak_memory(step, start):
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # The peak begins anew at what is resident now (proc(5)).
    seconds(step, 2)
    return resident("VmHWM") - start


def about():
    versions = [f"Python {platform.python_version()}", f"PyTorch {torch.__version__}"]
    if "timm" in sys.modules:
        versions.append(f"timm {sys.modules['timm'].__version__}")
    return ", ".join(versions)


def main():
    name, kind, mode = sys.argv[1:4]
    threads, batch, resolution = map(int, sys.argv[4:7])
    # Answers go by a handle of their own: what libraries print must not get between them.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    network = next(network for network in NETWORKS if network.name == name)
    network = dataclasses.replace(network, batch=batch, resolution=resolution)
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    if network.name != "cifar_resnet20":
        torch_models.timm()  # Before the start of memory.
    start = resident("VmRSS")
    step = make_step(network, kind, mode)
    for line in sys.stdin:
        request = line.strip()
        if request == "memory":
            print(peak_memory(step, start), file=answers)
        elif request == "about":
            print(about(), file=answers)
        else:
            print(seconds(step, int(request)), file=answers)


if __name__ == "__main__":
    main()
