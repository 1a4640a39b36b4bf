"""The table of checks, and how they are run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tone.checks import FAMILIES
from tone.emotion import Knowledge
from tone.errors import DataError, TableError, ToneError
from tone.resources import DataFolder
from tone.tables import TEXT, Table

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from tone.checks.facts import Facts


@dataclass(frozen=True)
class Subject:
    """What is checked; each part is read when a check first asks, so that tables are checked that do not load.

    Attributes:
        folder: the data folder; None for an RDF file.
        open_knowledge: gives the knowledge base.
        open_triples: gives its graph, schema included, without the words.
        open_words: gives the graph of the words.
        shapes: the file of SHACL shapes.
        lexicon_shapes: the file of those of the words.
        exceptions: the table of findings that are excused; None for none.
    """

    folder: DataFolder | None
    open_knowledge: Callable[[], Knowledge]
    open_triples: Callable[[], Iterable[Triple]]
    open_words: Callable[[], Iterable[Triple]]
    shapes: Path
    lexicon_shapes: Path
    exceptions: Path | None = None

    @cached_property
    def knowledge(self) -> Knowledge:
        """The knowledge base."""
        return self.open_knowledge()

    @cached_property
    def triples(self) -> frozenset[Triple]:
        """The graph without the words."""
        return frozenset(self.open_triples())

    @cached_property
    def words(self) -> frozenset[Triple]:
        """The graph of the words."""
        return frozenset(self.open_words())

    @cached_property
    def facts(self) -> Facts:
        """The graph without the words, indexed."""
        from tone.checks.facts import Facts

        return Facts(self.triples)

    @cached_property
    def word_facts(self) -> Facts:
        """The graph of the words, indexed."""
        from tone.checks.facts import Facts

        return Facts(self.words)


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        code: letter and number, as in "A101"; the letter names its family.
        message: what it wants, in a sentence.
        detail: more about it; may be "".
        find: gives the items at fault.
        needs: the extra that it needs, "" for none.
        loading: whether the data load only if it finds nothing.
    """

    code: str
    message: str
    detail: str
    find: Callable[[Subject], Iterable[str]]
    needs: str = ""
    loading: bool = False

    @property
    def family(self) -> str:
        """The family, in words."""
        return FAMILIES[self.code[0]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        code: the check's code.
        message: what it wants.
        items: what is at fault; none if all is well.
        excused: what would be at fault, but for an exception.
    """

    code: str
    message: str
    items: tuple[str, ...]
    excused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcusedItem:
    """A row of ``ontology/exceptions.tsv``: a finding that is right as it is.

    Attributes:
        code: the check's code.
        item: what it finds, as it says it.
        reason: why it is right.
    """

    code: str
    item: str
    reason: str


EXCEPTIONS: Table[ExcusedItem] = Table(
    ExcusedItem, {"code": TEXT, "item": TEXT, "reason": TEXT}, lambda row: (row.code, row.item)
)

CHECKS: dict[str, Check] = {}

CheckFunction = Callable[[Subject], Iterable[str]]


def check(code: str, *, needs: str = "", loading: bool = False) -> Callable[[CheckFunction], CheckFunction]:
    """Enter a function into the table of checks under a code.

    Args:
        code: letter and number.
        needs: the extra that it needs.
        loading: whether the data load only if it finds nothing.

    Returns:
        A decorator. The first paragraph of the function's docstring is the message of the check, the rest its detail.
    """

    def enter(find: CheckFunction) -> CheckFunction:
        message, _, detail = (find.__doc__ or "").strip().partition("\n\n")
        CHECKS[code] = Check(code, " ".join(message.split()), " ".join(detail.split()), find, needs, loading)
        return find

    return enter


def select(codes: Iterable[str]) -> list[Check]:
    """Choose checks by code or by the beginning of one.

    Args:
        codes: as in ``A101`` or ``A``; none for all.

    Raises:
        ToneError: a code fits no check.
    """
    wanted = [code.strip().upper() for code in codes]
    for code in wanted:
        if not code or not any(known.startswith(code) for known in CHECKS):
            families = ", ".join(f"{letter} ({name})" for letter, name in FAMILIES.items())
            raise ToneError(f"no check {code!r}: codes begin with {families}; tone validate --list names them all")
    return [CHECKS[code] for code in sorted(CHECKS) if not wanted or code.startswith(tuple(wanted))]


def run_checks(subject: Subject, checks: Iterable[Check]) -> Iterator[Finding]:
    """Run checks, those of the tables first.

    If one finds what keeps the data from loading, the checks that need loaded data are not run.

    Yields:
        One finding for each check that was run, with or without items.

    Raises:
        TableError: the table of exceptions is at fault, or a table that was not among what was checked.
    """
    excused = _excused(subject)
    loads = True
    for entry in sorted(checks, key=lambda entry: (not entry.code.startswith("T"), entry.code)):
        if not loads and not entry.code.startswith("T"):
            continue
        try:
            found = tuple(entry.find(subject))
            if not entry.code.startswith("T"):  # those come in the order of the rows
                found = tuple(sorted(set(found)))
        except TableError:
            raise
        except DataError as error:
            found = (str(error),)  # a file that cannot be read is a fault of the data, not of the command
        loads = loads and not (entry.loading and found)
        reasons = excused.get(entry.code, frozenset())
        yield Finding(
            entry.code,
            entry.message,
            tuple(item for item in found if item not in reasons),
            tuple(item for item in found if item in reasons),
        )


def _excused(subject: Subject) -> dict[str, frozenset[str]]:
    if subject.exceptions is None or not subject.exceptions.exists():
        return {}
    rows = EXCEPTIONS.read(subject.exceptions)
    return {code: frozenset(row.item for row in rows if row.code == code) for code in Counter(row.code for row in rows)}
