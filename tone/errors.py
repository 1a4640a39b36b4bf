"""Everything that TONE raises on purpose.

All errors descend from [`ToneError`][tone.errors.ToneError], so one ``except`` clause catches them all; most also
descend from the built-in error that a Python user would expect (`KeyError`, `ValueError` ...). Messages say what
happened with the value, what was expected, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class ToneError(Exception):
    """Base of all errors that TONE raises on purpose."""


class DataError(ToneError):
    """A data folder or file is missing, unreadable, or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a table.

    Attributes:
        row: line number in the file, counted from 1 (the header is line 1); 0 if the fault concerns the whole file.
        column: name of the column, or "" if the fault concerns the whole row.
        message: what is wrong, with the offending value.
    """

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """Give the fault as ``row 7, column tier: ...``."""
        place = [f"row {self.row}"] if self.row else []
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.message}" if place else self.message


class TableError(DataError):
    """A table has faults; all that were found are listed.

    Attributes:
        path: the file.
        problems: the faults, in file order.
    """

    def __init__(self, path: Path | str, problems: Sequence[Problem]) -> None:
        self.path = Path(path)
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{self.path}: {count} fault{'s' if count != 1 else ''}; correct the file and load it again"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class OntologyFileError(DataError):
    """An RDF file cannot be parsed, or holds no TONE emotions."""


class UnknownEmotionError(ToneError, KeyError):
    """A name does not denote an emotion.

    Attributes:
        name: what was asked for.
        suggestions: keys of emotions that were perhaps meant, best first.
    """

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        super().__init__(name)

    def __str__(self) -> str:
        """Give a sentence (a plain `KeyError` would show the bare name in quotes)."""
        shown = self.name if len(self.name) <= 80 else self.name[:77] + "..."
        if self.suggestions:
            hint = f"did you mean {' or '.join(repr(key) for key in self.suggestions)}?"
        else:
            hint = "give a key (joy/cheerfulness), a CURIE (tone:Joy) or an IRI; kb.find(...) searches"
        return f"no emotion {shown!r}: {hint}"


class UnknownSchemeError(ToneError, KeyError):
    """A name does not denote an emotion scheme that TONE has a crosswalk to.

    Attributes:
        name: what was asked for.
        suggestions: names that were perhaps meant, best first.
        available: all names.
    """

    def __init__(self, name: str, suggestions: Sequence[str], available: Sequence[str]) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        self.available = tuple(available)
        super().__init__(name)

    def __str__(self) -> str:
        """Give a sentence."""
        hint = f"did you mean {' or '.join(map(repr, self.suggestions))}? " if self.suggestions else ""
        return f"no scheme {self.name[:80]!r}: {hint}available are {', '.join(self.available) or 'none'}"


class UnknownLabelError(ToneError, KeyError):
    """A scheme has no such label.

    Attributes:
        label: what was asked for.
        scheme: name of the scheme.
        suggestions: labels that were perhaps meant, best first.
    """

    def __init__(self, label: str, scheme: str, suggestions: Sequence[str]) -> None:
        self.label = label
        self.scheme = scheme
        self.suggestions = tuple(suggestions)
        super().__init__(label)

    def __str__(self) -> str:
        """Give a sentence."""
        shown = ", ".join(map(repr, self.suggestions[:12]))
        return f"no label {self.label[:80]!r} in {self.scheme}: did you mean one of {shown}?"


class QueryError(ToneError, ValueError):
    """A SPARQL query or one of its parameters is not acceptable.

    Attributes:
        line: line of the fault in the query text, counted from 1, or None where no line applies.
    """

    def __init__(self, message: str, *, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


class QueryTimeoutError(QueryError, TimeoutError):
    """A query did not end within its time limit; it was stopped."""


class FormatError(ToneError, ValueError):
    """A file format is unknown or does not fit the request."""


class OutputError(ToneError, OSError):
    """A file could not be written; what was there before is untouched."""


class TextError(ToneError, TypeError):
    """Something that should be text is not a `str`."""


class MissingExtraError(ToneError, ImportError):
    """An optional package is not installed.

    Attributes:
        extra: the extra of the distribution that brings it.
    """

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(f"{purpose} needs {package}, which is not installed: pip install 'tone-ontology[{extra}]'")


class MissingJavaError(ToneError):
    """Java, which the reasoner runs on, was not found."""


class ReasoningError(ToneError):
    """The reasoner refused the ontology or found it contradictory.

    Attributes:
        unsatisfiable: IRIs of classes that can have no instance, sorted; empty if the ontology as a whole is at fault.
    """

    def __init__(self, message: str, unsatisfiable: Sequence[str] = ()) -> None:
        self.unsatisfiable = tuple(unsatisfiable)
        super().__init__(message)


class AmbiguousNameWarning(UserWarning):
    """A bare name is shared by several emotions; the broadest was taken."""
