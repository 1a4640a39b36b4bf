"""The table of phrases of a crisis, before which no reply is made; `tone.uses.crisis` finds them in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from tone.errors import Problem
from tone.tables import FIRST_ROW, TEXT, Table, choice
from tone.text.tokens import tokenise


class CrisisKind(str, Enum):
    """What a phrase of the table speaks of."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    VIOLENCE = "violence"
    IDIOM = "idiom"
    """A figure of speech that holds a phrase of a crisis and is none: "shoot myself in the foot"."""
    FILLER = "filler"
    """A word that may stand between the words of a phrase: "want to just die"."""


@dataclass(frozen=True, slots=True)
class CrisisPhrase:
    """One row of ``vocab/crisis.tsv``.

    Attributes:
        form: the phrase, in lower case.
        kind: what it speaks of.
    """

    form: str
    kind: CrisisKind


CRISIS: Table[CrisisPhrase] = Table(
    CrisisPhrase, {"form": TEXT, "kind": choice(CrisisKind)}, attrgetter("form", "kind.value")
)

_REPEATED = re.compile(r"(.)\1+")


def folded(word: str) -> str:
    """Give a word as phrases are compared: without apostrophes and repeated letters.

    Example:
        >>> folded("don't"), folded("dieee")
        ('dont', 'die')
    """
    return _REPEATED.sub(r"\1", word.replace("'", ""))


def words_of(form: str) -> tuple[str, ...]:
    """Give the words of a phrase, as they are compared."""
    return tuple(folded(token.form) for token in tokenise(form))


def find_problems(rows: Sequence[CrisisPhrase]) -> Iterator[Problem]:
    """Find rows that could never be found in a text, or stand twice.

    Args:
        rows: all rows of the table.

    Yields:
        One problem a fault.
    """
    fillers = {row.form for row in rows if row.kind is CrisisKind.FILLER}
    seen: set[str] = set()
    for number, row in enumerate(rows, start=FIRST_ROW):
        words = words_of(row.form)
        if not words:
            yield Problem(number, "form", f"{row.form!r} holds no word")
        elif row.form in seen:
            yield Problem(number, "form", f"{row.form!r} stands twice")
        elif row.kind is CrisisKind.FILLER and len(words) > 1:
            yield Problem(number, "form", f"{row.form!r} is a filler of several words; give one")
        elif row.kind is not CrisisKind.FILLER and fillers.intersection(row.form.split()):
            yield Problem(number, "form", f"{row.form!r} holds a filler, which is never looked at")
        seen.add(row.form)
