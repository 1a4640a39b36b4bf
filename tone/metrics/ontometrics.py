"""The graph metrics that OntoMetrics computes: depth, breadth, fan-outness and tangledness of the class hierarchy.

Sources: Gangemi, A., Catenacci, C., Ciaramita, M., & Lehmann, J. (2006). Modelling ontology evaluation and validation.
ESWC 2006, LNCS 4011, 140-154. Yao, H., Orme, A. M., & Etzkorn, L. (2005). Cohesion metrics for ontology design and
application. Journal of Computer Science, 1(1), 107-113. Lantow, B. (2016). OntoMetrics: Putting metrics into use for
ontology evaluation. KEOD 2016, 186-191.

A path leads from a root to a leaf, and its length is the number of classes on it. A class stands on the level of its
shortest path.
"""

from __future__ import annotations

from tone.metrics.registry import metric, ratio
from tone.metrics.structure import Structure

GRAPH, SCHEMA = "OntoMetrics graph", "OntoMetrics schema"


@metric(GRAPH)
def roots(structure: Structure) -> int:
    """Classes without a superclass.

    Formula: NoR = n(ROO)
    Source: Yao, Orme & Etzkorn 2005
    """
    return len(structure.roots)


@metric(GRAPH)
def leaves(structure: Structure) -> int:
    """Classes without a subclass.

    Formula: NoL = n(LEA)
    Source: Yao, Orme & Etzkorn 2005
    """
    return len(structure.leaves)


@metric(GRAPH)
def absolute_depth(structure: Structure) -> int | None:
    """The lengths of all paths, added up.

    Formula: m = sum over j in P of N(j), P the paths, N(j) the classes on path j
    Source: Gangemi et al. 2006
    Undefined: the hierarchy has a cycle
    """
    counted = path_lengths(structure)
    return None if counted is None else counted[1]


@metric(GRAPH)
def average_depth(structure: Structure) -> float | None:
    """Mean length of the paths: how vertical the hierarchy is.

    Formula: m = 1 / n(P) * sum over j in P of N(j)
    Source: Gangemi et al. 2006
    Undefined: there is no class, or the hierarchy has a cycle
    """
    counted = path_lengths(structure)
    return None if counted is None else ratio(counted[1], counted[0])


@metric(GRAPH)
def maximal_depth(structure: Structure) -> int | None:
    """Length of the longest path.

    Formula: m = N(j) with N(j) >= N(i) for all i in P
    Source: Gangemi et al. 2006
    Undefined: there is no class, or the hierarchy has a cycle
    """
    return longest_path(structure)


@metric(GRAPH)
def leaf_depth(structure: Structure) -> float | None:
    """Average depth of the leaves: the paths' lengths per leaf.

    Formula: ADIT-LN = sum of D(j) / n, D(j) the classes on path j, n the leaves
    Source: Yao, Orme & Etzkorn 2005
    Undefined: there is no class, or the hierarchy has a cycle
    """
    counted = path_lengths(structure)
    return None if counted is None else ratio(counted[1], len(structure.leaves))


@metric(GRAPH)
def absolute_breadth(structure: Structure) -> int | None:
    """The classes of all levels, added up.

    Formula: m = sum over j in L of N(j), L the levels, N(j) the classes on level j
    Source: Gangemi et al. 2006
    Undefined: the hierarchy has a cycle
    """
    return None if structure.levels is None else sum(structure.levels)


@metric(GRAPH)
def average_breadth(structure: Structure) -> float | None:
    """Mean number of classes on a level: how horizontal the hierarchy is.

    Formula: m = 1 / n(L) * sum over j in L of N(j)
    Source: Gangemi et al. 2006
    Undefined: there is no class, or the hierarchy has a cycle
    """
    return None if structure.levels is None else ratio(sum(structure.levels), len(structure.levels))


@metric(GRAPH)
def maximal_breadth(structure: Structure) -> int | None:
    """Classes on the broadest level.

    Formula: m = N(j) with N(j) >= N(i) for all i in L
    Source: Gangemi et al. 2006
    Undefined: there is no class, or the hierarchy has a cycle
    """
    return max(structure.levels) if structure.levels else None


@metric(GRAPH)
def leaf_fan_outness(structure: Structure) -> float | None:
    """Share of leaves among the classes.

    Formula: m = n(LEA) / n(G)
    Source: Gangemi et al. 2006
    Undefined: there is no class
    """
    return ratio(len(structure.leaves), len(structure.parents))


@metric(GRAPH)
def tangledness(structure: Structure) -> float | None:
    """Share of classes with several direct superclasses; 0 in a tree.

    Formula: m = t / n(G), t the classes with more than one superclass; the reciprocal of the published m = n(G) / t,
        which has no value for a tree
    Source: Gangemi et al. 2006
    Undefined: there is no class
    """
    return ratio(len(structure.tangled), len(structure.parents))


@metric(SCHEMA)
def class_relation_ratio(structure: Structure) -> float | None:
    """Classes per relation, subclass axioms and object properties counted as relations.

    Formula: CRR = C / (SC + P)
    Source: Lantow 2016
    Undefined: there is neither an object property nor a subclass axiom
    """
    return ratio(len(structure.parents), structure.subclass_axioms + len(structure.object_properties))


@metric(SCHEMA)
def inverse_relations_ratio(structure: Structure) -> float | None:
    """Declared pairs of inverses per object property; 0.5 where each property has one.

    Formula: IRR = INV / P, INV the axioms of inverse properties, P the object properties
    Source: Lantow 2016
    Undefined: there is no object property
    """
    return ratio(len(structure.inverses), len(structure.object_properties))


def path_lengths(structure: Structure) -> tuple[int, int] | None:
    """Give the number of paths from a root to a leaf, and their lengths added up; None if the hierarchy has a cycle."""
    paths = structure.paths
    if paths is None:
        return None
    return sum(paths[leaf][0] for leaf in structure.leaves), sum(paths[leaf][1] for leaf in structure.leaves)


def longest_path(structure: Structure) -> int | None:
    """Give the length of the longest path; None without classes, or if the hierarchy has a cycle."""
    return max((longest for _, _, longest in structure.paths.values()), default=None) if structure.paths else None
