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
        reason = "every mention is negated" if result.mentions else "no word of the lexicon"
        return f"no emotion found: {reason}"
    scores = result.scores()
    path = " > ".join(f"{emotion.label} {scores[emotion.key]:.4g}" for emotion in result.emotion.path)
    others = [
        f"{emotion.label} {score:.4g}"
        for emotion, score in result.all_scores
        if emotion.parent is None and emotion != result.emotion.primary
    ]
    return f"{result.emotion.qualified_label}: {path}" + (f"   (also {', '.join(others)})" if others else "")


def _span(mention: Mention) -> str:
    return f'"{mention.text}" [{mention.start}:{mention.end}]'


def _reading(mention: Mention) -> str:
    entry = mention.entry
    path = " > ".join(node.label for node in mention.emotion.path)
    form = "" if mention.text.casefold() == entry.form.casefold() else f"form of {entry.form!r}, "
    what = f"{path}; {form}{entry.pos.value}, source {' + '.join(entry.sources)}"
    cues = " and ".join(f'"{cue.text}" [{cue.start}:{cue.end}]' for cue in mention.negated_by)
    if mention.negated:
        return f"{what}; negated by {cues}: adds nothing"
    twice = f"{cues} cancel out: " if cues else ""
    return f"{what}; {twice}adds {mention.score:.4g}"
