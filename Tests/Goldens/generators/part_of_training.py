"""Copies the parts of optim and ema, and all of schedules, that lie in Tests/Goldens out of the whole files.

    python part_of_training.py goldens ..

Of optim six runs and of ema four, in single precision alone.
"""
import json
import os
import sys

import h5py

PARTS = {
    "optim": ["sgd_nesterov_wd_excl_cosine", "sgd_momentum_clip1", "adamw_wd_excl_cosine", "lamb_clip_active", "larc",
              "rmsprop_tf_centered"],
    "ema": ["model", "v2_decay0.9", "v3_decay0.9", "v3_decay0.95_warmup_gamma1_power0.75_after5", "v3_decay0.9_exclude_buffers"],
    "schedules": None,
}
source, target = sys.argv[1:3]

for name, wanted in PARTS.items():
    def is_kept(path):
        parts = path.split("/")
        return wanted is None or (parts[0] in wanted and "f64" not in parts)

    base = os.path.join(source, name), os.path.join(target, name)
    with h5py.File(base[0] + ".h5") as whole, h5py.File(base[1] + ".h5", "w", libver=("earliest", "v108")) as part:
        def copy(path, item):
            if not is_kept(path):
                return
            if isinstance(item, h5py.Group):
                group = part.require_group(path)
                for key, value in item.attrs.items():
                    group.attrs.create(key, value, dtype=item.attrs.get_id(key).dtype)
            else:
                whole.copy(item, part, name=path)

        whole.visititems(copy)
        part.attrs.create("doc", whole.attrs["doc"])
    with open(base[0] + ".json") as file:
        lists = json.load(file)
    lists["groups"] = {path: group for path, group in lists["groups"].items() if is_kept(path)}
    with open(base[1] + ".json", "w") as file:
        json.dump(lists, file, indent=1)
        file.write("\n")
