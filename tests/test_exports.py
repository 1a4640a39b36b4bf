"""Exports: whole or not at all, closed, and readable by others."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
import rdflib
from conftest import ROOT
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, SKOS

import tone
from tone.errors import FormatError, OutputError
from tone.exports import FORMATS, format_for
from tone.namespaces import TONE
from tone.rdf import writer
from tone.rdf.results import GraphResult
from tone.tables import EMOTIONS

RDFLIB_NAMES = {"turtle": "turtle", "rdfxml": "xml", "ntriples": "nt", "jsonld": "json-ld", "skos": "turtle"}


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize("lexicon", [True, False])
def test_rdf_exports_parse_back_isomorphic(mini: tone.KnowledgeBase, tmp_path: Path, name: str, lexicon: bool) -> None:
    path = mini.export(tmp_path / f"out{FORMATS[name].suffixes[0]}", lexicon=lexicon)
    assert path.read_bytes()
    if name in RDFLIB_NAMES and name != "skos":
        read = rdflib.Graph().parse(path, format=RDFLIB_NAMES[name])
        assert isomorphic(read, mini.to_rdflib(lexicon=lexicon))


def test_the_release_is_an_export(kb: tone.KnowledgeBase, tmp_path: Path) -> None:
    ours = rdflib.Graph().parse(kb.export(tmp_path / "tone.owl", lexicon=False), format="xml")
    assert isomorphic(ours, rdflib.Graph().parse(ROOT / "ontology" / "tone.owl", format="xml"))


def test_the_skos_export_is_skos_alone(kb: tone.KnowledgeBase, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(kb.export(tmp_path / "tone.skos.ttl"))
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == 144
    assert set(graph.objects(None, RDF.type)) == {SKOS.Concept, SKOS.ConceptScheme}
    assert not list(graph.triples((None, OWL.disjointWith, None)))
    [scheme] = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert len(set(graph.objects(scheme, SKOS.hasTopConcept))) == 6
    assert set(graph.objects(None, SKOS.inScheme)) == {scheme}
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert graph.value(concept, SKOS.broader) or graph.value(concept, SKOS.topConceptOf)


def test_graphml_holds_tree_and_links(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    graph = nx.read_graphml(mini.export(tmp_path / "mini.graphml"), force_multigraph=True)
    assert set(graph.nodes) == set(mini)
    kinds = [kind for _, _, kind in graph.edges(data="kind")]
    assert kinds.count("narrower") == 16
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "narrower": 16,
        "opposite_of": 4,
        "composed_of": 2,
        "plus_leads_to": 4,
    }
    assert graph.nodes["joy/relief"]["tier"] == 2


def test_networkx_agrees_with_the_tree(kb: tone.KnowledgeBase) -> None:
    graph = kb.to_networkx()
    assert graph.number_of_nodes() == 144
    tree = graph.edge_subgraph([edge for edge in graph.edges(keys=True) if edge[2] == "narrower"])
    assert set(tree) == set(graph)
    assert tree.number_of_edges() == 138
    assert nx.is_forest(nx.Graph(tree))
    assert set(nx.descendants(tree, "joy")) == {emotion.key for emotion in kb["joy"].descendants()}


def test_the_table_comes_back(kb: tone.KnowledgeBase, tmp_path: Path) -> None:
    path = kb.export(tmp_path / "emotions.tsv")
    assert path.read_bytes() == (ROOT / "vocab" / "emotions.tsv").read_bytes()
    assert {record.key for record in EMOTIONS.read(path)} == set(kb)


@pytest.mark.parametrize("name", ["joy", "anger/envy", "joy/optimism/hope"])
def test_a_subset_is_closed(mini: tone.KnowledgeBase, tmp_path: Path, name: str) -> None:
    part = mini.subset(name)
    center = mini[name]
    assert set(part) == {name, *(e.key for e in center.ancestors()), *(e.key for e in center.descendants())}
    graph = part.to_rdflib()
    defined = set(graph.subjects(RDF.type, None))
    for _, predicate, target in graph:
        if isinstance(target, rdflib.URIRef) and target.startswith(TONE):
            assert target in defined, f"{target} is used by {predicate} and not defined"
    assert tone.load(part.export(tmp_path / "part.ttl")) == part
    assert part.sparql("ASK { tone:isOppositeOf a owl:ObjectProperty }") is True
    assert tone.EmotionClassifier(part).classify(center.adjective).emotion == center


def test_a_subset_of_a_file_is_closed_too(tmp_path: Path, mini: tone.KnowledgeBase) -> None:
    loaded = tone.load(mini.export(tmp_path / "mini.ttl"))
    assert loaded.subset("joy").triples() == mini.subset("joy").triples()
    assert loaded.subset("joy").subset("joy/optimism") == mini.subset("joy/optimism")


def test_formats_are_chosen_by_suffix_or_name() -> None:
    assert format_for("a.TTL").name == "turtle"
    assert format_for("a.skos.ttl").name == "skos"
    assert format_for("a.anything", "graphml").name == "graphml"
    with pytest.raises(FormatError, match=r"available are turtle \(\.ttl\), rdfxml \(\.owl \.rdf \.xml\)"):
        format_for("a.doc")
    with pytest.raises(FormatError, match="no export format 'word'"):
        format_for("a.ttl", "word")


def test_a_failed_export_leaves_the_old_file(
    mini: tone.KnowledgeBase, tmp_path: Path, locked_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutputError, match="cannot write .*choose a path"):
        mini.export(locked_folder / "tone.ttl")
    with pytest.raises(OutputError, match="No such file"):
        mini.export(tmp_path / "nowhere" / "tone.ttl")
    old = tmp_path / "tone.ttl"
    old.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        mini.export(old)
    assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocked", "tone.ttl"]


def test_answers_to_queries_are_written_in_the_same_formats(mini: tone.KnowledgeBase) -> None:
    answer = mini.sparql("CONSTRUCT { ?e skos:broader ?above } WHERE { ?e skos:broader ?above }")
    assert isinstance(answer, GraphResult)
    graph = answer.to_rdflib()
    assert len(graph) == 16
    assert set(writer.FORMATS) < set(FORMATS)
    for name in writer.FORMATS:
        assert isomorphic(rdflib.Graph().parse(data=answer.serialise(name), format=RDFLIB_NAMES[name]), graph)
