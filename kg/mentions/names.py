"""Units in, names that end in a head word out: 某某产业园, 某某高速公路, 某某有限公司 …

The grammar is the classic one of rule-based Chinese named-entity work: find the head, walk left over what names are
made of, stop at what they are not (function words, governing verbs, punctuation), drop what only ranks or praises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.mentions.heads import NEEDS, Head, Heads
from kg.mentions.left import RATED, counted, enclosing, left_edge, owned, starts, titles_item
from kg.mentions.right import LINE_HEADS, right_edge
from kg.mentions.strength import strength
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CONTENT, EDGE, PROPER, VERB, WordClasses

MAX_LENGTH = 34
"""Longest name in characters; the longest real ones (a line with its sections) stay under it."""

_OWNED_HEADS = frozenset(["project", "base", "facility", "market"])
_WEAK_HEADS = frozenset(["city", "center", "industry"])
"""Heads that say little: a list that says more of a name wins over them."""
_TOWARDS = frozenset("到至后前")
_WAYS = frozenset("路海江川疆藏市城乡山边区化型")
"""What is gone to, round or through ends no short form of a place (出海通道, 环城高速)."""
_COUNTED = re.compile(r"(?:近|约|超)?\d+(?:余|多)?[个家所座条]")


_TRACKS = frozenset(["线", "铁路", "高铁", "地铁", "城际"])


@dataclass(frozen=True, slots=True)
class Name:
    """A name found by its head: span, classes, and how sure its form makes us."""

    start: int
    end: int
    head_start: int
    classes: tuple[str, ...]
    head: Head
    score: float
    core_end: int
    """End of the name without phase, bracket or works tail."""

    @property
    def bare(self) -> bool:
        """A head word alone (科学城), which names something only where a longer name went before."""
        return self.score == 0.0


def find(units: Units, heads: Heads, words: WordClasses) -> Iterator[Name]:
    """Every name that a head word ends, nested and overlapping ones included."""
    for head_start, head_end, head in heads.find(units.text):
        last = units.at_end(head_end)
        if last < 0:
            continue
        if head.tight:
            name = _tight(units, head_start, head_end, last, head, heads, words)
        else:
            name = _wide(units, head_start, head_end, last, head, heads, words)
        if name is not None:
            yield name


def _wide(
    units: Units, head_start: int, head_end: int, last: int, head: Head, heads: Heads, words: WordClasses
) -> Name | None:
    if units.letters[last] in {DIVISION, REGION} or (
        units.letters[last] == BOUNDARY and units.starts[last] < head_start
    ):
        return None
    quote = enclosing(units, head_start, head_end)
    first, start = left_edge(units, head_start, head_end, last, head, heads, words)
    if head_end - start > MAX_LENGTH or start > head_start or (head.id == "event.festival" and head_end - start < 3):
        return None
    force = strength(units, first, start, head_start, words)
    plain = force
    if head.id in LINE_HEADS and force == 2 and any(units.word(i) in "东西南北" for i in range(first, last + 1)):
        force = 3  # 铁路|东|环线
    if head.id == "line" and force == 2 and _abbreviated(units, first, head_start):
        force = 3  # 合璧|津|高速公路
    if head.id == "city" and not set(units.letters[first : last + 1]) & set("UXQ"):
        return None
    if force == 0 and head.id == "park" and start == head_start:
        return Name(start, head_end, head_start, head.classes, head, 0.0, head_end)
    if head.id == "project" and force == 2 and first > 0 and starts(units, first, words):
        force = 3  # what is signed, started or built under a name of its own kind: 合建|智能水表箱项目
    if head.id in _OWNED_HEADS and force == 2 and (owned(units, first, words) or titles_item(units, first, head_end)):
        force = 3  # 竹溪油脂的|菜籽精炼项目: whose it is makes it one; ◆菜籽精炼项目（竹溪县）: an item of its own
    if plain < 3 and not head.legal and (_COUNTED.match(units.text, head_end) or counted(units, first, words)):
        return None  # 工业设计中心2个, 14个品牌4S店: a number of things, not one by name
    if RATED.fullmatch(units.text, start, head_end):
        return None  # 国家AAA级旅游景区: an honour
    if head.id == "market" and units.text.endswith("市场", 0, head_end) and _of_place(units, first, head_start):
        return None  # 进入扬州市场: all that is sold there
    if force < NEEDS.index(head.needs) + 1 and not (head.legal and force):
        return None
    within = quote and quote[1] - 1 > head_end  # the quotation goes on behind the head
    if set("、+") & set(units.text[start:head_start]) or (within and head.id in {"city", "park.weak"}):
        return None
    end = right_edge(units, head_end, head)
    if quote and end == head_end == quote[1] - 1 and start < quote[0]:
        end = quote[1]  # 竹木加工“共富园区”: the closing mark too
    score = 0.62 + 0.1 * min(force, 3) if head.id not in _WEAK_HEADS else 0.56 + 0.04 * min(force, 3)
    return Name(start, end, head_start, head.classes, head, score, head_end)


def _of_place(units: Units, first: int, head_start: int) -> bool:
    """Whether only places stand between the name's beginning and its head."""
    last = units.at_end(head_start)
    return last >= first and set(units.letters[first : last + 1]) <= {DIVISION, REGION}


def _tight(
    units: Units, head_start: int, head_end: int, last: int, head: Head, heads: Heads, words: WordClasses
) -> Name | None:
    """A short name: one to four characters of unknown or proper words directly before the head."""
    if units.letters[last] in {DIVISION, REGION}:
        return None
    first = units.covering(head_start)
    if units.starts[first] == head_start:
        first -= 1
    start = head_start
    taken = 0
    proper = False
    while first >= 0 and taken < 3:
        letter, word = units.letters[first], units.text[units.starts[first] : min(units.ends[first], head_start)]
        if letter in {DIVISION, REGION}:
            if head.id == "station" and taken <= 2:
                if units.text[head_start] == "港" and not taken and _two_cities(units, first):
                    first -= 1
                start, proper = units.starts[first], True
            break
        small = letter == EDGE and word in "大小新老" and taken and head_start - units.starts[first] <= 3
        if (
            (letter not in "NUX" and not small)
            or len(word) > 4
            or (not small and len(word) > 1 and not words.is_specific(word))
        ):
            break
        other = head.id != "station" and units.ends[first] <= head_start and heads.ending(word)
        if other or head_start - units.starts[first] > 5 or (taken and word in _TRACKS):
            break  # 某某站 is a name, 线某某站 and 铁路某某站 are the end of a line and its station
        start = units.starts[first]
        proper = proper or letter in "UX" or len(word) == 1
        taken += 1
        sized = head.id == "nature" and first and units.word(first - 1) in "大小新老"
        if letter == PROPER and len(word) > 1 and head.id != "station" and not sized:
            break  # a proper word of two or more characters fills the name, but a place may stand before a station
        first -= 1
    length = head_start - start
    if not 1 <= length <= 8 or (
        length == 1 and (head.id not in {"nature", "station", "township"} or units.text[head_start] == "港")
    ):
        return None
    if not proper and length < 2:
        return None
    if head.id == "nature" and set(units.text[start:head_start]) & _TOWARDS:
        return None  # 建成后|六横到梅山
    if length == 1 and head.id == "nature" and units.text[start] in "大小新老":
        return None  # 堆成小山
    return Name(start, head_end, head_start, head.classes, head, 0.8 if proper else 0.6, head_end)


def _two_cities(units: Units, index: int) -> bool:
    """Whether a city stands right before another: a port of both (甲市|乙市|港), for no city is within another."""
    return index > 0 and all(
        index - back in units.places and units.places[index - back].kind == "city" for back in (0, 1)
    )


def _abbreviated(units: Units, first: int, head_start: int) -> bool:
    """Whether a line's name is of three or four short forms of places: a word of the dictionary and a character."""
    last = units.at_end(head_start)
    if last <= first or units.ends[last] - units.starts[last] != 1 or not 3 <= head_start - units.starts[first] <= 4:
        return False
    return set(units.letters[first : last + 1]) <= {CONTENT, VERB} and units.text[head_start - 1] not in _WAYS
