"""Which links a picture shows, and in what order."""

from __future__ import annotations

from collections.abc import Collection

from tone.emotion import Emotion, EmotionLink, Knowledge, view_link
from tone.model import LinkKind


def chosen_links(knowledge: Knowledge, kinds: Collection[LinkKind | str] = (), emotion: str = "") -> list[EmotionLink]:
    """Choose links in use, in the order of the tree.

    Opposites are turned so that the one that comes first in the tree, or the emotion asked for, is the subject. They
    are sorted by it, compositions by the whole, and combinations by the result.

    Args:
        knowledge: the emotions and their links.
        kinds: only these kinds; none stands for all.
        emotion: key of an emotion: only links that it takes part in, and compositions with all their parts; "" for all.

    Raises:
        ValueError: there is no such kind.
    """
    wanted = {LinkKind(kind) for kind in kinds} or set(LinkKind)
    places = {key: place for place, key in enumerate(knowledge.taxonomy)}
    found = []
    links = [link for link in knowledge.link_index.in_use() if link.kind in wanted]
    wholes = {
        link.subjects
        for link in links
        if link.kind is LinkKind.COMPOSED_OF and emotion in (*link.subjects, link.object)
    }
    for link in links:
        whole = link.kind is LinkKind.COMPOSED_OF and link.subjects in wholes
        if not emotion or whole or emotion in (*link.subjects, link.object):
            first = min((*link.subjects, link.object), key=lambda key: (key != emotion, places[key]))
            found.append(view_link(link, knowledge, first))
    return sorted(found, key=lambda link: _place(link, places))


def head_of(link: EmotionLink) -> Emotion:
    """Give the emotion that a link is sorted under: the first opposite, the whole, or the result."""
    return link.object if link.kind is LinkKind.PLUS_LEADS_TO else link.subjects[0]


def _place(link: EmotionLink, places: dict[str, int]) -> tuple[int, ...]:
    others = (*link.subjects, link.object)
    return (list(LinkKind).index(link.kind), places[head_of(link).key], *(places[other.key] for other in others))
