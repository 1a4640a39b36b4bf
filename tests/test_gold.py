"""Labelled sets: the layouts they come in, and what their labels mean."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from conftest import ROOT

from tone.errors import DataError, ToneError
from tone.evaluate.gold import GoldRow, GoldSet, find_sets, merge, read_gold, set_name
from tone.evaluate.layouts import GOEMOTIONS, SEMEVAL
from tone.evaluate.mapping import MAPPINGS, LabelMapping, LabelMappings, Match
from tone.kb import KnowledgeBase

ONE_HOT = ",".join("1" if label in {"joy", "pride"} else "0" for label in GOEMOTIONS)
ZEROS = ",".join("0" for _ in GOEMOTIONS)
JOY_ONLY = ",".join("1" if label == "joy" else "0" for label in GOEMOTIONS)

# file name, content, and (text, labels, scores) of its rows; all rows are written for these tests
CASES = [
    ("goemotions/test.tsv", "We won it!\t17,21\tr1\nIt is Tuesday\t27\tr2\n",
     [("We won it!", ("joy", "pride"), {}), ("It is Tuesday", ("neutral",), {})]),
    ("goemotions_1.csv",
     f"text,id,rater_id,example_very_unclear,{','.join(GOEMOTIONS)}\n"
     f'"Won, again",a,1,False,{ONE_HOT}\n"Won, again",a,2,False,{JOY_ONLY}\nOdd,b,1,True,{ZEROS}\n',
     [("Won, again", ("joy",), {})]),
    ("dair-ai/test.txt", "i feel at home; really;joy\n", [("i feel at home; really", ("joy",), {})]),
    ("dairai.csv", "text,label\nthe dark,4\n", [("the dark", ("fear",), {})]),
    ("dairai.jsonl", '{"text": "the dark", "label": 4}\n', [("the dark", ("fear",), {})]),
    ("isear.csv", "ID|EMOT|Field1|SIT\n1|7|guilt|I broke \xe1\nher cup\n".replace("\xe1\n", "\xe1 "),
     [("I broke her cup", ("guilt",), {})]),
    ("ISEAR_codes.csv", "ID,EMOT,SIT\n1,2,A dog barked\n", [("A dog barked", ("fear",), {})]),
    ("isear_plain.csv", 'joy,"We met, at last"\n', [("We met, at last", ("joy",), {})]),
    ("en-annotated.tsv", "Get out!\t1, 3\n", [("Get out!", ("anger", "disgust"), {})]),
    ("xed_neutral.tsv", "The bus is here\t0\n", [("The bus is here", ("neutral",), {})]),
    ("empatheticdialogues/test.csv",
     "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n"
     "c:1,1,proud,It went well,1,Well_comma_ it went well,5|5|5,\nc:1,2,proud,It went well,2,Good,5|5|5,\n",
     [("Well, it went well", ("proud",), {})]),
    ("emobank.csv", 'id,split,V,A,D,text\nx,dev,3.5,2.0,3.0,"Fine, then"\n',
     [("Fine, then", (), {"valence": 3.5, "arousal": 2.0, "dominance": 3.0})]),
    ("tweets_GroundTruth.txt", "1\t2.5\tlovely day\n", [("lovely day", (), {"sentiment": 2.5})]),
    ("sst/test.txt", "(3 (2 A) (4 (3 warm) (2 film)))\n4\tvery good\n__label__1 awful\nvery negative\tdull\n",
     [("A warm film", (), {"stars": 4}), ("very good", (), {"stars": 5}), ("awful", (), {"stars": 1}),
      ("dull", (), {"stars": 1})]),
    ("amazon_alexa.tsv", 'rating\tdate\tvariation\tverified_reviews\tfeedback\n5\t1-Jan-18\tBlack\t"It ""talks"""\t1\n',
     [('It "talks"', (), {"stars": 5})]),
    ("2018-E-c-En-test.txt",
     "ID\tTweet\t" + "\t".join(SEMEVAL) + "\n1\tSo \"good\"\t" + "\t".join("1" if n == "joy" else "0" for n in SEMEVAL)
     + "\n2\tA bus\t" + "\t".join("0" for _ in SEMEVAL) + "\n",
     [('So "good"', ("joy",), {}), ("A bus", ("neutral",), {})]),
    ("Jan9-2012-tweets-clean.txt", "10:\tthe exam is over :) \t:: joy\n", [("the exam is over :)", ("joy",), {})]),
    ("meld_test.csv", 'Sr No.,Utterance,Speaker,Emotion,Sentiment\n1,"Oh, no",A,sadness,negative\n',
     [("Oh, no", ("sadness",), {})]),
    ("mine.tsv", "text\temotion\nhello   there\tJoy|love\n", [("hello there", ("joy", "love"), {})]),
]  # fmt: skip


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "content", "rows"), CASES, ids=[case[0] for case in CASES])
def test_each_layout_is_told_and_read(tmp_path: Path, name: str, content: str, rows: list[object]) -> None:
    gold = read_gold(written(tmp_path, name, content))
    assert [(row.text, row.labels, dict(row.scores)) for row in gold.rows] == rows


FAULTS = [
    ("goemotions.tsv", "fine\t3\tid\nno labels\n", "row 2: expected text, tab"),
    ("goemotions.tsv", "fine\t28\tid\n", "row 1: expected a label from 0 to 27, not 28"),
    ("dairai.txt", "no label\n", "row 1: expected text;label"),
    ("x.jsonl", '{"text": "a", "labels": []}\n[1]\n', "row 2: expected an object"),
    ("x.jsonl", '{"text": 3, "labels": []}\n', "row 1: expected a text"),
    ("x.csv", "text,labels\nonly text\n", "row 2: expected labels"),
    ("emobank.csv", "id,split,V,A,D,text\n1,dev,high,1,1,a\n", "row 2: expected V as a number"),
    ("vader.txt", "1\t2.0\n", "row 1: expected id, tab"),
    ("sst.txt", "9 what\n", "row 1: expected a tree"),
    ("tec.txt", "a tweet\n", "row 1: expected id:"),
    ("isear.csv", "joy,fine\nhunger,fine\n", "row 2: expected a label"),
    ("x.jsonl", "", "holds no labelled rows"),
]


@pytest.mark.parametrize(("name", "content", "message"), FAULTS)
def test_faults_name_the_row(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_gold(written(tmp_path, name, content))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"text,label\n\xff,joy\n")
    with pytest.raises(DataError, match="row 2: byte 0xff is not UTF-8"):
        read_gold(tmp_path / "bytes.csv")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}' * 99)[:-9])
    with pytest.raises(DataError, match="no whole gzip file"):
        read_gold(tmp_path / "cut.jsonl.gz")
    with pytest.raises(ToneError, match="no layout 'odd': available are jsonl"):
        read_gold(tmp_path / "bytes.csv", layout="odd")


def test_a_set_is_named_by_file_or_folder() -> None:
    assert set_name(Path("emotion_dair-ai/data/test.txt")) == "dairai_emotion"
    assert set_name(Path("protected/rows.csv")) == "rows"
    assert set_name(Path("xed_en.jsonl.gz")) == "xed_en"


def test_samples_are_seeded_and_keep_their_order() -> None:
    gold = GoldSet("x", tuple(GoldRow(str(number)) for number in range(100)), 100)
    drawn = gold.sample(10, seed=1)
    assert drawn == gold.sample(10, seed=1) != gold.sample(10, seed=2)
    assert [int(row.text) for row in drawn.rows] == sorted(int(row.text) for row in drawn.rows)
    assert (len(drawn.rows), drawn.total, gold.sample(100)) == (10, 100, gold)
    assert [(found.name, found.total) for found in merge([gold, drawn])] == [("x", 200)]


def test_folders_give_the_known_sets(tmp_path: Path) -> None:
    known = written(tmp_path, "isear.csv", "joy,a\n")
    other = written(tmp_path, "notes.txt", "")
    assert find_sets([tmp_path]) == ([known], [other])
    with pytest.raises(DataError, match="no file"):
        find_sets([tmp_path / "none"])


def test_the_mappings_point_into_the_tree(kb: KnowledgeBase) -> None:
    mappings = LabelMappings.read(ROOT / "vocab" / "mappings.tsv", kb.taxonomy)
    assert (
        MAPPINGS.render(MAPPINGS.read(ROOT / "vocab" / "mappings.tsv"))
        == (ROOT / "vocab" / "mappings.tsv").read_bytes()
    )
    assert {name: len(mappings.of(name)) for name in mappings.sets} == {
        **{"goemotions": 28, "dairai_emotion": 6, "isear": 7, "xed_en": 9, "empathetic_dialogues_turns": 32},
        **{"semeval2018_ec": 12, "tec": 6, "meld": 7},
    }
    guilt = mappings.of("isear")["guilt"]
    assert (guilt.primary, guilt.node(2), guilt.node(3)) == ("sadness", "sadness/shame", "sadness/shame/guilt")
    assert mappings.of("unheard of")["worry"].primary == "fear"
    assert mappings.of("tec")["joy"].node(2) == ""
    assert mappings.of("meld")["neutral"].neutral


def test_mappings_of_emotions_that_are_none_are_refused(kb: KnowledgeBase) -> None:
    with pytest.raises(DataError, match="no emotion 'joy/bliss'"):
        LabelMappings([LabelMapping("x", "bliss", "joy/bliss", Match.EXACT)], kb.taxonomy)
    with pytest.raises(DataError, match="match exact with ''"):
        LabelMappings([LabelMapping("x", "bliss", "", Match.EXACT)], kb.taxonomy)


def test_parquet_says_what_it_needs_or_is_read(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="pandas reads Parquet with pyarrow")
    pandas.DataFrame({"text": ["the dark"], "label": [4]}).to_parquet(tmp_path / "dairai.parquet")
    assert read_gold(tmp_path / "dairai.parquet").rows[0].labels == ("fear",)
    content = (tmp_path / "dairai.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match="cannot read"):
        read_gold(tmp_path / "cut.parquet")


def test_json_lines_keep_split_and_number(tmp_path: Path) -> None:
    rows = [{"text": "a", "labels": ["joy"], "split": "dev"}, {"text": "b", "labels": [], "scores": {"stars": 2}}]
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert [(row.split, row.number) for row in read_gold(path).rows] == [("dev", 1), ("", 2)]
