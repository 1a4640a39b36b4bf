"""Checks of the graph, its schema, and the released files."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode, Triple

from tone.checks.registry import Subject, check
from tone.namespaces import ONTOLOGY_IRI, PREFIXES, TONE, compact, expand
from tone.rdf.reader import read_tables
from tone.rdf.terms import Owl, Rdf, Rdfs

_HEADER = (
    *("dcterms:title", "dcterms:description", "dcterms:creator", "dcterms:license", "dcterms:created"),
    *("dcterms:modified", "dcterms:issued", "dcterms:publisher", "dcterms:bibliographicCitation", "dcterms:source"),
    *("owl:versionIRI", "owl:versionInfo", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri"),
)
_OBJECT_PROPERTY = NamedNode(expand("owl:ObjectProperty"))


@check("G401")
def header_is_complete(subject: Subject) -> Iterator[str]:
    """The header has each of the metadata that a published ontology needs."""
    stated = {compact(t.predicate.value) for t in subject.triples if _iri(t) == ONTOLOGY_IRI}
    yield from (name for name in _HEADER if name not in stated)


@check("G402")
def version_differs_from_identity(subject: Subject) -> Iterator[str]:
    """The version IRI is the ontology's IRI followed by the version."""
    stated = {t.predicate: t.object for t in subject.triples if _iri(t) == ONTOLOGY_IRI}
    version, iri = stated.get(Owl.versionInfo), stated.get(Owl.versionIRI)
    if version is None or iri is None or str(iri) != f"<{ONTOLOGY_IRI}/{getattr(version, 'value', '')}>":
        yield f"{iri} with version {version}"


@check("G403")
def terms_are_documented(subject: Subject) -> Iterator[str]:
    """Each class and property of TONE has a label, a comment or definition, and says where it is defined."""
    described: dict[str, set[str]] = {}
    for triple in subject.triples:
        if _iri(triple).startswith(TONE):
            described.setdefault(_iri(triple), set()).add(compact(triple.predicate.value))
    for iri, predicates in sorted(described.items()):
        texts = predicates & {"rdfs:comment", "skos:definition", "tone:linkKind"}  # a link's kind says what it is
        if not {"rdfs:label", "rdfs:isDefinedBy"} <= predicates or not texts:
            yield compact(iri)


@check("G404")
def object_properties_have_domain_and_range(subject: Subject) -> Iterator[str]:
    """Each object property of TONE has one domain and one range."""
    for triple in subject.triples:
        if triple.predicate == Rdf.type and triple.object == _OBJECT_PROPERTY and _iri(triple).startswith(TONE):
            for name in ("rdfs:domain", "rdfs:range"):
                if _count(subject, triple.subject, NamedNode(expand(name))) != 1:
                    yield f"{compact(_iri(triple))} {name}"


@check("G405")
def terms_are_declared(subject: Subject) -> Iterator[str]:
    """Each property that is used, outside RDF and OWL themselves, is declared, as OWL 2 DL wants it."""
    declared = {_iri(t) for t in subject.triples if t.predicate == Rdf.type}
    built_in = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
    used = {t.predicate.value for t in subject.triples}
    yield from sorted(compact(iri) for iri in used - declared if not iri.startswith(built_in))


@check("G406")
def labels_are_unique(subject: Subject) -> Iterator[str]:
    """No two things of TONE have the same rdfs:label, in any case, and nothing has two."""
    holders: dict[str, str] = {}
    labelled: set[str] = set()
    for triple in sorted(subject.triples, key=str):
        iri = _iri(triple)
        if triple.predicate == Rdfs.label and iri.startswith(TONE):
            if iri in labelled:
                yield f"{compact(iri)} has two labels"
            labelled.add(iri)
            holder = holders.setdefault(str(triple.object).casefold(), iri)
            if holder != iri:
                yield f"{compact(holder)} and {compact(iri)}: {triple.object}"


@check("G407")
def tables_and_graph_agree(subject: Subject) -> Iterator[str]:
    """The rows read back from the graph are those of the tables."""
    read = read_tables(subject.triples, "the graph")
    taxonomy = subject.knowledge.taxonomy
    differing = set(read.emotions) ^ set(taxonomy.records.values())
    yield from sorted({record.key for record in differing})
    yield from sorted(
        {f"{link.kind.value} {link.object}" for link in set(read.links) ^ set(subject.knowledge.link_index.links)}
    )


@check("R501")
def release_is_fresh(subject: Subject) -> Iterator[str]:
    """Each file that the manifest names is there, with the checksum that the manifest states."""
    if subject.folder is None or not subject.folder.manifest.exists():
        return
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    stated: dict[str, Any] = tomllib.loads(subject.folder.manifest.read_text(encoding="utf-8"))
    for part in ("inputs", "outputs"):
        for name, digest in stated["sha256"][part].items():
            path = subject.folder.root / name
            if not path.exists():
                yield f"{name} is missing"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"{name} is not the file that was released; run tone build ontology"


def _iri(triple: Triple) -> str:
    return str(getattr(triple.subject, "value", ""))


def _count(subject: Subject, node: object, predicate: NamedNode) -> int:
    return sum(1 for triple in subject.triples if triple.subject == node and triple.predicate == predicate)
