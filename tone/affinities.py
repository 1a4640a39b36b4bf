"""Affinities: weights between common words and emotions that encoders induced and no person has reviewed.

They speak for words that no source lists. They are kept apart from the lexicon, and nothing that is looked up there
ever comes from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tone.errors import Problem, TableError
from tone.tables import TEXT, Column, Table, read_bytes, unpack


@dataclass(frozen=True, slots=True)
class AffinityRow:
    """One row of ``vocab/affinities.tsv.gz``.

    Attributes:
        form: a word, in lower case.
        weights: keys of the nearest emotions with their weights, as text: ``fear=0.2|fear/horror=0.1``.
    """

    form: str
    weights: str


AFFINITIES: Table[AffinityRow] = Table(AffinityRow, {"form": TEXT, "weights": Column(str)}, attrgetter("form"))


class Affinities:
    """Induced weights by word.

    The table is sorted, so a word is found in its text by bisection; the rest stays unread, and a single text need not
    wait for fifty thousand rows.

    Args:
        path: the table.

    Raises:
        TableError: it is not a table of affinities.
        DataError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        content = read_bytes(path)
        content = unpack(content, path) if path.suffix == ".gz" else content
        header, _, self._rows = content.partition(b"\n")
        names = header.decode("utf-8", "replace").split("\t")
        if names[:1] != ["form"] or "weights" not in names:
            raise TableError(path, [Problem(1, "form", f"expected form and weights in the header, not {header!r}")])
        self._column = names.index("weights")

    def __len__(self) -> int:
        """Give the number of words."""
        return self._rows.count(b"\n")

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words, in alphabetical order."""
        return (row.partition("\t")[0] for row in self._rows.decode("utf-8").splitlines())

    def __contains__(self, word: object) -> bool:
        """Tell whether a word in lower case is in the table."""
        return isinstance(word, str) and self._row(word) is not None

    def of(self, word: str) -> dict[str, float]:
        """Give the weights of a word, by key of emotion, the strongest first; none if it is unknown.

        Args:
            word: a word in any case.

        Returns:
            Weights above 0 and up to 1. They are relative: what they add up to differs from word to word.
        """
        row = self._row(word.lower())
        pairs = (part.rpartition("=") for part in row[self._column].split("|") if part) if row else ()
        return {key: float(weight) for key, _, weight in pairs}

    def _row(self, word: str) -> list[str] | None:
        """Find a row: UTF-8 sorts as its characters do."""
        wanted = word.encode("utf-8", "replace") + b"\t"
        rows, low, high = self._rows, 0, len(self._rows)
        while low < high:
            start = rows.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = rows.find(b"\n", start)
            end = len(rows) if end < 0 else end
            row = rows[start:end]
            if row.startswith(wanted):
                return row.decode("utf-8").split("\t")
            if row[: row.find(b"\t")] < wanted[:-1]:
                low = end + 1
            else:
                high = start
        return None
