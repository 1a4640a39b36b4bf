"""Summaries of many texts: counted by hand, over groups and time, merged, bounded, printed and drawn."""

from __future__ import annotations

import json
import re
import tracemalloc
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.corpus import Summary, summarise, summarise_tables
from tone.corpus.counting import WordCounter
from tone.corpus.periods import period_of
from tone.corpus.summary import MAX_GROUPS, OTHER
from tone.errors import DataError
from tone.plot import draw_summary

ROWS = [
    ("2024-01-05", "a", "joy joy"),
    ("2024-01-31T23:59:00Z", "a", "despair"),
    ("2024-02-01", "b", "It is Tuesday."),
    ("2024-03-01", "b", "joy"),
]


@pytest.fixture(scope="module")
def clf(mini: tone.KnowledgeBase) -> tone.EmotionClassifier:
    return tone.EmotionClassifier(mini)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text("when,shop,text\n" + "".join(f"{','.join(row)}\n" for row in ROWS))
    return path


def test_totals_by_hand(clf) -> None:  # type: ignore[no-untyped-def]
    when, shops, texts = zip(*ROWS, strict=True)
    results = [clf.classify(text) for text in texts]
    facts = summarise(results, groups=shops, times=when).to_dict()
    assert (facts["texts"], facts["without_emotion"], facts["share_without_emotion"]) == (4, 1, 0.25)
    joys = [results[0].scores()["joy"], results[3].scores()["joy"]]
    assert facts["distribution"] == [
        {"emotion": "joy", "texts": 2, "share": 0.5, "mean_score": pytest.approx(sum(joys) / 2)},
        {"emotion": "sadness", "texts": 1, "share": 0.25, "mean_score": pytest.approx(results[1].scores()["sadness"])},
    ]
    for name in ("emotional", "intensity", "valence"):
        assert facts[f"mean_{name}"] == pytest.approx(sum(getattr(result, name) for result in results) / 4)
    assert {name: tally["texts"] for name, tally in facts["groups"].items()} == {"a": 2, "b": 2}
    assert [row["emotion"] for row in facts["groups"]["b"]["distribution"]] == ["joy"]
    assert {name: tally["texts"] for name, tally in facts["periods"].items()} == {
        "2024-01": 2,
        "2024-02": 1,
        "2024-03": 1,
    }
    joy = facts["evidence"]["joy"]
    assert (joy["mentions"][0]["word"], joy["mentions"][0]["mentions"]) == ("joy", 3)
    assert joy["mentions"][0]["added"] == pytest.approx(sum(joys))
    assert (facts["evidence"]["sadness"]["added"][0]["word"], joy["counted_too_low_by"]) == ("despair", 0)
    assert json.loads(json.dumps(facts)) == facts


def test_mixed_feelings_and_lower_tiers(clf) -> None:  # type: ignore[no-untyped-def]
    results = list(clf.pipe(["joy and despair", "despair", "bliss"]))
    summary = summarise(results, tier=3)
    assert summary.total.mixed == sum(bool(result.mixed) for result in results) == 1
    expected = Counter(best.key for result in results if (best := result.best(tier=3)) is not None)
    assert {row["emotion"]: row["texts"] for row in summary.to_dict()["distribution"]} == expected
    with pytest.raises(ValueError, match="tier 1 by month"):
        Summary().merge(summary)


def test_merged_parts_are_the_whole(clf) -> None:  # type: ignore[no-untyped-def]
    texts = [text for _, _, text in ROWS]
    whole, parts = summarise(clf.pipe(texts), groups="aabb"), Summary()
    for begin in (0, 2):
        parts.merge(summarise(clf.pipe(texts[begin : begin + 2]), groups="aabb"[begin : begin + 2]))
    assert parts.to_dict() == whole.to_dict()
    with pytest.raises(ValueError, match="text 3 has no group or date of its own"):
        summarise(clf.pipe(texts), groups="aa")
    with pytest.raises(ValueError, match="no period 'decade'"):
        Summary(period="decade")


@pytest.mark.parametrize(
    ("when", "period", "name"),
    [
        ("2024-12-30", "week", "2025-W01"),
        ("2024-02-29 10:00", "day", "2024-02-29"),
        (datetime(2024, 2, 29, 10), "month", "2024-02"),
        (date(2024, 2, 29), "year", "2024"),
        ("2024", "year", "2024"),
        ("2024-02", "month", "2024-02"),
    ],
)
def test_periods(when: date | str, period: str, name: str) -> None:
    assert period_of(when, period) == name


@pytest.mark.parametrize("when", ["2024-02-30", "29.02.2024", "2024", "2024-2-1", "", "2024-02-291"])
def test_what_is_no_date(when: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        period_of(when, "day")


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=1), max_size=200), st.integers(1, 4))
def test_words_are_never_counted_too_high_and_too_low_by_the_error_at_most(words: list[str], capacity: int) -> None:
    counter, exact = WordCounter(capacity), Counter(words)
    for word in words:
        counter.add(word, 0.5)
    found = {row["word"]: row["mentions"] for row in counter.top(100)}
    assert all(found[word] <= exact[word] for word in found)
    assert all(found.get(word, 0) >= count - counter.error for word, count in exact.items())
    assert len(found) <= 2 * capacity
    assert counter.error == 0 or len(exact) > 2 * capacity


def test_groups_and_memory_are_bounded(clf) -> None:  # type: ignore[no-untyped-def]
    [result] = clf.pipe(["joy"])

    def peak(count: int) -> tuple[int, Summary]:
        tracemalloc.start()
        summary = summarise((result for _ in range(count)), groups=(str(place) for place in range(count)))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found, summary

    (small, _), (large, summary) = peak(1500), peak(4500)
    assert large < small + 50_000
    assert len(summary.groups) == MAX_GROUPS + 1
    assert summary.groups[OTHER].texts == 4500 - MAX_GROUPS


def test_tables_are_summed_up_alike_in_two_processes(clf, table) -> None:  # type: ignore[no-untyped-def]
    options: dict[str, Any] = {"classifier": clf, "by": "shop", "over": "when", "period": "week", "batch_size": 1}
    one = summarise_tables([table, table], **options)
    two = summarise_tables([table, table], jobs=2, **options)
    assert one.to_dict() == two.to_dict()
    assert one.total.texts == 8
    assert list(one.to_dict()["periods"]) == ["2024-W01", "2024-W05", "2024-W09"]


def test_bad_tables(clf, table) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError, match=r"no column 'date': there are 'when', 'shop', 'text'"):
        summarise_tables([table], classifier=clf, over="date")
    table.write_text("when,text\n,joy\n2024-02-30,joy\n")
    with pytest.raises(DataError, match=r"in.csv, row 2, column when: '2024-02-30' is not a date"):
        summarise_tables([table], classifier=clf, over="when")
    table.write_text("when,text\n,joy\n2024-02-01,\n")
    summary = summarise_tables([table], classifier=clf, over="when")
    assert (summary.undated, summary.total.abstained, summary.total.texts) == (1, 1, 2)


def test_the_command(run, table, tmp_path) -> None:  # type: ignore[no-untyped-def]
    done = run("summary", str(table), "--by", "shop", "--over", "when", "--format", "tsv")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0] == "scope\tname\temotion\ttexts\tshare\tmean_score"
    assert [line.split("\t")[:5] for line in lines if line.startswith("group\tb")] == [
        ["group", "b", "joy", "1", "0.5"],
        ["group", "b", "", "1", "0.5"],
    ]
    assert json.loads(run("summary", str(table), "--format", "json").out)["texts"] == 4
    shown = run("summary", str(table), "--by", "shop", "--over", "when", "--format", "table").out
    assert shown.startswith("4 texts, 25.0% without an emotion")
    assert re.search(r"2024-01 +2 +50\.0% +50\.0% +0\.0%", shown)
    assert "most frequent words" in shown
    done = run("summary", str(table), "--over", "shop")
    assert (done.code, "row 1, column shop: 'a' is not a date" in done.err) == (2, True)
    assert run("summary", str(table), "--plot", str(tmp_path / "x.doc")).code == 2


def test_the_picture(clf, table, tmp_path, run) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("matplotlib", reason="matplotlib comes with the extra 'plot'")
    facts = summarise_tables([table], classifier=clf, by="shop", over="when").to_dict()
    first = draw_summary(facts, tmp_path / "one.svg").read_bytes()
    assert draw_summary(facts, tmp_path / "two.svg").read_bytes() == first
    assert first.count(b'<g id="axes_') == 3
    assert draw_summary(Summary().to_dict(), tmp_path / "none.png").stat().st_size > 1000
    assert run("summary", str(table), "--plot", str(tmp_path / "drawn.pdf")).code == 0
    assert (tmp_path / "drawn.pdf").read_bytes().startswith(b"%PDF")
