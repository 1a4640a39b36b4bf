"""Review: the queue, what stands and what is in dispute, and that nothing decided is ever overwritten."""

from __future__ import annotations

import dataclasses
import gzip
from pathlib import Path

import pytest

from tone.build.records import CURATORS, DECISIONS, SHEET, VERDICTS, Curator, Decision, Verb, Verdict
from tone.build.release import sources_of
from tone.build.review import agreements, check, decisions_of, merge, queue, settle, sheet_of
from tone.cli import main
from tone.errors import TableError, ToneError
from tone.model import Tier
from tone.resources import find_data


def verdict(form: str, margin: float = 0.1, emotion: str = "joy") -> Verdict:
    return Verdict(form, emotion, 0.5, 0.6, "fear", margin, ("anger", "love"), 1.0, "a gloss", "")


def decision(form: str, *emotions: str, curator: str = "first", round_name: str = "1") -> Decision:
    verb = {0: Verb.REJECT, 1: Verb.ACCEPT}.get(len(emotions), Verb.SPLIT)
    return Decision(form, verb, emotions, curator, "2026-11-21", round_name, "")


def test_the_queue_goes_by_frequency_and_uncertainty() -> None:
    frequencies = {"common": 6.0, "rare": 2.0, "clear": 6.0, "done": 7.0}
    asked = queue(
        [verdict("rare"), verdict("clear", 0.5), verdict("common"), verdict("done")], {"done"}, frequencies.__getitem__
    )
    assert [question.verdict.form for question in asked] == ["common", "clear", "rare"]
    assert asked[0].priority == pytest.approx(6 * 0.6 / (1 + 10 * 0.1))
    assert [q.verdict.form for q in queue([verdict("b"), verdict("a")], (), lambda _: 1.0)] == ["a", "b"]


def test_what_the_machine_vetoes_is_not_asked() -> None:
    vetoed = dataclasses.replace(verdict("pull"), veto="generic: 4% of its uses speak of feeling")
    assert [question.verdict.form for question in queue([vetoed, verdict("mirth")], (), lambda _: 5.0)] == ["mirth"]


def test_a_filled_sheet_gives_decisions(tmp_path: Path) -> None:
    path = tmp_path / "sheet.tsv"
    SHEET.write(
        path, sheet_of(queue([verdict("mirth"), verdict("pull"), verdict("mad"), verdict("x")], (), lambda _: 1))
    )
    text = path.read_text("utf-8")
    for form, cells in {"mirth": "accept\t\t", "pull": "reject\t\tgeneric", "mad": "split\tanger|joy\t"}.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{form}\t"))
        text = text.replace(line, line.rsplit("\t", 3)[0] + "\t" + cells)
    path.write_text(text, "utf-8")
    found = decisions_of(SHEET.read(path), curator="first", date="2026-11-21", round_name="1")
    assert [(d.form, d.verb, d.emotions, d.reason) for d in found] == [
        ("mad", Verb.SPLIT, ("anger", "joy"), ""),
        ("mirth", Verb.ACCEPT, ("joy",), ""),
        ("pull", Verb.REJECT, (), "generic"),
    ]
    path.write_text(text.replace("\taccept\t", "\tperhaps\t"), "utf-8")
    with pytest.raises(TableError, match="'perhaps' is not one of accept, reject, move, split, or empty"):
        SHEET.read(path)


def test_agreement_settles_and_disagreement_waits_for_a_final_word() -> None:
    same = [decision("mirth", "joy"), decision("mirth", "joy", curator="second")]
    differing = [decision("mad", "anger"), decision("mad", curator="second")]
    settled, disputed = settle([*same, *differing])
    assert settled["mirth"].emotions == ("joy",)
    assert [d.curator for d in disputed["mad"]] == ["first", "second"]
    settled, disputed = settle([*same, *differing, decision("mad", "fear", round_name="final")])
    assert (settled["mad"].emotions, disputed) == (("fear",), {})


def test_nothing_decided_is_overwritten() -> None:
    kept = (decision("mad", "anger"),)
    assert merge(kept, [decision("mad", "anger")]) == kept
    assert len(merge(kept, [decision("mad", "anger", round_name="2"), decision("glad", "joy")])) == 3
    with pytest.raises(ToneError, match="first decided accept on 'mad' in round 1"):
        merge(kept, [decision("mad", "fear")])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([decision("nothing", "joy")], "row 2, column form: 'nothing' is no candidate"),
        ([decision("mad", "furor")], "row 2, column emotions: no emotion has the key 'furor'"),
        ([decision("mad", "joy", curator="nobody")], "row 2, column curator: 'nobody' is no curator"),
        ([Decision("mad", Verb.REJECT, ("joy",), "first", "", "1", "")], "reject takes no emotion, not 1"),
        ([Decision("mad", Verb.MOVE, (), "first", "", "1", "")], "move takes one emotion, not 0"),
        ([Decision("mad", Verb.SPLIT, ("joy",), "first", "", "1", "")], "split takes two emotions or more, not 1"),
        ([decision("mad", "joy")] * 2, "row 3, column form: first decided on 'mad' in row 2 of the same round"),
        (
            [decision("mad", "joy", round_name="final"), decision("mad", curator="second", round_name="final")],
            "row 3, column round: 'mad' has another final decision in row 2",
        ),
    ],
)
def test_decisions_that_cannot_stand_are_named(rows: list[Decision], message: str) -> None:
    with pytest.raises(TableError) as caught:
        check(rows, {"mad"}, {"joy"}, {"first", "second"}, source="decisions.tsv")
    assert message in str(caught.value)


def test_curators_are_compared_before_adjudication() -> None:
    rows = []
    for number, (first, second) in enumerate(["yy", "yy", "nn", "yn", "nn", "ny"]):
        for curator, answer in (("first", first), ("second", second)):
            rows.append(decision(f"form{number}", *(("joy",) if answer == "y" else ()), curator=curator))
    rows.append(decision("form3", "joy", curator="second", round_name="final"))
    [found] = agreements(rows)
    assert (found.curators, found.forms) == (("first", "second"), 6)
    assert found.observed == pytest.approx(4 / 6)
    assert found.kappa == pytest.approx(1 / 3, abs=1e-4)
    assert found.alpha == pytest.approx(1 - (4 / 12) / (72 / 132), abs=1e-4)
    assert agreements(rows[:1]) == []
    [all_same] = agreements([decision("a", "joy"), decision("a", "joy", curator="second")])
    assert (all_same.observed, all_same.kappa, all_same.alpha) == (1.0, None, None)


def test_curators_are_compared_down_to_a_tier() -> None:
    pairs = [("fear/horror/panic", "fear/horror"), ("fear", "fear/horror"), ("joy", "joy"), ("joy", "")]
    rows = [
        decision(f"form{number}", *([key] if key else []), curator=curator)
        for number, pair in enumerate(pairs)
        for curator, key in zip(("first", "second"), pair, strict=True)
    ]
    assert [agreements(rows, tier)[0].observed for tier in Tier] == [0.75, 0.5, 0.25]
    assert agreements(rows, Tier.PRIMARY)[0].kappa == pytest.approx(0.6)
    assert agreements(rows) == agreements(rows, Tier.TERTIARY)


def test_the_command_keeps_decisions(
    data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vocab = data_folder / "vocab"
    (vocab / "decisions.tsv").unlink()
    rows = [verdict("mirth"), verdict("pull")]
    (vocab / "overlap.tsv.gz").write_bytes(gzip.compress(VERDICTS.render(rows), mtime=0))
    CURATORS.write(vocab / "curators.tsv", [Curator("first", "maintainer")])
    monkeypatch.setattr("tone.build.judges.zipf_frequency", lambda _: lambda form: float(len(form)))
    assert sources_of(find_data(data_folder)).sources

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main(["--data", str(data_folder), "review", *arguments])
        said = capsys.readouterr()
        return int(leaving.value.code or 0), said.out, said.err

    sheet = tmp_path / "sheet.tsv"
    assert run("next", "--sheet", str(sheet))[0] == 0
    sheet.write_text(sheet.read_text("utf-8").replace("\t\t\t\n", "\taccept\t\t\n"), "utf-8")
    assert run("apply", str(sheet), "--curator", "stranger")[0] == 2
    assert not (vocab / "decisions.tsv").exists(), "a refused sheet changes nothing"
    assert run("apply", str(sheet), "--curator", "first")[0] == 0
    assert {d.form: d.emotions for d in DECISIONS.read(vocab / "decisions.tsv")} == {
        "mirth": ("joy",),
        "pull": ("joy",),
    }
    assert run("next")[1].splitlines() == ["form\temotion\trunner_up\tmargin\tveto\tgloss"]
    assert "forms settled: accept\t2" in run("stats")[1]
