"""The shapes of ``ontology/shapes.ttl`` and ``ontology/lexicon-shapes.ttl``, checked by pySHACL.

Shapes: W3C (2017), "Shapes Constraint Language (SHACL)".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tone.checks.registry import Subject, check
from tone.errors import DataError, MissingExtraError
from tone.namespaces import compact
from tone.rdf.interchange import to_rdflib
from tone.rdf.reader import parse_file
from tone.rdf.terms import Rdf, Rdfs

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that is not what its shape wants.

    Attributes:
        focus: the node, as a CURIE where a prefix fits.
        message: what the shape wants, in a sentence.
        constraint: the kind of constraint that it breaks, as SHACL calls it: "MinCount", "Disjoint" ...
        value: the value at fault, an IRI as a CURIE; "" where none is, as when one is missing.
    """

    focus: str
    message: str
    constraint: str
    value: str

    def __str__(self) -> str:
        """Give node, value, what is wanted, and the kind of constraint."""
        return f"{f'{self.focus} {self.value}'.strip()}: {self.message} ({self.constraint})"


@check("S701", needs="validate")
def ontology_conforms(subject: Subject) -> Iterator[str]:
    """The graph of the ontology conforms to the SHACL shapes of ontology/shapes.ttl.

    They are of the header, the schema, the emotions as classes, individuals and concepts, the links as triples and as
    records, and the concept scheme.
    """
    yield from map(str, check_shapes(subject.triples, subject.shapes))


@check("S702", needs="validate")
def lexicon_conforms(subject: Subject) -> Iterator[str]:
    """The graph of the words conforms to the SHACL shapes of ontology/lexicon-shapes.ttl.

    They are of lexical entries, forms, senses and the lexicon itself.
    """
    # of the ontology, only what tells which nodes are emotions
    kinds = {triple for triple in subject.triples if triple.predicate in (Rdf.type, Rdfs.subClassOf)}
    yield from map(str, check_shapes(subject.words | kinds, subject.lexicon_shapes))


def check_shapes(triples: Iterable[Triple], shapes: Path | str) -> list[Violation]:
    """Check a graph against SHACL shapes, as it is stated: nothing is inferred.

    Args:
        triples: the graph, schema included; shapes are targeted at its classes.
        shapes: an RDF file of shapes.

    Returns:
        The violations, sorted; none if the graph conforms.

    Raises:
        MissingExtraError: pySHACL is not installed.
        OntologyFileError: the file of shapes is damaged.
        DataError: the file cannot be read, or holds no shapes that pySHACL accepts.
    """
    try:
        import pyshacl
        from pyshacl.errors import ReportableRuntimeError
    except ImportError as error:
        raise MissingExtraError("pyshacl", "validate", "checking shapes") from error
    import rdflib
    from rdflib.namespace import RDF, SH

    wanted = to_rdflib(parse_file(shapes))
    if (None, RDF.type, SH.NodeShape) not in wanted:
        raise DataError(f"{shapes} holds no sh:NodeShape: give a file of SHACL shapes, as ontology/shapes.ttl is")
    try:
        _, report, text = pyshacl.validate(to_rdflib(triples), shacl_graph=wanted, inference="none", inplace=True)
    except ReportableRuntimeError as error:
        report, text = error, str(error)
    if not isinstance(report, rdflib.Graph):
        raise DataError(f"pySHACL does not accept {shapes}: {' '.join(str(text).split())}; correct the shapes")
    return sorted(
        {
            Violation(
                _shown(report.value(result, SH.focusNode)),
                str(report.value(result, SH.resultMessage)),
                str(report.value(result, SH.sourceConstraintComponent))
                .removeprefix(str(SH))
                .removesuffix("ConstraintComponent"),
                _shown(report.value(result, SH.value)),
            )
            for result in report.subjects(RDF.type, SH.ValidationResult)
        }
    )


def _shown(term: Node | None) -> str:
    import rdflib

    if term is None or isinstance(term, rdflib.BNode):
        return ""
    return compact(str(term)) if isinstance(term, rdflib.URIRef) else str(term)
