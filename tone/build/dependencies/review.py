"""Review of links: the machine proposes, maintainers accept or veto, and no machine overwrites a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path

from tone.build.dependencies.claims import Ends, Proposal
from tone.build.dependencies.parameters import CANDIDATES, REVIEW
from tone.build.records import DATE
from tone.errors import DataError, Problem, TableError, ToneError
from tone.literature import OWN
from tone.model import Link, LinkKind, Status
from tone.tables import FIRST_ROW, FRACTION, FULL_LIST, LIST, NOTE, TEXT, Column, Table, choice


class Ruling(str, Enum):
    """What a curator decides on a proposed link."""

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """One row of ``vocab/link_decisions.tsv``.

    Attributes:
        kind: which of the three.
        subjects: keys: one opposite, the whole, or the two operands.
        objects: keys: the other opposite, the parts, or the result.
        ruling: whether the link is accepted or rejected.
        curator: who decided.
        date: when, as in 2026-11-21.
        reason: why.
    """

    kind: LinkKind
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    ruling: Ruling
    curator: str
    date: str
    reason: str

    @property
    def ends(self) -> Ends:
        """The link."""
        return self.kind, self.subjects, self.objects


@dataclass(frozen=True, slots=True)
class LinkSheetRow:
    """One row of a review sheet: a proposal, and cells for a curator to fill in.

    Attributes:
        kind: which of the three.
        subjects: keys, as in `LinkDecision`.
        objects: keys, as in `LinkDecision`.
        confidence: how sure the methods are together.
        evidence: what they found.
        ruling: the curator's decision; None if the row is left open.
        reason: why; a veto needs one.
    """

    kind: LinkKind
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    confidence: float
    evidence: tuple[str, ...]
    ruling: Ruling | None
    reason: str


def _ruling(cell: str) -> Ruling | None:
    if cell and cell not in {ruling.value for ruling in Ruling}:
        raise ValueError(f"{cell!r} is not one of {', '.join(ruling.value for ruling in Ruling)}, or empty")
    return Ruling(cell) if cell else None


LINK_DECISIONS: Table[LinkDecision] = Table(
    LinkDecision,
    {
        "kind": choice(LinkKind),
        "subjects": FULL_LIST,
        "objects": FULL_LIST,
        "ruling": choice(Ruling),
        "curator": TEXT,
        "date": DATE,
        "reason": NOTE,
    },
    attrgetter("kind", "subjects", "objects"),
)

LINK_SHEET: Table[LinkSheetRow] = Table(
    LinkSheetRow,
    {
        "kind": choice(LinkKind),
        "subjects": FULL_LIST,
        "objects": FULL_LIST,
        "confidence": FRACTION,
        "evidence": LIST,
        "ruling": Column(_ruling, lambda ruling: ruling.value if ruling else ""),
        "reason": NOTE,
    },
    lambda _: 0,  # a sheet keeps the order of the queue
)


def candidates(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Give the proposals that are sure enough for maintainers to read, by `parameters.CANDIDATES`."""
    return [proposal for proposal in proposals if proposal.confidence >= CANDIDATES[proposal.kind]]


def waiting(proposals: Iterable[Proposal], decided: Collection[Ends]) -> list[Proposal]:
    """Give the candidates that nobody has decided on, the surest of each kind first."""
    found = [proposal for proposal in candidates(proposals) if proposal.ends not in decided]
    return sorted(found, key=lambda proposal: (proposal.kind, -proposal.confidence, proposal.ends))


def sheet_of(proposals: Iterable[Proposal]) -> list[LinkSheetRow]:
    """Give the rows of a sheet that a curator fills in."""
    return [LinkSheetRow(*p.ends, p.confidence, p.evidence, None, "") for p in proposals]


def decisions_of(rows: Iterable[LinkSheetRow], *, curator: str, date: str) -> list[LinkDecision]:
    """Read the decisions off a filled-in sheet; rows left open give none.

    Args:
        rows: the sheet.
        curator: who filled it in.
        date: when, as in 2026-11-21.
    """
    return [
        LinkDecision(row.kind, row.subjects, row.objects, row.ruling, curator, date, row.reason)
        for row in rows
        if row.ruling is not None
    ]


def merge(kept: Sequence[LinkDecision], new: Iterable[LinkDecision]) -> tuple[LinkDecision, ...]:
    """Add decisions to those kept.

    Raises:
        ToneError: a link was decided on before, and differently; nothing is overwritten.
    """
    known = {decision.ends: decision for decision in kept}
    merged = list(kept)
    for decision in new:
        before = known.setdefault(decision.ends, decision)
        if before is decision:
            merged.append(decision)
        elif before.ruling is not decision.ruling:
            name = f"{' + '.join(decision.subjects)} {decision.kind.value} {' + '.join(decision.objects)}"
            raise ToneError(
                f"{before.curator} decided {before.ruling.value} on {name}; correct vocab/link_decisions.tsv by hand"
            )
    return tuple(merged)


def find_problems(
    decisions: Sequence[LinkDecision], proposals: Mapping[Ends, Proposal], curators: Collection[str]
) -> Iterator[Problem]:
    """Find decisions that cannot stand.

    Args:
        decisions: the rows of ``vocab/link_decisions.tsv``.
        proposals: what the machine proposes; only what it proposes can be accepted.
        curators: those who may decide.

    Yields:
        One problem a fault, with row and column.
    """
    first_rows: dict[Ends, int] = {}
    wholes: dict[tuple[str, ...], int] = {}
    for row, decision in enumerate(decisions, start=FIRST_ROW):
        first = first_rows.setdefault(decision.ends, row)
        if first != row:
            yield Problem(row, "subjects", f"the same link is decided on in row {first}")
        if decision.curator not in curators:
            yield Problem(row, "curator", f"{decision.curator!r} is no curator")
        if decision.ruling is Ruling.REJECT:
            if not decision.reason:
                yield Problem(row, "reason", "a veto needs its reason")
            continue
        if decision.ends not in proposals:
            yield Problem(row, "objects", "no method proposes this link; only what is proposed can be accepted")
        if decision.kind is LinkKind.COMPOSED_OF:
            other = wholes.setdefault(decision.subjects, row)
            if other != row:
                message = (
                    f"{decision.subjects[0]} is composed already in row {other}; accept one composition of a whole"
                )
                yield Problem(row, "subjects", message)


def release(
    decisions: Sequence[LinkDecision], proposals: Iterable[Proposal], curators: Collection[str], *, source: Path | str
) -> list[Link]:
    """Turn accepted proposals into links.

    The maintainer who accepts is one witness more: the confidence c of the methods becomes ``1 - (1 - c)(1 - r)`` with
    r of `REVIEW.reliability`. The reason given joins the evidence.

    Args:
        decisions: all decisions.
        proposals: all proposals.
        curators: those who may decide.
        source: where the decisions come from, named in errors.

    Returns:
        The links; a composition gives one link a part.

    Raises:
        TableError: a decision cannot stand; all are listed with row and column.
        DataError: candidates wait for a decision.
    """
    ordered = sorted(decisions, key=LINK_DECISIONS.sort_key)
    by_ends = {proposal.ends: proposal for proposal in proposals}
    problems = list(find_problems(ordered, by_ends, curators))
    if problems:
        raise TableError(source, problems)
    undecided = waiting(by_ends.values(), {decision.ends for decision in ordered})
    if undecided:
        raise DataError(f"{len(undecided)} candidate links wait for a decision: tone review links next")
    return [
        link
        for decision in ordered
        if decision.ruling is Ruling.ACCEPT
        for link in _links(decision, by_ends[decision.ends])
    ]


def _links(decision: LinkDecision, proposal: Proposal) -> Iterator[Link]:
    confidence = round(1 - (1 - proposal.confidence) * (1 - REVIEW.reliability), 3)
    reason = {f"{OWN}: {decision.reason}"} if decision.reason else set()
    evidence = tuple(sorted({*proposal.evidence, *reason}))
    for target in decision.objects:
        yield Link(
            kind=decision.kind,
            subjects=decision.subjects,
            object=target,
            confidence=confidence,
            justification=REVIEW.justification,
            status=Status.ACCEPTED,
            methods=proposal.methods,
            evidence=evidence,
            curator=decision.curator,
        )


def acceptance(
    proposals: Iterable[Proposal], decisions: Iterable[LinkDecision]
) -> dict[tuple[LinkKind, str], tuple[int, int, int]]:
    """Count what maintainers made of the candidates, for each kind as a whole and by method.

    Args:
        proposals: all proposals.
        decisions: all decisions.

    Returns:
        By kind and method ("any" for all of a kind): how many candidates are accepted, vetoed, and undecided.
    """
    rulings = {decision.ends: decision.ruling for decision in decisions}
    counts: dict[tuple[LinkKind, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for proposal in candidates(proposals):
        place = {Ruling.ACCEPT: 0, Ruling.REJECT: 1}.get(rulings.get(proposal.ends), 2)  # type: ignore[arg-type]
        for method in ("any", *proposal.methods):
            counts[proposal.kind, method][place] += 1
    order = sorted(counts, key=lambda key: (key[0].value, key[1] != "any", key[1]))
    return {key: (counts[key][0], counts[key][1], counts[key][2]) for key in order}
