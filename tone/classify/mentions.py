"""The evidence of a classification: which words of a text speak of which emotions, and what the cues make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from tone.emotion import Emotion
from tone.model import CueKind, Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """One emotion that a word or phrase speaks of.

    Attributes:
        emotion: the emotion.
        weight: how strongly, above 0.
        entry: the lexical entry that says so; None for an affinity, which is induced or learned and not reviewed.
        turned_from: the emotion that the word names, where a negation turned it to this, its opposite; else None.
    """

    emotion: Emotion
    weight: float
    entry: Entry | None = None
    turned_from: Emotion | None = None

    @property
    def source(self) -> str:
        """Where it comes from, in words."""
        return "affinity" if self.entry is None else " + ".join(self.entry.sources)

    def __repr__(self) -> str:
        """Show the essentials."""
        return f"Reading({self.emotion.key!r}, weight={self.weight:.4g})"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "emotion": self.emotion.key,
            "weight": self.weight,
            "form": None if self.entry is None else self.entry.form,
            "pos": None if self.entry is None else self.entry.pos.value,
            "sources": ["affinity"] if self.entry is None else list(self.entry.sources),
            "turned_from": None if self.turned_from is None else self.turned_from.key,
        }


class AppliedCue(NamedTuple):
    """A cue that changes what a mention adds.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        text: the characters between, as written.
        kind: what sort of cue it is.
        factor: what it multiplies the weights by; 1 where two negators cancel out.
    """

    start: int
    end: int
    text: str
    kind: CueKind
    factor: float

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {**self._asdict(), "kind": self.kind.value}


class Mention(NamedTuple):
    """A word, phrase or symbol of a text that speaks of one or several emotions.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        text: the characters between, as written; also those in a gap ("cheer him up").
        form: the normalised form that was found in it ("cheer up").
        readings: the emotions it speaks of here, the strongest first.
        factor: what all cues together multiply the weights by; 1 without cues.
        cues: the cues that change it, in the order of the text.
    """

    start: int
    end: int
    text: str
    form: str
    readings: tuple[Reading, ...]
    factor: float = 1.0
    cues: tuple[AppliedCue, ...] = ()

    @property
    def emotion(self) -> Emotion:
        """The emotion of the strongest reading."""
        return self.readings[0].emotion

    @property
    def entry(self) -> Entry | None:
        """The lexical entry of the strongest reading; None for an affinity."""
        return self.readings[0].entry

    @property
    def weight(self) -> float:
        """The weight of the strongest reading, before cues."""
        return self.readings[0].weight

    @property
    def negated(self) -> bool:
        """Whether the text denies it; two negators cancel out."""
        return sum(cue.kind is CueKind.NEGATOR for cue in self.cues) % 2 == 1

    @property
    def score(self) -> float:
        """What it adds to the emotion of its strongest reading."""
        return self.factor * self.weight

    @property
    def scores(self) -> dict[str, float]:
        """What it adds, by key of emotion."""
        scores: dict[str, float] = {}
        for reading in self.readings:
            key = reading.emotion.key
            scores[key] = scores.get(key, 0.0) + reading.weight * self.factor
        return scores

    def __repr__(self) -> str:
        """Show the essentials."""
        sign = "not " if self.negated else ""
        return f"Mention({self.text!r}, {self.start}, {self.end}, {sign}{self.form!r}: {self.emotion.key!r})"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "form": self.form,
            "emotion": self.emotion.key,
            "score": self.score,
            "factor": self.factor,
            "negated": self.negated,
            "readings": [reading.to_dict() for reading in self.readings],
            "cues": [cue.to_dict() for cue in self.cues],
        }
