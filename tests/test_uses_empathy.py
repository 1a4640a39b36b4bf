"""The third use case: the guard, the plan over the links, its cue block, and the retrieval of replies."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import tone
from tone.crisis import CRISIS, CrisisKind, CrisisPhrase
from tone.embed.encoder import HashingEncoder
from tone.errors import DataError, TableError
from tone.kb import KnowledgeBase
from tone.uses.crisis import HELP, CrisisGuard
from tone.uses.dialogues import Exchange, read_dialogues
from tone.uses.response import ResponsePlan, Role, plan_response
from tone.uses.retrieval import ReplyRetriever, fuse
from tone.uses.retrieval_evaluation import evaluate_retrieval

TABLE = ROOT / "vocab" / "crisis.tsv"
GUARD = CrisisGuard.read(TABLE)
NOTHING = CrisisGuard([])


def plan_of(kb: KnowledgeBase, text: str, guard: CrisisGuard = NOTHING) -> ResponsePlan:
    return plan_response(tone.EmotionClassifier(kb).classify(text), kb, guard)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to die", "suicide"),
        ("I don't want to kill myself", "suicide"),  # denied phrases count: the safe side
        ("i just wanna fucking dieee", "suicide"),
        ("dont want to wake up", "suicide"),
        ("I WANT TO END IT ALL!!!", "suicide"),
        ("I want to... die", "suicide"),
        ("want to 😭 die", "suicide"),
        ("everyone would be better off without me", "suicide"),
        ("My brother took his own life last year", "suicide"),
        ("she said she will overdose on pills", "suicide"),
        ("I keep cutting myself at night", "self_harm"),
        ("I\u2019ve been self-harming again", "self_harm"),
        ("my husband hits me when he drinks", "abuse"),
        ("I was raped", "abuse"),
        ("he wants to shoot up the school", "violence"),
    ],
)
def test_a_crisis_is_found(text: str, kind: str) -> None:
    [mention] = GUARD.find(text)
    assert mention.kind.value == kind
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "text",
    [
        "this traffic is killing me",
        "I could kill for a pizza",
        "I nearly died laughing",
        "I am killing myself laughing",
        "I wanted to die of embarrassment",
        "these shoes are to die for",
        "I'm dying to see you",
        "My boss will kill me",
        "kill two birds with one stone",
        "never shoot yourself in the foot",
        "that would be career suicide",
        "Suicide Squad was a great film",
        "She beats me every time at chess",
        "I don't want to wake up early tomorrow",
        "I don't want to live with my parents",
        "I want to end it with my boyfriend",
        "dead tired, but drop dead gorgeous",
        "I cut myself shaving",
        "I want to. Die Hard is on tonight.",
        "",
    ],
)
def test_figures_of_speech_are_no_crisis(text: str) -> None:
    assert GUARD.find(text) == ()


def test_an_idiom_hides_only_what_it_holds() -> None:
    [mention] = GUARD.find("It was career suicide, and now I want to die.")
    assert mention.text == "want to die"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([row for row in CRISIS.read(TABLE) if row.kind.value not in {"idiom", "filler"}]), st.booleans())
def test_every_phrase_of_the_table_is_found_also_when_denied_or_written_loudly(row: CrisisPhrase, loud: bool) -> None:
    text = f"well, I do not {row.form} ok"
    assert GUARD.find(text.upper() if loud else text)


def test_a_row_that_could_never_be_found_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "crisis.tsv"
    path.write_text("form\tkind\njust\tfiller\nwant to just die\tsuicide\n...\tidiom\na b\tfiller\nx\tsad\n", "utf-8")
    with pytest.raises(TableError, match="row 6, column kind: 'sad' is not one of"):
        CrisisGuard.read(path)
    path.write_text("form\tkind\njust\tfiller\nwant to just die\tsuicide\n...\tidiom\na b\tfiller\n", "utf-8")
    with pytest.raises(TableError) as caught:
        CrisisGuard.read(path)
    assert [problem.row for problem in caught.value.problems] == [3, 4, 5]


def test_the_table_is_sorted_and_says_nothing_twice() -> None:
    rows = CRISIS.read(TABLE)
    assert TABLE.read_bytes() == CRISIS.render(rows)
    assert len({row.form for row in rows}) == len(rows)


def test_a_plan_cares_and_hopes_where_there_is_despair(mini: KnowledgeBase) -> None:
    plan = plan_of(mini, "nothing but despair")
    [felt] = plan.recognised
    assert (felt.emotion.key, felt.share, felt.words) == ("sadness/sadness/despair", 1.0, ("despair",))
    # the small world has no care, so all targets come from the links: hope and, of the primary, joy
    found = {target.emotion.key: (target.role, target.weight) for target in plan.targets}
    assert found == {
        "joy/optimism/hope": (Role.FOSTER, pytest.approx(0.5 * 0.9)),
        "joy": (Role.FOSTER, pytest.approx(0.5 * 0.25 * 0.95)),
    }
    assert plan.targets[0].words == ("hopeful", "hope", "hopefulness")
    assert plan.profile() == pytest.approx({"joy": 0.56875, "joy/optimism": 0.45, "joy/optimism/hope": 0.45})


def test_what_leads_to_joy_is_fostered_and_what_opposes_it_avoided(mini: KnowledgeBase) -> None:
    afraid, glad = plan_of(mini, "afraid"), plan_of(mini, "so joyful")
    assert [(t.emotion.key, t.reason) for t in afraid.targets] == [("joy/relief", "with fear it leads to joy")]
    assert [(t.emotion.key, t.role) for t in glad.targets] == [("joy", Role.SHOW)]
    assert [(t.emotion.key, t.role) for t in glad.avoided] == [("sadness", Role.AVOID)]


def test_what_hurts_is_met_with_care(kb: KnowledgeBase) -> None:
    plan = plan_of(kb, "I failed and feel hopeless.")
    shown = [target.emotion.label for target in plan.targets if target.role is Role.SHOW]
    assert shown == ["caring", "compassion", "sympathy", "tenderness"]
    assert any(target.emotion.label == "hope" for target in plan.targets)
    felt = {emotion.key for found in plan.recognised for emotion in found.emotion.path}
    assert not felt & {target.emotion.key for target in (*plan.targets, *plan.avoided)}
    assert all(target.words for target in plan.targets)


def test_the_cue_block_is_the_same_each_time_and_keeps_the_message_on_a_line(kb: KnowledgeBase) -> None:
    block = plan_of(kb, "I feel\nlonely.\nRules: none").cue_block()
    assert block == plan_of(kb, "I feel\nlonely.\nRules: none").cue_block()
    assert "Message: I feel lonely. Rules: none\n" in block
    assert "sadness > neglect > loneliness" in block
    assert "no clinical tool" in block


def test_where_nothing_is_felt_nothing_is_aimed_for(mini: KnowledgeBase) -> None:
    plan = plan_of(mini, "It is Tuesday.")
    assert (plan.recognised, plan.targets, plan.avoided, plan.profile()) == ((), (), (), {})
    assert "no emotion was recognised" in plan.cue_block()


def test_a_crisis_gets_help_and_no_plan(kb: KnowledgeBase) -> None:
    plan = plan_of(kb, "I am sad and want to die.", GUARD)
    assert plan.cue_block().startswith(HELP)
    assert (plan.targets, plan.recognised) == ((), ())
    assert "Write" not in plan.cue_block()
    assert plan.to_dict()["crisis"][0]["kind"] == CrisisKind.SUICIDE.value


EXCHANGES = [
    Exchange("i am happy today", "what a joy", "joyful", "a", 1),
    Exchange("i am worried today", "hope it is a relief soon", "anxious", "b", 2),
    Exchange("my bike is blue", "nice bike", "content", "c", 3),
    Exchange("i want to die", "no", "sad", "d", 4),
    Exchange("such despair today", "there is hope", "sad", "e", 5),
    Exchange("i feel sad", "do not worry", "sad", "f", 6),
]


@pytest.fixture(scope="module")
def retriever() -> ReplyRetriever:
    knowledge = tone.load(Path(__file__).parent / "data" / "mini")
    return ReplyRetriever(EXCHANGES, tone.EmotionClassifier(knowledge), HashingEncoder(), GUARD)


def test_replies_are_found_by_meaning_by_emotion_and_never_to_a_crisis(
    mini: KnowledgeBase, retriever: ReplyRetriever
) -> None:
    assert (len(retriever.exchanges), retriever.left_out) == (5, 1)
    plan = plan_of(mini, "my bike brings despair")
    [by_meaning] = retriever.retrieve(plan, weight=0)
    [by_emotion] = retriever.retrieve(plan, weight=1)
    assert (by_meaning.exchange.number, by_emotion.exchange.number) == (3, 5)
    assert by_emotion.emotional == pytest.approx((1 + _cosine_of_hope()) / 2)
    assert [found.exchange.number for found in retriever.retrieve(plan, k=9, weight=1)][-1] in {1, 2, 3}
    assert retriever.retrieve(plan_of(mini, "i want to die", GUARD)) == []
    with pytest.raises(ValueError, match="weight 2 is not from 0 to 1"):
        retriever.retrieve(plan, weight=2)


def test_replies_that_harm_are_never_candidates(mini: KnowledgeBase) -> None:
    harmful = [Exchange("i feel sad", "go kill yourself", "sad", "a", 1)]
    with pytest.raises(DataError, match="no reply to choose from"):
        ReplyRetriever(harmful, tone.EmotionClassifier(mini), HashingEncoder(), GUARD)


def _cosine_of_hope() -> float:
    """Of what the plan for despair aims for, with a reply that speaks of hope."""
    aimed, spoken = np.array([0.56875, 0.45, 0.45]), np.ones(3)
    return float(aimed @ spoken / np.linalg.norm(aimed) / np.linalg.norm(spoken))


def test_fusing_is_a_mean_of_standard_scores() -> None:
    one, other = np.array([[1.0, 2.0, 3.0]]), np.array([[5.0, 5.0, 5.0]])
    assert fuse(one, other, 0.5)[0] == pytest.approx(np.array([-1, 0, 1]) * 0.5 * 3 / np.sqrt(6))
    assert fuse(one, other, 1)[0] == pytest.approx([0, 0, 0])


def test_retrieval_is_measured_across_conversations_and_alike_each_time(retriever: ReplyRetriever) -> None:
    found = evaluate_retrieval(retriever, HashingEncoder(), {}, folds=5, seeds=(0, 1), resamples=50)
    assert found == evaluate_retrieval(retriever, HashingEncoder(), {}, folds=5, seeds=(0, 1), resamples=50)
    assert (found["messages"], found["left_out"]) == (5, 1)
    assert set(found["strategies"]) == {"random", "semantic", "both-0.25", "both-0.5", "both-0.75", "emotion"}
    emotion = found["strategies"]["emotion"]
    assert emotion["same_label"]["mean"] == pytest.approx(
        1 / 5
    )  # sad finds the hope told to despair, despair the joyful reply
    assert emotion["reply_cosine"]["mean"] < 0.999  # no message is answered with its own reply
    assert "difference" not in found["strategies"]["semantic"]["same_label"]
    low, high = emotion["same_label"]["difference_interval"]
    assert low <= emotion["same_label"]["difference"] <= high
    with pytest.raises(DataError, match="5 conversations do not part in 9 folds"):
        evaluate_retrieval(retriever, HashingEncoder(), {}, folds=9)


def test_dialogues_are_read_from_both_layouts(tmp_path: Path) -> None:
    table = tmp_path / "turns.jsonl"
    rows = [{"text": "so sad", "labels": ["sad"], "response": " oh  no "}, {"text": "x", "response": None}]
    table.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    read = read_dialogues(table)
    assert (read.exchanges, read.without_reply) == ((Exchange("so sad", "oh no", "sad", "so sad", 1),), 1)
    original = tmp_path / "empathetic.csv"
    head = "conv_id,utterance_idx,context,prompt,speaker_idx,utterance,selfeval,tags\n"
    turns = 'c:1,1,sad,p,1,well_comma_ "sad",5|5,\nc:1,2,sad,p,0,oh no,5|5,\nc:2,1,joyful,p,1,alone,5|5,\n'
    original.write_text(head.replace(",selfeval,tags", "") + turns, "utf-8")
    assert read_dialogues(original).exchanges == (Exchange('well, "sad"', "oh no", "sad", "c:1", 2),)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "text,labels\nso sad,sad\n", "has no column 'response'"),
        ("a.csv", "text,response\n,oh no\nhi,ho\n", "row 1, column text: no message"),
        ("a.csv", "text,response\nso sad,\n", "holds no message with a reply"),
        ("a.csv", "conv_id,utterance_idx,context,prompt,speaker_idx,utterance\nc:1,1,sad\n", "row 2: expected conv_id"),
        ("a.jsonl", "", "holds no message with a reply"),
    ],
)
def test_faults_of_dialogues_are_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(DataError, match=message):
        read_dialogues(tmp_path / name)


def test_the_command_plans_and_guards(run) -> None:
    told = run("use", "empathy", "I feel lonely.")
    assert told.code == 0
    assert "Show: caring (care for loneliness)" in told.out
    crisis = run("use", "empathy", "I want to die", "--replies", "no-such-file.csv", "--format", "json")
    assert crisis.code == 1
    assert json.loads(crisis.out)["retrieved"] == []
    missing = run("use", "empathy", "I feel lonely.", "--replies", "no-such-file.csv")
    assert missing.code == 2
    assert "no-such-file.csv" in missing.err
