"""From decisions to entries, the released tables, the report; on small tables and with the hashing encoder."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.affinities import AFFINITIES, Affinities
from tone.build.entries import HAND_KEPT, REVIEWED, Evidence, label_entries, reviewed_entries
from tone.build.idioms import idiom_forms, read_idioms
from tone.build.inflect import inflections
from tone.build.precision import PRECISION, Judgement, SampleRow, sample, shares
from tone.build.records import DECISIONS, Decision, Verb, Verdict
from tone.build.review import settle
from tone.build.sources import read_sources
from tone.embed.encoder import HashingEncoder
from tone.embed.store import VectorStore
from tone.errors import DataError, TableError, ToneError
from tone.evaluate.coverage import COVERAGE, Coverage, measure, read_labelled
from tone.evaluate.intervals import wilson_interval
from tone.idioms import Idiom
from tone.model import Entry, PartOfSpeech, Status
from tone.tables import COMPOUNDS, ENTRIES

NOUN, VERB, ADJECTIVE = PartOfSpeech.NOUN, PartOfSpeech.VERB, PartOfSpeech.ADJECTIVE
FORMS = {"weep": ("weeping", "weeps", "wept"), "moan": ("moaned", "moans"), "joy": ("joys",)}
BASES = {"wept": (("weep", VERB),), "weeping": (("weep", VERB), ("weeping", ADJECTIVE)), "moaned": (("moan", VERB),)}


def decision(form: str, verb: Verb, *emotions: str, curator: str = "first") -> Decision:
    return Decision(form, verb, emotions, curator, "2026-11-21", "1", "")


def verdict(form: str, emotion: str = "sadness", score: float = 0.8, veto: str = "") -> Verdict:
    return Verdict(form, emotion, 0.5, score, "fear", 0.1, (), 1.0, "", veto)


def entries_of(decisions: list[Decision], **verdicts: Verdict) -> dict[tuple[str, str], Entry]:
    settled = {decided.form: decided for decided in decisions}
    known = {form: verdicts.get(form, verdict(form)) for form in settled}
    names = [Entry("joy", "joy", NOUN, ("joy", "joys"), "joy", 1.0, 1.0, HAND_KEPT, ("TONE label",), Status.ACCEPTED)]
    found = reviewed_entries(
        settled,
        names,
        Evidence(known, {"weep": {"wordnet"}}, "mini@1", {"weep": 2}),
        lambda form, _: FORMS.get(form, ()),
        lambda form, _: (VERB,),
        BASES,
    )
    return {(entry.form, entry.emotion): entry for entry in found}


def test_an_accepted_form_becomes_an_entry_with_its_provenance() -> None:
    (entry,) = entries_of([decision("weep", Verb.ACCEPT, "sadness")]).values()
    assert entry.forms == ("weep", "weeping", "weeps", "wept")
    assert (entry.justification, entry.confidence, entry.weight, entry.sources) == (REVIEWED, 0.95, 1.0, ("wordnet",))
    assert (entry.similarity, entry.runner_up, entry.margin, entry.encoder) == (0.5, "fear", 0.1, "mini@1")
    assert entry.curator == "first"


def test_a_moved_form_keeps_what_the_encoders_preferred() -> None:
    (entry,) = entries_of([decision("moan", Verb.MOVE, "anger")]).values()
    assert (entry.similarity, entry.runner_up, entry.margin) == (None, "sadness", None)
    assert (entry.justification, entry.confidence, entry.sources) == (HAND_KEPT, 0.8, ("TONE review",))
    assert entry.weight == 0.65


def test_rejected_forms_do_not_return_as_inflections() -> None:
    found = entries_of([decision("weep", Verb.ACCEPT, "sadness"), decision("wept", Verb.REJECT)])
    assert found["weep", "sadness"].forms == ("weep", "weeping", "weeps")


def test_an_inflection_is_no_entry_of_its_own_unless_it_speaks_of_something_else() -> None:
    same = entries_of([decision("weep", Verb.ACCEPT, "sadness"), decision("wept", Verb.ACCEPT, "sadness")])
    assert list(same) == [("weep", "sadness")]
    other = entries_of([decision("weep", Verb.ACCEPT, "sadness"), decision("wept", Verb.MOVE, "fear")])
    assert other["weep", "sadness"].forms == ("weep", "weeping", "weeps")
    assert (other["wept", "fear"].lemma, other["wept", "fear"].forms) == ("weep", ("wept",))


def test_a_split_form_has_a_sense_an_emotion_and_the_same_forms_in_each() -> None:
    found = entries_of([decision("moan", Verb.SPLIT, "anger", "sadness"), decision("moaned", Verb.MOVE, "anger")])
    assert found["moan", "anger"].forms == found["moan", "sadness"].forms == ("moan", "moaned", "moans")
    assert {entry.confidence for entry in found.values()} == {0.7}


def test_names_stand_above_review_and_vetoed_forms_weigh_half() -> None:
    assert entries_of([decision("joys", Verb.MOVE, "fear")]) == {}
    (entry,) = entries_of([decision("moan", Verb.ACCEPT, "sadness")], moan=verdict("moan", veto="generic: 5%")).values()
    assert entry.weight == 0.5


def test_labels_that_are_verbs_are_inflected(kb: tone.KnowledgeBase) -> None:
    records = [kb.taxonomy.records["anger/rage/hate"]]
    entries = label_entries(records, lambda form, pos: ("hated",) if pos is VERB else (), lambda form, _: (NOUN, VERB))
    assert ("hate", VERB, ("hate", "hated")) in {(entry.form, entry.pos, entry.forms) for entry in entries}


def test_the_released_affinities_are_many_small_and_apart(kb: tone.KnowledgeBase) -> None:
    path = ROOT / "vocab" / "affinities.tsv.gz"
    kept, rows = Affinities(path), AFFINITIES.read(path)
    assert path.stat().st_size <= 6_000_000
    assert AFFINITIES.render(rows) == gzip.decompress(path.read_bytes())
    assert [row.form for row in rows] == list(kept)
    reviewed = {form for entry in kb.lexicon.entries for form in entry.forms} | set(kb.lexicon.forms())
    assert sum(row.form not in reviewed for row in rows) >= 15_000
    assert {row.method for row in rows} == {"learned", "induced"}
    for row in rows:
        weights = kept.of(row.form)
        # entries keep the weights that people reviewed; what was learned of them is how sure a sign they are
        assert bool(weights) is (row.form not in reviewed), row
        assert all(key in kb and 0 < weight <= 2 for key, weight in weights.items()), row
        assert all(weights[key.partition("/")[0]] > 0 for key in weights), row
        assert 0 <= row.emotional == kept.emotional(row.form), row
        assert row.emotional > 0 or weights, row


def test_the_released_vocabulary_is_large_and_reviewed(kb: tone.KnowledgeBase) -> None:
    entries = kb.lexicon.entries
    words = [entry for entry in entries if entry.pos is not PartOfSpeech.SYMBOL]
    assert len({entry.lemma for entry in words}) >= 5_000
    assert len({entry.lemma for entry in words if " " in entry.lemma}) >= 300
    assert len({form for entry in words for form in entry.forms}) >= 9_000
    assert len({entry.form for entry in entries if entry.pos is PartOfSpeech.SYMBOL}) >= 250
    for emotion in kb.emotions():
        own = [entry for entry in words if entry.emotion == emotion.key]
        assert len({entry.form for entry in own}) >= 12, emotion
        assert len({entry.pos for entry in own}) > 1, emotion


def test_every_entry_has_provenance_that_may_be_released(kb: tone.KnowledgeBase) -> None:
    sources = read_sources(ROOT / "vocab" / "sources.toml")
    released = {key for key, source in sources.items() if source.use == "released"}
    ours = {"TONE label", "TONE adjective", "TONE alias", "TONE review"}
    for entry in kb.lexicon.entries:
        assert set(entry.sources) <= released | ours, entry
        assert entry.justification in (HAND_KEPT, REVIEWED), entry
        assert bool(entry.curator) is bool(entry.encoder) is not entry.sources[0].startswith("TONE ") or (
            entry.sources == ("TONE review",)
        ), entry


def test_samples_are_drawn_with_a_seed_and_counted() -> None:
    pool = [Entry(f"w{n:03}", "w", NOUN, (f"w{n:03}",), "joy", 1, 1, "x:y", ("s",), Status.ACCEPTED) for n in range(50)]
    pool.append(Entry("old", "old", NOUN, ("old",), "joy", 1, 1, "x:y", ("s",), Status.DEPRECATED))
    rows = sample(pool, 20, seed=3)
    assert rows == sample(reversed(pool), 20, seed=3) != sample(pool, 20, seed=4)
    assert len({row.form for row in rows}) == 20
    assert "old" not in {row.form for row in sample(pool, 50, seed=1)}
    with pytest.raises(ToneError, match="cannot draw 51 of 50"):
        sample(pool, 51, seed=1)
    judged = [
        SampleRow(str(n), NOUN, "joy", judgement, "first", "")
        for n, judgement in enumerate([Judgement.NODE, Judgement.BRANCH, Judgement.WRONG, None])
    ]
    assert shares(judged) == {"right node": (1, 3), "right branch": (2, 3)}


def test_a_judgement_is_one_of_three(tmp_path: Path) -> None:
    path = tmp_path / "precision.tsv"
    PRECISION.write(path, [SampleRow("glee", NOUN, "joy", Judgement.NODE, "first", "")])
    path.write_text(path.read_text("utf-8").replace("\tnode\t", "\tright\t"), "utf-8")
    with pytest.raises(TableError, match="'right' is not one of node, branch, wrong"):
        PRECISION.read(path)


def test_coverage_counts_rows_with_a_mention(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    rows = [("so afraid", ["fear"]), ("the door", ["joy"]), ("no fear", ["neutral"]), ("a", ["neutral", "joy"])]
    found = measure(mini.lexicon, "set", rows)
    assert found == [Coverage("set", "emotional", 3, 1), Coverage("set", "neutral", 1, 1)]
    COVERAGE.write(tmp_path / "coverage.tsv", found)
    assert COVERAGE.read(tmp_path / "coverage.tsv") == tuple(found)
    path = tmp_path / "set.jsonl.gz"
    lines = [json.dumps({"text": text, "labels": labels}) for text, labels in rows]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert [labels for _, labels in read_labelled(path)] == [tuple(labels) for _, labels in rows]
    (tmp_path / "bad.jsonl").write_text('{"text": "x"}\n')
    with pytest.raises(DataError, match="row 1: expected"):
        list(read_labelled(tmp_path / "bad.jsonl"))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match="cannot read"):
        list(read_labelled(path))


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_intervals_hold_the_share(pair: tuple[int, int]) -> None:
    low, high = wilson_interval(*pair)
    assert 0 <= low <= pair[0] / pair[1] + 1e-12
    assert pair[0] / pair[1] - 1e-12 <= high <= 1


def test_an_interval_needs_a_share() -> None:
    with pytest.raises(ToneError, match="3 of 2 is no share"):
        wilson_interval(3, 2)


def test_vectors_are_kept_by_text(tmp_path: Path) -> None:
    vectors = HashingEncoder().encode(["a", "b"])
    with VectorStore(tmp_path / "deep" / "v.sqlite") as store:
        store.put(["a", "b"], vectors)
        assert "a" in store
        assert "c" not in store
    with VectorStore(tmp_path / "deep" / "v.sqlite") as store:
        assert np.array_equal(store.get(["b", "a", "b"]), vectors[[1, 0, 1]])
        with pytest.raises(KeyError):
            store.get(["c"])


def test_one_word_is_looked_up_without_the_others(data_folder: Path, kb: tone.KnowledgeBase) -> None:
    for word in ("HATED", "Light-Hearted", "over the top", "can't believe", ":-)", "grrumpsk", "i'm sorry"):
        assert tone.load(data_folder, word=word).lookup(word) == tone.load(data_folder).lookup(word), word
    assert len(tone.load(data_folder, word="hated").lexicon) < 100
    path = data_folder / "vocab" / "entries.tsv"
    path.write_text(path.read_text("utf-8").replace("\thate\tverb\t", "\thate\tvorb\t"), "utf-8")
    with pytest.raises(TableError, match=r"row \d{4}, column pos: 'vorb'"):
        tone.load(data_folder, word="hate").lookup("hate")


def test_faults_of_the_emoji_table_are_its_own(data_folder: Path) -> None:
    path = data_folder / "vocab" / "emoji.tsv"
    entries = ENTRIES.read(path)
    path.write_bytes(ENTRIES.render(entries).replace(b"\tlove\t", b"\tlave\t", 1))
    with pytest.raises(TableError, match=r"emoji\.tsv: 1 fault(?s:.)*no emotion has the key 'lave'"):
        tone.load(data_folder).lookup("joy")


def test_the_report_tells_what_is_measured() -> None:
    text = (ROOT / "vocab" / "REPORT.md").read_text("utf-8")
    for part in ("## Size", "## By source", "## Overlaps and review", "## Agreement", "## Precision", "## Coverage"):
        assert part in text
    assert "| forms in dispute after review | 0 |" in text
    assert "Not measured yet" not in text


def test_idioms_fill_their_slots_and_inflect_their_head() -> None:
    fool = idiom_forms(Idiom("make a fool of oneself", PartOfSpeech.VERB, "", "sadness", "embarrass oneself"))
    assert {"made a fool of myself", "makes a fool of herself"} <= {*fool}
    crazy = idiom_forms(Idiom("drive someone crazy", PartOfSpeech.VERB, "", "anger", "exasperate"))
    assert "drove me crazy" in crazy
    assert "drove crazy" not in crazy
    pains = idiom_forms(Idiom("pain in the neck", PartOfSpeech.NOUN, "", "anger", "someone irritating"))
    assert pains == ("pains in the neck",)
    heart = idiom_forms(Idiom("eat one's heart out", PartOfSpeech.VERB, "", "love", "long"))
    assert "ate your heart out" in heart
    assert "broke her heart" in inflections("break someone's heart", VERB)
    assert idiom_forms(Idiom("over the moon", PartOfSpeech.ADJECTIVE, "", "joy", "happy")) == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("gutted\tadj\t\tsadness\tvery sad", "only a single word"),
        ("heart sinks\tphrase\tsank\tsadness\tbecome sad", "'sank' is no word of"),
        ("over the moon\tadj\t\tjoy/moon\tvery happy", "no emotion has the key 'joy/moon'"),
    ],
)
def test_faulty_idioms_are_named(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "idioms.tsv"
    path.write_text(f"form\tpos\thead\temotion\tgloss\n{row}\n", "utf-8")
    with pytest.raises(TableError, match=fault):
        read_idioms(path, ["joy", "sadness"])


def test_every_committed_idiom_is_a_candidate_that_was_decided_on(kb: tone.KnowledgeBase) -> None:
    idioms = read_idioms(ROOT / "vocab" / "idioms.tsv", kb.taxonomy.records)
    settled, disputed = settle(DECISIONS.read(ROOT / "vocab" / "decisions.tsv"))
    assert idioms.keys() <= settled.keys()
    assert idioms.keys().isdisjoint(disputed)
    for form in idioms:
        found = {entry.emotion for entry in kb.lexicon.lookup(form)}
        assert found >= {*settled[form].emotions}, form
        assert bool(found) == bool(settled[form].emotions), form
    branches = {"/".join(settled[form].emotions[0].split("/")[:2]) for form in idioms if settled[form].emotions}
    assert len(branches) >= 25


def test_compounds_shield_their_words_and_entries_stand_above_them(kb: tone.KnowledgeBase) -> None:
    compounds = COMPOUNDS.read(ROOT / "vocab" / "compounds.tsv")
    assert not [form for compound in compounds for form in compound.forms if kb.lexicon.lookup(form)]
    clf = tone.EmotionClassifier(kb)
    assert not [m for m in clf.classify("They pressed the panic buttons").mentions if "panic" in m.form]
    assert "panic" in [m.form for m in clf.classify("Panic! The button is gone").mentions]
