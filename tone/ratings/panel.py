"""A panel: the folder that holds the questions, one sheet a rater, and the instructions."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tone.errors import DataError, OutputError, ToneError
from tone.files import write_atomically
from tone.ratings.items import Item
from tone.ratings.scales import RatingKind, render_codebook
from tone.tables import LIST, NOTE, TEXT, Column, Table, choice

FORMAT = 1
"""Version of the layout of the folder."""

SIMULATION = "SIMULATION"
"""Stands in every file of a simulated panel, and in the names of its sheets."""

_RATER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Panel:
    """Who rates what, and how.

    Attributes:
        raters: names or pseudonyms; letters, digits, ``-`` and ``_``.
        seed: of the draw and the orders.
        version: of the ontology that is judged.
        pass_share: the share of attention checks that a rater must answer right, 0 to 1.
        simulation: whether the ratings are drawn by a random generator, and so say nothing of TONE.
    """

    raters: tuple[str, ...]
    seed: int
    version: str
    pass_share: float
    simulation: bool = False

    @property
    def title(self) -> str:
        """The title of the report."""
        title = f"Human evaluation of TONE {self.version}".rstrip()
        return f"{SIMULATION}: {title} by a random generator, not by people" if self.simulation else title

    def sheet(self, folder: Path, rater: str) -> Path:
        """Give the path of a rater's sheet.

        Args:
            folder: the panel's folder.
            rater: who.
        """
        return folder / "sheets" / f"{SIMULATION + '-' if self.simulation else ''}{rater}.tsv"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: a question, and what a rater makes of it; see `Item`."""

    item: str
    kind: RatingKind
    question: str
    rating: str
    comment: str


KEY: Table[Item] = Table(
    Item,
    {
        "item": TEXT,
        "kind": choice(RatingKind),
        "subject": NOTE,
        "question": TEXT,
        "expected": LIST,
        "note": NOTE,
    },
    lambda item: (item.kind.value, item.item),
)
"""The coordinator's table of all questions; raters do not get it."""

SHEET: Table[SheetRow] = Table(
    SheetRow,
    {
        "item": TEXT,
        "kind": choice(RatingKind),
        "question": TEXT,
        "rating": Column(str.strip),
        "comment": Column(str.strip),
    },
    lambda row: 0,  # the order of each rater is kept
)


def order_for(items: Iterable[Item], rater: str, seed: int) -> list[SheetRow]:
    """Give a rater's rows, unrated: kind by kind, so that the scale stays, in an order of the rater's own.

    Args:
        items: the questions.
        rater: who; the order depends on the name.
        seed: of the panel.
    """
    generator = random.Random(f"{seed}:{rater}")  # noqa: S311 - no secret depends on it
    by_kind: dict[RatingKind, list[Item]] = {}
    for item in sorted(items, key=KEY.sort_key):
        by_kind.setdefault(item.kind, []).append(item)
    blocks = list(by_kind.values())
    generator.shuffle(blocks)
    for block in blocks:
        generator.shuffle(block)
    return [SheetRow(item.item, item.kind, item.question, "", "") for block in blocks for item in block]


def write_panel(
    folder: Path, panel: Panel, items: Sequence[Item], *, sheets: Mapping[str, Sequence[SheetRow]] | None = None
) -> list[Path]:
    """Write a new folder: ``panel.json``, ``key.tsv``, ``CODEBOOK.md``, and ``sheets/`` with one table a rater.

    Args:
        folder: where to; it must not exist or be empty, so that no ratings are lost.
        panel: who rates what.
        items: the questions.
        sheets: the rows of each rater; None for unrated ones.

    Returns:
        The sheets.

    Raises:
        ToneError: fewer than two raters, or names that are not allowed or stand twice, or a share out of range.
        OutputError: the folder holds something already, or cannot be written.
    """
    _check(panel)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} holds something already: choose a new folder, so that no ratings are lost")
    try:
        (folder / "sheets").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    rows = sheets or {rater: order_for(items, rater, panel.seed) for rater in panel.raters}
    for rater in panel.raters:
        SHEET.write(panel.sheet(folder, rater), rows[rater])
    KEY.write(folder / "key.tsv", items)
    title = f"{SIMULATION}: no one is to fill this in" if panel.simulation else "How to rate"
    write_atomically(folder / "CODEBOOK.md", render_codebook(title, panel.pass_share).encode("utf-8"))
    # last, as it is what makes the folder one that can be read
    text = json.dumps({"format": FORMAT, "title": panel.title, **asdict(panel)}, indent=1, sort_keys=True)
    write_atomically(folder / "panel.json", (text + "\n").encode("utf-8"))
    return [panel.sheet(folder, rater) for rater in panel.raters]


def read_panel(folder: Path) -> tuple[Panel, tuple[Item, ...]]:
    """Read who rates, and the questions.

    Args:
        folder: a folder that `write_panel` wrote.

    Raises:
        DataError: it is none.
        TableError: the key has faults.
    """
    path = folder / "panel.json"
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise ValueError(f"format {found['format']}, expected {FORMAT}")
        panel = Panel(tuple(found["raters"]), found["seed"], found["version"], found["pass_share"], found["simulation"])
        _check(panel)
    except (OSError, ValueError, KeyError, TypeError, ToneError) as error:
        raise DataError(f"cannot read a panel from {path}: {error}; make one with tone ratings export") from error
    return panel, KEY.read(folder / "key.tsv")


def _check(panel: Panel) -> None:
    if len(panel.raters) < 2:
        raise ToneError(f"{len(panel.raters)} raters: agreement needs two or more")
    for rater in panel.raters:
        if not _RATER.fullmatch(rater):
            raise ToneError(f"rater {rater!r}: expected up to 40 letters, digits, - and _; it names a file")
    if len({rater.lower() for rater in panel.raters}) < len(panel.raters):
        raise ToneError(f"raters {', '.join(panel.raters)}: a name stands twice")
    if not 0 <= panel.pass_share <= 1:
        raise ToneError(f"pass share {panel.pass_share} is not a share from 0 to 1")
