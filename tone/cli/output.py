"""How the commands answer: one way to load, one way to print rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tone.kb import KnowledgeBase

COMMAND_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}

COLOURS = {
    "love": "magenta",
    "joy": "yellow",
    "surprise": "cyan",
    "anger": "red",
    "sadness": "blue",
    "fear": "green",
}
"""Terminal colour of each primary emotion."""

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


class Session:
    """What the options of ``tone`` itself say.

    Args:
        data: the data folder or RDF file asked for.
        overlays: tables of words to lay over it, in order.
        debug: whether tracebacks are wanted.
    """

    def __init__(self, data: Path | None, overlays: Sequence[Path], debug: bool) -> None:
        self.data = data
        self.overlays = overlays
        self.debug = debug

    @cached_property
    def kb(self) -> KnowledgeBase:
        """The knowledge base, loaded when first needed."""
        return self._load(None)

    def kb_for(self, word: str | Iterable[str]) -> KnowledgeBase:
        """Give a knowledge base that knows one word, or the words of one text, and overlays whole."""
        return self._load(None if self.overlays else word)

    def _load(self, word: str | Iterable[str] | None) -> KnowledgeBase:
        from tone.loading import load

        kb = load(self.data, word=word)
        for overlay in self.overlays:
            kb = kb.extend(overlay)
        return kb


def format_option(*, default: str | None = None, also: Sequence[str] = ()) -> Callable[[CommandT], CommandT]:
    """Add ``--format`` to a command that prints rows.

    Args:
        default: the format without the option; None for a table on a terminal and TSV elsewhere.
        also: formats of the command's own.
    """
    return click.option(
        "--format",
        "file_format",
        type=click.Choice([*WRITERS, *also]),
        default=default,
        show_default=default or "table on a terminal, tsv elsewhere",
        help="How rows are printed.",
    )


def complete_emotion(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Complete the key of an emotion in the shell."""
    from click.shell_completion import CompletionItem

    from tone.loading import load

    return [CompletionItem(key) for key in load() if key.startswith(begun)]


def print_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], file_format: str | None) -> None:
    """Print rows to standard output.

    Args:
        columns: the columns in order; of each row only these are printed as table or TSV.
        rows: one mapping a row; JSON formats print them whole.
        file_format: one of `WRITERS`, or None for a table on a terminal and TSV elsewhere.
    """
    WRITERS[chosen_format(file_format)](columns, rows)


def chosen_format(file_format: str | None) -> str:
    """Give the format in which rows are printed.

    Args:
        file_format: one of `WRITERS`, or None for a table on a terminal and TSV elsewhere.
    """
    return file_format or ("table" if sys.stdout.isatty() else "tsv")


def print_json(value: object) -> None:
    """Print one value as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _print_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row.get(column)), style=_colour(row.get(column))) for column in columns))
    terminal = sys.stdout.isatty()
    Console(file=sys.stdout, width=None if terminal else 160, soft_wrap=False, highlight=False).print(table)


def _print_tsv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    click.echo("\t".join(columns))
    for row in rows:
        click.echo("\t".join(_escaped(_cell(row.get(column))) for column in columns))


def _print_json(_: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    print_json([dict(row) for row in rows])


def _print_jsonl(_: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        click.echo(json.dumps(dict(row), ensure_ascii=False, default=str))


WRITERS: dict[str, Callable[[Sequence[str], Iterable[Mapping[str, Any]]], None]] = {
    "table": _print_table,
    "tsv": _print_tsv,
    "json": _print_json,
    "jsonl": _print_jsonl,
}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(value, ".4g")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(getattr(value, "curie", value))


def _colour(value: object) -> str:
    return COLOURS.get(str(value).partition("/")[0], "") if isinstance(value, str) else ""


def _escaped(text: str) -> str:
    """Keep a cell on its line, with the escapes of the SPARQL TSV format."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
