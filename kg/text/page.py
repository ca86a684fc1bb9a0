"""Lines of a document in, how its pages are set out: the width of the column of each line, indents, blank lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import median

from kg.text.layout import Line

# Calibrated on newspaper pages set in columns of 15 to 18 characters and on texts with a paragraph a line.
_WINDOW = 7
"""Lines before and after that show the width of the column that a line stands in: about one short paragraph."""
_WIDEST_COLUMN = 60.0
"""Wider lines are paragraphs of their own, not lines of a column."""
SLACK = 4.5
"""What a full line may lack: the two characters of a lost indent, half-width words, no punctuation at its start."""
OVER = 2.5
"""What a line may have more than its column: punctuation set closer, letters wider than half a character."""
BODY = 40
"""Length from which a line without a terminal mark is cut text; headings of articles stay below."""


@dataclass(frozen=True, slots=True)
class Page:
    """The statistics of a document by which its lines are read."""

    columns: tuple[float, ...]
    """For each line the width of its column, 0 where lines are paragraphs."""
    lost_indent: bool
    """First lines of paragraphs are short by an indent that is not there any more."""
    indented: bool
    """Paragraphs begin with an indent."""
    gap: int
    """Blank lines between paragraphs, mostly."""


def closed_up(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a column that has a blank line after each, without it; other lines as they are."""
    if len(lines) < 6 or sum(not line.gap for line in lines[1:]) > 0.05 * len(lines):
        return lines
    closer = [replace(line, gap=max(0, line.gap - 1)) for line in lines]
    wrapped = sum(column > 0 for column in _columns(closer))
    return closer if wrapped >= 0.6 * len(lines) else lines


def page_of(lines: Sequence[Line]) -> Page:
    """The statistics of a document's lines."""
    columns = _columns(lines)
    firsts = [
        columns[i] - lines[i].width
        for i in range(1, len(lines) - 1)
        if columns[i]
        and lines[i - 1].ended
        and is_short(lines[i - 1], columns[i])
        and columns[i + 1]
        and not lines[i].ended
    ]
    indents = Counter(line.indent >= 2 or line.text[:1] == "\u3000" for line in lines)
    gaps = Counter(line.gap for line in lines[1:] if not columns or line.width >= BODY)
    return Page(
        columns=tuple(columns),
        lost_indent=len(firsts) >= 3 and median(firsts) >= 1.5,
        indented=indents[True] >= 2 and indents[False] >= indents[True] / 4,
        gap=max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 0,
    )


def _columns(lines: Sequence[Line]) -> list[float]:
    """For each line the width of the column around it."""
    going = [not line.ended and not line.level for line in lines]
    cut = list(accumulate(going, initial=0))
    adjoined = list(accumulate((a and not b.gap for a, b in zip(going, lines[1:], strict=False)), initial=0))
    columns = []
    for i in range(len(lines)):
        first, behind = max(0, i - _WINDOW), min(len(lines), i + _WINDOW + 1)
        number = cut[behind] - cut[first]
        joined = adjoined[behind - 1] - adjoined[first]
        columns.append(0.0 if number < 4 or joined < 0.35 * number else _column(lines[first:behind]))
    return columns


def _column(window: Sequence[Line]) -> float:
    """Width of the column that a stretch of lines is set in; 0 where lines are paragraphs of their own.

    Lines that stop in the middle of a sentence are about as wide as the column, all others at most as wide.
    """
    cut = sorted(line.width for line in window if not line.ended and not line.level)
    column = cut[int(0.7 * len(cut))]
    full = sum(column - SLACK <= width <= column + OVER for width in cut)
    over = sum(line.width > column + OVER for line in window)
    wrapped = 6 <= column <= _WIDEST_COLUMN and full >= 0.6 * len(cut) and over <= 0.2 * len(window)
    return column if wrapped else 0.0


def is_short(line: Line, column: float) -> bool:
    """Whether a line lacks too much to be a full one of its column."""
    return line.width < column - SLACK
