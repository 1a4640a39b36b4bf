"""The networkx graph has the edges of the RDF graph, and its GraphML opens elsewhere."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tone
from tone.links import LinkIndex, find_problems
from tone.model import Link, LinkKind, Status
from tone.rdf.results import QueryResult

PLAIN = """
SELECT ?kind ?from ?to WHERE {
  VALUES (?predicate ?kind) {
    (skos:narrower "narrower") (tone:isOppositeOf "opposite_of")
    (tone:isComposedOf "composed_of") (tone:plusLeadsTo "plus_leads_to")
  }
  ?first ?predicate ?second . ?first skos:notation ?from . ?second skos:notation ?to .
}"""
COMBINATIONS = """
SELECT ?combination ?operand ?plus ?result ?confidence WHERE {
  ?combination tone:hasOperand ?a , ?b ; tone:leadsTo ?c ; tone:confidence ?confidence ; tone:status "accepted" .
  FILTER (?a != ?b)
  ?a skos:notation ?operand . ?b skos:notation ?plus . ?c skos:notation ?result .
}"""
RECORDS = """
SELECT ?kind ?from ?to ?confidence WHERE {
  ?link tone:linkKind ?kind ; tone:linksFrom ?a ; tone:linksTo ?b ; tone:confidence ?confidence .
  ?link tone:status "accepted" .
  ?a skos:notation ?from . ?b skos:notation ?to .
}"""


def rows(kb: tone.KnowledgeBase, query: str) -> list[tuple[object, ...]]:
    result = kb.sparql(query)
    assert isinstance(result, QueryResult)
    return result.to_tuples()


def compare(kb: tone.KnowledgeBase) -> None:
    """Assert that networkx and SPARQL tell the same edges, combinations and confidences."""
    graph = kb.to_networkx()
    edges = list(graph.edges(data=True))
    assert {(data["kind"], first, second) for first, second, data in edges} == set(rows(kb, PLAIN))
    combined = [(first, second, data) for first, second, data in edges if data["kind"] == "plus_leads_to"]
    told = [(d["combination"], first, d["plus"], second, d["confidence"]) for first, second, d in combined]
    stated = [(name.curie, *rest) for name, *rest in kb.sparql(COMBINATIONS)]  # type: ignore[union-attr,misc]
    assert Counter(told) == Counter(stated)
    others = {(d["kind"], first, second, d["weight"]) for first, second, d in edges if "plus" not in d}
    recorded = set(rows(kb, RECORDS))
    turned = {(kind, second, first, sure) for kind, first, second, sure in recorded if kind == "opposite_of"}
    tree = {edge for edge in others if edge[0] == "narrower"}
    assert others - tree == recorded | turned
    assert all(weight == 1.0 for *_, weight in tree)


@pytest.mark.parametrize("world", ["released", "mini"])
def test_networkx_has_the_plain_triples(kb: tone.KnowledgeBase, mini: tone.KnowledgeBase, world: str) -> None:
    compare(kb if world == "released" else mini)


@st.composite
def link_sets(draw: st.DrawFn, emotions: tuple[str, ...]) -> tuple[Link, ...]:
    """Sets of links that keep the rules, some of them deprecated."""
    found: list[Link] = []
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(LinkKind))
        status = draw(st.sampled_from([Status.ACCEPTED, Status.ACCEPTED, Status.DEPRECATED]))
        chosen = draw(st.lists(st.sampled_from(emotions), min_size=3, max_size=4, unique=True))
        sure = draw(st.integers(0, 100)) / 100
        if kind is LinkKind.COMPOSED_OF:
            ends = [((chosen[0],), part) for part in chosen[1:]]
        elif kind is LinkKind.OPPOSITE_OF:
            ends = [((chosen[0],), chosen[1])]
        else:
            ends = [(tuple(sorted(chosen[:2])), chosen[2])]
        new = [Link(kind, subjects, target, sure, "semapv:CompositeMatching", status) for subjects, target in ends]
        if not list(find_problems([*found, *new], emotions)):
            found += new
    return tuple(found)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_networkx_has_the_plain_triples_of_any_links(mini: tone.KnowledgeBase, data: st.DataObject) -> None:
    links = data.draw(link_sets(tuple(mini)))
    index = LinkIndex(links, mini.taxonomy.records)
    kb = tone.KnowledgeBase(mini.taxonomy, lambda: mini.lexicon, lambda: index, mini.source)
    compare(kb)
    graph = kb.to_networkx()
    backwards = tone.KnowledgeBase(
        mini.taxonomy, lambda: mini.lexicon, lambda: LinkIndex(links[::-1], mini.taxonomy.records), mini.source
    )
    assert set(graph.edges(keys=True)) == set(backwards.to_networkx().edges(keys=True))


def test_edges_say_what_speaks_for_them(mini: tone.KnowledgeBase) -> None:
    graph = mini.to_networkx()
    assert graph.edges["anger/envy", "sadness", "composed_of"] == {
        "kind": "composed_of",
        "confidence": 0.7,
        "weight": 0.7,
        "methods": "definitions | dyads",
        "evidence": "Plutchik 1980: sadness + anger | TONE: definition names both",
    }
    there = graph.edges["fear", "joy", "plus_leads_to joy/relief"]
    back = graph.edges["joy/relief", "joy", "plus_leads_to fear"]
    assert there["combination"] == back["combination"] == "tone:link-plus_leads_to-Fear-Relief-Joy"
    assert (there["plus"], back["plus"]) == ("joy/relief", "fear")


@pytest.fixture(scope="module", params=["released", "mini"])
def graphml(
    request: pytest.FixtureRequest,
    kb: tone.KnowledgeBase,
    mini: tone.KnowledgeBase,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[tone.KnowledgeBase, Path]:
    base = kb if request.param == "released" else mini
    return base, base.export(tmp_path_factory.mktemp("graphml") / "tone.graphml")


def test_graphml_has_plain_typed_attributes_and_unique_ids(graphml: tuple[tone.KnowledgeBase, Path]) -> None:
    base, path = graphml
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(path).getroot()
    declared = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in root.iter(f"{space}key")}
    assert len(declared) == len(list(root.iter(f"{space}key"))), "an attribute has one type"
    assert set(declared.values()) <= {"string", "int", "double"}
    assert declared["edge", "weight"] == "double"
    assert declared["node", "tier"] == "int"
    for scope, wanted in {"node": {"name", "label"}, "edge": {"name", "label", "interaction", "kind"}}.items():
        assert all(declared[scope, name] == "string" for name in wanted)
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(set(ids)) == len(ids) == base.to_networkx().number_of_edges()
    keys = [key.get("id") for key in root.iter(f"{space}key")]
    assert len(set(keys)) == len(keys)
    assert [node.get("id") for node in root.iter(f"{space}node")] == list(base)
    texts = [data.text or "" for data in root.iter(f"{space}data")]
    assert "None" not in texts
    assert not [text for text in texts if text.startswith(("[", "("))]
    required = {
        key.get("id") for key in root.iter(f"{space}key") if key.get("attr.name") in {"weight", "label", "name"}
    }
    for edge in root.iter(f"{space}edge"):
        assert len({data.get("key") for data in edge} & required) == 3


def test_graphml_reads_back_as_the_same_graph(graphml: tuple[tone.KnowledgeBase, Path]) -> None:
    base, path = graphml
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = nx.read_graphml(path, force_multigraph=True)
    ours = base.to_networkx()
    assert dict(read.nodes(data=True)) == dict(ours.nodes(data=True))
    added = {"id", "label", "name", "interaction"}
    plain = Counter(
        (first, second, frozenset((name, value) for name, value in data.items() if name not in added and value != ""))
        for first, second, data in read.edges(data=True)
    )
    assert plain == Counter(
        (first, second, frozenset((name, value) for name, value in data.items() if value != ""))
        for first, second, data in ours.edges(data=True)
    )


def test_graphml_is_the_same_each_time(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    first, second = mini.export(tmp_path / "a.graphml"), mini.export(tmp_path / "b.graphml")
    assert first.read_bytes() == second.read_bytes()
    assert b'id="plus_leads_to.Fear.Joy.Relief"' in first.read_bytes()
