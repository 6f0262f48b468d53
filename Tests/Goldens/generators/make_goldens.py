#!/usr/bin/env python3
"""Makes the golden files in ./goldens. usage: make_goldens.py [part ...]; parts: ops train image mix models clips
(default: all)

Run inside the environment of README.md. One thread (ORACLE_THREADS overrides): results are then reproducible to the last bit on
the same machine and versions.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = {
    "ops": "g_ops.py", "train": "g_train.py", "image": "g_image.py", "mix": "g_mix.py", "models": "g_models.py",
    "clips": "g_clips.py",
}

for part in sys.argv[1:] or PARTS:
    print("==", part, flush=True)
    subprocess.run([sys.executable, "-W", "ignore", os.path.join(HERE, PARTS[part])], cwd=HERE, check=True)
