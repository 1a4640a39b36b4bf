"""The README's code blocks: each is run, and what it shows is what comes out."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

import tone
from tone.evaluate.cue_pairs import read_pairs
from tone.evaluate.cues import try_pairs
from tone.evaluate.report import render_report, render_short
from tone.evaluate.results import read_results

KB = tone.load(ROOT)
TEXT = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCKS if name == language]


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {name for name, _ in BLOCKS} == {"sh", "console", "python"}
    assert TEXT.count("```") == 2 * len(BLOCKS)


@pytest.mark.build
def test_the_python_blocks_show_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("owlready2", reason="one block shows owlready2, of the extra 'reason'")
    shutil.copy(ROOT / "README.md", tmp_path)
    monkeypatch.chdir(tmp_path)
    session = doctest.DocTestParser().get_doctest("\n".join(blocks("python")), {}, "README.md", "README.md", 0)
    said: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=FLAGS).run(session, out=said.append)
    assert outcome.attempted > 20
    assert outcome.failed == 0, "".join(said)


@pytest.mark.parametrize("block", blocks("console"))
def test_the_console_blocks_show_what_comes_out(block: str) -> None:
    for command, expected in re.findall(r"^\$ tone (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        done = subprocess.run(
            f"{sys.executable} -m tone {command}",
            shell=True,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert done.stdout == expected


def test_the_figures_are_those_of_the_data() -> None:
    manifest = (ROOT / "ontology" / "manifest.toml").read_text("utf-8")
    counts = dict(re.findall(r"^(\w+) = (\d+)$", manifest, re.MULTILINE))
    assert f"{counts['entries']} entries with {counts['forms']} forms" in TEXT
    assert f"{counts['entries']} entries with {counts['forms']} forms" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    kb = tone.load(ROOT)
    kinds = Counter(link.kind.value for link in kb.links())
    wholes = {link.subjects for link in kb.links("composed_of")}
    assert f"{kinds['opposite_of']} pairs of `isOppositeOf`, {len(wholes)} emotions with what" in TEXT
    stated = (
        f"{kinds['opposite_of']} pairs of opposites, {len(wholes)} composed emotions, {kinds['plus_leads_to']} combi"
    )
    assert stated in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"`isComposedOf`, {kinds['plus_leads_to']} combinations" in TEXT
    assert f"{len(list((ROOT / 'queries').glob('*.rq')))} named SPARQL queries" in TEXT


def test_the_test_command_is_what_ci_runs() -> None:
    assert blocks("sh")[1].strip() in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_table_of_results_is_that_of_the_evaluation() -> None:
    results = read_results(ROOT / "vocab" / "evaluation.json")
    assert render_short(results).strip() in TEXT
    assert render_report(results) == (ROOT / "vocab" / "EVALUATION.md").read_text("utf-8")
    lexical = results["runs"]["lexical"]["configuration"]
    assert (lexical["entries"], lexical["affinities"]) == (len(KB.lexicon.entries), len(KB.affinities or ()))


def test_the_minimal_pairs_pass_as_often_as_is_said() -> None:
    pairs = read_pairs(ROOT / "vocab" / "cue_pairs.tsv", frozenset(KB))
    passed = sum(not outcome.fault for outcome in try_pairs(pairs, tone.EmotionClassifier(KB).pipe))
    assert f"Of {len(pairs)} minimal pairs that try the cues, {passed} come out" in TEXT.replace("\n", " ")


def test_the_commands_for_tables_work(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="one command writes Parquet, of the extra 'tables'")
    rows = ["product,review", "lamp,so happy with it", "lamp,I am furious", "clock,what a lovely surprise"]
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", "utf-8")
    [lines] = [block.splitlines() for block in blocks("sh") if "reviews.csv" in block]
    for line in lines:
        command = f"{sys.executable} -m {line}"
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, env=env, cwd=tmp_path)
        assert "joy" in done.stdout or "3 rows" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"reviews.csv", "answers.parquet", "products.svg"}


@pytest.mark.install
def test_the_first_command_works_for_a_newcomer(tmp_path: Path) -> None:
    clone, home = tmp_path / "clone", tmp_path / "venv"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    venv.create(home, with_pip=True)
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "TONE_DATA_DIR"}}
    environment["PATH"] = f"{home / 'bin'}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        blocks("sh")[0], shell=True, cwd=clone, env=environment, capture_output=True, text=True, check=True
    )
    [shown] = [block for block in blocks("console") if "--explain" in block]
    assert done.stdout.endswith(shown.partition("\n")[2])
