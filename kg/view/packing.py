"""Laid-out components in, the same components moved beside each other out: close together and never overlapping."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.view.forces import Points

Mask = NDArray[np.bool_]


def pack(parts: list[Points], *, cell: float) -> list[Points]:
    """Moves each of `parts` (float arrays (n, 2), largest first) to the free place nearest the centre.

    Free is judged on squares of side `cell`, as in polyomino packing (Freivalds et al. 2002).
    """
    if len(parts) < 2:
        return parts
    span = sum(float(np.ptp(part, axis=0).max()) + 4 * cell for part in parts[:1])
    span += 2 * np.sqrt(sum(float(np.prod(np.ptp(part, axis=0) + 3 * cell)) for part in parts[1:]))
    half = int(span / cell) + 4
    taken = np.zeros((2 * half, 2 * half), dtype=bool)
    axis = np.arange(2 * half) - half
    cost = axis[:, None] ** 2 + axis[None, :] ** 2
    spots = np.stack(np.unravel_index(np.argsort(cost, axis=None, kind="stable"), cost.shape), axis=1)
    first_free: dict[bytes, int] = {}
    moved = []
    for part in parts:
        mask, low = _mask(part, cell)
        shape = np.array(mask.shape)
        outline = mask.tobytes() + repr(mask.shape).encode()
        at = first_free.get(outline, 0)
        corner = spots[at] - shape // 2
        while not _fits(taken, mask, corner):
            at += 1
            corner = spots[at] - shape // 2
        first_free[outline] = at
        taken[corner[0] : corner[0] + shape[0], corner[1] : corner[1] + shape[1]] |= mask
        moved.append(part - low + (corner - half) * cell)
    return moved


def _mask(part: Points, cell: float) -> tuple[Mask, Points]:
    """Squares that a component needs, each node with a margin of one square, and the position of the first square."""
    low = part.min(axis=0) - 1.5 * cell
    where = np.floor((part - low) / cell).astype(np.intp)
    mask = np.zeros(tuple(where.max(axis=0) + 2), dtype=bool)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            mask[where[:, 0] + dx, where[:, 1] + dy] = True
    return mask, low


def _fits(taken: Mask, mask: Mask, corner: NDArray[np.intp]) -> bool:
    x, y = int(corner[0]), int(corner[1])
    if x < 0 or y < 0 or x + mask.shape[0] > taken.shape[0] or y + mask.shape[1] > taken.shape[1]:
        return False
    return not bool((taken[x : x + mask.shape[0], y : y + mask.shape[1]] & mask).any())


def block(count: int, *, width: float, top: float, cell: float) -> Points:
    """Positions (count, 2) in centred rows of at most `width`, the first row at `top`."""
    columns = max(1, int(width / cell))
    number = np.arange(count)
    row, column = number // columns, number % columns
    in_row = np.minimum(columns, count - row * columns)
    return np.stack([(column - (in_row - 1) / 2) * cell, top + row * cell], axis=1).reshape(-1, 2)
