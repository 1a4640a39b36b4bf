"""Hand the graph to rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tone.namespaces import PREFIXES

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Copy triples into a new rdflib graph with TONE's prefixes bound.

    Args:
        triples: the graph.

    Returns:
        A graph of the caller's own; changing it changes nothing else.
    """
    import rdflib

    def term(value: NamedNode | BlankNode | Literal | Triple) -> Node:
        if isinstance(value, NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, Literal):
            if value.language:
                return rdflib.Literal(value.value, lang=value.language)
            plain = value.datatype.value == PREFIXES["xsd"] + "string"
            return rdflib.Literal(value.value, datatype=None if plain else rdflib.URIRef(value.datatype.value))
        return rdflib.BNode(value.value) if isinstance(value, BlankNode) else rdflib.BNode()

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph
