#!/usr/bin/env python3
"""Revisit's loader and torchvision's by turns in one run: photographs to batches of numbers, one worker each.

    python loader.py --ours PATH --photos FOLDER [--packed FILE] [--simd FOLDER] [--rounds 11] [--batch 32] [--batches 16]
                     [--output FOLDER]

FOLDER holds a folder of JPEG files for each class, FILE the same photographs packed by `revisit data prepare`. With
--simd, Pillow-SIMD plays too, out of a folder made by `pip install --target FOLDER pillow-simd`. Every contender is a
process that stays alive and is asked in turn for the same number of batches. Images per second are those of one core,
by the time of all cores that a contender took, main process included; other work on the machine hardly changes them. By
the clock on the wall they are given too. The best of torchvision's modes is compared with.

Writes loader.json and loader.md, and prints the latter.
"""
import argparse
import json
import os
import statistics
import sys
from pathlib import Path

from compare import commit, machine
from contender import Contender

HERE = Path(__file__).resolve().parent
TRANSFORMS = {"crop": "crop, flip", "rand_augment": "crop, flip, RandAugment"}


def contenders(options, transform):
    """Ours, then theirs, by name."""
    sources = {"Revisit, files": options.photos, "Revisit, packed": options.packed}
    ours = {
        name: Contender(name, [options.ours, source, transform, str(options.batch), "1"], options.batch)
        for name, source in sources.items() if source
    }
    theirs = {}
    path = os.pathsep.join(filter(None, [options.simd, os.environ.get("PYTHONPATH")]))
    for pillow, environment in {"Pillow": [], "Pillow-SIMD": ["env", f"PYTHONPATH={path}"]}.items():
        for mode in ("floats", "bytes") if pillow == "Pillow" or options.simd else ():
            name = f"torchvision, {pillow}, {mode}"
            command = [*environment, sys.executable, "-W", "ignore", str(HERE / "loader_worker.py"), options.photos]
            theirs[name] = Contender(name, [*command, transform, mode, str(options.batch)], options.batch)
    return ours, theirs


def measured(options, transform):
    ours, theirs = contenders(options, transform)
    everyone = [*ours.values(), *theirs.values()]
    speeds = {contender.name: {"core": [], "wall": []} for contender in everyone}
    try:
        for contender in everyone:
            contender.ask(2, 600)  # Files into memory.
        for _ in range(options.rounds):
            for contender in everyone:
                for answer in contender.ask(options.batches, 600):
                    wall, cores = map(float, answer.split())
                    speeds[contender.name]["wall"].append(options.batch * options.batches / wall)
                    speeds[contender.name]["core"].append(options.batch * options.batches / cores)
    finally:
        for contender in everyone:
            contender.close()
    failures = {contender.name: contender.failure for contender in everyone if contender.failure}
    return {"transform": transform, "ours": [*ours], "theirs": [*theirs], "speeds": speeds, "failures": failures}


def markdown(result):
    """A table for one transform: images per second, and ours over the best of theirs, round by round."""
    speeds = {name: values for name, values in result["speeds"].items() if name not in result["failures"]}
    lines = [
        f"{TRANSFORMS[result['transform']]}: images/s of one core, least, median and greatest; of the wall, median", "",
        "| contender | least | median | greatest | wall |", "| --- | --- | --- | --- | --- |",
    ]
    for name, values in speeds.items():
        core = values["core"]
        numbers = (min(core), statistics.median(core), max(core), statistics.median(values["wall"]))
        lines.append(f"| {name} | " + " | ".join(f"{number:.0f}" for number in numbers) + " |")
    lines += [f"| {name} | failed: {reason} | | | |" for name, reason in result["failures"].items()]
    lines.append("")
    for pillow in ("Pillow,", "Pillow-SIMD,"):
        rivals = [name for name in result["theirs"] if pillow in name and name in speeds]
        if not rivals:
            continue
        best = max(rivals, key=lambda name: statistics.median(speeds[name]["core"]))
        for name in result["ours"]:
            if name in speeds:
                ratios = [own / other for own, other in zip(speeds[name]["core"], speeds[best]["core"])]
                lines.append(f"{name} over {best}: {statistics.median(ratios):.2f} "
                             f"({min(ratios):.2f} to {max(ratios):.2f})")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", required=True, help="the program loader-benchmark")
    parser.add_argument("--photos", required=True, help="a folder with a folder of JPEG files for each class")
    parser.add_argument("--packed", help="the same photographs, packed")
    parser.add_argument("--simd", help="a folder that holds Pillow-SIMD")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--batches", type=int, default=16, help="batches in a round")
    parser.add_argument("--output", type=Path, default=Path("."), help="folder for loader.json and loader.md")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    results = [measured(options, transform) for transform in TRANSFORMS]
    document = {"commit": commit(), "machine": machine(), "batch": options.batch, "results": results}
    (options.output / "loader.json").write_text(json.dumps(document, indent=1))
    text = "\n".join(markdown(result) for result in results)
    (options.output / "loader.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
