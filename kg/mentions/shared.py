"""Text and names in, names completed from a shared head or modifier out: 云岭、竹溪高铁 → 云岭高铁."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.names import Name
from kg.mentions.right import LINE_HEADS

_LINES = "城际铁路|货运铁路|铁路|高速公路|高速|高铁|快速通道|城际"
_BEFORE = re.compile(r"(?:(?:[一-鿿]{2,4}|[一-鿿]{2,4}[-—至][一-鿿]{2,4}(?:[东西南北]线)?)[、和及])+$")
_ITEM = re.compile(r"[^、和及]+")
_OPEN = re.compile(rf"(?P<items>(?:[一-鿿]{{2,6}}、)*[一-鿿]{{2,4}})等(?P<head>{_LINES})")
_STOPS = re.compile(
    r"(?:设有?|设置|新建|停靠|途经|经过|串联起?|分别为|分别是|依次为|依次经过)(?P<items>(?:[一-鿿]{2,6}、)+[一-鿿]{2,6}?)等?"
    r"(?:\d{1,2}|[两三四五六七八九十]{1,2})[座个](?:新建|中间|停靠)?(?:车站|客运站|客站|站点|高铁站|火车站|站)"
)
_PHASES = re.compile(
    r"(?P<place>[一-鿿]{2,4}?)(?P<a>[一二三四]期[一-鿿]{2,4})[、和](?P<b>[一二三四]期[一-鿿]{2,4})(?P<head>项目|工程)"
)
_NUMBERED = re.compile(
    r"(?P<prefix>[一-鿿]{2,6}?)(?P<first>\d{1,2})号线[、和](?P<rest>(?:\d{1,2}号线[、和]?)+)(?P<tail>[一-鿿]{2,4}段)?"
)
_OTHER = re.compile(rf"(?:{_LINES}|通道|隧道|枢纽|线|段|路|桥|港|站|园|区|县|市|省|等|合作)$")
"""How other things of a list end: they share no head with what follows."""
_VERBS = re.compile(
    r"^(?:共建|合作共建|联合打造|推进|推动|加快|建设|提速|实施|开工|启动|完善|做好|抓好|打造|谋划|争取|建成|开通|新建|动工|完成)+"
)
_BATTLES = re.compile(
    r"(?P<items>(?:[一-鿿]{2}、)+[一-鿿]{2})(?:[三四五六七八]大)?(?P<head>(?:污染防治)?(?:保卫战|攻坚战))"
)
_CORRIDOR = re.compile(r"(?:[一-鿿]{2,4}[—－-][一-鿿]{2,12}[、和及])+[一-鿿]{2,4}[—－-][一-鿿]{2,12}?“?$")
_PAIRED = re.compile(r"[^、]+")
_SURE = 0.96
"""A station by its place among stations (设竹溪、城南2座车站): above the division of the same name."""
_SECTIONS = re.compile(r"(?:[、和及](?P<item>[^，。；：、和及的（(]{2,12}段))+")


@dataclass(frozen=True, slots=True)
class Completed:
    """A printed span and the whole name that it stands for."""

    start: int
    end: int
    name: str
    classes: tuple[str, ...]
    score: float = 0.85


def complete(text: str, names: Sequence[Name]) -> Iterator[Completed]:
    """Names whose head or modifier is printed once for several of them (rule 27 of the annotation guide)."""
    for name in names:
        if name.head.id != "line" or name.core_end - name.head_start > 5 or name.head_start - name.start > 7:
            continue
        before = _BEFORE.search(text, max(0, name.start - 40), name.start)
        if not before:
            continue
        head = text[name.head_start : name.core_end]
        if not re.fullmatch(_LINES, head):
            continue
        for item in _ITEM.finditer(text, before.start(), before.end()):
            word = item.group()
            verb = _VERBS.match(word)
            start = item.start() + (verb.end() if verb else 0)
            word = text[start : item.end()]
            if 2 <= len(word) <= 9 and not _OTHER.search(word):
                yield Completed(start, item.end(), word + head if not word.endswith("线") else word, name.classes)
    yield from _sections(text, names)
    yield from _corridors(text, names)
    for match in _BATTLES.finditer(text) if "战" in text else ():
        for item in _ITEM.finditer(text, match.start("items"), match.end("items")):
            end = match.end() if item.end() == match.end("items") else item.end()
            yield Completed(item.start(), end, item.group() + match["head"], ("Project",))
    for match in _OPEN.finditer(text) if "等" in text else ():
        for item in _ITEM.finditer(text, match.start("items"), match.end("items")):
            word, start = item.group(), item.start()
            verb = _VERBS.match(word)
            if verb:
                start += verb.end()
                word = word[verb.end() :]
            if 2 <= len(word) <= 3 and not re.search("[区县市省等项]$", word):
                yield Completed(start, item.end(), word + match["head"], ("Project", "Facility"))
    for match in _STOPS.finditer(text) if "站" in text else ():
        for item in _ITEM.finditer(text, match.start("items"), match.end("items")):
            word = item.group()
            yield Completed(*item.span(), word if word.endswith("站") else word + "站", ("Facility",), _SURE)
    for match in _PHASES.finditer(text) if "期" in text else ():
        verb = _VERBS.match(text[match.start() : match.end("place")])
        begin = match.start() + (verb.end() if verb else 0)
        place = text[begin : match.end("place")]
        if len(place) >= 2:
            yield Completed(begin, match.end("a"), place + match["a"] + match["head"], ("Project",))
            yield Completed(match.start("b"), match.end("head"), place + match["b"] + match["head"], ("Project",))
    for match in _NUMBERED.finditer(text) if "号线" in text else ():
        prefix = _VERBS.sub("", match["prefix"])
        prefix = next(
            (word for word in ("轨道交通", "轨道", "地铁", "轻轨", "云轨") if match["prefix"].endswith(word)), prefix
        )
        tail = match["tail"] or ""
        yield Completed(
            match.end("prefix") - len(prefix),
            match.end("first") + 2,
            f"{prefix}{match['first']}号线{tail}",
            ("Project", "Facility"),
        )
        for number in re.finditer(r"(\d{1,2})号线", match["rest"]):
            start = match.start("rest") + number.start()
            end = match.start("rest") + number.end()
            if end == match.end("rest") and tail:
                end = match.end("tail")
            yield Completed(start, end, f"{prefix}{number[1]}号线{tail}", ("Project", "Facility"))


def _sections(text: str, names: Sequence[Name]) -> Iterator[Completed]:
    """某某高速公路云岭段、竹溪段: the second section is of the same line."""
    for name in names:
        if name.head.id not in LINE_HEADS or name.core_end == name.end or text[name.end - 1] != "段":
            continue
        rest = _SECTIONS.match(text, name.end)
        if rest is None:
            continue
        line = text[name.start : name.core_end]
        for item in _ITEM.finditer(text, name.end + 1, rest.end()):
            yield Completed(*item.span(), line + item.group(), name.classes)


def _corridors(text: str, names: Sequence[Name]) -> Iterator[Completed]:
    """甲县—乙县材料、丙县—丁县医药产业园: both are parks, each of its two places."""
    for name in names:
        if name.classes[0] not in {"Park", "Zone"} or "、" not in text[: name.start]:
            continue
        opened = text[name.start - 1 : name.start] == "“" and text[name.end : name.end + 1] == "”"
        tail = text[name.start if opened else name.head_start : name.end]
        begin = name.start if opened else name.head_start
        before = _CORRIDOR.search(text, max(0, begin - 60), begin)
        if before is None:
            continue
        for item in _PAIRED.finditer(text, before.start(), before.end()):
            verb = _VERBS.match(item.group())
            start = item.start() + (verb.end() if verb else 0)
            if not re.match("[一-鿿]{2,4}[—－-]", text[start : item.end()]):
                continue
            last = item.end() == before.end()
            end = name.end + opened if last else item.end()
            yield Completed(start, end, text[start : item.end()].rstrip("“") + tail, name.classes)
