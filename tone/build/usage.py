"""Usage: what people say every day and thesauri do not list under an emotion noun, from unlabelled text.

Three automatic finds: adjectives and participles of the frames in which people speak of feelings; the words that
unlabelled text uses most; and its collocations, by normalised pointwise mutual information (Bouma, G. (2009).
Normalized (pointwise) mutual information in collocation extraction. GSCL).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

FRAME = re.compile(
    r"\b(?:feel|feels|feeling|felt|am|i'm|makes? me|made me|get|got|was|were) "
    r"(?:so |very |really |pretty |too |kinda |a bit |a little |extremely |incredibly )*([a-z]+(?:-[a-z]+)?)\b"
)
"""What people say of a feeling: "I feel so overwhelmed", "it made me sick"."""

FRAME_COUNT = 1
"""How often an adjective must stand in the frame; even one use shows that people say so."""

WORD_COUNT = 8
"""How often a word must be used to be a candidate whatever sources say: some 7 times in a million words."""

PHRASE_COUNT = 10
"""How often a phrase must be used."""

PHRASE_COHESION = 0.35
"""From which normalised mutual information words belong together; below, "i know why" and its like take over."""

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_BREAK = re.compile(r"[^a-z' -]+| -+ ")


class Use(NamedTuple):
    """A form as unlabelled text uses it.

    Attributes:
        form: the word or phrase.
        relation: "frame", "frequent word" or "collocation".
        times: how often it is so used.
    """

    form: str
    relation: str
    times: int


def frames(texts: Iterable[str], wordnet: Any) -> Iterator[Use]:
    """Give the adjectives and participles that stand in the frames of feeling.

    Args:
        texts: unlabelled texts.
        wordnet: nltk's reader.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(FRAME.findall(text.lower()))
    for form, count in sorted(counts.items()):
        # participles stand in WordNet as verbs: "overwhelmed", "stressed"
        described = wordnet.synsets(form, "a") or (form.endswith("ed") and wordnet.synsets(form, "v"))
        if count >= FRAME_COUNT and described:
            yield Use(form, "frame", count)


def frequent(texts: Iterable[str]) -> Iterator[Use]:
    """Give the words that are used at least `WORD_COUNT` times, and the phrases of two to four words that cohere.

    The cohesion of a phrase of n words is log(p / product of p_i) / (-(n - 1) log p), which is 1 where the words never
    stand apart and 0 where they meet by chance.

    Args:
        texts: unlabelled texts.
    """
    words: Counter[str] = Counter()
    phrases: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        for found in _stretches(text):
            words.update(found)
            for length in (2, 3, 4):
                phrases.update(tuple(found[at : at + length]) for at in range(len(found) - length + 1))
    for word, count in sorted(words.items()):
        if count >= WORD_COUNT:
            yield Use(word, "frequent word", count)
    total = sum(words.values())
    for phrase, count in sorted(phrases.items()):
        if count >= PHRASE_COUNT:
            log_p = math.log(count / total)
            independent = sum(math.log(words[word] / total) for word in phrase)
            if (log_p - independent) / (-(len(phrase) - 1) * log_p) >= PHRASE_COHESION:
                yield Use(" ".join(phrase), "collocation", count)


def _stretches(text: str) -> Iterator[list[str]]:
    """Give the words of each stretch of a text between marks of punctuation."""
    for stretch in _BREAK.split(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")):
        yield _WORD.findall(stretch)
