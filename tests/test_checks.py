"""The numbered checks: the release passes them all, and each finds the fault it is there for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, ROOT
from pyoxigraph import Literal, NamedNode, Triple
from test_tables import spoil

import tone
from tone.checks import emotions, graph, words  # noqa: F401 - each enters its checks into the registry
from tone.checks.registry import CHECKS, Subject, run_checks, select
from tone.errors import ToneError
from tone.loading import FolderSource
from tone.namespaces import TONE

Spoil = Callable[[Path], object]


def subject(path: Path, *extra: Triple, without: str = "") -> Subject:
    kb = tone.load(path)
    triples = {triple for triple in kb.triples(lexicon=False) if not without or without not in str(triple)}
    folder = kb.source.folder if isinstance(kb.source, FolderSource) else None
    return Subject(kb, frozenset({*triples, *extra}), folder)


def faults(found: Subject) -> dict[str, tuple[str, ...]]:
    return {finding.code: finding.items for finding in run_checks(found, select([])) if finding.items}


@pytest.mark.parametrize("path", [ROOT, ROOT / "ontology" / "tone.ttl", DATA / "mini"])
def test_the_data_pass(path: Path) -> None:
    assert faults(subject(path)) == {}


TABLE_SAMPLES: dict[str, tuple[str, str, str]] = {
    "A101": ("emotions", "Envy that guards a bond", "envy that guards a bond"),
    "A102": ("emotions", "Envy that guards a bond", "Jealousy that guards a bond"),
    "A104": ("emotions", "\thope\tOptimism held", "\thappiness\tOptimism held"),
    "A105": ("emotions", "\thopeful\t", "\tworried\t"),
    "A106": ("emotions", "\thopefulness\t", "\thappiness\t"),
    "A107": ("emotions", "for the shade of cheerfulness of the same name see joy/cheerfulness/joy.", "so there."),
    "L201": ("entries", "hope\thope\tnoun\thope|hopes\t", "hoap\thoap\tnoun\thoap\t"),
    "L202": ("entries", "semapv:ManualMappingCuration", "guesswork"),
    "L203": ("entries", "bitter\tbitter\tadj\tbitter\tanger", "bitter\tbitter\tadj\tbitter|bitterly\tanger"),
    "D301": ("links", "Plutchik 1980", "Plutchik 1880"),
}


@pytest.mark.parametrize("code", TABLE_SAMPLES)
def test_a_fault_of_the_tables_is_found(mini_folder: Path, code: str) -> None:
    table, old, new = TABLE_SAMPLES[code]
    spoil(mini_folder, table, old, new)
    assert code in faults(subject(mini_folder))


def test_two_equal_definitions_are_found(mini_folder: Path) -> None:
    mini = tone.load(mini_folder)
    spoil(mini_folder, "emotions", mini["anger/envy"].definition, mini["fear"].definition)
    assert faults(subject(mini_folder))["A103"] == ("anger/envy and fear",)


JOY = NamedNode(f"{TONE}Joy")
GRAPH_SAMPLES: dict[str, tuple[list[Triple], str]] = {
    "G401": ([], "/license>"),
    "G402": ([], "versionIRI"),
    "G403": ([Triple(NamedNode(f"{TONE}Thing"), graph.Rdf.type, graph.Owl.Class)], ""),
    "G404": ([], "tone#isComposedOf> <http://www.w3.org/2000/01/rdf-schema#range"),
    "G405": ([Triple(JOY, NamedNode("http://example.org/undeclared"), Literal("x"))], ""),
    "G406": ([Triple(JOY, graph.Rdfs.label, Literal("sadness", language="en"))], ""),
    "G407": ([], "joyousness"),
}


@pytest.mark.parametrize("code", GRAPH_SAMPLES)
def test_a_fault_of_the_graph_is_found(code: str) -> None:
    extra, without = GRAPH_SAMPLES[code]
    assert code in faults(subject(DATA / "mini", *extra, without=without))


def test_a_stale_release_is_found(data_folder: Path) -> None:
    spoil(data_folder, "emotions", "\tangriness|ire\t", "\tangriness\t")
    (data_folder / "ontology" / "tone.owl").unlink()
    assert faults(subject(data_folder))["R501"] == (
        "vocab/emotions.tsv is not the file that was released; run tone build ontology",
        "ontology/tone.owl is missing",
    )


def test_each_check_has_a_sample() -> None:
    assert set(CHECKS) == {*TABLE_SAMPLES, *GRAPH_SAMPLES, "A103", "R501"}
    assert all(entry.message.endswith(".") for entry in CHECKS.values())


def test_checks_are_selected_by_the_beginning_of_their_code() -> None:
    assert [entry.code for entry in select(["a10", "L201"])] == [*(f"A10{n}" for n in range(1, 8)), "L201"]
    with pytest.raises(ToneError, match="no check 'Z9'"):
        select(["z9"])
