"""Classify a data frame in memory: a frame of the same kind comes back, with the answers in columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from tone.corpus.columns import answer_columns, answer_texts
from tone.corpus.texts import Missing, check_missing, texts_of
from tone.errors import DataError, TextError

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier

FrameT = TypeVar("FrameT")


def classify_frame(
    frame: FrameT,
    *,
    classifier: EmotionClassifier,
    text_column: str = "text",
    tier: int | None = None,
    scores: int | None = None,
    mentions: bool = False,
    scheme: str | None = None,
    prefix: str = "tone_",
    missing: Missing = "abstain",
) -> FrameT:
    """Classify the texts of a data frame.

    Args:
        frame: a pandas or polars `DataFrame`; it stays as it is.
        classifier: what answers.
        text_column: the column of the texts.
        tier: tier of the answered emotion: 1, 2 or 3; None for the most specific that the evidence allows.
        scores: a tier whose emotions have a column of scores each.
        mentions: whether to add the evidence, as JSON.
        scheme: name of another scheme, as ``goemotions``: add a column ``label`` with its label for the text, as
            `Classification.label` gives it; None for none.
        prefix: put before the names of the added columns, so that none is overwritten.
        missing: what becomes of a row whose text is missing, not text, or blank: "abstain" leaves it without an
            emotion; "error" stops.

    Returns:
        A frame of the same kind, with the columns that `classify_table` adds; a pandas frame keeps its index.

    Raises:
        TextError: it is no such frame.
        DataError: it has no such column, or a name would stand twice; or a row has no text, and `missing` is "error".
        UnknownSchemeError: there is no such scheme; the error carries suggestions.
        ValueError: no such tier or policy.
    """
    check_missing(missing)
    table: Any = frame
    kind = type(frame).__module__.partition(".")[0]
    if kind not in ("pandas", "polars") or type(frame).__name__ != "DataFrame":
        hint = "; collect() it first" if type(frame).__name__ == "LazyFrame" else ""
        raise TextError(f"expected a DataFrame of pandas or polars, got {type(frame).__name__}{hint}")
    names = list(table.columns)
    if names.count(text_column) != 1:
        count = names.count(text_column) or "no"
        raise DataError(f"the frame has {count} columns {text_column!r}: there are {', '.join(map(repr, names))}")
    columns = answer_columns(classifier, prefix=prefix, tier=tier, scores=scores, mentions=mentions, scheme=scheme)
    columns.check(names)
    texts, _ = texts_of(table[text_column], "the frame", text_column, start=0, missing=missing)
    answers = answer_texts(classifier, texts, columns=columns)
    values = [[answer[place] for answer in answers] for place in range(len(columns.names))]
    extend = _extend_pandas if kind == "pandas" else _extend_polars
    extended: FrameT = extend(table, dict(zip(columns.names, values, strict=True)), columns.is_text)
    return extended


def _extend_pandas(frame: Any, values: dict[str, list[Any]], is_text: Any) -> Any:
    import pandas as pd

    added = {
        name: pd.Series(column, index=frame.index, dtype="object" if is_text(name) else "float64")
        for name, column in values.items()
    }
    return pd.concat([frame, pd.DataFrame(added, index=frame.index)], axis="columns")


def _extend_polars(frame: Any, values: dict[str, list[Any]], is_text: Any) -> Any:
    import polars as pl

    return frame.with_columns(
        pl.Series(name, column, dtype=pl.String if is_text(name) else pl.Float64) for name, column in values.items()
    )
