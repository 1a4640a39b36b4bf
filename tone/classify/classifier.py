"""The classifier: from text to nodes of the ontology, without labelled data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from tone.classify.evidence import LexicalEvidence
from tone.classify.finder import MentionFinder
from tone.classify.findings import Findings
from tone.classify.parameters import Parameters
from tone.classify.result import Classification
from tone.classify.scoring import leading, least_evidence
from tone.emotion import Knowledge
from tone.errors import TextError, ToneError
from tone.model import Tier

if TYPE_CHECKING:
    from tone.classify.context import ContextReader
    from tone.embed.encoder import Encoder

MODES = ("lexical", "contextual")


class EmotionClassifier:
    """Finds the emotions a text speaks of, from the words of the knowledge base, and by choice a sentence encoder.

    A classifier never changes and may be shared between threads.

    Args:
        knowledge: the knowledge base, as `tone.load` gives it.
        mode: how texts are read: "lexical" goes by the words of the lexicon and the affinities of others; "contextual"
            adds what a sentence encoder makes of the whole text to what the lexicon's words say, which takes some
            milliseconds a text; affinities, which such encoders taught, are left out.
        encoder: the encoder of the contextual mode: an `Encoder`, the folder of a sentence-transformers model, or
            "minilm", which comes with the extra ``embeddings``; None for that one. Centroids of all-MiniLM-L6-v2 and
            all-mpnet-base-v2 come with the data; for another encoder they are computed from the vocabulary.
        cache: a folder to keep such computed centroids in, by the encoder's checksum; None to keep none.
        threshold: the probability, 0 to 1, below which a text counts as not emotional; None for the one that
            `parameters` have for the mode.
        raise_links: whether emotions that co-occur raise what they compose or lead to, by the links.
        parameters: the constants of all rules.

    Raises:
        ToneError: there is no such mode, or an encoder is given for the lexical one.
        DataError: there is no such encoder on this machine.
        MissingExtraError: the contextual mode lacks its packages.
        ValueError: the threshold is out of range.

    Example:
        >>> import tone
        >>> clf = tone.EmotionClassifier(tone.load())
        >>> clf.classify("I wasn't happy, just relieved that it was over.").emotion
        Emotion('joy/relief', tier=2)
        >>> clf.predict(["so proud", "They left me lonely.", "It is Tuesday."], tier=1)
        ['joy', 'sadness', None]
    """

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        mode: str = "lexical",
        encoder: Encoder | Path | str | None = None,
        cache: Path | None = None,
        threshold: float | None = None,
        raise_links: bool = False,
        parameters: Parameters | None = None,
    ) -> None:
        if mode not in MODES:
            raise ToneError(f"no mode {mode!r}: available are {', '.join(MODES)}")
        if encoder is not None and mode == "lexical":
            raise ToneError('the lexical mode reads without an encoder: leave it out, or say mode="contextual"')
        if threshold is not None and not 0 <= threshold <= 1:
            raise ValueError(f"threshold {threshold} is not a probability from 0 to 1")
        parameters = parameters or Parameters()
        self.mode = mode
        if mode == "contextual":  # the encoder itself speaks for words without an entry, and knows them in their place
            parameters = replace(parameters, affinity_floor=inf, threshold=parameters.contextual_threshold)
        self.parameters = parameters if threshold is None else replace(parameters, threshold=threshold)
        self.raise_links = raise_links
        self._knowledge = knowledge
        self._finder = MentionFinder(knowledge, self.parameters)
        self._least = least_evidence(self.parameters)
        self._labels = [knowledge[key].label for key in knowledge.taxonomy.roots()]
        self._context = _context(knowledge, encoder, cache) if mode == "contextual" else None

    def __getstate__(self) -> dict[str, object]:
        """Leave out what can be made anew: what the finder remembers is large, and compiled classes do not pickle."""
        return {name: value for name, value in self.__dict__.items() if name != "_finder"}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Make a finder that has read nothing yet."""
        self.__dict__.update(state)
        self._finder = MentionFinder(self._knowledge, self.parameters)

    @property
    def encoder(self) -> Encoder | None:
        """The encoder of the contextual mode; None in lexical mode."""
        return None if self._context is None else self._context.encoder

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge base it goes by."""
        return self._knowledge

    def classify(self, text: str) -> Classification:
        """Classify one text.

        Args:
            text: any text, also an empty or a very long one; the time it takes grows with its length, no faster.

        Returns:
            The answer with its evidence; `emotion` is None where nothing in the text speaks of one.

        Raises:
            TextError: the argument is not a `str`.
        """
        findings = self._finder.read(text)
        return self._answer(findings) if self._context is None else self._answer_all([findings])[0]

    def _answer(self, findings: Findings) -> Classification:
        evidence = LexicalEvidence(findings, self._knowledge, self.parameters, self.raise_links)
        return Classification(findings.text, evidence)

    def _answer_all(self, batch: list[Findings]) -> list[Classification]:
        """Answer with the encoder, which is quickest with many texts together."""
        from tone.classify.context import ContextualEvidence

        if self._context is None:  # the lexical mode reads text by text
            return list(map(self._answer, batch))
        given = self._knowledge, self.parameters, self.raise_links
        return [
            Classification(
                findings.text,
                ContextualEvidence(findings, *given, read, self._context.identity),
            )
            for findings, read in zip(batch, self._context.read([found.text for found in batch]), strict=True)
        ]

    def predict(self, texts: Iterable[str], *, tier: int = 1, scheme: str | None = None) -> list[str | None]:
        """Give one label a text.

        Args:
            texts: the texts; a single `str` is refused, as it would be taken letter by letter.
            tier: the tier of the labels: 1, 2 or 3.
            scheme: name of another scheme to answer in, one of `KnowledgeBase.crosswalks`; the tier is then left aside.

        Returns:
            The label of the best emotion of that tier for each text, in order; None where there is no evidence of any.
            With a scheme, what `Classification.label` gives.

        Raises:
            TextError: `texts` is a single text, or one of them is not a `str`.
            ValueError: there is no such tier.
            UnknownSchemeError: there is no such scheme; the error carries suggestions.
        """
        wanted = Tier(tier)
        texts = _several(texts)
        if scheme is not None:
            self._knowledge.crosswalk(scheme)  # before any text is read
            return [result.label(scheme) for result in self.pipe(texts)]
        if wanted is Tier.PRIMARY and not self.raise_links and self._context is None:
            return self._primaries(texts)
        best = (result.best(tier=wanted) for result in self.pipe(texts))
        return [None if emotion is None else emotion.label for emotion in best]

    def _primaries(self, texts: Iterable[str]) -> list[str | None]:
        scan, names, least, count = self._finder.scan, self._labels, self._least, len(self._labels)
        labels: list[str | None] = []
        try:
            for text in texts:
                _, _, found, sentences = scan(text)
                place = leading(found, sentences, least, count) if found else None
                labels.append(None if place is None else names[place])
        except TextError as error:
            raise TextError(f"text {len(labels)}: {error}") from error
        return labels

    def pipe(self, texts: Iterable[str], *, batch_size: int = 1024) -> Iterator[Classification]:
        """Classify a stream of texts in constant memory.

        Args:
            texts: the texts, which may be an endless iterator.
            batch_size: how many texts are read ahead and encoded together in contextual mode. The fewer there are, the
                less alike are the lengths of those that the encoder takes in one step, and the longer it takes.

        Yields:
            One classification a text, in order.

        Raises:
            TextError: `texts` is a single text, or one of them is not a `str`; the message has its index.
            ValueError: the batch size is below 1.
        """
        texts = _several(texts)
        if batch_size < 1:
            raise ValueError(f"batch_size {batch_size} is below 1")
        findings = self._read(texts)
        return map(self._answer, findings) if self._context is None else self._batches(findings, batch_size)

    def _batches(self, findings: Iterator[Findings], size: int) -> Iterator[Classification]:
        while batch := list(islice(findings, size)):
            yield from self._answer_all(batch)

    def _read(self, texts: Iterable[str]) -> Iterator[Findings]:
        read = self._finder.read
        for number, text in enumerate(texts):
            try:
                yield read(text)
            except TextError as error:
                raise TextError(f"text {number}: {error}") from error


def _several(texts: Iterable[str]) -> Iterable[str]:
    if isinstance(texts, (str, bytes)):
        raise TextError("expected several texts, got one: put it in a list, or use classify()")
    return texts


def _context(knowledge: Knowledge, encoder: Encoder | Path | str | None, cache: Path | None) -> ContextReader:
    from tone.classify.context import ContextReader
    from tone.embed.opening import open_encoder, open_head

    opened = open_encoder(encoder) if encoder is None or isinstance(encoder, (str, Path)) else encoder
    records = knowledge.taxonomy.records.values()
    keys = [record.key for tier in (Tier.PRIMARY, Tier.SECONDARY) for record in records if record.tier is tier]
    head = open_head(opened, knowledge.centroids, knowledge.lexicon.entries, keys, cache=cache)
    return ContextReader(opened, head)
