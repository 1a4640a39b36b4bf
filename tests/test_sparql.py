"""SPARQL: answers as Python values, and refusals that say where and what to do."""

from __future__ import annotations

import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.errors import QueryError, QueryTimeoutError
from tone.rdf.results import IRI, GraphResult, QueryResult
from tone.rdf.sparql import check_query


def test_rows_are_typed_and_turn_into_dicts_and_tuples(kb: tone.KnowledgeBase) -> None:
    rows = kb.sparql(
        """SELECT ?e ?tier ?made ?none WHERE { ?e skos:notation "joy" ; tone:tier ?tier .
           <https://w3id.org/tone> dcterms:created ?made OPTIONAL { ?e tone:nothing ?none } }"""
    )
    assert isinstance(rows, QueryResult)
    [row] = rows
    assert (row.e, row.e.curie, row.tier, row["none"]) == (IRI("https://w3id.org/tone#Joy"), "tone:Joy", 1, None)
    assert row.made == datetime.date(2026, 11, 21)
    assert tuple(row) == rows.to_tuples()[0]
    assert row.as_dict() == rows.to_dicts()[0]
    assert list(row.as_dict()) == ["e", "tier", "made", "none"]
    assert pickle.loads(pickle.dumps(rows)) == rows
    with pytest.raises(KeyError, match="columns are e, tier, made, none"):
        row["nope"]
    with pytest.raises(AttributeError):
        row.nope  # noqa: B018
    assert "<td>tone:Joy</td>" in rows._repr_html_()
    assert repr(rows) == "QueryResult(1 rows of e, tier, made, none)"


def test_rows_turn_into_a_data_frame(kb: tone.KnowledgeBase) -> None:
    pytest.importorskip("pandas", reason="pandas comes with the extra 'tables'")
    frame = kb.query("counts_per_branch").to_pandas()
    assert list(frame.columns) == ["key", "secondary", "tertiary", "all"]
    assert frame["all"].sum() == 144


def test_numbers_and_ill_typed_literals(kb: tone.KnowledgeBase) -> None:
    rows = kb.sparql('SELECT (1.5 AS ?a) (2e0 AS ?b) (true AS ?c) ("x"^^xsd:integer AS ?d) ("y"@en AS ?f) WHERE { }')
    assert rows.to_tuples() == [(1.5, 2.0, True, "x", "y")]  # type: ignore[union-attr]


def test_ask_construct_and_describe(kb: tone.KnowledgeBase) -> None:
    assert kb.sparql("ASK { tone:Joy a tone:PrimaryEmotion }") is True
    assert kb.sparql("ASK { tone:Joy a tone:TertiaryEmotion }") is False
    graph = kb.sparql("CONSTRUCT WHERE { tone:Joy skos:narrower ?e }")
    assert isinstance(graph, GraphResult)
    assert len(graph) == len(list(graph)) == len(graph.to_rdflib()) == 7
    assert graph.to_turtle().count("tone:Joy skos:narrower") == 1
    assert len(kb.sparql("DESCRIBE tone:Joy")) > 10  # type: ignore[arg-type]


@pytest.mark.parametrize("timeout", [None, 20.0])
@pytest.mark.parametrize(
    ("query", "line", "message"),
    [
        ("SELECT ?x WHERE {\n ?x ?y }}", 2, "malformed SPARQL at line 2"),
        ("", 1, "malformed SPARQL"),
        ("INSERT DATA { <a:a> <a:b> 1 }", 1, "INSERT is an update"),
        ("PREFIX a: <a:>\n# delete\nDELETE WHERE { ?s ?p ?o }", 3, "DELETE is an update"),
        ("CLEAR ALL", 1, "CLEAR is an update"),
        ("SELECT * WHERE {\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 2, "allow_service=True"),
        ("SELECT * WHERE { service silent ?s { ?s ?p ?o } }", 1, "allow_service=True"),
        ("SELECT * WHERE { ?s ?p '''it's''' . SERVICE<http://x/> {} }", 1, "allow_service=True"),
        ("SELECT ?x WHERE { ?x nope:y ?z }", 1, "malformed SPARQL"),
    ],
)
def test_refusals_name_the_line(
    kb: tone.KnowledgeBase, query: str, line: int, message: str, timeout: float | None
) -> None:
    with pytest.raises(QueryError, match=message.replace("(", r"\(")) as caught:
        kb.sparql(query, timeout=timeout)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service ?insert ?delete } # SERVICE",
        'SELECT * WHERE { ?s rdfs:label \'INSERT \\\' SERVICE\' , """a " DELETE""" }',
        "SELECT * WHERE { ?s <http://x/SERVICE> ?o ; tone:SERVICE ?p }",
        "SELECT * WHERE { ?s rdfs:label 'x'@service }",
    ],
)
def test_words_that_only_look_like_keywords_are_let_through(kb: tone.KnowledgeBase, query: str) -> None:
    check_query(query)
    assert isinstance(kb.sparql(query), QueryResult)


def test_service_may_be_allowed(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(QueryError, match="cannot be answered"):  # no one listens there, and the query says so
        kb.sparql("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", allow_service=True)


ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_time_limit_stops_the_query(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(QueryTimeoutError, match="did not end within 1 s") as caught:
        kb.sparql(ENDLESS, timeout=1)
    assert isinstance(caught.value, TimeoutError)
    with pytest.raises(QueryError, match="no limit"):
        kb.sparql("ASK { }", timeout=0)


def test_within_the_limit_the_answer_is_the_same(kb: tone.KnowledgeBase) -> None:
    for query in ("SELECT ?e WHERE { ?e a tone:PrimaryEmotion } ORDER BY ?e", "ASK { }", "DESCRIBE tone:Joy"):
        assert kb.sparql(query, timeout=60) == kb.sparql(query)
    assert kb.query("descendants", timeout=60, emotion="joy") == kb.query("descendants", emotion="joy")


def test_the_base_is_as_it_was_after_any_query(kb: tone.KnowledgeBase) -> None:
    before = kb.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    for query in ("DROP ALL", "LOAD <http://127.0.0.1:9/>", "CREATE GRAPH <a:b>"):
        with pytest.raises(QueryError, match="is an update"):
            kb.sparql(query)
    assert kb.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }") == before


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_text_parameters_arrive_as_they_are(kb: tone.KnowledgeBase, text: str) -> None:
    bound = kb.queries["definition_search"].bind({"text": text}, lambda _: None)  # type: ignore[arg-type,return-value]
    probe = bound[: bound.index("  ?emotion")].replace("SELECT ?emotion ?key ?definition", "SELECT ?text") + "}"
    assert kb.sparql(probe)[0].text == text  # type: ignore[index]


def test_a_lone_surrogate_is_no_rdf(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(QueryError, match="lone surrogate"):
        kb.query("definition_search", text="\ud800")
    with pytest.raises(QueryError):
        kb.sparql("SELECT * WHERE { ?s ?p '\ud800' }")
