"""How findable and reusable the ontology is: the tests of FOOPS! that need no network.

FOOPS!: Garijo, Corcho & Poveda-Villalon (2021), "FOOPS!: An Ontology Pitfall Scanner for the FAIR Principles", ISWC
Posters and Demos. A check has the name of the test; those that ask the web are for after publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from tone.checks.facts import CLASS, HEADER, shown, term
from tone.checks.profile import PROPERTY_KINDS, RESERVED
from tone.checks.registry import Subject, check
from tone.errors import FormatError
from tone.namespaces import ONTOLOGY_IRI, TONE
from tone.rdf.terms import Owl, Rdfs, Skos
from tone.rdf.writer import serialise

PERMANENT = ("w3id.org", "doi.org", "purl.org", "purl.obolibrary.org", "linked.data.gov.au", "dbpedia.org", "perma.cc")
METADATA_VOCABULARIES = ("http://purl.org/dc/", "http://purl.org/vocab/vann/", "https://schema.org/")


@check("F01")
def it_parses(subject: Subject) -> Iterator[str]:
    """FOOPS! RDF1: the ontology can be read as Turtle and as RDF/XML."""
    for file_format in (RdfFormat.TURTLE, RdfFormat.RDF_XML):
        try:
            list(parse(serialise(subject.triples, file_format), format=file_format))
        except (FormatError, SyntaxError, ValueError) as error:
            yield f"{file_format.name}: {error}"


@check("F02")
def its_iri_is_of_the_web(subject: Subject) -> Iterator[str]:
    """FOOPS! HTTP1: the IRI of the ontology begins with http or https."""
    for header in subject.facts.instances(Owl.Ontology):
        if not isinstance(header, NamedNode) or not header.value.startswith(("http://", "https://")):
            yield shown(header)


@check("F03")
def its_iri_is_permanent(subject: Subject) -> Iterator[str]:
    """FOOPS! PURL1: the IRI of the ontology is one of a service for permanent IRIs, such as w3id.org."""
    for header in subject.facts.instances(Owl.Ontology):
        host = header.value.partition("://")[2].partition("/")[0]
        if not host.removeprefix("www.").endswith(PERMANENT):
            yield shown(header)


@check("F04")
def it_has_a_version(subject: Subject) -> Iterator[str]:
    """FOOPS! VER1: there is a version IRI, and it is not the IRI of the ontology."""
    found = subject.facts.nodes(HEADER, Owl.versionIRI)
    if not found or HEADER in found:
        yield f"{shown(HEADER)}: {', '.join(map(shown, found)) or 'no version IRI'}"


@check("F05")
def it_has_a_prefix(subject: Subject) -> Iterator[str]:
    """FOOPS! FIND1: there is a preferred namespace prefix."""
    yield from _missing(subject, "vann:preferredNamespacePrefix")


@check("F06")
def it_has_the_minimum(subject: Subject) -> Iterator[str]:
    """FOOPS! OM1: the header has title, description, licence, version IRI, creator and namespace."""
    yield from _missing(
        subject,
        *("dcterms:title", "dcterms:description", "dcterms:license", "owl:versionIRI", "dcterms:creator"),
        "vann:preferredNamespaceUri",
    )


@check("F07")
def it_has_what_is_recommended(subject: Subject) -> Iterator[str]:
    """FOOPS! OM2: the header has prefix, version, date of creation and citation."""
    yield from _missing(
        subject,
        *("vann:preferredNamespacePrefix", "owl:versionInfo", "dcterms:created", "dcterms:bibliographicCitation"),
    )


@check("F08")
def it_has_the_details(subject: Subject) -> Iterator[str]:
    """FOOPS! OM3: the header has DOI, publisher, logo, status, source, dates of issue and change."""
    yield from _missing(
        subject,
        *("bibo:doi", "dcterms:publisher", "foaf:logo", "bibo:status", "dcterms:source", "dcterms:issued"),
        "dcterms:modified",
    )


@check("F09")
def it_has_a_licence(subject: Subject) -> Iterator[str]:
    """FOOPS! OM4.1: the header has a licence, as an IRI."""
    if not any(isinstance(value, NamedNode) for value in subject.facts.values(HEADER, term("dcterms:license"))):
        yield f"{shown(HEADER)}: no licence that is an IRI"


@check("F10")
def its_makers_are_known(subject: Subject) -> Iterator[str]:
    """FOOPS! OM5.1: the header says who made it and when."""
    yield from _missing(subject, "dcterms:creator", "dcterms:created")


@check("F11")
def its_publisher_is_known(subject: Subject) -> Iterator[str]:
    """FOOPS! OM5.2: the header says who published it and when."""
    yield from _missing(subject, "dcterms:publisher", "dcterms:issued")


@check("F12")
def its_metadata_are_standard(subject: Subject) -> Iterator[str]:
    """FOOPS! VOC1: the metadata are of standard vocabularies; none of the header is a property of TONE's own."""
    used = [predicate.value for predicate in subject.facts.predicates(HEADER)]
    yield from (shown(NamedNode(iri)) for iri in used if iri.startswith(TONE))
    if not any(iri.startswith(METADATA_VOCABULARIES) for iri in used):
        yield f"{shown(HEADER)}: nothing of Dublin Core, VANN or schema.org"


@check("F13")
def it_reuses_terms(subject: Subject) -> Iterator[str]:
    """FOOPS! VOC2: the ontology imports others or uses their terms in its axioms."""
    facts = subject.facts
    ends = [
        value
        for name in ("rdfs:subClassOf", "rdfs:domain", "rdfs:range", "rdfs:subPropertyOf", "owl:imports")
        for _, value in facts.pairs(term(name))
    ]
    if not any(isinstance(end, NamedNode) and not end.value.startswith((TONE, *RESERVED)) for end in ends):
        yield shown(HEADER)


@check("F14")
def its_terms_have_labels(subject: Subject) -> Iterator[str]:
    """FOOPS! VOC3: each class and property has a label."""
    for node in subject.facts.own(CLASS, *PROPERTY_KINDS):
        if not subject.facts.values(node, Rdfs.label) and not subject.facts.values(node, Skos.prefLabel):
            yield shown(node)


@check("F15")
def its_terms_have_definitions(subject: Subject) -> Iterator[str]:
    """FOOPS! VOC4: each class and property has a comment or definition."""
    for node in subject.facts.own(CLASS, *PROPERTY_KINDS):
        texts = (*subject.facts.values(node, term("rdfs:comment")), *subject.facts.values(node, Skos.definition))
        if not any(isinstance(text, Literal) and text.value.strip() for text in texts):
            yield shown(node)


def _missing(subject: Subject, *names: str) -> Iterator[str]:
    for name in names:
        if not subject.facts.values(HEADER, term(name)):
            yield f"{ONTOLOGY_IRI}: no {name}"
