"""The command ``tone``: the only place that prints and exits.

Exit codes: 0 fine; 1 the answer is no; 2 bad usage or input; 3 an extra or Java is missing.
"""

from __future__ import annotations

import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

import click

from tone.cli import (
    building,
    classifying,
    comparing,
    corpora,
    crosswalking,
    evaluating,
    linking,
    looking,
    measuring,
    plotting,
    publishing,
    querying,
    rating,
    reviewing,
    using,
    validating,
)
from tone.cli.output import COMMAND_SETTINGS, Session
from tone.errors import AmbiguousNameWarning, MissingExtraError, MissingJavaError, ToneError

OK, NO, BAD_INPUT, MISSING = 0, 1, 2, 3

_EPILOG = """\b
Examples:
  tone classify --explain "I wasn't happy, just relieved that it was over."
  tone tree joy
  tone query descendants --param emotion=joy
  tone export joy.ttl --subset joy

\b
Shell completion, for bash (zsh and fish alike):
  eval "$(_TONE_COMPLETE=bash_source tone)"
"""


@click.group(context_settings=COMMAND_SETTINGS, epilog=_EPILOG)
@click.option(
    "--data",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Data folder or RDF file to load instead of the packaged data.",
)
@click.option(
    "--vocab",
    "overlays",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A table of your own words to lay over the vocabulary; may be repeated.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="tone-ontology", message="%(prog)s %(version)s")
@click.pass_context
def tone(context: click.Context, data: Path | None, overlays: tuple[Path, ...], debug: bool) -> None:
    """TONE: an ontology of 144 emotions, its words, and a classifier from text to its nodes."""
    context.obj = Session(data, overlays, debug)


for command in (
    *looking.COMMANDS,
    *linking.COMMANDS,
    *querying.COMMANDS,
    *crosswalking.COMMANDS,
    *classifying.COMMANDS,
    *corpora.COMMANDS,
    *plotting.COMMANDS,
    *validating.COMMANDS,
    *building.COMMANDS,
    *reviewing.COMMANDS,
    *evaluating.COMMANDS,
    *rating.COMMANDS,
    *using.COMMANDS,
    *measuring.COMMANDS,
    *comparing.COMMANDS,
    *publishing.COMMANDS,
):
    tone.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit.

    Args:
        arguments: what stands after ``tone`` on the command line; None for that of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a lone surrogate in a text must not stop the output
    arguments = sys.argv[1:] if arguments is None else arguments
    with warnings.catch_warnings():
        warnings.simplefilter("always", AmbiguousNameWarning)
        warnings.showwarning = _note
        sys.exit(_run(arguments, debug="--debug" in arguments))


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        code: Any = tone.main(arguments, prog_name="tone", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        return BAD_INPUT
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; there is no one to tell
        return OK
    except (MissingExtraError, MissingJavaError) as error:
        return _fail(error, MISSING, debug)
    except ToneError as error:
        return _fail(error, BAD_INPUT, debug)
    except Exception as error:
        hint = f"internal error: {type(error).__name__}: {error}; run again with --debug and report it"
        return _fail(error, BAD_INPUT, debug, hint)
    return code if isinstance(code, int) else OK


def _fail(error: Exception, code: int, debug: bool, message: str = "") -> int:
    if debug:
        traceback.print_exception(error)
    click.echo(f"error: {message or error}", err=True)
    return code


def _note(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    if issubclass(category, AmbiguousNameWarning):
        click.echo(f"note: {message}", err=True)
