"""Coverage: what share of texts holds a mention of the vocabulary at all."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tone.errors import DataError
from tone.lexicon import Lexicon
from tone.tables import COUNT, TEXT, Table
from tone.text.tokens import tokenise

NEUTRAL = "neutral"
"""The label of texts that speak of no emotion."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One row of ``vocab/coverage.tsv``: how many rows of a labelled set hold a mention.

    Attributes:
        name: the set.
        kind: "emotional", or "neutral" for rows whose only label is neutral.
        rows: how many there are.
        covered: how many of them hold a mention.
    """

    name: str
    kind: str
    rows: int
    covered: int


COVERAGE: Table[Coverage] = Table(
    Coverage, {"name": TEXT, "kind": TEXT, "rows": COUNT, "covered": COUNT}, attrgetter("name", "kind")
)


def has_mention(lexicon: Lexicon, text: str) -> bool:
    """Tell whether a text holds a form of the lexicon, negated or not."""
    tokens = tokenise(text)
    return any(lexicon.phrases.longest(text, tokens, at) for at in range(len(tokens)))


def measure(lexicon: Lexicon, name: str, rows: Iterable[tuple[str, Sequence[str]]]) -> list[Coverage]:
    """Count the rows of a set that hold a mention; of the labels only whether they say neutral is used.

    Args:
        lexicon: the words.
        name: what the set is called.
        rows: texts with their labels.

    Returns:
        One count for the emotional rows, and one for the neutral ones where there are any.
    """
    counts = {"emotional": [0, 0], NEUTRAL: [0, 0]}
    for text, labels in rows:
        count = counts[NEUTRAL if set(labels) == {NEUTRAL} else "emotional"]
        count[0] += 1
        count[1] += has_mention(lexicon, text)
    return [Coverage(name, kind, *count) for kind, count in counts.items() if count[0]]


def read_labelled(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read a set in JSON Lines, gzipped or not: objects with ``text`` and ``labels``.

    Yields:
        Each text with its labels.

    Raises:
        DataError: the file cannot be read, or a row lacks text or labels.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    row = json.loads(line)
                    yield str(row["text"]), tuple(map(str, row["labels"]))
                except (ValueError, KeyError, TypeError) as error:
                    raise DataError(f'{path}, row {number}: expected {{"text": ..., "labels": [...]}}') from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read {path}: {error}") from error
