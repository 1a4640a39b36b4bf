"""The dependency links between emotions as an immutable index over keys, and the rules that they keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tone.errors import Problem, TableError
from tone.model import EmotionRecord, Link, LinkKind, Status


class LinkIndex:
    """The links in use, by the emotions that take part.

    Args:
        links: the links; deprecated ones are kept but not found.
        emotions: the keys that exist.
        source: where the links come from, named in errors.
        first_row: line of the first link in its table, 0 if they come from no table.

    Raises:
        TableError: a link breaks a rule of `find_problems`.
    """

    def __init__(
        self, links: Iterable[Link], emotions: Container[str], *, source: Path | str = "links", first_row: int = 0
    ) -> None:
        self.links = tuple(links)
        problems = list(find_problems(self.links, emotions, first_row))
        if problems:
            raise TableError(source, problems)
        leaving: dict[tuple[LinkKind, str], list[Link]] = defaultdict(list)
        for link in self.in_use():
            both = link.kind is LinkKind.OPPOSITE_OF
            for key in (*link.subjects, *((link.object,) if both else ())):
                leaving[link.kind, key].append(link)
        self._leaving = {place: tuple(found) for place, found in leaving.items()}

    def in_use(self) -> Iterator[Link]:
        """Iterate over the links that are not deprecated."""
        return (link for link in self.links if link.status is Status.ACCEPTED)

    def of(self, kind: LinkKind, key: str) -> tuple[Link, ...]:
        """Give the links of a kind that lead away from an emotion; opposites lead both ways."""
        return self._leaving.get((kind, key), ())


def link_kind(name: LinkKind | str) -> LinkKind:
    """Give the kind of link that a name stands for.

    Args:
        name: opposite_of, composed_of or plus_leads_to, or the kind itself.

    Raises:
        ValueError: there is no such kind; the message names those that there are.

    Example:
        >>> link_kind("opposite_of").name
        'OPPOSITE_OF'
    """
    try:
        return LinkKind(name)
    except ValueError:
        expected = ", ".join(kind.value for kind in LinkKind)
        raise ValueError(f"no kind of link {name!r}: expected one of {expected}") from None


def record_name(link: Link, records: Mapping[str, EmotionRecord]) -> str:
    """Give the local name of the IRI under which a link is recorded, as in ``link-opposite_of-Joy-Sadness``.

    With hyphens, as not every SPARQL parser takes several dots in a prefixed name.

    Args:
        link: the link.
        records: the emotions by key, which have the names.
    """
    return "-".join(("link", link.kind.value, *(records[key].name for key in (*link.subjects, link.object))))


def whole_links(links: Iterable[Link], kept: Container[str]) -> tuple[Link, ...]:
    """Choose the links that lie within a set of emotions; a composition stays only with all its parts.

    Args:
        links: the links.
        kept: keys of the emotions.
    """
    chosen = tuple(links)
    inside = {id(link): all(key in kept for key in (*link.subjects, link.object)) for link in chosen}
    broken = {link.subjects for link in chosen if link.kind is LinkKind.COMPOSED_OF and not inside[id(link)]}
    return tuple(
        link
        for link in chosen
        if inside[id(link)] and not (link.kind is LinkKind.COMPOSED_OF and link.subjects in broken)
    )


def find_problems(links: Sequence[Link], emotions: Container[str], first_row: int = 0) -> Iterator[Problem]:
    """Find links that cannot be.

    Each link names emotions that exist, as many as its kind takes, none of them twice, and stands once. Of the links in
    use, no two emotions are opposites where one is above, part of, or a whole of the other; a composition has two parts
    at least; and compositions have no cycles.

    Args:
        links: the links, in the order of their rows.
        emotions: the keys that exist.
        first_row: line of the first link in its table, 0 if they come from no table.

    Yields:
        One problem a fault, in the order of the links.
    """
    rows = {id(link): first_row + index if first_row else 0 for index, link in enumerate(links)}
    seen: set[tuple[LinkKind, frozenset[str], str]] = set()
    for link in links:
        row = rows[id(link)]
        yield from _faults_of_one(link, emotions, row)
        undirected = link.kind is LinkKind.OPPOSITE_OF
        ends = frozenset((*link.subjects, link.object)) if undirected else frozenset(link.subjects)
        place = (link.kind, ends, "" if undirected else link.object)
        if place in seen:
            yield Problem(row, "", f"{link.kind.value} {'|'.join(link.subjects)} {link.object} is given twice")
        seen.add(place)
    used = [link for link in links if link.status is Status.ACCEPTED]
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for link in used:
        if link.kind is LinkKind.COMPOSED_OF:
            for whole in link.subjects:
                parts[whole].setdefault(link.object, rows[id(link)])
    yield from _contradictions(used, parts, rows)
    yield from _faults_of_compositions(parts)


def _faults_of_one(link: Link, emotions: Container[str], row: int) -> Iterator[Problem]:
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


def _contradictions(
    links: Iterable[Link], parts: Mapping[str, Mapping[str, int]], rows: Mapping[int, int]
) -> Iterator[Problem]:
    for link in links:
        if link.kind is not LinkKind.OPPOSITE_OF:
            continue
        for first, second in ((link.subjects[0], link.object), (link.object, link.subjects[0])):
            if second.startswith(f"{first}/"):
                yield Problem(rows[id(link)], "object", f"{first} stands above {second} and cannot be its opposite")
            if second in _within(first, parts):
                yield Problem(rows[id(link)], "object", f"{second} is part of {first} and cannot be its opposite")


def _faults_of_compositions(parts: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    for whole, own in parts.items():
        row = next(iter(own.values()))
        if len(own) < 2:
            yield Problem(row, "subjects", f"{whole} is composed of one part; a composition has two at least")
        if whole not in own and whole in _within(whole, parts):
            yield Problem(row, "subjects", f"{whole} is, over its parts, part of itself")


def _within(whole: str, parts: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Give the parts of an emotion, their parts, and so on."""
    found: set[str] = set()
    waiting = [whole]
    while waiting:
        new = set(parts.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found
