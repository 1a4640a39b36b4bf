"""Plain data: what a row of each table holds.

Frozen dataclasses and enums without behaviour; navigation is in `tone.emotion`, indexes are in `tone.taxonomy` and
`tone.lexicon`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class Tier(IntEnum):
    """How deep an emotion stands in the tree."""

    PRIMARY = 1
    SECONDARY = 2
    TERTIARY = 3


class Status(str, Enum):
    """Whether a row is in use. Rows are deprecated, never deleted."""

    ACCEPTED = "accepted"
    DEPRECATED = "deprecated"


class PartOfSpeech(str, Enum):
    """Word class of a lexical entry."""

    NOUN = "noun"
    ADJECTIVE = "adj"
    VERB = "verb"
    ADVERB = "adv"
    INTERJECTION = "intj"
    PHRASE = "phrase"
    SYMBOL = "symbol"


class LinkKind(str, Enum):
    """The three kinds of dependency between emotions."""

    OPPOSITE_OF = "opposite_of"
    COMPOSED_OF = "composed_of"
    PLUS_LEADS_TO = "plus_leads_to"


@dataclass(frozen=True, slots=True)
class EmotionRecord:
    """One row of ``vocab/emotions.tsv``: a node of the taxonomy.

    Attributes:
        key: unique path from the primary emotion down, as in ``joy/cheerfulness/bliss``.
        name: local name of the IRI, as in ``Bliss``; unique.
        tier: 1, 2 or 3.
        parent: key of the emotion one tier up, "" for a primary emotion.
        label: the emotion's name in plain English; nine names are shared by two nodes.
        definition: one sentence that tells the emotion from its siblings.
        adjective: what one who feels it is, as in ``blissful``.
        aliases: other names of the same node.
        scope_note: which of two nodes that share a name this is, or why it stands where it stands; may be "".
        source: where the node comes from.
        status: whether the node is in use.
    """

    key: str
    name: str
    tier: Tier
    parent: str
    label: str
    definition: str
    adjective: str
    aliases: tuple[str, ...]
    scope_note: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of ``vocab/entries.tsv`` or ``vocab/emoji.tsv``: a form and the one emotion it speaks of there.

    Attributes:
        form: the word or phrase as written in a dictionary.
        lemma: its base form.
        pos: its part of speech.
        forms: all forms it is met in, the canonical one first.
        emotion: key of the emotion.
        weight: how strongly the form speaks of the emotion, above 0 and up to 1.
        confidence: how sure it is that the form speaks of that emotion, 0 to 1.
        justification: how that is known, a CURIE of the semapv vocabulary.
        sources: where the form comes from.
        status: whether the entry is in use.
        similarity: how near the encoders put form and emotion, a cosine; None where they put the form elsewhere, or
            were not asked.
        runner_up: key of the emotion that the encoders put second, or first where review decided against them; may
            be "".
        margin: how far their second is behind their first in score; None as for similarity.
        encoder: the encoders and their revisions; may be "".
        curator: who decided on the form in review; "" for the emotions' own names.
    """

    form: str
    lemma: str
    pos: PartOfSpeech
    forms: tuple[str, ...]
    emotion: str
    weight: float
    confidence: float
    justification: str
    sources: tuple[str, ...]
    status: Status
    similarity: float | None = None
    runner_up: str = ""
    margin: float | None = None
    encoder: str = ""
    curator: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One row of ``vocab/links.tsv``: a dependency between emotions.

    Attributes:
        kind: which of the three.
        subjects: keys; one emotion, or for ``plus_leads_to`` the two operands in sorted order.
        object: key of the opposite, the part, or the result.
        confidence: 0 to 1.
        justification: how that is known, a CURIE of the semapv vocabulary.
        status: whether the link is in use.
        methods: the methods that speak for it, sorted.
        evidence: what they found, each as ``source: detail``, sorted; the source is a key of ``vocab/sources.toml``, a
            work of ``vocab/literature.tsv``, or TONE.
        curator: who decided on it in review; may be "".
    """

    kind: LinkKind
    subjects: tuple[str, ...]
    object: str
    confidence: float
    justification: str
    status: Status
    methods: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    curator: str = ""


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """One row of a user's own table of words, as `KnowledgeBase.extend` takes it.

    Attributes:
        form: the word or phrase.
        pos: its part of speech.
        emotion: key of the emotion; "" to mute the form altogether.
        weight: how strongly it speaks of the emotion, up to 1; 0 to mute it.
    """

    form: str
    pos: PartOfSpeech
    emotion: str
    weight: float


class CueKind(str, Enum):
    """What a cue does to the emotion words near it."""

    NEGATOR = "negator"
    PSEUDO_NEGATOR = "pseudo_negator"
    NEUTRAL = "neutral"
    INTENSIFIER = "intensifier"
    DIMINISHER = "diminisher"
    CONTRAST = "contrast"
    CONCESSION = "concession"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    QUESTION = "question"
    EMPHASIS = "emphasis"
    BOUNDARY = "boundary"


class Direction(str, Enum):
    """Where the words stand that a cue reaches."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of ``vocab/cues.tsv``: a form that changes the reading of the words near it.

    Attributes:
        form: the word or phrase, or a mark such as ``!!``.
        kind: what it does; ``vocab/README.md`` says so of each kind.
        scope: number of tokens that it reaches, at most to the end of its clause; 0 for kinds that go by clause or
            sentence, or reach nothing.
        direction: whether it reaches the words after or before it.
        factor: what it multiplies weights by; None for that of its kind, as `tone.classify.parameters` has it.
    """

    form: str
    kind: CueKind
    scope: int
    direction: Direction = Direction.AFTER
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Compound:
    """One row of ``vocab/compounds.tsv``: a term of several words that names a thing, and speaks of no emotion.

    Attributes:
        form: the term as a dictionary has it.
        forms: all forms that are found, the canonical one first.
        kind: what it names: WordNet's lexicographer files, as in "noun.artifact", separated by ``|``.
    """

    form: str
    forms: tuple[str, ...]
    kind: str
