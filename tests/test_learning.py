"""What is learned from unlabelled text: regression, weak labels, weights of words, signs of emotion, heads."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

import tone
from tone.affinities import AFFINITIES, Affinities, AffinityRow
from tone.build.learning.affinities import (
    BESIDE,
    ENTRIES_SAY,
    LEAST_INDUCED,
    SIGN_USES,
    SPECIFIC,
    induce,
    learn_signs,
    learn_weights,
    rows,
)
from tone.build.learning.heads import from_entries, from_teacher, with_emotional, with_secondaries
from tone.build.learning.regression import balance, fit, softmax
from tone.build.learning.texts import FUNCTION_WORDS, REACH, USES, Affirmed, affirmed, weak_labels, words_of_groups
from tone.embed.encoder import HashingEncoder
from tone.embed.head import Head, calibrated
from tone.errors import DataError, TableError
from tone.evaluate.counterfactuals import Term, read_terms

MINI = tone.load(ROOT / "tests" / "data" / "mini")
ROOTS = MINI.taxonomy.roots()
ENCODER = HashingEncoder()


def held(texts: list[str]) -> Affirmed:
    """Take all words of texts as affirmed."""
    forms = sorted({word for text in texts for word in text.split()})
    matrix = [[float(form in text.split()) for form in forms] for text in texts]
    return Affirmed(forms, csr_matrix(matrix))


def even(count: int) -> np.ndarray:
    return np.full(count, 1 / count)


def test_regression_finds_the_model_that_made_its_targets() -> None:
    random = np.random.default_rng(1)
    features, true, shift = random.normal(size=(500, 4)), random.normal(size=(4, 3)), np.array([0.5, -0.5, 0.0])
    targets = softmax(features @ true + shift)
    found, intercepts = fit(features, targets, even(500), penalty=0.0)
    # a constant added to all classes changes nothing
    assert np.allclose(found - found.mean(axis=1, keepdims=True), true - true.mean(axis=1, keepdims=True), atol=0.02)
    assert np.allclose(intercepts - intercepts.mean(), shift - shift.mean(), atol=0.02)
    sparse, _ = fit(csr_matrix(features), targets, even(500), penalty=0.0)
    assert np.allclose(sparse, found, atol=1e-3)


def test_regression_explains_only_what_the_offset_does_not() -> None:
    random = np.random.default_rng(2)
    features, true = random.normal(size=(400, 3)), random.normal(size=(3, 3))
    offset = 2 * random.normal(size=(400, 3))
    targets = softmax(offset + features @ true)
    found, _ = fit(features, targets, even(400), penalty=0.0, offset=offset)
    assert np.allclose(found - found.mean(axis=1, keepdims=True), true - true.mean(axis=1, keepdims=True), atol=0.02)
    nothing, intercepts = fit(features, softmax(offset), even(400), penalty=0.0, offset=offset)
    assert np.allclose(nothing, 0, atol=1e-3)
    assert np.allclose(intercepts, 0, atol=1e-3)


def test_coefficients_stay_above_zero_where_asked() -> None:
    features = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]] * 10)
    targets = softmax(features @ np.array([[2.0, 0.0], [0.0, 2.0]]))
    free, _ = fit(features, targets, even(40), penalty=1e-4)
    kept, _ = fit(features, targets, even(40), penalty=1e-4, positive=True)
    assert free.min() < -0.1
    assert kept.min() >= 0
    assert (kept[0, 0] - kept[0, 1], kept[1, 1] - kept[1, 0]) == pytest.approx((2, 2), abs=0.05)
    assert (kept[0, 1], kept[1, 0]) == pytest.approx((0, 0), abs=0.02)


def test_on_hard_labels_it_is_logistic_regression() -> None:
    from sklearn.linear_model import LogisticRegression

    random = np.random.default_rng(3)
    features = random.normal(size=(300, 5))
    labels = (features @ random.normal(size=(5, 3)) + random.gumbel(size=(300, 3))).argmax(axis=1)
    penalty = 1e-3
    found, intercepts = fit(features, np.eye(3)[labels], even(300), penalty=penalty)
    # scikit-learn minimises C * sum of losses + |w|^2 / 2; here it is their mean + penalty * |w|^2
    peer = LogisticRegression(C=1 / (2 * penalty * 300), tol=1e-8, max_iter=1000).fit(features, labels)
    assert np.allclose(found.T, peer.coef_, atol=5e-3)
    assert np.allclose(intercepts - intercepts.mean(), peer.intercept_ - peer.intercept_.mean(), atol=5e-3)


def test_a_larger_penalty_keeps_coefficients_smaller() -> None:
    features = np.eye(3)
    sizes = [np.abs(fit(features, np.eye(3), even(3), penalty=p)[0]).sum() for p in (1e-4, 1e-2, 1.0)]
    assert sizes == sorted(sizes, reverse=True)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_balanced_classes_come_to_the_same_weight(labels: list[int]) -> None:
    weights = balance(np.eye(4)[labels])
    assert weights.sum() == pytest.approx(1)
    sums = [weights[[place for place, label in enumerate(labels) if label == one]].sum() for one in set(labels)]
    assert sums == pytest.approx([1 / len(sums)] * len(sums))


def test_softmax_bears_large_logits() -> None:
    assert softmax(np.array([[1e4, 0.0], [-1e4, -1e4]])).tolist() == [[1.0, 0.0], [0.5, 0.5]]


def test_entries_with_all_cues_judge_texts() -> None:
    found = weak_labels(["so happy", "no envy", "happy but afraid", "a table"], MINI, ROOTS)
    assert found.shape == (4, len(ROOTS))
    joy, fear = ROOTS.index("joy"), ROOTS.index("fear")
    assert found[0, joy] > 1
    assert found[0].sum() == found[0, joy]
    assert found[1].max() < 0.5
    assert found[2, fear] > found[2, joy] > 0
    assert not found[3].any()


def test_affinities_are_no_weak_labels(kb: tone.KnowledgeBase) -> None:
    word = next(w for w in kb.affinities or () if max(kb.affinities.of(w).values(), default=0) > 0.3 and w.isalpha())
    assert tone.EmotionClassifier(kb).classify(word).mentions
    assert not weak_labels([word], kb, ROOTS).any()


def test_texts_affirm_words_and_phrases_that_nothing_negates() -> None:
    texts = [
        "We were over the moon about the puppy's Garden",
        "puppy garden, over the moon and not any joyful garden zebra",
        "over-the-moon! Zebra; puppy. JOYFUL garden; once",
        "never a joyful zebra",
        "not one joyful zebra",
    ]
    found = affirmed(texts, MINI)
    assert USES == REACH == 3
    assert found.forms == ["garden", "over the moon", "puppy"]
    assert found.matrix.toarray().tolist() == [[1, 1, 1], [1, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0]]


def test_negation_reaches_three_words_and_counts_each_text_once() -> None:
    texts = ["not ant bee cat dog dog"] * USES
    assert affirmed(texts, MINI).forms == ["dog"]
    assert affirmed(texts, MINI).matrix.toarray().tolist() == [[1.0]] * USES
    assert affirmed(texts[1:], MINI).forms == []


def test_function_words_teach_nothing() -> None:
    texts = [" ".join(sorted(FUNCTION_WORDS - {"no", "not", "nor"})), "It's what I am.", "that's the thing"] * USES
    assert not set(affirmed(texts, MINI).forms) & FUNCTION_WORDS


def test_words_of_groups_are_what_tells_groups_apart() -> None:
    terms = [
        Term("religion", "one", "my Muslim neighbour"),
        Term("religion", "one", "that Muslim's family"),
        Term("religion", "other", "my Hindu neighbour"),
        Term("religion", "other", "that Hindu family"),
        Term("gender", "female", "that woman"),
        Term("gender", "male", "that man"),
    ]
    found = words_of_groups(terms)
    assert found - {"mans", "womans"} == {"muslim", "muslims", "hindu", "hindus", "woman", "women", "man", "men"}
    assert words_of_groups([]) == frozenset()
    whole = words_of_groups(read_terms(ROOT / "vocab" / "bias_terms.tsv"))
    assert {"gay", "gays", "blind", "old", "muslims", "ahmed", "grandmother", "black"} <= whole
    assert not {"neighbour", "family", "friend", "couple", "colleague", "next", "door", "know", "my"} & whole


def test_of_words_of_groups_nothing_is_learned() -> None:
    texts = ["an old storm", "the old garden", "old men like a storm", "a garden in a storm", "garden, women"] * USES
    groups = frozenset({"old", "men", "women"})
    every, found = affirmed(texts, MINI), affirmed(texts, MINI, groups)
    assert groups <= {*every.forms}
    assert {*found.forms} == {*every.forms} - groups
    judged = np.array([[("old" in text) * 2.0, 0.0] for text in texts])
    assert learn_weights(every, frozenset(), judged, np.zeros_like(judged))["old"][0] > 0.5
    assert "old" not in learn_weights(found, frozenset(), judged, np.zeros_like(judged))


@pytest.mark.parametrize("texts", [[], [""], ["", "once"]])
def test_too_few_texts_affirm_nothing(texts: list[str]) -> None:
    found = affirmed(texts, MINI)
    assert (found.forms, found.matrix.shape) == ([], (len(texts), 0))


def planted() -> tuple[Affirmed, np.ndarray, np.ndarray]:
    """Texts in which "rain" is sad and "sun" joyful to the encoder, "table" neither; "happy" has an entry."""
    texts = [
        "rain table",
        "sun table",
        "happy table",
        "happy rain",
        "rain door",
        "sun door",
        "table door",
        "happy",
    ] * 25
    judged = np.array([[("sun" in t) * 2.0, ("rain" in t) * 2.0, 0.0] for t in texts])
    weak = np.array([[float("happy" in t), 0.0, 0.0] for t in texts])
    return held(texts), judged, weak


def test_a_planted_word_is_found() -> None:
    forms, judged, weak = planted()
    found = learn_weights(forms, frozenset({"happy"}), judged, weak)
    assert set(found) == {"door", "rain", "sun", "table"}
    assert found["rain"].argmax() == 1
    assert found["sun"].argmax() == 0
    assert found["rain"][1] == pytest.approx(2 / ENTRIES_SAY, abs=0.1)
    assert found["sun"][0] == pytest.approx(2 / ENTRIES_SAY, abs=0.1)
    for word in ("table", "door"):
        assert found[word].max() < 0.1
    assert all(row.min() >= 0 for row in found.values())


def test_what_entries_explain_is_not_learned_again() -> None:
    texts = ["happy day", "happy day", "grey day", "grey evening"] * 25
    weak = np.array([[float("happy" in t), 0.0] for t in texts])
    found = learn_weights(held(texts), frozenset({"happy"}), np.zeros((100, 2)), weak)
    assert found["day"].max() < 0.1


def test_signs_are_probabilities_of_emotion() -> None:
    random = np.random.default_rng(4)
    texts = ["sob"] * 300 + ["hm"] * 300 + ["wall"] * 300 + ["sob wall"] * 50 + ["rare"] * (SIGN_USES - 1)
    evident = np.concatenate(
        [random.random(300) < 0.9, random.random(300) < 0.3, np.zeros(300), np.ones(50), [1.0] * (SIGN_USES - 1)]
    )
    found = learn_signs(held(texts), frozenset({"sob", "hm", "wall", "rare"}), evident.astype(float))
    assert set(found) == {"sob", "hm", "wall"}
    assert min(found.values()) >= 0
    assert 1 - np.exp(-found["sob"]) == pytest.approx(0.9, abs=0.15)
    assert 1 - np.exp(-found["hm"]) == pytest.approx(0.3, abs=0.2)
    assert found["wall"] < 0.1
    assert set(learn_signs(held(texts), frozenset({"sob"}), evident.astype(float))) == {"sob"}


def test_words_that_no_text_holds_are_induced() -> None:
    keys = ("joy", "fear")
    directions = np.array([[3, 0], [-3, 0], [0, 0]], dtype=np.float32)
    head = Head("e", "1", keys, directions, np.zeros(3, dtype=np.float32))
    found = induce(["glee", "dread", "wall"], np.array([[1, 0], [-1, 0], [0, 1]], dtype=np.float32), head)
    assert set(found) == {"glee", "dread"}
    assert found["glee"][0] == found["dread"][1] >= LEAST_INDUCED
    assert (found["glee"][1], found["dread"][0]) == (0, 0)


NEAREST = {word: {"joy": "joy/relief", "fear": "fear"} for word in ("sun", "glee", "hush")}


def test_rows_place_a_part_of_each_weight_below() -> None:
    weights = {"sun": np.array([0.5, 0.4]), "glee": np.array([0.1, 0.0]), "hush": np.array([0.0, 0.0])}
    signs = {"sun": 0.35, "happy": 2.5, "hush": 0.9, "nothing": 0.0001}
    found = {row.form: row for row in rows(weights, signs, ["glee"], NEAREST, ["joy", "fear"])}
    assert set(found) == {"sun", "glee", "happy"}, "forms that say nothing are left out"
    cells = dict(cell.split("=") for cell in found["sun"].weights.split("|") if not cell.startswith("fear"))
    assert {key: float(w) for key, w in cells.items()} == pytest.approx(
        {"joy": 0.5 * (1 - SPECIFIC), "joy/relief": 0.5 * SPECIFIC}, abs=1e-3
    )
    assert found["sun"].weights.startswith("joy=")
    assert (found["sun"].method, found["glee"].method, found["happy"].method) == ("learned", "induced", "learned")
    assert (found["happy"].weights, found["happy"].emotional) == ("", 2.5), "entries have their own weights"
    assert 0 < found["glee"].emotional <= 0.1, "by its weight, as no text told"


def test_weights_far_below_the_strongest_are_left_out() -> None:
    weights = {"sun": np.array([0.5, 0.5 * BESIDE + 0.01]), "glee": np.array([0.5, 0.5 * BESIDE - 0.01])}
    both, one = sorted(rows(weights, {}, [], NEAREST, ["joy", "fear"]), key=lambda row: row.form == "glee")
    assert "fear=" in both.weights
    assert "fear=" not in one.weights


def test_a_word_is_no_surer_a_sign_of_any_emotion_than_of_all_together() -> None:
    [row] = rows({"sun": np.array([0.1, 0.05])}, {"sun": 3.0}, [], NEAREST, ["joy", "fear"])
    assert row.emotional == pytest.approx(0.15)


def keys_and_base() -> tuple[list[str], Head, np.ndarray, list[str]]:
    keys = [emotion.key for tier in (1, 2) for emotion in MINI.emotions(tier=tier)]
    texts = [f"{word} {rest}" for word in MINI.lexicon.forms() for rest in ("today", "my friend", "in the garden")]
    base = calibrated(MINI.lexicon.entries, keys, ENCODER, texts)
    return keys, base, ENCODER.encode(texts), texts


def test_heads_learn_primaries_and_keep_secondaries() -> None:
    keys, base, vectors, texts = keys_and_base()
    weak = weak_labels(texts, MINI, keys)
    taught = from_entries(base, vectors, weak)
    count = len(ROOTS)
    primaries = weak[:, :count]
    assert (taught.keys, taught.encoder, taught.revision) == (base.keys, base.encoder, base.revision)
    assert np.array_equal(taught.directions[count:], base.directions[count:])
    assert np.array_equal(taught.biases[count:], base.biases[count:])
    sure = primaries.max(axis=1) > 0.6 * np.maximum(primaries.sum(axis=1), 1e-9)
    hits = [
        (head.primaries(vectors[sure]).argmax(axis=1) == primaries[sure].argmax(axis=1)).mean()
        for head in (base, taught)
    ]
    assert hits[1] >= max(hits[0], 0.9)
    again = from_entries(base, vectors, weak)
    assert again.render() == taught.render()
    other = HashingEncoder(32)
    small = calibrated(MINI.lexicon.entries, keys, other, texts)
    pupil = from_teacher(small, other.encode(texts), taught, vectors, weak)
    agreed = (pupil.primaries(other.encode(texts)).argmax(axis=1) == taught.primaries(vectors).argmax(axis=1)).mean()
    before = (small.primaries(other.encode(texts)).argmax(axis=1) == taught.primaries(vectors).argmax(axis=1)).mean()
    assert agreed > max(before, 0.7)
    assert np.array_equal(pupil.directions[count:], small.directions[count:])


def test_heads_learn_whether_a_text_is_emotional() -> None:
    _, base, vectors, texts = keys_and_base()
    plain = ENCODER.encode(
        [f"{word} {other}" for word in ("table", "window", "pencil", "road") for other in "abcdefgh"]
    )
    both = np.vstack([vectors, plain])
    evident = np.array([1.0] * len(texts) + [0.0] * len(plain))
    head = with_emotional(base, both, evident)
    assert np.array_equal(head.directions[:-1], base.directions[:-1])
    chance = 1 - np.exp(-np.array(head.emotional(both)))
    assert chance[: len(texts)].mean() > 2 * chance[len(texts) :].mean()
    assert chance.mean() == pytest.approx(evident.mean(), abs=1e-3), "calibrated"


def test_heads_learn_secondaries_from_sure_texts() -> None:
    keys, base, vectors, texts = keys_and_base()
    weak = weak_labels(texts, MINI, keys)
    head = with_secondaries(base, vectors, weak)
    count = len(ROOTS)
    assert np.array_equal(head.directions[:count], base.directions[:count])
    assert np.array_equal(head.directions[-1], base.directions[-1])

    def hits(head: Head) -> float:
        logits = vectors @ head.directions[:-1].T + head.biases[:-1]
        right = []
        for root in ROOTS:
            columns = [place for place, key in enumerate(keys) if key.startswith(f"{root}/")]
            told = weak[:, columns].sum(axis=1) > 0 if columns else np.zeros(len(texts), dtype=bool)
            right += list(logits[np.ix_(told, columns)].argmax(axis=1) == weak[np.ix_(told, columns)].argmax(axis=1))
        return float(np.mean(right))

    assert hits(head) >= max(hits(base), 0.9)
    unheard = with_secondaries(base, vectors, np.zeros_like(weak))
    assert np.array_equal(unheard.directions, base.directions), "no text, nothing to learn"


TABLE = [
    AffinityRow("rain", "sadness=0.300|sadness/shame=0.050", 0.2, "learned"),
    AffinityRow("glad", "", 2.0, "learned"),
    AffinityRow("über", "joy=0.100", 0.0, "induced"),
    AffinityRow("\U0001f327", "sadness=0.100", 0.1, "learned"),
    AffinityRow("over the moon", "", 1.5, "learned"),
]


def written(path: Path, content: bytes | None = None) -> Affinities:
    path.write_bytes(gzip.compress(AFFINITIES.render(TABLE) if content is None else content, mtime=0))
    return Affinities(path)


def test_affinities_are_found_by_form_in_any_case(tmp_path: Path) -> None:
    kept = written(tmp_path / "affinities.tsv.gz")
    assert AFFINITIES.read(tmp_path / "affinities.tsv.gz") == tuple(sorted(TABLE, key=lambda row: row.form))
    assert (len(kept), list(kept)) == (5, sorted(row.form for row in TABLE))
    assert all(row.form in kept for row in TABLE)
    assert kept.of("Rain") == {"sadness": 0.3, "sadness/shame": 0.05}
    assert (kept.emotional("RAIN"), kept.emotional("Über"), kept.emotional("\U0001f327")) == (0.2, 0.0, 0.1)
    assert (kept.of("glad"), kept.emotional("glad"), kept.emotional("over the moon")) == ({}, 2.0, 1.5)
    for other in ("rai", "rainy", "", "a", "zzz", "form", "\ud800", "sadness", 7):
        assert other not in kept
    assert (kept.of("rainy"), kept.emotional("rainy")) == ({}, None)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=4),
        st.integers(0, 9),
        max_size=30,
    )
)
def test_each_row_is_found_and_no_other(tmp_path_factory: pytest.TempPathFactory, said: dict[str, int]) -> None:
    said = {
        form.lower(): value
        for form, value in said.items()
        if form.lower() == form.lower().lower() and form.strip() == form
    }
    path = tmp_path_factory.mktemp("table") / "affinities.tsv.gz"
    path.write_bytes(gzip.compress(AFFINITIES.render([AffinityRow(f, "", v, "learned") for f, v in said.items()])))
    kept = Affinities(path)
    assert list(kept) == sorted(said)
    assert {form: kept.emotional(form) for form in said} == said
    assert all((form + "x" in kept) is (form + "x" in said) for form in said)


def test_many_questions_are_answered_as_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tone.affinities.FEW", 2)
    kept = written(tmp_path / "affinities.tsv.gz")
    asked = [*[row.form for row in TABLE], "rai", "rainy", "", "zzz", "\ud800"]
    few = [written(tmp_path / "again.tsv.gz").emotional(form) for form in asked]
    for _ in range(3):
        assert [kept.emotional(form) for form in asked] == few
    assert kept.of("Rain") == {"sadness": 0.3, "sadness/shame": 0.05}


def test_an_empty_table_has_no_word(tmp_path: Path) -> None:
    kept = written(tmp_path / "affinities.tsv.gz", b"form\tweights\temotional\tmethod\n")
    assert (len(kept), list(kept), kept.of("rain"), kept.emotional("rain")) == (0, [], {}, None)


def test_faulty_affinities_are_named(tmp_path: Path) -> None:
    path = tmp_path / "affinities.tsv.gz"
    for header in (
        b"",
        b"form\tweights\n",
        b"weights\tform\temotional\n",
        b"word\tweights\temotional\n",
        b"\xff\xfe\n",
    ):
        with pytest.raises(TableError, match="expected form, weights and emotional in the header"):
            written(path, header)
    kept = written(path, b"form\tweights\temotional\na\tjoy=1\t1\nb\tjoy\tmuch\nc\nd\tjoy=x\t\ne\t\xff=1\t1\n")
    assert (kept.of("a"), kept.emotional("a"), kept.emotional("e")) == ({"joy": 1.0}, 1.0, 1.0)
    for row, form in ((3, "b"), (5, "d"), (6, "e")):
        with pytest.raises(TableError, match=rf"row {row}, column weights: expected keys of emotions with weights"):
            kept.of(form)
    for row, form in ((3, "b"), (5, "d")):
        with pytest.raises(TableError, match=rf"row {row}, column emotional: expected a number"):
            kept.emotional(form)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match=r"affinities\.tsv\.gz"):
        Affinities(path)
    with pytest.raises(DataError, match="cannot read"):
        Affinities(tmp_path / "none.tsv.gz")
