"""The columns that a table of texts gains: what is answered for each text, in plain values."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tone.errors import DataError
from tone.model import Tier

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.classify.result import Classification

Cell = str | float | None

TEXT_COLUMNS = ("emotion", "key", "mixed", "mentions", "label")
"""Columns of text; all others hold numbers."""

DIGITS = 6
"""Decimal places of the numbers."""


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """Which columns are added, and what stands in them.

    Attributes:
        prefix: put before every name, so that no column of the table is overwritten.
        tier: tier of the answered emotion: 1, 2 or 3; None for the most specific one that the evidence allows.
        scored: keys of the emotions whose scores have a column each.
        mentions: whether the evidence is added, as JSON.
        scheme: name of another scheme whose label for the text is added; None for none.
    """

    prefix: str = "tone_"
    tier: Tier | None = None
    scored: tuple[str, ...] = ()
    mentions: bool = False
    scheme: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        plain = ("emotion", "key", "score", "emotional", "intensity", "valence", "mixed")
        scores = (f"score_{key}" for key in self.scored)
        wanted = {"mentions": self.mentions, "label": self.scheme is not None}
        return tuple(self.prefix + name for name in (*plain, *scores, *(name for name in wanted if wanted[name])))

    @property
    def key_place(self) -> int:
        """Place of the column that is None where the classifier abstains."""
        return 1

    def is_text(self, name: str) -> bool:
        """Tell whether a column holds text; others hold numbers.

        Args:
            name: of the column, with its prefix.
        """
        return name[len(self.prefix) :] in TEXT_COLUMNS

    def values(self, result: Classification) -> tuple[Cell, ...]:
        """Give what stands in the columns for one text; numbers have `DIGITS` decimal places.

        Args:
            result: the answer for the text.
        """
        chosen = result.emotion if self.tier is None else result.best(tier=self.tier)
        scores = result.scores()
        values: list[Cell] = [
            None if chosen is None else chosen.label,
            None if chosen is None else chosen.key,
            None if chosen is None else round(scores[chosen.key], DIGITS),
            round(result.emotional, DIGITS),
            round(result.intensity, DIGITS),
            round(result.valence, DIGITS),
            "; ".join(f"{one.key} + {other.key}" for one, other in result.mixed) or None,
            *(round(scores.get(key, 0.0), DIGITS) for key in self.scored),
        ]
        if self.mentions:
            values.append(json.dumps([mention.to_dict() for mention in result.mentions], ensure_ascii=False))
        if self.scheme is not None:
            values.append(result.label(self.scheme))
        return tuple(values)

    def check(self, existing: Collection[str]) -> None:
        """Make sure that no column of a table would be overwritten.

        Args:
            existing: the names of the table's columns.

        Raises:
            DataError: one has the name of an added column.
        """
        if taken := [name for name in self.names if name in existing]:
            raise DataError(
                f"the table has a column {taken[0]!r} already: give another prefix than {self.prefix!r} for those "
                "that are added"
            )


def answer_columns(
    classifier: EmotionClassifier,
    *,
    prefix: str = "tone_",
    tier: int | None = None,
    scores: int | None = None,
    mentions: bool = False,
    scheme: str | None = None,
) -> AnswerColumns:
    """Choose the columns.

    Args:
        classifier: what answers.
        prefix: put before every name.
        tier: tier of the answered emotion; None for the most specific one.
        scores: a tier whose emotions have a column of scores each; None for no such columns.
        mentions: whether the evidence is added, as JSON.
        scheme: name of another scheme whose labels are added; None for none.

    Raises:
        UnknownSchemeError: there is no such scheme; the error carries suggestions.
        ValueError: there is no such tier.
    """
    if scheme is not None:
        classifier.knowledge.crosswalk(scheme)  # before any text is read
    wanted = None if scores is None else Tier(scores)
    records = classifier.knowledge.taxonomy.records
    scored = () if wanted is None else tuple(key for key, record in records.items() if record.tier == wanted)
    return AnswerColumns(prefix, None if tier is None else Tier(tier), scored, mentions, scheme)


def answer_texts(classifier: EmotionClassifier, texts: list[str], *, columns: AnswerColumns) -> list[tuple[Cell, ...]]:
    """Give the values of the columns for texts, in order.

    Args:
        classifier: what answers.
        texts: the texts.
        columns: what stands in the columns.
    """
    return [columns.values(result) for result in classifier.pipe(texts)]
