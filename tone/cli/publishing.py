"""Commands that publish: site."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.pass_obj
def site(session: Session, out: Path) -> int:
    """Write the ontology as pages for people into the folder OUT, which is new, empty, or holds an earlier site.

    The pages need no server and no network: open OUT/index.html. Exits with 1 if a reference in them leads nowhere.

    \b
    Examples:
      tone site public
      tone --data tone.owl site public
    """
    from tone.site import broken_links, build_site, write_site

    files = build_site(session.kb)
    broken = list(broken_links(files))
    for fault in broken:
        click.echo(f"broken: {fault}", err=True)
    write_site(out, files)
    click.echo(f"wrote {len(files)} files to {out}; open {out / 'index.html'}", err=True)
    return 1 if broken else 0


COMMANDS = (site,)
