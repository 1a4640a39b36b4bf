"""Affinities: weights between common words and emotions that encoders induced and no person has reviewed.

They speak for words that no source lists. They are kept apart from the lexicon, and nothing that is looked up there
ever comes from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tone.tables import TEXT, Column, Table


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

    Args:
        path: the table; it is read whole, and a row is parsed when its word is first asked for.

    Raises:
        TableError: the table is at fault.
        DataError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._rows = {row.form: row.weights for row in AFFINITIES.read(path)}

    def __len__(self) -> int:
        """Give the number of words."""
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words, in alphabetical order."""
        return iter(self._rows)

    def of(self, word: str) -> dict[str, float]:
        """Give the weights of a word, by key of emotion, the strongest first; none if it is unknown.

        Args:
            word: a word in any case.

        Returns:
            Weights above 0 and up to 1. They are relative: what they add up to differs from word to word.
        """
        cell = self._rows.get(word.lower(), "")
        pairs = (part.rpartition("=") for part in cell.split("|") if part)
        return {key: float(weight) for key, _, weight in pairs}
