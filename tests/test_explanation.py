"""How an answer is shown: as lines for a terminal, as plain data, and as HTML for a notebook."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.classify.evidence import LexicalEvidence
from tone.classify.markup import FAINT, LONGEST, markup
from tone.classify.parameters import Parameters
from tone.classify.result import Classification
from tone.colours import colour_of, contrast, ink_on
from tone.emotion import Emotion

KB = tone.load(ROOT)
CLASSIFIER = tone.EmotionClassifier(KB)
MIXED = "I wasn't happy, just relieved and not without worries."
HOSTILE = "<script>alert(1)</script> & so glad \"quoted\" '</div></mark>' <img src=x onerror=alert(1)>"


def test_an_explanation_leads_from_span_to_root() -> None:
    assert CLASSIFIER.classify(MIXED).explain().splitlines() == [
        "answer     worry",
        "path       fear 1 > nervousness 1 > worry 1",
        "also       joy 1, sadness 0.5",
        f"emotional  {CLASSIFIER.classify(MIXED).emotional:.4g} (threshold 0.2)",
        "intensity  0.6321",
        "valence    -0.1818",
        "mixed      fear and joy, nervousness and relief, worry and relief, joy and sadness, joy and unhappiness",
        "mentions",
        '  "happy" [9:14]      joy > cheerfulness > happiness, turned to sadness > sadness > unhappiness; adj, '
        "source TONE adjective; weight 1, adds 0.5",
        '                      negator "wasn\'t" [2:8] x0.5',
        '  "relieved" [21:29]  joy > relief; adj, source TONE adjective; weight 1, adds 1',
        '  "worries" [46:53]   fear > nervousness > worry; form of "worry", noun, source TONE label; weight 1, adds 1',
        '                      negator "not" [34:37] x1',
        '                      negator "without" [38:45] x1',
        "                      all cues x1",
    ]


def test_an_abstention_says_why() -> None:
    assert CLASSIFIER.classify("nothing here").explain().splitlines() == [
        "answer     no emotion found: no word of the vocabulary",
        "emotional  0 (threshold 0.2)",
    ]
    strict = tone.EmotionClassifier(KB, threshold=0.9999)
    sure = strict.classify("glad").emotional
    lines = strict.classify("glad").explain().splitlines()
    assert (
        lines[0] == f"answer     no emotion found: too little speaks of one, {sure:.4g} is below the threshold 0.9999"
    )
    assert lines[1] == "scores     joy 1, cheerfulness 1, gladness 1"
    assert lines[-1].startswith('  "glad" [0:4]')


def test_an_affinity_is_told_from_a_reviewed_word() -> None:
    known = KB.affinities or ()
    word = next(w for w in known if w.isalpha() and max(known.of(w).values(), default=0.0) > 0.3)
    text, place = f"the {word} there", f"[4:{4 + len(word)}]"
    [line] = [line for line in CLASSIFIER.classify(text).explain().splitlines() if place in line]
    assert "affinity, not reviewed; weight" in line


def test_the_context_is_told() -> None:
    result = in_context("glad", ((KB["joy"], 0.25), (KB["love"], 0.5)))
    assert "context    love 0.5, joy 0.25" in result.explain().splitlines()
    assert result.to_dict()["context"] == {"joy": 0.25, "love": 0.5}
    scores = [t for t in result.to_rdf() if t.predicate.value.endswith("#contextScore")]
    assert [triple.object.value for triple in scores] == ["0.25"], "love has no score that it could be part of"


def in_context(text: str, context: tuple[tuple[Emotion, float], ...]) -> Classification:
    class Contextual(LexicalEvidence):
        pass

    Contextual.context = context
    lexical = CLASSIFIER.classify(text)._evidence
    assert isinstance(lexical, LexicalEvidence)
    return Classification(text, Contextual(lexical.findings, KB, lexical.parameters, False))


def test_a_span_stays_on_its_line() -> None:
    explanation = CLASSIFIER.classify(f"h{'a' * 3000}ppy and cheer\n\x1b[31m\n him up").explain()
    assert "\x1b" not in explanation
    assert all(len(line) < 200 for line in explanation.splitlines())


@pytest.mark.parametrize("text", [MIXED, "", "It is Tuesday.", "so SAD :( but I love you \U0001f600", "\ud83d glad"])
def test_plain_data_survive_json(text: str) -> None:
    result = CLASSIFIER.classify(text)
    plain = result.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert set(plain) >= {"text", "emotion", "path", "emotional", "threshold", "intensity", "valence", "mixed"}
    assert plain["scores"] == result.scores()
    assert [(m["start"], m["end"], m["text"]) for m in plain["mentions"]] == [m[:3] for m in result.mentions]
    for told, mention in zip(plain["mentions"], result.mentions, strict=True):
        assert [cue["kind"] for cue in told["cues"]] == [cue.kind.value for cue in mention.cues]
        assert [KB[reading["emotion"]] for reading in told["readings"]] == [r.emotion for r in mention.readings]


# ------------------------------------------------------------------------------------------------------------ HTML


class Page(HTMLParser):
    """What a browser would make of a fragment: its text, its marks, and whether all that opens closes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.marks: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "mark":
            found = dict(attrs)
            self.marks.append((str(found["title"]), str(found["style"]), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "mark" in self.open:
            title, style, before = self.marks[-1]
            self.marks[-1] = (title, style, before + data)


def test_mentions_are_highlighted_in_the_colour_of_their_branch() -> None:
    page = Page(CLASSIFIER.classify(MIXED)._repr_html_())
    assert [text for _, _, text in page.marks] == ["happy", "relieved", "worries"]
    denied, plain, doubly = (style for _, style, _ in page.marks)
    assert "line-through" in denied
    assert f"outline:2px solid {colour_of('sadness', 1)}" in denied
    assert f"background:{colour_of('joy', 1)};color:{ink_on(colour_of('joy', 1))}" in plain
    assert f"background:{colour_of('fear', 1)}" in doubly
    assert page.marks[0][0].splitlines() == [
        "joy > cheerfulness > happiness, turned to sadness > sadness > unhappiness; adj, source TONE adjective; "
        "weight 1, adds 0.5",
        'negator "wasn\'t" [2:8] x0.5',
    ]
    assert MIXED in "".join(page.words)


def test_faint_mentions_are_tinted_and_bars_stay_short_where_little_was_found() -> None:
    reader = tone.EmotionClassifier(KB, parameters=Parameters(affinity_floor=0.0, threshold=0.0))
    known = KB.affinities or ()
    word = next(w for w in known if len({*w}) > 4 and w.isalpha() and 0 < max(known.of(w).values(), default=0.0) < 0.15)
    result = reader.classify(f"the {word} there")
    html = result._repr_html_()
    page = Page(html)
    assert result.mentions
    assert all(mention.score < FAINT for mention in result.mentions)
    assert all("color:inherit;box-shadow:inset 0 -2px #" in style for _, style, _ in page.marks)
    [(_, highest)] = result.top(1, tier=1)
    assert f"width:{100 * highest:.1f}%" in html


def test_a_hostile_text_stays_text() -> None:
    html = CLASSIFIER.classify(HOSTILE)._repr_html_()
    page = Page(html)
    assert page.tags == {"div", "span", "b", "mark"}
    assert page.attributes == {"style", "dir", "title"}
    assert HOSTILE in "".join(page.words)
    assert "url(" not in html
    assert "http" not in html


@given(st.text())
def test_any_text_is_shown_whole(text: str) -> None:
    html = markup(CLASSIFIER.classify(text + " glad"))
    html.encode("utf-8")
    assert {"div", "mark"} <= Page(html).tags <= {"div", "span", "b", "mark"}


def test_an_abstention_is_shown_with_its_reason() -> None:
    page = Page(CLASSIFIER.classify("xqzt")._repr_html_())
    assert "".join(page.words).startswith("no emotion found: no word of the vocabulary")
    assert not page.marks
    Page(CLASSIFIER.classify("")._repr_html_())


def test_a_long_text_is_cut_with_a_note() -> None:
    html = CLASSIFIER.classify("glad " * 100_000)._repr_html_()
    page = Page(html)
    assert len(page.marks) == LONGEST // 5
    assert page.words[-1] == "498,000 more characters, with 99,600 mentions, are not shown"
    assert len(html) < 200_000
    across = Page(CLASSIFIER.classify(f"h{'a' * 5000}ppy")._repr_html_())
    assert [len(text) for _, _, text in across.marks] in ([], [LONGEST])


def test_mentions_within_mentions_are_cut_apart() -> None:
    from tone.classify.markup import _pieces

    glad, cheer = (CLASSIFIER.classify(text).mentions[0] for text in ("we  glad", "cheer him up"))
    assert (glad.start, cheer.start, cheer.end) == (4, 0, 12)
    pieces = [(start, end, found and found.form) for start, end, found in _pieces([cheer, glad], 14)]
    assert pieces == [(0, 4, "cheer up"), (4, 8, "glad"), (8, 12, "cheer up"), (12, 14, None)]


@pytest.mark.parametrize("key", [emotion.key for emotion in KB.emotions(tier=1)])
def test_colours_can_be_read(key: str) -> None:
    colour = colour_of(key, 1)
    assert contrast(colour, ink_on(colour)) >= 4.5
    assert min(contrast(colour, "#ffffff"), contrast(colour, "#111111")) >= 1.9
