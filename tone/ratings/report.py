"""The report of a panel: in Markdown to read, and as two tables to compute with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tone.errors import OutputError
from tone.evaluate.intervals import wilson_interval
from tone.files import write_atomically
from tone.ratings.items import Item
from tone.ratings.measures import measure
from tone.ratings.panel import SIMULATION
from tone.ratings.reading import Ratings
from tone.ratings.scales import SCALES, RatingKind
from tone.tables import COUNT, LIST, NOTE, TEXT, Column, Table, choice

SHOWN = 10
"""How many of the items that raters reject are shown for each kind."""

_NUMBER = Column(float, lambda number: "" if number is None else format(number, ".4f"))


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One figure of a kind; see `Measure`. `source` is "people", or "SIMULATION"."""

    kind: RatingKind
    measure: str
    value: float | None
    low: float | None
    high: float | None
    items: int
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What the raters make of one item.

    Attributes:
        kind: of the question.
        item: its id.
        subject: what it asks of.
        ratings: how many rated it.
        good: how many of these speak for it.
        tally: how often each value was given, as ``5: 2``.
        source: "people", or "SIMULATION".
        question: the question.
    """

    kind: RatingKind
    item: str
    subject: str
    ratings: int
    good: int
    tally: tuple[str, ...]
    source: str
    question: str


MEASURES: Table[MeasureRow] = Table(
    MeasureRow,
    {
        "kind": choice(RatingKind),
        "measure": TEXT,
        "value": _NUMBER,
        "low": _NUMBER,
        "high": _NUMBER,
        "items": COUNT,
        "source": TEXT,
        "note": NOTE,
    },
    attrgetter("kind.value", "measure"),
)

ITEMS: Table[ItemRow] = Table(
    ItemRow,
    {
        "kind": choice(RatingKind),
        "item": TEXT,
        "subject": NOTE,
        "ratings": COUNT,
        "good": COUNT,
        "tally": LIST,
        "source": TEXT,
        "question": TEXT,
    },
    attrgetter("kind.value", "item"),
)


def write_report(folder: Path, ratings: Ratings, *, resamples: int = 1000, seed: int = 0) -> list[MeasureRow]:
    """Measure a panel's ratings and write ``REPORT.md``, ``agreement.tsv`` and ``items.tsv``.

    All is computed before anything is written.

    Args:
        folder: where to; it is made if need be.
        ratings: the ratings.
        resamples: of the bootstrap.
        seed: of the bootstrap.

    Returns:
        The figures.

    Raises:
        OutputError: the folder cannot be written.
        MissingExtraError: numpy is not installed.
    """
    measures = measures_of(ratings, resamples=resamples, seed=seed)
    items = item_rows(ratings)
    prefix = f"{SIMULATION}-" if ratings.panel.simulation else ""
    files = {
        "REPORT.md": render_report(ratings, measures, items).encode("utf-8"),
        "agreement.tsv": MEASURES.render(measures),
        "items.tsv": ITEMS.render(items),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    for name, content in files.items():
        write_atomically(folder / f"{prefix}{name}", content)
    return measures


def measures_of(ratings: Ratings, *, resamples: int = 1000, seed: int = 0) -> list[MeasureRow]:
    """Give the figures of each kind that was asked about.

    Args:
        ratings: the ratings.
        resamples: of the bootstrap.
        seed: of the bootstrap.
    """
    found = []
    for kind in _kinds(ratings):
        rows = list(ratings.of(kind).values()) if ratings.kept else []
        for one in measure(rows, SCALES[kind], resamples=resamples, seed=seed):
            found.append(
                MeasureRow(kind, one.name, one.value, one.low, one.high, one.items, _source(ratings), one.note)
            )
    return found


def item_rows(ratings: Ratings) -> list[ItemRow]:
    """Give what the raters that are kept make of each item.

    Args:
        ratings: the ratings.
    """
    rows = []
    for kind in _kinds(ratings):
        good = SCALES[kind].good
        for item, given in ratings.of(kind).items():
            tally = Counter(rating for rating in given if rating is not None)
            rows.append(_item_row(item, tally, good, _source(ratings)))
    return rows


def _item_row(item: Item, tally: Mapping[str, int], good: Iterable[str], source: str) -> ItemRow:
    shown = tuple(f"{value}: {count}" for value, count in sorted(tally.items()))
    favourable = sum(tally.get(value, 0) for value in good)
    return ItemRow(item.kind, item.item, item.subject, sum(tally.values()), favourable, shown, source, item.question)


def render_report(ratings: Ratings, measures: Sequence[MeasureRow], items: Sequence[ItemRow]) -> str:
    """Give the report in Markdown; the same ratings give the same text.

    Args:
        ratings: the ratings.
        measures: what `measures_of` gives.
        items: what `item_rows` gives.
    """
    panel = ratings.panel
    parts = [f"# {panel.title}"]
    if panel.simulation:
        parts.append(
            f"**{SIMULATION}.** A random generator filled in these sheets to try the tool. No person rated anything, "
            "and no figure below says anything of TONE."
        )
    left_out = [found.rater for found in ratings.attention if not found.kept]
    parts += [
        "Generated by `tone ratings import`, do not edit. In brackets the 95 % bootstrap interval over items.",
        "## Raters",
        f"A rater counts who answered at least {panel.pass_share:.0%} of the attention checks as expected; a check "
        f"left open is not. {len(ratings.kept)} of {len(panel.raters)} raters count"
        + (f"; left out: {', '.join(left_out)}" if left_out else "")
        + (f"; no ratings from: {', '.join(ratings.missing)}" if ratings.missing else "")
        + ".",
        _table(
            ("rater", "checks right", "of", "counts"),
            [(one.rater, one.right, one.checks, "yes" if one.kept else "no") for one in ratings.attention],
        ),
    ]
    if len(ratings.kept) < 2:
        parts.append("**Fewer than two raters count, so there is no agreement to measure.**")
    for kind in _kinds(ratings):
        parts += _section(
            kind, [row for row in measures if row.kind is kind], [row for row in items if row.kind is kind]
        )
    return "\n\n".join(parts) + "\n"


def _section(kind: RatingKind, measures: Sequence[MeasureRow], items: Sequence[ItemRow]) -> list[str]:
    scale = SCALES[kind]
    tally: Counter[str] = Counter()
    for row in items:
        for cell in row.tally:
            value, _, count = cell.rpartition(": ")
            tally[value] += int(count)
    total = sum(tally.values())
    spread = []
    for value, meaning in scale.meanings.items():
        low, high = wilson_interval(tally[value], total) if total else (0.0, 0.0)
        share = f"{tally[value] / total:.3f} [{low:.3f}, {high:.3f}]" if total else ""
        spread.append((value, meaning, tally[value], share))
    figures = [
        (
            row.measure,
            f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]" if row.value is not None else row.note,
            row.items,
        )
        for row in measures
    ]
    rejected = sorted(
        (row for row in items if row.ratings and row.good * 2 < row.ratings),
        key=lambda row: (row.good / row.ratings, -row.ratings, row.item),
    )
    parts = [
        f"## {kind.value}: {len(items)} items",
        scale.task,
        _table(("measure", "value", "items"), figures),
        "Ratings, with Wilson intervals that take them as independent:",
        _table(("rating", "means", "times", "share"), spread),
        f"{len(rejected)} items are not favoured by half of their raters"
        + (
            f"; the first {SHOWN}, all are in the table of items:"
            if len(rejected) > SHOWN
            else ":"
            if rejected
            else "."
        ),
    ]
    if rejected:
        shown = [(row.subject or row.question, ", ".join(row.tally)) for row in rejected[:SHOWN]]
        parts.append(_table(("what", "ratings"), shown))
    return parts


def _kinds(ratings: Ratings) -> list[RatingKind]:
    asked = {item.kind for item in ratings.items}
    return [kind for kind in RatingKind if kind in asked]


def _source(ratings: Ratings) -> str:
    return SIMULATION if ratings.panel.simulation else "people"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
