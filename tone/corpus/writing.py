"""Write tables so that what has been written is whole at any time, and can be gone on with."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tone.corpus.columns import AnswerColumns, Cell
from tone.corpus.formats import TableFormat, format_of
from tone.corpus.reading import Batch, Row, TableReader
from tone.errors import DataError

if TYPE_CHECKING:
    from io import FileIO

Answers = Sequence[tuple[Cell, ...]]

_PLAIN = frozenset({str, int, float, type(None)})
"""What csv writes as it should be."""


class Sink(Protocol):
    """A table that is being written, beside the place where it will stand."""

    def open(self, position: int) -> None:
        """Go on from a position that `append` gave; 0 is a new table. What stands after it is dropped."""

    def append(self, batch: Batch, answers: Answers) -> int:
        """Write rows with their answers, and give the position after them."""

    def close(self) -> None:
        """Let go of files; nothing is put in place."""

    def finish(self) -> None:
        """Put the table in its place, in one step."""


def open_sink(target: Path, part: Path, reader: TableReader, columns: AnswerColumns) -> Sink:
    """Choose how a table is written; the suffix says what it is.

    Args:
        target: where the table will stand.
        part: where it grows until it is complete.
        reader: the table that it extends.
        columns: what is added.

    Raises:
        FormatError: the suffix is unknown.
        MissingExtraError: a Parquet file, and pyarrow is not installed.
    """
    table_format, packed = format_of(target, writing=True)
    if table_format is TableFormat.PARQUET:
        from tone.corpus.parquet import ParquetSink

        return ParquetSink(target, part, reader, columns)
    renderer = (
        JsonlRenderer(columns) if table_format is TableFormat.JSONL else CsvRenderer(table_format, reader, columns)
    )
    return TextSink(target, part, renderer, packed)


class Renderer(Protocol):
    """Turns rows into the text of a format."""

    def head(self) -> str:
        """Give what stands before all rows."""

    def render(self, batch: Batch, answers: Answers) -> str:
        """Give the text of rows with their answers."""


class TextSink:
    """A text file. A batch goes out in one piece; compressed, it is a gzip member of its own, so a cut is clean.

    Args:
        target: where it will stand.
        part: where it grows.
        renderer: of its format.
        packed: whether to compress.
    """

    def __init__(self, target: Path, part: Path, renderer: Renderer, packed: bool) -> None:
        self._target = target
        self._part = part
        self._renderer = renderer
        self._packed = packed
        self._file: FileIO | None = None
        self._position = 0

    def open(self, position: int) -> None:
        """Go on from a position, in bytes.

        Raises:
            DataError: less than that has been written.
        """
        if position and self._part.stat().st_size < position:
            raise DataError(f"{self._part} is shorter than its journal says: start anew, without resume")
        self._file = self._part.open("r+b" if position else "wb", buffering=0)
        self._file.truncate(position)
        self._file.seek(position)
        self._position = position
        if not position:
            self._write(self._renderer.head())

    def append(self, batch: Batch, answers: Answers) -> int:
        """Write rows; if that fails, the file ends as it did before."""
        self._write(self._renderer.render(batch, answers))
        return self._position

    def close(self) -> None:
        """Close the file at its last whole row."""
        if self._file and not self._file.closed:
            self._file.truncate(self._position)
            self._file.close()

    def finish(self) -> None:
        """Put the file in its place, in one step."""
        if self._file:
            os.fsync(self._file.fileno())
            self._file.close()
        self._part.replace(self._target)

    def _write(self, text: str) -> None:
        assert self._file is not None  # noqa: S101 - narrows the type; open() comes first
        content = text.encode("utf-8", errors="backslashreplace")  # a lone surrogate has no place in UTF-8
        if self._packed and content:
            content = gzip.compress(content, 6, mtime=0)
        rest = memoryview(content)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._position += len(content)


class JsonlRenderer:
    """JSON Lines: each row as it came, with its answers after it.

    Args:
        columns: what is added.
    """

    def __init__(self, columns: AnswerColumns) -> None:
        self._columns = columns

    def head(self) -> str:
        """Give nothing: the format has no header."""
        return ""

    def render(self, batch: Batch, answers: Answers) -> str:
        """Give one line a row.

        Raises:
            DataError: a row has a key that one of the added columns has.
        """
        names = self._columns.names
        lines = []
        for number, (row, answer) in enumerate(zip(batch.rows(), answers, strict=True), start=batch.start + 1):
            if not row.keys().isdisjoint(names):
                raise DataError(f"row {number} has one of the columns that are added: give another prefix")
            extended = row | dict(zip(names, answer, strict=True))
            line = json.dumps(extended, ensure_ascii=False, default=str)
            lines.append(line if line.isascii() or _encodable(line) else json.dumps(extended, default=str))
        return "".join(f"{line}\n" for line in lines)


class CsvRenderer:
    r"""CSV or TSV with a header. What a cell cannot hold as text, as a list, is written as JSON; null is empty.

    NUL, which the readers of CSV do not take, is written as ``\x00``; a batch of rows with a bare carriage return or
    NUL among them has all its cells quoted.

    Args:
        table_format: CSV or TSV.
        reader: the table that is extended.
        columns: what is added.
    """

    def __init__(self, table_format: TableFormat, reader: TableReader, columns: AnswerColumns) -> None:
        self._delimiter = "," if table_format is TableFormat.CSV else "\t"
        self._existing = reader.columns
        self._added = columns.names

    def head(self) -> str:
        """Give the header."""
        return self._text([[*self._existing, *self._added]])

    def render(self, batch: Batch, answers: Answers) -> str:
        """Give a record a row.

        Raises:
            DataError: a row has a column that the header has not.
        """
        known = set(self._existing)
        records = []
        for number, (row, answer) in enumerate(zip(batch.rows(), answers, strict=True), start=batch.start + 1):
            check_keys(row, known, number)
            records.append([*(row.get(name) for name in self._existing), *answer])
        return self._text(records)

    def _text(self, records: Sequence[Sequence[Any]]) -> str:
        buffer = io.StringIO()
        minimal = csv.writer(buffer, delimiter=self._delimiter, lineterminator="\n")
        minimal.writerows([cell if type(cell) in _PLAIN else _cell(cell) for cell in record] for record in records)
        text = buffer.getvalue()
        if "\r" not in text and "\0" not in text:
            return text
        # A bare \r is a line end to readers, but csv quotes only its own line end.
        buffer = io.StringIO()
        full = csv.writer(buffer, delimiter=self._delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        full.writerows([_cell(cell) for cell in record] for record in records)
        return buffer.getvalue()


def check_keys(row: Row, known: set[str], number: int) -> None:
    """Make sure that a row fits the columns.

    Args:
        row: the row.
        known: the names of the columns.
        number: of the row, from 1.

    Raises:
        DataError: it has a column that is not known.
    """
    if not row.keys() <= known:
        name = next(key for key in row if key not in known)
        raise DataError(
            f"row {number} has a column {name!r} that the rows at the beginning have not; write JSON Lines, where "
            "rows may differ"
        )


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\0", "\\x00")
    if value is None:
        return ""
    if isinstance(value, (bool, list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
