#!/usr/bin/env python3
"""Training steps of ResNet-20 (32 px), one thread: ours and PyTorch's by turns in one run.

    python compare_step.py --ours PATH [--batch 128] [--rounds 11] [--steps 4] [--modes eager_nhwc,...]

Every contender is a process that stays alive; a round asks each in turn for the same number of steps, so that a drift of
the machine's speed hits all alike. Prints images/s (median, minimum and maximum over rounds) and the ratio of ours to each
mode, round by round. PyTorch plays at the best of its modes.
"""
import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODES = "eager_nchw,eager_nhwc,compile_nchw,compile_nhwc"


class Contender:
    """A process that times steps on request."""

    def __init__(self, name, command):
        environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.speeds = []

    def seconds(self, steps):
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} ended early; its errors stand above")
        return float(line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ours", required=True)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--modes", default=MODES)
    options = parser.parse_args()
    ours = Contender("revisit", [options.ours, str(options.batch)])
    contenders = [ours] + [
        Contender(mode, [sys.executable, "-W", "ignore", str(HERE / "step_worker.py"), mode, str(options.batch)])
        for mode in options.modes.split(",")
    ]
    for contender in contenders:
        contender.seconds(5)  # Warm-up: compilation, caches, first allocations.
    for _ in range(options.rounds):
        for contender in contenders:
            contender.speeds.append(options.steps * options.batch / contender.seconds(options.steps))
    print(f"ResNet-20, 32 px, batch {options.batch}, training step, one thread, {options.rounds} rounds of {options.steps} steps")
    print(f"{'':14}{'images/s':>10}{'min':>8}{'max':>8}{'ours/it':>9}{'min':>7}{'max':>7}")
    for contender in contenders:
        ratios = [a / b for a, b in zip(ours.speeds, contender.speeds)]
        print(
            f"{contender.name:14}{statistics.median(contender.speeds):10.1f}{min(contender.speeds):8.1f}{max(contender.speeds):8.1f}"
            f"{statistics.median(ratios):9.3f}{min(ratios):7.3f}{max(ratios):7.3f}"
        )
        contender.process.stdin.close()
        contender.process.wait()


if __name__ == "__main__":
    main()
