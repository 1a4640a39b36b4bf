"""What a method claims, and how claims are weighed into a proposal."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from tone.model import LinkKind
from tone.tables import FRACTION, FULL_LIST, LIST, Table, choice

Ends = tuple[LinkKind, tuple[str, ...], tuple[str, ...]]
"""A link as it is proposed: its kind, its subjects and its objects, both sorted.

An opposite is subject and object in the order of their keys; a composition has its whole as subject and all its parts
as objects; a combination has its operands as subjects and its result as object.
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one method says for one link.

    Attributes:
        ends: the link.
        method: name of the method.
        score: how strongly it speaks for the link, above 0 and up to 1.
        evidence: what it found, each as ``source: detail``.
    """

    ends: Ends
    method: str
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row of ``vocab/link_proposals.tsv``: a link that the machine proposes and maintainers decide on.

    Attributes:
        kind: which of the three.
        subjects: keys: one opposite, the whole, or the two operands.
        objects: keys: the other opposite, the parts, or the result.
        confidence: how sure the methods are together, 0 to 1.
        methods: the methods that claim it.
        scores: what each of them gives it, as ``method=score``.
        evidence: what they found, each as ``source: detail``.
    """

    kind: LinkKind
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    confidence: float
    methods: tuple[str, ...]
    scores: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def ends(self) -> Ends:
        """The link."""
        return self.kind, self.subjects, self.objects


PROPOSALS: Table[Proposal] = Table(
    Proposal,
    {
        "kind": choice(LinkKind),
        "subjects": FULL_LIST,
        "objects": FULL_LIST,
        "confidence": FRACTION,
        "methods": LIST,
        "scores": LIST,
        "evidence": LIST,
    },
    attrgetter("kind", "subjects", "objects"),
)


def opposite(first: str, second: str) -> Ends:
    """Give the ends of an opposite, in either order of its emotions."""
    low, high = sorted((first, second))
    return LinkKind.OPPOSITE_OF, (low,), (high,)


def composition(whole: str, parts: Iterable[str]) -> Ends:
    """Give the ends of a composition."""
    return LinkKind.COMPOSED_OF, (whole,), tuple(sorted(parts))


def combination(operands: Iterable[str], result: str) -> Ends:
    """Give the ends of a combination."""
    return LinkKind.PLUS_LEADS_TO, tuple(sorted(operands)), (result,)


def weigh(claims: Iterable[Claim], reliability: Mapping[LinkKind, Mapping[str, float]]) -> list[Proposal]:
    """Weigh the claims for each link into one confidence.

    The methods are taken as independent witnesses, each right with its reliability r where its score s is full, so that
    the link fails only if all of them fail: ``confidence = 1 - product of (1 - r s)`` (noisy-or; Pearl, J. (1988).
    Probabilistic Reasoning in Intelligent Systems, section 4.3.2. Morgan Kaufmann).

    Args:
        claims: at most one of each method for each link.
        reliability: r of each method of each kind, 0 to 1; a method that it lacks says nothing.

    Returns:
        One proposal a link that any method claims, by kind and ends.
    """
    by_link: dict[Ends, list[Claim]] = defaultdict(list)
    for claim in claims:
        if reliability[claim.ends[0]].get(claim.method, 0.0) > 0:
            by_link[claim.ends].append(claim)
    proposals = []
    for ends, found in by_link.items():
        found.sort(key=lambda claim: claim.method)
        doubt = math.prod(1 - reliability[ends[0]][claim.method] * claim.score for claim in found)
        evidence = tuple(sorted({item for claim in found for item in claim.evidence}))
        scores = tuple(f"{claim.method}={claim.score:.3f}" for claim in found)
        methods = tuple(claim.method for claim in found)
        proposals.append(Proposal(*ends, round(1 - doubt, 3), methods, scores, evidence))
    return sorted(proposals, key=PROPOSALS.sort_key)
