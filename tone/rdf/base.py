"""A whole knowledge base as triples, and as an engine that answers SPARQL over them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, Triple

from tone.crosswalk.crosswalk import Crosswalk
from tone.emotion import Knowledge
from tone.rdf.graph import LEXICON_GRAPH, ONTOLOGY, emotion_triples, lexicon_triples, link_triples
from tone.rdf.mappings import MAPPING_GRAPH, mapping_triples
from tone.rdf.sparql import SparqlEngine


def base_triples(knowledge: Knowledge, schema: Iterable[Triple], *, lexicon: bool) -> set[Triple]:
    """Join schema, emotions and links, and the words if wanted.

    Args:
        knowledge: emotions, links and words.
        schema: the triples that no row gives.
        lexicon: whether the words are wanted.
    """
    found = set(schema)
    found.update(emotion_triples(knowledge.taxonomy))
    found.update(link_triples(knowledge.link_index.links, knowledge.taxonomy))
    if lexicon:
        found.update(lexicon_triples(knowledge.lexicon.entries, knowledge.taxonomy))
    return found


def engine_of(knowledge: Knowledge, schema: Iterable[Triple], crosswalks: Iterable[Crosswalk] = ()) -> SparqlEngine:
    """Load a knowledge base into an engine: the ontology in one graph, the words in another, mappings in a third.

    Args:
        knowledge: emotions, links and words.
        schema: the triples that no row gives.
        crosswalks: what is known of other schemes' labels.
    """
    graphs = (
        (ONTOLOGY, base_triples(knowledge, schema, lexicon=False)),
        (LEXICON_GRAPH, set(lexicon_triples(knowledge.lexicon.entries, knowledge.taxonomy))),
        (MAPPING_GRAPH, {triple for crosswalk in crosswalks for triple in mapping_triples(crosswalk)}),
    )
    return SparqlEngine(Quad(t.subject, t.predicate, t.object, graph) for graph, triples in graphs for t in triples)
