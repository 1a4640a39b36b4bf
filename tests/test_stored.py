"""Answers read back from plain data."""

from __future__ import annotations

import json

import pytest

import tone
from tone.classify.result import Classification
from tone.errors import DataError

TEXTS = [
    "I wasn't happy, just relieved that it was over!",
    "",
    "It is Tuesday.",
    "So sad \U0001f622, yet proud of you.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_an_answer_survives_json(kb: tone.KnowledgeBase, text: str) -> None:
    answer = tone.EmotionClassifier(kb).classify(text)
    again = Classification.from_dict(json.loads(json.dumps(answer.to_dict())), kb)
    assert again == answer
    assert again.mentions == answer.mentions
    assert again.explain() == answer.explain()
    assert again.best(tier=1) == answer.best(tier=1)


def test_what_is_no_answer_is_refused(kb: tone.KnowledgeBase, mini: tone.KnowledgeBase) -> None:
    data = tone.EmotionClassifier(kb).classify("so relieved").to_dict()
    for bad in ({}, {**data, "emotion": "joy/mirth"}, {**data, "mentions": [{}]}, {**data, "scores": None}):
        with pytest.raises(DataError, match="cannot read a stored answer"):
            Classification.from_dict(bad, kb)
    with pytest.raises(DataError, match="the knowledge base that answered"):
        Classification.from_dict(tone.EmotionClassifier(kb).classify("so flabbergasted").to_dict(), mini)
