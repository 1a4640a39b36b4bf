"""The tree as three rings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tone.colours import colour_of, ink_on
from tone.plot.canvas import POINTS, check, draw_sheet, text_width, upright

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tone.emotion import Knowledge
    from tone.taxonomy import Taxonomy

_SIZE = 900
_RINGS = ((78, 200), (200, 320), (320, 446))  # inner and outer radius of each tier
_FONT_SIZES = (24.0, 13.0, 12.5)
_MARGIN = 6  # between a label and the end of its wedge
_LINE = 1.2  # height of a line of text with some air, in font sizes
NINE_O_CLOCK = 180.0  # nine o'clock: narrow branches at the end of the alphabet then read level


class Sector(NamedTuple):
    """A place in the picture: angles in degrees, anticlockwise from three o'clock; start is above end."""

    key: str
    start: float
    end: float
    shade: int


def draw_sunburst(knowledge: Knowledge, path: Path | str) -> Path:
    """Draw the tree as three rings: primary emotions inside, secondary around them, tertiary outside.

    Each emotion without narrower ones takes the same angle, and each other the sum of those below it.

    Args:
        knowledge: the emotions.
        path: where to; the suffix, one of `SUFFIXES`, chooses the format. The same emotions give the same bytes.

    Returns:
        The path.

    Raises:
        MissingExtraError: matplotlib is not installed.
        FormatError: the suffix is unknown.
        OutputError: the file cannot be written.
    """
    check(path)
    taxonomy = knowledge.taxonomy

    def paint(axes: Axes) -> None:
        leaves = sum(leaves_below(taxonomy, key) for key in taxonomy.roots())
        for sector in sectors(taxonomy, taxonomy.roots(), NINE_O_CLOCK, 360 / max(leaves, 1)):
            _draw(axes, taxonomy, sector)

    half = _SIZE / 2
    return draw_sheet(path, "sunburst", (-half, half), (-half, half), paint)


def leaves_below(taxonomy: Taxonomy, key: str) -> int:
    """Count the emotions without narrower ones in the branch of an emotion; itself, if it is one."""
    return max(1, sum(not taxonomy.children(below) for below in taxonomy.descendants(key)))


def sectors(
    taxonomy: Taxonomy, keys: Iterable[str], start: float, unit: float, shade: int | None = None
) -> Iterator[Sector]:
    """Place emotions clockwise, each before those below it; a leaf takes `unit` degrees and its parent's shade."""
    for place, key in enumerate(keys):
        end = start - leaves_below(taxonomy, key) * unit
        own = place % 2 if shade is None else shade
        yield Sector(key, start, end, own)
        below = None if not taxonomy.records[key].parent else own
        yield from sectors(taxonomy, taxonomy.children(key), start, unit, below)
        start = end


def _draw(axes: Axes, taxonomy: Taxonomy, sector: Sector) -> None:
    from matplotlib.patches import Wedge

    record = taxonomy.records[sector.key]
    ring = int(record.tier) - 1
    inner, outer = _RINGS[ring]
    colour = colour_of(sector.key, record.tier, sector.shade)
    axes.add_patch(
        Wedge((0, 0), outer, sector.end, sector.start, width=outer - inner, facecolor=colour, edgecolor="white", lw=0.9)
    )
    angle = (sector.start + sector.end) / 2
    opening = math.radians(sector.start - sector.end)
    centre = (inner + outer) / 2
    size = _FONT_SIZES[ring]
    weight = "bold" if ring == 0 else "normal"
    width = text_width(record.label, weight)
    # A primary emotion with room stands level; all else runs along the radius.
    level = ring == 0 and opening * centre > width * size
    if not level:
        # In a narrow wedge the label moves outwards and shrinks until its inner end fits between the sides.
        far = outer - _MARGIN
        size = min(size, (far - inner - _MARGIN) / width, opening * far / (_LINE + opening * width))
        centre = max(centre, _LINE * size / opening + width * size / 2)
    axes.text(
        centre * math.cos(math.radians(angle)),
        centre * math.sin(math.radians(angle)),
        record.label,
        rotation=0 if level else upright(angle),
        rotation_mode="anchor",
        ha="center",
        va="center",
        fontsize=size * POINTS,
        fontweight=weight,
        color=ink_on(colour),
        parse_math=False,
    )
