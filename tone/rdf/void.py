"""The description of the published data set, with its real counts.

VoID: Alexander, Cyganiak, Hausenblas & Zhao (2011), "Describing Linked Datasets with the VoID Vocabulary", W3C.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from tone.namespaces import LEXICON, ONTOLOGY_IRI, PREFIXES, TONE, expand
from tone.rdf.terms import Dcterms, Rdf

DATASET = NamedNode(f"{ONTOLOGY_IRI}/dataset")
"""Ontology and lexicon together."""

_LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")


def void_triples(ontology: Collection[Triple], lexicon: Collection[Triple], version: str) -> Iterator[Triple]:
    """Describe the data set and its two parts.

    Args:
        ontology: the graph of the ontology.
        lexicon: the graph of the words.
        version: version of the release.

    Yields:
        A ``void:Dataset`` with two subsets. Classes are those that something is an instance of, properties those that
        something is stated with, as VoID defines them.
    """
    whole = (*ontology, *lexicon)
    parts = (
        (DATASET, "TONE: ontology and lexicon", TONE, whole),
        (NamedNode(f"{DATASET.value}/ontology"), "TONE: the ontology", TONE, ontology),
        (NamedNode(f"{DATASET.value}/lexicon"), "TONE: the lexicon", LEXICON, lexicon),
    )
    files = {"ontology": ("tone.ttl", "tone.owl"), "lexicon": ("tone-lexicon.ttl",)}
    for node, title, space, triples in parts:
        yield Triple(node, Rdf.type, _node("void:Dataset"))
        yield Triple(node, Dcterms.title, Literal(title, language="en"))
        yield Triple(node, Dcterms.license, _LICENCE)
        yield Triple(node, _node("void:uriSpace"), Literal(space))
        for name, count in _counts(triples).items():
            yield Triple(node, _node(f"void:{name}"), Literal(count))
        for prefix in _vocabularies(triples):
            yield Triple(node, _node("void:vocabulary"), NamedNode(PREFIXES[prefix]))
        if node != DATASET:
            yield Triple(DATASET, _node("void:subset"), node)
        for name in files.get(node.value.rpartition("/")[2], ()):
            yield Triple(node, _node("void:dataDump"), NamedNode(f"{ONTOLOGY_IRI}/{version}/{name}"))
    yield Triple(DATASET, Dcterms.source, NamedNode(f"{ONTOLOGY_IRI}/{version}"))
    yield Triple(DATASET, _node("void:exampleResource"), NamedNode(f"{TONE}Joy"))


def _counts(triples: Collection[Triple]) -> dict[str, int]:
    """Count what VoID asks for: triples, classes, properties, distinct subjects and objects."""
    return {
        "triples": len(triples),
        "classes": len({triple.object for triple in triples if triple.predicate == Rdf.type}),
        "properties": len({triple.predicate for triple in triples}),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
    }


def _node(curie: str) -> NamedNode:
    return NamedNode(expand(curie))


def _vocabularies(triples: Collection[Triple]) -> list[str]:
    """Give the prefixes of the vocabularies whose properties are used."""
    used = {triple.predicate.value for triple in triples}
    return [prefix for prefix, iri in PREFIXES.items() if any(name.startswith(iri) for name in used)]
