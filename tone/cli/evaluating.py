"""The command evaluate: coverage, links."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session, format_option, print_rows


@click.group()
def evaluate() -> None:
    """Measure the knowledge base on labelled texts, and its links on gold relations.

    \b
    Examples:
      tone evaluate coverage goemotions.jsonl.gz isear.jsonl.gz
      tone evaluate links emotion_relations.jsonl.gz
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


@evaluate.command()
@click.argument("gold", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--write", type=click.Path(path_type=Path), help="Also write them, as to vocab/link_measures.tsv.")
@format_option()
@click.pass_obj
def links(session: Session, gold: Path, write: Path | None, file_format: str | None) -> None:
    """Measure the methods that propose links on gold relations, before any maintainer decides.

    FILE is JSON Lines, gzipped or not: objects with relation, a, b, scheme, and name of dyads. Thresholds are chosen on
    one half of the questions, and precision, recall and F1 given on the other.
    """
    from tone.build.dependencies.gold import read_gold
    from tone.build.dependencies.measure import MEASURES, measure
    from tone.build.dependencies.steps import proposals_in
    from tone.build.dependencies.vocabularies import read_vocabularies
    from tone.build.release import buildable
    from tone.resources import find_data

    folder = buildable(find_data(session.data))
    vocabularies = read_vocabularies(session.kb.taxonomy.records.values(), session.kb.lexicon.entries)
    measures = measure(list(proposals_in(folder).values()), session.kb.link_index.links, read_gold(gold), vocabularies)
    if write is not None:
        MEASURES.write(write, measures)
    columns = ("kind", "gold", "method", "threshold", "right", "said", "wanted", "precision", "recall", "f1")
    rows = [{name: getattr(found, name) for name in columns} for found in measures]
    print_rows(columns, [{**row, "kind": row["kind"].value} for row in rows], file_format)


COMMANDS = (evaluate,)
