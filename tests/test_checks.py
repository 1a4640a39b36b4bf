"""The numbered checks: released data and small world pass them all, and each fails on its sample in data/bad.

The sample of a code is what spoils the small world: ``edit.tsv`` changes text in its tables, ``add.ttl`` adds triples
to its graph, ``change.ru`` is a SPARQL update of it, and any other file is laid over its folder.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import DATA, ROOT
from pyoxigraph import Quad, Store, Triple

import tone
from tone.build.gate import subject_at, subject_in, subject_of
from tone.checks import FAMILIES
from tone.checks.checklist import CHECKLIST
from tone.checks.registry import CHECKS, EXCEPTIONS, Finding, Subject, run_checks, select
from tone.errors import DataError, OntologyFileError, TableError, ToneError
from tone.namespaces import LEXICON, LEXICON_IRI
from tone.rdf.reader import parse_file
from tone.resources import DataFolder, find_data

BAD = DATA / "bad"
SAMPLES = sorted(path.name for path in BAD.iterdir())
SPECIAL = {"edit.tsv", "add.ttl", "change.ru"}
MARKS = {"reason": [pytest.mark.reason], "validate": []}


def faults(subject: Subject, codes: Iterable[str] = (), *, needs: str = "") -> dict[str, tuple[str, ...]]:
    checks = [entry for entry in select(codes) if entry.needs in ("", needs)]
    return {finding.code: finding.items for finding in run_checks(subject, checks) if finding.items}


def spoilt_folder(sample: Path, target: Path) -> DataFolder:
    shutil.copytree(DATA / "mini", target)
    for path in sample.rglob("*"):
        if path.is_file() and path.name not in SPECIAL:
            place = target / path.relative_to(sample)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    edits = sample / "edit.tsv"
    for line in edits.read_text("utf-8").splitlines()[1:] if edits.exists() else ():
        name, old, new = (cell.replace("\\t", "\t") for cell in line.split("\t"))
        text = (target / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        (target / name).write_text(text.replace(old, new), "utf-8")
    return DataFolder(target, "path")


def changed(triples: Iterable[Triple], sample: Path) -> frozenset[Triple]:
    """Triples with those of a sample beside them, and after its update."""
    before = frozenset(triples)
    after = set(before)
    if (sample / "add.ttl").exists():
        after |= set(parse_file(sample / "add.ttl"))
    if (sample / "change.ru").exists():
        store = Store()
        store.extend(Quad(t.subject, t.predicate, t.object) for t in after)
        store.update((sample / "change.ru").read_text("utf-8"))
        after = {quad.triple for quad in store}
    assert after != before, "the sample changes nothing"
    return frozenset(after)


def is_word(triple: Triple) -> bool:
    return getattr(triple.subject, "value", "").startswith((LEXICON, LEXICON_IRI))


def spoilt(code: str, tmp_path: Path) -> Subject:
    sample = BAD / code
    subject = subject_in(spoilt_folder(sample, tmp_path / "mini"))
    if not any((sample / name).exists() for name in ("add.ttl", "change.ru")):
        return subject
    both = changed(subject.triples | subject.words, sample)
    triples, words = (frozenset(t for t in both if is_word(t) is wanted) for wanted in (False, True))
    return Subject(
        subject.folder,
        lambda: subject.knowledge,
        lambda: triples,
        lambda: words,
        subject.shapes,
        subject.lexicon_shapes,
    )


@pytest.mark.parametrize("code", [pytest.param(code, marks=MARKS.get(CHECKS[code].needs, [])) for code in SAMPLES])
def test_a_check_finds_its_sample(code: str, tmp_path: Path) -> None:
    if CHECKS[code].needs == "validate":
        pytest.importorskip("pyshacl", reason="pyshacl comes with the extra 'validate'")
    assert set(faults(spoilt(code, tmp_path), [code], needs=CHECKS[code].needs)) == {code}


def test_each_check_has_a_sample_and_each_sample_a_check() -> None:
    assert set(SAMPLES) == set(CHECKS)


def test_codes_and_messages_are_well_formed() -> None:
    for code, entry in CHECKS.items():
        assert re.fullmatch(r"[A-Z]\d{2,3}", code)
        assert entry.message.endswith(".")
        assert code[0] in FAMILIES
    assert {code[0] for code in CHECKS} == set(FAMILIES)
    assert len({entry.message for entry in CHECKS.values()}) == len(CHECKS)


@pytest.mark.parametrize("path", [pytest.param(ROOT, marks=pytest.mark.build), DATA / "mini"])
def test_the_data_pass(path: Path) -> None:
    assert faults(subject_at(path)) == {}


@pytest.mark.build
@pytest.mark.parametrize("name", ["tone.ttl", "tone.owl"])
def test_the_released_files_pass(name: str) -> None:
    families = [letter for letter in FAMILIES if letter not in "LRK"]
    assert faults(subject_at(ROOT / "ontology" / name), families) == {}


def test_every_exception_says_why() -> None:
    rows = EXCEPTIONS.read(ROOT / "ontology" / "exceptions.tsv")
    assert rows
    assert all(row.code in CHECKS and len(row.reason.split()) > 5 for row in rows)
    # tables and links are never excused, nor is what is critical in the catalogue of pitfalls
    assert not {row.code for row in rows} & {"P03", "P05", "P06", "P19", "P28", "P29", "P39", "P40"}
    assert {row.code[0] for row in rows} <= {"P", "F"}


def test_an_exception_excuses_what_it_names_and_no_more(mini_folder: Path) -> None:
    (mini_folder / "ontology").mkdir()
    path = mini_folder / "ontology" / "exceptions.tsv"
    rows = (ROOT / "ontology" / "exceptions.tsv").read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if "tone:hasCue" not in row), "utf-8")
    [found] = run_checks(subject_at(mini_folder), select(["P13"]))
    assert found.items == ("tone:hasCue",)
    assert "tone:foundAt" in found.excused


def test_a_stale_release_is_found(data_folder: Path) -> None:
    path = data_folder / "vocab" / "emotions.tsv"
    path.write_text(path.read_text("utf-8").replace("\tangriness|ire\t", "\tangriness\t"), "utf-8")
    (data_folder / "ontology" / "tone.owl").unlink()
    assert faults(subject_at(data_folder), ["R501"])["R501"] == (
        "ontology/tone.owl is missing",
        "vocab/emotions.tsv is not the file that was released; run tone build ontology",
    )


def test_checks_are_selected_by_the_beginning_of_their_code() -> None:
    assert [entry.code for entry in select(["a10", "L201"])] == [*(f"A10{n}" for n in range(1, 9)), "L201"]
    for code in ("z9", ""):
        with pytest.raises(ToneError, match=f"no check '{code.upper()}': codes begin with T"):
            select([code])


def test_what_does_not_load_stops_the_checks_that_need_it(tmp_path: Path) -> None:
    subject = spoilt("T003", tmp_path)
    findings = list(run_checks(subject, select([])))
    assert {found.code[0] for found in findings} == {"T"}
    [broken] = [found for found in findings if found.items]
    assert broken.items == ("vocab/emotions.tsv row 3, column tier: '7' is not a tier; expected 1, 2 or 3",)
    with pytest.raises(TableError, match="row 3, column tier"):
        list(run_checks(subject_in(subject.folder or find_data()), select(["A101"])))


def test_bad_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no vocab/emotions.tsv"):
        subject_at(tmp_path)
    torn = tmp_path / "torn.ttl"
    torn.write_text("@prefix tone: <https://w3id.org/tone#> .\ntone:Joy a tone:PrimaryEmotion\ntone:Fear", "utf-8")
    with pytest.raises(OntologyFileError, match="line 3"):
        subject_at(torn)


def test_an_overlay_is_checked_with_the_data(mini: tone.KnowledgeBase) -> None:
    assert faults(subject_of(mini), ["A", "G407"]) == {}


def finding(code: str, *items: str) -> Finding:
    return Finding(code, "", items)


def test_the_checklist_has_all_points_and_real_codes() -> None:
    assert [point.number for point in CHECKLIST] == list(range(1, 17))
    for point in CHECKLIST:
        assert point.checks(), point
        assert all(any(code.startswith(begin) for code in CHECKS) for begin in point.codes)


def test_a_point_is_as_good_as_its_checks() -> None:
    first = CHECKLIST[0]
    fine = {code: finding(code) for code in first.checks()}
    assert first.state(fine) == "fine"
    assert first.state({**fine, "G408": finding("G408", "turtle")}) == "faults"
    assert first.state({"G408": finding("G408")}) == "not run"


def test_contributors_read_the_same_checklist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for point in CHECKLIST:
        codes = ", ".join(code if code in CHECKS else f"{code}.." for code in point.codes)
        decided = f"{codes}; {point.beside}" if point.beside else codes
        assert f"| {point.number} | {point.wants} | {decided} |" in text
