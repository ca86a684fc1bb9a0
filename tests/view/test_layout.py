"""Positions: the same every time, without overlap, islands beside the main land."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.forces import near_pairs, radial_start, separate, simulate
from kg.view.layout import place
from kg.view.network import graph_of
from kg.view.packing import block, pack
from tests.view.made import make


def _graph(count: int) -> nx.Graph:
    knowledge = make(count)
    return graph_of(knowledge, knowledge.entities)


def test_the_same_graph_gives_the_same_places_in_whatever_order_it_is_told() -> None:
    graph = _graph(200)
    radius = dict.fromkeys(graph, 6.0)
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(graph)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert place(graph, radius) == place(shuffled, radius)


def test_no_two_nodes_overlap() -> None:
    graph = _graph(400)
    radius = {node: 5.0 + 2 * graph.degree[node] ** 0.5 for node in graph}
    places = place(graph, radius)
    nodes = sorted(places)
    points = np.array([places[node] for node in nodes], dtype=np.float64)
    gaps = np.sqrt(((points[:, None] - points[None, :]) ** 2).sum(axis=2))
    sizes = np.array([radius[node] for node in nodes])
    gaps[np.diag_indices(len(nodes))] = np.inf
    assert (gaps > sizes[:, None] + sizes[None, :]).all()


def test_neighbours_are_nearer_than_strangers() -> None:
    graph = _graph(300)
    places = place(graph, dict.fromkeys(graph, 5.0))
    main = max(nx.connected_components(graph), key=len)
    points = np.array([places[node] for node in sorted(main)], dtype=np.float64)
    spread = float(np.sqrt(((points - points.mean(axis=0)) ** 2).sum(axis=1)).mean())
    lengths = [float(np.hypot(*np.subtract(places[a], places[b]))) for a, b in graph.edges]
    assert float(np.median(lengths)) < spread / 2


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    graph = _graph(100)
    place(graph, dict.fromkeys(graph, 5.0), progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1] == told[-1][2]


def test_nothing_and_a_single_node_and_a_lonely_pair() -> None:
    assert place(nx.Graph(), {}) == {}
    assert len(place(nx.empty_graph(1), {0: 5.0})) == 1
    pair = place(nx.path_graph(2), {0: 5.0, 1: 5.0})
    assert pair[0] != pair[1]


def test_the_radial_start_gives_each_ring_its_distance() -> None:
    places = radial_start([[1, 2], [0, 3], [0], [1]], 0)
    assert np.allclose(np.hypot(*places.T), [0, 1, 1, 2])


def test_forces_pull_what_is_linked_together() -> None:
    # two triangles with one link between them
    edges = np.array([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)], dtype=np.intp)
    start = radial_start([[1, 2], [0, 2], [0, 1, 3], [2, 4, 5], [3, 5], [3, 4]], 0)
    places = simulate(start, edges, np.bincount(edges.ravel()) + 1.0, steps=200)
    inside = np.linalg.norm(places[0] - places[1])
    across = np.linalg.norm(places[0] - places[5])
    assert inside < across / 1.5


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=40))
def test_circles_are_parted_even_from_one_spot(spots: list[tuple[int, int]]) -> None:
    points = np.array(spots, dtype=np.float64)
    radius = np.full(len(points), 4.0)
    parted = separate(points, radius, rounds=2000)
    gaps = np.sqrt(((parted[:, None] - parted[None, :]) ** 2).sum(axis=2))
    gaps[np.diag_indices(len(points))] = np.inf
    assert (gaps > 7.99).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=60, unique=True))
def test_all_near_pairs_are_found_once(spots: list[tuple[int, int]]) -> None:
    points = np.array(spots, dtype=np.float64)
    left, right = near_pairs(points, 10.0)
    found = [tuple(sorted(map(int, pair))) for pair in zip(left, right, strict=True)]
    assert len(found) == len(set(found))
    gaps = np.sqrt(((points[:, None] - points[None, :]) ** 2).sum(axis=2))
    near = {(i, j) for i in range(len(points)) for j in range(i + 1, len(points)) if gaps[i, j] < 10.0}
    assert near <= set(found)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=8), max_size=12))
def test_packed_parts_keep_their_shape_and_their_distance(parts: list[list[tuple[int, int]]]) -> None:
    points = sorted((np.array(part, dtype=np.float64) for part in parts), key=len, reverse=True)
    packed = pack(points, cell=36.0)
    for before, after in zip(points, packed, strict=True):
        assert np.allclose(before - before[0], after - after[0])
    for n, one in enumerate(packed):
        for other in packed[n + 1 :]:
            gaps = np.sqrt(((one[:, None] - other[None, :]) ** 2).sum(axis=2))
            assert gaps.min() > 36.0


def test_a_block_is_centred_and_no_wider_than_asked() -> None:
    rows = block(25, width=360, top=100, cell=36)
    assert len({y for _, y in rows}) == 3
    assert np.ptp(rows[:, 0]) <= 360
    assert abs(rows[:10, 0].mean()) < 1e-9
    assert rows[:, 1].min() == 100
