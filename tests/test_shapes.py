"""The SHACL shapes: the data conform, and each constraint fails on the smallest sample that breaks it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from conftest import DATA, ROOT
from pyoxigraph import Quad, Store, Triple
from rdflib.namespace import OWL, RDF, RDFS, SH

import tone
from tone.checks.shapes import Violation, check_shapes
from tone.errors import DataError, MissingExtraError, OntologyFileError
from tone.loading import FileSource
from tone.namespaces import PREFIXES, TONE, compact
from tone.rdf.reader import parse_file
from tone.rdf.terms import Rdf, Rdfs
from tone.resources import find_data

pyshacl = pytest.importorskip("pyshacl", reason="pyshacl comes with the extra 'validate'")

SHAPES = find_data(ROOT).shapes
LEXICON_SHAPES = find_data(ROOT).lexicon_shapes
PREFIX = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

JOY_SADNESS = f"<{TONE}link-opposite_of-Joy-Sadness>"
ANGER_FEAR = f"<{TONE}link-opposite_of-Anger-Fear>"
ENVY_HOPE = f"<{TONE}link-composed_of-Envy-Hope>"
FEAR_RELIEF_JOY = f"<{TONE}link-plus_leads_to-Fear-Relief-Joy>"


def with_(triples: str) -> str:
    return f"INSERT DATA {{ {triples} }}"


def without(triples: str) -> str:
    return f"DELETE DATA {{ {triples} }}"


def lacking(place: str) -> str:
    return f"DELETE WHERE {{ {place} ?value }}"


def changed(place: str, value: str) -> str:
    return f"DELETE {{ {place} ?value }} INSERT {{ {place} {value} }} WHERE {{ {place} ?value }}"


TONE_ITSELF = "<https://w3id.org/tone>"


def text_of(place: str, french: str) -> list[tuple[str, str]]:
    """Samples for a property that has exactly one English value: none, two, and one in French."""
    return [
        ("MinCount", lacking(place)),
        ("MaxCount", with_(f'{place} "second"@en')),
        ("LanguageIn", changed(place, f'"{french}"@fr')),
    ]


def one_of(place: str, other: str) -> list[tuple[str, str]]:
    """Samples for a property that has exactly one of some values: none, one more, and another one."""
    return [
        ("MinCount", lacking(place)),
        ("MaxCount", with_(f"{place} {other}")),
        ("In", changed(place, other)),
    ]


def date_of(name: str) -> list[tuple[str, str]]:
    place = f"{TONE_ITSELF} dcterms:{name}"
    return [
        ("MinCount", lacking(place)),
        ("MaxCount", with_(f'{place} "2020-01-01"^^xsd:date')),
        ("Datatype", changed(place, '"2020"')),
    ]


HEADER_SAMPLES: dict[str, list[tuple[str, str]]] = {
    "The ontology has an IRI.": [("NodeKind", with_("[] a owl:Ontology"))],
    "The ontology has a title, one in each language.": [
        ("MinCount", lacking(f"{TONE_ITSELF} dcterms:title")),
        ("UniqueLang", with_(f'{TONE_ITSELF} dcterms:title "second"@en')),
    ],
    "The ontology has a description, one in each language.": [
        ("MinCount", lacking(f"{TONE_ITSELF} dcterms:description")),
        ("UniqueLang", with_(f'{TONE_ITSELF} dcterms:description "second"@en')),
    ],
    "The ontology is licensed under CC BY 4.0.": one_of(f"{TONE_ITSELF} dcterms:license", "<urn:other>"),
    "Creator and publisher of the ontology are named by IRIs.": [
        ("MinCount", "DELETE WHERE { ?o dcterms:creator ?c . ?o dcterms:publisher ?p }"),
        ("NodeKind", changed(f"{TONE_ITSELF} dcterms:creator", '"someone"')),
    ],
    "The ontology has exactly one date of creation.": date_of("created"),
    "The ontology has exactly one date of issue.": date_of("issued"),
    "The ontology has exactly one date of change.": date_of("modified"),
    "The ontology says how to cite it.": [("MinCount", lacking(f"{TONE_ITSELF} dcterms:bibliographicCitation"))],
    "The ontology has exactly one version, of three numbers.": [
        ("MinCount", lacking(f"{TONE_ITSELF} owl:versionInfo")),
        ("MaxCount", with_(f'{TONE_ITSELF} owl:versionInfo "9.9.9"')),
        ("Pattern", changed(f"{TONE_ITSELF} owl:versionInfo", '"newest"')),
    ],
    "The ontology has exactly one version IRI, below its own.": [
        ("MinCount", lacking(f"{TONE_ITSELF} owl:versionIRI")),
        ("MaxCount", with_(f"{TONE_ITSELF} owl:versionIRI <https://w3id.org/tone/9.9.9>")),
        ("NodeKind", changed(f"{TONE_ITSELF} owl:versionIRI", '"https://w3id.org/tone/9.9.9"')),
        ("Pattern", changed(f"{TONE_ITSELF} owl:versionIRI", TONE_ITSELF)),
    ],
    "The preferred prefix is tone.": one_of(f"{TONE_ITSELF} vann:preferredNamespacePrefix", '"other"'),
    "The preferred namespace is that of the terms.": one_of(
        f"{TONE_ITSELF} vann:preferredNamespaceUri", '"https://example.org/"'
    ),
    "A term of TONE has one English label, an English comment or definition, and says that TONE defines it.": [
        ("Or", with_("tone:Bare a owl:Class")),
        ("Or", with_("tone:bare a owl:AnnotationProperty")),
        ("Or", with_('tone:Emotion rdfs:label "second"@en')),
        ("Or", lacking("tone:tier rdfs:isDefinedBy")),
        ("Or", lacking("tone:tier rdfs:comment")),
    ],
    "An object property of TONE has exactly one class as domain and one as range.": [
        ("Or", lacking("tone:linksTo rdfs:domain")),
        ("Or", with_("tone:linksTo rdfs:range tone:DependencyLink")),
        ("Or", changed("tone:linksTo rdfs:range", "tone:Nowhere")),
    ],
    "A datatype property of TONE has exactly one class as domain and one datatype of XML Schema as range.": [
        ("Or", lacking("tone:tier rdfs:domain")),
        ("Or", changed("tone:tier rdfs:range", "tone:Emotion")),
    ],
    "The concept scheme has exactly one rdfs:label, in English.": text_of("tone:Scheme rdfs:label", "émotions"),
    "The top concepts of the scheme are primary emotions.": [
        ("MinCount", lacking("tone:Scheme skos:hasTopConcept")),
        ("Class", with_("tone:Scheme skos:hasTopConcept tone:Bliss")),
    ],
    "What is a top concept of the scheme is stated from both sides.": [
        ("Equals", without("tone:Joy skos:topConceptOf tone:Scheme")),
        ("Equals", without("tone:Scheme skos:hasTopConcept tone:Joy")),
    ],
    "An emotion has exactly one tone:experiencerAdjective, in English.": text_of(
        "tone:Joy tone:experiencerAdjective", "joyeux"
    ),
    "The further names of an emotion are in English, and not its label.": [
        ("LanguageIn", with_('tone:Joy skos:altLabel "joie"@fr')),
        ("Disjoint", with_('tone:Joy skos:altLabel "joy"@en')),
    ],
    "An emotion has at most one skos:scopeNote, in English.": [
        ("MaxCount", with_('tone:Joy skos:scopeNote "second"@en')),
        ("LanguageIn", changed("tone:Joy skos:scopeNote", '"note"@fr')),
    ],
    "An emotion has exactly one tone:status, accepted or deprecated.": one_of("tone:Joy tone:status", '"proposed"'),
    "An emotion names at least one source.": [("MinCount", lacking("tone:Joy dcterms:source"))],
    "An emotion is in the concept scheme of TONE, and in no other.": [
        ("HasValue", lacking("tone:Joy skos:inScheme")),
        ("MaxCount", with_("tone:Joy skos:inScheme <urn:other>")),
    ],
    "An emotion is typed as owl:Class, owl:NamedIndividual and skos:Concept.": [
        ("HasValue", without(f"tone:Joy a {kind}")) for kind in ("owl:Class", "owl:NamedIndividual", "skos:Concept")
    ],
    "As a class, an emotion stands below tone:EmotionEpisode.": [("HasValue", lacking("tone:Joy rdfs:subClassOf"))],
    "What is broader than an emotion is stated from both sides.": [
        ("Equals", without("tone:Joy skos:narrower tone:Cheerfulness")),
        ("Equals", with_("tone:Joy skos:narrower tone:Envy")),
    ],
    "A primary emotion is a top concept of the scheme.": [("HasValue", lacking("tone:Joy skos:topConceptOf"))],
}

ENTRY, SENSE = "tonelex:envy-noun", "tonelex:envy-noun-Envy"
FORM = "tonelex:envy-noun-form-envy"


def figure(name: str, least: str, most: str, bounds: tuple[str, str]) -> list[tuple[str, str]]:
    """Samples for a decimal within bounds."""
    return [
        ("MaxCount", with_(f"{SENSE} tone:{name} 0.11, 0.12")),
        ("Datatype", with_(f"{SENSE} tone:{name} 0.5e0")),
        (bounds[0], with_(f"{SENSE} tone:{name} {least}")),
        (bounds[1], with_(f"{SENSE} tone:{name} {most}")),
    ]


def at_most_one_text(name: str) -> list[tuple[str, str]]:
    return [
        ("MaxCount", with_(f'{SENSE} tone:{name} "first", "second"')),
        ("Datatype", with_(f"{SENSE} tone:{name} 7")),
        ("MinLength", with_(f'{SENSE} tone:{name} ""')),
    ]


LEXICON_SAMPLES: dict[str, list[tuple[str, str]]] = {
    "The lexicon has a title.": [("MinCount", lacking("<https://w3id.org/tone/lexicon> dcterms:title"))],
    "The language of the lexicon is English.": one_of("<https://w3id.org/tone/lexicon> lime:language", '"fr"'),
    "The lexicon is licensed under CC BY 4.0.": one_of(
        "<https://w3id.org/tone/lexicon> dcterms:license", "<urn:other>"
    ),
    "A lexical entry is either a word or a multiword expression.": [
        ("QualifiedMinCount", without(f"{ENTRY} a ontolex:Word")),
        ("QualifiedMaxCount", with_(f"{ENTRY} a ontolex:MultiwordExpression")),
    ],
    "A lexical entry has exactly one rdfs:label, in English.": text_of(f"{ENTRY} rdfs:label", "envie"),
    "A lexical entry has exactly one tone:lemma, in English.": text_of(f"{ENTRY} tone:lemma", "envie"),
    "A lexical entry has exactly one part of speech, one of the seven that TONE knows.": one_of(
        f"{ENTRY} lexinfo:partOfSpeech", "lexinfo:article"
    ),
    "A lexical entry has exactly one canonical form, which is none of its other forms.": [
        ("MinCount", lacking(f"{ENTRY} ontolex:canonicalForm")),
        ("MaxCount", with_(f"{ENTRY} ontolex:canonicalForm tonelex:joy-noun-form-joy")),
        ("Class", changed(f"{ENTRY} ontolex:canonicalForm", SENSE)),
        ("Disjoint", with_(f"{ENTRY} ontolex:otherForm {FORM}")),
    ],
    "The other forms of a lexical entry are forms.": [("Class", with_(f"{ENTRY} ontolex:otherForm {SENSE}"))],
    "A lexical entry has at least one sense.": [
        ("MinCount", lacking(f"{ENTRY} ontolex:sense")),
        ("Class", with_(f"{ENTRY} ontolex:sense {FORM}")),
    ],
    "A form has exactly one written representation, in English.": [
        *text_of(f"{FORM} ontolex:writtenRep", "envie"),
        ("MinLength", changed(f"{FORM} ontolex:writtenRep", '""@en')),
    ],
    "A form belongs to exactly one lexical entry.": [
        ("MinCount", lacking(f"{ENTRY} ontolex:canonicalForm")),
        ("MaxCount", with_(f"tonelex:joy-noun ontolex:otherForm {FORM}")),
    ],
    "A sense speaks of exactly one emotion.": [
        ("MinCount", lacking(f"{SENSE} ontolex:reference")),
        ("MaxCount", with_(f"{SENSE} ontolex:reference tone:Joy")),
        ("Class", changed(f"{SENSE} ontolex:reference", "tone:Boredom")),
    ],
    "A sense belongs to exactly one lexical entry.": [
        ("MinCount", lacking(f"{ENTRY} ontolex:sense")),
        ("MaxCount", with_(f"tonelex:joy-noun ontolex:sense {SENSE}")),
    ],
    "A sense has exactly one tone:weight, a decimal above 0 and up to 1.": [
        ("MinCount", lacking(f"{SENSE} tone:weight")),
        *figure("weight", "0.0", "1.1", ("MinExclusive", "MaxInclusive")),
    ],
    "A sense has exactly one tone:confidence, a decimal from 0 to 1.": [
        ("MinCount", lacking(f"{SENSE} tone:confidence")),
        *figure("confidence", "-0.1", "1.1", ("MinInclusive", "MaxInclusive")),
    ],
    "A sense has exactly one tone:justification, a term of the semapv vocabulary.": [
        ("MinCount", lacking(f"{SENSE} tone:justification")),
        ("MaxCount", with_(f"{SENSE} tone:justification semapv:LexicalMatching")),
        ("NodeKind", changed(f"{SENSE} tone:justification", f'"{PREFIXES["semapv"]}LexicalMatching"')),
        ("Pattern", changed(f"{SENSE} tone:justification", "tone:Guesswork")),
    ],
    "A sense has exactly one tone:status, accepted or deprecated.": one_of(f"{SENSE} tone:status", '"proposed"'),
    "A sense names at least one source.": [("MinCount", lacking(f"{SENSE} dcterms:source"))],
    "A sense has at most one tone:similarity, a decimal.": figure(
        "similarity", "-2.1", "2.1", ("MinInclusive", "MaxInclusive")
    ),
    "A sense has at most one tone:margin, a decimal.": figure(
        "margin", "-2.1", "2.1", ("MinInclusive", "MaxInclusive")
    ),
    "A sense has at most one runner-up, another emotion.": [
        ("MaxCount", with_(f"{SENSE} tone:runnerUp tone:Joy, tone:Fear")),
        ("Class", with_(f"{SENSE} tone:runnerUp tone:Boredom")),
        ("Disjoint", with_(f"{SENSE} tone:runnerUp tone:Envy")),
    ],
    "A sense names its encoders at most once.": at_most_one_text("encoder"),
    "A sense names at most one curator.": at_most_one_text("curator"),
    "A sense with a similarity, a margin or a runner-up names the encoders that gave it.": [
        ("MinCount", with_(f"{SENSE} tone:{name} {value}"))
        for name, value in (("similarity", "0.5"), ("margin", "0.5"), ("runnerUp", "tone:Joy"))
    ],
}

SAMPLES: dict[str, list[tuple[str, str]]] = {
    **HEADER_SAMPLES,
    "An emotion has exactly one skos:notation, its key: one to three names joined by slashes.": [
        ("MinCount", lacking("tone:Joy skos:notation")),
        ("MaxCount", with_('tone:Joy skos:notation "gladness"')),
        ("Datatype", changed("tone:Joy skos:notation", '"joy"@en')),
        ("Pattern", changed("tone:Joy skos:notation", '"joy/joy/joy/joy"')),
    ],
    "An emotion has exactly one tone:tier, 1, 2 or 3.": [
        ("MinCount", lacking("tone:Joy tone:tier")),
        ("MaxCount", with_("tone:Joy tone:tier 2")),
        ("In", changed("tone:Joy tone:tier", '"1"')),
    ],
    "An emotion is of exactly one of the three tier classes.": [
        ("QualifiedMinCount", changed("tone:Joy a", "tone:Emotion")),
        ("QualifiedMaxCount", with_("tone:Joy a tone:TertiaryEmotion")),
    ],
    "An emotion has exactly one skos:prefLabel, in English.": [
        ("MinCount", lacking("tone:Joy skos:prefLabel")),
        ("MaxCount", with_('tone:Joy skos:prefLabel "gladness"@en')),
        ("LanguageIn", changed("tone:Joy skos:prefLabel", '"joie"@fr')),
    ],
    "An emotion has exactly one skos:definition, in English.": [
        ("MinCount", lacking("tone:Joy skos:definition")),
        ("MaxCount", with_('tone:Joy skos:definition "Gladness."@en')),
        ("LanguageIn", changed("tone:Joy skos:definition", '"Gladness."')),
    ],
    "The tone:tier of an emotion is that of its tier class.": [
        ("Or", changed("tone:Joy tone:tier", "2")),
        ("Or", changed("tone:Envy tone:tier", "3")),
        ("Or", changed("tone:Bliss tone:tier", "1")),
    ],
    "A primary emotion has no skos:broader.": [("MaxCount", with_("tone:Joy skos:broader tone:Fear"))],
    "A secondary or tertiary emotion has exactly one skos:broader.": [
        ("MinCount", lacking("tone:Envy skos:broader")),
        ("MaxCount", with_("tone:Envy skos:broader tone:Sadness")),
    ],
    "The class above an emotion (rdfs:subClassOf) is its skos:broader.": [
        ("Equals", changed("tone:Envy rdfs:subClassOf", "tone:Sadness")),
    ],
    "The skos:broader of a secondary emotion is a primary emotion.": [
        ("Class", changed("tone:Envy skos:broader", "tone:Shame")),
    ],
    "The skos:broader of a tertiary emotion is a secondary emotion.": [
        ("Class", changed("tone:Bliss skos:broader", "tone:Joy")),
    ],
    "Only emotions are linked by tone:isOppositeOf, tone:isComposedOf and tone:plusLeadsTo.": [
        ("Class", with_(f"{end[0]} tone:{name} {end[1]}"))
        for name in ("isOppositeOf", "isComposedOf", "plusLeadsTo")
        for end in (("tone:Joy", "tone:Boredom"), ("tone:Boredom", "tone:Joy"))
    ],
    "An emotion is not its own opposite.": [("Disjoint", with_("tone:Joy tone:isOppositeOf tone:Joy"))],
    "An emotion is not its own part.": [("Disjoint", with_("tone:Joy tone:isComposedOf tone:Joy"))],
    "An emotion does not lead to itself.": [("Disjoint", with_("tone:Joy tone:plusLeadsTo tone:Joy"))],
    "An emotion is the opposite of each of its opposites: both triples are there.": [
        ("Equals", without("tone:Joy tone:isOppositeOf tone:Sadness")),
        ("Equals", without("tone:Sadness tone:isOppositeOf tone:Joy")),
        ("Equals", with_("tone:Joy tone:isOppositeOf tone:Fear")),
    ],
    "An emotion is not the opposite of one above or below it in the tree.": [
        ("Disjoint", with_("tone:Bliss tone:isOppositeOf tone:Cheerfulness")),
        ("Disjoint", with_("tone:Bliss tone:isOppositeOf tone:Joy")),
        ("Disjoint", with_("tone:Joy tone:isOppositeOf tone:Bliss")),
    ],
    "An emotion is not the opposite of one that is, over any number of steps, its part or its whole.": [
        ("Disjoint", with_("tone:Envy tone:isOppositeOf tone:Hope")),
        ("Disjoint", with_("tone:Hope tone:isOppositeOf tone:Envy")),
        ("Disjoint", with_("tone:Hope tone:isComposedOf tone:Relief . tone:Envy tone:isOppositeOf tone:Relief")),
        ("Disjoint", with_("tone:Hope tone:isComposedOf tone:Relief . tone:Relief tone:isOppositeOf tone:Envy")),
    ],
    "A composed emotion has at least two parts.": [("MinCount", without("tone:Envy tone:isComposedOf tone:Hope"))],
    "Compositions have no cycle: no part of an emotion is composed of it, over any number of steps.": [
        ("Disjoint", with_("tone:Hope tone:isComposedOf tone:Hope")),
        ("Disjoint", with_("tone:Hope tone:isComposedOf tone:Envy")),
        ("Disjoint", with_("tone:Hope tone:isComposedOf tone:Worry . tone:Worry tone:isComposedOf tone:Envy")),
    ],
    "Each tone:isOppositeOf has an accepted record of kind opposite_of.": [
        ("SPARQL", with_("tone:Joy tone:isOppositeOf tone:Fear . tone:Fear tone:isOppositeOf tone:Joy")),
        ("SPARQL", with_("tone:Anger tone:isOppositeOf tone:Fear . tone:Fear tone:isOppositeOf tone:Anger")),
        ("SPARQL", with_("tone:Envy tone:isOppositeOf tone:Hope")),
    ],
    "Each tone:isComposedOf has an accepted record of kind composed_of.": [
        ("SPARQL", with_("tone:Envy tone:isComposedOf tone:Worry")),
        ("SPARQL", with_("tone:Hope tone:isComposedOf tone:Envy")),
        ("SPARQL", changed(f"{ENVY_HOPE} tone:status", '"deprecated"')),
    ],
    "Each tone:plusLeadsTo has an accepted combination of which both emotions are part.": [
        ("SPARQL", with_("tone:Worry tone:plusLeadsTo tone:Joy")),
        ("SPARQL", changed(f"{FEAR_RELIEF_JOY} tone:status", '"deprecated"')),
    ],
    "A link joins emotions, and nothing else.": [
        ("Class", changed(f"{JOY_SADNESS} tone:linksFrom", "tone:Boredom")),
        ("Class", changed(f"{JOY_SADNESS} tone:linksTo", "tone:Boredom")),
        ("Class", changed(f"{FEAR_RELIEF_JOY} tone:hasOperand", "tone:Boredom")),
        ("Class", changed(f"{FEAR_RELIEF_JOY} tone:leadsTo", "tone:Boredom")),
    ],
    "A link has exactly one tone:linkKind: opposite_of, composed_of or plus_leads_to.": [
        ("MinCount", lacking(f"{JOY_SADNESS} tone:linkKind")),
        ("MaxCount", with_(f'{JOY_SADNESS} tone:linkKind "composed_of"')),
        ("In", changed(f"{JOY_SADNESS} tone:linkKind", '"similar_to"')),
    ],
    "A link has exactly one tone:confidence, a decimal from 0 to 1.": [
        ("MinCount", lacking(f"{JOY_SADNESS} tone:confidence")),
        ("MaxCount", with_(f"{JOY_SADNESS} tone:confidence 0.5")),
        ("Datatype", changed(f"{JOY_SADNESS} tone:confidence", "0.95e0")),
        ("MinInclusive", changed(f"{JOY_SADNESS} tone:confidence", "-0.1")),
        ("MaxInclusive", changed(f"{JOY_SADNESS} tone:confidence", "1.1")),
    ],
    "A link has exactly one tone:justification, a term of the semapv vocabulary.": [
        ("MinCount", lacking(f"{JOY_SADNESS} tone:justification")),
        ("MaxCount", with_(f"{JOY_SADNESS} tone:justification semapv:LexicalMatching")),
        ("NodeKind", changed(f"{JOY_SADNESS} tone:justification", f'"{PREFIXES["semapv"]}LexicalMatching"')),
        ("Pattern", changed(f"{JOY_SADNESS} tone:justification", "tone:Guesswork")),
    ],
    "A link has exactly one tone:status, accepted or deprecated.": [
        ("MinCount", lacking(f"{JOY_SADNESS} tone:status")),
        ("MaxCount", with_(f'{JOY_SADNESS} tone:status "deprecated"')),
        ("In", changed(f"{JOY_SADNESS} tone:status", '"proposed"')),
    ],
    "A link names at least one tone:method.": [
        ("MinCount", lacking(f"{JOY_SADNESS} tone:method")),
        ("Datatype", with_(f"{JOY_SADNESS} tone:method 7")),
        ("MinLength", with_(f'{JOY_SADNESS} tone:method ""')),
    ],
    "A link gives at least one tone:evidence, each as source, colon, space and detail.": [
        ("MinCount", lacking(f"{JOY_SADNESS} tone:evidence")),
        ("Datatype", with_(f'{JOY_SADNESS} tone:evidence "TONE: said so"@en')),
        *(("Pattern", with_(f'{JOY_SADNESS} tone:evidence "{text}"')) for text in ("said so", ": said so", "TONE: ")),
    ],
    "A link names at most one tone:curator.": [
        ("MaxCount", with_(f'{JOY_SADNESS} tone:curator "second maintainer"')),
        ("Datatype", changed(f"{JOY_SADNESS} tone:curator", "tone:Maintainers")),
        ("MinLength", changed(f"{JOY_SADNESS} tone:curator", '""')),
    ],
    "A link is either accepted or owl:deprecated true, and not both.": [
        ("Xone", with_(f"{JOY_SADNESS} owl:deprecated true")),
        ("Xone", lacking(f"{ANGER_FEAR} owl:deprecated")),
        ("Xone", changed(f"{ANGER_FEAR} owl:deprecated", "false")),
    ],
    "A link is a tone:EmotionCombination if, and only if, its kind is plus_leads_to.": [
        ("Xone", changed(f"{JOY_SADNESS} a", "tone:EmotionCombination")),
        ("Xone", changed(f"{FEAR_RELIEF_JOY} a", "tone:DependencyLink")),
        ("Xone", changed(f"{JOY_SADNESS} tone:linkKind", '"plus_leads_to"')),
        ("Xone", changed(f"{FEAR_RELIEF_JOY} tone:linkKind", '"composed_of"')),
    ],
    "A link of opposites or of whole and part has exactly one tone:linksFrom and exactly one tone:linksTo.": [
        ("Or", lacking(f"{JOY_SADNESS} tone:linksFrom")),
        ("Or", with_(f"{JOY_SADNESS} tone:linksFrom tone:Fear")),
        ("Or", lacking(f"{ENVY_HOPE} tone:linksTo")),
        ("Or", with_(f"{ENVY_HOPE} tone:linksTo tone:Fear")),
    ],
    "A link does not lead to the emotion that it leads from.": [
        ("Disjoint", changed(f"{JOY_SADNESS} tone:linksTo", "tone:Joy")),
        ("Disjoint", changed(f"{ENVY_HOPE} tone:linksTo", "tone:Envy")),
    ],
    "An accepted link of kind opposite_of is also stated as tone:isOppositeOf.": [
        ("Or", without("tone:Joy tone:isOppositeOf tone:Sadness . tone:Sadness tone:isOppositeOf tone:Joy")),
        ("Or", changed(f"{ANGER_FEAR} tone:status", '"accepted"')),
    ],
    "An accepted link of kind composed_of is also stated as tone:isComposedOf.": [
        ("Or", without("tone:Envy tone:isComposedOf tone:Hope")),
        ("Or", lacking("tone:Envy tone:isComposedOf")),
    ],
    "A combination has exactly two operands.": [
        ("MinCount", without(f"{FEAR_RELIEF_JOY} tone:hasOperand tone:Fear")),
        ("MaxCount", with_(f"{FEAR_RELIEF_JOY} tone:hasOperand tone:Worry")),
    ],
    "A combination has exactly one result.": [
        ("MinCount", lacking(f"{FEAR_RELIEF_JOY} tone:leadsTo")),
        ("MaxCount", with_(f"{FEAR_RELIEF_JOY} tone:leadsTo tone:Bliss")),
    ],
    "The result of a combination is none of its operands.": [
        ("Disjoint", changed(f"{FEAR_RELIEF_JOY} tone:leadsTo", "tone:Fear")),
    ],
    "An accepted combination is also stated as tone:plusLeadsTo from each operand.": [
        ("SPARQL", without("tone:Fear tone:plusLeadsTo tone:Joy")),
        ("SPARQL", without("tone:Relief tone:plusLeadsTo tone:Joy")),
    ],
}
"""For each message of the shapes: kinds of constraint, and updates of the small world that break them."""

ALL = {**SAMPLES, **LEXICON_SAMPLES}
FLAT = [(message, constraint, update) for message, pairs in ALL.items() for constraint, update in pairs]


def spoilt(triples: Iterable[Triple], update: str) -> set[Triple]:
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    before = {quad.triple for quad in store}
    store.update(PREFIX + update)
    after = {quad.triple for quad in store}
    assert after != before, "the sample changes nothing"
    return after


@pytest.fixture(scope="module")
def world(mini: tone.KnowledgeBase) -> frozenset[Triple]:
    return frozenset(mini.triples(lexicon=False))


@pytest.fixture(scope="module")
def words(mini: tone.KnowledgeBase, world: frozenset[Triple]) -> frozenset[Triple]:
    """A few words of the small world, beside the classes of its emotions."""
    names = ("envy-noun", "joy-noun")
    few = {t for t in mini.triples() - world if any(f"lexicon#{name}" in str(t.subject) for name in names)}
    header = {t for t in mini.triples() - world if str(t.subject) == "<https://w3id.org/tone/lexicon>"}
    return frozenset(few | header | {t for t in world if t.predicate in (Rdf.type, Rdfs.subClassOf)})


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES)


@pytest.fixture(scope="module")
def lexicon_shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(LEXICON_SHAPES)


@pytest.fixture(scope="module")
def all_shapes(shapes: rdflib.Graph, lexicon_shapes: rdflib.Graph) -> rdflib.Graph:
    return shapes + lexicon_shapes


def apart(shapes: rdflib.Graph, folder: Path) -> dict[str, Path]:
    """For each message, a file with its shape alone, since checking all shapes for each sample takes long."""
    found = {}
    [header] = shapes.subjects(RDF.type, OWL.Ontology)
    for number, shape in enumerate(shapes.subjects(RDF.type, SH.NodeShape)):
        part = shapes.cbd(shape) + shapes.cbd(header)
        path = folder / f"{number}.ttl"
        part.serialize(path)
        found |= {str(message): path for message in part.objects(None, SH.message)}
    return found


@pytest.fixture(scope="module")
def shape_of(
    shapes: rdflib.Graph, lexicon_shapes: rdflib.Graph, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    found = [apart(part, tmp_path_factory.mktemp("shapes")) for part in (shapes, lexicon_shapes)]
    assert not found[0].keys() & found[1].keys()
    return found[0] | found[1]


@pytest.mark.parametrize("path", [pytest.param(ROOT, marks=pytest.mark.build), DATA / "mini"])
def test_the_data_conform(path: Path) -> None:
    knowledge = tone.load(path)
    assert check_shapes(knowledge.triples(lexicon=False), knowledge.source.shapes) == []


def test_the_words_conform(words: frozenset[Triple]) -> None:
    assert check_shapes(words, LEXICON_SHAPES) == []


@pytest.mark.build
@pytest.mark.parametrize("name", ["tone.ttl", "tone.owl"])
def test_the_released_files_conform(name: str) -> None:
    assert check_shapes(parse_file(ROOT / "ontology" / name), SHAPES) == []


@pytest.mark.parametrize(("message", "constraint", "update"), FLAT, ids=[f"{m[:40]} {c}" for m, c, _ in FLAT])
def test_a_sample_is_found(
    world: frozenset[Triple],
    words: frozenset[Triple],
    shape_of: dict[str, Path],
    message: str,
    constraint: str,
    update: str,
) -> None:
    graph = words if message in LEXICON_SAMPLES else world
    found = {(found.message, found.constraint) for found in check_shapes(spoilt(graph, update), shape_of[message])}
    assert (message, constraint) in found


def test_a_deprecated_link_keeps_its_record_alone(world: frozenset[Triple]) -> None:
    assert any("link-opposite_of-Anger-Fear" in str(triple) for triple in world)
    retired = f"""
        DELETE {{ {FEAR_RELIEF_JOY} tone:status "accepted" . ?operand tone:plusLeadsTo tone:Joy }}
        INSERT {{ {FEAR_RELIEF_JOY} tone:status "deprecated" ; owl:deprecated true }}
        WHERE {{ {FEAR_RELIEF_JOY} tone:hasOperand ?operand }}"""
    assert check_shapes(spoilt(world, retired), SHAPES) == []


def test_a_triple_stays_as_long_as_one_of_its_combinations_is_in_use(world: frozenset[Triple]) -> None:
    shared = f"""
        INSERT {{ tone:second ?predicate ?value }} WHERE {{
            {FEAR_RELIEF_JOY} ?predicate ?value
            FILTER (?value NOT IN (tone:Relief, "accepted"))
        }} ;
        INSERT DATA {{
            tone:second tone:hasOperand tone:Worry ; tone:status "deprecated" ; owl:deprecated true
        }}"""
    assert check_shapes(spoilt(world, shared), SHAPES) == []


def test_a_violation_names_node_constraint_and_value(world: frozenset[Triple]) -> None:
    update = changed(f"{JOY_SADNESS} tone:confidence", "1.1")
    message = "A link has exactly one tone:confidence, a decimal from 0 to 1."
    assert check_shapes(spoilt(world, update), SHAPES) == [
        Violation(compact(JOY_SADNESS.strip("<>")), message, "MaxInclusive", "1.1")
    ]


NO_CONSTRAINTS = {
    *("path", "message", "targetClass", "targetSubjectsOf", "targetObjectsOf", "qualifiedValueShape", "prefixes"),
    *("property", "sparql"),
}
"""What shapes say beside constraints; whatever else is in the namespace of SHACL is taken for one."""


def constraints(shapes: rdflib.Graph) -> set[tuple[str, str]]:
    """Each kind of constraint that shapes state, with the message it belongs to."""
    return {
        (str(message), "SPARQL" if name == "select" else name[0].upper() + name[1:])
        for shape, message in shapes.subject_objects(SH.message)
        for name in (str(predicate).removeprefix(str(SH)) for predicate in shapes.predicates(shape))
        if "/" not in name and name not in NO_CONSTRAINTS
    }


def test_each_constraint_has_a_sample(shapes: rdflib.Graph, lexicon_shapes: rdflib.Graph) -> None:
    found = constraints(shapes) | constraints(lexicon_shapes)
    assert found == {(message, constraint) for message, constraint, _ in FLAT}


def test_each_rule_has_a_message(all_shapes: rdflib.Graph) -> None:
    rules = {*all_shapes.objects(None, SH.property), *all_shapes.objects(None, SH.sparql)}
    within = {rule for rule in rules if any("shapes#" in owner for owner in all_shapes.subjects(None, rule))}
    assert len(within) > 20
    assert all((rule, SH.message, None) in all_shapes for rule in within)
    for shape in all_shapes.subjects(RDF.type, SH.NodeShape):
        assert any((shape, part, None) in all_shapes for part in (SH.property, SH.sparql, SH.message))


def test_the_shapes_are_shapes(all_shapes: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=all_shapes, meta_shacl=True)
    assert conforms, text


def test_shapes_come_from_the_folder_or_the_package(mini_folder: Path) -> None:
    assert tone.load(mini_folder).source.shapes == SHAPES
    assert FileSource(Path("some.ttl"), "", frozenset()).shapes == SHAPES
    own = mini_folder / "ontology" / "shapes.ttl"
    own.parent.mkdir()
    own.write_text("")
    assert tone.load(mini_folder).source.shapes == own


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("", DataError, "holds no sh:NodeShape: give a file of SHACL shapes"),
        ("<a> <b>", OntologyFileError, "is not whole Turtle"),
        ("[] a sh:NodeShape ; sh:targetClass tone:Emotion ; sh:minCount 1 .", DataError, "pySHACL does not accept"),
    ],
)
def test_bad_shapes_are_an_error(tmp_path: Path, text: str, error: type[Exception], said: str) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(f"@prefix sh: <{SH}> . @prefix tone: <{PREFIXES['tone']}> . {text}")
    with pytest.raises(error, match=said):
        check_shapes(parse_file(ROOT / "ontology" / "tone.ttl"), path)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(MissingExtraError, match=r"tone-ontology\[validate\]"):
        check_shapes([], SHAPES)


def test_shapes_explain_themselves(all_shapes: rdflib.Graph) -> None:
    for shape in all_shapes.subjects(RDF.type, SH.NodeShape):
        assert (shape, RDFS.comment, None) in all_shapes
    messages = [str(message) for message in all_shapes.objects(None, SH.message)]
    assert len(messages) == len(set(messages))
    assert all(message.endswith(".") for message in messages)
