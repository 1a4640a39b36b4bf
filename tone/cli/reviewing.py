"""The command review: next, apply, sample, stats of the vocabulary; those of the links are in `vetting`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tone.cli import vetting
from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.build.records import SheetRow
    from tone.build.review import Question
    from tone.resources import DataFolder

_ANSWERS = {"a": "accept", "r": "reject", "m": "move", "s": "split", "o": "open", "q": "quit"}


@click.group()
def review() -> None:
    """Decide on what the machine proposes for the vocabulary, and for links between emotions.

    \b
    Examples:
      tone review next -n 300 --sheet sheet.tsv
      tone review apply sheet.tsv --curator NAME
      tone review stats
      tone review sample -n 400 --seed 7 --sheet precision.tsv
      tone review links next --sheet links.tsv
    """


def _folder(session: Session) -> DataFolder:
    from tone.build.release import buildable
    from tone.resources import find_data

    return buildable(find_data(session.data))


@review.command("next")
@click.option("-n", "count", type=click.IntRange(1), default=20, show_default=True, help="How many forms.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Write them to a sheet for a spreadsheet.")
@click.option("--ask", is_flag=True, help="Ask for the decisions here and now; needs --curator.")
@click.option("--curator", help="Who decides; one of vocab/curators.tsv.")
@click.option("--round", "round_name", default="1", show_default=True, help="The round; 'final' adjudicates.")
@click.option("--disputed", is_flag=True, help="Show the forms that curators disagree on, to be adjudicated.")
@click.option("--sources", "source_root", envvar="TONE_SOURCES", type=click.Path(path_type=Path), metavar="DIR")
@format_option()
@click.pass_obj
def following(
    session: Session,
    count: int,
    sheet: Path | None,
    ask: bool,
    curator: str | None,
    round_name: str,
    disputed: bool,
    source_root: Path | None,
    file_format: str | None,
) -> None:
    """Show the forms on which most hangs and nothing is decided."""
    from tone.build.judges import zipf_frequency
    from tone.build.records import SHEET
    from tone.build.release import sources_of
    from tone.build.review import Question, queue, settle, sheet_of
    from tone.build.vocabulary import decisions_in, verdicts_in

    folder = _folder(session)
    decided, in_dispute = settle(decisions_in(folder))
    verdicts = verdicts_in(folder)
    if disputed:
        questions = [Question(verdicts[form], 0.0) for form in sorted(in_dispute)][:count]
    else:
        frequency = zipf_frequency(sources_of(folder, source_root))
        questions = queue(verdicts.values(), decided.keys() | in_dispute.keys(), frequency)[:count]
    if sheet is not None:
        SHEET.write(sheet, sheet_of(questions))
        click.echo(f"wrote {len(questions)} forms to {sheet}; fill in verb, emotions and reason", err=True)
    elif ask:
        if not curator:
            raise click.UsageError("--ask needs --curator")
        _keep(folder, _ask(questions), curator, round_name)
    else:
        rows = [
            {
                "form": question.verdict.form,
                "emotion": question.verdict.emotion,
                "runner_up": question.verdict.runner_up,
                "margin": question.verdict.margin,
                "veto": question.verdict.veto,
                "gloss": question.verdict.gloss,
            }
            for question in questions
        ]
        print_rows(("form", "emotion", "runner_up", "margin", "veto", "gloss"), rows, file_format)


@review.command("apply")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--curator", required=True, help="Who filled it in; one of vocab/curators.tsv.")
@click.option("--round", "round_name", default="1", show_default=True, help="The round; 'final' adjudicates.")
@click.pass_obj
def apply(session: Session, sheet: Path, curator: str, round_name: str) -> None:
    """Take the decisions of a filled-in SHEET into vocab/decisions.tsv."""
    from tone.build.records import SHEET

    _keep(_folder(session), SHEET.read(sheet), curator, round_name)


@review.command("sample")
@click.option("-n", "count", type=click.IntRange(1), default=400, show_default=True, help="How many entries.")
@click.option("--seed", type=int, required=True, help="Of the random generator; the same seed draws the same entries.")
@click.option("--sheet", type=click.Path(path_type=Path), required=True, help="Where to write the sheet.")
@click.pass_obj
def draw(session: Session, count: int, seed: int, sheet: Path) -> None:
    """Draw accepted entries at random, to be judged against the definitions of their emotions.

    Fill in the column judgement (node, branch or wrong), and keep the sheet as vocab/precision.tsv; tone build report
    counts it.
    """
    from tone.build.precision import PRECISION, sample

    PRECISION.write(sheet, sample(session.kb.lexicon.entries, count, seed=seed))
    click.echo(f"wrote {count} entries to {sheet}; tone show EMOTION gives the definitions", err=True)


@review.command("stats")
@format_option()
@click.pass_obj
def stats(session: Session, file_format: str | None) -> None:
    """Count decisions, and compare curators who judged the same forms."""
    from collections import Counter

    from tone.build.review import agreements, settle
    from tone.build.vocabulary import decisions_in

    decisions = decisions_in(_folder(session))
    settled, disputed = settle(decisions)
    counts = Counter(decision.verb.value for decision in settled.values())
    rows = [{"figure": "decisions", "value": len(decisions)}, {"figure": "forms settled", "value": len(settled)}]
    rows += [{"figure": f"forms settled: {verb}", "value": count} for verb, count in sorted(counts.items())]
    rows += [{"figure": "forms in dispute", "value": len(disputed)}]
    for found in agreements(decisions):
        pair = " and ".join(found.curators)
        rows += [
            {"figure": f"{pair}: forms", "value": found.forms},
            {"figure": f"{pair}: same answer", "value": found.observed},
            {"figure": f"{pair}: Cohen's kappa", "value": found.kappa},
            {"figure": f"{pair}: Krippendorff's alpha", "value": found.alpha},
        ]
    print_rows(("figure", "value"), rows, file_format)


def _keep(folder: DataFolder, rows: tuple[SheetRow, ...] | list[SheetRow], curator: str, round_name: str) -> None:
    from tone.build.records import DECISIONS
    from tone.build.review import decisions_of, merge
    from tone.build.vocabulary import check_decisions, decisions_in, verdicts_in

    new = decisions_of(rows, curator=curator, date=datetime.date.today().isoformat(), round_name=round_name)
    merged = merge(decisions_in(folder), new)
    check_decisions(folder, merged, verdicts_in(folder))
    DECISIONS.write(folder.vocab / "decisions.tsv", merged)
    click.echo(f"{len(new)} decisions taken in, {len(merged)} in all", err=True)


def _ask(questions: list[Question]) -> list[SheetRow]:
    """Ask on standard error and read the answers, until all is asked or the curator stops."""
    from dataclasses import replace

    from tone.build.records import Verb
    from tone.build.review import sheet_of

    answered = []
    for row in sheet_of(questions):
        click.echo(f"\n{row.form}: {row.gloss or 'no gloss'}{f'  [{row.veto}]' if row.veto else ''}", err=True)
        click.echo(f"  {row.emotion}   (then {', '.join((row.runner_up, *row.others))})", err=True)
        choice = click.Choice(list(_ANSWERS))
        answer = _ANSWERS[click.prompt("accept/reject/move/split/open/quit", type=choice, default="a", err=True)]
        if answer == "quit":
            break
        if answer == "open":
            continue
        emotions: tuple[str, ...] = ()
        if answer in ("move", "split"):
            emotions = tuple(sorted(click.prompt("emotions, separated by |", err=True).split("|")))
        reason = click.prompt("reason", default="", show_default=False, err=True)
        answered.append(replace(row, verb=Verb(answer), emotions=emotions, reason=reason.strip()))
    sys.stderr.flush()
    return answered


review.add_command(vetting.links)

COMMANDS = (review,)
