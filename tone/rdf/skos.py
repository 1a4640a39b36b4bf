"""The SKOS view: the concept scheme alone, for thesaurus tools that know no OWL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from tone.namespaces import PREFIXES
from tone.rdf.graph import ONTOLOGY
from tone.rdf.terms import Owl, Rdf, Rdfs, Skos, Tone

_KEPT = (PREFIXES["skos"], PREFIXES["dcterms"])


def skos_view(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Keep what SKOS and Dublin Core say of the scheme and its concepts.

    Args:
        triples: the ontology.

    Yields:
        Concepts and scheme with SKOS and Dublin Core properties; the ontology's metadata go to the scheme.
    """
    triples = list(triples)
    concepts = {triple.subject for triple in triples if triple.object == Skos.Concept and triple.predicate == Rdf.type}
    for triple in triples:
        subject, predicate, target = triple.subject, triple.predicate, triple.object
        kept = predicate.value.startswith(_KEPT)
        if subject in concepts:
            typed = predicate == Rdf.type and target == Skos.Concept
            if kept or typed or predicate == Owl.deprecated:
                yield triple
        elif subject == Tone.Scheme and (kept or predicate in (Rdf.type, Rdfs.label)):
            yield triple
        elif subject == ONTOLOGY and (kept or predicate == Owl.versionInfo):
            yield Triple(NamedNode(Tone.Scheme.value), predicate, target)
