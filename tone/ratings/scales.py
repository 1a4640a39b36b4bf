"""What raters are asked, on which scale, and how it is explained to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RatingKind(str, Enum):
    """What a question is about."""

    DEFINITION = "definition"
    PLACEMENT = "placement"
    ENTRY = "entry"
    LINK = "link"
    CLASSIFICATION = "classification"


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers that a kind of question takes.

    Attributes:
        task: what raters are asked to do.
        level: "nominal" for categories; "ordinal" for steps, whose values are numbers as text.
        meanings: what each value means, by value, in order; steps from the lowest to the highest.
        good: the values that speak for TONE.
    """

    task: str
    level: str
    meanings: dict[str, str]
    good: frozenset[str]

    @property
    def values(self) -> tuple[str, ...]:
        """The values, in order."""
        return tuple(self.meanings)


SCALES = {
    RatingKind.DEFINITION: Scale(
        "How well does the definition say what the word means as the name of an emotion?",
        "ordinal",
        {
            "1": "it describes something else",
            "2": "it misses the point",
            "3": "it is partly right",
            "4": "it is right but for details",
            "5": "it says just what the word means",
        },
        frozenset({"4", "5"}),
    ),
    RatingKind.PLACEMENT: Scale(
        "How well does the statement hold, as far as you know these emotions?",
        "ordinal",
        {
            "1": "it does not hold at all",
            "2": "it rather does not hold",
            "3": "it holds as much as not",
            "4": "it rather holds",
            "5": "it holds wholly",
        },
        frozenset({"4", "5"}),
    ),
    RatingKind.ENTRY: Scale(
        "Does the word or phrase, as people use it, speak of the emotion that is described?",
        "nominal",
        {
            "node": "yes, of just this emotion",
            "branch": "of a related emotion rather, of the same family",
            "wrong": "no, of another emotion or of none",
        },
        frozenset({"node"}),
    ),
    RatingKind.LINK: Scale(
        "Does the statement hold between these emotions, for most people and most of the time?",
        "nominal",
        {"yes": "it holds", "no": "it does not hold", "unsure": "you cannot tell"},
        frozenset({"yes"}),
    ),
    RatingKind.CLASSIFICATION: Scale(
        "Is the answer right for the text, going by nothing but the text?",
        "nominal",
        {
            "right": "yes; where the answer is that there is no emotion, the text speaks of none",
            "related": "not just that, but an emotion of the same family",
            "wrong": "no: the text speaks of another emotion, or of none",
        },
        frozenset({"right"}),
    ),
}
"""The scale of each kind."""


def render_codebook(title: str, pass_share: float) -> str:
    """Give the instructions for raters in Markdown.

    Args:
        title: the first heading.
        pass_share: the share of attention checks that a rater must answer right.
    """
    parts = [
        f"# {title}",
        "You have one table, with your name. Open it in a spreadsheet (tab-separated, UTF-8, nothing quoted) or in an "
        "editor. In each row read `question`, and write one value of the scale into `rating`; leave it empty where you "
        "cannot answer. Into `comment` you may write what you like, on one line. Change nothing else: neither "
        "questions nor ids, and no row may be lost. Save it under the same name, tab-separated, UTF-8.",
        "Work alone, in the order of the table, which differs from rater to rater. Go by your own understanding of the "
        "words: there is no right answer to find out. A few questions in between have one; they show whether "
        f"questions are read. Who answers less than {pass_share:.0%} of them right is left out, with all ratings.",
        "The column `kind` says which scale a row takes:",
    ]
    for kind, scale in SCALES.items():
        rows = "\n".join(f"| `{value}` | {meaning} |" for value, meaning in scale.meanings.items())
        parts += [f"## {kind.value}", scale.task, f"| rating | means |\n|---|---|\n{rows}"]
    return "\n\n".join(parts) + "\n"
