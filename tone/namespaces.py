"""IRIs and CURIEs: the permanent identity of the ontology, its terms and its lexicon.

Only strings live here, so that everything above can name a term without loading an RDF library.
"""

from __future__ import annotations

from typing import Final

from tone.errors import ToneError

ONTOLOGY_IRI: Final = "https://w3id.org/tone"
LEXICON_IRI: Final = "https://w3id.org/tone/lexicon"
MAPPINGS_IRI: Final = "https://w3id.org/tone/mappings"
INFERRED_IRI: Final = "https://w3id.org/tone/inferred"
TONE: Final = "https://w3id.org/tone#"
LEXICON: Final = "https://w3id.org/tone/lexicon#"
TEXTS: Final = "ni:///sha-256;"
"""What the IRIs of annotated texts begin with by default; then comes the hash of the text (RFC 6920)."""

ENCODERS: Final = "https://w3id.org/tone/encoder/"
"""What the IRIs of sentence encoders begin with; then come name and checksum."""

PREFIXES: Final[dict[str, str]] = {
    "tone": TONE,
    "tonelex": LEXICON,
    "bibo": "http://purl.org/ontology/bibo/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "lexinfo": "http://www.lexinfo.net/ontology/3.0/lexinfo#",
    "lime": "http://www.w3.org/ns/lemon/lime#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "ontolex": "http://www.w3.org/ns/lemon/ontolex#",
    "onyx": "http://www.gsi.upm.es/ontologies/onyx/ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes known to every query, export and CURIE of TONE."""


def expand(curie: str) -> str:
    """Turn a CURIE into an IRI.

    Args:
        curie: prefix and local name, as in ``tone:Joy``.

    Returns:
        The IRI.

    Raises:
        ToneError: the prefix is not one of `PREFIXES`.

    Example:
        >>> expand("tone:Joy")
        'https://w3id.org/tone#Joy'
    """
    prefix, colon, name = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise ToneError(f"no prefix {prefix!r} in {curie!r}: known prefixes are {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + name


def compact(iri: str) -> str:
    """Turn an IRI into a CURIE where a known prefix fits; otherwise give the IRI back.

    Example:
        >>> compact("https://w3id.org/tone#Joy")
        'tone:Joy'
        >>> compact("https://example.org/x")
        'https://example.org/x'
    """
    for prefix, base in PREFIXES.items():
        name = iri[len(base) :]
        if iri.startswith(base) and name and not any(mark in name for mark in "/#?"):
            return f"{prefix}:{name}"
    return iri
