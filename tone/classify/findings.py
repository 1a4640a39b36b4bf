"""What one reading of a text found, and the mentions that are made of it when somebody asks for them."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Final

from tone.classify.items import LINE, Item
from tone.classify.mentions import AppliedCue, Mention
from tone.classify.scopes import CuePlace, Found

AHEAD: Final = 3
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
        return by_sentence(self.found, self.sentences)

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
        shifts = self._shifts()
        mentions: list[Mention] = []
        new = tuple.__new__  # past the Python function that Mention() would be
        for first, last, word, factor, cues in found:
            readings = word.readings
            if not readings:  # negated, and nothing is left of it
                continue
            item = items[first]
            start = shifts[first] + first + item.start
            if first == last:
                written = item.written
                end = start + len(written)
            else:
                end = shifts[last] + last + items[last].end
                written = text[start:end]
            applied = tuple([self._applied(cue, shifts) for cue in cues]) if cues else ()
            mentions.append(new(Mention, (start, end, written, word.form, readings, factor, applied)))
        return tuple(mentions)

    def _applied(self, cue: CuePlace, shifts: list[int]) -> AppliedCue:
        first, last, kind, factor, mark = cue
        item = self._items[first]
        start = end = shifts[first] + first
        if mark:
            start, end = start + item.token.mark_start, end + item.token.mark_end
        else:
            start, end = start + item.start, shifts[last] + last + self._items[last].end
        return tuple.__new__(AppliedCue, (start, end, self.text[start:end], kind, factor))

    def _shifts(self) -> list[int]:
        """Give the offset of the chunk of each item, less the item's index.

        Where single spaces part all chunks these are but the running totals of their lengths, which cost little.
        """
        text, chunks = self.text, self._chunks
        flattened = len(self._items) != len(chunks) + AHEAD
        if not flattened and LINE not in text:
            shifts = list(accumulate(map(len, chunks), initial=0))
            if shifts[-1] + len(chunks) == len(text) + 1:
                return shifts
        starts, done = [], 0
        for chunk in chunks:
            start = text.find(chunk, done)
            starts.append(start)
            done = start + len(chunk)
        if not flattened:
            return [start - place for place, start in enumerate(starts)]
        shifts, chunk_place = [], -1
        for place, item in enumerate(self._items[:-AHEAD]):
            chunk_place += not item.goes_on
            shifts.append(starts[chunk_place] - place)
        return shifts


def by_sentence(found: list[Found], sentences: list[int]) -> list[list[Found]]:
    """Give the words of each sentence that has any.

    Args:
        found: the words of a text, in order.
        sentences: for each sentence but the last the number of words up to its end.
    """
    if not sentences:
        return [found] if found else []
    return [found[a:b] for a, b in pairwise([0, *sentences, len(found)]) if b > a]
