"""The classifier: what it answers, why, and the laws its scores keep."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import assume, example, given
from hypothesis import strategies as st

import tone
from tone.errors import TextError, ToneError
from tone.lexicon import Lexicon


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
        ("I'm not happy.", "sadness/sadness/unhappiness"),
        ("I am not angry.", None),
        ("I never felt any envy", None),
        ("I have never been so happy", "joy/cheerfulness/happiness"),
        ("without a doubt happy", "joy/cheerfulness/happiness"),
        ("There is no joy.", "sadness"),
        ("nothing here :(", "sadness"),
        ("please cheer him up", "joy/cheerfulness"),
        ("you let my family down", "sadness/disappointment"),
        ("I let him sit. Down", None),
        ("#SoProud", "joy/pride"),
        ("#soproud of you", "joy/pride"),
        ("sooooo happyyyy", "joy/cheerfulness/happiness"),
        ("I don&#39;t hate this", None),
        ("@happy see https://x.org/hate", None),
        ("\u05e9\u05de\u05d7\u05d4 joy", "joy"),
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
    text = "\U0001f600  Ha\u2014I wasn\u2019t  HAPPY; tender-heartedness, joy's \U0001f3f3\ufe0f\u200d\U0001f308 is"
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
        assert all(text[cue.start : cue.end] == cue.text for cue in mention.cues)
    assert result.mentions[2].cues[0].text == "wasn\u2019t"
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
    texts = ["bliss, glee, happy and furious, angry", "afraid", "It is Tuesday.", "relieved"]
    for text in texts:
        path = [emotion for tier in (1, 2, 3) if (emotion := clf.classify(text).best(tier=tier))]
        assert all(below.parent == above for above, below in itertools.pairwise(path))
    assert clf.predict(texts, tier=1) == ["joy", "fear", None, "joy"]
    assert clf.predict(texts, tier=2) == ["cheerfulness", None, None, "relief"]
    assert clf.predict(["so proud", "It is on a Tuesday", "so angry"], tier=1) == ["joy", None, "anger"]


def test_senses_share_the_weight_of_a_word() -> None:
    result = MINI_CLASSIFIER.classify("so, bitter")
    assert result.scores(tier=1) == {"anger": 0.3, "sadness": 0.2}
    [mention] = result.mentions
    assert sum(reading.weight for reading in mention.readings) == pytest.approx(0.5)


def test_context_decides_between_senses() -> None:
    alone = MINI_CLASSIFIER.classify("bitter")
    beside = MINI_CLASSIFIER.classify("sad and bitter")
    assert alone.emotion == MINI["anger"] or alone.best(tier=1) == MINI["anger"]
    assert beside.mentions[-1].emotion.primary == MINI["sadness"]
    assert sum(r.weight for r in beside.mentions[-1].readings) == pytest.approx(0.5)
    apart = MINI_CLASSIFIER.classify("So sad. And bitter")
    assert apart.mentions[-1].readings == alone.mentions[-1].readings


def adds(text: str, key: str) -> float:
    return MINI_CLASSIFIER.classify(text).scores().get(key, 0.0)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("happy", "very happy"),
        ("very happy", "extremely happy"),
        ("a bit happy", "happy"),
        ("happy", "happy!"),
        ("happy!", "happy!!!"),
        ("I am happy", "I am HAPPY"),
        ("happy", "happyyyyy"),
        ("so happy", "soooo happy"),
        ("are you happy?", "you are happy"),
        ("I used to be happy", "I am happy"),
        ("I am happy, but tired", "I am tired, but happy"),
        ("Although I was happy, it rained", "I was happy, it rained"),
        ("if I were happy", "I were happy"),
        ("happy", "happy as hell"),
        ("not happy", "happy"),
    ],
)
def test_cues_weigh(less: str, more: str) -> None:
    assert adds(less, "joy") < adds(more, "joy")


@pytest.mark.parametrize(
    ("text", "form", "negated"),
    [
        ("I have never been happier", "happier", False),
        ("Nothing scares me more than that", "scares", False),
        ("She was not only furious", "furious", False),
        ("Nobody can say we weren't happy", "happy", False),
        ("I am not happier", "happier", True),
    ],
)
def test_what_only_looks_like_a_negation(clf: tone.EmotionClassifier, text: str, form: str, negated: bool) -> None:
    assert [(m.form, m.negated) for m in clf.classify(text).mentions if m.form == form] == [(form, negated)]


def test_a_contrast_that_opens_a_sentence_weighs_against_the_one_before(clf: tone.EmotionClassifier) -> None:
    far, sad, happy = (
        mention
        for mention in clf.classify("I was angry. I was sad. However, I am happy.").mentions
        if mention.entry is not None
    )
    assert far.factor == 1 > sad.factor
    assert happy.factor > 1


def test_capitals_count_anywhere_in_a_phrase(clf: tone.EmotionClassifier) -> None:
    [loud] = [m for m in clf.classify("I LOVE this").mentions if m.form == "i love"]
    assert loud.factor > 1


def test_neutral_terms_shield_their_words(clf: tone.EmotionClassifier) -> None:
    assert "warm" not in [m.form for m in clf.classify("Wash it in warm water.").mentions]
    assert "warm" in [m.form for m in clf.classify("Her warm voice.").mentions]


def test_cues_are_listed_with_their_factors() -> None:
    text = "I was never VERY happy!!"
    [mention] = MINI_CLASSIFIER.classify(text).mentions
    assert [(cue.text, cue.kind.value, cue.factor) for cue in mention.cues] == [
        ("never", "negator", 0.5),
        ("VERY", "intensifier", 1.0),
        ("!!", "emphasis", 1.2),
    ]
    assert mention.factor == pytest.approx(0.6)
    assert mention.negated
    assert mention.readings[0].turned_from == MINI["joy/cheerfulness/happiness"]
    assert all(text[cue.start : cue.end] == cue.text for cue in mention.cues)
    assert '"never" [6:11] x0.5' in MINI_CLASSIFIER.classify(text).explain()


def test_capitals_say_nothing_where_all_are_capitals() -> None:
    assert adds("I AM HAPPY", "joy") == adds("I am happy", "joy")


def test_a_symbol_is_never_negated(clf: tone.EmotionClassifier) -> None:
    smile = clf.classify("not bad :)").mentions[-1]
    assert smile.text == ":)"
    assert not smile.cues


def test_the_same_emoji_repeated_is_one_mention(clf: tone.EmotionClassifier) -> None:
    once, thrice = (clf.classify(f"xqzt {faces}").mentions for faces in ("\U0001f602", "\U0001f602" * 3))
    assert len(once) == len(thrice) == 1
    assert thrice[0].score == pytest.approx(1.25 * once[0].score)
    assert (thrice[0].start, thrice[0].end) == (5, 8)


def test_a_longer_text_is_not_more_emotional(clf: tone.EmotionClassifier) -> None:
    one, many = clf.classify("I am happy."), clf.classify("I am happy. It is xqzt. " * 50)
    assert many.scores()["joy"] == pytest.approx(50 * one.scores()["joy"])
    assert many.emotional == pytest.approx(one.emotional)
    assert many.valence == pytest.approx(one.valence)
    assert many.intensity == pytest.approx(one.intensity)


def test_a_blank_line_ends_a_sentence(clf: tone.EmotionClassifier) -> None:
    for text in ("a happy day, happy{}it was sad", "not happy{}it was sad, so sad"):
        stopped, parted, joined = (clf.classify(text.format(end)) for end in (". ", "\n \n", "\n"))
        assert (parted.intensity, parted.valence) == (stopped.intensity, stopped.valence)
        assert parted.valence != joined.valence


def test_a_memory_that_renews_itself_answers_alike(kb: tone.KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"so happy, w{number} and/or (sad) again: never x{number}ly angry! don't" for number in range(20)]
    expected = [result.to_dict() for result in tone.EmotionClassifier(kb).pipe(texts)]
    monkeypatch.setattr("tone.classify.items.REMEMBERED", 3)
    small = tone.EmotionClassifier(kb)
    assert [result.to_dict() for result in small.pipe(texts)] == expected
    assert len(small._finder._memory) <= 3


def test_mixed_feelings_are_reported(clf: tone.EmotionClassifier) -> None:
    assert [e.key for e in clf.classify("happy and sad").mixed[0]] == ["joy", "sadness"]
    assert not clf.classify("happy and proud").mixed
    assert clf.classify("happy").valence > 0 > clf.classify("afraid").valence


def test_labels_and_top(clf: tone.EmotionClassifier) -> None:
    result = clf.classify("happy, glad and afraid")
    assert [(emotion.key, score) for emotion, score in result.top(1)] == [("joy", 2.0)]
    assert [emotion.key for emotion in result.labels()] == ["joy", "fear"]
    assert [emotion.key for emotion in result.labels(0.6)] == ["joy"]
    assert clf.classify("It is Tuesday.").labels() == []
    with pytest.raises(ValueError, match="share"):
        result.labels(0)
    with pytest.raises(ValueError, match="one emotion"):
        result.top(0)


def test_the_threshold_decides_when_to_abstain(kb: tone.KnowledgeBase) -> None:
    once = tone.EmotionClassifier(kb).classify("happy").emotional
    strict = tone.EmotionClassifier(kb, threshold=(1 + once) / 2)
    assert strict.classify("happy").emotion is None
    assert strict.predict(["happy", "happy and glad and cheerful, so proud"]) == [None, "joy"]
    with pytest.raises(ValueError, match="probability"):
        tone.EmotionClassifier(kb, threshold=2)


def test_parts_raise_their_whole_where_asked(kb: tone.KnowledgeBase) -> None:
    link = next(link for link in kb.link_index.in_use() if link.kind.value == "plus_leads_to")
    first, second = (kb[key] for key in link.subjects)
    text = f"{first.adjective} and {second.adjective}"
    plain = tone.EmotionClassifier(kb).classify(text).scores()
    raised = tone.EmotionClassifier(kb, raise_links=True).classify(text).scores()
    weakest = min(plain[key] for key in link.subjects)
    assert raised[link.object] >= plain.get(link.object, 0.0) + 0.5 * link.confidence * weakest - 1e-9
    alone = tone.EmotionClassifier(kb, raise_links=True).classify(first.adjective).scores()
    assert alone == tone.EmotionClassifier(kb).classify(first.adjective).scores()


def test_affinities_speak_where_no_entry_does(kb: tone.KnowledgeBase, tmp_path: Path) -> None:
    word = next(w for w in kb.affinities or () if max(kb.affinities.of(w).values(), default=0) > 0.2 and w.isalpha())
    [mention] = tone.EmotionClassifier(kb).classify(word).mentions
    assert mention.entry is None
    assert mention.scores == pytest.approx(kb.affinities.of(word))
    overlay = tmp_path / "mute.tsv"
    overlay.write_text(f"form\tpos\temotion\tweight\n{word}\tadj\t\t0\n", "utf-8")
    muted = kb.extend(overlay)
    assert not tone.EmotionClassifier(muted).classify(word).mentions
    assert not tone.EmotionClassifier(muted.subset("joy")).classify(word).mentions


WORDS = st.sampled_from([*MINI.lexicon.forms(), "not", "never", "but", "very", "table", ",", ".", "without", "?"])
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


@given(TEXTS)
def test_a_parent_is_never_below_what_its_children_give(text: str) -> None:
    scores = MINI_CLASSIFIER.classify(text).scores()
    for emotion in MINI.values():
        children = sum(scores.get(child.key, 0.0) for child in emotion.children())
        own = sum(m.scores.get(emotion.key, 0.0) for m in MINI_CLASSIFIER.classify(text).mentions)
        assert scores.get(emotion.key, 0.0) == pytest.approx(children + own)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_vocabulary_does_not_matter(text: str, random: object) -> None:
    entries = list(MINI.lexicon.entries)
    random.shuffle(entries)  # type: ignore[attr-defined]
    other = rebuilt(entries)
    assert tone.EmotionClassifier(other).classify(text).to_dict() == MINI_CLASSIFIER.classify(text).to_dict()


PLAIN_WORDS = [form for form in MINI.lexicon.forms() if form.isalpha() and len(MINI.lexicon.lookup(form)) == 1]


@given(st.lists(st.sampled_from([*PLAIN_WORDS, "table", ",", "very"]), max_size=25), st.sampled_from(PLAIN_WORDS))
def test_muting_a_word_takes_away_exactly_its_part(words: list[str], muted: str) -> None:
    left = [entry for entry in MINI.lexicon.entries if muted not in entry.forms]
    gone = {form for entry in MINI.lexicon.entries if muted in entry.forms for form in entry.forms}
    text = " ".join(words)
    before = MINI_CLASSIFIER.classify(text)
    after = tone.EmotionClassifier(rebuilt(left)).classify(text)
    kept = [m.to_dict() for m in before.mentions if not gone & {*m.form.split(), m.form}]
    if not any(" " in m.form for m in before.mentions) and not any(
        c.text == "very" for m in before.mentions for c in m.cues
    ):
        assert [m.to_dict() for m in after.mentions] == kept


@given(TEXTS, TEXTS)
@example("afraid", "afraid but but")
def test_another_sentence_does_not_change_the_first(first: str, second: str) -> None:
    assume(not second.startswith("but"))  # "But ..." weighs on the sentence before it
    alone = MINI_CLASSIFIER.classify(f"{first} table.").mentions
    both = MINI_CLASSIFIER.classify(f"{first} table. {second}").mentions
    assert both[: len(alone)] == alone


@given(st.lists(TEXTS, max_size=5))
def test_predict_and_classify_agree(texts: list[str]) -> None:
    best = [MINI_CLASSIFIER.classify(text).best(tier=1) for text in texts]
    assert MINI_CLASSIFIER.predict(texts) == [emotion and emotion.label for emotion in best]


def rebuilt(entries: list[tone.Entry]) -> tone.KnowledgeBase:
    lexicon = Lexicon(entries, MINI.taxonomy.records)
    return tone.KnowledgeBase(MINI.taxonomy, lambda: lexicon, lambda: MINI.link_index, MINI.source)


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_answered(text: str) -> None:
    result = MINI_CLASSIFIER.classify(text)
    assert result.emotion is None or result.scores()
    assert 0 <= result.emotional <= 1
    assert 0 <= result.intensity <= 1
    assert -1 <= result.valence <= 1
    assert all(text[m.start : m.end] == m.text for m in result.mentions)
    assert result.explain()


def test_results_turn_into_plain_data(clf: tone.EmotionClassifier) -> None:
    result = clf.classify("relieved")
    plain = result.to_dict()
    assert plain["path"] == ["joy", "joy/relief"]
    assert plain["mentions"][0] == {
        "start": 0,
        "end": 8,
        "text": "relieved",
        "form": "relieved",
        "emotion": "joy/relief",
        "score": 1.0,
        "factor": 1.0,
        "negated": False,
        "readings": [
            {
                "emotion": "joy/relief",
                "weight": 1.0,
                "form": "relieved",
                "pos": "adj",
                "sources": ["TONE adjective"],
                "turned_from": None,
            }
        ],
        "cues": [],
    }
    assert result == clf.classify("relieved")
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
    result = clf.classify("not happy, " * 50_000)  # pairing each word with each cue would never end
    assert result.emotion is not None
    assert len(result.mentions) == 50_000


def test_ten_megabytes_without_a_space(clf: tone.EmotionClassifier) -> None:
    assert clf.classify("happy" * 2_000_000).emotion is None
    assert clf.classify("happy " * 100_000).scores(tier=1) == {"joy": 100_000.0}


@pytest.mark.parametrize(
    "text", ["\n" * 1_000_000, "a" * 1_000_000, "bitter sad " * 50_000, "but happy " * 20_000, "\0" * 100_000]
)
def test_adversarial_texts_are_read_in_linear_time(clf: tone.EmotionClassifier, text: str) -> None:
    assert clf.classify(text).text is text
