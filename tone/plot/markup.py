"""Pictures as SVG markup, to stand in a page: text stays text, colours follow the page, and parts can be links.

No library draws them, so their bytes are the same wherever they are made, which a released page needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tone.colours import colour_of, ink_on
from tone.plot.sunburst import NINE_O_CLOCK, Sector, leaves_below, sectors

if TYPE_CHECKING:
    from tone.emotion import Knowledge

_ROW = 26
_BAR = 16
_LETTER = 7.4  # width of a letter at the size of labels, on the generous side
_WIDTH = 760
_VALUE_ROOM = 90
_PLAIN = "#5b7aa8"

_SIZE = 1000
_RINGS = ((96, 226), (226, 360), (360, 494))  # inner and outer radius of each tier
_FONT_SIZES = (27.0, 15.0, 13.5)
_WIDE = 0.54  # mean width of a letter, in font sizes
_MARGIN = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart.

    Attributes:
        label: what it stands for.
        value: its length, 0 or more.
        text: the value as it is written.
        colour: as in "#5b7aa8"; "" for a plain one.
    """

    label: str
    value: float
    text: str
    colour: str = ""


def bars(title: str, rows: Sequence[Bar], *, most: float | None = None) -> str:
    """Draw horizontal bars.

    Args:
        title: what the chart shows, for those who do not see it.
        rows: the bars, from top to bottom.
        most: the value of a full bar; None for the highest that there is.

    Returns:
        An ``svg`` element, whose ink is the page's.

    Example:
        >>> "<title>Tiers</title>" in bars("Tiers", [Bar("primary", 6, "6")])
        True
    """
    full = most or max((row.value for row in rows), default=0.0) or 1.0
    left = 12 + _LETTER * max((len(row.label) for row in rows), default=0)
    room = _WIDTH - left - _VALUE_ROOM
    height = _ROW * len(rows) + 4
    lines = [
        f'<svg class="bars" role="img" viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(title)}</title>",
    ]
    for place, row in enumerate(rows):
        y = _ROW * place + _ROW / 2 + 2
        width = room * min(row.value / full, 1)
        lines += [
            f'<text x="{left - 8:g}" y="{y:g}" text-anchor="end" dominant-baseline="central">'
            f"{escape(row.label)}</text>",
            f'<rect x="{left:g}" y="{y - _BAR / 2:g}" width="{width:.1f}" height="{_BAR}" rx="2"'
            f' fill="{row.colour or _PLAIN}"/>',
            f'<text x="{left + width + 6:.1f}" y="{y:g}" dominant-baseline="central">{escape(row.text)}</text>',
        ]
    return "\n".join([*lines, "</svg>"])


def rings(knowledge: Knowledge, address: Callable[[str], str]) -> str:
    """Draw the tree as three rings, each emotion a link to its page.

    Args:
        knowledge: the emotions.
        address: gives the link of an emotion by its key.

    Returns:
        An ``svg`` element.
    """
    taxonomy = knowledge.taxonomy
    roots = taxonomy.roots()
    unit = 360 / max(sum(leaves_below(taxonomy, key) for key in roots), 1)
    half = _SIZE / 2
    lines = [
        f'<svg class="rings" viewBox="{-half:g} {-half:g} {_SIZE} {_SIZE}" xmlns="http://www.w3.org/2000/svg"'
        ' role="group" aria-label="The tree of emotions as three rings, each emotion a link">'
    ]
    for sector in sectors(taxonomy, roots, NINE_O_CLOCK, unit):
        record = taxonomy.records[sector.key]
        colour = colour_of(sector.key, record.tier, sector.shade)
        lines += [
            f'<a href="{escape(address(sector.key))}"><title>{escape(sector.key)}</title>'
            f'<path d="{_wedge(sector, *_RINGS[record.tier - 1])}" fill="{colour}"/>',
            f"{_label(sector, record.label, record.tier, ink_on(colour))}</a>",
        ]
    return "\n".join([*lines, "</svg>"])


def _wedge(sector: Sector, inner: float, outer: float) -> str:
    """Give the outline of a wedge; a whole ring stops a hair short of closing, as an arc needs two ends."""
    start, end = sector.start, max(sector.end, sector.start - 359.99)
    large = int(start - end > 180)
    return (
        f"M{_point(outer, start)}A{outer} {outer} 0 {large} 1 {_point(outer, end)}"
        f"L{_point(inner, end)}A{inner} {inner} 0 {large} 0 {_point(inner, start)}Z"
    )


def _label(sector: Sector, text: str, tier: int, ink: str) -> str:
    inner, outer = _RINGS[tier - 1]
    angle = (sector.start + sector.end) / 2
    opening = math.radians(sector.start - sector.end)
    size, centre = _FONT_SIZES[tier - 1], (inner + outer) / 2
    width = _WIDE * len(text)
    level = tier == 1 and opening * centre > width * size
    if not level:
        size = min(size, (outer - inner - 2 * _MARGIN) / width, opening * (inner + 0.3 * (outer - inner)) / 1.25)
    turned = 0.0 if level else -angle % 360
    if 90 < turned < 270:
        turned -= 180
    x, y = _point(centre, angle).split()
    weight = ' font-weight="700"' if tier == 1 else ""
    return (
        f'<text transform="translate({x} {y}) rotate({turned:.2f})" text-anchor="middle" dominant-baseline="central"'
        f' font-size="{size:.1f}" fill="{ink}"{weight}>{escape(text)}</text>'
    )


def _point(radius: float, angle: float) -> str:
    """Give a point by radius and angle in degrees, anticlockwise from three o'clock; y grows downwards."""
    turned = math.radians(angle)
    return f"{radius * math.cos(turned):.2f} {-radius * math.sin(turned):.2f}"
