"""The figures of the protocol: on cases worked by hand, and by their laws."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_auc_score

from tone.embed.encoder import HashingEncoder
from tone.errors import DataError
from tone.evaluate.abstention import score_abstention, weighted_auroc
from tone.evaluate.bootstrap import bootstrap_interval
from tone.evaluate.gold import GoldRow, GoldSet
from tone.evaluate.graded import score_stars, score_valence, weighted_pearson
from tone.evaluate.hierarchy import score_hierarchy
from tone.evaluate.mapping import LabelMapping, Match
from tone.evaluate.peers import PEERS, PeerError, ZeroShot, start_peers
from tone.evaluate.predictor import Prediction, pick
from tone.evaluate.primary import score_labels, score_primary
from tone.evaluate.report import render_report, render_short
from tone.evaluate.results import (
    empty_results,
    flatten,
    merge_into,
    merge_results,
    part_of,
    read_results,
    write_results,
)
from tone.evaluate.runner import CLASSES, evaluate, mean_strict

NAMES = st.sampled_from(CLASSES)
ROWS = st.lists(st.tuples(NAMES, st.none() | NAMES), min_size=1, max_size=40)


def test_the_primary_score_by_hand() -> None:
    gold = [{"joy", "fear"}, {"joy"}, {"joy"}, {"fear"}]
    found = score_primary(gold, ["fear", "joy", "anger", None], CLASSES)
    # joy: 1 true, 0 false, 1 missed; fear: 1 true, 0 false, 1 missed; anger never is gold
    assert found["macro_f1"] == pytest.approx(2 / 3, abs=1e-6)
    assert (found["accuracy"], found["coverage"], found["rows"]) == (0.5, 0.75, 4)
    assert found["classes"] == {
        "fear": {"support": 2, "precision": 1.0, "recall": 0.5, "f1": 0.666667},
        "joy": {"support": 3, "precision": 1.0, "recall": 0.5, "f1": 0.666667},
    }
    assert found["confusion"] == {"fear": {"fear": 1, "none": 1}, "joy": {"anger": 1, "fear": 1, "joy": 1}}


def test_an_accepted_answer_is_right_in_the_lenient_score_only() -> None:
    gold, told = [{"love"}, {"joy"}], ["joy", "joy"]
    assert score_primary(gold, told, CLASSES)["accuracy"] == 0.5
    assert score_primary(gold, told, CLASSES, accepted=[{"love", "joy"}, {"joy"}])["accuracy"] == 1


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_with_one_gold_class_it_is_the_macro_f1_everyone_knows(rows: list[tuple[str, str | None]]) -> None:
    gold, told = [name for name, _ in rows], [name or "none" for _, name in rows]
    found = score_primary([{name} for name in gold], [name for _, name in rows], CLASSES, resamples=5)
    expected = f1_score(gold, told, labels=sorted(set(gold)), average="macro", zero_division=0)
    assert found["macro_f1"] == pytest.approx(expected, abs=1e-6)
    assert found["accuracy"] <= found["coverage"]


def test_several_labels_by_hand() -> None:
    found = score_labels([{"joy", "love"}, {"fear"}], [{"joy"}, {"fear", "anger"}], ["joy", "anger"], CLASSES)
    assert found["jaccard"] == 0.5
    assert found["micro_f1"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 1), abs=1e-6)
    assert found["macro_f1"] == pytest.approx(2 / 3, abs=1e-6)  # joy 1, fear 1, love 0; anger never is gold
    assert found["top1"] == 0.5


def test_hierarchy_loses_recall_where_it_abstains_and_precision_where_it_is_too_specific() -> None:
    assert score_hierarchy([{"joy"}], ["joy/pride"]) == {"rows": 1, "precision": 0.5, "recall": 1.0, "f1": 0.666667}
    assert score_hierarchy([{"joy/pride"}], [None])["f1"] == 0


def test_abstention_by_hand() -> None:
    found = score_abstention([True, True, False, False], [0.9, 0.4, 0.4, 0.1], [True, False, False, False])
    assert found["auroc"] == 0.875  # of four pairs three are in order, one is tied
    assert (found["precision"], found["recall"]) == (1.0, 0.5)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_the_resampled_figures_are_those_of_the_libraries(rows: list[tuple[int, bool]]) -> None:
    scores, truth = np.array([score for score, _ in rows], float), np.array([yes for _, yes in rows], float)
    kinds, counts = np.unique(np.column_stack([scores, truth]), axis=0, return_counts=True)
    if 0 < truth.sum() < len(truth):
        assert weighted_auroc(counts[None].astype(float), kinds)[0] == pytest.approx(roc_auc_score(truth, scores))
        if scores.std():
            expected = np.corrcoef(scores, truth)[0, 1]
            assert weighted_pearson(counts[None].astype(float), kinds)[0] == pytest.approx(expected, abs=1e-6)


def test_an_interval_holds_the_share_and_shrinks_with_rows() -> None:
    def mean(drawn: np.ndarray, kinds: np.ndarray) -> np.ndarray:
        return (drawn @ kinds)[:, 0] / drawn.sum(axis=1)

    few, many = np.repeat([[0.0], [1.0]], 50, axis=0), np.repeat([[0.0], [1.0]], 5000, axis=0)
    low, high = bootstrap_interval(few, mean)
    # the normal interval of a share of 0.5 over 100 rows is 0.5 -+ 0.098
    assert (low, high) == (pytest.approx(0.402, abs=0.02), pytest.approx(0.598, abs=0.02))
    assert (low, high) == bootstrap_interval(few, mean)
    assert bootstrap_interval(many, mean)[1] < high


def test_graded_sets_by_hand() -> None:
    assert score_valence([1, 2, 3, 4], [-1, -0.5, 0, 0.5])["pearson"] == pytest.approx(1)
    assert score_valence([1, 2, 3], [0, 0, 0])["pearson"] == 0
    found = score_stars([1, 5, 5], [-1, 1, 0])  # read as 1, 5 and 3 stars
    assert found["mae"] == pytest.approx(2 / 3, abs=1e-6)
    assert found["macro_f1"] == pytest.approx((1 + 2 / 3) / 2, abs=1e-6)
    # squared distances: observed 4 over 3 rows; by chance, each of the 9 pairs of stars 1, 5, 5 with 1, 5, 3 alike
    assert found["kappa"] == pytest.approx(1 - (4 / 3) / (((4 + 16) + 2 * (16 + 4)) / 9), abs=1e-6)


class Fixed:
    """Answers what it is told to, in order."""

    name = "fixed"
    configuration = {"version": "1"}  # noqa: RUF012
    gives_emotions = True

    def __init__(self, *answers: Prediction) -> None:
        self._answers = answers

    def predict(self, texts: Iterable[str]) -> Iterator[Prediction]:
        return iter([answer for answer, _ in zip(self._answers, texts, strict=True)])


def say(*nodes: str, valence: float | None = None) -> Prediction:
    return Prediction(
        bool(nodes), {nodes[0]: 1.0} if nodes else {}, nodes, nodes[-1] if nodes else None, valence=valence
    )


MAPPING = {
    "pride": LabelMapping("x", "pride", "joy/pride", Match.EXACT),
    "disgust": LabelMapping("x", "disgust", "anger/disgust", Match.EXACT),
    "longing": LabelMapping("x", "longing", "love/longing", Match.APPROXIMATE, ("sadness",)),
    "trust": LabelMapping("x", "trust", "", Match.NONE, ("love",)),
    "neutral": LabelMapping("x", "neutral", "", Match.NONE),
}


def measured() -> dict[str, object]:
    labels = [("pride",), ("disgust",), ("longing",), ("trust",), ("neutral",), ("pride", "trust")]
    gold = GoldSet("x", tuple(GoldRow(f"text {n}", found) for n, found in enumerate(labels)), 6)
    answers = (say("joy", "joy/pride"), say(), say("sadness"), say("love"), say(), say("fear"))
    return evaluate(Fixed(*answers), gold, MAPPING, resamples=20)


def test_a_run_takes_for_each_score_the_rows_that_it_is_of() -> None:
    found = json.loads(json.dumps(measured()))
    assert {name: part["rows"] for name, part in found.items() if "rows" in (part if name != "rows" else {})} == {
        **{"strict": 2, "lenient": 3, "strict_without_disgust": 1, "hierarchy": 2, "secondary": 2},
    }
    assert found["strict"]["accuracy"] == 0.5
    assert found["lenient"]["accuracy"] == pytest.approx(2 / 3, abs=1e-6)
    assert found["strict_without_disgust"]["macro_f1"] == 1
    assert found["secondary"] == {
        **{"rows": 2, "accuracy": 0.5, "right_primary": 1, "accuracy_given_primary": 1.0, "emotions": 2},
    }
    neutral = found["abstention"]
    assert (neutral["emotional"], neutral["others"]) == (4, 1)
    assert (neutral["homeless_as_emotional"]["emotional"], neutral["homeless_as_neutral"]["others"]) == (5, 2)


def test_a_label_without_a_mapping_is_an_error() -> None:
    gold = GoldSet("x", (GoldRow("a", ("hunger",), number=7),), 1)
    with pytest.raises(DataError, match="x, row 7: label 'hunger' has no mapping; known are disgust"):
        evaluate(Fixed(say()), gold, MAPPING)


def test_ratings_take_valence_from_the_scores_where_there_is_none() -> None:
    rows = tuple(GoldRow("a", (), {"valence": rating, "stars": rating}) for rating in (1.0, 3.0, 5.0))
    found = evaluate(Fixed(say("fear"), say("surprise"), say("surprise", valence=1.0)), GoldSet("x", rows, 3), {})
    assert found["valence"]["pearson"] == pytest.approx(1)
    assert found["stars"]["mae"] == 0


def test_domains_of_a_rated_set_are_measured_apart() -> None:
    rated = [("news", -1.0), ("news", 1.0), ("tweets", 2.0), ("tweets", -2.0)]
    rows = tuple(GoldRow("a", (), {"sentiment": rating}, domain=domain) for domain, rating in rated)
    answers = [say("joy"), say("fear"), say("joy"), say("fear")]
    found = evaluate(Fixed(*answers), GoldSet("x", rows, 4), {}, resamples=20)
    assert found["valence (news)"]["pearson"] == pytest.approx(-1)
    assert found["valence (tweets)"]["pearson"] == pytest.approx(1)
    assert "### Valence (tweets)" in render_report({"runs": {"fixed": {"configuration": {}, "sets": {"x": found}}}})


def test_ties_go_by_key_and_labels_by_share() -> None:
    assert pick({"love": 1, "joy": 1}) == ("joy",)
    assert Prediction(True, {"joy": 1.0, "fear": 0.5, "love": 0.4}, ("joy",)).all_labels() == ("joy", "fear")
    assert Prediction(False).all_labels() == ()


def test_zero_shot_answers_the_nearest_name() -> None:
    answers = list(ZeroShot(HashingEncoder(), batch_size=2).predict(["sadness", "joy", "surprise"]))
    assert [answer.primary for answer in answers] == ["sadness", "joy", "surprise"]


def test_each_peer_runs_or_says_why_not() -> None:
    started, reasons = start_peers()
    assert sorted([peer.name for peer in started] + list(reasons)) == sorted(PEERS)
    assert all(reasons.values())
    for peer in started:
        [glad, bus] = peer.predict(["What a joyful, happy day", "The bus"])
        assert glad.answered
        assert not bus.answered
        assert glad.polarity() > 0
        if peer.gives_emotions:
            assert glad.primary == "joy"


def test_a_peer_that_breaks_is_listed_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise PeerError("not installed")

    def broken() -> None:
        raise AttributeError("module 'emoji' has no attribute 'UNICODE_EMOJI'")

    monkeypatch.setattr("tone.evaluate.peers.PEERS", {"absent": absent, "broken": broken})
    assert start_peers() == (
        [],
        {
            "absent": "not installed",
            "broken": "does not start: AttributeError: module 'emoji' has no attribute 'UNICODE_EMOJI'",
        },
    )


def results(configuration: str = "1", *sets: str) -> dict[str, object]:
    return {
        **empty_results(),
        "runs": {
            "fixed": {"configuration": {"version": configuration}, "sets": {name: measured() for name in sets}},
            "gone": {"reason": "not installed"},
        },
    }


def test_runs_merge_by_name_unless_the_configuration_differs(tmp_path: Path) -> None:
    both = merge_results(results("1", "isear"), results("1", "goemotions"))
    assert sorted(both["runs"]["fixed"]["sets"]) == ["goemotions", "isear"]
    assert sorted(merge_results(both, results("2", "isear"))["runs"]["fixed"]["sets"]) == ["isear"]
    write_results(tmp_path / "r.json", both)
    assert read_results(tmp_path / "r.json") == json.loads(json.dumps(both))
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(DataError, match="holds no results of format 1"):
        read_results(tmp_path / "bad.json")


def scheme_results(version: str, name: str) -> dict[str, object]:
    figures = {"scheme": "ekman", "rows": 4, "labels": 3, "homeless": 1, "accuracy": 0.5, "macro_f1": 0.25}
    figures |= {"macro_f1_interval": [0.1, 0.4], "macro_f1_mapped": 0.375, "coverage": 1.0}
    return part_of("schemes", [{"set": name, "run": "lexical", **figures}], {"lexical": {"version": version}}, "set")


def test_parts_of_results_are_kept_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    merge_into(path, results("1", "isear"))
    merge_into(path, scheme_results("1", "isear"))
    whole = merge_into(path, scheme_results("1", "goemotions"))
    assert whole == read_results(path)
    assert whole["runs"] == merge_results(empty_results(), results("1", "isear"))["runs"]
    assert sorted(whole["schemes"]["lexical"]["sets"]) == ["goemotions", "isear"]
    assert sorted(merge_into(path, scheme_results("2", "xed_en"))["schemes"]["lexical"]["sets"]) == ["xed_en"]
    before = path.read_bytes()
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(DataError, match="holds no results"):
        merge_into(tmp_path / "other.json", scheme_results("1", "isear"))
    assert (tmp_path / "other.json").read_text() == "{}"
    report = render_report(read_results(path))
    assert "| xed_en | ekman | lexical | 4 | 3 (1) | 50.0 | 25.0 [10.0, 40.0] | 37.5 | 100.0 |" in report
    assert "## Words beyond" not in report
    assert "| lexical | version: 2 |" in report
    assert path.read_bytes() == before


def test_the_report_gives_the_figures_and_what_was_not_run() -> None:
    whole = results("1", "goemotions", "dairai_emotion", "isear", "xed_en")
    assert mean_strict(whole["runs"]["fixed"]["sets"]) == 0.5  # type: ignore[index]
    assert "| fixed | 50.0 | 50.0 | 50.0 | 50.0 | 50.0 |" in render_short(whole)
    report = render_report(whole)
    assert "| gone | **not run**: not installed |" in report
    assert "| joy | 1 | 100.0 | 100.0 | 100.0 | 1 | 0 |" in report
    assert {row["measure"] for row in flatten(whole) if row["part"] == "strict"} == {"macro_f1", "accuracy", "coverage"}


def test_the_command_measures_writes_and_reports(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [("I am so happy", "joy"), ("This makes me furious", "anger"), ("The table is brown", "neutral")]
    (tmp_path / "rows.csv").write_text("text,label\n" + "".join(f"{text},{label}\n" for text, label in rows))
    target = tmp_path / "results.json"
    arguments = ("evaluate", "texts", str(tmp_path / "rows.csv"), "--resamples", "20", "--write", str(target))
    done = run(*arguments, "--format", "tsv")
    assert done.code == 0, done.err
    assert "lexical\trows\tstrict\t2\tmacro_f1\t1\t" in done.out
    first = target.read_bytes()
    assert b"happy" not in first
    run(*arguments)
    assert target.read_bytes() == first
    found = json.loads(first)["runs"]["lexical"]
    assert found["configuration"]["entries"] > 5000
    shown = run("evaluate", "report", str(target))
    assert shown.out.startswith("# The classifier and its peers, measured")
    assert run("evaluate", "texts", str(tmp_path / "none.csv")).code == 2
