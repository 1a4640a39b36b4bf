"""What is measured: one protocol for TONE's classifier and for its peers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.classify.result import Classification

POLARITY = {"joy": 1, "love": 1, "anger": -1, "sadness": -1, "fear": -1}
"""Which way the primary emotions point; surprise points neither way."""

SHARE = 0.5
"""A primary is among the labels of a text if it has this share of the best one's score."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a predictor says of a text; a part that it has no notion of is None.

    Attributes:
        answered: False where it abstains: it says that the text speaks of no emotion.
        scores: scores of primary emotions by key, those above 0.
        nodes: the emotions chosen at tiers 1, 2 and 3, as far down as it goes; () where it abstains.
        emotion: the most specific emotion that it answers.
        labels: the primary emotions that it gives the text; None to take those with `SHARE` of the best score.
        emotional: how sure it is that the text speaks of an emotion; None to take the best score.
        valence: from -1 to 1; None to derive it from the scores.
    """

    answered: bool
    scores: Mapping[str, float] = field(default_factory=dict)
    nodes: tuple[str, ...] = ()
    emotion: str | None = None
    labels: tuple[str, ...] | None = None
    emotional: float | None = None
    valence: float | None = None

    @property
    def primary(self) -> str | None:
        """Key of the primary emotion, or None."""
        return self.nodes[0] if self.nodes else None

    def node(self, tier: int) -> str | None:
        """Give the key at a tier, or that of the deepest one above it."""
        return self.nodes[min(tier, len(self.nodes)) - 1] if self.nodes else None

    def all_labels(self) -> tuple[str, ...]:
        """Give the primary emotions of the text, its own choice or by the common rule."""
        if self.labels is not None:
            return self.labels
        best = max(self.scores.values(), default=0.0)
        if not self.nodes or best <= 0:
            return self.nodes[:1]
        return tuple(key for key, score in self.scores.items() if score >= SHARE * best)

    def emotionality(self) -> float:
        """Give how emotional the text seems: its own score, or the best one of a primary."""
        return max(self.scores.values(), default=0.0) if self.emotional is None else self.emotional

    def polarity(self) -> float:
        """Give the valence: its own, or how far positive primaries outweigh negative ones."""
        if self.valence is not None:
            return self.valence
        signed = [POLARITY[key] * score for key, score in self.scores.items() if key in POLARITY]
        total = sum(map(abs, signed))
        return sum(signed) / total if total else 0.0


class Predictor(Protocol):
    """Something that reads emotions, or polarity, from texts."""

    @property
    def name(self) -> str:
        """Name of the run, as in results."""

    @property
    def configuration(self) -> Mapping[str, str | int | float]:
        """What someone needs to know to repeat the run: versions, encoder, sizes."""

    @property
    def gives_emotions(self) -> bool:
        """Whether it knows primary emotions; otherwise it knows polarity only."""

    def predict(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Predict, one answer a text, in order."""


def pick(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Give the key with the highest score above 0 as the nodes of a prediction; of ties the first by key.

    Example:
        >>> pick({"joy": 2, "fear": 2, "love": 1}), pick({"joy": 0})
        (('fear',), ())
    """
    key = min(scores, key=lambda key: (-scores[key], key), default="")
    return (key,) if key and scores[key] > 0 else ()


class TonePredictor:
    """TONE's classifier as a predictor.

    Args:
        classifier: the classifier.
        name: name of the run.
        configuration: what describes it in results.
    """

    gives_emotions = True

    def __init__(
        self, classifier: EmotionClassifier, name: str, configuration: Mapping[str, str | int | float]
    ) -> None:
        self.name = name
        self.configuration = configuration
        self._classifier = classifier

    def predict(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Classify texts in one stream."""
        return map(_prediction, self._classifier.pipe(texts))


def _prediction(result: Classification) -> Prediction:
    nodes = []
    for tier in (1, 2, 3):
        best = result.best(tier=tier)
        if best is None:
            break
        nodes.append(best.key)
    labels = getattr(result, "labels", None)
    return Prediction(
        answered=result.emotion is not None,
        scores=result.scores(tier=1),
        nodes=tuple(nodes),
        emotion=None if result.emotion is None else result.emotion.key,
        labels=None if labels is None else tuple(emotion.key for emotion in labels(tier=1)),
        emotional=getattr(result, "emotional", None),
        valence=getattr(result, "valence", None),
    )
