"""Scores on ratings: valence, and stars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tone.evaluate.bootstrap import bootstrap_interval
from tone.evaluate.primary import rounded, sklearn_metrics

if TYPE_CHECKING:
    from tone.evaluate.bootstrap import Floats


def score_valence(
    gold: Sequence[float], predicted: Sequence[float], *, resamples: int = 1000, seed: int = 0
) -> dict[str, Any]:
    """Give Pearson's and Spearman's correlation of valence.

    Args:
        gold: ratings, on any scale.
        predicted: valence as predicted.
        resamples: of the bootstrap.
        seed: of the bootstrap.

    Returns:
        rows, pearson with its 95 % interval, and spearman; correlations are 0 where either side never varies.
    """
    import numpy as np
    from scipy.stats import spearmanr

    x, y = np.asarray(gold, float), np.asarray(predicted, float)
    if len(x) < 2 or not x.std() or not y.std():
        return {"rows": len(gold), "pearson": 0.0, "pearson_interval": [0.0, 0.0], "spearman": 0.0}
    x, y = x - x.mean(), y - y.mean()  # the sums below lose less
    rows = np.column_stack([x, y])
    bounds = bootstrap_interval(rows, weighted_pearson, resamples=resamples, seed=seed)
    return {
        "rows": len(gold),
        "pearson": rounded(np.corrcoef(x, y)[0, 1]),
        "pearson_interval": [rounded(bound) for bound in bounds],
        "spearman": rounded(spearmanr(x, y).statistic),
    }


def weighted_pearson(drawn: Floats, kinds: Floats) -> Floats:
    """Give Pearson's correlation of each resample.

    Args:
        drawn: how often each pair was drawn, shape (resamples, pairs).
        kinds: the pairs.
    """
    import numpy as np

    x, y = kinds.T
    sums = drawn @ np.column_stack([np.ones_like(x), x, y, x * y, x * x, y * y])
    n, sx, sy, sxy, sxx, syy = sums.T
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = (n * sxy - sx * sy) / np.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy))
    return found


def stars_of(valence: float) -> int:
    """Give the stars from 1 to 5 that a valence from -1 to 1 stands for: five equal steps.

    Example:
        >>> [stars_of(valence) for valence in (-1, -0.5, 0, 0.3, 1)]
        [1, 2, 3, 4, 5]
    """
    return min(5, max(1, int((valence + 1) / 0.4) + 1))


def score_stars(gold: Sequence[float], predicted: Sequence[float]) -> dict[str, Any]:
    """Score valence against stars.

    Args:
        gold: stars from 1 to 5.
        predicted: valence as predicted, -1 to 1; see `stars_of`.

    Returns:
        rows, mean absolute error, quadratic weighted kappa, macro-F1, and Spearman's correlation of stars and valence.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    import numpy as np
    from scipy.stats import spearmanr

    metrics = sklearn_metrics()
    true, told = [round(stars) for stars in gold], [stars_of(valence) for valence in predicted]
    varies = len(set(gold)) > 1 and len(set(predicted)) > 1
    kappa = metrics.cohen_kappa_score(true, told, weights="quadratic") if len({*true, *told}) > 1 else 0.0
    return {
        "rows": len(gold),
        "mae": rounded(metrics.mean_absolute_error(true, told)),
        "kappa": rounded(np.nan_to_num(kappa)),
        "macro_f1": rounded(metrics.f1_score(true, told, average="macro", labels=sorted(set(true)), zero_division=0)),
        "spearman": rounded(spearmanr(gold, predicted).statistic) if varies else 0.0,
    }
