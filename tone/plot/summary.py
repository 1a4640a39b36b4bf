"""A picture of what many texts feel: how often each emotion is found, and how that changes or differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.colours import colour_of
from tone.plot.canvas import check, draw_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_EMOTIONS = 12
"""Emotions that have a bar or a line of their own; the rarer are left out, and the title says so."""

MOST_GROUPS = 20
MOST_TICKS = 7
LONGEST_NAME = 28
MARKED = 40
"""Periods up to which each is marked with a point."""

_INK, _FAINT, _BARE = "#222222", "#dddddd", "#9a9a9a"
_MARKERS = "os^Dvphd"
"""Shapes of the points, for those who cannot tell the colours apart."""


def draw_summary(facts: Mapping[str, Any], path: Path | str) -> Path:
    """Draw a summary: the distribution as bars, and beneath it shares over time as lines, or of groups as bars.

    Args:
        facts: what `Summary.to_dict` gives.
        path: where to; the suffix, one of `SUFFIXES`, chooses the format.

    Returns:
        The path.

    Raises:
        FormatError: the suffix is unknown.
        MissingExtraError: matplotlib is not installed.
        OutputError: the file cannot be written.
    """
    check(path)
    shown = facts["distribution"][:MOST_EMOTIONS]
    groups = dict(sorted(facts.get("groups", {}).items(), key=lambda item: (-item[1]["texts"], item[0]))[:MOST_GROUPS])
    heights = [90 + 26 * (len(shown) + 1)]
    if facts.get("periods"):
        heights.append(360)
    if groups:
        heights.append(110 + 26 * len(groups))

    def lay_out(figure: Figure) -> None:
        panels = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
        _draw_distribution(panels[0], facts, shown)
        keys = [row["emotion"] for row in shown]
        if facts.get("periods"):
            _draw_periods(panels[1], facts["periods"], keys, facts["period"])
        if groups:
            _draw_groups(panels[-1], groups, keys, len(facts["groups"]))
        for axes in panels:
            axes.spines[["top", "right"]].set_visible(False)
            axes.spines[["left", "bottom"]].set_color(_BARE)
            axes.tick_params(colors=_INK, labelsize=9, length=0)
        figure.set_layout_engine("constrained", h_pad=0.12, w_pad=0.12)
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        for axes in panels:  # the solver's last digits differ from run to run
            axes.set_position([round(part, 4) for part in axes.get_position().bounds])

    return draw_figure(path, "tone summary", (880, sum(heights)), lay_out)


def _draw_distribution(axes: Axes, facts: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> None:
    names = [*(_label(row["emotion"]) for row in shown), "no emotion"]
    shares = [*(row["share"] for row in shown), facts["share_without_emotion"]]
    colours = [*(_colour(row["emotion"], shown) for row in shown), _BARE]
    bars = axes.barh(names, [100 * share for share in shares], color=colours, height=0.72)
    counts = [*(row["texts"] for row in shown), facts["without_emotion"]]
    labels = [f"{share:.1%}  ({count:,})" for share, count in zip(shares, counts, strict=True)]
    axes.bar_label(bars, labels, padding=4, fontsize=9, color=_INK)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1.0, 100 * max(shares)) * 1.2)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    left_out = len(facts["distribution"]) - len(shown)
    rest = f"; {left_out} rarer emotions are left out" if left_out else ""
    _title(axes, f"Emotions of {facts['texts']:,} texts (share of texts{rest})")


def _draw_periods(axes: Axes, periods: Mapping[str, Any], keys: Sequence[str], period: str) -> None:
    names = list(periods)
    places = [_begin(name).toordinal() for name in names]  # so that a gap in time is one in the picture
    for key, shape in zip(keys, cycle(_MARKERS)):
        line = [100 * _share(tally, key) for tally in periods.values()]
        marker = shape if len(names) <= MARKED else ""
        axes.plot(places, line, color=_colour(key, keys), label=_label(key), linewidth=1.8, marker=marker, markersize=5)
    ticks = _spread(places, MOST_TICKS)
    axes.set_xticks([places[place] for place in ticks], [names[place] for place in ticks])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("% of texts", fontsize=9, color=_INK)
    axes.grid(axis="y", color=_FAINT, linewidth=0.7)
    axes.set_axisbelow(True)
    if keys:
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=9, labelcolor=_INK)
    _title(axes, f"Change by {period}")


def _draw_groups(axes: Axes, groups: Mapping[str, Any], keys: Sequence[str], count: int) -> None:
    names = [f"{_cut(name) or '(none)'}  ({tally['texts']:,})" for name, tally in groups.items()]
    begun = [0.0] * len(names)
    for key in keys:
        widths = [100 * _share(tally, key) for tally in groups.values()]
        # the edge parts hues that some cannot tell apart
        bars = axes.barh(
            range(len(names)), widths, left=begun, color=_colour(key, keys), height=0.72, edgecolor="white"
        )
        bars.set_label(_label(key))
        begun = [start + width for start, width in zip(begun, widths, strict=True)]
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("% of texts; the rest has no emotion that is shown", fontsize=9, color=_INK)
    axes.grid(axis="x", color=_FAINT, linewidth=0.7)
    axes.set_axisbelow(True)
    if keys:
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, fontsize=9, labelcolor=_INK)
    _title(axes, "By group" if count <= len(groups) else f"By group: the {len(groups)} largest of {count}")


def _begin(period: str) -> date:
    """Give the first day of a period, named as ISO 8601 does."""
    year, _, rest = period.partition("-")
    if rest.startswith("W"):
        return date.fromisocalendar(int(year), int(rest[1:]), 1)
    month, _, day = rest.partition("-")
    return date(int(year), int(month or 1), int(day or 1))


def _spread(places: Sequence[int], most: int) -> list[int]:
    """Choose places, of which no two are nearer than the axis has room for."""
    least = (places[-1] - places[0]) / most
    chosen = [0]
    for number, place in enumerate(places):
        if place - places[chosen[-1]] >= least > 0:
            chosen.append(number)
    return chosen


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}\u2026"


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=11, color=_INK, fontweight="bold", pad=10)


def _share(tally: Mapping[str, Any], key: str) -> float:
    return next((float(row["share"]) for row in tally["distribution"] if row["emotion"] == key), 0.0)


def _label(key: str) -> str:
    parts = key.split("/")
    return parts[-1] if len(parts) == 1 else f"{parts[-1]} ({parts[0]})"


def _colour(key: str, shown: Sequence[Any]) -> str:
    """Give the hue of its family, lighter for each emotion of the family that is shown before it."""
    keys = [row if isinstance(row, str) else row["emotion"] for row in shown]
    family = [other for other in keys if other.partition("/")[0] == key.partition("/")[0]]
    place = family.index(key)
    return colour_of(key, min(1 + place // 2, 3), place % 2)
