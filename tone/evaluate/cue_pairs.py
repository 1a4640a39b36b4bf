"""The pairs of the cue suite: what they hold, and how they are read."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path

from tone.errors import Problem, TableError
from tone.tables import FIRST_ROW, NOTE, TEXT, Table, choice


class CueGroup(Enum):
    """What the texts of a pair differ in."""

    NEGATION = "negation"
    SCOPE = "scope"
    INTENSITY = "intensity"
    CONTRAST = "contrast"
    HYPOTHETICAL = "hypothetical"
    EMOJI = "emoji"
    MARKUP = "markup"
    PHRASES = "phrases"
    NEUTRAL = "neutral"
    EXPERIENCER = "experiencer"
    MIXED = "mixed"


class Expect(Enum):
    """What the second text's answer is, held against the first one's.

    The score of the pair's emotion must be above 0 in the first text. A text is answered with an emotion if the
    answer is that emotion or lies below it.
    """

    LOWER = "lower"
    """The score falls, by more than `cues.DIRECTION`."""
    HIGHER = "higher"
    """The score rises, by more than `cues.DIRECTION`."""
    SAME = "same"
    """The scores differ by no more than `cues.SAME` of the larger."""
    GONE = "gone"
    """The first is answered with the emotion, the second is not, and has at most `cues.GONE` of its score."""
    KEPT = "kept"
    """Both are answered with the emotion."""
    TURNED = "turned"
    """The first is answered with the emotion, the second with the other one."""
    NONE = "none"
    """The first is answered with the emotion, and of the second the classifier abstains."""
    MIXED = "mixed"
    """The first is answered with the emotion and does not mix both; in the second, the weaker has at least `cues.MIXED`
    of the stronger."""


WITH_OTHER = frozenset({Expect.TURNED, Expect.MIXED})
"""What is expected of two emotions."""


@dataclass(frozen=True, slots=True)
class CuePair:
    """One row of ``vocab/cue_pairs.tsv``.

    Attributes:
        id: group and number, as in "negation-01".
        group: what the texts differ in.
        first: the text that speaks of the emotion.
        second: the text that is held against it.
        emotion: key of the emotion.
        expect: how the answer should change.
        other: key of the second emotion, if `expect` is of two; else "".
    """

    id: str
    group: CueGroup
    first: str
    second: str
    emotion: str
    expect: Expect
    other: str


CUE_PAIRS: Table[CuePair] = Table(
    CuePair,
    {
        "id": TEXT,
        "group": choice(CueGroup),
        "first": TEXT,
        "second": TEXT,
        "emotion": TEXT,
        "expect": choice(Expect),
        "other": NOTE,
    },
    attrgetter("id"),
)


def read_pairs(path: Path, known: Container[str]) -> tuple[CuePair, ...]:
    """Read a suite.

    Args:
        path: a table in the layout of ``vocab/cue_pairs.tsv``.
        known: the keys of emotions that pairs may name, as a knowledge base holds them.

    Returns:
        The pairs, in file order.

    Raises:
        DataError: the file cannot be read.
        TableError: cells do not parse, ids repeat, the texts of a pair do not differ, or an emotion is unknown,
            missing, or one too many.
    """
    pairs = CUE_PAIRS.read(path)
    if problems := list(_problems(pairs, known)):
        raise TableError(path, problems)
    return pairs


def _problems(pairs: Sequence[CuePair], known: Container[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row, pair in enumerate(pairs, start=FIRST_ROW):
        if pair.id in seen:
            yield Problem(row, "id", f"{pair.id!r} stands in an earlier row; give each pair an id of its own")
        seen.add(pair.id)
        if pair.first == pair.second:
            yield Problem(row, "second", "the same as the first text; the texts of a pair differ")
        for column, key in (("emotion", pair.emotion), ("other", pair.other)):
            if key and key not in known:
                yield Problem(row, column, f"no emotion {key!r}; give a key, as joy or joy/relief")
        if (pair.expect in WITH_OTHER) is not bool(pair.other):
            wanted = "names a second emotion" if pair.expect in WITH_OTHER else "is of one emotion, leave this empty"
            yield Problem(row, "other", f"{pair.other!r}, but what is {pair.expect.value} {wanted}")
