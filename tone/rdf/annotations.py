"""Classified texts as linked data: strings in NIF, their emotions in Onyx, and where all comes from in PROV-O.

A text is a ``nif:Context``, and each mention and cue in it a ``nif:RFC5147String``. The text has a
`tone:TextEmotionSet`, each mention a `tone:MentionEmotionSet`; both are ``onyx:EmotionSet``. Emotions of the text
derive from those of its mentions, and these from the senses of the lexicon; affinities have no sense to derive from.
The analysis says by which mode it was made, by which version of TONE, and under the influence of which encoder.

Every node has an IRI that depends on nothing but text, answer, mode, encoder, version and time. So graphs may be
merged, also with those that another classifier made of the same texts.

NIF 2.0: Hellmann, S., Lehmann, J., Auer, S., & Brümmer, M. (2013), "Integrating NLP using Linked Data", ISWC 2013.
Onyx: Sánchez-Rada, J. F., & Iglesias, C. A. (2016), "Onyx: A Linked Data approach to emotion representation",
Information Processing & Management 52(1). PROV-O: W3C (2013). Names by hash: RFC 6920. Positions in a text: RFC 5147.
"""

from __future__ import annotations

import datetime
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from math import exp
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from tone.namespaces import ENCODERS, TEXTS
from tone.rdf.graph import ONTOLOGY, decimal, emotion_node, sense_node
from tone.rdf.results import GraphResult
from tone.rdf.terms import Nif, Onyx, Owl, Prov, Rdf, Rdfs, Tone, Xsd

if TYPE_CHECKING:
    from tone.classify.mentions import Mention
    from tone.classify.result import Classification
    from tone.embed.encoder import EncoderIdentity

_SURROGATES = re.compile("[\ud800-\udfff]")


def annotate(
    results: Iterable[Classification], *, version: str, base: str = TEXTS, time: datetime.datetime | None = None
) -> GraphResult:
    """Describe classified texts in one graph.

    Args:
        results: what the classifier answered.
        version: that of the software.
        base: what the IRIs of texts begin with; the SHA-256 of the text follows, as URL-safe Base64.
        time: when the texts were classified; None to leave it out.

    Returns:
        The triples, sorted. A lone surrogate, which no RDF literal can hold, becomes U+FFFD; offsets stay true.

    Raises:
        ValueError: the base is no absolute IRI, or has a fragment.

    Example:
        >>> import tone
        >>> classifier = tone.EmotionClassifier(tone.load())
        >>> graph = annotate(classifier.pipe(["so proud", "I am glad"]), version=tone.__version__)
        >>> sorted(triple.object.value for triple in graph if triple.predicate == Tone.dominantEmotion)
        ['https://w3id.org/tone#Gladness', 'https://w3id.org/tone#Pride']
    """
    agent = NamedNode(f"pkg:pypi/tone-ontology@{version}")
    triples = {
        Triple(agent, Rdf.type, Prov.SoftwareAgent),
        Triple(agent, Rdfs.label, Literal(f"TONE {version}", language="en")),
        Triple(agent, Owl.versionInfo, Literal(version)),
    }
    _check(base)
    for result in results:
        triples.update(_Annotation(result, agent, base, time).triples())
    return GraphResult(tuple(sorted(triples, key=str)))


def _check(base: str) -> None:
    try:
        NamedNode(base + "x")
    except ValueError as error:
        raise ValueError(f"base {base!r} is no absolute IRI: give one such as https://example.org/texts/") from error
    if "#" in base:
        raise ValueError(f"base {base!r} has a fragment, which is for positions in a text: leave the # out")


def _encoder_node(encoder: EncoderIdentity) -> NamedNode:
    return NamedNode(ENCODERS + "/".join(quote(part, safe="", errors="replace") for part in encoder))


class _Annotation:
    """The triples about one text, and the names of its nodes."""

    def __init__(self, result: Classification, agent: NamedNode, base: str, time: datetime.datetime | None) -> None:
        self.result = result
        self.agent = agent
        self.time = time
        self.place = base + _digest(result.text.encode("utf-8", "surrogatepass"))
        how = [result.mode, *(result.encoder or ())]
        said = json.dumps([result.to_dict(), how, agent.value, time.isoformat() if time else ""], sort_keys=True)
        self.answer = f"{self.place}#answer-{_digest(said.encode())[:16]}"
        self.text = _SURROGATES.sub("\ufffd", result.text)
        self.context = self.span(0, len(self.text))
        self.analysis = self.part("analysis")

    def span(self, start: int, end: int) -> NamedNode:
        """Give the node of the string between two offsets."""
        return NamedNode(f"{self.place}#char={start},{end}")

    def part(self, *names: object) -> NamedNode:
        """Give the node of a part of the answer."""
        return NamedNode("-".join((self.answer, *map(str, names))))

    def triples(self) -> Iterator[Triple]:
        """Give everything: text, analysis, answer, mentions."""
        yield from self.string(0, len(self.text))
        yield Triple(self.context, Rdf.type, Nif.Context)
        yield Triple(self.context, Nif.isString, Literal(self.text))
        yield Triple(self.analysis, Rdf.type, Onyx.EmotionAnalysis)
        yield Triple(self.analysis, Rdf.type, Prov.Activity)
        yield Triple(self.analysis, Onyx.usesEmotionModel, ONTOLOGY)
        yield Triple(self.analysis, Prov.wasAssociatedWith, self.agent)
        yield Triple(self.analysis, Prov.used, self.context)
        yield Triple(self.analysis, Onyx.algorithm, Literal(self.result.mode))
        if self.result.encoder is not None:
            encoder = _encoder_node(self.result.encoder)
            yield Triple(self.analysis, Prov.wasInfluencedBy, encoder)
            yield Triple(encoder, Rdf.type, Prov.Entity)
            yield Triple(encoder, Rdfs.label, Literal(_SURROGATES.sub("\ufffd", self.result.encoder.name)))
            yield Triple(encoder, Owl.versionInfo, Literal(self.result.encoder.revision))
        if self.time is not None:
            ended = Literal(self.time.isoformat(), datatype=Xsd.dateTime)
            yield Triple(self.analysis, Prov.endedAtTime, ended)
        yield from self.whole()
        for mention in self.result.mentions:
            yield from self.mention(mention)

    def string(self, start: int, end: int) -> Iterator[Triple]:
        """Describe the string between two offsets."""
        node = self.span(start, end)
        yield Triple(node, Rdf.type, Nif.String)
        yield Triple(node, Rdf.type, Nif.RFC5147String)
        yield Triple(node, Nif.beginIndex, Literal(str(start), datatype=Xsd.nonNegativeInteger))
        yield Triple(node, Nif.endIndex, Literal(str(end), datatype=Xsd.nonNegativeInteger))
        yield Triple(node, Nif.referenceContext, self.context)

    def anchored(self, start: int, end: int) -> Iterator[Triple]:
        """Describe the string between two offsets, and say what it is."""
        yield from self.string(start, end)
        yield Triple(self.span(start, end), Nif.anchorOf, Literal(self.text[start:end]))

    def emotion_set(self, node: NamedNode, kind: NamedNode, holder: NamedNode) -> Iterator[Triple]:
        """Describe what the sets of texts and mentions share."""
        yield Triple(holder, Onyx.hasEmotionSet, node)
        yield Triple(node, Rdf.type, Onyx.EmotionSet)
        yield Triple(node, Rdf.type, kind)
        yield Triple(node, Prov.wasGeneratedBy, self.analysis)

    def emotion(self, node: NamedNode, owner: NamedNode, name: str, score: float) -> Iterator[Triple]:
        """Describe what emotions of texts and mentions share; intensity is 1 - exp(-score), as in `tone.classify`."""
        yield Triple(owner, Onyx.hasEmotion, node)
        yield Triple(node, Rdf.type, Onyx.Emotion)
        yield Triple(node, Onyx.hasEmotionCategory, emotion_node(name))
        yield Triple(node, Onyx.hasEmotionIntensity, decimal(1.0 - exp(-score)))
        yield Triple(node, Tone.score, decimal(score))

    def whole(self) -> Iterator[Triple]:
        """Describe the answer. Confidence is the probability of any emotion, shared out over the tree by score."""
        result, node = self.result, self.part("text")
        yield from self.emotion_set(node, Tone.TextEmotionSet, self.context)
        yield Triple(node, Tone.emotional, decimal(result.emotional))
        yield Triple(node, Tone.intensity, decimal(result.intensity))
        yield Triple(node, Tone.valence, decimal(result.valence))
        if result.emotion is None:
            return
        yield Triple(node, Tone.dominantEmotion, emotion_node(result.emotion.name))
        readings: dict[str, list[NamedNode]] = {}
        for mention in result.mentions:
            for number, reading in enumerate(mention.readings):
                for place in reading.emotion.path:
                    readings.setdefault(place.key, []).append(self.part(mention.start, mention.end, number))
        context = {emotion.key: added for emotion, added in result.context}
        total = sum(result.scores(tier=1).values())
        for emotion, score in result.all_scores:
            whole = self.part("text", emotion.name)
            yield from self.emotion(whole, node, emotion.name, score)
            yield Triple(whole, Onyx.algorithmConfidence, decimal(min(result.emotional * score / total, 1.0)))
            if emotion.key in context:
                yield Triple(whole, Tone.contextScore, decimal(context[emotion.key]))
            for source in readings.get(emotion.key, ()):
                yield Triple(whole, Prov.wasDerivedFrom, source)
        for pair in result.mixed:
            for one, other in (pair, pair[::-1]):
                yield Triple(self.part("text", one.name), Tone.mixedWith, self.part("text", other.name))

    def mention(self, mention: Mention) -> Iterator[Triple]:
        """Describe a mention. Confidence is that of the lexical entry, so affinities have none."""
        yield from self.anchored(mention.start, mention.end)
        names = (mention.start, mention.end)
        node = self.part(*names)
        yield from self.emotion_set(node, Tone.MentionEmotionSet, self.span(*names))
        yield Triple(node, Tone.form, Literal(_SURROGATES.sub("\ufffd", mention.form)))
        yield Triple(node, Tone.negated, Literal(mention.negated))
        yield Triple(node, Tone.factor, decimal(mention.factor))
        for number, cue in enumerate(mention.cues):
            place = self.part(*names, "cue", number)
            yield from self.anchored(cue.start, cue.end)
            yield Triple(node, Tone.hasCue, place)
            yield Triple(place, Rdf.type, Tone.AppliedCue)
            yield Triple(place, Tone.cueKind, Literal(cue.kind.value))
            yield Triple(place, Tone.factor, decimal(cue.factor))
            yield Triple(place, Tone.foundAt, self.span(cue.start, cue.end))
        for number, reading in enumerate(mention.readings):
            place = self.part(*names, number)
            yield from self.emotion(place, node, reading.emotion.name, reading.weight * mention.factor)
            if reading.turned_from is not None:
                yield Triple(place, Tone.turnedFrom, emotion_node(reading.turned_from.name))
            if reading.entry is not None:
                named = reading.turned_from or reading.emotion
                yield Triple(place, Prov.wasDerivedFrom, sense_node(reading.entry, named.name))
                yield Triple(place, Onyx.algorithmConfidence, decimal(reading.entry.confidence))


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
