"""A graph as checks ask about it: by predicate, by subject, by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tone.namespaces import ONTOLOGY_IRI, TONE, compact, expand
from tone.rdf.terms import Rdf

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

OBJECT_PROPERTY = NamedNode(expand("owl:ObjectProperty"))
DATATYPE_PROPERTY = NamedNode(expand("owl:DatatypeProperty"))
ANNOTATION_PROPERTY = NamedNode(expand("owl:AnnotationProperty"))
CLASS = NamedNode(expand("owl:Class"))
HEADER = NamedNode(ONTOLOGY_IRI)


def term(curie: str) -> NamedNode:
    """Give the node of a CURIE."""
    return NamedNode(expand(curie))


def shown(node: object) -> str:
    """Give a term as people read it: a CURIE, the text of a literal, or a blank node's label."""
    if isinstance(node, NamedNode):
        return compact(node.value)
    return node.value if isinstance(node, Literal) else str(node)


def is_own(node: object) -> bool:
    """Tell whether a node is a term of TONE."""
    return isinstance(node, NamedNode) and node.value.startswith(TONE)


class Facts:
    """An index over triples.

    Args:
        triples: the graph.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[Node, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._by_predicate: dict[NamedNode, list[tuple[Node, Term]]] = defaultdict(list)
        self._by_class: dict[Term, list[Node]] = defaultdict(list)
        for triple in triples:
            subject, target = triple.subject, triple.object
            if isinstance(subject, Triple) or isinstance(target, Triple):
                continue
            self._about[subject][triple.predicate].append(target)
            self._by_predicate[triple.predicate].append((subject, target))
            if triple.predicate == Rdf.type:
                self._by_class[target].append(subject)

    def values(self, node: Node, predicate: NamedNode) -> list[Term]:
        """Give what stands behind a predicate of a node."""
        return self._about[node][predicate] if node in self._about else []

    def nodes(self, node: Node, predicate: NamedNode) -> list[Node]:
        """Give the values that are nodes."""
        return [value for value in self.values(node, predicate) if not isinstance(value, Literal)]

    def texts(self, node: Node, predicate: NamedNode) -> list[str]:
        """Give the values that are literals, as text."""
        return [value.value for value in self.values(node, predicate) if isinstance(value, Literal)]

    def pairs(self, predicate: NamedNode) -> list[tuple[Node, Term]]:
        """Give all subjects and objects of a predicate."""
        return self._by_predicate.get(predicate, [])

    def instances(self, kind: NamedNode) -> list[Node]:
        """Give the nodes that are said to be of a class."""
        return self._by_class.get(kind, [])

    def is_a(self, node: Term, kind: NamedNode) -> bool:
        """Tell whether a node is said to be of a class."""
        return not isinstance(node, Literal) and kind in self.values(node, Rdf.type)

    def subjects(self) -> Iterable[Node]:
        """Give all nodes that something is said about."""
        return self._about

    def predicates(self, node: Node) -> Iterable[NamedNode]:
        """Give the predicates of a node."""
        return self._about.get(node, ())

    def used_predicates(self) -> Iterable[NamedNode]:
        """Give all predicates of the graph."""
        return self._by_predicate

    def own(self, *kinds: NamedNode) -> Iterator[NamedNode]:
        """Give the terms of TONE that are declared to be of one of some kinds."""
        for kind in kinds:
            yield from (node for node in self.instances(kind) if isinstance(node, NamedNode) and is_own(node))

    def own_properties(self) -> Iterator[NamedNode]:
        """Give the object and datatype properties of TONE."""
        return self.own(OBJECT_PROPERTY, DATATYPE_PROPERTY)

    def items(self, head: Term) -> list[Term]:
        """Give the members of an RDF list."""
        found: list[Term] = []
        seen: set[Term] = set()
        while not isinstance(head, Literal) and head not in seen and self.values(head, term("rdf:first")):
            seen.add(head)
            found += self.values(head, term("rdf:first"))[:1]
            head = (self.values(head, term("rdf:rest")) or [term("rdf:nil")])[0]
        return found

    def above(self, node: Node, predicate: NamedNode) -> set[Node]:
        """Give all that a node reaches over a predicate, in any number of steps from one on."""
        found: set[Node] = set()
        waiting = [node]
        while waiting:
            new = set(self.nodes(waiting.pop(), predicate)) - found
            found |= new
            waiting += new
        return found
