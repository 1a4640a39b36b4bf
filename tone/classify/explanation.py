"""The evidence in words: from each span over its entry to the root of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tone.classify.mentions import Mention

if TYPE_CHECKING:
    from tone.classify.result import Classification


def explain(result: Classification) -> str:
    """Put a classification into lines.

    Args:
        result: what the classifier answered.

    Returns:
        The answer with its path and scores, then one line a mention: span, path from root to emotion, the entry with
        its source, and what it adds or why it adds nothing.
    """
    lines = [_answer(result)]
    width = max((len(_span(mention)) for mention in result.mentions), default=0)
    lines += [f"  {_span(mention):{width}}  {_reading(mention)}" for mention in result.mentions]
    return "\n".join(lines)


def _answer(result: Classification) -> str:
    if result.emotion is None:
        reason = "too little speaks of one" if result.mentions else "no word of the vocabulary"
        return f"no emotion found: {reason}"
    scores = result.scores()
    path = " > ".join(f"{emotion.label} {scores[emotion.key]:.4g}" for emotion in result.emotion.path)
    others = [
        f"{emotion.label} {score:.4g}"
        for emotion, score in result.all_scores
        if emotion.parent is None and emotion != result.emotion.primary
    ]
    also = f"   (also {', '.join(others)})" if others else ""
    mixed = "".join(f"; mixed: {first.label} and {second.label}" for first, second in result.mixed[:1])
    return f"{result.emotion.qualified_label}: {path}{also}{mixed}"


def _span(mention: Mention) -> str:
    return f'"{mention.text}" [{mention.start}:{mention.end}]'


def _reading(mention: Mention) -> str:
    first = mention.readings[0]
    entry = first.entry
    path = " > ".join(node.label for node in first.emotion.path)
    if first.turned_from is not None:
        path = f"{first.turned_from.label} turned to {path}"
    form = "" if entry is None or mention.form == entry.form.casefold() else f"form of {entry.form!r}, "
    source = "affinity" if entry is None else f"{form}{entry.pos.value}, source {first.source}"
    others = ", ".join(reading.emotion.key for reading in mention.readings[1:])
    cues = "".join(
        f'; {cue.kind.value.replace("_", " ")} "{cue.text}" [{cue.start}:{cue.end}] x{cue.factor:.4g}'
        for cue in mention.cues
    )
    return f"{path}; {source}{cues}; adds {mention.score:.4g}{f' (also {others})' if others else ''}"
