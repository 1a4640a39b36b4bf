"""Emoji and emoticons whose keywords are words of feeling."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping

from tone.build.records import Candidate
from tone.build.sources import SourceFolder
from tone.text.tokens import is_symbol, normalise

_ENTRY = re.compile(r"\{\s*description: .*?tags: \[(?P<tags>.*?)\]\s*\}", re.DOTALL)
_STRING = re.compile(r"""'(?P<single>(?:[^'\\\n]|\\.)*)'|"(?P<double>(?:[^"\\\n]|\\.)*)\"""")


def emoji_candidates(
    folder: SourceFolder, names: Mapping[str, str], accepted: Collection[str] = ()
) -> Iterator[Candidate]:
    """Give the emoji and emoticons that CLDR, emojilib or emoticon describe with a word of feeling.

    Args:
        folder: the sources.
        names: names of emotions with their keys.
        accepted: other words of feeling, those that review has accepted.

    Yields:
        One candidate a symbol, emotion and source, with the number of fitting keywords as score; without an emotion
        where only other words of feeling fit.

    Raises:
        DataError: a source is missing or not the one meant.
    """
    words = {**dict.fromkeys(accepted, ""), **names}
    for source, read in _READERS.items():
        counts: dict[tuple[str, str], int] = {}
        for symbol, keywords in read(folder):
            for keyword in keywords:
                key = words.get(keyword.lower().replace("_", " "))
                if key is not None and is_symbol(symbol) and "|" not in symbol:  # which parts the tables' lists
                    place = (normalise(symbol), key)
                    counts[place] = counts.get(place, 0) + 1
        for (symbol, key), count in sorted(counts.items()):
            yield Candidate(symbol, "", key, source, "keyword", float(count))


def descriptions_of(folder: SourceFolder) -> dict[str, tuple[str, ...]]:
    """Give what the sources say of each emoji and emoticon: name and keywords, one text a source.

    Raises:
        DataError: a source is missing or not the one meant.
    """
    found: dict[str, dict[str, None]] = {}
    for read in _READERS.values():
        for symbol, keywords in read(folder):
            if is_symbol(symbol) and keywords:
                text = ", ".join(dict.fromkeys(word.lower().replace("_", " ") for word in keywords))
                found.setdefault(normalise(symbol), {})[text] = None
    return {symbol: tuple(texts) for symbol, texts in found.items()}


def _cldr(folder: SourceFolder) -> Iterator[tuple[str, list[str]]]:
    data = json.loads(folder.file("cldr", "annotations.json").read_text("utf-8"))
    for symbol, entry in data["annotations"]["annotations"].items():
        if len(symbol) > 1 or ord(symbol) > 0x2600:  # letters and mathematical signs are annotated as well
            yield (
                symbol,
                list(dict.fromkeys(word for text in entry.get("default", ()) for word in (text, *text.split()))),
            )


def _emojilib(folder: SourceFolder) -> Iterator[tuple[str, list[str]]]:
    yield from json.loads(folder.file("emojilib", "emoji-en-US.json").read_text("utf-8")).items()


def _emoticon(folder: SourceFolder) -> Iterator[tuple[str, list[str]]]:
    """Read a list written in JavaScript: objects of strings and of lists of strings."""
    text = folder.file("emoticon", "index.js").read_text("utf-8")
    for entry in _ENTRY.finditer(text):
        listed = re.search(r"emoticons: \[(.*?)\],\n", entry[0], re.DOTALL)
        described = _strings(entry[0][: entry[0].index("\n    emoji")])
        keywords = [*_strings(entry["tags"]), *(word for text in described for word in text.split())]
        for symbol in _strings(listed[1] if listed else ""):
            yield symbol, keywords


def _strings(script: str) -> list[str]:
    found = (match["single"] or match["double"] or "" for match in _STRING.finditer(script))
    return [re.sub(r"\\(.)", r"\1", text) for text in found]


_READERS = {"cldr": _cldr, "emojilib": _emojilib, "emoticon": _emoticon}
