"""Pitfalls in the axioms of an ontology, those of the OOPS! catalogue that can be decided without a person.

OOPS!: Poveda-Villalon, Gomez-Perez & Suarez-Figueroa (2014), "OOPS! (OntOlogy Pitfall Scanner!)", International Journal
on Semantic Web and Information Systems 10(2). A check has its number there. Beside the pitfalls that can be decided
whole, P05, P20 and P40 are checked in the part that can: domains and ranges of inverses, empty and swapped
annotations, and axioms about terms of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import BlankNode, Literal, NamedNode

from tone.checks.facts import CLASS, DATATYPE_PROPERTY, OBJECT_PROPERTY, Facts, Node, is_own, shown, term
from tone.checks.profile import BUILT_IN_DATATYPES, PROPERTY_KINDS, RESERVED
from tone.checks.registry import Subject, check
from tone.rdf.terms import Owl, Rdf, Rdfs, Tone

_DOMAIN, _RANGE, _INVERSE = term("rdfs:domain"), term("rdfs:range"), term("owl:inverseOf")
_SYMMETRIC, _TRANSITIVE = term("owl:SymmetricProperty"), term("owl:TransitiveProperty")
_EQUIVALENT = term("owl:equivalentClass")
_CLASS_AXIOMS = (Rdfs.subClassOf, Owl.disjointWith, _EQUIVALENT)


@check("P04")
def elements_are_connected(subject: Subject) -> Iterator[str]:
    """OOPS! P04: each class and property is tied to others by an axiom."""
    facts = subject.facts
    axioms = (*_CLASS_AXIOMS, _DOMAIN, _RANGE, _INVERSE, term("rdfs:subPropertyOf"), term("owl:onProperty"))
    tied = {end for axiom in axioms for pair in facts.pairs(axiom) for end in pair}
    yield from (shown(node) for node in facts.own(CLASS, OBJECT_PROPERTY, DATATYPE_PROPERTY) if node not in tied)


@check("P05")
def inverses_fit(subject: Subject) -> Iterator[str]:
    """OOPS! P05: domain and range of a property are range and domain of its inverse."""
    facts = subject.facts
    for first, second in facts.pairs(_INVERSE):
        if isinstance(second, Literal) or not isinstance(first, NamedNode):
            continue
        ends = [set(facts.values(first, name)) for name in (_DOMAIN, _RANGE)]
        turned = [set(facts.values(second, name)) for name in (_RANGE, _DOMAIN)]
        if any(here and there and here != there for here, there in zip(ends, turned, strict=True)):
            yield f"{shown(first)} and {shown(second)}"


@check("P06")
def hierarchy_has_no_cycle(subject: Subject) -> Iterator[str]:
    """OOPS! P06: no class is, over rdfs:subClassOf, below itself."""
    nodes = dict.fromkeys(node for node, _ in subject.facts.pairs(Rdfs.subClassOf))
    yield from (shown(node) for node in nodes if node in subject.facts.above(node, Rdfs.subClassOf))


@check("P10")
def families_are_disjoint(subject: Subject) -> Iterator[str]:
    """OOPS! P10: disjointness is stated, of the primary emotions as classes of episodes, and of the tiers.

    Lower emotions of one family are not disjoint on purpose: an episode may be of several.
    """
    facts = subject.facts
    apart = set(facts.pairs(Owl.disjointWith))
    for above in (Tone.EmotionEpisode, Tone.Emotion):
        lower = [node for node, upper in facts.pairs(Rdfs.subClassOf) if upper == above]
        for first, second in combinations(sorted(lower, key=str), 2):
            if (first, second) not in apart and (second, first) not in apart:
                yield f"{shown(first)} and {shown(second)}"


@check("P11")
def properties_have_domain_and_range(subject: Subject) -> Iterator[str]:
    """OOPS! P11: each object and datatype property has a domain and a range."""
    for node in subject.facts.own_properties():
        yield from (f"{shown(node)}: no {shown(n)}" for n in (_DOMAIN, _RANGE) if not subject.facts.values(node, n))


@check("P13")
def inverses_are_declared(subject: Subject) -> Iterator[str]:
    """OOPS! P13: each object property that is not symmetric has an inverse."""
    facts = subject.facts
    paired = {end for pair in facts.pairs(_INVERSE) for end in pair}
    for node in facts.own(OBJECT_PROPERTY):
        if node not in paired and not facts.is_a(node, _SYMMETRIC):
            yield shown(node)


@check("P19")
def domains_and_ranges_are_single(subject: Subject) -> Iterator[str]:
    """OOPS! P19: no property has several domains or ranges, which OWL reads as their intersection."""
    for node in subject.facts.own(*PROPERTY_KINDS):
        for name in (_DOMAIN, _RANGE):
            if len(subject.facts.values(node, name)) > 1:
                yield f"{shown(node)}: {len(subject.facts.values(node, name))} times {shown(name)}"


@check("P24")
def definitions_are_not_recursive(subject: Subject) -> Iterator[str]:
    """OOPS! P24: no class expression that defines a class uses the class itself."""
    for predicate in (_EQUIVALENT, Rdfs.subClassOf):
        for node, value in subject.facts.pairs(predicate):
            if isinstance(value, BlankNode) and node in _mentioned(subject.facts, value):
                yield f"{shown(node)}: {shown(predicate)}"


@check("P25")
def no_property_is_its_own_inverse(subject: Subject) -> Iterator[str]:
    """OOPS! P25: no property is the inverse of itself; it is symmetric then."""
    yield from (shown(first) for first, second in subject.facts.pairs(_INVERSE) if first == second)


@check("P26")
def symmetric_properties_have_no_inverse(subject: Subject) -> Iterator[str]:
    """OOPS! P26: no symmetric property has an inverse, since it is that itself."""
    paired = {end for pair in subject.facts.pairs(_INVERSE) for end in pair}
    yield from (shown(node) for node in subject.facts.instances(_SYMMETRIC) if node in paired)


@check("P28")
def symmetric_properties_have_equal_ends(subject: Subject) -> Iterator[str]:
    """OOPS! P28: domain and range of a symmetric property are the same."""
    yield from _unequal_ends(subject.facts, _SYMMETRIC)


@check("P29")
def transitive_properties_have_equal_ends(subject: Subject) -> Iterator[str]:
    """OOPS! P29: domain and range of a transitive property are the same."""
    yield from _unequal_ends(subject.facts, _TRANSITIVE)


@check("P33")
def chains_are_of_two_at_least(subject: Subject) -> Iterator[str]:
    """OOPS! P33: no property chain has only one property in it; that is rdfs:subPropertyOf."""
    for node, head in subject.facts.pairs(term("owl:propertyChainAxiom")):
        if len(subject.facts.items(head)) < 2:
            yield shown(node)


@check("P34")
def classes_are_typed(subject: Subject) -> Iterator[str]:
    """OOPS! P34: whatever is used as a class is declared as one."""
    facts = subject.facts
    used = {end for axiom in _CLASS_AXIOMS for pair in facts.pairs(axiom) for end in pair}
    used |= {end for name in (_DOMAIN, _RANGE) for _, end in facts.pairs(name)}
    for node in sorted(used, key=str):
        built_in = isinstance(node, NamedNode) and (node in BUILT_IN_DATATYPES or node.value.startswith(RESERVED))
        if not built_in and not facts.values(_node(node), Rdf.type):
            yield shown(node)


@check("P35")
def properties_are_typed(subject: Subject) -> Iterator[str]:
    """OOPS! P35: whatever is used as a property in an axiom is declared as one."""
    facts = subject.facts
    used = {end for name in (_INVERSE, term("rdfs:subPropertyOf")) for pair in facts.pairs(name) for end in pair}
    used |= {node for name in (_DOMAIN, _RANGE) for node, _ in facts.pairs(name)}
    used |= {node for _, node in facts.pairs(term("owl:onProperty"))}
    for node in sorted(used, key=str):
        built_in = isinstance(node, NamedNode) and node.value.startswith(RESERVED)
        if not built_in and not any(facts.is_a(node, kind) for kind in PROPERTY_KINDS):
            yield shown(node)


@check("P40")
def terms_of_others_are_left_alone(subject: Subject) -> Iterator[str]:
    """OOPS! P40: nothing is stated of terms of other vocabularies but what they are, and what their makers say too.

    A declaration is what OWL 2 DL asks for; that words and multiword expressions are lexical entries is OntoLex's own.
    """
    theirs = {(term(f"ontolex:{name}"), term("ontolex:LexicalEntry")) for name in ("Word", "MultiwordExpression")}
    axioms = (*_CLASS_AXIOMS, _DOMAIN, _RANGE, term("rdfs:subPropertyOf"), _INVERSE)
    for axiom in axioms:
        for node, value in subject.facts.pairs(axiom):
            if isinstance(node, NamedNode) and not is_own(node) and (node, value) not in theirs:
                yield f"{shown(node)} {shown(axiom)} {shown(value)}"


def _unequal_ends(facts: Facts, kind: NamedNode) -> Iterator[str]:
    for node in facts.instances(kind):
        if set(facts.values(node, _DOMAIN)) != set(facts.values(node, _RANGE)):
            yield shown(node)


def _mentioned(facts: Facts, node: Node) -> set[Node]:
    """Give all nodes of a class expression."""
    found: set[Node] = set()
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        for predicate in facts.predicates(here):
            new = set(facts.nodes(here, predicate)) - found
            found |= new
            waiting += [value for value in new if isinstance(value, BlankNode)]
    return found


def _node(value: object) -> Node:
    assert isinstance(value, (NamedNode, BlankNode))  # noqa: S101 - ends of axioms are no literals
    return value
