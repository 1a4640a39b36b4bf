"""The works and sources that the evidence of a link may cite."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tone.errors import DataError, Problem
from tone.model import Link
from tone.tables import FIRST_ROW, NOTE, TEXT, Table, read_bytes

if TYPE_CHECKING:
    from tone.resources import DataFolder

OWN = "TONE"
"""What evidence from TONE's own definitions and entries cites."""


@dataclass(frozen=True, slots=True)
class Work:
    """One row of ``vocab/literature.tsv``: a published work.

    Attributes:
        key: author and year, as evidence cites it.
        citation: the whole reference.
        doi: its DOI; may be "".
    """

    key: str
    citation: str
    doi: str


LITERATURE: Table[Work] = Table(Work, {"key": TEXT, "citation": TEXT, "doi": NOTE}, attrgetter("key"))


def citable(folder: DataFolder) -> frozenset[str]:
    """Give all that evidence may cite: TONE itself, the works of its literature, the sources of its vocabulary.

    Args:
        folder: the data folder; it may lack either table.

    Raises:
        TableError: ``vocab/literature.tsv`` is at fault.
        DataError: ``vocab/sources.toml`` is no TOML.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    works = LITERATURE.read(folder.literature) if folder.literature.exists() else ()
    sources: dict[str, Any] = {}
    if folder.sources.exists():
        try:
            sources = tomllib.loads(read_bytes(folder.sources).decode("utf-8"))
        except ValueError as error:
            raise DataError(f"{folder.sources} is no TOML: {error}") from error
    return frozenset((OWN, *(work.key for work in works), *sources))


def uncited(links: Iterable[Link], known: Container[str]) -> Iterator[Problem]:
    """Find links without evidence, or with evidence that cites nothing known.

    Args:
        links: the links, in the order of their rows.
        known: what may be cited, as `citable` gives it.

    Yields:
        One problem a fault, with the row that the link has in ``vocab/links.tsv``.
    """
    for row, link in enumerate(links, start=FIRST_ROW):
        if not link.methods or not link.evidence:
            yield Problem(row, "evidence", "no method or no evidence; a link says what speaks for it")
        for item in link.evidence:
            source, colon, detail = item.partition(": ")
            if not colon or not detail.strip():
                yield Problem(row, "evidence", f"{item!r} is not of the form 'source: detail'")
            elif source not in known:
                message = f"{source!r} is no source of vocab/sources.toml and no work of vocab/literature.tsv"
                yield Problem(row, "evidence", message)
