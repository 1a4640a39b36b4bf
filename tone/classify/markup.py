"""A classification as HTML: the answer, bars of the primary emotions, and the text with its mentions highlighted.

Text of the page keeps the colour that surrounds it, and all else has a colour of its own or is half transparent, so
that light and dark pages need no rules apart. Styles are inline and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from tone.classify.explanation import describe_cue, describe_reading, reason_to_abstain
from tone.classify.mentions import Mention
from tone.colours import colour_of, ink_on

if TYPE_CHECKING:
    from tone.classify.result import Classification
    from tone.emotion import Emotion

LONGEST = 2000
"""How many characters of a text are shown."""

FAINT = 0.3
"""A mention that adds less than this is tinted, not filled, so that what decides stands out."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_QUIET = "opacity:.75;font-size:.9em"
_ROW = "display:flex;align-items:center;gap:.6em;margin:.15em 0"


def markup(result: Classification) -> str:
    """Put a classification into a fragment of HTML.

    Args:
        result: what the classifier answered.

    Returns:
        A ``div`` that stands alone. Denied mentions are struck and outlined, faint ones underlined; what a mention adds
        and why is in its tooltip. Of a text longer than `LONGEST` characters the rest is left out, and counted.
    """
    parts = (_answer(result), _measures(result), _bars(result), _text(result))
    return f'<div style="line-height:1.6;max-width:60em">{"".join(parts)}</div>'


def _answer(result: Classification) -> str:
    if result.emotion is None:
        return f"<div><b>no emotion found</b>: {_safe(reason_to_abstain(result))}</div>"
    path = " &rsaquo; ".join(_safe(emotion.label) for emotion in result.emotion.path)
    style = f"{_filled(result.emotion)};padding:.1em .6em;border-radius:1em"
    return f'<div><b style="{style}">{_safe(result.emotion.qualified_label)}</b> &nbsp;{path}</div>'


def _measures(result: Classification) -> str:
    said = [f"emotional {result.emotional:.2f}", f"intensity {result.intensity:.2f}", f"valence {result.valence:+.2f}"]
    said += [f"mixed: {one.qualified_label} and {other.qualified_label}" for one, other in result.mixed[:1]]
    return f'<div style="{_QUIET}">{_safe(" · ".join(said))}</div>'


def _bars(result: Classification) -> str:
    scores = result.top(len(result.all_scores) + 1, tier=1)
    full = max([1.0, *(score for _, score in scores)])  # next to nothing shall look like that, too
    return "".join(
        f'<div style="{_ROW}"><span style="width:6em">{_safe(emotion.label)}</span>'
        '<span style="flex:0 1 16em;height:.7em;border-radius:.35em;background:rgba(128,128,128,.25)">'
        f'<span style="display:block;height:100%;border-radius:.35em;width:{100 * score / full:.1f}%;'
        f'background:{colour_of(emotion.key, 1)}"></span></span><span>{score:.2f}</span></div>'
        for emotion, score in scores
    )


def _text(result: Classification) -> str:
    mentions = result.mentions
    end = min(len(result.text), LONGEST)
    shown = [found for found in mentions if found.start < end]
    body = "".join(_piece(result.text[start:stop], found) for start, stop, found in _pieces(shown, end))
    box = (
        "white-space:pre-wrap;overflow-wrap:anywhere;max-height:24em;overflow:auto;margin-top:.4em;"
        "padding:.5em .7em;border:1px solid rgba(128,128,128,.4);border-radius:.4em"
    )
    return f'<div dir="auto" style="{box}">{body}</div>{_cut(result, end, len(mentions) - len(shown))}'


def _cut(result: Classification, end: int, mentions: int) -> str:
    left = len(result.text) - end
    if not left:
        return ""
    return f'<div style="{_QUIET}">{left:,} more characters, with {mentions:,} mentions, are not shown</div>'


def _pieces(mentions: Sequence[Mention], end: int) -> Iterator[tuple[int, int, Mention | None]]:
    """Cut a text where mentions begin and end; a piece within several belongs to the shortest."""
    edges = sorted({0, end, *(found.start for found in mentions), *(min(found.end, end) for found in mentions)})
    for start, stop in pairwise(edges):
        around = [found for found in mentions if found.start <= start and stop <= found.end]
        yield start, stop, min(around, key=lambda found: found.end - found.start, default=None)


def _piece(text: str, mention: Mention | None) -> str:
    if mention is None:
        return _safe(text)
    emotion = mention.emotion
    if mention.negated:
        style = (
            f"background:none;color:inherit;text-decoration:line-through;outline:2px solid {colour_of(emotion.key, 1)};"
            "outline-offset:-1px"
        )
    elif mention.score < FAINT:
        colour = colour_of(emotion.key, 1)
        style = f"background:{colour}26;color:inherit;box-shadow:inset 0 -2px {colour}"  # 15 % opaque
    else:
        style = _filled(emotion)
    return (
        f'<mark title="{_safe(_tooltip(mention))}" style="{style};padding:.1em .2em;border-radius:.25em">'
        f"{_safe(text)}</mark>"
    )


def _tooltip(mention: Mention) -> str:
    readings = [describe_reading(reading, mention) for reading in mention.readings]
    return "\n".join([*readings, *map(describe_cue, mention.cues)])


def _filled(emotion: Emotion) -> str:
    colour = colour_of(emotion.key, 1)
    return f"background:{colour};color:{ink_on(colour)}"


def _safe(text: str) -> str:
    """Escape text, and put U+FFFD for what no page can show or send."""
    return escape(_UNPRINTABLE.sub("\ufffd", text))
