"""The cue suite: minimal pairs of texts, and whether a classifier's answers change between them as they should.

A pair is two texts that differ in little: a "not", a "very", an emoji. What is expected of its second text is said
beforehand, from a closed set (`Expect`), and no pair passes where the classifier misses the emotion in the first one.

Source of the method: Ribeiro, M. T., Wu, T., Guestrin, C. & Singh, S. (2020). Beyond accuracy: behavioral testing of
NLP models with CheckList. Proceedings of ACL 2020.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tone.classify.result import Classification
from tone.evaluate.cue_pairs import CueGroup, CuePair, Expect

DIRECTION = 0.01
"""How much of the first score a score must move to be lower or higher, so that rounding is no change."""
SAME = 0.1
"""How far apart two scores may lie to be the same, as a share of the larger."""
GONE = 0.5
"""What share of the first score may be left of an emotion that is gone."""
MIXED = 0.25
"""What share of the stronger emotion's score the weaker one has at least where both are reported."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a classifier says of a text.

    Attributes:
        emotion: key of its answer; None where it abstains.
        scores: the score of each emotion that it finds, by key.
    """

    emotion: str | None
    scores: Mapping[str, float] = field(default_factory=dict)

    def names(self, emotion: str) -> bool:
        """Tell whether the answer is an emotion or lies below it."""
        return self.emotion is not None and f"{self.emotion}/".startswith(f"{emotion}/")

    def score(self, emotion: str) -> float:
        """Give the score of an emotion; 0 where it is not found."""
        return self.scores.get(emotion, 0.0)

    def mixes(self, one: str, other: str) -> bool:
        """Tell whether both emotions are there, the weaker with at least `MIXED` of the stronger."""
        weaker, stronger = sorted((self.score(one), self.score(other)))
        return weaker > 0 and weaker >= MIXED * stronger


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a pair came out.

    Attributes:
        pair: the pair.
        first: the answer to its first text.
        second: the answer to its second text.
        fault: what is not as expected; "" if the pair passes.
    """

    pair: CuePair
    first: Answer
    second: Answer
    fault: str


@dataclass(frozen=True, slots=True)
class Total:
    """The outcomes of a group.

    Attributes:
        group: the group's name, or "all".
        pairs: how many pairs it has.
        passed: how many of them came out as expected.
    """

    group: str
    pairs: int
    passed: int

    @property
    def share(self) -> float:
        """The share that passed, 0 to 1."""
        return self.passed / self.pairs


def judge(pair: CuePair, first: Answer, second: Answer) -> str:
    """Hold the answers to the texts of a pair against what is expected.

    Args:
        pair: the pair.
        first: the answer to its first text.
        second: the answer to its second text.

    Returns:
        What is not as expected; "" if the pair passes.

    Example:
        >>> pair = CuePair("x", CueGroup.NEGATION, "I am glad", "I am not glad", "joy", Expect.GONE, "")
        >>> judge(pair, Answer("joy/relief", {"joy": 1.0}), Answer(None, {"joy": 0.2}))
        ''
        >>> judge(pair, Answer("joy", {"joy": 1.0}), Answer("joy", {"joy": 0.2}))
        'gone: the second text is answered with joy'
    """
    before = first.score(pair.emotion)
    if not before > 0:
        return f"premise: {pair.emotion} has no score in the first text"
    if pair.expect not in _BY_SCORE and not first.names(pair.emotion):
        return f"premise: the first text is answered with {first.emotion}, not {pair.emotion}"
    fault = _JUDGES[pair.expect](pair, first, second)
    return f"{pair.expect.value}: {fault}" if fault else ""


def _lower(pair: CuePair, first: Answer, second: Answer) -> str:
    before, after = first.score(pair.emotion), second.score(pair.emotion)
    return "" if after < before * (1 - DIRECTION) else f"{pair.emotion} goes from {before:.4g} to {after:.4g}"


def _higher(pair: CuePair, first: Answer, second: Answer) -> str:
    before, after = first.score(pair.emotion), second.score(pair.emotion)
    return "" if after > before * (1 + DIRECTION) else f"{pair.emotion} goes from {before:.4g} to {after:.4g}"


def _same(pair: CuePair, first: Answer, second: Answer) -> str:
    before, after = first.score(pair.emotion), second.score(pair.emotion)
    alike = abs(after - before) <= SAME * max(before, after)
    return "" if alike else f"{pair.emotion} goes from {before:.4g} to {after:.4g}"


def _gone(pair: CuePair, first: Answer, second: Answer) -> str:
    if second.names(pair.emotion):
        return f"the second text is answered with {second.emotion}"
    before, after = first.score(pair.emotion), second.score(pair.emotion)
    return "" if after <= GONE * before else f"{pair.emotion} goes from {before:.4g} to {after:.4g} only"


def _kept(pair: CuePair, _: Answer, second: Answer) -> str:
    return "" if second.names(pair.emotion) else f"the second text is answered with {second.emotion}"


def _turned(pair: CuePair, _: Answer, second: Answer) -> str:
    return "" if second.names(pair.other) else f"the second text is answered with {second.emotion}, not {pair.other}"


def _none(_: CuePair, __: Answer, second: Answer) -> str:
    return "" if second.emotion is None else f"the second text is answered with {second.emotion}"


def _mixed(pair: CuePair, first: Answer, second: Answer) -> str:
    if first.mixes(pair.emotion, pair.other):
        return "the first text mixes both already"
    found = f"{pair.emotion} has {second.score(pair.emotion):.4g}, {pair.other} {second.score(pair.other):.4g}"
    return "" if second.mixes(pair.emotion, pair.other) else f"in the second text {found}"


_BY_SCORE = frozenset({Expect.LOWER, Expect.HIGHER, Expect.SAME})
_JUDGES: Mapping[Expect, Callable[[CuePair, Answer, Answer], str]] = {
    Expect.LOWER: _lower,
    Expect.HIGHER: _higher,
    Expect.SAME: _same,
    Expect.GONE: _gone,
    Expect.KEPT: _kept,
    Expect.TURNED: _turned,
    Expect.NONE: _none,
    Expect.MIXED: _mixed,
}


def try_pairs(
    pairs: Sequence[CuePair], classify: Callable[[Iterable[str]], Iterable[Classification]]
) -> tuple[Outcome, ...]:
    """Try a classifier on pairs.

    Args:
        pairs: the pairs.
        classify: gives one classification a text, in order, as `EmotionClassifier.pipe` does.

    Returns:
        One outcome a pair, in the order of the pairs.
    """
    texts = [text for pair in pairs for text in (pair.first, pair.second)]
    answers = [Answer(found.emotion.key if found.emotion else None, found.scores()) for found in classify(texts)]
    return tuple(
        Outcome(pair, first, second, judge(pair, first, second))
        for pair, first, second in zip(pairs, answers[::2], answers[1::2], strict=True)
    )


def totals(outcomes: Sequence[Outcome]) -> tuple[Total, ...]:
    """Count what passed.

    Args:
        outcomes: the outcomes.

    Returns:
        One total a group that has pairs, in the order of `CueGroup`, and one of all; none if there are no outcomes.
    """
    groups = [(group.value, [found for found in outcomes if found.pair.group is group]) for group in CueGroup]
    return tuple(
        Total(name, len(members), sum(not found.fault for found in members))
        for name, members in (*groups, ("all", outcomes))
        if members
    )
