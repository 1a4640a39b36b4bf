"""The command use: the three use cases, each against what can be had without TONE."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tone.cli.modes import mode_options
from tone.cli.output import Session, format_option, print_rows
from tone.cli.replying import empathy, retrieval
from tone.cli.runs import (
    LIMIT,
    SEED,
    VECTORS,
    WRITE,
    configuration_of,
    opened_classifier,
    table_of,
    waiting_bar,
    write_results,
)


@click.group()
def use() -> None:
    """Detect emotions, predict ratings, plan empathetic replies; each measured against what needs no TONE.

    \b
    Examples:
      tone use detection goemotions.tsv reviews_sst5.jsonl --peers --examples 1
      tone use reviews reviews_sst5.jsonl.gz reviews_amazon_alexa.jsonl.gz
      tone use empathy "I failed and feel hopeless." --replies empathetic_dialogues.csv
      tone use retrieval empathetic_dialogues.csv
    """


@use.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE_OR_FOLDER...")
@mode_options
@VECTORS
@click.option("--peers", is_flag=True, help="Also run what else is installed, on the same rows.")
@click.option("--words", type=click.IntRange(1), default=8, show_default=True, help="Words of evidence an emotion.")
@click.option("--examples", type=click.IntRange(0), default=0, show_default=True, help="Texts quoted an emotion.")
@click.option("--mappings", type=click.Path(path_type=Path), help="A table of what further labels mean.")
@click.option("--resamples", type=click.IntRange(1), default=1000, show_default=True, help="Of the bootstrap.")
@LIMIT
@SEED
@WRITE
@click.option("--report", type=click.Path(path_type=Path), help="Write figures and evidence as Markdown.")
@format_option()
@click.pass_obj
def detection(
    session: Session,
    paths: tuple[Path, ...],
    mode: str,
    encoder: str | None,
    vectors: Path | None,
    peers: bool,
    words: int,
    examples: int,
    mappings: Path | None,
    resamples: int,
    limit: int | None,
    seed: int,
    write: Path | None,
    report: Path | None,
    file_format: str | None,
) -> None:
    """Detect emotions in labelled texts of several domains, beside peers, and report the words that speak.

    Of a folder the files named after a known set are read, in the layouts in which they are distributed. Texts are
    quoted in the report only with --examples.
    """
    from tone.evaluate.gold import find_sets, merge, read_gold
    from tone.evaluate.mapping import LabelMappings
    from tone.evaluate.peers import start_peers
    from tone.files import write_atomically
    from tone.uses.detection import MEASURES, detect, flatten_detection, render_detection

    files, passed = find_sets(paths)
    for path in passed:
        click.echo(f"passed over {path}: not named after a known set", err=True)
    sets = [gold.sample(limit, seed=seed) if limit else gold for gold in merge(read_gold(path) for path in files)]
    known = LabelMappings.read(table_of(session, "mappings"), session.kb.taxonomy, also=mappings)
    started, reasons = start_peers() if peers else ([], {})
    for peer, reason in reasons.items():
        click.echo(f"not run: {peer}: {reason}", err=True)
    classifier = opened_classifier(session, mode, encoder, vectors)
    length = (1 + len(started)) * sum(len(gold.rows) for gold in sets)
    with waiting_bar("detecting", length) as progress:
        found = detect(
            sets,
            classifier,
            started,
            known.of,
            words=words,
            examples=examples,
            resamples=resamples,
            seed=seed,
            progress=progress,
        )
    configuration = {**configuration_of(classifier), "seed": seed, "limit": limit or 0, "resamples": resamples}
    text = render_detection(found, configuration)
    write_results(write, {"configuration": configuration, "sets": found})
    if report is not None:
        write_atomically(report, text.encode("utf-8"))
    columns = ("set", "run", "rows", *(f"{part}_{measure}" for part, measure in MEASURES))
    print_rows(columns, flatten_detection(found), file_format)


@use.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--text-column", help="The column of texts, in a table with a header.")
@click.option("--rating-column", help="The column of ratings from 1 to 5, in a table with a header.")
@mode_options
@VECTORS
@click.option("--folds", type=click.IntRange(2), default=5, show_default=True, help="Of the cross-validation.")
@click.option("--repeats", type=click.IntRange(1), default=2, show_default=True, help="Each with folds of its own.")
@LIMIT
@SEED
@WRITE
@click.option("--tests", is_flag=True, help="Print the comparisons of models, not their figures.")
@format_option()
@click.pass_obj
def reviews(
    session: Session,
    files: tuple[Path, ...],
    text_column: str | None,
    rating_column: str | None,
    mode: str,
    encoder: str | None,
    vectors: Path | None,
    folds: int,
    repeats: int,
    limit: int | None,
    seed: int,
    write: Path | None,
    tests: bool,
    file_format: str | None,
) -> None:
    """Predict the ratings of reviews, by TONE's features, VADER, bags of words, and what they are together.

    Each FILE is a set of reviews with stars from 1 to 5. All models are cross-validated on the same folds, and compared
    by the corrected resampled t-test (Nadeau & Bengio 2003), with p adjusted over the comparisons of a set (Holm 1979).
    """
    from tone.uses.ratings import check_classes, read_reviews
    from tone.uses.reviews import MODELS, evaluate_reviews

    read = [read_reviews(path, text_column=text_column, rating_column=rating_column) for path in files]
    sets = [found.sample(limit, seed=seed) for found in read]
    for found in sets:  # before the first set is measured, which takes long
        check_classes(found.stars, folds, found.name)
    classifier = opened_classifier(session, mode, encoder, vectors)
    results: dict[str, Any] = {"configuration": {**configuration_of(classifier), "folds": folds, "repeats": repeats}}
    results["configuration"] |= {"seed": seed, "limit": limit or 0}
    with waiting_bar("cross-validating", len(sets) * 2 * folds * repeats * len(MODELS)) as progress:
        results["sets"] = [
            evaluate_reviews(found, classifier, folds=folds, repeats=repeats, seed=seed, progress=progress)
            for found in sets
        ]
    write_results(write, results)
    columns: tuple[str, ...]
    if tests:
        columns = ("set", "task", "model", "against", "measure", "difference", "better", "p", "p_holm")
        print_rows(columns, _rating_rows(results["sets"], tests=True), file_format)
    else:
        columns = ("set", "task", "texts", "model", "accuracy", "macro_f1", "mae", "spearman")
        print_rows(columns, _rating_rows(results["sets"], tests=False), file_format)


def _rating_rows(sets: list[dict[str, Any]], *, tests: bool) -> Iterator[dict[str, Any]]:
    for found in sets:
        for task in ("stars", "polarity"):
            place = {"set": found["name"], "task": task, "texts": found[task]["texts"]}
            if tests:
                yield from ({**place, **row} for row in found[task]["comparisons"])
            else:
                yield from ({**place, "model": name, **row} for name, row in found[task]["models"].items())


for command in (empathy, retrieval):
    use.add_command(command)

COMMANDS = (use,)
