"""The command diff."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tone.cli.output import Session, chosen_format, format_option, print_json, print_rows

if TYPE_CHECKING:
    from tone.kb import KnowledgeBase


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--part",
    "parts",
    type=click.Choice(["schema", "emotion", "entry", "link"]),
    multiple=True,
    help="Only this part; may be repeated.",
)
@click.option("--summary", is_flag=True, help="Only count the changes.")
@format_option(also=["markdown"])
@click.pass_obj
def diff(session: Session, old: str, new: str, parts: tuple[str, ...], summary: bool, file_format: str | None) -> int:
    """Tell what changed from OLD to NEW; exits with 1 if anything did.

    Each is a data folder, an RDF file, or a revision of the checkout that holds the data: a version, tag or commit.

    \b
    Examples:
      tone diff 0.1.0 .
      tone diff old/tone.ttl ontology/tone.ttl --part emotion --part link
      tone diff HEAD . --format markdown
    """
    from tone.differences import Differences, compare

    with ExitStack() as stack:
        first, second = (_opened(session, given, stack) for given in (old, new))
        found = compare(first, second)
        for kb, name in ((first, old), (second, new)):
            if not len(kb.lexicon):
                click.echo(f"{name} holds no words, so words are not compared", err=True)
    if parts:
        found = Differences(found.old, found.new, tuple(one for one in found.changes if one.part in parts))
    counts = found.counts()
    if chosen_format(file_format) == "markdown":
        click.echo(found.to_markdown(), nl=False)
    elif summary:
        counted = [{"part": part, "action": action.value, "count": count} for (part, action), count in counts.items()]
        print_rows(("part", "action", "count"), counted, file_format)
    elif file_format == "json":
        print_json(found.to_dict())
    else:
        whole = [change.to_dict() for change in found.changes]
        if chosen_format(file_format) != "jsonl":
            for row, change in zip(whole, found.changes, strict=True):
                row["details"] = [str(one) for one in change.details]
        print_rows(("part", "action", "name", "details"), whole, file_format)
    told = ", ".join(f"{count} {part} {action.value}" for (part, action), count in counts.items())
    click.echo(f"{len(found.changes)} differences{': ' if told else ''}{told}", err=True)
    return 1 if found.changes else 0


def _opened(session: Session, given: str, stack: ExitStack) -> KnowledgeBase:
    from tone.build.revisions import data_of_revision
    from tone.loading import load
    from tone.resources import find_data

    if Path(given).exists():
        return load(given)
    kb = load(stack.enter_context(data_of_revision(find_data(session.data).root, given)))
    _ = kb.lexicon, kb.link_index, list(kb.source.triples())  # read what is there only as long as the folder is
    return kb


COMMANDS = (diff,)
