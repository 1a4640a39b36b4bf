"""The command ratings: export, import, simulate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tone.cli.modes import classifier_for, mode_options
from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.ratings.items import Item

KINDS = ("definition", "placement", "entry", "link", "classification")
COLUMNS = ("kind", "measure", "value", "low", "high", "items", "source", "note")


@click.group()
def ratings() -> None:
    """Have people judge TONE: write sheets for them, and measure what comes back.

    \b
    Examples:
      tone ratings export panel/ --raters ada,ben,chi --seed 7 --texts posts.txt
      tone ratings import panel/ --report results/
      tone ratings simulate trial/ --seed 7
    """


_SHARED = (
    click.option("--seed", type=int, required=True, help="Seed of the draw and of the orders."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="What to ask about; repeat; all."),
    click.option("-n", "count", type=click.IntRange(1), default=30, show_default=True, help="Questions of each kind."),
    click.option("--checks", type=click.IntRange(0, 10), default=4, show_default=True, help="Checks of each kind."),
    click.option(
        "--pass", "pass_share", type=click.FloatRange(0, 1), default=0.75, show_default=True,
        help="The share of checks that a rater must answer right.",
    ),
    click.option("--texts", type=click.Path(path_type=Path), help="Texts to classify, one a line; the cue suite's."),
)  # fmt: skip


@ratings.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--raters", required=True, help="Names or pseudonyms of the raters, parted by commas.")
@mode_options
@click.pass_obj
def export(
    session: Session,
    folder: Path,
    raters: str,
    seed: int,
    kinds: tuple[str, ...],
    count: int,
    checks: int,
    pass_share: float,
    texts: Path | None,
    mode: str,
    encoder: str | None,
) -> None:
    """Write one sheet a rater to a new FOLDER, with instructions.

    The folder also holds key.tsv, which says what is asked and which questions are checks: raters must not see it.
    """
    from tone.ratings.panel import Panel, write_panel

    items = _items(session, kinds, count, checks, seed, texts, mode, encoder, note="")
    names = tuple(name.strip() for name in raters.split(","))
    panel = Panel(names, seed, session.kb.version, pass_share)
    for path in write_panel(folder, panel, items):
        click.echo(str(path))
    click.echo(f"{len(items)} questions; send each rater CODEBOOK.md and the sheet, and keep key.tsv", err=True)


@ratings.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--report", type=click.Path(path_type=Path), help="Folder for REPORT.md, agreement.tsv and items.tsv.")
@click.option("--partial", is_flag=True, help="Go on without sheets and rows that are missing.")
@click.option("--resamples", type=click.IntRange(1), default=1000, show_default=True, help="Of the bootstrap.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the bootstrap.")
@format_option()
def import_(
    folder: Path, report: Path | None, partial: bool, resamples: int, seed: int, file_format: str | None
) -> None:
    """Read the filled-in sheets of FOLDER, and measure agreement.

    Raters who answered too few checks right are left out.
    """
    from tone.ratings.panel import SIMULATION, read_panel
    from tone.ratings.reading import read_ratings
    from tone.ratings.report import measures_of, write_report

    panel, items = read_panel(folder)
    found = read_ratings(folder, panel, items, partial=partial)
    for one in found.attention:
        if not one.kept:
            click.echo(f"left out: {one.rater}, {one.right} of {one.checks} checks right", err=True)
    if panel.simulation:
        click.echo(f"{SIMULATION}: no person rated anything", err=True)
    measures = (
        measures_of(found, resamples=resamples, seed=seed)
        if report is None
        else write_report(report, found, resamples=resamples, seed=seed)
    )
    rows = [{name: getattr(row, name) for name in COLUMNS} for row in measures]
    print_rows(COLUMNS, [{**row, "kind": row["kind"].value} for row in rows], file_format)


@ratings.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--careful", type=click.IntRange(0), default=4, show_default=True, help="Raters who read the questions.")
@click.option("--careless", type=click.IntRange(0), default=1, show_default=True, help="Raters who do not.")
@click.pass_obj
def simulate(
    session: Session,
    folder: Path,
    careful: int,
    careless: int,
    seed: int,
    kinds: tuple[str, ...],
    count: int,
    checks: int,
    pass_share: float,
    texts: Path | None,
) -> None:
    """Write a new FOLDER with sheets that a random generator filled in, to try the tool with.

    Every file is marked SIMULATION; no person rates, and nothing of it is a result.
    """
    from tone.ratings.panel import SIMULATION, Panel, write_panel
    from tone.ratings.simulation import simulate as fill_in
    from tone.ratings.simulation import simulated_raters

    items = _items(session, kinds, count, checks, seed, texts, "lexical", None, note=SIMULATION)
    panel = Panel(simulated_raters(careful, careless), seed, session.kb.version, pass_share, simulation=True)
    for path in write_panel(folder, panel, items, sheets=fill_in(panel, items)):
        click.echo(str(path))


for _command in (export, simulate):
    for _option in reversed(_SHARED):
        _option(_command)


def _items(
    session: Session,
    kinds: tuple[str, ...],
    count: int,
    checks: int,
    seed: int,
    texts: Path | None,
    mode: str,
    encoder: str | None,
    note: str,
) -> list[Item]:
    from tone.errors import DataError
    from tone.evaluate.cue_pairs import read_pairs
    from tone.ratings.items import draw_items
    from tone.ratings.scales import RatingKind
    from tone.resources import find_data

    kb = session.kb
    wanted = [RatingKind(kind) for kind in kinds or KINDS]
    answers = []
    if RatingKind.CLASSIFICATION in wanted:
        if texts is None:
            lines = [pair.first for pair in read_pairs(find_data(session.data).cue_pairs, frozenset(kb))]
        else:
            try:
                lines = texts.read_text(encoding="utf-8").splitlines()
            except (OSError, ValueError) as error:
                raise DataError(f"cannot read texts from {texts}: {error}") from error
        answers = list(classifier_for(kb, mode, encoder).pipe(lines))
    return draw_items(kb, wanted, count=count, checks=checks, seed=seed, answers=answers, note=note)


COMMANDS = (ratings,)
