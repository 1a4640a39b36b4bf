"""WordNet 3.0 through nltk, from the checked files of the sources folder.

Fellbaum, C. (ed.) (1998). WordNet: An Electronic Lexical Database. MIT Press.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tone.build.sources import SourceFolder
from tone.errors import MissingExtraError
from tone.files import write_atomically
from tone.model import PartOfSpeech

# The lexicographer files of WordNet 3.0 in their numbered order (lexnames(5WN)); Debian's package leaves the list out.
_LEXNAMES = (
    *("adj.all", "adj.pert", "adv.all", "noun.Tops", "noun.act", "noun.animal", "noun.artifact", "noun.attribute"),
    *("noun.body", "noun.cognition", "noun.communication", "noun.event", "noun.feeling", "noun.food", "noun.group"),
    *("noun.location", "noun.motive", "noun.object", "noun.person", "noun.phenomenon", "noun.plant"),
    *("noun.possession", "noun.process", "noun.quantity", "noun.relation", "noun.shape", "noun.state"),
    *("noun.substance", "noun.time", "verb.body", "verb.change", "verb.cognition", "verb.communication"),
    *("verb.competition", "verb.consumption", "verb.contact", "verb.creation", "verb.emotion", "verb.motion"),
    *("verb.perception", "verb.possession", "verb.social", "verb.stative", "verb.weather", "adj.ppl"),
)
_POS_NUMBERS = {"noun": 1, "verb": 2, "adj": 3, "adv": 4}

PARTS = {
    "n": PartOfSpeech.NOUN,
    "v": PartOfSpeech.VERB,
    "a": PartOfSpeech.ADJECTIVE,
    "s": PartOfSpeech.ADJECTIVE,
    "r": PartOfSpeech.ADVERB,
}
"""nltk's letters for parts of speech."""


def open_wordnet(folder: SourceFolder) -> Any:
    """Open WordNet.

    Args:
        folder: the sources; nltk refuses links out of its folder and files that others may write, so they are copies.

    Returns:
        nltk's reader.

    Raises:
        DataError: a file is missing or not the one meant.
        MissingExtraError: nltk is not installed.
    """
    for entry in folder.sources["wordnet"].files:
        folder.file("wordnet", entry.path)
    root = (folder.root / "wordnet" / "corpora" / "wordnet").resolve()
    lexnames = "".join(
        f"{number:02}\t{name}\t{_POS_NUMBERS[name.partition('.')[0]]}\n" for number, name in enumerate(_LEXNAMES)
    )
    _write_once(root / "lexnames", lexnames.encode())
    try:
        import nltk
        from nltk.corpus.reader.wordnet import WordNetCorpusReader
    except ImportError as error:
        raise MissingExtraError("nltk", "build", "reading WordNet") from error
    if str(root.parents[1]) not in nltk.data.path:
        nltk.data.path.insert(0, str(root.parents[1]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that other languages are missing, which is as it should be
        return WordNetCorpusReader(nltk.data.find("corpora/wordnet", paths=[str(root.parents[1])]), None)


def _write_once(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        write_atomically(path, content)


def written(lemma: Any) -> str:
    """Give a lemma's form with spaces."""
    return str(lemma.name()).replace("_", " ").removesuffix("(a)").removesuffix("(p)").removesuffix("(ip)")


GLOSSES = 4
"""How many glosses of a form are compared; WordNet lists the commonest senses first."""

FEELING = re.compile(
    r"\b(?:feel\w*|felt|emotion\w*|mood\w*|affection\w*|happ\w+|sad\w*|sorrow\w*|grie\w+|ang(?:er|ry)|annoy\w*|irritat\w*"
    r"|hostil\w*|hat(?:e|red)|envy|jealous\w*|fear\w*|afraid|worr\w+|anxi\w+|distress\w*|nervous\w*|joy\w*|delight\w*"
    r"|pleas(?:ure|ed|ing)|cheerful\w*|lov(?:e|ing)|desire\w*|lust\w*|passion\w*|hop(?:e|eful|eless)\w*|despair\w*"
    r"|depress\w*|gloom\w*|lonel\w+|miser\w+|suffer\w*|asham\w*|shame\w*|guilt\w*|pride|proud|disgust\w*|contempt\w*"
    r"|surpris\w*|excite\w*|enthusias\w*|sympath\w*|pity|embarrass\w*)\b"
)
"""Words of glosses that speak of feeling."""


def glosses_of(wordnet: Any, forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the first `GLOSSES` glosses of forms; those of an inflected form are its lemma's."""
    found = {}
    for form in forms:
        texts = dict.fromkeys(synset.definition() for synset in wordnet.synsets(form.replace(" ", "_")))
        found[form] = tuple(texts)[:GLOSSES]
    return found


_THINGS = frozenset(
    f"noun.{kind}"
    for kind in ("animal", "artifact", "body", "food", "location", "object", "plant", "quantity", "substance", "time")
)


def concrete_nouns(wordnet: Any, words: Iterable[str]) -> list[str]:
    """Give the words that WordNet knows for things, places and measures alone: all their senses are nouns of these.

    Args:
        wordnet: nltk's reader.
        words: the words; only those of at least three plain letters are looked up.
    """
    plain = [word for word in words if word.isalpha() and word.isascii() and len(word) > 2]
    kinds = {word: {synset.lexname() for synset in wordnet.synsets(word)} for word in plain}
    return [word for word in plain if kinds[word] and kinds[word] <= _THINGS]


def feeling_share(wordnet: Any, form: str) -> float | None:
    """Give the share of a form's uses that speak of feeling, by WordNet's counts, each sense counted once more.

    A sense speaks of feeling if it stands among the feelings or emotion verbs, or its gloss has a word of `FEELING`.

    Returns:
        0 to 1; None if WordNet does not have the form.
    """
    uses = feelings = 0
    for synset in wordnet.synsets(form.replace(" ", "_")):
        count = 1 + sum(lemma.count() for lemma in synset.lemmas() if written(lemma).lower() == form)
        uses += count
        if synset.lexname() in ("noun.feeling", "verb.emotion") or FEELING.search(synset.definition()):
            feelings += count
    return feelings / uses if uses else None
