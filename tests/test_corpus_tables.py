"""Tables of texts: every format in and out, interrupted and resumed, in one process and in two, and bad input."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import tone
from tone.corpus import classify_frame, classify_table
from tone.crosswalk import Crosswalk
from tone.embed.encoder import HashingEncoder
from tone.errors import DataError, FormatError, MissingExtraError, OutputError, TextError, UnknownSchemeError

FORMATS = ("csv", "tsv", "jsonl", "csv.gz", "tsv.gz", "jsonl.gz", "parquet")
TEXTS = [
    "so much joy",
    'she said "anger", twice,\nand left\tat once',
    "",
    "It is Tuesday.",
    "despair \u05e9\u05de\u05d7 \U0001f642",
    "joy and despair",
    "line\rend and joy",
]


@pytest.fixture(scope="module")
def clf(mini: tone.KnowledgeBase) -> tone.EmotionClassifier:
    return tone.EmotionClassifier(mini)


def need(*suffixes: str) -> None:
    if any(suffix.endswith("parquet") for suffix in suffixes):
        pytest.importorskip("pyarrow", reason="pyarrow comes with the extra 'tables'")


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows with other means than those that are tested."""
    name = path.name.removesuffix(".gz")
    if name.endswith("parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
        return path
    if name.endswith("jsonl"):
        text = "".join(json.dumps(row) + "\n" for row in rows)
    else:
        buffer = io.StringIO()
        sheet = csv.DictWriter(
            buffer, list(rows[0]), delimiter="\t" if name.endswith("tsv") else ",", quoting=csv.QUOTE_ALL
        )
        sheet.writeheader()
        sheet.writerows(rows)
        text = buffer.getvalue()
    content = text.encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """Read rows with other means than those that are tested."""
    name = path.name.removesuffix(".gz")
    if name.endswith("parquet"):
        import pyarrow.parquet as pq

        return list(pq.read_table(path).to_pylist())
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if name.endswith("jsonl"):
        return [json.loads(line) for line in content.decode().split("\n")[:-1]]
    stream = io.StringIO(content.decode(), newline="")
    return list(csv.DictReader(stream, delimiter="\t" if name.endswith("tsv") else ",", strict=True))


def many(count: int) -> list[dict[str, Any]]:
    return [{"id": str(number), "text": f"{TEXTS[number % len(TEXTS)]} {number}"} for number in range(count)]


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("target", FORMATS)
def test_every_format_goes_into_every_other(clf, tmp_path, source: str, target: str) -> None:  # type: ignore[no-untyped-def]
    need(source, target)
    rows = [{"id": str(number), "text": text} for number, text in enumerate(TEXTS)]
    report = classify_table(
        write(tmp_path / f"in.{source}", rows), tmp_path / f"out.{target}", classifier=clf, tier=1, batch_size=2
    )
    answered = read(report.path)
    assert [{name: row[name] for name in ("id", "text")} for row in answered] == rows
    assert [row["tone_key"] or None for row in answered] == [
        None if (best := clf.classify(text).best(tier=1)) is None else best.key for text in TEXTS
    ]
    assert (report.rows, report.without_text, report.abstained) == (7, 1, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({f"in.{source}", f"out.{target}"})


def test_the_columns_that_are_added(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    source = write(tmp_path / "in.jsonl", [{"text": "joy and despair"}, {"text": "Tuesday"}])
    classify_table(source, tmp_path / "out.jsonl", classifier=clf, scores=1, mentions=True, prefix="e_")
    mixed, none = read(tmp_path / "out.jsonl")
    result = clf.classify("joy and despair")
    assert mixed["e_key"] == result.emotion.key
    assert mixed["e_emotion"] == result.emotion.label
    assert mixed["e_score"] == pytest.approx(result.scores()[result.emotion.key], abs=1e-6)
    for name in ("emotional", "intensity", "valence"):
        assert mixed[f"e_{name}"] == pytest.approx(getattr(result, name), abs=1e-6)
    assert mixed["e_mixed"] == "; ".join(f"{one.key} + {other.key}" for one, other in result.mixed)
    assert {name: value for name, value in mixed.items() if name.startswith("e_score_")} == {
        f"e_score_{emotion.key}": pytest.approx(result.scores().get(emotion.key, 0), abs=1e-6)
        for emotion in clf.knowledge.emotions(tier=1)
    }
    assert [mention["text"] for mention in json.loads(mixed["e_mentions"])] == ["joy", "despair"]
    assert (none["e_key"], none["e_score"], none["e_mixed"], none["e_mentions"]) == (None, None, None, "[]")


@pytest.mark.parametrize("target", FORMATS)
def test_a_column_has_the_label_of_another_scheme(clf, tmp_path, target: str) -> None:  # type: ignore[no-untyped-def]
    need(target)
    source, path = write(tmp_path / "in.csv", many(20)), tmp_path / f"out.{target}"
    done = classify_table(source, path, classifier=clf, batch_size=5, tier=1, mentions=True, scheme="goemotions")
    assert done.rows == 20
    rows = read(path)
    assert list(rows[0])[-2:] == ["tone_mentions", "tone_label"]
    texts = [row["text"] or "" for row in rows]
    assert [row["tone_label"] for row in rows] == clf.predict(texts, scheme="goemotions")
    assert {"joy", "neutral"} <= {row["tone_label"] for row in rows}


def test_only_a_run_in_the_same_scheme_is_resumed(clf, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    table, path = write(tmp_path / "in.csv", many(20)), tmp_path / "out.csv"
    with pytest.raises(UnknownSchemeError, match="did you mean 'ekman'"):
        classify_table(table, path, classifier=clf, scheme="ekmann")
    assert [found.name for found in tmp_path.iterdir()] == ["in.csv"]
    with pytest.raises(StoppedError):
        classify_table(table, path, classifier=clf, batch_size=5, scheme="ekman", progress=stop_after(5))
    for other in ("goemotions", None):
        with pytest.raises(DataError, match=r"cannot resume: .*options was .*\"ekman\""):
            classify_table(table, path, classifier=clf, batch_size=5, scheme=other, resume=True)
    with monkeypatch.context() as patched:
        mapped = list(clf.knowledge.crosswalk("ekman"))
        patched.setattr(Crosswalk, "__iter__", lambda _: iter(mapped[1:]))  # as if a mapping had been taken out
        with pytest.raises(DataError, match=r"cannot resume: .*\(knowledge was"):
            classify_table(table, path, classifier=clf, batch_size=5, scheme="ekman", resume=True)
    assert classify_table(table, path, classifier=clf, batch_size=5, scheme="ekman", resume=True).resumed_at == 5


@pytest.mark.parametrize("target", FORMATS)
def test_two_processes_write_the_same_as_one(clf, tmp_path, target: str) -> None:  # type: ignore[no-untyped-def]
    need(target)
    source = write(tmp_path / "in.csv", many(95))
    one = classify_table(source, tmp_path / f"one.{target}", classifier=clf, batch_size=10)
    two = classify_table(source, tmp_path / f"two.{target}", classifier=clf, batch_size=10, jobs=2)
    assert one.path.read_bytes() == two.path.read_bytes()
    assert (one.rows, one.abstained, one.without_text) == (two.rows, two.abstained, two.without_text)


def test_a_classifier_can_be_given_to_a_new_process(clf) -> None:  # type: ignore[no-untyped-def]
    other = pickle.loads(pickle.dumps(clf))
    assert other.classify(TEXTS[5]).to_dict() == clf.classify(TEXTS[5]).to_dict()


def test_answers_can_be_given_back_by_another_process(clf) -> None:  # type: ignore[no-untyped-def]
    for result in map(clf.classify, TEXTS):
        again = pickle.loads(pickle.dumps(result))
        assert again == result
        assert again.all_scores == result.all_scores


class StoppedError(Exception):
    """Stands for whatever may interrupt a run."""


def stop_after(rows: int) -> Callable[[int, float], None]:
    def progress(done: int, share: float) -> None:
        assert 0 < share <= 1
        if done >= rows:
            raise StoppedError

    return progress


@pytest.mark.parametrize("target", ["csv", "jsonl.gz", "parquet"])
@pytest.mark.parametrize("source", ["csv", "jsonl.gz", "parquet"])
def test_a_resumed_run_gives_the_same_bytes(clf, tmp_path, source: str, target: str) -> None:  # type: ignore[no-untyped-def]
    need(source, target)
    table = write(tmp_path / f"in.{source}", many(47))
    whole = classify_table(table, tmp_path / f"whole.{target}", classifier=clf, batch_size=10)
    part, path = tmp_path / f"out.{target}.part", tmp_path / f"out.{target}"
    options: dict[str, Any] = {"classifier": clf, "batch_size": 10}
    with pytest.raises(StoppedError):
        classify_table(table, path, progress=stop_after(10), **options)
    for rows in (20, 40, 47):
        assert not path.exists()
        if part.is_file():  # what the power cut while it was being written
            with part.open("ab") as stream:
                stream.write(b"half a ro")
        else:
            (part / "000099.parquet").write_bytes(b"PAR1half")
        with pytest.raises(StoppedError):
            classify_table(table, path, progress=stop_after(rows), resume=True, **options)
    report = classify_table(table, path, resume=True, **options)
    assert path.read_bytes() == whole.path.read_bytes()
    assert (report.rows, report.resumed_at) == (47, 47)
    assert (report.without_text, report.abstained) == (whole.without_text, whole.abstained)
    assert not part.exists()


@pytest.mark.parametrize("target", ["csv", "jsonl", "csv.gz"])
def test_an_interrupted_run_leaves_whole_rows(clf, tmp_path, target: str) -> None:  # type: ignore[no-untyped-def]
    table = write(tmp_path / "in.csv", many(30))
    with pytest.raises(StoppedError):
        classify_table(table, tmp_path / f"out.{target}", classifier=clf, batch_size=7, jobs=2, progress=stop_after(14))
    kept = (tmp_path / f"out.{target}.part").rename(tmp_path / f"kept.{target}")
    assert [row["id"] for row in read(kept)] == [str(number) for number in range(14)]


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Let no file grow above a size; the system then fails the write, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("target", ["csv", "jsonl.gz", "parquet"])
def test_a_full_disk_leaves_what_can_be_resumed(clf, tmp_path, small_disk, target: str) -> None:  # type: ignore[no-untyped-def]
    need(target)
    rows = many(200)
    for row in rows[150:]:
        row["text"] += os.urandom(2000).hex()
    table = write(tmp_path / "in.csv", rows)
    options: dict[str, Any] = {"classifier": clf, "batch_size": 20}
    whole = classify_table(table, tmp_path / f"whole.{target}", **options)
    path = tmp_path / f"out.{target}"
    path.write_text("what was there before")
    small_disk(12_000 if target == "jsonl.gz" else 24_000)
    with pytest.raises(OutputError, match=r"cannot write .*; 140 rows are whole in .*part: make room"):
        classify_table(table, path, **options)
    small_disk(resource.RLIM_INFINITY)
    assert path.read_text() == "what was there before"
    report = classify_table(table, path, resume=True, **options)
    assert report.resumed_at == 140
    assert path.read_bytes() == whole.path.read_bytes()


def test_only_the_same_run_is_resumed(clf, kb, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table, path = write(tmp_path / "in.csv", many(20)), tmp_path / "out.csv"
    with pytest.raises(StoppedError):
        classify_table(table, path, classifier=clf, batch_size=5, progress=stop_after(5))
    with pytest.raises(DataError, match=r"cannot resume: .*\(options was .*, is .*\); start anew"):
        classify_table(table, path, classifier=clf, batch_size=5, tier=1, resume=True)
    with pytest.raises(DataError, match=r"cannot resume: .*\(knowledge was"):
        classify_table(table, path, classifier=tone.EmotionClassifier(kb), batch_size=5, resume=True)
    content = table.read_bytes()
    write(table, many(21))
    with pytest.raises(DataError, match=r"cannot resume: .*\(input was"):
        classify_table(table, path, classifier=clf, batch_size=5, resume=True)
    assert (tmp_path / "out.csv.part").exists()
    table.write_bytes(content)
    assert classify_table(table, path, classifier=clf, batch_size=5).resumed_at == 0
    assert len(read(path)) == 20


def test_only_a_run_of_the_same_encoder_is_resumed(mini, tmp_path) -> None:  # type: ignore[no-untyped-def]
    class Other(HashingEncoder):
        revision = "2"

    table, path = write(tmp_path / "in.csv", many(20)), tmp_path / "out.csv"
    clf = tone.EmotionClassifier(mini, mode="contextual", encoder=HashingEncoder())
    with pytest.raises(StoppedError):
        classify_table(table, path, classifier=clf, batch_size=5, progress=stop_after(5))
    other = tone.EmotionClassifier(mini, mode="contextual", encoder=Other())
    with pytest.raises(DataError, match=r'classifier was {"encoder": \["hashing", "1"\]}, is .*"2"\]}'):
        classify_table(table, path, classifier=other, batch_size=5, resume=True)
    with pytest.raises(DataError, match=r'cannot resume: .*"mode": "contextual".*, is {.*"mode": "lexical"'):
        classify_table(table, path, classifier=tone.EmotionClassifier(mini), batch_size=5, resume=True)
    assert classify_table(table, path, classifier=clf, batch_size=5, resume=True).resumed_at == 5


def test_a_part_that_was_tampered_with_is_refused(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table, path = write(tmp_path / "in.csv", many(20)), tmp_path / "out.csv"
    with pytest.raises(StoppedError):
        classify_table(table, path, classifier=clf, batch_size=5, progress=stop_after(10))
    (tmp_path / "out.csv.part").write_bytes(b"id,text")
    with pytest.raises(DataError, match=r"shorter than its journal says"):
        classify_table(table, path, classifier=clf, batch_size=5, resume=True)


BAD = [
    ("in.csv", b"id,review\n1,joy\n", r"has no column 'text': there are 'id', 'review'"),
    ("in.jsonl", b'{"review": "joy"}\n', r"has no column 'text': there are 'review'"),
    ("in.csv", b"", r"in.csv is empty: expected a first row"),
    ("in.csv", b"text,text\na,b\n", r"several columns are called 'text'"),
    ("in.csv", b"text,tone_key\na,b\n", r"has a column 'tone_key' already: give another prefix"),
    ("in.csv", b"id,text\n1,joy\n2,jo\0y\n", r"line 3: byte 5 of the line is NUL"),
    ("in.csv", "id,text\n1,joy\n".encode("utf-16"), r"line 1: .*convert it to UTF-8"),
    ("in.csv", b"id,text\n1,joy\n2\n", r"row 2 \(line 3\): 1 fields where the header has 2"),
    ("in.csv", b'id,text\n1,"a\nb"\n2,joy,3\n', r"row 2 \(line 4\): 3 fields where the header has 2"),
    ("in.csv", b'id,text\n1,joy\n2,"never closed\n3,joy\n', r"row 2 \(from line 3\): unexpected end of data"),
    ("in.csv", b"id,text\n1,na\xefve\n", r"line 2: byte 0xef, the 5th of the line, is not UTF-8"),
    ("in.txt", b"joy\nna\xefve\n", r"line 2: byte 0xef"),
    ("in.jsonl", b'{"text": "joy"}\n\n{"text": "jo\n', r"row 2 \(line 3\): not JSON"),
    ("in.jsonl", b'{"text": "joy"}\n["joy"]\n', r"row 2 \(line 2\): list where an object was expected"),
    ("in.jsonl", b'{"text": "joy"}\n' + b"[" * 100_000 + b"\n", r"row 2 \(line 2\): not JSON"),
    ("in.csv.gz", gzip.compress(b"id,text\n" + os.urandom(50_000).hex().encode())[:9000], r"cut short after line 1"),
    ("in.csv.gz", b"id,text\n1,joy\n", r"gzip file is damaged or cut short after line 0"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD)
def test_bad_tables_are_named_by_place(clf, tmp_path, name: str, content: bytes, said: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / name).write_bytes(content)
    for jobs in (1, 2) if "never" in str(content) else (1,):
        with pytest.raises(DataError, match=said):
            classify_table(tmp_path / name, tmp_path / "out.csv", classifier=clf, jobs=jobs)
    assert not (tmp_path / "out.csv").exists()


def test_rows_without_a_text(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "in.jsonl"
    table.write_text(
        '{"text": "joy"}\n{"text": null}\n{"id": 1}\n{"text": 5}\n{"text": " "}\n{"text": "\\ud800 joy"}\n'
    )
    report = classify_table(table, tmp_path / "out.jsonl", classifier=clf)
    assert (report.rows, report.without_text, report.abstained) == (6, 4, 4)
    rows = read(report.path)
    assert [row.get("text") for row in rows] == ["joy", None, None, 5, " ", "\ud800 joy"]
    assert rows[2]["id"] == 1
    with pytest.raises(DataError, match=r"row 2: no text in column 'text', but None"):
        classify_table(table, tmp_path / "out.jsonl", classifier=clf, missing="error")
    with pytest.raises(ValueError, match="missing 'drop'"):
        classify_table(table, tmp_path / "out.jsonl", classifier=clf, missing="drop")  # type: ignore[arg-type]


def test_rows_that_differ_need_json_lines(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "in.jsonl"
    table.write_text('{"text": "joy", "tags": ["a", 1]}\n' * 1000 + '{"text": "joy", "late": 1}\n')
    assert classify_table(table, tmp_path / "out.jsonl", classifier=clf).rows == 1001
    with pytest.raises(DataError, match=r"row 1001 has a column 'late'"):
        classify_table(table, tmp_path / "out.csv", classifier=clf)
    need("parquet")
    with pytest.raises(DataError, match="values of several types"):
        classify_table(table, tmp_path / "out.parquet", classifier=clf)


@pytest.mark.parametrize("target", ["csv", "jsonl", "parquet"])
def test_tables_without_rows(clf, tmp_path, target: str) -> None:  # type: ignore[no-untyped-def]
    need(target)
    for name, content in (("in.csv", b"id,text\n"), ("in.csv", b"\xef\xbb\xbfid,text\r\n"), ("in.jsonl", b"")):
        (tmp_path / name).write_bytes(content)
        report = classify_table(tmp_path / name, tmp_path / f"out.{target}", classifier=clf, jobs=2)
        assert (report.rows, read(report.path)) == (0, [])
    assert target != "csv" or report.path.read_text().startswith("tone_emotion,")


def test_a_huge_field_is_read(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = write(tmp_path / "in.csv", [{"text": "joy " + "x" * 2_000_000}])
    assert classify_table(table, tmp_path / "out.csv", classifier=clf, tier=1).abstained == 0
    assert read(tmp_path / "out.csv")[0]["tone_emotion"] == "joy"


def test_parquet_keeps_types_and_tells_damage(clf, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra 'tables'")
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "when": pa.array([1, 2, None], pa.timestamp("ns")),
            "text": pa.array(["joy", None, "joy"]).dictionary_encode(),
            "tags": pa.array([["a"], [], None]),
        }
    )
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=1)
    report = classify_table(tmp_path / "in.parquet", tmp_path / "out.parquet", classifier=clf, batch_size=2)
    answered = pq.read_table(tmp_path / "out.parquet")
    assert answered.select(table.column_names).equals(table)
    assert [str(field.type) for field in answered.schema][3:] == ["string"] * 2 + ["double"] * 4 + ["string"]
    assert (report.rows, report.without_text) == (3, 1)
    whole = (tmp_path / "in.parquet").read_bytes()
    for damaged in (whole[:-40], whole[:100], b""):
        (tmp_path / "in.parquet").write_bytes(damaged)
        with pytest.raises(DataError, match="not a whole Parquet file"):
            classify_table(tmp_path / "in.parquet", tmp_path / "out.parquet", classifier=clf)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"tone-ontology\[tables\]"):
        classify_table(tmp_path / "in.parquet", tmp_path / "out.csv", classifier=clf)


def test_bad_places(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = write(tmp_path / "in.csv", many(3))
    for source, target in ((tmp_path / "in.xlsx", tmp_path / "out.csv"), (table, tmp_path / "out.txt")):
        with pytest.raises(FormatError, match="known suffixes are"):
            classify_table(source, target, classifier=clf)
    with pytest.raises(DataError, match="cannot read .*No such file"):
        classify_table(tmp_path / "none.csv", tmp_path / "out.csv", classifier=clf)
    with pytest.raises(OutputError, match="is the input"):
        classify_table(table, tmp_path / "x" / ".." / "in.csv" if (tmp_path / "x").mkdir() else table, classifier=clf)
    with pytest.raises(OutputError, match="cannot write"):
        classify_table(table, tmp_path / "no" / "out.csv", classifier=clf)
    with pytest.raises(ValueError, match="jobs 0"):
        classify_table(table, tmp_path / "out.csv", classifier=clf, jobs=0)


@pytest.mark.parametrize(("library", "extra"), [("pandas", "tables"), ("polars", "polars")])
def test_frames_stay_frames(clf, library: str, extra: str) -> None:  # type: ignore[no-untyped-def]
    frames = pytest.importorskip(library, reason=f"{library} comes with the extra {extra!r}")
    frame = frames.DataFrame({"id": [3, 1, 2], "review": ["joy", None, "Tuesday"]})
    if library == "pandas":
        frame.index = [7, 7, 9]
    before = frame.copy() if library == "pandas" else frame.clone()
    answered = classify_frame(frame, classifier=clf, text_column="review", scores=1)
    assert frame.equals(before)
    assert type(answered) is type(frame)
    assert answered[["id", "review"]].equals(frame)
    assert [value or None for value in answered["tone_emotion"]] == ["joy", None, None]
    assert list(answered["tone_score_joy"])[1:] == [0.0, 0.0]
    labelled = classify_frame(frame, classifier=clf, text_column="review", scheme="goemotions")
    assert list(labelled["tone_label"]) == ["joy", "neutral", "neutral"]
    if library == "pandas":
        assert list(answered.index) == [7, 7, 9]
    with pytest.raises(DataError, match="no columns 'text': there are 'id', 'review'"):
        classify_frame(frame, classifier=clf)
    with pytest.raises(DataError, match="row 2: no text"):
        classify_frame(frame, classifier=clf, text_column="review", missing="error")
    with pytest.raises(DataError, match="'tone_emotion' already"):
        classify_frame(answered, classifier=clf, text_column="review")
    with pytest.raises(TextError, match="expected a DataFrame of pandas or polars, got list"):
        classify_frame(["joy"], classifier=clf)


@pytest.mark.build
def test_memory_does_not_grow_with_the_table(clf, tmp_path) -> None:  # type: ignore[no-untyped-def]
    def peak(count: int) -> int:
        # the same texts again and again, so that only what grows with the rows is seen, and not a cache of words
        rows = [{"id": str(number), "text": TEXTS[number % len(TEXTS)]} for number in range(count)]
        table = write(tmp_path / f"{count}.csv", rows)
        del rows
        tracemalloc.start()
        classify_table(table, tmp_path / "out.jsonl", classifier=clf, batch_size=250)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(500)  # what is loaded once
    assert peak(8000) < peak(2000) + 300_000  # 50 bytes a row; an answer alone has hundreds


def test_a_stopped_command_says_how_to_go_on(run, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tone.corpus.classify_table", interrupted)
    done = run("classify", "--input", str(tmp_path / "in.csv"), "--output", str(tmp_path / "out.csv"))
    assert (done.code, "kept: the same command with --resume goes on" in done.err) == (2, True)


def test_workers_do_not_outlive_who_hands_out_the_tasks(tmp_path) -> None:  # type: ignore[no-untyped-def]
    program = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(tone.__file__).parents[1])!r})
from tone.corpus.workers import map_batches

class Still:
    def classify(self, text): pass

def process_id(classifier, task):
    return os.getpid()

for _, worker in map_batches(process_id, Still(), [(0, 0)] * 9, jobs=2):
    print(worker, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    # Who reads the output waits until the last process that holds it has ended.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.strip().isdigit()


def test_the_command(run, tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = write(tmp_path / "in.csv", [{"id": "1", "review": "so much joy"}, {"id": "2", "review": ""}])
    out = tmp_path / "out.jsonl"
    done = run(
        "classify", "--input", str(table), "--column", "review", "--output", str(out), "--tier", "1", "--jobs", "2"
    )
    assert (done.code, done.out) == (0, "")
    assert f"wrote {out}: 2 rows, 1 without an emotion, 1 of them without a text" in done.err
    assert [row["tone_emotion"] for row in read(out)] == ["joy", None]
    labelled = tmp_path / "labelled.csv"
    table_options = ["--input", str(table), "--column", "review", "--output", str(labelled)]
    assert run("classify", *table_options, "--scheme", "goemotions").code == 0
    assert [row["tone_label"] for row in read(labelled)] == ["joy", "neutral"]
    done = run("classify", *table_options, "--scheme", "goemotionz")
    assert (done.code, "did you mean 'goemotions'" in done.err) == (2, True)
    done = run("classify", "--input", str(table), "--output", str(out))
    assert (done.code, "has no column 'text': there are 'id', 'review'" in done.err) == (2, True)
    done = run("classify", "--input", str(table), "--column", "review", "--resume")
    assert (done.code, "--column, --resume: for tables only" in done.err) == (2, True)
    assert run("classify", "joy", "--output", str(out)).code == 2
