"""Mapping sets in SSSOM/TSV (Matentzoglu et al. 2022, Database): one file a scheme, kept by hand.

The subject of a row is a label of the scheme, the object a node of the tree. A label that has no home there is mapped
to ``sssom:NoTermFound``, by ``skos:mappingRelation``, the relation above all others, as none of them holds; the comment
says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path

from tone.errors import Problem, TableError
from tone.model import EmotionRecord
from tone.tables import EMOTIONS, FRACTION, NOTE, TEXT, Column, Table, choice, read_bytes

NO_TERM = "sssom:NoTermFound"
SUFFIX = ".sssom.tsv"
REQUIRED = ("mapping_set_id", "mapping_set_version", "mapping_set_title", "license", "subject_source", "object_source")
"""What the head of a set must say, beside its prefixes."""


class Predicate(str, Enum):
    """How a label relates to a node, in the terms of SKOS."""

    EXACT = "skos:exactMatch"
    CLOSE = "skos:closeMatch"
    NARROW = "skos:narrowMatch"
    """The node is narrower: the label covers it and more."""
    BROAD = "skos:broadMatch"
    """The node is broader: the label is a kind of it."""
    RELATED = "skos:relatedMatch"
    NONE = "skos:mappingRelation"
    """No node fits."""


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One row of a mapping set, in the terms of SSSOM.

    Attributes:
        subject_id: CURIE of the label.
        subject_label: the label as its scheme writes it.
        predicate_id: how it relates to the object.
        object_id: CURIE of the node, or `NO_TERM`.
        object_label: qualified label of the node, or "".
        mapping_justification: how the mapping is known, a CURIE of the semapv vocabulary.
        confidence: 0 to 1.
        comment: why, where it needs saying.
    """

    subject_id: str
    subject_label: str
    predicate_id: Predicate
    object_id: str
    object_label: str
    mapping_justification: str
    confidence: float
    comment: str = ""

    @property
    def node(self) -> str:
        """Local name of the node, or ""."""
        return self.object_id.removeprefix("tone:") if self.object_id != NO_TERM else ""


def _justification(cell: str) -> str:
    if not cell.startswith("semapv:") or cell == "semapv:":
        raise ValueError(f"{cell!r} is not a term of the semapv vocabulary, as semapv:ManualMappingCuration is")
    return cell


MAPPING_ROWS: Table[MappingRow] = Table(
    MappingRow,
    {
        "subject_id": TEXT,
        "subject_label": TEXT,
        "predicate_id": choice(Predicate),
        "object_id": TEXT,
        "object_label": NOTE,
        "mapping_justification": Column(_justification),
        "confidence": FRACTION,
        "comment": NOTE,
    },
    attrgetter("subject_label", "object_id"),
)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A mapping set.

    Attributes:
        name: name of the scheme: that of the file without its extensions.
        metadata: what the head of the file says, by the terms of SSSOM.
        prefixes: what the prefixes of its CURIEs stand for.
        rows: the mappings, in file order.
    """

    name: str
    metadata: Mapping[str, str]
    prefixes: Mapping[str, str]
    rows: tuple[MappingRow, ...]

    @property
    def title(self) -> str:
        """The scheme in a few words."""
        return self.metadata["mapping_set_title"]

    @property
    def source(self) -> str:
        """IRI of the scheme."""
        return self.metadata["subject_source"]

    def expand(self, curie: str) -> str:
        """Turn a CURIE of the set into an IRI."""
        prefix, _, name = curie.partition(":")
        return self.prefixes[prefix] + name


def names_of(folder: Path) -> tuple[str, ...]:
    """Give the names of the sets of a folder, sorted; none if there is no such folder."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}")))


def read_set(path: Path, emotions: Mapping[str, EmotionRecord]) -> MappingSet:
    """Read a mapping set.

    Args:
        path: the file.
        emotions: the nodes that may stand in it, by local name.

    Raises:
        TableError: it has faults: a head that lacks something, an unknown node, predicate or prefix, a confidence out
            of range, a mapping that stands twice, a label with and without a home; each with its row.
        DataError: it cannot be read.

    Example:
        >>> import tone
        >>> folder = tone.load().source.crosswalks
        >>> isear = read_set(folder / "isear.sssom.tsv", nodes_of(folder))
        >>> isear.rows[4].subject_label, isear.rows[4].predicate_id.value, isear.rows[4].object_id
        ('joy', 'skos:exactMatch', 'tone:Joy')
    """
    rows = MAPPING_ROWS.read(path, preamble="#")
    lines = read_bytes(path).decode("utf-8").split("\n")
    head = [line for line in lines if line.startswith("#")]
    metadata, prefixes = _head(head)
    problems = [Problem(0, name, "the head of the file does not say it") for name in REQUIRED if name not in metadata]
    problems += _faults(rows, len(head) + 2, prefixes, emotions)
    if problems:
        raise TableError(path, problems)
    return MappingSet(path.name.removesuffix(SUFFIX), metadata, prefixes, rows)


def nodes_of(folder: Path) -> dict[str, EmotionRecord]:
    """Give the nodes that the sets of a folder may name, by local name: those of the tree it is published with.

    Args:
        folder: ``ontology/mappings`` of a data folder.

    Raises:
        DataError: the data folder lacks its table of emotions, or that is at fault.
    """
    return {record.name: record for record in EMOTIONS.read(folder.parents[1] / "vocab" / "emotions.tsv")}


def _head(lines: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Read the part of YAML that heads of SSSOM files are written in: values, one mapping of prefixes, and lists."""
    metadata: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    section = ""
    for line in lines:
        text = line[1:].rstrip()
        key, _, cell = text.strip().partition(": ")
        value = json.loads(cell) if cell.startswith('"') and cell.endswith('"') and len(cell) > 1 else cell
        if not text[:1].strip():
            if section == "curie_map" and cell:
                prefixes[key] = value
            elif text.strip().startswith("- "):
                item = text.strip()[2:].strip('"')
                metadata[section] = f"{metadata[section]}|{item}" if metadata.get(section) else item
        elif cell:
            metadata[key] = value
        else:
            section = text.removesuffix(":")
    return metadata, prefixes


def _faults(
    rows: tuple[MappingRow, ...], first: int, prefixes: Mapping[str, str], emotions: Mapping[str, EmotionRecord]
) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    homeless = {row.subject_id for row in rows if row.object_id == NO_TERM}
    for number, row in enumerate(rows, start=first):
        for column, curie in (("subject_id", row.subject_id), ("object_id", row.object_id)):
            if curie.partition(":")[0] not in prefixes:
                known = ", ".join(prefixes) or "none"
                yield Problem(number, column, f"{curie!r} has a prefix that curie_map lacks; it has {known}")
        before = seen.setdefault((row.subject_id, row.object_id), number)
        if before != number:
            yield Problem(number, "object_id", f"{row.subject_id} to {row.object_id} stands in row {before} already")
        if row.object_id == NO_TERM:
            if row.predicate_id is not Predicate.NONE:
                yield Problem(number, "predicate_id", f"{NO_TERM} takes {Predicate.NONE.value}")
            if not row.comment:
                yield Problem(number, "comment", f"{row.subject_label!r} has no home: say why")
            continue
        yield from _object_faults(number, row, emotions)
        if row.subject_id in homeless:
            yield Problem(number, "subject_id", f"{row.subject_id} is mapped to {NO_TERM} too; leave one of them out")


def _object_faults(number: int, row: MappingRow, emotions: Mapping[str, EmotionRecord]) -> Iterator[Problem]:
    record = emotions.get(row.node) if row.object_id.startswith("tone:") else None
    if record is None:
        yield Problem(number, "object_id", f"no emotion is called {row.object_id!r}; expected tone:Joy or the like")
    elif row.object_label not in (record.label, f"{record.label} ({record.tier.name.lower()})"):
        yield Problem(number, "object_label", f"{row.object_label!r} is not the label of {row.object_id}")
    if row.predicate_id is Predicate.NONE:
        yield Problem(number, "predicate_id", f"{Predicate.NONE.value} is for {NO_TERM}; say how {row.object_id} fits")
