"""The commands empathy and retrieval of use: plan replies to messages, and find them among those of people."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tone.cli.modes import mode_options
from tone.cli.output import Session, format_option, print_json, print_rows
from tone.cli.runs import (
    LIMIT,
    SEED,
    VECTORS,
    WRITE,
    comparing_encoder,
    configuration_of,
    opened_classifier,
    table_of,
    write_results,
)

if TYPE_CHECKING:
    from tone.uses.crisis import CrisisGuard


@click.command()
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
    classifier = opened_classifier(session, mode, encoder, vectors)
    plan = plan_response(classifier.classify(text), session.kb, guard)
    found: list[dict[str, Any]] = []
    if replies is not None and not plan.crisis:
        from tone.uses.dialogues import read_dialogues
        from tone.uses.retrieval import ReplyRetriever

        exchanges = read_dialogues(replies).exchanges
        retriever = ReplyRetriever(exchanges, classifier, comparing_encoder(classifier, encoder, vectors), guard)
        found = [reply.to_dict() for reply in retriever.retrieve(plan, k=count, weight=weight)]
    if file_format == "json":
        print_json({**plan.to_dict(), "retrieved": found})
    else:
        click.echo(plan.cue_block(), nl=False)
        for reply in found:
            click.echo(f"\nA person replied, to {reply['to']!r} (row {reply['row']}): {reply['reply']}")
    return int(bool(plan.crisis))


@click.command()
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
    classifier = opened_classifier(session, mode, encoder, vectors)
    searcher = comparing_encoder(classifier, encoder, vectors)
    referee = open_encoder(judge, cache=vectors) if judge else searcher
    retriever = ReplyRetriever(exchanges, classifier, searcher, _guard(session))
    seeds = tuple(range(seed, seed + repeats))
    found = evaluate_retrieval(retriever, referee, peers, folds=folds, seeds=seeds, resamples=resamples)
    found["configuration"] = {
        **configuration_of(classifier),
        "encoder": searcher.name,
        "judge": referee.name,
        "judge_is_another": referee.revision != searcher.revision,
        "folds": folds,
        "seeds": list(seeds),
    }
    write_results(write, found)
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

    return CrisisGuard.read(table_of(session, "crisis"))
