"""Checks of the named queries, which ask the questions that the ontology must answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from pyoxigraph import NamedNode, Quad, Triple

from tone.checks.registry import Subject, check
from tone.crosswalk.crosswalk import Crosswalks
from tone.errors import DataError, TableError, ToneError
from tone.namespaces import TONE
from tone.rdf.graph import LEXICON_GRAPH, ONTOLOGY
from tone.rdf.mappings import MAPPING_GRAPH, mapping_triples
from tone.rdf.queries import NamedQuery, QueryCatalogue
from tone.rdf.results import QueryResult
from tone.rdf.sparql import SparqlEngine


@check("Q101")
def queries_are_documented(subject: Subject) -> Iterator[str]:
    """Each named query has a title, a purpose, and an example for each of its parameters."""
    catalogue = _catalogue(subject)
    for name in catalogue:
        try:
            catalogue[name]
        except DataError as error:
            yield f"queries/{name}.rq: {error}"


@check("Q102")
def queries_have_answers(subject: Subject) -> Iterator[str]:
    """Each named query runs, and its example has an answer.

    The answers themselves are compared with the expected rows of tests/data/golden.
    """
    catalogue = _catalogue(subject)
    if not catalogue:
        return
    mapped = list(_mapped(subject))
    graphs = ((ONTOLOGY, subject.triples), (LEXICON_GRAPH, subject.words), (MAPPING_GRAPH, mapped))
    engine = SparqlEngine(Quad(t.subject, t.predicate, t.object, graph) for graph, triples in graphs for t in triples)
    for name in catalogue:
        try:
            query = catalogue[name]
        except DataError:
            continue  # that is Q101's
        try:
            answer = engine.query(query.bind(query.example, lambda key: NamedNode(TONE + subject.knowledge[key].name)))
        except ToneError as error:
            yield f"queries/{name}.rq: {error}"
            continue
        if not isinstance(answer, QueryResult) or not len(answer):
            yield f"queries/{name}.rq: the example has no answer"


def _mapped(subject: Subject) -> Iterator[Triple]:
    """Give the mappings as triples; faulty sets are the business of family M."""
    if subject.folder is None:
        return
    crosswalks = Crosswalks(subject.folder.crosswalks, subject.knowledge)
    for name in crosswalks.names:
        with suppress(TableError):
            yield from mapping_triples(crosswalks[name])


def _catalogue(subject: Subject) -> Mapping[str, NamedQuery]:
    """Give the queries of the folder itself: the examples of others may not be of its emotions."""
    return QueryCatalogue(subject.folder.queries) if subject.folder is not None else {}
