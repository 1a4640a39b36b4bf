"""The second use case: reviews are read with all faults named, models share folds, and tests are the published ones."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tone
from tone.errors import DataError, TableError
from tone.kb import KnowledgeBase
from tone.uses.ratings import Reviews, check_classes, read_reviews
from tone.uses.reviews import COMPARED, MODELS, evaluate_reviews, tone_features
from tone.uses.significance import corrected_t_test, holm

P_VALUES = st.lists(st.floats(0, 1), max_size=12)


@settings(deadline=None)
@given(P_VALUES)
def test_holm_raises_values_keeps_their_order_and_is_no_harsher_than_bonferroni(values: list[float]) -> None:
    adjusted = holm(values)
    for value, new in zip(values, adjusted, strict=True):
        assert value <= new <= min(1.0, len(values) * value) + 1e-12
    order = sorted(range(len(values)), key=lambda place: values[place])
    assert sorted(adjusted) == [adjusted[place] for place in order]


@settings(deadline=None)
@given(st.lists(st.floats(-1, 1).map(lambda number: round(number, 6)), min_size=2, max_size=20), st.floats(0.05, 1))
def test_the_corrected_test_is_turned_with_its_differences_and_milder_than_the_plain_one(
    differences: list[float], share: float
) -> None:
    from scipy.stats import ttest_1samp

    t, p = corrected_t_test(differences, share)
    turned, same = corrected_t_test([-difference for difference in differences], share)
    assert (turned, same) == (pytest.approx(-t), pytest.approx(p))
    if len(set(differences)) > 1:
        plain = ttest_1samp(differences, 0)
        correction = np.sqrt((1 / len(differences)) / (1 / len(differences) + share))
        assert t == pytest.approx(plain.statistic * correction, abs=1e-6)
        assert p >= plain.pvalue - 1e-9


def test_a_constant_difference_is_certain_and_none_is_none() -> None:
    assert corrected_t_test([0.0, 0.0], 0.25) == (0.0, 1.0)
    assert corrected_t_test([-1.0, -1.0], 0.25) == (float("-inf"), 0.0)
    with pytest.raises(ValueError, match="1 differences"):
        corrected_t_test([0.1], 0.25)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mine.csv", "text,stars\nso  good,5\n ,4\nbad,1.0\n"),
        ("mine.tsv", "text\tstars\nso  good\t5\n\t4\nbad\t1\n"),
        ("mine.jsonl", '{"text": "so good", "stars": 5}\n{"text": null, "stars": 4}\n{"text": "bad", "stars": "1"}\n'),
        (
            "mine.jsonl",
            '{"text": "so good", "labels": [], "scores": {"stars": 5}}\n{"text": "", "scores": {"stars": 4}}\n'
            '{"text": "bad", "scores": {"stars": 1}}\n',
        ),
        (
            "amazon_alexa.tsv",
            "rating\tdate\tvariation\tverified_reviews\tfeedback\n5\tx\tx\tso good\t1\n"
            "4\tx\tx\t \t1\n1\tx\tx\tbad\t0\n",
        ),
    ],
)
def test_reviews_are_read_from_tables_and_layouts(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    found = read_reviews(tmp_path / name)
    assert (found.texts, found.stars, found.total, found.without_text) == (("so good", "bad"), (5, 1), 2, 1)


def test_columns_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("review,points\ngood,5\nbad,1\n", "utf-8")
    found = read_reviews(tmp_path / "mine.csv", text_column="review", rating_column="points")
    assert found.stars == (5, 1)
    with pytest.raises(DataError, match="has no column 'text': there are 'review', 'points'"):
        read_reviews(tmp_path / "mine.csv", rating_column="points")


def test_all_faults_of_ratings_are_listed_with_their_rows(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("text,stars\na,5\nb,\nc,6\nd,0\ne,3.5\nf,good\ng,nan\nh,1\n", "utf-8")
    with pytest.raises(TableError) as caught:
        read_reviews(tmp_path / "mine.csv")
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4, 5, 6, 7]
    assert "row 2: no rating" in str(caught.value)
    assert "row 3: rating 6 is not a whole number from 1 to 5" in str(caught.value)
    assert "row 6: rating 'good' is not a number" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "text,stars\n", "holds no reviews"),
        ("a.csv", "text,stars\n ,5\n", "holds no reviews"),
        ("a.jsonl", '{"text": "a", "scores": {"valence": 1}}\n', "row 1: no rating"),
        ("a.jsonl", '{"text": 3, "stars": 2}\n', "row 1: '3' is no text"),
    ],
)
def test_files_without_reviews_are_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(DataError, match=message):
        read_reviews(tmp_path / name)


def test_classes_too_rare_for_the_folds_are_named() -> None:
    with pytest.raises(DataError, match=r"mine: fewer than 4 texts of a class \(1: 3, 5: 1\)"):
        check_classes([1, 1, 1, 5], 3, "mine")
    with pytest.raises(DataError, match="all ratings are alike"):
        check_classes([4, 4, 4], 3, "mine")


def _reviews(count: int = 10) -> Reviews:
    """Give reviews of which the small world knows the feelings; the words beside them say nothing."""
    feelings = {1: "despair and shame", 2: "so sad", 3: "it is here", 4: "quite happy", 5: "over the moon with joy"}
    texts = [(f"{feeling} item {n}", stars) for n in range(count) for stars, feeling in feelings.items()]
    return Reviews("made", tuple(text for text, _ in texts), tuple(stars for _, stars in texts), len(texts))


@pytest.mark.build
def test_features_tell_reviews_apart_that_words_alone_do_not_need(mini: KnowledgeBase) -> None:
    reviews = _reviews()
    found = evaluate_reviews(reviews, tone.EmotionClassifier(mini), folds=2, repeats=1)
    assert found == evaluate_reviews(reviews, tone.EmotionClassifier(mini), folds=2, repeats=1)
    stars, polarity = found["stars"], found["polarity"]
    assert (stars["texts"], stars["classes"]) == (50, dict.fromkeys("12345", 10))
    assert (polarity["texts"], polarity["classes"]) == (40, {"0": 20, "1": 20})
    assert set(stars["models"]) == set(MODELS)
    assert stars["models"]["majority"] == {"accuracy": 0.2, "macro_f1": 0.066667, "mae": 1.2, "spearman": 0.0}
    assert polarity["models"]["tone"] == {"accuracy": 1.0, "macro_f1": 1.0}
    assert stars["models"]["tone"]["accuracy"] == 1.0
    assert stars["models"]["tone"]["spearman"] > 0.9
    tests = [*stars["comparisons"], *polarity["comparisons"]]
    assert len(tests) == len(COMPARED) * (4 + 2)
    assert all(0 <= test["p"] <= test["p_holm"] <= 1 for test in tests)


@pytest.mark.build
def test_a_lower_error_is_better(mini: KnowledgeBase) -> None:
    found = evaluate_reviews(_reviews(6), tone.EmotionClassifier(mini), folds=2, repeats=1)
    for test in found["stars"]["comparisons"]:
        if test["measure"] == "mae" and test["difference"]:
            assert test["better"] is (test["difference"] < 0)


def test_features_go_by_the_knowledge_of_the_classifier(mini: KnowledgeBase) -> None:
    features = tone_features(["so happy", "so happy and glad"], tone.EmotionClassifier(mini), tiers=(1,))
    assert features.shape == (2, 4 + 5)  # the four primaries of the small world
    assert features[0, 2] == pytest.approx(np.log1p(tone.EmotionClassifier(mini).classify("so happy").scores()["joy"]))


@pytest.mark.build
def test_the_command_measures_writes_whole_files_and_refuses_before_it_does(run, tmp_path: Path) -> None:
    table, target = tmp_path / "mine.csv", tmp_path / "results.json"
    reviews = _reviews(4)
    rows = [f"{text},{stars}" for text, stars in zip(reviews.texts, reviews.stars, strict=True)]
    table.write_text("\n".join(["text,stars", *rows]), "utf-8")
    options = ["--folds", "2", "--repeats", "1", "--write", str(target)]
    told = run("use", "reviews", str(table), *options, "--format", "jsonl")
    assert told.code == 0, told.err
    printed = [json.loads(line) for line in told.out.splitlines()]
    assert [(row["task"], row["model"]) for row in printed] == [(t, m) for t in ("stars", "polarity") for m in MODELS]
    results = json.loads(target.read_text("utf-8"))
    assert results["sets"][0]["total"] == 20
    assert not any(text in target.read_text("utf-8") for text in reviews.texts)
    before = target.read_bytes()
    refused = run("use", "reviews", str(table), "--folds", "9", "--write", str(target))
    assert (refused.code, target.read_bytes()) == (2, before)
    assert "fewer than 9 texts of a class" in refused.err
