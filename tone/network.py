"""The knowledge base as a networkx graph.

Here, and only here, links are called edges, as networkx does.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tone.links import record_name
from tone.model import LinkKind

if TYPE_CHECKING:
    import networkx as nx

    from tone.emotion import Knowledge


def to_networkx(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """Build a directed multigraph of emotions, with the edges that the RDF graph has as plain triples.

    Args:
        knowledge: the emotions and their links.

    Returns:
        One node a key, with the attributes name, label, tier, primary and definition. Edges carry `kind`: "narrower"
        from parent to child, "opposite_of" in both directions, "composed_of" from whole to part; "plus_leads_to" from
        each operand to the result. All carry `weight`, 0 to 1: the confidence of a link, 1 in the tree. Edges of links
        carry `confidence`, and `methods` and `evidence` as text joined by " | "; those of a combination also the other
        operand as `plus`, and as `combination` the CURIE of its record, which its two edges share. An edge's own key is
        its kind, and for a combination the kind and the other operand.

    Example:
        >>> import tone
        >>> graph = to_networkx(tone.load())
        >>> graph.edges["joy", "joy/optimism", "narrower"]
        {'kind': 'narrower', 'weight': 1.0}
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
            graph.add_edge(key, child, key="narrower", kind="narrower", weight=1.0)
    for link in knowledge.link_index.in_use():
        kind = link.kind.value
        attributes = {
            "kind": kind,
            "confidence": link.confidence,
            "weight": link.confidence,
            "methods": " | ".join(link.methods),
            "evidence": " | ".join(link.evidence),
        }
        if link.kind is LinkKind.PLUS_LEADS_TO:
            combination = f"tone:{record_name(link, taxonomy.records)}"
            for operand, plus in (link.subjects, link.subjects[::-1]):
                own = {**attributes, "plus": plus, "combination": combination}
                graph.add_edge(operand, link.object, key=f"{kind} {plus}", **own)
            continue
        graph.add_edge(link.subjects[0], link.object, key=kind, **attributes)
        if link.kind is LinkKind.OPPOSITE_OF:
            graph.add_edge(link.object, link.subjects[0], key=kind, **attributes)
    return graph


def to_graphml(knowledge: Knowledge) -> bytes:
    """Write the graph of `to_networkx` as GraphML that Gephi and Cytoscape open with names, labels and weights.

    Args:
        knowledge: the emotions and their links.

    Returns:
        UTF-8 bytes, the same for the same knowledge. The id of a node is its key. Edges have an `id` of their own,
        `label` and `name` for people, and `interaction` for Cytoscape, beside the attributes of `to_networkx`.
        Attributes are of the types string, int and double.
    """
    from networkx.readwrite.graphml import GraphMLWriter

    graph = to_networkx(knowledge)
    for first, second, data in graph.edges(data=True):
        kind, ends = data["kind"], [first, second]
        plus = f" + {data['plus']}" if "plus" in data else ""
        names = [graph.nodes[key]["name"] for key in (*ends, *([data["plus"]] if plus else []))]
        data["id"] = ".".join((kind, *names))
        data["label"] = data["interaction"] = kind
        data["name"] = f"{first}{plus} ({kind}) {second}"
    # networkx would take lxml where that is installed, and write other bytes
    writer = GraphMLWriter(edge_id_from_attribute="id")
    writer.xml_type[int] = "int"  # tiers need no "long"
    writer.add_graph_element(graph)
    buffer = io.BytesIO()
    writer.dump(buffer)
    return buffer.getvalue()
