"""What cues reach: the state of one left-to-right reading, kept only from a text's first cue on."""

from __future__ import annotations

from typing import NamedTuple

from tone.classify.parameters import Parameters
from tone.classify.words import JOINING, Word, Words, factor_of
from tone.model import Cue, CueKind, Direction

FAR = 1 << 60
"""A place after every token."""


USED_UP = frozenset({CueKind.NEGATOR, CueKind.INTENSIFIER, CueKind.DIMINISHER})
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


class Live(NamedTuple):
    """A cue that waits for words."""

    until: int
    first: int
    last: int
    kind: CueKind
    factor: float


class Scopes:
    """The cues that reach the place that is being read.

    Args:
        words: gives negated words.
        parameters: the factors.
        found: the words found so far, to which marks and contrasts reach back.
    """

    __slots__ = ("_clause", "_found", "_lasting", "_live", "_parameters", "_sentence", "_words", "active")

    def __init__(self, words: Words, parameters: Parameters, found: list[Found], sentence: int) -> None:
        self._words = words
        self._parameters = parameters
        self._found = found
        self._live: list[Live] = []
        self._lasting: list[Live] = []
        self._sentence = sentence
        self._clause = sentence
        self.active = -1
        """The last token that any cue reaches."""

    def meet(self, cue: Cue, first: int, last: int, drawn_out: bool) -> None:
        """Take a cue into account."""
        kind, factor = cue.kind, factor_of(cue, self._parameters)
        if drawn_out and factor > 1:
            factor *= self._parameters.elongated
        if kind is CueKind.CONTRAST:
            self._live.clear()
            self._clause = len(self._found)
            if self._clause > self._sentence:
                back = CuePlace(first, last, kind, self._parameters.before_contrast)
                self._reach_back(self._sentence, back, marks=True)
                self._lasting = [Live(FAR, first, last, kind, factor)]
                self.active = FAR
        elif kind is CueKind.BOUNDARY:
            self._live.clear()
        elif cue.direction is Direction.BEFORE:
            start = len(self._found)
            while start > self._clause and self._found[start - 1][1] >= first - cue.scope:
                start -= 1
            self._reach_back(start, CuePlace(first, last, kind, factor))
        elif kind is not CueKind.PSEUDO_NEGATOR:
            if kind is CueKind.CONCESSION:
                self._live.clear()
            until = last + cue.scope if cue.scope else FAR
            self._live.append(Live(until, first, last, kind, factor))
            self.active = max(self.active, until)

    def apply(self, first: int, last: int, word: Word, following: str) -> Found:
        """Let the cues that reach a word change it.

        Args:
            first: index of its first token.
            last: index of its last token.
            word: the word.
            following: the form after it: "or" and its like carry a negation on.
        """
        reaching = [live for live in self._live if live.until >= first]
        negators = [live for live in reaching if live.kind is CueKind.NEGATOR]
        if word.symbol:
            reaching, negators = [live for live in reaching if live.kind is not CueKind.NEGATOR], []
        odd = len(negators) % 2 == 1
        factor, cues = 1.0, []
        for live in [*self._lasting, *reaching]:
            own = live.factor
            if live.kind is CueKind.NEGATOR:
                own = own if odd else 1.0  # two negators cancel out
                if odd and live is not negators[-1]:
                    own = 1.0
            elif odd and live.kind is CueKind.INTENSIFIER:
                own = 1.0  # "not so happy" denies no more than "not happy"
            factor *= own
            cues.append(CuePlace(live.first, live.last, live.kind, own))
        if reaching and word.reviewed and following not in JOINING:  # these are used up; hypotheticals reach on
            self._live = [live for live in self._live if live.kind not in USED_UP]
        if odd:
            word = self._words.negated(word)
        return first, last, word, min(factor, self._parameters.highest), tuple(cues)

    def end(self, at: int, ends: int, mark: Cue | None) -> None:
        """Take the end of a clause or sentence into account."""
        if mark is not None:
            self._reach_back(
                self._sentence, CuePlace(at, at, mark.kind, factor_of(mark, self._parameters), True), marks=True
            )
        self._live.clear()
        self._clause = len(self._found)
        if ends > 1:
            self._lasting.clear()
            self._sentence = len(self._found)
        self.active = FAR if self._lasting else -1

    def _reach_back(self, start: int, cue: CuePlace, *, marks: bool = False) -> None:
        for place in range(start, len(self._found)):
            first, last, word, factor, cues = self._found[place]
            if word.symbol and not marks:
                continue
            if cue.kind is CueKind.NEGATOR:
                word = self._words.negated(word)
            factor = min(factor * cue.factor, self._parameters.highest)
            cues = (*cues, cue) if cue.first >= first else (cue, *cues)
            self._found[place] = (first, last, word, factor, cues)
