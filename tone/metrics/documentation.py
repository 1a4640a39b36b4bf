"""Counts by which ontologies of emotion are compared in surveys: what is labelled, defined, disjoint and restricted."""

from __future__ import annotations

from tone.metrics.registry import metric, ratio
from tone.metrics.structure import Structure

SUITE = "Documentation"


@metric(SUITE)
def classes(structure: Structure) -> int:
    """Named classes of the ontology's own.

    Formula: C
    Source: TONE, for comparing ontologies of emotion
    """
    return len(structure.parents)


@metric(SUITE)
def labels(structure: Structure) -> float | None:
    """Share of classes with a label.

    Formula: C(label) / C
    Source: FOOPS! test VOC3 (Garijo, Corcho & Poveda-Villalón 2021), as a share
    Undefined: there is no class
    """
    return ratio(len(structure.labelled), len(structure.parents))


@metric(SUITE)
def definitions(structure: Structure) -> float | None:
    """Share of classes with a definition or comment.

    Formula: C(definition) / C
    Source: FOOPS! test VOC4 (Garijo, Corcho & Poveda-Villalón 2021), as a share
    Undefined: there is no class
    """
    return ratio(len(structure.defined), len(structure.parents))


@metric(SUITE)
def disjoint_axioms(structure: Structure) -> int:
    """Axioms that say that classes are disjoint; pairs, and sets of classes.

    Formula: count of owl:disjointWith and owl:AllDisjointClasses
    Source: OOPS! pitfall P10 (Poveda-Villalón, Gómez-Pérez & Suárez-Figueroa 2014), as a count
    """
    return structure.disjoint


@metric(SUITE)
def domain_and_range(structure: Structure) -> float | None:
    """Share of object properties with both domain and range.

    Formula: P(domain and range) / P
    Source: OOPS! pitfall P11 (Poveda-Villalón, Gómez-Pérez & Suárez-Figueroa 2014), as a share
    Undefined: there is no object property
    """
    whole = [iri for iri in structure.object_properties if iri in structure.ranges and iri in structure.with_domain]
    return ratio(len(whole), len(structure.object_properties))


@metric(SUITE)
def inverse_axioms(structure: Structure) -> int:
    """Pairs of object properties that are declared inverse.

    Formula: count of owl:inverseOf
    Source: OOPS! pitfall P13 (Poveda-Villalón, Gómez-Pérez & Suárez-Figueroa 2014), as a count
    """
    return len(structure.inverses)
