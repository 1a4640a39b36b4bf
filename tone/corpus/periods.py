"""Calendar periods that dated texts fall into."""

from __future__ import annotations

import re
from datetime import date

PERIODS = ("day", "week", "month", "year")

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.DOTALL)


def period_of(when: date | str, period: str) -> str:
    """Give the period that a date falls into, named as ISO 8601 does; names sort as time goes.

    Args:
        when: a date or time, or one as text: ``2024-02-29``, with a time after it or not; for coarse periods
            ``2024-02`` or ``2024`` will do.
        period: one of `PERIODS`; weeks are those of ISO 8601, which begin on Monday.

    Raises:
        ValueError: it is no such date, or too coarse for the period.

    Example:
        >>> period_of("2024-12-31", "week"), period_of("2024-12-31T23:59:00Z", "month")
        ('2025-W01', '2024-12')
    """
    if isinstance(when, date):
        year, month, day = when.year, when.month, when.day
    else:
        found = _DATE.fullmatch(when.strip())
        needed = {"year": 1, "month": 2}.get(period, 3)
        if not found or sum(part is not None for part in found.groups()) < needed:
            raise ValueError(f"{when!r} is not a date that has a {period}: expected one as 2024-02-29")
        year, month, day = (int(part or 1) for part in found.groups())
    try:
        exact = date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{when!r} is not a date: {error}") from error
    if period == "week":
        calendar = exact.isocalendar()
        return f"{calendar.year:04}-W{calendar.week:02}"
    return exact.isoformat()[: {"year": 4, "month": 7, "day": 10}[period]]
