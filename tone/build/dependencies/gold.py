"""Gold relations between emotion names, read into questions that a method answers with yes or no.

A gold set gives pairs of names that some scheme calls opposite, or names of which one is made of two others (dyads).
Its names are found among the labels, adjectives and aliases of the emotions, else among the reviewed words, as TONE
has no node for some (trust: affection). A question is one pair of names that the gold set speaks of; all pairs of its
names are asked, and what it does not list counts as wrong, which is strict, as no scheme lists all opposites.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from tone.build.dependencies.claims import Ends
from tone.build.dependencies.vocabularies import Vocabularies, related
from tone.errors import DataError
from tone.model import LinkKind

Names = Mapping[str, frozenset[str]]
"""The keys that each name of the gold set stands for; names that stand for none are left out."""

WORDNET = "wordnet"
_OPPOSITE = ("opposite", "antonym", "antonym_via_adjective")
_ALIKE = ("synonym", "is_a", "weaker_than")


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the gold set answers.

    Attributes:
        text: the names, in a fixed order.
        links: the ends of all links that answer it with yes.
        right: what the gold set answers.
    """

    text: str
    links: frozenset[Ends]
    right: bool


def halves(questions: Iterable[Question]) -> tuple[list[Question], list[Question]]:
    """Part questions into the half on which thresholds are chosen, and the half on which they are reported.

    The questions with either answer are put in the order of the SHA-256 of their text and dealt out in turn, so that
    the halves are fixed and have as many right ones each.

    Args:
        questions: the questions.
    """
    given = list(questions)
    parted: tuple[list[Question], list[Question]] = ([], [])
    for right in (True, False):
        own = [question for question in given if question.right is right]
        own.sort(key=lambda question: hashlib.sha256(question.text.encode("utf-8")).hexdigest())
        for place, question in enumerate(own):
            parted[place % 2].append(question)
    return parted


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read a gold set: JSON lines, packed or not, with ``relation``, ``a``, ``b``, ``scheme``, and ``name`` of dyads.

    Raises:
        DataError: the file is missing, or a line is no such relation.
    """
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    except (OSError, EOFError, ValueError) as error:
        raise DataError(f"cannot read {path}: {error}; give JSON lines, packed with gzip or not") from error
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            row = json.loads(line)
            found = {key: str(row[key]) for key in ("relation", "a", "b", "scheme")}
            rows.append({**found, "name": str(row.get("name", ""))})
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path}, row {number}: not a relation with relation, a, b and scheme ({error})"
            raise DataError(message) from error
    return rows


def keys_of(name: str, vocabularies: Vocabularies) -> frozenset[str]:
    """Give the emotions that a name stands for: all that it names, else those of the reviewed word."""
    named = {
        key for key, record in vocabularies.records.items() if name in (record.label, record.adjective, *record.aliases)
    }
    if named:
        return frozenset(named)
    holder = vocabularies.holders.get(name)
    return frozenset({holder[0]} if holder else ())


def opposite_questions(
    rows: Iterable[Mapping[str, Any]], vocabularies: Vocabularies, *, wordnet: bool
) -> list[Question]:
    """Ask of each two names of the gold set whether they are opposite.

    Args:
        rows: the gold set.
        vocabularies: the emotions and words.
        wordnet: whether WordNet's rows count; they do not for methods that draw on WordNet.

    Returns:
        One question a pair of names that stand for emotions apart, sorted by text; names that the gold set calls alike
        are asked as well, and the answer is no.
    """
    used = [row for row in rows if wordnet or not row["scheme"].startswith(WORDNET)]
    right = {frozenset((row["a"], row["b"])) for row in used if row["relation"] in _OPPOSITE}
    alike = {frozenset((row["a"], row["b"])) for row in used if row["relation"] in _ALIKE}
    names = {name: keys_of(name, vocabularies) for pair in right | alike for name in pair}
    listed = sorted({name for pair in right for name in pair if names[name]})
    asked = {frozenset(pair) for pair in combinations(listed, 2)} | {pair for pair in alike if len(pair) == 2}
    questions = []
    for pair in asked:
        first, second = sorted(pair)
        links = frozenset(
            (LinkKind.OPPOSITE_OF, (min(one, other),), (max(one, other),))
            for one in names[first]
            for other in names[second]
            if not related(one, other)
        )
        if links:
            questions.append(Question(f"{first} : {second}", links, pair in right))
    return sorted(questions, key=lambda question: question.text)


def dyad_questions(
    rows: Iterable[Mapping[str, Any]],
    vocabularies: Vocabularies,
    make: Callable[[str, tuple[str, str]], Ends],
) -> list[Question]:
    """Ask of each whole and each two parts of the gold set whether the parts make the whole.

    A dyad is right if any copy in the gold set has it.

    Args:
        rows: the gold set.
        vocabularies: the emotions and words.
        make: makes the ends of a link from a whole and two parts.

    Returns:
        One question a whole and pair of parts that stand for emotions, sorted by text.
    """
    dyads = [row for row in rows if row["relation"] == "dyad"]
    names = {name: keys_of(name, vocabularies) for row in dyads for name in (row["name"], row["a"], row["b"])}
    right = {(row["name"], frozenset((row["a"], row["b"]))) for row in dyads}
    wholes = sorted({row["name"] for row in dyads if names[row["name"]]})
    parts = sorted({name for row in dyads for name in (row["a"], row["b"]) if names[name]})
    questions = []
    for whole in wholes:
        for pair in combinations(parts, 2):
            links = frozenset(_dyads(names, whole, pair, make))
            if links:
                questions.append(Question(f"{whole} = {pair[0]} + {pair[1]}", links, (whole, frozenset(pair)) in right))
    return questions


def _dyads(
    names: Names, whole: str, pair: tuple[str, str], make: Callable[[str, tuple[str, str]], Ends]
) -> Iterator[Ends]:
    for key in names[whole]:
        for one in names[pair[0]]:
            for other in names[pair[1]]:
                if len({key, one, other}) == 3:
                    yield make(key, (one, other))
