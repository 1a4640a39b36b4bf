"""From any word to the nodes it speaks of: by its entry, by a form that it derives from, or by the words near it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.emotion import Emotion, Knowledge
from tone.errors import TextError, ToneError
from tone.model import Entry, PartOfSpeech, Status
from tone.text.tokens import normalise

if TYPE_CHECKING:
    from tone.embed.encoder import Encoder
    from tone.embed.words import WordSpace

THRESHOLD = 0.5
"""The probability below which a word counts as none of emotion; the encoder takes either kind to be as frequent."""

DERIVED = 0.9
"""How sure it is that a derived form speaks of what its base speaks of."""

LEAST = 0.05
"""Shares below this are left out."""

_SUFFIXES = (
    *(("iness", "y"), ("fulness", "ful"), ("ness", ""), ("ily", "y"), ("ically", "ic"), ("ly", ""), ("ly", "le")),
    *(("ing", ""), ("ing", "e"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ies", "y"), ("es", ""), ("s", "")),
    *(("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("ish", ""), ("ful", ""), ("some", "")),
    *(("ment", ""), ("able", ""), ("able", "e"), ("ation", "e"), ("ation", "ate"), ("ion", ""), ("ion", "e")),
)
"""English endings and what stands in their place in the base; none that turns the meaning, as -less does."""

_PREFIXES = ("over", "super", "ultra", "hyper")
"""Beginnings that make a word stronger."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a word speaks of.

    Attributes:
        word: the word, as given.
        emotions: the nodes with their shares, which add up to 1 at most; the highest first, ties by tier, then key.
            Empty if the resolver abstains.
        emotional: probability that the word speaks of an emotion at all, 0 to 1.
        method: how that is known: "entry" (it is in the lexicon), "derivation" (a form that it derives from, or that
            derives from it, is), "encoder" (the words of the lexicon that a sentence encoder puts near it), "affinity"
            (what unlabelled text taught of it), or "" if nothing is known.
        evidence: the forms that it rests on.
    """

    word: str
    emotions: tuple[tuple[Emotion, float], ...]
    emotional: float
    method: str
    evidence: tuple[str, ...] = ()

    @property
    def emotion(self) -> Emotion | None:
        """The node with the highest share; None if the resolver abstains."""
        return self.emotions[0][0] if self.emotions else None

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "word": self.word,
            "emotions": {emotion.key: share for emotion, share in self.emotions},
            "emotional": self.emotional,
            "method": self.method,
            "evidence": list(self.evidence),
        }

    def __repr__(self) -> str:
        """Show word and answer."""
        key = None if self.emotion is None else self.emotion.key
        return f"Resolution({self.word!r}, emotion={key!r}, emotional={self.emotional:.2f}, method={self.method!r})"


class EmotionResolver:
    """Maps any word to the nodes it speaks of, or abstains. It never changes and may be shared between threads.

    Args:
        knowledge: the knowledge base, as `tone.load` gives it.
        encoder: a sentence encoder for words that the lexicon does not know: an `Encoder`, the folder of a
            sentence-transformers model, or "minilm", which comes with the extra ``embeddings``. It encodes the whole
            vocabulary once, in half a minute. None to go by entries, derivation and affinities alone.
        cache: a folder to keep its vectors in; None to keep none. Not for an `Encoder`, which keeps its own.
        threshold: the probability, 0 to 1, below which a word counts as none of emotion.

    Raises:
        DataError: there is no such encoder on this machine, or the knowledge base is too small to learn from.
        MissingExtraError: the encoder lacks its packages.
        ValueError: the threshold is out of range.

    Example:
        >>> import tone
        >>> resolver = tone.EmotionResolver(tone.load())
        >>> resolver.resolve("smitten").emotion
        Emotion('love/lust/infatuation', tier=3)
        >>> resolver.resolve("smittenly").method, resolver.resolve("smittenly").evidence
        ('derivation', ('smitten',))
        >>> resolver.resolve("table").emotion is None
        True
    """

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        encoder: Encoder | Path | str | None = None,
        cache: Path | None = None,
        threshold: float = THRESHOLD,
    ) -> None:
        if not 0 <= threshold <= 1:
            raise ValueError(f"threshold {threshold} is not a probability from 0 to 1")
        if cache is not None and (encoder is None or not isinstance(encoder, (str, Path))):
            raise ToneError("a cache keeps the vectors of an encoder opened here: name one, or leave the cache out")
        self._knowledge = knowledge
        self.threshold = threshold
        self.space = None if encoder is None else _space(knowledge, encoder, cache)

    def resolve(self, word: str, *, hidden: Collection[str] = ()) -> Resolution:
        """Resolve a word or phrase.

        Args:
            word: in any case and form.
            hidden: canonical forms of entries to leave aside, as when what is known is to be measured without them.

        Raises:
            TextError: it is not a `str`, or holds no letter or symbol.
        """
        return self.resolve_all([word], hidden=[hidden])[0]

    def resolve_all(self, words: Sequence[str], *, hidden: Sequence[Collection[str]] | None = None) -> list[Resolution]:
        """Resolve several words, which an encoder does quickest together.

        Args:
            words: the words.
            hidden: for each what is left aside, as for `resolve`; None for nothing.

        Raises:
            TextError: `words` is a single text, or one of them is no word; the message has its index.
        """
        if isinstance(words, (str, bytes)):
            raise TextError("expected several words, got one: put it in a list, or use resolve()")
        aside = [frozenset(one) for one in hidden] if hidden is not None else [frozenset()] * len(words)
        found = [self._by_lexicon(_checked(word, n), aside[n]) for n, word in enumerate(words)]
        open_places = [place for place, one in enumerate(found) if one is None]
        read = self._by_meaning([words[place] for place in open_places], [aside[place] for place in open_places])
        for place, resolution in zip(open_places, read, strict=True):
            found[place] = resolution
        return [one for one in found if one is not None]

    def _by_lexicon(self, word: str, hidden: frozenset[str]) -> Resolution | None:
        entries = self._entries(word, hidden)
        if entries:
            return self._answer(word, _shares(entries), max(entry.confidence for entry in entries), "entry", entries)
        if self._sign(word, hidden) == 0.0:
            return None  # whatever it looks like
        for base in _bases(normalise(word)):
            entries = self._entries(base, hidden)
            if entries:
                sure = DERIVED * max(entry.confidence for entry in entries)
                return self._answer(word, _shares(entries), sure, "derivation", entries)
        return None

    def _sign(self, word: str, hidden: frozenset[str]) -> float | None:
        affinities = self._knowledge.affinities
        return None if affinities is None or hidden else affinities.emotional(normalise(word))

    def _entries(self, form: str, hidden: frozenset[str]) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._knowledge.lexicon.lookup(form) if entry.form not in hidden)

    def _by_meaning(self, words: Sequence[str], hidden: Sequence[frozenset[str]]) -> Iterator[Resolution]:
        if self.space is None:
            yield from map(self._by_affinity, words)
            return
        around = self.space.read_all([normalise(word) for word in words], hidden)
        for word, near, without in zip(words, around, hidden, strict=True):
            if self._sign(word, without) == 0.0:  # many texts hold it, and it was a sign of nothing
                yield self._by_affinity(word)
                continue
            yield self._answer(word, near.weights, near.emotional, "encoder", near.nearest)

    def _by_affinity(self, word: str) -> Resolution:
        affinities, form = self._knowledge.affinities, normalise(word)
        sign = None if affinities is None else affinities.emotional(form)
        if affinities is None or sign is None:
            return Resolution(word, (), 0.0, "")
        return self._answer(word, affinities.of(form), 1.0 - exp(-sign), "affinity", (form,))

    def _answer(
        self, word: str, weights: Mapping[str, float], emotional: float, method: str, evidence: Sequence[Entry | str]
    ) -> Resolution:
        total = sum(weights.values())
        forms = tuple(dict.fromkeys(one if isinstance(one, str) else one.form for one in evidence))
        if emotional < self.threshold or not total:
            return Resolution(word, (), emotional, method, forms)
        shares = [(self._knowledge[key], weight / total) for key, weight in weights.items() if weight >= LEAST * total]
        shares.sort(key=lambda item: (-item[1], item[0].tier, item[0].key))
        return Resolution(word, tuple(shares), emotional, method, forms)


def _checked(word: str, number: int) -> str:
    if not isinstance(word, str) or not normalise(word):
        raise TextError(f"word {number}: expected a word as str, got {str(word)[:40]!r}")
    return word


def _shares(entries: Sequence[Entry]) -> dict[str, float]:
    found: dict[str, float] = {}
    for entry in entries:
        found[entry.emotion] = max(entry.weight, found.get(entry.emotion, 0.0))
    return found


def _bases(form: str) -> Iterator[str]:
    """Give the forms that a form may derive from, or that may derive from it, the likelier first."""
    for prefix in _PREFIXES:
        if form.startswith(prefix) and len(form) - len(prefix) >= 3:
            yield form.removeprefix(prefix).lstrip("-")
    for ending, instead in _SUFFIXES:
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 3:
            continue
        yield stem + instead
        if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]  # sobbing, from sob
    if len(form) > 3:
        for ending, instead in _SUFFIXES:
            if not instead or form.endswith(instead):
                yield form.removesuffix(instead) + ending


def _space(knowledge: Knowledge, encoder: Encoder | Path | str, cache: Path | None) -> WordSpace:
    from tone.embed.opening import open_encoder
    from tone.embed.words import WordSpace

    opened = open_encoder(encoder, cache=cache) if isinstance(encoder, (str, Path)) else encoder
    senses: dict[str, dict[str, float]] = {}
    for entry in knowledge.lexicon.entries:
        if entry.status is Status.ACCEPTED and entry.pos is not PartOfSpeech.SYMBOL:
            weights = senses.setdefault(entry.form, {})
            weights[entry.emotion] = max(entry.weight, weights.get(entry.emotion, 0.0))
    return WordSpace(senses, unemotional(knowledge), opened)


def unemotional(knowledge: Knowledge) -> list[str]:
    """Give common words that are no sign of emotion, for an encoder to learn from.

    They are the words that unlabelled text taught to be a sign of none, and every twelfth of the others that no entry
    has: among them are a few words of emotion that review has not come to, which is no harm.

    Args:
        knowledge: its affinities list the common words.
    """
    affinities, lexicon = knowledge.affinities, knowledge.lexicon
    if affinities is None:
        return []
    free = [word for word in affinities if word.isalpha() and len(word) > 2 and not lexicon.lookup(word)]
    return [word for place, word in enumerate(free) if place % 12 == 0 or affinities.emotional(word) == 0.0]
