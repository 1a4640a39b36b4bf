"""All parameters of the link methods, each with its reason. None was fitted but the thresholds of `measure`."""

from __future__ import annotations

from dataclasses import dataclass

from tone.model import LinkKind


@dataclass(frozen=True, slots=True)
class OppositeParameters:
    """Parameters of the methods for opposites."""

    enough_antonyms: float = 1.0
    """Antonyms that make half of full certainty: one sure pair of words is half the proof."""
    enough_contrasts: float = 3.0
    """Uses in text that make half of full certainty; text sets much against much."""
    least_contrasts: int = 2
    """One use may be chance."""
    least_score: float = 0.1
    """Below, a claim says next to nothing and would only make work in review."""
    nearest: int = 4
    """How many claims an emotion makes by the dense methods (circumplex, polarity axis), which rank all others."""
    full_valence: float = 0.4
    """The valence of clearly pleasant or unpleasant vocabularies: that of the median emotion of joy."""
    full_distance: float = 0.4
    """The distance along the encoder's axis of clear poles: that of triumph and defeat."""
    valence_prior: float = 2.0
    """Weight of a neutral word in each vocabulary: two rated words alone make no valence."""
    denial_window: int = 3
    """Words between a denial and what it denies, as in "absence of all hope"."""
    denials: frozenset[str] = frozenset(
        (
            *("without", "no", "not", "never", "nor", "lack", "lacks", "lacking", "absence", "loss", "lost"),
            *("devoid", "deprived", "nothing", "abandoned", "unable"),
        )
    )
    losses: frozenset[str] = frozenset((*("lost", "absent", "gone", "lacking", "wanting"),))
    shown: int = 5
    """Pairs of words that evidence lists."""
    high_activation: tuple[str, ...] = ("aroused", "astonished", "alarmed", "tense", "excited", "frantic")
    low_activation: tuple[str, ...] = ("calm", "relaxed", "at ease", "tired", "sleepy", "droopy")
    """Poles of activation: terms of the upper and lower ends of Russell's (1980) circumplex."""
    polarity_pole: int = 100
    """Words at either end of the polarity data that make the poles of the encoder's axis."""


@dataclass(frozen=True, slots=True)
class CompositionParameters:
    """Parameters of the methods for compositions."""

    joining: frozenset[str] = frozenset(
        (
            *("and", "with", "mixed", "mixture", "blend", "blended", "joined", "together", "accompanied"),
            *("combined", "fused", "both", "at", "once"),
        )
    )
    """Words that join what a definition names."""
    sequence: frozenset[str] = frozenset(
        (
            *("after", "afterwards", "when", "then", "following", "follows", "until", "become", "becomes"),
            *("became", "turned", "gone", "comes", "ends", "over", "from", "caused", "cause", "result", "results"),
            *("resulting", "because", "by"),
        )
    )
    """Words that set what a definition names in time or cause."""
    unjoined: float = 0.5
    in_sequence: float = 0.5
    """Either makes a composition half as likely: the two may be alternatives, or follow each other."""
    in_passing: float = 0.5
    """A word that does not name its emotion (wish, friendly) speaks half as much of it."""
    least_weight: float = 0.6
    """Words of less weight speak of an emotion only in some contexts, and a definition is none."""
    least_score: float = 0.1
    """As for opposites."""
    nearest: int = 3
    """How many pairs of parts a whole claims by the dense methods."""
    considered: int = 8
    """How many of the nearest emotions these methods join in pairs."""
    full_share: float = 0.15
    """Share of words in common between emotions that everyone calls near, such as irritation and annoyance."""
    least_part: float = 0.02
    """The smallest weight that makes a part; below, the lasso has all but dropped it."""
    sparsity: float = 0.1
    """The lasso's penalty, over the number of dimensions: leaves some five emotions in a sum."""
    shown: int = 5
    """Words that evidence lists."""


@dataclass(frozen=True, slots=True)
class CombinationParameters:
    """Parameters of the methods for combinations."""

    sequence: frozenset[str] = CompositionParameters().sequence
    """Words that set what a definition names in time or cause."""
    considered: int = 5
    """How near to the sum a result must stand: among the five nearest of 144."""
    nearest: int = 4
    """How many pairs a result keeps by vectors alone."""
    full_gain: float = 0.15
    """How much nearer a sum is than its parts in clear cases: (1 - 1 / sqrt 2) times a cosine of 0.5."""
    full_log_lift: float = 2.0
    """Lift of 7.4: seven times what chance would give is no chance."""
    enough_texts: float = 10.0
    """Texts that make half of full certainty; sequences of mentions are looser than frames of contrast."""
    least_texts: int = 5
    """Fewer texts may all be of one thread or author."""
    least_score: float = 0.1
    """As for opposites."""


OPPOSITES = OppositeParameters()
COMPOSITIONS = CompositionParameters()
COMBINATIONS = CombinationParameters()


@dataclass(frozen=True, slots=True)
class TheoryParameters:
    """Parameters of the claims from published works."""

    dyads: frozenset[str] = frozenset({"Plutchik 1980"})
    """Works whose dyads are gold as well, so that their claims are never measured against it."""
    near: float = 0.7
    """A work that speaks of a neighbouring emotion speaks for the link less surely."""


THEORY = TheoryParameters()

RELIABILITY = {
    LinkKind.OPPOSITE_OF: {
        "antonyms": 0.9,
        "mythes_antonyms": 0.5,
        "morphology": 0.6,
        "definitions": 0.7,
        "polarity_axis": 0.4,
        "contrast": 0.3,
        "circumplex": 0.15,
    },
    LinkKind.COMPOSED_OF: {
        "theory": 0.9,
        "dyads": 0.8,
        "definitions": 0.5,
        "decomposition": 0.4,
        "shared_vocabulary": 0.25,
    },
    LinkKind.PLUS_LEADS_TO: {"theory": 0.9, "definitions": 0.5, "vectors": 0.3, "transitions": 0.15},
}
"""How far each method is to be believed where its score is full.

Set by the kind of source, never by the gold: what lexicographers or theorists state of the emotions themselves comes
first; MyThes is derived from WordNet, so it confirms more than it adds; what is read off definitions, vectors or shared
words is a hint; counts of texts and valence alone, which hundreds of pairs fulfil, are the weakest. Decomposition has
had that of the polarity axis since it takes its parts from the upper tiers, where before it joined any two near shades.
"""

CANDIDATES = {LinkKind.OPPOSITE_OF: 0.15, LinkKind.COMPOSED_OF: 0.15, LinkKind.PLUS_LEADS_TO: 0.25}
"""From which confidence maintainers read a proposal: below, proposals rest on a single weak method each."""


@dataclass(frozen=True, slots=True)
class ReviewParameters:
    """Parameters of what review adds."""

    reliability: float = 0.6
    """How far one maintainer is to be believed: two of them gave the same answer on 0.65 of disputed words."""
    justification: str = "semapv:MappingReview"
    """How a released link is known: proposed by a machine, accepted by a person."""


REVIEW = ReviewParameters()
