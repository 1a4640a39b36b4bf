"""The graph: one truth in tables and triples, seen alike by every engine, written alike every time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import rdflib
from conftest import DATA, ROOT
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import tone
from tone.errors import FormatError, ToneError
from tone.namespaces import TONE, compact, expand
from tone.rdf import terms
from tone.rdf.reader import parse_file
from tone.rdf.writer import serialise

NS = rdflib.Namespace(TONE)
RELEASE = ROOT / "ontology"


@pytest.fixture(scope="module")
def released() -> rdflib.Graph:
    return rdflib.Graph().parse(RELEASE / "tone.ttl")


def test_the_released_formats_hold_the_same_triples(released: rdflib.Graph) -> None:
    as_owl = rdflib.Graph().parse(RELEASE / "tone.owl", format="xml")
    assert len(released) == len(as_owl) > 2800
    assert isomorphic(released, as_owl)
    assert set(parse_file(RELEASE / "tone.ttl")) == set(parse_file(RELEASE / "tone.owl"))


def test_rdflib_and_pyoxigraph_see_the_same_triples(kb: tone.KnowledgeBase, released: rdflib.Graph) -> None:
    ours = kb.triples(lexicon=False)
    assert len(ours) == len(released)
    assert isomorphic(kb.to_rdflib(lexicon=False), released)
    assert not any(isinstance(term, BlankNode) for t in kb.triples() for term in (t.subject, t.object))


@pytest.mark.build
def test_owlready2_sees_the_same_hierarchy_individuals_and_links(
    mini: tone.KnowledgeBase, released: rdflib.Graph
) -> None:
    pytest.importorskip("owlready2", reason="owlready2 comes with the extra 'reason'")
    kb = tone.load(ROOT)
    ontology = kb.to_owlready()
    world = ontology.world
    assert {(c.iri, parent.iri) for c in world.classes() for parent in c.is_a if parent.iri.startswith(TONE)} == {
        (str(s), str(o)) for s, o in released.subject_objects(RDFS.subClassOf) if o.startswith(TONE)
    }
    for tier_class, count in (("PrimaryEmotion", 6), ("SecondaryEmotion", 25), ("TertiaryEmotion", 113)):
        query = f"SELECT ?e WHERE {{ ?e a <{TONE}{tier_class}> }}"
        theirs = {row[0].iri for row in world.sparql(query)}
        assert len(theirs) == count
        assert theirs == {str(row[0]) for row in released.query(query)}
        assert theirs == {str(row.e) for row in kb.sparql(query)}  # type: ignore[union-attr]
    linked = mini.to_owlready().world
    query = f"SELECT ?a ?b WHERE {{ ?a <{TONE}isOppositeOf> ?b }}"
    assert {(a.iri, b.iri) for a, b in linked.sparql(query)} == {tuple(row) for row in mini.sparql(query)}  # type: ignore[union-attr]


def test_owlready2_sees_the_same_triples(kb: tone.KnowledgeBase, released: rdflib.Graph) -> None:
    owlready2 = pytest.importorskip("owlready2", reason="owlready2 comes with the extra 'reason'")

    def plain(graph: rdflib.Graph, *, slash: bool = True) -> set[tuple[str, ...]]:
        # owlready2 writes xsd:string out, which RDF 1.1 says is the same as a plain literal
        texts = ((term.n3().removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>") for term in t) for t in graph)
        return {tuple(text if slash else text.replace("/>", ">") for text in triple) for triple in texts}

    world = owlready2.World()
    world.get_ontology("file://" + str(RELEASE / "tone.owl")).load()
    # owlready2's reader of RDF/XML drops the slash at the end of an IRI, so the released file is compared without
    pairs = [
        (plain(kb.to_owlready().world.as_rdflib_graph()), plain(kb.to_rdflib(lexicon=False))),
        (plain(world.as_rdflib_graph(), slash=False), plain(released, slash=False)),
    ]
    for theirs, ours in pairs:
        inverse = {one: other for one, predicate, other in ours if predicate == f"<{OWL.inverseOf}>"}
        inverse |= {other: one for one, other in inverse.items()}
        assert not ours - theirs
        added = [triple for triple in theirs - ours if (triple[2], inverse.get(triple[1]), triple[0]) not in ours]
        assert [triple[1:] for triple in added] == [(f"<{RDF.type}>", f"<{OWL.Ontology}>")], (
            "owlready2 adds a header of its own and the inverses of what is stated, and no more"
        )


def test_the_same_triples_give_the_same_bytes_in_any_order(mini: tone.KnowledgeBase) -> None:
    triples = sorted(mini.triples(), key=str)
    for rdf_format in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD):
        first = serialise(triples, rdf_format, comment="c")
        random.Random(7).shuffle(triples)
        assert serialise([*triples, triples[0]], rdf_format, comment="c") == first


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(FormatError, match="give every node an IRI"):
        serialise([Triple(BlankNode(), terms.Rdfs.label, Literal("x"))], RdfFormat.TURTLE)


def test_generated_files_say_so() -> None:
    for name in ("tone.ttl", "tone.owl", "tone-lexicon.ttl", "tone-inferred.ttl", "manifest.toml"):
        assert "generated by `tone build ontology`, do not edit" in (RELEASE / name).read_text("utf-8")[:200]


def test_the_closed_namespace_is_that_of_the_schema() -> None:
    declared = {
        t.subject.value.removeprefix(TONE)
        for t in parse_file(RELEASE / "core.ttl")
        if isinstance(t.subject, NamedNode) and t.subject.value.startswith(TONE)
    }
    known = {name for name in vars(terms.Tone) if not name.startswith("_")}
    assert known == declared
    assert all(getattr(terms.Tone, name).value == TONE + name for name in known)
    with pytest.raises(AttributeError):
        terms.Tone.isOpositeOf  # type: ignore[attr-defined]  # noqa: B018


def test_each_emotion_is_class_and_concept_under_one_iri(kb: tone.KnowledgeBase, released: rdflib.Graph) -> None:
    for emotion in kb.values():
        node = rdflib.URIRef(emotion.iri)
        kinds = set(released.objects(node, RDF.type))
        assert {OWL.Class, OWL.NamedIndividual, SKOS.Concept} < kinds
        assert len(kinds) == 4
        assert [str(v) for v in released.objects(node, SKOS.prefLabel)] == [emotion.label]
        assert [str(v) for v in released.objects(node, RDFS.label)] == [emotion.qualified_label]
        assert [str(v) for v in released.objects(node, SKOS.notation)] == [emotion.key]
        above = rdflib.URIRef(emotion.parent.iri) if emotion.parent else NS.EmotionEpisode
        assert list(released.objects(node, RDFS.subClassOf)) == [above]
        if emotion.parent:
            assert list(released.objects(node, SKOS.broader)) == [above]
            assert (above, SKOS.narrower, node) in released


def test_primaries_are_pairwise_disjoint(released: rdflib.Graph) -> None:
    primaries = set(released.subjects(RDF.type, NS.PrimaryEmotion))
    pairs = {frozenset(pair) for pair in released.subject_objects(OWL.disjointWith) if set(pair) <= primaries}
    assert len(pairs) == 15


@pytest.mark.parametrize(
    ("name", "characteristics"),
    [
        ("isOppositeOf", {OWL.SymmetricProperty, OWL.IrreflexiveProperty}),
        ("isComposedOf", {OWL.AsymmetricProperty, OWL.IrreflexiveProperty}),
        ("plusLeadsTo", {OWL.IrreflexiveProperty}),
    ],
)
def test_dependency_properties_are_declared(released: rdflib.Graph, name: str, characteristics: set[object]) -> None:
    assert set(released.objects(NS[name], RDF.type)) == {OWL.ObjectProperty, *characteristics}
    assert list(released.objects(NS[name], RDFS.domain)) == list(released.objects(NS[name], RDFS.range)) == [NS.Emotion]


def test_links_become_plain_triples_and_records(mini: tone.KnowledgeBase) -> None:
    graph = mini.to_rdflib()
    assert (NS.Joy, NS.isOppositeOf, NS.Sadness) in graph
    assert (NS.Sadness, NS.isOppositeOf, NS.Joy) in graph
    assert (NS.Anger, NS.isOppositeOf, NS.Fear) not in graph, "a deprecated link keeps its record only"
    [combination] = graph.subjects(NS.leadsTo, NS.Joy)
    assert set(graph.objects(combination, NS.hasOperand)) == {NS.Fear, NS.Relief}
    assert (NS.Fear, NS.plusLeadsTo, NS.Joy) in graph
    assert str(graph.value(combination, NS.confidence)) == "0.8"


def test_the_lexicon_is_a_graph_of_its_own(kb: tone.KnowledgeBase) -> None:
    inside = kb.sparql(
        "SELECT (COUNT(?s) AS ?n) WHERE { GRAPH <https://w3id.org/tone/lexicon> { ?s a ontolex:LexicalSense } }"
    )
    outside = kb.sparql("ASK { GRAPH <https://w3id.org/tone> { ?s a ontolex:LexicalSense } }")
    assert inside[0].n == len(kb.lexicon)  # type: ignore[index]
    assert outside is False


def test_tables_and_graph_agree_on_words(kb: tone.KnowledgeBase) -> None:
    rows = kb.sparql(
        """SELECT ?form ?name ?weight WHERE {
             ?entry ontolex:sense ?sense ; (ontolex:canonicalForm|ontolex:otherForm)/ontolex:writtenRep ?form .
             ?sense ontolex:reference ?name ; tone:weight ?weight }"""
    )
    theirs = {(row.form, row.name, row.weight) for row in rows}  # type: ignore[union-attr]
    ours = {(form, kb[entry.emotion].iri, entry.weight) for entry in kb.lexicon.entries for form in entry.forms}
    assert theirs == ours


def test_curies(kb: tone.KnowledgeBase) -> None:
    assert all(expand(compact(emotion.iri)) == emotion.iri for emotion in kb.values())
    assert compact(f"{TONE}") == TONE
    with pytest.raises(ToneError, match="no prefix 'nope'"):
        expand("nope:x")


def test_a_file_may_say_more_than_tone_does(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    extra = f'<{TONE}Joy> <http://example.org/colour> "yellow" .\n<http://example.org/x> <{RDFS.label}> "x" .\n'
    path = tmp_path / "more.nt"
    path.write_bytes(mini.export(tmp_path / "mini.nt").read_bytes() + extra.encode())
    richer = tone.load(path)
    assert richer == mini
    assert richer.triples() - mini.triples() == {q.triple for q in parse(extra.encode(), format=RdfFormat.N_TRIPLES)}
    assert richer.sparql("ASK { tone:Joy <http://example.org/colour> 'yellow' }") is True


def test_the_tree_of_the_samples_is_small() -> None:
    assert sum(path.stat().st_size for path in (DATA / "mini").rglob("*") if path.is_file()) < 50_000
