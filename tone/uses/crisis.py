"""The guard before any reply: phrases of a crisis, for which there is help by people and no reply by a machine.

It goes by phrases of ``vocab/crisis.tsv`` and takes the safe side: denied phrases count as well ("I don't want to kill
myself"), and so do those of other persons. It is no clinical tool: what it does not find may still be a crisis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tone.crisis import CRISIS, CrisisKind, CrisisPhrase, find_problems, folded, words_of
from tone.errors import TableError
from tone.text.tokens import is_symbol, tokenise

NOTICE = "This is no clinical tool: it neither diagnoses nor treats, and it may overlook a crisis."

HELP = """\
This sounds as if someone may be in danger or in great distress, and a person can help better than a program.
If there is danger now, call the local emergency number (112 in Europe, 911 in North America, 999 in the UK).
Someone to talk to, by country: https://findahelpline.com
United States and Canada: call or text 988. United Kingdom and Ireland: Samaritans, call 116 123."""
"""What is said in place of a reply."""


@dataclass(frozen=True, slots=True)
class CrisisMention:
    """A phrase of a crisis in a text.

    Attributes:
        start: offset of its first character, from 0.
        end: offset after its last character.
        text: the characters between, as written.
        kind: what it speaks of.
    """

    start: int
    end: int
    text: str
    kind: CrisisKind

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {"start": self.start, "end": self.end, "text": self.text, "kind": self.kind.value}


_BREAK = re.compile(r"[!?;:]|(?<!\.)\.(?!\.)|\n\s*\n")
"""What parts sentences; three dots and a line's end do not."""


class CrisisGuard:
    """Finds phrases of a crisis; words are compared without apostrophes and repeated letters ("dont", "dieee").

    Args:
        phrases: the rows of the table.

    Example:
        >>> phrases = [("want to die", CrisisKind.SUICIDE), ("just", CrisisKind.FILLER)]
        >>> guard = CrisisGuard([CrisisPhrase(form, kind) for form, kind in phrases])
        >>> [mention.text for mention in guard.find("I DON'T want to just dieee")]
        ['want to just dieee']
    """

    def __init__(self, phrases: Iterable[CrisisPhrase]) -> None:
        self._fillers: set[str] = set()
        self._by_first: dict[str, list[tuple[tuple[str, ...], CrisisKind]]] = {}
        for phrase in phrases:
            words = words_of(phrase.form)
            if phrase.kind is CrisisKind.FILLER:
                self._fillers.update(words)
            else:
                self._by_first.setdefault(words[0], []).append((words, phrase.kind))
        for found in self._by_first.values():
            found.sort(key=lambda item: (-len(item[0]), item[0]))

    @classmethod
    def read(cls, path: Path) -> CrisisGuard:
        """Make a guard of a table.

        Args:
            path: a table in the layout of ``vocab/crisis.tsv``.

        Raises:
            DataError: it cannot be read.
            TableError: a row has faults, or could never be found; each is listed with its number.
        """
        rows = CRISIS.read(path)
        if problems := list(find_problems(rows)):
            raise TableError(path, problems)
        return cls(rows)

    def find(self, text: str) -> tuple[CrisisMention, ...]:
        """Find the phrases of a crisis in a text, in order; idioms hide those that they hold.

        Args:
            text: any text.

        Raises:
            TextError: the argument is not a `str`.
        """
        tokens = [token for token in tokenise(text) if not is_symbol(token.form)]
        words = [(token, folded(token.form)) for token in tokens]
        kept = [(token, word) for token, word in words if word not in self._fillers]
        found = []
        at = 0
        while at < len(kept):
            phrase = self._longest(text, kept, at)
            if phrase is None:
                at += 1
                continue
            length, kind = phrase
            start, end = kept[at][0].start, kept[at + length - 1][0].end
            if kind is not CrisisKind.IDIOM:
                found.append(CrisisMention(start, end, text[start:end], kind))
            at += length
        return tuple(found)

    def _longest(self, text: str, kept: list[tuple[Any, str]], at: int) -> tuple[int, CrisisKind] | None:
        for words, kind in self._by_first.get(kept[at][1], ()):
            there = kept[at : at + len(words)]
            if tuple(word for _, word in there) != words:
                continue
            gaps = (text[before.end : after.start] for (before, _), (after, _) in pairwise(there))
            if not any(_BREAK.search(gap) for gap in gaps):
                return len(words), kind
        return None
