"""Pitfalls in names, annotations and the header, those of the OOPS! catalogue that can be decided without a person.

See `tone.checks.pitfalls_axioms` for the catalogue.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode

from tone.checks.facts import CLASS, HEADER, Node, is_own, shown, term
from tone.checks.profile import PROPERTY_KINDS
from tone.checks.registry import Subject, check
from tone.namespaces import TONE
from tone.rdf.terms import Dcterms, Owl, Rdfs, Skos

_COMMENT = term("rdfs:comment")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_FILE = re.compile(r"\.(owl|rdf|ttl|n3|nt|xml|json|jsonld)\b", re.IGNORECASE)
_IS = {"is", "isa", "is_a", "is-a"}
_UNSORTED = {"other", "others", "misc", "miscellaneous", "unknown", "various", "etc"}


@check("P03")
def no_property_says_is(subject: Subject) -> Iterator[str]:
    """OOPS! P03: no property is called "is" or "is a", where rdfs:subClassOf or rdf:type is meant."""
    for node in subject.facts.own(*PROPERTY_KINDS):
        names = {node.value.removeprefix(TONE).casefold(), *_labels(subject, node)}
        if names & (_IS | {"is a"}):
            yield shown(node)


@check("P07")
def no_class_merges_two(subject: Subject) -> Iterator[str]:
    """OOPS! P07: no class is named after two things joined by "and" or "or"."""
    yield from _with_words(subject, {"and", "or"})


@check("P08")
def terms_are_annotated(subject: Subject) -> Iterator[str]:
    """OOPS! P08: each class and property has a label and a comment or definition."""
    for node in subject.facts.own(CLASS, *PROPERTY_KINDS):
        texts = [*subject.facts.values(node, _COMMENT), *subject.facts.values(node, Skos.definition)]
        if not subject.facts.values(node, Rdfs.label) or not texts:
            yield shown(node)


@check("P20")
def annotations_are_not_swapped(subject: Subject) -> Iterator[str]:
    """OOPS! P20: no annotation is empty, and no label is longer than the text that explains it."""
    facts = subject.facts
    for node in facts.own(CLASS, *PROPERTY_KINDS):
        labels = facts.texts(node, Rdfs.label)
        texts = [*facts.texts(node, _COMMENT), *facts.texts(node, Skos.definition)]
        longer = labels and texts and max(map(len, labels)) > max(map(len, texts))
        if longer or not all(text.strip() for text in (*labels, *texts)):
            yield shown(node)


@check("P21")
def no_class_is_for_the_rest(subject: Subject) -> Iterator[str]:
    """OOPS! P21: no class gathers what belongs nowhere, such as "other" or "miscellaneous"."""
    yield from _with_words(subject, _UNSORTED)


@check("P22")
def names_follow_one_convention(subject: Subject) -> Iterator[str]:
    """OOPS! P22: names of classes are in UpperCamelCase, names of properties in lowerCamelCase."""
    for pattern, kinds in (("[A-Z][A-Za-z0-9]*", (CLASS,)), ("[a-z][A-Za-z0-9]*", PROPERTY_KINDS)):
        for node in subject.facts.own(*kinds):
            if not re.fullmatch(pattern, node.value.removeprefix(TONE)):
                yield shown(node)


@check("P32")
def classes_differ_in_label(subject: Subject) -> Iterator[str]:
    """OOPS! P32: no two classes have the same label."""
    holders: dict[str, list[Node]] = defaultdict(list)
    for node in subject.facts.own(CLASS):
        for label in dict.fromkeys(_labels(subject, node)):
            holders[label].append(node)
    for label, nodes in sorted(holders.items()):
        if len(nodes) > 1:
            yield f"{' and '.join(sorted(map(shown, nodes)))}: {label}"


@check("P36")
def iris_are_no_file_names(subject: Subject) -> Iterator[str]:
    """OOPS! P36: the IRIs of ontology and terms do not end like the name of a file."""
    nodes = [*subject.facts.instances(Owl.Ontology), *subject.facts.own(CLASS, *PROPERTY_KINDS)]
    for node in dict.fromkeys(nodes):
        if isinstance(node, NamedNode) and _FILE.search(node.value):
            yield shown(node)


@check("P38")
def there_is_an_ontology(subject: Subject) -> Iterator[str]:
    """OOPS! P38: the graph declares an owl:Ontology."""
    if not subject.facts.instances(Owl.Ontology):
        yield "no owl:Ontology"


@check("P39")
def the_namespace_is_clear(subject: Subject) -> Iterator[str]:
    """OOPS! P39: the header has an IRI, and the namespace that it states is that of the terms."""
    stated = subject.facts.texts(HEADER, term("vann:preferredNamespaceUri"))
    if HEADER not in subject.facts.instances(Owl.Ontology) or stated != [TONE]:
        yield f"{shown(HEADER)}: {', '.join(sorted(stated)) or 'no namespace'}"


@check("P41")
def there_is_a_licence(subject: Subject) -> Iterator[str]:
    """OOPS! P41: the header names a licence."""
    if not subject.facts.values(HEADER, Dcterms.license):
        yield shown(HEADER)


def _labels(subject: Subject, node: Node) -> list[str]:
    return [text.casefold() for text in subject.facts.texts(node, Rdfs.label)]


def _with_words(subject: Subject, words: set[str]) -> Iterator[str]:
    for node in subject.facts.own(CLASS):
        parts = [*_WORDS.findall(node.value.removeprefix(TONE)), *" ".join(_labels(subject, node)).split()]
        if is_own(node) and words & {part.casefold() for part in parts}:
            yield shown(node)
