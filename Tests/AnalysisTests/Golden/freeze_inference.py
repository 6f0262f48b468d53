"""Freezes the values that tests, agreements and variance components are held against, from SciPy and statsmodels.

Run in this folder: python3 freeze_inference.py. It rewrites inference.json; that names the versions that made it.
"""

import json

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.weightstats import ttost_paired
import pandas

generator = np.random.default_rng(23)


def equivalence():
    cases = []
    for count, shift, margin in [(3, 0.001, 0.01), (5, 0.004, 0.003), (12, 0.0, 0.002), (8, -0.006, 0.004)]:
        first = 0.8 + 0.003 * generator.standard_normal(count)
        second = first - shift + 0.002 * generator.standard_normal(count)
        p, lower, upper = ttost_paired(first, second, -margin, margin)
        cases.append({"differences": (first - second).tolist(), "margin": margin, "pValue": p,
                      "lowerP": lower[1], "upperP": upper[1]})
    return cases


def ranks():
    cases = []
    for count, ties in [(4, False), (9, False), (23, False), (12, True), (40, True)]:
        first = generator.standard_normal(count)
        second = 0.6 * first + generator.standard_normal(count)
        if ties:
            first, second = np.round(first, 0), np.round(second, 0)
        method = "asymptotic" if ties else "exact"
        found = stats.kendalltau(first, second, method=method)
        cases.append({"first": first.tolist(), "second": second.tolist(), "tau": found.statistic,
                      "pValue": found.pvalue})
    return cases


def signs():
    cases = []
    for agreeing, count in [(0, 4), (3, 5), (9, 10), (12, 12), (20, 31)]:
        test = stats.binomtest(agreeing, count, 0.5)
        interval = test.proportion_ci(0.95, method="exact")
        cases.append({"agreeing": agreeing, "count": count, "low": interval.low, "high": interval.high,
                      "pValue": test.pvalue})
    return cases


def distributions():
    probabilities = [0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999]
    return {
        "chiSquare": [[df, p, stats.chi2.ppf(p, df)] for df in [1, 2, 3.5, 10, 60, 500] for p in probabilities],
        "fisher": [[a, b, p, stats.f.ppf(p, a, b)] for a, b in [(1, 1), (2, 7), (5, 3), (20, 40), (9, 100)]
                   for p in probabilities],
        "beta": [[a, b, p, stats.beta.ppf(p, a, b)] for a, b in [(1, 4), (2.5, 2.5), (9, 1), (40, 12)]
                 for p in probabilities],
    }


def components():
    rows, columns = 5, 4
    values = 0.8 + 0.004 * generator.standard_normal((rows, 1)) + 0.002 * generator.standard_normal((1, columns)) \
        + 0.003 * generator.standard_normal((rows, columns))
    frame = pandas.DataFrame(
        [(i, j, values[i, j]) for i in range(rows) for j in range(columns)], columns=["a", "b", "y"])
    crossed = sm.stats.anova_lm(ols("y ~ C(a) + C(b)", frame).fit())
    nested = sm.stats.anova_lm(ols("y ~ C(a)", frame).fit())
    return {
        "values": values.tolist(),
        "crossedMeanSquares": crossed["mean_sq"].tolist(), "nestedMeanSquares": nested["mean_sq"].tolist(),
    }


def welch():
    first, second = [0.21, 0.215, 0.205], [0.19, 0.2, 0.198, 0.188]
    test = stats.ttest_ind(first, second, equal_var=False, alternative="greater")
    return {"first": first, "second": second, "t": test.statistic, "upperTail": test.pvalue}


def surface():
    """A plane over two log factors with its contrast, by ordinary least squares."""
    rows = [(d, w, r) for d, w in [(101, 1), (200, 1), (300, 1), (101, 1.5), (101, 2)] for r in [128, 160, 224]]
    depth, width, size = (np.array(column, float) for column in zip(*rows))
    cost = depth ** 0.95 * width ** 1.9 * size ** 2
    error = 1 / (1 + np.exp(-(1.0 - 0.3 * np.log(depth) - 0.25 * np.log(width) - 0.2 * np.log(size)
                              + 0.02 * generator.standard_normal(len(rows)))))
    design = sm.add_constant(np.log(np.column_stack([depth, width, size])))
    fit = sm.OLS(np.log(error / (1 - error)), design).fit()
    growth = sm.OLS(np.log(cost), design).fit().params
    test = fit.t_test(np.array([0, -1 / growth[1], 1 / growth[2], 0]))
    interval = test.conf_int()[0]
    return {
        "depth": depth.tolist(), "width": width.tolist(), "resolution": size.tolist(), "cost": cost.tolist(),
        "accuracy": (1 - error).tolist(), "first": fit.params[1] / growth[1], "second": fit.params[2] / growth[2],
        "difference": float(test.effect[0]), "low": float(interval[0]), "high": float(interval[1]),
        "pValue": float(test.pvalue), "determination": fit.rsquared,
    }


with open("inference.json", "w") as file:
    json.dump({
        "madeBy": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}",
        "equivalence": equivalence(), "ranks": ranks(), "signs": signs(), "distributions": distributions(),
        "components": components(), "welch": welch(), "surface": surface(),
    }, file, indent=1)
    file.write("\n")
