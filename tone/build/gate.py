"""The quality gate: all checks together, HermiT among them, over a knowledge base wherever it comes from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from tone.build.reason import reason
from tone.checks import register
from tone.checks.registry import Check, Finding, Subject, check, run_checks, select
from tone.errors import DataError, MissingJavaError, ReasoningError
from tone.evaluate.mapping import LabelMappings
from tone.kb import KnowledgeBase
from tone.loading import FileSource, FolderSource, load
from tone.namespaces import LEXICON, LEXICON_IRI
from tone.rdf.graph import lexicon_triples
from tone.rdf.reader import lexicon_beside, parse_file
from tone.resources import DataFolder, find_data

register()

AFTER_RELEASE = ("R", "K604")
"""The checks that read the released files: they can hold only once these are written."""


@check("O899", needs="reason")
def hermit_agrees(subject: Subject) -> Iterator[str]:
    """HermiT finds no contradiction, and no class that can have no instance.

    It needs Java. HermiT: Glimm, Horrocks, Motik, Stoilos & Wang (2014), "HermiT: An OWL 2 Reasoner", J. Automated
    Reasoning 53.
    """
    try:
        reason(subject.triples)
    except ReasoningError as error:
        yield str(error)


@check("M905")
def label_mappings_are_whole(subject: Subject) -> Iterator[str]:
    """Each row of vocab/mappings.tsv names an emotion that exists, and a way to match that TONE knows."""
    if subject.folder is not None and subject.folder.mappings.exists():
        try:
            LabelMappings.read(subject.folder.mappings, subject.knowledge.taxonomy)
        except DataError as error:
            yield str(error)


def subject_at(path: Path | None) -> Subject:
    """Give what is checked, of a data folder or an RDF file.

    Args:
        path: as `tone.load` takes it; None for the data that it finds.

    Raises:
        DataError: there is nothing there.
        OntologyFileError: the RDF file is damaged.
    """
    if path is not None and path.is_file():
        return subject_of(load(path))
    return subject_in(find_data(path))


def subject_in(folder: DataFolder) -> Subject:
    """Give what is checked, of a data folder; nothing is read yet, since its tables may be at fault."""
    source = FolderSource(folder)
    return _subject(source, folder, lambda: load(folder.root))


def subject_of(kb: KnowledgeBase) -> Subject:
    """Give what is checked, of a knowledge base."""
    source = kb.source
    if isinstance(source, FileSource):
        return _of_file(kb, source)
    assert isinstance(source, FolderSource)  # noqa: S101 - there are no other sources
    return _subject(source, source.folder, lambda: kb)


def _subject(source: FolderSource, folder: DataFolder, opened: Callable[[], KnowledgeBase]) -> Subject:
    found: list[KnowledgeBase] = []

    def kb() -> KnowledgeBase:
        if not found:
            found.append(opened())
        return found[0]

    return Subject(
        folder,
        kb,
        lambda: kb().triples(lexicon=False),
        lambda: lexicon_triples(kb().lexicon.entries, kb().taxonomy),
        source.shapes,
        source.lexicon_shapes,
        source.exceptions,
    )


def _of_file(kb: KnowledgeBase, source: FileSource) -> Subject:
    """A file speaks for itself: what it lacks would be made good in the graph of the rows that were read from it."""
    triples = parse_file(source.path)
    words = [triple for triple in triples if _is_word(triple)]
    rest = [triple for triple in triples if not _is_word(triple)]
    beside = lexicon_beside(source.path)
    if not words and beside.is_file():
        words = parse_file(beside)
    return Subject(
        None, lambda: kb, lambda: rest, lambda: words, source.shapes, source.lexicon_shapes, source.exceptions
    )


def _is_word(triple: Triple) -> bool:
    node = triple.subject
    return isinstance(node, NamedNode) and (node.value.startswith(LEXICON) or node.value == LEXICON_IRI)


def chosen(codes: Iterable[str], needs: Iterable[str]) -> list[Check]:
    """Choose the checks to run.

    Args:
        codes: codes or beginnings of codes; none for all.
        needs: the extras whose checks are wanted beside those that need none. A check that is asked for by its whole
            code is wanted in any case.

    Raises:
        ToneError: a code fits no check.
    """
    wanted = [code.strip().upper() for code in codes]
    extras = {"", *needs}
    return [entry for entry in select(wanted) if entry.needs in extras or entry.code in wanted]


def pass_gate(subject: Subject) -> None:
    """Run every check that a release must pass before it is written, but for HermiT, which comes next.

    Args:
        subject: the data, whose released files may be stale: those that read them are not run.

    Raises:
        MissingJavaError: there is no Java for HermiT.
        MissingExtraError: pySHACL is not installed.
        DataError: a check finds something that no exception excuses; the message has the first findings.
    """
    require_java()
    for needs in ("", "validate"):  # the long ones last
        checks = [entry for entry in select([]) if entry.needs == needs and not entry.code.startswith(AFTER_RELEASE)]
        findings = [found for found in run_checks(subject, checks) if found.items]
        if findings:
            raise DataError(_refusal(findings))


def require_java() -> None:
    """Make sure that there is Java, before the long checks run.

    Raises:
        MissingJavaError: there is none on the path.
    """
    if shutil.which("java") is None:
        raise MissingJavaError(
            "the reasoner needs Java, and there is no 'java' on the path: "
            "install a JRE of version 11 or newer (Debian: apt-get install default-jre-headless)"
        )


def _refusal(findings: list[Finding]) -> str:
    shown = [f"  {found.code} {item}" for found in findings for item in found.items]
    more = [f"  and {len(shown) - 20} more; tone validate --all lists them"] if len(shown) > 20 else []
    return "\n".join([f"{len(shown)} findings of {len(findings)} checks, nothing is released:", *shown[:20], *more])
