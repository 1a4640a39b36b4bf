"""Classify a table of any size: the same rows come out, with the answers in columns of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.corpus.columns import answer_columns, answer_texts
from tone.corpus.journal import Checkpoint, Journal, identity_of, knowledge_hash
from tone.corpus.reading import Batch, TableReader, open_table, require_column
from tone.corpus.texts import Missing, check_missing, texts_of
from tone.corpus.workers import map_batches
from tone.corpus.writing import open_sink
from tone.errors import OutputError

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier

Progress = Callable[[int, float], None]
"""Told how many rows are done, and what share of the input has been read, 0 to 1."""


@dataclass(frozen=True, slots=True)
class TableReport:
    """What became of a table.

    Attributes:
        path: the table that was written.
        rows: its rows.
        without_text: rows whose text was missing or blank; they have no emotion.
        abstained: rows without an emotion at the tier asked for, those without a text included.
        resumed_at: rows that an interrupted run had written before; 0 if it was started anew.
    """

    path: Path
    rows: int
    without_text: int
    abstained: int
    resumed_at: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {**asdict(self), "path": str(self.path)}


def classify_table(
    source: Path | str,
    target: Path | str,
    *,
    classifier: EmotionClassifier,
    text_column: str = "text",
    tier: int | None = None,
    scores: int | None = None,
    mentions: bool = False,
    scheme: str | None = None,
    prefix: str = "tone_",
    missing: Missing = "abstain",
    jobs: int = 1,
    batch_size: int = 1000,
    resume: bool = False,
    progress: Progress | None = None,
) -> TableReport:
    r"""Classify the texts of a table, in constant memory.

    Columns are added for the emotion (label, key, score), whether the text is emotional at all, its intensity and
    valence, and mixed feelings as pairs of keys. The output grows in ``TARGET.part``, beside a journal, and takes its
    place in one step when it is complete; what an interrupted run leaves is whole rows.

    Args:
        source: the table: CSV, TSV or JSON Lines, each perhaps with ``.gz``, Parquet, or ``.txt`` with a text a line
            (column ``text``). All but Parquet in UTF-8.
        target: the table to write; the suffix chooses the format, which may be another one.
        classifier: what answers.
        text_column: the column of the texts.
        tier: tier of the answered emotion: 1, 2 or 3; None for the most specific that the evidence allows.
        scores: a tier whose emotions have a column of scores each.
        mentions: whether to add the evidence, as JSON.
        scheme: name of another scheme, as ``goemotions``: add a column ``label`` with its label for the text, as
            `Classification.label` gives it; None for none.
        prefix: put before the names of the added columns, so that none is overwritten.
        missing: what becomes of a row whose text is missing, not text, or blank: "abstain" leaves it without an
            emotion and counts it; "error" stops.
        jobs: number of processes.
        batch_size: rows that are read, classified and written together.
        resume: go on with an interrupted run; the output is the same, byte for byte, as without the interruption.
        progress: called after each batch with the rows done and the share of the input.

    Returns:
        What became of the rows.

    Raises:
        DataError: the input cannot be read, is damaged, or has no such column; a name would stand twice; or a run is
            to be resumed whose input or options were others. The message has row and place.
        FormatError: a suffix is unknown.
        MissingExtraError: Parquet is read or written, and pyarrow is not installed.
        OutputError: the output cannot be written, as on a full disk; what is there so far is whole, and can be
            resumed.
        UnknownSchemeError: there is no such scheme; the error carries suggestions.
        ValueError: no such tier or policy, or a number below 1.

    Example:
        >>> import tempfile, tone
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "in.csv").write_text("id,text\n1,so proud\n2,It is Tuesday.\n")
        >>> clf = tone.EmotionClassifier(tone.load())
        >>> report = tone.classify_table(folder / "in.csv", folder / "out.csv", classifier=clf, tier=1)
        >>> report.rows, report.abstained
        (2, 1)
    """
    check_missing(missing)
    if jobs < 1 or batch_size < 1:
        raise ValueError(f"jobs {jobs} and batch_size {batch_size}: neither may be below 1")
    source, target = Path(source), Path(target)
    columns = answer_columns(classifier, prefix=prefix, tier=tier, scores=scores, mentions=mentions, scheme=scheme)
    reader = open_table(source)
    require_column(reader, text_column)
    columns.check(reader.columns)
    if target.exists() and target.samefile(source):
        raise OutputError(f"{target} is the input: write to another file")
    part = target.with_name(f"{target.name}.part")
    sink = open_sink(target, part, reader, columns)
    encoder = classifier.encoder
    task = {
        "input": {"path": str(source.resolve()), **identity_of(source)},
        "output": target.name,
        "options": {**asdict(columns), "text_column": text_column, "missing": missing, "batch_size": batch_size},
        "classifier": {
            "mode": classifier.mode,
            "encoder": None if encoder is None else [encoder.name, encoder.revision],
            "parameters": asdict(classifier.parameters),
            "raise_links": classifier.raise_links,
        },
        "knowledge": knowledge_hash(classifier, scheme),
    }
    journal = Journal(target.with_name(f"{target.name}.part.journal"), task)
    begun = reached = Checkpoint()
    try:
        if resume and part.exists():
            begun = reached = journal.last() or begun
        sink.open(begun.position)
        if not begun.rows:
            journal.begin()
        tasks = _tasks(reader, text_column, missing, batch_size, begun.rows)
        work = partial(answer_texts, columns=columns)
        for (batch, without), answers in map_batches(work, classifier, tasks, jobs=jobs):
            position = sink.append(batch, answers)
            abstained = sum(answer[columns.key_place] is None for answer in answers)
            reached = Checkpoint(
                reached.rows + len(batch), position, reached.without_text + without, reached.abstained + abstained
            )
            journal.record(reached)
            if progress is not None:
                progress(reached.rows, batch.share)
        sink.finish()
        journal.path.unlink()
    except OSError as error:
        sink.close()
        raise OutputError(
            f"cannot write {target}: {error.strerror or error}; {reached.rows:,} rows are whole in {part}: make room "
            "or choose a folder that you may write to, and go on with resume"
        ) from error
    except BaseException:
        sink.close()
        raise
    return TableReport(target, reached.rows, reached.without_text, reached.abstained, begun.rows)


def _tasks(
    reader: TableReader, column: str, missing: Missing, size: int, skip: int
) -> Iterator[tuple[tuple[Batch, int], list[str]]]:
    for batch in reader.batches(size, skip=skip):
        texts, without = texts_of(batch.column(column), reader.path, column, start=batch.start, missing=missing)
        yield (batch, without), texts
