"""Sum up the texts of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.corpus.periods import period_of
from tone.corpus.reading import Batch, TableReader, open_table, require_column
from tone.corpus.summary import Summary
from tone.corpus.texts import texts_of
from tone.corpus.workers import map_batches
from tone.errors import DataError

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier

Dated = tuple[list[str], list[str | None], list[str | None]]
"""Texts with the group and the period of each."""


def summarise_tables(
    sources: Iterable[Path | str],
    *,
    classifier: EmotionClassifier,
    text_column: str = "text",
    by: str | None = None,
    over: str | None = None,
    period: str = "month",
    tier: int = 1,
    jobs: int = 1,
    batch_size: int = 1000,
    progress: Callable[[int, float], None] | None = None,
) -> Summary:
    """Sum up the texts of tables, in constant memory.

    Args:
        sources: tables as `classify_table` takes them; all have the columns that are named.
        classifier: what answers.
        text_column: the column of the texts; a row without one counts as a text without an emotion.
        by: a column to group by; a row without a value is in the group "".
        over: a column of dates, as ``2024-02-29``, with or without a time; a row without one is undated.
        period: "day", "week", "month" or "year".
        tier: tier of the emotions that distribution and evidence are of: 1, 2 or 3.
        jobs: number of processes; the totals are the same for any number.
        batch_size: rows that are read and summed up together.
        progress: called after each batch with the rows done and the share of the files.

    Raises:
        DataError: a file cannot be read, is damaged, or lacks a column, or a date is not one; with row and place.
        FormatError: a suffix is unknown.
        MissingExtraError: a Parquet file, and pyarrow is not installed.
        ValueError: no such tier or period, or a number below 1.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size {batch_size} is below 1")
    summary = Summary(tier=tier, period=period)
    readers = [open_table(source) for source in sources]
    wanted = (text_column, by, over)
    for reader in readers:
        for name in wanted:
            if name is not None:
                require_column(reader, name)
    tasks = _tasks(readers, wanted, period, batch_size)
    work = partial(_summed, tier=tier, period=period)
    rows = 0
    for (place, batch), part in map_batches(work, classifier, tasks, jobs=jobs):
        summary.merge(part)
        rows += len(batch)
        if progress is not None:
            progress(rows, (place + batch.share) / len(readers))
    return summary


def _tasks(
    readers: list[TableReader], wanted: tuple[str, str | None, str | None], period: str, size: int
) -> Iterator[tuple[tuple[int, Batch], Dated]]:
    text_column, by, over = wanted
    for place, reader in enumerate(readers):
        for batch in reader.batches(size):
            texts, _ = texts_of(
                batch.column(text_column), reader.path, text_column, start=batch.start, missing="abstain"
            )
            empty: list[str | None] = [None] * len(batch)
            groups: list[str | None] = (
                empty if by is None else ["" if value is None else str(value) for value in batch.column(by)]
            )
            times = empty if over is None else _periods(batch, over, period, reader.path)
            yield (place, batch), (texts, groups, times)


def _periods(batch: Batch, column: str, period: str, path: Path) -> list[str | None]:
    found: list[str | None] = []
    for number, value in enumerate(batch.column(column), start=batch.start + 1):
        if value is None or value == "":
            found.append(None)
            continue
        try:
            found.append(period_of(_as_date(value), period))
        except ValueError as error:
            raise DataError(f"{path}, row {number}, column {column}: {error}") from error
    return found


def _as_date(value: Any) -> date | str:
    return value if isinstance(value, date) else str(value)


def _summed(classifier: EmotionClassifier, dated: Dated, *, tier: int, period: str) -> Summary:
    texts, groups, times = dated
    summary = Summary(tier=tier, period=period)
    for result, group, when in zip(classifier.pipe(texts), groups, times, strict=True):
        summary.add(result, group=group, bucket=when)
    return summary
