"""The table of checks, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tone.emotion import Knowledge
from tone.errors import ToneError
from tone.resources import DataFolder

if TYPE_CHECKING:
    from pyoxigraph import Triple


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked.

    Attributes:
        knowledge: the knowledge base.
        triples: its graph, schema included, without the words.
        folder: the data folder it was loaded from; None if it came from an RDF file.
    """

    knowledge: Knowledge
    triples: frozenset[Triple]
    folder: DataFolder | None


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        code: letter and number, as in "A101"; the letter and first digit are its family.
        message: what it wants, in a sentence.
        find: gives the items at fault.
    """

    code: str
    message: str
    find: Callable[[Subject], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        code: the check's code.
        message: what it wants.
        items: what is at fault; none if all is well.
    """

    code: str
    message: str
    items: tuple[str, ...]


CHECKS: dict[str, Check] = {}


def check(code: str) -> Callable[[Callable[[Subject], Iterable[str]]], Callable[[Subject], Iterable[str]]]:
    """Enter a function into the table of checks under a code; its docstring is the message."""

    def enter(find: Callable[[Subject], Iterable[str]]) -> Callable[[Subject], Iterable[str]]:
        CHECKS[code] = Check(code, " ".join((find.__doc__ or "").split()), find)
        return find

    return enter


def select(codes: Iterable[str]) -> list[Check]:
    """Choose checks by code or by the beginning of one.

    Args:
        codes: as in ``A101`` or ``A``; none for all.

    Raises:
        ToneError: a code fits no check.
    """
    wanted = [code.upper() for code in codes]
    for code in wanted:
        if not any(known.startswith(code) for known in CHECKS):
            raise ToneError(f"no check {code!r}: available are {', '.join(sorted(CHECKS))}")
    return [CHECKS[code] for code in sorted(CHECKS) if not wanted or code.startswith(tuple(wanted))]


def run_checks(subject: Subject, checks: Iterable[Check]) -> Iterator[Finding]:
    """Run checks on a knowledge base.

    Yields:
        One finding a check, with or without items.
    """
    for entry in checks:
        yield Finding(entry.code, entry.message, tuple(entry.find(subject)))
