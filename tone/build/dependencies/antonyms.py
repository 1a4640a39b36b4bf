"""Which words are opposite to which: antonyms of WordNet and MyThes, and opposite endings and prefixes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from tone.build.sources import SourceFolder
from tone.build.thesauri import read_mythes_antonyms
from tone.build.wordnet import written

DIRECT, DERIVED, SIMILAR = 1.0, 0.7, 0.4
"""How much an antonym counts: one that lexicographers paired; one of derived forms (hope and hopeless lead to hope and
hopelessness); one of a similar adjective, whose pair is only near it (WordNet's indirect antonyms; Gross, D., Fischer,
U. & Miller, G. A. (1989). The organization of adjectival meanings. Journal of Memory and Language 28)."""

PREFIXES = ("un", "in", "im", "ir", "dis", "non")


class Antonym(NamedTuple):
    """Two words that are opposite.

    Attributes:
        first: the one, before the other in order.
        second: the other.
        strength: how surely, above 0 and up to 1.
    """

    first: str
    second: str
    strength: float


def _strongest(pairs: Iterable[tuple[str, str, float]]) -> list[Antonym]:
    found: dict[tuple[str, str], float] = defaultdict(float)
    for one, other, strength in pairs:
        if one != other:
            place = (min(one, other), max(one, other))
            found[place] = max(found[place], strength)
    return [Antonym(*place, strength) for place, strength in sorted(found.items())]


def wordnet_antonyms(wordnet: Any, forms: Collection[str]) -> list[Antonym]:
    """Give the antonyms of WordNet among some forms: direct, of derived forms, and of similar adjectives.

    Args:
        wordnet: nltk's reader.
        forms: the forms; only pairs of two of them are given.
    """
    return _strongest(
        (form, other, strength)
        for form in sorted(forms)
        for other, strength in _wordnet_antonyms_of(wordnet, form)
        if other in forms
    )


def _wordnet_antonyms_of(wordnet: Any, form: str) -> Iterator[tuple[str, float]]:
    for synset in wordnet.synsets(form.replace(" ", "_")):
        for lemma in synset.lemmas():
            if written(lemma).lower() != form:
                continue
            yield from ((written(other).lower(), DIRECT) for other in lemma.antonyms())
            for near in lemma.derivationally_related_forms():
                for other in near.antonyms():
                    yield written(other).lower(), DERIVED
                    yield from ((written(far).lower(), DERIVED) for far in other.derivationally_related_forms())
        for head in synset.similar_tos():
            for lemma in head.lemmas():
                yield from ((written(other).lower(), SIMILAR) for other in lemma.antonyms())


def mythes_antonyms(folder: SourceFolder, forms: Collection[str]) -> list[Antonym]:
    """Give the antonyms that MyThes marks among some forms.

    Args:
        folder: the sources.
        forms: the forms; only pairs of two of them are given.
    """
    return _strongest(
        (one, other, DIRECT) for one, other in read_mythes_antonyms(folder) if one in forms and other in forms
    )


def morphological_opposites(forms: Collection[str]) -> list[Antonym]:
    """Give the pairs of forms of which one is the other with a negative prefix, or "-less" against its noun or "-ful".

    Args:
        forms: the forms; pairs such as "like" and "dislike", "hopeful" and "hopeless".
    """
    pairs = []
    for form in sorted(forms):
        for prefix in PREFIXES:
            if form.startswith(prefix) and len(form) - len(prefix) >= 4 and form[len(prefix) :] in forms:
                pairs.append((form, form[len(prefix) :], DIRECT))
        match = re.fullmatch(r"([a-z]{3,})less(|ly|ness)", form)
        if match:
            stem, ending = match.groups()
            others = [f"{stem}ful{ending}", *((stem, f"{stem}y") if not ending else (stem,))]
            pairs += [(form, other, DIRECT) for other in others if other in forms]
    return _strongest(pairs)
