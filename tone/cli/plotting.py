"""The command plot."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session


@click.command()
@click.argument("picture", type=click.Choice(["sunburst"]))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File: .svg, .png or .pdf.")
@click.pass_obj
def plot(session: Session, picture: str, output: Path) -> None:
    """Draw the tree of emotions as a PICTURE.

    \b
    Example:
      tone plot sunburst -o tiers.svg
    """
    from tone import plot as plots

    draw = {"sunburst": plots.draw_sunburst}[picture]
    click.echo(f"wrote {draw(session.kb, output)}", err=True)


COMMANDS = (plot,)
