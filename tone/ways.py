"""Ways from emotion to emotion over links and tree, and the relation by which each step goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tone.emotion import Emotion, Knowledge
from tone.model import LinkKind
from tone.network import to_networkx

if TYPE_CHECKING:
    import networkx as nx

VIA = (*(kind.value for kind in LinkKind), "tree")
"""The relations that a way may go by."""

_THERE_AND_BACK = {
    "narrower": ("broader_than", "narrower_than"),
    "opposite_of": ("opposite_of", ""),  # the graph has these in both directions already
    "composed_of": ("composed_of", "part_of"),
    "plus_leads_to": ("leads_to", ""),  # not back: the result comes after its operands
}
"""What a step of each kind is called in its direction, and against it; "" where it is not taken."""

_DOUBT = 1_000_000
"""Doubt in whole millionths, so that sums of it compare exactly."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way.

    Attributes:
        first: the emotion it leaves.
        relation: what the first is to the second: opposite_of, composed_of, part_of or leads_to; in the tree
            narrower_than, broader_than, or between primaries sibling_of.
        second: the emotion it reaches.
        plus: for leads_to, the other operand.
        confidence: that of the link, 0 to 1; 1 in the tree.
    """

    first: Emotion
    relation: str
    second: Emotion
    plus: Emotion | None = None
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """The step in words, as in ``joy opposite of sadness`` or ``fear plus relief leads to joy``."""
        plus = f" plus {self.plus.qualified_label}" if self.plus else ""
        words = self.relation.replace("_", " ")
        return f"{self.first.qualified_label}{plus} {words} {self.second.qualified_label}"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "first": self.first.key,
            "relation": self.relation,
            "second": self.second.key,
            "plus": self.plus.key if self.plus else None,
            "confidence": self.confidence,
        }

    def __repr__(self) -> str:
        """Show the essentials."""
        return f"Step({self.text!r}, confidence={self.confidence:g})"


def find_way(knowledge: Knowledge, first: str, second: str, via: str | Iterable[str]) -> tuple[str, ...]:
    """Find a way of the fewest steps over some relations, and of those the one whose links are surest.

    Args:
        knowledge: the emotions and their links.
        first: key of the emotion where the way begins.
        second: key of the emotion where it ends.
        via: the relations to go by, one or several of `VIA`. A combination is walked only from an operand to the
            result; the others both ways.

    Returns:
        The keys on the way, both ends included; ties break by tier, then key. Empty if there is no way.

    Raises:
        ValueError: `via` is empty or names no such relation.

    Example:
        >>> import tone
        >>> find_way(tone.load(), "joy/optimism/hope", "joy", "tree")
        ('joy/optimism/hope', 'joy/optimism', 'joy')
    """
    import networkx as nx

    graph = _walkable(knowledge, via)
    left = nx.single_source_dijkstra_path_length(graph.reverse(copy=False), second, weight="cost")
    if first not in left:
        return ()
    records, keys = knowledge.taxonomy.records, [first]
    while keys[-1] != second:
        onward = graph.out_edges(keys[-1], data=True)
        ahead = [(data["cost"] + left[key], records[key].tier, key) for _, key, data in onward if key in left]
        keys.append(min(ahead)[-1])
    return tuple(keys)


def describe_way(knowledge: Knowledge, keys: Sequence[str], via: str | Iterable[str] | None = None) -> tuple[Step, ...]:
    """Tell by which relation each step of a way goes.

    Args:
        knowledge: the emotions and their links.
        keys: the keys on the way, as `find_way` or `tone.taxonomy.Taxonomy.path` gives them.
        via: the relations that it goes by, as for `find_way`; None for the way through the tree.

    Returns:
        One step less than there are keys. Where several links join the two emotions, the surest is told.

    Raises:
        ValueError: `via` names no such relation, or does not join two neighbours on the way.

    Example:
        >>> import tone
        >>> kb = tone.load()
        >>> [step.text for step in describe_way(kb, kb.taxonomy.path("joy/optimism", "fear"))]
        ['optimism narrower than joy', 'joy sibling of fear']
    """
    if via is None:
        return tuple(_tree_step(knowledge, first, second) for first, second in pairwise(keys))
    graph = _walkable(knowledge, via)
    steps = []
    for first, second in pairwise(keys):
        if not graph.has_edge(first, second):
            raise ValueError(f"no step leads from {first!r} to {second!r} over {via!r}; find a way with find_way")
        ahead = [(data["cost"], name, data) for name, data in graph[first][second].items()]
        _, _, surest = min(ahead, key=lambda entry: entry[:2])
        plus = knowledge[surest["plus"]] if "plus" in surest else None
        steps.append(Step(knowledge[first], surest["relation"], knowledge[second], plus, surest["weight"]))
    return tuple(steps)


def _walkable(knowledge: Knowledge, via: str | Iterable[str]) -> nx.MultiDiGraph[str]:
    """Give the graph of the steps that may be taken; their cost puts few steps first, then sure links."""
    import networkx as nx

    names = (via,) if isinstance(via, str) else tuple(via)
    wrong = [name for name in names if name not in VIA]
    if wrong or not names:
        raise ValueError(
            f"no relation {wrong[0] if wrong else ''!r} to go by: expected one or several of {', '.join(VIA)}"
        )
    kinds = {"narrower" if name == "tree" else str(getattr(name, "value", name)) for name in names}
    known = to_networkx(knowledge)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(known)
    step = _DOUBT * len(known)  # no way is so long that its doubts add up to another step
    for first, second, name, data in known.edges(keys=True, data=True):
        if data["kind"] not in kinds:
            continue
        there, back = _THERE_AND_BACK[data["kind"]]
        cost = step + round(_DOUBT * (1 - data["weight"]))
        graph.add_edge(first, second, key=name, **data, relation=there, cost=cost)
        if back:
            graph.add_edge(second, first, key=f"{name} back", **data, relation=back, cost=cost)
    return graph


def _tree_step(knowledge: Knowledge, first: str, second: str) -> Step:
    records = knowledge.taxonomy.records
    up, down = records[first].parent == second, records[second].parent == first
    relation = "narrower_than" if up else "broader_than" if down else "sibling_of"
    return Step(knowledge[first], relation, knowledge[second])
