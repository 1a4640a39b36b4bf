"""The wheel and the source archive: what is installed works anywhere, without the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.install


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", folder, ROOT], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def python(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and no extras."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=True)
    interpreter = home / "bin" / "python"
    [wheel] = dist.glob("*.whl")
    subprocess.run([interpreter, "-m", "pip", "install", "--quiet", wheel], check=True)
    return interpreter


def run(python: Path, folder: Path, *arguments: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "TONE_DATA_DIR"}}
    done = subprocess.run([python, *arguments], cwd=folder, env=clean, check=True, capture_output=True, text=True)
    return done.stdout


WORKING_FILES = {
    f"vocab/{name}"
    for name in (
        "candidates.tsv.gz",
        "coverage.tsv",
        "curators.tsv",
        "evaluation.json",
        "idioms.tsv",
        "link_decisions.tsv",
        "link_measures.tsv",
        "link_proposals.tsv.gz",
        "link_sample.tsv",
        "theory.tsv",
        "decisions.tsv",
        "overlap.tsv.gz",
        "precision.tsv",
    )
}
"""What the build reads and run time does not: in the source archive only."""


def test_the_archives_hold_the_data(dist: Path) -> None:
    [wheel] = dist.glob("*.whl")
    [archive] = dist.glob("*.tar.gz")
    packed = set(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(archive) as source:
        sourced = {name.partition("/")[2] for name in source.getnames()}
    for part in ("ontology", "vocab", "queries"):
        for path in (ROOT / part).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            assert path.is_dir() or (f"tone/_data/{name}" in packed) is (name not in WORKING_FILES), name
            assert path.is_dir() or name in sourced
    assert "tone/py.typed" in packed
    assert not [name for name in packed if name.startswith("tests/")]


def test_it_works_from_any_folder(python: Path, tmp_path: Path) -> None:
    program = """
import json, tone
kb = tone.load()
print(json.dumps({
    "origin": kb.source.folder.origin,
    "size": len(kb),
    "found": tone.EmotionClassifier(kb).classify("so relieved").emotion.key,
    "below": len(kb.query("descendants", emotion="joy")),
    "export": kb.export("joy.owl").stat().st_size > 0,
    "back": tone.load("joy.owl") == kb,
    "limited": kb.sparql("ASK { }", timeout=60),
}))
"""
    answer = json.loads(run(python, tmp_path, "-c", program))
    assert answer == {
        "origin": "package",
        "size": 144,
        "found": "joy/relief",
        "below": 34,
        "export": True,
        "back": True,
        "limited": True,
    }


def test_the_command_works_from_any_folder(python: Path, tmp_path: Path) -> None:
    command = str(python.with_name("tone"))
    done = subprocess.run([command, "lookup", "joyful"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "joyful\tadj\tjoy\t1\t1\tsemapv:ManualMappingCuration\tTONE adjective" in done.stdout
    missing = subprocess.run([command, "build", "ontology"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert missing.returncode == 2
    assert "is an installed copy" in missing.stderr


READ = """
import json, sys
import tone
from tone.classify import finder
classifier = tone.EmotionClassifier(tone.load())
texts = json.load(open(sys.argv[1]))
answers = [classifier.classify(text).to_dict() for text in texts]
refused = []
for wrong in (None, b"happy", 3):
    try:
        classifier.classify(wrong)
    except tone.TextError as error:
        refused.append(str(error))
print(json.dumps([finder.__file__, answers, classifier.predict(texts), refused]))
"""


COMPILER = shutil.which("cc") and (Path(sysconfig.get_path("include")) / "Python.h").exists()


@pytest.mark.skipif(not COMPILER, reason="no C compiler, or Python's headers are not installed")
def test_compiled_it_reads_alike(python: Path, tmp_path: Path) -> None:
    rows = (ROOT / "vocab" / "cue_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    texts = [cell for row in rows for cell in row.split("\t") if " " in cell]
    texts += ["", "\n\n", "so happy\n\nso sad...and/or angry", "a" * 100_000, "\U0001f62d #SoProud &amp; sooo HAPPY!!!"]
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    compiled = json.loads(run(python, tmp_path, "-c", READ, "texts.json"))
    plain = json.loads(run(Path(sys.executable), ROOT, "-c", READ, str(tmp_path / "texts.json")))
    assert not compiled[0].endswith(".py")
    assert plain[0].endswith(".py")
    assert compiled[1:] == plain[1:]
    assert len(plain[3]) == 3
    assert not list((ROOT / "tone").rglob("*.so"))  # none stays in the checkout, as it would hide what is edited later


def test_without_a_compiler_it_is_built_plain(dist: Path, tmp_path: Path) -> None:
    [archive] = dist.glob("*.tar.gz")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", tmp_path, archive]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "CC": "no-such-compiler"})
    [wheel] = tmp_path.glob("*.whl")
    assert wheel.name.endswith("-py3-none-any.whl")
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd"))]
