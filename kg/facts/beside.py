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

_DISTRICT = re.compile(r"(?:片区|园区|组团|分园|港区|功能区|板块)$")
_ISSUED = re.compile(r"(?:规划|纲要|方案|办法|条例|意见)$")
_PARTNERS = re.compile(r".{2,4}[·—-].{2,4}")
_BETWEEN = re.compile(r"至|[-—－–]")
_REACHES = re.compile(r"(?:[至到往达—-]|(?:连接|连通|沟通|串联|联通|往返)[^，。；]{1,16})$")
"""Before a place at the other end of a line, not around the thing behind it."""
_LINE = re.compile(
    r"高速|铁路|高铁|通道|公路|航线|段|变电站|快速|大道|城际|航道|班列|专列|线|巴士|直流|特高压|输电|输变电|管道|运河|列车"
)
_CAMPUS = re.compile(r"(?<=.)(?:校区|院区|分校|分院)$")
_CROSSING = re.compile(r"(?:大桥|特大桥|隧道|立交|互通|枢纽互通)$")
_BARE = 2
"""Characters of a district's class noun: what adds no more to a park's name is that park (某某谷|片区)."""
_RUNNING = re.compile(r"(?:班列|专列|列车|航线|航班|班线|班轮|巴士|公交|快线|专线)$")


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
        if inner in {"Project", "Facility"} and _RUNNING.search(right.mention.name):
            continue  # trains and ships run between places, and are in none
        if gap == "的" and _REACHES.search(text, 0, left.start):
            continue  # 甲市至乙市的公路 ends in 乙市, 连接甲与乙的大桥 too
        if outer in {"Park", "Zone"} and inner in {"Park", "Zone"} and _DISTRICT.search(right.mention.name):
            yield Beside(right, "partOf", left, "beside.district", 0.8)
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
    starts = [span for span in nested if span.start == outer.start and span.end < outer.end]
    yield from _firms(outer, starts)
    yield from _parts(outer, starts, name)
    yield from _makers(outer, nested, starts, name)
    if {"Project", "Facility"} & set(outer.classes):
        yield from _lines(outer, nested, starts, name)
    yield from _homes(outer, nested, name)


def _firms(outer: Span, starts: Sequence[Span]) -> Iterator[Beside]:
    """An organisation that a name begins with: of a branch the whole, of a plant the builder."""
    kind = outer.classes[0]
    orgs = [span for span in starts if span.classes[0] in _ORGS]
    if not orgs:
        return
    longest = max(orgs, key=lambda span: span.end)
    sure = longest.mention.source not in {"slot.brand", "inside.brand"}
    if kind in _ORGS and sure and longest.key != outer.key:
        yield Beside(outer, "partOf", longest, "inside.branch", 0.8)
        for shorter in orgs:
            if shorter is not longest and shorter.key not in {longest.key, outer.key}:
                yield Beside(longest, "partOf", shorter, "inside.branch", 0.75)
    works = kind in {"Project", "Park", "Facility"} or longest.mention.source == "inside.brand"
    if longest.classes[0] == "Enterprise" and works:
        yield Beside(longest, "builds", outer, "inside.firm", 0.84)
    if kind == "Event" and longest.classes[0] == "Alliance":
        yield Beside(longest, "hosts", outer, "inside.event", 0.85)


def _parts(outer: Span, starts: Sequence[Span], name: str) -> Iterator[Beside]:
    """某某高新区|某某片区."""
    if outer.classes[0] in {"Park", "Zone"} and _DISTRICT.search(name):
        for span in starts:
            told = len(name) - (span.end - outer.start) > _BARE
            if told and span.classes[0] in {"Park", "Zone"} and span.key != outer.key:
                yield Beside(outer, "partOf", span, "inside.district", 0.8)


def _makers(outer: Span, nested: Sequence[Span], starts: Sequence[Span], name: str) -> Iterator[Beside]:
    """Divisions that a name begins with: hosts of a festival, issuers of a plan, partners of a park (甲·乙产业园)."""
    kind = outer.classes[0]
    if kind == "Event" and name.endswith("节"):
        for span in starts:
            if span.classes[0] in {"City", "District", "Township"}:
                yield Beside(span, "hosts", outer, "inside.festival", 0.7)
    if kind == "Agreement" and _ISSUED.search(name):
        for span in starts:
            if span.classes[0] in {"Province", "City", "District"}:
                yield Beside(span, "signed", outer, "inside.issuer", 0.7)
    line = kind == "Project" and _LINE.search(name)  # 甲—乙高速公路 runs between them, whoever builds it
    if kind in {"Park", "Zone", "Project"} and _PARTNERS.match(name) and not line:
        for span in nested:
            if span.classes[0] in {"City", "District"}:
                yield Beside(span, "builds", outer, "inside.partners", 0.7)


def _lines(outer: Span, nested: Sequence[Span], starts: Sequence[Span], name: str) -> Iterator[Beside]:
    """Sections, trains and stations of the line that a name begins with, and the ends that it names."""
    whole = [span for span in starts if span.classes[0] in {"Project", "Facility"} and span.key != outer.key]
    if "段" in name and whole:
        # the longest line that the name begins with: 某某枢纽北联线|竹溪段
        longest = max(whole, key=lambda span: span.end)
        yield Beside(outer, "partOf", longest, "inside.section", 0.85)
        whole = []
        nested = [span for span in nested if span.start >= longest.end]  # the ends of the line are not the section's
    for span in whole:
        if name.endswith("班列"):
            yield Beside(outer, "partOf", span, "inside.train", 0.8)
        elif (over := _CROSSING.search(name)) and over.start() > span.end - outer.start:
            yield Beside(outer, "partOf", span, "inside.crossing", 0.8)
        elif name.endswith("站") and len(name) - (span.end - outer.start) > 1 and _LINE.search(span.mention.name):
            yield Beside(span, "connects", outer, "inside.station", 0.8)
    kinds = _DIVISIONS | {"Park", "Facility", "NaturalFeature"}
    ends = [span for span in nested if span.classes[0] in kinds and span.key != outer.key]
    ends = [span for span in ends if not any(_covers(other, span) for other in ends)]
    if len(ends) == 1 and not _ends(ends[0], outer, name):
        return
    if ends and _BETWEEN.search(name) and _LINE.search(name):
        for span in ends:
            yield Beside(outer, "connects", span, "inside.ends", 0.84)


def _covers(site: Span, place: Span) -> bool:
    """Whether a place stands within the name of a site, or only says where it is: 北京|大兴国际机场 is one end."""
    within = site is not place and site.start <= place.start and place.end <= site.end
    return within or (site.start == place.end and site.classes[0] in {"Facility", "Park"})


def _ends(place: Span, outer: Span, name: str) -> bool:
    """Whether a place within a line's name stands beside 至 or a dash: one end of it, though the other is not known."""
    start, end = place.start - outer.start, place.end - outer.start
    return bool(_BETWEEN.match(name[start - 1 : start]) or _BETWEEN.match(name, end))


def _homes(outer: Span, nested: Sequence[Span], name: str) -> Iterator[Beside]:
    """Where a name says that its thing is: 甲区（某某园）, 某某学院|甲区校区."""
    campus = _CAMPUS.search(name)
    for place in nested:
        if campus and place.classes[0] in {"City", "District"} and place.end - outer.start == campus.start():
            yield Beside(outer, "locatedIn", place, "inside.campus", 0.76)
    for place, thing in pairwise(nested):
        bracket = name[place.end - outer.start : thing.start - outer.start] in {"(", "（"}
        if bracket and place.classes[0] in _DIVISIONS and thing.classes[0] in _THINGS:
            yield Beside(thing, "locatedIn", place, "inside.bracket", 0.78)
