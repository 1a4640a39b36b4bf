"""Numbered checks that a knowledge base must pass.

| code | what it wants |
|---|---|
| A1xx | emotions: definitions, names, notes |
| L2xx | words |
| D3xx | dependency links |
| G4xx | graph and schema |
| R5xx | release files |

A check's docstring is its message; `tone validate` runs them. Apart from them, `tone.checks.shapes` checks a graph
against the SHACL shapes.
"""
