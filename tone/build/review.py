"""Review: maintainers decide on what the machine proposes; a machine never overwrites a decision.

``vocab/decisions.tsv`` keeps every decision of every curator. A form is settled once its curators agree, or one
decision of the round ``final`` adjudicates; rejected forms stay rejected, whatever is proposed later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tone.build.records import Decision, SheetRow, Verb, Verdict
from tone.errors import Problem, TableError, ToneError
from tone.evaluate.agreement import cohen_kappa, krippendorff_alpha
from tone.model import Tier
from tone.tables import FIRST_ROW

FINAL = "final"
"""The round in which disagreement is adjudicated; its decision stands against all others."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a curator is asked.

    Attributes:
        verdict: the machine's proposal.
        priority: how much hangs on the answer; the queue is ordered by it.
    """

    verdict: Verdict
    priority: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two curators agree on the forms that both judged in the same round.

    Attributes:
        curators: the two, in alphabetical order.
        forms: how many forms both judged.
        observed: share of forms with the same answer, 0 to 1.
        kappa: Cohen's kappa; None where all answers are the same.
        alpha: Krippendorff's alpha, nominal; None where all answers are the same.
    """

    curators: tuple[str, str]
    forms: int
    observed: float
    kappa: float | None
    alpha: float | None


def find_problems(
    decisions: Sequence[Decision], forms: Container[str], emotions: Container[str], curators: Container[str]
) -> Iterator[Problem]:
    """Find decisions that cannot stand.

    Args:
        decisions: the rows of ``vocab/decisions.tsv``.
        forms: the forms that exist.
        emotions: the keys that exist.
        curators: those who may decide.

    Yields:
        One problem a fault, with row and column.
    """
    seen: dict[tuple[str, str, str], int] = {}
    final: dict[str, int] = {}
    for row, decision in enumerate(decisions, start=FIRST_ROW):
        if decision.form not in forms:
            yield Problem(row, "form", f"{decision.form!r} is no candidate; build candidates or correct the form")
        for key in decision.emotions:
            if key not in emotions:
                yield Problem(row, "emotions", f"no emotion has the key {key!r}")
        expected = {Verb.REJECT: (0, 0), Verb.SPLIT: (2, 9)}.get(decision.verb, (1, 1))
        if not expected[0] <= len(decision.emotions) <= expected[1]:
            wanted = {0: "no emotion", 1: "one emotion", 2: "two emotions or more"}[expected[0]]
            yield Problem(row, "emotions", f"{decision.verb.value} takes {wanted}, not {len(decision.emotions)}")
        if decision.curator not in curators:
            yield Problem(row, "curator", f"{decision.curator!r} is no curator")
        place = (decision.form, decision.curator, decision.round)
        first = seen.setdefault(place, row)
        if first != row:
            yield Problem(
                row, "form", f"{decision.curator} decided on {decision.form!r} in row {first} of the same round"
            )
        elif decision.round == FINAL and final.setdefault(decision.form, row) != row:
            yield Problem(row, "round", f"{decision.form!r} has another final decision in row {final[decision.form]}")


def check(
    decisions: Sequence[Decision],
    forms: Container[str],
    emotions: Container[str],
    curators: Container[str],
    *,
    source: Path | str,
) -> None:
    """Make sure that decisions can stand.

    Raises:
        TableError: one cannot; all are listed with row and column.
    """
    problems = list(find_problems(decisions, forms, emotions, curators))
    if problems:
        raise TableError(source, problems)


def settle(decisions: Iterable[Decision]) -> tuple[dict[str, Decision], dict[str, tuple[Decision, ...]]]:
    """Tell what is decided, and what curators disagree on.

    Args:
        decisions: all decisions.

    Returns:
        The standing decision of each settled form, and the decisions on each form in dispute.
    """
    by_form: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_form[decision.form].append(decision)
    settled: dict[str, Decision] = {}
    disputed: dict[str, tuple[Decision, ...]] = {}
    for form, given in sorted(by_form.items()):
        final = [decision for decision in given if decision.round == FINAL]
        if final:
            settled[form] = final[0]
        elif len({decision.emotions for decision in given}) == 1:
            settled[form] = min(given, key=lambda decision: (decision.date, decision.curator, decision.round))
        else:
            disputed[form] = tuple(given)
    return settled, disputed


def queue(verdicts: Iterable[Verdict], decided: Container[str], frequency: Callable[[str], float]) -> list[Question]:
    """Order the forms that wait for a decision by how much hangs on it.

    The priority is frequency times uncertainty, among forms that speak of an emotion at all: the Zipf frequency of the
    form, times its score, times 1 / (1 + 10 margin), so that a form whose best emotion leads by 0.1 counts half as much
    as one that is tied. Forms that the machine vetoes are left out; they stay rejected unless someone decides on them.

    Args:
        verdicts: the machine's proposals.
        decided: forms to leave out.
        frequency: Zipf frequency of a form.

    Returns:
        The questions, the most consequential first; ties by form.
    """
    questions = [
        Question(verdict, round(frequency(verdict.form) * verdict.score / (1 + 10 * verdict.margin), 6))
        for verdict in verdicts
        if verdict.form not in decided and not verdict.veto
    ]
    return sorted(questions, key=lambda question: (-question.priority, question.verdict.form))


def sheet_of(questions: Iterable[Question]) -> list[SheetRow]:
    """Give the rows of a sheet that a curator fills in, in a spreadsheet or at the terminal."""
    return [
        SheetRow(v.form, v.gloss, v.emotion, v.runner_up, v.others, v.veto, None, (), "")
        for v in (question.verdict for question in questions)
    ]


def decisions_of(rows: Iterable[SheetRow], *, curator: str, date: str, round_name: str) -> list[Decision]:
    """Read the decisions off a filled-in sheet; rows left open give none.

    Args:
        rows: the sheet.
        curator: who filled it in.
        date: when, as in 2026-11-21.
        round_name: in which round.

    Returns:
        One decision a filled row; accepting takes the machine's emotion, rejecting takes none.
    """
    decisions = []
    for row in rows:
        if row.verb is not None:
            named = {Verb.ACCEPT: (row.emotion,), Verb.REJECT: ()}.get(row.verb, row.emotions)
            decisions.append(Decision(row.form, row.verb, named, curator, date, round_name, row.reason))
    return decisions


def merge(kept: Sequence[Decision], new: Iterable[Decision]) -> tuple[Decision, ...]:
    """Add decisions to those kept.

    Raises:
        ToneError: a curator decided on a form in the same round before, and differently; nothing is overwritten.
    """
    known = {(decision.form, decision.curator, decision.round): decision for decision in kept}
    merged = list(kept)
    for decision in new:
        before = known.setdefault((decision.form, decision.curator, decision.round), decision)
        if before is decision:
            merged.append(decision)
        elif before.emotions != decision.emotions:
            raise ToneError(
                f"{decision.curator} decided {before.verb.value} on {decision.form!r} in round {decision.round}; "
                "decide again in another round, or correct vocab/decisions.tsv by hand"
            )
    return tuple(merged)


def agreements(decisions: Iterable[Decision], tier: Tier = Tier.TERTIARY) -> list[Agreement]:
    """Compare each pair of curators on the forms that both judged in the same round, before adjudication.

    Args:
        decisions: all decisions.
        tier: how far down emotions are told apart; emotions above it are answers of their own.

    Returns:
        One row a pair with forms in common, by curators.
    """
    answers: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for decision in decisions:
        if decision.round != FINAL:
            seen = sorted({"/".join(key.split("/")[:tier]) for key in decision.emotions})
            answers[decision.curator][decision.form, decision.round] = "|".join(seen) or "reject"
    found = []
    curators = sorted(answers)
    for place, first in enumerate(curators):
        for second in curators[place + 1 :]:
            common = sorted(answers[first].keys() & answers[second].keys())
            if common:
                found.append(_compare((first, second), common, answers))
    return found


def _compare(
    pair: tuple[str, str], common: Sequence[tuple[str, str]], answers: Mapping[str, Mapping[tuple[str, str], str]]
) -> Agreement:
    ours, theirs = ([answers[curator][place] for place in common] for curator in pair)
    same = sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(common)
    if len({*ours, *theirs}) == 1:
        return Agreement(pair, len(common), same, None, None)
    alpha = krippendorff_alpha(list(zip(ours, theirs, strict=True)))
    return Agreement(pair, len(common), same, round(cohen_kappa(ours, theirs), 4), round(alpha, 4))
