"""Tokens, phrases and chunks: offsets are exact, boundaries are respected, length is no danger."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tone.errors import TextError
from tone.text.chunks import ChunkToken, plain_word, read_chunk
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


KNOWN = {"so", "happy", "good", "proud", "joy", "not", "don't", "a", "aa"}


def forms(chunk: str) -> list[str]:
    tokens = read_chunk(chunk, KNOWN.__contains__, lambda tag: ["so", "proud"] if tag == "soproud" else [])
    return [token.form for token in tokens]


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("Happy!!!", ["happy"]),
        ("happyyyy", ["happy"]),
        ("sooooo", ["so"]),
        ("goooood", ["good"]),
        ("hmmmm", ["hmmmm"]),
        ("don&#39;t", ["don't"]),
        ("don\u2019t", ["don't"]),
        ("don`t", ["don't"]),
        ("&quot;happy&quot;", ["happy"]),
        ("joy&amp;peace", ["joy", "peace"]),
        ("#SoProud", ["so", "proud"]),
        ("#soproud", ["so", "proud"]),
        ("#SOPROUD", ["so", "proud"]),
        ("#xyzzy", ["xyzzy"]),
        ("@happy", [""]),
        ("@happy:", [""]),
        ("https://joy.org/happy", [""]),
        ("www.happy.com", [""]),
        ("(me@joy.org)", [""]),
        ("joy@", ["joy"]),
        ("wow...but", ["wow", "but"]),
        ("light-hearted", ["light", "hearted"]),
        ("joy\U0001f602\U0001f602\U0001f44d\U0001f3fd", ["joy", "\U0001f602", "\U0001f44d"]),
        ("\U0001f3f3\ufe0f\u200d\U0001f308", ["\U0001f3f3\u200d\U0001f308"]),
        (":-)))", [":)"]),
        ("...", [""]),
        ("\ud800", [""]),
        ("caf\u0065\u0301", ["caf\u00e9"]),
    ],
)
def test_chunks_become_tokens(chunk: str, expected: list[str]) -> None:
    assert forms(chunk) == expected


@given(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=60))
def test_tokens_of_a_chunk_lie_in_it_in_order(chunk: str) -> None:
    done = 0
    for token in read_chunk(chunk, KNOWN.__contains__, lambda tag: []):
        assert done <= token.start < token.end <= len(chunk)
        assert token.mark == "" or (token.end if token.form else 0) <= token.mark_start < token.mark_end <= len(chunk)
        done = token.end


@pytest.mark.parametrize(
    ("chunk", "ends", "mark"),
    [
        ("happy", 0, ""),
        ("happy,", 1, ""),
        ("happy.", 2, ""),
        ("happy...", 1, ""),
        ('happy."', 2, ""),
        ("Mr.", 1, ""),
        ("happy!!", 2, "!!"),
        ("(happy?)", 2, "?"),
        ("'happy'", 0, ""),
    ],
)
def test_where_clauses_and_sentences_end(chunk: str, ends: int, mark: str) -> None:
    [token] = read_chunk(chunk, KNOWN.__contains__, lambda tag: [])
    assert (token.ends, token.mark) == (ends, mark)


def test_an_entity_keeps_the_offsets_of_the_unchanged_chunk() -> None:
    chunk = "&quot;don&#39;t&quot;joy"
    first, second = read_chunk(chunk, KNOWN.__contains__, lambda tag: [])
    assert chunk[first.start : first.end] == "don&#39;t"
    assert chunk[second.start : second.end] == "joy"


@pytest.mark.parametrize(
    "chunk", ["a" * 1_000_000, "happy" * 200_000, "ab" * 500_000 + "&;", "#" + "Ab" * 200_000, ":" * 500_000]
)
def test_long_chunks_are_read_in_linear_time(chunk: str) -> None:
    assert read_chunk(chunk, KNOWN.__contains__, lambda tag: [])


@given(
    st.from_regex(r"[A-Za-z]{1,9}[.,!;:)]?|[0-9]{1,5}[.,%]?", fullmatch=True)
    | st.sampled_from(["Mr.", "St.", "XD", "8."])
)
def test_plain_words_are_what_reading_the_chunk_finds(chunk: str) -> None:
    plain = plain_word(chunk)
    assume(plain is not None)
    form, ends = plain
    [token] = read_chunk(chunk, KNOWN.__contains__, lambda tag: [])
    capitals = len(form) > 1 and chunk.isupper()
    assert token == ChunkToken(0, len(form), form, capitals, ends=ends)
