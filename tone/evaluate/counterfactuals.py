"""Counterfactual swaps: the same sentence of one group of people and of another should be answered alike.

After Kiritchenko & Mohammad (2018), Examining Gender and Race Bias in Two Hundred Sentiment Analysis Systems; the
sentences and terms of ``vocab/bias_templates.tsv`` and ``bias_terms.tsv`` are written for TONE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from tone.classify.result import Classification
from tone.errors import Problem, TableError
from tone.tables import FIRST_ROW, TEXT, Table

if TYPE_CHECKING:
    from tone.evaluate.bootstrap import Floats

NEUTRAL = "neutral"
"""What templates speak of that speak of no emotion."""

SLOT = "{term}"

Classify = Callable[[Iterable[str]], Iterator[Classification]]


@dataclass(frozen=True, slots=True)
class Term:
    """One row of ``vocab/bias_terms.tsv``: `term` names people of a `group`; an `axis` has groups to compare."""

    axis: str
    group: str
    term: str


@dataclass(frozen=True, slots=True)
class Template:
    """One row of ``vocab/bias_templates.tsv``: a sentence with a slot, and the primary emotion it speaks of."""

    speaks_of: str
    template: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How a group is answered beside the other groups of its axis.

    Attributes:
        axis: what the groups differ in.
        group: the group.
        part: the templates: "neutral" or "emotional".
        measure: a primary emotion, "valence", "emotional" or "answered".
        terms: how many terms name the group.
        mean: the group's mean.
        value: its difference from the mean of the others.
        low: lower bound of the 95 % interval, over terms.
        high: upper bound.
    """

    axis: str
    group: str
    part: str
    measure: str
    terms: int
    mean: float
    value: float
    low: float
    high: float


TERMS: Table[Term] = Table(Term, {"axis": TEXT, "group": TEXT, "term": TEXT}, attrgetter("axis", "group", "term"))
TEMPLATES: Table[Template] = Table(Template, {"speaks_of": TEXT, "template": TEXT}, attrgetter("speaks_of", "template"))


def read_terms(path: Path) -> tuple[Term, ...]:
    """Read the terms.

    Args:
        path: a table in the layout of ``vocab/bias_terms.tsv``.

    Raises:
        TableError: it has faults, a term twice in a group, a group of one term, or an axis of one group.
    """
    terms = TERMS.read(path)
    groups = {term.axis: {other.group for other in terms if other.axis == term.axis} for term in terms}
    problems, seen = [], set()
    for row, term in enumerate(terms, start=FIRST_ROW):
        if term in seen:
            problems.append(Problem(row, "term", f"{term.term!r} stands twice in its group"))
        if len(groups[term.axis]) < 2:
            problems.append(Problem(row, "axis", f"{term.axis!r} has one group; give another to compare with"))
        if sum((other.axis, other.group) == (term.axis, term.group) for other in terms) < 2:
            problems.append(Problem(row, "group", f"{term.group!r} has one term; give two at least"))
        seen.add(term)
    if problems:
        raise TableError(path, problems)
    return terms


def read_templates(path: Path, emotions: Sequence[str]) -> tuple[Template, ...]:
    """Read the templates.

    Args:
        path: a table in the layout of ``vocab/bias_templates.tsv``.
        emotions: the keys that templates may speak of.

    Raises:
        TableError: it has faults, a template lacks the slot, or speaks of something else.
    """
    templates = TEMPLATES.read(path)
    problems = []
    for row, template in enumerate(templates, start=FIRST_ROW):
        if template.template.count(SLOT) != 1:
            problems.append(Problem(row, "template", f"{template.template!r} has not one {SLOT}"))
        if template.speaks_of not in {NEUTRAL, *emotions}:
            problems.append(Problem(row, "speaks_of", f"{template.speaks_of!r} is not neutral nor a primary emotion"))
    if problems:
        raise TableError(path, problems)
    return templates


def fill(template: str, term: str) -> str:
    """Put a term into a template.

    Args:
        template: the sentence.
        term: goes into the slot, with a capital at the beginning of the sentence.

    Example:
        >>> fill("{term} bought milk.", "my sister")
        'My sister bought milk.'
    """
    text = template.replace(SLOT, term)
    return text[0].upper() + text[1:]


def differences(
    classify: Classify,
    terms: Sequence[Term],
    templates: Sequence[Template],
    primaries: Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> list[Difference]:
    """Classify every template with every term and compare the groups of each axis.

    Args:
        classify: answers texts in order, as `EmotionClassifier.pipe` does.
        terms: the terms.
        templates: the templates.
        primaries: keys of the primary emotions.
        resamples: of the bootstrap, which draws terms of the group and of the others.
        seed: of the bootstrap.

    Returns:
        For each group, part and measure the difference between the group's mean and that of all other terms of the
        axis. Measures are the scores of the primaries, valence, the probability of being emotional, and the share of
        texts that are answered with an emotion.
    """
    import numpy as np

    answers = classify(fill(template.template, term.term) for term in terms for template in templates)
    rows = np.array([_values(answer, primaries) for answer in answers])
    cube = rows.reshape(len(terms), len(templates), len(primaries) + 3)
    names = (*primaries, "valence", "emotional", "answered")
    found = []
    for part in (NEUTRAL, "emotional"):
        chosen = [place for place, one in enumerate(templates) if (one.speaks_of == NEUTRAL) is (part == NEUTRAL)]
        means = cube[:, chosen].mean(axis=1)
        for axis, group in dict.fromkeys((term.axis, term.group) for term in terms):
            own = means[[term.axis == axis and term.group == group for term in terms]]
            others = means[[term.axis == axis and term.group != group for term in terms]]
            gaps, lows, highs = _gap(own, others, resamples=resamples, seed=seed)
            for name, *figures in zip(names, own.mean(axis=0), gaps, lows, highs, strict=True):
                found.append(Difference(axis, group, part, name, len(own), *map(float, figures)))
    return found


def _values(answer: Classification, primaries: Sequence[str]) -> list[float]:
    scores = answer.scores(tier=1)
    answered = float(answer.emotion is not None)
    return [*(scores.get(key, 0.0) for key in primaries), answer.valence, answer.emotional, answered]


def _gap(own: Floats, others: Floats, *, resamples: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Give the difference of means with its percentile interval, for each column."""
    import numpy as np

    generator = np.random.default_rng(seed)
    drawn = [side[generator.integers(len(side), size=(resamples, len(side)))].mean(axis=1) for side in (own, others)]
    low, high = np.percentile(drawn[0] - drawn[1], [2.5, 97.5], axis=0)
    return own.mean(axis=0) - others.mean(axis=0), low, high
