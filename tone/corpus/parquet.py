"""Parquet: read by row groups, written in parts that are merged at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.corpus.columns import AnswerColumns
from tone.corpus.reading import HEAD, Batch, Row, TableReader
from tone.corpus.writing import Answers, check_keys
from tone.errors import DataError, MissingExtraError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

GROUP_ROWS = 65_536
"""Rows of a row group in a file that is written."""


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("pyarrow", "tables", "reading and writing Parquet") from error
    return pa, pq


class ArrowBatch:
    """Rows as they come from a Parquet file; their types are kept."""

    def __init__(self, start: int, share: float, content: pa.RecordBatch) -> None:
        self.start = start
        self.share = share
        self.content = content

    def __len__(self) -> int:
        """Give the number of rows."""
        return int(self.content.num_rows)

    def column(self, name: str) -> list[Any]:
        """Give the values of a column; None where a row has none."""
        return list(self.content.column(name).to_pylist())

    def rows(self) -> list[Row]:
        """Give the rows by column name."""
        return list(self.content.to_pylist())


class ParquetReader:
    """A Parquet file.

    Args:
        path: the file.

    Raises:
        MissingExtraError: pyarrow is not installed.
        DataError: the file cannot be read, or is not whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as file:
            self.schema: pa.Schema = file.schema_arrow
        self.columns = tuple(self.schema.names)
        if repeated := {name for name in self.columns if self.columns.count(name) > 1}:
            raise DataError(f"{path}: several columns are called {min(repeated)!r}; rename all but one")

    def batches(self, size: int, *, skip: int = 0) -> Iterator[Batch]:
        """Read batch after batch; whole row groups before `skip` are not read at all.

        Args:
            size: rows in a batch; only the last has fewer.
            skip: rows to leave out at the beginning.

        Raises:
            DataError: the file is damaged.
        """
        pa, _ = _arrow()
        with self._open() as file:
            total, start = file.metadata.num_rows, skip
            groups = list(range(file.num_row_groups))
            while groups and (rows := file.metadata.row_group(groups[0]).num_rows) <= skip:
                skip -= rows
                del groups[0]
            waiting: list[Any] = []
            for read in file.iter_batches(batch_size=size, row_groups=groups):
                if skip >= read.num_rows:
                    skip -= read.num_rows
                    continue
                waiting.append(read.slice(skip))
                skip = 0
                while sum(part.num_rows for part in waiting) >= size:
                    whole = pa.Table.from_batches(waiting)
                    yield ArrowBatch(start, (start + size) / total, _one(whole.slice(0, size)))
                    start += size
                    waiting = whole.slice(size).to_batches()
            if rest := sum(part.num_rows for part in waiting):
                yield ArrowBatch(start, (start + rest) / total, _one(pa.Table.from_batches(waiting)))

    @contextmanager
    def _open(self) -> Iterator[pq.ParquetFile]:
        pa, pq = _arrow()
        try:
            with pq.ParquetFile(self.path) as file:
                yield file
        except pa.ArrowException as error:
            raise DataError(f"{self.path}: not a whole Parquet file: {error}; fetch or write it again") from error
        except OSError as error:
            reason = error.strerror or f"not a whole Parquet file: {error}; fetch or write it again"
            raise DataError(f"cannot read {self.path}: {reason}") from error


class ParquetSink:
    """A Parquet file. Its end describes all of it, so it cannot grow: parts do, and are merged when all are there.

    Args:
        target: where it will stand.
        part: the folder where the parts gather.
        reader: the table that it extends.
        columns: what is added.
    """

    def __init__(self, target: Path, part: Path, reader: TableReader, columns: AnswerColumns) -> None:
        self._target = target
        self._part = part
        self._columns = columns
        self._position = 0
        pa, _ = _arrow()
        existing = reader.schema if reader.schema is not None else _inferred(reader)
        self._existing = existing
        added = [pa.field(name, pa.string() if columns.is_text(name) else pa.float64()) for name in columns.names]
        # What pandas wrote about its own columns would not be true of the longer table.
        self._schema = pa.schema([*existing, *added])

    def open(self, position: int) -> None:
        """Go on from a position, the number of parts.

        Raises:
            DataError: fewer have been written.
        """
        if not position:
            shutil.rmtree(self._part, ignore_errors=True)
        self._part.mkdir(exist_ok=True)
        if not all(self._file(number).exists() for number in range(position)):
            raise DataError(f"{self._part} holds fewer parts than its journal says: start anew, without resume")
        self._position = position

    def append(self, batch: Batch, answers: Answers) -> int:
        """Write rows as a part; one that fails does not count.

        Raises:
            DataError: rows do not fit the types of the columns.
        """
        pa, pq = _arrow()
        before = batch.content if isinstance(batch, ArrowBatch) else self._typed(batch)
        added = [
            pa.array([_storable(value) for value in values], type=self._schema.field(name).type)
            for name, values in zip(self._columns.names, zip(*answers, strict=True), strict=True)
        ]
        whole = pa.Table.from_arrays([*before.columns, *added], schema=self._schema)
        pq.write_table(whole, self._file(self._position))
        self._position += 1
        return self._position

    def close(self) -> None:
        """Drop a part that is not whole."""
        self._file(self._position).unlink(missing_ok=True)

    def finish(self) -> None:
        """Merge the parts and put the file in its place, in one step; the parts stay until it stands."""
        pa, pq = _arrow()
        merged = self._part / "merged"
        with pq.ParquetWriter(merged, self._schema) as writer:
            waiting: list[Any] = []
            for number in range(self._position):
                waiting.append(pq.read_table(self._file(number), schema=self._schema))
                if sum(table.num_rows for table in waiting) >= GROUP_ROWS:
                    writer.write_table(pa.concat_tables(waiting), row_group_size=GROUP_ROWS)
                    waiting = []
            if waiting:
                writer.write_table(pa.concat_tables(waiting), row_group_size=GROUP_ROWS)
        merged.replace(self._target)
        shutil.rmtree(self._part)

    def _file(self, number: int) -> Path:
        return self._part / f"{number:06}.parquet"

    def _typed(self, batch: Batch) -> pa.Table:
        pa, _ = _arrow()
        known = set(self._existing.names)
        rows = batch.rows()
        for number, row in enumerate(rows, start=batch.start + 1):
            check_keys(row, known, number)
        try:
            return pa.Table.from_pylist([_storable(row) for row in rows], schema=self._existing)
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise DataError(
                f"rows {batch.start + 1} to {batch.start + len(batch)} do not have the types of the rows at the "
                f"beginning: {error}; write JSON Lines, where rows may differ"
            ) from error


def _inferred(reader: TableReader) -> pa.Schema:
    """Give the types of a text file's columns, by its first `HEAD` rows; a column without any value is text."""
    pa, _ = _arrow()
    head = [row for batch in islice(reader.batches(HEAD), 1) for row in batch.rows()]
    try:
        found = [(name, pa.array([_storable(row.get(name)) for row in head])) for name in reader.columns]
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise DataError(
            f"{reader.path}: a column has values of several types, which Parquet cannot hold: {error}; write JSON "
            "Lines, where rows may differ"
        ) from error
    return pa.schema([(name, pa.string() if pa.types.is_null(values.type) else values.type) for name, values in found])


def _one(table: pa.Table) -> pa.RecordBatch:
    return table.combine_chunks().to_batches()[0]


def _storable(value: Any) -> Any:
    """Give a value as Parquet can hold it: a lone surrogate, which UTF-8 has not, as an escape."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_storable(key): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return value
