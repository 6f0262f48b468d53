"""Writes inflated3d.csv: parameters, multiply-adds and activations of the TensorFlow Model Garden's 3D ResNets, counted as in
make_models_csv.py on the modules of g_clips.py. PyTorch has no networks of that kind to count instead."""
import csv

import torch
from torch import nn

from g_clips import Inflated

LAYOUTS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3), 200: (3, 24, 36, 3)}
R3D_50 = [[3, 3, 3], [3, 1, 3, 1], [3, 1, 3, 1, 3, 1], [1, 3, 1]]


def counts(network, frames, side):
    found = [0, 0]

    def count(module, inputs, output):
        if isinstance(module, (nn.Conv2d, nn.Conv3d)):
            found[0] += output.numel() * module.weight[0].numel()
            found[1] += output.numel()
        elif isinstance(module, nn.Linear):
            found[0] += output.numel() * module.in_features

    for module in network.modules():
        module.register_forward_hook(count)
    with torch.no_grad():
        network(torch.empty(1, 3, frames, side, side, device="meta"))
    return [sum(p.numel() for p in network.parameters())] + found


with open("inflated3d.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["model", "frames", "resolution", "classes", "params", "macs_conv_linear", "acts_conv"])
    taken = {"r3d_50": R3D_50}
    for depth, blocks in LAYOUTS.items():
        taken[f"r3d_rs_{depth}"] = [[1 if stage < 2 else 3] * n for stage, n in enumerate(blocks)]
    for name, frames in taken.items():
        for clip in ((32, 224), (32, 256), (48, 224)):
            with torch.device("meta"):
                network = Inflated(frames, [64, 128, 256, 512], "rs" in name, 400).eval()
            rows.writerow([name, *clip, 400, *counts(network, *clip)])
