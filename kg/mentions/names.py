"""Units in, names that end in a head word out: the left and the right edge of 产业园, 高速公路, 有限公司 …

The grammar is the classic one of rule-based Chinese named-entity work: find the head, walk left over what names are
made of, stop at what they are not (function words, governing verbs, punctuation), drop what only ranks or praises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.mentions.heads import NEEDS, Head, Heads
from kg.mentions.units import DIVISION, QUOTED, REGION, Units
from kg.mentions.words import (
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

MAX_UNITS = 14
MAX_LENGTH = 34
"""Longest name in characters: the longest real ones (a line with its sections, an institute with its parents) stay under it."""

_TAIL_BRACKET = re.compile(
    r"[(（](?:[^()（），。；]{1,14}(?:期|段|型|线|改造|校区|院区|片区|园区)|集团|[一二三四五六七八九十\dA-Z]{1,3})[)）]"
)
_TAIL_WORKS = re.compile(r"(?:扩能改造|改造升级|升级改造|扩能|改扩建|整体迁建|迁建|提升)(?:工程|项目)?")
_TAIL_SECTION = re.compile(r"[^，。、；：“”（）()\s和与及的等]{1,12}段(?![^，。、；：”）)\s和与及的等建]{0,1}落)")
_TAIL_PHASE = re.compile(r"[(（]?(?:第?[一二三四五六]|\d)(?:[-—~至、](?:[一二三四五六]|\d))?期[)）]?(?:工程|项目)?")
_NUMERAL_UNITS = re.compile(r"号|期|千伏|万吨级|级|G|号线|届|线")
_LINE_HEADS = frozenset(["line", "line.one", "line.number", "works"])
_WEAK_HEADS = frozenset(["city", "center", "industry"])
"""Heads that say little: a list that says more of a name wins over them."""
_COMPASS = frozenset(
    [
        "华东",
        "华南",
        "华北",
        "华中",
        "西南",
        "西北",
        "东北",
        "东南",
        "西部",
        "东部",
        "南部",
        "北部",
        "中部",
        "中原",
        "江南",
        "东方",
        "南方",
        "北方",
    ]
)
_STARTING = frozenset(
    [
        "签订",
        "合建",
        "共建",
        "建设",
        "投资建设",
        "签约",
        "落户",
        "开工",
        "实施",
        "启动",
        "投资",
        "签订了",
        "引进",
        "开工建设",
    ]
)
_COUNTED = re.compile(r"(?:近|约|超)?\d+(?:余|多)?[个家所座条]")
_CLASSIFIERS = frozenset("个家所座条项批")
_ACTING = frozenset(
    [
        "school",
        "hospital",
        "company.short",
        "company.legal",
        "company.group",
        "park",
        "institute",
        "zone",
        "city",
        "base",
    ]
)
_JOINING = frozenset(["联合", "携手", "会同", "牵手", "协同"])
_CALLED = frozenset(["企业", "巨头", "龙头", "公司", "集团", "品牌", "厂商", "机构", "单位"])
"""Class nouns before a firm's name: 眼药水企业|日本某某."""
_FUNCTION_WORDS = frozenset(
    "的在与和由对向从将把被是了等及为以于到给让使就都也已正又再各该其或而且但如若则即因所之我你他她它们这那个条座家项批所名位处次种类届款只台套件根户间栋幢份宗场获引签赴"
)
_REACH = frozenset(["至", "到", "经", "接", "—", "-", "－", "–"])


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
    if units.letters[last] in {DIVISION, REGION}:
        return None
    quote = _enclosing(units, head_start, head_end)
    if quote and quote[1] - 1 == head_end:
        start = quote[0] + 1
        first = max(units.covering(start), 0)
    else:
        first = _left(units, head_start, last, head, heads, words)
        first = _after_verbs(units, first, head_start, head, heads, words)
        first = _trim(units, first, head_start, words)
        start = max(units.starts[first], quote[0] + 1 if quote else 0)
        start = _whole_quotes(units, start, head_end)
    if head_end - start > MAX_LENGTH or start > head_start or (head.id == "event.festival" and head_end - start < 3):
        return None
    force = strength(units, first, start, head_start, words)
    if head.id in _LINE_HEADS and force == 2 and any(units.word(i) in "东西南北" for i in range(first, last + 1)):
        force = 3  # 铁路|东|环线
    if head.id == "city" and not set(units.letters[first : last + 1]) & set("UXQ"):
        return None
    if force == 0 and head.id == "park" and start == head_start:
        return Name(start, head_end, head_start, head.classes, head, 0.0, head_end)
    if head.id == "project" and force == 2 and first > 0 and _starts(units, first):
        force = 3  # what is signed, started or built under a name of its own kind: 合建|智能配电箱项目
    if force < 3 and not head.legal and (_COUNTED.match(units.text, head_end) or _counted(units, first)):
        return None  # 工业设计中心2个, 14个品牌4S店: a number of things, not one by name
    if force < NEEDS.index(head.needs) + 1 and not (head.legal and force):
        return None
    if "、" in units.text[start:head_start] or (quote and quote[1] - 1 > head_end and head.id in {"city", "park.weak"}):
        return None
    end = _right(units, head_end, head)
    score = 0.62 + 0.1 * min(force, 3) if head.id not in _WEAK_HEADS else 0.56 + 0.04 * min(force, 3)
    return Name(start, end, head_start, head.classes, head, score, head_end)


def _left(units: Units, head_start: int, last: int, head: Head, heads: Heads, words: WordClasses) -> int:
    """Index of the leftmost unit that may belong to the name."""
    letters = units.letters
    first = units.covering(head_start)
    while first > 0 and last - first < MAX_UNITS:
        letter = letters[first - 1]
        if (
            letter in INSIDE
            or (units.word(first - 1) == "沿" and head.id == "park")
            or ((head.legal or head.id == "company.group") and (letter == TAGGED or _part_of_brand(units, first - 1)))
        ):
            first -= 1
        elif letter == CONJUNCTION and _conjoined(units, first, head_start, head, heads, words):
            first -= 2
        elif letter == JOINER and first > 1 and letters[first - 2] in INSIDE:
            first -= 2
        elif letter == NUMBER and _numeral_joins(units, first):
            first -= 1
        elif (
            head.id in _LINE_HEADS
            and first > 1
            and units.word(first - 1) in _REACH
            and letters[first - 2] in "DURNX)Q"
            and letters[first] in "DURNXQ"
        ):
            first -= 2
        else:
            break
    return first


def _starts(units: Units, first: int) -> bool:
    word = units.word(first - 1)
    return word in _STARTING or (word == "了" and first > 1 and units.word(first - 2) in _STARTING)


def _counted(units: Units, first: int) -> bool:
    return first > 1 and units.word(first - 1) in _CLASSIFIERS and units.letters[first - 2] == NUMBER


def _part_of_brand(units: Units, index: int) -> bool:
    """A lone verb character inside a registered name (国科|创|同): not a function word, no clause before it."""
    word = units.word(index)
    if word == "中":  # 中铝, 中车: 中国 in short before one more character
        return units.ends[index + 1] - units.starts[index + 1] == 1
    return len(word) == 1 and word not in _FUNCTION_WORDS and index > 0 and units.letters[index - 1] in "NUXD"


def _conjoined(units: Units, first: int, head_start: int, head: Head, heads: Heads, words: WordClasses) -> bool:
    """Whether 与 or 及 before unit `first` stands inside the name: 材料技术|与|工程研究所."""
    if (
        head.id in {"industry", "product"}
        or head.id.startswith("company")
        or units.word(first - 1) == "、"
        or first < 3
    ):
        return False
    if strength(units, first, units.starts[first], head_start, words) >= 3 or units.letters[first - 2] not in "NV":
        return False
    left = first - 2
    proper = False
    while left >= 0 and units.letters[left] in INSIDE and first - left < 8:
        if heads.ending(units.word(left)) or heads.ending(units.text[units.starts[left] : units.ends[first - 2]]):
            return False
        proper = proper or units.letters[left] in "UDR"
        left -= 1
    return proper


def _numeral_joins(units: Units, after: int) -> bool:
    """Whether the numeral before unit `after` is part of a name: 18|号线, 第四届|博览会, 亚洲|300|论坛."""
    numeral = units.word(after - 1)
    if re.fullmatch(r"第[一二三四五六七八九十]+", numeral):
        return True
    if numeral[-1] in "届次中" and not numeral[0].isdigit():
        return True
    inside = after > 1 and units.letters[after - 2] in "DRU" and numeral.isdigit() and units.letters[after] in "NU"
    return inside or bool(_NUMERAL_UNITS.match(units.word(after))) or units.letters[after] == CODE


def _after_verbs(units: Units, first: int, head_start: int, head: Head, heads: Heads, words: WordClasses) -> int:
    """Cuts a clause that slipped in: two verbs in a row, a subject and its verb, or a name before a dash."""
    letters = units.letters
    best = first
    index = first
    while index < len(letters) and units.ends[index] <= head_start:
        following = letters[index + 1] if index + 1 < len(letters) else ""
        beyond = units.ends[index] < head_start
        if beyond and index > first and units.word(index) in _JOINING and following in {DIVISION, PROPER, CONTENT}:
            rest = units.ends[index]
            if strength(units, index + 1, rest, head_start, words) >= 3:
                best = index + 1  # 某某机械|联合|某某研究所
        if letters[index] == VERB and beyond:
            subject = index == first + 1 and letters[first] in {DIVISION, REGION}
            named = heads.ending(units.text[units.starts[first] : units.starts[index]]) if index > first else None
            if named and named[1].id in _ACTING and head.id not in {"event", "alliance"}:
                best = index + 1  # 某某学院|合办|某某研究中心
            if (
                following in {VERB, EDGE}
                or head.id == "industry"
                or (subject and following in {DIVISION, REGION, PROPER})
            ):
                best = index + 1
        elif beyond and units.word(index) in {"项目", "工程"} and head.id != "project":
            best = index + 1
        elif beyond and head.id.startswith("company") and units.word(index) in _CALLED:
            best = index + 1
        elif (
            letters[index] == JOINER
            and beyond
            and units.word(index) not in "·•‧"
            and heads.ending(units.word(index - 1))
        ):
            best = index + 1
        index += 1
    return best


def _trim(units: Units, first: int, head_start: int, words: WordClasses) -> int:
    """Drops ranking modifiers, verbs and loose numerals from the left edge."""
    letters = units.letters
    while units.ends[first] <= head_start:
        letter, word = letters[first], units.word(first)
        loose = (
            letter in {EDGE, VERB} or letter == JOINER or (letter == NUMBER and not _numeral_joins(units, first + 1))
        )
        opening = letter == QUOTED and word in {"(", "（", ")", "）", "”", "’"}
        if not (loose or opening):
            break
        if first + 1 >= len(letters):
            break
        first += 1
        if word in {"(", "（"}:  # an aside before the name, not part of it
            while units.ends[first] <= head_start and units.word(first - 1) not in {")", "）"}:
                first += 1
    return first


def _enclosing(units: Units, start: int, end: int) -> tuple[int, int] | None:
    """The short quotation or bracket that holds `start:end`."""
    return next((span for span in units.asides if span[0] < start and end < span[1]), None)


def _whole_quotes(units: Units, start: int, end: int) -> int:
    """Moves a left edge that would cut a quotation to its opening mark."""
    return next((open_ for open_, close in units.asides if open_ < start < close <= end), start)


def strength(units: Units, first: int, start: int, head_start: int, words: WordClasses) -> int:
    """4 with a quotation or a code, 3 with a proper part before the head, 2 with a theme, 1 with any word, 0 with none."""
    best = 0
    index = first
    while index < len(units.starts) and units.starts[index] < head_start:
        letter = units.letters[index]
        begin, end = max(units.starts[index], start), min(units.ends[index], head_start)
        word = units.text[begin:end]
        index += 1
        if letter == CODE:
            return 4
        if (letter in {DIVISION, REGION, PROPER} and word not in words.generic) or word in _COMPASS:
            return 3
        if letter == QUOTED and word not in "“”‘’()（）":
            return 4 if "“" in units.text[start:head_start] else 3
        if len(word) == 1 and letter == CONTENT and word not in words.generic and units.ends[index - 1] <= head_start:
            # single characters that the dictionary joins to nothing are mostly parts of unknown names
            best = max(best, 3 if _lone(units, index - 1, head_start) else 2)
        elif words.is_specific(word):
            best = max(best, 2)
        elif word:
            best = max(best, 1)
    return best


def _lone(units: Units, index: int, head_start: int) -> bool:
    """Whether a single character has another beside it or stands right before the head."""
    before = index > 0 and units.ends[index - 1] - units.starts[index - 1] == 1 and units.letters[index - 1] == CONTENT
    after = (
        index + 1 < len(units.starts)
        and units.starts[index + 1] < head_start
        and units.ends[index + 1] - units.starts[index + 1] == 1
        and units.letters[index + 1] == CONTENT
    )
    return before or after


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
                start, proper = units.starts[first], True
            break
        aside = letter == QUOTED and _enclosing(units, head_start, head_end) is not None and word not in "(（“‘"
        small = letter == EDGE and word in "大小新老" and taken and head_start - units.starts[first] <= 3
        if (
            (letter not in "NUX" and not small)
            or len(word) > 4
            or (not small and len(word) > 1 and not words.is_specific(word))
        ):
            break
        if head_start - units.starts[first] > 5 or (units.ends[first] < head_start + 1 and heads.ending(word)):
            break
        start = units.starts[first]
        proper = proper or letter in "UX" or len(word) == 1
        taken += 1
        if letter == PROPER and len(word) > 1:
            # a proper word of two or more characters fills the name, but a place may stand before a station
            if head.id != "station" and not (head.id == "nature" and first and units.word(first - 1) in "大小新老"):
                break
        first -= 1
    length = head_start - start
    if not 1 <= length <= 8 or (length == 1 and head.id not in {"nature", "station", "township"}):
        return None
    if not proper and length < 2:
        return None
    return Name(start, head_end, head_start, head.classes, head, 0.8 if proper else 0.6, head_end)


def _right(units: Units, end: int, head: Head) -> int:
    """Extends a name over its phase, bracket, section or works."""
    text = units.text
    if match := _TAIL_BRACKET.match(text, end):
        end = match.end()
    if head.id in _LINE_HEADS:
        if match := _TAIL_SECTION.match(text, end):
            inner = units.letters[max(units.covering(end), 0) : units.covering(match.end() - 1)]
            if not set(inner) & {"B", "P", "C", "V"} or _reaching(text[end : match.end()]):
                end = match.end()
        if match := _TAIL_WORKS.match(text, end):
            end = match.end()
    if match := _TAIL_PHASE.match(text, end):
        end = match.end()
    return end


def _reaching(text: str) -> bool:
    return "至" in text and len(text) >= 5
