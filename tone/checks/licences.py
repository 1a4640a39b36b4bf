"""Checks of the licences: of the sources that words come from, and of what is released."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import NamedNode

from tone.checks.facts import HEADER, shown
from tone.checks.registry import Subject, check
from tone.errors import DataError
from tone.licences import LICENCES
from tone.literature import OWN, citable
from tone.rdf.graph import LEXICON_GRAPH
from tone.rdf.reader import parse_file
from tone.rdf.terms import Dcterms
from tone.tables import read_bytes

LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
"""What all data of TONE are licensed under: CC BY 4.0."""


@check("K601")
def sources_are_allowed(subject: Subject) -> Iterator[str]:
    """Each source of the vocabulary is under a licence of the allow-list, which permits the use that is made of it."""
    for key, row in _sources(subject).items():
        licence, use = str(row.get("licence", "")), str(row.get("use", ""))
        allowed = LICENCES.get(licence)
        if allowed is None:
            yield f"{key}: {licence or 'no licence'}"
        elif use not in ("released", "evidence") or (use == "released" and allowed == "evidence"):
            yield f"{key}: to be {use!r}, but {licence} allows {allowed!r}"


@check("K602")
def words_may_be_released(subject: Subject) -> Iterator[str]:
    """Each entry rests on sources that are known, and that may be released.

    Sources are those of vocab/sources.toml and vocab/literature.tsv, and TONE itself.
    """
    sources = _sources(subject)
    if subject.folder is None or not sources:
        return
    kept = {key for key, row in sources.items() if row.get("use") != "released"}
    known = citable(subject.folder) - kept
    for entry in subject.knowledge.lexicon.entries:
        for source in entry.sources:
            if source not in known and source.partition(" ")[0] != OWN:
                yield f"{entry.form} ({entry.pos.value}): {source}"


@check("K603")
def graphs_are_licensed(subject: Subject) -> Iterator[str]:
    """Ontology and lexicon state their licence as an IRI, that of CC BY 4.0, and state no other."""
    for facts, node in ((subject.facts, HEADER), (subject.word_facts, LEXICON_GRAPH)):
        found = facts.values(node, Dcterms.license)
        if found != [LICENCE]:
            yield f"{shown(node)}: {', '.join(map(shown, found)) or 'none'}"


@check("K604")
def files_are_licensed(subject: Subject) -> Iterator[str]:
    """Each RDF file of ontology/ states its licence as an IRI."""
    folder = subject.folder.root / "ontology" if subject.folder is not None else None
    for path in sorted(folder.glob("*.ttl")) if folder is not None else ():
        if not any(t.predicate == Dcterms.license and t.object == LICENCE for t in parse_file(path)):
            yield f"ontology/{path.name}"


def _sources(subject: Subject) -> Mapping[str, Mapping[str, Any]]:
    if subject.folder is None or not subject.folder.sources.exists():
        return {}
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        found: dict[str, dict[str, Any]] = tomllib.loads(read_bytes(subject.folder.sources).decode("utf-8"))
    except ValueError as error:
        raise DataError(f"{subject.folder.sources} is no TOML: {error}") from error
    return found
