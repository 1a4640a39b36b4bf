"""Which emotion a label of a public set means: facts, in ``vocab/mappings.tsv``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path

from tone.crosswalk.crosswalk import NEUTRAL_LABELS
from tone.errors import DataError
from tone.tables import LIST, NOTE, TEXT, Table, choice
from tone.taxonomy import Taxonomy

ANY_SET = "any"
"""The set of labels that mean the same wherever they stand."""


class Match(str, Enum):
    """How well a label fits an emotion of the tree."""

    EXACT = "exact"
    APPROXIMATE = "approx"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """One row of ``vocab/mappings.tsv``.

    Attributes:
        set: name of the labelled set, or `ANY_SET`.
        label: the label as the set writes it.
        emotion: key of the emotion it means, as deep as it goes; "" if the tree has no home for it.
        match: how well it fits.
        also_accept: keys of further primary emotions that the lenient score counts.
        note: why, where it needs saying.
    """

    set: str
    label: str
    emotion: str
    match: Match
    also_accept: tuple[str, ...] = ()
    note: str = ""

    @property
    def primary(self) -> str:
        """Key of the primary emotion, or ""."""
        return self.emotion.partition("/")[0]

    @property
    def neutral(self) -> bool:
        """Whether the label says that the text speaks of no emotion."""
        return self.label in NEUTRAL_LABELS

    def node(self, tier: int) -> str:
        """Give the key of the emotion's ancestor, or itself, at a tier; "" if it does not go so deep."""
        parts = self.emotion.split("/")
        return "/".join(parts[:tier]) if len(parts) >= tier else ""


MAPPINGS: Table[LabelMapping] = Table(
    LabelMapping,
    {"set": TEXT, "label": TEXT, "emotion": NOTE, "match": choice(Match), "also_accept": LIST, "note": NOTE},
    attrgetter("set", "label"),
)


class LabelMappings:
    """The mappings of all sets.

    Args:
        rows: one a set and label.
        taxonomy: the tree that they point into.

    Raises:
        DataError: a row names an emotion that the tree lacks, or says exact or approx without one.
    """

    def __init__(self, rows: Iterable[LabelMapping], taxonomy: Taxonomy) -> None:
        self._by_set: dict[str, dict[str, LabelMapping]] = {}
        for row in rows:
            unknown = [key for key in (row.emotion, *row.also_accept) if key and key not in taxonomy.records]
            if unknown or (row.match is Match.NONE) is bool(row.emotion):
                fault = f"no emotion {unknown[0]!r}" if unknown else f"match {row.match.value} with {row.emotion!r}"
                raise DataError(f"mapping of {row.set}, label {row.label!r}: {fault}; correct the table of mappings")
            self._by_set.setdefault(row.set, {})[row.label] = row

    @classmethod
    def read(cls, path: Path, taxonomy: Taxonomy, *, also: Path | None = None) -> LabelMappings:
        """Read the table, and perhaps a user's own whose rows come first.

        Raises:
            TableError: a table is at fault.
            DataError: it cannot be read, or a row names an emotion that the tree lacks.
        """
        return cls((*MAPPINGS.read(path), *(MAPPINGS.read(also) if also else ())), taxonomy)

    @property
    def sets(self) -> tuple[str, ...]:
        """Names of the sets with mappings of their own."""
        return tuple(name for name in self._by_set if name != ANY_SET)

    def of(self, name: str) -> dict[str, LabelMapping]:
        """Give the mappings of a set by label.

        A set without mappings of its own gets every label that means the same in all sets that have it.

        Args:
            name: name of the set.
        """
        own = self._by_set.get(name)
        if own is not None:
            return own
        shared: dict[str, LabelMapping | None] = {}
        for by_label in self._by_set.values():
            for label, row in by_label.items():
                other = shared.setdefault(label, row)
                if other is None or (other.emotion, other.match) != (row.emotion, row.match):
                    shared[label] = None
        return {label: row for label, row in shared.items() if row is not None}
