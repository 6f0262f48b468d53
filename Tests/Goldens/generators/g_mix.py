"""Mixup and CutMix with given lambdas and boxes -> mix.h5"""
import math

import numpy as np
import torch

from oraclelib import Gold, f32, rng


def mix():
    import timm.data.mixup as tm
    g = Gold("mix")
    r = rng("mix")
    B, Cn, H, W, K = 6, 3, 16, 12, 7
    x = f32(r.standard_normal((B, Cn, H, W)))
    y = r.integers(0, K, B).astype(np.int64)
    g.group("input", num_classes=K, label_smoothing=0.1,
            note="element i is mixed with element B-1-i; soft target = lam*t[i] + (1-lam)*t[B-1-i], t = onehot*(1-s) + s/K")
    g.put("input/x", x)
    g.put("input/y", y)
    orig = tm.cutmix_bbox_and_lam
    boxes = []

    def spy(*a, **k):
        b, lam = orig(*a, **k)
        boxes.append([int(v) for v in b] + [float(lam)])
        return b, lam

    tm.cutmix_bbox_and_lam = spy
    try:
        for mode in ("batch", "pair", "elem"):
            n = {"batch": 1, "pair": B // 2, "elem": B}[mode]
            for kind in ("mixup", "cutmix", "both"):
                if mode == "batch" and kind == "both":
                    continue
                for seed in range(3):
                    rr = rng(f"mix/{mode}/{kind}/{seed}")
                    lam = f32(rr.uniform(0.05, 0.95, n))
                    if kind != "cutmix" and mode != "batch" and seed == 2:
                        lam[0] = 1.0  # an untouched element
                    use = np.array({"mixup": [False] * n, "cutmix": [True] * n, "both": list(rr.random(n) < 0.5)}[kind])
                    m = tm.Mixup(mixup_alpha=1.0, cutmix_alpha=1.0, mode=mode, label_smoothing=0.1, num_classes=K)
                    m._params_per_batch = lambda: (float(lam[0]), bool(use[0]))
                    m._params_per_elem = lambda bs: (lam.copy(), use.copy())
                    np.random.seed(seed + 11)
                    boxes.clear()
                    xo, to = m(torch.from_numpy(x.copy()), torch.from_numpy(y))
                    name = f"{mode}_{kind}_{seed}"
                    g.group(name, mode=mode, kind=kind)
                    g.put(f"{name}/lam", lam)
                    g.put(f"{name}/use_cutmix", use)
                    bx = np.zeros((n, 4), np.int64)
                    le = lam.astype(np.float64).copy()
                    it = iter(list(boxes))
                    for i in range(n):
                        if use[i] and lam[i] != 1.0:
                            v = next(it)
                            bx[i] = v[:4]
                            le[i] = v[4]
                    g.put(f"{name}/box_y0_y1_x0_x1", bx)
                    g.put(f"{name}/lam_effective", le)
                    g.put(f"{name}/x", xo)
                    g.put(f"{name}/target", to)
    finally:
        tm.cutmix_bbox_and_lam = orig
    # box rule: lambda and centre -> box and corrected lambda
    rows = []
    for (h, w) in [(16, 12), (224, 224), (33, 57)]:
        for _ in range(30):
            lam = float(r.uniform(0, 1))
            cy, cx = int(r.integers(0, h)), int(r.integers(0, w))
            ch, cw = int(h * math.sqrt(1 - lam)), int(w * math.sqrt(1 - lam))
            state = iter([cy, cx])
            keep = np.random.randint
            np.random.randint = lambda *a, **k: next(state)
            try:
                (yl, yh, xl, xh), l2 = orig((3, h, w), lam)
            finally:
                np.random.randint = keep
            rows.append([h, w, lam, cy, cx, ch, cw, int(yl), int(yh), int(xl), int(xh), float(l2)])
    g.group("cutmix_box", columns=["h", "w", "lam", "cy", "cx", "cut_h", "cut_w", "y0", "y1", "x0", "x1", "lam_corrected"],
            note="cut = int(size*sqrt(1-lam)); y0 = clip(cy - cut//2), y1 = clip(cy + (cut+1)//2), same for x; lam_corrected = 1 - area/(h*w)")
    g.put("cutmix_box/rows", np.array(rows, np.float64))
    g.close(doc="timm Mixup with fixed lambda, choice and boxes")


if __name__ == "__main__":
    mix()
