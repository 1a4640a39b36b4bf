"""The parts of the report on what is in the ontology: words, links, and how well the classifier does with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tone.colours import colour_of
from tone.evaluate.results import read_results
from tone.evaluate.runner import DEVELOPMENT, mean_strict
from tone.model import LinkKind, Status, Tier
from tone.plot.markup import Bar
from tone.report.document import Chart, Paragraph, Section, grid, written

if TYPE_CHECKING:
    from tone.kb import KnowledgeBase
    from tone.resources import DataFolder

_MOST_SOURCES = 12


def words_section(kb: KnowledgeBase) -> Section:
    """Count the words in use, by branch, tier, part of speech and source."""
    entries = [entry for entry in kb.lexicon.entries if entry.status is Status.ACCEPTED]
    branches = Counter(entry.emotion.partition("/")[0] for entry in entries)
    tiers = Counter(kb[entry.emotion].tier for entry in entries)
    kinds = Counter(entry.pos.value for entry in entries)
    sources = Counter(source for entry in entries for source in entry.sources)
    own = Counter(entry.emotion for entry in entries)
    senses = Counter(len({entry.emotion for entry in kb.lexicon.lookup(form)}) for form in kb.lexicon.forms())
    reviewed = sum(bool(entry.curator) for entry in entries)
    rows: list[tuple[str, object]] = [
        ("entries in use", len(entries)),
        ("of which decided in review", reviewed),
        ("emotions with words", f"{len(own)} of {len(kb)}"),
        ("fewest words of an emotion", min((own[key] for key in kb), default=0)),
        ("forms of one emotion", senses[1]),
        ("forms of several emotions", sum(senses.values()) - senses[1]),
    ]
    rows += [(f"entries of {tier.name.lower()} emotions", tiers[tier]) for tier in Tier]
    rows += [(f"part of speech {name}", count) for name, count in sorted(kinds.items())]
    return Section(
        "Words",
        (
            grid(("what", "how many"), rows),
            Chart(
                "Entries by branch",
                tuple(
                    Bar(primary.label, branches[primary.key], written(branches[primary.key]), colour_of(primary.key, 1))
                    for primary in kb.emotions(tier=1)
                ),
            ),
            Chart(
                f"Entries by source, the {_MOST_SOURCES} largest; an entry counts for each of its sources",
                tuple(
                    Bar(name, count, written(count))
                    for name, count in sorted(sources.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SOURCES]
                ),
            ),
            Paragraph("More of it, with agreement and precision of review, is in vocab/REPORT.md."),
        ),
    )


def links_section(kb: KnowledgeBase) -> Section:
    """Count the links in use, by kind, branch and method."""
    links = list(kb.link_index.in_use())
    rows: list[tuple[object, ...]] = []
    for kind in LinkKind:
        held = [link for link in links if link.kind is kind]
        ends = [{*link.subjects, link.object} for link in held]
        crossing = sum(len({key.partition("/")[0] for key in keys}) > 1 for keys in ends)
        mean = sum(link.confidence for link in held) / len(held) if held else None
        touched = len(set().union(*ends)) if ends else 0
        rows.append((kind.value, len(held), crossing, touched, mean))
    methods = Counter(method for link in links for method in link.methods)
    return Section(
        "Links",
        (
            grid(("kind", "links", "between branches", "emotions that take part", "mean confidence"), rows),
            Chart(
                "Links by method; a link counts for each method that speaks for it",
                tuple(
                    Bar(name, count, written(count))
                    for name, count in sorted(methods.items(), key=lambda item: (-item[1], item[0]))
                ),
            ),
            Paragraph("How they were found and reviewed is in vocab/LINKS.md."),
        ),
    )


def evaluation_section(folder: DataFolder | None) -> Iterator[Section]:
    """Show how well the classifier and its peers do, as ``vocab/evaluation.json`` holds it; nothing without the file.

    Raises:
        DataError: the file holds no results.
    """
    path = None if folder is None else folder.vocab / "evaluation.json"
    if path is None or not path.exists():
        return
    results = read_results(path)
    rows = sorted(_strict(results), key=lambda row: (-row[1], row[0]))
    yield Section(
        "Evaluation",
        (
            Paragraph(
                "Strict primary macro-F1 in per cent on public labelled sets; more measures, with intervals and "
                "configurations, are in vocab/EVALUATION.md."
            ),
            Chart("Mean of the sets", tuple(Bar(name, mean, f"{100 * mean:.1f}") for name, mean, _ in rows), most=1.0),
            grid(("run", *DEVELOPMENT, "mean"), [(name, *held, f"{100 * mean:.1f}") for name, mean, held in rows]),
        ),
    )


def _strict(results: Mapping[str, Any]) -> Iterator[tuple[str, float, list[str]]]:
    """Give the runs that were scored on every set, with their mean and their figures."""
    for name, run in results["runs"].items():
        sets = run.get("sets", {})
        scores = [sets.get(key, {}).get("strict", {}).get("macro_f1") for key in DEVELOPMENT]
        mean = mean_strict(sets)
        if mean is not None and None not in scores:
            yield name, mean, [f"{100 * score:.1f}" for score in scores]
