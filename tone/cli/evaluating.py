"""The command evaluate: texts, report, cues, coverage, links; bias is in `biases`, schemes and resolver in `beyond`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tone.cli.beyond import resolver, schemes
from tone.cli.biases import bias
from tone.cli.modes import classifier_for, configuration_of, mode_options
from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.evaluate.predictor import Predictor


@click.group()
def evaluate() -> None:
    """Measure the words on labelled texts, the classifier on pairs of texts, and the links on gold relations.

    \b
    Examples:
      tone evaluate texts labelled/ --peers --write results.json
      tone evaluate report results.json
      tone evaluate coverage goemotions.jsonl.gz isear.jsonl.gz
      tone evaluate cues --failures
      tone evaluate bias --encoder minilm
      tone evaluate links emotion_relations.jsonl.gz
      tone evaluate schemes labelled/ --zero-shot --write results.json
      tone evaluate resolver --vectors kept/ --write results.json
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
@click.argument("suite", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@mode_options
@click.option("--failures", is_flag=True, help="List the pairs that fail, and why, in place of the totals.")
@format_option()
@click.pass_obj
def cues(
    session: Session, suite: Path | None, mode: str, encoder: str | None, failures: bool, file_format: str | None
) -> None:
    """Try the classifier on minimal pairs: negation, scope, intensity, contrast, emoji ...

    FILE is a suite in the layout of vocab/cue_pairs.tsv, which serves without it.
    """
    from tone.evaluate.cue_pairs import read_pairs
    from tone.evaluate.cues import totals, try_pairs
    from tone.resources import find_data

    pairs = read_pairs(suite or find_data(session.data).cue_pairs, frozenset(session.kb))
    outcomes = try_pairs(pairs, classifier_for(session.kb, mode, encoder).pipe)
    if failures:
        failed = [(found.pair, found.fault) for found in outcomes if found.fault]
        texts = [{"id": pair.id, "fault": fault, "first": pair.first, "second": pair.second} for pair, fault in failed]
        print_rows(("id", "fault", "first", "second"), texts, file_format)
        return
    rows = [
        {"group": total.group, "pairs": total.pairs, "passed": total.passed, "share": round(total.share, 4)}
        for total in totals(outcomes)
    ]
    print_rows(("group", "pairs", "passed", "share"), rows, file_format)


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


@evaluate.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE_OR_FOLDER...")
@click.option("--set", "name", help="Which set the files are of, if their names do not tell.")
@click.option("--layout", help="How the files are laid out, if set and extension do not tell.")
@click.option("--text-column", help="The column of texts, in a table with a header.")
@click.option("--label-column", help="The column of labels, in a table with a header.")
@click.option("--mappings", type=click.Path(path_type=Path), help="A table of what further labels mean.")
@click.option("--mode", type=click.Choice(["lexical", "contextual"]), default="lexical", show_default=True)
@click.option(
    "--encoder", help="Folder of a sentence encoder, or minilm: of the contextual mode and the zero-shot peer."
)
@click.option("--vectors", type=click.Path(path_type=Path), help="Folder to keep vectors in, so that a run can go on.")
@click.option("--peers", is_flag=True, help="Also run what else is installed, on the same rows.")
@click.option("--limit", type=click.IntRange(min=1), help="Draw this many rows of each set at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of sample and bootstrap.")
@click.option("--resamples", type=click.IntRange(min=1), default=1000, show_default=True, help="Of the bootstrap.")
@click.option("--write", type=click.Path(path_type=Path), help="Merge the results into this JSON file.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the report in Markdown.")
@format_option()
@click.pass_obj
def texts(
    session: Session,
    paths: tuple[Path, ...],
    name: str | None,
    layout: str | None,
    text_column: str | None,
    label_column: str | None,
    mappings: Path | None,
    mode: str,
    encoder: str | None,
    vectors: Path | None,
    peers: bool,
    limit: int | None,
    seed: int,
    resamples: int,
    write: Path | None,
    report: Path | None,
    file_format: str | None,
) -> None:
    """Measure the classifier, and its peers, on labelled texts.

    Of a folder the files named after a known set are read. Results hold totals only, never a text.
    """
    from tone.evaluate.gold import find_sets, merge, read_gold
    from tone.evaluate.mapping import LabelMappings
    from tone.evaluate.report import render_report
    from tone.evaluate.results import COLUMNS, empty_results, flatten, merge_into
    from tone.evaluate.runner import evaluate as measure
    from tone.resources import find_data

    files, passed = find_sets(paths)
    for path in passed:
        click.echo(f"passed over {path}: not named after a known set", err=True)
    read = [
        read_gold(path, name=name, layout=layout, text_column=text_column, label_column=label_column) for path in files
    ]
    sets = [gold.sample(limit, seed=seed) if limit else gold for gold in merge(read)]
    table = find_data(session.data).mappings
    known = LabelMappings.read(table if table.exists() else find_data().mappings, session.kb.taxonomy, also=mappings)
    predictors, reasons = _predictors(session, mode, encoder, vectors, peers)
    results = empty_results()
    options = {"resamples": resamples, "seed": seed, "limit": limit or 0}
    total = len(predictors) * sum(len(gold.rows) for gold in sets)
    with click.progressbar(length=total, label="evaluating", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for predictor in predictors:
            found = {
                gold.name: {
                    **measure(
                        predictor, gold, known.of(gold.name), resamples=resamples, seed=seed, progress=bar.update
                    ),
                    "rows_of_set": gold.total,
                }
                for gold in sets
            }
            results["runs"][predictor.name] = {
                "configuration": {**predictor.configuration, **options},
                "sets": found,
            }
    results["runs"].update({name: {"reason": reason} for name, reason in reasons.items()})
    for peer, reason in reasons.items():
        click.echo(f"not run: {peer}: {reason}", err=True)
    whole = results if write is None else merge_into(write, results)
    if report is not None:
        _write_text(report, render_report(whole))
    print_rows(COLUMNS, flatten(results), file_format)


def _predictors(
    session: Session, mode: str, encoder: str | None, vectors: Path | None, peers: bool
) -> tuple[list[Predictor], dict[str, str]]:
    """Give the classifier and, where asked, its peers, with why others are not run."""
    from tone import EmotionClassifier
    from tone.embed.opening import open_encoder
    from tone.evaluate.peers import ZeroShot, start_peers
    from tone.evaluate.predictor import TonePredictor

    opened = open_encoder(encoder, cache=vectors) if encoder or mode == "contextual" else None
    classifier = EmotionClassifier(session.kb, mode=mode, encoder=opened if mode == "contextual" else None)
    run, configuration = configuration_of(classifier)
    predictors: list[Predictor] = [TonePredictor(classifier, run, configuration)]
    reasons: dict[str, str] = {}
    if peers:
        started, reasons = start_peers()
        predictors += started
        if opened is None:
            reasons["zero-shot"] = "no encoder: name one with --encoder"
        else:
            predictors.append(ZeroShot(opened))
    return predictors, reasons


def _write_text(path: Path, text: str) -> None:
    from tone.files import write_atomically

    write_atomically(path, text.encode("utf-8"))


@evaluate.command()
@click.argument("results", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--short", is_flag=True, help="Only the table of strict scores, as for the README.")
@click.option("--write", type=click.Path(path_type=Path), help="Write it to this file, not to standard output.")
def report(results: Path, short: bool, write: Path | None) -> None:
    """Make the Markdown report from a file of results, as texts, schemes and resolver write it with --write."""
    from tone.evaluate.report import render_report, render_short
    from tone.evaluate.results import read_results

    found = read_results(results)
    text = render_short(found) + "\n" if short else render_report(found)
    if write is None:
        click.echo(text, nl=False)
    else:
        _write_text(write, text)


for command in (bias, schemes, resolver):
    evaluate.add_command(command)

COMMANDS = (evaluate,)
