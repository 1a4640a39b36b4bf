"""The questions: drawn at random from what the knowledge base holds, with checks whose answer is known among them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from tone.classify.negation import PLEASANT, UNPLEASANT
from tone.classify.result import Classification
from tone.emotion import Emotion
from tone.errors import ToneError
from tone.kb import KnowledgeBase
from tone.model import Link, LinkKind, Status
from tone.ratings.scales import RatingKind

SEPARATOR = " | "
"""Parts the components of a subject."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Attributes:
        item: its id, which tells raters nothing.
        kind: what it is about.
        subject: what of the knowledge base it asks of: keys and forms, parted by `SEPARATOR`.
        question: the question as raters see it.
        expected: of an attention check, the ratings that pass; else ().
        note: "SIMULATION" in a simulation.
    """

    item: str
    kind: RatingKind
    subject: str
    question: str
    expected: tuple[str, ...] = ()
    note: str = ""


Question = tuple[str, str]
"""Subject and text of a question."""

CheckedQuestion = tuple[str, str, tuple[str, ...]]
"""The same, and the ratings that pass."""


def draw_items(
    kb: KnowledgeBase,
    kinds: Iterable[RatingKind],
    *,
    count: int,
    checks: int,
    seed: int,
    answers: Sequence[Classification] = (),
    note: str = "",
) -> list[Item]:
    """Draw the questions of an evaluation.

    Args:
        kb: what is to be judged.
        kinds: the kinds of questions.
        count: how many of each kind; all there are, where there are fewer.
        checks: how many attention checks of each kind, 10 at most; half of them are to be affirmed.
        seed: of the random generator; the same seed and knowledge base give the same items.
        answers: what the classifier answered, for the kind that asks about that.
        note: goes into each item.

    Returns:
        The items, by kind, in random order; each question once.

    Raises:
        ToneError: there is nothing of a kind to ask about.
    """
    items: list[Item] = []
    for kind in kinds:
        generator = random.Random(f"{seed}:{kind.value}")  # noqa: S311 - no secret depends on it
        pool = sorted(set(_POOLS[kind](kb, answers)))
        if not pool:
            raise ToneError(f"nothing to ask about {kind.value}: leave this kind out, or give texts to classify")
        drawn = generator.sample(pool, min(count, len(pool)))
        known = _checks(kb, kind, generator)[:checks]
        asked = {question for _, question, _ in known}
        items += [_item(seed, kind, subject, text, (), note) for subject, text in drawn if text not in asked]
        items += [_item(seed, kind, subject, text, expected, note) for subject, text, expected in known]
    return items


def _item(seed: int, kind: RatingKind, subject: str, text: str, expected: tuple[str, ...], note: str) -> Item:
    digest = hashlib.blake2b(f"{seed}\0{kind.value}\0{text}".encode("utf-8", "replace"), digest_size=5)
    return Item(digest.hexdigest(), kind, subject, text, expected, note)


def _definition(label: str, definition: str) -> str:
    return f"{label}: {definition}"


def _placement(label: str, definition: str, parent: str) -> str:
    return f"{label} is a kind of {parent}. By {label} is meant: {definition}"


def _entry(form: str, pos: str, label: str, definition: str) -> str:
    return f"Word or phrase: {form} ({pos}). Emotion: {label}: {definition}"


def _classification(text: str, answer: str) -> str:
    return f"Text: {' '.join(text.split())} Answer: {answer}"


def _definitions(kb: KnowledgeBase, _: Sequence[Classification]) -> list[Question]:
    return [(emotion.key, _definition(emotion.label, emotion.definition)) for emotion in kb.values()]


def _placements(kb: KnowledgeBase, _: Sequence[Classification]) -> list[Question]:
    pairs = [(emotion, emotion.parent) for emotion in kb.values()]
    return [
        (SEPARATOR.join((child.key, parent.key)), _placement(child.label, child.definition, parent.label))
        for child, parent in pairs
        if parent is not None
    ]


def _entries(kb: KnowledgeBase, _: Sequence[Classification]) -> list[Question]:
    return [
        (
            SEPARATOR.join((entry.form, entry.pos.value, entry.emotion)),
            _entry(entry.form, entry.pos.value, kb[entry.emotion].label, kb[entry.emotion].definition),
        )
        for entry in kb.lexicon.entries
        if entry.status is Status.ACCEPTED
    ]


def _links(kb: KnowledgeBase, _: Sequence[Classification]) -> list[Question]:
    return [
        (SEPARATOR.join((link.kind.value, *link.subjects, link.object)), _link_text(kb, link))
        for link in kb.link_index.in_use()
    ]


def _link_text(kb: KnowledgeBase, link: Link) -> str:
    subjects = " and ".join(kb[key].qualified_label for key in link.subjects)
    verb = {
        LinkKind.OPPOSITE_OF: "is the opposite of",
        LinkKind.COMPOSED_OF: "has as one of its parts",
        LinkKind.PLUS_LEADS_TO: "together lead to",
    }[link.kind]
    return f"{subjects} {verb} {kb[link.object].qualified_label}"


def _classifications(_: KnowledgeBase, answers: Sequence[Classification]) -> list[Question]:
    return [
        (
            "" if answer.emotion is None else answer.emotion.key,
            _classification(answer.text, "no emotion" if answer.emotion is None else answer.emotion.label),
        )
        for answer in answers
        if answer.text.strip()
    ]


_POOLS: dict[RatingKind, Callable[[KnowledgeBase, Sequence[Classification]], list[Question]]] = {
    RatingKind.DEFINITION: _definitions,
    RatingKind.PLACEMENT: _placements,
    RatingKind.ENTRY: _entries,
    RatingKind.LINK: _links,
    RatingKind.CLASSIFICATION: _classifications,
}


def _checks(kb: KnowledgeBase, kind: RatingKind, generator: random.Random) -> list[CheckedQuestion]:
    """Make questions that anyone who reads them answers alike, affirmed and denied in turn, in random order."""
    poles = [[kb[key] for key in kb.taxonomy.roots() if key in pole] for pole in (PLEASANT, UNPLEASANT)]
    pairs = [pair for one, other in product(*poles) for pair in ((one, other), (other, one))]
    generator.shuffle(pairs)
    questions = [_CHECKS[kind](one, other, place % 2 == 0) for place, (one, other) in enumerate(pairs)]
    return list({question[1]: question for question in questions}.values())


def _check_definition(one: Emotion, other: Emotion, affirm: bool) -> CheckedQuestion:
    if affirm:
        return _known(one), _definition(one.label, "This row only shows that questions are read: rate it 5."), ("5",)
    return _known(one), _definition(one.label, other.definition), ("1", "2")


def _check_placement(one: Emotion, other: Emotion, affirm: bool) -> CheckedQuestion:
    parent, expected = ("emotion", ("4", "5")) if affirm else (other.label, ("1", "2"))
    return _known(one), _placement(one.label, one.definition, parent), expected


def _check_entry(one: Emotion, other: Emotion, affirm: bool) -> CheckedQuestion:
    emotion, expected = (one, ("node", "branch")) if affirm else (other, ("wrong",))
    return _known(one), _entry(one.adjective, "adj", emotion.label, emotion.definition), expected


def _check_link(one: Emotion, _: Emotion, affirm: bool) -> CheckedQuestion:
    verb, expected = ("is the same as", ("yes",)) if affirm else ("is the opposite of", ("no",))
    return _known(one), f"{one.label} {verb} {one.label} itself", expected


def _check_classification(one: Emotion, other: Emotion, affirm: bool) -> CheckedQuestion:
    emotion, expected = (one, ("right", "related")) if affirm else (other, ("wrong",))
    return _known(one), _classification(f"I am very {one.adjective} today.", emotion.label), expected


def _known(emotion: Emotion) -> str:
    return f"check{SEPARATOR}{emotion.key}"


_CHECKS: dict[RatingKind, Callable[[Emotion, Emotion, bool], CheckedQuestion]] = {
    RatingKind.DEFINITION: _check_definition,
    RatingKind.PLACEMENT: _check_placement,
    RatingKind.ENTRY: _check_entry,
    RatingKind.LINK: _check_link,
    RatingKind.CLASSIFICATION: _check_classification,
}
