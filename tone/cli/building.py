"""The command build: the released files from the hand-kept ones."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tone.cli.output import Session, print_rows

if TYPE_CHECKING:
    from tone.build.sources import SourceFolder

_STEP_NAMES = (
    *(
        "sources",
        "candidates",
        "overlap",
        "entries",
        "compounds",
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
      compounds   find the terms that name things and speak of no emotion: vocab/compounds.tsv
      centroids   learn what the vectors of two encoders say of emotions; takes an hour at first
      affinities  learn weights for words that no entry has; takes minutes
      report      count it all in vocab/REPORT.md
      ontology    run all checks, reason, then write ontology/: Turtle, OWL, lexicon, inferred, VoID, manifest
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


COMMANDS = (build,)
