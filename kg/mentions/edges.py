"""A name found by its head in, the name without the place or container before it out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.mentions.heads import Heads
from kg.mentions.names import Name
from kg.mentions.strength import strength
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, JOINER, PROPER, WordClasses

_CONTAINERS = frozenset(["park", "port", "zone", "base", "township", "village"])
_WITH_PLACE = frozenset(["Government", "Hospital", "School", "ResearchInstitute", "Alliance", "Agreement", "Event"])
"""Kinds whose proper name usually begins with its place (云岭区中医院)."""
_NEEDS = {"any": 1, "topic": 2, "proper": 3, "quoted": 4}


@dataclass(frozen=True, slots=True)
class Edged:
    """The trimmed name and the other printed forms of it."""

    name: Name
    text: str
    variants: tuple[str, ...]


def settle(units: Units, name: Name, heads: Heads, words: WordClasses) -> Edged | None:
    """Splits off places and containers before a name, and a closing 项目 after it; None where nothing is left."""
    variants: list[str] = []
    printed = units.text[name.start : name.end]
    start = _split(units, name, heads, words)
    if start >= name.head_start and name.classes[0] == "Industry":
        return None
    if start != name.start:
        variants.append(printed)
        name = replace(name, start=start)
    text = units.text[name.start : name.end]
    if name.core_end < name.end and name.classes[0] == "NaturalFeature":
        name = replace(name, classes=("Project",))  # 某某湿地|二期工程
    if name.core_end < name.end and "段" not in units.text[name.core_end : name.end]:  # a section is not its line
        variants.append(units.text[name.start : name.core_end])
    if name.head.id == "project" and name.core_end == name.end:
        inner = units.text[name.start : name.head_start]
        ending = heads.ending(inner)
        if (
            ending
            and ending[1].id not in {"industry", "company.short", "company.legal", "project"}
            and ending[0] != inner
        ):
            variants.append(text)
            text = inner
            classes = dict.fromkeys(("Project", *ending[1].classes))
            if ending[1].classes[0] in {"Park", "Zone"}:
                classes = dict.fromkeys((*ending[1].classes, "Project"))
            name = replace(name, classes=tuple(classes))
    return Edged(name, text, tuple(dict.fromkeys(variants)))


def _split(units: Units, name: Name, heads: Heads, words: WordClasses) -> int:
    start = name.start
    need = _NEEDS[name.head.needs]
    kind = name.classes[0]
    if not _quoted(units, name):
        start = _after_container(units, name, start, need, heads, words)
    first = units.at_start(start)
    charged = name.head.id == "government.task" and units.letters[first + 1 : first + 2] == BOUNDARY
    if name.head.legal or charged or (name.head.tight and name.head.id != "station"):
        return start
    while True:
        first = units.at_start(start)
        if first < 0 or units.letters[first] not in {DIVISION, REGION} or units.ends[first] >= name.head_start + 1:
            if kind == "Industry" and first >= 0 and units.letters[first] == JOINER:
                start = units.ends[first]
                continue
            return start
        rest = units.ends[first]
        if rest - start == 1:
            return start  # 川 in 川青铁路
        following = units.letters[first + 1] if first + 1 < len(units.letters) else ""
        left = strength(units, first + 1, rest, name.head_start, words)
        if kind == "Industry":
            start = rest
            continue
        if units.letters[first] == REGION or following == JOINER or left < need:
            return start
        if units.text[rest : rest + 1] in {"(", "（", "至", "市"}:
            return start
        full = units.places[first].full
        begins = heads.opening(units.text, rest)
        wide = begins is not None and len(begins[0]) > 1  # 河西|工业园 begins with no river
        if begins and wide and rest + len(begins[0]) < name.head_start and begins[1].id != "company.short":
            return start  # 云岭|开发区…片区: what follows is no name by itself
        if units.text[start:rest] == "中国":
            return start
        beside = first + 1 in units.places and units.places[first].kind == units.places[first + 1].kind == "city"
        if name.head.id in {"station", "port", "facility", "works"} and beside and "港" in units.text[rest : name.end]:
            return start  # a port of two cities
        if units.places[first].kind == "country" and kind == "Enterprise":
            start = rest
            continue
        if (
            (full and (kind not in _WITH_PLACE or left == 3))
            or (not full and following == DIVISION and left == 3 and not _abreast(units, first))
            or (not full and following == PROPER and kind in {"Park", "Facility", "Zone"} and name.head.id != "line")
        ):
            start = rest
        else:
            return start


def _quoted(units: Units, name: Name) -> bool:
    """Whether quotation marks say where the name begins: “三省毗邻乡镇协作公约” is of no township."""
    return units.text[name.start - 1 : name.start] == "“" and units.text[name.end : name.end + 1] == "”"


def _abreast(units: Units, first: int) -> bool:
    """Whether two short names of one rank open a name: 桂林柳州|协同发展联席会议 is of both."""
    one, two = units.places[first], units.places[first + 1]
    return one.kind == two.kind and not two.full and units.ends[first] == units.starts[first + 1]


def _after_container(units: Units, name: Name, start: int, need: int, heads: Heads, words: WordClasses) -> int:
    """Cuts after a park, zone or township that stands before the name: 云岭高新区|某某科技有限公司."""
    first = units.at_start(start)
    if first < 0:
        return start
    for index in range(first, len(units.starts)):
        end = units.ends[index]
        if end >= name.head_start:
            break
        ending = heads.ending(units.text[start:end])
        if ending and ending[1].id == "base" and units.letters[index + 1] != PROPER:
            continue  # 物流基地|某东仓库, but not 制造基地|二期厂房
        if not ending or ending[1].id not in _CONTAINERS or ending[0] == units.text[start:end]:
            continue
        if index == first and index in units.places and not units.places[index].full:
            continue  # 新乡 is a city
        if strength(units, index + 1, end, name.head_start, words) < max(need, 2):
            continue
        if (
            units.letters[index + 1] in {DIVISION, REGION}
            and units.ends[index + 1] == name.head_start
            and not name.head.legal
        ):
            continue  # 某某科学城|云岭园区: a part of the container, not a thing in it
        if units.letters[index + 1] in {DIVISION, PROPER, "N", "Q"} and units.text[end] not in "(（建管至到经接—-－":
            start = end
    return start
