"""Candidates and their overlap: what is gathered, and which emotion wins."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

import tone
from tone.build.candidates import _from_groups, names_of
from tone.build.neighbours import neighbours
from tone.build.overlap import CLAIM_BONUS, VALENCES, claims_of, judge, resolve, veto_by
from tone.build.records import CANDIDATES, VERDICTS, Candidate, Verdict
from tone.build.thesauri import Group
from tone.build.usage import PHRASE_COUNT, Use, frames, frequent
from tone.embed.encoder import HashingEncoder
from tone.errors import DataError, TableError

NAMES = {"joy": "joy", "joyful": "joy", "glee": "joy/glee"}


class FakeWordNet:
    """Knows two adjectives and a verb."""

    def synsets(self, form: str, pos: str) -> list[str]:
        return ["sense"] if (form, pos) in {("weird", "a"), ("overwhelmed", "v"), ("table", "n")} else []


def test_names_of_shared_labels_belong_to_the_broadest(kb: tone.KnowledgeBase) -> None:
    names = names_of(kb.taxonomy.records.values())
    assert names["joy"] == "joy"
    assert names["relieved"] == "joy/relief"
    assert names["hatred"] == "anger/rage/hate"


def test_groups_are_read_forward_reverse_and_together() -> None:
    groups = [Group("glee", ("mirth", "joy")), Group("bliss", ("joy", "joyful")), Group("", ("joy", "cheer"))]
    assert list(_from_groups(groups, NAMES)) == [
        ("mirth", "joy/glee", "forward"),
        ("joy", "joy/glee", "forward"),
        ("glee", "joy", "reverse"),
        ("bliss", "joy", "reverse"),
        ("joy", "joy", "together"),
        ("cheer", "joy", "together"),
    ]


def test_frames_find_what_people_say_of_a_feeling() -> None:
    texts = ["I feel so overwhelmed", "it made me really weird", "i'm a bit weird", "I felt table", "we are weird"]
    assert list(frames(texts, FakeWordNet())) == [Use("overwhelmed", "frame", 1), Use("weird", "frame", 2)]


def test_frequent_words_and_what_coheres() -> None:
    texts = [f"fed up, word{'abcdefghij'[n % 10]} of it" for n in range(PHRASE_COUNT)] + ["of it of it up"] * 40
    found = {use.form: use for use in frequent(texts)}
    assert found["fed up"] == Use("fed up", "collocation", PHRASE_COUNT)
    assert found["fed"] == Use("fed", "frequent word", PHRASE_COUNT)
    assert "up of" not in found


def test_neighbours_are_near_another_word() -> None:
    encoder = HashingEncoder()
    words = ["gladly", "glad", "zebra"]
    near = encoder.encode(["glad"])[0] @ encoder.encode(["gladly"])[0]
    found = dict(neighbours(words, ["glad", "rage"], encoder, float(near) - 0.01))
    assert found == {"gladly": "glad"}
    assert list(neighbours(words, [], encoder, 0.1)) == []


def test_claims_weigh_by_source() -> None:
    rows = [
        Candidate("mirth", "noun", "joy", "wordnet", "synonym", 1),
        Candidate("mirth", "", "joy", "moby", "forward", 1),
        Candidate("mirth", "adj", "", "unlabelled", "frame", 9),
        Candidate("odd", "adj", "", "unlabelled", "frame", 9),
    ]
    assert claims_of(rows, ["joy"]) == {"mirth": {0: 4.5}, "odd": {}}


def no_veto(_: str, __: str) -> str:
    return ""


def test_the_nearest_gloss_and_the_claims_decide() -> None:
    rows = np.array([[0.5, 0.4, 0.1], [0.2, 0.45, 0.44]])
    keys = ["joy", "fear", "anger"]
    alone = judge("form", rows, ["one", "two"], {}, keys, no_veto)
    assert (alone.emotion, alone.runner_up, alone.gloss, alone.margin) == ("joy", "fear", "one", 0.1)
    claimed = judge("form", rows, ["one", "two"], {2: 7.0}, keys, no_veto)
    assert (claimed.emotion, claimed.gloss) == ("anger", "two")
    assert claimed.score == pytest.approx(0.44 + CLAIM_BONUS * 3)
    assert claimed.similarity == 0.44
    tied = judge("form", np.full((1, 3), 0.5), [""], {}, keys, no_veto)
    assert (tied.emotion, tied.runner_up, tied.margin) == ("joy", "fear", 0.0)


def test_the_veto_goes_by_polarity_and_by_use() -> None:
    shares = {"pull": 0.05, "love": 0.9}
    veto = veto_by({"glad": 0.6, "meh": -0.1}, lambda form: 5.0 if form in shares else 2.0, shares.get)
    assert veto("glad", "sadness/shame") == "contrary polarity +0.60"
    assert veto("glad", "joy") == veto("glad", "surprise") == veto("meh", "joy") == veto("love", "love") == ""
    assert veto("pull", "love") == "generic: 5% of its uses speak of feeling"
    assert veto("unknown", "love") == ""


def test_valences_cover_the_primaries(kb: tone.KnowledgeBase) -> None:
    assert set(VALENCES) == {emotion.key for emotion in kb.emotions(tier=1)}


def test_resolving_is_deterministic_and_names_find_their_emotion(mini: tone.KnowledgeBase) -> None:
    records = list(mini.taxonomy.records.values())
    glosses: dict[str, Sequence[str]] = {}
    rows = [Candidate(record.label, "noun", record.key, "wordnet", "synonym", 1) for record in records]
    rows += [Candidate("gloomy weather", "", "", "moby", "forward", 1)]
    encoders = [HashingEncoder(), HashingEncoder(128)]
    counted: list[tuple[int, int]] = []
    verdicts = resolve(rows, records, glosses, encoders, no_veto, lambda done, whole: counted.append((done, whole)))
    assert counted[-1] == (2 * len(verdicts), 2 * len(verdicts))
    assert verdicts == resolve(reversed(rows), records, glosses, encoders, no_veto)
    best = {verdict.form: verdict.emotion for verdict in verdicts}
    assert best["hope"] == "joy/optimism/hope"
    assert [verdict.form for verdict in verdicts] == sorted(best)
    assert all(verdict.margin >= 0 and verdict.emotion != verdict.runner_up for verdict in verdicts)
    assert VERDICTS.render(verdicts).count(b"\n") == len(verdicts) + 1


def test_hashing_vectors_have_length_one() -> None:
    vectors = HashingEncoder().encode(["joy", "joyful", "", "\ud800"])
    assert vectors.shape == (4, 64)
    assert np.allclose(np.linalg.norm(vectors[:2], axis=1), 1)
    assert float(vectors[0] @ vectors[1]) > float(vectors[0] @ HashingEncoder().encode(["wrath"])[0])


def test_tables_of_proposals_come_back(tmp_path: Path) -> None:
    rows = [Candidate("over the moon", "", "joy", "moby", "forward", 2.0), Candidate(":'(", "", "joy", "x", "k", 1.0)]
    path = tmp_path / "candidates.tsv.gz"
    path.write_bytes(gzip.compress(CANDIDATES.render(rows), mtime=0))
    assert set(CANDIDATES.read(path)) == set(rows)
    verdict = Verdict("mirth", "joy", 0.5, 0.6, "fear", 0.1, ("anger", "love"), 4.0, "", "generic: 5%")
    VERDICTS.write(tmp_path / "overlap.tsv", [verdict])
    assert VERDICTS.read(tmp_path / "overlap.tsv") == (verdict,)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match="no whole gzip file"):
        CANDIDATES.read(path)
    (tmp_path / "bad.tsv").write_bytes(CANDIDATES.render(rows).replace(b"\t2\t", b"\t-2\t"))
    with pytest.raises(TableError, match="-2 is not above 0"):
        CANDIDATES.read(tmp_path / "bad.tsv")


def test_the_committed_candidates_reach_every_emotion(kb: tone.KnowledgeBase) -> None:
    rows = CANDIDATES.read(ROOT / "vocab" / "candidates.tsv.gz")
    forms = {row.form for row in rows}
    assert len(forms) > 25_000
    assert {"overwhelmed", "stressed", "fed up", "ill temper", "cloud nine", "😡", ":)"} <= forms
    claimed = {row.emotion for row in rows}
    shared = {key for key in kb if kb.taxonomy.named(kb[key].label)[0] != key}
    assert claimed | shared == {"", *kb}
    assert not {row.source for row in rows} & {"gcide", "wordfreq"}, "evidence is not committed"


def test_the_committed_verdicts_cover_the_candidates(kb: tone.KnowledgeBase) -> None:
    forms = {row.form for row in CANDIDATES.read(ROOT / "vocab" / "candidates.tsv.gz")}
    verdicts = {verdict.form: verdict for verdict in VERDICTS.read(ROOT / "vocab" / "overlap.tsv.gz")}
    assert set(verdicts) == forms
    assert {verdict.emotion for verdict in verdicts.values()} <= set(kb)
    assert verdicts["furious"].emotion.startswith("anger/rage")
    assert verdicts["cloud nine"].emotion.startswith("joy")
    assert verdicts["pull"].veto.startswith("generic")
