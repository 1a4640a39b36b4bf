"""The evidence in words: from each span over its entry to the root of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tone.classify.mentions import AppliedCue, Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tone.classify.result import Classification
    from tone.emotion import Emotion

_READINGS = 3
"""How many readings of a mention are told; affinities have up to one an emotion."""

_LISTED = 6
"""How many emotions, or pairs of them, a line lists."""


def explain(result: Classification) -> str:
    """Put a classification into lines.

    Args:
        result: what the classifier answered.

    Returns:
        The answer, or why there is none; its path with scores, and the other branches; how emotional, intense and
        pleasant the text is; mixed feelings; what the sentence encoder adds. Then of each mention the span, and below
        each other its readings with path, entry and source, what they add, and the cues with their factors.
    """
    rows = [row for row in _answer(result) if row[1]]
    if result.mentions:
        rows.append(("mentions", ""))
    blocks = [(_span(mention), list(_mention(mention))) for mention in result.mentions]
    width = max((len(span) for span, _ in blocks), default=0)
    lines = [f"{name:<10} {said}".rstrip() for name, said in rows]
    for span, told in blocks:
        lines += [f"  {head:<{width}}  {line}" for head, line in zip((span, *[""] * len(told)), told, strict=False)]
    return "\n".join(lines)


def reason_to_abstain(result: Classification) -> str:
    """Say why there is no answer.

    Args:
        result: one whose `emotion` is None.
    """
    if not result.mentions and not result.context:
        return "no word of the vocabulary"
    if result.emotional < result.threshold:
        return f"too little speaks of one, {result.emotional:.4g} is below the threshold {result.threshold:.4g}"
    return "what speaks of one is outweighed"


def describe_reading(reading: Reading, mention: Mention) -> str:
    """Say what a mention speaks of: path, entry with its source or affinity, weight, what it adds.

    Args:
        reading: one of the mention's.
        mention: the mention.
    """
    path = " > ".join(node.label for node in reading.emotion.path)
    if reading.turned_from is not None:
        path = f"{' > '.join(node.label for node in reading.turned_from.path)}, turned to {path}"
    source = "affinity, not reviewed"
    if reading.entry is not None:
        form = "" if mention.form == reading.entry.form.casefold() else f'form of "{reading.entry.form}", '
        source = f"{form}{reading.entry.pos.value}, source {reading.source}"
    return f"{path}; {source}; weight {reading.weight:.4g}, adds {reading.weight * mention.factor:.4g}"


def describe_cue(cue: AppliedCue) -> str:
    """Say what a cue is and does.

    Args:
        cue: one of a mention's.
    """
    return f'{cue.kind.value.replace("_", " ")} "{_shown(cue.text)}" [{cue.start}:{cue.end}] x{cue.factor:.4g}'


def _answer(result: Classification) -> Iterable[tuple[str, str]]:
    if result.emotion is None:
        yield "answer", f"no emotion found: {reason_to_abstain(result)}"
        yield "scores", _scores(result.all_scores[:_LISTED]) + _rest(len(result.all_scores))
    else:
        scores = result.scores()
        others = [found for found in result.top(len(scores), tier=1) if found[0] != result.emotion.primary]
        yield "answer", result.emotion.qualified_label
        yield "path", " > ".join(f"{emotion.label} {scores[emotion.key]:.4g}" for emotion in result.emotion.path)
        yield "also", _scores(others)
    yield "emotional", f"{result.emotional:.4g} (threshold {result.threshold:.4g})"
    if result.mentions or result.context:
        yield "intensity", f"{result.intensity:.4g}"
        yield "valence", f"{result.valence:+.4g}"
    pairs = [f"{one.qualified_label} and {other.qualified_label}" for one, other in result.mixed[:_LISTED]]
    yield "mixed", ", ".join(pairs) + _rest(len(result.mixed))
    context = sorted(result.context, key=lambda found: (-found[1], found[0].key))
    yield "context", _scores(context[:_LISTED]) + _rest(len(context))


def _scores(found: Iterable[tuple[Emotion, float]]) -> str:
    return ", ".join(f"{emotion.qualified_label} {score:.4g}" for emotion, score in found)


def _rest(count: int) -> str:
    return f" and {count - _LISTED} more" if count > _LISTED else ""


def _mention(mention: Mention) -> Iterable[str]:
    for reading in mention.readings[:_READINGS]:
        yield describe_reading(reading, mention)
    if len(mention.readings) > _READINGS:
        yield f"and {len(mention.readings) - _READINGS} more, weaker"
    for cue in mention.cues:
        yield describe_cue(cue)
    if len(mention.cues) > 1:
        yield f"all cues x{mention.factor:.4g}"


def _span(mention: Mention) -> str:
    return f'"{_shown(mention.text)}" [{mention.start}:{mention.end}]'


def _shown(text: str) -> str:
    """Keep a span on its line, short, and free of what a terminal would obey."""
    short = text if len(text) <= 40 else f"{text[:37]}..."
    if short.isprintable():
        return short
    return "".join(letter if letter.isprintable() or letter in "\u200d\ufe0f" else " " for letter in short)
