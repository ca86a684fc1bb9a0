"""Mentions found by heads in, further names out: a line's station, A及B as one work, a plant's firm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.units import Units
from kg.mentions.words import CODE, PROPER
from kg.model import Mention, Sentence

_LINES = frozenset(["head.line", "head.line.one", "head.line.number"])
_MAKING = re.compile(r"研发|制造|生产|加工|总部|进出口|封装|组装|智造|数据中心|算力中心")
_BASES = frozenset(["head.base", "head.park", "head.facility", "head.school", "head.project"])
_WORKS = frozenset(["Project", "Park", "Facility", "Zone"])
_BRANCHES = ("分公司", "分行", "支行", "分院")
_SHORT = 4
"""Characters of a second half that names nothing alone, whatever its words (热备基地)."""
_BARE = 0.9
"""Score below which a name holds no proper part and may be the second half of another (names.py)."""


def stations(sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
    """轨道九号线 and 云岭站 side by side are one station."""
    lines = [mention for mention in found if mention.source in _LINES]
    text = sentence.text
    return [
        Mention(
            sentence.index, line.start, station.end, text[line.start : station.end], ("Facility",), "head.station", 0.9
        )
        for station in found
        if station.source == "head.station" and text[station.end - 1 : station.end] == "站"
        for line in lines
        if line.end == station.start
    ]


def pairs(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Mention]:
    """冷链中心及分拨基地: the second half has no name of its own, so both are one work."""
    text = sentence.text
    rights = {
        mention.start: mention
        for mention in sorted(found, key=lambda m: m.end)
        if mention.classes[0] in _WORKS and mention.source.startswith("head.") and _second(mention)
    }
    for left in found:
        if left.classes[0] not in _WORKS or left.score < _BARE or text[left.end : left.end + 1] != "及":
            continue
        right = rights.get(left.end + 1)
        if right is None:
            continue
        name = text[left.start : right.start] + right.name
        classes = tuple(dict.fromkeys(("Project", *left.classes)))
        yield Mention(
            sentence.index,
            left.start,
            right.end,
            name,
            classes,
            "head.pair",
            0.9,
            variants=(text[left.start : right.end],),
        )


def _second(mention: Mention) -> bool:
    """Whether a name may be the second half of another."""
    return mention.score < _BARE or len(mention.name) <= _SHORT


def firms(sentence: Sentence, units: Units, found: Sequence[Mention], trades: frozenset[str]) -> Iterator[Mention]:
    """The unknown word that opens the name of a plant is the firm behind it: 某某|电动车整车制造基地, 某某|5G产业园."""
    for mention in found:
        first = units.at_start(mention.start)
        if mention.source not in _BASES or first < 0 or first + 1 >= len(units.starts):
            continue
        word, following = units.word(first), units.letters[first + 1]
        if units.letters[first] != PROPER or not 2 <= len(word) <= 4:
            continue
        if _MAKING.match(units.word(first + 1)):
            continue  # 植物奶|生产基地: what is made, not who makes it
        end = units.ends[first + 1] if units.word(first + 1) in trades else units.ends[first]
        rest = sentence.text[end : mention.end]
        if following == CODE or (mention.source != "head.park" and _MAKING.search(rest)):
            name = sentence.text[mention.start : end]
            yield Mention(sentence.index, mention.start, end, name, ("Enterprise",), "inside.brand", 0.5)


def mothers(sentence: Sentence, units: Units, found: Sequence[Mention]) -> Iterator[Mention]:
    """The firm whose branch a name is: 某某银行|云岭|分行, 某某能源|竹溪|分公司, 某某集团|四公司."""
    for mention in found:
        if mention.source == "head.company.group" and (group := mention.name.rfind("集团") + 2) < len(mention.name) - 1:
            end = mention.end - len(mention.name) + group
            name = sentence.text[mention.start : end]
            yield Mention(sentence.index, mention.start, end, name, ("Enterprise",), "inside.mother", 0.7)
        if mention.classes[0] != "Enterprise" or not mention.name.endswith(_BRANCHES):
            continue
        first, last = units.at_start(mention.start), units.covering(mention.end - 1)
        place = next((i for i in range(last - 1, first, -1) if i in units.places), -1) if first >= 0 else -1
        while place > first and place - 1 in units.places:
            place -= 1
        name = sentence.text[mention.start : units.starts[place]] if place > first else ""
        if len(name) > 2 and units.places.get(first) is None:
            yield Mention(
                sentence.index, mention.start, units.starts[place], name, ("Enterprise",), "inside.mother", 0.7
            )


def without_workshops(found: Sequence[Mention]) -> list[Mention]:
    """The names without the workshops of firms that are named: 某某重能|车间 is the firm's, no place of its own."""
    firms = {(mention.start, mention.end) for mention in found if mention.classes[0] == "Enterprise"}
    return [
        mention
        for mention in found
        if not (
            mention.source == "head.market"
            and mention.name.endswith("车间")
            and any((start, mention.end - 2) in firms for start in range(mention.start - 3, mention.end - 3))
        )
    ]
