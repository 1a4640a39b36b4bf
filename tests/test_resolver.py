"""Any word to its nodes: by entry, derivation, neighbours or affinity; and honest abstention."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.embed.encoder import HashingEncoder
from tone.embed.words import WordSpace
from tone.errors import DataError, TextError, ToneError
from tone.evaluate.gold import GoldRow, GoldSet
from tone.evaluate.resolving import SETTINGS, evaluate_resolver, hold_out
from tone.evaluate.results import read_results
from tone.evaluate.schemes import evaluate_scheme, zero_shot
from tone.lexicon import Lexicon
from tone.resolver import EmotionResolver, unemotional


@pytest.fixture(scope="module")
def resolver(kb: tone.KnowledgeBase) -> EmotionResolver:
    return EmotionResolver(kb)


@pytest.fixture(scope="module")
def hashing(kb: tone.KnowledgeBase) -> EmotionResolver:
    pytest.importorskip("sklearn", reason="the probability of an emotion is taught with scikit-learn")
    some = [entry for number, entry in enumerate(kb.lexicon.entries) if number % 20 == 0]
    part = tone.KnowledgeBase(kb.taxonomy, lambda: Lexicon(some, kb.taxonomy.records), lambda: kb.link_index, kb.source)
    return EmotionResolver(part, encoder=HashingEncoder())


@pytest.mark.parametrize(
    ("word", "key", "method"),
    [
        ("Smitten", "love/lust/infatuation", "entry"),
        ("Abject fear", None, "entry"),
        ("smittenly", "love/lust/infatuation", "derivation"),
        ("superhappy", "joy/cheerfulness/happiness", "derivation"),
        ("saddish", "sadness", "derivation"),
    ],
)
def test_words_of_the_lexicon_and_what_derives_from_them(
    resolver: EmotionResolver, word: str, key: str | None, method: str
) -> None:
    found = resolver.resolve(word)
    assert found.method == method
    assert found.emotion is not None
    assert key in (None, found.emotion.key)
    assert sum(share for _, share in found.emotions) == pytest.approx(1)
    assert found.evidence


@pytest.mark.parametrize("word", ["table", "yesterday", "likely", "qwxzt", "Banana"])
def test_words_of_no_emotion_are_abstained_on(resolver: EmotionResolver, word: str) -> None:
    found = resolver.resolve(word)
    assert found.emotion is None
    assert found.emotions == ()
    assert found.emotional < resolver.threshold


def test_hidden_words_are_done_without(resolver: EmotionResolver) -> None:
    assert resolver.resolve("joyous").method == "entry"
    hidden = resolver.resolve("joyously", hidden={"joyously"})
    assert (hidden.method, hidden.evidence) == ("derivation", ("joyous",))
    assert resolver.resolve("glum", hidden={"glum", "glumness", "glumly"}).emotion is None


def test_an_encoder_asks_the_words_nearby(hashing: EmotionResolver) -> None:
    found = hashing.resolve("joyfulnesses")
    assert found.method in {"encoder", "derivation"}
    space = hashing.space
    assert space is not None
    near = space.read(next(iter(space._senses)))
    assert near.nearest
    assert 0 <= near.emotional <= 1
    assert sum(near.weights.values()) == pytest.approx(1)
    without = space.read(near.nearest[0], hidden=near.nearest[:1])
    assert near.nearest[0] not in without.nearest
    assert hashing.resolve_all([]) == []
    assert hashing.resolve_all(["zz", "glum"]) == [hashing.resolve("zz"), hashing.resolve("glum")]


@given(word=st.text(max_size=30))
def test_any_text_is_resolved_or_refused(resolver: EmotionResolver, word: str) -> None:
    try:
        found = resolver.resolve(word)
    except TextError:
        return
    assert found.word == word
    assert 0 <= found.emotional <= 1
    assert (found.emotion is None) or found.emotional >= resolver.threshold
    assert found.to_dict()["method"] == found.method


def test_what_is_no_word_is_refused(resolver: EmotionResolver, kb: tone.KnowledgeBase) -> None:
    with pytest.raises(TextError, match="word 1: expected a word as str, got '3'"):
        resolver.resolve_all(["joy", 3])  # type: ignore[list-item]
    with pytest.raises(TextError, match="put it in a list"):
        resolver.resolve_all("joy")
    with pytest.raises(TextError, match="word 0"):
        resolver.resolve("  ")
    with pytest.raises(ValueError, match="threshold 2"):
        EmotionResolver(kb, threshold=2)
    with pytest.raises(ToneError, match="name one, or leave the cache out"):
        EmotionResolver(kb, cache=Path("x"))
    with pytest.raises(DataError, match="no encoder"):
        EmotionResolver(kb, encoder="no-such-folder")
    with pytest.raises(DataError, match="0 words of emotion and 3 other words are too few"):
        WordSpace({}, ["a", "b", "c"], HashingEncoder())


def test_the_taught_words_are_no_entries(kb: tone.KnowledgeBase) -> None:
    words = unemotional(kb)
    assert len(words) > 500
    assert not any(kb.lookup(word) for word in words)


def test_words_are_held_out_with_their_forms_and_families(kb: tone.KnowledgeBase) -> None:
    for setting in SETTINGS:
        held = hold_out(kb, setting, size=50, seed=1)
        assert held == hold_out(kb, setting, size=50, seed=1) != hold_out(kb, setting, size=50, seed=2)
        assert all(one.form in one.hidden and one.emotions for one in held)
    forms, family = (hold_out(kb, setting, size=50, seed=1) for setting in SETTINGS)
    assert all(a.form == b.form and a.hidden <= b.hidden for a, b in zip(forms, family, strict=True))
    assert any(a.hidden < b.hidden for a, b in zip(forms, family, strict=True))


def test_the_measure_counts(kb: tone.KnowledgeBase, resolver: EmotionResolver) -> None:
    pytest.importorskip("sklearn")
    rows = evaluate_resolver(resolver, kb, ["table", "window", "banana"], size=60)
    assert [row["hidden"] for row in rows] == list(SETTINGS)
    for row in rows:
        assert row["words"] == 60
        assert row["wrongly_answered"] == 0
        assert row["node"] <= row["mrr"] <= row["primary"] <= row["answered"] <= 1
    assert rows[0]["answered"] >= rows[1]["answered"]
    with pytest.raises(DataError, match="nothing to tell words of emotion from"):
        evaluate_resolver(resolver, kb, [])


def test_the_command_measures(run: object, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    (tmp_path / "things.txt").write_text("table\nwindow\n")
    arguments = ("evaluate", "resolver", "--encoder", "none", "--others", str(tmp_path / "things.txt"), "--words", "20")
    found: Run = run("--data", str(ROOT), *arguments)  # type: ignore[operator]
    assert found.code == 0
    assert found.out.splitlines()[1].startswith("forms\t20\t")
    path = tmp_path / "results.json"
    assert run("--data", str(ROOT), *arguments, "--write", str(path)).code == 0  # type: ignore[operator]
    [(name, kept)] = read_results(path)["resolver"].items()
    assert (name, set(kept["sets"]), kept["configuration"]["others"]) == ("none", set(SETTINGS), "things.txt")
    report: Run = run("evaluate", "report", str(path))  # type: ignore[operator]
    assert "| none | forms | 20 | " in report.out
    assert "| none | affinities: " in report.out


def test_schemes_are_measured_on_all_their_labels(kb: tone.KnowledgeBase) -> None:
    rows = tuple(GoldRow(text, (label,)) for text, label in [("so proud", "joy"), ("I fear it", "fear"), ("x", "odd")])
    isear = kb.crosswalk("isear")
    classifier = tone.EmotionClassifier(kb)
    runs = {"lexical": lambda texts: classifier.predict(texts, scheme="isear")}
    found = evaluate_scheme(GoldSet("isear", rows, 3), isear, runs, resamples=10)
    assert [(row["run"], row["rows"], row["accuracy"]) for row in found] == [("majority", 2, 0.5), ("lexical", 2, 1.0)]
    nearest = zero_shot(HashingEncoder(), isear.labels)
    assert nearest(["joy", "fear"]) == ["joy", "fear"]
    with pytest.raises(DataError, match="no row of isear is labelled in isear"):
        evaluate_scheme(GoldSet("isear", rows[2:], 1), isear, runs)


def test_the_command_measures_schemes(run: object, tmp_path: Path) -> None:
    path = tmp_path / "isear.jsonl"
    path.write_text('{"text": "so proud", "labels": ["joy"]}\n{"text": "I fear it", "labels": ["fear"]}\n')
    found: Run = run("--data", str(ROOT), "evaluate", "schemes", str(path), "--resamples", "10")  # type: ignore[operator]
    assert found.code == 0
    assert found.out.splitlines()[2].startswith("isear\tisear\tlexical\t2\t2\t0\t1\t1\t1\t1")
    target = tmp_path / "results.json"
    wanted = ("--data", str(ROOT), "evaluate", "schemes", str(path), "--resamples", "10", "--write", str(target))
    assert run(*wanted).code == 0  # type: ignore[operator]
    kept = read_results(target)
    assert kept["runs"] == {}
    assert {name: run["sets"]["isear"]["accuracy"] for name, run in kept["schemes"].items()} == {
        "majority": 0.5,
        "lexical": 1.0,
    }
    report: Run = run("evaluate", "report", str(target))  # type: ignore[operator]
    assert "| isear | isear | lexical | 2 | 2 (0) | 100.0 | 100.0 [" in report.out
    assert run("evaluate", "schemes", str(path), "--scheme", "isaer").code == 2  # type: ignore[operator]
