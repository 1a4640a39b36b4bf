"""Checks of the released files: that they are there, fresh, and say what the tables say."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from typing import Any

from tone.checks.facts import HEADER
from tone.checks.registry import CHECKS, EXCEPTIONS, Subject, check
from tone.errors import DataError
from tone.metrics.sizes import sizes
from tone.model import Tier
from tone.rdf.queries import QueryCatalogue
from tone.rdf.reader import parse_file
from tone.rdf.terms import Owl
from tone.rdf.void import void_triples
from tone.tables import FIRST_ROW, read_bytes

OF_THE_REPORT = "R507"
"""The check of the report on the release, which that report itself cannot have run."""

BESIDE_RUNS = ("schemes", "resolver")
"""Further parts of results, beside the runs on labelled texts."""

_TABLE_ROW = re.compile(r"^\| ([^|]+) \| ([\d,]+) \|$", re.MULTILINE)


@check("R501")
def release_is_fresh(subject: Subject) -> Iterator[str]:
    """Each file that the manifest names is there, with the checksum that the manifest states."""
    for part in ("inputs", "outputs"):
        for name, digest in _manifest(subject).get("sha256", {}).get(part, {}).items():
            path = subject.folder.root / name if subject.folder is not None else None
            if path is None or not path.exists():
                yield f"{name} is missing"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"{name} is not the file that was released; run tone build ontology"


@check("R502")
def released_graphs_agree(subject: Subject) -> Iterator[str]:
    """The released Turtle and RDF/XML hold the same triples, which are those of schema and tables."""
    folder = subject.folder.root / "ontology" if subject.folder is not None else None
    graphs = {"tone.ttl": "triples", "tone.owl": "triples", "tone-lexicon.ttl": "words"}
    for name, attribute in graphs.items():
        if folder is not None and (folder / name).exists():
            differing = set(parse_file(folder / name)) ^ getattr(subject, attribute)
            if differing:
                yield f"ontology/{name}: {len(differing)} triples differ, as {min(map(str, differing))}"


@check("R503")
def manifest_counts_are_true(subject: Subject) -> Iterator[str]:
    """The counts of the manifest are those of the tables and graphs, and its version is that of the header."""
    stated = _manifest(subject)
    if not stated:
        return
    knowledge = subject.knowledge
    tiers = [record.tier for record in knowledge.taxonomy.records.values()]
    real = {
        "emotions": len(tiers),
        **{f"tier_{int(tier)}": tiers.count(tier) for tier in Tier},
        "entries": len(knowledge.lexicon),
        "forms": sum(1 for _ in knowledge.lexicon.forms()),
        "links": len(knowledge.link_index.links),
        "triples": len(subject.triples),
        "lexicon_triples": len(subject.words),
    }
    counts = stated.get("counts", {})
    yield from (f"{name}: {counts.get(name)}, not {count}" for name, count in real.items() if counts.get(name) != count)
    if stated.get("version") != _version(subject):
        yield f"version: {stated.get('version')}, not {_version(subject)}"


@check("R504")
def void_counts_are_true(subject: Subject) -> Iterator[str]:
    """The VoID description of the data set has the counts of the graphs themselves."""
    path = subject.folder.root / "ontology" / "void.ttl" if subject.folder is not None else None
    if path is not None and path.exists():
        real = set(void_triples(subject.triples, subject.words, _version(subject)))
        yield from (str(triple) for triple in sorted(set(parse_file(path)) - real, key=str))
        yield from (f"missing: {triple}" for triple in sorted(real - set(parse_file(path)), key=str))


@check("R505")
def exceptions_are_needed(subject: Subject) -> Iterator[str]:
    """Each row of the table of exceptions excuses something that its check still finds."""
    path = subject.exceptions
    if subject.folder is None or path is None or not path.is_relative_to(subject.folder.root) or not path.exists():
        return
    rows = EXCEPTIONS.read(path)
    found = {
        code: set(CHECKS[code].find(subject))
        for code in {row.code for row in rows}
        if code in CHECKS and not CHECKS[code].needs and code != "R505"
    }
    for at, row in enumerate(rows, FIRST_ROW):
        if row.code not in CHECKS:
            yield f"ontology/exceptions.tsv row {at}: no check {row.code!r}"
        elif row.code in found and row.item not in found[row.code]:
            yield f"ontology/exceptions.tsv row {at}: {row.code} no longer finds {row.item}"


@check("R506")
def evaluation_is_of_this_vocabulary(subject: Subject) -> Iterator[str]:
    """The figures of vocab/evaluation.json were measured with the entries and affinities of this release."""
    path = subject.folder.vocab / "evaluation.json" if subject.folder is not None else None
    if path is None or not path.exists():
        return
    try:
        results = json.loads(read_bytes(path))
        runs: list[tuple[str, Any]] = [*results["runs"].items()]
        runs += [(f"{part} {name}", run) for part in BESIDE_RUNS for name, run in results.get(part, {}).items()]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} holds no runs: {error}") from error
    affinities = subject.knowledge.affinities
    real = {"entries": len(subject.knowledge.lexicon), "affinities": len(affinities) if affinities is not None else 0}
    for name, run in runs:
        configuration = run.get("configuration", {})
        for key, count in real.items():
            if key in configuration and configuration[key] != count:
                yield f"{name}: measured with {configuration[key]} {key}, not {count}; run tone evaluate again"


@check(OF_THE_REPORT)
def report_counts_are_true(subject: Subject) -> Iterator[str]:
    """The report on the release (ontology/report.md) is of this version, and its sizes are those of the data."""
    folder = subject.folder
    if folder is None or not folder.report.exists():
        return
    lines = read_bytes(folder.report).decode("utf-8", "replace").split("\n")
    stated = dict(_TABLE_ROW.findall("\n".join(_section(lines, "## Sizes"))))
    real = sizes(subject.knowledge, subject.triples)
    if folder.queries.is_dir():
        real["named queries"] = len(QueryCatalogue(folder.queries))
    for name, count in real.items():
        if stated.get(name, "").replace(",", "") != str(count):
            yield f"ontology/report.md: {name}: {stated.get(name, 'not stated')}, not {count:,}; run tone build quality"
    if not lines[0].startswith(f"# TONE {_version(subject)}:"):
        yield f"ontology/report.md is not of version {_version(subject)}; run tone build quality"


def _section(lines: list[str], heading: str) -> Iterator[str]:
    """Give the lines under a heading of Markdown, up to the next."""
    below = dropwhile(lambda line: line != heading, lines)
    next(below, None)
    return takewhile(lambda line: not line.startswith("#"), below)


def _manifest(subject: Subject) -> dict[str, Any]:
    if subject.folder is None or not subject.folder.manifest.exists():
        return {}
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        found: dict[str, Any] = tomllib.loads(read_bytes(subject.folder.manifest).decode("utf-8"))
    except ValueError as error:
        raise DataError(f"{subject.folder.manifest} is no TOML: {error}") from error
    return found


def _version(subject: Subject) -> str:
    return next(iter(subject.facts.texts(HEADER, Owl.versionInfo)), "")
