"""Tables: what they accept, what they refuse and where, and that reading undoes writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.errors import DataError, TableError
from tone.model import Cue, CueKind, Entry, PartOfSpeech, Status
from tone.tables import CUES, EMOTIONS, ENTRIES, LINKS

CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="|\ufeff"),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip())
FRACTION = st.floats(0.001, 1).map(lambda number: float(format(number, ".6g")))
ENTRY = st.builds(
    lambda forms, **rest: Entry(form=forms[0], forms=(forms[0], *sorted(forms[1:])), **rest),
    forms=st.lists(CELL, min_size=1, max_size=4, unique=True),
    lemma=CELL,
    pos=st.sampled_from(PartOfSpeech),
    emotion=CELL,
    weight=FRACTION,
    confidence=FRACTION,
    justification=CELL,
    sources=st.sets(CELL, min_size=1, max_size=3).map(lambda found: tuple(sorted(found))),
    status=st.sampled_from(Status),
)


@given(st.lists(ENTRY, max_size=8))
def test_reading_undoes_writing(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("tables") / "entries.tsv"
    ENTRIES.write(path, entries)
    read = ENTRIES.read(path)
    assert sorted(read, key=repr) == sorted(entries, key=repr)
    assert ENTRIES.render(read) == path.read_bytes()


@pytest.mark.parametrize("table", [EMOTIONS, ENTRIES, LINKS])
def test_committed_tables_are_in_normal_form(kb: tone.KnowledgeBase, table: object) -> None:
    folder = Path(__file__).parents[1] / "vocab"
    names = {id(EMOTIONS): "emotions", id(ENTRIES): "entries", id(LINKS): "links"}
    path = folder / f"{names[id(table)]}.tsv"
    if path.exists():
        assert table.render(table.read(path)) == path.read_bytes()  # type: ignore[attr-defined]


def spoil(folder: Path, table: str, old: str, new: str) -> Path:
    path = folder / "vocab" / f"{table}.tsv"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the sample does not fit the table any more"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def row_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text("utf-8").split("\n"), start=1) if text in line)


FAULTS = {
    "missing column": ("emotions", "\ttier\t", "\ttiers\t", "column tier: missing from the header"),
    "duplicate key": ("emotions", "\njoy/optimism\t", "\njoy/relief\t", "'joy/relief' is given twice"),
    "duplicate name": ("emotions", "\tOptimism\t", "\tRelief\t", "'Relief' already names 'joy/optimism'"),
    "cycle": (
        "emotions",
        "joy/optimism\tOptimism\t2\tjoy\t",
        "joy/optimism\tOptimism\t2\tjoy/optimism/hope\t",
        "cycle:",
    ),
    "orphan": ("emotions", "\tOptimism\t2\tjoy\t", "\tOptimism\t2\t\t", "an emotion of tier 2 needs a parent"),
    "unknown parent": ("emotions", "\tOptimism\t2\tjoy\t", "\tOptimism\t2\tjoi\t", "no emotion has the key 'joi'"),
    "wrong tier": ("emotions", "\tOptimism\t2\t", "\tOptimism\t3\t", "tier 3 under a parent of tier 1; expected 2"),
    "no tier": ("emotions", "\tOptimism\t2\t", "\tOptimism\ttwo\t", "'two' is not a tier; expected 1, 2 or 3"),
    "key apart from parent": ("emotions", "joy/optimism/hope\t", "joy/hope\t", "does not begin with its parent's key"),
    "bad name": ("emotions", "\tOptimism\t", "\tthe optimism\t", "is not CamelCase"),
    "empty cell": ("emotions", "\toptimistic\t", "\t\t", "empty; a value was expected"),
    "space at the end": ("emotions", "\toptimistic\t", "\toptimistic \t", "begins or ends with a space"),
    "unknown status": ("emotions", "\taccepted\n", "\tfine\n", "'fine' is not one of accepted, deprecated"),
    "lost tab": ("emotions", "\toptimistic\t", "optimistic\t", "10 cells where the header has 11"),
    "carriage return": ("emotions", "accepted\n", "accepted\r\n", "holds a carriage return"),
    "NUL byte": ("emotions", "optimistic", "optim\0istic", "holds a NUL byte"),
    "byte order mark": ("emotions", "key\t", "\ufeffkey\t", "starts with a byte order mark"),
    "unknown emotion of an entry": (
        "entries",
        "\tjoy/optimism/hope\t",
        "\tjoy/hope\t",
        "no emotion has the key 'joy/hope'",
    ),
    "weight out of range": ("entries", "\t0.6\t", "\t1.6\t", "1.6 is outside the range 0 to 1"),
    "weight of nothing": ("entries", "\t0.6\t", "\t0\t", "a weight of 0 says nothing"),
    "weight in words": ("entries", "\t0.6\t", "\thigh\t", "'high' is not a number"),
    "not a number": ("entries", "\t0.6\t", "\tnan\t", "nan is outside the range"),
    "duplicate entry": ("entries", "\tsadness/sadness\t0.4", "\tanger/envy\t0.4", "is given twice for 'anger/envy'"),
    "nothing to find": (
        "entries",
        "over the moon\tover the moon\tphrase\tover the moon",
        "!\t!\tphrase\t!",
        "no letter or digit",
    ),
    "empty form": ("entries", "|worrying", "|", "is not a list of values"),
    "link to itself": ("links", "\tjoy\tsadness\t", "\tjoy\tjoy\t", "'joy' is linked to itself"),
    "link to nothing": ("links", "\tjoy\tsadness\t", "\tjoy\tsad\t", "no emotion has the key 'sad'"),
    "one operand": ("links", "fear|joy/relief", "fear", "1 emotions; plus_leads_to takes 2"),
    "unknown kind": ("links", "opposite_of\tjoy\t", "contrary_to\tjoy\t", "'contrary_to' is not one of"),
}


def read_all(folder: Path) -> None:
    mini = tone.load(folder)
    mini.lexicon.lookup("joy")
    mini.links()


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_found_with_row_and_column(mini_folder: Path, fault: str) -> None:
    table, old, new, message = FAULTS[fault]
    path = spoil(mini_folder, table, old, new)
    with pytest.raises(TableError) as caught:
        read_all(mini_folder)
    assert message in str(caught.value)
    assert caught.value.path == path
    assert caught.value.problems
    assert all(problem.row >= 1 for problem in caught.value.problems)


def test_a_fault_names_its_row(mini_folder: Path) -> None:
    path = spoil(mini_folder, "emotions", "\tOptimism\t2\t", "\tOptimism\t9\t")
    with pytest.raises(TableError) as caught:
        tone.load(mini_folder)
    [problem] = caught.value.problems
    assert (problem.row, problem.column) == (row_of(path, "\tOptimism\t"), "tier")


def test_all_faults_are_listed_at_once(mini_folder: Path) -> None:
    spoil(mini_folder, "entries", "\t0.6\t", "\t6\t")
    spoil(mini_folder, "entries", "\t0.4\t", "\t4\t")
    with pytest.raises(TableError, match="2 faults"):
        tone.load(mini_folder).lexicon.lookup("joy")


def test_wrong_encoding_names_row_and_byte(mini_folder: Path) -> None:
    path = mini_folder / "vocab" / "emotions.tsv"
    content = path.read_bytes().replace(b"\toptimistic\t", b"\toptim\xefstic\t")
    path.write_bytes(content)
    with pytest.raises(TableError, match="0xef is not UTF-8") as caught:
        tone.load(mini_folder)
    assert caught.value.problems[0].row == content[: content.index(b"\xef")].count(b"\n") + 1


@pytest.mark.parametrize("content", ["", "key\tname\n", "\n"])
def test_a_table_without_rows_or_columns_is_refused(mini_folder: Path, content: str) -> None:
    (mini_folder / "vocab" / "emotions.tsv").write_text(content)
    with pytest.raises(TableError):
        tone.load(mini_folder)


def test_only_a_header_is_no_taxonomy(mini_folder: Path) -> None:
    path = mini_folder / "vocab" / "emotions.tsv"
    path.write_text(path.read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    with pytest.raises(TableError, match="holds no emotions"):
        tone.load(mini_folder)


def test_a_missing_table_is_named(mini_folder: Path) -> None:
    (mini_folder / "vocab" / "entries.tsv").unlink()
    with pytest.raises(DataError, match=r"entries\.tsv: No such file"):
        tone.load(mini_folder).lookup("joy")


def test_cues_are_well_formed() -> None:
    cues = CUES.read(Path(__file__).parents[1] / "vocab" / "cues.tsv")
    assert len({cue.form for cue in cues}) == len(cues)
    assert {cue.kind for cue in cues} == set(CueKind)
    assert all(cue.scope > 0 for cue in cues if cue.kind in (CueKind.NEGATOR, CueKind.INTENSIFIER, CueKind.DIMINISHER))
    assert all((cue.factor or 2) > 1 for cue in cues if cue.kind is CueKind.INTENSIFIER)
    assert all((cue.factor or 0.5) < 1 for cue in cues if cue.kind in (CueKind.DIMINISHER, CueKind.NEGATOR))
    assert Cue("not", CueKind.NEGATOR, 4) in cues
