"""Tables to triples.

Every node has an IRI: no blank node is ever written, so that two graphs are equal when their sets of triples are, and
sorted triples give the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from tone.links import record_name
from tone.model import EmotionRecord, Entry, Link, LinkKind, PartOfSpeech, Status, Tier
from tone.namespaces import LEXICON, LEXICON_IRI, ONTOLOGY_IRI, TONE, expand
from tone.rdf.terms import Dcterms, Ontolex, Owl, Rdf, Rdfs, Skos, Tone, Xsd
from tone.taxonomy import Taxonomy

ONTOLOGY = NamedNode(ONTOLOGY_IRI)
LEXICON_GRAPH = NamedNode(LEXICON_IRI)

TIER_CLASSES = {
    Tier.PRIMARY: Tone.PrimaryEmotion,
    Tier.SECONDARY: Tone.SecondaryEmotion,
    Tier.TERTIARY: Tone.TertiaryEmotion,
}

LINK_PROPERTIES = {LinkKind.OPPOSITE_OF: Tone.isOppositeOf, LinkKind.COMPOSED_OF: Tone.isComposedOf}

PARTS_OF_SPEECH = {
    PartOfSpeech.NOUN: NamedNode(expand("lexinfo:noun")),
    PartOfSpeech.ADJECTIVE: NamedNode(expand("lexinfo:adjective")),
    PartOfSpeech.VERB: NamedNode(expand("lexinfo:verb")),
    PartOfSpeech.ADVERB: NamedNode(expand("lexinfo:adverb")),
    PartOfSpeech.INTERJECTION: NamedNode(expand("lexinfo:interjection")),
    PartOfSpeech.PHRASE: NamedNode(expand("lexinfo:idiom")),
    PartOfSpeech.SYMBOL: NamedNode(expand("lexinfo:symbol")),
}


def emotion_node(name: str) -> NamedNode:
    """Give the node of the emotion with this local name."""
    return NamedNode(TONE + name)


def sense_node(entry: Entry, name: str) -> NamedNode:
    """Give the node of the lexical sense that joins an entry to its emotion.

    Args:
        entry: the entry.
        name: local name of its emotion.
    """
    return NamedNode(f"{LEXICON}{_entry_name(entry)}-{name}")


def emotion_triples(taxonomy: Taxonomy) -> Iterator[Triple]:
    """Give the triples of all emotions: class and punned individual, places, names and notes.

    Args:
        taxonomy: the tree.

    Yields:
        The triples, without those of the schema.
    """
    roots = taxonomy.roots()
    for key, record in taxonomy.records.items():
        node = emotion_node(record.name)
        yield from _description(record, taxonomy)
        if record.parent:
            parent = emotion_node(taxonomy.records[record.parent].name)
            yield Triple(node, Rdfs.subClassOf, parent)
            yield Triple(node, Skos.broader, parent)
            yield Triple(parent, Skos.narrower, node)
        else:
            yield Triple(node, Rdfs.subClassOf, Tone.EmotionEpisode)
            yield Triple(node, Skos.topConceptOf, Tone.Scheme)
            yield Triple(Tone.Scheme, Skos.hasTopConcept, node)
            for other in roots[roots.index(key) + 1 :]:
                yield Triple(node, Owl.disjointWith, emotion_node(taxonomy.records[other].name))


def _description(record: EmotionRecord, taxonomy: Taxonomy) -> Iterator[Triple]:
    node = emotion_node(record.name)
    # A prefLabel is unique in its tier; rdfs:label is unique over all, for tools that show nothing else.
    shared = taxonomy.named(record.label)[0] != record.key
    unique = f"{record.label} ({record.tier.name.lower()})" if shared else record.label
    for kind in (Owl.Class, Owl.NamedIndividual, Skos.Concept, TIER_CLASSES[record.tier]):
        yield Triple(node, Rdf.type, kind)
    yield Triple(node, Rdfs.label, Literal(unique, language="en"))
    yield Triple(node, Rdfs.isDefinedBy, ONTOLOGY)
    yield Triple(node, Skos.inScheme, Tone.Scheme)
    yield Triple(node, Skos.notation, Literal(record.key))
    yield Triple(node, Skos.prefLabel, Literal(record.label, language="en"))
    yield Triple(node, Skos.definition, Literal(record.definition, language="en"))
    yield Triple(node, Tone.tier, Literal(int(record.tier)))
    yield Triple(node, Tone.experiencerAdjective, Literal(record.adjective, language="en"))
    yield Triple(node, Tone.status, Literal(record.status.value))
    yield Triple(node, Dcterms.source, Literal(record.source, language="en"))
    for alias in record.aliases:
        yield Triple(node, Skos.altLabel, Literal(alias, language="en"))
    if record.scope_note:
        yield Triple(node, Skos.scopeNote, Literal(record.scope_note, language="en"))
    if record.status is Status.DEPRECATED:
        yield Triple(node, Owl.deprecated, Literal(True))


def link_triples(links: Iterable[Link], taxonomy: Taxonomy) -> Iterator[Triple]:
    """Give the triples of dependency links: the plain ones between emotions, and the record of each link.

    Args:
        links: the links; deprecated ones keep their record, and lose their plain triples.
        taxonomy: the tree that names the emotions.
    """
    for link in links:
        subjects = [emotion_node(taxonomy.records[key].name) for key in link.subjects]
        target = emotion_node(taxonomy.records[link.object].name)
        record = NamedNode(TONE + record_name(link, taxonomy.records))
        combination = link.kind is LinkKind.PLUS_LEADS_TO
        yield Triple(record, Rdf.type, Tone.EmotionCombination if combination else Tone.DependencyLink)
        label = f"{' + '.join(link.subjects)} {link.kind.value} {link.object}"
        yield Triple(record, Rdfs.label, Literal(label, language="en"))
        yield Triple(record, Rdfs.isDefinedBy, ONTOLOGY)
        yield Triple(record, Tone.linkKind, Literal(link.kind.value))
        yield Triple(record, Tone.confidence, decimal(link.confidence))
        yield Triple(record, Tone.justification, NamedNode(expand(link.justification)))
        yield Triple(record, Tone.status, Literal(link.status.value))
        for predicate, texts in ((Tone.method, link.methods), (Tone.evidence, link.evidence)):
            for text in texts:
                yield Triple(record, predicate, Literal(text))
        if link.curator:
            yield Triple(record, Tone.curator, Literal(link.curator))
        yield Triple(record, Tone.leadsTo if combination else Tone.linksTo, target)
        for subject in subjects:
            yield Triple(record, Tone.hasOperand if combination else Tone.linksFrom, subject)
        if link.status is Status.DEPRECATED:
            yield Triple(record, Owl.deprecated, Literal(True))
            continue
        for subject in subjects:
            yield Triple(subject, LINK_PROPERTIES.get(link.kind, Tone.plusLeadsTo), target)
        if link.kind is LinkKind.OPPOSITE_OF:
            yield Triple(target, Tone.isOppositeOf, subjects[0])


def lexicon_triples(entries: Iterable[Entry], taxonomy: Taxonomy) -> Iterator[Triple]:
    """Give the lexicon as OntoLex-Lemon: entries with forms, and one sense an emotion.

    Args:
        entries: the entries.
        taxonomy: the tree that names the emotions.

    Yields:
        The triples; those of an entry with several senses repeat what the senses share.
    """
    yield Triple(LEXICON_GRAPH, Rdf.type, Ontolex.Lexicon)
    yield Triple(LEXICON_GRAPH, Dcterms.title, Literal("TONE lexicon", language="en"))
    yield Triple(LEXICON_GRAPH, Dcterms.license, NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    yield Triple(LEXICON_GRAPH, Ontolex.language, Literal("en"))
    for entry in entries:
        slug = _entry_name(entry)
        node = NamedNode(LEXICON + slug)
        multiword = len(entry.form.split()) > 1
        yield Triple(node, Rdf.type, Ontolex.LexicalEntry)
        yield Triple(node, Rdf.type, Ontolex.MultiwordExpression if multiword else Ontolex.Word)
        yield Triple(node, Rdfs.label, Literal(entry.form, language="en"))
        yield Triple(node, Ontolex.partOfSpeech, PARTS_OF_SPEECH[entry.pos])
        yield Triple(node, Tone.lemma, Literal(entry.lemma, language="en"))
        for index, form in enumerate(entry.forms):
            place = NamedNode(f"{LEXICON}{slug}-form-{_slug(form)}")
            yield Triple(node, Ontolex.otherForm if index else Ontolex.canonicalForm, place)
            yield Triple(place, Rdf.type, Ontolex.Form)
            yield Triple(place, Ontolex.writtenRep, Literal(form, language="en"))
        record = taxonomy.records[entry.emotion]
        sense = sense_node(entry, record.name)
        yield Triple(node, Ontolex.sense, sense)
        yield Triple(sense, Rdf.type, Ontolex.LexicalSense)
        yield Triple(sense, Ontolex.reference, emotion_node(record.name))
        yield Triple(sense, Tone.weight, decimal(entry.weight))
        yield Triple(sense, Tone.confidence, decimal(entry.confidence))
        yield Triple(sense, Tone.justification, NamedNode(expand(entry.justification)))
        yield Triple(sense, Tone.status, Literal(entry.status.value))
        for source in entry.sources:
            yield Triple(sense, Dcterms.source, Literal(source, language="en"))
        yield from _judgement(sense, entry, taxonomy)


def _judgement(sense: NamedNode, entry: Entry, taxonomy: Taxonomy) -> Iterator[Triple]:
    """Give what encoders and curators said; a sense that none of them saw has nothing of it."""
    for predicate, number in ((Tone.similarity, entry.similarity), (Tone.margin, entry.margin)):
        if number is not None:
            yield Triple(sense, predicate, decimal(number))
    if entry.runner_up:
        yield Triple(sense, Tone.runnerUp, emotion_node(taxonomy.records[entry.runner_up].name))
    for predicate, text in ((Tone.encoder, entry.encoder), (Tone.curator, entry.curator)):
        if text:
            yield Triple(sense, predicate, Literal(text))


def decimal(number: float) -> Literal:
    """Give a number as ``xsd:decimal``, exactly as `float` prints it.

    Doubles would do as well, but rdflib and the SPARQL standard disagree on comparing those with decimals.
    """
    return Literal(format(Decimal(repr(number)).normalize(), "f"), datatype=Xsd.decimal)


def _entry_name(entry: Entry) -> str:
    return f"{_slug(entry.form)}-{entry.pos.value}"


def _slug(form: str) -> str:
    return quote(form.replace(" ", "_"), safe="")
