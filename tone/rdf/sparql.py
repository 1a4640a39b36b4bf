"""SPARQL 1.1 over the graph, in memory, read-only, on pyoxigraph.

Updates are refused because a knowledge base never changes; ``SERVICE`` is refused unless allowed because a query should
not reach the network by surprise. With a time limit the query runs in a process of its own, which can be stopped at any
point; pyoxigraph itself cannot be interrupted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Quad, QueryBoolean, QueryTriples, Store

from tone.errors import QueryError
from tone.namespaces import PREFIXES
from tone.rdf import isolated
from tone.rdf.results import GraphResult, QueryResult, rows_of

# The lexical shapes of SPARQL 1.1 (section 19.8) that can hide a keyword; what is left over as `word` is one.
_LEXEMES = re.compile(
    r"""(?:"{3}(?:[^"\\]|\\.|"(?!""))*"{3})|(?:'{3}(?:[^'\\]|\\.|'(?!''))*'{3})
    |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
    |<[^<>"{}|^`\\\s]*>
    |\#[^\n]*
    |[?$]\w+
    |[\w.-]*:[^\s;,(){}\[\]<>"']*
    |@[A-Za-z-]+
    |(?P<word>[A-Za-z_]+)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class SparqlEngine:
    """An immutable graph that answers queries.

    Args:
        quads: the graph; each quad names the graph it is in, and a query without ``GRAPH`` sees all of them.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._store = Store()
        self._store.bulk_extend(quads)

    def query(
        self,
        text: str,
        *,
        timeout: float | None = None,
        allow_service: bool = False,
    ) -> QueryResult | GraphResult | bool:
        """Answer a query.

        Args:
            text: SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of `tone.namespaces.PREFIXES` are known.
            timeout: time limit in seconds; None for none. A limit costs the start of a process, some 0.2 s.
            allow_service: whether ``SERVICE`` may reach other endpoints over the network.

        Returns:
            Rows for SELECT, a graph for CONSTRUCT and DESCRIBE, a `bool` for ASK.

        Raises:
            QueryError: the query is malformed, is an update, or uses ``SERVICE`` without leave; `line` says where.
            QueryTimeoutError: the time limit passed.
        """
        check_query(text, allow_service=allow_service)
        return evaluate(self._store, text) if timeout is None else isolated.run(self._store, text, timeout)


def evaluate(store: Store, text: str) -> QueryResult | GraphResult | bool:
    """Run a checked query on a store.

    Raises:
        QueryError: the query is malformed or fails to evaluate.
    """
    try:
        found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, QueryBoolean):
            return bool(found)
        if isinstance(found, QueryTriples):
            return GraphResult(tuple(sorted(found, key=str)))
        return rows_of(tuple(variable.value for variable in found.variables), found)
    except SyntaxError as error:
        raise _syntax_error(str(error)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def check_query(text: str, *, allow_service: bool = False) -> None:
    """Refuse updates, and ``SERVICE`` without leave.

    Raises:
        QueryError: the query is one of these, or is not text.
    """
    if not isinstance(text, str):
        raise QueryError(f"expected the query as str, got {type(text).__name__}")
    surrogate = _SURROGATE.search(text)
    if surrogate:
        line = text.count("\n", 0, surrogate.start()) + 1
        raise QueryError(f"line {line}: a lone surrogate is no character of SPARQL", line=line)
    for match in _LEXEMES.finditer(text):
        word = match["word"]
        if word is None:
            continue
        keyword = word.upper()
        line = text.count("\n", 0, match.start()) + 1
        if keyword in _UPDATES:
            raise QueryError(
                f"line {line}: {keyword} is an update, and a knowledge base never changes; "
                "export it, or copy it with to_rdflib(), and change the copy",
                line=line,
            )
        if keyword == "SERVICE" and not allow_service:
            raise QueryError(
                f"line {line}: SERVICE would send the query over the network; pass allow_service=True "
                "(--allow-service) if you want that",
                line=line,
            )


def _syntax_error(message: str) -> QueryError:
    place = _PLACE.match(message)
    if place is None:
        return QueryError(f"malformed SPARQL: {message}")
    line, column, reason = int(place[1]), int(place[2]), place[3]
    return QueryError(f"malformed SPARQL at line {line}, column {column}: {reason}", line=line)
