"""The layouts in which public sets are distributed: how to read each, and how to tell which it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tone.errors import DataError, MissingExtraError
from tone.evaluate.gold import GoldRow
from tone.tables import read_bytes, unpack

GOEMOTIONS = (
    *("admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire"),
    *("disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy"),
    *("love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise"),
    "neutral",
)
SEMEVAL = (
    *("anger", "anticipation", "disgust", "fear", "joy", "love", "optimism", "pessimism", "sadness", "surprise"),
    "trust",
)
NUMBERED = {
    "goemotions": dict(enumerate(GOEMOTIONS)),
    "dairai_emotion": dict(enumerate(("sadness", "joy", "love", "anger", "fear", "surprise"))),
    "isear": dict(enumerate(("joy", "fear", "anger", "sadness", "disgust", "shame", "guilt"), start=1)),
    "xed_en": dict(
        enumerate(("neutral", "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"))
    ),
}
"""What the numbers mean that some sets give in place of labels."""
COLUMNS = {"goemotions": GOEMOTIONS, "semeval2018_ec": SEMEVAL}
"""Labels of sets that have a column for each."""

TEXT_COLUMNS = ("text", "sentence", "tweet", "content", "utterance", "verified_reviews", "review", "sit", "comment")
LABEL_COLUMNS = ("labels", "label", "emotion", "emotions", "field1", "emot", "sentiment", "class")
SST5_STARS = {"very negative": 1, "negative": 2, "neutral": 3, "positive": 4, "very positive": 5}


@dataclass(frozen=True)
class Source:
    """A file to read.

    Attributes:
        path: the file.
        name: the set it is of.
        text_column: the column of texts, or None for the usual names.
        label_column: likewise for labels.
    """

    path: Path
    name: str
    text_column: str | None = None
    label_column: str | None = None

    @property
    def extension(self) -> str:
        """The extension in lower case, below ``.gz``."""
        return Path(self.path.name.lower().removesuffix(".gz")).suffix

    @cached_property
    def content(self) -> str:
        """The file as text. Only ISEAR, which is older than UTF-8, may be in Windows-1252."""
        content = read_bytes(self.path)
        if self.path.suffix == ".gz":
            content = unpack(content, self.path)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if self.name == "isear":
                return content.decode("cp1252", "replace")
            row = content.count(b"\n", 0, error.start) + 1
            raise DataError(f"{self.path}, row {row}: byte 0x{content[error.start]:02x} is not UTF-8") from error

    def lines(self) -> Iterator[tuple[int, str]]:
        """Give the lines that are not blank, with their numbers."""
        for number, line in enumerate(self.content.replace("\r\n", "\n").split("\n"), start=1):
            if line.strip():
                yield number, line

    def fault(self, number: int, expected: str) -> DataError:
        """Give the error to raise for a row that is not as the layout says."""
        return DataError(f"{self.path}, row {number}: expected {expected}; give the layout if it is another")

    def label(self, value: object, number: int) -> str:
        """Give a label, with the number of one turned into its name where the set numbers them."""
        text = str(value).strip()
        names = NUMBERED.get(self.name, {})
        if not names or not text.isdecimal():
            return text.lower()
        if int(text) not in names:
            raise self.fault(number, f"a label from {min(names)} to {max(names)}, not {text}")
        return names[int(text)]


def _number(source: Source, value: object, number: int, name: str) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise source.fault(number, f"{name} as a number, not {str(value)[:40]!r}") from None


def _record(source: Source, record: Mapping[str, Any], number: int) -> GoldRow:
    """Make a row of named values, of whatever table."""
    lowered = {str(name).strip().lower(): value for name, value in record.items() if name is not None}
    text = _column(lowered, source.text_column, TEXT_COLUMNS)
    if not isinstance(text, str):
        raise source.fault(number, f"a text in one of the columns {', '.join(TEXT_COLUMNS)}")
    found = _column(lowered, source.label_column, LABEL_COLUMNS)
    scores = lowered.get("scores") or {}
    if found is None and not scores:
        raise source.fault(number, f"labels in one of the columns {', '.join(LABEL_COLUMNS)}")
    if found is None:
        values: list[object] = []
    elif isinstance(found, str):
        values = [part for part in re.split(r"[|;,]", found) if part.strip()]
    else:
        values = list(found) if isinstance(found, Iterable) else [found]
    try:
        ratings = {str(name): float(value) for name, value in scores.items()}
    except (AttributeError, TypeError, ValueError):
        raise source.fault(number, "scores as an object of numbers") from None
    labels = tuple(source.label(value, number) for value in values)
    return GoldRow(text, labels, ratings, str(lowered.get("split") or ""), number, str(lowered.get("domain") or ""))


def _column(record: Mapping[str, Any], asked: str | None, usual: tuple[str, ...]) -> Any:
    names = usual if asked is None else (asked.strip().lower(),)
    return next((record[name] for name in names if record.get(name) is not None), None)


def read_jsonl(source: Source) -> Iterator[GoldRow]:
    """Read JSON Lines: objects with text, labels (or label), and perhaps scores and split."""
    for number, line in source.lines():
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise source.fault(number, 'an object {"text": ..., "labels": [...]}')
        yield _record(source, record, number)


def read_parquet(source: Source) -> Iterator[GoldRow]:
    """Read a Parquet file with columns as of JSON Lines."""
    try:
        import pandas
        import pyarrow  # noqa: F401 what pandas reads Parquet with
    except ImportError as error:
        raise MissingExtraError(str(error.name), "tables", "reading Parquet") from error
    try:
        records = pandas.read_parquet(source.path).to_dict("records")
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read {source.path}: {error}") from error
    for number, record in enumerate(records, start=1):
        yield _record(source, record, number)


def _records(source: Source, delimiter: str | None = None) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the records of a table with a header."""
    first = source.content.partition("\n")[0]
    chosen = delimiter or max("\t,|;", key=first.count)
    # tweets in TSV hold quotation marks that quote nothing; Alexa's reviews are TSV as spreadsheets write it
    plain = chosen == "\t" and '"' not in first and source.name != "reviews_amazon_alexa"
    stream = io.StringIO(source.content, newline="")
    reader = csv.DictReader(stream, delimiter=chosen, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    try:
        for record in reader:
            yield reader.line_num, {name: value for name, value in record.items() if name is not None}
    except csv.Error as error:
        raise source.fault(reader.line_num, f"a table separated by {chosen!r} ({error})") from error


def read_table(source: Source) -> Iterator[GoldRow]:
    """Read a CSV or TSV with a header, a text column and a label column."""
    for number, record in _records(source):
        yield _record(source, record, number)


def read_columns(source: Source) -> Iterator[GoldRow]:
    """Read a table with a column of 0 and 1 for each label: GoEmotions as rated, SemEval-2018 E-c.

    Where several raters have a row each, as in GoEmotions, a label counts if at least two raters gave it, which is how
    its authors made the labels of the released splits; texts without such a label are left out.
    """
    names = COLUMNS.get(source.name)
    by_text: dict[str, tuple[int, str, dict[str, int]]] = {}
    rated = False
    for number, record in _records(source):
        lowered = {name.strip().lower(): value for name, value in record.items()}
        text = _column(lowered, source.text_column, TEXT_COLUMNS)
        labels = names or tuple(name for name, value in lowered.items() if value in {"0", "1"} and name != "rater_id")
        if text is None or any(lowered.get(label) not in {"0", "1"} for label in labels):
            raise source.fault(number, f"a text and 0 or 1 in each of the columns {', '.join(labels)}")
        rated = rated or "rater_id" in lowered
        if str(lowered.get("example_very_unclear")).lower() == "true":
            continue
        votes = by_text.setdefault(lowered.get("id") or str(number), (number, text, {}))[2]
        for label in labels:
            votes[label] = votes.get(label, 0) + int(lowered[label])
    for number, text, votes in by_text.values():
        found = tuple(label for label, count in votes.items() if count >= (2 if rated else 1))
        if found or not rated:
            yield GoldRow(text, found or ("neutral",), number=number)


def read_numbered(source: Source) -> Iterator[GoldRow]:
    """Read text, tab, comma-separated numbers of labels: GoEmotions' splits, XED; further cells are passed over."""
    for number, line in source.lines():
        cells = line.split("\t")
        if len(cells) < 2 or not re.fullmatch(r"\s*\d+(\s*,\s*\d+)*\s*", cells[1]):
            raise source.fault(number, "text, tab, comma-separated numbers of labels")
        labels = tuple(source.label(part, number) for part in cells[1].split(","))
        yield GoldRow(cells[0], labels, number=number)


def read_semicolon(source: Source) -> Iterator[GoldRow]:
    """Read ``text;label``: the text files of dair-ai/emotion."""
    for number, line in source.lines():
        text, parted, label = line.rpartition(";")
        if not parted or not label.strip():
            raise source.fault(number, "text;label")
        yield GoldRow(text, (source.label(label, number),), number=number)


def read_isear(source: Source) -> Iterator[GoldRow]:
    """Read ISEAR: the table with SIT and Field1 or EMOT, or two columns of label and text."""
    header = source.content.partition("\n")[0].upper()
    if re.search(r"\bSIT\b", header):
        for number, record in _records(source, "|" if "|" in header else None):
            row = _record(source, record, number)
            yield GoldRow(re.sub(r"\xe1\s+", " ", row.text), row.labels, number=number)  # its sign of a line's end
        return
    reader = csv.reader(io.StringIO(source.content, newline=""), delimiter="\t" if "\t" in header else ",")
    names = set(NUMBERED["isear"].values())
    for cells in filter(None, reader):
        named = [cell for cell in cells if cell.strip().lower() in names]
        texts = [cell for cell in cells if cell not in named and not cell.strip().isdecimal() and cell.strip()]
        if not named and reader.line_num == 1:
            continue  # a header
        if not named or not texts:
            raise source.fault(reader.line_num, f"a label ({', '.join(sorted(names))}) and a text")
        yield GoldRow(max(texts, key=len), (named[0].strip().lower(),), number=reader.line_num)


def read_empathetic(source: Source) -> Iterator[GoldRow]:
    """Read the first turn of each conversation of EmpatheticDialogues, whose commas are written ``_comma_``."""
    for number, line in source.lines():
        cells = [cell.replace("_comma_", ",") for cell in line.split(",")]
        if number == 1 and cells[0] == "conv_id":
            continue
        if len(cells) < 6 or not cells[1].isdecimal():
            raise source.fault(number, "conv_id,utterance_idx,context,prompt,speaker_idx,utterance")
        if cells[1] == "1":
            yield GoldRow(cells[5], (cells[2].strip(),), number=number)


def read_emobank(source: Source) -> Iterator[GoldRow]:
    """Read EmoBank: id,split,V,A,D,text with ratings from 1 to 5."""
    names = {"valence": "V", "arousal": "A", "dominance": "D"}
    for number, record in _records(source, ","):
        if record.get("text") is None or any(record.get(column) is None for column in names.values()):
            raise source.fault(number, "the columns id,split,V,A,D,text")
        scores = {name: _number(source, record[column], number, column) for name, column in names.items()}
        yield GoldRow(record["text"], (), scores, record.get("split") or "", number)


def read_vader(source: Source) -> Iterator[GoldRow]:
    """Read a ground truth file of VADER: id, tab, mean rating from -4 to 4, tab, text."""
    domain = source.path.name.partition("_")[0].partition(".")[0]
    for number, line in source.lines():
        cells = line.split("\t")
        if len(cells) < 3:
            raise source.fault(number, "id, tab, mean rating, tab, text")
        scores = {"sentiment": _number(source, cells[1], number, "the mean")}
        yield GoldRow(cells[-1], (), scores, number=number, domain=domain)


def read_sst(source: Source) -> Iterator[GoldRow]:
    """Read SST-5: trees ``(3 (2 ...``, or a label from 0 to 4 (``__label__1`` to 5, or its name) before the text."""
    for number, line in source.lines():
        tree = re.match(r"\s*\((\d) ", line)
        flair = re.match(r"__label__([1-5])\s+(.*)", line)
        plain = re.match(r"([0-4])[\s,]+(.*)", line)
        named = re.match(r"((?:very )?(?:negative|positive)|neutral)\t(.*)", line)
        if tree:
            words = re.findall(r"\(\d ([^()]+)\)", line)
            stars, text = int(tree[1]) + 1, " ".join(words).replace("-LRB-", "(").replace("-RRB-", ")")
        elif flair:
            stars, text = int(flair[1]), flair[2]
        elif plain:
            stars, text = int(plain[1]) + 1, plain[2]
        elif named:
            stars, text = SST5_STARS[named[1]], named[2]
        else:
            raise source.fault(number, "a tree (3 (2 ...) ...), or a label from 0 to 4 and a text")
        yield GoldRow(text, (), {"stars": float(stars)}, number=number)


def read_alexa(source: Source) -> Iterator[GoldRow]:
    """Read the Alexa reviews: rating, date, variation, verified_reviews, feedback."""
    for number, record in _records(source):
        if record.get("rating") is None or record.get("verified_reviews") is None:
            raise source.fault(number, "the columns rating, date, variation, verified_reviews, feedback")
        stars = _number(source, record["rating"], number, "rating")
        yield GoldRow(record["verified_reviews"], (), {"stars": stars}, number=number)


def read_tec(source: Source) -> Iterator[GoldRow]:
    """Read the Twitter Emotion Corpus: ``id:``, tab, text, tab, ``:: emotion``."""
    for number, line in source.lines():
        found = re.fullmatch(r"\s*\d+:\s+(.*?)\s+:: (\w+)\s*", line)
        if not found:
            raise source.fault(number, "id:, tab, text, tab, :: emotion")
        yield GoldRow(found[1], (found[2].lower(),), number=number)


def read_meld(source: Source) -> Iterator[GoldRow]:
    """Read MELD: a CSV with the columns Utterance and Emotion."""
    yield from read_table(Source(source.path, source.name, "utterance", "emotion"))


LAYOUTS: dict[str, Callable[[Source], Iterator[GoldRow]]] = {
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "table": read_table,
    "columns": read_columns,
    "numbered": read_numbered,
    "semicolon": read_semicolon,
    "isear": read_isear,
    "empathetic": read_empathetic,
    "emobank": read_emobank,
    "vader": read_vader,
    "sst": read_sst,
    "alexa": read_alexa,
    "tec": read_tec,
    "meld": read_meld,
}

_OWN = {
    **{"isear": "isear", "xed_en": "numbered", "empathetic_dialogues_turns": "empathetic", "emobank": "emobank"},
    **{"sentiment_vader_groundtruth": "vader", "reviews_sst5": "sst", "reviews_amazon_alexa": "alexa"},
    **{"semeval2018_ec": "columns", "tec": "tec", "meld": "meld"},
}


def detect(source: Source) -> str:
    """Tell the layout of a file from its extension, its set, and its header.

    Args:
        source: the file.

    Returns:
        A key of `LAYOUTS`.
    """
    if source.extension in {".jsonl", ".ndjson", ".json"}:
        return "jsonl"
    if source.extension == ".parquet":
        return "parquet"
    header = source.content.partition("\n")[0].lower()
    if source.name == "goemotions":
        return "columns" if "admiration" in header else "numbered" if source.extension == ".tsv" else "table"
    if source.name == "dairai_emotion":
        return "semicolon" if source.extension == ".txt" else "table"
    return _OWN.get(source.name, "table")
