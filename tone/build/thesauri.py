"""Readers of the thesauri: each turns one checked file into groups of words that were put together by people."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tone.build.sources import SourceFolder

_WORD = re.compile(r"[a-z][a-z' -]*[a-z]|[a-z]")
_ROGET_START = "CLASS VI"  # words relating to the sentient and moral powers: the affections
_ROGET_NOISE = re.compile(
    r"&amp;c(?:\s*\([^)]*\))?(?:\s*\d+[a-z]?)?"  # "&c (love) 897": see there
    r"|\([^)]*\)|\[[^\]]*\]|[\"*|\u2020]|\b(?:N|Adj|Adv|V|Phr|Int)\."
)


class Group(NamedTuple):
    """Words that a thesaurus puts together.

    Attributes:
        head: the word they stand under, "" where all stand alike.
        words: the words and phrases, in lower case.
    """

    head: str
    words: tuple[str, ...]


def read_moby(folder: SourceFolder) -> Iterator[Group]:
    """Read Moby Thesaurus II: a head and everything near it, senses merged."""
    for line in folder.file("moby", "words.txt").read_text("ascii").splitlines():
        head, *words = line.strip().lower().split(",")
        yield Group(head, tuple(words))


def read_mythes(folder: SourceFolder) -> Iterator[Group]:
    """Read the MyThes thesaurus: one group a sense; generic terms and antonyms are left out."""
    for head, words in _mythes_senses(folder):
        kept = [word for word in words if not word.endswith(("(generic term)", "(antonym)"))]
        yield Group(head, tuple(re.sub(r" \([a-z ]+\)$", "", word).lower() for word in kept))


def read_mythes_antonyms(folder: SourceFolder) -> Iterator[tuple[str, str]]:
    """Read the antonyms that MyThes marks, each with the head it stands under."""
    for head, words in _mythes_senses(folder):
        for word in words:
            if word.endswith("(antonym)"):
                yield head, re.sub(r" \([a-z ]+\)$", "", word).lower()


def _mythes_senses(folder: SourceFolder) -> Iterator[tuple[str, list[str]]]:
    head = ""
    for line in folder.file("mythes", "th_en_US_v2.dat").read_text("utf-8").splitlines()[1:]:
        first, *words = line.split("|")
        if first.startswith("("):
            yield head, words
        else:
            head = first.lower()


def read_roget(folder: SourceFolder) -> Iterator[Group]:
    """Read Roget's thesaurus of 1911, its sixth class: one group for each stretch between semicolons."""
    text = folder.file("roget", "roget.html").read_text("utf-8", errors="replace")
    affections = text[text.rindex(_ROGET_START) + len(_ROGET_START) :]
    for stretch in re.split(r"[;.:]", _ROGET_NOISE.sub(" ", affections)):
        words = tuple(" ".join(word.split()).lower() for word in stretch.split(","))
        kept = tuple(word for word in words if _WORD.fullmatch(word) and len(word.split()) <= 4)
        if len(kept) > 1:
            yield Group("", kept)


def read_gcide(folder: SourceFolder) -> Iterator[Group]:
    """Read the synonym lists of GCIDE; evidence only, as its licence keeps them."""
    for entry in folder.sources["gcide"].files:
        articles = json.loads(folder.file("gcide", entry.path).read_text("utf-8"))
        for article in articles.values():
            for part in article.get("pos", ()):
                listed = part.get("syn") or ()
                words = listed if isinstance(listed, list) else str(listed).split(",")
                kept = tuple(word.strip(" .;").lower() for word in words if _WORD.fullmatch(word.strip(" .;").lower()))
                if kept:
                    yield Group(str(article["entry"]).lower(), kept)


def read_polarity(folder: SourceFolder) -> dict[str, float]:
    """Read how pleasant words are, -1 to 1: the mean of VADER's rating and TextBlob's, where both have the word.

    Only single words are given. VADER's ratings, -4 to 4, are divided by 4.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for line in folder.file("vader", "vader_lexicon.txt").read_text("utf-8").splitlines():
        word, mean, *_ = line.split("\t")
        found[word.lower()].append(float(mean) / 4)
    adjectives: dict[str, list[float]] = defaultdict(list)
    xml = folder.file("textblob", "en-sentiment.xml").read_text("utf-8")
    for word, polarity in re.findall(r'<word form="([^"]+)"[^>]*? polarity="([-0-9.]+)"', xml):
        adjectives[word.lower()].append(float(polarity))
    for word, values in adjectives.items():
        found[word].append(sum(values) / len(values))
    return {word: sum(values) / len(values) for word, values in found.items()}


def read_unlabelled(folder: SourceFolder) -> Iterator[str]:
    """Read the unlabelled texts, in file order."""
    return (text for _, text in read_sourced(folder))


def read_sourced(folder: SourceFolder) -> Iterator[tuple[str, str]]:
    """Read the unlabelled texts with the set that each comes from, in file order."""
    import gzip

    path: Path = folder.file("unlabelled", "unlabelled.tsv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, _, text = line.rstrip("\n").partition("\t")
            yield source, text
