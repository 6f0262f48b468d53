"""Freezes fits of laws with one factor and two, and their profile likelihoods, from SciPy.

Run in this folder: python3 freeze_laws.py (with PyYAML). It rewrites laws.json and, from the points of the ResNet-RS
paper's figure 2, published.json, which name the versions that made them.
Nothing here knows of variable projection: SciPy's trust region moves all numbers of a law at once, amplitudes by their
logarithms, and a profile is found by a root of its own search with one number held.
"""

import json

import numpy as np
import scipy
import yaml
from scipy import optimize, stats

VERSIONS = f"scipy {scipy.__version__}, numpy {np.__version__}"
LOW, HIGH = 0.01, 4.0


def curve(numbers, factors):
    """numbers: floor, then log amplitude at the factors' geometric means and log exponent of each term."""
    value = np.full(factors.shape[1], numbers[0])
    for term, logs in enumerate(factors):
        log_amplitude, log_exponent = numbers[1 + 2 * term: 3 + 2 * term]
        value = value + np.exp(log_amplitude - np.exp(log_exponent) * (logs - logs.mean()))
    return value


def residuals(numbers, factors, y, space):
    value = curve(numbers, factors)
    return np.log(y) - np.log(value) if space == "log" else y - value


def loss_of(numbers, factors, y, space, delta):
    r = np.abs(residuals(numbers, factors, y, space))
    if delta is None:
        return float((r ** 2).sum() / 2)
    return float(np.where(r <= delta, r ** 2 / 2, delta * (r - delta / 2)).sum())


def to_numbers(numbers, factors):
    """E, A, a and, of two factors, B, b, in units of the factors themselves."""
    out = [numbers[0]]
    for term, logs in enumerate(factors):
        exponent = np.exp(numbers[2 + 2 * term])
        out += [np.exp(numbers[1 + 2 * term] + exponent * logs.mean()), exponent]
    return [float(value) for value in out]


def search(factors, y, space, delta, held=None, near=None):
    """The best of many starts; `held` is (name, value) with a name among E, A, a, B, b."""
    count = len(factors)
    options = {} if delta is None else {"loss": "huber", "f_scale": delta}
    low = np.array([0.0] + [-60, np.log(LOW)] * count)
    high = np.array([np.inf] + [60, np.log(HIGH)] * count)
    free = np.ones(len(low), bool)
    if held is not None:
        free["EAaBb".index(held[0])] = False

    def full(part):
        numbers = np.zeros(len(low))
        numbers[free] = part
        if held is None:
            return numbers
        place = "EAaBb".index(held[0])
        if held[0] == "E":
            numbers[0] = held[1]
        elif held[0] in "ab":
            numbers[place] = np.log(held[1])
        else:
            logs = factors[(place - 1) // 2]
            numbers[place] = np.log(held[1]) - np.exp(numbers[place + 1]) * logs.mean()
        return numbers

    starts = [] if near is None else [near]
    if near is None:
        for exponents in np.array(np.meshgrid(*[[0.05, 0.15, 0.4, 0.8, 1.6]] * count)).reshape(count, -1).T:
            for share in [0.02, 0.5, 0.9]:
                floor = share * y.min()
                starts.append(np.concatenate(
                    [[floor]] + [[np.log((y.mean() - floor) / count), np.log(a)] for a in exponents]))
    best = None
    for start in starts:
        start = np.clip(start, low + 1e-9, high - 1e-9)
        found = optimize.least_squares(
            lambda part: residuals(full(part), factors, y, space), start[free], bounds=(low[free], high[free]),
            x_scale="jac", xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=5000, **options)
        if best is None or found.cost < best.cost:
            best = found
    return full(best.x), best.cost


def profile(factors, y, space, best, loss, name, value, level=0.95):
    """The interval of one number of a law fitted by squares: where the loss has risen as Student's t allows."""
    freedom = len(y) - len(best)
    allowed = stats.t.ppf((1 + level) / 2, freedom) ** 2 * (2 * loss / freedom) / 2

    def excess(place):
        held = place if name == "E" else np.exp(place)
        return search(factors, y, space, None, (name, held), near=best)[1] - loss - allowed

    centre = value if name == "E" else np.log(value)
    ends = []
    for sign in [-1, 1]:
        step = 0.01 * max(abs(centre), 0.1)
        while excess(centre + sign * step) < 0:
            step *= 1.5
        root = optimize.brentq(excess, centre, centre + sign * step, xtol=1e-12, rtol=1e-12)
        ends.append(float(root if name == "E" else np.exp(root)))
    return ends


def case(name, truth, factors, noise, space, delta, generator, outlier=None):
    logs = np.log(np.array(factors))
    clean = np.full(logs.shape[1], truth[0])
    for term in range(len(logs)):
        clean = clean + truth[1 + 2 * term] * np.exp(-truth[2 + 2 * term] * logs[term])
    draws = generator.standard_normal(len(clean))
    y = clean * np.exp(noise * draws) if space == "log" else clean + noise * draws
    if outlier is not None:
        y[outlier] *= 1.15
    best, loss = search(logs, y, space, delta)
    numbers = to_numbers(best, logs)
    intervals = None
    if delta is None:
        letters = "EAaBb"[: len(numbers)]
        intervals = [profile(logs, y, space, best, loss, *pair) for pair in zip(letters, numbers)]
    return {
        "name": name, "factors": np.array(factors).tolist(), "y": y.tolist(), "space": space, "delta": delta,
        "numbers": numbers, "loss": loss_of(best, logs, y, space, delta), "intervals": intervals,
    }


def main():
    generator = np.random.default_rng(29)
    costs = [np.geomspace(1e8, 2e11, 14)]
    depth, width = np.meshgrid([8.0, 14, 26, 50, 101], [0.25, 0.5, 1, 1.5, 2])
    grid = [depth.ravel(), width.ravel()]
    sizes = np.meshgrid(np.geomspace(1e6, 1e9, 6), np.geomspace(1e7, 1e10, 5))
    models = [sizes[0].ravel(), sizes[1].ravel()]
    surface = [0.12, 0.9, 0.6, 0.06, 0.8]
    cases = [
        case("curve, squares", [0.16, 30, 0.25], costs, 0.001, "linear", None, generator),
        case("curve, squares of logarithms", [0.16, 30, 0.25], costs, 0.005, "log", None, generator),
        case("curve, Huber", [0.16, 30, 0.25], costs, 0.001, "linear", 0.001, generator, outlier=5),
        case("curve, Huber of logarithms", [0.16, 30, 0.25], costs, 0.005, "log", 0.005, generator, outlier=5),
        case("depth and width, squares", surface, grid, 0.001, "linear", None, generator),
        case("depth and width, squares of logarithms", surface, grid, 0.005, "log", None, generator),
        case("depth and width, Huber of logarithms", surface, grid, 0.005, "log", 0.005, generator, outlier=7),
        case("parameters and data", [1.7, 400, 0.34, 410, 0.28], models, 0.003, "log", None, generator),
    ]
    with open("laws.json", "w") as file:
        json.dump({"madeBy": VERSIONS, "cases": cases}, file, indent=1)
        file.write("\n")


def published():
    """The law of all points of figure 2 of Bello et al. 2021, in operations and fractions."""
    with open("../../../paper-tables/reference/resnet-rs/fig2_flops_vs_error.yaml") as file:
        table = yaml.safe_load(file)
    names = [column["name"] for column in table["columns"]]
    rows = [row if isinstance(row, list) else row["cells"] for row in table["rows"]]
    flops, error = (np.array([row[names.index(name)] for row in rows]) for name in ["flops", "error"])
    logs, y = np.log(flops * 1e9)[None], error / 100
    best, loss = search(logs, y, "log", None)
    numbers = to_numbers(best, logs)
    intervals = [profile(logs, y, "log", best, loss, *pair) for pair in zip("EAa", numbers)]
    with open("published.json", "w") as file:
        json.dump({"madeBy": VERSIONS, "rows": len(y), "numbers": numbers, "intervals": intervals}, file, indent=1)
        file.write("\n")


main()
published()
