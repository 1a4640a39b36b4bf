"""Messages with the replies that people gave: what replies are retrieved from, and what retrieval is measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from tone.corpus.reading import open_table, require_column
from tone.errors import DataError, Problem, TableError
from tone.evaluate.layouts import Source

MESSAGE, REPLY, LABELS, CONVERSATION = "text", "response", "labels", "conversation"
"""The columns of a table; the last two may be missing."""

ORIGINAL = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance"
"""The header of EmpatheticDialogues as it is distributed: Rashkin et al. 2019, ACL."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message and its reply.

    Attributes:
        message: what one says.
        reply: what the other answers.
        label: the emotion of the conversation as its set names it; "" if it names none.
        conversation: what the exchange is part of; exchanges of one conversation are never set against each other.
        number: row or line of the file, counted from 1.
    """

    message: str
    reply: str
    label: str = ""
    conversation: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Dialogues:
    """What was read.

    Attributes:
        exchanges: in the order of the file.
        without_reply: rows that were left out because they have no reply.
    """

    exchanges: tuple[Exchange, ...]
    without_reply: int = 0


def read_dialogues(path: Path) -> Dialogues:
    """Read messages and replies.

    Args:
        path: EmpatheticDialogues as it is distributed, of which the first two turns of each conversation are read; or
            a table (CSV, TSV, JSON Lines, each perhaps ``.gz``, or Parquet) with the columns text and response, and
            perhaps labels and conversation.

    Raises:
        DataError: the file cannot be read, lacks a column, or holds no exchange.
        TableError: rows have no message, or are not as the layout says; each is listed with its number.
    """
    if path.name.lower().removesuffix(".gz").endswith(".csv"):
        source = Source(path, "empathetic_dialogues_turns")
        if source.content.partition("\n")[0].strip().lower() == ORIGINAL:
            return _whole(path, list(_original(source)), 0)
    reader = open_table(path)
    for name in (MESSAGE, REPLY):
        require_column(reader, name)
    found, problems, without = [], [], 0
    for batch in reader.batches(1000):
        for number, row in enumerate(batch.rows(), start=batch.start + 1):
            message, reply = _text(row.get(MESSAGE)), _text(row.get(REPLY))
            if not message:
                problems.append(Problem(number, MESSAGE, f"no message, but {str(row.get(MESSAGE))[:40]!r}"))
            elif not reply:
                without += 1
            else:
                label = _text(_first(row.get(LABELS)))
                conversation = str(row.get(CONVERSATION) or message.casefold())
                found.append(Exchange(message, reply, label, conversation, number))
    if problems:
        raise TableError(path, problems)
    return _whole(path, found, without)


def _original(source: Source) -> Iterator[Exchange]:
    rows = []
    problems = []
    for number, line in source.lines():
        cells = [cell.replace("_comma_", ",") for cell in line.split(",")]
        if number == 1:
            continue
        if len(cells) < 6 or not cells[1].isdecimal():
            problems.append(Problem(number, "", f"expected {ORIGINAL}, got {line[:60]!r}"))
        else:
            rows.append((number, cells))
    if problems:
        raise TableError(source.path, problems)
    for conversation, turns in groupby(rows, key=lambda row: row[1][0]):
        first = {cells[1]: (number, cells) for number, cells in turns}
        if "1" in first and "2" in first:
            number, cells = first["1"]
            reply = _text(first["2"][1][5])
            if _text(cells[5]) and reply:
                yield Exchange(_text(cells[5]), reply, cells[2].strip(), conversation, number)


def _whole(path: Path, found: Iterable[Exchange], without: int) -> Dialogues:
    exchanges = tuple(found)
    if not exchanges:
        raise DataError(f"{path} holds no message with a reply: expected the columns {MESSAGE} and {REPLY}")
    return Dialogues(exchanges, without)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _first(value: Any) -> Any:
    if isinstance(value, str):
        return value.partition("|")[0]
    return next(iter(value), "") if isinstance(value, Iterable) else ""
