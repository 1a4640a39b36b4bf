"""The command evaluate: coverage, cues, links."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session, format_option, print_rows


@click.group()
def evaluate() -> None:
    """Measure the words on labelled texts, the classifier on pairs of texts, and the links on gold relations.

    \b
    Examples:
      tone evaluate coverage goemotions.jsonl.gz isear.jsonl.gz
      tone evaluate cues --failures
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
@click.argument("suite", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--mode", default="lexical", show_default=True, help="The classifier's mode.")
@click.option("--failures", is_flag=True, help="List the pairs that fail, and why, in place of the totals.")
@format_option()
@click.pass_obj
def cues(session: Session, suite: Path | None, mode: str, failures: bool, file_format: str | None) -> None:
    """Try the classifier on minimal pairs: negation, scope, intensity, contrast, emoji ...

    FILE is a suite in the layout of vocab/cue_pairs.tsv, which serves without it.
    """
    from tone.classify.classifier import EmotionClassifier
    from tone.evaluate.cue_pairs import read_pairs
    from tone.evaluate.cues import totals, try_pairs
    from tone.resources import find_data

    pairs = read_pairs(suite or find_data(session.data).cue_pairs, frozenset(session.kb))
    outcomes = try_pairs(pairs, EmotionClassifier(session.kb, mode=mode).pipe)
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


COMMANDS = (evaluate,)
