"""The command: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, ROOT

import tone
from tone.build import gate  # noqa: F401 - enters all checks into the registry
from tone.checks.registry import CHECKS
from tone.cli import tone as tone_group

MINI = ("--data", str(DATA / "mini"))


def test_the_readmes_first_answer(run) -> None:  # type: ignore[no-untyped-def]
    done = run("classify", "--explain", "I wasn't happy, just relieved that it was over.")
    assert done.code == 0
    assert done.out.splitlines()[:4] == [
        "I wasn't happy, just relieved that it was over.",
        "answer     relief",
        "path       joy 1 > relief 1",
        "also       sadness 0.5",
    ]


def test_descendants_of_joy(run) -> None:  # type: ignore[no-untyped-def]
    done = run("query", "descendants", "--param", "emotion=joy")
    assert len(done.out.splitlines()) == 35
    assert all("\tjoy/" in line for line in done.out.splitlines()[1:])


def test_formats_of_rows(run) -> None:  # type: ignore[no-untyped-def]
    rows = json.loads(run("find", "hatred", "--format", "json").out)
    assert rows[0]["key"] == "anger/rage/hate"
    lines = run("query", "children", "--param", "emotion=joy", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["label"] for line in lines][:2] == ["cheerfulness", "contentment"]
    assert "anger/rage/hate" in run("find", "hatred", "--format", "table").out
    assert run("find", "hatred").out.startswith("key\tlabel\ttier\tdefinition\n")


def test_show_and_info(run) -> None:  # type: ignore[no-untyped-def]
    shown = run("show", "relief")
    assert shown.code == 0
    assert "note: 'relief' names 2 emotions; taking the broadest, joy/relief" in shown.err
    assert json.loads(run("show", "tone:Relief", "--entries", "--format", "json").out)["entries"][-2:] == [
        "saved",
        "survived",
    ]
    facts = json.loads(run("info", "--format", "json").out)
    assert (facts["emotions"], facts["tier 3"], facts["ontology"]) == (144, 113, "0.1.0")


def test_show_has_the_links(run) -> None:  # type: ignore[no-untyped-def]
    shown = run(*MINI, "show", "fear", "--format", "tsv").out.splitlines()
    assert "leads to (with)\tjoy (relief)" in shown
    assert "composed of\tsadness, hope" in run(*MINI, "show", "envy", "--format", "tsv").out.splitlines()
    assert json.loads(run(*MINI, "show", "joy", "--format", "json").out)["links"][0]["object"] == "sadness"
    assert "leads to" not in run(*MINI, "show", "bliss").out


def test_links_on_either_side(run) -> None:  # type: ignore[no-untyped-def]
    assert len(run(*MINI, "links").out.splitlines()) == 7
    assert run(*MINI, "links", "sadness", "--evidence").out.splitlines()[1:] == [
        "composed_of\tanger/envy\tsadness\t0.7\tdefinitions|dyads\t"
        "Plutchik 1980: sadness + anger|TONE: definition names both",
        "opposite_of\tsadness\tjoy\t0.95\tantonyms\tTONE: happy and sad exclude each other",
    ]
    table = run(*MINI, "links", "--kind", "plus_leads_to", "--min-confidence", "0.7", "--format", "table").out
    assert table.splitlines()[2].split("  ")[0] == "plus leads to"
    assert "fear + relief" in table
    assert "TONE: relief after fear" not in table
    evidence = run(*MINI, "links", "envy", "--evidence", "--format", "table").out.splitlines()
    assert [line.strip() for line in evidence if line.startswith(" ")] == ["TONE: definition names both"] * 2
    rows = json.loads(run(*MINI, "links", "joy", "--format", "json").out)
    assert [row["subjects"] for row in rows] == [["joy"], ["fear", "joy/relief"]]
    assert rows[0]["evidence"] == ["TONE: happy and sad exclude each other"]


def test_a_path_tells_its_relations(run) -> None:  # type: ignore[no-untyped-def]
    via = ("--via", "tree", "--via", "composed_of", "--via", "opposite_of")
    table = run(*MINI, "path", "jealousy", "joy", *via, "--format", "table").out.splitlines()
    assert [line.rstrip("0.795 1").rstrip() for line in table[2:]] == [
        "jealousy narrower than envy",
        "envy composed of sadness",
        "sadness opposite of joy",
    ]
    done = run(*MINI, "path", "fear", "joy", "--via", "plus_leads_to")
    assert done.out.splitlines()[1] == "fear\tleads_to\tjoy\tjoy/relief\t0.8"
    assert run("path", "envy", "hope").out.splitlines()[2] == "anger\tsibling_of\tjoy\t\t1"
    assert json.loads(run("path", "hope", "joy", "--format", "json").out)[0]["relation"] == "narrower_than"


def test_the_tree_is_a_tree(run) -> None:  # type: ignore[no-untyped-def]
    drawn = run("tree").out
    assert len(drawn.splitlines()) == 144
    assert "├── " in drawn
    assert run("tree", "joy", "--depth", "2").out.splitlines()[0] == "joy"
    assert len(run("tree", "joy", "--format", "tsv").out.splitlines()) == 36
    assert json.loads(run("tree", "joy/pride", "--format", "json").out)[0]["children"][0]["key"] == "joy/pride/triumph"


def test_classify_reads_lines_and_answers_by_tier(run, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "lines.txt"
    path.write_bytes("so proud\r\non a Tuesday\n\ncafé worries".encode())
    done = run("classify", "--input", str(path), "--tier", "1", "--format", "jsonl")
    assert [json.loads(line)["emotion"] for line in done.out.splitlines()] == ["joy", None, None, "fear"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"afraid\n")))
    assert run("classify").out.splitlines()[1] == "fear\tfear\t1\tafraid"


def test_a_text_with_tabs_and_lines_stays_on_its_row(run) -> None:  # type: ignore[no-untyped-def]
    assert run("classify", "a\tb\nc\\joy").out.splitlines()[1].endswith("\ta\\tb\\nc\\\\joy")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("lookup", "zzz"), 1, "no emotion word 'zzz'"),
        (("find", "zzz"), 1, ""),
        ((*MINI, "query", "--sparql", "ASK { tone:Joy a tone:TertiaryEmotion }"), 1, ""),
        ((*MINI, "query", "--sparql", "ASK { }"), 0, ""),
        (("show", "joyy"), 2, "error: no emotion 'joyy': did you mean 'joy'"),
        (("query", "nope"), 2, "error: no query 'nope': available are about"),
        (("query", "children"), 2, "parameter 'emotion' is missing"),
        (("query", "children", "--param", "emotion"), 2, "is not NAME=VALUE"),
        (("query", "children", "--sparql", "ASK {}"), 2, "not both"),
        ((*MINI, "query", "--sparql", "SELECT\n?x {"), 2, "error: malformed SPARQL at line 2"),
        ((*MINI, "query", "--sparql", "DROP ALL"), 2, "DROP is an update"),
        ((*MINI, "links", "bliss", "--kind", "opposite_of"), 1, "no links of 'bliss' of kind opposite_of"),
        (("links", "joyy"), 2, "error: no emotion 'joyy': did you mean 'joy'"),
        (("links", "joy", "--kind", "opposite"), 2, "is not one of 'opposite_of', 'composed_of', 'plus_leads_to'"),
        ((*MINI, "path", "joy", "fear", "--via", "plus_leads_to"), 1, "no way from joy to fear by plus_leads_to"),
        (("path", "joy", "joyy"), 2, "did you mean 'joy'"),
        (("path", "joy", "fear", "--via", "root"), 2, "is not one of"),
        (("export", "tone.doc"), 2, "available are turtle (.ttl)"),
        (("export", "-"), 2, "available are turtle"),
        ((*MINI, "export", "/no/such/folder/x.ttl"), 2, "error: cannot write /no/such/folder/x.ttl"),
        (("classify", "--input", "/no/such/file"), 2, "error: cannot read /no/such/file"),
        (("classify", "text", "--input", "-"), 2, "not both"),
        (("classify", "text", "--explain", "--tier", "1"), 2, "leave --tier and --format out"),
        (("--data", "/no/such", "info"), 2, "error: /no/such is not a folder"),
        (("validate", "--select", "Z"), 2, "error: no check 'Z'"),
        (("validate", "--explain", "A1"), 2, "error: no check 'A1'"),
        (("--data", str(DATA), "validate"), 2, "holds no vocab/emotions.tsv: give a TONE data folder or an RDF file"),
        (("nonsense",), 2, "No such command"),
        (("build",), 2, "Missing argument"),
        ((*MINI, "build", "ontology"), 2, "has no ontology/core.ttl"),
    ],
)
def test_exit_codes(run, arguments, code, said) -> None:  # type: ignore[no-untyped-def]
    done = run(*arguments)
    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err


def test_bad_bytes_are_named_by_line(run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "lines.txt"
    path.write_bytes(b"joy\nna\xefve\n")
    done = run("classify", "--input", str(path))
    assert done.code == 2
    assert f"{path}, line 2: byte 0xef is not UTF-8" in done.err


def test_faults_of_a_table_are_listed_with_rows(run, mini_folder) -> None:  # type: ignore[no-untyped-def]
    path = mini_folder / "vocab" / "emotions.tsv"
    path.write_text(path.read_text("utf-8").replace("\t2\t", "\tII\t"), "utf-8")
    done = run("--data", str(mini_folder), "validate")
    assert done.code == 1
    assert done.out.count("column tier: 'II' is not a tier") == 7
    assert done.out.splitlines()[1].startswith("T003\t")
    assert done.err.strip().endswith("checks not run, as the tables do not load")
    assert run("--data", str(mini_folder), "validate", "--select", "A").code == 2


QUICK = sum(not entry.needs for entry in CHECKS.values())


def test_validate_says_no_with_one(run, mini_folder) -> None:  # type: ignore[no-untyped-def]
    assert run(*MINI, "validate").code == 0
    path = mini_folder / "vocab" / "emotions.tsv"
    path.write_text(path.read_text("utf-8").replace("Envy that guards", "envy that guards"), "utf-8")
    done = run("--data", str(mini_folder), "validate")
    assert done.code == 1
    assert done.out.splitlines()[1].startswith("A101\t")
    assert f"{QUICK} checks, 1 failed, 1 faults; 5 excused by ontology/exceptions.tsv" in done.err
    rows = json.loads(run("--data", str(mini_folder), "validate", "--select", "A", "--format", "json").out)
    assert [row["code"] for row in rows] == ["A101"]
    assert json.loads(run(*MINI, "validate", "--select", "A", "--format", "json").out) == []


def test_validate_lists_and_explains(run) -> None:  # type: ignore[no-untyped-def]
    rows = [json.loads(line) for line in run("validate", "--list", "--format", "jsonl").out.splitlines()]
    assert [row["code"] for row in rows] == sorted(CHECKS)
    assert {row["needs"] for row in rows} == {"", "reason", "validate"}
    assert run("validate", "--list", "--select", "P0").out.count("OOPS!") == sum(
        code < "P1" for code in CHECKS if code >= "P"
    )
    done = run("validate", "--explain", "s701")
    assert done.out.startswith("S701 (SHACL): The graph of the ontology conforms")
    assert "tone-ontology[validate]" in done.out
    assert done.out.rstrip().endswith("Point of the release checklist: 4, 5")
    assert run("validate", "--explain", "S7").code == 2


def test_validate_shows_the_checklist(run, mini_folder) -> None:  # type: ignore[no-untyped-def]
    done = run(*MINI, "validate", "--checklist", "--format", "json")
    points = json.loads(done.out)
    assert (done.code, [point["point"] for point in points]) == (0, list(range(1, 17)))
    assert {point["point"] for point in points if point["state"] == "not run"} == {2, 4, 5, 8}
    assert {point["state"] for point in points} == {"fine", "not run"}


@pytest.mark.reason
def test_validate_with_hermit(run) -> None:  # type: ignore[no-untyped-def]
    assert run("validate", "--reason").err.startswith(f"{QUICK + 1} checks, 0 failed, 0 faults")


def test_validate_with_shapes(run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("pyshacl", reason="pyshacl comes with the extra 'validate'")
    done = run(*MINI, "validate", "--shapes")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"{QUICK + 2} checks, 0 failed, 0 faults")
    one_sided = tmp_path / "mini.nt"
    assert run(*MINI, "export", str(one_sided)).code == 0
    lines = one_sided.read_text("utf-8").splitlines(keepends=True)
    lost = "<https://w3id.org/tone#Joy> <https://w3id.org/tone#isOppositeOf> "
    one_sided.write_text("".join(line for line in lines if not line.startswith(lost)), "utf-8")
    done = run("--data", str(one_sided), "validate", "--select", "D", "--select", "S701")
    assert done.code == 1
    assert "\ttone:Sadness tone:Joy: An emotion is the opposite of each of its opposites" in done.out
    assert {line.split("\t")[0] for line in done.out.splitlines()[1:]} == {"D304", "S701"}


@pytest.mark.build
@pytest.mark.reason
def test_build_check(run, data_folder) -> None:  # type: ignore[no-untyped-def]
    done = run("--data", str(data_folder), "build", "report", "ontology", "--check")
    assert done.code == 0
    assert set(done.out.split()) >= {"unchanged", "ontology/tone.owl", "vocab/REPORT.md"}
    (data_folder / "ontology" / "tone.ttl").write_text("stale")
    assert run("--data", str(data_folder), "build", "ontology", "--check").code == 1
    assert (data_folder / "ontology" / "tone.ttl").read_text() == "stale"


def test_without_java_the_exit_code_is_three(run, data_folder, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PATH", "/nonexistent")
    before = (data_folder / "ontology" / "tone.ttl").read_bytes()
    done = run("--data", str(data_folder), "build", "ontology")
    assert done.code == 3
    assert "error: the reasoner needs Java" in done.err
    assert (data_folder / "ontology" / "tone.ttl").read_bytes() == before
    assert run(*MINI, "validate", "--select", "O899").code == 3


@pytest.mark.parametrize(
    ("package", "code", "extra"), [("owlready2", "O899", "reason"), ("pyshacl", "S701", "validate")]
)
def test_without_an_extra_the_exit_code_is_three(run, monkeypatch, package, code, extra) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(sys.modules, package, None)
    done = run(*MINI, "validate", "--select", code)
    assert done.code == 3
    assert f"pip install 'tone-ontology[{extra}]'" in done.err


def test_a_traceback_only_when_asked_for(run, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("tone.kb.KnowledgeBase.find", broken)
    quiet, loud = run("find", "joy"), run("--debug", "find", "joy")
    assert quiet.code == loud.code == 2
    assert "internal error: RuntimeError: broken" in quiet.err
    assert "Traceback" not in quiet.err
    assert "Traceback" in loud.err


def test_odd_texts_are_answered(tmp_path: Path) -> None:
    texts = [b"", b"joy\xff", "\u05e9\u05de\u05d7 joy".encode(), b"x" * 100_000]
    done = subprocess.run(
        [sys.executable, "-m", "tone", "classify", "--format", "jsonl", *texts],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["emotion"] for line in done.stdout.splitlines()] == [None, "joy", "joy", None]


def test_help_has_examples_and_the_formats(run) -> None:  # type: ignore[no-untyped-def]
    for command in tone_group.commands:
        said = run(command, "--help")
        assert said.code == 0
        assert "Example" in said.out
    assert "graphml: .graphml" in " ".join(run("export", "--help").out.split())
    assert run("--version").out == f"tone {tone.__version__}\n"


@pytest.mark.parametrize(("words", "place"), [("show joy/op", 2), ("links joy/op", 2), ("path envy joy/op", 3)])
def test_shell_completion_knows_the_keys(words: str, place: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from tone.cli import tone; tone(prog_name='tone')"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_TONE_COMPLETE": "bash_complete",
            "COMP_WORDS": f"tone {words}",
            "COMP_CWORD": str(place),
        },
    )
    assert done.stdout.split() == ["plain,joy/optimism", "plain,joy/optimism/eagerness", "plain,joy/optimism/hope"]


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m tone query --sparql 'SELECT * WHERE {{ ?s ?p ?o }}' | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "error" not in done.stderr
