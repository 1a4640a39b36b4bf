"""Read and write the tables of ``vocab/``: UTF-8, LF, tab-separated, one fact a row.

Each table is a `Table`: a record class and, for each of its fields, a `Column` that knows how to parse and render a
cell. Faults are collected over the whole file and raised together, with row and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from tone.errors import DataError, Problem, TableError
from tone.files import write_atomically
from tone.model import (
    Compound,
    Cue,
    CueKind,
    Direction,
    EmotionRecord,
    Entry,
    Link,
    LinkKind,
    OverlayRow,
    PartOfSpeech,
    Status,
    Tier,
)

FIRST_ROW = 2
"""Line number of the first record of a table; line 1 is the header."""

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is written: `parse` raises `ValueError` with what was expected, `render` is its inverse."""

    parse: Callable[[str], Any]
    render: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Table(Generic[RecordT]):
    """The layout of a table: its record class, its columns in the order of the class's fields, and its sort order."""

    record: Callable[..., RecordT]
    columns: dict[str, Column]
    sort_key: Callable[[RecordT], Any]

    def read(
        self, path: Path | str, *, keep: Callable[[str], bool] | None = None, preamble: str = ""
    ) -> tuple[RecordT, ...]:
        """Read a table.

        Args:
            path: the TSV file. Columns may stand in any order; further columns are passed over.
            keep: tells from a line whether its row is wanted; the others are passed over unread. None for all.
            preamble: what the lines before the header begin with, if there may be any; they are passed over.

        Returns:
            One record a row, in file order.

        Raises:
            DataError: the file cannot be read.
            TableError: the file is not UTF-8 with LF, a column is missing, or cells do not parse.
        """
        path = Path(path)
        lines = _lines(path)
        top = next((place for place, line in enumerate(lines) if not (preamble and line.startswith(preamble))), 0)
        header = lines[top].split("\t")
        missing = [name for name in self.columns if name not in header]
        if missing:
            found = ", ".join(header) if lines[top] else "an empty line"
            raise TableError(
                path, [Problem(top + 1, name, f"missing from the header, which has {found}") for name in missing]
            )
        wanted = [
            (row, line) for row, line in enumerate(lines[top + 1 :], top + FIRST_ROW) if keep is None or keep(line)
        ]
        rows = [line.split("\t") for _, line in wanted]
        places = [(header.index(name), name, column.parse) for name, column in self.columns.items()]
        if all(len(cells) == len(header) for cells in rows):
            try:  # by column, which is the faster way; it stops at the first fault
                by_column = list(zip(*rows, strict=True)) or [()] * len(header)
                return tuple(map(self.record, *(_parsed(by_column[place], parse) for place, _, parse in places)))
            except ValueError:
                pass
        raise TableError(path, list(_faults([row for row, _ in wanted], rows, len(header), places)))

    def render(self, records: Iterable[RecordT]) -> bytes:
        """Give the table's text for some records, sorted; the same records give the same bytes."""
        columns = [(attrgetter(name), column.render) for name, column in self.columns.items()]
        rows = ["\t".join(self.columns)]
        for record in sorted(records, key=self.sort_key):
            rows.append("\t".join([render(get(record)) for get, render in columns]))
        return ("\n".join(rows) + "\n").encode("utf-8")

    def write(self, path: Path | str, records: Iterable[RecordT]) -> None:
        """Write a table, whole or not at all.

        Raises:
            OutputError: the file cannot be written.
        """
        write_atomically(path, self.render(records))


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises:
        DataError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror or error}") from error


def unpack(content: bytes, path: Path) -> bytes:
    """Unpack a gzipped table.

    Raises:
        DataError: it is damaged.
    """
    import gzip
    import zlib

    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} is no whole gzip file: {error}") from error


def _parsed(cells: tuple[str, ...], parse: Callable[[str], Any]) -> list[Any]:
    """Parse a column; most repeat their values, and each value is parsed once."""
    values = {cell: parse(cell) for cell in set(cells)}
    return [values[cell] for cell in cells]


def _faults(
    numbers: list[int], rows: list[list[str]], width: int, places: list[tuple[int, str, Callable[[str], Any]]]
) -> Iterator[Problem]:
    for row, cells in zip(numbers, rows, strict=True):
        if len(cells) != width:
            message = f"{len(cells)} cells where the header has {width}; check for lost or extra tabs"
            yield Problem(row, "", message)
            continue
        for place, name, parse in places:
            try:
                parse(cells[place])
            except ValueError as error:
                yield Problem(row, name, str(error))


def _lines(path: Path) -> list[str]:
    content = read_bytes(path)
    if path.suffix == ".gz":
        content = unpack(content, path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        message = f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
        raise TableError(path, [Problem(row, "", message)]) from error
    if text.startswith("\ufeff"):
        raise TableError(path, [Problem(1, "", "starts with a byte order mark; save the file as UTF-8 without one")])
    if "\r" in text:
        row = text.count("\n", 0, text.index("\r")) + 1
        raise TableError(path, [Problem(row, "", "holds a carriage return; save the file with LF line ends")])
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise TableError(path, [Problem(row, "", "holds a NUL byte; the file is damaged or is not text")])
    return text.removesuffix("\n").split("\n")


def _text(cell: str) -> str:
    if not cell or cell != cell.strip():
        raise ValueError(f"{cell!r} begins or ends with a space" if cell.strip() else "empty; a value was expected")
    return cell


def _note(cell: str) -> str:
    return _text(cell) if cell else cell


def _list(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    parts = cell.split("|")
    for part in parts:
        if not part or part != part.strip():
            raise ValueError(f"{cell!r} is not a list of values separated by single '|'")
    if len(set(parts)) != len(parts):
        raise ValueError(f"{cell!r} names a value twice")
    return tuple(sorted(parts))  # RDF keeps no order, so a table does not either


def _full_list(cell: str) -> tuple[str, ...]:
    return _list(_text(cell))


def _forms(cell: str) -> tuple[str, ...]:
    if "|" not in cell:
        return (_text(cell),)
    canonical, _, others = _text(cell).partition("|")
    forms = (canonical, *_list(others))
    if canonical in forms[1:] or not others:
        raise ValueError(f"{cell!r} is not a canonical form followed by other forms, separated by single '|'")
    return forms


def _tier(cell: str) -> Tier:
    if cell not in {"1", "2", "3"}:
        raise ValueError(f"{cell!r} is not a tier; expected 1, 2 or 3")
    return Tier(int(cell))


def _fraction(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number; expected one from 0 to 1") from None
    if not 0 <= number <= 1:
        raise ValueError(f"{cell} is outside the range 0 to 1")
    return number


def _weight(cell: str) -> float:
    number = _fraction(cell)
    if number == 0:
        raise ValueError("a weight of 0 says nothing; give one above 0, or deprecate the row")
    return number


def _cosine(cell: str) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number; expected one from -2 to 2, or nothing") from None
    if not -2 <= number <= 2:
        raise ValueError(f"{cell} is outside the range -2 to 2")
    return number


def _factor(cell: str) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number; expected one above 0 and up to 4, or nothing") from None
    if not 0 < number <= 4:
        raise ValueError(f"{cell} is outside the range above 0 and up to 4")
    return number


def _count(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise ValueError(f"{cell!r} is not a whole number of 0 or more")
    return int(cell)


def choice(kinds: type[Enum]) -> Column:
    """Give the column of an enum: its values are what may stand in a cell."""
    by_value: dict[str, Enum] = {str(kind.value): kind for kind in kinds}

    def parse(cell: str) -> Enum:
        if cell not in by_value:
            raise ValueError(f"{cell!r} is not one of {', '.join(by_value)}")
        return by_value[cell]

    return Column(parse, lambda kind: str(kind.value))


TEXT = Column(_text)
"""Some text."""
NOTE = Column(_note)
"""Some text or none."""
LIST = Column(_list, "|".join)
"""Values separated by ``|``, sorted; or none."""
FULL_LIST = Column(_full_list, "|".join)
FRACTION = Column(_fraction, lambda number: format(number, ".6g"))
WEIGHT = Column(_weight, lambda number: format(number, ".6g"))
FACTOR = Column(_factor, lambda number: "" if number is None else format(number, ".6g"))
"""What weights are multiplied by, or none."""
COUNT = Column(_count)
"""A whole number of 0 or more."""
COSINE = Column(_cosine, lambda number: "" if number is None else format(number, ".6g"))
"""A cosine or a difference of cosines, or none."""

EMOTIONS: Table[EmotionRecord] = Table(
    EmotionRecord,
    {
        "key": TEXT,
        "name": TEXT,
        "tier": Column(_tier, lambda tier: str(int(tier))),
        "parent": NOTE,
        "label": TEXT,
        "definition": TEXT,
        "adjective": TEXT,
        "aliases": LIST,
        "scope_note": NOTE,
        "source": TEXT,
        "status": choice(Status),
    },
    attrgetter("key"),
)

ENTRIES: Table[Entry] = Table(
    Entry,
    {
        "form": TEXT,
        "lemma": TEXT,
        "pos": choice(PartOfSpeech),
        "forms": Column(_forms, "|".join),
        "emotion": TEXT,
        "weight": WEIGHT,
        "confidence": FRACTION,
        "justification": TEXT,
        "sources": FULL_LIST,
        "status": choice(Status),
        "similarity": COSINE,
        "runner_up": NOTE,
        "margin": COSINE,
        "encoder": NOTE,
        "curator": NOTE,
    },
    attrgetter("form", "pos", "emotion"),
)

LINKS: Table[Link] = Table(
    Link,
    {
        "kind": choice(LinkKind),
        "subjects": FULL_LIST,
        "object": TEXT,
        "confidence": FRACTION,
        "justification": TEXT,
        "status": choice(Status),
        "methods": LIST,
        "evidence": LIST,
        "curator": NOTE,
    },
    attrgetter("kind", "subjects", "object"),
)

OVERLAY: Table[OverlayRow] = Table(
    OverlayRow,
    {"form": TEXT, "pos": choice(PartOfSpeech), "emotion": NOTE, "weight": FRACTION},
    attrgetter("form", "pos", "emotion"),
)

COMPOUNDS: Table[Compound] = Table(
    Compound, {"form": TEXT, "forms": Column(_forms, "|".join), "kind": TEXT}, attrgetter("form")
)

CUES: Table[Cue] = Table(
    Cue,
    {"form": TEXT, "kind": choice(CueKind), "scope": COUNT, "direction": choice(Direction), "factor": FACTOR},
    attrgetter("form"),
)
