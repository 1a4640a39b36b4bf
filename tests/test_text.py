"""Tokens, phrases and cues: offsets are exact, boundaries are respected, length is no danger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tone.errors import TextError
from tone.model import Cue, CueKind
from tone.text.cues import CueFinder
from tone.text.phrases import PhraseIndex
from tone.text.tokens import normalise, tokenise

ANY_TEXT = st.text(st.characters(), max_size=200) | st.text("ab'\u2019 _-.\u0301\ud800\0\u05d0", max_size=200)


@given(ANY_TEXT)
def test_offsets_slice_the_unchanged_text(text: str) -> None:
    tokens = tokenise(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert token.form
        assert normalise(text[token.start : token.end]) == normalise(token.form)
        end = token.end
    covered = "".join(text[token.start : token.end] for token in tokens)
    assert sum(char.isalnum() for char in text) == sum(char.isalnum() for char in covered)


@given(ANY_TEXT)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("I wasn't happy.", ["i", "wasn't", "happy"]),
        ("I wasn\u2019t happy", ["i", "wasn't", "happy"]),
        ("_happy_ so_happy", ["happy", "so", "happy"]),
        ("'happy'", ["happy"]),
        ("cafe\u0301", ["caf\u00e9"]),
        ("re\u0301sume\u0301s, \u0f57\u0f44", ["r\u00e9sum\u00e9s", "\u0f56\u0fb7\u0f44"]),
        ("3\ufe0f\u20e3", ["3"]),
        ("STRASSE Stra\u00dfe", ["strasse", "strasse"]),
        ("joy\ud800joy\0joy", ["joy", "joy", "joy"]),
        ("\u05e9\u05de\u05d7\u05d4 joy", ["\u05e9\u05de\u05d7\u05d4", "joy"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_tokens(text: str, forms: list[str]) -> None:
    assert [token.form for token in tokenise(text)] == forms


@pytest.mark.parametrize("wrong", [None, b"happy", 3, ["happy"]])
def test_only_text_is_text(wrong: object) -> None:
    with pytest.raises(TextError, match=type(wrong).__name__):
        tokenise(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a" * 10_000_000, "a'" * 2_000_000, "\n" * 1_000_000, "\0" * 1_000_000])
def test_long_and_odd_texts_are_read(text: str) -> None:
    tokens = tokenise(text)
    assert sum(token.end - token.start for token in tokens) <= len(text)


INDEX = PhraseIndex(["light", "light hearted", "light hearted joke", "joy"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("light", "light"),
        ("light-hearted", "light hearted"),
        ("light  hearted\njoke", "light hearted joke"),
        ("light, hearted", "light"),
        ("light--hearted", "light"),
        ("light hearted. joke", "light hearted"),
        ("joy's", "joy"),
        ("joyous", None),
        ("lights", None),
    ],
)
def test_the_longest_phrase_wins_within_its_joints(text: str, found: str | None) -> None:
    match = INDEX.longest(text, tokenise(text), 0)
    assert (match and match[0]) == found


CUES = CueFinder(
    [
        Cue("not", CueKind.NEGATOR, 3),
        Cue("not only", CueKind.PSEUDO_NEGATOR, 0),
        Cue("but", CueKind.CONTRAST, 0),
    ]
)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("not a very good day here", ["a", "very", "good"]),
        ("not good, really good", ["good"]),
        ("not good but fine", ["good"]),
        ("not\nhere", []),
        ("not \u2014 here", []),
        ('not "here"', ["here"]),
        ("not", []),
    ],
)
def test_a_negator_reaches_to_the_end_of_its_clause(text: str, reached: list[str]) -> None:
    tokens = tokenise(text)
    cue = CUES.find(text, tokens)[0]
    assert [token.form for token in tokens[cue.first : cue.last]] == reached
    assert text[cue.start : cue.end] == "not"


def test_the_longer_cue_wins() -> None:
    text = "not only good"
    [cue] = CUES.find(text, tokenise(text))
    assert cue.kind is CueKind.PSEUDO_NEGATOR
