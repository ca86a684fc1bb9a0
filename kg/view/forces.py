"""A connected graph as arrays in, two-dimensional positions out: radial start, then forces with repulsion on a mesh.

The model is ForceAtlas2's (Jacomy et al. 2014: linear attraction along edges, repulsion in proportion to the degrees
of both ends). The repulsion of all pairs is a convolution and is computed on a grid by Fourier transform, as in
particle-mesh methods (Hockney & Eastwood 1988) and in t-FDP (Zhong et al. 2023), so that a step costs O(n + g log g)
and not O(n²).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Index = NDArray[np.intp]

FEW = 150
"""Nodes below which all pairs are computed: that is faster than the mesh, and exact."""
GRAVITY = 0.05
"""Pull of the centre for a unit of mass and distance: keeps long chains from blowing the picture up."""


def radial_start(neighbours: list[list[int]], root: int) -> Points:
    """Places a connected graph as a radial tree around `root`: each subtree gets an angle in proportion to its size.

    `neighbours[i]` are the neighbours of node i in a fixed order. Result: float array (n, 2), rings one unit apart.
    """
    n = len(neighbours)
    parent = [-1] * n
    depth = [0] * n
    order = [root]
    seen = [False] * n
    seen[root] = True
    children: list[list[int]] = [[] for _ in range(n)]
    for node in order:
        for other in neighbours[node]:
            if not seen[other]:
                seen[other] = True
                parent[other] = node
                depth[other] = depth[node] + 1
                children[node].append(other)
                order.append(other)
    weight = [1.0] * n
    for node in reversed(order):
        if parent[node] >= 0:
            weight[parent[node]] += weight[node]
    start = [0.0] * n
    span = [2 * np.pi] * n
    places = np.zeros((n, 2))
    for node in order:
        angle = start[node] + span[node] / 2
        places[node] = depth[node] * np.cos(angle), depth[node] * np.sin(angle)
        offset = start[node]
        below = weight[node] - 1.0
        for child in children[node]:
            start[child] = offset
            span[child] = span[node] * weight[child] / below
            offset += span[child]
    return places


def simulate(
    places: Points, edges: Index, mass: Points, *, steps: int, report: Callable[[float], None] | None = None
) -> Points:
    """Moves nodes by attraction and repulsion for `steps` steps while the longest allowed move shrinks to nothing.

    `places` (n, 2), `edges` (m, 2) node indices, `mass` (n,) repelling weight, usually degree + 1.
    `report` gets the share that is done, 0 to 1, after every step. Result: float array (n, 2), centred on the origin.
    """
    n = len(places)
    places = places * np.sqrt(n) / max(float(np.abs(places).max()), 1e-9)
    repulsion = _exact_repulsion if n < FEW else _Mesh(64 if n < 1500 else 128 if n < 6000 else 256)
    tail, head = edges[:, 0], edges[:, 1]
    longest = 0.12 * np.sqrt(n) + 0.5
    for step in range(steps):
        force = repulsion(places, mass)
        pull = places[head] - places[tail]
        for axis in (0, 1):
            force[:, axis] += np.bincount(tail, pull[:, axis], n) - np.bincount(head, pull[:, axis], n)
        force -= GRAVITY * mass[:, None] * places
        # a node with many neighbours feels many springs: its own step is divided by its mass to keep it from swinging
        move = force / mass[:, None]
        length = np.sqrt((move**2).sum(axis=1, keepdims=True))
        limit = longest * (1 - step / steps) ** 1.5 + 1e-3
        move *= np.minimum(1.0, limit / np.maximum(length, 1e-12)) * 0.9
        places = places + move
        if report is not None:
            report((step + 1) / steps)
    centred: Points = places - places.mean(axis=0)
    return centred


def _exact_repulsion(places: Points, mass: Points) -> Points:
    """Force on each node from all others, mass_i * mass_j / distance, pair by pair."""
    gap = places[:, None, :] - places[None, :, :]
    pull = mass[:, None] * mass[None, :] / ((gap**2).sum(axis=2) + 1e-2)
    force: Points = (gap * pull[:, :, None]).sum(axis=1)
    return force


class _Mesh:
    """The same by a square grid: masses are dealt out to cells, and a Fourier transform sums over all of them."""

    def __init__(self, grid: int) -> None:
        self.grid = grid
        steps = np.arange(2 * grid)
        reach = np.where(steps > grid, steps - 2 * grid, steps).astype(np.float64)
        dx, dy = reach[:, None], reach[None, :]
        # in cells; the force of a cell of another size is this one divided by it. The soft middle hides the cells.
        square = dx**2 + dy**2 + 0.25
        self.kernels = [np.fft.rfft2(axis / square) for axis in (dx, dy)]

    def __call__(self, places: Points, mass: Points) -> Points:
        grid = self.grid
        low = places.min(axis=0)
        cell = (float((places.max(axis=0) - low).max()) * 1.02 + 1e-6) / (grid - 2)
        scaled = (places - low) / cell + 0.5
        base = np.floor(scaled).astype(np.intp)
        part = scaled - base
        corners = []
        field = np.zeros(grid * grid)
        for right in (0, 1):
            for up in (0, 1):
                share = np.abs(1 - right - part[:, 0]) * np.abs(1 - up - part[:, 1])
                flat = (base[:, 0] + right) * grid + base[:, 1] + up
                field += np.bincount(flat, share * mass, grid * grid)
                corners.append((flat, share))
        spectrum = np.fft.rfft2(field.reshape(grid, grid), (2 * grid, 2 * grid))
        force = np.empty_like(places)
        for axis, kernel in enumerate(self.kernels):
            wave = np.fft.irfft2(spectrum * kernel, (2 * grid, 2 * grid))[:grid, :grid].ravel()
            force[:, axis] = sum(wave[flat] * share for flat, share in corners)
        force *= mass[:, None] / cell
        return force


def separate(places: Points, radius: Points, *, rounds: int = 60) -> Points:
    """Pushes circles apart until none of `radius` (n,) around `places` (n, 2) overlap, or `rounds` are over."""
    places = places.copy()
    reach = 2 * float(radius.max())
    for _ in range(rounds):
        left, right = near_pairs(places, reach)
        gap = places[right] - places[left]
        distance = np.sqrt((gap**2).sum(axis=1))
        need = radius[left] + radius[right] - distance
        close = need > 1e-6
        if not close.any():
            break
        left, right, gap, distance, need = left[close], right[close], gap[close], distance[close], need[close]
        # two nodes on one spot have no direction to part in: the index gives a fixed one
        angle = (left * 2.399963 + right).astype(np.float64)
        stuck = distance < 1e-9
        gap[stuck, 0], gap[stuck, 1] = np.cos(angle[stuck]), np.sin(angle[stuck])
        unit = gap / np.maximum(np.where(stuck, 1.0, distance), 1e-9)[:, None]
        total = radius[left] + radius[right]
        for ends, sign, share in ((left, -1.0, radius[right] / total), (right, 1.0, radius[left] / total)):
            for axis in (0, 1):
                push = sign * unit[:, axis] * need * share * 0.7
                places[:, axis] += np.bincount(ends, push, len(places))
    return places


def near_pairs(places: Points, reach: float) -> tuple[Index, Index]:
    """Pairs of nodes that can be closer than `reach`: each once, as two index arrays, found through square cells."""
    cell = np.floor((places - places.min(axis=0)) / reach).astype(np.int64)
    width = int(cell[:, 1].max()) + 3
    code = (cell[:, 0] + 1) * width + cell[:, 1] + 1
    order = np.argsort(code, kind="stable")
    ranked = code[order]
    lefts, rights = [], []
    for offset in (0, 1, width - 1, width, width + 1):
        first = np.searchsorted(ranked, ranked + offset, side="left")
        last = np.searchsorted(ranked, ranked + offset, side="right")
        if offset == 0:
            first = np.arange(len(ranked)) + 1
        count = np.maximum(last - first, 0)
        left = np.repeat(np.arange(len(ranked)), count)
        right = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        lefts.append(order[left])
        rights.append(order[right])
    return np.concatenate(lefts), np.concatenate(rights)
