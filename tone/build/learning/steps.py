"""The steps that learn: centroids of the encoders, then affinities of words; each a pure function of files."""

from __future__ import annotations

import gzip
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tone.affinities import AFFINITIES
from tone.build.judges import ranked_words, sentence_encoder
from tone.build.learning.affinities import induce, learn_signs, learn_weights, rows
from tone.build.learning.heads import from_entries, from_teacher, with_emotional, with_secondaries
from tone.build.learning.texts import FUNCTION_WORDS, Affirmed, affirmed, weak_labels, words_of_groups
from tone.build.neighbours import COMMON_WORDS, common_words
from tone.build.sources import SourceFolder
from tone.build.thesauri import read_polarity, read_sourced, read_unlabelled
from tone.build.vocabulary import Files, Progress
from tone.embed.head import Head, calibrated, kept_head, read_head
from tone.embed.samples import SAMPLES, Sample
from tone.emotion import Knowledge
from tone.evaluate.counterfactuals import read_terms
from tone.loading import load
from tone.model import Tier
from tone.resources import DataFolder

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.build.learning.regression import Array

    Vectors = npt.NDArray[np.float32]

TAUGHT = 40_000
"""How many texts the stronger encoder reads: it is ten times slower, and the texts stand in no order."""

CALIBRATION = 512
"""How many texts come with the data, to calibrate other encoders with."""

CALIBRATION_SOURCE = "goemotions_train"
"""The part of the unlabelled texts that they are taken from; its licence, CC BY 4.0, is that of TONE's data."""


class Read(NamedTuple):
    """Unlabelled texts, read.

    Attributes:
        texts: the texts.
        weak: what the entries give each, of shape (texts, primaries and secondaries).
        affirmed: the forms that each affirms.
        evident: how many independent signs of emotion each has: an entry, a word that has polarity; 0 to 2.
    """

    texts: list[str]
    weak: Array
    affirmed: Affirmed
    evident: Array


def read_texts(kb: Knowledge, sources: SourceFolder, passed_over: frozenset[str] = frozenset()) -> Read:
    """Read the unlabelled texts with the entries of a knowledge base, without the words that are passed over."""
    import numpy as np

    texts = list(read_unlabelled(sources))
    weak = weak_labels(texts, kb, _keys(kb))
    held = affirmed(texts, kb, passed_over)
    polarity = read_polarity(sources)
    polar = np.array([abs(polarity.get(form, 0.0)) >= 0.2 for form in held.forms], dtype=float)
    return Read(texts, weak, held, (weak.sum(axis=1) > 0) * 1.0 + ((held.matrix @ polar) > 0))


def _keys(kb: Knowledge) -> list[str]:
    records = kb.taxonomy.records.values()
    return [record.key for tier in (Tier.PRIMARY, Tier.SECONDARY) for record in records if record.tier is tier]


def build_centroids(folder: DataFolder, sources: SourceFolder, _: Progress | None = None) -> Files:
    """Learn ``vocab/centroids/``: a head for each encoder, and the texts that other encoders are calibrated with.

    Raises:
        MissingExtraError: sentence-transformers is not installed.
        DataError: a source or a table is missing or at fault.
    """
    kb = load(folder.root)
    read = read_texts(kb, sources)
    heads: dict[str, Head] = {}
    seen: dict[str, Vectors] = {}
    for name, count in (("mpnet", TAUGHT), ("minilm", len(read.texts))):
        encoder = sentence_encoder(sources, name)
        vectors = seen[name] = encoder.encode(read.texts[:count])
        base = calibrated(kb.lexicon.entries, _keys(kb), encoder, read.texts[:count])
        taught, weak = vectors[:TAUGHT], read.weak[:TAUGHT]
        teacher = heads.get("mpnet") or from_entries(base, taught, weak)
        head = from_teacher(base, taught, teacher, seen["mpnet"], weak)
        head = with_secondaries(head, vectors, read.weak[:count])
        heads[name] = with_emotional(head, vectors, read.evident[:count])
    files = {
        kept_head(folder.centroids, head.encoder, head.revision).relative_to(folder.root).as_posix(): head
        for head in heads.values()
    }
    return {
        **{path: head.render() for path, head in files.items()},
        folder.samples.relative_to(folder.root).as_posix(): gzip.compress(SAMPLES.render(_samples(sources)), mtime=0),
    }


def build_affinities(folder: DataFolder, sources: SourceFolder, _: Progress | None = None) -> Files:
    """Learn ``vocab/affinities.tsv.gz``; nothing of words that name groups of people, by ``vocab/bias_terms.tsv``.

    Raises:
        MissingExtraError: wordfreq or sentence-transformers is not installed.
        DataError: a source or a table is missing or at fault.
    """
    import numpy as np

    kb = load(folder.root)
    groups = words_of_groups(read_terms(folder.bias_terms)) if folder.bias_terms.exists() else frozenset()
    read = read_texts(kb, sources, groups)
    mpnet, minilm = (sentence_encoder(sources, name) for name in ("mpnet", "minilm"))
    strong, plain = (
        read_head(kept_head(folder.centroids, encoder.name, encoder.revision)) for encoder in (mpnet, minilm)
    )
    taught = strong.primaries(mpnet.encode(read.texts[:TAUGHT]))
    judged = np.vstack([taught, plain.primaries(minilm.encode(read.texts[TAUGHT:]))]).astype(np.float64)
    reviewed = frozenset(kb.lexicon.forms())
    weights = learn_weights(read.affirmed, reviewed, judged, read.weak[:, : judged.shape[1]])
    seen = {*read.affirmed.forms, *reviewed, *FUNCTION_WORDS, *groups}
    words = [word for word in common_words(ranked_words(sources, COMMON_WORDS)) if word not in seen]
    induced = induce(words, minilm.encode(words), plain)
    kept = frozenset(form for form, row in weights.items() if row.any()) | reviewed
    signs = learn_signs(read.affirmed, kept, read.evident)
    weights = {form: row for form, row in {**weights, **induced}.items() if row.any()}
    forms, roots = sorted(weights), kb.taxonomy.roots()
    nearest = _nearest(plain, forms, minilm.encode(forms), roots)
    table = rows(weights, signs, induced, nearest, roots)
    return {"vocab/affinities.tsv.gz": gzip.compress(AFFINITIES.render(table), mtime=0)}


def _nearest(head: Head, forms: list[str], vectors: Vectors, roots: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Give, by word and primary, the secondary emotion that the word lies nearest to."""
    logits = vectors @ head.directions[:-1].T + head.biases[:-1]
    places = {root: [p for p, key in enumerate(head.keys) if key.startswith(f"{root}/")] for root in roots}
    return {
        form: {
            root: head.keys[max(below, key=lambda place: row[place])] if below else root
            for root, below in places.items()
        }
        for form, row in zip(forms, logits, strict=True)
    }


def _samples(sources: SourceFolder) -> list[Sample]:
    rows = (Sample(source, text) for source, text in read_sourced(sources) if source == CALIBRATION_SOURCE)
    return list(islice(rows, CALIBRATION))
