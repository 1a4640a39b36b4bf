"""TONE in spaCy: the pipeline component ``tone_emotions``.

It reads the text of a `Doc` itself, so it needs no other component: ``spacy.blank("en")`` is enough. spaCy finds the
component by its entry point once TONE is installed, and else after this module was imported.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("tone_emotions")
    >>> doc = nlp("I wasn't happy, just relieved.")
    >>> doc._.emotions.emotion.key
    'joy/relief'
    >>> [(span.text, span.label_) for span in doc.spans["tone"]]
    [('happy', 'sadness/sadness/unhappiness'), ('relieved', 'joy/relief')]
    >>> doc.spans["tone"][0]._.tone_mention.negated
    True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from tone.classify.classifier import EmotionClassifier
from tone.classify.result import Classification
from tone.errors import MissingExtraError, ToneError
from tone.loading import load
from tone.model import Tier

try:
    import srsly
    from spacy.language import Language
    from spacy.tokens import Doc, Span, SpanGroup
except ImportError as error:
    raise MissingExtraError("spaCy", "spacy", "the pipeline component tone_emotions") from error

if TYPE_CHECKING:
    from tone.classify.mentions import Mention
    from tone.kb import KnowledgeBase

NAME = "tone_emotions"
LABELS = ("key", "label")
ALIGNMENTS = ("strict", "contract", "expand")

DEFAULTS: dict[str, Any] = {
    "mode": "lexical",
    "encoder": None,
    "threshold": None,
    "raise_links": False,
    "tier": None,
    "label": "key",
    "spans_key": "tone",
    "alignment_mode": "expand",
    "data": None,
    "vocab": [],
}


@dataclass(frozen=True, slots=True)
class DocAnswer:
    """What a document keeps under `NAME` in its user data.

    Attributes:
        answer: of the classifier.
        alignment_mode: how its mentions became spans.
        data: the data folder or RDF file of the knowledge base; None for the packaged data.
        vocab: the tables laid over it.
    """

    answer: Classification
    alignment_mode: str
    data: str | None
    vocab: tuple[str, ...]


def _pack(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Turn an answer into plain data when its document is written, as spaCy's msgpack asks of what it does not know."""
    if isinstance(value, DocAnswer):
        answer = value.answer.to_dict()
        del answer["text"]  # the document has it
        return {
            "answer": answer,
            "alignment_mode": value.alignment_mode,
            "data": value.data,
            "vocab": list(value.vocab),
        }
    return value if chain is None else chain(value)


srsly.msgpack_encoders.register(NAME, func=_pack)


@cache
def _knowledge(data: str | None, vocab: tuple[str, ...]) -> KnowledgeBase:
    kb = load(data)
    for overlay in vocab:
        kb = kb.extend(overlay)
    return kb


def _stored(doc: Doc) -> DocAnswer | None:
    """Give what a document keeps; where it came from another process or a file, its answer is read back first."""
    kept = doc.user_data.get(NAME)
    if isinstance(kept, dict):
        data, vocab = kept["data"], tuple(kept["vocab"])
        answer = Classification.from_dict({**kept["answer"], "text": doc.text}, _knowledge(data, vocab))
        kept = doc.user_data[NAME] = DocAnswer(answer, kept["alignment_mode"], data, vocab)
    return kept


def emotions_of(doc: Doc) -> Classification | None:
    """Give what the component answered for a document.

    Args:
        doc: the document; ``doc._.emotions`` is this.

    Returns:
        The answer; None if the component has not seen the document.

    Raises:
        DataError: the answer was given by a vocabulary that is not here.
    """
    stored = _stored(doc)
    return None if stored is None else stored.answer


def mention_of(span: Span) -> Mention | None:
    """Give the mention that a span of the component stands for; ``span._.tone_mention`` is this.

    Args:
        span: one of ``doc.spans["tone"]``, or any span of the same tokens.

    Returns:
        The first mention of those tokens; None if there is none.

    Raises:
        DataError: the answer was given by a vocabulary that is not here.
    """
    stored = _stored(span.doc)
    if stored is None:
        return None
    for mention in stored.answer.mentions:
        aligned = span.doc.char_span(mention.start, mention.end, alignment_mode=stored.alignment_mode)
        if aligned is not None and (aligned.start, aligned.end) == (span.start, span.end):
            return mention
    return None


class EmotionComponent:
    """The component: classifies the text of documents, and marks the mentions as spans.

    Args:
        name: its name in the pipeline.
        classifier: what answers.
        tier: tier of the spans' labels: 1, 2 or 3, for those of mentions at or below it; None for the mentions' own.
        label: what spans are labelled with: "key" or "label" of the emotion.
        spans_key: the name of the spans in ``doc.spans``.
        alignment_mode: how characters become tokens; as for `Doc.char_span`.
        data: the data folder or RDF file of the classifier's knowledge base; None for the packaged data. Documents
            keep it, and `vocab`, so that their answers can be read back.
        vocab: the tables laid over it.

    Raises:
        ToneError: no such label or alignment.
        ValueError: there is no such tier.
    """

    def __init__(
        self,
        name: str,
        classifier: EmotionClassifier,
        *,
        tier: int | None = None,
        label: str = "key",
        spans_key: str = "tone",
        alignment_mode: str = "expand",
        data: str | None = None,
        vocab: Iterable[str] = (),
    ) -> None:
        if label not in LABELS:
            raise ToneError(f"label {label!r}: expected one of {', '.join(LABELS)}")
        if alignment_mode not in ALIGNMENTS:
            raise ToneError(f"alignment_mode {alignment_mode!r}: expected one of {', '.join(ALIGNMENTS)}")
        self.name = name
        self.classifier = classifier
        self.tier = None if tier is None else Tier(tier)
        self.label = label
        self.spans_key = spans_key
        self.alignment_mode = alignment_mode
        self.data = data
        self.vocab = tuple(vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Classify one document.

        Args:
            doc: the document; it gains ``doc._.emotions`` and spans.
        """
        return self._annotate(doc, self.classifier.classify(doc.text))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Classify a stream of documents, which the contextual mode encodes batch by batch.

        Args:
            stream: the documents.
            batch_size: how many are read ahead.

        Yields:
            The documents, in order.
        """
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            texts = [doc.text for doc in batch]
            answers = self.classifier.pipe(texts, batch_size=batch_size)
            for doc, answer in zip(batch, answers, strict=True):
                yield self._annotate(doc, answer)

    def _annotate(self, doc: Doc, answer: Classification) -> Doc:
        doc.user_data[NAME] = DocAnswer(answer, self.alignment_mode, self.data, self.vocab)
        spans = (self._span(doc, mention) for mention in answer.mentions)
        doc.spans[self.spans_key] = SpanGroup(
            doc, name=self.spans_key, spans=[span for span in spans if span is not None]
        )
        return doc

    def _span(self, doc: Doc, mention: Mention) -> Span | None:
        path = mention.emotion.path
        emotion = mention.emotion if self.tier is None or self.tier > len(path) else path[self.tier - 1]
        label = emotion.key if self.label == "key" else emotion.label
        return doc.char_span(mention.start, mention.end, label=label, alignment_mode=self.alignment_mode)


def _extend(kind: type[Doc] | type[Span], attribute: str, getter: Callable[[Any], Any]) -> None:
    if kind.has_extension(attribute) and kind.get_extension(attribute)[2] is not getter:
        raise ToneError(
            f"{kind.__name__} has an extension {attribute!r} of another's making: remove or rename that one first"
        )
    kind.set_extension(attribute, getter=getter, force=True)


@Language.factory(
    NAME,
    default_config=DEFAULTS,
    assigns=["doc._.emotions", "doc.spans", "span._.tone_mention"],
)
def make_tone_emotions(
    nlp: Language,
    name: str,
    mode: str,
    encoder: str | None,
    threshold: float | None,
    raise_links: bool,
    tier: int | None,
    label: str,
    spans_key: str,
    alignment_mode: str,
    data: str | None,
    vocab: list[str],
) -> EmotionComponent:
    """Make the component from its configuration, which is all that a saved pipeline keeps of it.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        mode: "lexical" or "contextual".
        encoder: of the contextual mode: a folder, or "minilm".
        threshold: the probability below which a text counts as not emotional; None for the classifier's own.
        raise_links: whether emotions that co-occur raise what they compose or lead to.
        tier: tier of the spans' labels; None for the mentions' own.
        label: what spans are labelled with: "key" or "label".
        spans_key: the name of the spans in ``doc.spans``.
        alignment_mode: how characters become tokens: "strict", "contract" or "expand".
        data: data folder or RDF file; None for the packaged data.
        vocab: tables of words of your own, by path, laid over in order; a saved pipeline names them, and does not copy
            them.

    Raises:
        ToneError: no such mode, label or alignment; or documents have an extension of this name already.
        DataError: a table or the encoder is not there.
    """
    kb = _knowledge(data, tuple(vocab))
    classifier = EmotionClassifier(kb, mode=mode, encoder=encoder, threshold=threshold, raise_links=raise_links)
    _extend(Doc, "emotions", emotions_of)
    _extend(Span, "tone_mention", mention_of)
    return EmotionComponent(
        name,
        classifier,
        tier=tier,
        label=label,
        spans_key=spans_key,
        alignment_mode=alignment_mode,
        data=data,
        vocab=vocab,
    )
