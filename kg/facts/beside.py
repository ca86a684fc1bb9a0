"""Names that stand side by side, and names inside names, in; the relations that their form alone says out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.entities.link import Span

_DIVISIONS = frozenset(["Country", "Province", "City", "District", "Township", "Village"])
_CONTAINERS = _DIVISIONS | {"Park", "Zone", "Facility"}
_THINGS = frozenset(
    [
        "Park",
        "Zone",
        "Project",
        "Facility",
        "Enterprise",
        "Village",
        "Township",
        "School",
        "Hospital",
        "ResearchInstitute",
    ]
)
_ORGS = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Government", "Alliance"])
_LEVEL = {"Country": 0, "Province": 1, "City": 2, "District": 3, "Township": 4, "Village": 5}


@dataclass(frozen=True, slots=True)
class Beside:
    """A relation between two spans of one sentence that needs no verb."""

    subject: Span
    predicate: str
    object: Span
    rule: str
    confidence: float


def chains(text: str, spans: Sequence[Span]) -> Iterator[Beside]:
    """A place directly before a thing says where the thing is: 云岭区|新港科技城, 云岭区|竹溪镇|上茶村."""
    for number, (left, right) in enumerate(pairwise(spans)):
        gap = text[left.end : right.start]
        if left.start == right.start or gap not in {"", "的", "“", "境内的", "境内", "内的"}:
            continue
        outer, inner = left.classes[0], right.classes[0]
        if outer not in _CONTAINERS or inner not in _THINGS:
            continue
        if outer in _LEVEL and inner in _LEVEL and _LEVEL[outer] >= _LEVEL[inner]:
            continue
        if outer in {"Country", "Province"} and inner in {"Project", "Zone", "Township"}:
            continue
        if outer == "Facility" and inner not in {"Facility", "Enterprise"}:
            continue
        yield Beside(right, "locatedIn", left, "beside.place", 0.88 if gap == "" else 0.8)
        if gap == "的":
            previous = right
            for further in spans[number + 2 :]:
                if text[previous.end : further.start] not in {"、", "和"} or further.classes[0] != inner:
                    break
                yield Beside(further, "locatedIn", left, "beside.list", 0.72)
                previous = further


def inside(outer: Span, nested: Sequence[Span], name: str) -> Iterator[Beside]:
    """What a name says of the names within it: a firm's base, a hospital's branch, a line's ends."""
    kind = outer.classes[0]
    line = {"Project", "Facility"} & set(outer.classes)
    starts = [span for span in nested if span.start == outer.start and span.end < outer.end]
    orgs = [span for span in starts if span.classes[0] in _ORGS]
    sure = [span for span in orgs if span.mention.source not in {"slot.brand", "inside.brand"}]
    if orgs:
        longest = max(orgs, key=lambda span: span.end)
        if kind in _ORGS and longest in sure and longest.key != outer.key:
            yield Beside(outer, "partOf", longest, "inside.branch", 0.8)
            for shorter in orgs:
                if shorter is not longest and shorter.key not in {longest.key, outer.key}:
                    yield Beside(longest, "partOf", shorter, "inside.branch", 0.75)
        works = kind in {"Project", "Park", "Facility"} or longest.mention.source == "inside.brand"
        if longest.classes[0] == "Enterprise" and works:
            yield Beside(longest, "builds", outer, "inside.firm", 0.84)
        if kind == "Event" and longest.classes[0] == "Alliance":
            yield Beside(longest, "hosts", outer, "inside.event", 0.85)
    if kind in {"Park", "Zone"} and re.search(r"(?:片区|园区|组团|分园|港区|功能区|板块)$", name):
        for span in starts:
            if span.classes[0] in {"Park", "Zone"} and span.key != outer.key:
                yield Beside(outer, "partOf", span, "inside.district", 0.8)
    if kind == "Event" and name.endswith("节"):
        for span in starts:
            if span.classes[0] in {"City", "District", "Township"}:
                yield Beside(span, "hosts", outer, "inside.festival", 0.7)
    if kind == "Agreement" and re.search(r"(?:规划|纲要|方案|办法|条例|意见)$", name):
        for span in starts:
            if span.classes[0] in {"Province", "City", "District"}:
                yield Beside(span, "signed", outer, "inside.issuer", 0.7)
    for place, thing in pairwise(nested):
        bracket = name[place.end - outer.start : thing.start - outer.start] in {"(", "（"}
        if bracket and place.classes[0] in _DIVISIONS and thing.classes[0] in _THINGS:
            yield Beside(thing, "locatedIn", place, "inside.bracket", 0.78)
    if line:
        for span in starts:
            if span.classes[0] in {"Project", "Facility"} and span.key != outer.key and "段" in name:
                yield Beside(outer, "partOf", span, "inside.section", 0.85)
            elif span.classes[0] in {"Project", "Facility"} and span.key != outer.key and name.endswith("班列"):
                yield Beside(outer, "partOf", span, "inside.train", 0.8)
            elif span.classes[0] in {"Project", "Facility"} and span.key != outer.key and name.endswith("站"):
                yield Beside(span, "connects", outer, "inside.station", 0.8)
        ends = [
            span for span in nested if span.classes[0] in _DIVISIONS | {"Park", "Facility"} and span.key != outer.key
        ]
        if (
            len(ends) >= 2
            and re.search(r"至|[-—－–]", name)
            and re.search(r"高速|铁路|高铁|通道|公路|航线|段|变电站|快速|大道|城际|航道|班列|专列|线|巴士", name)
        ):
            for span in ends:
                yield Beside(outer, "connects", span, "inside.ends", 0.84)
    if kind in {"Park", "Zone", "Project"} and re.match(r".{2,4}[·—-].{2,4}", name):
        for span in nested:
            if span.classes[0] in {"City", "District"}:
                yield Beside(span, "builds", outer, "inside.partners", 0.7)
    for span in starts:
        if (
            span.classes[0] in {"City", "District", "Township"}
            and kind in {"Park", "Hospital", "Government", "School"}
            and "至" not in name
            and not (kind == "School" and _short_district(span, outer, name))
        ):
            yield Beside(outer, "locatedIn", span, "inside.place", 0.6)
            break
    for span in starts:
        if kind == "Government" and span.classes[0] in {"Park", "Zone"}:
            yield Beside(outer, "locatedIn", span, "inside.place", 0.6)
            break


def _short_district(span: Span, outer: Span, name: str) -> bool:
    """江汉 in the name of a university is the plain, not the district."""
    return span.classes[0] == "District" and name[span.end - outer.start - 1] not in "区县市旗"
