"""What the classifier answers for one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from tone.classify.mentions import Mention
from tone.emotion import Emotion, Knowledge
from tone.model import Tier
from tone.namespaces import TEXTS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from tone.embed.encoder import EncoderIdentity
    from tone.rdf.results import GraphResult


class Evidence(Protocol):
    """What an answer rests on; a classification asks for each part when its user does."""

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge base that the classifier goes by."""

    @property
    def mode(self) -> str:
        """How the classifier read the text: "lexical" or "contextual"."""

    @property
    def encoder(self) -> EncoderIdentity | None:
        """The sentence encoder of the contextual mode."""

    @property
    def threshold(self) -> float:
        """The value of `emotional` below which the classifier abstains."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The words that speak of emotions, in order."""

    @property
    def emotional(self) -> float:
        """The probability that the text speaks of an emotion at all."""

    @property
    def intensity(self) -> float:
        """How strong the emotions are, 0 to 1."""

    @property
    def valence(self) -> float:
        """How pleasant they are, -1 to 1."""

    @property
    def context(self) -> tuple[tuple[Emotion, float], ...]:
        """What the sentence encoder adds; nothing in lexical mode."""

    @property
    def mixed(self) -> tuple[tuple[Emotion, Emotion], ...]:
        """Opposites that are both present."""

    @property
    def all_scores(self) -> tuple[tuple[Emotion, float], ...]:
        """Scores above 0, the highest first; ties by tier, then key."""

    @property
    def emotion(self) -> Emotion | None:
        """The answer; None if the classifier abstains."""


class Classification:
    """The emotions of a text, with the evidence. It never changes; what costs time is computed when first asked for.

    Args:
        text: the text, unchanged.
        evidence: what the answer rests on.
    """

    __slots__ = ("_evidence", "_text")

    def __init__(self, text: str, evidence: Evidence) -> None:
        self._text = text
        self._evidence = evidence

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle, and copy, by plain data, as that is all that outlives the reading."""
        return Classification.from_dict, (self.to_dict(), self._evidence.knowledge)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], knowledge: Knowledge) -> Classification:
        """Read back an answer that was kept as plain data; nothing is classified.

        Args:
            data: what `to_dict` gave, perhaps by way of JSON.
            knowledge: the knowledge base that the answer was given by.

        Raises:
            DataError: a part is missing, or the knowledge base lacks an emotion or an entry that the answer names.
        """
        from tone.classify.stored import stored_evidence

        return cls(str(data.get("text", "")), stored_evidence(data, knowledge))

    @property
    def text(self) -> str:
        """The text, unchanged."""
        return self._text

    @property
    def emotion(self) -> Emotion | None:
        """The emotion it speaks of, as specific as the evidence allows; None if the classifier abstains."""
        return self._evidence.emotion

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The words and symbols that speak of emotions, in order, negated ones included."""
        return self._evidence.mentions

    @property
    def all_scores(self) -> tuple[tuple[Emotion, float], ...]:
        """Scores above 0 with the emotions they are of, the highest first; ties by tier, then key."""
        return self._evidence.all_scores

    @property
    def emotional(self) -> float:
        """The probability that the text speaks of an emotion at all, 0 to 1."""
        return self._evidence.emotional

    @property
    def threshold(self) -> float:
        """The value of `emotional` below which the classifier abstains."""
        return self._evidence.threshold

    @property
    def mode(self) -> str:
        """How the text was read: "lexical" or "contextual"."""
        return self._evidence.mode

    @property
    def encoder(self) -> EncoderIdentity | None:
        """Name and checksum of the sentence encoder in contextual mode; None in lexical mode."""
        return self._evidence.encoder

    @property
    def intensity(self) -> float:
        """How strong its emotions are, 0 to 1: a mean over the sentences that speak of any."""
        return self._evidence.intensity

    @property
    def valence(self) -> float:
        """How pleasant its emotions are, -1 to 1: a mean over the sentences that speak of any."""
        return self._evidence.valence

    @property
    def mixed(self) -> tuple[tuple[Emotion, Emotion], ...]:
        """Pairs of opposite poles that are both present: mixed feelings."""
        return self._evidence.mixed

    @property
    def context(self) -> tuple[tuple[Emotion, float], ...]:
        """What the sentence encoder adds to the scores in contextual mode; nothing in lexical mode."""
        return self._evidence.context

    def scores(self, tier: int | None = None, *, scheme: str | None = None) -> dict[str, float]:
        """Give scores by key, the highest first; ties by tier, then key.

        Args:
            tier: only emotions of this tier: 1, 2 or 3.
            scheme: name of another scheme: give shares of its labels instead, as `Crosswalk.translate` does.

        Raises:
            ValueError: there is no such tier.
            UnknownSchemeError: there is no such scheme.
        """
        if scheme is not None:
            return self._evidence.knowledge.crosswalk(scheme).translate({e.key: score for e, score in self._of(tier)})
        return {emotion.key: score for emotion, score in self._of(tier)}

    def top(self, k: int, tier: int | None = None) -> list[tuple[Emotion, float]]:
        """Give the emotions with the highest scores.

        Args:
            k: how many; fewer if fewer have any score.
            tier: only emotions of this tier: 1, 2 or 3.

        Raises:
            ValueError: there is no such tier, or `k` is below 1.
        """
        if k < 1:
            raise ValueError(f"k {k} is below 1: ask for one emotion at least")
        return self._of(tier)[:k]

    def labels(self, threshold: float = 0.5, tier: int = 1) -> list[Emotion]:
        """Give all emotions that are nearly as strong as the strongest: several labels for one text.

        Args:
            threshold: the share of the highest score of the tier that a score must reach, above 0 and up to 1.
            tier: 1, 2 or 3.

        Returns:
            The emotions, the highest first; none if the classifier abstains.

        Raises:
            ValueError: there is no such tier, or the threshold is out of range.
        """
        if not 0 < threshold <= 1:
            raise ValueError(f"threshold {threshold} is not above 0 and up to 1: it is a share of the highest score")
        found = self._of(tier)
        if self.emotion is None or not found:
            return []
        return [emotion for emotion, score in found if score >= threshold * found[0][1]]

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

    def label(self, scheme: str) -> str | None:
        """Give the answer in the labels of another scheme.

        Args:
            scheme: name of the scheme, one of `KnowledgeBase.crosswalks`.

        Returns:
            The label of `emotion`, by the rule of `Crosswalk.match`; if the scheme has none for it, the label with the
            highest share of the scores, None if no emotion that was found has one. If the classifier abstains, the
            scheme's label for texts without an emotion, or None.

        Raises:
            UnknownSchemeError: there is no such scheme.
        """
        crosswalk = self._evidence.knowledge.crosswalk(scheme)
        if self.emotion is None:
            return crosswalk.neutral
        return crosswalk.label(self.emotion) or next(iter(self.scores(scheme=scheme)), None)

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
            "mode": self.mode,
            "encoder": None if self.encoder is None else self.encoder._asdict(),
            "emotional": self.emotional,
            "threshold": self.threshold,
            "intensity": self.intensity,
            "valence": self.valence,
            "mixed": [[first.key, second.key] for first, second in self.mixed],
            "scores": self.scores(),
            "context": {emotion.key: score for emotion, score in self.context},
            "mentions": [mention.to_dict() for mention in self.mentions],
        }

    def to_rdf(self, *, base: str = TEXTS, time: datetime.datetime | None = None) -> GraphResult:
        """Describe text and answer by NIF, Onyx and PROV-O; for several, see `KnowledgeBase.annotate`.

        Args:
            base: what the IRI of the text begins with; a hash of the text follows.
            time: when the text was classified; None to leave it out.

        Raises:
            ValueError: the base is no absolute IRI, or has a fragment.
        """
        return self._evidence.knowledge.annotate([self], base=base, time=time)

    def _repr_html_(self) -> str:
        """Show the answer and the text in a notebook, with the mentions highlighted."""
        from tone.classify.markup import markup

        return markup(self)

    def __eq__(self, other: object) -> bool:
        """Compare text and evidence."""
        return isinstance(other, Classification) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        """Go by the text."""
        return hash(self._text)

    def __repr__(self) -> str:
        """Show text and answer, both short."""
        text = self.text if len(self.text) <= 40 else self.text[:37] + "..."
        answer = None if self.emotion is None else self.emotion.key
        return f"Classification({text!r}, emotion={answer!r}, mentions={len(self.mentions)})"

    def _of(self, tier: int | None) -> list[tuple[Emotion, float]]:
        wanted = None if tier is None else Tier(tier)
        return [(emotion, score) for emotion, score in self.all_scores if wanted in (None, emotion.tier)]
