"""Decide between the senses of a form by the rest of its sentence.

A form whose reviewed senses lie in several branches keeps its weight, but shares it anew: each reading's share grows
with what the other words of the sentence give its primary emotion. With c for `Parameters.sense_support` and s for the
branch's share of that evidence, a weight w becomes w (1 + c s), scaled so that the sum stays. Words of other sentences
and other such forms have no say.
"""

from __future__ import annotations

from itertools import pairwise

from tone.classify.parameters import Parameters
from tone.classify.scopes import Found
from tone.classify.words import Word, Words


def settle(found: list[Found], sentences: list[int], words: Words, parameters: Parameters) -> None:
    """Share out the weights of ambiguous words, in place.

    Args:
        found: the words of a text.
        sentences: the number of words up to the end of each sentence but the last.
        words: makes words with other weights.
        parameters: how much context counts.
    """
    bounds = [0, *sentences, len(found)]
    for start, end in pairwise(bounds):
        unsure = [place for place in range(start, end) if found[place][2].several]
        if not unsure or len(unsure) == end - start:
            continue
        columns = zip(*[scaled(hit[2], hit[3]) for hit in found[start:end] if not hit[2].several], strict=True)
        evidence = [sum(column) for column in columns]
        total = sum(evidence)
        for place in unsure if total else ():
            first, last, word, factor, cues = found[place]
            support = [
                reading.weight * (1 + parameters.sense_support * evidence[words.place_of(reading)] / total)
                for reading in word.readings
            ]
            scale = sum(reading.weight for reading in word.readings) / sum(support)
            found[place] = (first, last, words.reweighted(word, [w * scale for w in support]), factor, cues)


def scaled(word: Word, factor: float) -> tuple[float, ...]:
    """Give what a word adds to each primary emotion under a factor."""
    return tuple([weight * factor for weight in word.primaries])
