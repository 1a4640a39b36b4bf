"""The contextual mode: what a sentence encoder makes of whole texts, added to what the words say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import exp
from typing import NamedTuple

from tone.classify import scoring
from tone.classify.evidence import LexicalEvidence
from tone.classify.findings import Findings
from tone.classify.parameters import Parameters
from tone.embed.encoder import Encoder, EncoderIdentity
from tone.embed.head import Head
from tone.emotion import Emotion, Knowledge

LONGEST = 1_000
"""Characters that are encoded as one; longer texts are taken in pieces, as encoders cut off what exceeds them."""

_SENTENCE_END = re.compile(r"(?<=[.!?\u2026])\s+|\n+")


class Context(NamedTuple):
    """What an encoder makes of a text.

    Attributes:
        shares: probabilities by key of secondary emotion, adding up to 1; empty for a text without any character.
        emotional: what speaks for the text being emotional at all.
    """

    shares: dict[str, float]
    emotional: float


class ContextReader:
    """Reads texts with an encoder.

    Args:
        encoder: the encoder.
        head: its centroids.
    """

    def __init__(self, encoder: Encoder, head: Head) -> None:
        self.encoder = encoder
        self.identity = EncoderIdentity(encoder.name, encoder.revision)
        self._head = head

    def read(self, texts: Sequence[str]) -> list[Context]:
        """Read texts together. A long text is the mean of its pieces, which end where sentences do.

        Args:
            texts: any texts.
        """
        owners: list[int] = []
        parts: list[str] = []
        for number, text in enumerate(texts):
            for piece in pieces(text):
                owners.append(number)
                parts.append(piece.encode("utf-8", "replace").decode("utf-8"))  # encoders refuse lone surrogates
        empty = Context({}, 0.0)
        if not parts:
            return [empty] * len(texts)
        vectors = self.encoder.encode(parts)
        read = zip(owners, self._head.probabilities(vectors), self._head.emotional(vectors), strict=True)
        by_text: dict[int, list[Context]] = {}
        for owner, shares, emotional in read:
            by_text.setdefault(owner, []).append(Context(shares, emotional))
        return [_mean(by_text[number]) if number in by_text else empty for number in range(len(texts))]


class ContextualEvidence(LexicalEvidence):
    """The words found in a text, and what the encoder makes of all of it.

    Args:
        findings: the words.
        knowledge: the knowledge base.
        parameters: the constants.
        raise_links: whether co-occurring parts raise what they compose or lead to.
        read: what the encoder makes of the text.
        encoder: which one it is.
    """

    mode = "contextual"

    def __init__(
        self,
        findings: Findings,
        knowledge: Knowledge,
        parameters: Parameters,
        raise_links: bool,
        read: Context,
        encoder: EncoderIdentity,
    ) -> None:
        super().__init__(findings, knowledge, parameters, raise_links)
        self.read = read
        self.encoder = encoder

    def _added(self) -> dict[str, float]:
        """Give what the encoder adds to secondary emotions, by key."""
        weight, known = self.parameters.context, self.knowledge.taxonomy.records
        return {key: weight * share for key, share in self.read.shares.items() if key in known}

    @cached_property
    def context(self) -> tuple[tuple[Emotion, float], ...]:  # type: ignore[override]
        """What the encoder adds, the most first; ties by key."""
        ordered = sorted(self._added().items(), key=lambda item: (-item[1], item[0]))
        return tuple((self.knowledge[key], score) for key, score in ordered)

    @cached_property
    def evidence(self) -> float:
        """What speaks for any emotion at all: the words, and the encoder."""
        return scoring.strongest(self.findings.by_sentence()) + self.read.emotional

    @property
    def intensity(self) -> float:
        """How strong the emotions are: by the words, or where there are none by the encoder's say on the whole."""
        return super().intensity or 1.0 - exp(-self.read.emotional)

    @property
    def valence(self) -> float:
        """How pleasant they are, by the scores of words and encoder together."""
        roots = self.knowledge.taxonomy.roots()
        return scoring.valence([[self.scores_by_key.get(key, 0.0) for key in roots]], roots)


def pieces(text: str) -> Iterator[str]:
    """Cut a text into pieces of at most `LONGEST` characters, where sentences end if they do.

    Example:
        >>> list(pieces("One. Two.")), list(pieces(" "))
        (['One. Two.'], [])
    """
    if len(text) <= LONGEST:
        if text.strip():
            yield text
        return
    piece = ""
    for sentence in _SENTENCE_END.split(text):
        for start in range(0, len(sentence), LONGEST):
            part = sentence[start : start + LONGEST]
            if not part.strip():
                continue
            if piece and (start or len(piece) + 1 + len(sentence) > LONGEST):
                yield piece
                piece = ""
            piece = f"{piece} {part}" if piece else part
    if piece:
        yield piece


def _mean(parts: list[Context]) -> Context:
    if len(parts) == 1:
        return parts[0]
    shares = {key: sum(part.shares[key] for part in parts) / len(parts) for key in parts[0].shares}
    return Context(shares, max(part.emotional for part in parts))
