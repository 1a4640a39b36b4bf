"""The classifier: what it answers, why, and the laws its scores keep."""

from __future__ import annotations

import itertools

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.errors import TextError, ToneError
from tone.lexicon import Lexicon
from tone.links import LinkIndex


@pytest.fixture(scope="module")
def clf(kb: tone.KnowledgeBase) -> tone.EmotionClassifier:
    return tone.EmotionClassifier(kb)


MINI = tone.load(ROOT / "tests" / "data" / "mini")
MINI_CLASSIFIER = tone.EmotionClassifier(MINI)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("I wasn't happy, just relieved that it was over.", "joy/relief"),
        ("I am so proud of you!", "joy/pride"),
        ("What a JOY", "joy"),
        ("We felt homesick.", "sadness/neglect/homesickness"),
        ("their worries", "fear/nervousness/worry"),
        ("happier than ever", "joy/cheerfulness/happiness"),
        ("full of hatred", "anger/rage/hate"),
        ("Hurt feelings, again", "sadness/suffering/hurt"),
        ("amazed and astonished", "surprise/surprise"),
        ("not only happy", "joy/cheerfulness/happiness"),
        ("not without hope", "joy/optimism/hope"),
        ("I was not sad but happy", "joy/cheerfulness/happiness"),
        ("I'm not happy.", None),
        ("I never felt any envy", None),
        ("He isn\u2019t afraid", None),
        ("It is Tuesday.", None),
        ("", None),
        ("joyless", "sadness/sadness/unhappiness"),
    ],
)
def test_answers(clf: tone.EmotionClassifier, text: str, key: str | None) -> None:
    emotion = clf.classify(text).emotion
    assert (emotion and emotion.key) == key


def test_the_answer_is_no_more_specific_than_the_evidence(clf: tone.EmotionClassifier) -> None:
    assert clf.classify("amusement").emotion.key == "joy/cheerfulness/amusement"  # type: ignore[union-attr]
    assert clf.classify("amusement and bliss").emotion.key == "joy/cheerfulness"  # type: ignore[union-attr]
    assert clf.classify("amusement and pride").emotion.key == "joy"  # type: ignore[union-attr]


def test_mentions_have_exact_offsets(clf: tone.EmotionClassifier) -> None:
    text = "\U0001f600  Ha\u2014I wasn\u2019t  HAPPY; tender-heartedness, joy's \U0001f3f3\ufe0f\u200d\U0001f308 end"
    result = clf.classify(text)
    assert [mention.text for mention in result.mentions] == [
        "\U0001f600",
        "Ha",
        "HAPPY",
        "tender-heartedness",
        "joy's",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
    ]
    for mention in result.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert all(text[cue.start : cue.end] == cue.text for cue in mention.negated_by)
    assert result.mentions[2].negated_by[0].text == "wasn\u2019t"
    assert not result.mentions[0].negated, "nobody negates a smile"
    assert result.text == text


def test_scores_roll_up_and_can_be_asked_by_tier(clf: tone.EmotionClassifier) -> None:
    result = clf.classify("happy, glad and afraid")
    assert result.scores(tier=1) == {"joy": 2.0, "fear": 1.0}
    assert result.scores(tier=2) == {"joy/cheerfulness": 2.0}
    assert list(result.scores())[:2] == ["joy", "joy/cheerfulness"]
    with pytest.raises(ValueError, match="4"):
        result.scores(tier=4)


def test_predictions_of_all_tiers_lie_on_one_path(clf: tone.EmotionClassifier) -> None:
    texts = ["bliss, glee, happy and furious, angry", "afraid", "no word of it", "relieved"]
    for text in texts:
        path = [emotion for tier in (1, 2, 3) if (emotion := clf.classify(text).best(tier=tier))]
        assert all(below.parent == above for above, below in itertools.pairwise(path))
    assert clf.predict(texts, tier=1) == ["joy", "fear", None, "joy"]
    assert clf.predict(texts, tier=2) == ["cheerfulness", None, None, "relief"]
    assert clf.predict(["so proud", "the third door", "so angry"], tier=1) == ["joy", None, "anger"]


def test_senses_share_the_weight_of_a_word() -> None:
    result = MINI_CLASSIFIER.classify("so bitter")
    assert result.scores(tier=1) == {"anger": 0.3, "sadness": 0.2}
    assert sum(mention.weight for mention in result.mentions) == pytest.approx(0.5)


WORDS = st.sampled_from([*MINI.lexicon.forms(), "not", "never", "but", "table", ",", ".", "without"])
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


@given(TEXTS)
def test_a_parent_is_never_below_what_its_children_give(text: str) -> None:
    scores = MINI_CLASSIFIER.classify(text).scores()
    for emotion in MINI.values():
        children = sum(scores.get(child.key, 0.0) for child in emotion.children())
        own = sum(m.score for m in MINI_CLASSIFIER.classify(text).mentions if m.emotion == emotion)
        assert scores.get(emotion.key, 0.0) == pytest.approx(children + own)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_vocabulary_does_not_matter(text: str, random: object) -> None:
    entries = list(MINI.lexicon.entries)
    random.shuffle(entries)  # type: ignore[attr-defined]
    other = rebuilt(entries)
    assert tone.EmotionClassifier(other).classify(text).to_dict() == MINI_CLASSIFIER.classify(text).to_dict()


@given(TEXTS, st.sampled_from([entry for entry in MINI.lexicon.entries if " " not in entry.form]))
def test_muting_an_entry_takes_away_its_part(text: str, muted: tone.Entry) -> None:
    left = [entry for entry in MINI.lexicon.entries if entry.form != muted.form]
    before = MINI_CLASSIFIER.classify(text)
    after = tone.EmotionClassifier(rebuilt(left)).classify(text)
    kept = [m.to_dict() for m in before.mentions if m.entry.form != muted.form]
    stated = {(m["start"], m["emotion"]) for m in kept}
    # what the muted entry hid (another entry with the same inflected form) may come to light; nothing else may change
    assert [m.to_dict() for m in after.mentions if (m.start, m.emotion.key) in stated] == kept


def rebuilt(entries: list[tone.Entry]) -> tone.KnowledgeBase:
    lexicon = Lexicon(entries, MINI.taxonomy.records)
    return tone.KnowledgeBase(MINI.taxonomy, lambda: lexicon, lambda: LinkIndex((), MINI.taxonomy.records), MINI.source)


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_answered(text: str) -> None:
    result = MINI_CLASSIFIER.classify(text)
    assert (result.emotion is None) == (not result.scores())
    assert all(text[m.start : m.end] == m.text for m in result.mentions)
    assert result.explain()


def test_an_explanation_leads_from_span_to_root(clf: tone.EmotionClassifier) -> None:
    explanation = clf.classify("I wasn't happy, just relieved and not without worries.").explain()
    assert explanation.splitlines() == [
        "worry: fear 1 > nervousness 1 > worry 1   (also joy 1)",
        '  "happy" [9:14]      joy > cheerfulness > happiness; adj, source TONE adjective; '
        'negated by "wasn\'t" [2:8]: adds nothing',
        '  "relieved" [21:29]  joy > relief; adj, source TONE adjective; adds 1',
        "  \"worries\" [46:53]   fear > nervousness > worry; form of 'worry', noun, source TONE label; "
        '"not" [34:37] and "without" [38:45] cancel out: adds 1',
    ]
    assert clf.classify("nothing here").explain() == "no emotion found: no word of the lexicon"
    assert clf.classify("not happy").explain().startswith("no emotion found: every mention is negated")


def test_results_turn_into_plain_data(clf: tone.EmotionClassifier) -> None:
    plain = clf.classify("relieved").to_dict()
    assert plain["path"] == ["joy", "joy/relief"]
    assert plain["mentions"][0] == {
        "start": 0,
        "end": 8,
        "text": "relieved",
        "emotion": "joy/relief",
        "form": "relieved",
        "pos": "adj",
        "sources": ["TONE adjective"],
        "weight": 1.0,
        "negated": False,
        "cues": [],
    }
    assert repr(clf.classify("so " * 50)).endswith("...', emotion=None, mentions=0)")


def test_pipe_streams_and_keeps_order(clf: tone.EmotionClassifier) -> None:
    endless = (f"happy {number}" for number in itertools.count())
    first = list(itertools.islice(clf.pipe(endless, batch_size=3), 10))
    assert [result.text for result in first] == [f"happy {number}" for number in range(10)]
    assert list(clf.pipe([])) == []


def test_bad_input_is_refused_with_its_place(clf: tone.EmotionClassifier, kb: tone.KnowledgeBase) -> None:
    with pytest.raises(TextError, match="text 2: expected text as str, got NoneType"):
        list(clf.pipe(["a", "b", None], batch_size=2))  # type: ignore[list-item]
    with pytest.raises(TextError, match="put it in a list"):
        clf.predict("one text")
    with pytest.raises(TextError, match="got bytes"):
        clf.classify(b"happy")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="below 1"):
        clf.pipe([], batch_size=0)
    with pytest.raises(ValueError, match="7"):
        clf.predict(["x"], tier=7)
    with pytest.raises(ToneError, match="no mode 'magic': available are lexical"):
        tone.EmotionClassifier(kb, mode="magic")


def test_many_negations_are_read_in_linear_time(clf: tone.EmotionClassifier) -> None:
    result = clf.classify("not happy, " * 200_000)  # pairing each word with each cue would never end
    assert result.emotion is None
    assert len(result.mentions) == 200_000


def test_ten_megabytes_without_a_space(clf: tone.EmotionClassifier) -> None:
    assert clf.classify("happy" * 2_000_000).emotion is None
    assert clf.classify("happy " * 100_000).scores(tier=1) == {"joy": 100_000.0}
