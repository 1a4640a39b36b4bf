"""TONE in scikit-learn: the conventions of its estimators, in pipelines, searches and pickles, and bad input."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from typing import Any

import pytest

import tone
from tone.embed.encoder import HashingEncoder
from tone.errors import DataError, TextError

pytest.importorskip("sklearn", reason="scikit-learn comes with the extra 'learn'")

import numpy as np
from sklearn import config_context
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import log_loss
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.utils import estimator_checks

from tone.integrations.inputs import read_texts
from tone.integrations.sklearn_estimators import PLAIN, EmotionEstimator, EmotionFeatures

TEXTS = ["so much joy", "joy and despair", "It is Tuesday.", "nothing but despair", "anger!", "a word of joy"] * 2
STARS = [5, 3, 3, 1, 1, 4] * 2

CHECKS = [
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_tags_renamed,
    estimator_checks.check_valid_tag_types,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_do_not_raise_errors_in_init_or_set_params,
    estimator_checks.check_mixin_order,
    estimator_checks.check_parameters_default_constructible,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_set_params,
]
"""Those of `check_estimator` that need no numbers as input; it runs the first alone where texts are asked for."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("estimator", [EmotionFeatures(), EmotionEstimator()], ids=lambda e: type(e).__name__)
def test_conventions(estimator: Any, check: Any) -> None:
    check(type(estimator).__name__, estimator)


@pytest.mark.parametrize("kind", [EmotionFeatures, EmotionEstimator])
def test_check_estimator_finds_nothing(kind: Any) -> None:
    with pytest.warns(Warning, match="Can't test estimator"):
        outcomes = estimator_checks.check_estimator(kind(), on_fail=None)
    assert {outcome["status"] for outcome in outcomes} == {"passed"}


def test_features_are_what_the_classifier_answers(mini: tone.KnowledgeBase) -> None:
    features = EmotionFeatures(tiers=(1, 2, 3), knowledge=mini)
    table = features.fit_transform(TEXTS)
    names = list(features.get_feature_names_out())
    assert table.shape == (len(TEXTS), len(mini) + len(PLAIN))
    for row, result in zip(table, tone.EmotionClassifier(mini).pipe(TEXTS), strict=True):
        assert {key: row[names.index(f"score_{key}")] for key in result.scores()} == result.scores()
        assert row[names.index("valence")] == result.valence
        assert row[names.index("emotional")] == result.emotional
        assert row[names.index("mixed")] == len(result.mixed)
        assert row[names.index("mentions")] == len(result.mentions)
    assert table[:, names.index("mixed")].any()


def test_normalised_features(mini: tone.KnowledgeBase) -> None:
    plain, shares, log = (
        EmotionFeatures(tiers=(1,), plain=(), normalise=how, knowledge=mini).fit_transform(TEXTS)
        for how in (None, "shares", "log")
    )
    assert set(shares.sum(axis=1).round(9)) == {0.0, 1.0}
    assert np.allclose(shares * plain.sum(axis=1, keepdims=True), plain)
    assert np.allclose(np.expm1(log), plain)


def test_sparse_and_frames_hold_the_same(mini: tone.KnowledgeBase) -> None:
    pd = pytest.importorskip("pandas", reason="pandas comes with the extra 'tables'")
    features = EmotionFeatures(knowledge=mini)
    dense = features.fit_transform(TEXTS)
    sparse = clone(features).set_params(sparse_output=True).fit_transform(TEXTS)
    assert sparse.format == "csr"
    assert np.array_equal(sparse.toarray(), dense)
    column = pd.Series(TEXTS, index=range(30, 42))
    framed = clone(features).set_output(transform="pandas").fit_transform(column)
    assert list(framed.columns) == list(features.get_feature_names_out())
    assert np.array_equal(framed.to_numpy(), dense)
    with config_context(transform_output="pandas"):
        assert list(features.transform(column).index) == list(column.index)


def test_clones_and_pickles(mini: tone.KnowledgeBase) -> None:
    features = EmotionFeatures(knowledge=mini, normalise="log").fit(TEXTS)
    assert clone(features).knowledge is mini
    assert copy.deepcopy(mini) is mini
    again = pickle.loads(pickle.dumps(features))
    assert np.array_equal(again.transform(TEXTS), features.transform(TEXTS))
    estimator = EmotionEstimator(knowledge=mini).fit(TEXTS)
    assert list(pickle.loads(pickle.dumps(estimator)).predict(TEXTS)) == list(estimator.predict(TEXTS))


def test_in_pipelines_and_searches(mini: tone.KnowledgeBase) -> None:
    pd = pytest.importorskip("pandas", reason="pandas comes with the extra 'tables'")
    frame = pd.DataFrame({"review": TEXTS, "length": map(len, TEXTS)})
    union = FeatureUnion([("words", TfidfVectorizer()), ("emotions", EmotionFeatures(knowledge=mini))])
    columns = ColumnTransformer(
        [("text", union, "review"), ("alone", EmotionFeatures(tiers=(3,), knowledge=mini), ["review"])],
        remainder="passthrough",
    )
    pipeline = make_pipeline(columns, RidgeClassifier())
    pipeline.fit(frame, STARS)
    assert (pipeline.predict(frame) == STARS).mean() > 0.8
    names = list(pipeline[0].get_feature_names_out())
    assert "text__emotions__valence" in names
    assert "alone__score_joy/cheerfulness/bliss" in names
    search = GridSearchCV(
        make_pipeline(EmotionFeatures(knowledge=mini), RidgeClassifier()),
        {"emotionfeatures__tiers": [(), (1, 2, 3)], "emotionfeatures__normalise": [None, "shares"]},
        cv=2,
        error_score="raise",
    )
    search.fit(TEXTS, STARS)
    assert search.best_score_ > 0.5


def test_the_estimator_answers_as_the_classifier(kb: tone.KnowledgeBase) -> None:
    texts = ["so proud", "They left me lonely.", "It is Tuesday."]
    for tier in (1, 2, 3):
        estimator = EmotionEstimator(tier=tier, knowledge=kb).fit(None)
        answers = tone.EmotionClassifier(kb).predict(texts, tier=tier)
        assert estimator.predict(texts).tolist() == [label or "none" for label in answers]
        assert list(estimator.classes_) == sorted([*(e.label for e in kb.emotions(tier=tier)), "none"])
    estimator = EmotionEstimator(knowledge=kb).fit(None)
    assert estimator.score(texts, ["joy", "sadness", "none"]) == 1
    assert cross_val_score(estimator, texts * 2, ["joy", "sadness", "joy"] * 2, cv=2).mean() == pytest.approx(2 / 3)
    silent = EmotionEstimator(threshold=1.0, abstention="neutral", knowledge=kb).fit(texts)
    assert set(silent.predict(texts)) == {"neutral"}


def test_probabilities(mini: tone.KnowledgeBase) -> None:
    estimator = EmotionEstimator(knowledge=mini).fit(TEXTS)
    chances = estimator.predict_proba(TEXTS)
    assert chances.shape == (len(TEXTS), 7)
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances >= 0).all()
    none = list(estimator.classes_).index("none")
    for row, result in zip(chances, tone.EmotionClassifier(mini).pipe(TEXTS), strict=True):
        assert row[none] == pytest.approx(1 - result.emotional)
    assert log_loss(list(estimator.predict(TEXTS)), chances, labels=estimator.classes_) < 1


def test_contextual_mode(kb: tone.KnowledgeBase) -> None:
    features = EmotionFeatures(tiers=(1,), mode="contextual", encoder=HashingEncoder(), knowledge=kb, batch_size=2)
    table = features.fit_transform(TEXTS[:3])
    clf = tone.EmotionClassifier(kb, mode="contextual", encoder=features.encoder)
    assert table[0, 2] == pytest.approx(clf.classify(TEXTS[0]).scores()["joy"])


def test_texts_from_anywhere() -> None:
    pd = pytest.importorskip("pandas", reason="pandas comes with the extra 'tables'")
    pl = pytest.importorskip("polars", reason="polars is not installed")
    for values in (
        ["a", "b"],
        iter("ab"),
        np.array(["a", "b"]),
        np.array([["a"], ["b"]]),
        pd.Series(["a", "b"], index=[1, 1]),
        pd.DataFrame({"t": ["a", "b"]}),
        pl.Series(["a", "b"]),
        pl.DataFrame({"t": ["a", "b"]}),
        [["a"], ["b"]],
    ):
        texts = read_texts(values)
        assert texts == ["a", "b"]
        assert {type(text) for text in texts} == {str}
    gaps = pd.Series(["a", None, pd.NA, float("nan"), ""], dtype=object)
    assert read_texts(gaps, missing="abstain") == ["a", "", "", "", ""]
    for missing in (None, pd.NA, float("nan"), np.datetime64("NaT")):
        with pytest.raises(TextError, match='row 1 has no text, but .*missing="abstain"'):
            read_texts(["a", missing])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ("so happy", "got one: put it in a list"),
        (b"so happy", "got one: put it in a list"),
        (7, "got int: give a list"),
        ([1, 2], "row 0: expected text, got int '1'"),
        (np.zeros((2, 2)), "expected one column of texts, got 2"),
        (["a", ["b", "c"]], "row 1: expected text, got list"),
    ],
)
def test_what_is_not_text(values: Any, message: str) -> None:
    with pytest.raises(TextError, match=message):
        read_texts(values)


def test_bad_parameters(mini: tone.KnowledgeBase) -> None:
    for parameters, message in (
        ({"tiers": (4,)}, "4 is not a valid Tier"),
        ({"tiers": (1, 1)}, "name one twice"),
        ({"normalise": "l2"}, "normalise 'l2': expected one of"),
        ({"plain": ("arousal",)}, "no feature 'arousal': expected some of emotional"),
        ({"tiers": (), "plain": ()}, "no features"),
    ):
        with pytest.raises(ValueError, match=message):
            EmotionFeatures(knowledge=mini, **parameters).fit(TEXTS)
    with pytest.raises(ValueError, match="4 is not a valid Tier"):
        EmotionEstimator(tier=4, knowledge=mini).fit(TEXTS)
    with pytest.raises(DataError, match="abstention 'joy' is an emotion of tier 1"):
        EmotionEstimator(abstention="joy", knowledge=mini).fit(TEXTS)
    with pytest.raises(ValueError, match="missing 'skip'"):
        EmotionFeatures(missing="skip", knowledge=mini).fit_transform(TEXTS)
    for estimator in (EmotionFeatures(), EmotionEstimator()):
        with pytest.raises(NotFittedError):
            (estimator.transform if hasattr(estimator, "transform") else estimator.predict)(TEXTS)


def test_without_scikit_learn() -> None:
    program = """
import sys
sys.modules["sklearn"] = None
import tone.errors
try:
    import tone.integrations.sklearn_estimators
except tone.errors.MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "scikit-learn, which is not installed: pip install 'tone-ontology[learn]'" in done.stdout
