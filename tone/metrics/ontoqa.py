"""The metrics of OntoQA: how rich schema and knowledge base are.

Sources: Tartir, S., Arpinar, I. B., Moore, M., Sheth, A. P., & Aleman-Meza, B. (2005). OntoQA: Metric-based ontology
quality analysis. IEEE Workshop on Knowledge Acquisition from Distributed, Autonomous, Semantically Heterogeneous Data
and Knowledge Sources. Tartir, S., & Arpinar, I. B. (2007). Ontology evaluation and ranking using OntoQA. ICSC 2007,
185-192.
"""

from __future__ import annotations

from tone.metrics.registry import metric, ratio
from tone.metrics.structure import Structure

SCHEMA, KNOWLEDGE = "OntoQA schema", "OntoQA knowledge base"


@metric(SCHEMA)
def relationship_richness(structure: Structure) -> float | None:
    """Share of declared object properties among them and the subclass axioms: low where the schema is only a tree.

    Formula: RR = P / (SC + P), P the object properties, SC the subclass axioms
    Source: Tartir & Arpinar 2007
    Undefined: there is neither an object property nor a subclass axiom
    """
    relations = len(structure.object_properties)
    return ratio(relations, structure.subclass_axioms + relations)


@metric(SCHEMA)
def asserted_relationship_richness(structure: Structure) -> float | None:
    """The same by what is asserted: relations between individuals among them and the subclass axioms.

    Formula: RR = P / (SC + P), P the relations asserted between individuals, SC the subclass axioms
    Source: Tartir et al. 2005, with P read as asserted relations
    Undefined: there is neither a relation between individuals nor a subclass axiom
    """
    relations = len(structure.relations)
    return ratio(relations, structure.subclass_axioms + relations)


@metric(SCHEMA)
def attribute_richness(structure: Structure) -> float | None:
    """Datatype properties per class.

    Formula: AR = att / C, att the datatype properties, C the classes
    Source: Tartir & Arpinar 2007
    Undefined: there is no class
    """
    return ratio(len(structure.datatype_properties), len(structure.parents))


@metric(SCHEMA)
def inheritance_richness(structure: Structure) -> float | None:
    """Subclasses per class: near 1 in a tree, above it where classes have several superclasses.

    Formula: IR = H / C, H the subclass axioms, C the classes
    Source: Tartir & Arpinar 2007
    Undefined: there is no class
    """
    return ratio(structure.subclass_axioms, len(structure.parents))


@metric(KNOWLEDGE)
def class_richness(structure: Structure) -> float | None:
    """Share of classes that have individuals of their own.

    Formula: CR = C' / C, C' the classes with individuals, C the classes
    Source: Tartir & Arpinar 2007
    Undefined: there is no class
    """
    populated = set().union(*structure.individuals.values())
    return ratio(len(populated), len(structure.parents))


@metric(KNOWLEDGE)
def average_population(structure: Structure) -> float | None:
    """Individuals per class.

    Formula: P = I / C, I the individuals, C the classes
    Source: Tartir & Arpinar 2007
    Undefined: there is no class
    """
    return ratio(len(structure.individuals), len(structure.parents))


@metric(KNOWLEDGE)
def cohesion(structure: Structure) -> int | None:
    """Parts that the individuals fall into if relations of any object property hold them together; 1 is one whole.

    Formula: Coh = |SCC|, SCC the connected components of the graph of individuals and relations
    Source: Tartir et al. 2005
    Undefined: there is no individual
    """
    import networkx as nx

    if not structure.individuals:
        return None
    graph: nx.Graph[str] = nx.Graph(structure.ties)
    graph.add_nodes_from(structure.individuals)
    return int(nx.number_connected_components(graph))


@metric(KNOWLEDGE)
def connectivity(structure: Structure) -> float | None:
    """Relations between individuals of different classes, per class that has individuals.

    Formula: Cn = |NIREL(C)|, here its mean over the populated classes; NIREL the relations with other classes
    Source: Tartir & Arpinar 2007
    Undefined: no class has individuals
    """
    populated = set().union(*structure.individuals.values())
    outward = sum(
        structure.individuals[subject] != structure.individuals[target] for subject, _, target in structure.relations
    )
    return ratio(outward, len(populated))


@metric(KNOWLEDGE)
def readability(structure: Structure) -> float | None:
    """Annotations that people read, labels and definitions, per class; 2 where each class has both.

    Formula: Rd = |A, A = rdfs:comment| + |A, A = rdfs:label|, here per class and with the properties of SKOS and OBO
    Source: Tartir & Arpinar 2007
    Undefined: there is no class
    """
    return ratio(len(structure.labelled) + len(structure.defined), len(structure.parents))
