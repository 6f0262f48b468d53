"""Copies the parts of augment, resize and mix that lie in Tests/Goldens out of the whole files.

    python part_of_images.py goldens ..
"""
import json
import os
import sys

import h5py
import numpy as np

LARGE = "r96x128"
source, target = sys.argv[1:3]


def value(attribute):
    return attribute.decode() if isinstance(attribute, bytes) else attribute


def is_kept(name, file, group, seen):
    """All that is no case of its own, and of the cases the first of each kind."""
    if file == "mix":
        return name in ("input", "cutmix_box", "batch_cutmix_0", "elem_both_2")
    if not name[-1].isdigit() or name.startswith("resizef"):
        return name in ("images", "rrc_proposal", "level_table", "misc")
    facts = {key: value(attribute) for key, attribute in group.attrs.items()}
    if file == "resize":
        if facts["image"] == LARGE or np.ravel(facts.get("out_h", 0))[0] == 64:
            return False
        order = bool(np.ravel(facts["vertical_first"])[0]) if facts["interpolation"] in ("bilinear", "bicubic") else None
        kind = name.rstrip("0123456789"), facts["interpolation"], order
    else:
        kind = facts["op"].replace("Increasing", "").replace("Original", "").replace("Rel", "").rstrip("XY")
        if facts["image"] == "a32x32" and kind in ("Shear", "Translate", "Rotate", "Posterize", "Solarize"):
            return False
    seen[kind] = seen.get(kind, 0) + 1
    return seen[kind] <= 1


for file in ("augment", "resize", "mix"):
    paths = [os.path.join(folder, file) for folder in (source, target)]
    kept, seen = [], {}
    with h5py.File(paths[0] + ".h5") as whole, h5py.File(paths[1] + ".h5", "w", libver="latest") as part:
        for name, group in whole.items():
            if not is_kept(name, file, group, seen):
                continue
            if name == "images":
                copy = part.create_group(name)
                for image in group:
                    if image != LARGE:
                        group.copy(image, copy)
            else:
                whole.copy(name, part)
            kept.append(name)
        part.attrs.create("doc", whole.attrs["doc"])
    with open(paths[0] + ".json") as text:
        lists = json.load(text)
    lists["groups"] = {name: group for name, group in lists["groups"].items() if name.split("/")[0] in kept}
    lists["groups"].get("images", {"data": {}})["data"].pop(LARGE, None)
    with open(paths[1] + ".json", "w") as text:
        json.dump(lists, text, indent=1)
        text.write("\n")
