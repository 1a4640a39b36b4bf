"""Named queries: the files of ``queries/``, one question each.

A comment header describes the query::

    # title: Descendants
    # purpose: All emotions below an emotion.
    # param: emotion (emotion) the emotion asked about
    # needs: links
    # example: emotion=joy

Each parameter stands in the query as a line ``VALUES ?emotion { tone:Joy }`` with the example's value, so that the file
runs as it is in any SPARQL tool. Binding puts another RDF term in its place; the text of a value is never pasted.
pyoxigraph's own substitution is not used: its planner does not see the values, and queries got up to 40 times slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from tone.errors import DataError, QueryError
from tone.tables import read_bytes

_FIELD = re.compile(r"#\s*(\w+):\s*(.*)")
_KINDS = ("emotion", "word", "text", "integer")
_PARAMETER = re.compile(r"(?P<name>\w+) \((?P<kind>\w+)\) (?P<purpose>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query.

    Attributes:
        name: the variable it binds.
        kind: "emotion" (key, CURIE, IRI or name), "word" (an English literal in lower case), "text", or "integer".
        purpose: what it is for.
    """

    name: str
    kind: str
    purpose: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query file.

    Attributes:
        name: file name without suffix.
        title: a few words.
        purpose: the question that it answers, in a sentence.
        parameters: what has to be given, in order.
        needs: what the knowledge base must hold for there to be rows: "", "links" or "words".
        example: parameters to try, by name.
        text: the SPARQL text, header included.
    """

    name: str
    title: str
    purpose: str
    parameters: tuple[Parameter, ...]
    needs: str
    example: dict[str, str]
    text: str

    def bind(self, values: Mapping[str, object], emotion: Callable[[str], NamedNode]) -> str:
        """Give the query's text with its parameters bound.

        Args:
            values: a value for each parameter, by name.
            emotion: gives the node of an emotion by whatever names it; raises if there is none.

        Returns:
            SPARQL in which each parameter has the one RDF term that its value stands for.

        Raises:
            QueryError: a parameter is missing, unknown, or has a value of the wrong kind.
        """
        known = [parameter.name for parameter in self.parameters]
        expected = f"query {self.name!r} takes {', '.join(known) or 'no parameters'}"
        for name in values:
            if name not in known:
                raise QueryError(f"no parameter {name!r}: {expected}")
        missing = [name for name in known if name not in values]
        if missing:
            raise QueryError(f"parameter {missing[0]!r} is missing: {expected}")
        text = self.text
        for parameter in self.parameters:
            term = _term(parameter, values[parameter.name], emotion)
            before, after = _slot(parameter.name).split(text, maxsplit=1)
            text = f"{before}VALUES ?{parameter.name} {{ {term} }}{after}"
        return text


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ .* \}}$", re.MULTILINE)


def _term(parameter: Parameter, value: object, emotion: Callable[[str], NamedNode]) -> NamedNode | Literal:
    if parameter.kind == "emotion":
        return emotion(str(getattr(value, "key", value)))
    if parameter.kind == "integer":
        try:
            return Literal(int(str(value)))
        except ValueError:
            raise QueryError(f"parameter {parameter.name!r}: {value!r} is not a whole number") from None
    text = str(value)
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise QueryError(f"parameter {parameter.name!r} holds a lone surrogate, which RDF cannot")
    return Literal(text.lower(), language="en") if parameter.kind == "word" else Literal(text)


class QueryCatalogue(Mapping[str, NamedQuery]):
    """The named queries of a folder, by name, in alphabetical order.

    Args:
        folder: the folder of ``*.rq`` files; files are read when first asked for.
    """

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.rq"))}
        self._read: dict[str, NamedQuery] = {}

    def __getitem__(self, name: str) -> NamedQuery:
        """Give a query.

        Raises:
            QueryError: there is none of this name.
            DataError: its file has no proper header.
        """
        if name not in self._paths:
            raise QueryError(f"no query {name!r}: available are {', '.join(self._paths)}")
        if name not in self._read:
            self._read[name] = parse_query(name, read_bytes(self._paths[name]).decode("utf-8"))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Give the number of queries."""
        return len(self._paths)


def parse_query(name: str, text: str) -> NamedQuery:
    """Read a query's header.

    Args:
        name: the query's name.
        text: the file's text.

    Raises:
        DataError: title, purpose, or the form of a parameter or example is missing.
    """
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _FIELD.match(line)
        if match is None:
            break
        fields.setdefault(match[1], []).append(match[2].strip())
    parameters = []
    for declared in fields.get("param", []):
        found = _PARAMETER.fullmatch(declared)
        if found is None or found["kind"] not in _KINDS:
            raise DataError(f"query {name!r}: {declared!r} is not 'name ({'|'.join(_KINDS)}) purpose'")
        parameters.append(Parameter(found["name"], found["kind"], found["purpose"]))
    if "title" not in fields or "purpose" not in fields:
        raise DataError(f"query {name!r} lacks '# title:' or '# purpose:' in its first lines")
    example = dict(pair.partition("=")[::2] for pair in fields.get("example", [""])[0].split("&") if pair)
    if set(example) != {parameter.name for parameter in parameters}:
        raise DataError(f"query {name!r}: the example gives {sorted(example)}, not the declared parameters")
    for parameter in parameters:
        if len(_slot(parameter.name).findall(text)) != 1:
            raise DataError(f"query {name!r} lacks its one line 'VALUES ?{parameter.name} {{ ... }}'")
    needs = fields.get("needs", [""])[0]
    return NamedQuery(name, fields["title"][0], fields["purpose"][0], tuple(parameters), needs, example, text)
