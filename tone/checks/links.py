"""Checks of the dependency links: their evidence, and what the graph says of them."""

from __future__ import annotations

from collections.abc import Iterator

from tone.checks.facts import shown
from tone.checks.registry import Subject, check
from tone.literature import citable, uncited
from tone.rdf.terms import Tone


@check("D301")
def links_cite_their_evidence(subject: Subject) -> Iterator[str]:
    """Each dependency link names its methods, and evidence from sources that are known."""
    if subject.folder is not None:
        for problem in uncited(subject.knowledge.link_index.links, citable(subject.folder)):
            yield str(problem)


@check("D302")
def reviewed_links_are_signed(subject: Subject) -> Iterator[str]:
    """Each link that is known by review names its curator."""
    for link in subject.knowledge.link_index.links:
        if link.justification == "semapv:MappingReview" and not link.curator:
            yield f"{link.kind.value} {'|'.join(link.subjects)} {link.object}"


@check("D303")
def links_have_provenance(subject: Subject) -> Iterator[str]:
    """Each link says how it is known, as a term of the semapv vocabulary."""
    for link in subject.knowledge.link_index.links:
        if not link.justification.startswith("semapv:"):
            yield f"{link.kind.value} {'|'.join(link.subjects)} {link.object}: {link.justification}"


@check("D304")
def opposites_are_mutual(subject: Subject) -> Iterator[str]:
    """In the graph, tone:isOppositeOf is stated in both directions, and of no emotion with itself."""
    pairs = set(subject.facts.pairs(Tone.isOppositeOf))
    for first, second in sorted(pairs, key=str):
        if first == second or (second, first) not in pairs:
            yield f"{shown(first)} {shown(second)}"


@check("D305")
def compositions_have_no_cycle(subject: Subject) -> Iterator[str]:
    """In the graph, no emotion is, over tone:isComposedOf, part of itself."""
    wholes = dict.fromkeys(whole for whole, _ in subject.facts.pairs(Tone.isComposedOf))
    yield from (shown(whole) for whole in wholes if whole in subject.facts.above(whole, Tone.isComposedOf))


@check("D306")
def combinations_are_of_two(subject: Subject) -> Iterator[str]:
    """In the graph, each combination has exactly two operands and one result, which is neither of them."""
    for node in subject.facts.instances(Tone.EmotionCombination):
        operands = subject.facts.values(node, Tone.hasOperand)
        results = subject.facts.values(node, Tone.leadsTo)
        if len(operands) != 2 or len(results) != 1 or set(results) & set(operands):
            yield f"{shown(node)}: {len(operands)} operands, {len(results)} results"
