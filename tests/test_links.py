"""The rules that links keep; a table that breaks one is refused with its rows."""

from __future__ import annotations

from pathlib import Path

import pytest

import tone
from tone.build.release import build_ontology
from tone.build.sources import SourceFolder
from tone.errors import DataError, TableError
from tone.links import LinkIndex, whole_links
from tone.model import Link, LinkKind, Status
from tone.resources import DataFolder

REST = "\t0.5\tsemapv:CompositeMatching\taccepted\tvectors\tTONE: test\t\n"

BAD_ROWS = {
    "composed_of\tjoy/relief\tbliss": "no emotion has the key 'bliss'",
    "composed_of\tjoy/relief\tjoy/relief": "linked to itself",
    "opposite_of\tjoy\tjoy": "linked to itself",
    "plus_leads_to\tfear|joy\tjoy": "'joy' is linked to itself",
    "plus_leads_to\tfear\tjoy": "1 emotions; plus_leads_to takes 2",
    "opposite_of\tanger|fear\tjoy": "2 emotions; opposite_of takes 1",
    "opposite_of\tsadness\tjoy": "given twice",
    "opposite_of\tjoy\tjoy/optimism/hope": "joy stands above joy/optimism/hope",
    "opposite_of\tanger/envy\tsadness": "sadness is part of anger/envy",
    "composed_of\tjoy/relief\tfear": "joy/relief is composed of one part",
    "composed_of\tjoy/optimism/hope\tanger/envy": "is, over its parts, part of itself",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_a_link_that_cannot_be_is_refused_with_its_row(mini_folder: Path, row: str) -> None:
    table = mini_folder / "vocab" / "links.tsv"
    lines = sorted([*table.read_text("utf-8").splitlines(keepends=True)[1:], row + REST])
    table.write_text(table.read_text("utf-8").splitlines(keepends=True)[0] + "".join(lines), "utf-8")
    with pytest.raises(TableError, match=BAD_ROWS[row]) as caught:
        tone.load(mini_folder).links()
    assert all(problem.row > 1 for problem in caught.value.problems)


@pytest.mark.parametrize(("old", "new"), [("0.95", "1.2"), ("0.95", "high"), ("opposite_of\tjoy\t", "opposit\tjoy\t")])
def test_a_bad_cell_is_refused_with_row_and_column(mini_folder: Path, old: str, new: str) -> None:
    table = mini_folder / "vocab" / "links.tsv"
    table.write_text(table.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(TableError, match="row "):
        tone.load(mini_folder).links()


@pytest.mark.parametrize("new", ["Plutchik 1880: sadness", "no colon", "Plutchik 1980: "])
def test_evidence_that_cites_nothing_releases_nothing(mini_folder: Path, new: str) -> None:
    table = mini_folder / "vocab" / "links.tsv"
    row = "TONE: happy and sad exclude each other"
    assert row in table.read_text("utf-8")
    table.write_text(table.read_text("utf-8").replace(row, new.rstrip()), "utf-8")
    folder = DataFolder(mini_folder, "path")
    with pytest.raises(DataError, match=r"D301 row \d, column evidence"):
        build_ontology(folder, SourceFolder(mini_folder / ".sources", {}))
    assert not (mini_folder / "ontology" / "tone.ttl").exists()


def link(kind: str, subjects: str, target: str) -> Link:
    return Link(LinkKind(kind), tuple(subjects.split("|")), target, 0.5, "semapv:CompositeMatching", Status.ACCEPTED)


def test_a_cycle_over_several_compositions_is_found() -> None:
    circle = [("a", "b"), ("a", "x"), ("b", "c"), ("b", "x"), ("c", "a"), ("c", "x")]
    links = [link("composed_of", *pair) for pair in circle]
    with pytest.raises(TableError, match="a is, over its parts, part of itself"):
        LinkIndex(links, set("abcx"))
    LinkIndex(links[:4], set("abcx"))


def test_an_opposite_of_a_part_of_a_part_is_found() -> None:
    links = [link("composed_of", *pair) for pair in [("a", "b"), ("a", "x"), ("b", "c"), ("b", "x")]]
    with pytest.raises(TableError, match="c is part of a"):
        LinkIndex([*links, link("opposite_of", "c", "a")], set("abcx"))


def test_a_composition_without_one_of_its_parts_is_not_kept() -> None:
    links = [link("composed_of", "a", "b"), link("composed_of", "a", "c"), link("opposite_of", "a", "d")]
    assert whole_links(links, {"a", "b", "d"}) == (links[2],)
    assert whole_links(links, {"a", "b", "c"}) == tuple(links[:2])


def test_links_are_found_from_where_they_lead_away(mini: tone.KnowledgeBase) -> None:
    index = mini.link_index
    assert [found.object for found in index.of(LinkKind.COMPOSED_OF, "anger/envy")] == ["joy/optimism/hope", "sadness"]
    assert not index.of(LinkKind.COMPOSED_OF, "sadness"), "compositions lead from whole to part"
    assert index.of(LinkKind.OPPOSITE_OF, "sadness") == index.of(LinkKind.OPPOSITE_OF, "joy")
    assert not index.of(LinkKind.OPPOSITE_OF, "anger"), "a deprecated link is not found"
