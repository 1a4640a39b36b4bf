"""The cue suite: the pairs themselves, and how answers are held against them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.errors import DataError, TableError
from tone.evaluate.cue_pairs import CUE_PAIRS, WITH_OTHER, CueGroup, CuePair, Expect, read_pairs
from tone.evaluate.cues import Answer, Outcome, judge, totals, try_pairs

SUITE = ROOT / "vocab" / "cue_pairs.tsv"
PRIMARIES = {"love", "joy", "surprise", "anger", "sadness", "fear"}


def pair(expect: Expect, other: str = "") -> CuePair:
    return CuePair("x-01", CueGroup.SCOPE, "one text", "another text", "joy", expect, other)


def joy(score: float, **scores: float) -> Answer:
    return Answer("joy/relief", {"joy": score, "joy/relief": score, **scores})


def test_the_suite_is_whole(kb: tone.KnowledgeBase) -> None:
    pairs = read_pairs(SUITE, frozenset(kb))
    assert SUITE.read_bytes() == CUE_PAIRS.render(pairs)
    assert len(pairs) >= 300
    sizes = Counter(found.group for found in pairs)
    assert set(sizes) == set(CueGroup)
    assert min(sizes.values()) >= 30
    assert {found.expect for found in pairs} == set(Expect)
    assert {found.emotion.partition("/")[0] for found in pairs} == PRIMARIES
    assert len({(found.first, found.second) for found in pairs}) == len(pairs)
    assert all(found.id.rpartition("-")[0] == found.group.value for found in pairs)
    assert all(found.emotion != found.other for found in pairs)


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"id": "x-02"}, "id", "earlier row"),
        ({"second": "one text"}, "second", "the texts of a pair differ"),
        ({"emotion": "Joy"}, "emotion", "no emotion 'Joy'"),
        ({"other": "sadness"}, "other", "is of one emotion"),
        ({"expect": Expect.TURNED}, "other", "names a second emotion"),
        ({"expect": Expect.MIXED, "other": "gloom"}, "other", "no emotion 'gloom'"),
    ],
)
def test_a_faulty_suite_is_refused(tmp_path: Path, change: dict[str, object], column: str, said: str) -> None:
    good = replace(pair(Expect.GONE), id="x-02")
    path = tmp_path / "suite.tsv"
    CUE_PAIRS.write(path, [good, replace(pair(Expect.GONE), **{"id": "x-03", **change})])  # type: ignore[arg-type]
    with pytest.raises(TableError) as caught:
        read_pairs(path, {"joy", "sadness"})
    [problem] = caught.value.problems
    assert (problem.row, problem.column) == (3, column)
    assert said in problem.message


def test_unknown_groups_and_expectations_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "suite.tsv"
    text = CUE_PAIRS.render([pair(Expect.GONE)]).decode()
    path.write_text(text.replace("\tgone\t", "\tless\t").replace("\tscope\t", "\treach\t"), encoding="utf-8")
    with pytest.raises(TableError, match="'less' is not one of lower, higher"):
        read_pairs(path, {"joy"})
    with pytest.raises(DataError, match="cannot read"):
        read_pairs(tmp_path / "none.tsv", {"joy"})


NOTHING = Answer(None)
SAD = Answer("sadness", {"sadness": 1.0, "joy": 0.1})


@pytest.mark.parametrize(
    ("expect", "other", "first", "second"),
    [
        (Expect.LOWER, "", joy(1), joy(0.9)),
        (Expect.LOWER, "", joy(1), NOTHING),
        (Expect.LOWER, "", Answer("sadness", {"sadness": 1.0, "joy": 0.2}), SAD),
        (Expect.HIGHER, "", joy(1), joy(1.02)),
        (Expect.SAME, "", joy(1), joy(1.1)),
        (Expect.SAME, "", joy(1), joy(0.9)),
        (Expect.GONE, "", joy(1), Answer(None, {"joy": 0.5})),
        (Expect.GONE, "", joy(1), SAD),
        (Expect.KEPT, "", joy(1), joy(0.1)),
        (Expect.TURNED, "sadness", joy(1), SAD),
        (Expect.NONE, "", joy(1), NOTHING),
        (Expect.MIXED, "sadness", joy(1), joy(1, sadness=0.25)),
        (Expect.MIXED, "sadness", joy(1, sadness=0.2), joy(1, sadness=2)),
    ],
)
def test_what_passes(expect: Expect, other: str, first: Answer, second: Answer) -> None:
    assert judge(pair(expect, other), first, second) == ""


@pytest.mark.parametrize(
    ("expect", "other", "first", "second", "said"),
    [
        (Expect.LOWER, "", joy(1), joy(0.995), "goes from 1 to 0.995"),
        (Expect.LOWER, "", joy(1), joy(1.5), "goes from 1 to 1.5"),
        (Expect.HIGHER, "", joy(1), joy(1.005), "goes from 1 to 1.005"),
        (Expect.HIGHER, "", joy(1), NOTHING, "goes from 1 to 0"),
        (Expect.SAME, "", joy(1), joy(1.2), "goes from 1 to 1.2"),
        (Expect.SAME, "", joy(1), NOTHING, "goes from 1 to 0"),
        (Expect.GONE, "", joy(1), joy(0.1), "answered with joy/relief"),
        (Expect.GONE, "", joy(1), Answer(None, {"joy": 0.6}), "goes from 1 to 0.6 only"),
        (Expect.KEPT, "", joy(1), SAD, "answered with sadness"),
        (Expect.KEPT, "", joy(1), NOTHING, "answered with None"),
        (Expect.TURNED, "sadness", joy(1), NOTHING, "answered with None, not sadness"),
        (Expect.TURNED, "sadness", joy(1), joy(0.1, sadness=0.05), "answered with joy/relief, not sadness"),
        (Expect.NONE, "", joy(1), SAD, "answered with sadness"),
        (Expect.MIXED, "sadness", joy(1), joy(1, sadness=0.2), "joy has 1, sadness 0.2"),
        (Expect.MIXED, "sadness", joy(1), NOTHING, "joy has 0, sadness 0"),
        (Expect.MIXED, "sadness", joy(1, sadness=1), joy(1, sadness=1), "mixes both already"),
    ],
)
def test_what_fails(expect: Expect, other: str, first: Answer, second: Answer, said: str) -> None:
    fault = judge(pair(expect, other), first, second)
    assert fault.startswith(f"{expect.value}: ")
    assert said in fault


@pytest.mark.parametrize("expect", Expect)
@pytest.mark.parametrize("second", [NOTHING, SAD, joy(1), joy(1, sadness=1)])
def test_no_pair_passes_by_silence(expect: Expect, second: Answer) -> None:
    tried = pair(expect, "sadness" if expect in WITH_OTHER else "")
    assert judge(tried, NOTHING, second).startswith("premise: ")
    if expect not in {Expect.LOWER, Expect.HIGHER, Expect.SAME}:
        assert judge(tried, SAD, second) == "premise: the first text is answered with sadness, not joy"


def test_an_answer_names_itself_and_what_is_above() -> None:
    answer = Answer("joy/relief")
    assert answer.names("joy/relief")
    assert answer.names("joy")
    assert not answer.names("joy/relief/relief")
    assert not Answer("joyous").names("joy")
    assert not NOTHING.names("joy")


@given(st.floats(0.01, 100), st.floats(0, 100))
def test_no_score_is_lower_and_higher(before: float, after: float) -> None:
    passed = {expect for expect in (Expect.LOWER, Expect.HIGHER) if not judge(pair(expect), joy(before), joy(after))}
    assert len(passed) < 2
    assert passed or not judge(pair(Expect.SAME), joy(before), joy(after))


def test_totals_count_by_group() -> None:
    first = Outcome(pair(Expect.KEPT), joy(1), joy(1), "")
    second = Outcome(replace(pair(Expect.KEPT), group=CueGroup.NEGATION), joy(1), SAD, "kept: ...")
    found = totals([first, second, first])
    assert [(total.group, total.pairs, total.passed) for total in found] == [
        ("negation", 1, 0),
        ("scope", 2, 2),
        ("all", 3, 2),
    ]
    assert found[-1].share == pytest.approx(2 / 3)
    assert totals([]) == ()


PLAIN = (
    CuePair("negation-01", CueGroup.NEGATION, "I am happy", "It is Tuesday", "joy", Expect.NONE, ""),
    CuePair("negation-02", CueGroup.NEGATION, "I am happy", "I am happy today", "joy", Expect.KEPT, ""),
    CuePair("negation-03", CueGroup.NEGATION, "It is Tuesday", "I am happy", "joy", Expect.HIGHER, ""),
    CuePair("scope-01", CueGroup.SCOPE, "I am happy", "I am sad", "joy", Expect.TURNED, "sadness"),
    CuePair("scope-02", CueGroup.SCOPE, "I am happy", "I am sad", "joy", Expect.SAME, ""),
)


def test_a_classifier_is_tried_on_the_small_world(mini: tone.KnowledgeBase) -> None:
    outcomes = try_pairs(PLAIN, tone.EmotionClassifier(mini).pipe)
    assert [found.pair for found in outcomes] == list(PLAIN)
    assert [found.fault.partition(":")[0] for found in outcomes] == ["", "", "premise", "", "same"]
    assert outcomes[0].first.score("joy") > 0
    assert outcomes[3].second.names("sadness")


def test_the_command_gives_totals_and_failures(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    mini = str(ROOT / "tests" / "data" / "mini")
    suite = str(tmp_path / "suite.tsv")
    CUE_PAIRS.write(suite, PLAIN)
    done = run("--data", mini, "evaluate", "cues", suite, "--format", "tsv")
    assert done.code == 0
    assert done.out.splitlines() == [
        "group\tpairs\tpassed\tshare",
        "negation\t3\t2\t0.6667",
        "scope\t2\t1\t0.5",
        "all\t5\t3\t0.6",
    ]
    failed = run("--data", mini, "evaluate", "cues", suite, "--failures", "--format", "json")
    assert [(row["id"], row["first"]) for row in json.loads(failed.out)] == [
        ("negation-03", "It is Tuesday"),
        ("scope-02", "I am happy"),
    ]
    missing = run("--data", mini, "evaluate", "cues")
    assert missing.code == 2
    assert "cue_pairs.tsv" in missing.err
    assert run("--data", mini, "evaluate", "cues", suite, "--mode", "none").code == 2
