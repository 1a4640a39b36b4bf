"""Checks of the mapping sets in ``ontology/mappings/``.

SSSOM: Matentzoglu et al. (2022), "A Simple Standard for Sharing Ontological Mappings", Database 2022, baac035.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tone.checks.registry import Subject, check
from tone.tables import FIRST_ROW, read_bytes

COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
METADATA = ("mapping_set_id", "license")
PREDICATES = frozenset(
    f"skos:{name}" for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)
NOTHING = "sssom:NoTermFound"
"""What stands where a label has no counterpart."""


@dataclass(frozen=True, slots=True)
class _Mapping:
    place: str
    cells: dict[str, str]

    @property
    def ends(self) -> tuple[str, str]:
        return self.cells["subject_id"], self.cells["object_id"]


@check("M901")
def mapping_sets_are_whole(subject: Subject) -> Iterator[str]:
    """Each mapping set names itself and its licence, and has the columns that SSSOM requires, filled in."""
    for name, metadata, rows in _sets(subject):
        yield from (f"{name}: no {key}" for key in METADATA if not metadata.get(key))
        for row in rows:
            yield from (f"{row.place}: no {column}" for column in COLUMNS if not row.cells.get(column))


@check("M902")
def mapped_emotions_exist(subject: Subject) -> Iterator[str]:
    """Each emotion of TONE that a mapping names exists and is in use."""
    names = {
        f"tone:{record.name}"
        for record in subject.knowledge.taxonomy.records.values()
        if record.status.value == "accepted"
    }
    for _, _, rows in _sets(subject):
        for row in rows:
            yield from (
                f"{row.place}: {end}"
                for end in (row.cells.get("subject_id", ""), row.cells.get("object_id", ""))
                if end.startswith("tone:") and end not in names
            )


@check("M903")
def mappings_never_identify(subject: Subject) -> Iterator[str]:
    """Each mapping is a match of SKOS, justified by semapv; never owl:sameAs, and one without a term says no match.

    Schemes of different theories have no identical nodes, so that identity between them would be false.
    """
    for _, _, rows in _sets(subject):
        for row in rows:
            predicate, justification = row.cells.get("predicate_id", ""), row.cells.get("mapping_justification", "")
            unmatched = NOTHING in (row.cells.get("subject_id"), row.cells.get("object_id"))
            if predicate not in PREDICATES and not (unmatched and predicate == "skos:mappingRelation"):
                yield f"{row.place}: {predicate or 'no predicate'}"
            if not justification.startswith("semapv:"):
                yield f"{row.place}: {justification or 'no justification'}"


@check("M904")
def mappings_stand_once(subject: Subject) -> Iterator[str]:
    """No mapping set relates the same two terms twice."""
    for _, _, rows in _sets(subject):
        seen: set[tuple[str, str]] = set()
        for row in rows:
            if set(COLUMNS) <= set(row.cells):
                if row.ends in seen:
                    yield f"{row.place}: {' '.join(row.ends)}"
                seen.add(row.ends)


def _sets(subject: Subject) -> Iterator[tuple[str, dict[str, str], list[_Mapping]]]:
    """Give name, metadata and rows of each mapping set; of metadata, what stands on one line."""
    if subject.folder is None:
        return
    for path in sorted((subject.folder.root / "ontology" / "mappings").glob("*.sssom.tsv")):
        lines = read_bytes(path).decode("utf-8", "replace").splitlines()
        head = [line[1:] for line in lines if line.startswith("#")]
        metadata = {
            key: value.strip().strip('"')
            for key, colon, value in (line.partition(":") for line in head)
            if colon and key.strip() == key
        }
        table = [(at, line.split("\t")) for at, line in enumerate(lines, 1) if not line.startswith("#")]
        name = f"ontology/mappings/{path.name}"
        rows = [
            _Mapping(f"{name} row {at}", dict(zip(table[0][1], cells, strict=False)))
            for at, cells in table[FIRST_ROW - 1 :]
        ]
        yield name, metadata, rows
