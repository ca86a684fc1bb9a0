"""A networkx graph in, a fixed position for every node out: the same graph gives the same picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx
import numpy as np

from kg.view.forces import Points, radial_start, separate, simulate
from kg.view.packing import block, pack

SPACING = 36.0
"""Room that one node gets, in the page's units: at 900 nodes the whole picture fits a screen at about zoom 1."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much of it is done and how much there is."""


def place(
    graph: nx.Graph, radius: Mapping[str, float], *, progress: Progress | None = None
) -> dict[str, tuple[int, int]]:
    """Positions, in whole units with y downwards, of all nodes; no two circles of `radius` overlap.

    Each connected component is laid out on its own, the small ones are packed around the largest, and nodes without
    an edge stand in rows below the picture.
    """
    connected = [sorted(part) for part in nx.connected_components(graph) if len(part) > 1]
    connected.sort(key=lambda part: (-len(part), part[0]))
    alone = sorted(node for node in graph if graph.degree[node] == 0)
    total = sum(map(len, connected)) or 1
    laid: list[Points] = []
    before = 0
    for part in connected:
        size = len(part)

        def report(share: float, size: int = size, before: int = before) -> None:
            if progress is not None:
                progress("layout", round(before + share * size), total)

        laid.append(_component(graph, part, radius, report))
        report(1.0)
        before += size
    laid = pack(laid, cell=0.75 * SPACING)
    floor = max((float(part[:, 1].max()) for part in laid), default=0.0)
    wide = max((float(np.ptp(part[:, 0])) for part in laid), default=0.0)
    rows = block(len(alone), width=max(wide, SPACING * np.sqrt(len(alone) + 1)), top=floor + 3 * SPACING, cell=SPACING)
    places: dict[str, tuple[int, int]] = {}
    for part, points in zip([*connected, alone], [*laid, rows], strict=True):
        for node, (x, y) in zip(part, points, strict=True):
            places[node] = (round(float(x)), round(float(y)))
    return places


def _component(
    graph: nx.Graph, part: list[str], radius: Mapping[str, float], report: Callable[[float], None]
) -> Points:
    """Positions of one connected component, centred, at SPACING per node and without overlap."""
    index = {node: number for number, node in enumerate(part)}
    degree = np.array([graph.degree[node] for node in part], dtype=np.float64)
    neighbours = [sorted(index[other] for other in graph[node] if other != node) for node in part]
    root = int(np.lexsort((np.arange(len(part)), -degree))[0])
    places = radial_start(neighbours, root)
    if len(part) > 3:
        edges = np.array(
            sorted((i, j) for i, others in enumerate(neighbours) for j in others if i < j), dtype=np.intp
        ).reshape(-1, 2)
        places = simulate(places, edges, degree + 1.0, steps=200 if len(part) < 3000 else 300, report=report)
    places = places * (SPACING / _room(places, neighbours))
    sizes = np.array([radius[node] + 5.0 for node in part])
    places = separate(places, sizes)
    centre = (places.max(axis=0) + places.min(axis=0)) / 2
    centred: Points = places - centre
    return centred


def _room(places: Points, neighbours: list[list[int]]) -> float:
    """Side of the square that each node would have if the nodes filled their middle 80 % evenly."""
    if len(places) < 12:
        gaps = [places[i] - places[j] for i, others in enumerate(neighbours) for j in others]
        return float(np.mean([np.hypot(*gap) for gap in gaps])) / 1.25
    low, high = np.quantile(places, [0.1, 0.9], axis=0)
    return float(np.sqrt(np.prod(np.maximum(high - low, 1e-3)) / (0.64 * len(places))))
