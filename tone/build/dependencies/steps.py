"""The steps that build the links: proposals, then links; each a pure function of files."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from tone.build.dependencies.claims import PROPOSALS, Ends, Proposal
from tone.build.dependencies.measure import MEASURES
from tone.build.dependencies.propose import propose
from tone.build.dependencies.report import write_link_report
from tone.build.dependencies.review import LINK_DECISIONS, LinkDecision, find_problems, release
from tone.build.dependencies.second import SECOND_RULINGS
from tone.build.records import CURATORS
from tone.build.sources import SourceFolder
from tone.build.vocabulary import Files, Progress
from tone.errors import DataError, TableError
from tone.links import LinkIndex
from tone.loading import load
from tone.resources import DataFolder
from tone.tables import EMOTIONS, LINKS

NAME = "vocab/link_proposals.tsv.gz"


def proposals_in(folder: DataFolder) -> dict[Ends, Proposal]:
    """Read ``vocab/link_proposals.tsv.gz``, by ends.

    Raises:
        DataError: there is none, or it is damaged.
    """
    path = folder.root / NAME
    if not path.exists():
        raise DataError(f"{path} is missing: run tone build proposals")
    return {proposal.ends: proposal for proposal in PROPOSALS.read(path)}


def link_decisions_in(folder: DataFolder) -> tuple[LinkDecision, ...]:
    """Read ``vocab/link_decisions.tsv``; there are no decisions where there is no such file.

    Raises:
        TableError: a row is at fault.
    """
    path = folder.vocab / "link_decisions.tsv"
    return LINK_DECISIONS.read(path) if path.exists() else ()


def check_link_decisions(folder: DataFolder, decisions: Sequence[LinkDecision]) -> None:
    """Make sure that decisions speak of links that are proposed, and of curators that exist.

    Raises:
        TableError: one does not; all are listed with row and column.
    """
    ordered = sorted(decisions, key=LINK_DECISIONS.sort_key)
    problems = list(find_problems(ordered, proposals_in(folder), _curators(folder)))
    if problems:
        raise TableError(folder.vocab / "link_decisions.tsv", problems)


def build_proposals(folder: DataFolder, sources: SourceFolder, progress: Progress | None = None) -> Files:
    """Let every method propose links: ``vocab/link_proposals.tsv.gz``.

    Raises:
        MissingExtraError: nltk or sentence-transformers is not installed.
        DataError: a source or a table is missing or at fault.
    """
    proposals = propose(folder, sources, load(folder.root), progress)
    return {NAME: gzip.compress(PROPOSALS.render(proposals), mtime=0)}


def build_links(folder: DataFolder, _: SourceFolder, __: Progress | None = None) -> Files:
    """Make ``vocab/links.tsv`` from the proposals that maintainers have accepted.

    Raises:
        TableError: a decision cannot stand, or the accepted links contradict each other.
        DataError: candidates wait for a decision, or a table is missing.
    """
    path = folder.vocab / "link_decisions.tsv"
    links = release(link_decisions_in(folder), proposals_in(folder).values(), _curators(folder), source=path)
    ordered = sorted(links, key=LINKS.sort_key)
    LinkIndex(ordered, {record.key for record in EMOTIONS.read(folder.emotions)}, source=path)
    return {"vocab/links.tsv": LINKS.render(ordered)}


def build_link_report(folder: DataFolder) -> Files:
    """Write ``vocab/LINKS.md`` from the tables; a folder without proposals has none.

    Raises:
        DataError: a table is damaged.
    """
    if not (folder.root / NAME).exists():
        return {}
    path = folder.vocab / "link_measures.tsv"
    measures = MEASURES.read(path) if path.exists() else ()
    proposals = list(proposals_in(folder).values())
    sample = folder.vocab / "link_sample.tsv"
    rulings = SECOND_RULINGS.read(sample) if sample.exists() else ()
    text = write_link_report(load(folder.root), proposals, link_decisions_in(folder), measures, rulings)
    return {"vocab/LINKS.md": text.encode("utf-8")}


def _curators(folder: DataFolder) -> set[str]:
    return {curator.name for curator in CURATORS.read(folder.vocab / "curators.tsv")}
