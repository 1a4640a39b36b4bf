"""All emotions around a circle, with their links as bundled curves inside."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tone.colours import colour_of, ink_on
from tone.model import LinkKind
from tone.plot.bundling import Point, bundled, polar, spline
from tone.plot.canvas import POINTS, check, draw_sheet, text_width, upright
from tone.plot.choice import chosen_links, head_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tone.emotion import EmotionLink, Knowledge
    from tone.taxonomy import Taxonomy

_HALF = 640  # of the sheet's width
_LINKS = 432  # radius within which the links run; the dots and arrow heads stand on it
_RIM = 441  # where a link without a mark at that end begins
_LABELS = 444  # where the labels begin
_ENDS = (620, 606, 588)  # how far out each tier reaches; what spans those below it is a band there
_BAND = (12, 12)
_SHARES = (1.7, 1.15, 1.0)  # of the circle, by tier
_FONT_SIZES = (18.0, 15.0, 14.5)
_MARGIN = 6
_FAMILY_GAP = 2.2  # degrees
_SEAM = 0.14  # degrees between neighbours
_BENDS = (0.42, 0.7)  # radius at which the links of a family, and of a secondary emotion, meet; of _LINKS
_LEAVING = 0.93  # radius up to which a curve keeps the direction of its emotion
_STRENGTH = 0.92  # of the bundling, 0 to 1
_APART = 4.5  # between the ends of links of different kinds, in pixels
_STRANDS = 11.0  # between the bundles of different kinds, in pixels

COLOURS = {
    LinkKind.OPPOSITE_OF: "#37474f",
    LinkKind.COMPOSED_OF: "#dd6b00",
    LinkKind.PLUS_LEADS_TO: "#7b3fb5",
}
_SIDES = {LinkKind.COMPOSED_OF: 1, LinkKind.OPPOSITE_OF: 0, LinkKind.PLUS_LEADS_TO: -1}
_SAID = {
    LinkKind.OPPOSITE_OF: "opposite of",
    LinkKind.COMPOSED_OF: "composed of, the whole with a dot",
    LinkKind.PLUS_LEADS_TO: "plus leads to, with an arrow at the result",
}
_INK = "#1a1a1a"
_QUIET = "#5a5a5a"


class _Place(NamedTuple):
    """Where an emotion stands, in degrees anticlockwise from three o'clock: its own slot, and the end of its branch."""

    key: str
    start: float
    own_end: float
    end: float
    shade: int

    @property
    def angle(self) -> float:
        """Middle of the slot."""
        return (self.start + self.own_end) / 2

    @property
    def bend(self) -> float:
        """Middle of the branch, where its links meet."""
        return (self.start + self.end) / 2


def draw_wheel(knowledge: Knowledge, path: Path | str, kinds: Collection[LinkKind | str] = ()) -> Path:
    """Draw the emotions around a circle, each before those below it, and the links as curves bundled along the tree.

    The bundling is that of Holten 2006, see `tone.plot.bundling`. Without links, the tree stands alone.

    Args:
        knowledge: the emotions and their links.
        path: where to; the suffix, one of `SUFFIXES`, chooses the format. The same data give the same bytes.
        kinds: draw only these kinds of links; none stands for all.

    Returns:
        The path.

    Raises:
        ValueError: there is no such kind.
        MissingExtraError: matplotlib is not installed.
        FormatError: the suffix is unknown.
        OutputError: the file cannot be written.
    """
    check(path)
    taxonomy = knowledge.taxonomy
    links = chosen_links(knowledge, kinds)
    roots = taxonomy.roots()
    shares = sum(_share(taxonomy, key) for key in roots)
    gap = _FAMILY_GAP if len(roots) > 1 else 0.0
    unit = (360 - gap * len(roots)) / shares
    places = {place.key: place for place in _places(taxonomy, roots, 180 - gap / 2, unit, gap)}

    def paint(axes: Axes) -> None:
        for place in places.values():
            _draw_slot(axes, knowledge, place)
        for number, link in enumerate(sorted(links, key=lambda link: link.confidence)):
            _draw_link(axes, link, places, number)
        for kind, key in sorted({(link.kind, head_of(link).key) for link in links}):
            _draw_end(axes, kind, places[key])
        if links:
            _draw_legend(axes, links)

    return draw_sheet(path, "wheel", (-_HALF, _HALF), (-_HALF, _HALF), paint)


def _share(taxonomy: Taxonomy, key: str) -> float:
    return sum(_SHARES[taxonomy.records[other].tier - 1] for other in (key, *taxonomy.descendants(key)))


def _places(
    taxonomy: Taxonomy, keys: Iterable[str], start: float, unit: float, gap: float = 0.0, shade: int | None = None
) -> Iterator[_Place]:
    """Place emotions clockwise, each before those below it."""
    for number, key in enumerate(keys):
        own = number % 2 if shade is None else shade
        own_end = start - _SHARES[taxonomy.records[key].tier - 1] * unit
        end = start - _share(taxonomy, key) * unit
        yield _Place(key, start, own_end, end, own)
        below = None if not taxonomy.records[key].parent else own
        yield from _places(taxonomy, taxonomy.children(key), own_end, unit, shade=below)
        start = end - gap


def _draw_slot(axes: Axes, knowledge: Knowledge, place: _Place) -> None:
    from matplotlib.patches import Wedge

    emotion = knowledge[place.key]
    level = emotion.tier - 1
    colour = colour_of(place.key, emotion.tier, place.shade)
    far = _ENDS[level]
    spans = [(place.own_end, far - _LABELS)]
    if place.end != place.own_end:
        spans.append((place.end, _BAND[level]))
    for end, depth in spans:
        axes.add_patch(Wedge((0, 0), far, end + _SEAM / 2, place.start - _SEAM / 2, width=depth, fc=colour, lw=0))
    weight = "bold" if level < 2 else "normal"
    label = emotion.qualified_label
    opening = math.radians(place.start - place.own_end)
    room = far - _LABELS - 2 * _MARGIN
    size = min(_FONT_SIZES[level], opening * _LABELS * 0.86, room / text_width(label, weight))
    x, y = polar(_LABELS + _MARGIN, place.angle)
    axes.text(
        x,
        y,
        label,
        rotation=upright(place.angle),
        rotation_mode="anchor",
        ha="right" if 90 < place.angle % 360 < 270 else "left",
        va="center_baseline",
        fontsize=size * POINTS,
        fontweight=weight,
        color=ink_on(colour),
        parse_math=False,
    )


def _draw_link(axes: Axes, link: EmotionLink, places: dict[str, _Place], number: int) -> None:
    """Draw a link as one path; a combination has a branch from each operand to the result."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    vertices: list[Point] = []
    codes: list[int] = []
    for subject in link.subjects:
        curve = list(spline(bundled(_way(places, subject.key, link.object.key, link.kind), _STRENGTH)))
        vertices += curve
        codes += [int(Outline.MOVETO), *[int(Outline.CURVE4)] * (len(curve) - 1)]
    patch = PathPatch(
        Outline(vertices, codes),
        fc="none",
        ec=COLOURS[link.kind],
        lw=1.15,
        alpha=_alpha(link.confidence),
        capstyle="round",
    )
    patch.set_gid(f"link_{link.kind.value}_{number}")
    axes.add_patch(patch)


def _alpha(confidence: float) -> float:
    return 0.12 + 0.68 * math.pow(confidence, 1.5)


def _way(places: dict[str, _Place], first: str, second: str, kind: LinkKind) -> list[Point]:
    """Give the way from one emotion to another over the bends of their branches, without their lowest shared one."""
    up, down = _climb(first), _climb(second)
    shared = [key for key in up if key in down]
    ends = [_slot_angle(places[key], kind) for key in (first, second)]
    bends = [key for key in (*up, *reversed(down)) if key not in shared]
    # Within one branch its bend is the only thing that bends the curve, and stays (Holten 2006, section 4.1).
    if not bends:
        bends = shared[:1]
    return [
        polar(_LINKS if kind is LinkKind.COMPOSED_OF else _RIM, ends[0]),
        polar(_LINKS * _LEAVING, ends[0]),
        *(_bend(places[key], key.count("/"), kind) for key in bends),
        polar(_LINKS * _LEAVING, ends[1]),
        polar(_LINKS if kind is LinkKind.PLUS_LEADS_TO else _RIM, ends[1]),
    ]


def _climb(key: str) -> list[str]:
    """Give the branches that an emotion stands in, the nearest first; a tertiary emotion is no branch."""
    parts = key.split("/")
    return ["/".join(parts[:count]) for count in range(min(len(parts), 2), 0, -1)]


def _bend(place: _Place, level: int, kind: LinkKind) -> Point:
    radius = _LINKS * _BENDS[level]
    return polar(radius, place.bend + _SIDES[kind] * math.degrees(_STRANDS / radius))


def _slot_angle(place: _Place, kind: LinkKind) -> float:
    return place.angle + _SIDES[kind] * math.degrees(_APART / _LINKS)


def _draw_end(axes: Axes, kind: LinkKind, place: _Place) -> None:
    """Mark the whole of a composition with a dot and the result of a combination with an arrow head."""
    from matplotlib.patches import Circle, Polygon

    angle = _slot_angle(place, kind)
    if kind is LinkKind.COMPOSED_OF:
        axes.add_patch(Circle(polar(_LINKS + 4, angle), 3.4, fc=COLOURS[kind], lw=0))
    elif kind is LinkKind.PLUS_LEADS_TO:
        aside = math.degrees(4 / _LINKS)
        corners = (
            polar(_LINKS + 9, angle),
            polar(_LINKS, angle - aside),
            polar(_LINKS, angle + aside),
        )
        axes.add_patch(Polygon(corners, fc=COLOURS[kind], lw=0))


def _draw_legend(axes: Axes, links: Sequence[EmotionLink]) -> None:
    from matplotlib.lines import Line2D

    def write(x: float, y: float, text: str, size: float = 14.0, ink: str = _INK, weight: str = "normal") -> None:
        axes.text(x, y, text, fontsize=size * POINTS, color=ink, fontweight=weight, va="center_baseline")

    left = -_HALF + 16
    kinds = [kind for kind in LinkKind if any(link.kind is kind for link in links)]
    y = -_HALF + 20.0 + 22 * len(kinds)
    write(left, y, "Links", 16, weight="bold")
    for kind in kinds:
        y -= 22
        axes.add_line(Line2D((left, left + 26), (y, y), color=COLOURS[kind], lw=2))
        write(left + 34, y, _SAID[kind])
    right = _HALF - 16
    y = -_HALF + 20.0
    for step, confidence in enumerate((0.2, 0.6, 1.0)):
        x = right - 100 + step * 36
        axes.add_line(Line2D((x, x + 28), (y, y), color=_INK, lw=2, alpha=_alpha(confidence)))
        axes.text(x + 14, y + 14, f"{confidence:g}", fontsize=12 * POINTS, color=_QUIET, ha="center")
    write(right - 100, y + 42, "confidence", 14)
