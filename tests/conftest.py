"""Fixtures: the released data, and a small hand-made world of twenty emotions with words and links."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import tone
from tone.cli import main
from tone.kb import KnowledgeBase

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files from what is answered now")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The released knowledge base."""
    return tone.load(ROOT)


@pytest.fixture(scope="session")
def mini() -> KnowledgeBase:
    """The small world, which has links and polysemous words."""
    return tone.load(DATA / "mini")


@pytest.fixture
def mini_folder(tmp_path: Path) -> Path:
    """A copy of the small world that a test may spoil."""
    return Path(shutil.copytree(DATA / "mini", tmp_path / "mini"))


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A copy of the released data that a test may spoil."""
    for part in ("ontology", "vocab", "queries"):
        shutil.copytree(ROOT / part, tmp_path / "data" / part)
    return tmp_path / "data"


@pytest.fixture
def locked_folder(tmp_path: Path) -> Path:
    """A folder that cannot be written to, also not by root: a file stands where it should be."""
    blocker = tmp_path / "blocked"
    blocker.write_text("a file, not a folder")
    return blocker


class Run:
    """The outcome of one run of the command."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> object:
    """Run the command with arguments, and give its outcome."""

    def run(*arguments: str) -> Run:
        with pytest.raises(SystemExit) as leaving:
            main(list(arguments))
        captured = capsys.readouterr()
        return Run(int(leaving.value.code or 0), captured.out, captured.err)

    return run
