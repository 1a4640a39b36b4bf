"""Find the longest known word or phrase at a token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tone.text.tokens import Token

# What may part the words of a phrase: white space or one hyphen, never a comma or a full stop.
_JOINT = re.compile(r"\s+|[-\u2010\u2011]")


class PhraseIndex:
    """An index of normalised words and phrases by their first word.

    Args:
        phrases: normalised forms, as `tone.text.tokens.normalise` gives them.

    Example:
        >>> from tone.text.tokens import tokenise
        >>> text = "What a light-hearted joke"
        >>> PhraseIndex(["light", "light hearted"]).longest(text, tokenise(text), 2)
        ('light hearted', 4)
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        lengths: dict[str, set[int]] = {}
        for phrase in self._phrases:
            words = phrase.split(" ")
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def longest(self, text: str, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Find the longest phrase that begins at a token.

        Args:
            text: the text.
            tokens: its tokens.
            at: index of the token.

        Returns:
            The phrase and the index after its last token, or None. A possessive (``joy's``) counts as its word.
        """
        first = tokens[at].form
        for length in self._lengths.get(first, ()):
            if length == 1:
                return first, at + 1
            if at + length > len(tokens):
                continue
            words = tokens[at : at + length]
            phrase = " ".join([word.form for word in words])
            if phrase in self._phrases and _joined(text, words):
                return phrase, at + length
        if first.endswith("'s") and first[:-2] in self._phrases:
            return first[:-2], at + 1
        return None


def _joined(text: str, words: Sequence[Token]) -> bool:
    return all(_JOINT.fullmatch(text, before.end, after.start) for before, after in pairwise(words))
