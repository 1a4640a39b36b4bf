"""Curves between places of a tree, bundled along its branches.

After D. Holten, Hierarchical Edge Bundles: Visualization of Adjacency Relations in Hierarchical Data, IEEE Transactions
on Visualization and Computer Graphics 12 (5), 2006, doi:10.1109/TVCG.2006.147: the way through the tree is the control
polygon of a B-spline, pulled a little towards the straight line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]


def polar(radius: float, angle: float) -> Point:
    """Give the point at a radius and an angle in degrees, anticlockwise from three o'clock."""
    return radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle))


def bundled(way: Sequence[Point], strength: float) -> list[Point]:
    """Pull a control polygon towards the straight line between its ends (Holten 2006, equation 1).

    Args:
        way: at least two points.
        strength: 1 keeps the polygon, 0 gives the straight line.
    """
    last = len(way) - 1
    (left, low), (right, high) = way[0], way[-1]
    return [
        (
            strength * x + (1 - strength) * (left + step / last * (right - left)),
            strength * y + (1 - strength) * (low + step / last * (high - low)),
        )
        for step, (x, y) in enumerate(way)
    ]


def spline(polygon: Sequence[Point]) -> Iterator[Point]:
    """Turn a control polygon into the cubic B-spline that begins and ends in its ends, as Bezier curves.

    Args:
        polygon: at least two points.

    Yields:
        The first point, then for each Bezier curve its two handles and its end.
    """
    points = [polygon[0], polygon[0], *polygon, polygon[-1], polygon[-1]]
    yield polygon[0]
    for place, (second, third) in enumerate(pairwise(points[1:-1]), start=2):
        fourth = points[place + 1]
        yield _mean(second, third, 2, 1)
        yield _mean(second, third, 1, 2)
        yield _mean(_mean(second, fourth, 1, 1), third, 1, 2)


def _mean(first: Point, second: Point, one: float, two: float) -> Point:
    return (first[0] * one + second[0] * two) / (one + two), (first[1] * one + second[1] * two) / (one + two)
