"""Cues: words that change the reading of what follows them.

A negator reaches a stated number of tokens, up to the end of its clause. Two negators over one word cancel out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tone.model import Cue, CueKind
from tone.text.phrases import PhraseIndex
from tone.text.tokens import Token, normalise

# A clause ends at these marks and at a line end; quotes and hyphens do not end one.
_CLAUSE_END = re.compile(r"[.,;:!?()\n\u2014\u2026]")


class FoundCue(NamedTuple):
    """A cue in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        kind: what it does.
        first: index of the first token it reaches.
        last: index after the last token it reaches.
    """

    start: int
    end: int
    kind: CueKind
    first: int
    last: int


class CueFinder:
    """Finds cues in tokens.

    Args:
        cues: the cues to find; the longest form wins, so that ``not only`` is not read as ``not``.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = {normalise(cue.form): cue for cue in cues}
        self._index = PhraseIndex(self._cues)

    def find(self, text: str, tokens: Sequence[Token]) -> list[FoundCue]:
        """Find the cues of a text and what each reaches.

        Args:
            text: the text.
            tokens: its tokens.

        Returns:
            The cues in order. A scope ends at the clause's end, at a contrast such as ``but``, and after the number of
            tokens that the cue states.
        """
        found: list[tuple[Cue, int, int]] = []
        at = 0
        while at < len(tokens):
            match = self._index.longest(text, tokens, at)
            if match is None:
                at += 1
                continue
            form, end = match
            found.append((self._cues[form], at, end))
            at = end
        stops = {start for cue, start, _ in found if cue.kind is CueKind.CONTRAST}
        return [
            FoundCue(
                tokens[start].start, tokens[end - 1].end, cue.kind, end, _reach(text, tokens, end, cue.scope, stops)
            )
            for cue, start, end in found
        ]


def _reach(text: str, tokens: Sequence[Token], first: int, scope: int, stops: set[int]) -> int:
    last = first
    while last < len(tokens) and last - first < scope and last not in stops:
        if _CLAUSE_END.search(text, tokens[last - 1].end, tokens[last].start):
            break
        last += 1
    return last
