"""Checks of the emotions: definitions, names, notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tone.checks.registry import Subject, check
from tone.text.tokens import tokenise

_WORDS = range(10, 36)


@check("A101")
def definition_is_one_sentence(subject: Subject) -> Iterator[str]:
    """Each definition is one sentence of 10 to 35 words, with a capital and a full stop."""
    for key, record in subject.knowledge.taxonomy.records.items():
        text = record.definition
        one = text[:1].isupper() and text.endswith(".") and ". " not in text
        if not one or len(tokenise(text)) not in _WORDS:
            yield f"{key}: {text}"


@check("A102")
def definition_is_not_circular(subject: Subject) -> Iterator[str]:
    """No definition uses the name that it defines."""
    for key, record in subject.knowledge.taxonomy.records.items():
        used = {token.form for token in tokenise(record.definition)}
        if record.label.casefold() in used:
            yield f"{key}: {record.definition}"


@check("A103")
def definitions_differ(subject: Subject) -> Iterator[str]:
    """No two emotions have the same definition."""
    yield from _shared(subject, "definition")


@check("A104")
def labels_are_unique_in_their_tier(subject: Subject) -> Iterator[str]:
    """No two emotions of one tier have the same label."""
    seen: dict[tuple[int, str], str] = {}
    for key, record in subject.knowledge.taxonomy.records.items():
        holder = seen.setdefault((record.tier, record.label.casefold()), key)
        if holder != key:
            yield f"{holder} and {key}: {record.label}"


@check("A105")
def adjectives_are_unique(subject: Subject) -> Iterator[str]:
    """Only emotions of one name share their adjective."""
    records = subject.knowledge.taxonomy.records
    for pair in _shared(subject, "adjective"):
        if len({records[key].label for key in pair.split(" and ")}) > 1:
            yield pair


@check("A106")
def aliases_name_one_emotion(subject: Subject) -> Iterator[str]:
    """No alias is a label, an adjective or an alias of another emotion."""
    records = subject.knowledge.taxonomy.records
    names: dict[str, set[str]] = defaultdict(set)
    for key, record in records.items():
        for name in (record.label, record.adjective, *record.aliases):
            names[name.casefold()].add(key)
    for key, record in records.items():
        for alias in record.aliases:
            others = names[alias.casefold()] - {key}
            if others:
                yield f"{key}: {alias} also names {', '.join(sorted(others))}"


@check("A107")
def shared_names_are_explained(subject: Subject) -> Iterator[str]:
    """Each of several emotions of one label has a scope note that names another's key."""
    taxonomy = subject.knowledge.taxonomy
    for key, record in taxonomy.records.items():
        others = set(taxonomy.named(record.label)) - {key}
        if others and not any(other in record.scope_note for other in others):
            yield f"{key}: shares its label with {', '.join(sorted(others))}"


@check("A108")
def keys_are_paths(subject: Subject) -> Iterator[str]:
    """The key of an emotion is the key of the one above it, a slash and its own label."""
    for key, record in subject.knowledge.taxonomy.records.items():
        above = f"{record.parent}/" if record.parent else ""
        if key != f"{above}{record.label}":
            yield f"{key}: expected {above}{record.label}"


def _shared(subject: Subject, attribute: str) -> Iterator[str]:
    holders: dict[str, list[str]] = defaultdict(list)
    for key, record in subject.knowledge.taxonomy.records.items():
        holders[getattr(record, attribute).casefold()].append(key)
    for keys in holders.values():
        if len(keys) > 1:
            yield " and ".join(keys)
