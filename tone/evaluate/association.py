"""Word-embedding association test: whether two groups of people are put nearer to different emotions.

Caliskan, A., Bryson, J. J. & Narayanan, A. (2017). Semantics derived automatically from language corpora contain
human-like biases. Science 356, 183-186.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from tone.errors import ToneError

if TYPE_CHECKING:
    from tone.embed.encoder import Encoder
    from tone.evaluate.bootstrap import Floats

EXACT = 20_000
"""Up to so many partitions all are tried; of more, a sample of `SAMPLED`."""

SAMPLED = 10_000


@dataclass(frozen=True, slots=True)
class Association:
    """The outcome of one test.

    Attributes:
        effect: Cohen's d of the associations of the two groups, from -2 to 2 for groups of one size, and a little
            further for others; above 0 the first group is nearer to the first attribute. None where all terms are
            associated alike.
        p: share of the partitions of all terms into two groups whose difference is as large, whatever its sign; None
            likewise.
        terms: how many terms the groups have.
    """

    effect: float | None
    p: float | None
    terms: tuple[int, int]


def associations(encoder: Encoder, terms: Sequence[str], first: Sequence[str], second: Sequence[str]) -> list[float]:
    """Give how much nearer each term is to the first attribute than to the second: the difference of mean cosines.

    Args:
        encoder: gives the vectors.
        terms: what people are called.
        first: words of the first attribute.
        second: words of the second attribute.
    """
    vectors = encoder.encode([*terms, *first, *second])
    people, one = vectors[: len(terms)], vectors[len(terms) : len(terms) + len(first)]
    other = vectors[len(terms) + len(first) :]
    nearer = (people @ one.T).mean(axis=1) - (people @ other.T).mean(axis=1)
    return [float(value) for value in nearer]


def association_test(first: Sequence[float], second: Sequence[float], *, seed: int = 0) -> Association:
    """Test whether two groups of terms are associated differently.

    Args:
        first: the associations of the terms of one group.
        second: those of the other.
        seed: of the sample of partitions, where there are more than `EXACT`.

    Returns:
        Effect size and two-sided p of the permutation test.

    Raises:
        ToneError: a group has fewer than two terms.

    Example:
        >>> association_test([3.0, 4.0], [1.0, 2.0])
        Association(effect=1.5491933384829668, p=0.3333333333333333, terms=(2, 2))
    """
    import numpy as np

    size = len(first)
    if size < 2 or len(second) < 2:
        raise ToneError(f"groups of {size} and {len(second)} terms: give two or more each")
    values = np.array([*first, *second], dtype=np.float64)
    deviation = values.std(ddof=1)
    if deviation < 1e-9:
        return Association(None, None, (size, len(second)))
    gap = values[:size].mean() - values[size:].mean()
    gaps = _gaps(values, size, seed)
    # the partition at hand is one of those tried; rounding must not make it smaller than itself
    p = float((abs(gaps) >= abs(gap) - 1e-12).mean())
    return Association(float(gap / deviation), p, (size, len(second)))


def _gaps(values: Floats, size: int, seed: int) -> Floats:
    """Give the difference of means for partitions of values: all, or a sample that has the one at hand in it."""
    import numpy as np

    if comb(len(values), size) <= EXACT:
        chosen = np.array(list(combinations(range(len(values)), size)))
    else:
        generator = np.random.default_rng(seed)
        orders = generator.permuted(np.tile(np.arange(len(values)), (SAMPLED, 1)), axis=1)[:, :size]
        chosen = np.concatenate([np.arange(size)[None, :], orders])
    sums = values[chosen].sum(axis=1)
    found: Floats = sums / size - (values.sum() - sums) / (len(values) - size)
    return found
