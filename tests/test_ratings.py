"""Human evaluation: sheets out and in, agreement against published and other libraries' figures, and bad sheets.

All ratings here are made up to test the tool; panels that are filled in by it are marked as simulations.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DATA, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import tone
from tone.errors import DataError, OutputError, TableError, ToneError
from tone.evaluate.agreement import cohen_kappa, fleiss_kappa, intraclass_correlation, krippendorff_alpha
from tone.ratings.items import draw_items
from tone.ratings.panel import KEY, SHEET, SIMULATION, Panel, order_for, read_panel, write_panel
from tone.ratings.reading import Ratings, read_ratings
from tone.ratings.report import measures_of, write_report
from tone.ratings.scales import SCALES, RatingKind, render_codebook
from tone.ratings.simulation import simulate, simulated_raters

pytest.importorskip("numpy", reason="numpy comes with the extra 'evaluate'")

import numpy as np

from tone.ratings.measures import alpha_statistic, cohen_statistic, counts_of, fleiss_statistic, icc_statistic, measure

# Shrout & Fleiss (1979), table 2: six targets, four judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
ASKED = [RatingKind.DEFINITION, RatingKind.PLACEMENT, RatingKind.ENTRY, RatingKind.LINK]
STEPS = [str(number) for number in range(1, 6)]


@pytest.fixture(scope="module")
def items(mini: tone.KnowledgeBase) -> list:
    answers = list(
        tone.EmotionClassifier(mini).pipe(["so much joy", "It is Tuesday.", "despair", "a\tb \n anger", " "])
    )
    return draw_items(mini, RatingKind, count=6, checks=4, seed=7, answers=answers)


@pytest.fixture
def panel_folder(items: list, tmp_path: Path) -> Path:
    """A panel of three, none of whose questions is rated."""
    write_panel(tmp_path / "panel", Panel(("ada", "ben", "chi"), 7, "0.1.0", 0.75), items)
    return tmp_path / "panel"


def fill(folder: Path, rater: str, answer: Callable[[str, tuple[str, ...]], str]) -> None:
    """Rate a sheet: `answer` is given the item's id, and what passes where it is a check."""
    expected = {item.item: item.expected for item in KEY.read(folder / "key.tsv")}
    path = folder / "sheets" / f"{rater}.tsv"
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    filled = ["\t".join([*row[:3], answer(row[0], expected[row[0]]), ""]) for row in rows]
    path.write_text("\n".join([lines[0], *filled]) + "\n", "utf-8")


def truthful(item: str, expected: tuple[str, ...]) -> str:
    return expected[0] if expected else ""


def edit(folder: Path, rater: str, change: Callable[[list[list[str]]], None]) -> None:
    path = folder / "sheets" / f"{rater}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    change(rows)
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", "utf-8")


def read(folder: Path, **options: bool) -> Ratings:
    return read_ratings(folder, *read_panel(folder), **options)


def test_correlations_of_shrout_and_fleiss() -> None:
    assert round(intraclass_correlation(SHROUT_FLEISS), 2) == 0.29
    assert round(intraclass_correlation(SHROUT_FLEISS, average=True), 2) == 0.62
    for bad in ([[1, 2]], [[1, 2], [1]], [[1], [2]], []):
        with pytest.raises(ToneError, match="give two items or more"):
            intraclass_correlation(bad)
    with pytest.raises(ToneError, match="all ratings are the same"):
        intraclass_correlation([[3, 3], [3, 3]])


def made_up(seed: int, *, gaps: bool) -> list[list[str | None]]:
    generator = random.Random(seed)
    truth = [generator.randint(1, 5) for _ in range(25)]
    rows = [[str(min(5, max(1, value + generator.choice((-1, 0, 0, 1))))) for _ in range(4)] for value in truth]
    return [[None if gaps and generator.random() < 0.1 else rating for rating in row] for row in rows]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_against_the_package_krippendorff(level: str) -> None:
    peer = pytest.importorskip("krippendorff", reason="krippendorff comes with the extra 'test'")
    rows = [[None if rating is None else float(rating) for rating in row] for row in made_up(1, gaps=True)]
    data = np.array(rows, dtype=float).T
    assert krippendorff_alpha(rows, level=level) == pytest.approx(peer.alpha(data, level_of_measurement=level))


def test_kappas_against_scikit_learn_and_statsmodels() -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn comes with the extra 'learn'")
    raters = pytest.importorskip("statsmodels.stats.inter_rater", reason="statsmodels comes with the extra 'test'")
    rows = made_up(2, gaps=False)
    first, second, *_ = zip(*rows, strict=True)
    assert cohen_kappa(first, second) == pytest.approx(metrics.cohen_kappa_score(first, second))
    table, _ = raters.aggregate_raters(np.array(rows))
    tallies = [{value: row.count(value) for value in row} for row in rows]
    assert fleiss_kappa(tallies) == pytest.approx(raters.fleiss_kappa(table))


def test_correlations_against_pingouin() -> None:
    peer = pytest.importorskip("pingouin", reason="pingouin is in no extra: it brings much, and is GPL")
    import pandas as pd

    rows = [list(map(float, row)) for row in made_up(3, gaps=False)]
    long = pd.DataFrame([(i, j, v) for i, row in enumerate(rows) for j, v in enumerate(row)], columns=["i", "j", "v"])
    found = peer.intraclass_corr(long, targets="i", raters="j", ratings="v")
    by_place = dict(enumerate(found["ICC"]))  # ICC1, ICC(A,1), ICC(C,1), ICC1k, ICC(A,k), ICC(C,k)
    assert intraclass_correlation(rows) == pytest.approx(by_place[1])
    assert intraclass_correlation(rows, average=True) == pytest.approx(by_place[4])


TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from(STEPS), min_size=width, max_size=width), min_size=3, max_size=12
    ).filter(lambda rows: len({tuple(sorted(set(row))) for row in rows}) > 1)
)


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_resampled_formulas_are_the_plain_ones(rows: list[list[str]]) -> None:
    """Over a sample drawn once each, the formulas over many resamples give what those over one table give."""
    codes = np.array([[STEPS.index(rating) for rating in row] for row in rows], dtype=float)
    counts, once = counts_of(codes, 5), np.ones((1, len(rows)))
    numbers = [list(map(float, row)) for row in rows]
    with np.errstate(invalid="ignore", divide="ignore"):
        for level in ("nominal", "ordinal", "interval"):
            plain = krippendorff_alpha(numbers, level=level)
            assert alpha_statistic(level, STEPS)(once, counts)[0] == pytest.approx(plain)
        plain = fleiss_kappa([{value: row.count(value) for value in row} for row in rows])
        assert fleiss_statistic(once, counts)[0] == pytest.approx(plain)
        if len(rows[0]) == 2:
            try:
                plain = cohen_kappa(*zip(*rows, strict=True))
                assert cohen_statistic(once, codes)[0] == pytest.approx(plain)
            except ToneError:
                assert np.isnan(cohen_statistic(once, codes)[0])
        for average in (False, True):
            found = icc_statistic(average)(once, codes)[0]
            if not np.isnan(found):
                assert found == pytest.approx(intraclass_correlation(numbers, average=average), abs=1e-6)


def test_intervals_hold_the_value_and_undefined_ones_say_why() -> None:
    found = {one.name: one for one in measure(made_up(4, gaps=True), SCALES[RatingKind.DEFINITION], resamples=200)}
    assert len(found) == 8
    for one in found.values():
        assert one.low <= one.value <= one.high
    again = measure(made_up(4, gaps=True), SCALES[RatingKind.DEFINITION], resamples=200)
    assert again == list(found.values())
    same = {one.name: one for one in measure([["yes", "yes"]] * 3, SCALES[RatingKind.LINK], resamples=20)}
    assert same["Fleiss' kappa"].value is None
    assert "one category" in same["Fleiss' kappa"].note
    assert same["share of favourable ratings"].value == 1


def test_questions_are_drawn_by_the_seed(kb: tone.KnowledgeBase) -> None:
    drawn = draw_items(kb, ASKED, count=5, checks=4, seed=1)
    assert drawn == draw_items(kb, ASKED, count=5, checks=4, seed=1)
    assert {item.item for item in drawn}.isdisjoint(
        item.item for item in draw_items(kb, ASKED, count=5, checks=4, seed=2)
    )
    assert len({item.item for item in drawn}) == len(drawn) == 4 * 9
    for kind in ASKED:
        checks = [item for item in drawn if item.kind is kind and item.expected]
        assert len(checks) == 4
        values = SCALES[kind].values
        assert all(set(check.expected) < set(values) for check in checks)
        for value in values:  # whoever gives one rating throughout fails
            assert sum(value in check.expected for check in checks) <= 2
    with pytest.raises(ToneError, match="nothing to ask about classification"):
        draw_items(kb, [RatingKind.CLASSIFICATION], count=5, checks=4, seed=1)


def test_each_rater_has_an_order_of_its_own(items: list) -> None:
    ada, ben = (order_for(items, rater, 7) for rater in ("ada", "ben"))
    assert ada == order_for(reversed(items), "ada", 7)
    assert ada != ben
    assert {row.item for row in ada} == {row.item for row in ben} == {item.item for item in items}
    kinds = [row.kind for row in ada]
    assert sum(a is not b for a, b in pairwise(kinds)) == len(RatingKind) - 1
    assert not any("\t" in row.question or "\n" in row.question for row in ada)


def test_sheets_tell_nothing_of_checks_and_the_codebook_all_of_scales(panel_folder: Path) -> None:
    codebook = (panel_folder / "CODEBOOK.md").read_text("utf-8")
    assert codebook == render_codebook("How to rate", 0.75)
    for kind, scale in SCALES.items():
        assert f"## {kind.value}" in codebook
        assert all(f"| `{value}` | {meaning} |" in codebook for value, meaning in scale.meanings.items())
    assert SIMULATION not in "".join(path.read_text("utf-8") for path in panel_folder.rglob("*.*"))
    for rater in ("ada", "ben", "chi"):
        text = (panel_folder / "sheets" / f"{rater}.tsv").read_text("utf-8")
        assert "check |" not in text
        assert text.splitlines()[0] == "item\tkind\tquestion\trating\tcomment"


def test_raters_who_do_not_read_are_left_out(panel_folder: Path, tmp_path: Path) -> None:
    known = read_panel(panel_folder)[1]
    scales = {item.item: SCALES[item.kind].values for item in known}
    fill(panel_folder, "ada", lambda item, expected: truthful(item, expected) or scales[item][0])
    fill(panel_folder, "ben", lambda item, expected: truthful(item, expected) or scales[item][0])
    fill(panel_folder, "chi", lambda item, expected: scales[item][-1])
    found = read(panel_folder)
    assert found.kept == ("ada", "ben")
    assert [one.right == one.checks for one in found.attention] == [True, True, False]
    assert not any(item.expected for item in found.items)
    write_report(tmp_path / "report", found, resamples=20)
    report = (tmp_path / "report" / "REPORT.md").read_text("utf-8")
    assert report.startswith("# Human evaluation of TONE 0.1.0\n")
    assert "2 of 3 raters count; left out: chi." in report
    assert SIMULATION not in report
    assert "\tpeople\t" in (tmp_path / "report" / "agreement.tsv").read_text("utf-8")


def test_what_is_missing(panel_folder: Path) -> None:
    fill(panel_folder, "ada", lambda item, expected: truthful(item, expected))
    fill(panel_folder, "ben", lambda item, expected: truthful(item, expected))
    with pytest.raises(DataError, match=r"no ratings of chi in .*wait for chi.tsv, or go on without with --partial"):
        read(panel_folder)
    assert read(panel_folder, partial=True).missing == ("chi",)
    (panel_folder / "sheets" / "chi.tsv").unlink()
    assert read(panel_folder, partial=True).missing == ("chi",)
    (panel_folder / "sheets" / "ben.tsv").unlink()
    with pytest.raises(DataError, match="ratings of 1 raters"):
        read(panel_folder, partial=True)
    edit(panel_folder, "ada", lambda rows: rows.pop())
    with pytest.raises(TableError, match="1 rows are lost"):
        read(panel_folder)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows[3].__setitem__(3, "9"), "row 4, column rating: '9' is not on the scale: "),
        (lambda rows: rows.append(rows[2]), "column item: .* is rated in row 3 already"),
        (lambda rows: rows[1].__setitem__(0, "0000000000"), "row 2, column item: no question has the id '0000000000'"),
        (lambda rows: rows[1].__setitem__(2, "Is it?"), "row 2, column question: differs from what was asked"),
        (lambda rows: rows[5].pop(), "row 6: 4 cells where the header has 5"),
        (lambda rows: rows[1].__setitem__(1, "mood"), "row 2, column kind: 'mood' is not one of"),
        (lambda rows: rows[0].__setitem__(3, "score"), "row 1, column rating: missing from the header"),
        (lambda rows: rows[2].__setitem__(4, "SIMULATION"), "row 3, column comment: a simulation's rows"),
    ],
)
def test_faults_of_sheets(panel_folder: Path, tmp_path: Path, run, change, message) -> None:  # type: ignore[no-untyped-def]
    for rater in ("ada", "ben", "chi"):
        fill(panel_folder, rater, truthful)
    edit(panel_folder, "ben", change)
    with pytest.raises(TableError, match=message) as raised:
        read(panel_folder)
    assert "(ben.tsv)" in str(raised.value)
    done = run("ratings", "import", str(panel_folder), "--report", str(tmp_path / "report"))
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "report").exists()


def test_panels_that_cannot_be(items: list, tmp_path: Path, locked_folder: Path) -> None:
    for raters, share, message in (
        (("ada",), 0.75, "1 raters: agreement needs two"),
        (("ada", "Ada"), 0.75, "a name stands twice"),
        (("ada", "../ben"), 0.75, r"rater '\.\./ben'"),
        (("ada", "ben"), 1.5, "pass share 1.5"),
    ):
        with pytest.raises(ToneError, match=message):
            write_panel(tmp_path / "bad", Panel(raters, 1, "", share), items)
    assert not (tmp_path / "bad").exists()
    good = Panel(("ada", "ben"), 1, "", 0.75)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "ratings.tsv").write_text("dear work")
    with pytest.raises(OutputError, match="holds something already"):
        write_panel(tmp_path / "full", good, items)
    with pytest.raises(OutputError):
        write_panel(locked_folder / "panel", good, items)
    for text in ("{", "{}", json.dumps({"format": 2}), json.dumps({"format": 1, "raters": ["a"]})):
        (tmp_path / "full" / "panel.json").write_text(text)
        with pytest.raises(DataError, match="cannot read a panel"):
            read_panel(tmp_path / "full")


def test_a_simulation_says_so_everywhere(tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    data = ("--data", str(DATA / "mini"))
    texts = tmp_path / "texts.txt"
    texts.write_text("so much joy\nIt is Tuesday.\nnothing but despair\n")
    folder = tmp_path / "trial"
    done = run(*data, "ratings", "simulate", str(folder), "--seed", "3", "-n", "20", "--texts", str(texts))
    assert done.code == 0
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        assert SIMULATION in path.read_text("utf-8"), path
    for path in (folder / "sheets").iterdir():
        rows = SHEET.read(path)
        assert {row.comment for row in rows} == {SIMULATION}
        assert path.name.startswith(SIMULATION)
    report = tmp_path / "report"
    done = run("ratings", "import", str(folder), "--report", str(report), "--format", "tsv", "--resamples", "50")
    assert done.code == 0
    assert "SIMULATION: no person rated anything" in done.err
    assert "left out: careless-1" in done.err
    assert (report / "SIMULATION-REPORT.md").read_text("utf-8").startswith("# SIMULATION: Human evaluation of TONE")
    for path in report.iterdir():
        assert path.name.startswith(SIMULATION)
        lines = path.read_text("utf-8").splitlines()
        assert path.suffix == ".md" or all(SIMULATION in line for line in lines[1:])
    again = run("ratings", "import", str(folder), "--format", "tsv", "--resamples", "50")
    assert again.out == done.out


def test_agreement_comes_out_as_it_was_put_in(kb: tone.KnowledgeBase, tmp_path: Path) -> None:
    items = draw_items(kb, [RatingKind.PLACEMENT], count=100, checks=6, seed=5)
    panel = Panel(simulated_raters(5, 2), 5, "", 0.75, simulation=True)
    write_panel(tmp_path / "panel", panel, items, sheets=simulate(panel, items))
    found = read(tmp_path / "panel")
    assert found.kept == simulated_raters(5, 0)
    alpha = next(row for row in measures_of(found, resamples=100) if "ordinal" in row.measure)
    assert 0.85 < alpha.low < alpha.value < alpha.high < 1
    loose = Ratings(found.panel, found.items, tuple(found.attention), found.by_rater, ())
    assert measures_of(loose, resamples=100)[0] == alpha


def test_export_by_the_command(tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    arguments = ("--raters", "ada, ben", "--seed", "7", "-n", "5", "--kind", "classification", "--kind", "definition")
    done = run("--data", str(ROOT), "ratings", "export", str(tmp_path / "panel"), *arguments)
    assert done.code == 0
    assert "18 questions; send each rater CODEBOOK.md" in done.err
    assert [Path(line).name for line in done.out.splitlines()] == ["ada.tsv", "ben.tsv"]
    missing = ("--texts", str(tmp_path / "none.txt"))
    assert run("--data", str(ROOT), "ratings", "export", str(tmp_path / "p"), *arguments, *missing).code == 2
