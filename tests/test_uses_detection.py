"""The first use case: figures beside peers, what texts feel together, and the words and texts that say so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import tone
from tone.errors import DataError
from tone.evaluate.gold import GoldRow, GoldSet
from tone.evaluate.mapping import LabelMapping, Match
from tone.evaluate.predictor import Prediction
from tone.kb import KnowledgeBase
from tone.uses.detection import detect, flatten_detection, render_detection

MAPPING = {name: LabelMapping("made", name, name, Match.EXACT, (), "") for name in ("joy", "sadness", "fear")}
TWEETS = GoldSet(
    "tweets",
    (
        GoldRow("so happy today", ("joy",), number=1),
        GoldRow("happy happy, no despair", ("joy",), number=2),
        GoldRow("such despair", ("sadness",), number=3),
        GoldRow("nothing here", ("fear",), number=4),
    ),
    4,
)
STARS = GoldSet("reviews", (GoldRow("sad", (), {"stars": 1.0}), GoldRow("joy", (), {"stars": 5.0})), 2)


class AlwaysJoy:
    """A peer that answers joy."""

    name, configuration, gives_emotions = "always joy", {}, True

    def predict(self, texts: Iterable[str]) -> Iterator[Prediction]:
        return (Prediction(True, {"joy": 1.0}, ("joy",), "joy") for _ in texts)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict:
    knowledge = tone.load(Path(__file__).parent / "data" / "mini")
    classifier = tone.EmotionClassifier(knowledge)
    return detect([TWEETS, STARS], classifier, [AlwaysJoy()], lambda _: MAPPING, examples=1, resamples=20)


def test_figures_stand_beside_those_of_peers(found: dict) -> None:
    rows = {(row["set"], row["run"]): row for row in flatten_detection(found)}
    own, peer = rows["tweets", "tone (lexical)"], rows["tweets", "always joy"]
    assert own["strict_accuracy"] == 0.75
    assert own["strict_macro_f1"] == pytest.approx((1 + 1 + 0) / 3, abs=1e-6)
    assert (peer["strict_accuracy"], peer["strict_coverage"]) == (0.5, 1.0)
    assert own["strict_low"] <= own["strict_macro_f1"] <= own["strict_high"]
    assert rows["reviews", "tone (lexical)"]["stars_spearman"] == 1
    assert rows["reviews", "tone (lexical)"]["strict_macro_f1"] is None


def test_words_count_for_the_emotion_of_their_strongest_reading_and_not_when_denied(found: dict) -> None:
    words = found["tweets"]["words"]
    assert [(word["word"], word["mentions"]) for word in words["joy"]["reviewed"]] == [("happy", 3)]
    assert [(word["word"], word["mentions"]) for word in words["sadness"]["reviewed"]] == [("despair", 1)]
    assert found["tweets"]["summary"]["without_emotion"] == 1


def test_examples_are_the_clearest_texts_and_only_quoted_if_asked_for(found: dict, mini: KnowledgeBase) -> None:
    quoted = found["tweets"]["examples"]
    assert {key: [one["text"] for one in kept] for key, kept in quoted.items()} == {
        "joy": ["happy happy, no despair"],
        "sadness": ["such despair"],
    }
    silent = detect([TWEETS], tone.EmotionClassifier(mini), [], lambda _: MAPPING, resamples=20)
    assert "examples" not in silent["tweets"]
    assert "such despair" not in json.dumps(silent)


def test_the_report_is_the_same_each_time_and_says_what_it_is(found: dict) -> None:
    report = render_detection(found, {"seed": 0})
    assert report == render_detection(found, {"seed": 0})
    assert "No label was used for training. Run with seed: 0." in report
    assert "| sadness | 25.0% | despair 1 |  |" in report
    assert "- sadness/sadness/despair (despair): such despair" in report
    assert "| always joy |" in report


def test_the_command_reads_public_layouts_and_writes_nothing_when_it_fails(run, tmp_path: Path) -> None:
    folder = tmp_path / "sets"
    folder.mkdir()
    (folder / "dairai_emotion.txt").write_text("so happy;joy\nso sad;sadness\ni am afraid;fear\n", "utf-8")
    (folder / "amazon_alexa.tsv").write_text(
        "rating\tdate\tvariation\tverified_reviews\tfeedback\n5\tx\tx\tlove it\t1\n1\tx\tx\thate it\t0\n", "utf-8"
    )
    report, results = tmp_path / "report.md", tmp_path / "results.json"
    options = ["--resamples", "20", "--report", str(report), "--write", str(results), "--format", "jsonl"]
    told = run("use", "detection", str(folder), *options)
    assert told.code == 0, told.err
    rows = {row["set"]: row for row in map(json.loads, told.out.splitlines())}
    assert rows["dairai_emotion"]["strict_accuracy"] == 1.0
    assert rows["reviews_amazon_alexa"]["stars_spearman"] == 1.0
    assert "so happy" not in results.read_text("utf-8") + report.read_text("utf-8")
    before = results.read_bytes(), report.read_bytes()
    (folder / "dairai_emotion.txt").write_text("so happy;joy\nno label\n", "utf-8")
    failed = run("use", "detection", str(folder), *options)
    assert failed.code == 2
    assert "row 2: expected text;label" in failed.err
    assert (results.read_bytes(), report.read_bytes()) == before


def test_unknown_labels_are_named_with_their_row(mini: KnowledgeBase) -> None:
    strange = GoldSet("tweets", (GoldRow("so happy", ("blue",), number=7),), 1)
    with pytest.raises(DataError, match="tweets, row 7: label 'blue' has no mapping"):
        detect([strange], tone.EmotionClassifier(mini), [], lambda _: MAPPING)
