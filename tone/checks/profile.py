"""Checks of the conditions of OWL 2 DL: what a graph must keep so that a reasoner may read it.

OWL 2: Motik, Patel-Schneider & Parsia (2012), "OWL 2 Web Ontology Language: Structural Specification and
Functional-Style Syntax", W3C, sections 2.4, 3, 5.8 and 11; the numbers in the details are of its sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from tone.checks.facts import (
    ANNOTATION_PROPERTY,
    CLASS,
    DATATYPE_PROPERTY,
    OBJECT_PROPERTY,
    Facts,
    Node,
    Term,
    shown,
    term,
)
from tone.checks.registry import Subject, check
from tone.namespaces import PREFIXES
from tone.rdf.terms import Owl, Rdf, Rdfs

RESERVED = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
PROPERTY_KINDS = (OBJECT_PROPERTY, DATATYPE_PROPERTY, ANNOTATION_PROPERTY)
BUILT_IN_ANNOTATIONS = frozenset(
    map(term, ("rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy", "owl:versionInfo", "owl:deprecated"))
) | frozenset(map(term, ("owl:priorVersion", "owl:backwardCompatibleWith", "owl:incompatibleWith")))
BUILT_IN_DATATYPES = frozenset(
    term(f"xsd:{name}")
    for name in (
        *("decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger"),
        *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        *("double", "float", "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"),
        *("boolean", "hexBinary", "base64Binary", "anyURI", "dateTime", "dateTimeStamp"),
    )
) | frozenset(map(term, ("rdfs:Literal", "rdf:PlainLiteral", "rdf:XMLLiteral", "rdf:langString", "owl:real")))
"""Section 4, with rdf:langString, which RDF 1.1 puts in the place of rdf:PlainLiteral."""

CHARACTERISTICS = tuple(
    term(f"owl:{name}Property")
    for name in ("Transitive", "Symmetric", "Asymmetric", "Reflexive", "Irreflexive", "InverseFunctional")
)
SIMPLE_ONLY = tuple(
    term(f"owl:{name}Property") for name in ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric")
)
_CARDINALITIES = tuple(
    term(f"owl:{prefix}ardinality") for prefix in ("c", "minC", "maxC", "qualifiedC", "minQualifiedC", "maxQualifiedC")
)
_NUMERIC_FACETS = frozenset(
    term(f"xsd:{name}") for name in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
)
_TEXT_FACETS = frozenset(term(f"xsd:{name}") for name in ("length", "minLength", "maxLength", "pattern"))
_INVERSE = term("owl:inverseOf")
_CHAIN = term("owl:propertyChainAxiom")
_SUB_PROPERTY = term("rdfs:subPropertyOf")
_DISJOINT = term("owl:propertyDisjointWith")


@check("O801")
def reserved_words_are_left_alone(subject: Subject) -> Iterator[str]:
    """No IRI of RDF, RDFS, OWL or XML Schema is declared anew, made an individual, or described (2.4, 5)."""
    for node in subject.facts.subjects():
        if isinstance(node, NamedNode) and node.value.startswith(RESERVED):
            yield shown(node)


@check("O802")
def properties_are_of_one_kind(subject: Subject) -> Iterator[str]:
    """No IRI is more than one of object property, datatype property and annotation property (5.8.1)."""
    for node in subject.facts.subjects():
        kinds = [kind for kind in PROPERTY_KINDS if subject.facts.is_a(node, kind)]
        if len(kinds) > 1:
            yield f"{shown(node)}: {', '.join(map(shown, kinds))}"


@check("O803")
def classes_are_no_datatypes(subject: Subject) -> Iterator[str]:
    """No IRI is both a class and a datatype; class and individual under one IRI are fine (5.8.1)."""
    for node in subject.facts.instances(term("rdfs:Datatype")):
        if subject.facts.is_a(node, CLASS):
            yield shown(node)


@check("O804")
def classes_are_declared(subject: Subject) -> Iterator[str]:
    """Each class that something is an instance of, or that an axiom names, is declared as a class (5.8.2)."""
    facts = subject.facts
    used: dict[Term, None] = {}
    for predicate in (Rdfs.subClassOf, Owl.disjointWith, term("owl:equivalentClass")):
        for pair in facts.pairs(predicate):
            used |= dict.fromkeys(pair)
    used |= dict.fromkeys(value for _, value in facts.pairs(term("rdfs:domain")))
    for node, value in facts.pairs(term("rdfs:range")):
        if facts.is_a(node, OBJECT_PROPERTY):
            used[value] = None
    used |= dict.fromkeys(value for _, value in facts.pairs(Rdf.type))
    for kind in sorted(used, key=str):
        if isinstance(kind, NamedNode) and not kind.value.startswith(RESERVED) and not facts.is_a(kind, CLASS):
            yield shown(kind)


@check("O805")
def properties_are_declared(subject: Subject) -> Iterator[str]:
    """Each property that something is stated with is declared as object, datatype or annotation property (5.8.2)."""
    facts = subject.facts
    named = {*facts.used_predicates(), *(value for _, value in facts.pairs(_INVERSE))}
    for node in sorted(named, key=str):
        known = not isinstance(node, NamedNode) or node.value.startswith(RESERVED)
        if not known and not any(facts.is_a(node, kind) for kind in PROPERTY_KINDS):
            yield shown(node)


@check("O806")
def datatypes_are_declared(subject: Subject) -> Iterator[str]:
    """Each datatype is one of OWL 2, or declared; of those of XML Schema, xsd:date and the like are none (4, 5.2).

    Annotations may carry others, since a reasoner passes them over.
    """
    facts = subject.facts
    allowed = BUILT_IN_DATATYPES | set(facts.instances(term("rdfs:Datatype")))
    for prop in facts.instances(DATATYPE_PROPERTY):
        assert isinstance(prop, NamedNode)  # noqa: S101 - blank nodes are no properties
        kinds = {value for value in facts.values(prop, term("rdfs:range")) if isinstance(value, NamedNode)}
        kinds |= {value.datatype for _, value in facts.pairs(prop) if isinstance(value, Literal)}
        yield from (f"{shown(prop)}: {shown(kind)}" for kind in sorted(kinds - allowed, key=str))


@check("O807")
def values_fit_their_property(subject: Subject) -> Iterator[str]:
    """Object properties point to individuals and datatype properties to literals (5.3, 5.4, 9.6)."""
    for kind, literal in ((OBJECT_PROPERTY, False), (DATATYPE_PROPERTY, True)):
        for prop in subject.facts.instances(kind):
            for node, value in subject.facts.pairs(prop) if isinstance(prop, NamedNode) else ():
                if isinstance(value, Literal) is not literal:
                    yield f"{shown(node)} {shown(prop)} {shown(value)}"


@check("O808")
def characteristics_are_of_object_properties(subject: Subject) -> Iterator[str]:
    """Only object properties are transitive, symmetric, asymmetric, reflexive, irreflexive, inverse functional (9.2).

    Nor has anything else an inverse, or a chain that leads to it.
    """
    facts = subject.facts
    for kind in CHARACTERISTICS:
        for node in facts.instances(kind):
            if not facts.is_a(node, OBJECT_PROPERTY):
                yield f"{shown(node)}: {shown(kind)}"
    for predicate in (_INVERSE, _CHAIN):
        for node, _ in facts.pairs(predicate):
            if isinstance(node, NamedNode) and not facts.is_a(node, OBJECT_PROPERTY):
                yield f"{shown(node)}: {shown(predicate)}"


@check("O809")
def restricted_properties_are_simple(subject: Subject) -> Iterator[str]:
    """No property that is transitive, or follows from a chain, is functional, irreflexive or asymmetric (11.2).

    Such a property is not simple, nor is its inverse or any property above it; none of them may be functional, inverse
    functional, irreflexive, asymmetric or disjoint with another, or stand in a cardinality or hasSelf restriction.
    """
    facts = subject.facts
    composite = _not_simple(facts)
    for node in sorted(composite, key=str):
        found = [kind for kind in SIMPLE_ONLY if facts.is_a(node, kind)]
        yield from (f"{shown(node)}: {shown(kind)}" for kind in found)
        if any(node in pair for pair in facts.pairs(_DISJOINT)):
            yield f"{shown(node)}: {shown(_DISJOINT)}"
    for node, prop in facts.pairs(term("owl:onProperty")):
        counted = [name for name in (*_CARDINALITIES, term("owl:hasSelf")) if facts.values(node, name)]
        if prop in composite and counted:
            yield f"{shown(prop)}: {shown(counted[0])}"


@check("O810")
def chains_are_regular(subject: Subject) -> Iterator[str]:
    """No property follows from a chain of which, over other chains, it is itself a part (11.2).

    A chain may begin or end with the property it leads to, and a transitive one may be a chain of itself and itself.
    """
    facts = subject.facts
    below: dict[Term, set[Term]] = {}
    for node, head in facts.pairs(_CHAIN):
        chain = facts.items(head)
        if chain == [node, node]:
            continue
        inner = chain[1:] if chain[:1] == [node] else chain[:-1] if chain[-1:] == [node] else chain
        below.setdefault(node, set()).update(inner)
    for lower, upper in facts.pairs(_SUB_PROPERTY):
        below.setdefault(upper, set()).add(lower)
    for node in sorted({node for node, _ in facts.pairs(_CHAIN)}, key=str):
        if node in _reached(node, below):
            yield shown(node)


@check("O811")
def facets_fit_their_datatype(subject: Subject) -> Iterator[str]:
    """A datatype is restricted by facets that it has: numbers by bounds, strings by length or pattern (4, 7.5)."""
    facts = subject.facts
    for node, base in facts.pairs(term("owl:onDatatype")):
        used = {
            predicate
            for head in facts.values(node, term("owl:withRestrictions"))
            for item in facts.items(head)
            for predicate in (facts.predicates(item) if not isinstance(item, Literal) else ())
        }
        textual = base in {term(f"xsd:{name}") for name in ("string", "normalizedString", "token", "anyURI")}
        textual = textual or base in {term("xsd:language"), term("rdf:PlainLiteral")}
        allowed = _TEXT_FACETS if textual else _NUMERIC_FACETS
        for facet in sorted(used - allowed, key=str):
            yield f"{shown(base)}: {shown(facet)}"


@check("O812")
def literals_are_of_their_datatype(subject: Subject) -> Iterator[str]:
    """Each literal is written as its datatype wants, as 0.5 for a decimal (5.7)."""
    import rdflib

    text = (term("xsd:string"), term("rdf:langString"))
    values = {t.object: t for t in subject.triples if isinstance(t.object, Literal) and t.object.datatype not in text}
    for value, triple in sorted(values.items(), key=str):
        if rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value)).ill_typed:
            yield f"{shown(triple.subject)} {shown(triple.predicate)} {value.value!r}: {shown(value.datatype)}"


@check("O813")
def annotations_are_no_logic(subject: Subject) -> Iterator[str]:
    """Annotation properties have no characteristics, and no logical property above or below them (9.2, 10.2)."""
    facts = subject.facts
    logical = (*CHARACTERISTICS, term("owl:FunctionalProperty"))
    for node in facts.instances(ANNOTATION_PROPERTY):
        yield from (f"{shown(node)}: {shown(kind)}" for kind in logical if facts.is_a(node, kind))
    for lower, upper in facts.pairs(_SUB_PROPERTY):
        ends = [facts.is_a(end, ANNOTATION_PROPERTY) or end in BUILT_IN_ANNOTATIONS for end in (lower, upper)]
        if ends[0] is not ends[1]:
            yield f"{shown(lower)}: {shown(_SUB_PROPERTY)} {shown(upper)}"


@check("O814")
def there_is_one_header(subject: Subject) -> Iterator[str]:
    """There is one ontology, with an IRI, and its version IRI is not that of another (3.1, 3.5)."""
    facts = subject.facts
    headers = facts.instances(Owl.Ontology)
    if len(headers) != 1 or not isinstance(headers[0], NamedNode):
        yield f"{len(headers)} ontologies: {', '.join(map(shown, headers)) or 'no header'}"
    for header in headers:
        versions = facts.values(header, Owl.versionIRI)
        if len(versions) > 1 or header in versions:
            yield f"{shown(header)}: version IRI {', '.join(map(shown, versions))}"


def _not_simple(facts: Facts) -> set[Node]:
    found: set[Node] = {*facts.instances(term("owl:TransitiveProperty")), *(node for node, _ in facts.pairs(_CHAIN))}
    equal = [*facts.pairs(_INVERSE), *facts.pairs(term("owl:equivalentProperty"))]
    edges: dict[Term, set[Term]] = {}
    for first, second in (*equal, *((second, first) for first, second in equal), *facts.pairs(_SUB_PROPERTY)):
        edges.setdefault(first, set()).add(second)
    for node in tuple(found):
        found |= {end for end in _reached(node, edges) if not isinstance(end, Literal)}
    return found


def _reached(node: Term, edges: dict[Term, set[Term]]) -> set[Term]:
    found: set[Term] = set()
    waiting: list[Term] = [node]
    while waiting:
        new = edges.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
