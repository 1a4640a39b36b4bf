"""Commands that ask and hand on the graph: query, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tone.cli.output import Session, complete_emotion, format_option, print_json, print_rows
from tone.errors import OutputError
from tone.exports import FORMATS, format_for


@click.command()
@click.argument("name", required=False)
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated.")
@click.option("--sparql", metavar="QUERY", help="A SPARQL query of your own; '-' reads it from standard input.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Stop the query after this time.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE reach other endpoints over the network.")
@format_option()
@click.pass_obj
def query(
    session: Session,
    name: str | None,
    parameters: tuple[str, ...],
    sparql: str | None,
    timeout: float | None,
    allow_service: bool,
    file_format: str | None,
) -> int:
    """Run a named query, or SPARQL of your own; without either, list the named queries.

    ASK exits with 1 if the answer is no.

    \b
    Examples:
      tone query
      tone query descendants --param emotion=joy
      tone query emotions_of_word --param word=delighted --format json
      tone query --sparql "SELECT ?e WHERE { ?e skos:broader tone:Joy }"
    """
    kb = session.kb
    if name and sparql:
        raise click.UsageError("give the name of a query or --sparql, not both")
    if name:
        values = dict(_pair(parameter) for parameter in parameters)
        result = kb.query(name, timeout=timeout, **values)
        print_rows(result.columns, result.to_dicts(), file_format)
        if result.note:
            click.echo(f"note: {result.note}", err=True)
        return 0
    if sparql:
        return _run_sparql(session, sys.stdin.read() if sparql == "-" else sparql, timeout, allow_service, file_format)
    rows = [
        {
            "query": entry.name,
            "parameters": ", ".join(f"{parameter.name} ({parameter.kind})" for parameter in entry.parameters),
            "answers": entry.purpose,
        }
        for entry in kb.queries.values()
    ]
    print_rows(("query", "parameters", "answers"), rows, file_format)
    return 0


def _run_sparql(
    session: Session, text: str, timeout: float | None, allow_service: bool, file_format: str | None
) -> int:
    from tone.rdf.results import GraphResult

    answer = session.kb.sparql(text, timeout=timeout, allow_service=allow_service)
    if isinstance(answer, bool):
        print_json(answer)
        return 0 if answer else 1
    if isinstance(answer, GraphResult):
        click.echo(answer.to_turtle(), nl=False)
    else:
        print_rows(answer.columns, answer.to_dicts(), file_format)
    return 0


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{parameter!r} is not NAME=VALUE, as in emotion=joy", param_hint="--param")
    return name, value


_SUFFIXES = "; ".join(f"{entry.name}: {' '.join(entry.suffixes)}, {entry.purpose}" for entry in FORMATS.values())


@click.command(epilog=f"Formats by suffix: {_SUFFIXES}.")
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "file_format", type=click.Choice(list(FORMATS)), help="The format, where the suffix does not tell."
)
@click.option(
    "--subset", metavar="EMOTION", shell_complete=complete_emotion, help="Only this emotion, those below and above."
)
@click.option("--no-lexicon", is_flag=True, help="Leave the words out.")
@click.pass_obj
def export(session: Session, file: str, file_format: str | None, subset: str | None, no_lexicon: bool) -> None:
    """Write the knowledge base to FILE; '-' is standard output and needs --format.

    \b
    Examples:
      tone export tone.owl
      tone export joy.ttl --subset joy
      tone export - --format skos
    """
    kb = session.kb.subset(subset) if subset else session.kb
    if file != "-":
        path = kb.export(Path(file), file_format, lexicon=not no_lexicon)
        click.echo(f"wrote {path} ({path.stat().st_size:,} bytes)", err=True)
        return
    content = format_for(file, file_format).render(kb, not no_lexicon)
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {error.strerror}") from error


COMMANDS = (query, export)
