"""Confidence intervals by resampling rows.

Efron, B. & Tibshirani, R. (1993). An Introduction to the Bootstrap, chapter 13: the percentile interval.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Statistic = Callable[[Floats, Floats], Floats]

_CELLS = 4_000_000
"""Weights held at a time."""


def bootstrap_interval(
    rows: Floats, statistic: Statistic, *, resamples: int = 1000, seed: int = 0, level: float = 0.95
) -> tuple[float, float]:
    """Give the percentile interval of a statistic over rows drawn with replacement.

    Rows that are alike are drawn together: how often each kind comes up is multinomial, which is the same as drawing
    row by row and much quicker where rows are counts.

    Args:
        rows: array of shape (rows, values), what each row adds to the statistic.
        statistic: takes how often each kind of row was drawn, shape (resamples, kinds), and the kinds, shape (kinds,
            values), sorted by their first value; gives one number a resample.
        resamples: how many.
        seed: seed of the draws.
        level: coverage of the interval.

    Returns:
        Lower and upper bound; resamples in which the statistic is undefined (NaN) are left out.

    Example:
        >>> import numpy as np
        >>> low, high = bootstrap_interval(np.ones((9, 1)), lambda drawn, kinds: (drawn @ kinds)[:, 0] / 9)
        >>> low, high
        (1.0, 1.0)
    """
    import numpy as np

    kinds, counts = np.unique(rows, axis=0, return_counts=True)
    generator = np.random.default_rng(seed)
    step = max(1, _CELLS // len(kinds))
    values = []
    for start in range(0, resamples, step):
        drawn = generator.multinomial(len(rows), counts / len(rows), size=min(step, resamples - start))
        values.append(statistic(drawn.astype(np.float64), kinds))
    low, high = np.nanpercentile(np.concatenate(values), [50 - 50 * level, 50 + 50 * level])
    return float(low), float(high)
