"""Run predictors over labelled sets: every figure of the protocol, and no row's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tone.errors import DataError
from tone.evaluate.abstention import score_abstention
from tone.evaluate.gold import GoldRow, GoldSet
from tone.evaluate.graded import score_stars, score_valence
from tone.evaluate.hierarchy import score_hierarchy, score_tier
from tone.evaluate.mapping import LabelMapping, Match
from tone.evaluate.predictor import Prediction, Predictor
from tone.evaluate.primary import rounded, score_labels, score_primary

CLASSES = ("anger", "fear", "joy", "love", "sadness", "surprise")
DISGUST = "anger/disgust"
VALENCES = ("valence", "sentiment")
"""Ratings that predicted valence is correlated with."""

Row = tuple[tuple[LabelMapping, ...], Prediction]


def evaluate(
    predictor: Predictor,
    gold: GoldSet,
    mapping: Mapping[str, LabelMapping],
    *,
    resamples: int = 1000,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Measure one predictor on one set.

    Args:
        predictor: what is measured.
        gold: the set.
        mapping: what its labels mean.
        resamples: of the bootstrap.
        seed: of the bootstrap.
        progress: called with the number of texts done since the last call.

    Returns:
        Plain data: the parts of the protocol that set and predictor allow, by name.

    Raises:
        DataError: a row has a label without a mapping.
        MissingExtraError: scikit-learn is not installed.
    """
    mapped = [_mapped(gold, row, mapping) for row in gold.rows]
    texts = (row.text for row in gold.rows)
    predictions = list(_counting(predictor.predict(texts), progress))
    rows = list(zip(mapped, predictions, strict=True))
    options = {"resamples": resamples, "seed": seed}
    found: dict[str, Any] = {"rows": len(rows)}
    if predictor.gives_emotions:
        found.update(_emotions(rows, options))
    neutral = _abstention(rows, options)
    if neutral:
        found["abstention"] = neutral
    for name in VALENCES:
        ratings, valences = _rated(gold.rows, predictions, name)
        if ratings:
            found["valence"] = score_valence(ratings, valences, resamples=resamples, seed=seed)
        domains = sorted({row.domain for row in gold.rows if name in row.scores})
        for domain in domains if len(domains) > 1 else ():
            chosen = [place for place, row in enumerate(gold.rows) if row.domain == domain]
            ratings, valences = _rated([gold.rows[n] for n in chosen], [predictions[n] for n in chosen], name)
            found[f"valence ({domain})"] = score_valence(ratings, valences, resamples=resamples, seed=seed)
    ratings, valences = _rated(gold.rows, predictions, "stars")
    if ratings:
        found["stars"] = score_stars(ratings, valences)
    return found


def _rated(rows: Sequence[GoldRow], predictions: Sequence[Prediction], name: str) -> tuple[list[float], list[float]]:
    """Give the ratings of a name, and the valence predicted for their rows."""
    pairs = [(row.scores[name], p.polarity()) for row, p in zip(rows, predictions, strict=True) if name in row.scores]
    return [rating for rating, _ in pairs], [valence for _, valence in pairs]


def _counting(predictions: Iterable[Prediction], progress: Callable[[int], None] | None) -> Iterator[Prediction]:
    for prediction in predictions:
        if progress is not None:
            progress(1)
        yield prediction


def _mapped(gold: GoldSet, row: GoldRow, mapping: Mapping[str, LabelMapping]) -> tuple[LabelMapping, ...]:
    if row.scores:
        return ()  # ratings; labels, if any, are but their bins
    for label in row.labels:
        if label not in mapping:
            known = ", ".join(sorted(mapping))
            raise DataError(
                f"{gold.name}, row {row.number}: label {label[:40]!r} has no mapping; known are {known}. Give the "
                "set's name, or a table of mappings with --mappings"
            )
    return tuple(mapping[label] for label in row.labels)


def _emotions(rows: Sequence[Row], options: Mapping[str, int]) -> dict[str, Any]:
    strict = [row for row in rows if row[0] and all(label.match is Match.EXACT for label in row[0])]
    lenient = [row for row in rows if row[0] and all(label.match is not Match.NONE for label in row[0])]
    if not strict:
        return {}
    found = {"strict": _primary(strict, options)}
    accepted = [{key for label in labels for key in (label.primary, *label.also_accept)} for labels, _ in lenient]
    found["lenient"] = _primary(lenient, options, accepted)
    without = [row for row in strict if not any(label.emotion.startswith(DISGUST) for label in row[0])]
    if without and len(without) < len(strict):
        found["strict_without_disgust"] = _primary(without, options)
    if any(len(_primaries(labels)) > 1 for labels, _ in strict):
        found["labels"] = score_labels(
            [_primaries(labels) for labels, _ in strict],
            [p.all_labels() for _, p in strict],
            [p.primary for _, p in strict],
            CLASSES,
        )
    found["hierarchy"] = score_hierarchy(
        [{label.emotion for label in labels} for labels, _ in strict], [p.emotion for _, p in strict]
    )
    for tier, name in ((2, "secondary"), (3, "tertiary")):
        deep = [(labels, p) for labels, p in strict if all(label.node(tier) for label in labels)]
        if deep:
            found[name] = score_tier(
                [{label.node(tier) for label in labels} for labels, _ in deep], [p.node(tier) for _, p in deep]
            )
    return found


def _primaries(labels: Iterable[LabelMapping]) -> set[str]:
    return {label.primary for label in labels}


def _primary(
    rows: Sequence[Row], options: Mapping[str, int], accepted: Sequence[set[str]] | None = None
) -> dict[str, Any]:
    gold = [_primaries(labels) for labels, _ in rows]
    return score_primary(gold, [p.primary for _, p in rows], CLASSES, accepted=accepted, **options)


def _abstention(rows: Sequence[Row], options: Mapping[str, int]) -> dict[str, Any]:
    """Tell emotional rows from neutral ones; the rows whose labels have no home are told apart in two more ways."""
    neutral = [p for labels, p in rows if labels and all(label.neutral for label in labels)]
    homeless = [
        p
        for labels, p in rows
        if labels and all(label.match is Match.NONE for label in labels) and not any(label.neutral for label in labels)
    ]
    emotional = [
        p for labels, p in rows if any(label.emotion for label in labels) and not any(label.neutral for label in labels)
    ]
    if not neutral or not emotional:
        return {}

    def score(yes: Sequence[Prediction], no: Sequence[Prediction]) -> dict[str, Any]:
        every = [*yes, *no]
        truth = [True] * len(yes) + [False] * len(no)
        return score_abstention(truth, [p.emotionality() for p in every], [p.answered for p in every], **options)

    found = score(emotional, neutral)
    if homeless:
        found["homeless_as_emotional"] = score([*emotional, *homeless], neutral)
        found["homeless_as_neutral"] = score(emotional, [*neutral, *homeless])
    return found


DEVELOPMENT = ("goemotions", "dairai_emotion", "isear", "xed_en")
"""The sets whose strict macro-F1 is averaged."""


def mean_strict(sets: Mapping[str, Mapping[str, Any]]) -> float | None:
    """Give the mean strict macro-F1 over the sets for development; None unless all were run.

    Args:
        sets: the results of one run by set.
    """
    scores = [sets.get(name, {}).get("strict", {}).get("macro_f1") for name in DEVELOPMENT]
    return None if None in scores else rounded(sum(score for score in scores if score is not None) / len(scores))
