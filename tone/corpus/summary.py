"""What many texts feel, in totals: distribution, intensity and valence, change over time or group, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from tone.corpus.counting import Tally, WordCounter
from tone.corpus.periods import PERIODS, period_of
from tone.errors import DataError
from tone.model import Tier

if TYPE_CHECKING:
    from tone.classify.result import Classification

OTHER = "(other)"
"""The group of all groups beyond the limit."""

MAX_GROUPS = 1000
MAX_PERIODS = 20_000
WORDS = 2000
"""Words that are counted for each emotion at least; see `WordCounter`."""


class Summary:
    """Totals over texts, added one by one or merged, in memory that is bounded whatever their number.

    Totals are kept for all texts, for each group, of which those beyond `MAX_GROUPS` are taken together as `OTHER`, and
    for each period, of which there may be `MAX_PERIODS`. Words are counted for all texts, by emotion.

    Args:
        tier: tier of the emotions that distribution and evidence are of: 1, 2 or 3.
        period: "day", "week", "month" or "year": what dated texts are taken together by.

    Attributes:
        total: of all texts.
        groups: by group, in order of appearance.
        periods: by period, in order of appearance; `to_dict` has them in order of time.
        undated: texts without a date, where others have one.

    Raises:
        ValueError: there is no such tier or period.

    Example:
        >>> import tone
        >>> clf = tone.EmotionClassifier(tone.load())
        >>> summary = Summary()
        >>> for result in clf.pipe(["so proud", "happy days", "It is Tuesday."]):
        ...     summary.add(result)
        >>> summary.to_dict()["distribution"][0]["emotion"], summary.total.abstained
        ('joy', 1)
    """

    def __init__(self, *, tier: int = 1, period: str = "month") -> None:
        if period not in PERIODS:
            raise ValueError(f"no period {period!r}: available are {', '.join(PERIODS)}")
        self.tier = Tier(tier)
        self.period = period
        self.total = Tally()
        self.groups: dict[str, Tally] = {}
        self.periods: dict[str, Tally] = {}
        self.undated = 0
        self._words: dict[str, WordCounter] = {}

    def add(
        self,
        result: Classification,
        *,
        group: str | None = None,
        when: date | str | None = None,
        bucket: str | None = None,
    ) -> None:
        """Count one text.

        Args:
            result: its classification.
            group: what it belongs to; None for none.
            when: its date, as `period_of` takes it; None or blank if it has none.
            bucket: its period, where `period_of` has been asked already.

        Raises:
            ValueError: the date is not one.
            DataError: there are too many periods.
        """
        if when is not None and when != "":
            bucket = period_of(when, self.period)
        self.total.add(result)
        if group is not None:
            self._group(group).add(result)
        if bucket is None:
            self.undated += 1
        else:
            self._period(bucket).add(result)
        for mention in result.mentions:
            for key, added in mention.scores.items():
                if added > 0:
                    self._counter("/".join(key.split("/")[: self.tier])).add(mention.form, added)

    def merge(self, other: Summary) -> None:
        """Add the totals of other texts.

        Args:
            other: a summary of the same tier and period.

        Raises:
            ValueError: it is of another tier or period.
        """
        if (self.tier, self.period) != (other.tier, other.period):
            raise ValueError(
                f"cannot merge a summary of tier {other.tier} by {other.period} into one of tier {self.tier} by "
                f"{self.period}"
            )
        self.total.merge(other.total)
        self.undated += other.undated
        for group, tally in other.groups.items():
            self._group(group).merge(tally)
        for bucket, tally in other.periods.items():
            self._period(bucket).merge(tally)
        for key, counter in other._words.items():
            self._counter(key).merge(counter)

    def evidence(self, *, count: int = 10, by: str = "mentions") -> dict[str, list[dict[str, Any]]]:
        """Give the words that speak most for each emotion.

        Args:
            count: words of an emotion at most.
            by: "mentions", or "added" for what they add to its score.

        Returns:
            By key of the emotion, in order: word, number of mentions, and what they add. Negated mentions that add
            nothing are not counted.

        Raises:
            ValueError: there is no such order.
        """
        return {key: self._words[key].top(count, by=by) for key in sorted(self._words)}

    def to_dict(self, *, words: int = 10) -> dict[str, Any]:
        """Give plain data, ready for JSON.

        Args:
            words: words of an emotion at most, by mentions and by what they add.
        """
        facts: dict[str, Any] = {"tier": int(self.tier), **self.total.to_dict(self.tier)}
        if self.groups:
            facts["groups"] = {name: tally.to_dict(self.tier) for name, tally in self.groups.items()}
        if self.periods:
            facts["period"] = self.period
            facts["periods"] = {name: self.periods[name].to_dict(self.tier) for name in sorted(self.periods)}
            facts["undated"] = self.undated
        facts["evidence"] = {
            key: {by: counter.top(words, by=by) for by in ("mentions", "added")} | {"counted_too_low_by": counter.error}
            for key, counter in sorted(self._words.items())
        }
        return facts

    def __repr__(self) -> str:
        """Show size and scope."""
        return f"Summary(texts={self.total.texts}, groups={len(self.groups)}, periods={len(self.periods)})"

    def _group(self, name: str) -> Tally:
        if name not in self.groups and len(self.groups) >= MAX_GROUPS:
            name = OTHER
        return self.groups.setdefault(name, Tally())

    def _period(self, name: str) -> Tally:
        if name not in self.periods and len(self.periods) >= MAX_PERIODS:
            raise DataError(f"the texts are of more than {MAX_PERIODS:,} {self.period}s: choose a longer period")
        return self.periods.setdefault(name, Tally())

    def _counter(self, key: str) -> WordCounter:
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = WordCounter(WORDS)
        return found


def summarise(
    results: Iterable[Classification],
    *,
    tier: int = 1,
    groups: Iterable[str | None] | None = None,
    times: Iterable[date | str | None] | None = None,
    period: str = "month",
) -> Summary:
    """Sum up a stream of classifications.

    Args:
        results: what `EmotionClassifier.pipe` gives.
        tier: tier of the emotions that distribution and evidence are of: 1, 2 or 3.
        groups: one group a text.
        times: one date a text, as ``2024-02-29``.
        period: "day", "week", "month" or "year": what dated texts are taken together by.

    Raises:
        ValueError: no such tier or period, a date is not one, or there are fewer groups or dates than texts.

    Example:
        >>> import tone
        >>> clf = tone.EmotionClassifier(tone.load())
        >>> texts = ["so proud", "what an awful day", "leave me alone"]
        >>> summary = summarise(clf.pipe(texts), times=["2024-01-31", "2024-02-01", "2024-02-02"])
        >>> {month: tally.texts for month, tally in summary.periods.items()}
        {'2024-01': 1, '2024-02': 2}
    """
    summary = Summary(tier=tier, period=period)
    by, at = (None if groups is None else iter(groups)), (None if times is None else iter(times))
    for number, result in enumerate(results, start=1):
        try:
            summary.add(result, group=None if by is None else next(by), when=None if at is None else next(at))
        except StopIteration as error:
            raise ValueError(f"text {number} has no group or date of its own: give one for each text") from error
    return summary
