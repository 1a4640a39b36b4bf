"""The tree: the released one word for word, and the laws that any tree keeps."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

import tone
from tone.model import EmotionRecord, Status, Tier
from tone.taxonomy import Taxonomy


def record(key: str) -> EmotionRecord:
    parent, _, label = key.rpartition("/")
    name = "".join(part.capitalize() for part in key.split("/"))
    return EmotionRecord(
        key, name, Tier(key.count("/") + 1), parent, label, "D.", label, (), "", "test", Status.ACCEPTED
    )


@st.composite
def taxonomies(draw: st.DrawFn) -> Taxonomy:
    keys: list[str] = []
    for primary in range(draw(st.integers(1, 3))):
        keys.append(f"p{primary}")
        for secondary in range(draw(st.integers(0, 3))):
            keys.append(f"p{primary}/s{secondary}")
            keys += [f"p{primary}/s{secondary}/t{n}" for n in range(draw(st.integers(0, 3)))]
    return Taxonomy(map(record, draw(st.permutations(keys))))


def as_graph(taxonomy: Taxonomy) -> nx.Graph[str]:
    """The same tree in networkx, with the root that joins the primaries."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(["", *taxonomy])
    graph.add_edges_from((key, key.rpartition("/")[0]) for key in taxonomy)
    return graph


@given(taxonomies(), st.data())
def test_paths_are_the_shortest_of_the_tree(taxonomy: Taxonomy, data: st.DataObject) -> None:
    first, second = (data.draw(st.sampled_from(sorted(taxonomy))) for _ in range(2))
    expected = nx.shortest_path(as_graph(taxonomy), first, second)
    assert taxonomy.path(first, second) == tuple(key for key in expected if key)
    assert taxonomy.distance(first, second) == len(expected) - 1
    assert taxonomy.distance(first, second) == taxonomy.distance(second, first)
    shared = [key for key in expected if first.startswith(key) and second.startswith(key)]
    assert (taxonomy.lca(first, second) or "") == shared[0]


@given(taxonomies())
def test_relations_are_inverse_and_exclude_the_node_itself(taxonomy: Taxonomy) -> None:
    for key in taxonomy:
        assert key not in {*taxonomy.ancestors(key), *taxonomy.descendants(key), *taxonomy.siblings(key)}
        assert all(key in taxonomy.descendants(above) for above in taxonomy.ancestors(key))
        assert all(taxonomy.ancestors(child)[0] == key for child in taxonomy.children(key))
        assert all(key in taxonomy.siblings(other) for other in taxonomy.siblings(key))
    order = list(taxonomy)
    assert len(order) == len(taxonomy) == len(set(order))
    assert all(order.index(above) < order.index(key) for key in order for above in taxonomy.ancestors(key))


def test_the_released_tree_is_parrotts_word_for_word(kb: tone.KnowledgeBase) -> None:
    tree = json.loads((DATA / "parrott.json").read_text("utf-8"))
    keys = {key for primary, groups in tree.items() for key in (primary, *(f"{primary}/{group}" for group in groups))}
    keys |= {f"{p}/{s}/{word}" for p, groups in tree.items() for s, words in groups.items() for word in words}
    assert set(kb) == keys
    assert [len(kb.emotions(tier=tier)) for tier in Tier] == [6, 25, 113]
    assert all(emotion.label == key.rpartition("/")[2] for key, emotion in kb.items())


def test_names_follow_the_rule_of_the_broadest(kb: tone.KnowledgeBase) -> None:
    taken: set[str] = set()
    for emotion in kb.emotions(tier=1) + kb.emotions(tier=2) + kb.emotions(tier=3):
        bare = emotion.label.capitalize()
        expected = bare if bare not in taken else f"{bare}{emotion.tier.name.capitalize()}"
        assert emotion.name == expected
        taken.add(bare)
    assert len({emotion.name for emotion in kb.values()}) == 144
    assert len({emotion.label for emotion in kb.values()}) == 135


@pytest.mark.parametrize(
    ("alias", "key"),
    [
        ("irritability", "anger/irritation"),
        ("attractiveness", "love/affection/attraction"),
        ("hatred", "anger/rage/hate"),
        ("defeatism", "sadness/neglect/defeat"),
        ("suspense", "fear/nervousness/tenseness"),
        ("crosspatch", "anger/irritation/grumpiness"),
        ("sexual desire", "love/lust"),
    ],
)
def test_names_of_the_other_lineage_are_aliases(kb: tone.KnowledgeBase, alias: str, key: str) -> None:
    assert alias in kb[key].aliases
    assert kb.resolve(alias).key == key


@pytest.mark.parametrize("word", ["bitter", "grouchy", "grumpy", "unhappy"])
def test_adjectives_of_the_other_lineage_are_experiencer_adjectives(kb: tone.KnowledgeBase, word: str) -> None:
    assert any(emotion.adjective == word for emotion in kb.values())
