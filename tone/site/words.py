"""Words and sources, as pages and the search index show them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tone.emotion import Emotion
from tone.errors import DataError
from tone.literature import LITERATURE
from tone.model import Entry, PartOfSpeech, Status
from tone.site.addresses import emotion_page, term_page
from tone.site.schema import Term
from tone.tables import read_bytes

if TYPE_CHECKING:
    from tone.kb import KnowledgeBase
    from tone.resources import DataFolder

PARTS_OF_SPEECH = {
    PartOfSpeech.NOUN: "Nouns",
    PartOfSpeech.ADJECTIVE: "Adjectives",
    PartOfSpeech.VERB: "Verbs",
    PartOfSpeech.ADVERB: "Adverbs",
    PartOfSpeech.INTERJECTION: "Interjections",
    PartOfSpeech.PHRASE: "Phrases",
    PartOfSpeech.SYMBOL: "Emoji and emoticons",
}
"""The headings of words, in the order of a page."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source of words, or a work that links cite.

    Attributes:
        key: as it is cited.
        title: what it is.
        detail: citation, version, licence or DOI.
        words: how many entries come from it.
        url: where it is found; "" where no address is known.
    """

    key: str
    title: str
    detail: str
    words: int = 0
    url: str = ""


def words_of(emotion: Emotion) -> dict[str, list[Entry]]:
    """Give the entries in use of an emotion by heading, the strongest first; headings without entries are left out."""
    grouped: dict[str, list[Entry]] = {}
    for pos, heading in PARTS_OF_SPEECH.items():
        entries = [entry for entry in emotion.entries(pos=pos) if entry.status is Status.ACCEPTED]
        if entries:
            grouped[heading] = sorted(entries, key=lambda entry: (-entry.weight, entry.form))
    return grouped


def sources_of(kb: KnowledgeBase, folder: DataFolder | None) -> list[Cited]:
    """Give the sources of words that are used, those that ``vocab/sources.toml`` describes first.

    Raises:
        DataError: the file is no TOML.
    """
    used = Counter(source for entry in kb.lexicon.entries for source in entry.sources)
    described: dict[str, dict[str, Any]] = {}
    if folder is not None and folder.sources.exists():
        if sys.version_info >= (3, 11):
            import tomllib
        else:
            import tomli as tomllib
        try:
            described = tomllib.loads(read_bytes(folder.sources).decode("utf-8"))
        except ValueError as error:
            raise DataError(f"{folder.sources} is no TOML: {error}") from error
    found = [
        Cited(key, row["title"], f"{row['citation']} Version {row['version']}; {row['licence']}.", used[key])
        for key, row in described.items()
    ]
    rest = sorted(used.keys() - described.keys())
    return [*found, *(Cited(key, key, "TONE's own, CC BY 4.0.", used[key]) for key in rest)]


def works_of(folder: DataFolder | None) -> list[Cited]:
    """Give the works that links may cite.

    Raises:
        TableError: their table is at fault.
    """
    if folder is None or not folder.literature.exists():
        return []
    return [
        Cited(work.key, work.key, work.citation, url=f"https://doi.org/{work.doi}" if work.doi else "")
        for work in LITERATURE.read(folder.literature)
    ]


def search_index(kb: KnowledgeBase, terms: Iterable[Term]) -> bytes:
    """Give all that the search knows, as a script that works without a server.

    Args:
        kb: the knowledge base.
        terms: the terms of its schema.

    Returns:
        JavaScript that sets ``toneIndex``: pages as [path, name, detail, other names], and forms of words as
        [form, numbers of the pages of their emotions].
    """
    emotions: Sequence[Emotion] = kb.emotions()
    numbers = {emotion.key: number for number, emotion in enumerate(emotions)}
    pages = [
        [emotion_page(emotion.name), emotion.qualified_label, emotion.key, [emotion.adjective, *emotion.aliases]]
        for emotion in emotions
    ]
    pages += [[term_page(term.name), f"tone:{term.name}", term.kind, [term.label]] for term in terms]
    forms: dict[str, set[int]] = {}
    for entry in kb.lexicon.entries:
        if entry.status is Status.ACCEPTED:
            for form in entry.forms:
                forms.setdefault(form, set()).add(numbers[entry.emotion])
    words = [[form, sorted(held)] for form, held in sorted(forms.items())]
    content = json.dumps({"pages": pages, "words": words}, ensure_ascii=False, separators=(",", ":"))
    return f"toneIndex={content};\n".encode()
