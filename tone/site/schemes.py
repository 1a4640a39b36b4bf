"""The labels of other schemes, as pages show them: those of one emotion, and each scheme as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tone.crosswalk import Crosswalk, Match, Predicate
from tone.emotion import Emotion

RELATIONS = {
    Predicate.EXACT: "the same",
    Predicate.CLOSE: "close to it",
    Predicate.NARROW: "broader than it",
    Predicate.BROAD: "a kind of it",
    Predicate.RELATED: "related to it",
}
"""What a label is to its emotion; the predicates of SKOS say it of the emotion."""


@dataclass(frozen=True, slots=True)
class SchemeLabel:
    """A label that another scheme has for an emotion.

    Attributes:
        crosswalk: the scheme.
        match: the mapping of the label.
        through: the emotion above or below that has the label; None if it is the emotion's own.
    """

    crosswalk: Crosswalk
    match: Match
    through: Emotion | None

    @property
    def relation(self) -> str:
        """What the label is to the emotion that it is mapped to, in words."""
        return RELATIONS[self.match.predicate]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme as a page shows it.

    Attributes:
        crosswalk: the scheme.
        rows: label, mapping with its relation in words, and what is to be said of it; without a mapping the reason.
    """

    crosswalk: Crosswalk
    rows: tuple[tuple[str, Match | None, str, str], ...]


def labels_of(emotion: Emotion, crosswalks: Sequence[Crosswalk]) -> list[SchemeLabel]:
    """Give what an emotion is called in other schemes.

    Args:
        emotion: the emotion.
        crosswalks: the schemes.

    Returns:
        Scheme by scheme the labels that are mapped to it, and the one that it is called by (`Crosswalk.match`) where
        that is the label of an emotion above or below it.
    """
    found = []
    for crosswalk in crosswalks:
        own = [match for match in crosswalk if match.emotion.key == emotion.key]
        found += [SchemeLabel(crosswalk, match, None) for match in own]
        best = crosswalk.match(emotion)
        if best is not None and best.emotion.key != emotion.key:
            found.append(SchemeLabel(crosswalk, best, best.emotion))
    return found


def shown_scheme(crosswalk: Crosswalk) -> Scheme:
    """Give a scheme with all its labels in their order, those without a home among them."""
    rows: list[tuple[str, Match | None, str, str]] = []
    for label in crosswalk.labels:
        matches = crosswalk.emotions(label)
        rows += [(label, match, RELATIONS[match.predicate], match.comment) for match in matches]
        if not matches:
            rows.append((label, None, "", crosswalk.unmapped[label]))
    return Scheme(crosswalk, tuple(rows))
