"""How far several curators agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from tone.errors import ToneError

Rating = TypeVar("Rating", str, float)

LEVELS = ("nominal", "ordinal", "interval")
"""The levels of measurement of `krippendorff_alpha`."""


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Compute Cohen's kappa of two raters over the same items.

    Args:
        first: one category an item, by the first rater.
        second: one category an item, by the second rater, in the same order.

    Returns:
        At most 1; 0 is agreement by chance, below 0 is less than that.

    Raises:
        ToneError: there are no items, the raters rated different numbers of them, or both used one category only, so
            that chance alone explains all.

    Source:
        Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20.

    Example:
        >>> round(cohen_kappa("yyyynn", "yyynny"), 2)
        0.25
    """
    if len(first) != len(second) or not first:
        raise ToneError(f"{len(first)} and {len(second)} ratings: give the same items, at least one, to both raters")
    count = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / count
    ours, theirs = Counter(first), Counter(second)
    expected = sum(ours[category] * theirs[category] for category in ours) / count**2
    return _beyond_chance(observed, expected)


def fleiss_kappa(items: Sequence[Mapping[str, int]]) -> float:
    """Compute Fleiss' kappa of a fixed number of raters, who need not be the same for each item.

    Args:
        items: for each item the number of raters who chose each category.

    Returns:
        At most 1; 0 is agreement by chance.

    Raises:
        ToneError: there are no items, they have different numbers of raters or fewer than two, or all raters used one
            category only.

    Source:
        Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76.

    Example:
        >>> round(fleiss_kappa([{"y": 3}, {"n": 3}, {"y": 2, "n": 1}]), 2)
        0.55
    """
    raters = {sum(item.values()) for item in items}
    if len(raters) != 1 or min(raters) < 2:
        raise ToneError(f"items with {sorted(raters)} raters: give items that the same number, at least two, rated")
    count = raters.pop()
    observed = sum(sum(n * (n - 1) for n in item.values()) / (count * (count - 1)) for item in items) / len(items)
    totals: Counter[str] = Counter()
    for item in items:
        totals.update(item)
    expected = sum((total / (count * len(items))) ** 2 for total in totals.values())
    return _beyond_chance(observed, expected)


def krippendorff_alpha(units: Sequence[Sequence[Rating | None]], *, level: str = "nominal") -> float:
    """Compute Krippendorff's alpha of any number of raters, with ratings missing.

    Args:
        units: for each item one rating a rater, None where there is none; items with fewer than two ratings are left
            out.
        level: one of `LEVELS`; numbers for ordinal and interval.

    Returns:
        At most 1; 0 is agreement by chance.

    Raises:
        ToneError: the level is unknown, no item has two ratings, or all ratings are the same.

    Source:
        Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.

    Example:
        >>> round(krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", None]]), 2)
        0.44
    """
    if level not in LEVELS:
        raise ToneError(f"no level {level!r}: available are {', '.join(LEVELS)}")
    rated = [[value for value in unit if value is not None] for unit in units]
    rated = [unit for unit in rated if len(unit) > 1]
    totals = Counter(value for unit in rated for value in unit)
    count = sum(totals.values())
    distance = _distance(level, totals)
    expected = sum(totals[a] * totals[b] * distance(a, b) for a in totals for b in totals)
    if not expected:
        raise ToneError(
            f"{len(totals)} different ratings in {len(rated)} items with two: alpha needs ratings that differ"
        )
    observed = 0.0
    for unit in rated:
        values = Counter(unit)
        pairs = sum(values[a] * values[b] * distance(a, b) for a in values for b in values)
        observed += pairs / (len(unit) - 1)
    return 1 - (count - 1) * observed / expected


def _distance(level: str, totals: Counter[Rating]) -> Callable[[Rating, Rating], float]:
    """Give the squared difference of two ratings."""
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "interval":
        return lambda a, b: (float(a) - float(b)) ** 2
    order = sorted(totals)

    def ordinal(a: Rating, b: Rating) -> float:
        low, high = sorted((order.index(a), order.index(b)))
        between = sum(totals[value] for value in order[low : high + 1])
        return (between - (totals[a] + totals[b]) / 2) ** 2

    return ordinal


def _beyond_chance(observed: float, expected: float) -> float:
    if expected == 1:
        raise ToneError("all ratings are of one category, so agreement cannot be told from chance")
    return (observed - expected) / (1 - expected)
