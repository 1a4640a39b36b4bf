"""Checks of words and dependency links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tone.checks.registry import Subject, check
from tone.model import LinkKind, Status


@check("L201")
def labels_are_words(subject: Subject) -> Iterator[str]:
    """Each emotion in use is found by its own label, or shares the label with the emotion that is."""
    for key, record in subject.knowledge.taxonomy.records.items():
        holders = {entry.emotion for entry in subject.knowledge.lexicon.lookup(record.label)}
        named = set(subject.knowledge.taxonomy.named(record.label))
        if record.status is Status.ACCEPTED and not holders & named:
            yield f"{key}: {record.label}"


@check("L202")
def entries_have_provenance(subject: Subject) -> Iterator[str]:
    """Each entry says how it is known, as a term of the semapv vocabulary."""
    for entry in subject.knowledge.lexicon.entries:
        if not entry.justification.startswith("semapv:"):
            yield f"{entry.form} ({entry.pos.value}): {entry.justification}"


@check("L203")
def forms_agree(subject: Subject) -> Iterator[str]:
    """Entries of one form and part of speech list the same inflected forms."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in subject.knowledge.lexicon.entries:
        if known.setdefault((entry.form, entry.pos), entry.forms) != entry.forms:
            yield f"{entry.form} ({entry.pos.value})"


@check("D301")
def opposites_are_apart(subject: Subject) -> Iterator[str]:
    """No emotion is opposite to its own ancestor, or to its own part."""
    index, taxonomy = subject.knowledge.link_index, subject.knowledge.taxonomy
    for link in index.links:
        if link.kind is LinkKind.OPPOSITE_OF and link.status is Status.ACCEPTED:
            first, second = link.subjects[0], link.object
            parts = {part.object for part in index.of(LinkKind.COMPOSED_OF, first)}
            wholes = {part.object for part in index.of(LinkKind.COMPOSED_OF, second)}
            if taxonomy.lca(first, second) in (first, second) or second in parts or first in wholes:
                yield f"{first} and {second}"


@check("D302")
def compositions_are_acyclic(subject: Subject) -> Iterator[str]:
    """No emotion is composed, over whatever steps, of itself."""
    parts: dict[str, set[str]] = defaultdict(set)
    for link in subject.knowledge.link_index.links:
        if link.kind is LinkKind.COMPOSED_OF and link.status is Status.ACCEPTED:
            parts[link.subjects[0]].add(link.object)
    for whole in sorted(parts):
        reached, ahead = set(), list(parts[whole])
        while ahead:
            part = ahead.pop()
            if part not in reached:
                reached.add(part)
                ahead += parts.get(part, ())
        if whole in reached:
            yield whole
