"""The command classify."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click
from click.core import ParameterSource

from tone.cli.modes import classifier_for, mode_options
from tone.cli.output import Session, format_option, print_rows
from tone.errors import DataError
from tone.model import Tier

if TYPE_CHECKING:
    from tone.classify.result import Classification
    from tone.emotion import Knowledge


_RDF = ("turtle", "ntriples", "jsonld")
"""Formats of `tone.rdf.writer` in which answers are printed as linked data."""


@click.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("-i", "--input", "source", metavar="FILE", help="Classify each line of a file; '-' is standard input.")
@click.option("--explain", is_flag=True, help="Show the evidence: span, word, path to the root.")
@click.option("--tier", type=click.IntRange(1, 3), help="Answer at this tier only.")
@click.option("--scheme", help="Answer in the labels of another scheme: goemotions, ekman ...; see tone crosswalk.")
@mode_options
@format_option(also=_RDF)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Classify the table --input into this: .csv, .parquet ..."
)
@click.option("--column", default="text", show_default=True, help="The table's column of texts.")
@click.option("--scores", type=click.IntRange(1, 3), help="Add a column of scores for each emotion of this tier.")
@click.option("--mentions", is_flag=True, help="Add a column with the evidence, as JSON.")
@click.option("--prefix", default="tone_", show_default=True, help="Of the names of the columns that are added.")
@click.option("--missing", type=click.Choice(["abstain", "error"]), default="abstain", help="For rows without a text.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--resume", is_flag=True, help="Go on with an interrupted run.")
@click.pass_context
def classify(
    context: click.Context,
    /,
    texts: tuple[str, ...],
    source: str | None,
    explain: bool,
    tier: int | None,
    scheme: str | None,
    mode: str,
    encoder: str | None,
    file_format: str | None,
    output: Path | None,
    **table: Any,
) -> None:
    """Find the emotions that texts speak of.

    Each TEXT is one text; without any, each line of standard input is one. A text without an emotion has an empty
    answer. The formats turtle, ntriples and jsonld give linked data, by NIF, Onyx and PROV-O; ntriples as it goes, the
    others once all is read. With --output, --input is a table: CSV, TSV or JSON Lines (each perhaps .gz), Parquet, or
    .txt with a text a line; its rows are written with the answers in columns of their own, with --scheme also a label.

    \b
    Examples:
      tone classify "so proud of you" "leave me alone"
      tone classify --explain "I wasn't happy, just relieved that it was over."
      tone classify --input reviews.txt --tier 1 --format jsonl > answers.jsonl
      tone classify --scheme goemotions "so proud of you"
      tone classify --format turtle "so proud of you"
      tone classify --input reviews.csv --column review --output answers.csv --scheme goemotions
      tone classify --input reviews.csv --column review --output answers.parquet --jobs 2
      tone classify --input reviews.csv --column review --output answers.parquet --jobs 2 --resume
    """
    session: Session = context.obj
    if scheme is not None:
        other = (tier and output is None) or explain or file_format in _RDF
        _check_scheme(session, scheme, other=bool(other))
    if output is not None:
        if not source or source == "-" or texts or explain or file_format:
            raise click.UsageError(
                "--output takes a table: give it with --input FILE, and leave texts, --explain and --format out"
            )
        from tone.cli.corpora import classify_to_table

        table |= {"text_column": table.pop("column"), "tier": tier, "scheme": scheme}
        classify_to_table(session, source, output, mode=mode, encoder=encoder, **table)
        return
    given = [f"--{name}" for name in table if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        raise click.UsageError(f"{', '.join(given)}: for tables only; say with --output FILE where the table goes")
    if texts and source:
        raise click.UsageError("give texts or --input, not both")
    if explain and (tier or file_format):
        raise click.UsageError(
            "--explain prints text of its own: leave --tier and --format out; jsonl has the evidence too"
        )
    if tier and file_format in _RDF:
        raise click.UsageError(f"--format {file_format} describes all tiers: leave --tier out")
    if not texts and not source and sys.stdin.isatty():
        raise click.UsageError("nothing to classify: give a TEXT, or --input FILE")
    words = _plain_words(" ".join(texts)) if mode == "lexical" else frozenset()
    classifier = classifier_for(session.kb_for(words) if words else session.kb, mode, encoder)
    with _opened(source or "-") if not texts else nullcontext() as stream:
        lines: Iterable[str] = texts if stream is None else _lines(stream, source or "-")
        results = classifier.pipe(lines)
        if file_format in _RDF:
            _print_rdf(results, classifier.knowledge, file_format)
        elif explain:
            for number, result in enumerate(results):
                click.echo(("\n" if number else "") + _shortened(result.text) + "\n" + result.explain())
        else:
            columns = _COLUMNS if scheme is None else ("label", *_COLUMNS)
            print_rows(columns, (_row(result, tier, scheme) for result in results), file_format)


def _check_scheme(session: Session, scheme: str, *, other: bool) -> None:
    """Refuse a scheme that does not exist, or goes with none of the other options, before any text is read."""
    if other:
        raise click.UsageError("--scheme gives a label a text: leave --tier, --explain and RDF out")
    session.kb.crosswalk(scheme)


_PLAIN = re.compile(r"(?!.*([a-zA-Z])\1\1)[A-Za-z ,.!?]{1,300}")


def _plain_words(text: str) -> frozenset[str]:
    """Give the words of a short text that can be read with these alone; none where the whole vocabulary is needed.

    Emoji, hashtags and letters drawn out ask for words that do not stand in the text as they are.
    """
    return frozenset(re.findall("[a-z]+", text.lower())) if _PLAIN.fullmatch(text) else frozenset()


_COLUMNS = ("emotion", "path", "score", "text")


def _row(result: Classification, tier: int | None, scheme: str | None) -> dict[str, Any]:
    chosen = result.emotion if tier is None else result.best(tier=Tier(tier))
    scores = result.scores()
    labelled = {} if scheme is None else {"label": result.label(scheme), "labels": result.scores(scheme=scheme)}
    return {
        **labelled,
        "emotion": chosen.label if chosen else None,
        "path": chosen.key if chosen else None,
        "score": scores[chosen.key] if chosen else None,
        "text": result.text,
        "scores": scores,
        "mentions": [mention.to_dict() for mention in result.mentions],
    }


def _print_rdf(results: Iterable[Classification], kb: Knowledge, file_format: str) -> None:
    # a graph in N-Triples may come in parts; the other formats are whole or nothing
    parts = ((result,) for result in results) if file_format == "ntriples" else (results,)
    for part in parts:
        click.echo(kb.annotate(part).serialise(file_format), nl=False)


def _shortened(text: str) -> str:
    return text if len(text) <= 500 else f"{text[:500]}... ({len(text):,} characters)"


def _opened(source: str) -> AbstractContextManager[BinaryIO]:
    if source == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise DataError(f"cannot read {source}: {error.strerror}") from error


def _lines(stream: BinaryIO, source: str) -> Iterator[str]:
    """Read lines as text, with a progress bar where a person waits for a file."""
    with _progress(source) as advance:
        for number, line in enumerate(stream, start=1):
            advance(len(line))
            try:
                yield line.rstrip(b"\r\n").decode("utf-8")
            except UnicodeDecodeError as error:
                name = "standard input" if source == "-" else source
                byte = line[error.start]
                raise DataError(
                    f"{name}, line {number}: byte 0x{byte:02x} is not UTF-8; convert the text first"
                ) from error


@contextmanager
def _progress(source: str) -> Iterator[Callable[[int], None]]:
    if source == "-" or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=Path(source).stat().st_size, label="classifying", file=sys.stderr) as bar:
        yield bar.update


COMMANDS = (classify,)
