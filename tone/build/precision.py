"""Precision: a random sample of accepted entries, judged against the definitions of their emotions."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from tone.errors import ToneError
from tone.model import Entry, PartOfSpeech, Status
from tone.tables import NOTE, TEXT, Column, Table, choice


class Judgement(str, Enum):
    """How well an entry fits the definition of its emotion."""

    NODE = "node"
    BRANCH = "branch"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One row of ``vocab/precision.tsv``: an entry, and whether it is right.

    Attributes:
        form: the entry's form.
        pos: its part of speech.
        emotion: key of its emotion.
        judgement: right node, right branch only (another emotion under the same primary), or wrong; None while open.
        curator: who judged, seeing form, part of speech and definition, and neither score, source nor decision.
        reason: why not the node; may be "".
    """

    form: str
    pos: PartOfSpeech
    emotion: str
    judgement: Judgement | None
    curator: str
    reason: str


def _judgement(cell: str) -> Judgement | None:
    if cell and cell not in {judgement.value for judgement in Judgement}:
        raise ValueError(f"{cell!r} is not one of node, branch, wrong, or empty")
    return Judgement(cell) if cell else None


PRECISION: Table[SampleRow] = Table(
    SampleRow,
    {
        "form": TEXT,
        "pos": choice(PartOfSpeech),
        "emotion": TEXT,
        "judgement": Column(_judgement, lambda judgement: judgement.value if judgement else ""),
        "curator": NOTE,
        "reason": NOTE,
    },
    attrgetter("form", "pos", "emotion"),
)


def sample(entries: Iterable[Entry], count: int, *, seed: int) -> list[SampleRow]:
    """Draw entries at random, each with the same chance, whatever its tier.

    Args:
        entries: the entries; deprecated ones are passed over.
        count: how many.
        seed: of the random generator; the same seed and entries give the same sample.

    Returns:
        The rows, open, sorted.

    Raises:
        ToneError: there are fewer entries.
    """
    pool = sorted(
        (entry for entry in entries if entry.status is Status.ACCEPTED), key=attrgetter("form", "pos", "emotion")
    )
    if len(pool) < count:
        raise ToneError(f"cannot draw {count} of {len(pool)} entries; ask for fewer")
    drawn = random.Random(seed).sample(pool, count)  # noqa: S311 - no secret depends on it
    return sorted(
        (SampleRow(entry.form, entry.pos, entry.emotion, None, "", "") for entry in drawn), key=PRECISION.sort_key
    )


def shares(rows: Sequence[SampleRow]) -> dict[str, tuple[int, int]]:
    """Count what is right.

    Args:
        rows: the judged sample; open rows are passed over.

    Returns:
        "right node" and "right branch" (which right nodes are as well), each with how many of how many.
    """
    judged = [row.judgement for row in rows if row.judgement is not None]
    nodes = sum(judgement is Judgement.NODE for judgement in judged)
    branches = sum(judgement is not Judgement.WRONG for judgement in judged)
    return {"right node": (nodes, len(judged)), "right branch": (branches, len(judged))}
