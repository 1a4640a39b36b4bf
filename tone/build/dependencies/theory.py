"""Published theory as cited facts: which emotions a work says are felt together, or follow each other.

``vocab/theory.tsv`` is kept by hand. A name that the tree lacks stands for the emotion under which the reviewed
vocabulary files it (trust: affection; anticipation: eagerness; awe: amazement), and the row says that its fit is near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path

from tone.build.dependencies.claims import Claim, Ends
from tone.build.dependencies.parameters import THEORY
from tone.errors import Problem, TableError
from tone.model import LinkKind
from tone.tables import FIRST_ROW, FULL_LIST, TEXT, Table, choice


class Fit(str, Enum):
    """How far the emotions of the tree are those that the work speaks of."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class TheoryRow:
    """One row of ``vocab/theory.tsv``.

    Attributes:
        kind: composed_of or plus_leads_to.
        subjects: keys: the whole, or the two operands.
        objects: keys: the parts, or the result.
        work: key of the work in ``vocab/literature.tsv``.
        fit: whether the emotions are those of the work, or near them.
        statement: what the work says, in our words, and where.
    """

    kind: LinkKind
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    work: str
    fit: Fit
    statement: str


TABLE: Table[TheoryRow] = Table(
    TheoryRow,
    {
        "kind": choice(LinkKind),
        "subjects": FULL_LIST,
        "objects": FULL_LIST,
        "work": TEXT,
        "fit": choice(Fit),
        "statement": TEXT,
    },
    attrgetter("kind", "subjects", "objects", "work"),
)


def read_theory(path: Path, emotions: Container[str], works: Container[str]) -> tuple[TheoryRow, ...]:
    """Read ``vocab/theory.tsv``.

    Args:
        path: the table.
        emotions: the keys that exist.
        works: the works that may be cited.

    Raises:
        TableError: a row is at fault; all are listed with row and column.
    """
    rows = TABLE.read(path)
    problems = [
        problem for row, found in enumerate(rows, start=FIRST_ROW) for problem in _faults(found, row, emotions, works)
    ]
    if problems:
        raise TableError(path, problems)
    return rows


def _faults(found: TheoryRow, row: int, emotions: Container[str], works: Container[str]) -> Iterator[Problem]:
    for column, keys in (("subjects", found.subjects), ("objects", found.objects)):
        for key in keys:
            if key not in emotions:
                yield Problem(row, column, f"no emotion has the key {key!r}")
    if found.work not in works:
        yield Problem(row, "work", f"{found.work!r} is no work of vocab/literature.tsv")
    ends = {
        LinkKind.COMPOSED_OF: len(found.subjects) == 1 and len(found.objects) > 1,
        LinkKind.PLUS_LEADS_TO: len(found.subjects) == 2 and len(found.objects) == 1,
    }
    if not ends.get(found.kind):
        count = f"{len(found.subjects)} subjects and {len(found.objects)} objects"
        yield Problem(row, "kind", f"{found.kind.value} with {count}: a whole has parts, two operands have a result")
    if set(found.subjects) & set(found.objects):
        yield Problem(row, "objects", "an emotion stands on both sides")


def from_theory(rows: Iterable[TheoryRow]) -> Iterator[Claim]:
    """Claim what published works say: by the method ``dyads`` what Plutchik does, by ``theory`` all else.

    The score is 1 for an exact fit and `THEORY.near` for a near one. Compositions with a part below their whole, which
    would tell the tree again, are left out.

    Args:
        rows: the table.

    Yields:
        One claim a link and method; works that say the same are evidence together.
    """
    found: dict[tuple[Ends, str], list[TheoryRow]] = defaultdict(list)
    for row in rows:
        below = any(key.startswith(f"{row.subjects[0]}/") for key in row.objects)
        if not (row.kind is LinkKind.COMPOSED_OF and below):
            method = "dyads" if row.work in THEORY.dyads else "theory"
            found[(row.kind, row.subjects, row.objects), method].append(row)
    for (ends, method), said in sorted(found.items()):
        score = max(1.0 if row.fit is Fit.EXACT else THEORY.near for row in said)
        yield Claim(ends, method, score, tuple(sorted(f"{row.work}: {row.statement}" for row in said)))
