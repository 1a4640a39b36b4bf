"""Filled-in sheets: read, held against the questions, and freed of raters who did not read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tone.errors import DataError, Problem, TableError
from tone.ratings.items import Item
from tone.ratings.panel import SHEET, SIMULATION, Panel, SheetRow
from tone.ratings.scales import SCALES, RatingKind
from tone.tables import FIRST_ROW


@dataclass(frozen=True, slots=True)
class Attention:
    """How a rater did on the attention checks.

    Attributes:
        rater: who.
        right: checks answered as expected; one left open is not.
        checks: of how many.
        kept: whether the ratings count.
    """

    rater: str
    right: int
    checks: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings of a panel.

    Attributes:
        panel: who rates what.
        items: the questions, without the attention checks.
        attention: one row a rater, in the panel's order.
        by_rater: of each rater the rating of each item by id, attention checks included; open ones are left out.
        missing: raters without a sheet.
    """

    panel: Panel
    items: tuple[Item, ...]
    attention: tuple[Attention, ...]
    by_rater: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """The raters whose ratings count."""
        return tuple(found.rater for found in self.attention if found.kept)

    def of(self, kind: RatingKind) -> dict[Item, list[str | None]]:
        """Give the ratings of a kind: for each item one a kept rater, None where it is open.

        Args:
            kind: the kind.
        """
        return {
            item: [self.by_rater[rater].get(item.item) for rater in self.kept]
            for item in self.items
            if item.kind is kind
        }


def read_ratings(folder: Path, panel: Panel, items: Sequence[Item], *, partial: bool = False) -> Ratings:
    """Read the sheets of a panel.

    Args:
        folder: the panel's folder.
        panel: who rates what.
        items: the questions.
        partial: whether sheets may be missing, or empty, and rows not rated.

    Raises:
        DataError: a sheet is missing or nothing in it is rated, and `partial` is not said; or fewer than two are left.
        TableError: sheets have faults; those of all sheets are listed, with file, row and column.
    """
    known = {item.item: item for item in items}
    by_rater: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    missing: list[str] = []
    for rater in panel.raters:
        path = panel.sheet(folder, rater)
        if not path.exists():
            missing.append(rater)
            continue
        try:
            rows = SHEET.read(path)
        except TableError as error:
            problems += [Problem(fault.row, fault.column, f"{fault.message} ({path.name})") for fault in error.problems]
            continue
        problems += _faults(rows, known, panel, path.name, partial=partial)
        by_rater[rater] = {row.item: row.rating for row in rows if row.rating}
        if not by_rater[rater]:
            missing.append(rater)
    if problems:
        raise TableError(folder / "sheets", problems)
    if missing and not partial:
        raise DataError(
            f"no ratings of {', '.join(missing)} in {folder / 'sheets'}: wait for "
            f"{panel.sheet(folder, missing[0]).name}, or go on without with --partial"
        )
    rated = [rater for rater in panel.raters if rater not in missing]
    if len(rated) < 2:
        raise DataError(f"ratings of {len(rated)} raters in {folder / 'sheets'}: agreement needs two or more")
    checks = [item for item in items if item.expected]
    attention = tuple(_attention(rater, by_rater[rater], checks, panel.pass_share) for rater in rated)
    real = tuple(item for item in items if not item.expected)
    return Ratings(panel, real, attention, {rater: by_rater[rater] for rater in rated}, tuple(missing))


def _attention(rater: str, ratings: Mapping[str, str], checks: Sequence[Item], pass_share: float) -> Attention:
    right = sum(ratings.get(check.item) in check.expected for check in checks)
    return Attention(rater, right, len(checks), not checks or right >= pass_share * len(checks))


def _faults(
    rows: Sequence[SheetRow], known: Mapping[str, Item], panel: Panel, name: str, *, partial: bool
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=FIRST_ROW):
        item = known.get(row.item)
        if item is None:
            yield Problem(
                number, "item", f"no question has the id {row.item!r}; restore it from the sheet sent ({name})"
            )
            continue
        first = seen.setdefault(row.item, number)
        if first != number:
            yield Problem(number, "item", f"{row.item} is rated in row {first} already; keep one of them ({name})")
        if (row.kind, row.question) != (item.kind, item.question):
            column = "question" if row.kind is item.kind else "kind"
            yield Problem(number, column, f"differs from what was asked: {item.question[:60]!r} ({name})")
        values = SCALES[item.kind].values
        if row.rating and row.rating not in values:
            wanted = ", ".join(values)
            yield Problem(number, "rating", f"{row.rating!r} is not on the scale: {wanted}, or empty ({name})")
        if (SIMULATION in row.comment) != panel.simulation:
            yield Problem(number, "comment", f"a simulation's rows, and no others, are marked {SIMULATION} ({name})")
    lost = known.keys() - seen.keys()
    if lost and not partial:
        yield Problem(
            0, "item", f"{len(lost)} rows are lost, as {min(lost)}; restore them from the sheet sent ({name})"
        )
