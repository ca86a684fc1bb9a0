"""双方, 两地, 三家企业 in, the ones that they stand for out: who was named side by side, not whoever was named.

A与B签约 names two sides, and so does B where A opens the clause and 与 stands before B. Where one of two sides has a
name that nobody found, the other is half a pair and stands for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.entities.link import Span
from kg.entities.strangers import beheaded, opens
from kg.mentions.find import Line
from kg.mentions.units import Units

PLURAL = re.compile(
    r"(?P<sorts>校地|政企|校企|院地|央地|银企|医企|校院|政校|院企)?(?P<count>双|两|三|四|五)"
    r"(?P<kind>方|院|地|市|区|县|省市|省|家公司|家企业|校)(?!面|案|式|位|法|区|点|标|理|势|域|形|貌|处|级|内|场|划)"
)
_MEET = re.compile(r"[^，。；]{0,6}?(?:签署|签订|签约|签下|举行|召开|举办|会谈|座谈|会面|达成|开幕|启动|揭牌)")
_VISITED = re.compile(r"(?:考察|参观|走访|调研|察看|观摩)(?![团组])[^，。；：]*$")
_COUNTS = {"双": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_ORGS = ("Enterprise", "School", "ResearchInstitute", "Hospital", "Alliance", "Government")
_DIVISIONS = ("Province", "City", "District", "Township")
_OUTER = ("Country", *_DIVISIONS)
_SITES = ("Park", "Zone", "Facility")
_KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("地", "区", "县"), _DIVISIONS),
    **dict.fromkeys(("市", "省", "省市"), ("Province", "City", "District")),
    **dict.fromkeys(("家公司", "家企业"), ("Enterprise",)),
    "校": ("School",),
    "院": ("Hospital", "ResearchInstitute", "School"),
    "方": (*_ORGS, *_DIVISIONS, *_SITES),
}
"""What the noun of 两地, 三方, 两院 may stand for."""
_SORTS: dict[str, tuple[str, ...]] = {
    "校": ("School",),
    "地": _DIVISIONS,
    "政": ("Government", *_DIVISIONS),
    "企": ("Enterprise",),
    "院": ("ResearchInstitute", "Hospital", "School"),
    "央": ("Enterprise",),
    "银": ("Enterprise",),
    "医": ("Hospital",),
}
"""What each half of 校地, 政企 stands for."""
_CALLED = {
    "市": ("City", "District"),
    "县": ("District", "District"),
    "区": ("District", "District"),
    "州": ("City", "City"),
    "省": ("Province", "Province"),
}
"""Rank of a division → classes that a short name, and one in full, may have."""
_JOIN = re.compile(r"等?(?:、|和|与|同|跟|及|以及|联合|携手|联手|会同|牵手|结对)")
_WITH = re.compile(r"(?:与|和|同|跟|携手|联合|联手|会同|牵手|对接)$")
_TOWARDS = re.compile(r"[到在赴从于至来往抵离距]$")
"""Before a name that is where something happens."""
_CLAUSE_START = re.compile(r".*[，。；：]", re.DOTALL)
_OPENING = 8
"""Characters that may stand before the name that opens a clause: times and adverbs."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its spans, newest first in a history; the venues are left out."""

    text: str
    spans: Sequence[Span]
    units: Units


def venue(text: str, span: Span) -> bool:
    """Whether a thing is no side of what the others do: where they met (A与B在C签署协议) or what they visited."""
    if _VISITED.search(text, 0, span.start):
        return True
    return span.classes[0] in _DIVISIONS and text[: span.start].endswith("在") and bool(_MEET.match(text, span.end))


def leading(lines: Sequence[Line], spans: Sequence[Sequence[Span]]) -> list[Span]:
    """The divisions that an article is about, those named most first; none that is named once only."""
    named: dict[str, list[Span]] = {}
    for line, row in zip(lines, spans, strict=True):
        here = Row(line.sentence.text, row, line.units)
        for span in row:
            if span.classes[0] in _DIVISIONS and not _higher(span, here) and not venue(here.text, span):
                named.setdefault(span.key, []).append(span)
    often = {key: row for key, row in named.items() if len(row) > 1}
    return [often[key][0] for key in sorted(often, key=lambda key: (-len(often[key]), key))]


def meant(
    match: re.Match[str], here: Row, before: Sequence[Row], topic: Span | None, leading: Sequence[Span]
) -> list[Span]:
    """Whom a match of `PLURAL` in the row `here` stands for; none where they cannot be told.

    `before` are the rows before it, newest first; `topic` is the division that the passage is about, `leading` those
    that the article is about.
    """
    count, kind = _COUNTS[match["count"]], match["kind"]
    spans = [span for span in here.spans if span.end <= match.start()]
    unit = here.units.covering(match.start() - 1) if match.start() else -1
    if unit >= 0 and here.units.letters[unit] in "UX":
        return []  # 甲市、某某和某某三方: the names stand before it
    rows = (Row(here.text, spans, here.units), *before)
    if match["sorts"]:
        return next(filter(None, (_sorted(match["sorts"], row) for row in rows)), [])
    if kind in _CALLED:
        topic = topic if topic is not None and _is_called(topic, kind) else None
    for row in rows:
        fitting = replace(row, spans=[span for span in row.spans if _is_called(span, kind)])
        found = _beside(count, kind, fitting, topic)
        if found is None:
            found = _counted(count, kind, fitting, topic)
        if found is not None:
            return found
    return _led(count, kind, leading)


def _is_called(span: Span, kind: str) -> bool:
    """Whether a division may be one of 两市, 三县, 两区: a name in full says its rank, a short one does not."""
    if kind not in _CALLED or span.classes[0] not in _DIVISIONS:
        return kind not in _CALLED
    name, (short, full) = span.mention.name, _CALLED[kind]
    if name[-1] in "省市州区县旗":
        return name[-1] == kind and span.classes[0] in {short, full, "Province"}
    return short in span.classes


def _led(count: int, kind: str, leading: Sequence[Span]) -> list[Span]:
    """As many divisions of one rank as are counted, where just so many of it are what the article is about."""
    ranks: list[list[Span]] = []
    if kind in _CALLED:
        ranks = [[span for span in leading if _is_called(span, kind)]]
    elif kind == "地":
        ranks = [[span for span in leading if span.classes[0] == rank] for rank in ("City", "District", "Province")]
    return next((fitting for fitting in ranks if len(fitting) == count), [])


def _sorted(sorts: str, row: Row) -> list[Span]:
    """The two side by side of which one is of each sort: 校地 are a school and the place with which it acts."""
    for run in reversed(_runs(row)):
        sides = [next((span for span in run if span.classes[0] in _SORTS[sort]), None) for sort in sorts]
        if None not in sides and sides[0] is not sides[1]:
            return [side for side in sides if side is not None]
    return []


def _runs(row: Row) -> list[list[Span]]:
    """The names of a row that stand side by side, without the places that only say where the next one is."""
    spans = [span for span in sorted(row.spans, key=lambda span: span.start) if not _higher(span, row)]
    runs: list[list[Span]] = []
    for span in spans:
        if runs and _JOIN.fullmatch(row.text, runs[-1][-1].end, max(_start(span, row), runs[-1][-1].end)):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _beside(count: int, kind: str, row: Row, topic: Span | None) -> list[Span] | None:
    """As many names side by side as are counted, the last such row; [] where one of them was not found."""
    classes = _KINDS[kind]
    strange = beheaded(row.spans, row.units)
    runs = _runs(row)
    spans = [span for run in runs for span in run]
    for run in reversed(runs):
        members = list({span.key: span for span in run if span.classes[0] in classes}.values())
        odd = any(span.end in strange for span in run)
        if len(members) == count:
            return [] if odd else members
        if count == 2 and len(members) == 1 and _WITH.search(row.text, 0, _start(members[0], row)):
            if odd:
                return []
            other = _opener(members[0], spans, row, topic, classes)
            return [other, members[0]] if other is not None else []
    return None


def _start(span: Span, row: Row) -> int:
    """Where a name begins, with the higher places before it."""
    start = span.start
    for other in sorted(row.spans, key=lambda other: -other.start):
        joined = other.end <= start and row.text[other.end : start] in {"", "的"}
        if joined and other.classes[0] in _OUTER:
            start = other.start
    return start


def _opener(side: Span, spans: Sequence[Span], row: Row, topic: Span | None, classes: tuple[str, ...]) -> Span | None:
    """Who opens the clause in which 与 stands before a side, else the sentence; else the topic, if nobody else does."""
    head = _CLAUSE_START.match(row.text, 0, side.start)
    begin = head.end() if head else 0
    for start in dict.fromkeys((begin, 0)):
        first = next((span for span in spans if start <= span.start < side.start), None)
        if first is not None and first.start - start <= _OPENING:
            if first.classes[0] in classes:
                return first if first.key != side.key else None
            break  # an officer, a bureau: they act for whom the passage is about
        if opens(row.text, start, side.start, start, row.units):
            return None
    return topic if topic is not None and topic.key != side.key and topic.classes[0] in classes else None


def _counted(count: int, kind: str, row: Row, topic: Span | None) -> list[Span] | None:
    """As many names of a sentence as are counted, wherever they stand in it."""
    classes = _KINDS[kind]
    level = _of_one_rank(count, [span for span in row.spans if span.classes[0] in classes]) if kind == "地" else None
    if level:
        return level
    distinct: dict[str, Span] = {}
    for span in sorted(row.spans, key=lambda span: span.start):
        if span.classes[0] in classes and not _higher(span, row) and not _TOWARDS.search(row.text, 0, span.start):
            distinct.setdefault(span.key, span)
    held = [span for span in distinct.values() if any(_holds(span.key, key) for key in distinct)]
    for span in held:  # 泰州市 and its 姜堰区 are no two sides
        del distinct[span.key]
    # who acts before where it happens: a park is a side of 双方 only where nobody else stands
    actors = [span for span in distinct.values() if span.classes[0] not in _SITES]
    members = actors or list(distinct.values())
    if len(members) > count and kind == "地":
        return None
    if len(members) >= count:
        return members[:count]
    if count == 2 and len(members) == 1 and topic is not None and topic.key != members[0].key and kind not in "校方":
        return [topic, members[0]]
    return [] if members and kind == "方" else None


def _holds(outer: str, inner: str) -> bool:
    """Whether one division's key is that of a division over the other: CN-321200 over CN-321204."""
    if not (outer.startswith("CN-") and inner.startswith("CN-")) or outer == inner:
        return False
    length = len("CN-32") if outer.endswith("0000") else len("CN-3212") if outer.endswith("00") else len(inner)
    return inner[:length] == outer[:length]


def _of_one_rank(count: int, spans: Sequence[Span]) -> list[Span] | None:
    """As many divisions of one rank as are counted: 两地 of 顺德区某镇 and 番禺区 are the districts."""
    ranks: dict[str, dict[str, Span]] = {}
    for span in spans:
        ranks.setdefault(span.classes[0], {}).setdefault(span.key, span)
    if len(ranks) < 2:
        return None
    fitting = [list(members.values()) for members in ranks.values() if len(members) == count]
    return fitting[0] if len(fitting) == 1 else None


def _higher(span: Span, row: Row) -> bool:
    """Whether a division only says where the next one is (苏州市|吴江区, 武汉的某某大学)."""
    if span.classes[0] not in _OUTER:
        return False
    return any(
        (other.start == span.end and other.classes[0] in {"City", "District", "Township", "Park"})
        or (other.classes[0] in _ORGS and span.end <= other.start and row.text[span.end : other.start] in {"", "的"})
        for other in row.spans
    )
