"""The table of idioms: terms of several words that maintainers wrote down, each with the emotion it speaks of."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from tone.errors import Problem
from tone.model import PartOfSpeech
from tone.tables import FIRST_ROW, NOTE, TEXT, Table, choice


@dataclass(frozen=True, slots=True)
class Idiom:
    """One row of ``vocab/idioms.tsv``.

    Attributes:
        form: the idiom as a dictionary has it: "one's", "oneself" and "someone" are slots.
        pos: its part of speech as a whole.
        head: the word of it that inflects as a verb, in the form it has there; "" for the usual word of the part of
            speech: the first of a verb, of a noun the last before a preposition, and of others none.
        emotion: key of the emotion it speaks of.
        gloss: what it means, which is also what the encoders compare.
    """

    form: str
    pos: PartOfSpeech
    head: str
    emotion: str
    gloss: str


IDIOMS: Table[Idiom] = Table(
    Idiom,
    {"form": TEXT, "pos": choice(PartOfSpeech), "head": NOTE, "emotion": TEXT, "gloss": TEXT},
    attrgetter("form"),
)


def find_problems(rows: Iterable[Idiom], emotions: Container[str]) -> Iterator[Problem]:
    """Find idioms that cannot be used.

    Args:
        rows: all rows of the table.
        emotions: the keys that exist.

    Yields:
        One problem a fault: a form that stands twice or is a single word, a head that is no word of its form, an
        emotion that is unknown.
    """
    seen: set[str] = set()
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row.form in seen or " " not in row.form:
            yield Problem(number, "form", f"{row.form!r} stands twice" if row.form in seen else "only a single word")
        seen.add(row.form)
        if row.head and row.head not in row.form.split(" "):
            yield Problem(number, "head", f"{row.head!r} is no word of {row.form!r}")
        if row.emotion not in emotions:
            yield Problem(number, "emotion", f"no emotion has the key {row.emotion!r}")
