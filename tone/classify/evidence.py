"""What a classification rests on in lexical mode: computed from the found words when it is asked for."""

from __future__ import annotations

from functools import cached_property

from tone.classify import scoring
from tone.classify.findings import Findings
from tone.classify.mentions import Mention
from tone.classify.parameters import Parameters
from tone.embed.encoder import EncoderIdentity
from tone.emotion import Emotion, Knowledge


class LexicalEvidence:
    """The words found in a text, and what follows from them.

    Args:
        findings: the words.
        knowledge: the knowledge base.
        parameters: the constants.
        raise_links: whether co-occurring parts raise what they compose or lead to.
    """

    def __init__(self, findings: Findings, knowledge: Knowledge, parameters: Parameters, raise_links: bool) -> None:
        self.findings = findings
        self.knowledge: Knowledge = knowledge
        self.parameters = parameters
        self.threshold = parameters.threshold
        self.raise_links = raise_links

    mode = "lexical"
    encoder: EncoderIdentity | None = None
    context: tuple[tuple[Emotion, float], ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The words that speak of emotions, in order."""
        return self.findings.mentions

    @cached_property
    def scores_by_key(self) -> dict[str, float]:
        """The roll-up of all words, and of what links raise."""
        taxonomy, found = self.knowledge.taxonomy, self.findings.found
        scores = scoring.roll_up(found, taxonomy, self._added())
        if self.raise_links:
            gains = scoring.raised(scores, self.knowledge.link_index.in_use(), self.parameters)
            own = self._added()
            for key, gain in gains.items():
                own[key] = own.get(key, 0.0) + gain
            scores = scoring.roll_up(found, taxonomy, own)
        return scores

    def _added(self) -> dict[str, float]:
        """Give what is added to emotions beside the words."""
        return {}

    @cached_property
    def all_scores(self) -> tuple[tuple[Emotion, float], ...]:
        """Scores above 0, the highest first; ties by tier, then key."""
        return tuple((self.knowledge[key], score) for key, score in self.scores_by_key.items())

    @cached_property
    def evidence(self) -> float:
        """What speaks for any emotion at all, in the sentence that has most of it."""
        return scoring.strongest(self.findings.by_sentence())

    @property
    def emotional(self) -> float:
        """The probability that the text speaks of an emotion at all."""
        return scoring.emotional(self.evidence)

    @cached_property
    def emotion(self) -> Emotion | None:
        """The answer; None if the classifier abstains."""
        if self.evidence < scoring.least_evidence(self.parameters):
            return None
        chosen = scoring.choose(self.scores_by_key, self.knowledge.taxonomy)
        return None if chosen is None else self.knowledge[chosen]

    @property
    def intensity(self) -> float:
        """How strong the emotions are."""
        return scoring.intensity(self.findings.by_sentence())

    @property
    def valence(self) -> float:
        """How pleasant they are."""
        roots = self.knowledge.taxonomy.roots()
        return scoring.valence(
            [scoring.primary_scores(found, len(roots)) for found in self.findings.by_sentence()], roots
        )

    @cached_property
    def mixed(self) -> tuple[tuple[Emotion, Emotion], ...]:
        """Opposites that are both present."""
        knowledge = self.knowledge
        pairs = scoring.mixed(self.scores_by_key, knowledge.link_index, knowledge.taxonomy, self.parameters)
        return tuple((self.knowledge[first], self.knowledge[second]) for first, second in pairs)
