"""What a report is made of, before it is Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tone.plot.markup import Bar


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences.

    Attributes:
        text: plain text.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        head: the names of the columns.
        rows: the cells; the first of a row says what it is about.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of horizontal bars.

    Attributes:
        title: what it shows.
        bars: from top to bottom.
        most: the value of a full bar; None for the highest that there is.
    """

    title: str
    bars: tuple[Bar, ...]
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under one heading.

    Attributes:
        title: the heading.
        blocks: what stands under it.
    """

    title: str
    blocks: tuple[Paragraph | Grid | Chart, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    Attributes:
        title: its name.
        command: what makes it, noted in the file.
        sections: its parts.
    """

    title: str
    command: str
    sections: tuple[Section, ...]


def grid(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Grid:
    """Make a table; numbers are written for people, None as an empty cell."""
    return Grid(tuple(head), tuple(tuple(written(cell) for cell in row) for row in rows))


def written(value: object) -> str:
    """Write a value for people.

    Example:
        >>> written(0.4217), written(7166), written(None), written(3.0)
        ('0.422', '7,166', '', '3')
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
