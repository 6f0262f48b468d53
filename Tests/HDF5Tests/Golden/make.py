"""Makes h5py.h5 with h5py 3: pip install h5py numpy; python make.py"""

import h5py
import numpy as np

with h5py.File("h5py.h5", "w", libver="earliest") as file:
    file.attrs["title"] = "ResNet é"
    file.attrs["fixed"] = np.bytes_("conv2d")
    file.attrs["fixed_list"] = np.array([b"fc.weight", b"fc.bias"])
    file.attrs["list"] = ["a", "bb"]
    file.attrs["same"] = True
    file.attrs["stride"] = np.array([1, 2])
    file.attrs["one"] = np.array([0.5])
    padded = h5py.h5t.C_S1.copy()
    padded.set_size(6)
    padded.set_strpad(h5py.h5t.STR_SPACEPAD)
    space = h5py.h5s.create(h5py.h5s.SCALAR)
    attribute = h5py.h5a.create(file.id, b"padded", padded, space)
    attribute.write(np.array(b"ab    ", dtype="S6"), mtype=padded)
    file["w/layer1.0.conv1.weight"] = np.arange(6, dtype="f4").reshape(2, 3)
    file["half"] = np.array([0.5, -2], "f2")
    file["short"] = np.array([1, -2], ">i2")
    file["unsigned"] = np.array([1], "u8")
    file["names"] = ["x", "yy"]
    file["fixed"] = np.array([b"a", b"bc"])
