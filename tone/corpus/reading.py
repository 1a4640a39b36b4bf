"""Read tables of any size, a batch of rows at a time."""

from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tone.corpus.formats import TableFormat, TextLines, format_of
from tone.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

FIELD_LIMIT = 2**28
"""Characters that a field of a CSV file may have; the limit of Python's reader is 131,072 unless raised."""

HEAD = 1000
"""Rows of a JSON Lines file that are looked at for its columns."""

Row = dict[str, Any]


class Batch(Protocol):
    """Rows that stand together in a table.

    Attributes:
        start: number of rows before them.
        share: of the file that has been read with them, 0 to 1.
    """

    @property
    def start(self) -> int:
        """Number of rows before them."""

    @property
    def share(self) -> float:
        """Share of the file that has been read with them."""

    def __len__(self) -> int:
        """Give the number of rows."""

    def column(self, name: str) -> list[Any]:
        """Give the values of a column; None where a row has none."""

    def rows(self) -> list[Row]:
        """Give the rows by column name."""


class TableReader(Protocol):
    """A table in a file."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def schema(self) -> pa.Schema | None:
        """The types of the columns, where the format has types."""

    def batches(self, size: int, *, skip: int = 0) -> Iterator[Batch]:
        """Read batch after batch.

        Args:
            size: rows in a batch; only the last has fewer.
            skip: rows to leave out at the beginning.
        """


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Rows as they come from a text file."""

    start: int
    share: float
    content: list[Row]

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.content)

    def column(self, name: str) -> list[Any]:
        """Give the values of a column; None where a row has none."""
        return [row.get(name) for row in self.content]

    def rows(self) -> list[Row]:
        """Give the rows by column name."""
        return self.content


def open_table(path: Path | str) -> TableReader:
    """Open a table; the suffix says what it is.

    Args:
        path: a CSV, TSV, JSON Lines or plain text file, each perhaps with ``.gz``, or a Parquet file.

    Raises:
        FormatError: the suffix is unknown.
        MissingExtraError: a Parquet file, and pyarrow is not installed.
        DataError: the file cannot be read, or has no header.
    """
    path = Path(path)
    table_format, packed = format_of(path)
    if table_format is TableFormat.PARQUET:
        from tone.corpus.parquet import ParquetReader

        return ParquetReader(path)
    return _READERS[table_format](path, packed)


class TextReader(ABC):
    """What the readers of text files share; rows are skipped by reading them, so that gzip needs no index.

    Args:
        path: the file.
        packed: whether it is compressed with gzip.
    """

    schema = None

    def __init__(self, path: Path, packed: bool) -> None:
        self.path = path
        self._packed = packed
        self.columns = self._find_columns()

    def batches(self, size: int, *, skip: int = 0) -> Iterator[Batch]:
        """Read batch after batch.

        Args:
            size: rows in a batch; only the last has fewer.
            skip: rows to leave out at the beginning.

        Raises:
            DataError: the file is damaged, or a row does not fit; with its place.
        """
        lines = TextLines(self.path, self._packed)
        rows = islice(self._rows(lines), skip, None)
        start = skip
        while content := list(islice(rows, size)):
            yield RowBatch(start, lines.share, content)
            start += len(content)

    @abstractmethod
    def _find_columns(self) -> tuple[str, ...]:
        """Give the names of the columns."""

    @abstractmethod
    def _rows(self, lines: TextLines) -> Iterator[Row]:
        """Give the rows that lines hold."""


class LinesReader(TextReader):
    """One text a line."""

    def _find_columns(self) -> tuple[str, ...]:
        next(iter(TextLines(self.path, self._packed)), None)
        return ("text",)

    def _rows(self, lines: TextLines) -> Iterator[Row]:
        return ({"text": line.rstrip("\r\n")} for line in lines)


class CsvReader(TextReader):
    """Comma-separated values as RFC 4180 has them, with a header."""

    delimiter = ","

    def _find_columns(self) -> tuple[str, ...]:
        header = next(self._records(TextLines(self.path, self._packed)), None)
        if header is None:
            raise DataError(f"{self.path} is empty: expected a first row with the names of the columns")
        if repeated := {name for name in header if header.count(name) > 1}:
            raise DataError(f"{self.path}: several columns are called {min(repeated)!r}; rename all but one")
        return tuple(header)

    def _rows(self, lines: TextLines) -> Iterator[Row]:
        width = len(self.columns)
        records = self._records(lines)
        next(records, None)
        number = 0
        for record in records:
            if not record and width > 1:
                continue  # an empty line between rows
            number += 1
            if len(record) != width and not (width == 1 and not record):
                raise DataError(
                    f"{self.path}, row {number} (line {lines.number}): {len(record)} fields where the header has "
                    f"{width}; quote fields that hold the delimiter {self.delimiter!r}"
                )
            yield dict(zip(self.columns, record or ("",), strict=True))

    def _records(self, lines: TextLines) -> Iterator[list[str]]:
        # The limit is the process's own: it is only ever raised.
        csv.field_size_limit(max(csv.field_size_limit(), FIELD_LIMIT))
        # Strict, because a quote that is never closed would otherwise swallow the rest of the file in silence.
        records = csv.reader(lines, delimiter=self.delimiter, strict=True)
        number = -1  # the header is no row
        while True:
            number += 1
            begun = lines.number + 1
            try:
                record = next(records, None)
            except csv.Error as error:
                raise DataError(
                    f"{self.path}, row {number} (from line {begun}): {error}; a quote inside a quoted field is "
                    "doubled, and line ends are \\n or \\r\\n"
                ) from error
            if record is None:
                return
            yield record


class TsvReader(CsvReader):
    """As CSV, with tabs."""

    delimiter = "\t"


class JsonlReader(TextReader):
    """One JSON object a line; its columns are the keys of the first `HEAD` rows, in order of appearance."""

    def _find_columns(self) -> tuple[str, ...]:
        head = islice(self._rows(TextLines(self.path, self._packed)), HEAD)
        return tuple(dict.fromkeys(key for row in head for key in row))

    def _rows(self, lines: TextLines) -> Iterator[Row]:
        number = 0
        for line in lines:
            if line.isspace():
                continue
            number += 1
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DataError(f"{self.path}, row {number} (line {lines.number}): not JSON: {error}") from error
            if not isinstance(row, dict):
                raise DataError(
                    f"{self.path}, row {number} (line {lines.number}): {type(row).__name__} where an object was "
                    'expected, as in {"text": "so proud"}'
                )
            yield row


_READERS: dict[TableFormat, type[TextReader]] = {
    TableFormat.CSV: CsvReader,
    TableFormat.TSV: TsvReader,
    TableFormat.JSONL: JsonlReader,
    TableFormat.LINES: LinesReader,
}


def require_column(reader: TableReader, name: str) -> None:
    """Make sure that a table has a column.

    Raises:
        DataError: it has not; the message names those that it has. A table without rows that says nothing of its
            columns, as an empty JSON Lines file, is let through.
    """
    if name not in reader.columns and reader.columns:
        shown = ", ".join(repr(column) for column in reader.columns[:20])
        raise DataError(
            f"{reader.path} has no column {name!r}: there are {shown}"
            + (f" and {len(reader.columns) - 20} more" if len(reader.columns) > 20 else "")
        )
