"""Labelled sets: rows of text with labels or scores, from the layouts in which public sets are distributed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tone.errors import DataError, ToneError

SETS = {
    "goemotions": ("goemotion", "go_emotion"),
    "dairai_emotion": ("dairai", "dair-ai", "dair_ai", "carer"),
    "isear": ("isear",),
    "xed_en": ("xed", "en-annotated"),
    "empathetic_dialogues_turns": ("empathetic",),
    "emobank": ("emobank",),
    "sentiment_vader_groundtruth": ("vader", "groundtruth"),
    "reviews_sst5": ("sst", "stanfordsentiment"),
    "reviews_amazon_alexa": ("alexa",),
    "semeval2018_ec": ("semeval", "e-c-en", "e_c_en"),
    "tec": ("jan9-2012-tweets", "tec"),
    "meld": ("meld",),
}
"""Sets with a layout or mapping of their own, with what names of their files hold."""


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A text and what its annotators said.

    Attributes:
        text: the text, with white space collapsed.
        labels: labels as the set names them.
        scores: ratings by name: valence, sentiment, stars ...
        split: train, dev, test ...; "" if the set tells none.
        number: line of the file, counted from 1.
        domain: tweets, news ... in sets that have several; "" otherwise.
    """

    text: str
    labels: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    split: str = ""
    number: int = 0
    domain: str = ""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A labelled set.

    Attributes:
        name: name of the set, as in the table of mappings.
        rows: its rows, in the order of the files.
        total: how many there were before a sample was drawn.
    """

    name: str
    rows: tuple[GoldRow, ...]
    total: int

    def sample(self, size: int, *, seed: int = 0) -> GoldSet:
        """Draw rows at random, kept in their order; the whole set if it is no larger.

        Args:
            size: how many.
            seed: seed of the draw.
        """
        if size >= len(self.rows):
            return self
        chosen = sorted(random.Random(seed).sample(range(len(self.rows)), size))  # noqa: S311
        return replace(self, rows=tuple(self.rows[place] for place in chosen))


def set_name(path: Path) -> str:
    """Tell from the name of a file, or of the folders around it, which set it is of.

    Args:
        path: the file.

    Returns:
        A key of `SETS`, or the name of the file without its extensions.

    Example:
        >>> set_name(Path("GoEmotions/data/test.tsv")), set_name(Path("my-rows.csv.gz"))
        ('goemotions', 'my-rows')
    """
    stem = path.name.partition(".")[0]
    if stem in SETS:
        return stem
    for part in (stem, *reversed(path.parts[:-1])):
        lowered = part.lower().replace(" ", "")
        for name, hints in SETS.items():
            # a short hint is a word of its own: "tec" is no part of "protected"
            words = lowered.replace("-", "_").split("_")
            if any(hint in words if len(hint) <= 3 else hint in lowered for hint in hints):
                return name
    return stem


def read_gold(
    path: Path,
    *,
    name: str | None = None,
    layout: str | None = None,
    text_column: str | None = None,
    label_column: str | None = None,
) -> GoldSet:
    """Read a file of labelled texts.

    Args:
        path: JSON Lines, CSV, TSV, Parquet or the set's own layout; gzipped or not.
        name: the set it is of; None to tell from its path.
        layout: a key of `tone.evaluate.layouts.LAYOUTS`; None to tell from set and extension.
        text_column: the column of texts, for tables with a header; None to look for the usual names.
        label_column: likewise for labels.

    Raises:
        DataError: the file cannot be read, or a row is not what the layout says; the message has its number.
        ToneError: there is no such layout.
    """
    from tone.evaluate.layouts import LAYOUTS, Source, detect

    name = name or set_name(path)
    if layout is not None and layout not in LAYOUTS:
        raise ToneError(f"no layout {layout!r}: available are {', '.join(LAYOUTS)}")
    source = Source(path, name, text_column, label_column)
    rows = tuple(replace(row, text=" ".join(row.text.split())) for row in LAYOUTS[layout or detect(source)](source))
    if not rows:
        raise DataError(f"{path} holds no labelled rows: give another file, or its layout")
    return GoldSet(name, rows, len(rows))


def merge(sets: Iterable[GoldSet]) -> list[GoldSet]:
    """Join sets of one name, as of a set that is distributed in several files.

    Args:
        sets: any sets.

    Returns:
        One set a name, sorted by name.
    """
    by_name: dict[str, list[GoldSet]] = {}
    for gold in sets:
        by_name.setdefault(gold.name, []).append(gold)
    return [
        GoldSet(name, tuple(row for part in parts for row in part.rows), sum(part.total for part in parts))
        for name, parts in sorted(by_name.items())
    ]


def find_sets(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Give the files to read: files as they are, and of folders those that are named after a known set.

    Args:
        paths: files and folders.

    Returns:
        The files, and the files of folders that were passed over.

    Raises:
        DataError: a path is missing, or a folder holds no known set.
    """
    found: list[Path] = []
    passed: list[Path] = []
    for path in paths:
        if path.is_dir():
            files = [file for file in sorted(path.iterdir()) if file.is_file()]
            known = [file for file in files if set_name(Path(file.name)) in SETS]
            if not known:
                raise DataError(f"{path} holds no file named after a known set ({', '.join(SETS)}): give files")
            found += known
            passed += [file for file in files if file not in known]
        elif path.exists():
            found.append(path)
        else:
            raise DataError(f"no file {path}: give files of labelled texts, or a folder of them")
    return found, passed
