"""Idioms of emotion: terms of several words that maintainers wrote down, with all forms in which English has them.

Dictionaries give an idiom with slots, "get on one's nerves", and the classifier looks words up as they stand in texts,
"gets on my nerves". So slots are filled and the word that inflects is inflected here, at build time. How a slot is
filled: Fillmore, C., Kay, P. & O'Connor, M. C. (1988). Regularity and idiomaticity in grammatical constructions.
Language 64(3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tone.build.inflect import Inflect, Parts, fill_slots, inflected_words, lemmas
from tone.build.records import Candidate
from tone.errors import TableError
from tone.idioms import IDIOMS, Idiom, find_problems
from tone.model import PartOfSpeech

SOURCE = "idioms"
"""Key of the maintainers' own table in ``vocab/sources.toml``."""

_PREPOSITIONS = frozenset(
    ["about", "against", "at", "before", "between", "for", "from", "in", "of", "off", "on", "out", "to", "with"]
)


def read_idioms(path: Path, emotions: Iterable[str]) -> dict[str, Idiom]:
    """Read a table of idioms.

    Args:
        path: the table; there are no idioms where there is none.
        emotions: the keys that exist.

    Returns:
        The idioms by form.

    Raises:
        TableError: cells do not parse, a form stands twice or is a single word, a head is no word of its form, or an
            emotion is unknown.
    """
    rows = IDIOMS.read(path) if path.exists() else ()
    if problems := list(find_problems(rows, frozenset(emotions))):
        raise TableError(path, problems)
    return {row.form: row for row in rows}


def idiom_candidates(idioms: Mapping[str, Idiom]) -> list[Candidate]:
    """Give the idioms as candidates, which review decides on as on all others."""
    return [Candidate(row.form, row.pos.value, row.emotion, SOURCE, "idiom", 1.0, row.form) for row in idioms.values()]


def parts_with(idioms: Mapping[str, Idiom], parts: Parts) -> Parts:
    """Let idioms have the part of speech of their table; other forms are left to `parts`."""
    return lambda form, gloss: (idioms[form].pos,) if form in idioms else parts(form, gloss)


def inflect_with(idioms: Mapping[str, Idiom], inflect: Inflect) -> Inflect:
    """Let idioms have the forms that `idiom_forms` gives; other forms are left to `inflect`."""
    return lambda form, pos: idiom_forms(idioms[form]) if form in idioms else inflect(form, pos)


def idiom_forms(idiom: Idiom) -> tuple[str, ...]:
    """Give the forms in which an idiom is found: its head inflected, its slots filled.

    An idiom that begins with a possessive is also found without it: "her mother's heart sank".

    Args:
        idiom: the idiom.

    Returns:
        The forms, sorted, without the one that the table has.

    Raises:
        MissingExtraError: lemminflect is not installed.

    Example:
        >>> sunk = idiom_forms(Idiom("one's heart sinks", PartOfSpeech.PHRASE, "sinks", "sadness", "become sad"))
        >>> "heart sank" in sunk and "my heart sinks" in sunk and "their heart sinking" in sunk
        True
    """
    words = idiom.form.split(" ")
    found = {filled for variant in _inflected(idiom, words) for filled in fill_slots(variant)}
    if words[0] == "one's":
        found |= {variant.partition(" ")[2] for variant in _inflected(idiom, words)}
    return tuple(sorted(found - {idiom.form}))


def _inflected(idiom: Idiom, words: list[str]) -> Iterator[str]:
    yield idiom.form
    place, pos = _head(idiom, words)
    if place is None:
        return
    head = words[place]
    base = next((base for base, part in lemmas(head) if part is pos), head) if idiom.head else head
    for other in sorted({base, *inflected_words(base, pos)} - {head}):
        yield " ".join([*words[:place], other, *words[place + 1 :]])


def _head(idiom: Idiom, words: list[str]) -> tuple[int | None, PartOfSpeech]:
    if idiom.head:
        return words.index(idiom.head), PartOfSpeech.VERB
    if idiom.pos is PartOfSpeech.NOUN:
        before = next((place for place, word in enumerate(words) if place and word in _PREPOSITIONS), len(words))
        return before - 1, PartOfSpeech.NOUN
    return (0 if idiom.pos is PartOfSpeech.VERB else None), idiom.pos
