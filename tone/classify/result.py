"""What the classifier answers for one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tone.classify.mentions import Mention
from tone.emotion import Emotion
from tone.model import Tier


@dataclass(frozen=True, slots=True)
class Classification:
    """The emotions of a text, with the evidence.

    Attributes:
        text: the text, unchanged.
        emotion: the emotion it speaks of, as specific as the evidence allows; None if the classifier abstains.
        mentions: the evidence in order, negated mentions included.
        all_scores: scores above 0 with the emotions they are of, the highest first.
    """

    text: str
    emotion: Emotion | None
    mentions: tuple[Mention, ...]
    all_scores: tuple[tuple[Emotion, float], ...]

    def scores(self, *, tier: int | None = None) -> dict[str, float]:
        """Give scores by key, the highest first; ties by tier, then key.

        Args:
            tier: only emotions of this tier: 1, 2 or 3.

        Raises:
            ValueError: there is no such tier.
        """
        wanted = None if tier is None else Tier(tier)
        return {emotion.key: score for emotion, score in self.all_scores if wanted in (None, emotion.tier)}

    def best(self, *, tier: int) -> Emotion | None:
        """Give the emotion of a tier with the highest score; None if none of that tier has any.

        Below the first tier it is taken from the best branch, so that the answers of all tiers lie on one path.

        Args:
            tier: 1, 2 or 3.

        Raises:
            ValueError: there is no such tier.
        """
        wanted = Tier(tier)
        if self.emotion is None:
            return None
        branch = self.emotion.path
        if wanted <= len(branch):
            return branch[wanted - 1]
        below = {emotion.key for emotion in self.emotion.descendants()}
        return next((e for e, _ in self.all_scores if e.tier is wanted and e.key in below), None)

    def explain(self) -> str:
        """Give the answer and its evidence as text for a terminal."""
        from tone.classify.explanation import explain

        return explain(self)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "text": self.text,
            "emotion": None if self.emotion is None else self.emotion.key,
            "path": [] if self.emotion is None else [emotion.key for emotion in self.emotion.path],
            "scores": self.scores(),
            "mentions": [mention.to_dict() for mention in self.mentions],
        }

    def __repr__(self) -> str:
        """Show text and answer, both short."""
        text = self.text if len(self.text) <= 40 else self.text[:37] + "..."
        answer = None if self.emotion is None else self.emotion.key
        return f"Classification({text!r}, emotion={answer!r}, mentions={len(self.mentions)})"
