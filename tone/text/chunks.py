"""From a white-space chunk of a text ("Happy!!!", "#SoProud", "wow...but", "don&#39;t") to tokens with offsets in it.

Chunks repeat, so what is found out here is remembered by whoever reads many texts. Users' names, addresses and links
are passed over; hashtags are split into their words; HTML entities count as the characters they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from tone.text.tokens import has_symbol, tokenise

_PLAIN = re.compile(r"([A-Za-z]+(?:'[A-Za-z]+)?)([.,;:!?]*)")
_IGNORED = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|(?<!\w)@\w+|(?<![\w/])/?[ru]/\w+"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d?);")
_TAG = re.compile(r"#(\w+)")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z']+|\d+|[^\W\d_a-zA-Z]+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_TICKS = str.maketrans("`\u00b4", "''")

CLAUSE = re.compile(r"[.,;:!?()\u2014\u2013\u2026\u3001\u3002\uff0c\uff01\uff1f]|--")
"""A clause ends at these marks; quotes and single hyphens do not end one."""
_MARKS = re.compile(r"[!?\uff01\uff1f]+")
_STOPS = re.compile(r"(?<!\.)\.[\"')\]\u201d\u2019]*$|[!?\u3002\uff01\uff1f]")
_ABBREVIATED = frozenset({"mr", "mrs", "ms", "dr", "st", "vs", "prof", "jr", "sr", "e.g", "i.e", "etc", "approx"})

LONGEST_TAG = 48
"""A hashtag of more characters is not split: no tag that people type is longer."""


class ChunkToken(NamedTuple):
    """A token of a chunk.

    Attributes:
        start: offset of its first character in the chunk.
        end: offset after its last character.
        form: the form to look it up by; "" for marks that stand alone, and for what is passed over.
        capitals: whether it is written in capitals, two at least.
        drawn_out: whether letters are drawn out, or an emoji repeated.
        opens: whether a clause ends before it, as at a bracket.
        ends: 0, or 1 if a clause ends after it, or 2 if a sentence does.
        mark: exclamation or question marks after it, as in "!!!".
        mark_start: offset of the first of them in the chunk.
        mark_end: offset after the last.
    """

    start: int
    end: int
    form: str
    capitals: bool = False
    drawn_out: bool = False
    opens: bool = False
    ends: int = 0
    mark: str = ""
    mark_start: int = 0
    mark_end: int = 0


Known = Callable[[str], bool]
"""Tells whether a form is in use: a word of the vocabulary, or part of a phrase or cue."""


def read_chunk(chunk: str, known: Known, split: Callable[[str], list[str]]) -> list[ChunkToken]:
    """Find the tokens of a chunk.

    Args:
        chunk: characters without white space.
        known: tells whether a form is in use, to undo drawn-out letters.
        split: splits the words of a hashtag in small letters; gives none if it cannot.

    Returns:
        The tokens; one without a form if the chunk has none, which still takes a place in the text.

    Example:
        >>> [token.form for token in read_chunk("wow...but", bool, lambda tag: [])]
        ['wow', 'but']
        >>> [(token.form, token.end) for token in read_chunk("#SoProud!", {"so"}.__contains__, lambda tag: [])]
        [('so', 3), ('proud', 8)]
        >>> read_chunk("sooo", {"so"}.__contains__, lambda tag: [])[0].drawn_out
        True
    """
    plain = _PLAIN.fullmatch(chunk)
    if plain is not None and chunk[:4].lower() != "www.":
        word, tail = plain.groups()
        # emoticons begin with eyes of one letter, or with a mark that follows another
        bare = len(word) > 1 and (len(tail) < 2 or not (":" in tail or ";" in tail))
        if bare or not tail or not has_symbol(chunk):
            return [_finish(_word(0, len(word), word, known), tail, len(word), last=True)]
    if "&" in chunk and ";" in chunk and _ENTITY.search(chunk):
        text, offsets = _decode(chunk)
        if len(text) < len(chunk):
            return [_moved(token, offsets) for token in _read(text, known, split)]
    return _read(chunk, known, split)


def plain_word(chunk: str) -> tuple[str, int] | None:
    """Read a chunk that is a word in ASCII letters, or a number, and no more than a full stop or comma after it.

    Args:
        chunk: characters without white space.

    Returns:
        The form, and how much ends after it, as `ChunkToken.ends` says; None for all other chunks, and for a single
        letter with a mark and for drawn-out letters, of which there is more to say.

    Example:
        >>> plain_word("tree."), plain_word("Mr."), plain_word("trees,"), plain_word("soooo"), plain_word("(so")
        (('tree', 2), ('mr', 1), ('trees', 1), None, None)
    """
    tail = chunk[-1]
    marked = tail in ".,"
    word = chunk[:-1] if marked else chunk
    if not (word.isascii() and (word.isalpha() or word.isdecimal())) or (marked and len(word) == 1):
        return None
    form = word.lower()
    if _is_drawn_out(form):
        return None
    if not marked:
        return form, 0
    return form, 2 if tail == "." and form not in _ABBREVIATED else 1


def _read(chunk: str, known: Known, split: Callable[[str], list[str]]) -> list[ChunkToken]:
    text = chunk.translate(_TICKS) if "`" in chunk or "\u00b4" in chunk else chunk
    if "@" in text or "/" in text or "www." in text:
        text = _IGNORED.sub(lambda match: "\ufffc" * len(match[0]), text)
    places: list[tuple[int, int, str, bool]] = []  # start, end, form, whether a symbol
    tags = {match.start(1): match.end() for match in _TAG.finditer(text)} if "#" in text else {}
    for start, end, form in tokenise(text):
        symbol = not form.replace("'", "").isalnum()
        if start in tags:
            places += _tag(text[start : tags[start]], start, known, split)
        elif places and symbol and places[-1][3] and places[-1][2] == form and places[-1][1] == start:
            places[-1] = (places[-1][0], end, form, True)  # the same emoji again: one, drawn out
        elif not (places and start < places[-1][1]):
            places.append((start, end, form, symbol))
    if not places:
        return [_finish(ChunkToken(0, len(chunk), ""), text, 0, last=True)]  # its marks lie in it
    found: list[ChunkToken] = []
    done = 0
    for index, (start, end, form, symbol) in enumerate(places):
        after = places[index + 1][0] if index + 1 < len(places) else len(text)
        token = (
            ChunkToken(start, end, form, drawn_out=_repeated(text[start:end], form))
            if symbol
            else _word(start, end, text[start:end], known, form)
        )
        opens = index == 0 and CLAUSE.search(text, done, start) is not None
        token = _finish(token, text[end:after], end, last=index + 1 == len(places))
        found.append(token._replace(opens=True) if opens else token)
        done = end
    return found


def _word(start: int, end: int, written: str, known: Known, form: str = "") -> ChunkToken:
    form = form or written.lower()
    drawn_out = False
    if len(form) > 2 and _is_drawn_out(form) and not known(form):
        form, drawn_out = _squeezed(form, known)
    return ChunkToken(start, end, form, len(written) > 1 and written.isupper(), drawn_out)


def _is_drawn_out(form: str) -> bool:
    """Tell whether a letter of a form stands three times or more, as in "soooo"."""
    return _DRAWN_OUT.search(form) is not None


def _squeezed(form: str, known: Known) -> tuple[str, bool]:
    """Undo drawn-out letters: of the ways to leave one or two of each the first that is known."""
    runs = [(match.start(), match.end()) for match in _DRAWN_OUT.finditer(form)][:4]
    for choice in range(2 ** min(len(runs), 3)):
        parts, done = [], 0
        for place, (start, end) in enumerate(runs):
            kept = 1 if choice >> min(place, 2) & 1 else 2
            parts += [form[done:start], form[start] * kept]
            done = end
        tried = "".join(parts) + _DRAWN_OUT.sub(r"\1", form[done:])
        if known(tried):
            return tried, True
    return form, False


def _tag(tag: str, start: int, known: Known, split: Callable[[str], list[str]]) -> list[tuple[int, int, str, bool]]:
    """Split a hashtag: by its capitals, or into known words."""
    whole = tag.casefold()
    pieces = [match.span() for match in _CAMEL.finditer(tag)]
    if known(whole) or len(tag) > LONGEST_TAG:
        pieces = [(0, len(tag))]
    elif len(pieces) == 1:
        words, done = split(whole), 0
        if words:
            pieces = []
            for word in words:
                pieces.append((done, done + len(word)))
                done += len(word)
    return [(start + first, start + last, tag[first:last].casefold(), False) for first, last in pieces]


def _finish(token: ChunkToken, tail: str, at: int, *, last: bool) -> ChunkToken:
    """Add what the characters after a token say: where a clause or sentence ends, and how it is marked."""
    if not tail:
        return token
    clause, stop, mark, first = _said(tail) if len(tail) <= SHORT else _said.__wrapped__(tail)
    if not clause:
        return token
    start, end, form, capitals, drawn_out, opens, *_ = token
    if not mark:
        ends = 2 if stop and last and form not in _ABBREVIATED else 1
        return ChunkToken(start, end, form, capitals, drawn_out, opens, ends)
    place = at + first
    return ChunkToken(start, end, form, capitals, drawn_out, opens, 2, mark, place, place + len(mark))


SHORT = 8
"""Characters after a token are mostly the same few, so what they say is remembered, unless they are more than these."""


@lru_cache(maxsize=1024)
def _said(tail: str) -> tuple[bool, bool, str, int]:
    """Tell what the characters after a token say.

    Returns:
        Whether a clause ends, whether they end a sentence, the first marks in them, and the offset of those.
    """
    mark = _MARKS.search(tail)
    ends = CLAUSE.search(tail) is not None, _STOPS.search(tail) is not None
    return (*ends, mark[0], mark.start()) if mark else (*ends, "", 0)


def _repeated(written: str, form: str) -> bool:
    """Tell whether a symbol is written more than once, or an emoticon with its mouth repeated."""
    if not written.isascii():
        return written.count(form[0]) > max(1, form.count(form[0]))
    return len(written) > 2 and written[-1] == written[-2]


def _decode(chunk: str) -> tuple[str, list[int]]:
    """Put characters for HTML entities; give the text with the offset that each character had, and the end."""
    from html import unescape

    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _ENTITY.finditer(chunk):
        char = unescape(match[0])
        if char == match[0]:
            continue
        parts += [chunk[done : match.start()], char]
        offsets += [*range(done, match.start()), *[match.start()] * len(char)]
        done = match.end()
    parts.append(chunk[done:])
    offsets += [*range(done, len(chunk)), len(chunk)]
    return "".join(parts), offsets


def _moved(token: ChunkToken, offsets: list[int]) -> ChunkToken:
    def after(end: int) -> int:  # the end of an entity is where the next character begins
        return offsets[end] if end < len(offsets) else offsets[-1]

    return token._replace(
        start=offsets[token.start],
        end=after(token.end),
        mark_start=offsets[token.mark_start],
        mark_end=after(token.mark_end),
    )
