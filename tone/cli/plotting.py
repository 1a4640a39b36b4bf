"""The command plot."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session, complete_emotion
from tone.model import LinkKind


@click.command()
@click.argument("picture", type=click.Choice(["links", "wheel", "sunburst"]))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File: .svg, .png or .pdf.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in LinkKind]),
    multiple=True,
    help="Only links of this kind; may be repeated. For links and wheel.",
)
@click.option("--emotion", shell_complete=complete_emotion, help="Only the links of this emotion. For links.")
@click.pass_obj
def plot(session: Session, picture: str, output: Path, kinds: tuple[str, ...], emotion: str | None) -> None:
    """Draw the emotions as a PICTURE.

    links shows the links between emotions one by one, in rows to read; wheel the emotions around a circle with their
    links as curves inside; sunburst the tree alone.

    \b
    Examples:
      tone plot links -o links.svg
      tone plot links --emotion hope -o hope.png
      tone plot wheel --kind opposite_of -o opposites.pdf
      tone plot sunburst -o tiers.svg
    """
    from tone import plot as plots

    if kinds and picture == "sunburst":
        raise click.UsageError("--kind is for links and wheel; a sunburst shows the tree alone")
    if emotion is not None and picture != "links":
        raise click.UsageError(f"--emotion is for links; a {picture} shows all emotions")
    kb = session.kb
    if picture == "links":
        written = plots.draw_links(kb, output, kinds, "" if emotion is None else kb.resolve(emotion).key)
    elif picture == "wheel":
        written = plots.draw_wheel(kb, output, kinds)
    else:
        written = plots.draw_sunburst(kb, output)
    click.echo(f"wrote {written}", err=True)


COMMANDS = (plot,)
