"""Hand the graph to owlready2, in a world of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from pyoxigraph import RdfFormat, Triple

from tone.errors import MissingExtraError, OntologyFileError
from tone.namespaces import ONTOLOGY_IRI
from tone.rdf.writer import serialise


def to_owlready(triples: Iterable[Triple]) -> Any:
    """Load triples into a new owlready2 world.

    owlready2 keeps one global world; a world of our own leaves it, and other callers, alone. It shows a punned emotion
    as a class; as an individual it is found through ``ontology.world.sparql``.

    Args:
        triples: the graph, with an ontology header.

    Returns:
        The `owlready2.Ontology`.

    Raises:
        MissingExtraError: owlready2 is not installed.
        OntologyFileError: owlready2 refuses the graph.
    """
    try:
        import owlready2
    except ImportError as error:
        raise MissingExtraError("owlready2", "reason", "an owlready2 ontology") from error
    world = owlready2.World()
    ontology = world.get_ontology(f"{ONTOLOGY_IRI}#")
    try:
        # not RDF/XML: owlready2's reader of that drops the slash at the end of an IRI, as the licence's has one
        ontology.load(fileobj=io.BytesIO(serialise(triples, RdfFormat.N_TRIPLES)), format="ntriples")
    except owlready2.OwlReadyOntologyParsingError as error:
        raise OntologyFileError(f"owlready2 cannot read the ontology: {error}") from error
    return ontology
