"""Whether one model is better than another, over folds that share their training texts.

Nadeau, C. & Bengio, Y. (2003). Inference for the generalization error. Machine Learning 52, 239-281: the corrected
resampled t-test. Bouckaert, R. & Frank, E. (2004). Evaluating the replicability of significance tests. PAKDD: that it
suits repeated cross-validation. Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
Journal of Statistics 6, 65-70.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, variance


def corrected_t_test(differences: Sequence[float], share: float) -> tuple[float, float]:
    """Test whether the mean difference over folds is other than 0.

    Args:
        differences: one a fold, over all repetitions; at least two.
        share: texts tested on by texts trained on in a fold: 1/4 for five folds.

    Returns:
        The statistic t, and the two-sided p; (0, 1) if all differences are 0, (+-inf, 0) if they are another constant.

    Raises:
        ValueError: there are fewer than two differences, or the share is not above 0.

    Example:
        >>> t, p = corrected_t_test([0.02, 0.01, 0.03, 0.02, 0.0, 0.02, 0.01, 0.03, 0.02, 0.01], 1 / 4)
        >>> round(t, 3), round(p, 3)
        (3.029, 0.014)
    """
    if len(differences) < 2 or share <= 0:
        raise ValueError(f"{len(differences)} differences and share {share}: expected at least 2, and a share above 0")
    from scipy.stats import t as student

    mean, spread = fmean(differences), variance(differences)
    if spread == 0:
        return (0.0, 1.0) if mean == 0 else (float("inf") if mean > 0 else float("-inf"), 0.0)
    t = mean / sqrt((1 / len(differences) + share) * spread)
    return t, float(2 * student.sf(abs(t), len(differences) - 1))


def holm(values: Sequence[float]) -> list[float]:
    """Adjust the p values of several tests by Holm's step-down method.

    Args:
        values: p values, 0 to 1.

    Returns:
        Adjusted values in the same order, each at least as large as it was.

    Example:
        >>> [round(value, 3) for value in holm([0.01, 0.04, 0.03])]
        [0.03, 0.06, 0.06]
    """
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: (values[place], place))):
        highest = max(highest, min(1.0, values[place] * (len(values) - rank)))
        adjusted[place] = highest
    return adjusted
