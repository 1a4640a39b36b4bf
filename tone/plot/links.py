"""The links one by one, in rows to read: opposites, compositions, combinations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tone.colours import colour_of
from tone.errors import ToneError
from tone.model import LinkKind
from tone.plot.canvas import check, draw_sheet, text_width
from tone.plot.choice import chosen_links
from tone.plot.columns import Line, break_into_columns
from tone.plot.pills import BAR, HEIGHT, INK, QUIET, draw_bar, draw_head, draw_pill, pill_width, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tone.emotion import Emotion, EmotionLink, Knowledge

_WIDEST = 1320.0  # of what is drawn, without the edges
_NARROWEST = 530.0
_EDGE = 36.0
_HEADER = 86.0
_TITLE = 36.0  # from the top of a section to its first line
_AFTER = 26.0  # below a section
_PITCH = {LinkKind.OPPOSITE_OF: 28.0, LinkKind.COMPOSED_OF: 36.0, LinkKind.PLUS_LEADS_TO: 28.0}
_HEADING = 40.0
_GUTTER = (44.0, 170.0)  # at least and at most, between columns
_FEW = 7  # rows that do not need a second column
_SIGN = 20.0  # width of a plus
_BETWEEN = {LinkKind.OPPOSITE_OF: BAR + 42, LinkKind.COMPOSED_OF: 26.0, LinkKind.PLUS_LEADS_TO: BAR + 36}
_TITLES = {
    LinkKind.OPPOSITE_OF: ("Opposites", "pair", "pairs"),
    LinkKind.COMPOSED_OF: ("Compositions", "emotion and its parts", "emotions and their parts"),
    LinkKind.PLUS_LEADS_TO: ("Combinations", "pair and what it leads to", "pairs and what they lead to"),
}


class _Row(NamedTuple):
    """Emotions that stand left and right of a sign, and the confidence of each link between them."""

    kind: LinkKind
    left: tuple[Emotion, ...]
    right: tuple[Emotion, ...]
    confidences: tuple[float, ...]


class _Section(NamedTuple):
    """The rows of one kind in columns, and the widths that each column has left and right of the sign."""

    kind: LinkKind
    columns: list[list[Line[_Row]]]
    sides: list[tuple[float, float]]

    @property
    def widths(self) -> list[float]:
        """Width of each column."""
        return [left + _BETWEEN[self.kind] + right for left, right in self.sides]

    @property
    def least(self) -> float:
        """Width of the section with its columns as near as may be."""
        return sum(self.widths) + _GUTTER[0] * (len(self.sides) - 1)

    @property
    def height(self) -> float:
        """Height of the section, title included."""
        return _TITLE + max(sum(map(self.pitch, column)) for column in self.columns) + _AFTER

    def pitch(self, line: Line[_Row]) -> float:
        """Height that a line takes."""
        return _PITCH[self.kind] if line.row is not None else _HEADING


def draw_links(
    knowledge: Knowledge, path: Path | str, kinds: Collection[LinkKind | str] = (), emotion: str = ""
) -> Path:
    """Draw each link as a row to read, with a section for each kind; bars show how sure the links are.

    Rows are grouped by the family of the first opposite, the whole, or the result.

    Args:
        knowledge: the emotions and their links.
        path: where to; the suffix, one of `SUFFIXES`, chooses the format. The same data give the same bytes.
        kinds: draw only these kinds of links; none stands for all.
        emotion: key of an emotion, to draw only its links; "" for those of all.

    Returns:
        The path.

    Raises:
        ValueError: there is no such kind.
        UnknownEmotionError: there is no such emotion.
        ToneError: there are no such links.
        MissingExtraError: matplotlib is not installed.
        FormatError: the suffix is unknown.
        OutputError: the file cannot be written.
    """
    check(path)
    about = knowledge[emotion] if emotion else None
    links = chosen_links(knowledge, kinds, about.key if about else "")
    if not links:
        named = " or ".join(sorted({LinkKind(kind).value for kind in kinds}))
        what = f" of kind {named}" if named else ""
        whose = f" of {about.key}" if about else ""
        raise ToneError(f"there are no links{what}{whose} to draw")
    sections = [_section(kind, list(_rows(kind, links))) for kind in LinkKind if any(one.kind is kind for one in links)]
    inner = max(_NARROWEST, *(section.least for section in sections))
    height = _HEADER + sum(section.height for section in sections)

    def paint(axes: Axes) -> None:
        _draw_header(axes, about)
        top = -_HEADER
        for section in sections:
            _draw_section(axes, section, top, inner)
            top -= section.height

    return draw_sheet(path, "links", (-_EDGE, inner + _EDGE), (-height, 0), paint)


def _rows(kind: LinkKind, links: Sequence[EmotionLink]) -> Iterator[_Row]:
    """Give a row for each link; the parts of a composition share one."""
    chosen = [link for link in links if link.kind is kind]
    if kind is LinkKind.COMPOSED_OF:
        for _, group in groupby(chosen, key=lambda link: link.subjects[0].key):
            parts = list(group)
            yield _Row(
                kind, parts[0].subjects, tuple(part.object for part in parts), tuple(part.confidence for part in parts)
            )
    else:
        for link in chosen:
            yield _Row(kind, link.subjects, (link.object,), (link.confidence,))


def _section(kind: LinkKind, rows: list[_Row]) -> _Section:
    """Put rows into as many columns as the page is wide for; few rows need but one."""
    groups = [(family, list(group)) for family, group in groupby(rows, key=_family)]
    for count in range(-(-len(rows) // _FEW), 0, -1):
        columns = break_into_columns(groups, count)
        section = _Section(kind, columns, [_sides(column) for column in columns])
        if section.least <= _WIDEST:
            break
    return section


def _sides(column: Sequence[Line[_Row]]) -> tuple[float, float]:
    rows = [line.row for line in column if line.row is not None]
    return max(_side_width(row.left) for row in rows), max(_side_width(row.right) for row in rows)


def _family(row: _Row) -> str:
    head = row.right[0] if row.kind is LinkKind.PLUS_LEADS_TO else row.left[0]
    return head.primary.key


def _side_width(emotions: Sequence[Emotion]) -> float:
    return sum(map(pill_width, emotions)) + _SIGN * (len(emotions) - 1)


def _draw_header(axes: Axes, about: Emotion | None) -> None:
    from matplotlib.patches import FancyBboxPatch

    write(axes, 0, -38, f"Links of {about.qualified_label}" if about else "Links between emotions", 26, weight="bold")
    x = 0.0
    for tier, name in enumerate(("primary", "secondary", "tertiary"), start=1):
        width = text_width(name) * 12 + 14
        style = "round,pad=0,rounding_size=5"
        colour = colour_of("", tier)
        axes.add_patch(FancyBboxPatch((x, -80), width, 18, boxstyle=style, fc=colour, lw=0))
        write(axes, x + width / 2, -71, name, 12, "#ffffff" if tier == 1 else INK, align="center")
        x += width + 6
    x += 24
    write(axes, x, -71, "confidence", 12, QUIET)
    x += text_width("confidence") * 12 + 12
    for confidence in (0.25, 0.5, 1.0):
        draw_bar(axes, confidence, x, -71)
        write(axes, x + BAR + 6, -71, f"{confidence:g}", 12, QUIET)
        x += BAR + 48


def _draw_section(axes: Axes, section: _Section, top: float, inner: float) -> None:
    from matplotlib.patches import Rectangle

    title, one, many = _TITLES[section.kind]
    count = sum(line.row is not None for column in section.columns for line in column)
    write(axes, 0, top - 26, title, 20, weight="bold")
    beside = text_width(title, "bold") * 20 + 14
    write(axes, beside, top - 26, f"{count} {one if count == 1 else many}", 14, QUIET)
    spare = (inner - sum(section.widths)) / max(len(section.columns) - 1, 1)
    gutter = min(spare, _GUTTER[1])
    left = 0.0
    for column, width, sides in zip(section.columns, section.widths, section.sides, strict=True):
        low = top - _TITLE
        for line in column:
            low -= section.pitch(line)
            if line.row is not None:
                _draw_row(axes, line.row, left + sides[0], low + section.pitch(line) - HEIGHT / 2)
                continue
            said = f"{line.heading}, continued" if line.continued else line.heading
            write(axes, left, low + 19, said, 13, INK, "bold")
            axes.add_patch(Rectangle((left, low + 7), width, 2, fc=colour_of(line.heading, 1), lw=0))
        left += width + gutter


def _draw_row(axes: Axes, row: _Row, sign: float, middle: float) -> None:
    """Draw a row; what stands left of the sign ends there, what stands right begins behind it."""
    _draw_sum(axes, row.left, sign - _side_width(row.left), middle)
    end = sign + _BETWEEN[row.kind]
    centre = (sign + end) / 2
    if row.kind is LinkKind.COMPOSED_OF:
        write(axes, centre, middle, "=", 15, QUIET, align="center")
        _draw_sum(axes, row.right, end, middle, row.confidences)
        return
    both = row.kind is LinkKind.OPPOSITE_OF
    begin = centre - BAR / 2 - (0 if both else 4)
    draw_bar(axes, row.confidences[0], begin, middle, centred=both)
    draw_head(axes, begin + BAR + 12, middle, 1)
    if both:
        draw_head(axes, begin - 12, middle, -1)
    _draw_sum(axes, row.right, end, middle)


def _draw_sum(
    axes: Axes, emotions: Sequence[Emotion], left: float, middle: float, confidences: Sequence[float] = ()
) -> None:
    """Draw emotions with a plus between them, and under each its confidence, if given."""
    for place, emotion in enumerate(emotions):
        if place:
            write(axes, left + _SIGN / 2, middle, "+", 14, QUIET, align="center")
            left += _SIGN
        end = draw_pill(axes, emotion, left, middle)
        if confidences:
            draw_bar(axes, confidences[place], left + 4, middle - HEIGHT / 2 - 4, end - left - 8)
        left = end
