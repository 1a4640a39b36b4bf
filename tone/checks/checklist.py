"""What a release of the ontology must be, point by point, and which checks decide it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tone.checks.registry import CHECKS, Finding


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the checklist.

    Attributes:
        number: from 1 to 16.
        wants: what must be so.
        codes: codes, or beginnings of codes, of the checks that decide it.
        beside: what decides it beside the checks; may be "".
    """

    number: int
    wants: str
    codes: tuple[str, ...]
    beside: str = ""

    def checks(self) -> tuple[str, ...]:
        """Give the whole codes."""
        return tuple(code for code in sorted(CHECKS) if code.startswith(self.codes))

    def state(self, findings: Mapping[str, Finding]) -> str:
        """Tell how the point stands: "fine", "faults", or "not run" if a check of it was left out.

        Args:
            findings: what the checks found, by code.
        """
        if any(findings[code].items for code in self.checks() if code in findings):
            return "faults"
        return "fine" if all(code in findings for code in self.checks()) else "not run"


CHECKLIST = (
    Point(1, "Turtle, RDF/XML, JSON-LD and N-Triples say the same", ("G408", "R502", "F01")),
    Point(2, "HermiT finds it consistent, every class can have instances", ("O899",), "`tone build ontology`"),
    Point(3, "within the profile OWL 2 DL, simple-property rule included", ("O80", "O81")),
    Point(4, "conforms to the SHACL shapes", ("S7",)),
    Point(
        5, "label, definition and isDefinedBy of each term, tier of each emotion", ("G403", "P08", "F14", "F15", "S701")
    ),
    Point(
        6, "labels unique in their tier; a tree of three tiers, without cycles", ("A104", "A108", "T004", "P06", "P32")
    ),
    Point(7, "links symmetric, irreflexive, acyclic; combinations of two", ("T006", "D304", "D305", "D306")),
    Point(8, "each lexical sense whole; none for two emotions", ("L206", "L207", "L208", "T005", "S702")),
    Point(
        9, "header with all metadata; version IRI; licence IRI", ("G401", "G402", "F0", "F10", "F11", "K603", "K604")
    ),
    Point(10, "no pitfall of the OOPS! catalogue that a script can decide", ("P",)),
    Point(
        11,
        "the counts of the release are true; the difference to the last one is shown",
        ("R503", "R507"),
        "`tone diff`",
    ),
    Point(12, "mapping sets are valid SSSOM, their emotions exist", ("M9",), "sssom-py, in the tests"),
    Point(13, "the counts of the VoID description are the real ones", ("R504",)),
    Point(
        14,
        "the released files are those of the manifest, and of the build",
        ("R501", "R502"),
        "`tone build all --check`",
    ),
    Point(15, "the competency queries answer, with the expected rows", ("Q1",), "`tests/test_queries.py`"),
    Point(16, "the evaluation was measured on this vocabulary", ("R506",), "`tests/test_readme.py`"),
)
"""The sixteen points."""
