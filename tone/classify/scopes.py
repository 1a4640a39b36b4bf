"""What cues reach: the state of one left-to-right reading, kept only from a text's first cue on."""

from __future__ import annotations

from typing import Final, NamedTuple

from tone.classify.parameters import Parameters
from tone.classify.words import JOINING, Rule, Word, Words
from tone.model import CueKind

FAR: Final = 1 << 60
"""A place after every token."""


NEGATOR: Final = CueKind.NEGATOR
INTENSIFIER: Final = CueKind.INTENSIFIER
DIMINISHER: Final = CueKind.DIMINISHER
CONTRAST: Final = CueKind.CONTRAST
BOUNDARY: Final = CueKind.BOUNDARY
USED_UP: Final = (NEGATOR, INTENSIFIER, DIMINISHER)
"""Kinds that change one reviewed word, and more only over "or" and "and"."""


class CuePlace(NamedTuple):
    """A cue that changes a found word.

    Attributes:
        first: index of its first token.
        last: index of its last token.
        kind: what sort of cue it is.
        factor: what it multiplies by.
        mark: whether it is the mark after the token, not the token.
    """

    first: int
    last: int
    kind: CueKind
    factor: float
    mark: bool = False


Found = tuple[int, int, Word, float, tuple[CuePlace, ...]]
"""A word found in a text: index of its first token and of its last, the word, already turned if negated, what cues
multiply it by, and those cues. A plain tuple, as most of the time goes into making these."""


_made: Final = tuple.__new__  # past the Python function that CuePlace() would be
Live = tuple[int, int, int, CueKind, float]
"""A cue that waits for words: the last token it reaches, its own first and last token, its kind and its factor."""


class Scopes:
    """The cues that reach the place that is being read.

    Args:
        words: gives negated words.
        parameters: the factors.
        found: the words found so far, to which marks and contrasts reach back.
        sentence: how many words were found before this sentence.
        sentences: how many words were found up to the end of each sentence before; read when a contrast opens one.
    """

    __slots__ = (
        "_clause",
        "_contrast",
        "_found",
        "_lasting",
        "_live",
        "_opened",
        "_parameters",
        "_sentence",
        "_sentences",
        "_words",
        "active",
    )

    def __init__(
        self, words: Words, parameters: Parameters, found: list[Found], sentence: int, sentences: list[int]
    ) -> None:
        self._words = words
        self._parameters = parameters
        self._found = found
        self._sentences = sentences
        self._live: list[Live] = []
        self._lasting: list[Live] = []
        self._sentence = self._clause = self._contrast = sentence
        self._opened = self.active = -1
        """The last token that any cue reaches."""

    def meet(self, cue: Rule, first: int, last: int, drawn_out: bool) -> None:
        """Take a cue into account."""
        kind, scope, back, factor, waits, ahead = cue
        if drawn_out and factor > 1:
            factor *= self._parameters.elongated
        if ahead:
            until = last + scope if scope else FAR
            self._live.append((until, first, last, kind, factor))
            if until > self.active:
                self.active = until
        elif kind is BOUNDARY:
            self._live = []
        elif kind is CONTRAST:
            self._live = []
            start = max(self._sentence, self._contrast)
            if self._sentence == len(self._found) != self._opened:  # "However, ..." weighs against the sentence before
                self._opened = start
                start = self._sentences[-2] if len(self._sentences) > 1 else 0
            self._clause = self._contrast = len(self._found)
            if self._clause > start:  # the next contrast reaches back to this one only, so time stays linear
                self._reach_back(start, CuePlace(first, last, kind, self._parameters.before_contrast), True)
                self._lasting = [(FAR, first, last, kind, factor)]
                self.active = FAR
        elif back:
            start = len(self._found)
            while start > self._clause and self._found[start - 1][1] >= first - scope:
                start -= 1
            self._reach_back(start, CuePlace(first, last, kind, factor))
        elif waits:  # a concession: what was said before it reaches no word of it
            until = last + scope if scope else FAR
            self._live = [(until, first, last, kind, factor)]
            self.active = max(self.active, until)

    def apply(self, first: int, last: int, word: Word, following: str) -> Found:  # noqa: C901 - as above
        """Let the cues that reach a word change it.

        Args:
            first: index of its first token.
            last: index of its last token.
            word: the word.
            following: the form after it: "or" and its like carry a negation on.
        """
        live = self._live
        if len(live) == 1 and not self._lasting:  # mostly one cue reaches a word, and it takes no more than this
            until, start, end, kind, factor = live[0]
            if until < first or (kind is NEGATOR and word.symbol):
                return first, last, word, 1.0, ()
            if kind in USED_UP and word.reviewed and following not in JOINING:
                self._live = []
                self.active = -1
            if kind is NEGATOR:
                word = self._words.negated(word)
            highest = self._parameters.highest
            cue = _made(CuePlace, (start, end, kind, factor, False))
            return first, last, word, factor if factor < highest else highest, (cue,)
        reaching = [*self._lasting, *[live for live in self._live if live[0] >= first]]
        if word.symbol:
            reaching = [live for live in reaching if live[3] is not NEGATOR]
        if not reaching:
            return first, last, word, 1.0, ()
        left = sum([live[3] is NEGATOR for live in reaching])
        odd = left % 2 == 1
        product, cues = 1.0, []
        for _, start, end, kind, factor in reaching:
            if kind is NEGATOR:
                left -= 1
                if left or not odd:  # two negators cancel out, so only the last of an odd number counts
                    factor = 1.0
            elif odd and kind is INTENSIFIER:  # "not so happy" denies no more than "not happy"
                factor = 1.0
            product *= factor
            cues.append(_made(CuePlace, (start, end, kind, factor, False)))
        if word.reviewed and following not in JOINING:  # these are used up, while hypotheticals reach on
            self._live = [live for live in self._live if live[3] not in USED_UP]
        if odd:
            word = self._words.negated(word)
        highest = self._parameters.highest
        return first, last, word, product if product < highest else highest, tuple(cues)

    def end(self, at: int, ends: int, mark: Rule | None) -> None:
        """Take the end of a clause or sentence into account."""
        if mark is not None:
            self._reach_back(self._sentence, CuePlace(at, at, mark.kind, mark.factor, True), True)
        self._live = []
        self._clause = len(self._found)
        if ends > 1:
            self._lasting = []
            self._sentence = self._clause
        self.active = FAR if self._lasting else -1

    def _reach_back(self, start: int, cue: CuePlace, marks: bool = False) -> None:
        for place in range(start, len(self._found)):
            first, last, word, factor, cues = self._found[place]
            if word.symbol and not marks:
                continue
            if cue.kind is NEGATOR:
                word = self._words.negated(word)
            factor = min(factor * cue.factor, self._parameters.highest)
            cues = (*cues, cue) if cue.first >= first else (cue, *cues)
            self._found[place] = (first, last, word, factor, cues)
