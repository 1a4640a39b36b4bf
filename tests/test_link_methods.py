"""The methods that propose links, each on the smallest world in which it must and must not speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.build.dependencies import combinations, compositions, opposites
from tone.build.dependencies.antonyms import Antonym, morphological_opposites, wordnet_antonyms
from tone.build.dependencies.claims import Claim, combination, composition, opposite, weigh
from tone.build.dependencies.definitions import Definition, gather_definitions, words_of
from tone.build.dependencies.parameters import RELIABILITY
from tone.build.dependencies.propose import read_texts
from tone.build.dependencies.theory import TABLE, from_theory, read_theory
from tone.build.dependencies.vocabularies import Vocabularies, axis, centres, read_vocabularies, related, valences
from tone.build.records import Candidate
from tone.embed.encoder import HashingEncoder
from tone.errors import TableError
from tone.model import LinkKind
from tone.tables import ENTRIES


@pytest.fixture(scope="module")
def world(mini: tone.KnowledgeBase) -> Vocabularies:
    return read_vocabularies(mini.taxonomy.records.values(), mini.lexicon.entries)


def ends(claims: Sequence[Claim]) -> dict[tuple[tuple[str, ...], tuple[str, ...]], float]:
    return {claim.ends[1:]: claim.score for claim in claims}


@dataclass(frozen=True)
class FakeLemma:
    text: str
    opposites: tuple[str, ...] = ()
    kin: tuple[FakeLemma, ...] = ()

    def name(self) -> str:
        return self.text

    def antonyms(self) -> list[FakeLemma]:
        return [LEMMAS.get(text, FakeLemma(text)) for text in self.opposites]

    def derivationally_related_forms(self) -> list[FakeLemma]:
        return list(self.kin)


LEMMAS = {"hopeless": FakeLemma("hopeless", kin=(FakeLemma("hopelessness"),))}
HOPEFUL = FakeLemma("hopeful", ("hopeless",))


@dataclass(frozen=True)
class FakeSynset:
    words: tuple[FakeLemma, ...]
    near: tuple[FakeSynset, ...] = ()
    gloss: str = ""
    file: str = "noun.feeling"

    def lemmas(self) -> list[FakeLemma]:
        return list(self.words)

    def similar_tos(self) -> list[FakeSynset]:
        return list(self.near)

    def definition(self) -> str:
        return self.gloss

    def lexname(self) -> str:
        return self.file


@dataclass(frozen=True)
class FakeWordNet:
    senses: Mapping[str, list[FakeSynset]] = field(default_factory=dict)

    def synsets(self, form: str) -> list[FakeSynset]:
        return self.senses.get(form, [])


def test_antonyms_are_direct_derived_and_of_similar_adjectives() -> None:
    head = FakeSynset((HOPEFUL,))
    wordnet = FakeWordNet(
        {
            "hopeful": [head],
            "hope": [FakeSynset((FakeLemma("hope", kin=(HOPEFUL,)),))],
            "bright": [FakeSynset((FakeLemma("bright"),), near=(head,))],
        }
    )
    forms = {"hopeful", "hope", "bright", "hopeless", "hopelessness"}
    assert {pair[:2]: pair.strength for pair in wordnet_antonyms(wordnet, forms)} == {
        ("hopeful", "hopeless"): 1.0,
        ("hope", "hopeless"): 0.7,
        ("hope", "hopelessness"): 0.7,
        ("bright", "hopeless"): 0.4,
    }


def test_endings_and_prefixes_make_opposites() -> None:
    forms = {"hope", "hopeful", "hopeless", "like", "dislike", "happy", "unhappy", "under", "der", "united", "ited"}
    assert {pair[:2] for pair in morphological_opposites(forms)} == {
        ("hope", "hopeless"),
        ("hopeful", "hopeless"),
        ("dislike", "like"),
        ("happy", "unhappy"),
        ("ited", "united"),
    }


def test_many_antonyms_make_opposites_and_scattered_ones_do_not(world: Vocabularies) -> None:
    pairs = [Antonym("hope", "despair", 1.0), Antonym("hopeful", "despairing", 1.0), Antonym("happy", "sad", 1.0)]
    scattered = [Antonym("happy", word, 1.0) for word in ("guilty", "envious", "worried", "ashamed")]
    claims = list(opposites.from_antonyms([*pairs, *scattered], world, method="antonyms", source="wordnet"))
    scores = ends(claims)
    assert scores[("joy/optimism/hope",), ("sadness/sadness/despair",)] > 0.6
    assert scores[("joy/cheerfulness/happiness",), ("sadness",)] < 0.4
    assert scores[("joy",), ("sadness",)] > 0, "primaries are compared with all the words below them"
    assert all(not related(claim.ends[1][0], claim.ends[2][0]) for claim in claims)
    best = max(claims, key=lambda claim: claim.score)
    assert "hope : despair" in best.evidence[0]
    assert best.evidence[0].startswith("wordnet: ")


def test_a_definition_that_denies_makes_opposites(world: Vocabularies) -> None:
    valence = {key: {"joy": 0.5}.get(key.partition("/")[0], -0.5) for key in world.keys}
    denying = Definition("sadness/sadness/despair", "despair", "a state in which all hope is lost or absent", "wordnet")
    alike = Definition("sadness/sadness", "sadness", "an emotion of loss, with worry and despair", "wordnet")
    plain = Definition("joy/optimism", "optimism", "a state of hope, with sadness in the end", "wordnet")
    claims = list(opposites.from_definitions([denying, alike, plain], world, valence))
    assert ends(claims) == {(("joy/optimism/hope",), ("sadness/sadness/despair",)): 1.0}


def test_contrary_valence_at_like_activation_makes_opposites(world: Vocabularies) -> None:
    valence = dict.fromkeys(world.keys, 0.0) | {"joy": 0.5, "sadness": -0.5, "fear": -0.5}
    activation = dict.fromkeys(world.keys, 0.5) | {"fear": 1.0}
    scores = ends(list(opposites.from_circumplex(world, valence, activation)))
    assert scores == {(("joy",), ("sadness",)): 1.0, (("fear",), ("joy",)): 0.5}


def test_opposites_are_alike_but_for_the_axis_of_polarity() -> None:
    records = dict.fromkeys(("a", "b", "c"))
    world = Vocabularies(records, {key: {} for key in records}, {})  # type: ignore[arg-type]
    vectors = np.array([[0.9, 0.43, 0.0], [0.9, -0.43, 0.0], [0.0, -0.43, 0.9]], dtype=np.float32)
    direction = np.array([0, 1, 0], dtype=np.float32)
    scores = ends(list(opposites.from_polarity_axis(world, vectors, direction, cited="minilm: ")))
    assert scores == {(("a",), ("b",)): 1.0}


def test_text_that_contrasts_makes_opposites(world: Vocabularies) -> None:
    texts = [
        "from hope to despair",
        "neither hope nor despair",
        "more hope than despair",
        "hope and joy",
        "joy or envy",
    ]
    claims = list(opposites.from_contrasts(texts, world))
    assert list(ends(claims)) == [(("joy/optimism/hope",), ("sadness/sadness/despair",))]
    assert "3 times" in claims[0].evidence[0]


def test_valence_is_drawn_to_zero_where_few_words_are_rated(world: Vocabularies) -> None:
    found = valences(world, {"envy": -1.0, "joy": 1.0, "joyful": 1.0}, 2.0)
    assert found["anger/envy"] == pytest.approx(-1 / 3)
    assert found["joy"] == pytest.approx(2 / 4)
    assert found["fear"] == 0


def test_parts_do_not_tell_the_tree_again() -> None:
    whole = "anger/envy"
    assert compositions.may_be_parts(whole, ("anger", "sadness"))
    assert not compositions.may_be_parts(whole, ("anger", "anger/envy/jealousy")), "a part below the whole"
    assert not compositions.may_be_parts(whole, ("anger/rage", "sadness")), "a sibling"
    assert not compositions.may_be_parts(whole, ("sadness", "sadness/shame")), "a part above the other"
    assert not compositions.may_be_parts("anger", ("fear", "sadness")), "primaries are simple"


def test_a_definition_that_names_two_makes_a_composition(world: Vocabularies) -> None:
    joined = Definition("anger/envy", "envy", "sadness mixed with fear at what another has", "wordnet")
    in_time = Definition("anger/envy/jealousy", "jealousy", "sadness and fear after a relief", "wordnet")
    found = ends(list(compositions.from_definitions([joined, in_time], world)))
    assert found[("anger/envy",), ("fear", "sadness")] == 1.0
    assert found[("anger/envy/jealousy",), ("fear", "sadness")] == 0.5
    after = ends(list(combinations.from_definitions([joined, in_time], world)))
    assert after[("fear", "joy/relief"), ("anger/envy/jealousy",)] == 1.0
    assert all(place[1] != ("anger/envy",) for place in after), "no word of sequence, no combination"


def test_words_in_common_make_a_composition(world: Vocabularies) -> None:
    def claimed(form: str, *emotions: str) -> list[Candidate]:
        return [Candidate(form, "", emotion, "moby", "forward", 1.0) for emotion in emotions]

    rows = [
        *(row for n in range(9) for row in claimed(f"a{n}", "anger/envy", "sadness")),
        *(row for n in range(9) for row in claimed(f"b{n}", "anger/envy", "fear")),
        *claimed("c", "anger/envy", "joy"),
        *(row for n in range(400) for row in claimed(f"d{n}", "joy", "joy/optimism")),
    ]
    claims = list(compositions.from_shared_vocabulary(rows, world))
    best = max((claim for claim in claims if claim.ends[1] == ("anger/envy",)), key=lambda claim: claim.score)
    assert best.ends[2] == ("fear", "sadness")
    assert "a0, a1" in " ".join(best.evidence)


def test_a_centre_that_is_a_sum_is_decomposed(world: Vocabularies) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn comes with the extra 'embeddings'")
    rng = np.random.default_rng(7)
    keys = world.keys
    vectors = rng.normal(size=(len(keys), 40)).astype(np.float32)
    family = {key: [row for row, other in enumerate(keys) if f"{other}/".startswith(f"{key}/")] for key in keys}
    vectors[keys.index("sadness/shame")] = 0  # its words would be in sadness as well
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    fear, joy = (vectors[family[key]].mean(axis=0) for key in ("fear", "joy"))
    total = fear / np.linalg.norm(fear) + joy / np.linalg.norm(joy)
    vectors[keys.index("sadness/shame/guilt")] = total / np.linalg.norm(total)
    claims = [
        claim
        for claim in compositions.from_decomposition(world, vectors, cited="minilm: ")
        if claim.ends[1] == ("sadness/shame/guilt",)
    ]
    assert claims[0].ends[2] == ("fear", "joy")
    assert claims[0].score > 0.7


def test_a_sum_that_is_near_a_third_makes_a_combination() -> None:
    keys = ["anger", "fear", "joy", "sadness"]
    records = dict.fromkeys(keys)
    world = Vocabularies(records, {key: {} for key in keys}, {})  # type: ignore[arg-type]
    vectors = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.7071, 0.7071, 0]], dtype=np.float32)
    claims = list(combinations.from_vectors(world, vectors, cited="minilm: "))
    assert claims[0].ends == combination(("anger", "fear"), "sadness")
    assert claims[0].score == 1.0


def test_transitions_count_sequences_once_and_above_chance() -> None:
    told = [["fear", "joy/relief", f"joy/{name}"] for name in "abcdefg"]
    copied = [["anger", "fear", "sadness/shame"]] * 50
    noise = [["joy/optimism", "anger", f"love/{name}"] for name in "abcdefghijkl"]
    claims = list(combinations.from_transitions([*told, *copied, *noise]))
    assert not [claim for claim in claims if claim.ends[2] == ("sadness/shame",)], "copies count once"
    again = [[*reading[:2], "surprise/x"] for reading in told for _ in range(3)]
    distinct = [["fear", "joy/relief", *(["anger"] * n), "surprise/x"] for n in range(1, 8)]
    claims = list(combinations.from_transitions([*told, *again, *distinct, *noise]))
    assert combination(("fear", "joy/relief"), "surprise/x") in {claim.ends for claim in claims}


def test_combinations_do_not_tell_the_tree_again() -> None:
    assert combinations.may_combine("fear", "joy/relief", "joy"), "a family may be the result of one of its own"
    assert not combinations.may_combine("fear", "fear/horror", "joy"), "one operand is a shade of the other"
    assert not combinations.may_combine("fear", "joy", "joy")
    assert not combinations.may_combine("fear", "joy/relief", "joy/relief/relief")


def test_texts_are_read_without_what_they_deny(mini: tone.KnowledgeBase) -> None:
    told: list[tuple[int, int]] = []
    texts = ["I was worried, then not happy but hopeful", *[""] * 999]
    readings = read_texts(mini, texts, lambda *numbers: told.append(numbers))
    assert readings[0] == ["fear/nervousness/worry", "joy/optimism/hope"]
    assert told == [(1000, 1000)]


def test_definitions_are_ours_and_those_of_feeling(world: Vocabularies) -> None:
    senses = {
        "envy": [FakeSynset((), gloss="spite at another's luck"), FakeSynset((), gloss="a sin", file="noun.act")],
        "hope": [FakeSynset((), gloss="a feeling of trust", file="noun.person")],
    }
    found = list(gather_definitions(world, FakeWordNet(senses)))
    assert sum(definition.source == "TONE" for definition in found) == len(world.keys)
    assert {d.text for d in found if d.source == "wordnet"} == {"spite at another's luck", "a feeling of trust"}
    assert words_of("Love's end, half-hoped") == ["love's", "end", "half-hoped"]


def test_centres_and_axes_have_length_one(world: Vocabularies, mini: tone.KnowledgeBase) -> None:
    encoder = HashingEncoder()
    found = centres(world, mini.lexicon.entries, encoder)
    assert found.shape == (len(world.keys), 64)
    lengths = np.linalg.norm(found, axis=1)
    assert np.allclose(lengths[lengths > 0], 1, atol=1e-5)
    assert np.linalg.norm(axis(encoder, ["good", "fine"], ["bad"])) == pytest.approx(1, abs=1e-5)


def test_forms_with_two_senses_count_half(world: Vocabularies) -> None:
    key, weight = world.holders["bitter"]
    assert key in ("anger/envy", "sadness/sadness")
    assert weight <= 0.5


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=4))
def test_more_witnesses_never_make_a_link_less_sure(scores: list[float]) -> None:
    methods = list(RELIABILITY[LinkKind.OPPOSITE_OF])
    claims = [
        Claim(opposite("a", "b"), method, score, ("TONE: x",)) for method, score in zip(methods, scores, strict=False)
    ]
    confidences = [weigh(claims[:count], RELIABILITY)[0].confidence for count in range(1, len(claims) + 1)]
    assert confidences == sorted(confidences)
    assert all(0 <= confidence <= 1 for confidence in confidences)


def test_claims_are_joined_by_noisy_or() -> None:
    place = composition("c", ("b", "a"))
    claims = [
        Claim(place, "decomposition", 0.5, ("minilm: x",)),
        Claim(place, "definitions", 1.0, ("TONE: y", "wordnet: z")),
        Claim(place, "hearsay", 1.0, ("TONE: no",)),
    ]
    [proposal] = weigh(claims, RELIABILITY)
    reliability = RELIABILITY[LinkKind.COMPOSED_OF]
    doubt = (1 - 0.5 * reliability["decomposition"]) * (1 - reliability["definitions"])
    assert proposal.confidence == pytest.approx(1 - doubt, abs=5e-4)
    assert proposal.objects == ("a", "b")
    assert proposal.methods == ("decomposition", "definitions"), "a method without reliability says nothing"
    assert proposal.evidence == ("TONE: y", "minilm: x", "wordnet: z")


THEORY = "kind\tsubjects\tobjects\twork\tfit\tstatement\n"
GOOD = "composed_of\tanger/envy\tanger|sadness\tPlutchik 1980\texact\tsadness and anger make envy\n"


def test_theory_gives_dyads_and_theory(tmp_path: Path, world: Vocabularies) -> None:
    path = tmp_path / "theory.tsv"
    near = "plus_leads_to\tfear|joy/relief\tjoy\tTomkins 1962\tnear\tjoy as fear goes\n"
    below = "composed_of\tjoy/optimism\tanger|joy/optimism/hope\tTomkins 1962\texact\tthe tree again\n"
    path.write_text(THEORY + "".join(sorted([GOOD, near, below])), "utf-8")
    rows = read_theory(path, world.records, {"Plutchik 1980", "Tomkins 1962"})
    assert {(claim.method, claim.score, claim.ends[1:]) for claim in from_theory(rows)} == {
        ("dyads", 1.0, (("anger/envy",), ("anger", "sadness"))),
        ("theory", 0.7, (("fear", "joy/relief"), ("joy",))),
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD.replace("sadness\t", "sorrow\t"), "row 2, column objects: no emotion has the key 'sorrow'"),
        (GOOD.replace("1980", "1880"), "row 2, column work: 'Plutchik 1880' is no work"),
        (GOOD.replace("anger|sadness", "sadness"), "row 2, column kind: composed_of with 1 subjects and 1 objects"),
        (GOOD.replace("anger|", "anger/envy|"), "row 2, column objects: an emotion stands on both sides"),
        (GOOD.replace("exact", "roughly"), "row 2, column fit: 'roughly' is not one of exact, near"),
        (GOOD.replace("composed_of", "opposite_of"), "row 2, column kind"),
    ],
)
def test_a_bad_row_of_theory_is_named(tmp_path: Path, world: Vocabularies, row: str, message: str) -> None:
    path = tmp_path / "theory.tsv"
    path.write_text(THEORY + row, "utf-8")
    with pytest.raises(TableError, match=message.replace("|", r"\|")):
        read_theory(path, world.records, {"Plutchik 1980"})


def test_the_released_theory_can_be_read(kb: tone.KnowledgeBase) -> None:
    from conftest import ROOT

    from tone.literature import citable
    from tone.resources import find_data

    folder = find_data(ROOT)
    rows = read_theory(folder.vocab / "theory.tsv", kb.taxonomy.records, citable(folder))
    assert rows == tuple(sorted(rows, key=TABLE.sort_key))
    assert ENTRIES.read(folder.entries)
