"""Tokens with exact offsets into the unchanged text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from tone.errors import TextError

# Letters and digits, with up to three inner apostrophes (shouldn't've). Bounded, and free of nested repetition, so
# that ten megabytes without a space cost linear time and no stack.
_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+){0,3}")

# Emoji: a pictograph, its variation selector and skin tone, and what zero-width joiners tie to it.
_PICTOGRAPH = (
    "[\u203c\u2049\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001f3fa\U0001f400-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
)
_EMOJI = f"{_PICTOGRAPH}(?:\u200d{_PICTOGRAPH}){{0,4}}"
# Emoticons: :-) and its like, <3, ^_^. Not within words, times, or addresses (a:b, 10:30, http://).
_EMOTICON = (
    r"(?<![^\W_])(?:[<>}]?[:;=][-^o~]?'?(?:[)\](\[}{|/\\*@$#&]{1,9}|[DdPpBbOoSsXxCc03]{1,9}(?![^\W_]))(?!/)"
    r"|D:(?![^\W_])|</?3+(?![^\W_])|[>(]?[\^\->TtOoUu;][_.]{1,3}[\^\-<TtOoUu;]\)?(?![^\W_])|\\o/)"
)
_SYMBOL_STARTS = re.compile(r"[:;=<^>\\]|[-TtOoUu][_.]|[\u203c-\U0001faff]")
_SELECTORS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
_NOSE = re.compile(r"(?<=[:;=])[-^o~](?=.)")
_REPEATED = re.compile(r"(.)\1+$")
_APOSTROPHES = str.maketrans("\u2019\u02bc", "''")


class Token(NamedTuple):
    """A word, emoji or emoticon of a text.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        form: the word normalised for look-up: composed (NFC), case-folded, with straight apostrophes. Emoji lose skin
            tone and variation selector, emoticons their nose and repeated mouth.
    """

    start: int
    end: int
    form: str


def tokenise(text: str) -> list[Token]:
    """Split a text into words, emoji and emoticons; punctuation, white space and underscores part them.

    Args:
        text: any text; it may hold anything that a `str` can.

    Returns:
        The tokens in order. ``text[token.start : token.end]`` is the word as written.

    Raises:
        TextError: the argument is not a `str`.

    Example:
        >>> [token.form for token in tokenise("I WASN'T happy.")]
        ['i', "wasn't", 'happy']
        >>> [token.form for token in tokenise("so happy :-))")]
        ['so', 'happy', ':)']
    """
    if not isinstance(text, str):
        raise TextError(f"expected text as str, got {type(text).__name__}: decode bytes and drop missing values first")
    tokens = []
    # most texts hold no symbol, and words alone are found in half the time
    symbols = _SYMBOL_STARTS.search(text) is not None
    done = 0
    for match in (_token_pattern() if symbols else _WORD).finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if symbols and match["symbol"]:
            tokens.append(Token(start, end, _canonical(text[start:end])))
            continue
        while end < len(text) and _is_mark(text[end]):  # no pattern of `re` knows marks
            rest = _WORD.match(text, end + 1)
            end = rest.end() if rest else end + 1
        done = end
        tokens.append(Token(start, end, _fold(text[start:end])))
    return tokens


def normalise(form: str) -> str:
    """Bring a word or phrase to the form in which it is looked up: its folded tokens, joined by single spaces.

    Example:
        >>> normalise("Light-Hearted")
        'light hearted'
    """
    if form.isascii() and form.replace(" ", "").isalpha():
        return " ".join(form.lower().split())
    return " ".join([token.form for token in tokenise(form)])


def is_symbol(form: str) -> bool:
    """Tell whether a form is an emoji or an emoticon.

    Example:
        >>> is_symbol(":-)"), is_symbol("smile")
        (True, False)
    """
    match = _token_pattern().fullmatch(form)
    return match is not None and match["symbol"] is not None


def _is_mark(char: str) -> bool:
    """Tell whether a character belongs to the letter before it: a decomposed accent, or an Indic sign."""
    return unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"


@cache
def _token_pattern() -> re.Pattern[str]:
    """Compile the pattern when the first text with a symbol comes: it takes longer than all else of an import."""
    return re.compile(f"(?P<symbol>{_EMOTICON}|{_EMOJI})|{_WORD.pattern}")


def _canonical(symbol: str) -> str:
    if not symbol.isascii():
        return _SELECTORS.sub("", symbol)
    return _REPEATED.sub(r"\1", _NOSE.sub("", symbol)).lower()


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFC", word).casefold()
    return folded.translate(_APOSTROPHES).strip("'") or folded  # the modifier apostrophe counts as a letter


def has_symbol(text: str) -> bool:
    """Tell whether a text may hold an emoji or emoticon.

    Example:
        >>> has_symbol("so: happy"), has_symbol("happy")
        (True, False)
    """
    return _SYMBOL_STARTS.search(text) is not None
