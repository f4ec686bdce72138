"""Writes statistics.json: what SciPy says about samples, for `tests/it/statistics`. Needs SciPy 1.17:

    python3 tests/data/statistics.py > tests/data/statistics.json
"""

import itertools
import json
import math
import random

import numpy as np
from scipy import stats

TAIL = 0.025


def heavy(rng, count, scale=3600, sigma=1.2):
    """Durations in seconds, to the minute, as those of incidents are: many short ones and a few very long ones."""
    return [60 * max(1, round(rng.lognormvariate(math.log(scale), sigma) / 60)) for _ in range(count)]


def sample(values):
    """Quantiles, and the interval of the median by the quantile function of the binomial distribution."""
    values = sorted(values)
    rank = int(stats.binom.ppf(TAIL, len(values), 0.5))
    return {
        "values": values,
        "quartiles": [float(q) for q in np.quantile(values, [0.25, 0.5, 0.75])],
        "ninetieth": float(np.quantile(values, 0.9)),
        "interval": [values[rank - 1], values[-rank]] if rank > 0 else None,
    }


def shift(before, after):
    """Hodges and Lehmann: the interval holds the shifts that the rank-sum test does not reject."""
    differences = sorted(b - a for a, b in itertools.product(before, after))
    # The smallest U that is not in the lower tail; SciPy's p-value of one side is the probability of U or less.
    exact = max(len(before), len(after)) <= 50
    if exact:
        lower = rank_counted(len(before), len(after))
    else:
        mean = len(before) * len(after) / 2
        deviation = math.sqrt(len(before) * len(after) * (len(before) + len(after) + 1) / 12)
        lower = math.floor(mean + stats.norm.ppf(TAIL) * deviation + 0.5)
    return {
        "before": before,
        "after": after,
        "estimate": float(np.median(differences)),
        "interval": [differences[lower - 1], differences[-lower]] if lower > 0 else None,
    }


def rank_counted(first, second):
    """The smallest U with a probability of 2.5 % or more for it and all below, by SciPy's exact test on samples with that U."""
    for u in range(first * second + 1):
        x = list(range(first))
        y = list(range(first, first + second))
        # Moves values of `y` below those of `x` until the statistic is `u`.
        whole, part = divmod(u, second)
        order = []
        for index, value in enumerate(reversed(x)):
            above = second if index < whole else part if index == whole else 0
            order.append((above, value))
        x = [y[above - 1] + 0.5 - 0.001 * (first - value) if above else value - first for above, value in order]
        result = stats.mannwhitneyu(x, y, alternative="less", method="exact")
        assert result.statistic == u, (result, u)
        if result.pvalue >= TAIL:
            return u


def ratio(before, after):
    """The exact interval of the ratio of two Poisson rates."""
    (events, days), (later, later_days) = before, after
    interval = stats.binomtest(later, events + later).proportion_ci(method="exact")
    turn = lambda share: None if share == 1 else share / (1 - share) * days / later_days
    return {
        "before": before,
        "after": after,
        "estimate": None if events == 0 else later / events * days / later_days,
        "interval": [turn(interval.low), turn(interval.high)],
    }


def survival(observations):
    """The Kaplan–Meier estimate of SciPy's `ecdf` from censored data."""
    ended = [at for at, is_ended in observations if is_ended]
    open_ = [at for at, is_ended in observations if not is_ended]
    estimate = stats.ecdf(stats.CensoredData(uncensored=ended, right=open_)).sf
    return {
        "observations": observations,
        "at": [int(at) for at in estimate.quantiles],
        "open": [float(share) for share in estimate.probabilities],
    }


def main():
    rng = random.Random(20260101)
    actions = lambda count: [[rng.randrange(1, 200), rng.random() < 0.7] for _ in range(count)]
    sizes = ((2, 2, 3600), (3, 4, 1800), (8, 8, 3600), (8, 12, 900), (30, 25, 1800), (50, 50, 3600), (51, 60, 3000), (120, 8, 7200))
    counts = ((12, 365), (20, 365)), ((30, 366), (10, 365)), ((0, 90), (4, 90)), ((5, 90), (0, 92)), ((400, 365), (300, 365)), ((7, 31), (9, 28))
    tables = {
        "samples": [sample(heavy(rng, count)) for count in (1, 2, 5, 6, 7, 10, 20, 21, 100, 1000)],
        "shifts": [shift(heavy(rng, first), heavy(rng, second, scale)) for first, second, scale in sizes],
        "ratios": [ratio(before, after) for before, after in counts],
        "survivals": [survival(actions(count)) for count in (1, 2, 10, 64, 500)],
    }
    rows = lambda table: ",\n".join(json.dumps(row) for row in table)
    print("{" + ",\n".join(f'"{name}": [\n{rows(table)}\n]' for name, table in tables.items()) + "}")


main()
