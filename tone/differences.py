"""What changed between two releases: schema, emotions, words and links.

Things are told apart by what never changes its meaning: an emotion by its IRI, a word by form, part of speech and
emotion, a link by its kind and ends, a term of the schema by its IRI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from tone.model import EmotionRecord, Entry, Link, LinkKind, Status
from tone.namespaces import compact

if TYPE_CHECKING:
    from tone.kb import KnowledgeBase

RowT = TypeVar("RowT", EmotionRecord, Entry, Link)

PARTS = ("schema", "emotion", "entry", "link")
"""What may differ, in the order in which it is told."""


class Action(str, Enum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    DEPRECATED = "deprecated"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that has another value.

    Attributes:
        field: its name.
        old: what it was, as text; "" for nothing.
        new: what it is.
    """

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        """Show both values."""
        return f"{self.field}: {self.old or '(none)'} -> {self.new or '(none)'}"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    Attributes:
        part: one of `PARTS`.
        action: what became of it. A deprecated thing may have changed as well.
        name: what it is, as in ``bliss (noun) joy/cheerfulness/bliss``.
        details: the fields with another value, none for what was added or removed.
    """

    part: str
    action: Action
    name: str
    details: tuple[FieldChange, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "part": self.part,
            "action": self.action.value,
            "name": self.name,
            "details": [{"field": one.field, "old": one.old, "new": one.new} for one in self.details],
        }


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two knowledge bases.

    Attributes:
        old: version of the one.
        new: version of the other.
        changes: by part, action and name.
    """

    old: str
    new: str
    changes: tuple[Change, ...]

    def counts(self) -> dict[tuple[str, Action], int]:
        """Count changes by part and action, those that occur."""
        found: dict[tuple[str, Action], int] = {}
        for change in self.changes:
            found[change.part, change.action] = found.get((change.part, change.action), 0) + 1
        return found

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {"old": self.old, "new": self.new, "changes": [change.to_dict() for change in self.changes]}

    def to_markdown(self) -> str:
        """Give the changes as a section of a change log; the same changes give the same text."""
        lines = [f"# Changes from {self.old or 'the old release'} to {self.new or 'the new one'}", ""]
        if not self.changes:
            return "\n".join([*lines, "Nothing changed."]) + "\n"
        counts = self.counts()
        lines += [f"| part | {' | '.join(Action)} |", "|---" * (len(Action) + 1) + "|"]
        for part in PARTS:
            lines.append(f"| {part} | {' | '.join(str(counts.get((part, action), 0)) for action in Action)} |")
        place = None
        for change in self.changes:
            if place != (change.part, change.action):
                place = (change.part, change.action)
                lines += ["", f"## {change.part.capitalize()}: {change.action.value}", ""]
            details = "".join(f"\n  - {_escaped(str(one))}" for one in change.details)
            lines.append(f"- {_escaped(change.name)}{details}")
        return "\n".join(lines) + "\n"


def compare(old: KnowledgeBase, new: KnowledgeBase) -> Differences:
    """Compare two knowledge bases.

    Args:
        old: the one.
        new: the other.

    Returns:
        What is in only one of them, or differs. Words are compared only if both hold any, as a file of the ontology
        alone has none.

    Raises:
        TableError: a table of words or links has faults.
    """
    found = [
        *_schema(_terms(old), _terms(new)),
        *_rows("emotion", old.taxonomy.records.values(), new.taxonomy.records.values(), _emotion_name),
        *_rows("link", old.link_index.links, new.link_index.links, _link_name),
    ]
    if len(old.lexicon) and len(new.lexicon):
        found += _rows("entry", old.lexicon.entries, new.lexicon.entries, _entry_name)
    actions = list(Action)
    found.sort(key=lambda change: (PARTS.index(change.part), actions.index(change.action), change.name))
    return Differences(old.version, new.version, tuple(found))


def _rows(part: str, old: Iterable[RowT], new: Iterable[RowT], name: Callable[[RowT], str]) -> Iterator[Change]:
    before, after = ({name(row): row for row in rows} for rows in (old, new))
    for key in before.keys() - after.keys():
        yield Change(part, Action.REMOVED, key)
    for key, row in after.items():
        if key not in before:
            yield Change(part, Action.ADDED, key)
        elif row != before[key]:
            ended = row.status is Status.DEPRECATED and before[key].status is not Status.DEPRECATED
            details = tuple(
                FieldChange(field.name, _text(getattr(before[key], field.name)), _text(getattr(row, field.name)))
                for field in fields(row)
                if getattr(before[key], field.name) != getattr(row, field.name)
            )
            yield Change(part, Action.DEPRECATED if ended else Action.CHANGED, key, details)


def _schema(old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]]) -> Iterator[Change]:
    for term in old.keys() | new.keys():
        before, after = old.get(term, frozenset()), new.get(term, frozenset())
        if not before or not after:
            yield Change("schema", Action.ADDED if after else Action.REMOVED, term)
        elif before != after:
            details = [FieldChange("statement", said, "") for said in sorted(before - after)]
            details += [FieldChange("statement", "", said) for said in sorted(after - before)]
            yield Change("schema", Action.CHANGED, term, tuple(details))


def _terms(kb: KnowledgeBase) -> dict[str, frozenset[str]]:
    """Give what the schema and header say of each term; what tables say is compared row by row."""
    found: dict[str, set[str]] = {}
    for triple in kb.source.triples():
        subject = compact(getattr(triple.subject, "value", str(triple.subject)))
        target = getattr(triple.object, "value", str(triple.object))
        found.setdefault(subject, set()).add(f"{compact(triple.predicate.value)} {compact(target)}")
    return {term: frozenset(said) for term, said in found.items()}


def _emotion_name(record: EmotionRecord) -> str:
    return record.name


def _entry_name(entry: Entry) -> str:
    return f"{entry.form} ({entry.pos.value}) {entry.emotion}"


def _link_name(link: Link) -> str:
    if link.kind is LinkKind.OPPOSITE_OF:
        first, second = sorted((*link.subjects, link.object))
        return f"{first} {link.kind.value} {second}"
    return f"{' + '.join(link.subjects)} {link.kind.value} {link.object}"


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
