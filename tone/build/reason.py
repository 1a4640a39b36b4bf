"""Reason over the ontology with HermiT, through owlready2, in a world of its own.

HermiT: Glimm, Horrocks, Motik, Stoilos & Wang (2014), "HermiT: An OWL 2 Reasoner", J. Automated Reasoning 53.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from tone.errors import MissingJavaError, ReasoningError
from tone.namespaces import INFERRED_IRI, ONTOLOGY_IRI, PREFIXES, TONE
from tone.rdf.owlready import to_owlready
from tone.rdf.terms import Dcterms, Owl, Rdf, Rdfs

Hierarchy = dict[str, frozenset[str]]
"""For each class, by IRI, the IRIs of all named classes above it."""


def reason(triples: Iterable[Triple], *, java: str | None = None) -> Hierarchy:
    """Check an ontology for contradictions and classify it.

    Two runs: one over everything, which finds contradictions; one over the classes alone, which finds the hierarchy and
    the classes that can have no instance. OWL 2 keeps the class and the individual under one IRI apart, so nothing is
    lost by it; owlready2 (0.51) does not, and files what HermiT says of a punned class under its individual.

    Args:
        triples: the ontology with its header.
        java: the Java program; None for the ``java`` on the path.

    Returns:
        The class hierarchy: what is stated, and what follows from it.

    Raises:
        MissingJavaError: there is no Java.
        MissingExtraError: owlready2 is not installed.
        ReasoningError: the ontology contradicts itself, a class can have no instance, or HermiT refuses an axiom.
    """
    program = shutil.which(java or "java")
    if program is None:
        raise MissingJavaError(
            f"the reasoner needs Java, and there is no {java or 'java'!r} on the path: "
            "install a JRE of version 11 or newer (Debian: apt-get install default-jre-headless)"
        )
    triples = set(triples)
    _run_hermit(triples, program)
    world = _run_hermit(_class_axioms(triples), program)
    unsatisfiable = sorted(found.iri for found in world.inconsistent_classes() if found.name != "Nothing")
    if unsatisfiable:
        shown = ", ".join(unsatisfiable[:5])
        raise ReasoningError(f"{len(unsatisfiable)} classes can have no instance: {shown}", unsatisfiable)
    return {found.iri: _named(found.ancestors(include_self=False)) for found in world.classes()}


def _class_axioms(triples: Iterable[Triple]) -> Iterator[Triple]:
    owl, language = PREFIXES["owl"], (PREFIXES["owl"], PREFIXES["rdfs"])
    for triple in triples:
        predicate, target = triple.predicate, triple.object
        declares = predicate == Rdf.type and isinstance(target, NamedNode) and target.value.startswith(owl)
        if (declares and target != Owl.NamedIndividual) or predicate.value.startswith(language):
            yield triple


def _run_hermit(triples: Iterable[Triple], java: str) -> Any:
    ontology = to_owlready(triples)
    import owlready2

    owlready2.JAVA_EXE = java
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(ontology.world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        raise ReasoningError(
            "the ontology contradicts itself: some individual would have to belong to disjoint classes, or stand in a "
            "relation that its characteristics forbid; undo the last change to links or schema"
        ) from None
    except owlready2.OwlReadyJavaError as error:
        verdict = next((line for line in str(error).splitlines() if "Exception" in line), str(error)[:300])
        raise ReasoningError(f"HermiT refuses the ontology: {verdict.strip()}") from error
    return ontology.world


def _named(classes: Iterable[Any]) -> frozenset[str]:
    iris = (getattr(found, "iri", None) for found in classes)
    return frozenset(iri for iri in iris if isinstance(iri, str) and iri != "http://www.w3.org/2002/07/owl#Thing")


def hierarchy_triples(hierarchy: Hierarchy, version: str) -> Iterator[Triple]:
    """Put a hierarchy into triples: an ontology of its own, with every class below all classes above it.

    Args:
        hierarchy: what HermiT concluded.
        version: version of the ontology that was reasoned over.

    Yields:
        A header that names the source, and one ``rdfs:subClassOf`` a pair of TONE's classes.
    """
    header = NamedNode(INFERRED_IRI)
    title = "TONE: the class hierarchy as inferred by HermiT"
    yield Triple(header, Rdf.type, Owl.Ontology)
    yield Triple(header, Owl.versionIRI, NamedNode(f"{INFERRED_IRI}/{version}"))
    yield Triple(header, Owl.versionInfo, Literal(version))
    yield Triple(header, Dcterms.title, Literal(title, language="en"))
    yield Triple(header, Dcterms.source, NamedNode(f"{ONTOLOGY_IRI}/{version}"))
    yield Triple(header, Dcterms.license, NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    for lower, uppers in hierarchy.items():
        if lower.startswith(TONE):
            yield Triple(NamedNode(lower), Rdf.type, Owl.Class)
            for upper in uppers:
                yield Triple(NamedNode(lower), Rdfs.subClassOf, NamedNode(upper))
