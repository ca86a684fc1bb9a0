"""The end of a name's head in, the end of the name out: phases, brackets, sections and works behind the head."""

from __future__ import annotations

import re

from kg.mentions.heads import Head
from kg.mentions.units import Units

_BRACKET = re.compile(
    r"[(（](?:[^()（），。；]{1,14}(?:期|段|型|线|改造|校区|院区|片区|园区)|集团|[一二三四五六七八九十\dA-Z]{1,3})[)）]"
)
_WORKS = re.compile(r"(?:扩能改造|改造升级|升级改造|扩能|改扩建|整体迁建|迁建|提升)(?:工程|项目)?")
_SECTION = re.compile(
    r"[^，。、；：“”（）()\s和与及的等]{1,12}(?<![阶地路时手])段(?![^，。、；：”）)\s和与及的等建]{0,1}落)"
)
_PHASE = re.compile(r"[(（]?(?:第?[一二三四五六]|\d)(?:[-—~至、](?:[一二三四五六]|\d))?期[)）]?(?:工程|项目)?")
_UNIT = re.compile(r"第?[一二三四五六七八九十]{1,2}(?:分?公司|局|处)(?!长)")
"""A numbered part of a group: 某某集团四公司."""
LINE_HEADS = frozenset(["line", "line.one", "line.number", "works"])
"""Ids of the heads whose names may go on with a section (竹溪桥至云岭段) or works (扩能)."""


def right_edge(units: Units, end: int, head: Head) -> int:
    """Extends a name over its phase, bracket, number, section or works."""
    text = units.text
    if match := _BRACKET.match(text, end):
        end = match.end()
    if head.id == "company.group" and (match := _UNIT.match(text, end)):
        end = match.end()
    if head.id in LINE_HEADS:
        if match := _SECTION.match(text, end):
            inner = units.letters[max(units.covering(end), 0) : units.covering(match.end() - 1)]
            if not set(inner) & {"B", "P", "C", "V"} or _reaching(text[end : match.end()]):
                end = match.end()
        if match := _WORKS.match(text, end):
            end = match.end()
    if match := _PHASE.match(text, end):
        end = match.end()
    return end


def _reaching(text: str) -> bool:
    return "至" in text and len(text) >= 5
