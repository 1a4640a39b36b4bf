"""What the attribute ``tone`` of a data frame answers, of pandas and polars alike."""

from __future__ import annotations

from functools import cache
from typing import Generic, TypeVar

from tone.classify.classifier import EmotionClassifier
from tone.corpus.frames import classify_frame
from tone.corpus.texts import Missing
from tone.loading import load

FrameT = TypeVar("FrameT")


@cache
def _packaged() -> EmotionClassifier:
    return EmotionClassifier(load())


class FrameAccessor(Generic[FrameT]):
    """The methods of ``frame.tone``.

    Args:
        frame: a pandas or polars `DataFrame`; it stays as it is.
    """

    def __init__(self, frame: FrameT) -> None:
        self._frame = frame

    def classify(
        self,
        text_column: str = "text",
        *,
        classifier: EmotionClassifier | None = None,
        tier: int | None = None,
        scores: int | None = None,
        mentions: bool = False,
        scheme: str | None = None,
        prefix: str = "tone_",
        missing: Missing = "abstain",
    ) -> FrameT:
        """Classify a column of texts.

        Args:
            text_column: the column.
            classifier: what answers; None for one of the packaged knowledge base, in lexical mode.
            tier: tier of the answered emotion; None for the most specific that the evidence allows.
            scores: a tier whose emotions have a column of scores each.
            mentions: whether to add the evidence, as JSON.
            scheme: name of another scheme, as ``goemotions``: add a column ``label`` with its label for the text, as
                `Classification.label` gives it; None for none.
            prefix: put before the names of the added columns.
            missing: what becomes of rows without text: "abstain" or "error".

        Returns:
            A new frame with the columns of `tone.corpus.frames.classify_frame`.

        Raises:
            DataError: there is no such column, or a name would stand twice; or a row has no text, and `missing` is
                "error".
            UnknownSchemeError: there is no such scheme; the error carries suggestions.
            ValueError: no such tier or policy.
        """
        return classify_frame(
            self._frame,
            classifier=classifier or _packaged(),
            text_column=text_column,
            tier=tier,
            scores=scores,
            mentions=mentions,
            scheme=scheme,
            prefix=prefix,
            missing=missing,
        )
