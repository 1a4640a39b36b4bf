"""What may be imported, and when: the layering holds, and nothing heavy comes with ``import tone``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

HEAVY = {
    *("torch", "sentence_transformers", "spacy", "nltk", "owlready2", "rdflib", "networkx", "pandas", "lemminflect"),
    *("matplotlib", "numpy", "pyshacl", "rich", "click", "pyoxigraph", "jinja2"),
}
LIGHT_COMMAND = HEAVY - {"click"}


def loaded_by(program: str) -> set[str]:
    code = f"import sys\n{program}\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize(
    ("program", "forbidden"),
    [
        ("import tone", HEAVY),
        ("import tone; tone.load().lookup('joy')", HEAVY),
        ("import tone; tone.EmotionClassifier(tone.load()).classify('so happy').explain()", HEAVY),
        ("import tone; tone.load().sparql('ASK {}')", HEAVY - {"pyoxigraph"}),
        ("import tone; tone.load()['joy'].children()", HEAVY),
    ],
)
def test_nothing_heavy_is_imported(program: str, forbidden: set[str]) -> None:
    assert not loaded_by(program) & forbidden


@pytest.mark.parametrize(
    "arguments", [["lookup", "joy"], ["--help"], ["classify", "joy"], ["classify", "--explain", "joy"]]
)
def test_common_commands_import_little(arguments: list[str]) -> None:
    program = f"""
from tone.cli import main
try:
    main({arguments!r})
except SystemExit:
    pass
"""
    assert not loaded_by(program) & LIGHT_COMMAND


def test_the_layers_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("import-linter comes with the extra 'test'")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_modules_stay_small() -> None:
    sizes = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("tone/**/*.py")}
    assert {path: size for path, size in sizes.items() if size > 400} == {}
    assert not {path.stem for path in sizes} & {"util", "utils", "helpers", "api"}


def test_only_the_command_prints_and_exits() -> None:
    for path in (ROOT / "tone").rglob("*.py"):
        if "cli" not in path.parts:
            text = path.read_text("utf-8")
            assert "print(" not in text, path
            assert "sys.exit(" not in text, path
