"""How much there is of everything: the sizes that a report on a release states, and a check compares."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tone.emotion import Knowledge
from tone.model import Tier

if TYPE_CHECKING:
    from pyoxigraph import Triple


def sizes(knowledge: Knowledge, triples: Collection[Triple]) -> dict[str, int]:
    """Count emotions, words, links and triples.

    Args:
        knowledge: the knowledge base.
        triples: its graph without the words.

    Returns:
        The counts by what is counted, in words.

    Example:
        >>> import tone
        >>> found = sizes(tone.load(), [])
        >>> found["primary emotions"], found["emotions"] > 100
        (6, True)
    """
    tiers = [knowledge[key].tier for key in knowledge.taxonomy]
    return {
        "emotions": len(tiers),
        **{f"{tier.name.lower()} emotions": tiers.count(tier) for tier in Tier},
        "lexical entries": len(knowledge.lexicon),
        "forms": sum(1 for _ in knowledge.lexicon.forms()),
        "links in use": sum(1 for _ in knowledge.link_index.in_use()),
        "triples of the ontology, without words": len(triples),
    }
