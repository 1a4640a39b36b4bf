"""How well answers in another scheme's labels fit a set labelled in that scheme: totals only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tone.crosswalk import Crosswalk
from tone.embed.encoder import Encoder
from tone.errors import DataError
from tone.evaluate.gold import GoldSet
from tone.evaluate.primary import score_primary

SCHEME_OF = {
    "goemotions": "goemotions",
    "empathetic_dialogues_turns": "empathetic_dialogues",
    "isear": "isear",
    "dairai_emotion": "developers",
    "xed_en": "nrc",
}
"""Labelled sets whose labels are those of a scheme. A label beyond it, as XED's neutral, leaves its rows out."""

Predict = Callable[[Sequence[str]], Iterable[str | None]]


def evaluate_scheme(
    gold: GoldSet, crosswalk: Crosswalk, runs: dict[str, Predict], *, resamples: int = 1000, seed: int = 0
) -> list[dict[str, Any]]:
    """Score predictors in the labels of a scheme.

    A prediction is right if it is among a row's labels; see `score_primary`, which is used with all labels as classes.
    Labels without a home in the tree are classes like others, which answers by way of nodes can never reach.

    Args:
        gold: the set.
        crosswalk: the scheme that its labels are of.
        runs: predictors by name: each gives a label or None for each of several texts.
        resamples: of the bootstrap.
        seed: of the bootstrap.

    Returns:
        One row a run: the set, the scheme, rows, labels that occur, those without a home, accuracy, macro_f1 over the
        labels that occur with its 95 % interval, macro_f1_mapped over those with a home, and coverage. The first row is
        that of always giving the commonest label.

    Raises:
        DataError: no row has a label of the scheme.
    """
    known = set(crosswalk.labels)
    rows = [row for row in gold.rows if row.labels and known.issuperset(row.labels)]
    if not rows:
        raise DataError(f"no row of {gold.name} is labelled in {crosswalk.name}, with {', '.join(crosswalk.labels)}")
    labels = [set(row.labels) for row in rows]
    commonest = Counter(label for row in labels for label in sorted(row)).most_common(1)[0][0]
    texts = [row.text for row in rows]
    every: dict[str, Predict] = {"majority": lambda texts: [commonest] * len(texts), **runs}
    found = []
    for name, predict in every.items():
        scores = score_primary(labels, list(predict(texts)), crosswalk.labels, resamples=resamples, seed=seed)
        classes: dict[str, dict[str, float]] = scores["classes"]
        mapped = [figures["f1"] for label, figures in classes.items() if label not in crosswalk.unmapped]
        found.append(
            {
                "set": gold.name,
                "scheme": crosswalk.name,
                "run": name,
                "rows": len(rows),
                "labels": len(classes),
                "homeless": len(classes) - len(mapped),
                "accuracy": scores["accuracy"],
                "macro_f1": scores["macro_f1"],
                "macro_f1_interval": scores["macro_f1_interval"],
                "macro_f1_mapped": round(sum(mapped) / len(mapped), 6) if mapped else 0.0,
                "coverage": scores["coverage"],
            }
        )
    return found


def zero_shot(encoder: Encoder, labels: Sequence[str]) -> Predict:
    """Give the predictor of the label whose name is nearest to the text; it never abstains.

    Yin, W., Hay, J. & Roth, D. (2019). Benchmarking zero-shot text classification. EMNLP.

    Args:
        encoder: the encoder.
        labels: the labels.
    """

    def predict(texts: Sequence[str]) -> list[str | None]:
        names = encoder.encode([label.replace("-", " ") for label in labels])
        return [labels[place] for place in (encoder.encode(texts) @ names.T).argmax(axis=1)]

    return predict
