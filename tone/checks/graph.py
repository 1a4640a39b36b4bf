"""Checks of the graph and its schema."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, parse

from tone.checks.facts import HEADER, OBJECT_PROPERTY, is_own, shown, term
from tone.checks.registry import Subject, check
from tone.errors import FormatError
from tone.namespaces import ONTOLOGY_IRI, PREFIXES, compact
from tone.rdf.reader import read_tables
from tone.rdf.terms import Owl, Rdf, Rdfs
from tone.rdf.writer import FORMATS, serialise

_HEADER = (
    *("dcterms:title", "dcterms:description", "dcterms:creator", "dcterms:license", "dcterms:created"),
    *("dcterms:modified", "dcterms:issued", "dcterms:publisher", "dcterms:bibliographicCitation", "dcterms:source"),
    *("owl:versionIRI", "owl:versionInfo", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri"),
)


@check("G401")
def header_is_complete(subject: Subject) -> Iterator[str]:
    """The header has each of the metadata that a published ontology needs."""
    yield from (name for name in _HEADER if not subject.facts.values(HEADER, term(name)))


@check("G402")
def version_differs_from_identity(subject: Subject) -> Iterator[str]:
    """The version IRI is the ontology's IRI followed by the version."""
    version = subject.facts.texts(HEADER, Owl.versionInfo)
    iri = [shown(node) for node in subject.facts.nodes(HEADER, Owl.versionIRI)]
    if len(version) != 1 or iri != [f"{ONTOLOGY_IRI}/{version[0]}"]:
        yield f"{', '.join(iri) or 'no version IRI'} with version {', '.join(version) or 'none'}"


@check("G403")
def terms_are_documented(subject: Subject) -> Iterator[str]:
    """Each class and property of TONE has a label, a comment or definition, and says where it is defined."""
    for node in subject.facts.subjects():
        stated = {compact(predicate.value) for predicate in subject.facts.predicates(node)}
        texts = stated & {"rdfs:comment", "skos:definition", "tone:linkKind"}  # a link's kind says what it is
        if is_own(node) and (not {"rdfs:label", "rdfs:isDefinedBy"} <= stated or not texts):
            yield shown(node)


@check("G404")
def object_properties_have_domain_and_range(subject: Subject) -> Iterator[str]:
    """Each object property of TONE has one domain and one range."""
    for node in subject.facts.own(OBJECT_PROPERTY):
        for name in ("rdfs:domain", "rdfs:range"):
            if len(subject.facts.values(node, term(name))) != 1:
                yield f"{shown(node)} {name}"


@check("G405")
def terms_are_declared(subject: Subject) -> Iterator[str]:
    """Each property that is used, outside RDF and OWL themselves, is declared, as OWL 2 DL wants it."""
    built_in = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
    for predicate in subject.facts.used_predicates():
        if not predicate.value.startswith(built_in) and not subject.facts.values(predicate, Rdf.type):
            yield shown(predicate)


@check("G406")
def labels_are_unique(subject: Subject) -> Iterator[str]:
    """No two things of TONE have the same rdfs:label, in any case, and nothing has two."""
    holders: dict[str, object] = {}
    labelled: set[object] = set()
    for node, label in sorted(subject.facts.pairs(Rdfs.label), key=str):
        if not is_own(node):
            continue
        if node in labelled:
            yield f"{shown(node)} has two labels"
        labelled.add(node)
        holder = holders.setdefault(str(label).casefold(), node)
        if holder != node:
            yield f"{shown(holder)} and {shown(node)}: {label}"


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


@check("G408")
def formats_agree(subject: Subject) -> Iterator[str]:
    """The graph can be written as Turtle, RDF/XML, JSON-LD and N-Triples, and each says the same when read again."""
    for name, file_format in FORMATS.items():
        try:
            read = {quad.triple for quad in parse(serialise(subject.triples, file_format), format=file_format)}
        except (FormatError, SyntaxError, ValueError) as error:
            yield f"{name}: {error}"
            continue
        if read != subject.triples:
            yield f"{name}: {len(read ^ subject.triples)} triples differ"


@check("G409")
def nothing_unknown_is_of_tone(subject: Subject) -> Iterator[str]:
    """Each IRI of TONE that the graph refers to is described in it."""
    for triple in sorted(subject.triples, key=str):
        for node in (triple.predicate, triple.object):
            if isinstance(node, NamedNode) and is_own(node) and not subject.facts.predicates(node):
                yield f"{shown(node)} in {shown(triple.subject)} {shown(triple.predicate)}"
