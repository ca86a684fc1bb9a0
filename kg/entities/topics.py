"""Lines of a document in, the division that each section is about out: who 我们, 全区 and no subject are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.mentions.find import Line
from kg.mentions.units import Place
from kg.model import Reading

_LEVELS = frozenset(["district", "city", "province", "municipality"])
_BYLINE = re.compile(r"融媒体中心|融媒|日报|晚报|新闻中心|宣传部|供图|供稿|电视台")
_ABREAST = frozenset(["", "、", "与", "和", "同", "·", "—", "-", " ", "　"])
_REACH = 3
"""Sentences at a section's start that may name its subject."""


def topics(reading: Reading, lines: Sequence[Line], places: Mapping[int, Sequence[Place]]) -> dict[int, str]:
    """Section index → division code, for the sections whose division is clear.

    Evidence, strongest first: the heading; the by-line at the section's end; the division that the first sentences
    name; the section above; the division that the document names most.
    """
    sections: dict[int, list[Line]] = {}
    for line in lines:
        sections.setdefault(line.sentence.section, []).append(line)
    result: dict[int, str] = {}
    counts: Counter[str] = Counter()
    for hits in places.values():
        counts.update(hit.code for hit in hits if hit.kind in {"district", "city"})
    titles = [line.sentence for line in lines[:2] if line.sentence.kind == "heading"]
    title = next((code for line in titles if (code := _named(line.text, places.get(line.index, ())))), "")
    most = _most(counts)
    levels = {section.index: section.level for section in reading.sections}
    above: list[tuple[int, str]] = []
    pending = ""
    for index in sorted(sections):
        members = sections[index]
        level = levels.get(index, 0)
        while above and above[-1][0] >= (level or 99):
            above.pop()
        headed = _heading(members, places)
        # after a by-line a new text begins: without a heading of its own it is not the one's before
        inherited = pending or (above[-1][1] if above and level else "")
        code = pending or headed or _byline(members, places) or inherited or _opening(members, places) or title or most
        # a heading with nothing below it (a district's name above a headline) speaks for what follows
        pending = code if headed and all(line.sentence.kind == "heading" for line in members) else ""
        if code:
            result[index] = code
            if level and headed:
                above.append((level, code))
    return result


def _named(text: str, hits: Sequence[Place]) -> str:
    """The division that a title names, none where it names two of one rank side by side."""
    return "" if _abreast(text, [hit for hit in hits if hit.kind in _LEVELS]) else _first(hits)


def _first(hits: Sequence[Place]) -> str:
    chosen = next((hit.code for hit in hits if hit.kind == "district"), "")
    return chosen or next((hit.code for hit in hits if hit.kind in _LEVELS), "")


def _most(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ""
    return ranked[0][0]


def _heading(members: Sequence[Line], places: Mapping[int, Sequence[Place]]) -> str:
    heading = next((line for line in members if line.sentence.kind == "heading"), None)
    if heading is None:
        return ""
    hits = [hit for hit in places.get(heading.sentence.index, ()) if hit.kind in _LEVELS]
    if hits and (hits[0].start <= 1 or len(hits) == 1) and not _abreast(heading.sentence.text, hits):
        return _chain(hits, 0).code
    return ""


def _abreast(text: str, hits: Sequence[Place]) -> bool:
    """Whether a heading opens with two divisions of one rank: 桂林柳州携手, 黔桂两省 are about both."""
    if len(hits) < 2 or hits[0].kind != hits[1].kind:
        return False
    return text[hits[0].end : hits[1].start] in _ABREAST


def _chain(hits: Sequence[Place], index: int) -> Place:
    """The last of a row of places side by side: 铁西 of 沈阳铁西."""
    while index + 1 < len(hits) and hits[index + 1].start == hits[index].end:
        index += 1
    return hits[index]


def _byline(members: Sequence[Line], places: Mapping[int, Sequence[Place]]) -> str:
    for line in reversed(members):
        if line.sentence.text.endswith(("讯", "电")):
            continue  # a dateline names the paper's province
        if line.sentence.kind == "byline" and _BYLINE.search(line.sentence.text):
            return _first(places.get(line.sentence.index, ()))
    return ""


def _opening(members: Sequence[Line], places: Mapping[int, Sequence[Place]]) -> str:
    """The division that the opening sentences name, if the section is about it more than about others."""
    body = [line for line in members if line.sentence.kind == "body"]
    counts: Counter[str] = Counter()
    for line in body:
        hits = [hit for hit in places.get(line.sentence.index, ()) if hit.kind in _LEVELS]
        counts.update({_chain(hits, index).code for index in range(len(hits))})
    total = sum(counts.values())
    for line in body[:_REACH]:
        hits = [hit for hit in places.get(line.sentence.index, ()) if hit.kind in _LEVELS]
        if hits and hits[0].start == 1 and line.sentence.text[0] == "【":
            return _chain(hits, 0).code  # 【某县某镇】: of this item it speaks
        for index, hit in enumerate(hits):
            chosen = _chain(hits, index)
            if chosen.kind not in {"district", "city"}:
                continue
            listed = line.sentence.text[chosen.end : chosen.end + 1] in {"、", "和", "与"}
            if listed:
                return ""
            if (hit.start <= 6 and counts[chosen.code] * 3 >= total) or counts[chosen.code] * 2 > total:
                return chosen.code
    return ""
