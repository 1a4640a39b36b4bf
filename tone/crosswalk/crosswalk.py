"""A crosswalk: the way between the labels of another scheme and the nodes of the tree, in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from tone.crosswalk.sssom import SUFFIX, MappingSet, Predicate, names_of, nodes_of, read_set
from tone.emotion import Emotion, Knowledge
from tone.errors import UnknownLabelError, UnknownSchemeError

NEUTRAL_LABELS = frozenset({"neutral", "no emotion", "noemo", "none", "others"})
"""Labels of texts that speak of no emotion."""

_COVERING = (Predicate.EXACT, Predicate.CLOSE, Predicate.NARROW)
"""Predicates of labels that may stand for their node, the best first."""

_ORDER = {predicate: place for place, predicate in enumerate(Predicate)}


@dataclass(frozen=True, slots=True)
class Match:
    """A label and a node that it is mapped to.

    Attributes:
        label: the label, as its scheme writes it.
        emotion: the node.
        predicate: how the label relates to the node.
        confidence: how sure that is, 0 to 1.
        comment: why, where it needs saying.
    """

    label: str
    emotion: Emotion
    predicate: Predicate
    confidence: float
    comment: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "label": self.label,
            "emotion": self.emotion.key,
            "predicate": self.predicate.value,
            "confidence": self.confidence,
            "comment": self.comment,
        }

    def __repr__(self) -> str:
        """Show the essentials."""
        return f"Match({self.label!r} {self.predicate.value} {self.emotion.key!r}, confidence={self.confidence:g})"


class Crosswalk:
    """The labels of a scheme, and their nodes.

    Args:
        mappings: the mapping set. Rows to nodes that the knowledge base lacks, as a subset of it does, are passed over.
        knowledge: where the nodes stand.

    Example:
        >>> import tone
        >>> goemotions = tone.load().crosswalk("goemotions")
        >>> goemotions.emotions("annoyance")
        (Match('annoyance' skos:exactMatch 'anger/irritation/annoyance', confidence=0.95),)
        >>> goemotions.label("anger/rage/fury"), goemotions.label("annoyance")
        ('anger', 'annoyance')
        >>> goemotions.unmapped["realization"]
        "a state of knowing, no emotion in Parrott's tree"
    """

    def __init__(self, mappings: MappingSet, knowledge: Knowledge) -> None:
        self.mappings = mappings
        self._knowledge = knowledge
        self._by_label: dict[str, list[Match]] = {row.subject_label: [] for row in mappings.rows}
        self._reasons: dict[str, str] = {}
        for row in mappings.rows:
            key = knowledge.taxonomy.key_of(row.node) if row.node else None
            if key is not None:
                match = Match(row.subject_label, knowledge[key], row.predicate_id, row.confidence, row.comment)
                self._by_label[row.subject_label].append(match)
            else:
                missing = f"this knowledge base has no {row.object_id}"
                self._reasons.setdefault(row.subject_label, missing if row.node else row.comment)
        for matches in self._by_label.values():
            matches.sort(key=_best_first)

    @property
    def name(self) -> str:
        """Name of the scheme."""
        return self.mappings.name

    @property
    def title(self) -> str:
        """The scheme in a few words."""
        return self.mappings.title

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of the scheme, in the order of its file."""
        return tuple(self._by_label)

    @property
    def unmapped(self) -> dict[str, str]:
        """The labels without a home in the tree, each with the reason."""
        return {label: self._reasons[label] for label, matches in self._by_label.items() if not matches}

    @property
    def neutral(self) -> str | None:
        """The label of texts without an emotion; None if the scheme has none."""
        return next((label for label in self._by_label if label in NEUTRAL_LABELS), None)

    def __iter__(self) -> Iterator[Match]:
        """Iterate over the matches, label by label."""
        return (match for matches in self._by_label.values() for match in matches)

    def emotions(self, label: str) -> tuple[Match, ...]:
        """Give the nodes that a label is mapped to, the best first: by predicate, then confidence.

        Args:
            label: a label of the scheme, in any case.

        Returns:
            The matches; none for a label without a home, see `unmapped`.

        Raises:
            UnknownLabelError: the scheme has no such label; the error carries suggestions.
        """
        found = self._by_label.get(label)
        if found is None:
            folded = {known.lower(): known for known in self._by_label}
            known = folded.get(label.lower().strip())
            if known is None:
                near = [folded[one] for one in get_close_matches(label.lower(), folded, n=3)]
                raise UnknownLabelError(label, self.name, near or self.labels)
            found = self._by_label[known]
        return tuple(found)

    def label(self, emotion: Emotion | str) -> str | None:
        """Give the label that a node is best called by in the scheme; see `match` for the rule.

        Args:
            emotion: the node, or its key, CURIE or IRI; a bare name is taken as `Navigation.resolve` takes it.

        Returns:
            The label; None if the scheme has none for it.

        Raises:
            UnknownEmotionError: there is no such emotion.
        """
        found = self.match(emotion)
        return None if found is None else found.label

    def match(self, emotion: Emotion | str) -> Match | None:
        """Give the mapping by which a node is called in the scheme.

        The label is that of the node itself, if one is an exact, close or broader term for it (``skos:narrowMatch``);
        exact goes before close, close before broader, then the surer before the less sure. Else it is that of the
        nearest ancestor that has one. Else, where the scheme only has kinds of the emotion, it is the surest of the
        labels that are kinds of the node itself (``skos:broadMatch``), or else that of the nearest emotion below it.
        Related terms are never taken.

        Args:
            emotion: as for `label`.

        Raises:
            UnknownEmotionError: there is no such emotion.
        """
        key = emotion.key if isinstance(emotion, Emotion) else self._knowledge.resolve(emotion).key
        return self._matches[key]

    def translate(self, scores: Mapping[str, float]) -> dict[str, float]:
        """Turn scores of nodes into shares of labels.

        What a node has beyond the scores of its children goes to its label (`match`), so that the scores of all tiers
        may be given at once, as `Classification.scores` gives them, and nothing is counted twice.

        Args:
            scores: scores of 0 or more, by key.

        Returns:
            Shares above 0 by label, the highest first; ties in the order of `labels`. They add up to 1, or to less
            by the share of the nodes that the scheme has no label for.

        Raises:
            UnknownEmotionError: a key is none.

        Example:
            >>> import tone
            >>> kb = tone.load()
            >>> kb.crosswalk("nrc").translate({"love/affection": 1.0, "joy": 2.0, "joy/pride": 1.5, "fear": 1.0})
            {'joy': 0.5, 'fear': 0.25}
        """
        own = {self._knowledge[key].key: float(score) for key, score in scores.items()}
        rest = dict(own)
        for key, score in own.items():
            parent = key.rpartition("/")[0]
            if parent in rest:
                rest[parent] -= score
        total = sum(max(0.0, score) for score in rest.values())
        shares: dict[str, float] = {}
        for key, score in rest.items():
            found = self._matches[key]
            if found is not None and score > 0:
                shares[found.label] = shares.get(found.label, 0.0) + score / total
        places = {label: place for place, label in enumerate(self.labels)}
        return dict(sorted(shares.items(), key=lambda item: (-item[1], places[item[0]])))

    def __repr__(self) -> str:
        """Show name and size."""
        return f"Crosswalk({self.name!r}, labels={len(self.labels)}, unmapped={len(self.unmapped)})"

    @cached_property
    def _matches(self) -> dict[str, Match | None]:
        covering: dict[str, Match] = {}
        kinds: dict[str, Match] = {}
        for match in sorted(self, key=_best_first):
            if match.predicate in _COVERING:
                covering.setdefault(match.emotion.key, match)
            elif match.predicate is Predicate.BROAD:
                kinds.setdefault(match.emotion.key, match)
        taxonomy = self._knowledge.taxonomy
        found: dict[str, Match | None] = {}
        for key in taxonomy:
            above = next((covering[place] for place in (key, *taxonomy.ancestors(key)) if place in covering), None)
            below = sorted(taxonomy.descendants(key), key=lambda place: place.count("/"))
            narrower = [kinds.get(key), *(covering.get(place) or kinds.get(place) for place in below)]
            found[key] = above or next((match for match in narrower if match is not None), None)
        return found


def _best_first(match: Match) -> tuple[int, float]:
    return _ORDER[match.predicate], -match.confidence


class Crosswalks:
    """The crosswalks of a knowledge base, each read when first asked for.

    Args:
        folder: the folder of mapping sets.
        knowledge: where the nodes stand.
    """

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder
        self._knowledge = knowledge
        self._opened: dict[str, Crosswalk] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the schemes, sorted."""
        return names_of(self._folder)

    def __getitem__(self, name: str) -> Crosswalk:
        """Give a crosswalk by the name of its scheme.

        Raises:
            UnknownSchemeError: there is no such scheme; the error carries suggestions.
            TableError: its mapping set has faults.
        """
        found = self._opened.get(name)
        if found is None:
            if name not in self.names:
                raise UnknownSchemeError(str(name), get_close_matches(str(name).lower(), self.names, n=3), self.names)
            found = Crosswalk(read_set(self._folder / f"{name}{SUFFIX}", nodes_of(self._folder)), self._knowledge)
            self._opened[name] = found
        return found
