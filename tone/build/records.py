"""The rows and tables of the vocabulary pipeline: candidates, verdicts, decisions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from tone.tables import LIST, NOTE, TEXT, Column, Table, choice


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of ``vocab/candidates.tsv.gz``.

    Attributes:
        form: the word or phrase, in lower case.
        pos: its part of speech as the source has it, "" if it does not say.
        emotion: key of the emotion whose name the source joins it with, "" if it names none.
        source: key of the source in ``vocab/sources.toml``.
        relation: how the source joins them.
        score: how often it does, above 0.
        lemma: base form of a single word, the form itself where it is one, or a phrase; "" until it is looked up.
    """

    form: str
    pos: str
    emotion: str
    source: str
    relation: str
    score: float
    lemma: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of ``vocab/overlap.tsv.gz``: what the machine says of a form; a proposal that review decides on.

    Attributes:
        form: the form.
        emotion: key of the best emotion.
        similarity: its similarity, without what the sources' claims add; a cosine.
        score: its score.
        runner_up: key of the second best.
        margin: how far the second best is behind in score.
        others: keys of the third to fifth best.
        claims: weight of the claims that the sources make for the best.
        gloss: the gloss that was nearest, "" if WordNet has none.
        veto: why the machine would reject the form, "" if it would not.
    """

    form: str
    emotion: str
    similarity: float
    score: float
    runner_up: str
    margin: float
    others: tuple[str, ...]
    claims: float
    gloss: str
    veto: str


class Verb(str, Enum):
    """What a curator decides on a form."""

    ACCEPT = "accept"
    REJECT = "reject"
    MOVE = "move"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of ``vocab/decisions.tsv``: what a curator decided on a form, when and why.

    Attributes:
        form: the form.
        verb: accept the machine's emotion, reject the form, move it to another emotion, or split it over several.
        emotions: keys of the emotions that the form then speaks of, none if rejected.
        curator: who decided.
        date: when, as in 2026-11-21.
        round: in which round; judgements of one round are made without seeing each other, "final" adjudicates.
        reason: why, in a few words; may be "".
    """

    form: str
    verb: Verb
    emotions: tuple[str, ...]
    curator: str
    date: str
    round: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a review sheet: the machine's proposal, and cells for a curator to fill in.

    Attributes:
        form: the form.
        gloss: what it means; may be "".
        emotion: key of the machine's emotion.
        runner_up: key of its second best.
        others: keys of its third to fifth best.
        veto: why the machine would reject it; may be "".
        verb: the curator's decision; None if the row is left open.
        emotions: keys that the curator names, for move and split.
        reason: why, in a few words; may be "".
    """

    form: str
    gloss: str
    emotion: str
    runner_up: str
    others: tuple[str, ...]
    veto: str
    verb: Verb | None
    emotions: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Curator:
    """One row of ``vocab/curators.tsv``: who may decide.

    Attributes:
        name: the name that decisions carry.
        role: what they are to the project.
    """

    name: str
    role: str


def _verb(cell: str) -> Verb | None:
    if cell and cell not in {verb.value for verb in Verb}:
        raise ValueError(f"{cell!r} is not one of {', '.join(verb.value for verb in Verb)}, or empty")
    return Verb(cell) if cell else None


def _positive(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number") from None
    if not 0 < number < float("inf"):
        raise ValueError(f"{cell} is not above 0")
    return number


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is not a number") from None


def _date(cell: str) -> str:
    try:
        return datetime.date.fromisoformat(cell).isoformat()
    except ValueError:
        raise ValueError(f"{cell!r} is not a date; expected one as in 2026-11-21") from None


DATE = Column(_date)
"""A date, as in 2026-11-21."""

_NUMBER = Column(_number, lambda number: format(number, ".6g"))

CANDIDATES: Table[Candidate] = Table(
    Candidate,
    {
        "form": TEXT,
        "pos": NOTE,
        "emotion": NOTE,
        "source": TEXT,
        "relation": TEXT,
        "score": Column(_positive, lambda number: format(number, ".6g")),
        "lemma": NOTE,
    },
    attrgetter("form", "pos", "emotion", "source", "relation"),
)

VERDICTS: Table[Verdict] = Table(
    Verdict,
    {
        "form": TEXT,
        "emotion": TEXT,
        "similarity": _NUMBER,
        "score": _NUMBER,
        "runner_up": TEXT,
        "margin": _NUMBER,
        "others": LIST,
        "claims": _NUMBER,
        "gloss": NOTE,
        "veto": NOTE,
    },
    attrgetter("form"),
)

DECISIONS: Table[Decision] = Table(
    Decision,
    {
        "form": TEXT,
        "verb": choice(Verb),
        "emotions": LIST,
        "curator": TEXT,
        "date": DATE,
        "round": TEXT,
        "reason": NOTE,
    },
    attrgetter("form", "round", "curator"),
)

SHEET: Table[SheetRow] = Table(
    SheetRow,
    {
        "form": TEXT,
        "gloss": NOTE,
        "emotion": TEXT,
        "runner_up": TEXT,
        "others": LIST,
        "veto": NOTE,
        "verb": Column(_verb, lambda verb: verb.value if verb else ""),
        "emotions": LIST,
        "reason": NOTE,
    },
    lambda _: 0,  # a sheet keeps the order of the queue
)

CURATORS: Table[Curator] = Table(Curator, {"name": TEXT, "role": TEXT}, attrgetter("name"))
