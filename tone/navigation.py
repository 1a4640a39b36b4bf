"""The way about among emotions: by name, through the tree, and along the links."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import TypeVar

from tone.emotion import Emotion, EmotionLink, Knowledge, surest_first, view_link
from tone.errors import AmbiguousNameWarning, UnknownEmotionError
from tone.links import link_kind
from tone.model import LinkKind

SelfT = TypeVar("SelfT")


class Navigation(Mapping[str, Emotion], Knowledge):
    """What a mapping from key to emotion, with a tree and links, answers about its emotions.

    `tone.kb.KnowledgeBase` is one. Wherever an emotion is asked for, an `Emotion` does as well as its name.
    """

    def __deepcopy__(self: SelfT, memo: dict[int, object]) -> SelfT:
        """Give itself: it never changes, and copies of estimators that hold it should cost nothing."""
        return self

    def resolve(self, name: str) -> Emotion:
        """Give the emotion that a key, CURIE, IRI, label or alias names.

        A label that two emotions share gives the broader one, with an `AmbiguousNameWarning`.

        Raises:
            UnknownEmotionError: nothing has this name; the error carries suggestions.

        Example:
            >>> import tone
            >>> tone.load().resolve("envy")
            Emotion('anger/envy', tier=2)
        """
        try:
            return self[name]
        except UnknownEmotionError:
            keys = self.taxonomy.named(name) if isinstance(name, str) else ()
            if not keys:
                raise
        if len(keys) > 1:
            others = ", ".join(keys[1:])
            message = f"{name!r} names {len(keys)} emotions; taking the broadest, {keys[0]} (not {others})"
            warnings.warn(message, AmbiguousNameWarning, stacklevel=2)
        return self[keys[0]]

    def find(self, text: str, *, definitions: bool = False) -> list[Emotion]:
        """Search names; the search is case-insensitive.

        Args:
            text: a part of a label, an adjective or an alias.
            definitions: whether to search the definitions as well.

        Returns:
            The emotions found: whole names first, then beginnings, then parts, then definitions; broader ones first.
        """
        return [self[key] for key in self.taxonomy.search(text, definitions=definitions)]

    def lca(self, first: Emotion | str, second: Emotion | str) -> Emotion | None:
        """Give the lowest emotion above or equal to both; None if they stand under different primaries.

        Raises:
            UnknownEmotionError: one of the two is not an emotion.
        """
        key = self.taxonomy.lca(self._key(first), self._key(second))
        return None if key is None else self[key]

    def distance(self, first: Emotion | str, second: Emotion | str) -> int:
        """Count the edges of the tree between two emotions; 2 between two primaries, over the common root.

        Raises:
            UnknownEmotionError: one of the two is not an emotion.
        """
        return self.taxonomy.distance(self._key(first), self._key(second))

    def path(
        self, first: Emotion | str, second: Emotion | str, *, via: str | Iterable[str] | None = None
    ) -> tuple[Emotion, ...]:
        """Give the way between two emotions, both included.

        Args:
            first: where it begins.
            second: where it ends.
            via: None for the way through the tree; between primaries it leads over the common root, which is no emotion
                and is not listed. Otherwise the relations to go by, one or several of "opposite_of", "composed_of",
                "plus_leads_to" and "tree". Opposites, compositions and the tree are walked both ways; a combination
                only from an operand to the result, which comes after it in time. No such way leads over the root.

        Returns:
            With `via` a way of the fewest steps, and of those the one whose links are surest, their doubts (1 less the
            confidence) added up; ties break by tier, then key. Empty if there is no way.
            `tone.ways.describe_way` tells by which relation each step goes.

        Raises:
            UnknownEmotionError: one of the two is not an emotion.
            ValueError: `via` names no such relation.

        Example:
            >>> import tone
            >>> [emotion.label for emotion in tone.load().path("hope", "bliss")]
            ['hope', 'optimism', 'joy', 'cheerfulness', 'bliss']
        """
        start, end = self._key(first), self._key(second)
        if via is None:
            return tuple(self[key] for key in self.taxonomy.path(start, end))
        from tone.ways import find_way

        return tuple(self[key] for key in find_way(self, start, end, via))

    def links(
        self,
        kind: LinkKind | str | None = None,
        *,
        emotion: Emotion | str | None = None,
        min_confidence: float = 0.0,
    ) -> tuple[EmotionLink, ...]:
        """Give the dependency links in use, in the order of their table.

        Args:
            kind: only this kind: opposite_of, composed_of or plus_leads_to.
            emotion: only those that this emotion takes part in, on either side; its opposites are turned to it.
            min_confidence: only links at least this sure, 0 to 1.

        Raises:
            ValueError: there is no such kind.
            UnknownEmotionError: the emotion is not one.
        """
        wanted = tuple(LinkKind) if kind is None else (link_kind(kind),)
        key = "" if emotion is None else self._key(emotion)
        return tuple(
            view_link(link, self, key)
            for link in self.link_index.in_use()
            if link.kind in wanted
            and link.confidence >= min_confidence
            and (not key or key in (*link.subjects, link.object))
        )

    def opposite_of(self, emotion: Emotion | str, *, min_confidence: float = 0.0) -> tuple[Emotion, ...]:
        """Give the opposites of an emotion, the surest first; ties break by tier, then key.

        Args:
            emotion: the emotion.
            min_confidence: only by links at least this sure, 0 to 1.

        Returns:
            The opposites; none if no link names one.

        Raises:
            UnknownEmotionError: the emotion is not one.
        """
        links = self[self._key(emotion)].links(LinkKind.OPPOSITE_OF, min_confidence=min_confidence)
        return tuple(link.object for link in sorted(links, key=surest_first))

    def combinations(
        self,
        operand: Emotion | str | Iterable[Emotion | str] | None = None,
        result: Emotion | str | None = None,
        *,
        min_confidence: float = 0.0,
    ) -> tuple[EmotionLink, ...]:
        """Give combinations, in which two emotions together lead to a third.

        Args:
            operand: only those of this emotion; or of a pair of emotions, in either order.
            result: only those that lead to this emotion.
            min_confidence: only combinations at least this sure, 0 to 1.

        Returns:
            Links of the kind plus_leads_to, the surest first; ties break by the keys of the operands, then the result.

        Raises:
            ValueError: neither one operand nor a pair is given.
            UnknownEmotionError: one of the names is not an emotion's.
        """
        several = () if operand is None else (operand,) if isinstance(operand, (Emotion, str)) else tuple(operand)
        if len(several) > 2 or (operand is not None and not several):
            raise ValueError(f"{len(several)} operands: a combination has two; give one emotion, or a pair")
        operands, target = {self._key(one) for one in several}, None if result is None else self._key(result)
        found = [
            link
            for link in self.links(LinkKind.PLUS_LEADS_TO, min_confidence=min_confidence)
            if operands <= {emotion.key for emotion in link.subjects}
            and len(operands) == len(several)  # no emotion combines with itself
            and target in (None, link.object.key)
        ]
        return tuple(sorted(found, key=_by_operands))

    def _key(self, emotion: Emotion | str) -> str:
        return emotion.key if isinstance(emotion, Emotion) else self.resolve(emotion).key


def _by_operands(link: EmotionLink) -> tuple[object, ...]:
    return (-link.confidence, *(emotion.key for emotion in (*link.subjects, link.object)))
