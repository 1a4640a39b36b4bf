"""What a query answers: rows of Python values, or a graph."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

from tone.errors import FormatError, MissingExtraError
from tone.namespaces import compact

if TYPE_CHECKING:
    import pandas as pd
    import rdflib


class IRI(str):
    """An IRI in a result: a string that also knows its short form."""

    __slots__ = ()

    @property
    def curie(self) -> str:
        """The IRI with its prefix, where a known one fits; otherwise the IRI."""
        return compact(self)


Value: TypeAlias = "IRI | str | int | float | bool | datetime.date | None"
"""A cell: None where a variable is unbound."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_CASTS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys((f"{_XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger")), int),
    **dict.fromkeys((f"{_XSD}{name}" for name in ("decimal", "double", "float")), float),
    f"{_XSD}boolean": lambda text: text in {"true", "1"},
    f"{_XSD}date": datetime.date.fromisoformat,
}


def value_of(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """Turn an RDF term into a Python value.

    Numbers, booleans and dates become Python's own; other literals become `str`, IRIs become `IRI`.
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return IRI(term.value)
    if isinstance(term, Literal):
        cast = _CASTS.get(term.datatype.value)
        try:
            return cast(term.value) if cast else term.value
        except ValueError:  # an ill-typed literal is legal RDF; show it as written
            return term.value
    return str(term)


class Row(Sequence[Value]):
    """One row: a sequence of values that can also be read by column name, as item or attribute.

    Example:
        >>> row = Row(("word", "n"), ("bliss", 3))
        >>> row.word, row["n"], row[0], tuple(row), row.as_dict()
        ('bliss', 3, 'bliss', ('bliss', 3), {'word': 'bliss', 'n': 3})
    """

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: tuple[str, ...], values: tuple[Value, ...]) -> None:
        self._columns = columns
        self._values = values

    @overload
    def __getitem__(self, place: int | str) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, place: int | str | slice) -> Value | tuple[Value, ...]:
        """Give a value by column name or position."""
        if isinstance(place, str):
            if place not in self._columns:
                raise KeyError(f"no column {place!r}: columns are {', '.join(self._columns)}")
            return self._values[self._columns.index(place)]
        return self._values[place]

    def __getattr__(self, name: str) -> Value:
        """Give a value by column name."""
        if name.startswith("_") or name not in self._columns:
            raise AttributeError(f"no column {name!r}")
        return self._values[self._columns.index(name)]

    def __len__(self) -> int:
        """Give the number of columns."""
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        """Compare with a row, or with a tuple of values."""
        return self._values == (other._values if isinstance(other, Row) else other)

    def __hash__(self) -> int:
        """Hash the values."""
        return hash(self._values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by value."""
        return Row, (self._columns, self._values)

    def __repr__(self) -> str:
        """Show columns and values."""
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self.as_dict().items())})"

    def as_dict(self) -> dict[str, Value]:
        """Give column names and values as a dict."""
        return dict(zip(self._columns, self._values, strict=True))


@dataclass(frozen=True, slots=True)
class QueryResult(Sequence[Row]):
    """The rows that a SELECT query answers.

    Attributes:
        columns: the names of the variables.
        rows: the rows.
        note: a sentence on what the reader should know, such as why there are no rows; may be "".
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        """Give a row by position."""
        return self.rows[place]

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __repr__(self) -> str:
        """Show the shape."""
        return f"QueryResult({len(self.rows)} rows of {', '.join(self.columns)})"

    def to_dicts(self) -> list[dict[str, Value]]:
        """Give each row as a dict."""
        return [row.as_dict() for row in self.rows]

    def to_tuples(self) -> list[tuple[Value, ...]]:
        """Give each row as a plain tuple."""
        return [tuple(row) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Give a pandas data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingExtraError("pandas", "tables", "a data frame") from error
        return pd.DataFrame(self.to_tuples(), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{escape(shown(cell))}</td>' for cell in row)}</tr>" for row in self.rows)
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


@dataclass(frozen=True, slots=True)
class GraphResult:
    """The triples that a CONSTRUCT or DESCRIBE query answers, sorted.

    Attributes:
        triples: the triples, as pyoxigraph terms.
    """

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        """Give the number of triples."""
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        """Iterate over the triples."""
        return iter(self.triples)

    def __repr__(self) -> str:
        """Show the size."""
        return f"GraphResult({len(self.triples)} triples)"

    def serialise(self, format: str = "turtle") -> str:
        """Give the triples as text.

        Args:
            format: one of `tone.rdf.writer.FORMATS`: turtle, ntriples, jsonld or rdfxml.

        Raises:
            FormatError: there is no such format, or the triples hold a blank node.
        """
        from tone.rdf.writer import FORMATS, serialise

        if format not in FORMATS:
            raise FormatError(f"no RDF format {format!r}: available are {', '.join(FORMATS)}")
        return serialise(self.triples, FORMATS[format]).decode()

    def to_turtle(self) -> str:
        """Give the triples as Turtle text."""
        return self.serialise("turtle")

    def to_rdflib(self) -> rdflib.Graph:
        """Give the triples as an rdflib graph."""
        from tone.rdf.interchange import to_rdflib

        return to_rdflib(self.triples)


def shown(value: Value) -> str:
    """Give a cell as people read it: IRIs in short form, nothing for an unbound variable."""
    if value is None:
        return ""
    return value.curie if isinstance(value, IRI) else str(value)


def rows_of(columns: tuple[str, ...], solutions: Iterable[QuerySolution]) -> QueryResult:
    """Turn solutions into a result.

    Args:
        columns: the variables in order.
        solutions: a term, or nothing, for each variable.
    """
    return QueryResult(columns, tuple(Row(columns, tuple(map(value_of, solution))) for solution in solutions))
