"""The command review links: next, apply, stats, sample, compare."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.resources import DataFolder


@click.group()
def links() -> None:
    """Accept or veto the links that the machine proposes.

    \b
    Examples:
      tone review links next -n 50
      tone review links next --sheet sheet.tsv
      tone review links apply sheet.tsv --curator NAME
      tone review links stats
      tone review links sample -n 20 --seed 7 --sheet second.tsv
      tone review links compare second.tsv --curator NAME
    """


def _folder(session: Session) -> DataFolder:
    from tone.build.release import buildable
    from tone.resources import find_data

    return buildable(find_data(session.data))


@links.command("next")
@click.option("-n", "count", type=click.IntRange(1), help="How many links; all by default.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Write them to a sheet for a spreadsheet.")
@format_option()
@click.pass_obj
def following(session: Session, count: int | None, sheet: Path | None, file_format: str | None) -> None:
    """Show the candidate links that nobody has decided on, the surest of each kind first."""
    from tone.build.dependencies.review import LINK_SHEET, sheet_of, waiting
    from tone.build.dependencies.steps import link_decisions_in, proposals_in

    folder = _folder(session)
    decided = {decision.ends for decision in link_decisions_in(folder)}
    proposals = waiting(proposals_in(folder).values(), decided)[:count]
    if sheet is not None:
        LINK_SHEET.write(sheet, sheet_of(proposals))
        click.echo(f"wrote {len(proposals)} links to {sheet}; fill in ruling (accept or reject) and reason", err=True)
        return
    rows = [
        {
            "kind": proposal.kind.value,
            "subjects": " + ".join(proposal.subjects),
            "objects": " + ".join(proposal.objects),
            "confidence": proposal.confidence,
            "scores": list(proposal.scores),
        }
        for proposal in proposals
    ]
    print_rows(("kind", "subjects", "objects", "confidence", "scores"), rows, file_format)
    if not rows:
        click.echo("every candidate link is decided on", err=True)


@links.command("apply")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--curator", required=True, help="Who filled it in; one of vocab/curators.tsv.")
@click.pass_obj
def apply(session: Session, sheet: Path, curator: str) -> None:
    """Take the decisions of a filled-in SHEET into vocab/link_decisions.tsv."""
    from tone.build.dependencies.review import LINK_DECISIONS, LINK_SHEET, decisions_of, merge
    from tone.build.dependencies.steps import check_link_decisions, link_decisions_in

    folder = _folder(session)
    new = decisions_of(LINK_SHEET.read(sheet), curator=curator, date=datetime.date.today().isoformat())
    merged = merge(link_decisions_in(folder), new)
    check_link_decisions(folder, merged)
    LINK_DECISIONS.write(folder.vocab / "link_decisions.tsv", merged)
    click.echo(f"{len(new)} decisions taken in, {len(merged)} in all; tone build links releases them", err=True)


@links.command("stats")
@format_option()
@click.pass_obj
def stats(session: Session, file_format: str | None) -> None:
    """Count candidates and decisions, by kind and method."""
    from tone.build.dependencies.review import acceptance
    from tone.build.dependencies.steps import link_decisions_in, proposals_in

    folder = _folder(session)
    counts = acceptance(proposals_in(folder).values(), link_decisions_in(folder))
    rows = [
        {"kind": kind.value, "method": method, "accepted": yes, "vetoed": no, "waiting": left}
        for (kind, method), (yes, no, left) in counts.items()
    ]
    print_rows(("kind", "method", "accepted", "vetoed", "waiting"), rows, file_format)


@links.command("sample")
@click.option("-n", "count", type=click.IntRange(1), default=20, show_default=True, help="Accepted and vetoed a kind.")
@click.option("--seed", type=int, required=True, help="Of the random generator; the same seed draws the same links.")
@click.option("--sheet", type=click.Path(path_type=Path), required=True, help="Where to write the sheet.")
@click.pass_obj
def sample(session: Session, count: int, seed: int, sheet: Path) -> None:
    """Draw decided links at random, for a second maintainer who does not see the decisions."""
    from tone.build.dependencies.review import LINK_SHEET, sheet_of
    from tone.build.dependencies.second import draw
    from tone.build.dependencies.steps import link_decisions_in, proposals_in

    folder = _folder(session)
    drawn = draw(link_decisions_in(folder), proposals_in(folder), count, seed=seed)
    LINK_SHEET.write(sheet, sheet_of(drawn))
    click.echo(f"wrote {len(drawn)} links to {sheet}; fill in ruling and reason", err=True)


@links.command("compare")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--curator", required=True, help="Who filled it in; one of vocab/curators.tsv.")
@format_option()
@click.pass_obj
def compare(session: Session, sheet: Path, curator: str, file_format: str | None) -> None:
    """Compare a second maintainer's SHEET with the decisions, and keep both as vocab/link_sample.tsv."""
    from tone.build.dependencies import second
    from tone.build.dependencies.review import LINK_SHEET
    from tone.build.dependencies.steps import link_decisions_in

    folder = _folder(session)
    rulings = second.compare(LINK_SHEET.read(sheet), link_decisions_in(folder), curator=curator, source=sheet)
    second.SECOND_RULINGS.write(folder.vocab / "link_sample.tsv", rulings)
    rows = [
        {
            "kind": found.kind.value if found.kind else "all",
            "links": found.links,
            "same": round(found.same, 4),
            "kappa": found.kappa,
        }
        for found in second.agreements(rulings)
    ]
    print_rows(("kind", "links", "same", "kappa"), rows, file_format)
