"""How far the methods agree with gold relations, before any maintainer decides.

For each method, and for all together, a threshold is chosen on one fixed half of the questions, where F1 is highest,
and precision, recall and F1 are given on the other half. Leaving one method out at a time shows what it adds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from tone.build.dependencies.claims import Claim, Ends, Proposal, combination, composition, weigh
from tone.build.dependencies.gold import Question, dyad_questions, halves, opposite_questions
from tone.build.dependencies.parameters import RELIABILITY
from tone.build.dependencies.vocabularies import Vocabularies
from tone.model import Link, LinkKind
from tone.tables import COUNT, FRACTION, TEXT, Table, choice

AUTOMATIC, RELEASED, EVERYTHING = "all together", "released after review", "yes to every question"

BY_FAMILY = ", parts by family"
"""Gold of which only the families of the parts are asked, as a scheme of eight emotions has no finer ones."""

WORDNET_METHODS = frozenset({"antonyms", "mythes_antonyms", "definitions"})
"""Methods for opposites that draw on WordNet, MyThes being derived from it, so that its rows are no gold for them."""

PUBLISHED = frozenset({"dyads", "theory"})
"""Claims of published works: no automatic methods, and the dyads are the gold itself."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of ``vocab/link_measures.tsv``: a method against one half of the gold.

    Attributes:
        kind: which kind of link.
        gold: which rows of the gold set served.
        method: the method, several together, or all without one.
        threshold: the score from which it says yes, chosen on the other half.
        right: how many of its yeses are right.
        said: how many questions it answers with yes.
        wanted: how many questions the gold answers with yes.
        precision: right / said, 0 if it says yes to none.
        recall: right / wanted.
        f1: harmonic mean of the two.
    """

    kind: LinkKind
    gold: str
    method: str
    threshold: float
    right: int
    said: int
    wanted: int
    precision: float
    recall: float
    f1: float


MEASURES: Table[Measure] = Table(
    Measure,
    {
        "kind": choice(LinkKind),
        "gold": TEXT,
        "method": TEXT,
        "threshold": FRACTION,
        "right": COUNT,
        "said": COUNT,
        "wanted": COUNT,
        "precision": FRACTION,
        "recall": FRACTION,
        "f1": FRACTION,
    },
    attrgetter("kind", "gold", "method"),
)


def measure(
    proposals: Sequence[Proposal],
    links: Iterable[Link],
    rows: Sequence[Mapping[str, str]],
    vocabularies: Vocabularies,
) -> list[Measure]:
    """Measure every method of every kind.

    Args:
        proposals: all that the machine proposes, with the score of each method.
        links: the released links.
        rows: the gold set.
        vocabularies: the emotions and words.

    Returns:
        One row a method and set of gold.
    """
    released = _released(links)
    found = []
    for kind in LinkKind:
        own = [proposal for proposal in proposals if proposal.kind is kind]
        scores = {name: _scores(own, name) for name in sorted({name for one in own for name in one.methods})}
        automatic = [name for name in scores if name not in PUBLISHED]
        for gold, methods, questions in _gold(kind, automatic, rows, vocabularies):
            broad = gold.endswith(BY_FAMILY)
            answers: dict[str, Mapping[Ends, float]] = {name: scores[name] for name in methods}
            answers[AUTOMATIC] = _together(kind, scores, methods)
            for name in methods:
                without = [other for other in methods if other != name]
                answers[f"all but {name}"] = _together(kind, scores, without)
            answers[RELEASED] = dict.fromkeys(released[kind], 1.0)
            answers[EVERYTHING] = {ends: 1.0 for question in questions for ends in question.links}
            for name, given in answers.items():
                seen = _broadened(given) if broad and name != EVERYTHING else given
                found.append(_measure(kind, gold, name, seen, questions))
    return sorted(found, key=MEASURES.sort_key)


def _gold(
    kind: LinkKind, methods: Sequence[str], rows: Sequence[Mapping[str, str]], vocabularies: Vocabularies
) -> Iterator[tuple[str, list[str], list[Question]]]:
    """Give each set of gold with the methods that may be measured on it."""
    if kind is LinkKind.OPPOSITE_OF:
        independent = [name for name in methods if name not in WORDNET_METHODS]
        yield "Plutchik's", list(methods), opposite_questions(rows, vocabularies, wordnet=False)
        yield "Plutchik's and WordNet's", independent, opposite_questions(rows, vocabularies, wordnet=True)
    else:
        make: Callable[[str, tuple[str, str]], Ends] = (
            composition if kind is LinkKind.COMPOSED_OF else lambda whole, pair: combination(pair, whole)
        )
        strict = dyad_questions(rows, vocabularies, make)
        yield "Plutchik's dyads", list(methods), strict
        yield f"Plutchik's dyads{BY_FAMILY}", list(methods), _by_family(strict)


def _by_family(questions: Iterable[Question]) -> list[Question]:
    """Ask of the families of parts instead of the parts; a question is right if any of those it joins is."""
    joined: dict[tuple[str, frozenset[Ends]], bool] = {}
    for question in questions:
        whole = question.text.partition(" = ")[0]
        place = (whole, frozenset(_broaden(ends) for ends in question.links))
        joined[place] = joined.get(place, False) or question.right
    found = [Question(f"{whole} = {sorted(links)[0][1:]}", links, right) for (whole, links), right in joined.items()]
    return sorted(found, key=lambda question: question.text)


def _broaden(ends: Ends) -> Ends:
    """Put the families of parts or operands in their place; wholes and results stay."""
    kind, subjects, objects = ends
    if kind is LinkKind.COMPOSED_OF:
        return kind, subjects, tuple(sorted(key.partition("/")[0] for key in objects))
    return kind, tuple(sorted(key.partition("/")[0] for key in subjects)), objects


def _broadened(scores: Mapping[Ends, float]) -> dict[Ends, float]:
    found: dict[Ends, float] = {}
    for ends, score in scores.items():
        broad = _broaden(ends)
        found[broad] = max(found.get(broad, 0.0), score)
    return found


def _scores(proposals: Iterable[Proposal], method: str) -> dict[Ends, float]:
    found: dict[Ends, float] = {}
    for proposal in proposals:
        given = dict(item.split("=") for item in proposal.scores)
        if method in given:
            for ends in _pairs(proposal.ends):
                found[ends] = max(found.get(ends, 0.0), float(given[method]))
    return found


def _pairs(ends: Ends) -> Iterator[Ends]:
    """Give a composition of three parts as its compositions of two, which is what dyads are; all else as it is."""
    kind, subjects, objects = ends
    if kind is LinkKind.COMPOSED_OF and len(objects) > 2:
        yield from (composition(subjects[0], pair) for pair in combinations(objects, 2))
    else:
        yield ends


def _together(
    kind: LinkKind, scores: Mapping[str, Mapping[Ends, float]], methods: Collection[str]
) -> dict[Ends, float]:
    claims = [Claim(ends, name, score, ()) for name in methods for ends, score in scores[name].items()]
    return {proposal.ends: proposal.confidence for proposal in weigh(claims, RELIABILITY)}


def _released(links: Iterable[Link]) -> dict[LinkKind, set[Ends]]:
    """Give the released links as ends; compositions without those that rest on the dyads, which are the gold itself."""
    found: dict[LinkKind, set[Ends]] = {kind: set() for kind in LinkKind}
    parts: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        if link.kind is LinkKind.COMPOSED_OF:
            if "dyads" not in link.methods:
                parts.setdefault(link.subjects, []).append(link)
        else:
            found[link.kind].add((link.kind, link.subjects, (link.object,)))
    for (whole,), own in parts.items():
        found[LinkKind.COMPOSED_OF].update(_pairs(composition(whole, (link.object for link in own))))
    return found


def _measure(
    kind: LinkKind, gold: str, method: str, scores: Mapping[Ends, float], questions: Sequence[Question]
) -> Measure:
    chosen, others = (
        [(question, max((scores.get(ends, 0.0) for ends in question.links), default=0.0)) for question in half]
        for half in halves(questions)
    )
    # the highest threshold of those that are best; without one, every claim is a yes
    levels = sorted({score for _, score in chosen if score > 0}, reverse=True)
    best = max(levels, key=lambda level: _count(chosen, level)[-1], default=0.0)
    if not best or _count(chosen, best)[-1] == 0:
        best = min((score for _, score in (*chosen, *others) if score > 0), default=1.0)
    right, said, wanted, f1 = _count(others, best)
    return Measure(
        kind=kind,
        gold=gold,
        method=method,
        threshold=round(best, 3),
        right=right,
        said=said,
        wanted=wanted,
        precision=round(right / said, 3) if said else 0.0,
        recall=round(right / wanted, 3) if wanted else 0.0,
        f1=round(f1, 3),
    )


def _count(answered: Iterable[tuple[Question, float]], threshold: float) -> tuple[int, int, int, float]:
    right = said = wanted = 0
    for question, score in answered:
        yes = score >= threshold
        said += yes
        wanted += question.right
        right += yes and question.right
    return right, said, wanted, 2 * right / (said + wanted) if said + wanted else 0.0
