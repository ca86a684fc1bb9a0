"""Units in, names without a head word out: members of closed lists and of models."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs
from kg.mentions.heads import Heads
from kg.mentions.units import DIVISION, QUOTED, REGION, Units
from kg.mentions.words import (
    BOUNDARY,
    CODE,
    CONJUNCTION,
    CONTENT,
    EDGE,
    INSIDE,
    JOINER,
    NUMBER,
    PROPER,
    TAGGED,
    VERB,
    WordClasses,
)

_MARK = re.compile(r"等等?(?!地|市|县|省|区|国)|(?:[一二两三四五六七八九十]|\d+)大(?!学|道|桥|厦)")
_MODEL = re.compile(
    r"(?<![所可得足难予])以(?P<items>[^，。；：]{2,60}?)(?:等)?为(?P<as>代表|龙头|引领|核心|支撑|主体|首|主(?![要导线题营打]))"
)
_TAIL = r"(?!成为|成了|是|已|将|在|均|都|也|先后|相继|陆续)(?P<tail>[^，。；：“”与了将已被把获是]{0,16})"
_COUNT = r"(?:[两二三四五六七八九十]|(?<![\d.])\d{1,3})(?:家|个|所)[^，。；：、“”与和的\d]{0,6}?"
_FIRMS = re.compile(r"(?:近|约|超)?\d+(?:余|多)?家(?!医院|学校|高校|院校|银行|机构|景区|单位|餐)")
_ENDED = r"(?!园|区|城|集群|带|链|化|发展|基地|家|主|文化|场所|空间|室|人员|设施)"
_CALLED = frozenset(["企业", "巨头", "龙头", "公司", "集团", "品牌", "厂商"])
_ARRIVED = re.compile(r"(?:先后|相继|陆续|纷纷|接连|集中|也|已|都)(?:已)?(?:入驻|落户|进驻|落地|签约|入园|投产)")
_OWNED = re.compile(r"(?:旗下|下属)的?")
_EMBODIED = frozenset(["代表", "龙头", "首"])
_SETTLED = re.compile(r"(?:落户|入驻|进驻|迁入)[^，。；的]{2,10}的")
_LOOSE = frozenset("的了着")
_GRAMMAR = frozenset("的了着等在由将是有为以把被及和与同从对向到于给让使至其该各每这那家个条座项名位年引赴获签入")
"""Characters that no brand hides between two marks of a list."""
_SWALLOWED_REACH = 2
_BRAND_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Member:
    """A name found by its slot."""

    start: int
    end: int
    classes: tuple[str, ...]
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Slots:
    """`seeds/rules/slots.toml`, compiled."""

    closing: dict[str, tuple[str, ...]]
    tail: re.Pattern[str]
    counted: re.Pattern[str]
    """A number of things by their class noun: 两家企业, 4个品牌."""
    gathering: frozenset[str]
    suffixes: frozenset[str]

    @classmethod
    def load(cls) -> Slots:
        """Reads the table. Raises `RuleError` where it is malformed."""
        file: Path = folder("seeds") / "rules" / "slots.toml"
        try:
            data = packs.read(file)
            closing = {word: tuple(entry["classes"]) for entry in data["closing"] for word in entry["words"]}
            suffixes = frozenset(data["brand"]["suffixes"])
            gathering = frozenset(data["gathering"]["words"])
        except (KeyError, TypeError) as error:
            raise RuleError(f"{file}: lacks {error}") from error
        nouns = packs.either(closing)
        tail = re.compile(f"{_TAIL}(?P<noun>{nouns}){_ENDED}")
        counted = re.compile(f"{_COUNT}(?P<noun>{nouns}){_ENDED}")
        return cls(closing, tail, counted, gathering, suffixes)


def members(units: Units, slots: Slots, words: WordClasses, heads: Heads) -> Iterator[Member]:
    """Members of lists that a class noun closes (A、B等企业) or a model introduces (以A为代表)."""
    text = units.text
    for mark in _MARK.finditer(text):
        tail = slots.tail.match(text, mark.end())
        if tail or _FIRMS.match(text, mark.end()):
            classes = slots.closing[_longest(text[mark.end() : tail.end()], slots)] if tail else ("Enterprise",)
            yield from _before(units, mark.start(), classes, slots, words, heads, needs_list=True)
    for many in slots.counted.finditer(text):
        yield from _before(units, many.start(), slots.closing[many["noun"]], slots, words, heads, least=2)
    for arrival in _ARRIVED.finditer(text):
        yield from _before(units, arrival.start(), ("Enterprise",), slots, words, heads, needs_list=True)
    for owner in _OWNED.finditer(text):
        member = _owned(units, owner.end(), words, heads)
        if member:
            yield member
    for settled in _SETTLED.finditer(text):
        member = _owned(units, settled.end(), words, heads)
        if member:
            yield member
    for model in _MODEL.finditer(text):
        tail = re.compile(r"(?:的|，)?").match(text, model.end())
        noun = slots.tail.match(text, tail.end() if tail else model.end())
        if noun is None and model["as"] not in _EMBODIED:
            continue
        classes = slots.closing[noun["noun"]] if noun else ("Enterprise",)
        if classes == ("Industry",) and not model["items"].endswith(("产业", "业")):
            classes = ("Enterprise",)
        end = model.end("items")
        yield from _before(units, end, classes, slots, words, heads, needs_list=False)


def _longest(tail: str, slots: Slots) -> str:
    """The longest class noun that ends the tail: 龙头项目, not 项目."""
    noun = next(tail[start:] for start in range(len(tail)) if tail[start:] in slots.closing)
    # 企业和项目: what settles is a firm
    return "企业" if noun != "企业" and "企业" in tail and "Project" in slots.closing[noun] else noun


def _before(
    units: Units,
    end: int,
    classes: tuple[str, ...],
    slots: Slots,
    words: WordClasses,
    heads: Heads,
    *,
    needs_list: bool = True,
    least: int = 1,
) -> Iterator[Member]:
    """Walks left from `end` over the members of a list."""
    last = units.at_end(end)
    if last < 0:
        return
    spans: list[tuple[int, int]] = []
    index = close = last
    while index >= -1:
        letter = units.letters[index] if index >= 0 else "P"
        inside = letter in INSIDE or letter in {JOINER, NUMBER}
        if inside or (classes == ("Enterprise",) and index >= 0 and _swallowed(units, index, close)):
            index -= 1
            continue
        if close > index:
            spans.append((index + 1, close))
        if letter != CONJUNCTION:
            break
        index -= 1
        close = index
    trigger = units.word(index) if index >= 0 else ""
    before = units.word(index - 1) if index >= 1 else ""
    gathered = trigger in slots.gathering or (trigger in _LOOSE and before in slots.gathering) or not needs_list
    if len(spans) < (least if gathered else 2):
        return
    spans.reverse()
    if classes == ("Enterprise",) and not any(_brand(units, *span, slots) for span in spans):
        return  # 减速器、控制器等企业: what they make
    members = [_member(units, *span, classes, words, heads, gathered or len(spans) > 2) for span in spans]
    named = sum(member is not None for member in members)
    for number, (first, final) in enumerate(spans):
        member = members[number]
        if member is None and number and classes == ("Enterprise",) and named >= 2:
            member = _among(units, first, final, words, heads)
        if member:
            yield member


def _swallowed(units: Units, index: int, last: int) -> bool:
    """Whether one character that looks like a function word stands within a member: 、喜利|得|工具、, 、日|播等."""
    word = units.word(index)
    if units.letters[index] not in {BOUNDARY, TAGGED} or len(word) > 1 or word in _GRAMMAR or index == last:
        return False
    first = index
    while first and units.letters[first - 1] in {PROPER, CONTENT} and index - first < _SWALLOWED_REACH:
        first -= 1
    return bool(first) and units.word(first - 1) == "、" and units.ends[last] - units.starts[first] <= _BRAND_LENGTH


def _among(units: Units, first: int, last: int, words: WordClasses, heads: Heads) -> Member | None:
    """A firm of plain words (建设|工业, 华南|城): only its place among named firms tells that it is one."""
    start, end = units.starts[first], units.ends[last]
    text = units.text[start:end]
    places = {DIVISION, REGION}
    if set(units.letters[first : last + 1]) <= places or not 3 <= end - start <= 6 or text in words.plain:
        return None
    known = heads.ending(text)
    if known and known[1].classes[0] not in {"Enterprise", "Industry", "Park"}:
        return None
    return Member(start, end, ("Enterprise",), "slot.list", 0.58)


def _member(
    units: Units, first: int, last: int, classes: tuple[str, ...], words: WordClasses, heads: Heads, sure: bool
) -> Member | None:
    letters = units.letters
    while first <= last and letters[first] in {EDGE, VERB, JOINER, NUMBER} and "Industry" not in classes:
        if letters[first] == NUMBER and first + 1 == last and len(units.word(last)) == 1:
            break  # 五月|鲜
        if letters[first] == NUMBER and units.word(first)[0] > "9" and len(units.word(first + 1)) == 1 and first < last:
            break  # 三棵|草|涂料
        first += 1
    governed = "Industry" in classes and letters[first] == VERB and first < last
    if governed and units.text[units.starts[first] : units.ends[last]] not in words.plain:
        first += 1  # 发展|风电
    if first > last:
        return None
    start, end = units.starts[first], units.ends[last]
    text = units.text[start:end]
    if set(letters[first : last + 1]) <= {DIVISION, REGION} or not 2 <= end - start <= 14:
        return None
    specific = any(words.is_specific(units.word(i)) for i in range(first, last + 1))
    if not specific or text in words.common_heads:
        return None
    if letters[first] in {DIVISION, REGION} and classes != ("Enterprise",) and "Project" not in classes:
        first += 1
        start = units.starts[first]
    known = heads.ending(text)
    called = next((i for i in range(last - 1, first - 1, -1) if units.word(i) in _CALLED), None)
    if called is not None:
        first = called + 1
    if first < last and letters[first] == DIVISION and units.places[first].kind == "country":
        first += 1
    start = units.starts[first]
    text = units.text[start:end]
    proper = _proper(units, first, last)
    if known and classes[0] not in {"Industry", "Project"} and known[1].classes[0] != "Industry":
        return None  # the head says better what it is
    # a place makes a headless work a particular one
    placed = classes[0] == "Project" and any(letters[i] == DIVISION for i in range(first, last + 1))
    if classes[0] in {"Project", "Park", "Facility", "ResearchInstitute", "Hospital"} and not (
        proper and (known or placed or sure)
    ):
        return None
    if text in words.plain and classes[0] == "Enterprise":
        classes = ("Industry",)
    if classes[0] == "Enterprise" and known and not proper:
        return None
    return Member(
        start, end, classes, "slot.list", 0.5 if known and classes[0] != "Enterprise" else 0.72 if sure else 0.62
    )


def _proper(units: Units, first: int, last: int) -> bool:
    return any(units.letters[i] in {PROPER, CODE, DIVISION} or len(units.word(i)) == 1 for i in range(first, last + 1))


def _brand(units: Units, first: int, last: int, slots: Slots) -> bool:
    """Whether a member holds an unknown word, a code, a place, a trade or single characters of an unknown name."""
    lone = [len(units.word(index)) == 1 for index in range(first, last + 1)]
    named = any(
        units.letters[index] in {PROPER, CODE, DIVISION, REGION, QUOTED} and units.word(index)[:2] not in slots.suffixes
        for index in range(first, last + 1)
    )
    return named or units.word(last) in slots.suffixes or any(map(operator.and_, lone, lone[1:]))


def _owned(units: Units, start: int, words: WordClasses, heads: Heads) -> Member | None:
    """What a firm owns, up to the next word that no name holds: 旗下的|某某优选|已…"""
    first = units.at_start(start)
    last = first
    while 0 <= last < len(units.starts) and units.letters[last] in INSIDE and last - first < 4:
        last += 1
    if first < 0 or last == first:
        return None
    return _member(units, first, last - 1, ("Enterprise",), words, heads, sure=True)
