"""Methods that propose `isComposedOf`: which two emotions are felt together in a third.

``definitions`` (definitions that name both), ``shared_vocabulary`` (words that sources claim for the whole and for each
part), ``decomposition`` (the centre of the whole as a sparse sum of simpler ones); ``dyads`` and ``theory`` (published,
in `theory`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from tone.build.dependencies.claims import Claim, composition
from tone.build.dependencies.definitions import Definition, words_of
from tone.build.dependencies.parameters import COMPOSITIONS
from tone.build.dependencies.vocabularies import Vocabularies, related
from tone.errors import MissingExtraError
from tone.literature import OWN
from tone.model import Tier

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.build.records import Candidate


def may_be_parts(whole: str, parts: Sequence[str]) -> bool:
    """Tell whether a machine may propose these parts of a whole.

    No part stands above another, else one would be told twice; none stands below the whole or beside it in its group,
    and not all stand above it, else the tree would be told again. Primary emotions are simple.

    Args:
        whole: key of the whole.
        parts: keys of the parts.
    """
    if "/" not in whole or any(related(one, other) for one, other in combinations(parts, 2)):
        return False
    parent = whole.rpartition("/")[0]
    return not any(part == whole or part.startswith((f"{whole}/", f"{parent}/")) for part in parts)


def named_in(definition: Definition, vocabularies: Vocabularies) -> dict[str, tuple[float, str]]:
    """Find the emotions that a definition speaks of, other than its own.

    Args:
        definition: the definition.
        vocabularies: the words.

    Returns:
        By key, the weight of the word, 1 if it names the emotion and else halved, and the word; weak words are left
        out.
    """
    found: dict[str, tuple[float, str]] = {}
    for word in words_of(definition.text):
        named = vocabularies.names.get(word)
        holder = vocabularies.holders.get(word)
        if holder is None or (not named and holder[1] < COMPOSITIONS.least_weight):
            continue
        key, weight = (named, 1.0) if named else (holder[0], holder[1] * COMPOSITIONS.in_passing)
        if key != definition.emotion and weight > found.get(key, (0.0, ""))[0]:
            found[key] = (weight, word)
    return found


def from_definitions(definitions: Iterable[Definition], vocabularies: Vocabularies) -> Iterator[Claim]:
    """Claim that an emotion is composed of two that one of its definitions names, joined or side by side.

    ``score = sqrt(w1 w2)`` with the weights of the two words, times `COMPOSITIONS.unjoined` if no word of joining
    ("mixed with", "and", "together") stands in the definition, and times `COMPOSITIONS.in_sequence` if a word of
    sequence does ("after", "when"), as the emotions may then follow each other.

    Args:
        definitions: of the emotions, TONE's own and others'.
        vocabularies: the words.

    Yields:
        One claim a whole and pair of parts.
    """
    best: dict[tuple[str, str, str], float] = defaultdict(float)
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for definition in definitions:
        words = set(words_of(definition.text))
        factor = 1.0 if words & COMPOSITIONS.joining else COMPOSITIONS.unjoined
        factor *= COMPOSITIONS.in_sequence if words & COMPOSITIONS.sequence else 1.0
        named = named_in(definition, vocabularies)
        for one, other in combinations(sorted(named), 2):
            if not may_be_parts(definition.emotion, (one, other)):
                continue
            place = (definition.emotion, one, other)
            best[place] = max(best[place], round(math.sqrt(named[one][0] * named[other][0]) * factor, 3))
            shown = f"{named[one][1]}, {named[other][1]}"
            found[place].add(f"{definition.source}: {definition.name} is {definition.text} [{shown}]")
    for place, score in sorted(best.items()):
        if score >= COMPOSITIONS.least_score:
            yield Claim(composition(place[0], place[1:]), "definitions", score, tuple(sorted(found[place])))


def from_shared_vocabulary(candidates: Iterable[Candidate], vocabularies: Vocabularies) -> Iterator[Claim]:
    """Claim that an emotion is composed of two with each of which sources give it words in common.

    Each form that sources join with several emotions counts 1 / (their number - 1) for each pair of them. With s(C, A)
    the sum over forms, divided by the geometric mean of the sums of C and of A, ``score = sqrt(s(C, A) s(C, B)) /
    full``, at most 1. Each whole claims its `COMPOSITIONS.nearest` best.

    Args:
        candidates: what the sources of the vocabulary claim, before any review.
        vocabularies: gives the emotions.

    Yields:
        One claim a whole and pair of parts.
    """
    claimed: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        if candidate.emotion in vocabularies.records:
            claimed[candidate.form].add(candidate.emotion)
    together: dict[tuple[str, str], float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    shared: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for form, emotions in sorted(claimed.items()):
        for one, other in combinations(sorted(emotions), 2):
            amount = 1 / (len(emotions) - 1)
            together[one, other] += amount
            totals[one] += amount
            totals[other] += amount
            shared[one, other].append((len(emotions), form))

    def share(first: str, second: str) -> float:
        place = (min(first, second), max(first, second))
        if place not in together:
            return 0.0
        return together[place] / math.sqrt(totals[first] * totals[second])

    def show(first: str, second: str) -> str:
        return ", ".join(
            form for _, form in sorted(shared[min(first, second), max(first, second)])[: COMPOSITIONS.shown]
        )

    for whole, parts, score in _best_parts(vocabularies.keys, share, COMPOSITIONS.full_share):
        evidence = tuple(f"{OWN}: sources give words to it and to {part}: {show(whole, part)}" for part in parts)
        yield Claim(composition(whole, parts), "shared_vocabulary", score, evidence)


def _best_parts(
    keys: Sequence[str], share: Callable[[str, str], float], full: float
) -> Iterator[tuple[str, tuple[str, str], float]]:
    for whole in keys:
        shares = {part: share(whole, part) for part in keys}
        near = sorted((part for part in keys if shares[part] > 0), key=lambda part: (-shares[part], part))
        pairs = [
            (-min(1.0, round(math.sqrt(shares[one] * shares[other]) / full, 2)), (one, other))
            for one, other in combinations(sorted(near[: COMPOSITIONS.considered]), 2)
            if may_be_parts(whole, (one, other)) and _families(one, other) == 2
        ]
        for value, pair in sorted(pairs)[: COMPOSITIONS.nearest]:
            if -value >= COMPOSITIONS.least_score:
                yield whole, pair, -value


def _families(*parts: str) -> int:
    """Count the families of parts; dense methods join any two shades of one family, so they keep to two."""
    return len({part.partition("/")[0] for part in parts})


def from_decomposition(vocabularies: Vocabularies, vectors: npt.NDArray[np.float32], *, cited: str) -> Iterator[Claim]:
    """Claim that an emotion is composed of simpler ones whose centres add up to its own.

    Simpler are the emotions of the two upper tiers, each with all words below it but those of the whole. The centre of
    the whole is written as a sum of theirs with few weights, none below zero: the lasso with positive weights
    (Tibshirani, R. (1996). Regression shrinkage and selection via the lasso. Journal of the Royal Statistical Society B
    58). For two parts of weights w1 >= w2, ``score = w2 / w1 * fit``, with fit the cosine of the sum of all parts with
    the whole: a part that adds next to nothing makes no composition.

    Args:
        vocabularies: gives the emotions in order.
        vectors: centres of their own words, array of shape (emotions, dimensions), rows of length 1.
        cited: how the evidence begins, with its source, as in ``minilm: with mpnet, ``.

    Yields:
        One claim a whole and pair of parts, `COMPOSITIONS.nearest` at most for each whole.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    try:
        from sklearn.linear_model import Lasso
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "embeddings", "decomposing centres") from error
    import numpy as np

    keys = vocabularies.keys
    for row, whole in enumerate(keys):
        if "/" not in whole:
            continue
        found = [(key, _centre_of(key, whole, keys, vectors)) for key in keys if _simpler(key, whole)]
        centres = {key: centre for key, centre in found if centre is not None}
        parts = list(centres)
        basis = np.stack(list(centres.values()), axis=1)
        model = Lasso(alpha=COMPOSITIONS.sparsity / len(basis), positive=True, fit_intercept=False, max_iter=10_000)
        weights = model.fit(basis, vectors[row].astype(np.float64)).coef_
        total = basis @ weights
        length = float(np.linalg.norm(total))
        fit = float(total @ vectors[row]) / length if length else 0.0
        used = sorted(((float(weight), key) for key, weight in zip(parts, weights, strict=True)), reverse=True)
        pairs = []
        for (large, one), (small, other) in combinations(used[: COMPOSITIONS.considered], 2):
            score = round(small / large * fit, 2) if small >= COMPOSITIONS.least_part else 0.0
            if may_be_parts(whole, (one, other)) and _families(one, other) == 2 and score >= COMPOSITIONS.least_score:
                shown = f"{cited}{fit:.2f} of it are {large:.2f} {one} and {small:.2f} {other}, among others"
                pairs.append((large + small, score, (one, other), shown))
        for _, score, ends, shown in sorted(pairs, key=lambda pair: (-pair[0], pair[2]))[: COMPOSITIONS.nearest]:
            yield Claim(composition(whole, ends), "decomposition", score, (shown,))


def _simpler(key: str, whole: str) -> bool:
    parent = whole.rpartition("/")[0]
    return key.count("/") < Tier.SECONDARY and not key.startswith((f"{whole}/", f"{parent}/")) and key != whole


def _centre_of(
    key: str, whole: str, keys: Sequence[str], vectors: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64] | None:
    """Give the centre of an emotion and all below it, without a whole and all below that; None if nothing is left."""
    import numpy as np

    rows = [
        row
        for row, other in enumerate(keys)
        if f"{other}/".startswith(f"{key}/") and not f"{other}/".startswith(f"{whole}/") and np.any(vectors[row])
    ]
    if not rows:
        return None
    mean: npt.NDArray[np.float64] = vectors[rows].mean(axis=0).astype(np.float64)
    mean /= np.linalg.norm(mean)
    return mean
