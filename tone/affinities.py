"""Affinities: what unlabelled text taught about words, without a person's review.

They speak for words that no entry has, and say of every form, reviewed or not, how sure a sign of any emotion it is.
They are kept apart from the lexicon, and nothing that is looked up there ever comes from here. How they are learned is
in `tone.build.learning.affinities`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tone.errors import Problem, TableError
from tone.tables import FIRST_ROW, TEXT, Column, Table, read_bytes, unpack


@dataclass(frozen=True, slots=True)
class AffinityRow:
    """One row of ``vocab/affinities.tsv.gz``.

    Attributes:
        form: a normalised word or, where only `emotional` is given, also a phrase or symbol.
        weights: keys of emotions with their weights, as text: ``fear/nervousness=0.2|sadness/suffering=0.1``; "" for
            the forms of entries, whose weights are reviewed.
        emotional: what the form adds to the evidence that a text speaks of any emotion: with a sum of E, the
            probability is 1 - exp(-E).
        method: how both are known: "learned" from texts that hold the word, or "induced" from the word alone.
    """

    form: str
    weights: str
    emotional: float
    method: str


AFFINITIES: Table[AffinityRow] = Table(
    AffinityRow,
    {"form": TEXT, "weights": Column(str), "emotional": Column(float, "{:.3f}".format), "method": TEXT},
    attrgetter("form"),
)


FEW = 500
"""After so many bisections it would have been quicker to read all rows."""


class Affinities:
    """What was learned of words, by form.

    The table is sorted, so a word is found in its text by bisection; the rest stays unread, and a single text need not
    wait for all rows. Who asks for more than `FEW` words gets them from an index, made then.

    Args:
        path: the table.

    Raises:
        TableError: it is not a table of affinities.
        DataError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        content = read_bytes(path)
        content = unpack(content, path) if path.suffix == ".gz" else content
        header, _, self._rows = content.partition(b"\n")
        names = header.decode("utf-8", "replace").split("\t")
        if names[:1] != ["form"] or not {"weights", "emotional"} <= set(names):
            raise TableError(
                path, [Problem(1, "form", f"expected form, weights and emotional in the header, not {header!r}")]
            )
        self._asked = 0
        self._index: dict[str, bytes] = {}
        self._highest: dict[str, float] = {}
        self._weights, self._emotional = names.index("weights"), names.index("emotional")

    def __len__(self) -> int:
        """Give the number of words."""
        return self._rows.count(b"\n")

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words, in alphabetical order."""
        return (row.partition("\t")[0] for row in self._rows.decode("utf-8").split("\n") if row)

    def __contains__(self, word: object) -> bool:
        """Tell whether a word in lower case is in the table."""
        return isinstance(word, str) and self._row(word) is not None

    def of(self, word: str) -> dict[str, float]:
        """Give the weights of a word, by key of emotion, the strongest first; none if it is unknown.

        Args:
            word: a word in any case.

        Returns:
            Weights above 0, on the scale of the entries' weights.

        Raises:
            TableError: its row is damaged.
        """
        row = self._row(word.lower())
        if row is None:
            return {}
        try:
            cell = row.decode("utf-8").split("\t")[self._weights]
            return {key: float(weight) for key, _, weight in (part.rpartition("=") for part in cell.split("|") if part)}
        except (ValueError, IndexError) as error:
            raise self._fault(row, "weights", "keys of emotions with weights, as in joy=0.2|fear=0.1") from error

    def strongest(self, word: str) -> float:
        """Give the highest weight of a word, for which its weights need not be made ready; 0 if it has none.

        Args:
            word: a word in any case.

        Raises:
            TableError: its row is damaged.
        """
        form = word.lower()
        row = self._row(form)
        if row is None:
            return 0.0
        return self._highest[form] if self._highest else self._strongest(row)

    def emotional(self, form: str) -> float | None:
        """Give how sure a sign of any emotion a form is; None if it is unknown.

        Args:
            form: a word, phrase or symbol in any case.

        Raises:
            TableError: its row is damaged.
        """
        row = self._row(form.lower())
        if row is None:
            return None
        try:
            return float(row.split(b"\t")[self._emotional])
        except (ValueError, IndexError) as error:
            raise self._fault(row, "emotional", "a number") from error

    def _fault(self, row: bytes, column: str, expected: str) -> TableError:
        number = FIRST_ROW + self._rows.split(b"\n").index(row)
        return TableError(self._path, [Problem(number, column, f"expected {expected}, in a row {row!r}")])

    def _row(self, word: str) -> bytes | None:
        """Find a row."""
        if not self._index:
            self._asked += 1
            if self._asked <= FEW:
                return self._bisected(word)
            rows = [row for row in self._rows.split(b"\n") if row]
            self._index = {row.partition(b"\t")[0].decode("utf-8", "replace"): row for row in rows}
            self._highest = {form: self._strongest(row) for form, row in self._index.items()}
        return self._index.get(word)

    def _strongest(self, row: bytes) -> float:
        try:
            parts = row.split(b"\t")[self._weights].split(b"|")
            return max([float(part.rpartition(b"=")[2]) for part in parts if part], default=0.0)
        except (ValueError, IndexError) as error:
            raise self._fault(row, "weights", "keys of emotions with weights, as in joy=0.2|fear=0.1") from error

    def _bisected(self, word: str) -> bytes | None:
        """Find a row in the text: UTF-8 sorts as its characters do."""
        wanted = word.encode("utf-8", "replace") + b"\t"
        rows, low, high = self._rows, 0, len(self._rows)
        while low < high:
            start = rows.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = rows.find(b"\n", start)
            end = len(rows) if end < 0 else end
            row = rows[start:end]
            if row.startswith(wanted):
                return row
            if row[: row.find(b"\t")] < wanted[:-1]:
                low = end + 1
            else:
                high = start
        return None
