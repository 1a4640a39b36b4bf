"""What a negated emotion is: it turns toward its opposite, or fades.

"Not happy" is on the way to sad, while "not angry" is hardly content (the asymmetry of litotes: Horn 1989, A Natural
History of Negation, ch. 5). So an emotion is turned to the opposite that the links name surest, its own or its nearest
ancestor's: by one share where it is pleasant, by a much smaller one otherwise. Without an opposite a small part of it
is kept. How much a negated mention weighs at all is the factor of its negator.
"""

from __future__ import annotations

from tone.classify.mentions import Reading
from tone.classify.parameters import Parameters
from tone.emotion import Emotion, Knowledge
from tone.model import LinkKind

PLEASANT = frozenset({"joy", "love"})
UNPLEASANT = frozenset({"anger", "fear", "sadness"})
"""The poles of the primary emotions; surprise is neither (Parrott 2001; Russell 1980)."""


def negated(readings: tuple[Reading, ...], knowledge: Knowledge, parameters: Parameters) -> tuple[Reading, ...]:
    """Turn readings to what their negation speaks of.

    Args:
        readings: those of a form.
        knowledge: the links.
        parameters: the shares.

    Returns:
        The turned readings, the strongest first, ties by key.
    """
    turned: list[Reading] = []
    for reading in readings:
        other = opposite(reading.emotion, knowledge)
        pleasant = reading.emotion.primary.key in PLEASANT
        if other is None:
            turned.append(Reading(reading.emotion, reading.weight * parameters.kept, reading.entry))
        else:
            share = parameters.turned if pleasant else parameters.turned_back
            if share:
                turned.append(Reading(other, reading.weight * share, reading.entry, reading.emotion))
    return tuple(sorted(turned, key=lambda reading: (-reading.weight, reading.emotion.key))) or readings[:0]


def opposite(emotion: Emotion, knowledge: Knowledge) -> Emotion | None:
    """Give the surest opposite of an emotion or, where it has none, of its nearest ancestor that has; ties by key."""
    for place in (emotion, *reversed(emotion.path[:-1])):
        links = knowledge.link_index.of(LinkKind.OPPOSITE_OF, place.key)
        found = [
            (-link.confidence, key)
            for link in links
            for key in (*link.subjects, link.object)
            if key != place.key and key in knowledge.taxonomy.records
        ]
        if found:
            return knowledge[min(found)[1]]
    return None
