"""The knowledge base as a networkx graph.

Here, and only here, links are called edges, as networkx does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tone.model import LinkKind, Status

if TYPE_CHECKING:
    import networkx as nx

    from tone.emotion import Knowledge


def to_networkx(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """Build a directed multigraph of emotions.

    Args:
        knowledge: the emotions and their links.

    Returns:
        One node a key, with the attributes name, label, tier, primary and definition. Edges carry `kind`: "narrower"
        from parent to child, "opposite_of" in both directions, "composed_of" from whole to part; "plus_leads_to" from
        each operand to the result, with the other operand as `plus`. Edges of links carry `confidence`.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="TONE")
    taxonomy = knowledge.taxonomy
    for key in taxonomy:
        record = taxonomy.records[key]
        attributes: dict[str, Any] = {
            "name": record.name,
            "label": record.label,
            "tier": int(record.tier),
            "primary": key.partition("/")[0],
            "definition": record.definition,
        }
        graph.add_node(key, **attributes)
    for key in taxonomy:
        for child in taxonomy.children(key):
            graph.add_edge(key, child, key="narrower", kind="narrower")
    for link in knowledge.link_index.links:
        if link.status is not Status.ACCEPTED:
            continue
        kind = link.kind.value
        for subject in link.subjects:
            others = [other for other in link.subjects if other != subject]
            extra = {"plus": others[0]} if others else {}
            edge = f"{kind} {others[0]}" if others else kind
            graph.add_edge(subject, link.object, key=edge, kind=kind, confidence=link.confidence, **extra)
        if link.kind is LinkKind.OPPOSITE_OF:
            graph.add_edge(link.object, link.subjects[0], key=kind, kind=kind, confidence=link.confidence)
    return graph
