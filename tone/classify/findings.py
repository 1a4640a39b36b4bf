"""What one reading of a text found, and the mentions that are made of it when somebody asks for them."""

from __future__ import annotations

from itertools import accumulate, count, pairwise, repeat
from operator import add

from tone.classify.items import CONTINUED, LINE, Item
from tone.classify.mentions import AppliedCue, Mention
from tone.classify.scopes import CuePlace, Found

AHEAD = 3
"""How far the first word of a phrase looks for the second: past a gap of two. So many empty items end each list."""


class Findings:
    """What one reading of a text found; offsets are computed when mentions are asked for.

    Args:
        text: the text.
        chunks: the chunks it was split into.
        items: the tokens, and `AHEAD` empty ones.
        found: the words, in order.
        sentences: for each sentence but the last the number of words found up to its end.
    """

    __slots__ = ("_chunks", "_items", "_mentions", "found", "sentences", "text")

    def __init__(
        self, text: str, chunks: list[str], items: list[Item], found: list[Found], sentences: list[int]
    ) -> None:
        self.text = text
        self.found = found
        self.sentences = sentences
        self._chunks = chunks
        self._items = items
        self._mentions: tuple[Mention, ...] | None = None

    def by_sentence(self) -> list[list[Found]]:
        """Give the words of each sentence that has any."""
        if not self.sentences:
            return [self.found] if self.found else []
        bounds = [0, *self.sentences, len(self.found)]
        return [self.found[a:b] for a, b in pairwise(bounds) if b > a]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in order, made when first asked for."""
        made = self._mentions
        if made is None:
            made = self._mentions = self._made() if self.found else ()
        return made

    def _made(self) -> tuple[Mention, ...]:
        found = self.found
        text, items = self.text, self._items
        starts = self._starts()
        rows = []
        for first, last, word, factor, cues in found:
            readings = word.readings
            if not readings:  # negated, and nothing is left of it
                continue
            item = items[first]
            start = starts[first] + item.start
            if first == last:
                written = item.written
                end = start + len(written)
            else:
                end = starts[last] + items[last].end
                written = text[start:end]
            applied = tuple([self._applied(cue, starts) for cue in cues]) if cues else ()
            rows.append((start, end, written, word.form, readings, factor, applied))
        return tuple(map(tuple.__new__, repeat(Mention), rows))  # past the Python function that Mention() would be

    def _applied(self, cue: CuePlace, starts: list[int]) -> AppliedCue:
        first, last = self._items[cue.first].token, self._items[cue.last].token
        if cue.mark:
            start, end = starts[cue.first] + first.mark_start, starts[cue.last] + first.mark_end
        else:
            start, end = starts[cue.first] + first.start, starts[cue.last] + last.end
        return tuple.__new__(AppliedCue, (start, end, self.text[start:end], cue.kind, cue.factor))

    def _starts(self) -> list[int]:
        """Give the offset of the chunk of each item."""
        text, chunks = self.text, self._chunks
        starts = list(map(add, accumulate(map(len, chunks), initial=0), count()))
        # that is right where one space, no more, parts any two chunks, which their lengths alone tell
        if starts[-1] != len(text) + 1 or LINE in text:
            starts, done = [], 0
            for chunk in chunks:
                start = text.find(chunk, done)
                starts.append(start)
                done = start + len(chunk)
        if len(self._items) == len(chunks) + AHEAD:
            return starts
        spread: list[int] = []
        place = -1
        for item in self._items[:-AHEAD]:
            place += item.parts != CONTINUED
            spread.append(starts[place])
        return spread
