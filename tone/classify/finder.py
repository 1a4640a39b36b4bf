"""Read a text once from left to right: find its words, phrases and cues.

A text is split at white space, and each chunk is looked up in a bounded memory of chunks that were read before, which
holds what its tokens are. Most tokens are nothing, and a word that no cue reaches costs one addition to a list; offsets
and mentions are made when somebody asks for them.
"""

from __future__ import annotations

from itertools import accumulate, pairwise

from tone.classify.mentions import AppliedCue, Mention
from tone.classify.parameters import Parameters
from tone.classify.scopes import CuePlace, Found, Scopes
from tone.classify.senses import settle
from tone.classify.words import DETERMINERS, PRONOUNS, Phrase, Rule, Word, Words
from tone.emotion import Knowledge
from tone.errors import TextError
from tone.model import CueKind
from tone.text.chunks import ChunkToken, read_chunk

REMEMBERED = 200_000
"""So many chunks are remembered, none longer than `LONGEST`: some 50 megabytes at most."""
LONGEST = 64

PLAIN, WORD, ENDS, STARTS, OTHER, SEVERAL = range(6)
"""What an item needs: nothing; a place in the list; that and the end of a clause or sentence; a look at what follows;
all rules; to be read token by token."""
LINE = "\n"
AHEAD = 3
"""How far the first word of a phrase looks for the second: past a gap of two."""


class Item:
    """A token made ready: its place in its chunk, and what it is."""

    __slots__ = (
        "cue",
        "emphasis",
        "end",
        "ends",
        "form",
        "gaps",
        "kind",
        "mark",
        "nexts",
        "opens",
        "parts",
        "start",
        "token",
        "word",
    )

    def __init__(self, token: ChunkToken, words: Words) -> None:
        form = token.form
        self.token = token
        self.form, self.ends, self.opens = form, token.ends, token.opens
        self.start, self.end = token.start, token.end
        self.parts: tuple[Item, ...] = ()
        self.word: Word | None = words.word(form) if form else None
        self.cue: Rule | None = words.cues.get(form) if form else None
        self.nexts: dict[str, list[Phrase]] | None = words.phrases.get(form)
        self.gaps = form in words.gapped
        self.mark: Rule | None = words.cues.get(_mark(token.mark)) if token.mark else None
        self.emphasis = self.word is not None and (token.capitals or token.drawn_out)
        if token.opens or self.mark or self.cue is not None or self.emphasis or (self.word and self.word.several):
            self.kind = OTHER
        elif token.ends and self.nexts is None:
            self.kind = ENDS
        elif token.ends:
            self.kind = OTHER
        elif self.nexts is not None:
            self.kind = STARTS
        else:
            self.kind = PLAIN if self.word is None else WORD


class Findings:
    """What one reading of a text found; offsets are computed when mentions are asked for.

    Attributes:
        text: the text.
        found: the words, in order.
        sentences: for each sentence but the last the number of words found up to its end.
    """

    __slots__ = ("_chunks", "_items", "found", "sentences", "text")

    def __init__(
        self, text: str, chunks: list[str], items: list[Item], found: list[Found], sentences: list[int]
    ) -> None:
        self.text = text
        self.found = found
        self.sentences = sentences
        self._chunks = chunks
        self._items = items

    def by_sentence(self) -> list[list[Found]]:
        """Give the words of each sentence that has any."""
        if not self.sentences:
            return [self.found] if self.found else []
        bounds = [0, *self.sentences, len(self.found)]
        return [self.found[a:b] for a, b in pairwise(bounds) if b > a]

    def mentions(self) -> tuple[Mention, ...]:
        """Make the mentions, in order."""
        found = self.found
        if not found:
            return ()
        text, items = self.text, self._items
        starts = self._starts()
        mentions: list[Mention] = []
        made = tuple.__new__  # past the Python function that Mention() would be
        for first, last, word, factor, cues in found:
            if not word.readings:  # negated, and nothing is left of it
                continue
            start = starts[first] + items[first].start
            end = starts[last] + items[last].end
            applied = tuple([self._applied(cue, starts) for cue in cues]) if cues else ()
            mention = (start, end, text[start:end], word.form, word.readings, factor, applied)
            mentions.append(made(Mention, mention))
        return tuple(mentions)

    def _applied(self, cue: CuePlace, starts: list[int]) -> AppliedCue:
        first, last = self._items[cue.first].token, self._items[cue.last].token
        if cue.mark:
            start, end = starts[cue.first] + first.mark_start, starts[cue.last] + first.mark_end
        else:
            start, end = starts[cue.first] + first.start, starts[cue.last] + last.end
        return AppliedCue(start, end, self.text[start:end], cue.kind, cue.factor)

    def _starts(self) -> list[int]:
        """Give the offset of the chunk of each item."""
        text, chunks = self.text, self._chunks
        if len(text) == sum(map(len, chunks)) + len(chunks) - 1 and " ".join(chunks) == text:
            ends = accumulate(map(len, chunks))
            starts = [0, *[end + place for place, end in enumerate(ends, 1)]]
        else:
            starts, done = [], 0
            for chunk in chunks:
                start = text.find(chunk, done)
                starts.append(start)
                done = start + len(chunk)
        if len(self._items) == len(chunks) + AHEAD:
            return starts
        flat: list[int] = []
        place = -1
        for item in self._items[:-AHEAD]:
            place += item.parts != CONTINUED
            flat.append(starts[place])
        return flat


class MentionFinder:
    """Finds the words of texts that speak of emotions, with the cues that change them.

    Args:
        knowledge: words, affinities, links and cues.
        parameters: the constants of the rules.
    """

    def __init__(self, knowledge: Knowledge, parameters: Parameters | None = None) -> None:
        self.parameters = parameters or Parameters()
        self.words = Words(knowledge, self.parameters)
        self._memory = _Memory(self.words)
        self._nothing = [Item(ChunkToken(0, 0, ""), self.words)] * AHEAD

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find the mentions of a text, in order.

        Args:
            text: any text.

        Raises:
            TextError: the argument is not a `str`.
        """
        return self.read(text).mentions()

    def read(self, text: str) -> Findings:
        """Read a text.

        Args:
            text: any text; the time it takes grows with its length, no faster.

        Raises:
            TextError: the argument is not a `str`.
        """
        if not isinstance(text, str):
            raise TextError(
                f"expected text as str, got {type(text).__name__}: decode bytes and drop missing values first"
            )
        chunks = _with_lines(text) if "\n" in text else text.split()
        items = list(map(self._memory.__getitem__, chunks))
        items += self._nothing  # so that looking ahead needs no care at the end
        return self._read(text, chunks, items)

    def _read(self, text: str, chunks: list[str], items: list[Item]) -> Findings:  # noqa: C901 - calls cost too much here
        found: list[Found] = []
        sentences: list[int] = []
        scopes: Scopes | None = None
        active = resume = -1
        sentence, several = 0, False
        for at, item in enumerate(items):
            kind = item.kind
            if kind == PLAIN or at <= resume:
                continue
            word, last = item.word, at
            if at > active:  # no cue reaches this place, so most items are done with here
                if kind == WORD:
                    found.append((at, at, word, 1.0, ()))  # type: ignore[arg-type]  # this kind has a word
                    continue
                if kind == ENDS and scopes is None:
                    if word is not None:
                        found.append((at, at, word, 1.0, ()))
                    if item.ends == 2 and len(found) > sentence:
                        sentence = len(found)
                        sentences.append(sentence)
                    continue
            if kind == SEVERAL:
                return self._read(text, chunks, _flat(items))
            cue, nexts = item.cue, item.nexts
            if nexts is not None and (
                items[at + 1].form in nexts
                or (item.gaps and (items[at + 2].form in nexts or items[at + 3].form in nexts))
            ):
                match = self._longest(items, at, item)
                if match is not None:
                    form, last = match
                    word, cue = self.words.word(form), self.words.cues.get(form)
                    resume = last
            if kind == STARTS and last == at and at > active:
                if word is not None:
                    found.append((at, at, word, 1.0, ()))
                continue
            if item.opens and scopes is not None:
                scopes.end(at, 1, None)
                active = scopes.active
            if word is not None:
                several |= word.several
                if at > active:
                    found.append((at, last, word, 1.0, ()))
                else:
                    assert scopes is not None  # noqa: S101 - only scopes make anything active
                    found.append(scopes.apply(at, last, word, items[last + 1].form))
                if item.emphasis:
                    self._emphasise(found, item, text)
            if cue is not None and (scopes is not None or cue.waits):
                if scopes is None:
                    scopes = Scopes(self.words, self.parameters, found, sentence)
                scopes.meet(cue, at, last, item.token.drawn_out)
                active = scopes.active
            ends = items[last].ends
            if ends:
                mark = items[last].mark
                if item.form == LINE and at and items[at - 1].form == LINE:
                    ends = 2
                if mark is not None and scopes is None and len(found) > sentence:
                    scopes = Scopes(self.words, self.parameters, found, sentence)
                if scopes is not None:
                    scopes.end(last, ends, mark)
                    active = scopes.active
                if ends == 2 and len(found) > sentence:
                    sentence = len(found)
                    sentences.append(sentence)
        if sentences and sentences[-1] == len(found):
            sentences.pop()
        if several:
            settle(found, sentences, self.words, self.parameters)
        return Findings(text, chunks, items, found, sentences)

    def _longest(self, items: list[Item], at: int, item: Item) -> tuple[str, int] | None:
        """Find the longest phrase that begins at an item, with a gap where it allows one."""
        nexts, count = item.nexts or {}, len(items)
        for skipped in range(AHEAD if item.gaps else 1):
            start = at + 1 + skipped
            if start >= len(items) or items[start - 1].ends or items[start].opens:
                return None
            for rest, form, gaps in nexts.get(items[start].form, ()):
                end = start + len(rest)
                if end > count or items[end - 1].form != rest[-1]:  # most differ in the last word, so that comes first
                    continue
                inside = items[start:end]
                if [word.form for word in inside] != list(rest) or any(word.ends for word in inside[:-1]):
                    continue
                if any(word.opens for word in inside):
                    continue
                if skipped == 0 or (gaps and _may_part([word.form for word in items[at + 1 : start]])):
                    return form, end - 1
        return None

    def _emphasise(self, found: list[Found], item: Item, text: str) -> None:
        """Let capitals and drawn-out letters weigh more."""
        first, last, word, factor, cues = found[-1]
        more = self.parameters.elongated if item.token.drawn_out else 1.0
        if item.token.capitals and not text.isupper():
            more *= self.parameters.capitals
        if more != 1.0:
            cue = CuePlace(first, last, CueKind.EMPHASIS, more)
            found[-1] = (first, last, word, min(factor * more, self.parameters.highest), (*cues, cue))


class _Memory(dict[str, Item]):
    """The items of chunks that were read before; a chunk of several tokens is one item with parts."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, chunk: str) -> Item:
        words = self._words
        if chunk == LINE:
            item = Item(ChunkToken(0, 1, LINE, ends=1), words)
        else:
            items = [Item(token, words) for token in read_chunk(chunk, words.known, words.split)]
            item = items[0]
            if len(items) > 1:
                for part in items[1:]:
                    part.parts = CONTINUED
                item = Item(items[0].token, words)
                item.kind, item.parts = SEVERAL, tuple(items)
        if len(chunk) <= LONGEST and len(self) < REMEMBERED:
            self[chunk] = item
        return item


CONTINUED: tuple[Item, ...] = (Item.__new__(Item),)
"""Marks an item that goes on in the chunk of the one before."""


def _flat(items: list[Item]) -> list[Item]:
    return [part for item in items for part in (item.parts if item.kind == SEVERAL else (item,))]


def _with_lines(text: str) -> list[str]:
    """Split at white space, with line ends as chunks of their own."""
    chunks: list[str] = []
    for line in text.split("\n"):
        chunks += line.split()
        chunks.append(LINE)
    return chunks[:-1]


def _mark(mark: str) -> str:
    """Give the form by which exclamation and question marks are looked up: at most three of one kind."""
    mark = mark.replace("\uff01", "!").replace("\uff1f", "?")
    if "!" not in mark:
        return "?"
    return "!?" if "?" in mark else mark[:3]


def _may_part(forms: list[str]) -> bool:
    """Tell whether words may stand in the gap of a phrase: "cheer him up", "let my family down", "ran right out of"."""
    if len(forms) == 2 and forms[0] in DETERMINERS:
        return forms[1].isalpha()
    return all(form in PRONOUNS or form.endswith("ly") for form in forms)
