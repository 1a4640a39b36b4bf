"""Review, measurement and report of links: decisions stand, gold is fair, and bad input loses nothing."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from conftest import DATA, ROOT

import tone
from tone.build.dependencies.claims import PROPOSALS, Ends, Proposal, combination, composition, opposite
from tone.build.dependencies.gold import Question, dyad_questions, halves, keys_of, opposite_questions, read_gold
from tone.build.dependencies.measure import AUTOMATIC, BY_FAMILY, EVERYTHING, MEASURES, RELEASED, Measure, measure
from tone.build.dependencies.parameters import CANDIDATES, REVIEW
from tone.build.dependencies.report import write_link_report
from tone.build.dependencies.review import (
    LINK_DECISIONS,
    LINK_SHEET,
    LinkDecision,
    LinkSheetRow,
    Ruling,
    acceptance,
    candidates,
    decisions_of,
    find_problems,
    merge,
    release,
    sheet_of,
    waiting,
)
from tone.build.dependencies.second import agreements as second_agreements
from tone.build.dependencies.second import compare, draw
from tone.build.dependencies.steps import build_links, link_decisions_in, proposals_in
from tone.build.dependencies.vocabularies import Vocabularies, read_vocabularies
from tone.build.sources import SourceFolder
from tone.errors import DataError, TableError, ToneError
from tone.model import LinkKind
from tone.resources import DataFolder, find_data

JOY_SADNESS = opposite("joy", "sadness")
ENVY = composition("anger/envy", ("sadness", "joy/optimism/hope"))
ENVY_AGAIN = composition("anger/envy", ("sadness", "fear"))
RELIEF = combination(("fear", "joy/relief"), "joy")


def proposal(ends: Ends, confidence: float = 0.5, *scores: str) -> Proposal:
    given = scores or ("definitions=0.500",)
    return Proposal(*ends, confidence, tuple(s.partition("=")[0] for s in given), given, ("TONE: because",))


def decision(ends: Ends, ruling: str = "accept", reason: str = "sound", curator: str = "first") -> LinkDecision:
    return LinkDecision(*ends, Ruling(ruling), curator, "2026-11-21", reason)


ALL = [proposal(ends) for ends in (JOY_SADNESS, ENVY, ENVY_AGAIN, RELIEF)]


def test_candidates_are_the_sure_ones_in_order() -> None:
    faint = [proposal(ends, CANDIDATES[ends[0]] - 0.01) for ends in (JOY_SADNESS, ENVY, RELIEF)]
    assert candidates(faint) == []
    two = [proposal(opposite("anger", "joy"), 0.3), proposal(JOY_SADNESS, 0.9)]
    assert [p.confidence for p in waiting(two, ())] == [0.9, 0.3]
    assert waiting(two, {JOY_SADNESS}) == two[:1]


def test_a_sheet_takes_decisions_there_and_back(tmp_path: Path) -> None:
    LINK_SHEET.write(tmp_path / "sheet.tsv", sheet_of(ALL))
    text = (tmp_path / "sheet.tsv").read_text("utf-8").splitlines()
    filled = [
        text[0],
        text[1].removesuffix("\t") + "accept\tpoles",
        text[2].removesuffix("\t") + "reject\tno",
        *text[3:],
    ]
    (tmp_path / "sheet.tsv").write_text("\n".join(filled) + "\n", "utf-8")
    found = decisions_of(LINK_SHEET.read(tmp_path / "sheet.tsv"), curator="first", date="2026-11-21")
    assert found == [decision(JOY_SADNESS, "accept", "poles"), decision(ENVY, "reject", "no")]


def test_no_decision_is_overwritten() -> None:
    kept = (decision(JOY_SADNESS),)
    assert merge(kept, [decision(JOY_SADNESS, curator="second"), decision(ENVY)]) == (kept[0], decision(ENVY))
    with pytest.raises(ToneError, match="first decided accept on joy opposite_of sadness; correct"):
        merge(kept, [decision(JOY_SADNESS, "reject")])


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        (
            [decision(JOY_SADNESS), decision(JOY_SADNESS)],
            "row 3, column subjects: the same link is decided on in row 2",
        ),
        ([decision(JOY_SADNESS, curator="nobody")], "row 2, column curator: 'nobody' is no curator"),
        ([decision(JOY_SADNESS, "reject", "")], "row 2, column reason: a veto needs its reason"),
        ([decision(opposite("joy", "fear"))], "row 2, column objects: no method proposes this link"),
        ([decision(ENVY), decision(ENVY_AGAIN)], "row 3, column subjects: anger/envy is composed already in row 2"),
    ],
)
def test_a_decision_that_cannot_stand_is_named(decisions: list[LinkDecision], message: str) -> None:
    found = [str(problem) for problem in find_problems(decisions, {p.ends: p for p in ALL}, {"first"})]
    assert found[0].startswith(message)


def test_a_veto_stands_when_the_machine_no_longer_proposes() -> None:
    assert not list(find_problems([decision(opposite("joy", "fear"), "reject")], {}, {"first"}))


def test_release_gives_one_link_a_part_and_raises_confidence() -> None:
    decided = [decision(JOY_SADNESS), decision(ENVY), decision(ENVY_AGAIN, "reject"), decision(RELIEF, reason="")]
    links = release(decided, ALL, {"first"}, source="decisions")
    assert [(link.kind.value, link.subjects, link.object) for link in links] == [
        ("composed_of", ("anger/envy",), "joy/optimism/hope"),
        ("composed_of", ("anger/envy",), "sadness"),
        ("opposite_of", ("joy",), "sadness"),
        ("plus_leads_to", ("fear", "joy/relief"), "joy"),
    ]
    assert {link.confidence for link in links} == {round(1 - 0.5 * (1 - REVIEW.reliability), 3)}
    assert links[2].evidence == ("TONE: because", "TONE: sound")
    assert links[3].evidence == ("TONE: because",)
    assert {link.curator for link in links} == {"first"}


def test_nothing_is_released_while_candidates_wait() -> None:
    with pytest.raises(DataError, match="3 candidate links wait for a decision: tone review links next"):
        release([decision(JOY_SADNESS)], ALL, {"first"}, source="decisions")


def test_acceptance_counts_by_method() -> None:
    given = [proposal(JOY_SADNESS, 0.9, "antonyms=0.900", "morphology=0.100"), proposal(opposite("anger", "joy"))]
    assert acceptance(given, [decision(JOY_SADNESS), decision(opposite("anger", "joy"), "reject")]) == {
        (LinkKind.OPPOSITE_OF, "any"): (1, 1, 0),
        (LinkKind.OPPOSITE_OF, "antonyms"): (1, 0, 0),
        (LinkKind.OPPOSITE_OF, "definitions"): (0, 1, 0),
        (LinkKind.OPPOSITE_OF, "morphology"): (1, 0, 0),
    }


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """The small world with proposals and decisions on them."""
    folder = Path(shutil.copytree(DATA / "mini", tmp_path / "mini"))
    (folder / "ontology").mkdir()
    shutil.copy(ROOT / "ontology" / "core.ttl", folder / "ontology")
    (folder / "vocab" / "curators.tsv").write_text("name\trole\nfirst\tmaintainer\n", "utf-8")
    (folder / "vocab" / "link_proposals.tsv.gz").write_bytes(
        gzip.compress(PROPOSALS.render(sorted(ALL, key=PROPOSALS.sort_key)), mtime=0)
    )
    decided = [decision(JOY_SADNESS), decision(ENVY), decision(ENVY_AGAIN, "reject"), decision(RELIEF)]
    LINK_DECISIONS.write(folder / "vocab" / "link_decisions.tsv", decided)
    return folder


def test_links_are_built_from_decisions(reviewed: Path) -> None:
    folder = DataFolder(reviewed, "path")
    [(name, content)] = build_links(folder, SourceFolder(reviewed, {})).items()
    (reviewed / name).write_bytes(content)
    assert len(tone.load(reviewed).links()) == 4
    assert len(link_decisions_in(folder)) == len(proposals_in(folder)) == 4


def test_accepted_links_that_contradict_each_other_are_not_built(reviewed: Path) -> None:
    folder = DataFolder(reviewed, "path")
    clash = opposite("anger/envy", "sadness")
    rows = sorted([*ALL, proposal(clash)], key=PROPOSALS.sort_key)
    (reviewed / "vocab" / "link_proposals.tsv.gz").write_bytes(gzip.compress(PROPOSALS.render(rows), mtime=0))
    LINK_DECISIONS.write(reviewed / "vocab" / "link_decisions.tsv", [*link_decisions_in(folder), decision(clash)])
    with pytest.raises(TableError, match="sadness is part of anger/envy"):
        build_links(folder, SourceFolder(reviewed, {}))


def test_without_proposals_one_is_told_what_to_run(reviewed: Path) -> None:
    (reviewed / "vocab" / "link_proposals.tsv.gz").unlink()
    with pytest.raises(DataError, match="run tone build proposals"):
        proposals_in(DataFolder(reviewed, "path"))


def test_review_on_the_command_line(run, reviewed: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (reviewed / "vocab" / "link_decisions.tsv").unlink()
    data = ("--data", str(reviewed), "review", "links")
    shown = run(*data, "next", "--format", "tsv")
    assert shown.out.count("composed_of") == 2
    sheet = tmp_path / "sheet.tsv"
    assert "wrote 4 links" in run(*data, "next", "--sheet", str(sheet)).err
    lines = sheet.read_text("utf-8").splitlines()
    sheet.write_text(
        "\n".join([lines[0], *(line.removesuffix("\t") + "reject\tno" for line in lines[1:])]) + "\n", "utf-8"
    )
    assert "'nobody' is no curator" in run(*data, "apply", str(sheet), "--curator", "nobody").err
    assert not (reviewed / "vocab" / "link_decisions.tsv").exists(), "a failed step leaves nothing"
    assert "4 decisions taken in" in run(*data, "apply", str(sheet), "--curator", "first").err
    assert "every candidate link is decided on" in run(*data, "next").err
    assert "any\t0\t2\t0" in run(*data, "stats", "--format", "tsv").out
    assert "wrote 4 links" in run(*data, "sample", "--seed", "7", "--sheet", str(sheet)).err
    lines = sheet.read_text("utf-8").splitlines()
    sheet.write_text(
        "\n".join([lines[0], *(line.removesuffix("\t") + "reject\tno" for line in lines[1:])]) + "\n", "utf-8"
    )
    assert "all\t4\t1" in run(*data, "compare", str(sheet), "--curator", "first", "--format", "tsv").out
    assert (reviewed / "vocab" / "link_sample.tsv").exists()


def test_a_second_maintainer_sees_as_many_accepted_as_vetoed() -> None:
    names = [f"emotion{n}" for n in range(30)]
    links = [opposite("joy", name) for name in names]
    decided = [decision(ends, "accept" if n < 12 else "reject") for n, ends in enumerate(links)]
    proposals = {ends: proposal(ends) for ends in links}
    drawn = draw(decided, proposals, 10, seed=7)
    rulings = {found.ends: found.ruling for found in decided}
    assert sorted(rulings[p.ends].value for p in drawn) == ["accept"] * 10 + ["reject"] * 10
    assert drawn == draw(decided, proposals, 10, seed=7)
    assert drawn != draw(decided, proposals, 10, seed=8)
    assert len(draw(decided[:3], proposals, 10, seed=7)) == 3


def test_agreement_is_counted_by_kind() -> None:
    links = [JOY_SADNESS, opposite("anger", "joy"), opposite("fear", "joy"), RELIEF]
    decided = [
        decision(ends, ruling) for ends, ruling in zip(links, ["accept", "accept", "reject", "accept"], strict=True)
    ]
    sheet = [
        LinkSheetRow(*ends, 0.5, ("TONE: x",), Ruling(ruling), "")
        for ends, ruling in zip(links, ["accept", "reject", "reject", "accept"], strict=True)
    ]
    rulings = compare(sheet, decided, curator="second", source="sheet")
    [opposites, combined, everything] = second_agreements(rulings)
    assert (opposites.links, opposites.vetoed, opposites.accepted) == (3, 1, 0)
    assert opposites.same == pytest.approx(2 / 3)
    assert opposites.kappa == pytest.approx(0.4)
    assert combined.kappa is None
    assert everything.kind is None
    assert everything.links == 4
    with pytest.raises(TableError, match="row 2, column subjects: nobody has decided on this link"):
        compare(sheet, decided[1:], curator="second", source="sheet")
    assert second_agreements([]) == []


# ------------------------------------------------------------------------------------------------------------- gold

GOLD = [
    {"relation": "opposite", "a": "joy", "b": "sadness", "scheme": "plutchik"},
    {"relation": "opposite", "a": "hope", "b": "despair", "scheme": "plutchik"},
    {"relation": "antonym", "a": "happiness", "b": "guilt", "scheme": "wordnet-3.0"},
    {"relation": "synonym", "a": "worry", "b": "fear", "scheme": "plutchik"},
    {"relation": "dyad", "name": "envy", "a": "sadness", "b": "anger", "scheme": "plutchik"},
    {"relation": "dyad", "name": "guilt", "a": "fear", "b": "joy", "scheme": "other copy"},
]


@pytest.fixture(scope="module")
def world(mini: tone.KnowledgeBase) -> Vocabularies:
    return read_vocabularies(mini.taxonomy.records.values(), mini.lexicon.entries)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, GOLD)).encode()))
    return path


def test_names_stand_for_all_emotions_of_the_name_else_for_words(world: Vocabularies) -> None:
    assert keys_of("joy", world) == {"joy", "joy/cheerfulness/joy"}
    assert keys_of("jitters", world) == {"fear/nervousness"}
    assert keys_of("boredom", world) == frozenset()


def test_every_two_names_are_asked(gold: Path, world: Vocabularies) -> None:
    rows = read_gold(gold)
    strict = {question.text: question.right for question in opposite_questions(rows, world, wordnet=False)}
    assert strict["joy : sadness"]
    assert strict["despair : hope"]
    assert strict["despair : joy"] is False
    assert "guilt : happiness" not in strict, "WordNet's rows are no gold for methods that draw on it"
    both = {question.text: question.right for question in opposite_questions(rows, world, wordnet=True)}
    assert both["guilt : happiness"]
    assert "fear : worry" not in both, "worry stands below fear, so that no link can be proposed"


def test_dyads_of_any_copy_are_right(gold: Path, world: Vocabularies) -> None:
    questions = {q.text: q for q in dyad_questions(read_gold(gold), world, composition)}
    assert questions["envy = anger + sadness"].right
    assert questions["guilt = fear + joy"].right
    assert not questions["envy = fear + joy"].right
    assert composition("anger/envy", ("anger", "sadness")) in questions["envy = anger + sadness"].links


def test_halves_are_fixed_and_fair() -> None:
    questions = [Question(f"q{n}", frozenset(), n < 10) for n in range(40)]
    first, second = halves(questions)
    assert [sum(question.right for question in half) for half in (first, second)] == [5, 5]
    assert len(first) == len(second) == 20
    assert halves(reversed(questions)) == (first, second)
    assert not {q.text for q in first} & {q.text for q in second}


def test_measures_choose_on_one_half_and_report_the_other(mini: tone.KnowledgeBase, world: Vocabularies) -> None:
    names = ["joy", "sadness", "hope", "despair", "envy", "guilt", "worry", "relief", "shame", "optimism"]
    rows = [
        {"relation": "opposite", "a": one, "b": other, "scheme": "plutchik", "name": ""}
        for one, other in [("joy", "sadness"), ("hope", "despair"), ("relief", "worry"), ("envy", "optimism")]
    ]
    rows += [{"relation": "synonym", "a": name, "b": "guilt", "scheme": "x", "name": ""} for name in names[:4]]
    right = [question for question in opposite_questions(rows, world, wordnet=False) if question.right]
    good = [proposal(sorted(q.links)[0], 0.9, "antonyms=0.900", "contrast=0.100") for q in right]
    bad = [proposal(opposite("sadness/shame/guilt", "joy/optimism/hope"), 0.1, "contrast=0.900")]
    found = {(m.gold, m.method): m for m in measure([*good, *bad], mini.link_index.links, rows, world)}
    assert found["Plutchik's", "antonyms"].f1 == 1.0
    assert found["Plutchik's", "antonyms"].wanted == 2
    assert found["Plutchik's", EVERYTHING].recall == 1.0
    assert found["Plutchik's", EVERYTHING].precision < 0.2
    assert found["Plutchik's", AUTOMATIC].f1 == 1.0
    assert found["Plutchik's", "all but antonyms"].f1 <= 1.0
    assert ("Plutchik's and WordNet's", "antonyms") not in found
    assert ("Plutchik's", RELEASED) in found


def test_compositions_are_measured_by_family_as_well(mini: tone.KnowledgeBase, gold: Path, world: Vocabularies) -> None:
    made = [
        proposal(composition("anger/envy", ("fear/nervousness", "sadness/shame")), 0.5, "definitions=0.500"),
        proposal(composition("sadness/shame/guilt", ("fear/nervousness", "joy/relief")), 0.5, "definitions=0.500"),
    ]
    found = {(m.kind, m.gold, m.method): m for m in measure(made, [], read_gold(gold), world)}
    strict = found[LinkKind.COMPOSED_OF, "Plutchik's dyads", "definitions"]
    broad = found[LinkKind.COMPOSED_OF, f"Plutchik's dyads{BY_FAMILY}", "definitions"]
    assert strict.right == 0
    assert strict.wanted == broad.wanted == 1
    assert broad.said <= 2


def test_gold_that_is_no_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read"):
        read_gold(tmp_path / "none.jsonl")
    path = tmp_path / "bad.jsonl"
    path.write_text('{"relation": "opposite", "a": "x", "b": "y", "scheme": "z"}\n{"a": 1}\n', "utf-8")
    with pytest.raises(DataError, match="row 2: not a relation"):
        read_gold(path)


def test_evaluate_links_on_the_command_line(run, reviewed: Path, gold: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "measures.tsv"
    done = run("--data", str(reviewed), "evaluate", "links", str(gold), "--write", str(table), "--format", "tsv")
    assert done.code == 0
    assert "all together" in done.out
    assert len(MEASURES.read(table)) == len(done.out.splitlines()) - 1
    assert run("--data", str(reviewed), "evaluate", "links", str(tmp_path / "none")).code == 2


# ----------------------------------------------------------------------------------------------------------- report


def test_the_report_tells_methods_vetoes_and_measures(mini: tone.KnowledgeBase) -> None:
    decided = [decision(JOY_SADNESS), decision(ENVY_AGAIN, "reject", "not felt")]
    row = Measure(LinkKind.OPPOSITE_OF, "Plutchik's", "antonyms", 0.3, 1, 4, 2, 0.25, 0.5, 0.333)
    text = write_link_report(mini, ALL, decided, [row])
    assert "| pairs of opposites | 2 |" in text
    assert "| composed emotions | 1 |" in text
    assert "| Compositions | not felt | 1 |" in text
    assert "| Opposites | 100.0 % | 100.0 % | 1 | 1 | 0 |" in text
    assert "| Compositions | 0.0 % | 0.0 % | 0 | 0 | 0 |" in text
    assert "| antonyms | 0.3 | 1 of 4 | 0.250 | 0.05 to 0.70 | 1 of 2 | 0.500 | 0.333 |" in text
    assert "| envy | hope + sadness |" in text
    assert "Not measured yet" in write_link_report(mini, ALL, decided, [])


def test_the_released_links_are_as_many_as_promised(kb: tone.KnowledgeBase) -> None:
    links = kb.link_index.links
    assert sum(link.kind is LinkKind.OPPOSITE_OF for link in links) >= 60
    assert len({link.subjects for link in links if link.kind is LinkKind.COMPOSED_OF}) >= 60
    assert sum(link.kind is LinkKind.PLUS_LEADS_TO for link in links) >= 60
    taking_part = {key for link in links for key in (*link.subjects, link.object)}
    assert {emotion.key for emotion in kb.emotions(tier=1)} <= taking_part
    assert len({emotion.key for emotion in kb.emotions(tier=2)} & taking_part) >= 20


def test_each_candidate_is_decided_and_each_veto_has_its_reason() -> None:
    folder = find_data(ROOT)
    decided = link_decisions_in(folder)
    assert waiting(proposals_in(folder).values(), {found.ends for found in decided}) == []
    assert all(found.reason for found in decided if found.ruling is Ruling.REJECT)
