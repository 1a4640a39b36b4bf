"""Whole tables on the command line: ``tone classify --output``, and the command summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tone.cli.modes import classifier_for, mode_options
from tone.cli.output import Session, chosen_format, format_option, print_json, print_rows

if TYPE_CHECKING:
    from tone.corpus import Summary


def classify_to_table(
    session: Session, source: str, target: Path, *, mode: str, encoder: str | None, **options: Any
) -> None:
    """Classify a table into another, and say what became of it.

    Args:
        session: what the options of ``tone`` say.
        source: the table.
        target: the table to write.
        mode: of the classifier.
        encoder: of the contextual mode.
        options: as `tone.corpus.classify_table` takes them.
    """
    from tone.corpus import classify_table

    try:
        with _bar("classifying") as progress:
            classifier = classifier_for(session.kb, mode, encoder)
            report = classify_table(source, target, classifier=classifier, progress=progress, **options)
    except KeyboardInterrupt:
        click.echo("\nthe rows that are answered so far are kept: the same command with --resume goes on", err=True)
        raise
    resumed = f" ({report.resumed_at:,} of them by an earlier run)" if report.resumed_at else ""
    lacking = f", {report.without_text:,} of them without a text" if report.without_text else ""
    click.echo(
        f"wrote {target}: {report.rows:,} rows{resumed}, {report.abstained:,} without an emotion{lacking}", err=True
    )


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--column", default="text", show_default=True, help="The column of the texts.")
@click.option("--by", help="A column to group by.")
@click.option("--over", help="A column of dates, as 2024-02-29, to show the change over time.")
@click.option(
    "--period",
    type=click.Choice(["day", "week", "month", "year"]),
    default="month",
    show_default=True,
    help="For --over.",
)
@click.option("--tier", type=click.IntRange(1, 3), default=1, show_default=True, help="Tier of the emotions.")
@click.option("--words", type=click.IntRange(0), default=5, show_default=True, help="Words of evidence an emotion.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@mode_options
@click.option("--plot", "picture", type=click.Path(path_type=Path), help="Draw it too: .svg, .png or .pdf.")
@format_option()
@click.pass_obj
def summary(
    session: Session,
    files: tuple[Path, ...],
    column: str,
    by: str | None,
    over: str | None,
    period: str,
    tier: int,
    words: int,
    jobs: int,
    mode: str,
    encoder: str | None,
    picture: Path | None,
    file_format: str | None,
) -> None:
    """Sum up what the texts of tables feel.

    Each FILE is CSV, TSV or JSON Lines (each perhaps .gz), Parquet, or .txt with a text a line. tsv and jsonl give one
    row for each emotion in all texts, each group and each period; json gives everything.

    \b
    Examples:
      tone summary reviews.csv --column review
      tone summary reviews.csv --column review --by product --format tsv > by_product.tsv
      tone summary 2023.jsonl.gz 2024.jsonl.gz --over date --period week --plot weeks.svg
    """
    from tone.corpus import summarise_tables

    if picture is not None:
        from tone.plot.canvas import check

        check(picture)  # before the texts are read, which may take long
    with _bar("summing up") as progress:
        classifier = classifier_for(session.kb, mode, encoder)
        found = summarise_tables(
            files,
            classifier=classifier,
            text_column=column,
            by=by,
            over=over,
            period=period,
            tier=tier,
            jobs=jobs,
            progress=progress,
        )
    chosen = chosen_format(file_format)
    if chosen == "json":
        print_json(found.to_dict(words=words))
    elif chosen == "table":
        _print_tables(found, words)
    else:
        print_rows(_ROW, _rows(found), chosen)
    if picture is not None:
        from tone.plot import draw_summary

        click.echo(f"wrote {draw_summary(found.to_dict(words=words), picture)}", err=True)


_ROW = ("scope", "name", "emotion", "texts", "share", "mean_score")


def _rows(found: Summary) -> Iterator[dict[str, Any]]:
    facts = found.to_dict(words=0)
    scopes = [("all", "", facts)]
    scopes += [("group", name, tally) for name, tally in facts.get("groups", {}).items()]
    scopes += [(found.period, name, tally) for name, tally in facts.get("periods", {}).items()]
    for scope, name, tally in scopes:
        for row in tally["distribution"]:
            yield {"scope": scope, "name": name, **row}
        none = {"emotion": None, "texts": tally["without_emotion"], "share": tally["share_without_emotion"]}
        yield {"scope": scope, "name": name, **none, "mean_score": None}


def _print_tables(found: Summary, words: int) -> None:
    facts = found.to_dict(words=words)
    click.echo(
        f"{facts['texts']:,} texts, {facts['share_without_emotion']:.1%} without an emotion, "
        f"{facts['share_mixed']:.1%} with mixed feelings\n"
        f"mean intensity {facts['mean_intensity']:.2f}, valence {facts['mean_valence']:+.2f}, "
        f"emotional {facts['mean_emotional']:.2f}\n"
    )
    rows = [{**row, "share": f"{row['share']:.1%}"} for row in facts["distribution"]]
    print_rows(("emotion", "texts", "share", "mean_score"), rows, "table")
    keys = [row["emotion"] for row in facts["distribution"]][:8]
    for part, heading in (("groups", "group"), ("periods", found.period)):
        if part in facts:
            click.echo()
            columns = (heading, "texts", *keys, "no emotion", "valence")
            print_rows(columns, (_shares(heading, name, tally, keys) for name, tally in facts[part].items()), "table")
    if words and facts["evidence"]:
        click.echo()
        print_rows(
            ("emotion", "most frequent words", "words that add most"),
            (
                {
                    "emotion": key,
                    "most frequent words": [f"{word['word']} {word['mentions']:,}" for word in counted["mentions"]],
                    "words that add most": [f"{word['word']} {word['added']:.4g}" for word in counted["added"]],
                }
                for key, counted in facts["evidence"].items()
            ),
            "table",
        )


def _shares(heading: str, name: str, tally: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    shares = {row["emotion"]: f"{row['share']:.1%}" for row in tally["distribution"] if row["emotion"] in keys}
    return {
        heading: name or "(none)",
        "texts": f"{tally['texts']:,}",
        **dict.fromkeys(keys, "-"),
        **shares,
        "no emotion": f"{tally['share_without_emotion']:.1%}",
        "valence": f"{tally['mean_valence']:+.2f}",
    }


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, float], None] | None]:
    """Show a progress bar where a person waits."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:

        def advance(rows: int, share: float) -> None:
            bar.label = f"{label}, {rows:,} rows"
            bar.update(max(0, int(1000 * share) - bar.pos))

        yield advance


COMMANDS = (summary,)
