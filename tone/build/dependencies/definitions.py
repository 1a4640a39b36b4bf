"""Definitions of the emotions: TONE's own, and WordNet's glosses of their names where they speak of feeling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tone.build.dependencies.vocabularies import Vocabularies
from tone.build.wordnet import FEELING
from tone.literature import OWN

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Definition:
    """What an emotion is, in the words of one source.

    Attributes:
        emotion: key of the emotion.
        name: the name that is defined.
        text: the definition.
        source: what evidence from it cites.
    """

    emotion: str
    name: str
    text: str
    source: str


def words_of(text: str) -> list[str]:
    """Give the words of a definition, in lower case."""
    return _WORD.findall(text.lower())


def gather_definitions(vocabularies: Vocabularies, wordnet: Any) -> Iterator[Definition]:
    """Gather the definitions of all emotions.

    WordNet's glosses are those of the emotion's names, in the senses that stand among the feelings or emotion verbs, or
    whose gloss speaks of feeling.

    Args:
        vocabularies: the emotions and their names.
        wordnet: nltk's reader.
    """
    for key, record in vocabularies.records.items():
        yield Definition(key, record.label, record.definition, OWN)
    for name, key in sorted(vocabularies.names.items()):
        for synset in wordnet.synsets(name.replace(" ", "_")):
            gloss = synset.definition()
            if synset.lexname() in ("noun.feeling", "verb.emotion") or FEELING.search(gloss):
                yield Definition(key, name, gloss, "wordnet")
