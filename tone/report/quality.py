"""The parts of the report on ontology and release: sizes, checks, metrics, queries; and the report as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tone.metrics import measure, read_structure
from tone.metrics.oquare import characteristics
from tone.metrics.peers import PEERS
from tone.metrics.sizes import sizes
from tone.plot.markup import Bar
from tone.report.contents import evaluation_section, links_section, words_section
from tone.report.document import Chart, Grid, Paragraph, Report, Section, grid, written

if TYPE_CHECKING:
    from tone.checks.registry import Finding, Subject
    from tone.kb import KnowledgeBase
    from tone.metrics import Measurement

_SHOWN_FAULTS = 10
_GOOD, _BAD = "#2e7d46", "#c4302b"


def compose(kb: KnowledgeBase, subject: Subject, command: str) -> Report:
    """Compose the report on a knowledge base.

    Args:
        kb: the knowledge base.
        subject: the same as checks see it.
        command: what makes the report, noted in it.

    Returns:
        The report. Of a knowledge base from a file, what only the tables of a data folder say is left out.

    Raises:
        DataError: a table or the file of results is at fault.
    """
    measured = measure(read_structure(subject.triples))
    sections = (
        _sizes(kb, subject),
        _checks(subject),
        _peers(measured),
        _metrics(measured),
        _oquare(measured),
        words_section(kb),
        links_section(kb),
        *evaluation_section(subject.folder),
        _queries(kb),
    )
    return Report(f"TONE {kb.version}: the release in figures", command, sections)


def _sizes(kb: KnowledgeBase, subject: Subject) -> Section:
    rows = [*sizes(kb, subject.triples).items(), ("named queries", len(kb.queries))]
    return Section("Sizes", (grid(("what", "how many"), rows),))


def _checks(subject: Subject) -> Section:
    from tone.checks.registry import run_checks, select
    from tone.checks.release import OF_THE_REPORT

    # the report that is there is the one before this, and would make a report on the same data differ from the next
    chosen = [entry for entry in select([]) if not entry.needs and entry.code != OF_THE_REPORT]
    found = list(run_checks(subject, chosen))
    failed = [finding for finding in found if finding.items]
    said = (
        f"{len(found)} numbered checks (tone validate), {len(failed)} of them with faults. Those that need SHACL or a "
        "reasoner are not among them: tone build ontology runs them before it writes anything, tone validate --all "
        f"at any time. Nor is {OF_THE_REPORT}, which compares this report with the data."
    )
    rows = [
        (finding.code, finding.message, _result(finding)) for finding in sorted(found, key=lambda finding: finding.code)
    ]
    blocks: list[Paragraph | Grid | Chart] = [
        Paragraph(said),
        Chart(
            "Checks",
            (
                Bar("passed", len(found) - len(failed), written(len(found) - len(failed)), _GOOD),
                Bar("with faults", len(failed), written(len(failed)), _BAD),
            ),
            most=max(len(found), 1),
        ),
        grid(("check", "what it wants", "result"), rows),
    ]
    if failed:
        faults = [(finding.code, item) for finding in failed for item in finding.items[:_SHOWN_FAULTS]]
        blocks += [Paragraph(f"The faults, at most {_SHOWN_FAULTS} of each:"), grid(("check", "fault"), faults)]
    return Section("Checks", tuple(blocks))


def _result(finding: Finding) -> str:
    if finding.items:
        return f"{len(finding.items):,} faults"
    return f"passed, {len(finding.excused)} excused" if finding.excused else "passed"


def _peers(measured: list[Measurement]) -> Section:
    values = {one.metric.name: one.value for one in measured}
    shared = [one for one in measured if all(one.metric.name in peer.values for peer in PEERS)]
    rows = [
        (one.metric.name, one.value, *(peer.values[one.metric.name] for peer in PEERS), one.metric.meaning)
        for one in shared
    ]
    sources = "; ".join(f"{peer.name}: {peer.title}, {peer.source}" for peer in PEERS)
    charts = [
        Chart(
            title,
            tuple(
                Bar(name, value or 0, written(value))
                for name, value in (("TONE", values[metric]), *((peer.name, peer.values[metric]) for peer in PEERS))
            ),
            most=1.0,
        )
        for metric, title in (
            ("definitions", "Share of classes with a definition"),
            ("domain_and_range", "Share of object properties with domain and range"),
            ("relationship_richness", "Relationship richness, by declared properties"),
        )
    ]
    head = ("metric", "TONE", *(peer.name for peer in PEERS), "meaning")
    return Section(
        "Beside other ontologies of emotion",
        (
            Paragraph(
                f"Counted by the same formulas from the published files, own classes and properties only. {sources}."
            ),
            grid(head, rows),
            *charts,
        ),
    )


def _metrics(measured: list[Measurement]) -> Section:
    rows = [
        (one.metric.suite, one.metric.name, one.note or one.value, one.metric.formula, one.metric.source)
        for one in measured
        if one.metric.scale is None
    ]
    return Section("Metrics", (grid(("suite", "metric", "value", "formula", "source"), rows),))


def _oquare(measured: list[Measurement]) -> Section:
    rows = [
        (one.metric.name, one.note or one.value, one.score, one.metric.meaning, one.metric.formula, one.metric.source)
        for one in measured
        if one.metric.scale is not None
    ]
    scores = characteristics(measured)
    bars = [
        Bar(f"{whole}: {part}", score or 0, "undefined" if score is None else f"{score:.1f}")
        for whole, parts in scores.items()
        for part, score in parts.items()
    ]
    said = (
        "Scores go from 1 to 5. Their bands were scaled by the practice of object-oriented programming, so a score "
        "says where a value lies and proves nothing by itself: RROnto and AROnto ask for many properties a class, and "
        "the classes here are emotions, which are described as individuals and share the few properties that join them."
    )
    return Section(
        "OQuaRE",
        (
            Paragraph(said),
            Chart("Mean score of each sub-characteristic that metrics decide", tuple(bars), most=5),
            grid(("metric", "value", "score", "meaning", "formula", "source"), rows),
        ),
    )


def _queries(kb: KnowledgeBase) -> Section:
    rows = list(_answered(kb))
    empty = [row[0] for row in rows if not row[3]]
    said = f"{len(rows)} named queries (queries/*.rq), each run with its example; {len(empty)} without an answer."
    return Section("Competency questions", (Paragraph(said), grid(("query", "question", "example", "rows"), rows)))


def _answered(kb: KnowledgeBase) -> Iterator[tuple[str, str, str, object]]:
    from tone.errors import UnknownEmotionError

    for name, query in kb.queries.items():
        parameters: dict[str, Any] = dict(query.example)
        example = ", ".join(f"{parameter}={value}" for parameter, value in parameters.items())
        try:
            rows: object = len(kb.query(name, **parameters))
        except UnknownEmotionError:
            rows = None  # the example asks of an emotion that these data have not
        yield name, query.purpose, example, rows
