"""Triples to tables: what `tone.load` reads from a Turtle or OWL file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from tone.errors import OntologyFileError, Problem, ToneError
from tone.model import EmotionRecord, Entry, Link, LinkKind, PartOfSpeech, Status, Tier
from tone.namespaces import TONE, compact
from tone.rdf.graph import ONTOLOGY, PARTS_OF_SPEECH, TIER_CLASSES
from tone.rdf.terms import Dcterms, Ontolex, Owl, Rdf, Skos, Tone
from tone.tables import read_bytes

RDF_FORMATS: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".owl": RdfFormat.RDF_XML,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}

_Facts = dict[NamedNode, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What an RDF file says, as rows.

    Attributes:
        emotions: the taxonomy, sorted by key.
        entries: the lexicon, sorted as its table is.
        links: the dependency links, sorted as their table is.
        version: version of the ontology, "" if the file states none.
    """

    emotions: tuple[EmotionRecord, ...]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]
    version: str


def parse_file(path: Path | str) -> list[Triple]:
    """Parse an RDF file.

    Args:
        path: a file with one of the suffixes of `RDF_FORMATS`.

    Raises:
        OntologyFileError: the suffix is unknown or the file is damaged; the message has the line.
        DataError: the file cannot be read.
    """
    path = Path(path)
    file_format = RDF_FORMATS.get(path.suffix.lower())
    if file_format is None:
        known = ", ".join(RDF_FORMATS)
        raise OntologyFileError(f"cannot tell the format of {path.name!r} by its suffix: known suffixes are {known}")
    content = read_bytes(path)
    try:
        return [quad.triple for quad in parse(content, format=file_format)]
    except (SyntaxError, ValueError) as error:
        fault = error.msg if isinstance(error, SyntaxError) else error
        raise OntologyFileError(f"{path} is not whole {file_format.name}: {fault}; fetch or export it again") from error


def read_tables(triples: Iterable[Triple], source: Path | str) -> Tables:
    """Read the rows back from triples that `tone.rdf.graph` wrote.

    Args:
        triples: the graph; what is not TONE's is passed over.
        source: where the triples come from, named in errors.

    Raises:
        OntologyFileError: no emotion is found, or one lacks what it must have.
    """
    facts: dict[NamedNode, _Facts] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, (BlankNode, Triple)):
            facts[cast("NamedNode", triple.subject)][triple.predicate].append(triple.object)
    tiers = {kind: tier for tier, kind in TIER_CLASSES.items()}
    reader = _Reader(facts)
    found = [
        (node, tiers[kind])
        for node, about in facts.items()
        for kind in about[Rdf.type]
        if isinstance(kind, NamedNode) and kind in tiers
    ]
    if not found:
        raise OntologyFileError(
            f"{source} holds no TONE emotions: expected individuals of tone:PrimaryEmotion and so on"
        )
    keys = {node: reader.text(node, Skos.notation) for node, _ in found}
    emotions = [reader.emotion(node, tier, keys) for node, tier in found]
    kinds = (Tone.DependencyLink, Tone.EmotionCombination)
    links = [reader.link(node, keys) for node, about in facts.items() if any(k in about[Rdf.type] for k in kinds)]
    words = [node for node, about in facts.items() if Ontolex.LexicalEntry in about[Rdf.type]]
    entries = [entry for node in words for entry in reader.entries(node, keys)]
    if reader.problems:
        shown = "\n".join(f"  {problem}" for problem in reader.problems[:20])
        raise OntologyFileError(f"{source}: {len(reader.problems)} faults; export it again\n{shown}")
    version = next((value.value for value in facts[ONTOLOGY][Owl.versionInfo]), "")
    return Tables(
        tuple(sorted(emotions, key=lambda record: record.key)),
        tuple(sorted(entries, key=lambda entry: (entry.form, entry.pos, entry.emotion))),
        tuple(sorted(links, key=lambda link: (link.kind, link.subjects, link.object))),
        version,
    )


class _Reader:
    """Reads nodes; collects what they lack in `problems`, so that all is reported at once."""

    def __init__(self, facts: dict[NamedNode, _Facts]) -> None:
        self.facts = facts
        self.problems: list[Problem] = []

    def text(self, node: NamedNode, predicate: NamedNode) -> str:
        values = self.facts[node][predicate]
        if len(values) != 1:
            self.problems.append(Problem(0, "", f"{node.value}: {len(values)} values of {predicate.value}, expected 1"))
            return ""
        return values[0].value

    def texts(self, node: NamedNode, predicate: NamedNode) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in self.facts[node][predicate]))

    def number(self, node: NamedNode, predicate: NamedNode) -> float:
        text = self.text(node, predicate)
        try:
            return float(text)
        except ValueError:
            self.problems.append(Problem(0, "", f"{node.value}: {predicate.value} {text!r} is not a number"))
            return 0.0

    def optional(self, node: NamedNode, predicate: NamedNode) -> float | None:
        return self.number(node, predicate) if self.facts[node][predicate] else None

    def status(self, node: NamedNode) -> Status:
        text = self.text(node, Tone.status)
        return Status(text) if text in {status.value for status in Status} else self._bad(node, text, Status.ACCEPTED)

    def _bad(self, node: NamedNode, text: str, default: Status) -> Status:
        if text:
            self.problems.append(Problem(0, "", f"{node.value}: {text!r} is not a status"))
        return default

    def key(self, node: NamedNode, target: str, keys: dict[NamedNode, str]) -> str:
        found = keys.get(NamedNode(target)) if ":" in target else None
        if found is None:
            if target:
                self.problems.append(
                    Problem(0, "", f"{node.value} refers to {target}, which is no emotion of the file")
                )
            return ""
        return found

    def emotion(self, node: NamedNode, tier: Tier, keys: dict[NamedNode, str]) -> EmotionRecord:
        broader = self.texts(node, Skos.broader)
        if len(broader) > 1:
            self.problems.append(Problem(0, "", f"{node.value} has {len(broader)} broader emotions, expected 1"))
        return EmotionRecord(
            key=keys[node],
            name=node.value.removeprefix(TONE),
            tier=tier,
            parent=self.key(node, broader[0], keys) if broader else "",
            label=self.text(node, Skos.prefLabel),
            definition=self.text(node, Skos.definition),
            adjective=self.text(node, Tone.experiencerAdjective),
            aliases=self.texts(node, Skos.altLabel),
            scope_note=" ".join(self.texts(node, Skos.scopeNote)),
            source=self.text(node, Dcterms.source),
            status=self.status(node),
        )

    def link(self, node: NamedNode, keys: dict[NamedNode, str]) -> Link:
        kind = self.text(node, Tone.linkKind)
        if kind not in {known.value for known in LinkKind}:
            self.problems.append(Problem(0, "", f"{node.value}: {kind!r} is not a kind of link"))
            kind = LinkKind.OPPOSITE_OF.value
        combination = kind == LinkKind.PLUS_LEADS_TO.value
        subjects = self.texts(node, Tone.hasOperand if combination else Tone.linksFrom)
        target = self.text(node, Tone.leadsTo if combination else Tone.linksTo)
        return Link(
            kind=LinkKind(kind),
            subjects=tuple(sorted(self.key(node, subject, keys) for subject in subjects)),
            object=self.key(node, target, keys),
            confidence=self.number(node, Tone.confidence),
            justification=compact(self.text(node, Tone.justification)),
            status=self.status(node),
            methods=self.texts(node, Tone.method),
            evidence=self.texts(node, Tone.evidence),
            curator=" ".join(self.texts(node, Tone.curator)),
        )

    def entries(self, node: NamedNode, keys: dict[NamedNode, str]) -> list[Entry]:
        parts = {term.value: part for part, term in PARTS_OF_SPEECH.items()}
        pos = parts.get(self.text(node, Ontolex.partOfSpeech), PartOfSpeech.NOUN)
        written = {
            predicate: [
                self.text(form, Ontolex.writtenRep)
                for form in self.facts[node][predicate]
                if isinstance(form, NamedNode)
            ]
            for predicate in (Ontolex.canonicalForm, Ontolex.otherForm)
        }
        canonical = written[Ontolex.canonicalForm]
        if len(canonical) != 1:
            self.problems.append(Problem(0, "", f"{node.value}: {len(canonical)} canonical forms, expected 1"))
            return []
        forms = (canonical[0], *sorted(written[Ontolex.otherForm]))
        return [
            Entry(
                form=canonical[0],
                lemma=self.text(node, Tone.lemma),
                pos=pos,
                forms=forms,
                emotion=self.key(sense, self.text(sense, Ontolex.reference), keys),
                weight=self.number(sense, Tone.weight),
                confidence=self.number(sense, Tone.confidence),
                justification=compact(self.text(sense, Tone.justification)),
                sources=self.texts(sense, Dcterms.source),
                status=self.status(sense),
                similarity=self.number(sense, Tone.similarity) if self.facts[sense][Tone.similarity] else None,
                runner_up=self.key(sense, self.text(sense, Tone.runnerUp), keys)
                if self.facts[sense][Tone.runnerUp]
                else "",
                margin=self.number(sense, Tone.margin) if self.facts[sense][Tone.margin] else None,
                encoder=" ".join(self.texts(sense, Tone.encoder)),
                curator=" ".join(self.texts(sense, Tone.curator)),
            )
            for sense in self.facts[node][Ontolex.sense]
            if isinstance(sense, NamedNode)
        ]


def lexicon_beside(path: Path) -> Path:
    """Give the path where the lexicon of an ontology file is published: ``tone.owl`` has ``tone-lexicon.ttl``."""
    return path.with_name(f"{path.stem}-lexicon.ttl")


def load_tables(path: Path | str) -> tuple[Tables, list[Triple]]:
    """Read an ontology file, and the lexicon beside it where the file itself has none.

    Args:
        path: a file in one of `RDF_FORMATS`.

    Returns:
        The rows, and all triples read.

    Raises:
        OntologyFileError: a file is damaged or holds no TONE emotions.
        DataError: a file cannot be read.
    """
    path = Path(path)
    triples = parse_file(path)
    has_words = any(triple.object == Ontolex.LexicalEntry and triple.predicate == Rdf.type for triple in triples)
    if not has_words and lexicon_beside(path).is_file():
        triples += parse_file(lexicon_beside(path))
    try:
        return read_tables(triples, path), triples
    except OntologyFileError:
        raise
    except ToneError as error:
        raise OntologyFileError(f"{path}: {error}") from error
