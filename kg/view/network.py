"""Entities and facts in, a pyvis network with every position fixed out. The only module that imports pyvis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pyvis
from jinja2 import Environment
from pyvis.network import Network

from kg.errors import KgError
from kg.model import Entity, Knowledge
from kg.ontology import Ontology
from kg.view.layout import Progress, place

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": False, "tooltipDelay": 0, "keyboard": {"enabled": False}, "multiselect": False},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 1, "font": {"size": 0}},
    "edges": {"smooth": {"enabled": False}, "width": 1, "selectionWidth": 0, "hoverWidth": 0},
}
"""vis-network's options; colours follow the theme and are set in the page."""


def graph_of(knowledge: Knowledge, entities: Sequence[Entity]) -> nx.Graph:
    """The undirected graph of the entities and the pairs that at least one fact links; nodes and edges sorted."""
    graph = nx.Graph()
    graph.add_nodes_from(entity.key for entity in entities)
    graph.add_edges_from(
        sorted(
            (min(fact.subject, fact.object), max(fact.subject, fact.object))
            for fact in knowledge.facts
            if fact.subject != fact.object and fact.subject in graph and fact.object in graph
        )
    )
    return graph


def radius(weight: float) -> float:
    """Radius of a node in the page's units: its area grows with the weight, up to a limit.

    >>> radius(0), radius(16), radius(10_000)
    (4.5, 13.3, 28.0)
    """
    return round(min(28.0, 4.5 + 2.2 * math.sqrt(weight)), 1)


def assemble(
    knowledge: Knowledge,
    entities: Sequence[Entity],
    weights: Mapping[str, float],
    ontology: Ontology,
    progress: Progress | None = None,
) -> Network:
    """A pyvis network: node n is `entities[n]`; one edge for each pair of entities that share facts
    or stand below one another, however many facts those are.

    Positions come from `kg.view.layout`; background divisions stand amid the divisions below them.
    """
    graph = graph_of(knowledge, entities)
    sizes = {entity.key: radius(weights.get(entity.key, 0.0)) for entity in entities}
    places = place(graph, sizes, progress=progress)
    children: dict[str, list[tuple[int, int]]] = {}
    for low, high in knowledge.parents:
        if low in places and graph.degree[low]:
            children.setdefault(high, []).append(places[low])
    network = Network(directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    number = {}
    for position, entity in enumerate(entities):
        number[entity.key] = position
        x, y = places[entity.key]
        if not entity.documents and not graph.degree[entity.key] and entity.key in children:
            spots = children[entity.key]
            x, y = (round(sum(spot[axis] for spot in spots) / len(spots)) for axis in (0, 1))
        leaf = entity.classes[0]
        network.add_node(
            position, label=entity.name, shape=ontology.shape(leaf), color=ontology.colour(leaf), x=x, y=y,
            size=sizes[entity.key],
        )  # fmt: skip
    linked = {(number[a], number[b]) for a, b in graph.edges}
    known = linked | {(head, tail) for tail, head in linked}
    above = {(number[low], number[high]) for low, high in knowledge.parents if low in number and high in number}
    pairs = sorted(linked | (above - known))
    for tail, head in pairs:
        network.add_edge(tail, head)
    return network


def draw(network: Network, environment: Environment, template: str) -> str:
    """The page that pyvis renders through a template of ours; its own loads Bootstrap from a remote server."""
    network.templateEnv = environment
    network.path = template
    page: str = network.generate_html()
    return page


def library() -> str:
    """The source of the vis-network that pyvis ships; raises `KgError` where the package has none."""
    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    versions = sorted(folder.glob("vis-*/vis-network.min.js"))
    if not versions:
        raise KgError(f"pyvis has no vis-network below {folder}; reinstall pyvis")
    return versions[-1].read_text(encoding="utf-8")
