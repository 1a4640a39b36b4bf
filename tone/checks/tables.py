"""Checks of the tables: whether they can be read, and whether their rows fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tone import crisis, idioms, lexicon, links, taxonomy
from tone.checks.registry import EXCEPTIONS, Subject, check
from tone.crisis import CRISIS
from tone.errors import DataError, Problem, TableError
from tone.idioms import IDIOMS
from tone.literature import LITERATURE
from tone.tables import COMPOUNDS, CUES, EMOTIONS, ENTRIES, FIRST_ROW, LINKS, Table, read_bytes

TABLES: dict[str, Table[Any]] = {
    "vocab/emotions.tsv": EMOTIONS,
    "vocab/entries.tsv": ENTRIES,
    "vocab/emoji.tsv": ENTRIES,
    "vocab/links.tsv": LINKS,
    "vocab/literature.tsv": LITERATURE,
    "vocab/cues.tsv": CUES,
    "vocab/compounds.tsv": COMPOUNDS,
    "vocab/idioms.tsv": IDIOMS,
    "vocab/crisis.tsv": CRISIS,
    "ontology/exceptions.tsv": EXCEPTIONS,
}
"""The tables by path below the data folder."""

REQUIRED = ("vocab/emotions.tsv", "vocab/entries.tsv")


@check("T001", loading=True)
def tables_are_text(subject: Subject) -> Iterator[str]:
    """Each table is there, as UTF-8 text with LF line ends, and each row has as many cells as the header.

    A data folder must have vocab/emotions.tsv and vocab/entries.tsv; it may lack the others.
    """
    if subject.folder is not None:
        for name in REQUIRED:
            if not (subject.folder.root / name).is_file():
                yield f"{name} is missing"
    yield from (f"{name} {problem}" for name, problem in _faults(subject) if not problem.column)


@check("T002", loading=True)
def headers_are_whole(subject: Subject) -> Iterator[str]:
    """Each table has all its columns."""
    yield from (f"{name} {fault}" for name, fault in _faults(subject) if fault.column and fault.row < FIRST_ROW)


@check("T003", loading=True)
def cells_are_values(subject: Subject) -> Iterator[str]:
    """Each cell of a table is what its column wants.

    vocab/README.md says what that is.
    """
    yield from (f"{name} {fault}" for name, fault in _faults(subject) if fault.column and fault.row >= FIRST_ROW)


@check("T004", loading=True)
def emotions_are_a_tree(subject: Subject) -> Iterator[str]:
    """The emotions are a tree of three tiers, without cycles, each below one emotion of the tier above."""
    rows = _rows(subject, "vocab/emotions.tsv")
    if rows is not None:
        yield from _shown("vocab/emotions.tsv", taxonomy.find_problems(rows, FIRST_ROW))


@check("T005", loading=True)
def entries_speak_of_emotions(subject: Subject) -> Iterator[str]:
    """Each entry stands once, speaks of an emotion that exists, and has forms to be found by."""
    keys = _keys(subject)
    for name in ("vocab/entries.tsv", "vocab/emoji.tsv"):
        rows = _rows(subject, name)
        if rows is not None and keys is not None:
            yield from _shown(name, lexicon.find_problems(rows, keys, FIRST_ROW))


@check("T006", loading=True)
def links_can_be(subject: Subject) -> Iterator[str]:
    """Each link stands once, joins as many emotions as its kind takes, and contradicts no other link.

    Nothing is its own opposite, part or result; no part of an emotion, and none above or below it, is its opposite;
    a composition has two parts at least; compositions have no cycles.
    """
    rows, keys = _rows(subject, "vocab/links.tsv"), _keys(subject)
    if rows is not None and keys is not None:
        yield from _shown("vocab/links.tsv", links.find_problems(rows, keys, FIRST_ROW))


@check("T007")
def tables_are_written_one_way(subject: Subject) -> Iterator[str]:
    """Each table is sorted, and written as the build writes it.

    Same rows, same bytes: differences between releases are then differences of content.
    """
    if subject.folder is None:
        return
    for name, table in TABLES.items():
        rows = _rows(subject, name)
        if rows is None:
            continue
        lines = read_bytes(subject.folder.root / name).decode("utf-8").split("\n")
        wanted = table.render(rows).decode("utf-8").split("\n")
        if lines != wanted:
            row = next((row for row, pair in enumerate(zip(lines, wanted, strict=False), 1) if pair[0] != pair[1]), 0)
            yield f"{name} row {row or min(len(lines), len(wanted))}: not in its place, or not as the build writes it"


@check("T008")
def rows_in_use_refer_to_rows_in_use(subject: Subject) -> Iterator[str]:
    """Nothing in use stands below, speaks of, or links an emotion that is deprecated."""
    rows = _rows(subject, "vocab/emotions.tsv") or ()
    retired = {row.key for row in rows if row.status.value == "deprecated"}
    references: list[tuple[str, int, Any, Iterable[str]]] = [
        *(("vocab/emotions.tsv", at, row, [row.parent]) for at, row in enumerate(rows, FIRST_ROW)),
        *(
            (name, at, row, [row.emotion])
            for name in ("vocab/entries.tsv", "vocab/emoji.tsv")
            for at, row in enumerate(_rows(subject, name) or (), FIRST_ROW)
        ),
        *(
            ("vocab/links.tsv", at, row, [*row.subjects, row.object])
            for at, row in enumerate(_rows(subject, "vocab/links.tsv") or (), FIRST_ROW)
        ),
    ]
    for name, at, row, keys in references:
        for key in sorted(retired.intersection(keys)):
            if row.status.value == "accepted":
                yield f"{name} row {at}: {key} is deprecated"


@check("T009")
def phrases_of_crisis_can_be_found(subject: Subject) -> Iterator[str]:
    """Each phrase of a crisis stands once and can be found in a text: it has words, and no filler among them."""
    yield from _shown("vocab/crisis.tsv", crisis.find_problems(_rows(subject, "vocab/crisis.tsv") or ()))


@check("T010")
def idioms_speak_of_emotions(subject: Subject) -> Iterator[str]:
    """Each idiom stands once, has several words, its head among them, and speaks of an emotion that exists."""
    rows, keys = _rows(subject, "vocab/idioms.tsv"), _keys(subject)
    if rows is not None and keys is not None:
        yield from _shown("vocab/idioms.tsv", idioms.find_problems(rows, keys))


@check("T011")
def compounds_leave_entries_alone(subject: Subject) -> Iterator[str]:
    """Each compound that speaks of no emotion stands once, has several words, and is no form of an entry.

    A compound hides the words in it from the classifier, so that one that is an entry would silence that entry.
    """
    entries = (row for name in ("vocab/entries.tsv", "vocab/emoji.tsv") for row in _rows(subject, name) or ())
    taken = {form for row in entries if row.status.value == "accepted" for form in row.forms}
    seen: set[str] = set()
    for at, row in enumerate(_rows(subject, "vocab/compounds.tsv") or (), FIRST_ROW):
        place = f"vocab/compounds.tsv row {at}"
        if row.form in seen:
            yield f"{place}: {row.form!r} stands twice"
        seen.add(row.form)
        if row.forms[0] != row.form:
            yield f"{place}: the first of {'|'.join(row.forms)!r} is not the compound's form {row.form!r}"
        yield from (f"{place}: {form!r} has only one word" for form in row.forms if not re.search(r"[ '-]", form))
        yield from (f"{place}: {form!r} is a form of an entry" for form in row.forms if form in taken)


def _read(subject: Subject, name: str) -> tuple[Any, ...] | TableError | None:
    """Give the rows of a table, or its faults, or None if it is not there."""
    path = subject.folder.root / name if subject.folder is not None else None
    if path is None or not path.is_file():
        return None
    try:
        return TABLES[name].read(path)
    except TableError as error:
        return error


def _rows(subject: Subject, name: str) -> tuple[Any, ...] | None:
    found = _read(subject, name)
    return None if isinstance(found, DataError) else found


def _keys(subject: Subject) -> set[str] | None:
    rows = _rows(subject, "vocab/emotions.tsv")
    return None if rows is None else {row.key for row in rows}


def _faults(subject: Subject) -> Iterator[tuple[str, Problem]]:
    for name in TABLES:
        found = _read(subject, name)
        if isinstance(found, TableError):
            yield from ((name, problem) for problem in found.problems)


def _shown(name: str, problems: Iterable[Problem]) -> Iterator[str]:
    return (f"{name} {problem}" for problem in problems)
