"""Crosswalks as triples, in a graph of their own: SKOS mapping relations, never ``owl:sameAs``.

The labels of other schemes get their name, their scheme and, where they have no home, a note that says why. They are
not made concepts of TONE, so that questions about its own are answered as before. Confidences are in the mapping sets,
which SSSOM's own tools turn into RDF whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from tone.crosswalk.crosswalk import Crosswalk
from tone.crosswalk.sssom import Predicate
from tone.namespaces import MAPPINGS_IRI, TONE, expand
from tone.rdf.terms import Dcterms, Rdf, Rdfs, Skos

MAPPING_GRAPH = NamedNode(MAPPINGS_IRI)

_PROPERTIES = {predicate: NamedNode(expand(predicate.value)) for predicate in Predicate}


def mapping_triples(crosswalk: Crosswalk) -> Iterator[Triple]:
    """Give the triples of a crosswalk.

    Args:
        crosswalk: the crosswalk; mappings to nodes that its knowledge base lacks are left out.
    """
    mappings = crosswalk.mappings
    scheme = NamedNode(mappings.metadata["mapping_set_id"])
    yield Triple(scheme, Rdf.type, Skos.ConceptScheme)
    yield Triple(scheme, Dcterms.title, Literal(mappings.title, language="en"))
    yield Triple(scheme, Dcterms.source, NamedNode(mappings.source))
    held = {match.emotion.name for match in crosswalk}
    for row in mappings.rows:
        label = NamedNode(mappings.expand(row.subject_id))
        yield Triple(label, Rdfs.label, Literal(row.subject_label, language="en"))
        yield Triple(label, Skos.inScheme, scheme)
        if row.node in held:
            yield Triple(label, _PROPERTIES[row.predicate_id], NamedNode(TONE + row.node))
    for row in mappings.rows:
        if not row.node:
            yield Triple(NamedNode(mappings.expand(row.subject_id)), Skos.note, Literal(row.comment, language="en"))
