#!/usr/bin/env python3
"""Revisit and PyTorch by turns in one run: training steps and inference of the papers' networks.

    python compare.py --ours PATH [--networks resnet18,...] [--kinds training,inference] [--threads 1,2]
                      [--modes eager_nhwc,...] [--rounds 11] [--seconds 1] [--output FOLDER]

Every contender is a process that stays alive; a round asks each in turn for the same number of steps, so that a drift of
the machine's speed hits all alike. Each side plays at the best of its modes, by the median. With two threads, a side may
run one process with both, which Revisit does with as many shards (`shards`), or two one-thread processes side by side,
whose images per second are added up (`pair`); PyTorch's pair is of the mode that was best with one thread. A mode that
fails is reported with its last words.

Writes comparison.json, with every measured number, and comparison.md, and prints the latter.
"""
import argparse
import json
import math
import os
import platform
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from contender import Contender, removed_limits
from networks import KINDS, MODES, NETWORKS
from report import markdown, summarise

HERE = Path(__file__).resolve().parent


class Comparison:
    """One network, one kind of work, one number of threads."""

    def __init__(self, network, kind, threads, options, best_mode):
        self.network, self.kind, self.threads, self.options = network, kind, threads, options
        pairs = [best_mode] if best_mode else self.modes()
        self.ours, self.theirs = [], [self.peer(mode) for mode in self.modes()]
        if threads == 1:
            self.ours.append(self.own("one thread"))
        else:
            self.ours.append(self.own("pair", processes=threads))
            if network.batch % threads == 0:
                self.ours.append(self.own("shards", shards=threads))
            self.theirs += [self.peer(mode, pair=True) for mode in pairs]
        self.contenders = self.ours + self.theirs

    def modes(self):
        return [mode for mode in MODES[self.kind] if not self.options.modes or mode in self.options.modes]

    def own(self, name, shards=1, processes=1):
        network = self.network
        numbers = (network.batch, network.resolution, network.classes, shards, shards)
        command = [self.options.ours, network.name, self.kind, *map(str, numbers)]
        return Contender(name, command, network.batch, processes=processes)

    def peer(self, mode, pair=False):
        network, threads = self.network, 1 if pair else self.threads
        command = [sys.executable, "-W", "ignore", str(HERE / "step_worker.py"), network.name, self.kind, mode]
        command += map(str, (threads, network.batch, network.resolution))
        processes = self.threads if pair else 1
        return Contender(f"{mode} pair" if pair else mode, command, network.batch, threads, processes)

    def run(self):
        try:
            for contender in self.contenders:
                contender.time(3, self.options.timeout)  # Compilation, caches, first allocations.
                if all(own.failure for own in self.ours):
                    return self.result(0)  # Nothing to compare with.
            once = [seconds for own in self.ours for seconds in own.time(1, self.options.timeout)]
            if not once:
                return self.result(0)
            steps = max(1, math.ceil(self.options.seconds / max(once)))
            for _ in range(self.options.rounds):
                for contender in self.contenders:
                    contender.seconds.append(contender.time(steps, self.options.timeout))
            for contender in self.contenders:
                memory = contender.ask("memory", self.options.timeout)
                contender.memory = sum(map(int, memory)) if memory else None
                contender.about = (contender.ask("about", self.options.timeout) or [None])[0]
            return self.result(steps)
        finally:
            for contender in self.contenders:
                contender.close()

    def result(self, steps):
        network = self.network
        return {
            "network": network.title, "name": network.name, "resolution": network.resolution, "batch": network.batch,
            "kind": self.kind, "threads": self.threads, "steps_a_round": steps,
            "load_average": os.getloadavg()[0],
            "contenders": [
                {
                    "side": "Revisit" if contender in self.ours else "PyTorch",
                    "name": contender.name, "failure": contender.failure, "about": contender.about,
                    "memory_bytes": contender.memory,
                    "images_per_second": contender.speeds(steps),
                }
                for contender in self.contenders
            ],
        }


def machine():
    """Processor, memory and system; no name of the host."""
    def first(path, field):
        with open(path) as file:
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith(field)), "unknown")

    return {
        "processor": first("/proc/cpuinfo", "model name"), "cores": len(os.sched_getaffinity(0)),
        "memory": first("/proc/meminfo", "MemTotal"), "system": platform.system(), "kernel": platform.release(),
        "python": platform.python_version(),
    }


def commit():
    """The commit that is measured, with a + where files differ from it."""
    def git(*words):
        return subprocess.run(["git", "-C", str(HERE), *words], capture_output=True, text=True).stdout.strip()

    return git("rev-parse", "--short=12", "HEAD") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")


def chosen(text, known, what):
    """The words of a comma-separated list, each of them known; all where there is no list."""
    words = text.split(",") if text else known
    for word in words:
        if word not in known:
            sys.exit(f"unknown {what} '{word}'; there are {', '.join(known)}")
    return words


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, help="the program step-benchmark")
    parser.add_argument("--networks", help="names, separated by commas; all unless given")
    parser.add_argument("--kinds", help="training, inference")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--modes", help="PyTorch's modes; all unless given")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--seconds", type=float, default=1.0, help="how long our side works in a round")
    parser.add_argument("--timeout", type=float, default=1800, help="the longest that an answer may take, in seconds")
    parser.add_argument("--output", type=Path, default=Path("."), help="folder for comparison.json and comparison.md")
    options = parser.parse_args()
    names = chosen(options.networks, [network.name for network in NETWORKS], "network")
    options.networks = [network for network in NETWORKS if network.name in names]
    options.kinds = chosen(options.kinds, KINDS, "kind")
    options.threads = [int(word) for word in options.threads.split(",")]
    known_modes = list(dict.fromkeys(mode for modes in MODES.values() for mode in modes))
    options.modes = chosen(options.modes, known_modes, "mode")
    return options


def main():
    options = read_options()
    options.output.mkdir(parents=True, exist_ok=True)
    document = {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"), "commit": commit(), "machine": machine(),
        "rounds": options.rounds, "seconds": options.seconds, "removed_variables": removed_limits(), "results": [],
    }
    for network in options.networks:
        for kind in options.kinds:
            best_mode = None
            for threads in options.threads:
                print(f"{network.title}, {kind}, {threads} thread(s) ...", file=sys.stderr, flush=True)
                result = summarise(Comparison(network, kind, threads, options, best_mode).run())
                if threads == 1:
                    best_mode = result["best"]
                document["results"].append(result)
                # After each, so that an interrupted run keeps what it has.
                (options.output / "comparison.json").write_text(json.dumps(document, indent=1) + "\n")
                (options.output / "comparison.md").write_text(markdown(document))
    print(markdown(document))


if __name__ == "__main__":
    main()
