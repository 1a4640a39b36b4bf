"""Which licences a source of the vocabulary may be under, and what each allows."""

from __future__ import annotations

from collections.abc import Mapping

LICENCES: Mapping[str, str] = {
    "Apache-2.0": "released",
    "CC BY 4.0": "released",
    "MIT": "released",
    "MPL-2.0": "released",
    "PDDL-1.0": "released",
    "Public domain": "released",
    "Unicode-3.0": "released",
    "WordNet-3.0": "released",
    "CC BY-SA 4.0": "evidence",
    "GPL-2.0-or-later": "evidence",
}
"""The allow-list: what may be used, and whether words from it may be released or only serve as evidence."""
