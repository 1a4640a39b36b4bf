"""Small pieces that are read in a row: an emotion in a pill, a bar for confidence, words beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tone.colours import colour_of, ink_on
from tone.plot.canvas import POINTS, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tone.emotion import Emotion

HEIGHT = 22.0
BAR = 40.0
INK = "#1a1a1a"
QUIET = "#5a5a5a"

_FONT_SIZE = 13.5
_PADDING = 8.0
_TRACK = "#dde2e5"
_FILL = "#5f717b"
_THICK = 4.5
_HEAD = 8.0


def pill_width(emotion: Emotion) -> float:
    """Measure the pill of an emotion, in pixels."""
    return text_width(emotion.qualified_label, _weight(emotion)) * _FONT_SIZE + 2 * _PADDING


def draw_pill(axes: Axes, emotion: Emotion, left: float, middle: float) -> float:
    """Draw an emotion's name on its colour.

    Args:
        axes: where.
        emotion: the emotion.
        left: where the pill begins.
        middle: its height on the sheet.

    Returns:
        Where the pill ends.
    """
    from matplotlib.patches import FancyBboxPatch

    width = pill_width(emotion)
    colour = colour_of(emotion.key, emotion.tier)
    style = "round,pad=0,rounding_size=6"
    axes.add_patch(FancyBboxPatch((left, middle - HEIGHT / 2), width, HEIGHT, boxstyle=style, fc=colour, lw=0))
    label = emotion.qualified_label
    write(axes, left + width / 2, middle, label, _FONT_SIZE, ink_on(colour), _weight(emotion), "center")
    return left + width


def draw_bar(
    axes: Axes, confidence: float, left: float, middle: float, width: float = BAR, *, centred: bool = False
) -> None:
    """Draw a confidence as the filled share of a bar.

    Args:
        axes: where.
        confidence: 0 to 1.
        left: where the bar begins.
        middle: its height on the sheet.
        width: of the whole bar.
        centred: whether the filled share lies in the middle, for links without a direction.
    """
    from matplotlib.patches import Rectangle

    filled = width * confidence
    begin = left + (width - filled) / 2 if centred else left
    axes.add_patch(Rectangle((left, middle - _THICK / 2), width, _THICK, fc=_TRACK, lw=0))
    axes.add_patch(Rectangle((begin, middle - _THICK / 2), filled, _THICK, fc=_FILL, lw=0))


def draw_head(axes: Axes, tip: float, middle: float, direction: int) -> None:
    """Draw the head of an arrow.

    Args:
        axes: where.
        tip: where it points to.
        middle: its height on the sheet.
        direction: 1 for rightward, -1 for leftward.
    """
    from matplotlib.patches import Polygon

    back = tip - direction * _HEAD
    corners = ((tip, middle), (back, middle + _HEAD * 0.62), (back, middle - _HEAD * 0.62))
    axes.add_patch(Polygon(corners, fc=_FILL, lw=0))


def write(
    axes: Axes,
    x: float,
    middle: float,
    text: str,
    size: float = _FONT_SIZE,
    ink: str = INK,
    weight: str = "normal",
    align: str = "left",
) -> None:
    """Write a line of text.

    Args:
        axes: where.
        x: where the text begins, or its middle or end, as `align` has it.
        middle: its height on the sheet.
        text: what to write.
        size: of the font.
        ink: its colour.
        weight: "normal" or "bold".
        align: "left", "center" or "right".
    """
    axes.text(
        x,
        middle,
        text,
        fontsize=size * POINTS,
        color=ink,
        fontweight=weight,
        ha=align,
        va="center_baseline",
        parse_math=False,
    )


def _weight(emotion: Emotion) -> str:
    return "bold" if emotion.tier == 1 else "normal"
