"""Compounds that name things: terms of several words in which a word of feeling speaks of none.

A panic button feels no panic, and "happy hour" makes nobody happy. WordNet has such terms with the kind of thing that
they name (its lexicographer files) and a gloss, which is enough to find them by rule. A noun of several words is taken
if

1. it is no form of an entry and holds no entry of several words, and one of its words at least is a form of an entry
   or has a polarity of `POLAR` or more,
2. each sense of it names something bodily or nameable that is no feeling, state, act or event (`KINDS`), a disease that
   is not of the mind, or one particular person, place or thing,
3. no gloss of it speaks of feeling or uses such a word of it again ("birthday card" goes with a birthday), and
4. no such word is what the term is a kind of, except for things to be touched (a fire alarm is an alarm, and a device).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from tone.build.inflect import inflected_words
from tone.build.wordnet import FEELING, written
from tone.model import Compound, PartOfSpeech
from tone.text.tokens import normalise

TANGIBLE = frozenset(
    f"noun.{kind}" for kind in ("animal", "artifact", "body", "food", "location", "plant", "possession", "substance")
)
"""Lexicographer files of what can be touched, or paid."""
KINDS = TANGIBLE | frozenset(
    f"noun.{kind}"
    for kind in ("attribute", "cognition", "communication", "group", "object", "phenomenon", "process", "quantity")
)
KINDS |= frozenset({"noun.relation", "noun.shape", "noun.time"})
"""Lexicographer files of what is no feeling, state, act, event, motive or person."""

POLAR = 0.3
"""Polarity, 0 to 1 by VADER and TextBlob, from which a word without an entry counts as one of feeling."""

STEM = 5
"""Words with so many letters in common at their beginning count as one: sweet, sweetened."""

_DISEASES = frozenset({"disease", "physical condition", "infection"})
_MENTAL = frozenset({"mental illness", "psychological state", "psychological condition", "anxiety disorder"})


def find_compounds(wordnet: Any, speaks: Callable[[str], bool], taken: Callable[[str], bool]) -> Iterator[Compound]:
    """Find the compounds of WordNet that speak of no emotion though one of their words does.

    Args:
        wordnet: nltk's reader.
        speaks: tells whether a word may speak of feeling.
        taken: tells whether a term is a form of an entry, which is then left to it.

    Yields:
        The compounds by form, each with its plurals.

    Raises:
        MissingExtraError: lemminflect is not installed.
    """
    senses: dict[str, list[Any]] = defaultdict(list)
    for synset in wordnet.all_synsets("n"):
        for lemma in synset.lemmas():
            form = written(lemma).lower()
            if " " in form and _readable(form):
                senses[form].append(synset)
    for form, synsets in sorted(senses.items()):
        words = [word for word in normalise(form).split(" ") if speaks(word)]
        if words and not _holds(form, taken) and all(_names_a_thing(synset, words) for synset in synsets):
            head, _, last = form.rpartition(" ")
            plurals = {f"{head} {plural}" for plural in inflected_words(last, PartOfSpeech.NOUN)}
            forms = (form, *sorted(plural for plural in plurals - {form} if not taken(plural)))
            yield Compound(form, forms, "|".join(sorted({synset.lexname() for synset in synsets})))


def _holds(form: str, taken: Callable[[str], bool]) -> bool:
    """Tell whether a term is taken, or words of it that stand together are."""
    words = form.split(" ")
    return any(taken(" ".join(words[i:j])) for i in range(len(words)) for j in range(i + 2, len(words) + 1))


def _readable(form: str) -> bool:
    return all(word.isalpha() for word in re.split(r"[ '-]", form) if word) and len(form.split(" ")) <= 4


def _names_a_thing(synset: Any, words: list[str]) -> bool:
    above = list(synset.closure(lambda other: [*other.hypernyms(), *other.instance_hypernyms()]))
    kind = synset.lexname()
    if not (kind in KINDS or synset.instance_hypernyms() or (kind == "noun.state" and _is_disease(above))):
        return False
    gloss = synset.definition().lower()
    if FEELING.search(gloss):
        return False
    used = {word[:STEM] for word in re.findall(r"[a-z]+", gloss)}
    kinds = set() if kind in TANGIBLE else _lemmas(above)
    return not any(word[:STEM] in used or word in kinds for word in words)


def _is_disease(above: list[Any]) -> bool:
    names = _lemmas(above)
    return bool(names & _DISEASES) and not names & _MENTAL


def _lemmas(synsets: list[Any]) -> set[str]:
    return {written(lemma).lower() for synset in synsets for lemma in synset.lemmas()}
