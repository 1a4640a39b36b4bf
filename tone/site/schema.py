"""The terms of the schema: classes and properties, as their pages show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tone.namespaces import TONE, compact
from tone.rdf.terms import Rdf

KINDS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "object property",
    "owl:DatatypeProperty": "datatype property",
    "owl:AnnotationProperty": "annotation property",
}
"""What a term may be, by its type, in the order of the page."""

_CHARACTERISTICS = {
    "owl:SymmetricProperty": "symmetric",
    "owl:AsymmetricProperty": "asymmetric",
    "owl:IrreflexiveProperty": "irreflexive",
    "owl:ReflexiveProperty": "reflexive",
    "owl:TransitiveProperty": "transitive",
    "owl:FunctionalProperty": "functional",
    "owl:InverseFunctionalProperty": "inverse functional",
}
_FACTS = {
    "rdfs:subClassOf": "subclass of",
    "rdfs:subPropertyOf": "subproperty of",
    "rdfs:domain": "domain",
    "rdfs:range": "range",
    "owl:inverseOf": "inverse of",
    "owl:disjointWith": "disjoint with",
    "owl:propertyDisjointWith": "disjoint with",
}
_BACKWARDS = {
    "rdfs:subClassOf": "superclass of",
    "rdfs:subPropertyOf": "superproperty of",
    "rdfs:domain": "domain of",
    "rdfs:range": "range of",
    "owl:inverseOf": "inverse of",
    "owl:disjointWith": "disjoint with",
    "owl:propertyDisjointWith": "disjoint with",
}

_ORDER = tuple(dict.fromkeys((*_FACTS.values(), *_BACKWARDS.values())))


@dataclass
class Term:
    """A class or property of the schema.

    Attributes:
        name: its local name.
        kind: one of the values of `KINDS`.
        label: its name in plain English.
        comment: what it means.
        characteristics: of a property, as "symmetric".
        facts: by what is said ("domain", "superclass of") the CURIEs it is said of, sorted.
        uses: how many instances a class has, or how many triples a property stands in.
    """

    name: str
    kind: str
    label: str = ""
    comment: str = ""
    characteristics: list[str] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=dict)
    uses: int = 0

    @property
    def iri(self) -> str:
        """Permanent IRI."""
        return TONE + self.name


def read_terms(schema: Iterable[Triple], data: Iterable[Triple]) -> list[Term]:
    """Read the terms that a schema declares in TONE's namespace.

    Args:
        schema: the triples of the schema.
        data: all triples, in which uses are counted.

    Returns:
        The terms, by kind and name.
    """
    ordered = sorted(schema, key=str)
    terms: dict[str, Term] = {}
    for triple in ordered:
        kind = KINDS.get(_curie(triple.object)) if triple.predicate == Rdf.type else None
        if kind and _curie(triple.subject).startswith("tone:"):
            name = _curie(triple.subject).removeprefix("tone:")
            terms[f"tone:{name}"] = Term(name, kind)
    facts: Mapping[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in ordered:
        subject, predicate, target = _curie(triple.subject), compact(triple.predicate.value), triple.object
        if predicate in _FACTS and isinstance(target, NamedNode):
            facts[subject][_FACTS[predicate]].add(_curie(target))
            facts[_curie(target)][_BACKWARDS[predicate]].add(subject)
        if subject in terms and isinstance(target, Literal):
            if predicate == "rdfs:label":
                terms[subject].label = target.value
            elif predicate == "rdfs:comment":
                terms[subject].comment = target.value
        if subject in terms and predicate == "rdf:type" and _curie(target) in _CHARACTERISTICS:
            terms[subject].characteristics.append(_CHARACTERISTICS[_curie(target)])
    uses = _uses(data)
    for curie, term in terms.items():
        said = facts[curie]
        term.facts = {name: sorted(said[name]) for name in _ORDER if said[name]}
        term.uses = uses[term.iri]
    order = list(KINDS.values())
    return sorted(terms.values(), key=lambda term: (order.index(term.kind), term.name.casefold(), term.name))


def _uses(data: Iterable[Triple]) -> Counter[str]:
    found: Counter[str] = Counter()
    for triple in data:
        if triple.predicate == Rdf.type and isinstance(triple.object, NamedNode):
            found[triple.object.value] += 1
        elif triple.predicate.value.startswith(TONE):
            found[triple.predicate.value] += 1
    return found


def _curie(node: NamedNode | BlankNode | Literal | Triple) -> str:
    return compact(node.value) if isinstance(node, NamedNode) else str(node)
