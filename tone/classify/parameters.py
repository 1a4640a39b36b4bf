"""The constants of the classifier, all in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the rules of the lexical reading multiply, share and compare by.

    Attributes:
        negated: factor of a negated mention.
        turned: share of a pleasant emotion that negation turns to its opposite ("not happy" is nearly sad).
        turned_back: the same share for an unpleasant one ("not angry" is hardly content).
        kept: share of a negated emotion that has no opposite and stays what it was.
        before_contrast: factor of what stands before "but" in a sentence.
        after_contrast: factor of what stands after it.
        conceded: factor of what stands in a clause with "although".
        hypothetical: factor of what stands after "if", "might", "I wish".
        past: factor of what once was: after "used to be", before "anymore".
        capitals: factor of a word in capitals in a text that is not all capitals.
        elongated: factor of a word with letters drawn out, and of a repeated emoji; of an intensifier, too.
        highest: the most that all factors together may come to.
        sense_support: how much the rest of the sentence sways a form between its senses; see `tone.classify.senses`.
        raised: what links that raise a whole from its parts multiply the weakest part by.
        affinity_floor: the strongest weight below which a word's affinities are passed over, in lexical mode: fainter
            ones find emotions in more texts, but also where there are none, and take longer.
        mixed_share: share of the stronger pole that the weaker must have for feelings to be mixed.
        mixed_floor: the score that each pole must have for that.
        context: what the encoder's probabilities are multiplied by in contextual mode, where an entry weighs up to 1.
        unseen: evidence that a text is emotional, by weight, of a word of which nothing was learned.
        threshold: the probability that a text is emotional below which the classifier abstains, in lexical mode.
        contextual_threshold: the same in contextual mode, in which every text has some probability.
    """

    negated: float = 0.5
    turned: float = 1.0
    turned_back: float = 0.1
    kept: float = 0.1
    before_contrast: float = 0.5
    after_contrast: float = 1.25
    conceded: float = 0.5
    hypothetical: float = 0.5
    past: float = 0.5
    capitals: float = 1.25
    elongated: float = 1.25
    highest: float = 2.5
    sense_support: float = 2.0
    raised: float = 0.5
    affinity_floor: float = 0.2
    mixed_share: float = 0.4
    mixed_floor: float = 0.3
    context: float = 2.0
    unseen: float = 1.0
    threshold: float = 0.2
    contextual_threshold: float = 0.3
