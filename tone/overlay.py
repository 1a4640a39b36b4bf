"""Overlays: a user's own table of words, laid over the lexicon of a knowledge base without changing it.

A row with a weight above 0 adds a sense, or re-weights it if the lexicon has it. A row with the weight 0 mutes a sense,
or with an empty emotion all senses of the form. The knowledge base that was extended stays as it was, so an overlay
comes off by going back to it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tone.errors import Problem, TableError
from tone.lexicon import Lexicon
from tone.model import Entry, OverlayRow, Status
from tone.tables import FIRST_ROW
from tone.text.tokens import normalise

OVERLAID = "semapv:ManualMappingCuration"
"""An overlay is its author's own decision."""


def lay_over(
    lexicon: Lexicon,
    rows: Iterable[OverlayRow],
    emotions: Container[str],
    *,
    source: Path | str,
    affinities: Container[str] = (),
) -> tuple[Entry, ...]:
    """Lay an overlay over a lexicon.

    Args:
        lexicon: the words.
        rows: the overlay, in the order of its table.
        emotions: the keys that exist.
        source: the overlay's table, named in errors and as source of what it adds.
        affinities: words that have affinities; they can be muted as well.

    Returns:
        The entries of the lexicon with the overlay applied; nothing is changed in place.

    Raises:
        TableError: a row names an unknown emotion or has none to add to, stands twice, or mutes what is not there.
    """
    rows = tuple(rows)
    problems = list(find_problems(rows, lexicon, emotions, affinities))
    if problems:
        raise TableError(source, problems)
    weights = {(normalise(row.form), row.emotion): row.weight for row in rows}
    name = Path(source).name
    kept: list[Entry] = []
    met: set[tuple[str, str]] = set()
    for entry in lexicon.entries:
        form = normalise(entry.form)
        place = next((place for place in ((form, entry.emotion), (form, "")) if place in weights), None)
        if place is None or entry.status is not Status.ACCEPTED:
            kept.append(entry)
            continue
        met.add(place)
        if weights[place]:
            kept.append(replace(entry, weight=weights[place], sources=tuple(sorted({*entry.sources, name}))))
    for row in rows:
        if row.weight and (normalise(row.form), row.emotion) not in met:
            kept.append(
                Entry(
                    form=row.form,
                    lemma=row.form,
                    pos=row.pos,
                    forms=(row.form,),
                    emotion=row.emotion,
                    weight=row.weight,
                    confidence=1.0,
                    justification=OVERLAID,
                    sources=(name,),
                    status=Status.ACCEPTED,
                )
            )
    return tuple(kept)


def find_problems(
    rows: tuple[OverlayRow, ...], lexicon: Lexicon, emotions: Container[str], affinities: Container[str] = ()
) -> Iterator[Problem]:
    """Find rows that cannot be laid over a lexicon.

    Yields:
        One problem a fault, with row and column of the overlay's table.
    """
    known = {(normalise(e.form), e.emotion) for e in lexicon.entries if e.status is Status.ACCEPTED}
    forms = {form for form, _ in known}
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=FIRST_ROW):
        form, emotion = normalise(row.form), row.emotion or "all emotions"
        first = seen.setdefault((form, row.emotion), number)
        there = (form, row.emotion) in known if row.emotion else form in forms or form in affinities
        if not form:
            yield Problem(number, "form", f"{row.form!r} has no letter or digit to be found by")
        elif first != number:
            yield Problem(number, "form", f"{row.form!r} is given for {emotion!r} in row {first} too")
        elif row.emotion and row.emotion not in emotions:
            yield Problem(number, "emotion", f"no emotion has the key {row.emotion!r}; tone find searches them")
        elif row.weight and not row.emotion:
            yield Problem(number, "emotion", f"{row.form!r} has a weight and no emotion to give it to")
        elif not row.weight and not there:
            yield Problem(number, "form", f"{row.form!r} is to be muted for {emotion!r}, and is not there")
