"""Run one query in a process of its own, so that a time limit can stop it.

The parent sends the query and the graph on standard input and reads the outcome from standard output. This file is also
the program that the child runs.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from tone.errors import QueryError, QueryTimeoutError
from tone.rdf.results import GraphResult, QueryResult


def run(store: Store, text: str, timeout: float) -> QueryResult | GraphResult | bool:
    """Evaluate a query in a child process.

    Args:
        store: the graph.
        text: the query, already checked.
        timeout: time limit in seconds, start of the process included; above 0.

    Raises:
        QueryTimeoutError: the limit passed; the child has been stopped.
        QueryError: the query failed, or the limit is not above 0.
    """
    if timeout <= 0:
        raise QueryError(f"a time limit of {timeout:g} s is no limit: give seconds above 0")
    request = pickle.dumps((text, store.dump(format=RdfFormat.N_QUADS)))
    package_home = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (package_home, os.environ.get("PYTHONPATH"))))
    try:
        child = subprocess.run(
            [sys.executable, "-m", "tone.rdf.isolated"],
            input=request,
            capture_output=True,
            timeout=timeout,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired as error:
        raise QueryTimeoutError(
            f"the query did not end within {timeout:g} s and was stopped: narrow it, add LIMIT, or raise the limit"
        ) from error
    if child.returncode:
        raise QueryError(f"the query's process failed: {child.stderr.decode(errors='replace').strip()[-500:]}")
    outcome = pickle.loads(child.stdout)  # noqa: S301 - written by our own child
    if isinstance(outcome, QueryError):
        raise outcome
    if not isinstance(outcome, (QueryResult, GraphResult, bool)):
        raise QueryError(f"the query's process answered with {type(outcome).__name__}")
    return outcome


def main() -> None:
    """Serve one request from standard input."""
    from tone.rdf.sparql import evaluate

    text, graph = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    store = Store()
    store.bulk_load(graph, format=RdfFormat.N_QUADS)
    try:
        outcome: object = evaluate(store, text)
    except QueryError as error:
        outcome = QueryError(str(error), line=error.line)
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    main()
