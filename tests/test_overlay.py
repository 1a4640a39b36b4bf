"""Overlays: they add, re-weight and mute, leave no trace, and name the row at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

import tone
from tone.errors import DataError, TableError

HEADER = "form\tpos\temotion\tweight\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text(
        HEADER
        + "stoked\tadj\tjoy/cheerfulness/happiness\t0.9\n"  # adds
        + "bitter\tadj\tanger/envy\t0.1\n"  # re-weights one sense
        + "over the moon\tphrase\tjoy/cheerfulness/bliss\t0\n"  # mutes a sense
        + "hope\tnoun\t\t0\n",  # mutes a form
        "utf-8",
    )
    return path


def test_an_overlay_adds_reweights_and_mutes(mini: tone.KnowledgeBase, words: Path) -> None:
    extended = mini.extend(words)
    assert extended.lookup("Stoked")[0].emotion.key == "joy/cheerfulness/happiness"
    assert extended.lookup("stoked")[0].entry.sources == ("words.tsv",)
    assert {(s.emotion.key, s.weight) for s in extended.lookup("bitter")} == {
        ("anger/envy", 0.1),
        ("sadness/sadness", 0.4),
    }
    assert extended.lookup("bitter")[1].entry.sources == ("mini", "words.tsv")
    assert extended.lookup("over the moon") == extended.lookup("hope") == extended.lookup("hopes") == ()
    classifier = tone.EmotionClassifier(extended)
    assert classifier.predict(["so stoked", "over the moon"]) == ["joy", None]
    assert extended.sparql('ASK { ?e ontolex:canonicalForm/ontolex:writtenRep "stoked"@en }') is True


def test_it_leaves_no_trace(mini: tone.KnowledgeBase, words: Path) -> None:
    before = mini.lexicon.entries, mini.triples()
    extended = mini.extend(words)
    extended.lookup("stoked")
    assert (mini.lexicon.entries, mini.triples()) == before
    assert mini.lookup("stoked") == ()
    assert mini.lookup("over the moon")
    assert extended == mini, "the emotions are the same; only the words differ"


def test_overlays_may_be_laid_over_overlays(mini: tone.KnowledgeBase, words: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.tsv"
    more.write_text(HEADER + "stoked\tadj\tjoy/cheerfulness/happiness\t0\n", "utf-8")
    assert mini.extend(words).extend(more).lookup("stoked") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("stoked\tadj\tjoy/stoked\t1", "row 2, column emotion: no emotion has the key 'joy/stoked'"),
        ("stoked\tadj\tjoy\t1.5", "row 2, column weight: 1.5 is outside the range 0 to 1"),
        ("stoked\tadj\tjoy\t1\nStoked\tadj\tjoy\t0.5", "row 3, column form: 'Stoked' is given for 'joy' in row 2 too"),
        ("stoked\tadj\t\t1", "has a weight and no emotion"),
        ("stoked\tadj\tjoy\t0", "is to be muted for 'joy', and is not there"),
        ("stoked\tadj\t\t0", "is to be muted for 'all emotions', and is not there"),
        ("!!\tadj\tjoy\t1", "has no letter or digit"),
        ("stoked\tadjective\tjoy\t1", "'adjective' is not one of noun, adj"),
    ],
)
def test_faults_are_named_by_row(mini: tone.KnowledgeBase, tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(HEADER + row + "\n", "utf-8")
    with pytest.raises(TableError) as caught:
        mini.extend(path)
    assert message in str(caught.value)


def test_a_missing_overlay_is_named(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read"):
        mini.extend(tmp_path / "nothing.tsv")
