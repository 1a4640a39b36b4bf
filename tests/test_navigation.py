"""The way about along the links: whose opposite, which combinations, and over which steps."""

from __future__ import annotations

import warnings

import pytest

import tone
from tone.errors import UnknownEmotionError
from tone.links import LinkIndex
from tone.model import Link, LinkKind, Status
from tone.ways import VIA, describe_way, find_way

EVERY = tuple(VIA)


def link(kind: str, subjects: str, target: str, confidence: float = 0.5) -> Link:
    keys = tuple(sorted(subjects.split("|")))
    return Link(LinkKind(kind), keys, target, confidence, "semapv:CompositeMatching", Status.ACCEPTED)


def world(mini: tone.KnowledgeBase, *links: Link) -> tone.KnowledgeBase:
    """The emotions of the small world with other links."""
    index = LinkIndex(links, mini.taxonomy.records)
    return tone.KnowledgeBase(mini.taxonomy, lambda: mini.lexicon, lambda: index, mini.source)


def keys(emotions: tuple[tone.Emotion, ...]) -> list[str]:
    return [emotion.key for emotion in emotions]


def test_opposites_of_a_name(mini: tone.KnowledgeBase) -> None:
    assert keys(mini.opposite_of("joy")) == ["sadness"]
    assert keys(mini.opposite_of(mini["sadness"])) == ["joy"]
    assert keys(mini.opposite_of("despair")) == ["joy/optimism/hope"]
    assert mini.opposite_of("joy", min_confidence=0.95) == (mini["sadness"],)
    assert mini.opposite_of("joy", min_confidence=0.96) == ()
    assert mini.opposite_of("anger") == (), "a deprecated link says nothing"
    with pytest.raises(UnknownEmotionError, match="did you mean 'joy'"):
        mini.opposite_of("joyy")


def test_opposites_come_surest_first_then_broadest_then_by_key(mini: tone.KnowledgeBase) -> None:
    targets = {"sadness/shame/guilt": 0.6, "fear": 0.6, "anger": 0.6, "sadness/shame": 0.6, "sadness": 0.9}
    kb = world(mini, *(link("opposite_of", "joy", target, sure) for target, sure in targets.items()))
    expected = ["sadness", "anger", "fear", "sadness/shame", "sadness/shame/guilt"]
    assert keys(kb.opposite_of("joy")) == expected
    assert kb["joy"].summarise_links() == {"opposite of": "sadness, anger, fear, shame, guilt"}


def test_links_of_the_whole_and_of_one_emotion(mini: tone.KnowledgeBase) -> None:
    assert [found.to_dict()["subjects"] for found in mini.links()] == [
        ["anger/envy"],
        ["anger/envy"],
        ["joy"],
        ["joy/optimism/hope"],
        ["anger", "sadness/shame/guilt"],
        ["fear", "joy/relief"],
    ]
    assert {found.kind for found in mini.links("opposite_of")} == {LinkKind.OPPOSITE_OF}
    assert [found.confidence for found in mini.links(min_confidence=0.9)] == [0.95, 0.9]
    about = mini.links(emotion="sadness")
    assert [(found.kind.value, found.subjects[0].key, found.object.key) for found in about] == [
        ("composed_of", "anger/envy", "sadness"),
        ("opposite_of", "sadness", "joy"),
    ]
    assert mini.links("plus_leads_to", emotion="bliss") == ()
    for ask in (mini.links, mini["joy"].links):
        with pytest.raises(ValueError, match="no kind of link 'opposite': expected one of opposite_of, composed_of"):
            ask("opposite")


def test_combinations_by_operands_and_result(mini: tone.KnowledgeBase) -> None:
    assert [found.confidence for found in mini.combinations()] == [0.8, 0.6]
    assert [found.object.key for found in mini.combinations("fear")] == ["joy"]
    assert mini.combinations(operand="joy") == (), "the result is no operand"
    [shame] = mini.combinations(operand=("guilt", mini["anger"]))
    assert shame.object.key == "sadness/shame"
    assert mini.combinations(["anger", "guilt"]) == mini.combinations(result="shame") == (shame,)
    assert mini.combinations(("anger", "fear")) == mini.combinations(("fear", "fear")) == ()
    assert mini.combinations("fear", "shame") == ()
    assert mini.combinations(min_confidence=0.7) == mini.combinations("fear", "joy")
    for wrong in ((), ("anger", "fear", "joy")):
        with pytest.raises(ValueError, match="operands: a combination has two; give one emotion, or a pair"):
            mini.combinations(wrong)
    with pytest.raises(UnknownEmotionError):
        mini.combinations(("fear", "nothing at all"))


def test_a_path_by_kinds_of_link(mini: tone.KnowledgeBase) -> None:
    assert keys(mini.path("envy", "joy", via=("composed_of", "opposite_of"))) == ["anger/envy", "sadness", "joy"]
    assert keys(mini.path("joy", "envy", via=["opposite_of", "composed_of"])) == ["joy", "sadness", "anger/envy"]
    assert mini.path("envy", "joy", via="opposite_of") == ()
    assert mini.path("joy", "joy", via="opposite_of") == (mini["joy"],)
    assert keys(mini.path("worry", "joy", via=EVERY)) == ["fear/nervousness/worry", "fear/nervousness", "fear", "joy"]
    assert keys(mini.path("fear", "joy", via="plus_leads_to")) == ["fear", "joy"]
    assert mini.path("joy", "fear", via="plus_leads_to") == (), "a result does not lead back to what it came from"
    assert mini.path("worry", "bliss", via="tree") == (), "the common root is no emotion"
    assert mini.path("hope", "bliss", via="tree") == mini.path("hope", "bliss")


@pytest.mark.parametrize("via", ["opposite", (), ("tree", "narrower")])
def test_an_unknown_relation_is_refused(mini: tone.KnowledgeBase, via: object) -> None:
    with pytest.raises(ValueError, match="expected one or several of opposite_of, composed_of, plus_leads_to, tree"):
        mini.path("joy", "fear", via=via)  # type: ignore[arg-type]


def test_of_ways_equally_short_the_surest_is_taken(mini: tone.KnowledgeBase) -> None:
    sides = [link("opposite_of", "joy", "anger", 0.5), link("opposite_of", "anger", "fear", 0.6)]
    better = [link("opposite_of", "joy", "sadness", 0.9), link("opposite_of", "fear", "sadness", 0.3)]
    assert keys(world(mini, *sides, *better).path("joy", "fear", via="opposite_of"))[1] == "sadness"
    assert keys(world(mini, *better, *sides).path("joy", "fear", via="opposite_of"))[1] == "sadness"
    equal = [link("opposite_of", "joy", key, 0.5) for key in ("sadness", "anger", "sadness/shame")]
    equal += [link("opposite_of", "fear", key, 0.5) for key in ("sadness", "anger", "sadness/shame")]
    for order in (equal, equal[::-1]):
        assert keys(world(mini, *order).path("joy", "fear", via="opposite_of"))[1] == "anger"
    unsure = world(mini, *sides, *better, link("opposite_of", "joy", "fear", 0.0))
    assert len(unsure.path("joy", "fear", via=EVERY)) == 2, "fewer steps go before surer links"


def test_each_step_is_described(mini: tone.KnowledgeBase) -> None:
    way = find_way(mini, "anger/envy/jealousy", "joy", EVERY)
    steps = describe_way(mini, way, EVERY)
    assert [step.text for step in steps] == [
        "jealousy narrower than envy",
        "envy composed of sadness",
        "sadness opposite of joy",
    ]
    assert [step.confidence for step in steps] == [1, 0.7, 0.95]
    assert describe_way(mini, ("sadness", "anger/envy"), "composed_of")[0].text == "sadness part of envy"
    [combined] = describe_way(mini, ("fear", "joy"), "plus_leads_to")
    assert combined.text == "fear plus relief leads to joy"
    assert combined.to_dict()["plus"] == "joy/relief"
    assert repr(combined) == "Step('fear plus relief leads to joy', confidence=0.8)"
    assert describe_way(mini, ("joy",), EVERY) == ()
    with pytest.raises(ValueError, match="no step leads from 'joy' to 'fear'"):
        describe_way(mini, ("joy", "fear"), EVERY)


def test_of_several_links_between_two_emotions_the_surest_is_told(mini: tone.KnowledgeBase) -> None:
    kb = world(mini, link("plus_leads_to", "fear|anger", "joy", 0.4), link("plus_leads_to", "fear|sadness", "joy", 0.7))
    assert describe_way(kb, ("fear", "joy"), "plus_leads_to")[0].text == "fear plus sadness leads to joy"


def test_a_card_shows_the_links(mini: tone.KnowledgeBase) -> None:
    card = mini["joy/relief"]._repr_html_()
    assert "leads to (with)" in card
    assert "joy (fear)" in card
    assert mini["anger/envy"].summarise_links() == {"composed of": "sadness, hope"}
    assert "opposite of" not in mini["joy/relief"]._repr_html_()


def test_a_shared_name_is_said_to_be_one(mini: tone.KnowledgeBase) -> None:
    with pytest.warns(tone.AmbiguousNameWarning, match="taking the broadest, joy/relief"):
        assert mini.combinations("relief")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mini.combinations("joy/relief")
