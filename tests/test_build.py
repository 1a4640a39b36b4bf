"""The build: the committed files are what it gives, a failed step changes nothing, HermiT has the last word."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import Literal, NamedNode, Triple
from test_tables import spoil

import tone
from tone.build.entries import label_entries
from tone.build.gate import pass_gate, subject_in
from tone.build.inflect import inflections
from tone.build.reason import reason
from tone.build.release import buildable, run_steps, sources_of
from tone.build.sources import SourceFolder
from tone.errors import DataError, MissingJavaError, ReasoningError
from tone.model import EmotionRecord, PartOfSpeech, Status, Tier
from tone.namespaces import TONE, expand
from tone.rdf.reader import parse_file
from tone.rdf.terms import Owl, Rdf, Rdfs
from tone.rdf.terms import Tone as T
from tone.resources import DataFolder, find_data

STEADY = ["links", "report", "ontology", "quality"]
"""Steps that need no sources; `tests/test_real_sources.py` has the others."""


def node(name: str) -> NamedNode:
    return NamedNode(TONE + name)


def record(key: str, adjective: str, *aliases: str) -> EmotionRecord:
    parent, _, label = key.rpartition("/")
    tier = Tier(key.count("/") + 1)
    return EmotionRecord(
        key, label.title() + str(int(tier)), tier, parent, label, "D.", adjective, aliases, "", "t", Status.ACCEPTED
    )


def no_inflection(_: str, __: PartOfSpeech) -> tuple[str, ...]:
    return ()


def test_a_shared_form_goes_to_the_broadest() -> None:
    records = [record("joy/glee/joy", "joyful"), record("joy", "joyful"), record("joy/glee", "gleeful", "mirth")]
    entries = label_entries(records, no_inflection)
    assert {(entry.form, entry.emotion) for entry in entries} == {
        ("joy", "joy"),
        ("joyful", "joy"),
        ("glee", "joy/glee"),
        ("gleeful", "joy/glee"),
        ("mirth", "joy/glee"),
    }


def test_two_claims_of_one_tier_are_an_error() -> None:
    with pytest.raises(DataError, match="'mirth' is claimed by 'joy/a' and 'joy/b'"):
        label_entries([record("joy/a", "x", "mirth"), record("joy/b", "y", "mirth")], no_inflection)


def test_an_inflected_form_never_takes_a_name_from_another() -> None:
    records = [record("fear", "glad"), record("joy", "gladder")]
    entries = label_entries(records, lambda form, _: ("gladder", "gladdest") if form == "glad" else ())
    forms = {entry.form: (entry.forms, entry.emotion) for entry in entries}
    assert forms["glad"] == (("glad", "gladdest"), "fear")
    assert forms["gladder"] == (("gladder",), "joy")


@pytest.mark.build
@pytest.mark.parametrize(
    ("form", "pos", "expected"),
    [
        ("happy", PartOfSpeech.ADJECTIVE, ("happier", "happiest")),
        ("worry", PartOfSpeech.NOUN, ("worries",)),
        ("emotional pain", PartOfSpeech.NOUN, ("emotional pains",)),
        ("hate", PartOfSpeech.VERB, ("hated", "hates", "hating")),
        ("blow up", PartOfSpeech.VERB, ("blew up", "blowing up", "blown up", "blows up")),
        ("sadly", PartOfSpeech.ADVERB, ()),
        ("delighted", PartOfSpeech.ADJECTIVE, ()),
        ("grrrumpsk", PartOfSpeech.NOUN, ()),
    ],
)
def test_inflections_come_from_the_dictionary(form: str, pos: PartOfSpeech, expected: tuple[str, ...]) -> None:
    assert inflections(form, pos) == expected


@pytest.mark.reason
@pytest.mark.build
def test_the_committed_files_are_what_the_build_gives(data_folder: Path) -> None:
    folder = buildable(find_data(data_folder))
    before = {path: path.read_bytes() for path in data_folder.rglob("*") if path.is_file()}
    assert {outcome.state for outcome in run_steps(folder, STEADY, sources_of(folder), check=True)} == {"unchanged"}
    for name in ("vocab/LINKS.md", "vocab/REPORT.md", "ontology/tone.ttl", "ontology/manifest.toml"):
        (data_folder / name).unlink()
    assert {outcome.state for outcome in run_steps(folder, ["report"], sources_of(folder), check=True)} == {"missing"}
    assert {
        outcome.path for outcome in run_steps(folder, STEADY, sources_of(folder)) if outcome.state == "written"
    } == {
        "vocab/LINKS.md",
        "vocab/REPORT.md",
        "ontology/tone.ttl",
        "ontology/manifest.toml",
    }
    assert {path: path.read_bytes() for path in data_folder.rglob("*") if path.is_file()} == before


@pytest.mark.reason
def test_a_changed_table_makes_the_release_stale(data_folder: Path) -> None:
    spoil(data_folder, "emotions", "Envy that guards a bond", "Envy which guards a bond")
    folder = buildable(find_data(data_folder))
    states = {o.path: o.state for o in run_steps(folder, ["ontology"], sources_of(folder), check=True)}
    for name in ("tone-inferred.ttl", "tone-lexicon.ttl", "void.ttl"):
        assert states.pop(f"ontology/{name}") == "unchanged"
    assert set(states.values()) == {"stale"}


def test_a_failed_step_leaves_the_old_files(data_folder: Path) -> None:
    spoil(data_folder, "emotions", "\tEnvy\t2\t", "\tEnvy\t7\t")
    before = {path: path.read_bytes() for path in data_folder.rglob("*") if path.is_file()}
    with pytest.raises(
        DataError, match=r"1 findings of 1 checks, nothing is released:\n  T003 vocab/emotions.tsv row 6"
    ):
        list(run_steps(buildable(find_data(data_folder)), ["ontology"], sources_of(find_data(data_folder))))
    assert {path: path.read_bytes() for path in data_folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("old", "new", "code"), [("Envy that guards", "envy that guards", "A101"), ("angriness", "ire", "T003")]
)
def test_what_a_check_finds_is_not_released(mini_folder: Path, old: str, new: str, code: str) -> None:
    shutil.copytree(ROOT / "ontology", mini_folder / "ontology", ignore=shutil.ignore_patterns("tone*", "mappings"))
    spoil(mini_folder, "emotions", old, new)
    with pytest.raises(DataError, match=f"1 findings of 1 checks, nothing is released:\n  {code} "):
        pass_gate(subject_in(DataFolder(mini_folder, "path")))


def test_only_a_checkout_is_built_in(mini_folder: Path) -> None:
    with pytest.raises(DataError, match=r"has no ontology/core\.ttl"):
        buildable(find_data(mini_folder))


def test_the_manifest_states_counts_and_checksums(kb: tone.KnowledgeBase) -> None:
    text = (ROOT / "ontology" / "manifest.toml").read_text("utf-8")
    assert f"emotions = 144\ntier_1 = 6\ntier_2 = 25\ntier_3 = 113\nentries = {len(kb.lexicon)}\n" in text
    assert f'"ontology/tone.owl" = "{hashlib.sha256((ROOT / "ontology/tone.owl").read_bytes()).hexdigest()}"' in text
    assert f"triples = {len(kb.triples(lexicon=False))}\n" in text
    for path in (ROOT / "ontology" / "mappings").glob("*.sssom.tsv"):
        assert f'"ontology/mappings/{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' in text


def test_the_inferred_file_holds_the_closure_of_the_tree(kb: tone.KnowledgeBase) -> None:
    triples = parse_file(ROOT / "ontology" / "tone-inferred.ttl")
    above = {(t.subject, t.object) for t in triples if t.predicate == Rdfs.subClassOf}
    for emotion in kb.values():
        expected = {node(other.name) for other in emotion.ancestors()} | {T.EmotionEpisode}
        assert {upper for lower, upper in above if lower == node(emotion.name)} == expected


def test_without_java_the_reasoner_says_so(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(MissingJavaError, match="no 'no-such-java' on the path"):
        reason(kb.triples(lexicon=False), java="no-such-java")


@pytest.mark.reason
def test_hermit_finds_the_release_consistent(kb: tone.KnowledgeBase) -> None:
    hierarchy = reason(kb.triples(lexicon=False))
    assert hierarchy[f"{TONE}Bliss"] == {f"{TONE}{name}" for name in ("Cheerfulness", "Joy", "EmotionEpisode")}


PLANTED = {
    "an episode in two disjoint primaries": [
        Triple(node("episode"), Rdf.type, node("Bliss")),
        Triple(node("episode"), Rdf.type, node("Rage")),
    ],
    "an emotion opposite to itself": [Triple(node("Joy"), T.isOppositeOf, node("Joy"))],
    "a part composed of its whole": [
        Triple(node("Envy"), T.isComposedOf, node("Sadness")),
        Triple(node("Sadness"), T.isComposedOf, node("Envy")),
    ],
    "an emotion of two tiers": [Triple(node("Joy"), Rdf.type, T.SecondaryEmotion)],
    "a link that is an emotion": [Triple(node("Joy"), Rdf.type, T.DependencyLink)],
}


@pytest.mark.reason
@pytest.mark.parametrize("name", PLANTED)
def test_hermit_finds_a_planted_contradiction(kb: tone.KnowledgeBase, name: str) -> None:
    with pytest.raises(ReasoningError, match="contradicts itself"):
        reason(kb.triples(lexicon=False) | set(PLANTED[name]))


def stated(subject: str, predicate: NamedNode, target: str) -> Triple:
    return Triple(node(subject), predicate, node(target))


DISJOINT_PROPERTIES = NamedNode(expand("owl:propertyDisjointWith"))

LINKS_PLANTED = {
    "isOppositeOf is irreflexive": [stated("Joy", T.isOppositeOf, "Joy")],
    "isComposedOf is irreflexive": [stated("Joy", T.isComposedOf, "Joy")],
    "isComponentOf is irreflexive": [stated("Joy", T.isComponentOf, "Joy")],
    "plusLeadsTo is irreflexive": [stated("Joy", T.plusLeadsTo, "Joy")],
    "comesFrom is irreflexive": [stated("Joy", T.comesFrom, "Joy")],
    "isComposedOf is asymmetric": [stated("Hope", T.isComposedOf, "Envy")],
    "isComponentOf is its inverse": [stated("Envy", T.isComponentOf, "Hope")],
    "an opposite is no part": [stated("Envy", T.isOppositeOf, "Hope")],
    "isOppositeOf is symmetric": [stated("Hope", T.isOppositeOf, "Envy")],
    "only emotions are linked": [stated("link-opposite_of-Joy-Sadness", T.isOppositeOf, "Fear")],
    "only combinations have operands": [stated("Joy", T.hasOperand, "Fear")],
    "linkKind is functional": [Triple(node("link-opposite_of-Joy-Sadness"), T.linkKind, Literal("composed_of"))],
    # of two tiers, since OWL lets two names of one tier mean one emotion
    "linksTo is functional": [stated("link-opposite_of-Joy-Sadness", T.linksTo, "Bliss")],
    "leadsTo is functional": [stated("link-plus_leads_to-Fear-Relief-Joy", T.leadsTo, "Bliss")],
}
"""What each characteristic of the link properties forbids, beside the links of the small world: envy is composed of
hope and sadness, joy and sadness are opposites."""


@pytest.mark.reason
@pytest.mark.parametrize("name", LINKS_PLANTED)
def test_hermit_holds_each_characteristic_of_the_links(mini: tone.KnowledgeBase, name: str) -> None:
    with pytest.raises(ReasoningError, match="contradicts itself"):
        reason(mini.triples(lexicon=False) | set(LINKS_PLANTED[name]))


@pytest.mark.reason
def test_it_is_the_disjointness_of_the_properties_that_hermit_sees(mini: tone.KnowledgeBase) -> None:
    part_and_opposite = set(LINKS_PLANTED["an opposite is no part"])
    axioms = {triple for triple in mini.triples(lexicon=False) if triple.predicate == DISJOINT_PROPERTIES}
    assert axioms == {Triple(T.isOppositeOf, DISJOINT_PROPERTIES, T.isComposedOf)}
    assert reason((mini.triples(lexicon=False) - axioms) | part_and_opposite)


@pytest.mark.reason
def test_links_of_every_kind_are_consistent(mini: tone.KnowledgeBase) -> None:
    triples = mini.triples(lexicon=False)
    assert {T.isOppositeOf, T.isComposedOf, T.plusLeadsTo} <= {triple.predicate for triple in triples}
    assert reason(triples)


@pytest.mark.reason
def test_what_the_shapes_refuse_is_not_released(mini_folder: Path) -> None:
    shutil.copytree(ROOT / "ontology", mini_folder / "ontology", ignore=shutil.ignore_patterns("tone*", "mappings"))
    shapes = mini_folder / "ontology" / "shapes.ttl"
    shape = "<urn:no-joy> a sh:NodeShape ; sh:targetNode tone:Joy ; sh:not [ sh:class tone:PrimaryEmotion ] ."
    shapes.write_text(shapes.read_text("utf-8") + shape, "utf-8")
    with pytest.raises(DataError, match="nothing is released:\n  S701 tone:Joy"):
        list(run_steps(DataFolder(mini_folder, "path"), ["ontology"], SourceFolder(mini_folder, {})))
    assert not (mini_folder / "ontology" / "tone.ttl").exists()


@pytest.mark.reason
def test_hermit_finds_a_class_that_can_have_no_instance(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(ReasoningError, match="1 classes can have no instance") as caught:
        reason(kb.triples(lexicon=False) | {Triple(node("Bliss"), Rdfs.subClassOf, node("Rage"))})
    assert caught.value.unsatisfiable == (f"{TONE}Bliss",)


@pytest.mark.reason
def test_hermits_refusal_is_passed_on(kb: tone.KnowledgeBase) -> None:
    transitive = Triple(T.isOppositeOf, Rdf.type, NamedNode(Owl.Class.value.replace("Class", "TransitiveProperty")))
    with pytest.raises(ReasoningError, match="HermiT refuses the ontology: .*Non-simple property"):
        reason(kb.triples(lexicon=False) | {transitive})
