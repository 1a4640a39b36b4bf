"""Commands for those who keep the ontology: validate, build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.build.sources import SourceFolder
    from tone.checks.registry import Subject
    from tone.kb import KnowledgeBase

_STEP_NAMES = (
    *(
        "sources",
        "candidates",
        "overlap",
        "entries",
        "centroids",
        "affinities",
        "proposals",
        "links",
        "report",
        "ontology",
        "quality",
    ),
    "all",
)


@click.command()
@click.option(
    "--select", "codes", multiple=True, metavar="CODE", help="Only checks whose code begins so; may be repeated."
)
@click.option("--reason", "with_reasoner", is_flag=True, help="Also run HermiT, which needs Java.")
@click.option("--shapes", "with_shapes", is_flag=True, help="Also check the SHACL shapes, which needs pySHACL.")
@format_option()
@click.pass_obj
def validate(
    session: Session, codes: tuple[str, ...], with_reasoner: bool, with_shapes: bool, file_format: str | None
) -> int:
    """Run the numbered checks over the data; exits with 1 if one finds a fault.

    Faults that keep the data from being loaded at all are listed with row and column, and exit with 2.

    \b
    Examples:
      tone validate
      tone --data my-folder validate --select A --select L
      tone --data tone.owl validate --reason --shapes
    """
    from tone.checks import emotions, graph, words  # noqa: F401 - each enters its checks into the registry
    from tone.checks.registry import Subject, run_checks, select
    from tone.loading import FolderSource

    kb = session.kb
    folder = kb.source.folder if isinstance(kb.source, FolderSource) else None
    subject = Subject(kb, frozenset(kb.triples(lexicon=False)), folder)
    checks = select(codes)
    findings = list(run_checks(subject, checks))
    rows = [{"code": found.code, "wants": found.message, "fault": item} for found in findings for item in found.items]
    if with_reasoner:
        rows += _reasoned(subject)
    if with_shapes:
        rows += _shaped(kb, subject)
    if rows or file_format:
        print_rows(("code", "wants", "fault"), rows, file_format)
    ran = len(checks) + with_reasoner + with_shapes
    click.echo(f"{ran} checks, {len({row['code'] for row in rows})} failed, {len(rows)} faults", err=True)
    return 1 if rows else 0


def _reasoned(subject: Subject) -> list[dict[str, str]]:
    from tone.build.reason import reason
    from tone.errors import ReasoningError

    try:
        reason(subject.triples)
    except ReasoningError as error:
        return [{"code": "HERMIT", "wants": "HermiT finds no contradiction and no empty class.", "fault": str(error)}]
    return []


def _shaped(kb: KnowledgeBase, subject: Subject) -> list[dict[str, str]]:
    from tone.checks.shapes import check_shapes
    from tone.loading import FileSource
    from tone.rdf.reader import parse_file

    # a file speaks for itself: what it lacks would be made good in the graph of the rows that were read from it
    triples = parse_file(kb.source.path) if isinstance(kb.source, FileSource) else subject.triples
    rows = []
    for found in check_shapes(triples, kb.source.shapes):
        node = f"{found.focus} {found.value}".strip()
        rows.append({"code": "SHACL", "wants": found.message, "fault": f"{node} ({found.constraint})"})
    return rows


@click.command()
@click.argument("steps", nargs=-1, required=True, type=click.Choice(_STEP_NAMES), metavar="STEP...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a committed file is stale.")
@click.option(
    "--sources",
    "source_root",
    metavar="DIR",
    envvar="TONE_SOURCES",
    type=click.Path(path_type=Path),
    help="Folder of the fetched sources, .sources in the data folder by default (TONE_SOURCES).",
)
@click.option(
    "--with-gcide", is_flag=True, help="Also gather candidates from GCIDE, which is GPL; not to be committed."
)
@click.pass_obj
def build(session: Session, steps: tuple[str, ...], check: bool, source_root: Path | None, with_gcide: bool) -> int:
    """Build the released files from the hand-kept ones.

    \b
    Steps, in order:
      sources     fetch what vocab/sources.toml names and is missing: the only step that uses the network
      candidates  gather candidate words into vocab/candidates.tsv.gz; needs the sources
      overlap     decide with Sentence-BERT which emotion each candidate speaks of; takes minutes
      entries     turn names and decisions into vocab/entries.tsv and vocab/emoji.tsv
      centroids   learn what the vectors of two encoders say of emotions; takes an hour at first
      affinities  learn weights for words that no entry has; takes minutes
      report      count it all in vocab/REPORT.md
      ontology    reason, then write ontology/: Turtle, OWL, lexicon, inferred, manifest
      quality     check and measure it all in ontology/report.md and report.html
      all         every step but sources

    \b
    Examples:
      tone build entries ontology
      tone build all --check
    """
    from tone.build.release import STEPS, buildable, run_steps, sources_of
    from tone.resources import find_data

    folder = buildable(find_data(session.data))
    sources = sources_of(folder, source_root)
    if "sources" in steps:
        _fetch(sources)
    outcomes = []
    for name in (name for name in STEPS if name in steps or "all" in steps):
        with click.progressbar(length=1, label=name, file=sys.stderr) as bar:

            def advance(done: int, total: int, bar: Any = bar) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            outcomes += list(run_steps(folder, [name], sources, check=check, progress=advance, with_gcide=with_gcide))
    print_rows(("state", "file"), [{"state": outcome.state, "file": outcome.path} for outcome in outcomes], "tsv")
    return 1 if any(outcome.state in ("stale", "missing") for outcome in outcomes) else 0


def _fetch(sources: SourceFolder) -> None:
    with click.progressbar(list(sources.sources), label="sources", file=sys.stderr) as keys:
        for key in keys:
            if not sources.is_whole(key):
                sources.fetch(key)


COMMANDS = (validate, build)
