"""Chunks of text made ready for reading: what their tokens are, found out once and remembered.

Texts repeat the same chunks ("the", "happy,"), so all that can be said of a chunk by itself is worked out when it is
first met; reading a text is then a walk over items that mostly have nothing to say.
"""

from __future__ import annotations

from typing import Final

from tone.classify.words import Rule, Step, Word, Words
from tone.text.chunks import ChunkToken, plain_word, read_chunk

REMEMBERED = 100_000
"""After so many chunks, none longer than `LONGEST`, a new memory is begun, and the one before kept beside it: some 60
megabytes at most."""
LONGEST = 64

PLAIN: Final = 0
BEGINS: Final = 1
FIRST: Final = 2
CUE: Final = 3
WORD: Final = 4
LATER: Final = 5
ENDS: Final = 6
OTHER: Final = 7
SEVERAL: Final = 8
"""What an item needs: nothing; a look at what follows, as phrases begin with it; the same, and a place in the list or a
look past a gap; the same, and to be told to words; a place in the list, where no cue reaches it; nothing before the
first cue that waits for words; a place in the list and the end of a clause or sentence; all rules; to be read token by
token. PLAIN is 0, so that a truth test passes it over, and those at which phrases may begin come next."""

LINE: Final = "\n"
_UNMARKED: Final = ChunkToken(0, 0, "")


class Item:
    """A token made ready: its place in its chunk, and what it is."""

    __slots__ = (
        "cue",
        "emphasis",
        "end",
        "ends",
        "follows",
        "form",
        "gaps",
        "goes_on",
        "kind",
        "mark",
        "nexts",
        "opens",
        "parted",
        "parts",
        "start",
        "token",
        "word",
        "written",
    )

    def __init__(self, token: ChunkToken, chunk: str, words: Words) -> None:
        form = token.form
        # most tokens share one, as their form and place are kept here and there is no more to say of them
        self.token = token if token.mark or token.capitals or token.drawn_out else _UNMARKED
        self.form, self.ends, self.opens = form, token.ends, token.opens
        self.start, self.end = token.start, token.end
        self.written = chunk[token.start : token.end]
        self.parts: tuple[Item, ...] = ()
        self.goes_on = False  # in the chunk of the item before
        self.word: Word | None = words.word(form) if form else None
        self.cue: Rule | None = words.cues.get(form) if form else None
        # no phrase goes on past the end of a clause
        self.nexts: dict[str, Step] | None = None if token.ends else words.phrases.get(form)
        self.follows = form in words.seconds
        self.gaps = None if self.nexts is None else words.gapped.get(form)
        self.parted = form in words.parted
        self.mark: Rule | None = words.cues.get(_mark(token.mark)) if token.mark else None
        self.emphasis = self.word is not None and (token.capitals or token.drawn_out)
        cue, word = self.cue, self.word
        waits = cue is not None and (cue.waits or self.nexts is not None)
        if waits and word is None and not (token.opens or token.ends):
            self.kind = CUE
            self.nexts = self.nexts or {}
        elif token.opens or self.mark or waits or self.emphasis or form == LINE or (word and word.several):
            self.kind = OTHER
        elif token.ends or cue is not None:
            later = word is None and token.ends < 2
            self.kind = LATER if later else ENDS if cue is None else OTHER
        elif self.nexts is not None:
            self.kind = BEGINS if word is None and self.gaps is None else FIRST
        else:
            self.kind = PLAIN if word is None else WORD


class Memory(dict[str, Item]):
    """The items of chunks that were read before; a chunk of several tokens is one item with parts.

    Args:
        words: what tokens are looked up in.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._older: dict[str, Item] = {}
        # most words are part of nothing whatever; they share few items, which lie near at hand
        self._others: dict[tuple[bool, int], Item] = {}

    def __missing__(self, chunk: str) -> Item:
        """Give a chunk that is not remembered, or was not asked for since the older half was laid aside."""
        item = self._older.get(chunk) or self._read(chunk)
        if len(chunk) <= LONGEST:
            if len(self) >= REMEMBERED:
                self._older.clear()  # before the copy is made, so that never three of them take room
                self._older.update(self)
                self.clear()
            self[chunk] = item
        return item

    def _read(self, chunk: str) -> Item:
        words = self._words
        if chunk == LINE:
            return Item(ChunkToken(0, 1, LINE, ends=1), chunk, words)
        plain = plain_word(chunk)  # most chunks are, and most of these that are new are names, slips and rare words
        if plain is not None:
            form, ends = plain
            if words.is_idle(form):
                shared = self._others.get((form.isalpha(), ends))
                return shared or self._idle(ChunkToken(0, len(form), form, ends=ends), chunk)
            return Item(ChunkToken(0, len(form), form, len(form) > 1 and chunk.isupper(), ends=ends), chunk, words)
        tokens = read_chunk(chunk, words.known, words.split)
        token = tokens[0]
        if len(tokens) > 1:
            item = Item(token, chunk, words)
            parts = [Item(token, chunk, words) for token in tokens]
            for part in parts[1:]:
                part.goes_on = True
            item.kind, item.parts = SEVERAL, tuple(parts)
            return item
        if token.opens or token.mark or not words.is_idle(token.form):
            return Item(token, chunk, words)
        return self._idle(token, chunk)

    def _idle(self, token: ChunkToken, chunk: str) -> Item:
        identity = token.form.isalpha(), token.ends
        if identity not in self._others:
            self._others[identity] = Item(token, chunk, self._words)
        return self._others[identity]


def flat(items: list[Item]) -> list[Item]:
    """Put the parts of each item of several tokens in its place."""
    return [part for item in items for part in (item.parts if item.kind == SEVERAL else (item,))]


def _mark(mark: str) -> str:
    """Give the form by which exclamation and question marks are looked up: at most three of one kind."""
    mark = mark.replace("\uff01", "!").replace("\uff1f", "?")
    if "!" not in mark:
        return "?"
    return "!?" if "?" in mark else mark[:3]
