"""From mentions to scores, and from scores to one emotion.

The roll-up is a sum: an emotion's score is what its own mentions add, plus the scores of its children. So a parent is
never below what its children give it, and muting a word takes away exactly its part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tone.classify.mentions import Mention
from tone.taxonomy import Taxonomy

SPECIFIC_SHARE = 0.5
"""How much of an emotion's score one child must hold, and exceed, for the answer to be that child."""


def roll_up(mentions: Iterable[Mention], taxonomy: Taxonomy) -> dict[str, float]:
    """Sum what mentions add over the emotions they speak of and all those above.

    Args:
        mentions: the mentions of a text.
        taxonomy: the tree.

    Returns:
        A score above 0 by key, the highest first; ties by tier, then key. Emotions without evidence are left out.
    """
    scores: dict[str, float] = {}
    for mention in mentions:
        if mention.score:
            key = mention.emotion.key
            for place in (key, *taxonomy.ancestors(key)):
                scores[place] = scores.get(place, 0.0) + mention.score
    return dict(sorted(scores.items(), key=lambda item: (-item[1], taxonomy.records[item[0]].tier, item[0])))


def choose(scores: Mapping[str, float], taxonomy: Taxonomy) -> str | None:
    """Choose the emotion that the scores speak of.

    From the best primary emotion the choice goes down as long as one child holds more than `SPECIFIC_SHARE` of the
    score, so the answer is as specific as the evidence, and no more.

    Args:
        scores: what `roll_up` gives.
        taxonomy: the tree.

    Returns:
        The emotion's key; None without any score.
    """
    chosen = next((key for key in scores if not taxonomy.records[key].parent), None)
    while chosen is not None:
        narrower = [key for key in taxonomy.children(chosen) if scores.get(key, 0) > SPECIFIC_SHARE * scores[chosen]]
        if not narrower:
            break
        chosen = narrower[0]
    return chosen
