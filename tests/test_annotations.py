"""Annotated texts: NIF, Onyx and PROV-O that say what the classifier answers, and shapes that find faults in them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import rdflib
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Store, Triple, parse
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SH
from test_shapes import apart, constraints, pyshacl

import tone
from tone.checks.shapes import check_shapes
from tone.embed.encoder import HashingEncoder
from tone.errors import FormatError
from tone.namespaces import PREFIXES
from tone.rdf.terms import Nif, Onyx, Owl, Prov, Tone
from tone.resources import find_data

SHAPES = find_data(ROOT).annotation_shapes
BASE = "https://example.org/texts/"
NOON = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.timezone.utc)
TEXTS = [
    "I wasn't happy, just relieved \U0001f600.",
    "It is Tuesday.",
    "",
    "happy",
    "so SAD :( but I love you, hopefully",
]

KB = tone.load(ROOT)
CLASSIFIER = tone.EmotionClassifier(KB)
CONTEXTUAL = tone.EmotionClassifier(
    tone.load(ROOT / "tests" / "data" / "mini"), mode="contextual", encoder=HashingEncoder()
)


def objects(triples: object, predicate: object) -> list[str]:
    return sorted(triple.object.value for triple in triples if triple.predicate == predicate)  # type: ignore[attr-defined]


def test_an_answer_becomes_linked_data() -> None:
    result = CLASSIFIER.classify(TEXTS[0])
    graph = result.to_rdf(base=BASE, time=NOON)
    [context] = {t.subject for t in graph if t.predicate == Nif.isString}
    assert context.value.startswith(BASE)
    assert context.value.endswith(f"#char=0,{len(TEXTS[0])}")
    assert objects(graph, Nif.isString) == [TEXTS[0]]
    assert objects(graph, Tone.dominantEmotion) == [KB["joy/relief"].iri]
    assert objects(graph, Nif.anchorOf) == sorted(["wasn't", "happy", "relieved", "\U0001f600"])
    assert objects(graph, Tone.turnedFrom) == [KB["joy/cheerfulness/happiness"].iri]
    assert objects(graph, Tone.cueKind) == ["negator"]
    assert objects(graph, Prov.endedAtTime) == ["2026-01-02T12:00:00+00:00"]
    scores = {(t.subject, float(t.object.value)) for t in graph if t.predicate == Tone.score}
    [answer] = {t.subject for t in graph if t.predicate == Tone.emotional}
    whole = {t.object for t in graph if t.subject == answer and t.predicate == Onyx.hasEmotion}
    assert sorted(score for node, score in scores if node in whole) == sorted(result.scores().values())


def test_the_evidence_leads_from_the_text_to_the_lexicon(mini: tone.KnowledgeBase) -> None:
    store = Store()
    store.extend(Quad(*triple) for triple in mini.triples())
    answer = tone.EmotionClassifier(mini).classify("So much happier, such bliss")
    store.extend(Quad(*triple) for triple in answer.to_rdf())
    rows = store.query(
        """SELECT ?form ?rep WHERE {
             ?set tone:dominantEmotion ?e ; onyx:hasEmotion ?whole . ?whole onyx:hasEmotionCategory tone:Joy ;
               prov:wasDerivedFrom ?reading . ?mention onyx:hasEmotion ?reading ; tone:form ?form .
             ?reading prov:wasDerivedFrom ?sense .
             ?entry ontolex:sense ?sense ; ontolex:canonicalForm/ontolex:writtenRep ?rep }""",
        prefixes=PREFIXES,
    )
    found = {(form.value, rep.value) for form, rep in rows}  # type: ignore[union-attr]
    assert found == {("happier", "happy"), ("bliss", "bliss")}


def test_an_affinity_derives_from_no_sense() -> None:
    known = CLASSIFIER.knowledge.affinities or ()
    word = next(w for w in known if w.isalpha() and max(known.of(w).values(), default=0.0) > 0.3)
    result = CLASSIFIER.classify(f"the {word} there")
    assert result.mentions
    assert not any(mention.entry for mention in result.mentions)
    lexicon = [iri for iri in objects(result.to_rdf(), Prov.wasDerivedFrom) if iri.startswith(PREFIXES["tonelex"])]
    assert not lexicon


def test_an_abstention_has_no_emotions() -> None:
    graph = CLASSIFIER.classify("xqzt").to_rdf()
    assert objects(graph, Tone.emotional) == ["0"]
    assert not objects(graph, Onyx.hasEmotion)
    assert not objects(graph, Tone.dominantEmotion)


def test_the_analysis_says_how_it_was_made() -> None:
    lexical, contextual = (clf.classify("so glad").to_rdf() for clf in (CLASSIFIER, CONTEXTUAL))
    assert objects(lexical, Onyx.algorithm) == ["lexical"]
    assert not objects(lexical, Prov.wasInfluencedBy)
    assert objects(contextual, Onyx.algorithm) == ["contextual"]
    assert objects(contextual, Prov.wasInfluencedBy) == ["https://w3id.org/tone/encoder/hashing/1"]
    assert objects(contextual, Owl.versionInfo) == sorted(["1", tone.__version__])


def test_encoders_of_any_name_stay_apart() -> None:
    class Odd(HashingEncoder):
        name = "my model/\udcff <ü>"

    odd = tone.EmotionClassifier(CONTEXTUAL.knowledge, mode="contextual", encoder=Odd()).classify("happy").to_rdf()
    assert objects(odd, Prov.wasInfluencedBy) == ["https://w3id.org/tone/encoder/my%20model%2F%3F%20%3C%C3%BC%3E/1"]
    both = {*odd, *CONTEXTUAL.classify("happy").to_rdf()}
    assert len([t for t in both if t.predicate == Onyx.algorithm]) == 2
    assert check_shapes(both, SHAPES) == []


def test_the_same_answers_give_the_same_graph_in_parts_or_whole() -> None:
    results = list(CLASSIFIER.pipe(TEXTS))
    whole = KB.annotate(results, base=BASE, time=NOON)
    assert whole == KB.annotate(iter(results), base=BASE, time=NOON)
    assert set(whole) == {triple for result in results for triple in result.to_rdf(base=BASE, time=NOON)}
    assert not any("_:" in str(triple) for triple in whole)


def test_answers_of_several_classifiers_stay_apart() -> None:
    strict = tone.EmotionClassifier(KB, threshold=1.0)
    both = {*CLASSIFIER.classify("glad").to_rdf(), *strict.classify("glad").to_rdf()}
    assert len(objects(both, Nif.isString)) == 1
    assert len(objects(both, Tone.emotional)) == 2
    assert check_shapes(both, SHAPES) == []


@pytest.mark.parametrize("name", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_all_formats_parse_back(name: str) -> None:
    graph = KB.annotate(CLASSIFIER.pipe(TEXTS), base=BASE)
    parser = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}[name]
    assert isomorphic(rdflib.Graph().parse(data=graph.serialise(name), format=parser), graph.to_rdflib())
    assert name != "turtle" or graph.to_turtle() == graph.serialise()


@given(st.text())
def test_any_text_survives(text: str) -> None:
    graph = CLASSIFIER.classify(f"{text} glad").to_rdf()
    for name, rdf_format in (("turtle", RdfFormat.TURTLE), ("ntriples", RdfFormat.N_TRIPLES)):
        assert {quad.triple for quad in parse(graph.serialise(name), format=rdf_format)} == set(graph)


def test_a_lone_surrogate_is_replaced_and_offsets_stay_true() -> None:
    graph = CLASSIFIER.classify("\ud83d glad").to_rdf()
    assert objects(graph, Nif.isString) == ["\ufffd glad"]
    assert check_shapes(graph, SHAPES) == []


@pytest.mark.parametrize(
    ("base", "said"),
    [("texts/", "no absolute IRI"), ("https://a b/", "no absolute IRI"), ("http://a/#", "leave the #")],
)
def test_a_bad_base_is_refused(base: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        CLASSIFIER.classify("glad").to_rdf(base=base)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(FormatError, match="no RDF format 'word': available are turtle"):
        CLASSIFIER.classify("glad").to_rdf().serialise("word")


@pytest.mark.parametrize(("name", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
def test_the_command_prints_linked_data(run: object, name: str, parser: str) -> None:
    done = run("classify", "--format", name, "so glad", "It is Tuesday.")  # type: ignore[operator]
    assert done.code == 0
    printed = rdflib.Graph().parse(data=done.out, format=parser)
    assert isomorphic(printed, KB.annotate(CLASSIFIER.pipe(["so glad", "It is Tuesday."])).to_rdflib())


def test_the_command_refuses_one_tier_of_linked_data(run: object) -> None:
    done = run("classify", "--format", "turtle", "--tier", "1", "glad")  # type: ignore[operator]
    assert (done.code, "leave --tier out" in done.err) == (2, True)


# ---------------------------------------------------------------------------------------------------------- shapes

PREFIX = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def lacking(kind: str, path: str) -> str:
    return f"DELETE {{ ?s {path} ?o }} WHERE {{ ?s {kind} ; {path} ?o }}"


def with_(kind: str, path: str, value: str) -> str:
    return f"INSERT {{ ?s {path} {value} }} WHERE {{ ?s {kind} }}"


def changed(kind: str, path: str, value: str) -> str:
    return f"DELETE {{ ?s {path} ?o }} INSERT {{ ?s {path} {value} }} WHERE {{ ?s {kind} ; {path} ?o }}"


def exactly_one(kind: str, path: str, other: str) -> list[tuple[str, str]]:
    return [("MinCount", lacking(kind, path)), ("MaxCount", with_(kind, path, other))]


def text(kind: str, path: str) -> list[tuple[str, str]]:
    ill = [("Datatype", changed(kind, path, "2")), ("MinLength", changed(kind, path, "''"))]
    return [*exactly_one(kind, path, "'other'"), *ill]


def number(kind: str, path: str, low: str = "'-0.5'^^xsd:decimal", high: str | None = "1.5") -> list[tuple[str, str]]:
    above = [("MaxInclusive", changed(kind, path, high))] if high else []
    ill = [("Datatype", changed(kind, path, "0.5e0")), ("MinInclusive", changed(kind, path, low)), *above]
    return [*exactly_one(kind, path, "0.123"), *ill]


CONTEXT, STRING, TEXT, MENTION = "a nif:Context", "nif:anchorOf 'happy'", "a tone:TextEmotionSet", "tone:form 'happy'"
CUE, EMOTION, ANALYSIS, AGENT = "a tone:AppliedCue", "tone:score ?x", "a onyx:EmotionAnalysis", "a prov:SoftwareAgent"
ENCODER = "a prov:Entity"
HELD_BY = (
    "DELETE { ?h onyx:hasEmotionSet ?s } INSERT { ?new onyx:hasEmotionSet ?s } WHERE { ?h onyx:hasEmotionSet ?s . "
)

SAMPLES: dict[str, list[tuple[str, str]]] = {
    "A text has exactly one nif:isString.": [
        *exactly_one(CONTEXT, "nif:isString", "'other'"),
        ("Datatype", changed(CONTEXT, "nif:isString", "'text'@en")),
    ],
    "A text begins at 0.": [("HasValue", changed(CONTEXT, "nif:beginIndex", "1"))],
    "A text ends where its nif:isString does, counted in characters.": [
        ("SPARQL", changed(CONTEXT, "nif:isString", "'short'")),
        ("SPARQL", changed(CONTEXT, "nif:endIndex", "'33'^^xsd:nonNegativeInteger")),
    ],
    "The IRI of a string ends in its position by RFC 5147, as in #char=0,12.": [
        ("NodeKind", "INSERT DATA { _:b a nif:RFC5147String }"),
        ("Pattern", "INSERT DATA { <https://example.org/#offset_0_12> a nif:RFC5147String }"),
    ],
    "A string has exactly one nif:beginIndex, not after its end.": [
        *exactly_one(STRING, "nif:beginIndex", "'3'^^xsd:nonNegativeInteger"),
        ("Datatype", changed(STRING, "nif:beginIndex", "9")),
        ("LessThanOrEquals", changed(STRING, "nif:beginIndex", "'15'^^xsd:nonNegativeInteger")),
    ],
    "A string has exactly one nif:endIndex.": [
        *exactly_one(STRING, "nif:endIndex", "'30'^^xsd:nonNegativeInteger"),
        ("Datatype", changed(STRING, "nif:endIndex", "14")),
    ],
    "A string has exactly one nif:referenceContext, a nif:Context.": [
        *exactly_one(STRING, "nif:referenceContext", "?s"),
        ("Class", changed(STRING, "nif:referenceContext", "?s")),
    ],
    "A string has at most one nif:anchorOf.": [
        ("MaxCount", with_(STRING, "nif:anchorOf", "'sad'")),
        ("Datatype", changed(STRING, "nif:anchorOf", "'happy'@en")),
    ],
    "The nif:anchorOf of a string is what its text has between begin and end, counted in characters.": [
        ("SPARQL", changed(STRING, "nif:anchorOf", "'Happy'")),
        ("SPARQL", changed(STRING, "nif:beginIndex", "'8'^^xsd:nonNegativeInteger")),
    ],
    "A set of emotions is an onyx:EmotionSet, so that others find it.": [
        ("HasValue", "DELETE { ?s a onyx:EmotionSet } WHERE { ?s a tone:TextEmotionSet }"),
        ("HasValue", "DELETE { ?s a onyx:EmotionSet } WHERE { ?s a tone:MentionEmotionSet }"),
    ],
    "A set of emotions comes from exactly one onyx:EmotionAnalysis.": [
        *exactly_one(TEXT, "prov:wasGeneratedBy", "?s"),
        ("Class", changed(MENTION, "prov:wasGeneratedBy", "?s")),
    ],
    "What a set of emotions holds is an onyx:Emotion.": [("Class", with_(TEXT, "onyx:hasEmotion", "tone:Joy"))],
    "An answer is that for exactly one nif:Context.": [
        (
            "MinCount",
            "DELETE { ?h onyx:hasEmotionSet ?s } WHERE { ?h onyx:hasEmotionSet ?s . ?s a tone:TextEmotionSet }",
        ),
        ("MaxCount", f"INSERT {{ tone:Joy onyx:hasEmotionSet ?s }} WHERE {{ ?s {TEXT} }}"),
        ("Class", f"{HELD_BY} ?s {TEXT} . ?new {STRING} }}"),
    ],
    "An answer has exactly one tone:emotional, a decimal from 0 to 1.": number(TEXT, "tone:emotional"),
    "An answer has exactly one tone:intensity, a decimal from 0 to 1.": number(TEXT, "tone:intensity"),
    "An answer has exactly one tone:valence, a decimal from -1 to 1.": number(
        TEXT, "tone:valence", "'-1.1'^^xsd:decimal"
    ),
    "An answer has at most one tone:dominantEmotion.": [("MaxCount", with_(TEXT, "tone:dominantEmotion", "tone:Fear"))],
    "An answer has emotions if, and only if, one is dominant.": [
        ("Xone", lacking(TEXT, "tone:dominantEmotion")),
        ("Xone", lacking(TEXT, "onyx:hasEmotion")),
    ],
    "A mention is exactly one nif:RFC5147String.": [
        ("MinCount", f"DELETE {{ ?h onyx:hasEmotionSet ?s }} WHERE {{ ?h onyx:hasEmotionSet ?s . ?s {MENTION} }}"),
        ("MaxCount", f"INSERT {{ tone:Joy onyx:hasEmotionSet ?s }} WHERE {{ ?s {MENTION} }}"),
        ("Class", f"{HELD_BY} ?s {MENTION} . ?new {ANALYSIS} }}"),
    ],
    "A mention speaks of at least one emotion.": [("MinCount", lacking(MENTION, "onyx:hasEmotion"))],
    "A mention has exactly one tone:form.": [
        *exactly_one("a tone:MentionEmotionSet", "tone:form", "'other'"),
        ("Datatype", changed("a tone:MentionEmotionSet", "tone:form", "'happy'@en")),
        ("MinLength", changed("a tone:MentionEmotionSet", "tone:form", "''")),
    ],
    "A mention has exactly one tone:negated, true or false.": [
        *exactly_one(MENTION, "tone:negated", "false"),
        ("Datatype", changed(MENTION, "tone:negated", "'yes'")),
    ],
    "A mention has exactly one tone:factor, a decimal of 0 or more.": number(MENTION, "tone:factor", high=None),
    "What changes a mention is a tone:AppliedCue.": [("Class", with_(MENTION, "tone:hasCue", "'not'"))],
    "A cue has exactly one tone:cueKind, one that vocab/README.md describes.": [
        *exactly_one(CUE, "tone:cueKind", "'past'"),
        ("In", changed(CUE, "tone:cueKind", "'irony'")),
    ],
    "A cue has exactly one tone:factor, a decimal of 0 or more.": number(CUE, "tone:factor", high=None),
    "A cue is found at exactly one nif:RFC5147String.": [
        *exactly_one(CUE, "tone:foundAt", "tone:Joy"),
        ("Class", changed(CUE, "tone:foundAt", "tone:Joy")),
    ],
    "An emotion has exactly one onyx:hasEmotionCategory, an emotion of TONE.": [
        *exactly_one(EMOTION, "onyx:hasEmotionCategory", "tone:Boredom"),
        ("NodeKind", changed(EMOTION, "onyx:hasEmotionCategory", "'https://w3id.org/tone#Joy'")),
        ("Pattern", changed(EMOTION, "onyx:hasEmotionCategory", "<https://example.org/joy>")),
    ],
    "An emotion has exactly one onyx:hasEmotionIntensity, a decimal from 0 to 1.": number(
        EMOTION, "onyx:hasEmotionIntensity"
    ),
    "An emotion has at most one onyx:algorithmConfidence, a decimal from 0 to 1.": number(
        EMOTION, "onyx:algorithmConfidence"
    )[1:],
    "An emotion has one tone:score, a decimal of 0 or more.": number("a onyx:Emotion", "tone:score", high=None)[1:],
    "An emotion belongs to exactly one set.": [
        ("MinCount", lacking(TEXT, "onyx:hasEmotion")),
        ("MaxCount", f"INSERT {{ tone:Joy onyx:hasEmotion ?s }} WHERE {{ ?s {EMOTION} }}"),
        ("Class", "DELETE { ?s a onyx:EmotionSet } WHERE { ?s a tone:TextEmotionSet }"),
    ],
    "An emotion is turned from at most one, and another one.": [
        ("MaxCount", with_("tone:turnedFrom ?x", "tone:turnedFrom", "tone:Fear")),
        (
            "Disjoint",
            "INSERT { ?s tone:turnedFrom ?o } WHERE { ?s onyx:hasEmotionCategory ?o ; tone:turnedFrom ?other }",
        ),
    ],
    "An emotion is mixed with each that is mixed with it: both triples are there.": [
        ("Equals", "INSERT { ?s tone:mixedWith tone:Joy } WHERE { ?s tone:score ?x }"),
    ],
    "An analysis uses one emotion model, <https://w3id.org/tone>.": [
        *exactly_one(ANALYSIS, "onyx:usesEmotionModel", "<https://example.org/model>"),
        ("In", changed(ANALYSIS, "onyx:usesEmotionModel", "<https://example.org/model>")),
    ],
    "An analysis used exactly one nif:Context.": [
        *exactly_one(ANALYSIS, "prov:used", "?s"),
        ("Class", changed(ANALYSIS, "prov:used", "?s")),
    ],
    "An analysis is that of exactly one prov:SoftwareAgent.": [
        *exactly_one(ANALYSIS, "prov:wasAssociatedWith", "?s"),
        ("Class", changed(ANALYSIS, "prov:wasAssociatedWith", "?s")),
    ],
    "An analysis has exactly one onyx:algorithm, its mode: lexical or contextual.": [
        *exactly_one(ANALYSIS, "onyx:algorithm", "'lexical'"),
        ("In", changed(ANALYSIS, "onyx:algorithm", "'guess'")),
    ],
    "A contextual analysis was influenced by exactly one encoder, a lexical one by none.": [
        ("Xone", lacking(ANALYSIS, "prov:wasInfluencedBy")),
        ("Xone", changed(ANALYSIS, "onyx:algorithm", "'lexical'")),
        ("Xone", with_(ANALYSIS, "prov:wasInfluencedBy", "tone:Joy")),
    ],
    "What influenced an analysis is a prov:Entity.": [
        ("Class", "DELETE { ?s a prov:Entity } WHERE { ?s a prov:Entity }"),
    ],
    "An encoder has exactly one rdfs:label, its name.": text(ENCODER, "rdfs:label"),
    "An encoder has exactly one owl:versionInfo, the checksum of its weights.": text(ENCODER, "owl:versionInfo"),
    "An analysis has at most one prov:endedAtTime, an xsd:dateTime.": [
        ("MaxCount", with_(ANALYSIS, "prov:endedAtTime", "'2026-01-02T13:00:00Z'^^xsd:dateTime")),
        ("Datatype", changed(ANALYSIS, "prov:endedAtTime", "'noon'")),
    ],
    "The software has exactly one owl:versionInfo.": [
        *exactly_one(AGENT, "owl:versionInfo", "'2'"),
        ("Datatype", changed(AGENT, "owl:versionInfo", "2")),
        ("MinLength", changed(AGENT, "owl:versionInfo", "''")),
    ],
}
"""For each message of the shapes: kinds of constraint, and updates of an annotated text that break them."""

FLAT = [(message, constraint, update) for message, pairs in SAMPLES.items() for constraint, update in pairs]


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES)


@pytest.fixture(scope="module")
def shape_of(shapes: rdflib.Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return apart(shapes, tmp_path_factory.mktemp("shapes"))


@pytest.fixture(scope="module")
def annotated() -> rdflib.Graph:
    return CONTEXTUAL.classify("Not happy.").to_rdf(base=BASE, time=NOON).to_rdflib()


def spoilt(graph: rdflib.Graph, update: str) -> set[Triple]:
    """An updated copy, made by rdflib: a store of pyoxigraph turns all whole numbers into xsd:integer."""
    other = rdflib.Graph()
    other += graph
    other.update(PREFIX + update)
    assert set(other) != set(graph), "the sample changes nothing"
    return {quad.triple for quad in parse(other.serialize(format="nt"), format=RdfFormat.N_TRIPLES)}


def test_annotated_texts_conform() -> None:
    assert check_shapes(KB.annotate(CLASSIFIER.pipe(TEXTS), base=BASE, time=NOON), SHAPES) == []


@pytest.mark.parametrize(("message", "constraint", "update"), FLAT, ids=[f"{m[:40]} {c}" for m, c, _ in FLAT])
def test_a_planted_fault_is_found(
    annotated: rdflib.Graph, shape_of: dict[str, Path], message: str, constraint: str, update: str
) -> None:
    found = {(found.message, found.constraint) for found in check_shapes(spoilt(annotated, update), shape_of[message])}
    assert (message, constraint) in found


def test_each_constraint_has_a_sample(shapes: rdflib.Graph) -> None:
    assert constraints(shapes) == {(message, constraint) for message, constraint, _ in FLAT}


def test_the_shapes_are_shapes(shapes: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        assert (shape, RDFS.comment, None) in shapes
    messages = [str(message) for message in shapes.objects(None, SH.message)]
    assert len(messages) == len(set(messages))


def test_cue_kinds_are_those_of_the_model(shapes: rdflib.Graph) -> None:
    from tone.model import CueKind

    [stated] = [
        {str(kind) for kind in shapes.items(listed)}
        for node, listed in shapes.subject_objects(SH["in"])
        if (node, SH.path, rdflib.URIRef(Tone.cueKind.value)) in shapes
    ]
    assert stated == {kind.value for kind in CueKind}
    assert (None, OWL.versionInfo, None) not in shapes
