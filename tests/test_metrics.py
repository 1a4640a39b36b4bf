"""The metrics, each on a toy ontology whose value was counted by hand; and what has no value says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tone.errors import ToneError
from tone.kb import KnowledgeBase
from tone.metrics import METRICS, Scale, Structure, measure, read_structure
from tone.metrics.oquare import MODEL, characteristics
from tone.metrics.peers import PEERS

PREFIXES = """
@prefix ex: <http://example.org/toy#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vann: <http://purl.org/vocab/vann/> .
"""

TOY = (
    PREFIXES
    + """
ex:A a owl:Class ; rdfs:label "a" ; rdfs:comment "The first." ; owl:disjointWith ex:E .
ex:B a owl:Class ; rdfs:label "b" ; rdfs:subClassOf ex:A .
ex:C a owl:Class ; rdfs:label "c" ; rdfs:subClassOf ex:A .
ex:D a owl:Class ; rdfs:label "d" ; rdfs:subClassOf ex:B , ex:C .
ex:E a owl:Class .
ex:p a owl:ObjectProperty ; rdfs:domain ex:A ; rdfs:range ex:B .
ex:q a owl:ObjectProperty ; owl:inverseOf ex:p .
ex:d a owl:DatatypeProperty ; rdfs:domain ex:B .
ex:i1 a ex:D ; ex:p ex:i3 .
ex:i2 a ex:D .
ex:i3 a ex:B .
"""
)

# Paths from a root to a leaf: A-B-D, A-C-D, E. Levels: A and E, B and C, D.
BY_HAND = {
    "classes": 5,
    "labels": 4 / 5,
    "definitions": 1 / 5,
    "disjoint_axioms": 1,
    "domain_and_range": 1 / 2,
    "inverse_axioms": 1,
    "roots": 2,
    "leaves": 2,
    "absolute_depth": 3 + 3 + 1,
    "average_depth": 7 / 3,
    "maximal_depth": 3,
    "leaf_depth": 7 / 2,
    "absolute_breadth": 5,
    "average_breadth": 5 / 3,
    "maximal_breadth": 2,
    "leaf_fan_outness": 2 / 5,
    "tangledness": 1 / 5,
    "class_relation_ratio": 5 / (4 + 2),
    "inverse_relations_ratio": 1 / 2,
    "relationship_richness": 2 / (4 + 2),
    "asserted_relationship_richness": 1 / (4 + 1),
    "attribute_richness": 1 / 5,
    "inheritance_richness": 4 / 5,
    "class_richness": 2 / 5,
    "average_population": 3 / 5,
    "cohesion": 2,
    "connectivity": 1 / 2,
    "readability": (4 + 1) / 5,
    "LCOMOnto": 7 / 3,
    "WMCOnto": 7 / 2,
    "DITOnto": 3,
    "NACOnto": (2 + 1) / 2,
    "NOCOnto": 4 / (5 - 2),
    "CBOOnto": 4 / (5 - 2),
    "RFCOnto": (2 + 4) / 5,
    "NOMOnto": 2 / 5,
    "RROnto": 3 / (4 + 3),
    "AROnto": (4 + 2) / 5,
    "INROnto": 4 / 5,
    "CROnto": 3 / 5,
    "ANOnto": 5 / 5,
    "TMOnto": 1 / (5 - 1),
}
SCORES = {
    **{"LCOMOnto": 4, "WMCOnto": 4, "DITOnto": 4, "NACOnto": 5, "NOCOnto": 5, "CBOOnto": 5, "RFCOnto": 5},
    **{"NOMOnto": 5, "RROnto": 3, "AROnto": 5, "INROnto": 4, "CROnto": 3, "ANOnto": 5, "TMOnto": 5},
}


def structure(turtle: str, namespace: str | None = None) -> Structure:
    return read_structure((quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)), namespace=namespace)


def test_each_metric_has_its_value_by_hand() -> None:
    assert list(METRICS) == list(BY_HAND)
    found = {one.metric.name: one.value for one in measure(structure(TOY))}
    assert found == pytest.approx(BY_HAND)


def test_scores_are_those_of_the_published_bands() -> None:
    found = {one.metric.name: one.score for one in measure(structure(TOY), ["oquare"])}
    assert found == SCORES
    few = Scale((2, 4, 6, 8), rising=False)
    assert [few.score(value) for value in (0, 2, 2.1, 4, 6, 8, 8.1)] == [5, 5, 4, 4, 3, 2, 1]
    rich = Scale((0.2, 0.4, 0.6, 0.8), rising=True)
    assert [rich.score(value) for value in (0, 0.2, 0.3, 0.6, 0.8, 2)] == [1, 1, 2, 3, 4, 5]


def test_characteristics_are_means_of_scores() -> None:
    found = characteristics(measure(structure(TOY)))
    assert found["Structural"] == {
        "Formal relations support": 3,
        "Redundancy": 5,
        "Tangledness": 5,
        "Cohesion": 4,
    }
    assert found["Compatibility"]["Replaceability"] == (4 + 4 + 5 + 5) / 4
    used = {name for parts in MODEL.values() for names in parts.values() for name in names}
    assert used == set(SCORES) - {"NACOnto"}  # which the published model leaves out


def test_each_metric_cites_formula_and_source() -> None:
    for entry in METRICS.values():
        assert entry.meaning.endswith("."), entry.name
        assert entry.formula, entry.name
        assert entry.source, entry.name
    assert {name for peer in PEERS for name in peer.values} <= set(METRICS)


@pytest.mark.parametrize("turtle", ["", PREFIXES + '<http://example.org/toy> rdfs:label "nothing" .'])
def test_an_empty_ontology_has_undefined_metrics_and_no_error(turtle: str) -> None:
    for found in measure(structure(turtle)):
        assert found.value in (0, None)
        assert (found.value is None) is bool(found.note)
        if found.value is None:
            assert found.metric.undefined, found.metric.name
            assert found.score is None
    assert characteristics(measure(structure(turtle)))["Structural"]["Cohesion"] is None


def test_a_cycle_leaves_depth_undefined() -> None:
    cycle = structure(PREFIXES + "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A . ex:C rdfs:subClassOf ex:A .")
    found = {one.metric.name: one for one in measure(cycle)}
    assert found["inheritance_richness"].value == 1
    assert found["maximal_depth"].value is None
    assert found["AROnto"].note == "undefined: there is no class, or the hierarchy has a cycle"


def test_foreign_deprecated_and_anonymous_classes_do_not_count() -> None:
    turtle = (
        TOY
        + """
<http://example.org/toy> vann:preferredNamespaceUri "http://example.org/toy#" .
<http://elsewhere.org/X> a owl:Class . ex:A rdfs:subClassOf <http://elsewhere.org/X> .
ex:Old a owl:Class ; owl:deprecated true ; rdfs:subClassOf ex:E .
ex:E rdfs:subClassOf [ owl:unionOf ( ex:A ex:B ) ] .
ex:E rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:p ; owl:someValuesFrom ex:A ] .
ex:r a owl:ObjectProperty ; rdfs:domain [ owl:unionOf ( ex:A ex:E ) ] .
"""
    )
    read = structure(turtle)
    assert sorted(read.parents) == [f"http://example.org/toy#{name}" for name in "ABCDE"]
    assert read.parents["http://example.org/toy#E"] == ()
    assert len(read.domains["http://example.org/toy#r"]) == 2
    assert "http://elsewhere.org/X" in structure(turtle, namespace="").parents


def test_the_tree_of_tone(kb: KnowledgeBase) -> None:
    found = {one.metric.name: one.value for one in measure(read_structure(kb.triples(lexicon=False)))}
    assert found["labels"] == found["definitions"] == 1
    assert found["tangledness"] == 0
    assert found["maximal_depth"] == 4  # an episode of a tertiary emotion
    assert found["cohesion"] == 1


def test_unknown_metrics_are_named() -> None:
    with pytest.raises(ToneError, match=r"no metric 'beauty': available are classes, labels"):
        measure(structure(TOY), ["beauty"])


def test_the_command_measures_a_file(run: Callable[..., object], tmp_path: Path) -> None:
    path = tmp_path / "toy.ttl"
    path.write_text(TOY)
    done = run("metrics", str(path), "--select", "OQuaRE", "--format", "tsv")
    assert done.code == 0
    assert "OQuaRE\tTMOnto\t0.25\t5" in done.out
    rows = json.loads(run("metrics", str(path), "--format", "json").out)
    assert {row["metric"]: row["value"] for row in rows} == pytest.approx(BY_HAND, abs=1e-4)
    beside = run("metrics", str(path), "--peers", "--format", "tsv")
    assert beside.out.splitlines()[0] == "metric\ttoy\tMFOEM\tEMRO\tEFO-BE"
    assert "inheritance_richness\t0.8\t1\t1.34\t0.97" in beside.out


def test_the_command_says_what_is_wrong_with_a_file(run: Callable[..., object], tmp_path: Path) -> None:
    missing = run("metrics", str(tmp_path / "none.ttl"))
    assert missing.code == 2
    assert "none.ttl" in missing.err
    prose = tmp_path / "prose.ttl"
    prose.write_text("This is no Turtle.")
    assert run("metrics", str(prose)).code == 2
    empty = tmp_path / "empty.ttl"
    empty.write_text("")
    done = run("metrics", str(empty), "--format", "tsv")
    assert done.code == 1
    assert "undefined: there is no class" in done.out
    assert "holds no class" in done.err
