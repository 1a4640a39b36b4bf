"""From a form to its readings: how entries and affinities become weights, and nothing else.

A form with reviewed entries takes its readings from them alone. Its senses share its weight: each emotion has the
weight of its strongest entry divided by the number of emotions. Any other single word has its affinities, where the
strongest of them reaches a floor.
"""

from __future__ import annotations

from tone.classify.mentions import Reading
from tone.classify.parameters import Parameters
from tone.emotion import Knowledge
from tone.model import Entry, PartOfSpeech


def readings_of(form: str, knowledge: Knowledge, parameters: Parameters) -> tuple[Reading, ...]:
    """Give what a form speaks of, before context and cues.

    Args:
        form: a normalised word, phrase or symbol.
        knowledge: entries and affinities.
        parameters: the floor of affinities.

    Returns:
        One reading an emotion, the strongest first, ties by key; none if the form speaks of nothing.
    """
    best: dict[str, Entry] = {}
    for entry in knowledge.lexicon.lookup(form):
        best.setdefault(entry.emotion, entry)  # noun and adjective of one emotion are one piece of evidence
    if best:
        return _sorted([Reading(knowledge[key], entry.weight / len(best), entry) for key, entry in best.items()])
    return induced(form, knowledge, parameters)


def induced(form: str, knowledge: Knowledge, parameters: Parameters) -> tuple[Reading, ...]:
    """Give the affinities of a word as readings; none if it has none, or an overlay muted it.

    Args:
        form: a normalised word.
        knowledge: the affinities; those of emotions that it lacks are left out.
        parameters: the floor.
    """
    table = knowledge.affinities
    if table is None or form in knowledge.muted or table.strongest(form) < parameters.affinity_floor:
        return ()
    records = knowledge.taxonomy.records
    weights = {key: weight for key, weight in table.of(form).items() if weight > 0 and key in records}
    if max(weights.values(), default=0.0) < parameters.affinity_floor:  # the strongest is of an emotion it lacks
        return ()
    return _sorted([Reading(knowledge[key], weight) for key, weight in weights.items()])


def is_symbol(readings: tuple[Reading, ...]) -> bool:
    """Tell whether readings are those of an emoji or emoticon, which nobody negates: "not bad :)"."""
    entry = readings[0].entry
    return entry is not None and entry.pos is PartOfSpeech.SYMBOL


def _sorted(readings: list[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda reading: (-reading.weight, reading.emotion.key)))
