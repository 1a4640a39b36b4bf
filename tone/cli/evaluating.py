"""The command evaluate: coverage."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session, format_option, print_rows


@click.group()
def evaluate() -> None:
    """Measure the knowledge base on labelled texts.

    \b
    Examples:
      tone evaluate coverage goemotions.jsonl.gz isear.jsonl.gz
    """


@evaluate.command()
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--write", type=click.Path(path_type=Path), help="Also write the counts, as to vocab/coverage.tsv.")
@format_option()
@click.pass_obj
def coverage(session: Session, sets: tuple[Path, ...], write: Path | None, file_format: str | None) -> None:
    """Count the rows of labelled sets that hold a mention of an entry.

    A set is JSON Lines, gzipped or not: objects with text and labels. Of the labels only whether they say neutral is
    used, and of the texts nothing is kept.
    """
    from tone.evaluate.coverage import COVERAGE, measure, read_labelled

    counts = [
        count
        for path in sets
        for count in measure(session.kb.lexicon, path.name.partition(".")[0], read_labelled(path))
    ]
    if write is not None:
        COVERAGE.write(write, counts)
    rows = [
        {"set": c.name, "kind": c.kind, "rows": c.rows, "covered": c.covered, "share": round(c.covered / c.rows, 4)}
        for c in sorted(counts, key=COVERAGE.sort_key)
    ]
    print_rows(("set", "kind", "rows", "covered", "share"), rows, file_format)


COMMANDS = (evaluate,)
