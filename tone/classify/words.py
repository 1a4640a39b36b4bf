"""The vocabulary as the classifier reads with it: words, phrases and cues by form, each made ready once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from tone.classify.mentions import Reading
from tone.classify.negation import negated
from tone.classify.parameters import Parameters
from tone.classify.readings import induced, is_symbol, readings_of
from tone.emotion import Knowledge
from tone.model import Cue, CueKind, Direction, PartOfSpeech
from tone.text.tokens import normalise

JOINING: Final = frozenset({"or", "nor", "and"})
"""After these a negator reaches on past the word it has negated."""
_PRONOUNS_LIST = """
me you him her it us them myself yourself himself herself itself ourselves themselves everyone everybody someone
somebody people this that all right so much very too quite
"""
PRONOUNS = frozenset(_PRONOUNS_LIST.split())
_DETERMINERS_LIST = """
a an the my your his her its our their this that these those some any every
"""
DETERMINERS = frozenset(_DETERMINERS_LIST.split())
"""What may stand in a gap of a phrase: an object pronoun, an adverb, or a determiner and one word."""
POSSESSIVES = frozenset({"my", "your", "his", "her", "its", "our", "their"})
"""Phrases that begin with any of these, as "my heart sank" does, have no verb there to be parted from."""
_SMALL_LIST = """
a i am so to my me of in is it be the and for at on we you not with this that all are was
"""
_PREPOSITIONS = "about across after against at for from into of on to upon with"
INSEPARABLE = frozenset(_PREPOSITIONS.split())
"""Prepositions that nothing parts from their verb: "took to him", but not "took the bus to work"."""
_SMALL = frozenset(_SMALL_LIST.split())


class Word:
    """A form with its readings, and what they come to in each primary emotion.

    Attributes:
        form: the normalised form.
        readings: what it speaks of.
        primaries: the weights of the readings, added up by primary emotion in the order of the taxonomy.
        total: the sum of these.
        parts: each weight above 0 in `primaries` with its place. Most words have one or two, so this is quicker to add
            up than `primaries`.
        emotional: what it adds to the evidence that a text speaks of any emotion; see `tone.affinities`.
        symbol: whether it is an emoji or emoticon.
        several: whether reviewed senses of it lie in several branches.
        reviewed: whether a person reviewed it.
    """

    __slots__ = (
        "_negated",
        "emotional",
        "form",
        "parts",
        "primaries",
        "readings",
        "reviewed",
        "several",
        "symbol",
        "total",
    )

    def __init__(
        self, form: str, readings: tuple[Reading, ...], primaries: tuple[float, ...], emotional: float
    ) -> None:
        self.form = form
        self.readings = readings
        self.primaries = primaries
        self.total = sum(primaries)
        self.emotional = emotional
        self.parts = tuple([(place, amount) for place, amount in enumerate(primaries) if amount])
        self.symbol = bool(readings) and is_symbol(readings)
        self.reviewed = bool(readings) and readings[0].entry is not None
        self.several = self.reviewed and sum(weight > 0 for weight in primaries) > 1
        self._negated: Word | None = None


class Step:
    """What phrases and cues say after some of their words: they are kept as a tree, by word.

    Attributes:
        form: the phrase that ends here; "" if none does.
        gaps: whether words may stand between its first word and the rest.
        nexts: the steps that go on from here, by the next word; None if none does.
    """

    __slots__ = ("form", "gaps", "nexts")

    def __init__(self) -> None:
        self.form = ""
        self.gaps = False
        self.nexts: dict[str, Step] | None = None


class Rule(NamedTuple):
    """A cue made ready.

    Attributes:
        kind: what sort of cue it is.
        scope: how many tokens it reaches; 0 for all of the clause.
        back: whether it reaches the words before it.
        factor: what it multiplies by.
        waits: whether it does anything to words; boundaries, pseudo-negators and neutral terms only end or shield.
        ahead: whether all it does is to reach the words after it.
    """

    kind: CueKind
    scope: int
    back: bool
    factor: float
    waits: bool
    ahead: bool


class Words:
    """Gives words, cues and phrases by form.

    Args:
        knowledge: entries, affinities, links and cues.
        parameters: what readings and negation go by.
    """

    def __init__(self, knowledge: Knowledge, parameters: Parameters) -> None:
        self._knowledge = knowledge
        self._parameters = parameters
        self._roots = {key: place for place, key in enumerate(knowledge.taxonomy.roots())}
        self._words: dict[str, Word | None] = {}
        self._learned: dict[str, float | None] = {}
        lexicon = knowledge.lexicon
        by_kind = _factors(parameters)
        self.cues: dict[str, Rule] = {normalise(cue.form) or cue.form: rule_of(cue, by_kind) for cue in knowledge.cues}
        self._add_openings(lexicon.forms())
        gapped = _gapped(knowledge)
        self.phrases: dict[str, dict[str, Step]] = {}
        self._singles: set[str] = set(_SMALL | JOINING)
        for form in {*lexicon.forms(), *self.cues}:
            first, *rest = form.split(" ")
            self._singles.update((first, *rest))
            step = Step()
            step.nexts = self.phrases.setdefault(first, {}) if rest else None
            for word in rest:
                if step.nexts is None:
                    step.nexts = {}
                step = step.nexts.setdefault(word, Step())
            if rest:
                step.form, step.gaps = form, form in gapped
        self.seconds = frozenset(word for nexts in self.phrases.values() for word in nexts)
        self.gapped: dict[str, set[str]] = {}
        for form in gapped:
            first, second, *_ = form.split(" ")
            self.gapped.setdefault(first, set()).add(second)
        self.parted = frozenset(word for seconds in self.gapped.values() for word in seconds)
        self._affine = knowledge.affinities

    def known(self, form: str) -> bool:
        """Tell whether a form is a word of the lexicon or of a cue, or part of a phrase."""
        return form in self._singles

    def is_idle(self, form: str) -> bool:
        """Tell whether a form is part of nothing: neither word nor cue, in no phrase, nor in a gap of one."""
        if form in self._singles or form in self._words or form.endswith("ly"):
            return False
        return self.word(form) is None

    def word(self, form: str) -> Word | None:
        """Give a form made ready; None if it speaks of no emotion. A possessive counts as its word."""
        if form in self._words:
            return self._words[form]
        if form in self._singles or " " in form:
            found = self._within(form)
            if found is None and (form not in self.cues or self._knowledge.lexicon.lookup(form)):
                readings = readings_of(form, self._knowledge, self._parameters)
                found = self._made(form, readings) if readings else None
        else:  # most words that are met for the first time: no entry or cue has them
            readings = induced(form, self._knowledge, self._parameters)
            found = self._made(form, readings) if readings else None
        if found is None and form.endswith("'s"):
            return self.word(form[:-2])
        if found is None and "\u200d" in form:  # of an unknown sequence of emoji the first that is known
            return next((word for part in form.split("\u200d") if (word := self.word(part))), None)
        # unknown words are not remembered, so memory stays bounded; phrases are all of the vocabulary
        if found is not None or form in self._singles or " " in form:
            self._words[form] = found
        return found

    def _add_openings(self, forms: Iterable[str]) -> None:
        """Let phrases of the lexicon that begin with a hypothetical cue be that cue too: "I wish I could"."""
        unreal = {form: rule for form, rule in self.cues.items() if rule.kind is CueKind.HYPOTHETICAL}
        for form in forms:
            words = form.split(" ")
            for end in range(len(words) - 1, 0, -1):
                rule = unreal.get(" ".join(words[:end]))
                if rule is not None:
                    self.cues.setdefault(form, rule)
                    break

    def _within(self, form: str) -> Word | None:
        """Give the word of emotion in a pseudo-negator that compares: "never been happier" is very happy.

        So is any that ends in "more": "nothing scares me more".
        """
        rule = self.cues.get(form)
        if rule is None or rule.kind is not CueKind.PSEUDO_NEGATOR or self._knowledge.lexicon.lookup(form):
            return None
        *others, last = form.split(" ")
        if last == "more":
            return next((word for other in others if (word := self.word(other)) and word.reviewed), None)
        word = self.word(last) if others and last.endswith("er") else None
        entry = word.readings[0].entry if word and word.reviewed else None
        return word if entry and entry.pos is PartOfSpeech.ADJECTIVE and normalise(entry.form) != last else None

    def negated(self, word: Word) -> Word:
        """Give what the negation of a word speaks of; it may be nothing."""
        if word._negated is None:
            readings = negated(word.readings, self._knowledge, self._parameters)
            left = sum(reading.weight for reading in readings)
            # what is denied is no sign of itself, only what negation makes of it
            word._negated = self._made(word.form, readings, min(word.emotional, left * self._parameters.unseen))
        return word._negated

    def reweighted(self, word: Word, weights: list[float]) -> Word:
        """Give a word with other weights for its readings."""
        readings = [
            Reading(old.emotion, weight, old.entry, old.turned_from)
            for old, weight in zip(word.readings, weights, strict=True)
        ]
        return self._made(word.form, tuple(sorted(readings, key=lambda r: (-r.weight, r.emotion.key))))

    def place_of(self, reading: Reading) -> int:
        """Give the place of a reading's primary emotion."""
        return self._roots[reading.emotion.key.partition("/")[0]]

    def split(self, tag: str) -> list[str]:
        """Split a hashtag in small letters into known words, if that can be done without remainder.

        The fewest words win, then the longest first. One of them at least must be reviewed, so that no emotion is found
        between the words of an unknown name.
        """
        best: list[tuple[str, ...] | None] = [(), *([None] * len(tag))]
        for end in range(1, len(tag) + 1):
            for start in range(max(0, end - 20), end):
                before, piece = best[start], tag[start:end]
                if before is not None and self._stands(piece):
                    found = (*before, piece)
                    current = best[end]
                    if current is None or len(found) < len(current):
                        best[end] = found
        words = list(best[-1] or ())
        return words if any(self._knowledge.lexicon.lookup(word) for word in words) else []

    def _stands(self, piece: str) -> bool:
        if piece in self._singles:
            return len(piece) > 2 or piece in _SMALL
        return len(piece) > 3 and self._affine is not None and piece in self._affine

    def _made(self, form: str, readings: tuple[Reading, ...], emotional: float | None = None) -> Word:
        primaries = [0.0] * len(self._roots)
        for reading in readings:
            primaries[self.place_of(reading)] += reading.weight
        if emotional is None:
            emotional = self._emotional(form, sum(primaries)) if readings else 0.0
        return Word(form, readings, tuple(primaries), emotional)

    def _emotional(self, form: str, total: float) -> float:
        """Give what was learned of a form; where nothing was, as when no unlabelled text held it, what it weighs."""
        if form not in self._learned:  # asked for again wherever a word's senses are weighed anew
            self._learned[form] = None if self._affine is None else self._affine.emotional(form)
        learned = self._learned[form]
        return total * self._parameters.unseen if learned is None else learned


def rule_of(cue: Cue, factors: dict[CueKind, float]) -> Rule:
    """Make a cue ready: its own factor, or that of its kind."""
    factor = factors.get(cue.kind, 1.0) if cue.factor is None else cue.factor
    waits = cue.kind not in (CueKind.BOUNDARY, CueKind.PSEUDO_NEGATOR, CueKind.NEUTRAL)
    back = cue.direction is Direction.BEFORE
    ahead = waits and not back and cue.kind not in (CueKind.CONTRAST, CueKind.CONCESSION)
    return Rule(cue.kind, cue.scope, back, factor, waits, ahead)


def _factors(parameters: Parameters) -> dict[CueKind, float]:
    return {
        CueKind.NEGATOR: parameters.negated,
        CueKind.CONTRAST: parameters.after_contrast,
        CueKind.CONCESSION: parameters.conceded,
        CueKind.HYPOTHETICAL: parameters.hypothetical,
        CueKind.PAST: parameters.past,
    }


def _gapped(knowledge: Knowledge) -> frozenset[str]:
    """Give the phrases whose verb and rest may stand apart: verbs, and phrases whose first word is inflected."""
    forms: set[str] = set()
    for entry in knowledge.lexicon.entries:
        _, _, rest = entry.form.partition(" ")
        firsts = {form.partition(" ")[0] for form in entry.forms}
        inflected = entry.pos is PartOfSpeech.VERB or (len(firsts) > 1 and not firsts & POSSESSIVES)
        if rest and rest not in INSEPARABLE and inflected:
            forms.update(normalise(form) for form in entry.forms)
    return frozenset(forms)
