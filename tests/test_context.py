"""The contextual mode: heads of encoders, how they are found and kept, and what they add to an answer."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.checks.shapes import check_shapes
from tone.classify.context import LONGEST, ContextReader, pieces
from tone.classify.result import Classification
from tone.embed import opening
from tone.embed.centroids import centroids
from tone.embed.encoder import HashingEncoder
from tone.embed.head import UNTAUGHT, Head, calibrated, keep, kept_head, read_head
from tone.embed.opening import open_encoder, open_head
from tone.embed.samples import SAMPLES
from tone.errors import DataError, OutputError, TextError, ToneError
from tone.namespaces import PREFIXES
from tone.resources import find_data

MINI = tone.load(ROOT / "tests" / "data" / "mini")
KEYS = [emotion.key for tier in (1, 2) for emotion in MINI.emotions(tier=tier)]
ENCODER = HashingEncoder()
SHIPPED = find_data(ROOT).centroids
SAMPLE_TEXTS = [sample.text for sample in SAMPLES.read(find_data(ROOT).samples)]
TEXTS = [
    "I was so happy, but afraid.",
    "The hopefulness of it all",
    "It is Tuesday.",
    "",
    " \n\t ",
    "good cheer \ud83d and \udc00 no envy",
    "Over the moon! " * 200,
]


class Counting(HashingEncoder):
    """Counts what it is asked to encode."""

    def __init__(self, revision: str = "1") -> None:
        super().__init__()
        self.revision = revision
        self.batches: list[int] = []

    def encode(self, texts, *, progress=None):  # type: ignore[no-untyped-def]
        self.batches.append(len(texts))
        return super().encode(texts, progress=progress)


@pytest.fixture(scope="module")
def head() -> Head:
    return calibrated(MINI.lexicon.entries, KEYS, ENCODER, SAMPLE_TEXTS)


@pytest.fixture(scope="module")
def clf() -> tone.EmotionClassifier:
    return tone.EmotionClassifier(MINI, mode="contextual", encoder=ENCODER)


LEXICAL = tone.EmotionClassifier(MINI)


def shares(head: Head, text: str) -> dict[str, float]:
    return head.probabilities(ENCODER.encode([text]))[0]


def test_the_words_below_an_emotion_count_as_its_own_only_when_asked() -> None:
    entries = [entry for entry in MINI.lexicon.entries if entry.form in ("happy", "bitter")]
    happy, bitter = ENCODER.encode(["happy", "bitter"])
    keys = ["joy", "joy/cheerfulness/happiness", "sadness", "anger/envy", "fear"]
    own = centroids(entries, keys, ENCODER)
    assert np.allclose(own[1], happy, atol=1e-6)
    assert np.allclose(own[3], bitter, atol=1e-6), "rows have length 1, whatever the weight"
    assert not own[[0, 2, 4]].any()
    below = centroids(entries, keys, ENCODER, below=True)
    assert np.allclose(below[0], happy, atol=1e-6)
    assert np.allclose(below[2], bitter, atol=1e-6)
    assert not below[4].any()


def test_probabilities_of_secondaries_add_to_one(head: Head) -> None:
    vectors = ENCODER.encode([*SAMPLE_TEXTS[:50], *MINI.lexicon.forms()])
    found = head.probabilities(vectors)
    secondaries = {key for key in KEYS if "/" in key}
    assert all(set(row) == secondaries for row in found)
    assert all(sum(row.values()) == pytest.approx(1) for row in found)
    logits = head.primaries(vectors)
    roots = [key for key in KEYS if "/" not in key]
    for row, scores in zip(found, np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), strict=True):
        for root, share in zip(roots, scores, strict=True):
            assert sum(row[key] for key in row if key.startswith(f"{root}/")) == pytest.approx(share, abs=1e-5)
    assert head.emotional(vectors) == pytest.approx([-np.log(1 - UNTAUGHT)] * len(vectors))
    assert head.probabilities(vectors[:0]) == []


def test_a_primary_without_secondaries_has_its_own_probability() -> None:
    directions = np.array([[1, 0], [0, 1], [0, 0], [-1, 0]], dtype=np.float32)
    head = Head("e", "1", ("joy", "anger", "joy/pride"), directions, np.zeros(4, dtype=np.float32))
    vectors = np.array([[1, 0], [1000, 0]], dtype=np.float32)
    first, extreme = head.probabilities(vectors)
    assert first == pytest.approx({"joy/pride": 1 / (1 + np.exp(-1)), "anger": 1 / (1 + np.exp(1))})
    assert extreme == {"joy/pride": 1.0, "anger": 0.0}
    assert head.probabilities(vectors[1:]) == [extreme], "which keys there are depends on no other text"
    assert head.emotional(vectors) == pytest.approx([np.log1p(np.exp(-1)), 0.0]), "never below 0"


def test_words_lie_nearest_to_their_own_emotion(head: Head) -> None:
    for word, key in (("nervousness", "fear/nervousness"), ("optimism", "joy/optimism"), ("envious", "anger/envy")):
        found = shares(head, word)
        assert max(found, key=found.__getitem__) == key


def test_calibration_leaves_no_emotion_nearer_to_all_texts_than_others(head: Head) -> None:
    logits = ENCODER.encode(SAMPLE_TEXTS) @ head.directions[:-1].T + head.biases[:-1]
    assert np.allclose(logits.mean(axis=0), 0, atol=1e-4)
    assert np.allclose(logits.std(axis=0), 1, atol=1e-3)


def test_an_emotion_without_words_stays_neutral() -> None:
    entries = [entry for entry in MINI.lexicon.entries if not entry.emotion.startswith("fear")]
    logits = calibrated(entries, KEYS, ENCODER, SAMPLE_TEXTS).primaries(ENCODER.encode(["afraid", "fear"]))
    assert np.isfinite(logits).all()
    assert not logits[:, KEYS.index("fear")].any()


def test_alike_heads_have_alike_bytes_at_any_time(head: Head, monkeypatch: pytest.MonkeyPatch) -> None:
    before = head.render()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    again = calibrated(reversed(MINI.lexicon.entries), KEYS, HashingEncoder(), SAMPLE_TEXTS)
    assert again.render() == before


def test_a_head_is_read_as_it_was_written(head: Head, tmp_path: Path) -> None:
    path = kept_head(tmp_path / "deep", "my encoder/v2", "0123456789abcdef")
    assert path.name == "my-encoder-v2-0123456789ab.npz"
    keep(head, path)
    read = read_head(path)
    assert (read.encoder, read.revision, read.keys) == ("hashing", "1", tuple(KEYS))
    assert np.array_equal(read.biases, head.biases)
    assert np.allclose(read.directions, head.directions, rtol=1e-3, atol=1e-4)
    assert read.render() == path.read_bytes()
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_damaged_head_is_refused_and_never_misread(head: Head, tmp_path: Path) -> None:
    path, whole = tmp_path / "head.npz", head.render()
    step = len(whole) // 150
    spoilt = [whole[:size] for size in range(0, len(whole), step)]
    spoilt += [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(0, len(whole), step)]
    refused = 0
    for content in spoilt:
        path.write_bytes(content)
        damaged = False
        try:
            read = read_head(path)
        except DataError:
            damaged = True
            refused += 1
        assert damaged or read.render() == whole, "what is read in spite of damage to the archive's frame is whole"
    assert refused >= len(spoilt) / 2


@pytest.mark.parametrize("part", ["directions", "biases", "keys", "text", "array", "missing", "folder"])
def test_what_is_no_head_is_refused(head: Head, tmp_path: Path, part: str) -> None:
    path = tmp_path / "head.npz"
    if part == "text":
        path.write_text("centroids")
    elif part == "array":
        with path.open("wb") as file:
            np.save(file, head.biases)
    elif part == "folder":
        path.mkdir()
    elif part != "missing":
        spoilt = {"directions": head.directions[1:], "biases": head.biases[:, None], "keys": head.keys[1:]}
        path.write_bytes(replace(head, **{part: spoilt[part]}).render())
    with pytest.raises(DataError, match=r"head\.npz is not a file of centroids: .*build it again, or delete it"):
        read_head(path)


def test_a_head_that_cannot_be_kept_is_an_output_error(head: Head, locked_folder: Path) -> None:
    with pytest.raises(OutputError, match="cannot make the folder"):
        keep(head, locked_folder / "cache" / "head.npz")


def test_the_shipped_head_is_preferred_by_checksum(head: Head, tmp_path: Path) -> None:
    encoder = Counting("0123456789abcdef")
    shipped = replace(head, encoder="named-otherwise", revision=encoder.revision, biases=head.biases + 1)
    (tmp_path / "named-otherwise-0123456789ab.npz").write_bytes(shipped.render())
    shutil.copy(SHIPPED / "samples.tsv.gz", tmp_path)
    cache = tmp_path / "cache"
    found = open_head(encoder, tmp_path, MINI.lexicon.entries, KEYS, cache=cache)
    assert found.encoder == "named-otherwise"
    assert not encoder.batches
    assert not cache.exists()
    # the checksum decides, all of it; and the emotions must be known
    for other in (Counting("fedcba9876543210"), Counting("0123456789abXXXX")):
        assert open_head(other, tmp_path, MINI.lexicon.entries, KEYS).revision == other.revision
    few = [key for key in KEYS if key.startswith("joy")]
    assert open_head(encoder, tmp_path, MINI.lexicon.entries, few).keys == tuple(few)


def test_a_computed_head_is_kept_and_read_again(tmp_path: Path) -> None:
    first, second = Counting("[1-9]*"), Counting("[1-9]*")
    made = open_head(first, SHIPPED, MINI.lexicon.entries, KEYS, cache=tmp_path)
    assert first.batches
    [path] = tmp_path.iterdir()
    read = open_head(second, SHIPPED, MINI.lexicon.entries, KEYS, cache=tmp_path)
    assert not second.batches
    assert read.render() == made.render()
    fewer = open_head(second, SHIPPED, MINI.lexicon.entries, KEYS[:-1], cache=tmp_path)
    assert fewer.keys == tuple(KEYS[:-1])
    assert read_head(path).keys == fewer.keys, "that of other emotions is replaced"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DataError, match="build it again, or delete it"):
        open_head(second, SHIPPED, MINI.lexicon.entries, KEYS, cache=tmp_path)


def test_nothing_to_calibrate_with_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"samples\.tsv\.gz"):
        open_head(ENCODER, tmp_path, MINI.lexicon.entries, KEYS)


def test_the_shipped_heads_know_the_released_emotions(kb: tone.KnowledgeBase) -> None:
    paths = sorted(SHIPPED.glob("*.npz"))
    assert {read_head(path).encoder for path in paths} == {"all-MiniLM-L6-v2", "all-mpnet-base-v2"}
    keys = tuple(emotion.key for tier in (1, 2) for emotion in kb.emotions(tier=tier))
    for path in paths:
        head = read_head(path)
        assert head.keys == keys
        assert kept_head(SHIPPED, head.encoder, head.revision) == path
        assert head.render() == path.read_bytes()
    assert len(SAMPLE_TEXTS) >= 500


def test_context_is_added_to_what_the_words_say(clf: tone.EmotionClassifier) -> None:
    for text in TEXTS:
        result, lexical = clf.classify(text), LEXICAL.classify(text)
        assert result.text == text
        assert [m.to_dict() for m in result.mentions] == [m.to_dict() for m in lexical.mentions]
        added = {emotion.key: score for emotion, score in result.context}
        if text.strip():
            assert sum(added.values()) == pytest.approx(clf.parameters.context)
        expected = lexical.scores()
        for key, score in added.items():
            for place in (key, *MINI.taxonomy.ancestors(key)):
                expected[place] = expected.get(place, 0.0) + score
        assert result.scores() == pytest.approx(expected)
        for emotion in MINI.values():
            children = sum(result.scores().get(child.key, 0.0) for child in emotion.children())
            assert result.scores().get(emotion.key, 0.0) >= children - 1e-9
        assert result.emotional >= lexical.emotional
        assert 0 <= result.intensity <= 1
        assert -1 <= result.valence <= 1


def test_context_stands_in_order_and_decides_where_no_word_does(clf: tone.EmotionClassifier) -> None:
    text = "an envyous jealousing of enviers"  # no form of the lexicon, but its letters
    assert LEXICAL.classify(text).emotion is None
    result = clf.classify(text)
    assert list(result.context) == sorted(result.context, key=lambda found: (-found[1], found[0].key))
    assert result.context[0][0].key == "anger/envy"
    assert not result.mentions
    assert result.emotional == pytest.approx(UNTAUGHT, abs=1e-6)
    assert result.intensity == pytest.approx(result.emotional)
    assert result.best(tier=1) == MINI["anger"]
    assert clf.predict([text, ""]) == ["anger", None]
    assert (
        tone.EmotionClassifier(MINI, mode="contextual", encoder=ENCODER, threshold=0.9).classify(text).emotion is None
    )


def test_links_raise_on_top_of_the_context() -> None:
    plain, raising = (
        tone.EmotionClassifier(MINI, mode="contextual", encoder=ENCODER, raise_links=choice) for choice in (False, True)
    )
    text = "sad and hopeful"
    before, after = plain.classify(text).scores(), raising.classify(text).scores()
    assert all(after[key] >= score - 1e-9 for key, score in before.items())
    assert after["anger/envy"] > before["anger/envy"]


def test_without_text_there_is_no_context(clf: tone.EmotionClassifier) -> None:
    for text in ("", " ", "\n" * 3000, "\u2003" * 3000):
        result = clf.classify(text)
        assert (result.emotion, result.context, result.all_scores) == (None, (), ())
        assert (result.emotional, result.intensity, result.valence) == (0.0, 0.0, 0.0)
        assert "no emotion found: no word of the vocabulary" in result.explain()


def alike(first: Classification, second: Classification) -> bool:
    return (first.text, first.emotion, len(first.mentions)) == (second.text, second.emotion, len(second.mentions)) and (
        first.scores() == pytest.approx(second.scores()) and first.emotional == pytest.approx(second.emotional)
    )


def test_batches_change_nothing_but_how_many_are_encoded_together() -> None:
    encoder = Counting()
    clf = tone.EmotionClassifier(MINI, mode="contextual", encoder=encoder)
    encoder.batches.clear()
    many = TEXTS[:3] * 20
    one_by_one = list(clf.pipe(many, batch_size=1))
    assert encoder.batches == [1] * 60
    encoder.batches.clear()
    together = list(clf.pipe(many, batch_size=256))
    assert encoder.batches == [60]
    assert [result.text for result in together] == many
    assert all(map(alike, one_by_one, together))
    assert all(alike(clf.classify(text), result) for text, result in zip(many[:3], together, strict=False))
    assert clf.predict(many) == [None if r.best(tier=1) is None else r.best(tier=1).label for r in together]  # type: ignore[union-attr]


def test_a_stream_is_read_no_further_than_a_batch(clf: tone.EmotionClassifier) -> None:
    taken: list[int] = []

    def endless():  # type: ignore[no-untyped-def]
        while True:
            taken.append(1)
            yield "happy"

    results = clf.pipe(endless(), batch_size=8)
    assert not taken
    assert next(results).emotion is not None
    assert len(taken) == 8
    with pytest.raises(TextError, match="text 1: expected text as str"):
        list(clf.pipe(["a", None]))  # type: ignore[list-item]
    with pytest.raises(TextError, match="expected several texts"):
        clf.pipe("happy")
    with pytest.raises(ValueError, match="batch_size 0 is below 1"):
        clf.pipe([], batch_size=0)


def test_a_long_text_is_the_mean_of_its_pieces(head: Head) -> None:
    reader = ContextReader(ENCODER, replace(head, directions=np.vstack([head.directions[:-1], head.directions[:1]])))
    text = ("happy and cheerful. " * 45 + "\n" + "nervous jitters! " * 55).strip()
    parts = list(pieces(text))
    assert len(parts) == 2
    short, long, empty = reader.read([parts[0], text, ""])
    other = reader.read([parts[1]])[0]
    assert long.shares == pytest.approx({key: (share + other.shares[key]) / 2 for key, share in short.shares.items()})
    assert long.emotional == pytest.approx(max(short.emotional, other.emotional))
    assert (empty.shares, empty.emotional) == ({}, 0.0)
    assert reader.read([]) == []


LONG = st.lists(
    st.tuples(
        st.sampled_from(["a", "so happy", ". ", "?!", "\n", " ", "\u2026 ", "\u00e9\U0001f600", "\ud800"]),
        st.integers(1, 700),
    ),
    max_size=8,
).map(lambda runs: "".join(part * count for part, count in runs))


@given(LONG)
def test_pieces_lose_nothing_but_white_space(text: str) -> None:
    found = list(pieces(text))
    assert all(piece.strip() and len(piece) <= LONGEST for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert len(found) <= 2 * len(text) // LONGEST + 1


def test_pieces_end_where_sentences_do() -> None:
    text = " ".join(f"This is sentence number {number}." for number in range(200))
    found = list(pieces(text))
    assert " ".join(found) == text
    assert all(piece.endswith(".") for piece in found)
    assert sum(map(len, pieces("x" * 10_000_000))) == 10_000_000, "also ten megabytes without a space"


def test_what_the_encoder_is_given_can_be_encoded() -> None:
    given_texts: list[str] = []

    class Strict(HashingEncoder):
        def encode(self, texts, *, progress=None):  # type: ignore[no-untyped-def]
            given_texts.extend(text.encode("utf-8").decode() for text in texts)  # as tokenizers do
            return super().encode(texts, progress=progress)

    clf = tone.EmotionClassifier(MINI, mode="contextual", encoder=Strict())
    result = clf.classify("\ud83d so happy \udc00")
    assert given_texts[-1] == "? so happy ?"
    assert result.text == "\ud83d so happy \udc00"
    assert result.emotion == MINI["joy/cheerfulness/happiness"]
    assert result.to_rdf()


def test_the_encoder_can_be_asked_for(clf: tone.EmotionClassifier) -> None:
    assert clf.encoder is ENCODER
    assert clf.mode == "contextual"
    assert LEXICAL.encoder is None


def test_what_cannot_be_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ToneError, match="no mode 'deep': available are lexical, contextual"):
        tone.EmotionClassifier(MINI, mode="deep")
    with pytest.raises(ToneError, match="the lexical mode reads without an encoder"):
        tone.EmotionClassifier(MINI, encoder=ENCODER)
    for encoder in ("grrumpsk", tmp_path / "missing", "mpnet"):
        with pytest.raises(DataError, match="no encoder .* here: give the folder"):
            tone.EmotionClassifier(MINI, mode="contextual", encoder=encoder)
    with pytest.raises(DataError, match=r"holds no model\.safetensors"):
        open_encoder(tmp_path)


def test_computed_centroids_are_kept_where_asked(tmp_path: Path) -> None:
    tone.EmotionClassifier(MINI, mode="contextual", encoder=ENCODER, cache=tmp_path / "tone")
    assert [path.name for path in (tmp_path / "tone").iterdir()] == ["hashing-1.npz"]


def test_a_contextual_answer_is_shown_in_all_ways(clf: tone.EmotionClassifier) -> None:
    result = clf.classify("I was so happy, but afraid.")
    strongest = result.context[0]
    [line] = [line for line in result.explain().splitlines() if line.startswith("context ")]
    assert f"{strongest[0].qualified_label} {strongest[1]:.4g}" in line
    said = result.to_dict()
    assert said["context"] == {emotion.key: score for emotion, score in result.context}
    assert "happy</mark>" in result._repr_html_()
    graph = result.to_rdf()
    context = [triple.object.value for triple in graph if triple.predicate.value == f"{PREFIXES['tone']}contextScore"]
    assert len(context) == len(result.context)
    assert check_shapes(graph, find_data(ROOT).annotation_shapes) == []


def test_the_command_reads_in_context(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    asked: list[object] = []
    monkeypatch.setattr(opening, "open_encoder", lambda name=None: asked.append(name) or ENCODER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    done = run("classify", "so happy", "--mode", "contextual", "--encoder", "my-model", "--explain")
    assert done.code == 0, done.err
    assert "context " in done.out
    assert asked == ["my-model"]
    assert [path.name for path in tmp_path.glob("tone/*")] == ["hashing-1.npz"]
    assert run("classify", "so happy", "--mode", "contextual").code == 0
    assert asked == ["my-model", None]


def test_the_command_refuses_what_it_cannot_read_with(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("classify", "so happy", "--encoder", "minilm")
    assert done.code == 2
    assert "--encoder is for --mode contextual" in done.err
    done = run("classify", "so happy", "--mode", "contextual", "--encoder", str(tmp_path / "none"))
    assert done.code == 2
    assert "no encoder" in done.err
