"""The texts of a batch, and what becomes of rows without one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

from tone.errors import DataError

Missing = Literal["abstain", "error"]


def check_missing(missing: str) -> None:
    """Make sure that there is such a policy.

    Raises:
        ValueError: there is none.
    """
    if missing not in get_args(Missing):
        raise ValueError(f"missing {missing!r}: expected one of {', '.join(get_args(Missing))}")


def texts_of(
    values: Iterable[Any], source: object, column: str, *, start: int, missing: Missing
) -> tuple[list[str], int]:
    """Give the texts of rows.

    A row has no text if its value is missing, null, of another type than text, or blank.

    Args:
        values: of the column of texts.
        source: what the rows are of, for errors.
        column: the name of the column, for errors.
        start: number of rows before these.
        missing: "abstain" to take an empty text, for which the classifier abstains; "error" to stop.

    Returns:
        One text a row, and the number of rows without one.

    Raises:
        DataError: a row has no text, and `missing` is "error".
    """
    texts, without = [], 0
    for number, value in enumerate(values, start=start + 1):
        if isinstance(value, str) and value and not value.isspace():
            texts.append(value)
            continue
        if missing == "error":
            shown = repr(value)
            raise DataError(
                f"{source}, row {number}: no text in column {column!r}, but {shown[:80]}; fill it in, or let such rows "
                "have no answer with missing 'abstain'"
            )
        texts.append("")
        without += 1
    return texts, without
