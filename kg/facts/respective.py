"""A sentence's quantities and names in, whose each quantity is out where 分别 gives one to each of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.facts.agents import Name
from kg.mentions.quantities import Quantity

_EACH = re.compile(r"分别|各自|依次")
_LISTED = re.compile(r"[、和与及]|以及")
_NEXT = re.compile(r"(?:[、和与及，]|以及)")
_LEAD = re.compile(r"[^，。；：、]{0,14}")
"""From 分别 to the first of its numbers: 分别完成投资…."""
_SUBJECT = re.compile(r"(?:[等这]?[两三四五六七八]?[地市县区省镇家])?[^，。；：、0-9]{0,16}")
"""From the last name to 分别: 甲县、乙县产值分别为…."""


def respective(text: str, quantities: Sequence[Quantity], names: Sequence[Name]) -> Mapping[int, str]:
    """Start of a quantity → key of its owner: 甲、乙、丙三县分别完成投资3亿元、2亿元、1亿元.

    A second 分别 without names of its own, a comma later, goes by the same list (同比分别增长5%、4%、3%).
    """
    owners: dict[int, str] = {}
    row: list[str] = []
    done = -1
    for match in _EACH.finditer(text):
        clause = max(text.rfind(mark, 0, match.start()) for mark in "，；：。！？") + 1
        named = _list(text, [name for name in names if clause <= name[0] and name[1] <= match.start()], match.start())
        if named:
            row = named
        elif clause - 1 != done:
            row = []
        run = _run(text, match.end(), quantities)
        if len(row) > 1 and len(run) == len(row):
            owners.update(zip((quantity.start for quantity in run), row, strict=True))
            done = run[-1].end
    return owners


def _list(text: str, names: Sequence[Name], end: int) -> list[str]:
    """Keys of the list of names that ends before a position; of a row (某市|某区) the last counts."""
    if not names or not _SUBJECT.fullmatch(text, names[-1][1], end):
        return []
    row = [names[-1]]
    for name in reversed(names[:-1]):
        gap = text[name[1] : row[0][0]]
        if _LISTED.fullmatch(gap):
            row.insert(0, name)
        elif gap:
            break
        else:
            row[0] = (name[0], *row[0][1:])
    return [name[2] for name in row]


def _run(text: str, start: int, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of one unit that follow each other from `start`."""
    run: list[Quantity] = []
    for quantity in quantities:
        if quantity.start < start:
            continue
        gap = text[run[-1].end if run else start : quantity.start]
        if not (_NEXT if run else _LEAD).fullmatch(gap) or (run and quantity.unit != run[0].unit):
            break
        run.append(quantity)
    return run
