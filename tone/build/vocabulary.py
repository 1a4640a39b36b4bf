"""The steps that build the vocabulary: candidates, overlap, entries, affinities; each a pure function of files."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from tone.build.candidates import gather, names_of
from tone.build.compounds import POLAR, find_compounds
from tone.build.emoji import descriptions_of
from tone.build.entries import Evidence, label_entries, reviewed_entries
from tone.build.idioms import inflect_with, parts_with, read_idioms
from tone.build.inflect import inflections, lemmas, parts_of_speech
from tone.build.judges import JUDGES, revision, sentence_encoder, zipf_frequency
from tone.build.overlap import resolve, veto_by
from tone.build.records import CANDIDATES, CURATORS, DECISIONS, VERDICTS, Decision, Verdict
from tone.build.review import FINAL, check, settle
from tone.build.sources import SourceFolder
from tone.build.thesauri import read_polarity
from tone.build.wordnet import feeling_share, glosses_of, open_wordnet
from tone.errors import DataError
from tone.idioms import Idiom
from tone.loading import load
from tone.model import PartOfSpeech
from tone.resources import DataFolder
from tone.tables import COMPOUNDS, EMOTIONS, ENTRIES
from tone.text.tokens import is_symbol

Files = dict[str, bytes]
Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is to do."""


def decisions_in(folder: DataFolder) -> tuple[Decision, ...]:
    """Read ``vocab/decisions.tsv``; there are no decisions where there is no such file.

    Raises:
        TableError: a row is at fault.
    """
    path = folder.vocab / "decisions.tsv"
    return DECISIONS.read(path) if path.exists() else ()


def verdicts_in(folder: DataFolder) -> dict[str, Verdict]:
    """Read ``vocab/overlap.tsv.gz``, by form.

    Raises:
        DataError: there is none, or it is damaged.
    """
    path = folder.vocab / "overlap.tsv.gz"
    if not path.exists():
        raise DataError(f"{path} is missing: run tone build overlap")
    return {verdict.form: verdict for verdict in VERDICTS.read(path)}


def idioms_in(folder: DataFolder) -> dict[str, Idiom]:
    """Read ``vocab/idioms.tsv``, by form; there are no idioms where there is no such file.

    Raises:
        TableError: a row is at fault.
    """
    return read_idioms(folder.vocab / "idioms.tsv", [record.key for record in EMOTIONS.read(folder.emotions)])


def check_decisions(folder: DataFolder, decisions: Iterable[Decision], verdicts: Mapping[str, Verdict]) -> None:
    """Make sure that decisions speak of candidates, emotions and curators that exist, and do not contradict each other.

    Raises:
        TableError: one does not; all are listed with row and column.
        DataError: a table is missing or at fault.
    """
    ordered = sorted(decisions, key=DECISIONS.sort_key)
    keys = {record.key for record in EMOTIONS.read(folder.emotions)}
    curators = {curator.name for curator in CURATORS.read(folder.vocab / "curators.tsv")}
    check(ordered, verdicts, keys, curators, source=folder.vocab / "decisions.tsv")


def build_candidates(
    folder: DataFolder, sources: SourceFolder, progress: Progress | None = None, *, with_gcide: bool = False
) -> Files:
    """Gather ``vocab/candidates.tsv.gz`` from the fetched sources, and from what review has accepted so far.

    Args:
        folder: the data folder.
        sources: the fetched sources.
        progress: told how far it is.
        with_gcide: whether GCIDE, which is GPL, serves as evidence; what it leads to is not to be committed.

    Raises:
        MissingExtraError: nltk, lemminflect, wordfreq or sentence-transformers is not installed.
        DataError: a source is missing or not the one meant.
    """
    encoder = sentence_encoder(sources, "minilm")
    # whoever accepted a form and whatever became of it: else a rejection would take candidates away that are decided on
    accepted = {decision.form for decision in decisions_in(folder) if decision.emotions}
    records, idioms = EMOTIONS.read(folder.emotions), idioms_in(folder)
    candidates = gather(sources, records, encoder, accepted, idioms=idioms, with_gcide=with_gcide)
    return {"vocab/candidates.tsv.gz": gzip.compress(CANDIDATES.render(candidates), mtime=0)}


def build_overlap(folder: DataFolder, sources: SourceFolder, progress: Progress | None = None) -> Files:
    """Judge the candidates with Sentence-BERT: ``vocab/overlap.tsv.gz``.

    Raises:
        MissingExtraError: nltk, wordfreq or sentence-transformers is not installed.
        DataError: a source, a model or the table of candidates is missing or not the one meant.
    """
    candidates = CANDIDATES.read(folder.vocab / "candidates.tsv.gz")
    records = EMOTIONS.read(folder.emotions)
    wordnet = open_wordnet(sources)
    forms = {row.form for row in candidates if not is_symbol(row.form)}
    glosses = glosses_in(folder, sources, {*names_of(records), *forms})
    encoders = [sentence_encoder(sources, key) for key in JUDGES]
    veto = veto_by(read_polarity(sources), zipf_frequency(sources), lambda form: feeling_share(wordnet, form))
    verdicts = resolve(candidates, records, glosses, encoders, veto, progress)
    return {"vocab/overlap.tsv.gz": gzip.compress(VERDICTS.render(verdicts), mtime=0)}


def glosses_in(folder: DataFolder, sources: SourceFolder, forms: Iterable[str]) -> dict[str, Sequence[str]]:
    """Give what is said of forms: WordNet's glosses, emoji's descriptions, and the table's for idioms that lack both.

    Args:
        folder: the data folder.
        sources: the fetched sources.
        forms: what is looked up in WordNet; all emoji and idioms are given.

    Raises:
        MissingExtraError: nltk is not installed.
        DataError: a source is missing or not the one meant.
    """
    glosses: dict[str, Sequence[str]] = {**glosses_of(open_wordnet(sources), forms), **descriptions_of(sources)}
    for form, idiom in idioms_in(folder).items():
        glosses[form] = glosses.get(form) or (idiom.gloss,)
    return glosses


def build_entries(folder: DataFolder, sources: SourceFolder, progress: Progress | None = None) -> Files:
    """Make ``vocab/entries.tsv`` and ``vocab/emoji.tsv`` from the taxonomy's names and the decisions of review.

    Raises:
        MissingExtraError: lemminflect or nltk is not installed.
        DataError: a table or a source is at fault.
    """
    records = EMOTIONS.read(folder.emotions)
    decisions = decisions_in(folder)
    if not decisions:  # a taxonomy of one's own, before any review
        return {"vocab/entries.tsv": ENTRIES.render(label_entries(records, inflections))}
    verdicts = verdicts_in(folder)
    check_decisions(folder, decisions, verdicts)
    settled, disputed = settle(decisions)
    if disputed:
        first = ", ".join(sorted(disputed)[:5])
        raise DataError(f"{len(disputed)} forms are in dispute ({first}): adjudicate them, tone review next --disputed")
    for entry in sources.sources["lemminflect"].files:
        sources.file("lemminflect", entry.path)  # what the library reads must be what is recorded
    idioms = idioms_in(folder)
    parts = parts_with(idioms, partial(parts_of_speech, open_wordnet(sources)))
    inflect = inflect_with(idioms, inflections)
    names = label_entries(records, inflections, parts)
    reviewed = reviewed_entries(
        settled,
        names,
        _evidence(folder, sources, decisions, settled, verdicts),
        inflect,
        parts,
        {form: tuple(lemmas(form)) for form in settled if not is_symbol(form)},
    )
    symbols = [entry for entry in reviewed if entry.pos is PartOfSpeech.SYMBOL]
    words = [*names, *(entry for entry in reviewed if entry.pos is not PartOfSpeech.SYMBOL)]
    return {"vocab/entries.tsv": ENTRIES.render(words), "vocab/emoji.tsv": ENTRIES.render(symbols)}


def build_compounds(folder: DataFolder, sources: SourceFolder, progress: Progress | None = None) -> Files:
    """Find the compounds of WordNet that speak of no emotion: ``vocab/compounds.tsv``.

    Raises:
        MissingExtraError: lemminflect or nltk is not installed.
        DataError: a table or a source is missing or not the one meant.
    """
    lexicon = load(folder.root).lexicon
    polarity = read_polarity(sources)

    def speaks(word: str) -> bool:
        return bool(lexicon.lookup(word)) or abs(polarity.get(word, 0.0)) >= POLAR

    found = find_compounds(open_wordnet(sources), speaks, lambda term: bool(lexicon.lookup(term)))
    return {"vocab/compounds.tsv": COMPOUNDS.render(found)}


def _evidence(
    folder: DataFolder,
    sources: SourceFolder,
    decisions: Iterable[Decision],
    settled: Mapping[str, Decision],
    verdicts: Mapping[str, Verdict],
) -> Evidence:
    released = {key for key, source in sources.sources.items() if source.use == "released"}
    named: dict[str, set[str]] = defaultdict(set)
    for candidate in CANDIDATES.read(folder.vocab / "candidates.tsv.gz"):
        if candidate.source in released:
            named[candidate.form].add(candidate.source)
    alike = {(d.form, d.curator) for d in decisions if d.round != FINAL and d.emotions == settled[d.form].emotions}
    votes = Counter(form for form, _ in alike)
    encoder = "|".join(revision(sources, key) for key in JUDGES)
    return Evidence(verdicts, named, encoder, votes)
