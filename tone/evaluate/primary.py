"""The score over primary emotions, strict and lenient, and the multi-label scores.

A prediction is right if it is among what a row accepts. A right one is a true positive of what was predicted; a wrong
or missing one is a false negative of each gold primary and, if there is one, a false positive of what was predicted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from tone.errors import MissingExtraError
from tone.evaluate.bootstrap import bootstrap_interval

if TYPE_CHECKING:
    from tone.evaluate.bootstrap import Floats


def score_primary(
    gold: Sequence[Collection[str]],
    predicted: Sequence[str | None],
    classes: Sequence[str],
    *,
    accepted: Sequence[Collection[str]] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> dict[str, Any]:
    """Score one prediction a row against one or several gold classes a row.

    Args:
        gold: the gold classes of each row, at least one.
        predicted: the class predicted for each row, None for an abstention.
        classes: all classes.
        accepted: for each row what also counts as right, for the lenient score.
        resamples: of the bootstrap.
        seed: of the bootstrap.

    Returns:
        rows, macro_f1 over the classes that occur in gold, its 95 % interval, accuracy, its interval, coverage, the
        classes with support, precision, recall and F1, and the confusion by gold class ("none" is an abstention; a row
        with several gold classes counts once for each).

    Example:
        >>> found = score_primary([{"joy"}, {"joy", "fear"}, {"fear"}], ["joy", "fear", None], ["fear", "joy"])
        >>> found["macro_f1"], found["accuracy"]
        (0.833333, 0.666667)
    """
    import numpy as np

    rows = _contributions(gold, predicted, classes, accepted or gold)
    occurring = np.array([any(name in row for row in gold) for name in classes])

    def macro(drawn: Floats, kinds: Floats) -> Floats:
        f1 = _f1(drawn @ kinds, len(classes))
        mean: Floats = f1[:, occurring].mean(axis=1)
        return mean

    def accuracy(drawn: Floats, kinds: Floats) -> Floats:
        share: Floats = (drawn @ kinds[:, : len(classes)]).sum(axis=1) / len(gold)
        return share

    totals = rows.sum(axis=0)
    whole = np.ones((1, len(rows)))
    true, false, missed = totals.reshape(3, len(classes))
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = np.nan_to_num(true / (true + false)), np.nan_to_num(true / (true + missed))
    f1 = _f1(totals[None], len(classes))[0]
    return {
        "rows": len(gold),
        "macro_f1": rounded(macro(whole, rows)[0]),
        "macro_f1_interval": _interval(rows, macro, resamples, seed),
        "accuracy": rounded(accuracy(whole, rows)[0]),
        "accuracy_interval": _interval(rows, accuracy, resamples, seed),
        "coverage": rounded(sum(name is not None for name in predicted) / len(gold)),
        "classes": {
            name: {
                "support": sum(name in row for row in gold),
                "precision": rounded(precision[place]),
                "recall": rounded(recall[place]),
                "f1": rounded(f1[place]),
            }
            for place, name in enumerate(classes)
            if occurring[place]
        },
        "confusion": {
            name: {
                answer or "none": count
                for answer in (*classes, None)
                if (count := sum(name in row and told == answer for row, told in zip(gold, predicted, strict=True)))
            }
            for place, name in enumerate(classes)
            if occurring[place]
        },
    }


def score_labels(
    gold: Sequence[Collection[str]],
    predicted: Sequence[Collection[str]],
    tops: Sequence[str | None],
    classes: Sequence[str],
) -> dict[str, Any]:
    """Score several predictions a row: per-label F1, example Jaccard, and how often the first is right.

    Args:
        gold: the gold classes of each row, at least one.
        predicted: the classes predicted for each row, perhaps none.
        tops: the first class predicted for each row.
        classes: all classes.

    Returns:
        rows, micro_f1, macro_f1 over the classes that occur in gold, jaccard, top1, and F1 by class.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    import numpy as np

    metrics = sklearn_metrics()
    occurring = [name for name in classes if any(name in row for row in gold)]
    true = np.array([[name in row for name in classes] for row in gold])
    told = np.array([[name in row for name in classes] for row in predicted])
    places = [classes.index(name) for name in occurring]
    by_class = metrics.f1_score(true, told, average=None, labels=places, zero_division=0)
    return {
        "rows": len(gold),
        "micro_f1": rounded(metrics.f1_score(true, told, average="micro", zero_division=0)),
        "macro_f1": rounded(by_class.mean()),
        "jaccard": rounded(metrics.jaccard_score(true, told, average="samples", zero_division=0)),
        "top1": rounded(sum(top in row for top, row in zip(tops, gold, strict=True)) / len(gold)),
        "classes": {name: rounded(value) for name, value in zip(occurring, by_class, strict=True)},
    }


def sklearn_metrics() -> Any:
    """Give scikit-learn's metrics.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn import metrics
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "evaluate", "evaluating on labelled texts") from error
    return metrics


def rounded(number: float) -> float:
    """Round to six digits, as results are kept."""
    return round(float(number), 6)


def _interval(rows: Floats, statistic: Any, resamples: int, seed: int) -> list[float]:
    return [rounded(bound) for bound in bootstrap_interval(rows, statistic, resamples=resamples, seed=seed)]


def _contributions(
    gold: Sequence[Collection[str]],
    predicted: Sequence[str | None],
    classes: Sequence[str],
    accepted: Sequence[Collection[str]],
) -> Floats:
    """Give what each row adds to true positives, false positives and false negatives of each class."""
    import numpy as np

    places = {name: place for place, name in enumerate(classes)}
    counts = np.zeros((len(gold), 3, len(classes)))
    for row, (wanted, told, fine) in enumerate(zip(gold, predicted, accepted, strict=True)):
        if told is not None and (told in wanted or told in fine):
            counts[row, 0, places[told]] = 1
            continue
        if told is not None:
            counts[row, 1, places[told]] = 1
        for name in wanted:
            counts[row, 2, places[name]] = 1
    return counts.reshape(len(gold), 3 * len(classes))


def _f1(totals: Floats, count: int) -> Floats:
    import numpy as np

    true, false, missed = totals[:, :count], totals[:, count : 2 * count], totals[:, 2 * count :]
    f1: Floats = 2 * true / np.maximum(2 * true + false + missed, 1)
    return f1
