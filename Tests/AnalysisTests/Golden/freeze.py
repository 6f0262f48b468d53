"""Freezes the values that the estimators are held against, from SciPy and NumPy.

Run in this folder: python3 freeze.py. It rewrites the JSON files beside it; each names the versions that made it.
"""

import json

import numpy as np
import scipy
from scipy import optimize, stats

VERSIONS = f"scipy {scipy.__version__}, numpy {np.__version__}"


def write(name, **values):
    with open(f"{name}.json", "w") as file:
        json.dump({"madeBy": VERSIONS, **values}, file, indent=1)
        file.write("\n")


def student_t():
    quantiles = [
        [df, p, stats.t.ppf(p, df)]
        for df in [1, 2, 3, 4, 5.5, 7, 10, 29, 100, 1000, 1e6]
        for p in [0.001, 0.025, 0.2, 0.5, 0.75, 0.95, 0.975, 0.995, 0.9999]
    ]
    tails = [
        [df, t, 2 * stats.t.sf(abs(t), df)]
        for df in [1, 2, 3, 5.5, 29, 1000]
        for t in [0.0, 1e-3, 0.5, 1.0, -2.0, 4.3, 12.7, 60.0]
    ]
    write("student_t", quantiles=quantiles, tails=tails)


def statistics():
    generator = np.random.default_rng(11)
    cases = []
    for count in [2, 3, 5, 17]:
        values = 0.76 + 0.004 * generator.standard_normal(count)
        others = values - 0.002 + 0.003 * generator.standard_normal(count)
        low, high = stats.t.interval(0.95, count - 1, values.mean(), stats.sem(values))
        cases.append({
            "values": values.tolist(), "others": others.tolist(), "mean": values.mean(),
            "deviation": values.std(ddof=1), "low": low, "high": high,
            "pairedP": stats.ttest_rel(values, others).pvalue,
        })
    sample = generator.standard_normal(23)
    probabilities = [0.0, 0.025, 0.3, 0.5, 0.975, 1.0]
    write("statistics", cases=cases, sample=np.sort(sample).tolist(), probabilities=probabilities,
          quantiles=np.quantile(sample, probabilities).tolist())


def power_law_residuals(parameters, x, y, logarithms):
    floor, log_amplitude, exponent = parameters
    curve = floor + np.exp(log_amplitude) * x ** -exponent
    return np.log(y) - np.log(curve) if logarithms else y - curve


def fit(x, y, delta=None):
    """The best of many starts; x is scaled by its geometric mean for the search and scaled back after."""
    scale = np.exp(np.log(x).mean())
    options = {} if delta is None else {"loss": "huber", "f_scale": delta}
    best = None
    for exponent in [0.05, 0.1, 0.2, 0.4, 0.8, 1.6]:
        for floor in [1e-6, 0.3 * y.min(), 0.8 * y.min()]:
            found = optimize.least_squares(
                power_law_residuals, [floor, np.log(y.max() - floor), exponent],
                bounds=([0, -40, 0.01], [np.inf, 40, 4]), args=(x / scale, y, delta is not None),
                xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000, **options)
            if best is None or found.cost < best.cost:
                best = found
    floor, log_amplitude, exponent = best.x
    return {"floor": floor, "amplitude": np.exp(log_amplitude) * scale ** exponent, "exponent": exponent}


def power_law():
    generator = np.random.default_rng(5)
    cases = []
    for floor, amplitude, exponent, low, high, count, noise in [
        (0.16, 30.0, 0.25, 1e8, 1e11, 12, 0.001),
        (0.05, 900.0, 0.4, 1e7, 1e10, 20, 0.002),
        (0.0, 4.0, 0.12, 1e6, 1e12, 15, 0.0005),
        (0.3, 2.0, 1.1, 1.0, 100.0, 9, 0.004),
    ]:
        x = np.geomspace(low, high, count)
        y = floor + amplitude * x ** -exponent + noise * generator.standard_normal(count)
        huber_y = y.copy()
        huber_y[count // 2] *= 1.2
        cases.append({
            "x": x.tolist(), "y": y.tolist(), "squares": fit(x, y),
            "outlierY": huber_y.tolist(), "delta": 0.01, "huber": fit(x, huber_y, delta=0.01),
        })
    write("power_law", cases=cases)


def resolution():
    frontier = [
        [1.1e8, 0.31, 128], [4e8, 0.27, 128], [1.6e9, 0.24, 160], [6e9, 0.215, 224],
        [2.4e10, 0.2, 224], [9e10, 0.19, 320],
    ]
    dominated = [[2e8, 0.33, 224], [7e9, 0.22, 128], [9e10, 0.2, 160]]
    cost, _, size = np.array(frontier).T
    slope, intercept = np.polyfit(np.log(cost), np.log(size), 1)
    write("resolution", frontier=frontier, dominated=dominated, exponent=slope,
          resolutionAtUnitCost=np.exp(intercept))


student_t()
statistics()
power_law()
resolution()
