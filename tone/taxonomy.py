"""The tree of emotions as an immutable index over keys.

All navigation is by key and precomputed, so that a question costs a dictionary look-up. What users hold is the view in
`tone.emotion`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from tone.errors import Problem, TableError, UnknownEmotionError
from tone.model import EmotionRecord, Tier

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")


class Taxonomy:
    """The emotions and their places.

    Args:
        records: one a node; the order of siblings is the order given.
        source: where the records come from, named in errors.
        first_row: line of the first record in its table, 0 if they come from no table.

    Raises:
        TableError: the records are not a tree of three tiers: a duplicate key or name, an unknown parent, a cycle, a
            tier or key that does not fit the parent, or no record at all.
    """

    def __init__(
        self, records: Iterable[EmotionRecord], *, source: Path | str = "emotions", first_row: int = 0
    ) -> None:
        ordered = tuple(records)
        problems = list(find_problems(ordered, first_row))
        if problems:
            raise TableError(source, problems)
        self.records = MappingProxyType({record.key: record for record in ordered})
        self._roots = tuple(record.key for record in ordered if not record.parent)
        children: dict[str, list[str]] = {key: [] for key in self.records}
        for record in ordered:
            if record.parent:
                children[record.parent].append(record.key)
        self._children = {key: tuple(below) for key, below in children.items()}
        self._ancestors: dict[str, tuple[str, ...]] = {}
        for record in sorted(ordered, key=lambda record: record.tier):
            self._ancestors[record.key] = (record.parent, *self._ancestors[record.parent]) if record.parent else ()
        self._descendants: dict[str, tuple[str, ...]] = {}
        for record in sorted(ordered, key=lambda record: -record.tier):
            below = (key for child in self._children[record.key] for key in (child, *self._descendants[child]))
            self._descendants[record.key] = tuple(below)
        self._by_name = {record.name: record.key for record in ordered}

    def __reduce__(self) -> tuple[type[Taxonomy], tuple[tuple[EmotionRecord, ...]]]:
        """Pickle by the records."""
        return Taxonomy, (tuple(self.records.values()),)

    def __len__(self) -> int:
        """Give the number of emotions."""
        return len(self.records)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, parents before children."""
        for key in self.roots():
            yield key
            yield from self._descendants[key]

    def roots(self) -> tuple[str, ...]:
        """Give the keys of the primary emotions."""
        return self._roots

    def children(self, key: str) -> tuple[str, ...]:
        """Give the keys one tier below."""
        return self._children[key]

    def ancestors(self, key: str) -> tuple[str, ...]:
        """Give the keys above, the parent first; the key itself is not among them."""
        return self._ancestors[key]

    def descendants(self, key: str) -> tuple[str, ...]:
        """Give all keys below, parents before children; the key itself is not among them."""
        return self._descendants[key]

    def siblings(self, key: str) -> tuple[str, ...]:
        """Give the other keys under the same parent; for a primary emotion the other primaries."""
        parent = self.records[key].parent
        return tuple(other for other in (self._children[parent] if parent else self.roots()) if other != key)

    def key_of(self, name: str) -> str | None:
        """Give the key of the node whose IRI has this local name, or None."""
        return self._by_name.get(name)

    def named(self, name: str) -> tuple[str, ...]:
        """Give the keys of the nodes with this label, alias, or local name, the broadest first.

        Args:
            name: a name in any case.
        """
        exact = self._by_name.get(name)
        if exact is not None and self.records[exact].label.casefold() != name.casefold():
            return (exact,)
        wanted = name.casefold().strip()
        by_label = self._by_label.get(wanted)
        if by_label is not None:
            return by_label
        by_alias = [
            key for key, record in self.records.items() if wanted in (alias.casefold() for alias in record.aliases)
        ]
        return tuple(sorted(by_alias, key=self._place))

    @cached_property
    def _by_label(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for key in sorted(self.records, key=self._place):
            found.setdefault(self.records[key].label.casefold(), []).append(key)
        return {label: tuple(keys) for label, keys in found.items()}

    def _place(self, key: str) -> tuple[int, str]:
        return self.records[key].tier, key

    def search(self, text: str, *, definitions: bool = False) -> list[str]:
        """Give the keys of the nodes whose label, adjective or alias has a text in it, in any case.

        Args:
            text: a part of a name.
            definitions: whether to search the definitions as well.

        Returns:
            Whole labels first, then other whole names, beginnings, parts, definitions; broader nodes first in each.
        """
        wanted = text.casefold().strip()
        found = []
        for key, record in self.records.items() if wanted else ():
            names = [name.casefold() for name in (record.label, record.adjective, *record.aliases)]
            tests = (
                wanted == names[0],
                wanted in names,
                any(name.startswith(wanted) for name in names),
                any(wanted in name for name in names),
                definitions and wanted in record.definition.casefold(),
            )
            if any(tests):
                found.append((tests.index(True), record.tier, key))
        return [key for _, _, key in sorted(found)]

    def lca(self, first: str, second: str) -> str | None:
        """Give the key of the lowest emotion that is above or equal to both; None across primaries."""
        above = {first, *self._ancestors[first]}
        return next((key for key in (second, *self._ancestors[second]) if key in above), None)

    def path(self, first: str, second: str) -> tuple[str, ...]:
        """Give the keys on the way through the tree, both ends included.

        Between two primaries the way leads over the root of all emotions, which is not a node and not listed.
        """
        meeting = self.lca(first, second)
        up = _until((first, *self._ancestors[first]), meeting)
        down = _until((second, *self._ancestors[second]), meeting)
        return (*up, *((meeting,) if meeting else ()), *reversed(down))

    def distance(self, first: str, second: str) -> int:
        """Count the edges between two emotions, counting those over the common root between primaries."""
        return len(self.path(first, second)) - (1 if self.lca(first, second) else 0)

    def suggestions(self, name: str) -> tuple[str, ...]:
        """Give the keys of up to three emotions that were perhaps meant by an unknown name, best first."""
        wanted = name.casefold().rsplit("/", 1)[-1].removeprefix("tone:")[:100]
        exact = self.named(wanted)
        if exact:
            return exact[:3]
        import difflib  # on a miss only: the module is slow to load

        names: dict[str, str] = {}
        for key, record in self.records.items():
            for label in (record.label, record.adjective, *record.aliases):
                names.setdefault(label.casefold(), key)
        close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.7)
        return tuple(dict.fromkeys(names[label] for label in close))

    def unknown(self, name: str) -> UnknownEmotionError:
        """Give the error to raise for a name that denotes no emotion."""
        return UnknownEmotionError(name, self.suggestions(name))


def _until(keys: tuple[str, ...], end: str | None) -> tuple[str, ...]:
    return keys if end is None else keys[: keys.index(end)]


def find_problems(records: tuple[EmotionRecord, ...], first_row: int = 0) -> Iterator[Problem]:
    """Find what keeps records from being a three-tier tree.

    Args:
        records: the rows of a taxonomy table.
        first_row: line of the first record in its table, 0 if they come from no table.

    Yields:
        One problem a fault, in the order of the records.
    """
    if not records:
        yield Problem(0, "", "holds no emotions")
    by_key: dict[str, EmotionRecord] = {}
    names: dict[str, str] = {}
    for record in records:
        by_key.setdefault(record.key, record)
    seen: set[str] = set()
    for index, record in enumerate(records):
        row = first_row + index if first_row else 0
        at = f"{record.key!r}: " if not first_row else ""
        if record.key in seen:
            yield Problem(row, "key", f"{record.key!r} is given twice; keys are unique")
            continue
        seen.add(record.key)
        if not _NAME.fullmatch(record.name):
            yield Problem(row, "name", f"{at}{record.name!r} is not CamelCase in ASCII letters and digits")
        if record.name in names:
            yield Problem(row, "name", f"{record.name!r} already names {names[record.name]!r}; names are unique")
        names.setdefault(record.name, record.key)
        yield from _misplacement(record, by_key, row, at)


def _misplacement(record: EmotionRecord, by_key: dict[str, EmotionRecord], row: int, at: str) -> Iterator[Problem]:
    if not record.parent:
        if record.tier != Tier.PRIMARY:
            yield Problem(row, "parent", f"{at}an emotion of tier {int(record.tier)} needs a parent")
        elif "/" in record.key:
            yield Problem(row, "key", f"{record.key!r} is a path, but the row has no parent")
        return
    parent = by_key.get(record.parent)
    if parent is None:
        yield Problem(row, "parent", f"{at}no emotion has the key {record.parent!r}")
        return
    trail = [record.key]
    while parent is not None and parent.key not in trail:
        trail.append(parent.key)
        parent = by_key.get(parent.parent)
    if parent is not None:
        yield Problem(row, "parent", f"cycle: {' -> '.join([*trail, parent.key])}")
        return
    if record.tier != by_key[record.parent].tier + 1:
        above = int(by_key[record.parent].tier)
        yield Problem(row, "tier", f"{at}tier {int(record.tier)} under a parent of tier {above}; expected {above + 1}")
    if record.key.rpartition("/")[0] != record.parent:
        yield Problem(row, "key", f"{record.key!r} does not begin with its parent's key {record.parent!r}")
