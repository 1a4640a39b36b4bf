"""Find the places of a text that speak of an emotion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tone.emotion import Emotion, Knowledge
from tone.model import CueKind, Entry, PartOfSpeech
from tone.text.cues import CueFinder
from tone.text.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        text: the characters between, as written.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A word or phrase of a text that speaks of an emotion.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        text: the characters between, as written.
        emotion: the emotion it speaks of.
        entry: the lexical entry it is a form of.
        weight: the entry's weight, shared out evenly where the form has senses of several emotions.
        negated_by: the negators that turn it; it is negated if their number is odd.
    """

    start: int
    end: int
    text: str
    emotion: Emotion
    entry: Entry
    weight: float
    negated_by: tuple[Span, ...]

    @property
    def negated(self) -> bool:
        """Whether the text denies it; two negators cancel out."""
        return len(self.negated_by) % 2 == 1

    @property
    def score(self) -> float:
        """What it adds to its emotion: its weight, or nothing if negated."""
        return 0.0 if self.negated else self.weight

    def __repr__(self) -> str:
        """Show the essentials."""
        sign = "not " if self.negated else ""
        return f"Mention({self.text!r}, {self.start}, {self.end}, {sign}{self.emotion.key!r})"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "emotion": self.emotion.key,
            "form": self.entry.form,
            "pos": self.entry.pos.value,
            "sources": list(self.entry.sources),
            "weight": self.weight,
            "negated": self.negated,
            "cues": [{"start": cue.start, "end": cue.end, "text": cue.text} for cue in self.negated_by],
        }


class MentionFinder:
    """Finds mentions: the longest form that begins at each token, left to right, without overlaps.

    Args:
        knowledge: the words and emotions.
        cues: finds what turns them.
    """

    def __init__(self, knowledge: Knowledge, cues: CueFinder) -> None:
        self._knowledge = knowledge
        self._cues = cues

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find the mentions of a text, in order.

        Args:
            text: any text.

        Raises:
            TextError: the argument is not a `str`.
        """
        tokens = tokenise(text)
        phrases = self._knowledge.lexicon.phrases
        places: list[tuple[str, int, int]] = []
        at = 0
        while at < len(tokens):
            match = phrases.longest(text, tokens, at)
            if match is None:
                at += 1
                continue
            form, end = match
            places.append((form, at, end))
            at = end
        if not places:
            return ()
        turning = self._turning(text, tokens)
        return tuple(mention for place in places for mention in self._read(text, tokens, place, turning))

    def _turning(self, text: str, tokens: Sequence[Token]) -> dict[int, tuple[Span, ...]]:
        """Give the negators that reach each token, by its index; scopes are short, so this is linear in the text."""
        turning: dict[int, tuple[Span, ...]] = {}
        for cue in self._cues.find(text, tokens):
            if cue.kind is CueKind.NEGATOR:
                span = Span(cue.start, cue.end, text[cue.start : cue.end])
                for index in range(cue.first, cue.last):
                    turning[index] = (*turning.get(index, ()), span)
        return turning

    def _read(
        self, text: str, tokens: Sequence[Token], place: tuple[str, int, int], turning: dict[int, tuple[Span, ...]]
    ) -> list[Mention]:
        form, first, after = place
        best: dict[str, Entry] = {}
        for entry in self._knowledge.lexicon.lookup(form):
            best.setdefault(entry.emotion, entry)  # noun and adjective of one emotion are one piece of evidence
        start, end = tokens[first].start, tokens[after - 1].end
        turned = turning.get(first, ())
        return [
            Mention(
                start,
                end,
                text[start:end],
                self._knowledge[key],
                entry,
                entry.weight / len(best),
                () if entry.pos is PartOfSpeech.SYMBOL else turned,  # nobody negates a smile: "not bad :)"
            )
            for key, entry in best.items()
        ]
