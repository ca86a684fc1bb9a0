"""Units and a head in, the left edge of its name out: how far the words before the head belong to the name."""

from __future__ import annotations

import re

from kg.mentions.heads import Head, Heads
from kg.mentions.right import LINE_HEADS
from kg.mentions.strength import strength
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
    PUNCTUATION,
    TAGGED,
    VERB,
    WordClasses,
)

_MAX_UNITS = 14
_NUMERAL_UNITS = re.compile(r"号|期|千伏|万吨级|级|G|号线|届|线|[国省县]道")
_ACTING = frozenset(
    [
        "school",
        "hospital",
        "company.short",
        "company.legal",
        "company.group",
        "park",
        "port",
        "institute",
        "zone",
        "city",
        "base",
    ]
)
"""Ids of the heads of names that act: a verb after one opens a clause (某某学院|合办|某某中心)."""
_AMOUNT = re.compile(r"(?:[\d.]+)?[百千万亿余]*(?:亿元|万元|亿美元|万美元|亿欧元|亿港元|元)")
_BOUND = re.compile(r"(?:路线|线路|全线|项目)?[东西南北上下][至接起连止抵]")
_MARKS = frozenset(["", "，", "、", "；", "：", "。"])
_COUNTED = frozenset(["一届", "两届", "三届", "四届", "五届", "几届", "一次", "两次", "三次", "几次", "一中"])
_ITEMS = frozenset("◆●■▲★※◎○□△▪•◇▶")
_OPENING = frozenset(["(", "（", ")", "）", "”", "’", "以下", "简称", "以下简称", "又称", "又名", "即"])
"""What may open a bracket before the name in it."""
_EDITIONS = re.compile(r"[两二三四五六七八九十]+[届次]")
"""Opens no name: 三届云洽会 are three fairs, 市委五届三次全会 is one meeting."""
_BEHIND = frozenset("（(：:")
_NAMING = frozenset([DIVISION, REGION, PROPER, CONTENT])
"""What opens the name after 联合."""
_TOPONYM = re.compile("[一二三四五六七八九十百]{1,2}[里道家][河湖江山岭沟湾桥铺坡店堡滩坪渡口墩]")
_SIZE = re.compile(
    r"(?:\d[\d.]*|[百千])(?:(?:万|亿)?(?:吨|立方米|方|千瓦时?|千伏安|台|套|件)|兆瓦时?|吉瓦时?|英寸|纳米|毫米)(?:级|[/每]年)?$"
)
"""What a project makes or measures, between its owner and its matter: 某某石化|120万吨/年|乙烯项目."""
_SIZE_REACH = 12
_HONOURING = ("誉为", "誉称", "素有", "享有", "称作", "称为")
_HONOURS = ("之称", "美誉", "的美誉", "之美誉", "之誉", "的美称")
RATED = re.compile(r"[国家全省市级]*(?:\d?A|A{1,5})级(?:旅游|文化旅游)*景[区点]")
"""A grade of scenic areas, no name: 国家AAA级旅游景区."""
_YIELDS = frozenset(["年产", "年产能", "产能", "年", "产量", "规模", "库容", "装机", "合计", "累计"])
_NUMERALS = frozenset("一二三四五六七八九十")
_OWNER = frozenset([DIVISION, PROPER, CONTENT, CODE])
_UNTIL = frozenset("至到")
_REACH = frozenset(["至", "到", "接", "—", "-", "－", "–"])
_VIA = frozenset(["经", "经由"])


def left_edge(
    units: Units, head_start: int, head_end: int, last: int, head: Head, heads: Heads, words: WordClasses
) -> tuple[int, int]:
    """(index of the first unit, start of the name in the text) for a head that ends in unit `last`."""
    quote = enclosing(units, head_start, head_end)
    if quote and quote[1] - 1 == head_end:
        start = quote[0] + 1
        theme = _theme(units, quote[0], head, words)
        return (theme, units.starts[theme]) if theme >= 0 else (max(units.covering(start), 0), start)
    first = _reach(units, head_start, last, head, heads, words)
    first = _without_clause(units, first, head_start, head, heads, words)
    first = _trim(units, first, head_start, head)
    if head.id == "government.task":
        first = _charged(units, first)
    start = max(units.starts[first], quote[0] + 1 if quote else 0)
    bound = _BOUND.match(units.text, start, head_start)
    if bound and bound.end() < head_start and units.text[max(0, start - 1) : start] in _MARKS:
        start = bound.end()  # 东起甲港，西至|乙港
        first = units.covering(start)
    return first, _whole_quotes(units, start, head_end)


def _theme(units: Units, quote: int, head: Head, words: WordClasses) -> int:
    """Index of the first unit of what a quoted head is told apart by: 竹木加工“共富园区”; -1 where there is none."""
    first = units.at_end(quote)
    if head.id not in {"park", "park.weak", "zone", "base"} or first < 0:
        return -1
    best = -1
    telling = {CONTENT, DIVISION, REGION, PROPER}
    while first >= 0 and units.letters[first] in telling and words.is_specific(units.word(first)):
        best = first
        first -= 1
    return best


def _reach(units: Units, head_start: int, last: int, head: Head, heads: Heads, words: WordClasses) -> int:
    """Index of the leftmost unit that may belong to the name."""
    letters = units.letters
    first = units.covering(head_start)
    while first > 0 and last - first < _MAX_UNITS:
        letter = letters[first - 1]
        if (
            letter in INSIDE
            or (units.word(first - 1) == "沿" and head.id == "park")
            or (
                (head.legal or head.id == "company.group")
                and (letter == TAGGED or _part_of_brand(units, first - 1, words))
            )
        ):
            first -= 1
        elif (letter == CONJUNCTION and _conjoined(units, first, head_start, head, heads, words)) or (
            letter == JOINER and first > 1 and letters[first - 2] in INSIDE
        ):
            first -= 2
        elif letter == NUMBER and (_numeral_joins(units, first) or _of_a_year(units, first, head)):
            first -= 1
        elif head.id == "project" and (sized := _sized(units, first)):
            first = sized
        elif (
            head.id in LINE_HEADS
            and first > 1
            and _reaches(units, first - 1, head_start)
            and letters[first - 2] in "DURNX)Q"
            and letters[first] in "DURNXQ"
        ):
            first -= 2
        else:
            break
    return first


def _reaches(units: Units, index: int, head_start: int) -> bool:
    """Whether a unit leads from one end of a line to the next; 经 only beside 至: 甲经乙至丙高速公路."""
    word = units.word(index)
    if word not in _VIA:
        return word in _REACH
    around = range(max(0, index - 3), len(units.starts))
    return any(units.word(i) in _REACH for i in around if units.ends[i] <= head_start)


def starts(units: Units, first: int, words: WordClasses) -> bool:
    """Whether a verb of starting or signing stands right before the name."""
    word = units.word(first - 1)
    return word in words.starting or (word == "了" and first > 1 and units.word(first - 2) in words.starting)


def owned(units: Units, first: int, words: WordClasses) -> bool:
    """Whether 的 after a sum, a verb of building or an unknown word, most likely a firm's, stands before the name."""
    if first < 2 or units.word(first - 1) != "的":
        return False
    if units.word(first - 2) in words.founding or _AMOUNT.fullmatch(units.word(first - 2)):
        return True  # 投资3亿元的|菜籽精炼项目, 由某某建设的|菜籽精炼项目
    before = units.letters[max(0, first - 4) : first - 1]
    return before[-1] in {CONTENT, PROPER} and PROPER in before


def titles_item(units: Units, first: int, end: int) -> bool:
    """Whether the name is what an item of a list is about: a mark before it, a bracket or a colon behind."""
    return units.text[end : end + 1] in _BEHIND and units.word(first - 1) in _ITEMS


def counted(units: Units, first: int, words: WordClasses) -> bool:
    """Whether a number and a counting word stand right before the name."""
    return first > 1 and units.word(first - 1) in words.classifiers and units.letters[first - 2] == NUMBER


def _part_of_brand(units: Units, index: int, words: WordClasses) -> bool:
    """A lone verb character inside a registered name (国科|创|同): not a function word, no clause before it."""
    word = units.word(index)
    if word == "中":  # 中铝, 中车: 中国 in short before one more character
        return units.ends[index + 1] - units.starts[index + 1] == 1
    lone = len(word) == 1 and word >= "一" and units.letters[index] != PUNCTUATION and word not in words.function
    return lone and index > 0 and units.letters[index - 1] in "NUXD"


def _conjoined(units: Units, first: int, head_start: int, head: Head, heads: Heads, words: WordClasses) -> bool:
    """Whether 与 or 及 before unit `first` stands inside the name: 材料技术|与|工程研究所."""
    if (
        head.id in {"industry", "product", "city"}
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


def _charged(units: Units, first: int) -> int:
    """Index of the division whose office does what the words before say: 某市|推进|某区域|建设领导小组."""
    index = first - 1
    while index > 0 and first - index < 6 and units.letters[index] in "BVNR" and len(units.word(index)) > 1:
        index -= 1
        if units.letters[index] == DIVISION and (index == 0 or units.letters[index - 1] not in "NUD"):
            return index
    return first


def _of_a_year(units: Units, after: int, head: Head) -> bool:
    """Whether a year right before an event is part of its name: 2025|中国（云岭）对接会."""
    return head.id == "event" and re.fullmatch(r"(?:19|20)\d\d", units.word(after - 1)) is not None


def _sized(units: Units, after: int) -> int:
    """Index of the unit at which the size before unit `after` begins, if a name stands before it, else 0."""
    for end in (units.starts[after], units.ends[after]):  # 12|英寸: the measure can be a word like others
        match = _SIZE.search(units.text, max(0, end - _SIZE_REACH), end)
        first = units.at_start(match.start()) if match else 0
        if 0 < first < after and units.letters[first - 1] in _OWNER and units.word(first - 1) not in _YIELDS:
            return first
    return 0


def _numeral_joins(units: Units, after: int) -> bool:
    """Whether the numeral before unit `after` is part of a name: 18|号线, 第四届|博览会, 亚洲|300|论坛."""
    numeral = units.word(after - 1)
    if re.fullmatch(r"第[一二三四五六七八九十]+", numeral):
        return True
    opening = after == 1 or units.letters[after - 2] not in INSIDE
    if numeral[-1] in "届次中" and not numeral[0].isdigit() and not (opening and _EDITIONS.fullmatch(numeral)):
        return True
    if _TOPONYM.fullmatch(numeral + units.word(after)):
        return True  # 二道湖|工业园, 五里河|产业园
    inside = after > 1 and units.letters[after - 2] in "DRU" and numeral.isdigit() and units.letters[after] in "NU"
    return inside or bool(_NUMERAL_UNITS.match(units.word(after))) or units.letters[after] == CODE


def _without_clause(units: Units, first: int, head_start: int, head: Head, heads: Heads, words: WordClasses) -> int:
    """Cuts a clause that slipped in: two verbs in a row, a subject and its verb, or a name before a dash."""
    letters = units.letters
    best = first
    index = first
    while index < len(letters) and units.ends[index] <= head_start:
        following = letters[index + 1] if index + 1 < len(letters) else ""
        beyond = units.ends[index] < head_start
        if beyond and head.id == "market" and (firm := heads.ending(units.word(index))) and firm[1].legal:
            best = index + 1  # 某某有限公司|生产车间
        if beyond and units.word(index) in _UNTIL and head.id in {"facility", "station"}:
            best = index + 1  # 甲站至|乙东站
        if beyond and units.word(index) in words.joining and units.word(index + 1) in words.founding:
            best = index + 2  # 将|联合|建设|某某中试基地
        elif beyond and index > first and units.word(index) in words.joining and following in _NAMING:
            rest = units.ends[index]
            if strength(units, index + 1, rest, head_start, words) >= 3:
                best = index + 1  # 某某机械|联合|某某研究所
        if letters[index] == VERB and beyond:
            subject = index == first + 1 and letters[first] in {DIVISION, REGION}
            named = heads.ending(units.text[units.starts[first] : units.starts[index]]) if index > first else None
            builds = units.word(index) in words.founding and (
                head.id in {"park", "park.weak", "base"}
                or (named and named[1].id in {"government", "park.weak", "township"})
            )
            if builds or (named and named[1].id in _ACTING and head.id not in {"event", "alliance"}):
                best = index + 1  # 某某学院|合办|某某研究中心
            elif named and named[1].id == "government" and following in {PROPER, DIVISION, REGION}:
                best = index + 1  # 某某局|建设|云岭服务中心
            if (
                (following in {VERB, EDGE} and index <= first + 1)
                or head.id == "industry"
                or (subject and following in {DIVISION, REGION, PROPER})
            ):
                best = index + 1
        elif (
            (beyond and units.word(index) in {"项目", "工程"} and head.id != "project")
            or (
                beyond
                and head.id.startswith("company")
                and letters[index] != QUOTED  # 某某（集团）有限公司
                and units.word(index) in words.called
            )
            or (
                letters[index] == JOINER
                and beyond
                and units.word(index) not in "·•‧"
                and (ending := heads.ending(units.word(index - 1)))
                and (head.id not in LINE_HEADS or ending[1].id != "nature")  # 云岭山—竹溪管道: both are its ends
            )
        ):
            best = index + 1
        index += 1
    return best


def _trim(units: Units, first: int, head_start: int, head: Head) -> int:
    """Drops ranking modifiers, verbs and loose numerals from the left edge."""
    letters = units.letters
    while units.ends[first] <= head_start:
        letter, word = letters[first], units.word(first)
        loose = (
            letter in {EDGE, VERB}
            or letter == JOINER
            or (letter == NUMBER and not (_numeral_joins(units, first + 1) or _of_a_year(units, first + 1, head)))
        )
        if (
            word in {"大", "小", "老"}
            and letters[first + 1 : first + 2] == PROPER
            and units.ends[first + 1] < head_start
        ):
            break  # 大坪山…: the size is part of the name
        if letter == DIVISION and units.word(first + 1)[:1] == "级" and units.ends[first + 1] <= head_start:
            first += 2  # 云岭区|级|重点项目: a rank, no place
            continue
        if word in _NUMERALS and letters[first + 1 : first + 2] == PROPER and units.ends[first + 1] < head_start:
            break  # 三塘湖|工业园: the numeral is part of the name
        opening = letter == QUOTED and word in _OPENING
        if not (loose or opening):
            break
        if first + 1 >= len(letters):
            break
        first += 1
        if word in {"(", "（"}:  # an aside before the name, not part of it
            while units.ends[first] <= head_start and units.word(first - 1) not in {")", "）"}:
                first += 1
    return first


def enclosing(units: Units, start: int, end: int) -> tuple[int, int] | None:
    """The short quotation or bracket that holds `start:end`."""
    return next((span for span in units.asides if span[0] < start and end < span[1]), None)


def honours(units: Units, start: int, end: int) -> bool:
    """Whether what stands at `start:end` is within the praise of something else: 素有“…之都”之称, 被誉为“水晶之乡”."""
    if RATED.fullmatch(units.text, start, end):
        return True
    quote = enclosing(units, start, end)
    if quote is None or units.text[quote[0]] != "“":
        return False
    return units.text.endswith(_HONOURING, 0, quote[0]) or units.text.startswith(_HONOURS, quote[1])


def _whole_quotes(units: Units, start: int, end: int) -> int:
    """Moves a left edge that would cut a quotation to its opening mark."""
    return next((open_ for open_, close in units.asides if open_ < start < close <= end), start)
