"""Makes the golden files beside it with Python's safetensors 0.8.0 and NumPy 2.4.6."""

import json
import struct

import numpy as np
from safetensors.numpy import save_file


def raw(path, header, data):
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


values = np.array([[0.5, -2.0, 1e-3], [65504.0, -0.0, 3.0]])
types = {"f64": np.float64, "f32": np.float32, "f16": np.float16}
arrays = {name: values.astype(type) for name, type in types.items()}
arrays["counter"] = np.array(7, dtype=np.int64)
save_file(arrays, "types.safetensors", metadata={"made": "by hand"})

# NumPy has no bfloat16: the upper halves of single precision.
halves = (values.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
header = {"bf16": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, 12]}}
raw("bfloat16.safetensors", header, halves.tobytes())

# The same arrays as the test writes: the bytes must be the same.
plain = {
    "layer1.0.conv1.weight": np.arange(6, dtype=np.float32).reshape(1, 2, 1, 3) / 4,
    "a \"name\"": np.array([1.5], dtype=np.float32),
}
save_file(plain, "plain.safetensors", metadata={"format": "pt"})
