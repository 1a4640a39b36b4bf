"""The real sources and the real encoder: run after ``tone build sources``."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import ROOT

from tone.build.candidates import gather
from tone.build.release import run_steps, sources_of
from tone.build.wordnet import feeling_share, open_wordnet
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


def test_the_committed_candidates_are_what_the_sources_give() -> None:
    if not SOURCES.is_whole("unlabelled"):
        pytest.skip("the unlabelled texts are not there: see vocab/sources.toml")
    assert [o.state for o in run_steps(FOLDER, ["candidates"], SOURCES, check=True)] == ["unchanged"]


def test_gcide_is_evidence_that_can_be_switched_on() -> None:
    if not SOURCES.is_whole("unlabelled"):
        pytest.skip("the unlabelled texts are not there: see vocab/sources.toml")
    rows = gather(SOURCES, EMOTIONS.read(FOLDER.emotions), with_gcide=True)
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
    assert len(list(tmp_path.rglob("*.npy"))) == 1
    assert np.array_equal(encoder.encode(texts), vectors)
    assert encoder.revision.startswith("53aa5117")
    with pytest.raises(DataError, match=r"holds no model\.safetensors"):
        SentenceEncoder(tmp_path, "nothing")
