"""A sentence and its spans in, the skeleton that frames match on out: every list of names one character.

This is the cascade of finite-state extraction (Hobbs et al., FASTUS, 1997): names first, lists of names next, clauses
last, each stage reading the symbols of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.entities.link import Span
from kg.entities.strangers import beheaded
from kg.mentions.units import Units

_ORDER = (
    *("Country", "Province", "City", "District", "Township", "Village", "Region", "NaturalFeature", "Zone", "Park"),
    *("Project", "Facility", "Enterprise", "Government", "School", "ResearchInstitute", "Hospital", "Alliance"),
    *("Industry", "Product", "Agreement", "Event", "Person"),
)
SYMBOL = {name: chr(0xE000 + index) for index, name in enumerate(_ORDER)}
"""Class → the private-use character that stands for a group whose first member has it."""
CLASS = {symbol: name for name, symbol in SYMBOL.items()}
MIXED = chr(0xE000 + len(_ORDER))
"""Stands for a group whose members are of several classes; every slot admits it and picks what it takes."""
ANY = f"[{SYMBOL[_ORDER[0]]}-{MIXED}]"

_GAP = re.compile(
    r"(?:等(?:地区|地|城市|国家|区县|区|县|省市|省|企业|高校|院校|园区|平台|项目)?)?"
    r"(?:[、和与及跟]|以及|，?以及|[—－\-]|·)"
    r"(?:\d+个|[一二两三四五六七八九十]个)?(?:“)?"
)
_FILLED = re.compile(r"[、和及](?P<fill>[^，。；：、（(]{2,14})(?:[、和及]|以及)")
_LEVEL = {"Country": 0, "Province": 1, "City": 2, "District": 3, "Township": 4, "Village": 5}
_PLACES = frozenset(["Country", "Province", "City", "District", "Township", "Village", "Park", "Zone"])
_SETTLED = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Park"])
_FAMILIES = (
    frozenset(["Country", "Province", "City", "District", "Township", "Village"]),
    frozenset(["Project", "Park", "Zone", "Facility"]),
    frozenset(["Enterprise", "School", "ResearchInstitute", "Hospital", "Government"]),
)
_PREFIXED = re.compile(r"[、和及][^，。；：、“”（(]{1,12}")
_SETTLING = re.compile(r"(?:位于|坐落于|坐落在|地处|落户|落户于|入驻|来自|选址)$")
_FUNDED = re.compile(r"[、和及](?:总|计划|拟)?投资(?:约|超|近)?[\d.]+[亿万]元?(?:美元)?的")
_WORKS = frozenset(["Project", "Park", "Facility", "Zone"])
_JOINT = frozenset("与和同跟")
_SIDES = frozenset("与同跟")
_BLOCK = re.compile(r"建设|推进|推动|打造|加快|将|已|的|在|被|由|与|开展|实施|完成|启动|开工|提升|举办|签|合作")


@dataclass(frozen=True, slots=True)
class Group:
    """A list of names that share one place in the clause. Offsets are in the sentence and in the skeleton."""

    members: tuple[Span, ...]
    start: int
    end: int
    at: int
    joint: bool
    """Members are joined by 与 or 和, as partners are."""
    split: int = 0
    """Number of members before 与 where it parts two sides (A、B与C); 0 where none does."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`text` with one private-use character for each group; `groups` by position in it."""

    text: str
    groups: dict[int, Group]
    source: str
    units: Units | None = None
    modifying: frozenset[int] = frozenset()
    """Positions of groups that end in a place which only modifies a name that was not found (杭州|某某科技)."""

    def origin(self, position: int) -> int:
        """Where a position of the skeleton stands in the sentence."""
        last = next((at for at in reversed(self.groups) if at < position), None)
        if last is None:
            return position
        return self.groups[last].end + position - last - 1

    def before(self, position: int) -> str:
        """The clause's text left of a position, in skeleton form."""
        return self.text[max([self.text.rfind(mark, 0, position) for mark in "，。；："]) + 1 : position]


def build(text: str, spans: Sequence[Span], units: Units | None = None) -> Skeleton:
    """Skeleton of a sentence; `spans` are its outer spans in order, without overlap.

    Without its `units`, names that were not found are not seen.
    """
    strange = beheaded(spans, units) if units else ()
    modifying: list[int] = []
    parts: list[str] = []
    groups: dict[int, Group] = {}
    cursor = length = 0
    index = 0
    rows = _absorbed(text, spans)
    while index < len(rows):
        span, start = rows[index]
        members = [span]
        joint = False
        split = 0
        while index + 1 < len(rows):
            following, begin = rows[index + 1]
            same = following.start == members[-1].start
            if not same:
                gap = text[members[-1].end : begin]
                if not _joins(gap, members[-1], following):
                    break
                if gap[-1:] in _JOINT and (len(members) == 1 or gap[-1:] in _SIDES):
                    joint = True
                    split = len(members) if gap[-1:] in _SIDES else split
            joint = joint or same
            index += 1
            members.append(following)
        end = members[-1].end
        # quotation marks around a name belong to its place in the clause
        if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
            start, end = start - 1, end + 1
        start = max(start, cursor)
        parts.append(text[cursor:start])
        length += start - cursor
        if members[-1].end in strange and end == members[-1].end:
            modifying.append(length)
        groups[length] = Group(tuple(members), start, end, length, joint, split)
        kinds = {member.classes[0] for member in members}
        parts.append(SYMBOL[members[0].classes[0]] if _alike(kinds) else MIXED)
        length += 1
        cursor = end
        index += 1
    parts.append(text[cursor:])
    return Skeleton("".join(parts), groups, text, units, frozenset(modifying))


def _alike(kinds: set[str]) -> bool:
    """Whether frames may take a group for what its first member is: one class, or classes that act alike."""
    return len(kinds) == 1 or any(kinds <= family for family in _FAMILIES)


def _absorbed(text: str, spans: Sequence[Span]) -> list[tuple[Span, int]]:
    """Spans with where each begins: a place that only says where the next name is becomes its beginning (四川|武侯)."""
    kept: list[tuple[Span, int]] = []
    begin = -1
    for span, following in zip(spans, [*spans[1:], None], strict=False):
        start = span.start if begin < 0 else begin
        begin = -1
        if (
            following is not None
            and following.start > span.start  # both spans of 双方 begin and end together
            and span.classes[0] in _PLACES
            and following.classes[0] not in {"Industry", "Event", "Product"}
        ):
            gap = text[span.end : following.start]
            higher = _LEVEL.get(span.classes[0], 9) < _LEVEL.get(following.classes[0], 9)
            if (
                gap in {"的", "内的", "境内的"}
                and following.classes[0] in _SETTLED
                and span.classes[0] in _PLACES
                and not _settling(text, start, kept)
            ):
                begin = start
                continue
            if gap in {"", "“"} and (higher or following.classes[0] not in _LEVEL) and following.classes[0] != "Region":
                begin = start
                continue
        kept.append((span, start))
    return kept


def _settling(text: str, start: int, kept: Sequence[tuple[Span, int]]) -> bool:
    """Whether a clause opens with 位于A的B: it is about B, and its verb says where B is."""
    if not _SETTLING.search(text, max(0, start - 4), start):
        return False
    opening = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    return not kept or kept[-1][0].end <= opening


def _joins(gap: str, left: Span, right: Span) -> bool:
    if not gap:
        return False
    gap = gap.strip("“”")
    if _GAP.fullmatch(gap) or gap == "、":
        return True
    if left.classes[0] in _WORKS and right.classes[0] in _WORKS and _FUNDED.fullmatch(gap):
        return True
    if left.classes[0] == right.classes[0] and _PREFIXED.fullmatch(gap) and not _BLOCK.search(gap):
        return left.classes[0] in {"Enterprise", "Project"}
    filled = _FILLED.fullmatch(gap)
    return (
        bool(filled)
        and not _BLOCK.search(gap)
        and left.classes[0] not in {"Person"}
        and right.classes[0] not in {"Person"}
    )
