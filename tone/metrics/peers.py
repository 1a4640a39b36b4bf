"""What the same metrics say of other ontologies of emotion.

Counted by the formulas of this package from the published files, classes and properties of the ontology's own
namespace only: MFOEM from jannahastings/emotion-ontology as of 2025-06-16, EMRO from uflcod/emotion-response-ontology
as of 2026-06-22, EFO's module of basic emotions from StenDoipanni/EFO as of June 2023. Shares are those stated there in
whole per cent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """Another ontology of emotion.

    Attributes:
        name: its short name.
        title: what it is.
        source: the repository and the version that was counted.
        values: by name of a metric what was counted; metrics that were not counted are left out.
    """

    name: str
    title: str
    source: str
    values: Mapping[str, float]


PEERS: tuple[Peer, ...] = (
    Peer(
        "MFOEM",
        "Emotion Ontology (Hastings, Ceusters, Smith & Mulligan 2011)",
        "jannahastings/emotion-ontology, 2025-06-16",
        {
            "classes": 221,
            "labels": 1.0,
            "definitions": 0.9,
            "disjoint_axioms": 19,
            "domain_and_range": 0.0,
            "inverse_axioms": 2,
            "relationship_richness": 0.09,
            "attribute_richness": 0.0,
            "inheritance_richness": 1.0,
        },
    ),
    Peer(
        "EMRO",
        "Emotion Response Ontology",
        "uflcod/emotion-response-ontology, 2026-06-22",
        {
            "classes": 56,
            "labels": 1.0,
            "definitions": 0.98,
            "disjoint_axioms": 0,
            "domain_and_range": 0.0,
            "inverse_axioms": 9,
            "relationship_richness": 0.29,
            "attribute_richness": 0.0,
            "inheritance_richness": 1.34,
        },
    ),
    Peer(
        "EFO-BE",
        "Emotion Frame Ontology, module of basic emotions (De Giorgis & Gangemi)",
        "StenDoipanni/EFO, 2023-06",
        {
            "classes": 187,
            "labels": 0.0,
            "definitions": 0.0,
            "disjoint_axioms": 0,
            "domain_and_range": 1 / 13,
            "inverse_axioms": 3,
            "relationship_richness": 0.07,
            "attribute_richness": 0.0,
            "inheritance_richness": 0.97,
        },
    ),
)
"""The peers, in the order of their columns."""
