"""Tokens with exact offsets into the unchanged text."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tone.errors import TextError

# Letters and digits, with up to three inner apostrophes (shouldn't've). Bounded, and free of nested repetition, so
# that ten megabytes without a space cost linear time and no stack.
_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+){0,3}")
_APOSTROPHES = str.maketrans("\u2019\u02bc", "''")


class Token(NamedTuple):
    """A word of a text.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        form: the word normalised for look-up: composed (NFC), case-folded, with straight apostrophes.
    """

    start: int
    end: int
    form: str


def tokenise(text: str) -> list[Token]:
    """Split a text into words; punctuation, white space and underscores part them.

    Args:
        text: any text; it may hold anything that a `str` can.

    Returns:
        The tokens in order. ``text[token.start : token.end]`` is the word as written.

    Raises:
        TextError: the argument is not a `str`.

    Example:
        >>> [token.form for token in tokenise("I WASN'T happy.")]
        ['i', "wasn't", 'happy']
    """
    if not isinstance(text, str):
        raise TextError(f"expected text as str, got {type(text).__name__}: decode bytes and drop missing values first")
    tokens = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1  # a decomposed accent belongs to the letter before it
        tokens.append(Token(start, end, _fold(text[start:end])))
    return tokens


def normalise(form: str) -> str:
    """Bring a word or phrase to the form in which it is looked up: its folded tokens, joined by single spaces.

    Example:
        >>> normalise("Light-Hearted")
        'light hearted'
    """
    if form.isascii() and form.isalpha():
        return form.lower()
    return " ".join([token.form for token in tokenise(form)])


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).casefold().translate(_APOSTROPHES)
