"""Rows of a text in, the rows in reading order out: columns that stand side by side are read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

_ROW = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_GUTTER = re.compile(r"(?<=[^ \u200b\ufeff])[ \u200b]* {2}[ \u200b]*(?=[^ \u200b])")
_ENDED = re.compile(r"[。！？：；”）】][ \u200b]*$")
_SPACES = re.compile(r"[ \u200b\ufeff]*")

_ROWS = 5
"""Rows from which on spaces one above the other are a gutter; tables of fewer rows are none."""
_SHARE = 0.6
"""Share of the rows of a block that have the gutter, and of those whose columns are full: prose fills its lines."""
_AWRY = 3.0
"""Full-width characters by which a column's edge wanders from row to row, as letters and spaces are of other widths."""
_RAGGED = 4.0
"""Full-width characters that a full line of a column may lack."""
_NARROWEST = 7.0
"""Full-width characters of the narrowest column; cells of tables are narrower."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with text in it, `normal[start:end]`, and the blank rows above it, 0 also for the first one."""

    start: int
    end: int
    gap: int


@dataclass(frozen=True, slots=True)
class _Parted:
    """A row that a gutter may part: where it begins and ends, and how far from the left margin it ends."""

    row: Row
    start: int
    end: int
    edge: float


def rows(normal: str) -> list[Row]:
    """The rows of a text that are not blank, left columns before right ones where they stand side by side."""
    found: list[Row] = []
    before = 0
    for match in _ROW.finditer(normal):
        start, end = match.span()
        if _SPACES.fullmatch(normal, start, end):
            continue
        breaks = sum(1 for _ in _BREAK.finditer(normal, before, start)) if found else 1
        found.append(Row(start, end, max(0, breaks - 1)))
        before = end
    return _in_order(normal, found) if "  " in normal else found


def _in_order(normal: str, found: list[Row]) -> list[Row]:
    parted = [_runs(normal, row) for row in found]
    if sum(map(bool, parted)) < _ROWS:
        return found
    ordered: list[Row] = []
    at = 0
    for first, last, edge in _blocks(normal, found, parted):
        ordered += found[at:first]
        ordered += _columns(normal, found[first:last], parted[first:last], edge)
        at = last
    return ordered + found[at:]


def _runs(normal: str, row: Row) -> list[_Parted]:
    """The runs of spaces inside of a row that may be gutters: not much narrower than the widest."""
    lead = _SPACES.match(normal, row.start, row.end)
    runs = list(_GUTTER.finditer(normal, lead.end() if lead else row.start, row.end))
    least = max((run.end() - run.start() for run in runs), default=0) / 3
    return [
        _Parted(row, run.start(), run.end(), _width(normal, row.start, run.end()))
        for run in runs
        if run.end() - run.start() >= least
    ]


def _at(runs: Sequence[_Parted], edge: float) -> _Parted | None:
    """The one that ends nearest to an edge, if any is near."""
    near = [run for run in runs if abs(run.edge - edge) <= _AWRY]
    return min(near, key=lambda run: (abs(run.edge - edge), run.start)) if near else None


def _width(normal: str, start: int, end: int) -> float:
    return sum(0.0 if c in "\u200b\ufeff" else 0.5 if c.isascii() else 1.0 for c in normal[start:end])


def _blocks(normal: str, found: Sequence[Row], parted: Sequence[Sequence[_Parted]]) -> Iterator[tuple[int, int, float]]:
    """First and last row of each block of columns, and where its gutter ends."""
    first = 0
    while first < len(found):
        if not parted[first]:
            first += 1
            continue
        edges = [parted[first][0].edge]
        last = at = first + 1
        while at < len(found):
            middle = median(edges)
            other = _at(parted[at], middle)
            if other is not None:
                edges.append(other.edge)
                last = at + 1
            elif not _on_one_side(normal, found[at], middle):
                break
            at += 1
        edge = median(edges)
        if len(edges) >= max(_ROWS, _SHARE * (last - first)) and _prose(normal, parted[first:last], edge):
            yield first, last if at < len(found) else at, edge
            first = max(last, first + 1)
        else:
            first += 1


def _on_one_side(normal: str, row: Row, edge: float) -> bool:
    """Whether a row is of the left or the right column alone."""
    lead = _SPACES.match(normal, row.start, row.end)
    indent = _width(normal, row.start, lead.end()) if lead else 0.0
    return indent >= edge - _AWRY or _width(normal, row.start, row.end) <= edge


def _prose(normal: str, parted: Sequence[Sequence[_Parted]], edge: float) -> bool:
    """Whether the lines of both columns are full unless a sentence ends there; cells of a table are not."""
    rows = [one for one in (_at(runs, edge) for runs in parted) if one is not None]
    for cells in ([(one.row.start, one.start) for one in rows], [(one.end, one.row.end) for one in rows]):
        cut = [_width(normal, start, end) for start, end in cells if not _ENDED.search(normal[start:end])]
        full = max(cut, default=0.0)
        if full < _NARROWEST or sum(width >= full - _RAGGED for width in cut) < _SHARE * len(cut):
            return False
    return True


def _columns(normal: str, block: Sequence[Row], parted: Sequence[Sequence[_Parted]], edge: float) -> list[Row]:
    """The rows of a block's left column, then those of its right one, which may hold more."""
    left: list[Row] = []
    right: list[Row] = []
    apart = [0, 1]  # blank cells above, in each column
    for row, runs in zip(block, parted, strict=True):
        one = _at(runs, edge)
        lead = _SPACES.match(normal, row.start, row.end)
        indent = _width(normal, row.start, lead.end()) if lead else 0.0
        apart = [gap + row.gap for gap in apart]
        if one is not None:
            left.append(Row(row.start, one.start, apart[0]))
            right.append(Row(_indented(one.start, one.end, one.edge - edge), row.end, apart[1]))
            apart = [0, 0]
        elif indent >= edge - _AWRY:
            text = lead.end() if lead else row.start
            right.append(Row(_indented(row.start, text, indent - edge), row.end, apart[1]))
            apart = [apart[0] + 1, 0]
        else:
            left.append(Row(row.start, row.end, apart[0]))
            apart = [0, apart[1] + 1]
    return left + _in_order(normal, right)


def _indented(start: int, text: int, indent: float) -> int:
    """Where a cell of the right column begins, its indent of so many full-width characters with it."""
    return max(start, text - int(2 * indent)) if indent >= 1.0 else text
