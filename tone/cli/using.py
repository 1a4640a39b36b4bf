"""The command use: the three use cases, each against what can be had without TONE."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tone.cli.modes import classifier_for, mode_options
from tone.cli.output import Session, format_option, print_json, print_rows

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.embed.encoder import Encoder
    from tone.uses.crisis import CrisisGuard

VECTORS = click.option(
    "--vectors", type=click.Path(path_type=Path), help="Folder to keep vectors in, so that a run can go on."
)
LIMIT = click.option("--limit", type=click.IntRange(min=1), help="Draw this many rows of each set at random.")
SEED = click.option("--seed", type=int, default=0, show_default=True, help="Of samples, splits and bootstrap.")
WRITE = click.option("--write", type=click.Path(path_type=Path), help="Write the results as JSON, whole or not at all.")


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
    known = LabelMappings.read(_table(session, "mappings"), session.kb.taxonomy, also=mappings)
    started, reasons = start_peers() if peers else ([], {})
    for peer, reason in reasons.items():
        click.echo(f"not run: {peer}: {reason}", err=True)
    classifier = _classifier(session, mode, encoder, vectors)
    length = (1 + len(started)) * sum(len(gold.rows) for gold in sets)
    with _bar("detecting", length) as progress:
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
    configuration = {**_configuration(classifier), "seed": seed, "limit": limit or 0, "resamples": resamples}
    text = render_detection(found, configuration)
    _write(write, {"configuration": configuration, "sets": found})
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
    classifier = _classifier(session, mode, encoder, vectors)
    results: dict[str, Any] = {"configuration": {**_configuration(classifier), "folds": folds, "repeats": repeats}}
    results["configuration"] |= {"seed": seed, "limit": limit or 0}
    with _bar("cross-validating", len(sets) * 2 * folds * repeats * len(MODELS)) as progress:
        results["sets"] = [
            evaluate_reviews(found, classifier, folds=folds, repeats=repeats, seed=seed, progress=progress)
            for found in sets
        ]
    _write(write, results)
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


@use.command()
@click.argument("message")
@click.option("--replies", type=click.Path(path_type=Path), help="Messages with replies of people, to retrieve from.")
@click.option("-k", "count", type=click.IntRange(1), default=1, show_default=True, help="Replies to retrieve.")
@click.option(
    "--weight", type=click.FloatRange(0, 1), default=0.25, show_default=True, help="Of emotions beside meaning."
)
@mode_options
@VECTORS
@click.option("--format", "file_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def empathy(
    session: Session,
    message: str,
    replies: Path | None,
    count: int,
    weight: float,
    mode: str,
    encoder: str | None,
    vectors: Path | None,
    file_format: str,
) -> int:
    """Plan an empathetic reply to MESSAGE ("-" reads it), as cues for a language model, and retrieve human ones.

    This is no clinical tool. Where MESSAGE holds a phrase of a crisis, help is named, nothing is retrieved, and the
    exit code is 1.
    """
    from tone.uses.response import plan_response

    text = sys.stdin.read() if message == "-" else message
    guard = _guard(session)
    classifier = _classifier(session, mode, encoder, vectors)
    plan = plan_response(classifier.classify(text), session.kb, guard)
    found: list[dict[str, Any]] = []
    if replies is not None and not plan.crisis:
        from tone.uses.dialogues import read_dialogues
        from tone.uses.retrieval import ReplyRetriever

        exchanges = read_dialogues(replies).exchanges
        retriever = ReplyRetriever(exchanges, classifier, _encoder(classifier, encoder, vectors), guard)
        found = [reply.to_dict() for reply in retriever.retrieve(plan, k=count, weight=weight)]
    if file_format == "json":
        print_json({**plan.to_dict(), "retrieved": found})
    else:
        click.echo(plan.cue_block(), nl=False)
        for reply in found:
            click.echo(f"\nA person replied, to {reply['to']!r} (row {reply['row']}): {reply['reply']}")
    return int(bool(plan.crisis))


@use.command()
@click.argument("dialogues", type=click.Path(path_type=Path), metavar="FILE")
@mode_options
@click.option("--judge", help="Folder of another encoder, which compares replies; that of retrieval if not given.")
@VECTORS
@click.option("--folds", type=click.IntRange(2), default=5, show_default=True, help="Parts of the conversations.")
@click.option("--repeats", type=click.IntRange(1), default=3, show_default=True, help="Splits, each with a new seed.")
@click.option("--resamples", type=click.IntRange(1), default=1000, show_default=True, help="Of the bootstrap.")
@LIMIT
@SEED
@WRITE
@format_option()
@click.pass_obj
def retrieval(
    session: Session,
    dialogues: Path,
    mode: str,
    encoder: str | None,
    judge: str | None,
    vectors: Path | None,
    folds: int,
    repeats: int,
    resamples: int,
    limit: int | None,
    seed: int,
    write: Path | None,
    file_format: str | None,
) -> None:
    """Measure the retrieval of replies on FILE: messages with the replies that people gave.

    Replies chosen at random, by meaning, by emotions and by both are held against the true ones. Results hold totals
    only, never a text.
    """
    import random

    from tone.embed.opening import open_encoder
    from tone.evaluate.peers import PeerError
    from tone.uses.dialogues import read_dialogues
    from tone.uses.retrieval import ReplyRetriever
    from tone.uses.retrieval_evaluation import PEERS, evaluate_retrieval

    read = read_dialogues(dialogues)
    if read.without_reply:
        click.echo(f"left out {read.without_reply:,} rows without a reply", err=True)
    exchanges = read.exchanges
    if limit and limit < len(exchanges):
        exchanges = tuple(random.Random(seed).sample(exchanges, limit))  # noqa: S311
    peers = {}
    for name, start in PEERS.items():
        try:
            peers[name] = start()
        except PeerError as error:
            click.echo(f"not measured by {name}: {error}", err=True)
    classifier = _classifier(session, mode, encoder, vectors)
    searcher = _encoder(classifier, encoder, vectors)
    referee = open_encoder(judge, cache=vectors) if judge else searcher
    retriever = ReplyRetriever(exchanges, classifier, searcher, _guard(session))
    seeds = tuple(range(seed, seed + repeats))
    found = evaluate_retrieval(retriever, referee, peers, folds=folds, seeds=seeds, resamples=resamples)
    found["configuration"] = {
        **_configuration(classifier),
        "encoder": searcher.name,
        "judge": referee.name,
        "judge_is_another": referee.revision != searcher.revision,
        "folds": folds,
        "seeds": list(seeds),
    }
    _write(write, found)
    columns = ("strategy", "measure", "mean", "low", "high", "difference", "difference_low", "difference_high")
    print_rows(columns, _measured(found["strategies"]), file_format)


def _measured(strategies: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for strategy, measures in strategies.items():
        for measure, value in measures.items():
            low, high = value["mean_interval"]
            below, above = value.get("difference_interval", (None, None))
            yield {
                "strategy": strategy,
                "measure": measure,
                "mean": value["mean"],
                "low": low,
                "high": high,
                "difference": value.get("difference"),
                "difference_low": below,
                "difference_high": above,
            }


def _guard(session: Session) -> CrisisGuard:
    from tone.uses.crisis import CrisisGuard

    return CrisisGuard.read(_table(session, "crisis"))


def _table(session: Session, name: str) -> Path:
    """Give a table of the data folder that was asked for, or the packaged one where that has none."""
    from tone.resources import find_data

    folder = session.data if session.data is not None and session.data.is_dir() else None
    asked: Path = getattr(find_data(folder), name)
    packaged: Path = getattr(find_data(), name)
    return asked if asked.exists() else packaged


def _classifier(session: Session, mode: str, encoder: str | None, vectors: Path | None) -> EmotionClassifier:
    if mode == "lexical" or vectors is None:
        return classifier_for(session.kb, mode, encoder if mode == "contextual" else None)
    from tone.classify.classifier import EmotionClassifier
    from tone.embed.opening import open_encoder

    return EmotionClassifier(session.kb, mode=mode, encoder=open_encoder(encoder, cache=vectors))


def _encoder(classifier: EmotionClassifier, encoder: str | None, vectors: Path | None) -> Encoder:
    """Give the encoder that compares messages: that of the classifier, where it has one."""
    from tone.embed.opening import open_encoder

    return classifier.encoder or open_encoder(encoder, cache=vectors)


def _configuration(classifier: EmotionClassifier) -> dict[str, Any]:
    from tone import __version__

    read = None if classifier.encoder is None else classifier.encoder.name
    return {"version": __version__, "mode": classifier.mode, "classifier_encoder": read}


def _write(path: Path | None, results: Mapping[str, Any]) -> None:
    if path is not None:
        import json

        from tone.files import write_atomically

        text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(path, (text + "\n").encode("utf-8"))


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar where a person waits."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


COMMANDS = (use,)
