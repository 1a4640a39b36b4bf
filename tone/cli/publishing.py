"""Commands that publish: report, site."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session


@click.command()
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(path_type=Path),
    multiple=True,
    help="File, .md or .html; may be repeated.  [default: Markdown to standard output]",
)
@click.pass_obj
def report(session: Session, outputs: tuple[Path, ...]) -> None:
    """Write a report on the ontology: sizes, checks, metrics beside the peers, words, links, evaluation, queries.

    The same data give the same bytes; HTML is one file with its charts in it.

    \b
    Examples:
      tone report
      tone report -o report.md -o report.html
      tone --data tone.owl report -o report.html
    """
    from tone.build.gate import subject_of
    from tone.errors import FormatError
    from tone.files import write_atomically
    from tone.report import compose, to_html, to_markdown

    writers = {".md": to_markdown, ".html": to_html}
    for path in outputs:
        if path.suffix.lower() not in writers:
            raise FormatError(f"cannot write a report as {path.name!r}: known suffixes are {', '.join(writers)}")
    composed = compose(session.kb, subject_of(session.kb), "tone report")
    if not outputs:
        click.echo(to_markdown(composed), nl=False)
    for path in outputs:
        write_atomically(path, writers[path.suffix.lower()](composed).encode("utf-8"))
        click.echo(f"wrote {path}", err=True)


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


COMMANDS = (report, site)
