"""Copies the part of ops_blocks that lies in Tests/Goldens out of the whole file.

    python part_of_blocks.py goldens ..
"""
import json
import os
import sys

import h5py

BLOCKS = ["basic_down", "ds_conv", "mbconv_skip", "rs_bottleneck_identity"]
source, target = (os.path.join(folder, "ops_blocks") for folder in sys.argv[1:3])
cases = [block + mode for block in BLOCKS for mode in ("_train", "_eval")]

with h5py.File(source + ".h5") as whole, h5py.File(target + ".h5", "w", libver=("earliest", "v108")) as part:
    for case in cases:
        whole.copy(case, part)
    part.attrs.create("doc", whole.attrs["doc"])
with open(source + ".json") as file:
    lists = json.load(file)
lists["groups"] = {name: group for name, group in lists["groups"].items() if name.split("/")[0] in cases}
with open(target + ".json", "w") as file:
    json.dump(lists, file, indent=1)
    file.write("\n")
