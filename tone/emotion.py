"""The emotion as its users hold it: the data of a row, bound to the knowledge base it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from tone.links import link_kind
from tone.model import Cue, EmotionRecord, Entry, Link, LinkKind, PartOfSpeech, Status, Tier
from tone.namespaces import TONE

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from pathlib import Path

    from tone.affinities import Affinities
    from tone.classify.result import Classification
    from tone.crosswalk import Crosswalk
    from tone.lexicon import Lexicon
    from tone.links import LinkIndex
    from tone.rdf.results import GraphResult
    from tone.taxonomy import Taxonomy


class Knowledge(Protocol):
    """What an emotion, and the classifier, need of a knowledge base."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The tree."""

    @property
    def lexicon(self) -> Lexicon:
        """The words."""

    @property
    def link_index(self) -> LinkIndex:
        """The dependency links."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues that change the reading of words."""

    @property
    def affinities(self) -> Affinities | None:
        """What was learned of words from unlabelled text."""

    @property
    def muted(self) -> frozenset[str]:
        """Forms that are to speak of nothing."""

    @property
    def centroids(self) -> Path:
        """The folder of the encoders' centroids."""

    def __getitem__(self, name: str, /) -> Emotion:
        """Give an emotion by key."""

    def resolve(self, name: str) -> Emotion:
        """Give the emotion that a key, CURIE, IRI, label or alias names."""

    def crosswalk(self, name: str) -> Crosswalk:
        """Give the way between the nodes and the labels of another scheme."""

    def annotate(
        self, results: Iterable[Classification], *, base: str = ..., time: datetime.datetime | None = ...
    ) -> GraphResult:
        """Describe classified texts in one graph; the classifier itself knows nothing of RDF."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word says: an emotion, through a lexical entry.

    Attributes:
        emotion: the emotion it speaks of.
        entry: the entry, with its part of speech, forms and provenance.
        weight: how strongly it does, above 0 and up to 1.
    """

    emotion: Emotion
    entry: Entry
    weight: float

    def __repr__(self) -> str:
        """Show the essentials."""
        return f"Sense({self.entry.form!r}, {self.entry.pos.value}, {self.emotion.key!r}, weight={self.weight:g})"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "form": self.entry.form,
            "lemma": self.entry.lemma,
            "pos": self.entry.pos.value,
            "emotion": self.emotion.key,
            "weight": self.weight,
            "confidence": self.entry.confidence,
            "justification": self.entry.justification,
            "sources": list(self.entry.sources),
            "similarity": self.entry.similarity,
            "runner_up": self.entry.runner_up,
            "margin": self.entry.margin,
            "encoder": self.entry.encoder,
            "curator": self.entry.curator,
        }


@dataclass(frozen=True, slots=True)
class EmotionLink:
    """A dependency link seen from an emotion.

    Attributes:
        kind: which of the three kinds.
        subjects: the emotions it leads from: one, or the two operands of a combination.
        object: the opposite, the part, or the result.
        confidence: 0 to 1.
        justification: how it is known, a CURIE of the semapv vocabulary.
        methods: the methods that speak for it.
        evidence: what they found, each as ``source: detail``.
        curator: who decided on it in review; may be "".
    """

    kind: LinkKind
    subjects: tuple[Emotion, ...]
    object: Emotion
    confidence: float
    justification: str
    methods: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    curator: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "kind": self.kind.value,
            "subjects": [emotion.key for emotion in self.subjects],
            "object": self.object.key,
            "confidence": self.confidence,
            "justification": self.justification,
            "methods": list(self.methods),
            "evidence": list(self.evidence),
            "curator": self.curator,
        }

    def __repr__(self) -> str:
        """Show the essentials."""
        subjects = " + ".join(emotion.key for emotion in self.subjects)
        return f"EmotionLink({subjects} {self.kind.value} {self.object.key}, confidence={self.confidence:g})"


class Emotion:
    """A node of the taxonomy: its data, and the way to its neighbours.

    Emotions are equal if all their data are, whichever file they were loaded from. They come from a knowledge base
    (``kb["joy"]``) and are not made by hand.
    """

    __slots__ = ("_knowledge", "_record")

    def __init__(self, record: EmotionRecord, knowledge: Knowledge) -> None:
        self._record = record
        self._knowledge = knowledge

    @property
    def record(self) -> EmotionRecord:
        """The row of ``vocab/emotions.tsv``, as plain data."""
        return self._record

    @property
    def key(self) -> str:
        """Unique path, as in ``joy/cheerfulness/bliss``."""
        return self._record.key

    @property
    def name(self) -> str:
        """Local name of the IRI, as in ``Bliss`` or ``JoyTertiary``."""
        return self._record.name

    @property
    def iri(self) -> str:
        """Permanent IRI."""
        return TONE + self._record.name

    @property
    def curie(self) -> str:
        """IRI with the prefix ``tone:``."""
        return f"tone:{self._record.name}"

    @property
    def tier(self) -> Tier:
        """1, 2 or 3."""
        return self._record.tier

    @property
    def label(self) -> str:
        """Plain English name; not always unique, see `qualified_label`."""
        return self._record.label

    @property
    def qualified_label(self) -> str:
        """The label, with the tier where a broader emotion has the same one, as in ``joy (tertiary)``: unique."""
        taxonomy = self._knowledge.taxonomy
        if taxonomy.named(self.label)[0] == self.key:
            return self.label
        return f"{self.label} ({self.tier.name.lower()})"

    @property
    def definition(self) -> str:
        """One sentence."""
        return self._record.definition

    @property
    def adjective(self) -> str:
        """What one who feels it is, as in ``joyful``."""
        return self._record.adjective

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names of the same node."""
        return self._record.aliases

    @property
    def scope_note(self) -> str:
        """Which of two nodes with one name this is, or why it stands here; "" for most."""
        return self._record.scope_note

    @property
    def source(self) -> str:
        """Where the node comes from."""
        return self._record.source

    @property
    def status(self) -> Status:
        """Whether the node is in use."""
        return self._record.status

    @property
    def parent(self) -> Emotion | None:
        """The emotion one tier up; None for a primary emotion."""
        return self._knowledge[self._record.parent] if self._record.parent else None

    @property
    def primary(self) -> Emotion:
        """The primary emotion of this branch; a primary emotion is its own."""
        return self.path[0]

    @property
    def path(self) -> tuple[Emotion, ...]:
        """The emotions from the primary down to this one, both included."""
        return (*reversed(self.ancestors()), self)

    def children(self) -> tuple[Emotion, ...]:
        """Give the emotions one tier below."""
        return self._view(self._knowledge.taxonomy.children(self.key))

    def ancestors(self) -> tuple[Emotion, ...]:
        """Give the emotions above, the parent first; never this one."""
        return self._view(self._knowledge.taxonomy.ancestors(self.key))

    def descendants(self) -> tuple[Emotion, ...]:
        """Give all emotions below, parents before children; never this one."""
        return self._view(self._knowledge.taxonomy.descendants(self.key))

    def siblings(self) -> tuple[Emotion, ...]:
        """Give the other emotions under the same parent; of a primary emotion, the other primaries."""
        return self._view(self._knowledge.taxonomy.siblings(self.key))

    def entries(self, *, pos: PartOfSpeech | str | None = None, min_confidence: float = 0.0) -> tuple[Entry, ...]:
        """Give the lexical entries of this emotion itself.

        Args:
            pos: only this part of speech: noun, adj, verb, adv, intj, phrase or symbol.
            min_confidence: only entries at least this sure, 0 to 1.

        Raises:
            ValueError: there is no such part of speech.
        """
        wanted = None if pos is None else PartOfSpeech(pos)
        return tuple(
            entry
            for entry in self._knowledge.lexicon.of(self.key)
            if (wanted is None or entry.pos is wanted) and entry.confidence >= min_confidence
        )

    def links(self, kind: LinkKind | str, *, min_confidence: float = 0.0) -> tuple[EmotionLink, ...]:
        """Give the dependency links that lead away from this emotion.

        Args:
            kind: opposite_of, composed_of or plus_leads_to.
            min_confidence: only links at least this sure, 0 to 1.

        Returns:
            The links, turned so that this emotion is among the subjects.

        Raises:
            ValueError: there is no such kind.
        """
        links = self._knowledge.link_index.of(link_kind(kind), self.key)
        return tuple(view_link(link, self._knowledge, self.key) for link in links if link.confidence >= min_confidence)

    def summarise_links(self) -> dict[str, str]:
        """Give the emotions that links lead to from here, as text for people.

        Returns:
            Labels, the surest first, by the words "opposite of", "composed of" and "leads to (with)", where
            there are any.
        """
        found: dict[str, list[str]] = {}
        for kind in LinkKind:
            for link in sorted(self.links(kind), key=surest_first):
                others = [emotion.qualified_label for emotion in link.subjects if emotion.key != self.key]
                name, note = ("leads to (with)", f" ({others[0]})") if others else (kind.value.replace("_", " "), "")
                found.setdefault(name, []).append(link.object.qualified_label + note)
        return {name: ", ".join(labels) for name, labels in found.items()}

    def _view(self, keys: tuple[str, ...]) -> tuple[Emotion, ...]:
        return tuple([self._knowledge[key] for key in keys])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "key": self.key,
            "iri": self.iri,
            "tier": int(self.tier),
            "label": self.label,
            "definition": self.definition,
            "adjective": self.adjective,
            "aliases": list(self.aliases),
            "scope_note": self.scope_note,
            "parent": self._record.parent or None,
            "children": list(self._knowledge.taxonomy.children(self.key)),
            "source": self.source,
            "status": self.status.value,
        }

    def __eq__(self, other: object) -> bool:
        """Tell whether two emotions have the same data."""
        return self._record == other._record if isinstance(other, Emotion) else NotImplemented

    def __hash__(self) -> int:
        """Hash the key."""
        return hash(self._record.key)

    def __repr__(self) -> str:
        """Show key and tier."""
        return f"Emotion({self.key!r}, tier={int(self.tier)})"

    def _repr_html_(self) -> str:
        """Show the emotion as a small card in a notebook."""
        from html import escape

        rows = {
            "definition": self.definition,
            "path": " > ".join(emotion.label for emotion in self.path),
            "one who feels it is": self.adjective,
            "also called": ", ".join(self.aliases),
            "narrower": ", ".join(child.qualified_label for child in self.children()),
            **self.summarise_links(),
            "note": self.scope_note,
        }
        body = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th><td style='text-align:left'>{escape(text)}</td></tr>"
            for name, text in rows.items()
            if text
        )
        caption = f"<b>{escape(self.qualified_label)}</b> <code>{escape(self.curie)}</code>, tier {int(self.tier)}"
        return f"<table><caption style='text-align:left'>{caption}</caption>{body}</table>"


def surest_first(link: EmotionLink) -> tuple[object, ...]:
    """Give the sort key that puts surer links first, and of equally sure ones those to broader emotions, then by key.

    Args:
        link: the link.
    """
    return (-link.confidence, link.object.tier, link.object.key, tuple(emotion.key for emotion in link.subjects))


def view_link(link: Link, knowledge: Knowledge, seen_from: str = "") -> EmotionLink:
    """Give a link with its emotions in place of their keys.

    Args:
        link: the link.
        knowledge: gives the emotions by key.
        seen_from: key of the emotion that is to be among the subjects; opposites are turned to it.
    """
    turned = link.kind is LinkKind.OPPOSITE_OF and seen_from == link.object
    subjects, target = ((link.object,), link.subjects[0]) if turned else (link.subjects, link.object)
    return EmotionLink(
        link.kind,
        tuple(knowledge[key] for key in subjects),
        knowledge[target],
        link.confidence,
        link.justification,
        link.methods,
        link.evidence,
        link.curator,
    )
