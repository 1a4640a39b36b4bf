"""Rows under headings, broken into columns of about the same height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

RowT = TypeVar("RowT")


class Line(NamedTuple, Generic[RowT]):
    """A line of a column: a heading, or a row beneath one.

    Attributes:
        heading: what the rows beneath share; "" for a row.
        continued: whether the heading stands again on top of a column.
        row: the row; None for a heading.
    """

    heading: str
    continued: bool
    row: RowT | None


def break_into_columns(groups: Sequence[tuple[str, Sequence[RowT]]], count: int) -> list[list[Line[RowT]]]:
    """Break groups of rows into columns as low as can be.

    A heading never stands last, nor with one row of several, and is repeated where its rows go on in a new column.

    Args:
        groups: headings and the rows of each, at least one.
        count: the number of columns at most.
    """
    lines = sum(len(rows) + 1 for _, rows in groups)
    height = max(3, -(-lines // count))
    while len(columns := _filled(groups, height)) > count:
        height += 1
    return columns


def _filled(groups: Sequence[tuple[str, Sequence[RowT]]], height: int) -> list[list[Line[RowT]]]:
    columns: list[list[Line[RowT]]] = [[]]
    for heading, rows in groups:
        if len(columns[-1]) + 1 + min(len(rows), 2) > height:
            columns.append([])
        columns[-1].append(Line(heading, False, None))
        for row in rows:
            if len(columns[-1]) == height:
                columns.append([Line(heading, True, None)])
            columns[-1].append(Line("", False, row))
    return [column for column in columns if column]
