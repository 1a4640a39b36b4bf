"""The knowledge base as its users hold it."""

from __future__ import annotations

import copy
import pickle
import threading
import warnings
from pathlib import Path

import pytest
from conftest import DATA, ROOT

import tone
from tone.errors import AmbiguousNameWarning, DataError, OntologyFileError, UnknownEmotionError
from tone.resources import find_data

FORMS = {"key": "joy/cheerfulness/joy", "curie": "tone:JoyTertiary", "iri": "https://w3id.org/tone#JoyTertiary"}


@pytest.mark.parametrize("form", FORMS)
def test_an_emotion_is_found_by_key_curie_and_iri(kb: tone.KnowledgeBase, form: str) -> None:
    joy = kb[FORMS[form]]
    assert (joy.key, joy.curie, joy.iri) == tuple(FORMS.values())
    assert (joy.tier, joy.label, joy.qualified_label) == (3, "joy", "joy (tertiary)")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("bliss", "joy/cheerfulness/bliss"),
        ("Lonliness", "sadness/neglect/loneliness"),
        ("tone:Blis", "joy/cheerfulness/bliss"),
        ("joy/bliss", "joy/cheerfulness/bliss"),
        ("hatred", "anger/rage/hate"),
        ("furios", "anger/rage/fury"),
    ],
)
def test_a_miss_suggests_what_was_meant(kb: tone.KnowledgeBase, name: str, suggestion: str) -> None:
    with pytest.raises(UnknownEmotionError, match="did you mean") as caught:
        kb[name]
    assert suggestion in caught.value.suggestions
    assert isinstance(caught.value, KeyError)
    assert name not in kb
    assert kb.get(name) is None


def test_a_miss_without_a_guess_says_what_to_do(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(UnknownEmotionError, match="kb.find"):
        kb["x" * 100_000]
    with pytest.raises(UnknownEmotionError):
        kb[None]  # type: ignore[index]


def test_it_is_a_mapping(kb: tone.KnowledgeBase) -> None:
    assert len(kb) == len(list(kb)) == len(kb.emotions()) == 144
    assert all(kb[key].key == key for key in kb)
    assert "joy" in kb
    with pytest.raises(TypeError):
        kb["joy"] = kb["anger"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        kb["joy"].label = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        kb.taxonomy.records["joy"] = kb["anger"].record  # type: ignore[index]


def test_a_shared_name_gives_the_broadest_and_says_so(kb: tone.KnowledgeBase) -> None:
    with pytest.warns(AmbiguousNameWarning, match=r"taking the broadest, joy/relief \(not joy/relief/relief\)"):
        assert kb.resolve("Relief").key == "joy/relief"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert kb.resolve("envy").key == "anger/envy"
        assert kb.resolve("JoyTertiary").key == "joy/cheerfulness/joy"
        assert kb.resolve("joy").key == "joy"


def test_neighbours_of_an_emotion(kb: tone.KnowledgeBase) -> None:
    lonely = kb["sadness/neglect/loneliness"]
    assert [node.key for node in lonely.path] == ["sadness", "sadness/neglect", "sadness/neglect/loneliness"]
    assert lonely.parent == kb["sadness/neglect"]
    assert lonely.primary == kb["sadness"]
    assert kb["sadness"].parent is None
    assert [node.key for node in lonely.ancestors()] == ["sadness/neglect", "sadness"]
    assert len(lonely.siblings()) == 10
    assert lonely not in lonely.siblings()
    assert len(kb["joy"].descendants()) == 34
    assert len(kb["joy"].children()) == 7
    assert kb["joy"] not in kb["joy"].descendants()
    assert len(kb["joy"].siblings()) == 5


def test_the_tree_between_two_emotions(kb: tone.KnowledgeBase) -> None:
    assert kb.lca("hope", "eagerness") == kb["joy/optimism"]
    assert kb.lca("joy", "joy/optimism/hope") == kb["joy"]
    assert kb.lca("joy", "anger") is None
    assert kb.distance("joy", "anger") == 2
    assert kb.distance(kb["joy"], kb["joy"]) == 0
    assert [node.key for node in kb.path("envy", "hope")] == [
        "anger/envy",
        "anger",
        "joy",
        "joy/optimism",
        "joy/optimism/hope",
    ]
    with pytest.raises(UnknownEmotionError):
        kb.path("envy", "nothing at all")


def test_find_ranks_whole_names_first(kb: tone.KnowledgeBase) -> None:
    assert [emotion.key for emotion in kb.find("sadness")][:2] == ["sadness", "sadness/sadness"]
    assert kb.find("HATRED")[0].key == "anger/rage/hate"
    assert kb.find("zzz") == kb.find("") == []
    assert kb["fear"] in kb.find("danger", definitions=True)
    assert kb["fear"] not in kb.find("danger")


def test_lookup_knows_all_forms_in_any_case(kb: tone.KnowledgeBase) -> None:
    for word in ("happy", "Happier", "HAPPIEST"):
        [sense] = kb.lookup(word)
        assert sense.emotion.key == "joy/cheerfulness/happiness"
        assert sense.entry.form == "happy"
    assert kb.lookup("tender-hearted" + "ness")[0].emotion.key == "love/affection/tenderness"
    assert kb.lookup("table") == ()
    assert kb.lookup("") == ()


def test_every_emotion_has_a_word_of_its_name(kb: tone.KnowledgeBase) -> None:
    for emotion in kb.values():
        assert kb.lookup(emotion.label)[0].emotion.label == emotion.label
        assert kb.lookup(emotion.adjective)[0].emotion.adjective == emotion.adjective


def test_senses_of_a_polysemous_word(mini: tone.KnowledgeBase) -> None:
    senses = mini.lookup("bitter")
    assert {(sense.emotion.key, sense.weight) for sense in senses} == {("anger/envy", 0.6), ("sadness/sadness", 0.4)}
    assert senses[0].to_dict()["sources"] == ["mini"]
    assert mini.lookup("old word") == (), "deprecated entries are kept, not found"
    assert mini["joy/cheerfulness/bliss"].entries(pos="phrase", min_confidence=0.9)[0].form == "over the moon"
    assert mini["joy/cheerfulness/bliss"].entries(pos="phrase", min_confidence=0.95) == ()
    with pytest.raises(ValueError, match="nonsense"):
        mini["joy"].entries(pos="nonsense")


def test_links_are_seen_from_both_ends(mini: tone.KnowledgeBase) -> None:
    [there], [back] = mini["joy"].links("opposite_of"), mini["sadness"].links("opposite_of")
    assert (there.object.key, back.object.key, back.subjects[0].key) == ("sadness", "joy", "sadness")
    assert {link.object.key for link in mini["anger/envy"].links("composed_of")} == {"sadness", "joy/optimism/hope"}
    [combined] = mini["joy/relief"].links("plus_leads_to")
    assert ([e.key for e in combined.subjects], combined.object.key) == (["fear", "joy/relief"], "joy")
    assert mini["anger/envy"].links("composed_of", min_confidence=0.5)[0].object.key == "sadness"
    assert mini["fear"].links("opposite_of") == (), "deprecated links are kept, not followed"


@pytest.mark.build
def test_folder_turtle_and_owl_give_equal_objects(kb: tone.KnowledgeBase) -> None:
    for name in ("tone.ttl", "tone.owl"):
        other = tone.load(ROOT / "ontology" / name)
        assert other == kb
        assert list(other) == list(kb)
        assert other.lexicon.entries == kb.lexicon.entries
        assert other.version == kb.version == "0.1.0"
        assert other.triples() == kb.triples()


@pytest.mark.parametrize("suffix", [".ttl", ".owl", ".nt", ".jsonld", ".rdf"])
def test_what_is_exported_loads_equal(mini: tone.KnowledgeBase, tmp_path: Path, suffix: str) -> None:
    other = tone.load(mini.export(tmp_path / f"mini{suffix}"))
    assert other == mini
    assert other.lexicon.entries == mini.lexicon.entries
    assert set(other.link_index.links) == set(mini.link_index.links)
    assert other.triples() == mini.triples()


def test_equality_and_hash_go_by_data(kb: tone.KnowledgeBase, mini: tone.KnowledgeBase) -> None:
    assert kb["joy"] == mini["joy"]
    assert hash(kb["joy"]) == hash(mini["joy"])
    assert kb["joy"] != kb["joy/cheerfulness/joy"]
    assert kb != mini
    assert len({kb["joy"], mini["joy"]}) == 1


def test_it_survives_pickle_and_copy(kb: tone.KnowledgeBase) -> None:
    kb.sparql("ASK { }")
    for other in (pickle.loads(pickle.dumps(kb)), copy.deepcopy(kb)):
        assert other == kb
        assert other.lookup("joyful")[0].emotion == kb["joy"]
        assert other.sparql("ASK { tone:Joy a tone:PrimaryEmotion }") is True


def test_threads_may_share_it() -> None:
    fresh, answers = tone.load(ROOT), []
    query = "SELECT (COUNT(?e) AS ?n) WHERE { ?e a skos:Concept }"

    def ask() -> None:
        answers.append((fresh.lookup("joyful")[0].emotion.key, fresh.sparql(query)[0].n))  # type: ignore[index]

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [("joy", 144)] * 8


def test_data_are_looked_for_in_the_stated_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vocab").mkdir()
    (tmp_path / "vocab" / "emotions.tsv").write_text("the working directory must never be read")
    assert find_data(environ={}).origin in {"checkout", "package"}
    assert find_data(environ={"TONE_DATA_DIR": str(DATA / "mini")}).origin == "environment"
    assert find_data(ROOT, environ={"TONE_DATA_DIR": str(DATA / "mini")}).root == ROOT
    assert len(tone.load(environ={"TONE_DATA_DIR": str(DATA / "mini")})) == 20
    with pytest.raises(DataError, match="is not a folder"):
        tone.load(environ={"TONE_DATA_DIR": str(tmp_path / "nowhere")})
    with pytest.raises(DataError, match=r"holds no vocab/emotions\.tsv"):
        tone.load(DATA)


def test_files_that_are_not_tones_are_refused(tmp_path: Path) -> None:
    whole = (ROOT / "ontology" / "tone.ttl").read_bytes()
    other = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a:b"/></rdf:RDF>'
    )
    samples = {
        "truncated.ttl": (whole[: len(whole) // 2], "is not whole Turtle: .*line"),
        "other.owl": (other.encode(), "holds no TONE emotions"),
        "empty.ttl": (b"", "holds no TONE emotions"),
        "binary.owl": (bytes(range(256)), "is not whole RDF/XML"),
        "notes.txt": (b"hello", "known suffixes are"),
        "table.tsv": (b"hello", "load the folder"),
        "gap.ttl": (whole.replace(b'skos:notation "joy" ;', b""), "values of"),
    }
    for name, (content, message) in samples.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(OntologyFileError, match=message):
            tone.load(path)


def test_representations(kb: tone.KnowledgeBase) -> None:
    assert repr(kb["joy/relief"]) == "Emotion('joy/relief', tier=2)"
    assert repr(kb) == "KnowledgeBase(version='0.1.0', emotions=144)"
    card = kb["anger/rage/hate"]._repr_html_()
    assert "<table>" in card
    assert "hatred" in card
    assert kb["anger/envy"].to_dict()["children"] == ["anger/envy/jealousy"]
