"""Biases: counterfactual swaps and association tests find what is planted, and nothing where there is nothing."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from statistics import mean, stdev

import pytest
from conftest import DATA, ROOT

import tone
from tone.embed.encoder import HashingEncoder
from tone.errors import DataError, TableError, ToneError

pytest.importorskip("numpy", reason="numpy comes with the extra 'evaluate'")

from tone.evaluate.association import association_test, associations
from tone.evaluate.bias_report import BEGIN, END, BiasResults, compare_associations, put_into, render_section
from tone.evaluate.counterfactuals import Template, Term, differences, read_templates, read_terms

PEOPLE = tuple(
    Term("place", group, f"{group} {name}") for group in ("east", "west") for name in ("one", "two", "three")
)
SENTENCES = (Template("neutral", "{term} reads."), Template("joy", "{term} is full of joy."))


@pytest.fixture
def partial_clf(mini: tone.KnowledgeBase, tmp_path: Path) -> tone.EmotionClassifier:
    """A classifier that takes the west for a reason to despair."""
    table = tmp_path / "planted.tsv"
    table.write_text("form\tpos\temotion\tweight\nwest\tnoun\tsadness/sadness/despair\t1\n")
    return tone.EmotionClassifier(mini.extend(table))


def test_the_released_tables_are_sound(kb: tone.KnowledgeBase) -> None:
    terms = read_terms(ROOT / "vocab" / "bias_terms.tsv")
    templates = read_templates(ROOT / "vocab" / "bias_templates.tsv", kb.taxonomy.roots())
    assert {template.speaks_of for template in templates} == {"neutral", *kb.taxonomy.roots()}
    for axis in {term.axis for term in terms}:  # groups of as many terms each, or they could not be compared
        groups = [term.group for term in terms if term.axis == axis]
        assert len({groups.count(group) for group in groups}) == 1
    clf = tone.EmotionClassifier(kb)
    for template in templates:  # without a person, each says what it is said to
        if template.speaks_of != "neutral":
            answer = clf.classify(template.template.format(term="someone"))
            assert answer.best(tier=1) == kb[template.speaks_of], template


def test_swaps_find_what_is_planted(mini: tone.KnowledgeBase, partial_clf: tone.EmotionClassifier) -> None:
    roots = tuple(mini.taxonomy.roots())
    fair = differences(tone.EmotionClassifier(mini).pipe, PEOPLE, SENTENCES, roots, resamples=100)
    assert {one.value for one in fair} == {0.0}
    found = {
        (one.group, one.part, one.measure): one
        for one in differences(partial_clf.pipe, PEOPLE, SENTENCES, roots, resamples=100)
    }
    assert len(found) == 2 * 2 * (len(roots) + 3)
    assert found["west", "neutral", "answered"].value == found["west", "neutral", "answered"].mean == 1
    assert found["west", "neutral", "valence"].high < 0
    assert found["west", "emotional", "sadness"].low > 0
    assert found["west", "emotional", "sadness"].value == -found["east", "emotional", "sadness"].value


def test_effect_and_p_are_those_of_the_paper() -> None:
    """Against the definitions of Caliskan et al. (2017), spelled out; p is of both sides here."""
    first, second = [0.9, 0.7, 0.4, 0.8], [0.1, 0.5, 0.3, 0.2]
    every = [*first, *second]
    found = association_test(first, second)
    assert found.effect == pytest.approx((mean(first) - mean(second)) / stdev(every))
    gap = abs(mean(first) - mean(second))
    gaps = [
        abs(mean(every[i] for i in own) - mean(every[i] for i in range(8) if i not in own))
        for own in combinations(range(8), 4)
    ]
    assert found.p == pytest.approx(sum(one >= gap - 1e-12 for one in gaps) / len(gaps))
    assert association_test(second, first).effect == -found.effect
    assert association_test([1, 1], [1, 1]).effect is None
    sampled = association_test(range(12), range(20, 32), seed=1)
    assert sampled == association_test(range(12), range(20, 32), seed=1)
    assert 0 < sampled.p < 0.001
    with pytest.raises(ToneError, match="groups of 1 and 2 terms"):
        association_test([1], [1, 2])


def test_associations(mini: tone.KnowledgeBase, partial_clf: tone.EmotionClassifier) -> None:
    encoder = HashingEncoder()
    value = associations(encoder, ["joy"], ["joy"], ["anger"])[0]
    vectors = encoder.encode(["joy", "anger"])
    assert value == pytest.approx(1 - float(vectors[0] @ vectors[1]), abs=1e-6)
    rows = compare_associations("words", PEOPLE, mini, classify=partial_clf.pipe)
    assert (rows[0].group, rows[0].attributes) == ("east", "pleasant, not unpleasant")
    assert rows[0].outcome.effect > 1.5
    fair = compare_associations("words", PEOPLE, mini, classify=tone.EmotionClassifier(mini).pipe)
    assert {row.outcome.effect for row in fair} == {None}
    assert len(compare_associations("hashing", PEOPLE, mini, encoder=encoder)) == 2
    with pytest.raises(DataError, match="give a classifier or an encoder"):
        compare_associations("none", PEOPLE, mini)


def test_the_section_takes_its_place(partial_clf: tone.EmotionClassifier, tmp_path: Path) -> None:
    knowledge = partial_clf.knowledge
    found = differences(partial_clf.pipe, PEOPLE, SENTENCES, tuple(knowledge.taxonomy.roots()), resamples=50)
    tested = compare_associations("lexical", PEOPLE, knowledge, classify=partial_clf.pipe)
    section = render_section([BiasResults("lexical", found, tested)], PEOPLE, SENTENCES)
    assert "| place | west | **+1.000 [+1.000, +1.000]** |" in section
    assert "### lexical\n\nOf all neutral sentences 50.0 % are answered" in section
    card = tmp_path / "card.md"
    card.write_text(f"# Card\n\n{BEGIN}\nold\n{END}\n\nend\n")
    put_into(card, section)
    put_into(card, section)
    assert card.read_text() == f"# Card\n\n{BEGIN}\n\n{section}\n{END}\n\nend\n"
    card.write_text("# Card\n")
    with pytest.raises(DataError, match="has no place for the section"):
        put_into(card, section)
    assert card.read_text() == "# Card\n"


def test_the_command(tmp_path: Path, run) -> None:  # type: ignore[no-untyped-def]
    terms, templates = tmp_path / "terms.tsv", tmp_path / "templates.tsv"
    terms.write_text("axis\tgroup\tterm\n" + "".join(f"{p.axis}\t{p.group}\t{p.term}\n" for p in PEOPLE))
    templates.write_text("speaks_of\ttemplate\nneutral\t{term} reads.\njoy\t{term} is full of joy.\n")
    options = ("--terms", str(terms), "--templates", str(templates), "--resamples", "20", "--format", "tsv")
    done = run("--data", str(DATA / "mini"), "evaluate", "bias", *options)
    assert done.code == 0
    assert "lexical\tswap\tplace\teast\tneutral\tanswered\t0\t0\t0\t\t3" in done.out.splitlines()
    templates.write_text("speaks_of\ttemplate\nboredom\tShe reads.\n")
    done = run("--data", str(DATA / "mini"), "evaluate", "bias", *options)
    assert done.code == 2
    assert "row 2, column template: 'She reads.' has not one {term}" in done.err
    assert "row 2, column speaks_of: 'boredom' is not neutral" in done.err


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a\tx\tone\na\tx\ttwo\n", "row 2, column axis: 'a' has one group"),
        ("a\tx\tone\na\tx\ttwo\na\ty\tthree\n", "row 4, column group: 'y' has one term"),
        ("a\tx\tone\na\tx\tone\na\ty\tthree\na\ty\tfour\n", "row 3, column term: 'one' stands twice"),
    ],
)
def test_faults_of_terms(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(f"axis\tgroup\tterm\n{rows}")
    with pytest.raises(TableError, match=message):
        read_terms(path)
