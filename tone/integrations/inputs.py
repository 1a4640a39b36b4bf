"""Texts as other libraries hand them over: a list, a column, an array, a frame of one column."""

from __future__ import annotations

from typing import Any

from tone.corpus.texts import Missing, check_missing
from tone.errors import TextError


def read_texts(values: Any, *, missing: Missing = "error") -> list[str]:
    """Give the texts that an argument holds, one a row.

    Args:
        values: an iterable of `str`: a list, a pandas or polars column, a numpy array; or an array or frame of shape
            (rows, 1). Values that are None, NaN or another library's null count as missing.
        missing: what becomes of missing values: "error" refuses them, "abstain" takes an empty text in their place.

    Returns:
        The texts, in order.

    Raises:
        TextError: it is a single text, has several columns, or holds something else than text; the row is named,
            counted from 0.
        ValueError: there is no such policy.

    Example:
        >>> read_texts([["so proud"], ["leave me alone"]])
        ['so proud', 'leave me alone']
    """
    check_missing(missing)
    if isinstance(values, (str, bytes)):
        raise TextError("expected several texts, got one: put it in a list")
    return [_text(number, value, missing) for number, value in enumerate(_rows(values))]


def _rows(values: Any) -> list[Any]:
    shape = getattr(values, "shape", None)
    if shape is not None and len(shape) == 2:
        if shape[1] != 1:
            raise TextError(f"expected one column of texts, got {shape[1]}: choose one of them")
        values = values.to_numpy() if hasattr(values, "to_numpy") else values
        return [row[0] for row in values]
    if not hasattr(values, "__iter__"):
        raise TextError(f"expected several texts, got {type(values).__name__}: give a list of str")
    rows = list(values)
    if rows and all(isinstance(row, (list, tuple)) and len(row) == 1 for row in rows):
        return [row[0] for row in rows]
    return rows


def _text(number: int, value: Any, missing: Missing) -> str:
    if isinstance(value, str):
        return str(value)  # numpy's own strings become plain ones
    if _is_missing(value):
        if missing == "abstain":
            return ""
        raise TextError(f'row {number} has no text, but {value!r}: fill it in, or say missing="abstain"')
    raise TextError(f"row {number}: expected text, got {type(value).__name__} {str(value)[:40]!r}")


def _is_missing(value: Any) -> bool:
    """Tell None, NaN (which is not itself) and pandas' NA (which knows no truth) from values."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"
