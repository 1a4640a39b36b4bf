"""Which table formats there are, and text files as lines with their places."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import BinaryIO, cast

from tone.errors import DataError, FormatError


class TableFormat(Enum):
    """A file format of tables, named by its suffix; all but Parquet may be compressed: ``.csv.gz``."""

    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    LINES = "txt"
    """One text a line, in a column called ``text``; only read, as a line has no room for answers."""


_SUFFIXES = {**{fmt.value: fmt for fmt in TableFormat}, "ndjson": TableFormat.JSONL}


def format_of(path: Path, *, writing: bool = False) -> tuple[TableFormat, bool]:
    """Choose the format of a file by its suffix.

    Args:
        path: the file.
        writing: whether it is to be written.

    Returns:
        The format, and whether the file is compressed with gzip.

    Raises:
        FormatError: the suffix is not one that can be read, or written.

    Example:
        >>> format_of(Path("reviews.csv.gz"))
        (<TableFormat.CSV: 'csv'>, True)
    """
    name = path.name.lower()
    packed = name.endswith(".gz")
    found = _SUFFIXES.get(name.removesuffix(".gz").rpartition(".")[2]) if "." in name else None
    if found is None or (packed and found is TableFormat.PARQUET) or (writing and found is TableFormat.LINES):
        known = [f".{fmt.value}" for fmt in TableFormat if not (writing and fmt is TableFormat.LINES)]
        raise FormatError(
            f"cannot {'write' if writing else 'read'} {path.name!r} as a table: known suffixes are "
            f"{', '.join(known)}, all but .parquet also with .gz"
        )
    return found, packed


class TextLines:
    """The lines of a text file, decoded, with the place that has been reached.

    Args:
        path: the file, in UTF-8.
        packed: whether it is compressed with gzip.

    Attributes:
        number: of the line given last, from 1.
        share: of the file that has been read, 0 to 1.
    """

    def __init__(self, path: Path, packed: bool) -> None:
        self.path = path
        self.number = 0
        self._packed = packed
        self._size = 0
        self._file: BinaryIO | None = None

    @property
    def share(self) -> float:
        """How much of the file has been read, 0 to 1."""
        return self._file.tell() / self._size if self._file and not self._file.closed and self._size else 1.0

    def __iter__(self) -> Iterator[str]:
        """Read from the beginning; line ends are kept, a byte order mark is not.

        Raises:
            DataError: the file cannot be read, is cut short, or is not text in UTF-8; with the line.
        """
        self.number = 0
        try:
            with self.path.open("rb") as file:
                self._file, self._size = file, self.path.stat().st_size
                # Under gzip it is still our file that knows how far it is.
                stream: BinaryIO = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if self._packed else file
                for line in stream:
                    self.number += 1
                    yield self._decoded(line)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DataError(
                f"{self.path}: the gzip file is damaged or cut short after line {self.number} ({error}); "
                "fetch or compress it again"
            ) from error
        except OSError as error:
            raise DataError(f"cannot read {self.path}: {error.strerror or error}") from error

    def _decoded(self, line: bytes) -> str:
        if b"\0" in line:
            raise DataError(
                f"{self.path}, line {self.number}: byte {line.index(0) + 1} of the line is NUL, which no text has; "
                "if the file is UTF-16, convert it to UTF-8 first"
            )
        try:
            return line.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            byte = line[error.start]
            raise DataError(
                f"{self.path}, line {self.number}: byte 0x{byte:02x}, the {error.start + 1}th of the line, is not "
                "UTF-8; convert the file first"
            ) from error
