"""The one deterministic writer of RDF: the same set of triples gives the same bytes, in every format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from pyoxigraph import BlankNode, RdfFormat, Triple, serialize

from tone.errors import FormatError
from tone.namespaces import INFERRED_IRI, LEXICON_IRI, ONTOLOGY_IRI, PREFIXES, TONE
from tone.rdf.terms import Rdf

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""The RDF formats that are written, by name."""

_COMMENTS = {RdfFormat.TURTLE: "# {}\n", RdfFormat.N_TRIPLES: "# {}\n"}
_HEADERS = frozenset({ONTOLOGY_IRI, LEXICON_IRI, INFERRED_IRI, f"{TONE}Scheme"})
_XML_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def serialise(triples: Iterable[Triple], rdf_format: RdfFormat, *, comment: str = "") -> bytes:
    """Write triples: the headers first, then by subject; of each subject its type first, then by predicate.

    Args:
        triples: the graph; repeated triples count once.
        rdf_format: any RDF format of pyoxigraph.
        comment: one line put at the top where the format has comments.

    Returns:
        The file's bytes, in UTF-8.

    Raises:
        FormatError: a blank node is among the triples; they have no stable name to sort by.
    """
    unique = set(triples)
    for triple in unique:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise FormatError(f"cannot write {triple} deterministically: give every node an IRI")
    ordered = sorted(unique, key=_rank)
    used = {
        prefix: iri
        for prefix, iri in PREFIXES.items()
        if any(iri in str(term) for triple in ordered for term in (triple.subject, triple.predicate, triple.object))
    }
    content = cast("bytes", serialize(ordered, format=rdf_format, prefixes=used))
    if not comment:
        return content
    if rdf_format in _COMMENTS:
        return _COMMENTS[rdf_format].format(comment).encode() + content
    if rdf_format == RdfFormat.RDF_XML:
        return content.replace(_XML_DECLARATION, _XML_DECLARATION + f"<!-- {comment} -->\n".encode(), 1)
    return content


def _rank(triple: Triple) -> tuple[bool, str, bool, str, str]:
    return (
        getattr(triple.subject, "value", "") not in _HEADERS,
        str(triple.subject),
        triple.predicate != Rdf.type,
        str(triple.predicate),
        str(triple.object),
    )
