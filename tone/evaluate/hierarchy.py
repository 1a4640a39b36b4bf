"""Scores below the primary emotions.

Kiritchenko, S., Matwin, S. & Famili, A. F. (2005). Functional annotation of genes using hierarchical text
categorization. BioLINK: hierarchical precision and recall count a node with all its ancestors.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from tone.evaluate.primary import rounded


def with_ancestors(keys: Collection[str]) -> frozenset[str]:
    """Give keys with those of all emotions above them.

    Example:
        >>> sorted(with_ancestors({"joy/pride"}))
        ['joy', 'joy/pride']
    """
    return frozenset("/".join(key.split("/")[: depth + 1]) for key in keys for depth in range(key.count("/") + 1))


def score_hierarchy(gold: Sequence[Collection[str]], predicted: Sequence[str | None]) -> dict[str, Any]:
    """Give hierarchical precision, recall and F over all rows.

    Args:
        gold: keys of the gold emotions of each row.
        predicted: key of the most specific emotion predicted for each row; None for an abstention, which loses recall.

    Example:
        >>> score_hierarchy([{"joy/pride"}, {"fear"}], ["joy/zest", None])
        {'rows': 2, 'precision': 0.5, 'recall': 0.333333, 'f1': 0.4}
    """
    shared = told = wanted = 0
    for keys, key in zip(gold, predicted, strict=True):
        right, said = with_ancestors(keys), with_ancestors({key} if key else ())
        shared, told, wanted = shared + len(right & said), told + len(said), wanted + len(right)
    return {
        "rows": len(gold),
        "precision": rounded(shared / told if told else 0),
        "recall": rounded(shared / wanted if wanted else 0),
        "f1": rounded(2 * shared / (told + wanted) if told + wanted else 0),
    }


def score_tier(gold: Sequence[Collection[str]], predicted: Sequence[str | None]) -> dict[str, Any]:
    """Give the accuracy at a tier below the first, overall and among rows with a right primary.

    Args:
        gold: keys of that tier, one or more a row: rows whose gold does not go so deep are not to be given.
        predicted: key of that tier predicted for each row, or of a shallower emotion, which is a miss; None for none.

    Returns:
        rows, accuracy, rows with a right primary, accuracy among these (None if there are none), and the number of
        emotions in gold.

    Example:
        >>> score_tier([{"joy/pride"}, {"joy/pride"}, {"joy/pride"}], ["joy/pride", "joy/zest", "fear"])
        {'rows': 3, 'accuracy': 0.333333, 'right_primary': 2, 'accuracy_given_primary': 0.5, 'emotions': 1}
    """
    pairs = list(zip(gold, predicted, strict=True))
    right = sum(key in keys for keys, key in pairs)
    primaries = sum(
        key is not None and key.partition("/")[0] in {k.partition("/")[0] for k in keys} for keys, key in pairs
    )
    return {
        "rows": len(pairs),
        "accuracy": rounded(right / len(pairs)),
        "right_primary": primaries,
        "accuracy_given_primary": rounded(right / primaries) if primaries else None,
        "emotions": len({key for keys in gold for key in keys}),
    }
