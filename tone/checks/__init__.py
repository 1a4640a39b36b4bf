"""Numbered checks that a knowledge base must pass before it is released.

| codes | family | module |
|---|---|---|
| T0xx | tables: form, cells, references | `tables` |
| A1xx | taxonomy: definitions, names, notes | `emotions` |
| L2xx | lexicon: words and their senses | `words` |
| D3xx | dependency links | `links` |
| G4xx | RDF graph and schema | `graph` |
| R5xx | release files | `release` |
| K6xx | licences | `licences` |
| S7xx | SHACL shapes | `shapes` |
| O8xx | OWL 2 DL profile, and HermiT | `profile`, `tone.build.gate` |
| M9xx | mappings to other schemes | `mappings` |
| Q1xx | named queries | `queries` |
| Pnn | pitfalls, by their numbers in the catalogue of OOPS! | `pitfalls_axioms`, `pitfalls_names` |
| Fnn | FAIR metadata, the tests of FOOPS! that need no network | `metadata` |

The first paragraph of a check's docstring is its message; `tone validate` runs them.
"""

from __future__ import annotations

FAMILIES = {
    "T": "tables",
    "A": "taxonomy",
    "L": "lexicon",
    "D": "links",
    "G": "RDF",
    "R": "release",
    "K": "licences",
    "S": "SHACL",
    "O": "OWL 2 DL",
    "M": "mappings",
    "Q": "queries",
    "P": "pitfalls",
    "F": "metadata",
}
"""What the letter of a code stands for."""


def register() -> None:
    """Enter all checks of this package into the registry."""
    from tone.checks import (  # noqa: F401 - each enters its checks
        emotions,
        graph,
        licences,
        links,
        mappings,
        metadata,
        pitfalls_axioms,
        pitfalls_names,
        profile,
        queries,
        release,
        shapes,
        tables,
        words,
    )
