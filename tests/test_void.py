"""The description of the data set: its counts are those of the graphs."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

import tone
from tone.namespaces import PREFIXES, expand
from tone.rdf.graph import lexicon_triples
from tone.rdf.terms import Rdf, Rdfs
from tone.rdf.void import DATASET, void_triples


def node(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


TOY = [
    Triple(node("tone:Joy"), Rdf.type, node("owl:Class")),
    Triple(node("tone:Joy"), Rdf.type, node("skos:Concept")),
    Triple(node("tone:Fear"), Rdf.type, node("owl:Class")),
    Triple(node("tone:Joy"), Rdfs.label, Literal("joy", language="en")),
]


def said(triples: list[Triple], subject: NamedNode, name: str) -> set[str]:
    return {t.object.value for t in triples if t.subject == subject and t.predicate == node(f"void:{name}")}


def test_a_toy_has_the_counts_that_anyone_can_count() -> None:
    found = list(void_triples(TOY, TOY[:1], "0.0.1"))
    ontology, lexicon = (NamedNode(f"{DATASET.value}/{part}") for part in ("ontology", "lexicon"))
    counts = {"triples": "4", "classes": "2", "properties": "2", "distinctSubjects": "2", "distinctObjects": "3"}
    assert {name: said(found, ontology, name) for name in counts} == {name: {n} for name, n in counts.items()}
    assert said(found, lexicon, "triples") == {"1"}
    assert said(found, DATASET, "triples") == {"5"}
    assert said(found, DATASET, "subset") == {ontology.value, lexicon.value}
    assert said(found, ontology, "vocabulary") == {PREFIXES["rdf"], PREFIXES["rdfs"]}
    assert said(found, ontology, "dataDump") == {f"https://w3id.org/tone/0.0.1/tone.{end}" for end in ("ttl", "owl")}


def test_the_small_world_is_counted(mini: tone.KnowledgeBase) -> None:
    ontology = mini.triples(lexicon=False)
    words = set(lexicon_triples(mini.lexicon.entries, mini.taxonomy))
    found = list(void_triples(ontology, words, mini.version))
    assert said(found, DATASET, "triples") == {str(len(mini.triples()))}
    assert all(t.object.value.isdigit() for t in found if t.predicate == node("void:triples"))
