"""Checks of the lexicon: the words in their table, and their senses in the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode

from tone.checks.facts import shown, term
from tone.checks.registry import Subject, check
from tone.model import Status
from tone.rdf.terms import Dcterms, Ontolex, Rdf, Tone


@check("L201")
def labels_are_words(subject: Subject) -> Iterator[str]:
    """Each emotion in use is found by its own label, or shares the label with the emotion that is."""
    for key, record in subject.knowledge.taxonomy.records.items():
        holders = {entry.emotion for entry in subject.knowledge.lexicon.lookup(record.label)}
        named = set(subject.knowledge.taxonomy.named(record.label))
        if record.status is Status.ACCEPTED and not holders & named:
            yield f"{key}: {record.label}"


@check("L202")
def entries_have_provenance(subject: Subject) -> Iterator[str]:
    """Each entry says how it is known, as a term of the semapv vocabulary."""
    for entry in subject.knowledge.lexicon.entries:
        if not entry.justification.startswith("semapv:"):
            yield f"{entry.form} ({entry.pos.value}): {entry.justification}"


@check("L203")
def forms_agree(subject: Subject) -> Iterator[str]:
    """Entries of one form and part of speech list the same inflected forms."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in subject.knowledge.lexicon.entries:
        if known.setdefault((entry.form, entry.pos), entry.forms) != entry.forms:
            yield f"{entry.form} ({entry.pos.value})"


@check("L204")
def reviews_are_signed(subject: Subject) -> Iterator[str]:
    """Each entry that is known by review names its curator."""
    for entry in subject.knowledge.lexicon.entries:
        if entry.justification == "semapv:MappingReview" and not entry.curator:
            yield f"{entry.form} ({entry.pos.value}): {entry.emotion}"


@check("L205")
def measures_name_their_encoder(subject: Subject) -> Iterator[str]:
    """Each entry with a similarity, a margin or a runner-up names the encoders that gave it.

    The runner-up is another emotion than the entry's own.
    """
    for entry in subject.knowledge.lexicon.entries:
        measured = entry.similarity is not None or entry.margin is not None or entry.runner_up
        if (measured and not entry.encoder) or entry.runner_up == entry.emotion:
            yield f"{entry.form} ({entry.pos.value}): {entry.emotion}"


_SENSE = (
    *(Ontolex.reference, Tone.justification, Tone.weight, Tone.confidence, Tone.status),
    *(Dcterms.source,),
)


@check("L206")
def senses_are_whole(subject: Subject) -> Iterator[str]:
    """Each lexical sense in the graph has its emotion, source, justification, weight, confidence and status."""
    facts = subject.word_facts
    for sense in facts.instances(Ontolex.LexicalSense):
        for predicate in _SENSE:
            if not facts.values(sense, predicate):
                yield f"{shown(sense)}: no {shown(predicate)}"


@check("L207")
def lexical_entries_are_whole(subject: Subject) -> Iterator[str]:
    """Each lexical entry in the graph has a part of speech, one canonical form that is written, and a sense."""
    facts = subject.word_facts
    for entry in facts.instances(Ontolex.LexicalEntry):
        forms = facts.nodes(entry, Ontolex.canonicalForm)
        if len(forms) != 1 or not all(facts.texts(form, Ontolex.writtenRep) for form in forms):
            yield f"{shown(entry)}: no one canonical form"
        for predicate in (Ontolex.partOfSpeech, Ontolex.sense):
            if not facts.values(entry, predicate):
                yield f"{shown(entry)}: no {shown(predicate)}"


@check("L208")
def senses_are_single(subject: Subject) -> Iterator[str]:
    """Each lexical sense belongs to one entry and speaks of one emotion of the graph, so no entry has two in one."""
    facts = subject.word_facts
    holders = Counter(sense for _, sense in facts.pairs(Ontolex.sense))
    emotions = {node for kind in _TIERS for node in subject.facts.instances(kind)}
    for sense in facts.instances(Ontolex.LexicalSense):
        meant = facts.values(sense, Ontolex.reference)
        if holders[sense] != 1 or len(meant) != 1 or not emotions.issuperset(meant):
            yield f"{shown(sense)}: {holders[sense]} entries, {', '.join(map(shown, meant)) or 'no emotion'}"


@check("L209")
def words_are_declared(subject: Subject) -> Iterator[str]:
    """Each class and property that the graph of the words uses is declared in the ontology."""
    facts, schema = subject.word_facts, subject.facts
    used = {kind for _, kind in facts.pairs(Rdf.type) if isinstance(kind, NamedNode)}
    used |= set(facts.used_predicates()) - {Rdf.type, term("rdfs:label")}
    yield from sorted(shown(node) for node in used if not schema.values(node, Rdf.type))


_TIERS = (Tone.PrimaryEmotion, Tone.SecondaryEmotion, Tone.TertiaryEmotion)
