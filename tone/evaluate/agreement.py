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


def intraclass_correlation(items: Sequence[Sequence[float]], *, average: bool = False) -> float:
    """Compute the intraclass correlation of raters who all rated all items: two-way random effects, absolute agreement.

    Args:
        items: for each item one number a rater, the raters in the same order.
        average: whether it is of the mean of all raters, ICC(2,k), not of a single one, ICC(2,1).

    Returns:
        At most 1; below 0 where raters differ more than items do.

    Raises:
        ToneError: there are fewer than two items or raters, ratings are missing, or all ratings are the same.

    Source:
        Shrout, P. E. & Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater reliability.
        Psychological Bulletin 86.

    Example:
        >>> round(intraclass_correlation([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6]]), 2)
        0.26
    """
    widths = {len(item) for item in items}
    if len(items) < 2 or len(widths) != 1 or min(widths) < 2:
        raise ToneError(
            f"{len(items)} items with {sorted(widths)} ratings: give two items or more, all rated by the same raters, "
            "two at least"
        )
    count, raters = len(items), widths.pop()
    grand = float(sum(map(sum, items))) / (count * raters)
    of_items = raters * sum((sum(item) / raters - grand) ** 2 for item in items)
    of_raters = count * sum((sum(column) / count - grand) ** 2 for column in zip(*items, strict=True))
    rest: float = sum((value - grand) ** 2 for item in items for value in item) - of_items - of_raters
    between, judges = of_items / (count - 1), of_raters / (raters - 1)
    error = rest / ((count - 1) * (raters - 1))
    single = 1 if average else raters
    whole = between + (single - 1) * error + single * (judges - error) / count
    if not whole:
        raise ToneError("all ratings are the same, so agreement on differences cannot be told")
    found: float = (between - error) / whole
    return found


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
