"""Count in bounded memory: how often each emotion is answered, and which words speak for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tone.model import Tier

if TYPE_CHECKING:
    from tone.classify.result import Classification


@dataclass(slots=True)
class Tally:
    """Totals over texts; its size is bounded by the number of emotions.

    Attributes:
        texts: number of texts.
        abstained: texts without an emotion.
        mixed: texts with mixed feelings.
        answered: texts by the key of the answered emotion, for each tier at which there is an answer.
        scores: sum of the answered emotion's scores, by key.
        intensity: sum over all texts.
        valence: sum over all texts.
        emotional: sum over all texts.
    """

    texts: int = 0
    abstained: int = 0
    mixed: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    scores: dict[str, float] = field(default_factory=dict)
    intensity: float = 0.0
    valence: float = 0.0
    emotional: float = 0.0

    def add(self, result: Classification) -> None:
        """Count one text."""
        self.texts += 1
        self.mixed += bool(result.mixed)
        self.intensity += result.intensity
        self.valence += result.valence
        self.emotional += result.emotional
        if result.emotion is None:
            self.abstained += 1
            return
        scores = result.scores()
        for tier in Tier:
            chosen = result.best(tier=tier)
            if chosen is not None:
                self.answered[chosen.key] += 1
                self.scores[chosen.key] = self.scores.get(chosen.key, 0.0) + scores[chosen.key]

    def merge(self, other: Tally) -> None:
        """Add the totals of other texts."""
        self.texts += other.texts
        self.abstained += other.abstained
        self.mixed += other.mixed
        self.intensity += other.intensity
        self.valence += other.valence
        self.emotional += other.emotional
        self.answered.update(other.answered)
        for key, score in other.scores.items():
            self.scores[key] = self.scores.get(key, 0.0) + score

    def distribution(self, tier: int) -> list[dict[str, Any]]:
        """Give how often each emotion of a tier is answered, the most frequent first, ties by key.

        Args:
            tier: 1, 2 or 3.

        Returns:
            For each emotion its key, the number of texts, their share of all texts, and the mean of its score in them.
        """
        keys = [key for key in self.answered if key.count("/") == tier - 1]
        return [
            {
                "emotion": key,
                "texts": self.answered[key],
                "share": self.answered[key] / self.texts,
                "mean_score": self.scores[key] / self.answered[key],
            }
            for key in sorted(keys, key=lambda key: (-self.answered[key], key))
        ]

    def to_dict(self, tier: int) -> dict[str, Any]:
        """Give plain data: counts, shares and means over all texts, and the distribution of a tier."""
        texts = max(self.texts, 1)
        return {
            "texts": self.texts,
            "without_emotion": self.abstained,
            "share_without_emotion": self.abstained / texts,
            "mixed": self.mixed,
            "share_mixed": self.mixed / texts,
            "mean_emotional": self.emotional / texts,
            "mean_intensity": self.intensity / texts,
            "mean_valence": self.valence / texts,
            "distribution": self.distribution(tier),
        }


class WordCounter:
    """Counts words, exactly as long as they are few.

    When there are more than twice as many different words as the capacity, the rarest are dropped, so that as many as
    the capacity remain. A word counted too low is so by at most `error` mentions: what a word loses when it is dropped
    is no more than any that stayed has (Manku and Motwani 2002 bound lossy counting alike).

    Args:
        capacity: how many words are kept at least.

    Attributes:
        error: by how many mentions a word may be counted too low.
    """

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"capacity {capacity} is below 1")
        self.error = 0
        self._capacity = capacity
        self._counts: dict[str, tuple[int, float]] = {}

    def add(self, word: str, added: float, mentions: int = 1) -> None:
        """Count mentions of a word.

        Args:
            word: the word.
            added: what they add to the emotion's score.
            mentions: how many they are.
        """
        before = self._counts.get(word, (0, 0.0))
        self._counts[word] = (before[0] + mentions, before[1] + added)
        if len(self._counts) > 2 * self._capacity:
            self._prune()

    def merge(self, other: WordCounter) -> None:
        """Add the counts of another counter."""
        self.error += other.error
        for word, (mentions, added) in other._counts.items():
            self.add(word, added, mentions)

    def top(self, count: int, *, by: str = "mentions") -> list[dict[str, Any]]:
        """Give the first words.

        Args:
            count: how many at most.
            by: "mentions", or "added" for what they add to the score; ties by the other, then the word.
        """
        place = ("mentions", "added").index(by)
        found = sorted(self._counts.items(), key=lambda item: (-item[1][place], -item[1][1 - place], item[0]))
        return [{"word": word, "mentions": mentions, "added": added} for word, (mentions, added) in found[:count]]

    def _prune(self) -> None:
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1][0], item[0]))
        self.error += ranked[self._capacity][1][0]
        self._counts = dict(ranked[: self._capacity])
