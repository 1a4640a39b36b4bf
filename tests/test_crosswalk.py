"""Crosswalks: whole, valid, one truth with the evaluation's table, alike in Python, SPARQL and on the command line."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, ROOT, Run
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.crosswalk.sssom import Predicate, names_of, nodes_of, read_set
from tone.errors import DataError, TableError, UnknownEmotionError, UnknownLabelError, UnknownSchemeError
from tone.evaluate.mapping import LabelMappings, Match
from tone.rdf.mappings import mapping_triples

FOLDER = ROOT / "ontology" / "mappings"
with (DATA / "scheme_labels.tsv").open(encoding="utf-8") as stream:
    LABELS = {row["scheme"]: row["labels"].split("|") for row in csv.DictReader(stream, delimiter="\t")}
"""The labels of each scheme, from its own publication."""


@pytest.mark.parametrize("name", sorted(LABELS))
def test_every_label_is_mapped_or_says_why_not(kb: tone.KnowledgeBase, name: str) -> None:
    crosswalk = kb.crosswalk(name)
    assert sorted(crosswalk.labels) == sorted(LABELS[name])
    assert crosswalk.title
    for label in crosswalk.labels:
        assert bool(crosswalk.emotions(label)) is not (label in crosswalk.unmapped)
    assert all(len(reason) > 10 for reason in crosswalk.unmapped.values())
    assert {found.label for key in kb if (found := crosswalk.match(key))} <= set(crosswalk.labels)


def test_all_sets_are_tested(kb: tone.KnowledgeBase) -> None:
    assert set(kb.crosswalks()) == set(LABELS) == set(names_of(FOLDER))
    sizes = {"plutchik": 48, "goemotions": 28, "empathetic_dialogues": 32, "isear": 7, "emotionml_big6": 6}
    sizes |= {"emotionml_everyday": 17, "emotionml_occ": 22, "nrc": 8, "leia": 5, "wnaffect": 291, "hourglass": 24}
    assert {name: len(set(LABELS[name])) for name in sizes} == sizes


@pytest.mark.parametrize(
    ("scheme", "labelled_set"),
    [("goemotions", "goemotions"), ("empathetic_dialogues", "empathetic_dialogues_turns"), ("isear", "isear")],
)
def test_the_table_of_the_evaluation_says_the_same(kb: tone.KnowledgeBase, scheme: str, labelled_set: str) -> None:
    # vocab/mappings.tsv adds to the sets what the protocol asks for, and contradicts them nowhere
    table = LabelMappings.read(ROOT / "vocab" / "mappings.tsv", kb.taxonomy).of(labelled_set)
    crosswalk = kb.crosswalk(scheme)
    assert set(table) == set(crosswalk.labels)
    for label, row in table.items():
        exact = {m.emotion.key for m in crosswalk.emotions(label) if m.predicate is Predicate.EXACT}
        assert exact == ({row.emotion} if row.match is Match.EXACT else set()), label
        assert (label in crosswalk.unmapped) is (row.match is Match.NONE), label
        if row.match is Match.APPROXIMATE:
            assert row.emotion in {m.emotion.key for m in crosswalk.emotions(label)}, label


def test_a_node_is_called_by_its_own_label_then_its_ancestors_then_a_narrower_one(kb: tone.KnowledgeBase) -> None:
    goemotions, occ, ekman = kb.crosswalk("goemotions"), kb.crosswalk("emotionml_occ"), kb.crosswalk("ekman")
    assert goemotions.label("anger/irritation/annoyance") == "annoyance"
    assert goemotions.label(kb["anger/rage/fury"]) == "anger"
    assert goemotions.label("joy/relief") == goemotions.label("joy/relief/relief") == "relief"
    assert occ.label("sadness/sadness/sorrow") == "distress"  # which is wider than sadness
    assert occ.label("love/affection/compassion") == "love"
    assert occ.label("surprise") is None
    assert ekman.label("love") is None
    assert ekman.label("anger/disgust/contempt") == "contempt"
    assert kb.crosswalk("emotionml_everyday").label("love/affection/fondness") == "affectionate"
    narrower = kb.crosswalk("empathetic_dialogues").match("love")
    assert narrower is not None
    assert narrower.emotion.key.startswith("love/")
    with pytest.raises(UnknownEmotionError):
        goemotions.label("no such thing")


def test_labels_give_their_emotions(kb: tone.KnowledgeBase) -> None:
    leia = kb.crosswalk("leia")
    assert [(m.emotion.key, m.predicate) for m in leia.emotions("Happiness")] == [
        ("joy", Predicate.CLOSE),
        ("joy/cheerfulness/happiness", Predicate.NARROW),
    ]
    assert kb.crosswalk("nrc").emotions("trust") == ()
    assert "trust" in kb.crosswalk("nrc").unmapped
    assert (kb.crosswalk("goemotions").neutral, leia.neutral) == ("neutral", None)
    assert leia.emotions("anger")[0].to_dict()["predicate"] == "skos:exactMatch"
    with pytest.raises(UnknownLabelError, match="no label 'hapiness' in leia: did you mean one of 'happiness'"):
        leia.emotions("hapiness")


def test_unknown_schemes_are_suggested(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(UnknownSchemeError, match="no scheme 'goemotion': did you mean 'goemotions'") as caught:
        kb.crosswalk("goemotion")
    assert caught.value.available == kb.crosswalks()
    with pytest.raises(UnknownSchemeError):
        tone.EmotionClassifier(kb).predict(iter(["never read"]), scheme="none of these")


@given(data=st.data())
def test_shares_add_up_to_what_has_a_label(kb: tone.KnowledgeBase, data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(sorted(kb)), unique=True, max_size=6))
    own = {key: data.draw(st.floats(0.01, 10)) for key in keys}
    rolled: dict[str, float] = {}
    for key, score in own.items():
        for place in (key, *kb.taxonomy.ancestors(key)):
            rolled[place] = rolled.get(place, 0.0) + score
    crosswalk = kb.crosswalk(data.draw(st.sampled_from(kb.crosswalks())))
    shares = crosswalk.translate(rolled)
    for label in crosswalk.labels:
        wanted = sum(score for key, score in own.items() if crosswalk.label(key) == label)
        assert shares.get(label, 0.0) == pytest.approx(wanted / sum(own.values()) if own else 0.0, abs=1e-9)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)


def test_the_classifier_answers_in_other_schemes(kb: tone.KnowledgeBase) -> None:
    classifier = tone.EmotionClassifier(kb)
    texts = ["so proud of you", "It is Tuesday.", "I was terrified"]
    assert classifier.predict(texts, scheme="goemotions") == ["pride", "neutral", "fear"]
    assert classifier.predict(texts, scheme="ekman") == ["happiness", None, "fear"]
    result = classifier.classify("so proud of you")
    assert result.label("goemotions") == "pride"
    assert next(iter(result.scores(scheme="goemotions"))) == "pride"
    assert sum(result.scores(scheme="goemotions").values()) == pytest.approx(1)


def test_a_part_of_the_tree_has_its_part_of_the_labels(kb: tone.KnowledgeBase, mini: tone.KnowledgeBase) -> None:
    joy = kb.subset("joy").crosswalk("goemotions")
    assert joy.label("joy/pride") == "pride"
    assert joy.unmapped["fear"] == "this knowledge base has no tone:Fear"
    assert mini.crosswalk("isear").label("sadness/shame/guilt") == "guilt"


def test_sparql_sees_the_mappings_in_their_own_graph(kb: tone.KnowledgeBase) -> None:
    rows = kb.sparql(
        "SELECT ?label { GRAPH <https://w3id.org/tone/mappings> { ?l skos:exactMatch tone:Worry ; rdfs:label ?label } }"
    )
    assert {str(row.label) for row in rows} == {"worried", "worry"}  # type: ignore[union-attr]
    every = kb.sparql("SELECT DISTINCT ?p { GRAPH <https://w3id.org/tone/mappings> { ?s ?p ?o } }")
    assert not any("sameAs" in str(row.p) for row in every)  # type: ignore[union-attr]
    assert not kb.sparql("ASK { GRAPH <https://w3id.org/tone> { ?s skos:exactMatch ?o } }")
    crosswalk = kb.crosswalk("nrc")
    matches = [t for t in mapping_triples(crosswalk) if t.predicate.value.endswith("Match")]
    assert len(matches) == len(list(crosswalk))


HEAD = """#curie_map:
#  s: "https://example.org/s#"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#  semapv: "https://w3id.org/semapv/vocab/"
#  sssom: "https://w3id.org/sssom/"
#  tone: "https://w3id.org/tone#"
#mapping_set_id: "https://example.org/set"
#mapping_set_version: "1"
#mapping_set_title: "S"
#license: "https://creativecommons.org/licenses/by/4.0/"
#subject_source: "https://example.org/s"
#object_source: "https://w3id.org/tone"
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\tcomment
"""
GOOD = "s:a\ta\tskos:exactMatch\ttone:Joy\tjoy\tsemapv:ManualMappingCuration\t1\t\n"


def faults_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "s.sssom.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(TableError) as caught:
        read_set(path, nodes_of(FOLDER))
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD.replace("tone:Joy", "tone:Jooy"), "row 15, column object_id: no emotion is called 'tone:Jooy'"),
        (GOOD.replace("skos:exactMatch", "owl:sameAs"), "row 15, column predicate_id: 'owl:sameAs' is not one of"),
        (GOOD.replace("\t1\t", "\t1.5\t"), "row 15, column confidence: 1.5 is outside the range 0 to 1"),
        (GOOD.replace("\t1\t", "\tsure\t"), "row 15, column confidence: 'sure' is not a number"),
        (GOOD.replace("\tjoy\t", "\tglee\t"), "row 15, column object_label: 'glee' is not the label of tone:Joy"),
        (GOOD.replace("s:a", "x:a"), "row 15, column subject_id: 'x:a' has a prefix that curie_map lacks"),
        (GOOD.replace("semapv:M", "M"), "row 15, column mapping_justification: 'ManualMappingCuration' is not a term"),
        (GOOD.replace("s:a\ta", "s:b\tb") * 2, "row 16, column object_id: s:b to tone:Joy stands in row 15 already"),
        (GOOD.replace("tone:Joy\tjoy", "sssom:NoTermFound\t"), "row 15, column predicate_id: sssom:NoTermFound takes"),
        ("s:b\tb\n", "row 15: 2 cells where the header has 8"),
        (
            "s:a\ta\tskos:mappingRelation\tsssom:NoTermFound\t\tsemapv:ManualMappingCuration\t1\t\n",
            "row 15, column comment: 'a' has no home: say why",
        ),
        (
            "s:a\ta\tskos:mappingRelation\tsssom:NoTermFound\t\tsemapv:ManualMappingCuration\t1\tnone\n",
            "row 14, column subject_id: s:a is mapped to sssom:NoTermFound too",
        ),
    ],
)
def test_faults_are_told_by_row(tmp_path: Path, row: str, message: str) -> None:
    assert message in faults_of(tmp_path, HEAD + GOOD + row)


def test_a_head_says_what_the_standard_asks_for(tmp_path: Path) -> None:
    without = "\n".join(line for line in HEAD.split("\n") if "license" not in line)
    assert "column license: the head of the file does not say it" in faults_of(tmp_path, without + GOOD)
    assert "row 1, column subject_id: missing from the header" in faults_of(tmp_path, "\n")


def test_a_broken_set_is_told_when_asked_for_and_spoils_no_other(data_folder: Path) -> None:
    path = data_folder / "ontology" / "mappings" / "leia.sssom.tsv"
    path.write_text(path.read_text("utf-8").replace("tone:Fear\t", "tone:Dread?\t"), "utf-8")
    spoilt = tone.load(data_folder)
    assert spoilt.crosswalk("ekman").label("fear") == "fear"
    with pytest.raises(DataError, match=r"leia\.sssom\.tsv: 1 fault"):
        spoilt.crosswalk("leia")


def test_the_command_translates(run: object) -> None:
    def tsv(*arguments: str) -> tuple[int, list[list[str]]]:
        found: Run = run("--data", str(ROOT), "crosswalk", *arguments)  # type: ignore[operator]
        return found.code, [line.split("\t") for line in found.out.splitlines()[1:]]

    assert [row[0] for row in tsv()[1]] == sorted(LABELS)
    assert tsv("goemotions", "--emotion", "joy/relief") == (
        0,
        [
            [
                *("relief", "skos:closeMatch", "joy/relief", "0.9"),
                "the secondary emotion of the same name, which is hardly wider",
            ]
        ],
    )
    code, rows = tsv("nrc", "--label", "trust")
    assert (code, rows[0][:4]) == (1, ["trust", "", "", ""])
    assert {row[0] for row in tsv("nrc", "--unmapped")[1]} == {"trust", "anticipation"}
    assert tsv("ekman", "--emotion", "love") == (1, [])
    assert {row[0] for row in tsv("ekman")[1]} == set(LABELS["ekman"])
    assert run("crosswalk", "ekmann").code == 2  # type: ignore[operator]
    assert run("crosswalk", "--label", "joy").code == 2  # type: ignore[operator]


def test_the_command_classifies_in_other_schemes(run: object) -> None:
    found: Run = run("--data", str(ROOT), "classify", "--scheme", "goemotions", "so proud", "It is Tuesday.")  # type: ignore[operator]
    assert [line.split("\t")[0] for line in found.out.splitlines()] == ["label", "pride", "neutral"]
    bad: Run = run("--data", str(ROOT), "classify", "--scheme", "goemotionz", "so proud")  # type: ignore[operator]
    assert (bad.code, bad.out) == (2, "")
    assert "did you mean 'goemotions'" in bad.err
    assert run("classify", "--scheme", "ekman", "--tier", "2", "so proud").code == 2  # type: ignore[operator]


@pytest.mark.mappings
def test_sssom_py_finds_nothing_against_the_sets() -> None:
    pytest.importorskip("sssom", reason="sssom-py comes with the extra 'mappings'")
    for path in sorted(FOLDER.glob("*.sssom.tsv")):
        done = subprocess.run(
            [sys.executable, "-m", "sssom.cli", "validate", str(path)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (0, "", ""), path.name
