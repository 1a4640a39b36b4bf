"""The file of results: read, merged, written; `tone.evaluate.report` makes the report from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tone.errors import DataError
from tone.files import write_atomically

FORMAT = 1
"""Version of the layout of result files."""

PARTS = ("runs", "schemes", "resolver")
"""The parts of results, each of runs by name: classifiers on texts, answers in other schemes' labels, resolvers."""

COLUMNS = ("run", "set", "part", "rows", "measure", "value", "low", "high")


def empty_results() -> dict[str, Any]:
    """Give results without any run."""
    return {"format": FORMAT, "runs": {}}


def read_results(path: Path) -> dict[str, Any]:
    """Read a file of results.

    Raises:
        DataError: it cannot be read, or is none.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read results from {path}: {error}") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("runs"), dict):
        raise DataError(f"{path} holds no results of format {FORMAT}: write them with tone evaluate texts --write")
    return found


def write_results(path: Path, results: Mapping[str, Any]) -> None:
    """Write results, sorted; the same results give the same bytes.

    Raises:
        OutputError: the file cannot be written.
    """
    text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(path, (text + "\n").encode("utf-8"))


def merge_results(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Lay new runs over old ones: a run of the same name and configuration keeps the sets that were not run again.

    A run with another configuration, or a reason in place of results, takes the old one's place, so that no run mixes
    figures of two configurations.

    Args:
        old: results.
        new: results.
    """
    parts = [part for part in PARTS if part == "runs" or part in old or part in new]
    return {"format": FORMAT, **{part: _merge_runs(old.get(part, {}), new.get(part, {})) for part in parts}}


def _merge_runs(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    runs = dict(old)
    for name, run in new.items():
        before = runs.get(name, {})
        same = "sets" in run and before.get("configuration") == run["configuration"]
        runs[name] = {**run, "sets": {**before["sets"], **run["sets"]}} if same else run
    return runs


def merge_into(path: Path, results: Mapping[str, Any]) -> dict[str, Any]:
    """Lay results over those of a file, as `merge_results` does, and write them there.

    Args:
        path: the file; it is made if there is none.
        results: results.

    Returns:
        What the file now holds.

    Raises:
        DataError: the file is there and holds no results; it is left as it is.
        OutputError: it cannot be written.
    """
    whole = merge_results(read_results(path) if path.exists() else empty_results(), results)
    write_results(path, whole)
    return whole


def part_of(
    part: str, rows: Iterable[Mapping[str, Any]], configurations: Mapping[str, Mapping[str, Any]], key: str
) -> dict[str, Any]:
    """Give rows of figures as results.

    Args:
        part: "schemes" or "resolver".
        rows: rows with ``run`` and `key`; all else in them are figures.
        configurations: how each run was made, by its name.
        key: the name of what a run was measured on: "set" or "hidden".

    Returns:
        Results of this part alone.
    """
    runs: dict[str, Any] = {name: {"configuration": dict(made), "sets": {}} for name, made in configurations.items()}
    for row in rows:
        runs[row["run"]]["sets"][row[key]] = {name: row[name] for name in row if name not in ("run", key)}
    return {**empty_results(), part: runs}


def flatten(results: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Give the figures of results as rows with the columns `COLUMNS`, in their order; classes are left to the report.

    Args:
        results: results.
    """
    for run, held in sorted(results["runs"].items()):
        for name, parts in sorted(held.get("sets", {}).items()):
            for part, rows, measure, value, interval in _figures(parts):
                low, high = interval or (None, None)
                yield dict(zip(COLUMNS, (run, name, part, rows, measure, value, low, high), strict=True))


def _figures(parts: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, Any, str, float, Any]]:
    for part, values in parts.items():
        if not isinstance(values, dict) or part in {"classes", "confusion"}:
            continue
        rows = values["rows"] if "rows" in values else values["emotional"] + values["others"]
        for measure, value in values.items():
            if isinstance(value, float):
                yield above + part, rows, measure, value, values.get(f"{measure}_interval")
        yield from _figures(values, f"{above}{part}/")
