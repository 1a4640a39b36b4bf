"""Word classes and inflected forms, made once at build time, so that no lemmatiser is needed at run time.

Word classes are WordNet's. Inflected forms are what lemminflect's dictionary (from the NIH SPECIALIST lexicon) lists;
nothing is guessed by rule, which would turn hated into a form of hat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tone.build.wordnet import FEELING, GLOSSES, PARTS, written
from tone.errors import MissingExtraError
from tone.model import PartOfSpeech

Inflect = Callable[[str, PartOfSpeech], tuple[str, ...]]
Parts = Callable[[str, str], tuple[PartOfSpeech, ...]]

_TAGS = {
    PartOfSpeech.NOUN: ("NOUN", ("NNS",)),
    PartOfSpeech.ADJECTIVE: ("ADJ", ("JJR", "JJS")),
    PartOfSpeech.VERB: ("VERB", ("VBZ", "VBD", "VBN", "VBG")),
}
_UNIVERSAL = {universal: part for part, (universal, _) in _TAGS.items()} | {"ADV": PartOfSpeech.ADVERB}
_ENDINGS = {
    PartOfSpeech.ADJECTIVE: (
        "y",
        "ed",
        "ing",
        "ful",
        "less",
        "ous",
        "ive",
        "able",
        "ish",
        "ic",
        "like",
        "some",
        "dent",
    ),
    PartOfSpeech.NOUN: (
        "ness",
        "ity",
        "ment",
        "tion",
        "er",
        "ers",
        "ism",
        "ance",
        "ence",
        "asm",
        "mate",
        "mates",
        "bag",
        "bags",
    ),
}
POSSESSIVES = ("my", "your", "his", "her", "its", "our", "their")
"""What "one's" and "someone's" stand for."""
REFLEXIVES = ("myself", "yourself", "himself", "herself", "itself", "ourselves", "themselves")
"""What "oneself" stands for, in the order of `POSSESSIVES`."""
PERSONS = ("me", "you", "him", "her", "us", "them", "everyone", "everybody", "people")
"""What "someone" stands for."""
SLOTS = frozenset({"one's", "someone's", "oneself", "someone"})
"""Words by which dictionaries leave open who is meant."""


def inflections(form: str, pos: PartOfSpeech) -> tuple[str, ...]:
    """Give the inflected forms of a noun, verb or adjective; other word classes have none.

    Of a phrase the last word is inflected, of a verb phrase the first, and slots are filled: "lose
    one's temper" gives "lost my temper".

    Args:
        form: the canonical form.
        pos: its part of speech.

    Returns:
        The forms, sorted, without the canonical one.

    Raises:
        MissingExtraError: lemminflect is not installed.
    """
    found = {form}
    if pos in _TAGS:
        if pos is PartOfSpeech.VERB:
            word, space, rest = form.partition(" ")
            before, after = "", space + rest
        else:
            head, space, word = form.rpartition(" ")
            before, after = head + space, ""
        found |= {f"{before}{inflected}{after}" for inflected in inflected_words(word, pos)}
    return tuple(sorted({filled for phrase in found for filled in fill_slots(phrase)} - {form}))


def fill_slots(phrase: str) -> Iterator[str]:
    """Give a phrase with its slots filled: "one's", "someone's", "oneself" and "someone"; and as it is.

    Possessives and reflexives of one phrase belong to one person: "eat your heart out", "make a fool of yourself".
    """
    words = phrase.split(" ")
    yield phrase
    if not SLOTS.isdisjoint(words):
        for mine, myself in zip(POSSESSIVES, REFLEXIVES, strict=True):
            own = [{"one's": mine, "someone's": mine, "oneself": myself}.get(word, word) for word in words]
            for person in PERSONS if "someone" in own else ("",):
                yield " ".join(person if word == "someone" else word for word in own)


def inflected_words(word: str, pos: PartOfSpeech) -> tuple[str, ...]:
    """Give the inflected forms that lemminflect's dictionary lists for one noun, verb or adjective.

    Raises:
        MissingExtraError: lemminflect is not installed.
    """
    try:
        from lemminflect import getAllInflections
    except ImportError as error:
        raise MissingExtraError("lemminflect", "build", "inflecting entries") from error
    universal, tags = _TAGS[pos]
    listed = getAllInflections(word, upos=universal)
    return tuple(inflected for tag in tags for inflected in listed.get(tag, ()))


def lemmas(form: str) -> Iterator[tuple[str, PartOfSpeech]]:
    """Give what a word may be an inflected form of, by lemminflect's dictionary; nothing for phrases.

    Raises:
        MissingExtraError: lemminflect is not installed.
    """
    try:
        from lemminflect import getAllLemmas
    except ImportError as error:
        raise MissingExtraError("lemminflect", "build", "finding base forms") from error
    if " " not in form:
        for universal, bases in sorted(getAllLemmas(form).items()):
            for base in bases:
                if universal in _UNIVERSAL:
                    yield base, _UNIVERSAL[universal]


def lemma_of(form: str) -> str:
    """Give the base form of a word: itself where it is one or is unknown; phrases are their own."""
    bases = [base for base, _ in lemmas(form)]
    return form if not bases or form in bases else bases[0]


def parts_of_speech(wordnet: Any, form: str, gloss: str) -> tuple[PartOfSpeech, ...]:
    """Give the word classes in which a form speaks of feeling.

    Args:
        wordnet: nltk's reader.
        form: a word or phrase.
        gloss: the gloss in which it was judged, "" if there was none.

    Returns:
        The classes of WordNet's entry of just this form that have a sense of feeling among their first, or have that
        gloss; of a form that WordNet does not have, what it looks like.
    """
    senses = [
        synset
        for synset in wordnet.synsets(form.replace(" ", "_"))
        if any(written(lemma).lower() == form for lemma in synset.lemmas())
    ]
    found: dict[PartOfSpeech, int] = {}
    classes: set[PartOfSpeech] = set()
    for synset in senses:
        part = PARTS[synset.pos()]
        found[part] = found.get(part, 0) + 1
        feeling = synset.lexname() in ("noun.feeling", "verb.emotion") or FEELING.search(synset.definition())
        if synset.definition() == gloss or (feeling and found[part] <= GLOSSES):
            classes.add(part)
    if senses:
        return tuple(sorted(classes or {PARTS[senses[0].pos()]}))
    if " " in form:
        return (PartOfSpeech.PHRASE,)
    inflected = wordnet.synsets(form)
    if inflected:
        return (PARTS[inflected[0].pos()],)
    known = sorted(lemmas(form), key=lambda pair: (pair[0] != form, pair[1]))
    if known:
        return (known[0][1],)
    if "-" in form and not form.endswith(_ENDINGS[PartOfSpeech.NOUN]):
        return (PartOfSpeech.ADJECTIVE,)  # panic-prone, sorrow-laden
    for part, endings in _ENDINGS.items():
        if form.endswith(endings):
            return (part,)
    return (PartOfSpeech.ADVERB,) if form.endswith("ly") else (PartOfSpeech.INTERJECTION,)
