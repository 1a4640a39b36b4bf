"""Agreement of a panel with bootstrap intervals over items, and how far raters speak for what they judge.

The point values are those of `tone.evaluate.agreement`; here are the same formulas over many resamples at once, in the
form that `tone.evaluate.bootstrap` asks for: `drawn` holds how often each kind of item was drawn, shape (resamples,
kinds), and `kinds` the kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from statistics import mean
from typing import TYPE_CHECKING

from tone.errors import MissingExtraError, ToneError
from tone.evaluate.agreement import cohen_kappa, fleiss_kappa, intraclass_correlation, krippendorff_alpha
from tone.evaluate.bootstrap import bootstrap_interval
from tone.ratings.scales import Scale

if TYPE_CHECKING:
    from tone.evaluate.bootstrap import Floats, Statistic

Rows = Sequence[Sequence[str | None]]
"""For each item one rating a rater, None where it is open."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        name: what it is.
        value: the figure; None where it is undefined.
        low: lower bound of the 95 % interval; None likewise.
        high: upper bound.
        items: how many items it rests on.
        note: why it is undefined; else "".
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    items: int
    note: str = ""


def measure(rows: Rows, scale: Scale, *, resamples: int = 1000, seed: int = 0) -> list[Measure]:
    """Measure the ratings of one kind of item.

    Alpha takes all items with two ratings or more. Kappa and the intraclass correlation take those that all raters
    rated; Cohen's kappa is the mean over pairs of raters.

    Args:
        rows: the ratings of the raters that are kept.
        scale: their scale.
        resamples: of the bootstrap over items.
        seed: of the bootstrap.

    Returns:
        The measures that suit the scale: alpha at its level, for steps also as interval; both kappas; for steps the
        intraclass correlations; the share of favourable ratings; for steps the mean rating.

    Raises:
        MissingExtraError: numpy is not installed.
    """
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtraError("numpy", "evaluate", "measuring agreement") from error
    values, steps = scale.values, scale.level == "ordinal"
    counts = np.array([[row.count(value) for value in values] for row in map(list, rows)], dtype=float)
    counts = counts.reshape(len(rows), len(values))
    whole = [[rating for rating in row if rating is not None] for row in rows if None not in row]
    codes = np.array([[values.index(rating) for rating in row] for row in whole], dtype=float)
    pairs = counts[counts.sum(axis=1) > 1]
    numbers = [[float(rating) for rating in row] for row in whole] if steps else []
    interval = partial(_with_interval, resamples=resamples, seed=seed)
    found = []
    for level in ("ordinal", "interval") if steps else ("nominal",):
        alpha = partial(_alpha, rows, level)
        found.append(interval(f"Krippendorff's alpha, {level}", alpha, pairs, alpha_statistic(level, values)))
    found.append(
        interval(
            "Fleiss' kappa", lambda: fleiss_kappa(_tallies(whole)), counts_of(codes, len(values)), fleiss_statistic
        )
    )
    found.append(interval("Cohen's kappa, mean of pairs", lambda: _mean_kappa(whole), codes, cohen_statistic))
    if steps:
        table = np.array(numbers, dtype=float)
        for average, name in ((False, "ICC(2,1)"), (True, "ICC(2,k)")):
            value = partial(intraclass_correlation, numbers, average=average)
            found.append(interval(name, value, table, icc_statistic(average)))
    rated = counts[counts.sum(axis=1) > 0]
    good = np.array([value in scale.good for value in values], dtype=float)
    found.append(interval("share of favourable ratings", lambda: _share(rated, good), rated, _share_statistic(good)))
    if steps:
        points = np.array([float(value) for value in values])
        found.append(interval("mean rating", lambda: _share(rated, points), rated, _share_statistic(points)))
    return found


def _with_interval(
    name: str, value: Callable[[], float], rows: Floats, statistic: Statistic, *, resamples: int, seed: int
) -> Measure:
    import numpy as np

    try:
        point = value()
    except ToneError as error:
        return Measure(name, None, None, None, len(rows), str(error))
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = bootstrap_interval(rows, statistic, resamples=resamples, seed=seed)
    return Measure(name, point, low, high, len(rows))


def alpha_statistic(level: str, values: Sequence[str]) -> Statistic:
    """Give Krippendorff's alpha over counts of ratings by item, shape (kinds, values).

    Args:
        level: one of `tone.evaluate.agreement.LEVELS`.
        values: the values of the scale, in order; numbers as text for "interval".
    """

    def statistic(drawn: Floats, kinds: Floats) -> Floats:
        import numpy as np

        raters = kinds.sum(axis=1)
        pairs = np.einsum("kv,kw->kvw", kinds, kinds) / (raters - 1)[:, None, None]
        totals = drawn @ kinds
        if level == "nominal":
            distance = np.broadcast_to(1 - np.eye(len(values)), (len(drawn), len(values), len(values)))
        else:  # of steps: how many ratings lie between them, half of their own included
            ranks = totals.cumsum(axis=1) - totals / 2
            if level == "interval":
                ranks = np.broadcast_to([float(value) for value in values], totals.shape)
            distance = (ranks[:, :, None] - ranks[:, None, :]) ** 2
        observed = np.einsum("rk,kvw,rvw->r", drawn, pairs, distance, optimize=True)
        expected = np.einsum("rv,rw,rvw->r", totals, totals, distance, optimize=True)
        found: Floats = 1 - (totals.sum(axis=1) - 1) * observed / np.where(expected > 0, expected, np.nan)
        return found

    return statistic


def fleiss_statistic(drawn: Floats, kinds: Floats) -> Floats:
    """Give Fleiss' kappa over counts of ratings by item, shape (kinds, values), all items with as many ratings.

    Args:
        drawn: how often each kind was drawn.
        kinds: the counts.
    """
    raters, items = kinds[0].sum(), drawn.sum(axis=1)
    observed = drawn @ (kinds * (kinds - 1)).sum(axis=1) / (raters * (raters - 1) * items)
    expected = ((drawn @ kinds / (raters * items)[:, None]) ** 2).sum(axis=1)
    return _beyond(observed, expected)


def cohen_statistic(drawn: Floats, kinds: Floats) -> Floats:
    """Give the mean of Cohen's kappa over pairs of raters, from numbered ratings, shape (kinds, raters).

    Args:
        drawn: how often each kind was drawn.
        kinds: the ratings.
    """
    import numpy as np

    items = drawn.sum(axis=1)
    hot = np.stack([kinds == value for value in np.unique(kinds)]).astype(float)
    shares = np.einsum("rk,vkj->rvj", drawn, hot, optimize=True) / items[:, None, None]
    kappas = [
        _beyond(drawn @ (kinds[:, i] == kinds[:, j]) / items, (shares[:, :, i] * shares[:, :, j]).sum(axis=1))
        for i, j in combinations(range(kinds.shape[1]), 2)
    ]
    defined = np.stack(kappas)
    valid = ~np.isnan(defined)
    mean_of: Floats = np.where(valid, defined, 0).sum(axis=0) / valid.sum(axis=0)
    return mean_of


def icc_statistic(average: bool) -> Statistic:
    """Give the intraclass correlation over ratings, shape (kinds, raters): ICC(2,1), or ICC(2,k).

    Args:
        average: whether of the mean of all raters.
    """

    def statistic(drawn: Floats, kinds: Floats) -> Floats:
        import numpy as np

        items, raters = drawn.sum(axis=1), kinds.shape[1]
        means = kinds.mean(axis=1)
        grand = drawn @ means / items
        of_items = raters * (drawn @ means**2 - items * grand**2)
        of_raters = items * (((drawn @ kinds) / items[:, None] - grand[:, None]) ** 2).sum(axis=1)
        rest = drawn @ (kinds**2).sum(axis=1) - items * raters * grand**2 - of_items - of_raters
        between, judges = of_items / (items - 1), of_raters / (raters - 1)
        error = np.maximum(rest, 0) / ((items - 1) * (raters - 1))
        single = 1 if average else raters
        below = between + (single - 1) * error + single * (judges - error) / items
        found: Floats = (between - error) / np.where(abs(below) > 1e-12, below, np.nan)
        return found

    return statistic


def counts_of(codes: Floats, width: int) -> Floats:
    """Count the ratings of each item.

    Args:
        codes: numbered ratings, shape (items, raters).
        width: how many values there are.
    """
    import numpy as np

    columns = [(codes == value).sum(axis=1) for value in range(width)] if codes.size else []
    counts: Floats = np.array(columns, dtype=float).T.reshape(len(codes), width)
    return counts


def _beyond(observed: Floats, expected: Floats) -> Floats:
    import numpy as np

    found: Floats = (observed - expected) / np.where(expected < 1 - 1e-12, 1 - expected, np.nan)
    return found


def _share_statistic(points: Floats) -> Statistic:
    def statistic(drawn: Floats, kinds: Floats) -> Floats:
        found: Floats = drawn @ (kinds @ points) / (drawn @ kinds.sum(axis=1))
        return found

    return statistic


def _share(counts: Floats, points: Floats) -> float:
    if not len(counts):
        raise ToneError("nothing is rated")
    return float((counts @ points).sum() / counts.sum())


def _alpha(rows: Rows, level: str) -> float:
    if level == "nominal":
        return krippendorff_alpha(rows, level=level)
    return krippendorff_alpha(
        [[None if rating is None else float(rating) for rating in row] for row in rows], level=level
    )


def _tallies(rows: Sequence[Sequence[str]]) -> list[Mapping[str, int]]:
    if not rows:
        raise ToneError("no item was rated by all raters")
    return [{value: row.count(value) for value in dict.fromkeys(row)} for row in rows]


def _mean_kappa(rows: Sequence[Sequence[str]]) -> float:
    if not rows:
        raise ToneError("no item was rated by all raters")
    found = []
    for one, other in combinations(list(zip(*rows, strict=True)), 2):
        try:
            found.append(cohen_kappa(one, other))
        except ToneError:  # a pair that used one value only tells nothing
            continue
    if not found:
        raise ToneError("all ratings are of one category, so agreement cannot be told from chance")
    return mean(found)
