"""Methods that propose `plusLeadsTo`: being in A, when B comes in addition, gives way to C.

``vectors`` (the sum of two centres is nearest a third), ``transitions`` (the order in which unlabelled texts speak of
emotions), ``definitions`` (definitions that speak of sequence or cause), ``theory`` (published, in `theory`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from tone.build.dependencies.claims import Claim, combination
from tone.build.dependencies.compositions import named_in
from tone.build.dependencies.definitions import Definition, words_of
from tone.build.dependencies.parameters import COMBINATIONS
from tone.build.dependencies.vocabularies import Vocabularies, related

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def may_combine(first: str, second: str, result: str) -> bool:
    """Tell whether a machine may propose that two emotions lead to a third.

    The operands come from different families, else one is a shade of the other; the result is no operand, and stands
    neither directly above nor below one, else the tree would be told again. A family may be the result of one of its
    own (fear and relief lead to joy).

    Args:
        first: key of an operand.
        second: key of the other.
        result: key of the result.
    """
    if first.partition("/")[0] == second.partition("/")[0] or result in (first, second):
        return False
    return all("/" not in result or not related(result, operand) for operand in (first, second))


def from_vectors(vocabularies: Vocabularies, vectors: npt.NDArray[np.float32], *, cited: str) -> Iterator[Claim]:
    """Claim that two emotions lead to the one that their sum is nearest to, if neither alone is so near.

    With unit vectors a, b of the operands and s = (a + b) / |a + b|, of all emotions that may be a result the one with
    the largest gain g(C) = s . c - max(a . c, b . c) among the `COMBINATIONS.considered` nearest to s is claimed, with
    ``score = min(1, g / full)``. Composition of meaning by addition: Mitchell, J. & Lapata, M. (2010). Composition in
    distributional models of semantics. Cognitive Science 34. Each result keeps its `COMBINATIONS.nearest` best.

    Args:
        vocabularies: gives the emotions in order.
        vectors: centres, array of shape (emotions, dimensions), rows of length 1.
        cited: how the evidence begins, with its source, as in ``minilm: with mpnet, ``.

    Yields:
        One claim a combination.
    """
    import numpy as np

    keys = vocabularies.keys
    alike = vectors @ vectors.T
    found: dict[str, list[tuple[float, str, str, str]]] = defaultdict(list)
    for one, other in combinations(range(len(keys)), 2):
        first, second = keys[one], keys[other]
        if first.partition("/")[0] == second.partition("/")[0]:
            continue
        total = (alike[one] + alike[other]) / math.sqrt(2 + 2 * float(alike[one, other]))
        gains = total - np.maximum(alike[one], alike[other])
        near = [int(place) for place in np.argsort(-np.round(total, 4), kind="stable") if place not in (one, other)]
        allowed = [place for place in near[: COMBINATIONS.considered] if may_combine(first, second, keys[place])]
        if not allowed:
            continue
        best = max(allowed, key=lambda place: (round(float(gains[place]), 4), -place))
        score = min(1.0, round(float(gains[best]) / COMBINATIONS.full_gain, 2))
        if score >= COMBINATIONS.least_score:
            shown = f"{cited}their sum has cosine {total[best]:.2f} with it, {gains[best]:.2f} more than either"
            found[keys[best]].append((-score, first, second, shown))
    for result, claims in sorted(found.items()):
        for score, first, second, shown in sorted(claims)[: COMBINATIONS.nearest]:
            yield Claim(combination((first, second), result), "vectors", -score, (shown,))


def from_transitions(readings: Iterable[Sequence[str]]) -> Iterator[Claim]:
    """Claim that two emotions lead to a third that texts speak of after both, more often than chance would have it.

    The tree is read at its second tier, as single emotions are too rare; the same sequence of emotions counts once,
    however often a text is copied. Over the triples of different emotions (A and B in either order, C after both) of
    all texts, with n the number of texts of the triple, and p(A, B), p(C) the shares of texts that begin with the
    pair, and end with C: lift = n / (N p(A, B) p(C)), and ``score = n / (n + k) * min(1, log(lift) / full)``.

    Args:
        readings: the emotions that each text mentions, in order, negated ones left out.

    Yields:
        One claim a combination with `COMBINATIONS.least_texts` texts at least.
    """
    triples: Counter[tuple[str, str, str]] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    ends: Counter[str] = Counter()
    texts = 0
    broad = {tuple("/".join(key.split("/")[:2]) for key in reading) for reading in readings if len(reading) > 2}
    for reading in sorted(broad):
        own: set[tuple[str, str, str]] = set()
        for at, result in enumerate(reading):
            before = sorted(set(reading[:at]) - {result})
            own.update((one, other, result) for one, other in combinations(before, 2))
        if own:
            texts += 1
            triples.update(own)
            pairs.update({(one, other) for one, other, _ in own})
            ends.update({result for _, _, result in own})
    for (first, second, result), count in sorted(triples.items()):
        lift = count * texts / (pairs[first, second] * ends[result])
        if count >= COMBINATIONS.least_texts and lift > 1 and may_combine(first, second, result):
            strength = min(1.0, math.log(lift) / COMBINATIONS.full_log_lift)
            score = round(count / (count + COMBINATIONS.enough_texts) * strength, 2)
            if score >= COMBINATIONS.least_score:
                shown = f"unlabelled: {count} texts speak of it after both, {lift:.1f} times what chance would give"
                yield Claim(combination((first, second), result), "transitions", score, (shown,))


def from_definitions(definitions: Iterable[Definition], vocabularies: Vocabularies) -> Iterator[Claim]:
    """Claim that two emotions lead to a third whose definition names both and speaks of sequence or cause.

    ``score = sqrt(w1 w2)`` with the weights of the two words, if a word of sequence or cause ("after", "when",
    "because") stands in the definition.

    Args:
        definitions: of the emotions, TONE's own and others'.
        vocabularies: the words.

    Yields:
        One claim a combination.
    """
    best: dict[tuple[str, str, str], float] = defaultdict(float)
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for definition in definitions:
        if COMBINATIONS.sequence.isdisjoint(words_of(definition.text)):
            continue
        named = named_in(definition, vocabularies)
        for one, other in combinations(sorted(named), 2):
            if may_combine(one, other, definition.emotion):
                place = (one, other, definition.emotion)
                best[place] = max(best[place], round(math.sqrt(named[one][0] * named[other][0]), 3))
                shown = f"{named[one][1]}, {named[other][1]}"
                found[place].add(f"{definition.source}: {definition.name} is {definition.text} [{shown}]")
    for (first, second, result), score in sorted(best.items()):
        if score >= COMBINATIONS.least_score:
            evidence = tuple(sorted(found[first, second, result]))
            yield Claim(combination((first, second), result), "definitions", score, evidence)
