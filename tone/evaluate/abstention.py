"""Whether a classifier tells texts that speak of an emotion from those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tone.evaluate.bootstrap import bootstrap_interval
from tone.evaluate.primary import rounded, sklearn_metrics

if TYPE_CHECKING:
    from tone.evaluate.bootstrap import Floats


def score_abstention(
    emotional: Sequence[bool],
    scores: Sequence[float],
    answered: Sequence[bool],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> dict[str, Any]:
    """Score how emotional texts are told from others.

    Args:
        emotional: what gold says of each row; both must occur.
        scores: how emotional each row seems, higher is more.
        answered: whether the classifier, as it is shipped, gave an answer rather than abstain.
        resamples: of the bootstrap.
        seed: of the bootstrap.

    Returns:
        The numbers of rows; auroc with its 95 % interval; and at the shipped threshold precision, recall and F1 of
        "emotional", and the mean of both classes' F1.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    import numpy as np

    metrics = sklearn_metrics()
    rows = np.column_stack([np.asarray(scores, float), np.asarray(emotional, float)])
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        emotional, answered, average="binary", zero_division=0
    )
    bounds = bootstrap_interval(rows, weighted_auroc, resamples=resamples, seed=seed)
    return {
        "emotional": int(sum(emotional)),
        "others": len(emotional) - int(sum(emotional)),
        "auroc": rounded(metrics.roc_auc_score(emotional, scores)),
        "auroc_interval": [rounded(bound) for bound in bounds],
        "precision": rounded(precision),
        "recall": rounded(recall),
        "f1": rounded(f1),
        "macro_f1": rounded(metrics.f1_score(emotional, answered, average="macro", zero_division=0)),
    }


def weighted_auroc(drawn: Floats, kinds: Floats) -> Floats:
    """Give the area under the ROC curve of each resample: ties count half (Mann-Whitney).

    Args:
        drawn: how often each kind was drawn, shape (resamples, kinds).
        kinds: score and 1 or 0 of each kind, sorted by score.
    """
    import numpy as np

    starts = np.flatnonzero(np.diff(kinds[:, 0], prepend=-np.inf))
    positive = np.add.reduceat(drawn * kinds[:, 1], starts, axis=1)
    negative = np.add.reduceat(drawn * (1 - kinds[:, 1]), starts, axis=1)
    below = np.cumsum(negative, axis=1) - negative / 2
    with np.errstate(invalid="ignore"):
        area: Floats = (positive * below).sum(axis=1) / (positive.sum(axis=1) * negative.sum(axis=1))
    return area
