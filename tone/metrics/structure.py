"""What metrics count: classes, hierarchy, properties, individuals, annotations, read from any RDF graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tone.namespaces import PREFIXES
from tone.rdf.terms import Owl, Rdf, Rdfs, Skos, Vann

_LANGUAGE = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
_DEFINITIONS = frozenset(
    (
        Skos.definition.value,
        Rdfs.comment.value,
        "http://purl.obolibrary.org/obo/IAO_0000115",
        f"{PREFIXES['dcterms']}description",
    )
)
_LABELS = frozenset((Rdfs.label.value, Skos.prefLabel.value))
_BUILT_IN_ANNOTATIONS = frozenset(
    (Rdfs.label, Rdfs.comment, Rdfs.seeAlso, Rdfs.isDefinedBy, Owl.versionInfo, Owl.deprecated)
)
_TRUE = frozenset(("true", "1"))


@dataclass(frozen=True)
class Structure:
    """An ontology, as metrics see it. Nodes are IRIs; hierarchy and properties are those asserted.

    Attributes:
        namespace: what the IRIs of its own classes and properties begin with; "" if all count.
        parents: of each class its direct named superclasses among the classes.
        object_properties: its own object properties.
        datatype_properties: its own datatype properties.
        domains: of each of these the classes of its domain, a union taken apart.
        with_domain: properties that have a domain, of classes of its own or not.
        ranges: properties that have a range.
        inverses: pairs of object properties that are declared inverse.
        individuals: of each individual the classes that it is asserted to belong to.
        relations: triples of its own object properties between individuals, as subject, property and object.
        ties: pairs of individuals that any object property joins, also one taken over from elsewhere, as skos:broader.
        annotations: how many annotations each class has.
        labelled: classes with a label.
        defined: classes with a definition or comment.
        disjoint: axioms of disjoint classes.
    """

    namespace: str
    parents: Mapping[str, tuple[str, ...]]
    object_properties: frozenset[str]
    datatype_properties: frozenset[str]
    domains: Mapping[str, frozenset[str]]
    with_domain: frozenset[str]
    ranges: frozenset[str]
    inverses: frozenset[frozenset[str]]
    individuals: Mapping[str, frozenset[str]]
    relations: tuple[tuple[str, str, str], ...]
    ties: frozenset[tuple[str, str]]
    annotations: Mapping[str, int]
    labelled: frozenset[str]
    defined: frozenset[str]
    disjoint: int

    @property
    def properties(self) -> frozenset[str]:
        """Object and datatype properties."""
        return self.object_properties | self.datatype_properties

    @cached_property
    def subclass_axioms(self) -> int:
        """How many times a class is said to be below another."""
        return sum(map(len, self.parents.values()))

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Classes without a superclass: those directly below owl:Thing."""
        return tuple(name for name, above in self.parents.items() if not above)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Classes without a subclass."""
        inner = set(chain.from_iterable(self.parents.values()))
        return tuple(name for name in self.parents if name not in inner)

    @cached_property
    def tangled(self) -> tuple[str, ...]:
        """Classes with more than one direct superclass."""
        return tuple(name for name, above in self.parents.items() if len(above) > 1)

    @cached_property
    def order(self) -> tuple[str, ...] | None:
        """The classes, superclasses first; None if the hierarchy has a cycle."""
        try:
            return tuple(TopologicalSorter(self.parents).static_order())
        except CycleError:
            return None

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]] | None:
        """Of each class all classes above it; None if the hierarchy has a cycle."""
        if self.order is None:
            return None
        found: dict[str, frozenset[str]] = {}
        for name in self.order:
            above = self.parents[name]
            found[name] = frozenset(above).union(*(found[parent] for parent in above))
        return found

    @cached_property
    def paths(self) -> Mapping[str, tuple[int, int, int]] | None:
        """Of each class its paths from a root: how many, their classes added up, and the classes of the longest.

        None if the hierarchy has a cycle. A path has as many classes, ends included, as steps from owl:Thing.
        """
        if self.order is None:
            return None
        found: dict[str, tuple[int, int, int]] = {}
        for name in self.order:
            above = [found[parent] for parent in self.parents[name]]
            count = sum(paths for paths, _, _ in above)
            total = sum(paths + length for paths, length, _ in above)
            found[name] = (count, total, 1 + max(longest for _, _, longest in above)) if above else (1, 1, 1)
        return found

    @cached_property
    def levels(self) -> tuple[int, ...] | None:
        """How many classes stand on each level, counted by the shortest way from a root; None if there is a cycle."""
        if self.order is None:
            return None
        level: dict[str, int] = {}
        for name in self.order:
            level[name] = 1 + min((level[parent] for parent in self.parents[name]), default=0)
        return tuple(count for _, count in sorted(Counter(level.values()).items()))


def read_structure(triples: Iterable[Triple], *, namespace: str | None = None) -> Structure:
    """Read what metrics count.

    Classes, properties and individuals count if they have an IRI and are not deprecated; those of OWL, RDF, RDFS and
    XSD never do. An ontology that states its namespace (``vann:preferredNamespaceUri``) is measured without what it
    takes over from others, which would drown its own classes.

    Args:
        triples: the graph.
        namespace: what IRIs of classes and properties that count begin with; "" for all, None for the stated one.
    """
    graph = _Graph(triples)
    chosen = graph.stated_namespace() if namespace is None else namespace

    def own(iri: str) -> bool:
        return iri.startswith(chosen) and not iri.startswith(_LANGUAGE) and iri not in graph.deprecated

    classes = sorted(filter(own, graph.classes()))
    known = frozenset(classes)
    objects, data = (frozenset(filter(own, graph.of_type(kind))) for kind in (Owl.ObjectProperty, Owl.DatatypeProperty))
    joining = graph.of_type(Owl.ObjectProperty)
    annotating = graph.of_type(Owl.AnnotationProperty) | {term.value for term in _BUILT_IN_ANNOTATIONS}
    individuals = {
        iri: types & known
        for iri, types in sorted(graph.types.items())
        if types & known and iri not in graph.deprecated
    }
    asserted = sorted(
        (subject, predicate, target.value)
        for (subject, predicate), targets in graph.values.items()
        if predicate in joining and subject in individuals
        for target in targets
        if isinstance(target, NamedNode) and target.value in individuals
    )
    return Structure(
        namespace=chosen,
        parents={iri: tuple(sorted(graph.direct(iri, Rdfs.subClassOf) & known - {iri})) for iri in classes},
        object_properties=objects,
        datatype_properties=data,
        domains={iri: graph.named(iri, Rdfs.domain) & known for iri in sorted(objects | data)},
        with_domain=frozenset(iri for iri in objects | data if graph.count(iri, Rdfs.domain.value)),
        ranges=frozenset(iri for iri in objects | data if graph.count(iri, Rdfs.range.value)),
        inverses=frozenset(
            frozenset((iri, other)) for iri in objects for other in graph.direct(iri, Owl.inverseOf) & objects
        ),
        individuals=individuals,
        relations=tuple(triple for triple in asserted if triple[1] in objects),
        ties=frozenset((subject, target) for subject, _, target in asserted),
        annotations={iri: sum(graph.count(iri, predicate) for predicate in annotating) for iri in classes},
        labelled=frozenset(iri for iri in classes if any(graph.count(iri, name) for name in _LABELS)),
        defined=frozenset(iri for iri in classes if any(graph.count(iri, name) for name in _DEFINITIONS)),
        disjoint=graph.disjointness(known),
    )


class _Graph:
    """The triples by subject and predicate; the subjects of blank nodes begin with ``_:``."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.values: dict[tuple[str, str], set[NamedNode | BlankNode | Literal]] = defaultdict(set)
        self.types: dict[str, frozenset[str]] = defaultdict(frozenset)
        self.deprecated: set[str] = set()
        for triple in triples:
            subject, predicate, target = _name(triple.subject), triple.predicate, triple.object
            if isinstance(target, Triple):
                continue
            self.values[subject, predicate.value].add(target)
            if predicate == Rdf.type and isinstance(target, NamedNode) and isinstance(triple.subject, NamedNode):
                self.types[subject] |= {target.value}
            if predicate == Owl.deprecated and isinstance(target, Literal) and target.value in _TRUE:
                self.deprecated.add(subject)

    def stated_namespace(self) -> str:
        """Give the namespace that the header states; "" if there is no header that does."""
        stated = sorted(
            target.value
            for (_, predicate), targets in self.values.items()
            if predicate == Vann.preferredNamespaceUri.value
            for target in targets
            if isinstance(target, (Literal, NamedNode))
        )
        return stated[0] if len(stated) == 1 else ""

    def of_type(self, kind: NamedNode) -> frozenset[str]:
        """Give the IRIs of a type."""
        return frozenset(iri for iri, types in self.types.items() if kind.value in types)

    def classes(self) -> set[str]:
        """Give the IRIs that are declared as classes, or stand in a hierarchy."""
        found = {*self.of_type(Owl.Class), *self.of_type(Rdfs.Class)}
        for (subject, predicate), targets in self.values.items():
            if predicate == Rdfs.subClassOf.value:
                found |= {target.value for target in targets if isinstance(target, NamedNode)}
                found |= set() if subject.startswith("_:") else {subject}
        return found

    def direct(self, subject: str, predicate: NamedNode) -> frozenset[str]:
        """Give the IRIs that a property leads to."""
        targets = self.values.get((subject, predicate.value), ())
        return frozenset(target.value for target in targets if isinstance(target, NamedNode))

    def named(self, subject: str, predicate: NamedNode) -> frozenset[str]:
        """Give the IRIs that a property leads to, directly or as members of a union or intersection."""
        return frozenset(chain.from_iterable(map(self._members, self.values.get((subject, predicate.value), ()))))

    def _members(self, node: NamedNode | BlankNode | Literal) -> Iterator[str]:
        if isinstance(node, NamedNode):
            yield node.value
        elif isinstance(node, BlankNode):
            for operator in (Owl.unionOf, Owl.intersectionOf):
                for head in self.values.get((_name(node), operator.value), ()):
                    yield from self._items(head)

    def _items(self, head: NamedNode | BlankNode | Literal) -> Iterator[str]:
        seen: set[str] = set()  # a damaged list may bite its own tail
        while isinstance(head, BlankNode) and _name(head) not in seen:
            seen.add(_name(head))
            for item in self.values.get((_name(head), Rdf.first.value), ()):
                yield from self._members(item)
            head = next(iter(self.values.get((_name(head), Rdf.rest.value), ())), Literal(""))

    def count(self, subject: str, predicate: str) -> int:
        """Count what a property leads to."""
        return len(self.values.get((subject, predicate), ()))

    def disjointness(self, known: frozenset[str]) -> int:
        """Count axioms that say that classes are disjoint."""
        pairs = sum(len(self.direct(iri, Owl.disjointWith)) for iri in known)
        return pairs + sum(Owl.AllDisjointClasses in targets for targets in self.values.values())


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)
