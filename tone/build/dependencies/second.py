"""A second maintainer judges a sample of decided links without seeing the decisions; how far the two agree."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from tone.build.dependencies.claims import Ends, Proposal
from tone.build.dependencies.review import LinkDecision, LinkSheetRow, Ruling
from tone.errors import Problem, TableError
from tone.evaluate.agreement import cohen_kappa
from tone.model import LinkKind
from tone.tables import FIRST_ROW, FULL_LIST, NOTE, TEXT, Table, choice


@dataclass(frozen=True, slots=True)
class SecondRuling:
    """One row of ``vocab/link_sample.tsv``: a link that two maintainers judged apart.

    Attributes:
        kind: which of the three.
        subjects: keys, as in ``vocab/link_decisions.tsv``.
        objects: keys, as in ``vocab/link_decisions.tsv``.
        first: the ruling that stood when the sample was drawn.
        second: the ruling of the one who had not seen it.
        curator: the second.
        reason: the second's, in a few words; may be "".
    """

    kind: LinkKind
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    first: Ruling
    second: Ruling
    curator: str
    reason: str


SECOND_RULINGS: Table[SecondRuling] = Table(
    SecondRuling,
    {
        "kind": choice(LinkKind),
        "subjects": FULL_LIST,
        "objects": FULL_LIST,
        "first": choice(Ruling),
        "second": choice(Ruling),
        "curator": TEXT,
        "reason": NOTE,
    },
    attrgetter("kind", "subjects", "objects"),
)


@dataclass(frozen=True, slots=True)
class LinkAgreement:
    """How far two maintainers agree on a sample, half of which the first accepted.

    Attributes:
        kind: the kind of link; None for all.
        links: how many both judged.
        same: share of links with the same ruling, 0 to 1.
        kappa: Cohen's kappa; None where all rulings are the same.
        vetoed: how many the first accepted and the second would veto.
        accepted: how many the first vetoed and the second would accept.
    """

    kind: LinkKind | None
    links: int
    same: float
    kappa: float | None
    vetoed: int
    accepted: int


def draw(
    decisions: Iterable[LinkDecision], proposals: Mapping[Ends, Proposal], count: int, *, seed: int
) -> list[Proposal]:
    """Draw links for a second judgement: of each kind as many accepted as vetoed ones, all in random order.

    Args:
        decisions: all decisions.
        proposals: the proposals by ends.
        count: how many accepted, and how many vetoed ones of each kind, where there are as many.
        seed: of the random generator; the same seed draws the same links.
    """
    generator = random.Random(seed)  # noqa: S311 - a sample, no secret
    chosen: list[Ends] = []
    found = [decision for decision in decisions if decision.ends in proposals]
    for kind in LinkKind:
        for ruling in Ruling:
            own = sorted((d.ends for d in found if d.kind is kind and d.ruling is ruling), key=str)
            chosen += generator.sample(own, min(count, len(own)))
    generator.shuffle(chosen)
    return [proposals[ends] for ends in chosen]


def compare(
    rows: Sequence[LinkSheetRow], decisions: Iterable[LinkDecision], *, curator: str, source: Path | str
) -> list[SecondRuling]:
    """Put a second maintainer's rulings beside those that stand; rows left open are passed over.

    Args:
        rows: the filled-in sheet.
        decisions: all decisions.
        curator: who filled it in.
        source: where the rows come from, named in errors.

    Raises:
        TableError: a row is a link that nobody has decided on; all are listed.
    """
    standing = {decision.ends: decision.ruling for decision in decisions}
    problems, found = [], []
    for number, row in enumerate(rows, start=FIRST_ROW):
        ends = (row.kind, row.subjects, row.objects)
        if ends not in standing:
            problems.append(Problem(number, "subjects", "nobody has decided on this link; draw the sample again"))
        elif row.ruling is not None:
            found.append(SecondRuling(*ends, standing[ends], row.ruling, curator, row.reason))
    if problems:
        raise TableError(source, problems)
    return found


def agreements(rulings: Sequence[SecondRuling]) -> list[LinkAgreement]:
    """Compare the two for each kind, and for all.

    Args:
        rulings: the sample.

    Returns:
        One row a kind that occurs, and one for all; none without a sample.
    """
    groups = [(kind, [ruling for ruling in rulings if ruling.kind is kind]) for kind in LinkKind]
    return [_agreement(kind, own) for kind, own in (*groups, (None, list(rulings))) if own]


def _agreement(kind: LinkKind | None, rulings: Sequence[SecondRuling]) -> LinkAgreement:
    ours, theirs = [ruling.first.value for ruling in rulings], [ruling.second.value for ruling in rulings]
    pairs = list(zip(ours, theirs, strict=True))
    return LinkAgreement(
        kind=kind,
        links=len(rulings),
        same=sum(one == other for one, other in pairs) / len(pairs),
        kappa=round(cohen_kappa(ours, theirs), 4) if len({*ours, *theirs}) > 1 else None,
        vetoed=pairs.count((Ruling.ACCEPT.value, Ruling.REJECT.value)),
        accepted=pairs.count((Ruling.REJECT.value, Ruling.ACCEPT.value)),
    )
