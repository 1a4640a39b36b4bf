"""Checks of words and dependency links."""

from __future__ import annotations

from collections.abc import Iterator

from tone.checks.registry import Subject, check
from tone.literature import citable, uncited
from tone.model import Status


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
def links_cite_their_evidence(subject: Subject) -> Iterator[str]:
    """Each dependency link names its methods, and evidence from sources that are known."""
    if subject.folder is not None:
        for problem in uncited(subject.knowledge.link_index.links, citable(subject.folder)):
            yield str(problem)
