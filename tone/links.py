"""The dependency links between emotions as an immutable index over keys."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from tone.errors import Problem, TableError
from tone.model import Link, LinkKind, Status


class LinkIndex:
    """The links in use, by the emotions that take part.

    Args:
        links: the links; deprecated ones are kept but not found.
        emotions: the keys that exist.
        source: where the links come from, named in errors.
        first_row: line of the first link in its table, 0 if they come from no table.

    Raises:
        TableError: a link names an unknown emotion, joins one to itself, has the wrong number of subjects, or stands
            twice.
    """

    def __init__(
        self, links: Iterable[Link], emotions: Container[str], *, source: Path | str = "links", first_row: int = 0
    ) -> None:
        self.links = tuple(links)
        problems = list(find_problems(self.links, emotions, first_row))
        if problems:
            raise TableError(source, problems)
        by_emotion: dict[tuple[LinkKind, str], list[Link]] = {}
        for link in self.links:
            if link.status is not Status.ACCEPTED:
                continue
            both = link.kind is LinkKind.OPPOSITE_OF
            for key in (*link.subjects, *((link.object,) if both else ())):
                by_emotion.setdefault((link.kind, key), []).append(link)
        self._by_emotion = {place: tuple(found) for place, found in by_emotion.items()}

    def of(self, kind: LinkKind, key: str) -> tuple[Link, ...]:
        """Give the links of a kind that lead away from an emotion; opposites lead both ways."""
        return self._by_emotion.get((kind, key), ())


def find_problems(links: tuple[Link, ...], emotions: Container[str], first_row: int = 0) -> Iterator[Problem]:
    """Find links that cannot be.

    Yields:
        One problem a fault, in the order of the links.
    """
    seen: set[tuple[LinkKind, frozenset[str], str]] = set()
    for index, link in enumerate(links):
        row = first_row + index if first_row else 0
        for column, key in (*(("subjects", key) for key in link.subjects), ("object", link.object)):
            if key not in emotions:
                yield Problem(row, column, f"no emotion has the key {key!r}")
        expected = 2 if link.kind is LinkKind.PLUS_LEADS_TO else 1
        if len(link.subjects) != expected:
            yield Problem(row, "subjects", f"{len(link.subjects)} emotions; {link.kind.value} takes {expected}")
        if tuple(sorted(link.subjects)) != link.subjects:
            yield Problem(row, "subjects", f"{'|'.join(link.subjects)!r} is not in sorted order")
        if link.object in link.subjects:
            yield Problem(row, "object", f"{link.object!r} is linked to itself")
        ends = (
            (link.kind, frozenset((*link.subjects, link.object)), "")
            if link.kind is LinkKind.OPPOSITE_OF
            else (link.kind, frozenset(link.subjects), link.object)
        )
        if ends in seen:
            yield Problem(row, "", f"{link.kind.value} {'|'.join(link.subjects)} {link.object} is given twice")
        seen.add(ends)
