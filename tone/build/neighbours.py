"""Neighbours: common words and WordNet's phrases that the encoder puts near a word known to speak of feeling.

Such words are the names of the emotions and the forms that review has accepted.

They are candidates only. Bare words are compared, without glosses, so that words which no dictionary has are found too;
the overlap step then judges them with their glosses, as it does all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tone.build.wordnet import written

if TYPE_CHECKING:
    from tone.embed.encoder import Encoder

NEAR_A_NAME = 0.55
"""Cosine from which a word is a neighbour of an emotion's name; below, likeness of spelling takes over."""

NEAR_ACCEPTED = 0.75
"""Cosine from which a word is a neighbour of an accepted form; more than twenty times as many are there to be near."""

COMMON_WORDS = 60_000
"""How many of the commonest words are compared."""

_BLOCK = 2_000
_WORD = re.compile(r"[a-z][a-z'-]*[a-z]")
_FIELDS = ("act", "attribute", "cognition", "communication", "feeling", "motive", "person", "state")


def common_words(ranked: Iterable[str]) -> list[str]:
    """Keep what is written with letters of a list of words."""
    return [word for word in ranked if _WORD.fullmatch(word)]


def wordnet_phrases(wordnet: Any) -> list[str]:
    """Give the phrases of WordNet that may speak of people: of verbs, adjectives, adverbs and some fields of nouns."""
    fields = {f"noun.{field}" for field in _FIELDS}
    found = {
        written(lemma).lower()
        for synset in wordnet.all_synsets()
        if synset.pos() != "n" or synset.lexname() in fields
        for lemma in synset.lemmas()
    }
    return sorted(form for form in found if " " in form)


def neighbours(
    forms: Iterable[str], exemplars: Sequence[str], encoder: Encoder, nearness: float
) -> Iterator[tuple[str, str]]:
    """Find the forms near an exemplar.

    Args:
        forms: words and phrases.
        exemplars: words that are known to speak of feeling, in a fixed order.
        encoder: the judge.
        nearness: the cosine from which a form is near.

    Yields:
        Form and nearest exemplar other than itself, for each form near one. No cosine is given: its last digits differ
        between processors, and the overlap step judges anew.
    """
    import numpy as np

    forms = sorted(set(forms))
    if not forms or not exemplars:
        return
    references = encoder.encode(list(exemplars)).T
    places = {exemplar: place for place, exemplar in enumerate(exemplars)}
    for start in range(0, len(forms), _BLOCK):
        block = forms[start : start + _BLOCK]
        cosines = np.round(encoder.encode(block) @ references, 3)
        for form, row in zip(block, cosines, strict=True):
            if form in places:
                row[places[form]] = -1.0
            nearest = int(row.argmax())
            if row[nearest] >= nearness:
                yield form, exemplars[nearest]
