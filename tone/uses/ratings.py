"""Reviews with their ratings, read with all faults named by row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from tone.corpus.reading import open_table, require_column
from tone.errors import DataError, Problem, TableError
from tone.evaluate.gold import SETS, read_gold, set_name

LOWEST, HIGHEST = 1, 5
"""The scale of stars."""

LEAST = 4
"""Texts that a class has at least, so that two are left to choose by where half of them are tested on."""

STARS = "stars"
"""The name of ratings in sets with a layout of their own."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """A set of rated texts.

    Attributes:
        name: of the set.
        texts: with white space collapsed.
        stars: one rating a text, from 1 to 5.
        total: how many there were before a sample was drawn.
        without_text: rows that were left out because they have a rating and no text.
    """

    name: str
    texts: tuple[str, ...]
    stars: tuple[int, ...]
    total: int
    without_text: int = 0

    def sample(self, size: int | None, *, seed: int = 0) -> Reviews:
        """Draw reviews at random, kept in their order; all if there are no more.

        Args:
            size: how many; None for all.
            seed: seed of the draw.
        """
        if size is None or size >= len(self.texts):
            return self
        chosen = sorted(random.Random(seed).sample(range(len(self.texts)), size))  # noqa: S311
        return replace(self, texts=tuple(self.texts[n] for n in chosen), stars=tuple(self.stars[n] for n in chosen))

    def polar(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Give the texts that take sides, and 1 for those above three stars, 0 for those below."""
        kept = [(text, int(stars > 3)) for text, stars in zip(self.texts, self.stars, strict=True) if stars != 3]
        return tuple(text for text, _ in kept), tuple(side for _, side in kept)


def read_reviews(path: Path, *, text_column: str | None = None, rating_column: str | None = None) -> Reviews:
    """Read reviews.

    Args:
        path: SST-5 or the Alexa reviews as they are distributed; JSON Lines with text and ``{"scores": {"stars": 4}}``;
            or a table (CSV, TSV, JSON Lines, each perhaps ``.gz``, or Parquet) with a column for each.
        text_column: the column of texts; None for "text", or for what the set's own layout says.
        rating_column: the column of ratings, 1 to 5; None for "stars", or for what the set's own layout says.

    Raises:
        DataError: the file cannot be read, is empty, or lacks a column.
        TableError: rows have no whole rating from 1 to 5, or something else than text; each is listed with its number.
    """
    name = set_name(path)
    if not path.exists():
        raise DataError(f"no file {path}: give a file of reviews with their ratings")
    if text_column is None and rating_column is None and (name in SETS or _nested(path)):
        rows: list[tuple[int, Any, Any]] = [(r.number, r.text, r.scores.get(STARS)) for r in read_gold(path).rows]
    else:
        rows = _columns(path, text_column or "text", rating_column or STARS)
    problems = [problem for row in rows if (problem := _fault(*row)) is not None]
    if problems:
        raise TableError(path, problems)
    written = [(" ".join(text.split()), int(float(stars))) for _, text, stars in rows if text and text.strip()]
    if not written:
        raise DataError(f"{path} holds no reviews: expected rows with a text and a rating from 1 to 5")
    texts, stars = zip(*written, strict=True)
    return Reviews(name, texts, stars, len(written), len(rows) - len(written))


def check_classes(labels: Sequence[int], folds: int, name: str) -> None:
    """Make sure that each class is in each fold.

    Args:
        labels: of all texts.
        folds: number of folds.
        name: of the set, for the error.

    Raises:
        DataError: a class has fewer texts than folds, or than `LEAST`; or there is one class only.
    """
    counts = {label: labels.count(label) for label in sorted(set(labels))}
    if len(counts) < 2:
        raise DataError(f"{name}: all ratings are alike ({next(iter(counts), 'none')}), so there is nothing to predict")
    least = max(folds, LEAST)
    rare = {label: count for label, count in counts.items() if count < least}
    if rare:
        shown = ", ".join(f"{label}: {count}" for label, count in rare.items())
        raise DataError(f"{name}: fewer than {least} texts of a class ({shown}): give more texts, or fewer folds")


def _nested(path: Path) -> bool:
    if not {".jsonl", ".ndjson"}.intersection(suffix.lower() for suffix in path.suffixes):
        return False
    columns = open_table(path).columns
    return "scores" in columns and STARS not in columns


def _columns(path: Path, text_column: str, rating_column: str) -> list[tuple[int, Any, Any]]:
    reader = open_table(path)
    for name in (text_column, rating_column):
        require_column(reader, name)
    found = []
    for batch in reader.batches(1000):
        pairs = zip(batch.column(text_column), batch.column(rating_column), strict=True)
        found += [(number, text, stars) for number, (text, stars) in enumerate(pairs, start=batch.start + 1)]
    return found


def _fault(number: int, text: Any, stars: Any) -> Problem | None:
    if not isinstance(text, str | None):
        return Problem(number, "", f"{str(text)[:40]!r} is no text")
    if stars is None or stars == "":
        return Problem(number, "", "no rating; fill it in, or leave the row out")
    try:
        value = float(stars)
    except (TypeError, ValueError):
        return Problem(number, "", f"rating {str(stars)[:40]!r} is not a number; expected a whole one from 1 to 5")
    if not isfinite(value) or value != int(value) or not LOWEST <= value <= HIGHEST:
        return Problem(number, "", f"rating {str(stars)[:40]} is not a whole number from 1 to 5")
    return None
