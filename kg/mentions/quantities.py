"""A sentence with its tokens in, the quantities that it states out, in base units, with what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from kg.errors import RuleError
from kg.mentions import packs
from kg.model import Token
from kg.vocabulary import UNITS

Qualifier = Literal["", "atLeast", "about", "atMost"]

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_BARE = frozenset(["百", "千", "万", "亿", "十", "百万", "千万", "千亿", "百亿", "万亿", "十万", "十亿"])
"""Powers of ten that stand for a number by themselves: 百名, 上千亿元."""
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_AT_LEAST = r"超过|超出|突破|不低于|不少于|不小于|至少|高于|大于|多于|超|逾|上"
_ABOUT = r"将近|接近|大约|约为|大概|近|约"
_AT_MOST = r"不超过|不高于|不多于|不足|不到|低于|少于|小于|至多|最多"
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,15}(?:\.[0-9]{1,6})?"
_CHINESE = r"[一二两三四五六七八九十百千万亿〇零]{1,12}"
"""Longer runs of digits are no numbers that a text states of something."""
_OPENING = "0-9一二两三四五六七八九十百千万亿〇零" + "".join(
    sorted({word[0] for words in (_AT_LEAST, _ABOUT, _AT_MOST) for word in words.split("|")})
)
"""Characters that a quantity can begin with: the others are passed over at once."""
_SCALE = r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_RANGE = r"[-—–~～至到]+"
_NOT_BEFORE = re.compile(r"级|型|强(?!企|项)|制式|周年")
"""What makes a number the name of a kind (百亿级产业, 千年古镇) or an expression of time."""
_AGE = re.compile(r"[古老前后代来大以年]")
"""After 年 and 周: no duration but an age or a time (千年古镇, 三年前, 70周年大会)."""
_NAMED = re.compile(r"“[^“”，。；：！？]{1,12}”|《[^《》]{1,40}》")
"""A short quotation or a title is a name: “四横五纵”, 《2021年行动计划》."""
_KIND = re.compile(r"的?(?:(?:重大|重点|工业)?(?:项目|企业|工程|产业|客户|客商)|[0-9]+[个家])")
"""What makes a threshold the name of a class: 10亿元以上项目4个."""
_MINUTES = re.compile(r"(?:零|又)?([0-9]{1,2})分(?!之|钟)")
"""After hours: 2小时零5分."""
_SPEED = re.compile(r"(?:时速|速度|每小时|设计速度)[达到为约]{0,2}$")
_PRICED = re.compile(r"/(?![0-9])|每(?=[平亩吨公千户人秒])")
_KINDS = frozenset(["t", "W", "V", "m"])
_KIND_OF = re.compile(
    r"[\u4e00-\u9fff]{1,6}[0-9][0-9,.]*[万余多]*[台座艘套组架](?![\u4e00-\u9fff])|"
    r"[^，。；、的0-9]{0,4}(?:货轮|油轮|邮轮|海轮|轮船|货船|[动力械]船|泊位|锅炉)"
)
"""What makes a measure the size of each thing that is counted: 11兆瓦风机34台, 8万吨散货船."""
_EACH = re.compile(r"[0-9余多][台座艘套组架]$")
_FLOW = re.compile(r"每秒[约达超为近过]{0,2}$")
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_NO_NUMERAL = re.compile(r"[第统唯单专同之初星期万逐]$|[同统]一$")
"""Before a Chinese numeral: 第三个, 统一, 唯一, 万一, 星期一."""
_NOMINAL = re.compile(r"n|vn|an|a$|b$|ad|j|l$|i$|eng|s$|f$|ng|nz|g|m$|z$|^$")
_LINK = frozenset(["的", "、", "和", "及", "与", "（", "）", "(", ")", "“", "”", "·", "-", "+", "—"])
_LONGEST_NOUN = 24
_MARGIN = "“”的（）()"
_EMPTY = frozenset(["基本", "全部", "达", "达到", "为", "超", "近", "约", "以上", "左右", "其中"])
_PEOPLE = re.compile(
    r"(?:人|人才|人员|员工|职工|工人|居民|村民|市民|农民|学生|师生|教师|老师|医生|医师|护士|干部|党员|专家|院士|博士|硕士|博士后|毕业生|儿童|老人|老年人|"
    r"群众|游客|嘉宾|代表|客商|企业家|志愿者|工匠|户籍人口|人口|劳动力|从业者|创业者|学员|患者|残疾人|劳动者|运动员|选手|观众|用户|者|员|生)$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `text[start:end]`, qualifiers included.

    `value` and, in a range, `upper` are in the base unit `unit` (local name of the ontology's unit). `counted` is the
    noun that is counted or stands beside the number, as the text says it; `measure` the unit or counting word.
    """

    start: int
    end: int
    value: float
    unit: str
    measure: str
    qualifier: Qualifier = ""
    counted: str = ""
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    base: str
    factor: float
    people: bool
    weak: bool


class Quantities:
    """Finds quantities; compiled once from the table of units (`seeds/rules/units.toml`)."""

    def __init__(self, units: dict[str, _Unit]) -> None:
        self._units = units
        names = packs.either(units)
        number = rf"(?:(?P<a>{_ARABIC})|(?P<c>{_CHINESE}))"
        self._pattern = re.compile(
            rf"(?=[{_OPENING}])"
            rf"(?P<before>(?:(?<![附最签合条契公节])(?:{_AT_LEAST}|{_ABOUT}|{_AT_MOST}))?)"
            rf"(?<![A-Za-z0-9.第/])(?<![A-Za-z0-9][-—])"
            rf"{number}(?P<half>个半(?=小时|钟头))?(?:(?P<more4>个多)(?=小时|钟头))?(?P<more>[多余来几])?(?P<scale>{_SCALE})?(?P<more2>[多余来几])?"
            rf"(?:(?P<unit1>{names})?{_RANGE}(?P<a2>{_ARABIC})(?P<scale2>{_SCALE})?(?P<more3>[多余])?)?"
            rf"(?P<unit>{names})"
            rf"(?P<after>多(?=[的，。、；]|[^\W\d_])|左右|上下|以上|以下|以内|之多|余)?"
        )
        self._percent = re.compile(
            rf"百分之(?P<p>{_CHINESE}|{_ARABIC})|(?P<t>[一二三四五六七八九])成(?P<h>[半一二三四五六七八九])?(?=[，。；、以的左多销出来用是]|$)|"
            rf"(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])"
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises `RuleError` where the table is wrong."""
        try:
            rows = packs.read(path)["unit"]
        except KeyError as error:
            raise RuleError(f"{path}: lacks {error}; it must hold [[unit]] tables") from error
        units: dict[str, _Unit] = {}
        for row in rows:
            base = row["base"]
            if base and base not in UNITS:
                raise RuleError(
                    f"{path}: the unit {row['names']} has the base {base!r}; choose one of {', '.join(UNITS)}"
                )
            unit = _Unit(base, float(row["factor"]), bool(row.get("people")), bool(row.get("weak")))
            units.update(dict.fromkeys(row["names"], unit))
        return cls(units)

    def find(self, text: str, tokens: Sequence[Token], taken: Iterable[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
        """Quantities of a sentence, left to right; none overlaps the spans `taken` (expressions of time)."""
        if not _HAS_NUMBER.search(text):
            return ()
        spans = [*taken, *(name.span() for name in _NAMED.finditer(text))]
        found = [
            quantity
            for quantity in (*self._measured(text, tokens, spans), *_shares(text, self._percent), *_population(text))
            if not any(start < quantity.end and quantity.start < end for start, end in spans)
        ]
        return tuple(_compound(sorted(found, key=lambda quantity: quantity.start)))

    def _measured(self, text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> Iterable[Quantity]:
        at = 0
        while match := self._pattern.search(text, at):
            at = match.end()
            block = next((end for start, end in spans if start < match.end() and match.start() < end), 0)
            if block:
                at = max(block, match.start() + 1)
                continue
            quantity = self._quantity(match, text, tokens)
            if quantity is not None:
                yield quantity
            elif match["c"]:
                at = match.start("c") + 1

    def _quantity(self, match: re.Match[str], text: str, tokens: Sequence[Token]) -> Quantity | None:
        start, end = match.span()
        unit = self._units[match["unit"]]
        if match["c"] and not _spelled(match, text, unit):
            return None
        if match["after"] in ("以上", "以下") and _KIND.match(text, end):
            return None
        if match["unit"] in ("年", "周") and (_AGE.match(text, end) or match["c"] in _BARE):
            return None
        if not unit.base or _NOT_BEFORE.match(text, end) or _PRICED.match(text, end):
            return None
        if unit.base in _KINDS and (_KIND_OF.match(text, end) or _EACH.search(_before(text, start))):
            return None
        if unit.base == "m3" and _FLOW.search(_before(text, start)):
            return None
        value = _number(match["a"] or match["c"])
        if value is None:
            return None
        value += 0.5 if match["half"] else 0
        scale = _scale(match["scale"])
        upper = None
        if match["a2"]:
            scale2 = _scale(match["scale2"])
            scale = scale if match["scale"] or match["unit1"] else scale2
            upper = _number(match["a2"])
            first = self._units[match["unit1"]].factor if match["unit1"] else unit.factor
            value, upper = value * scale * first, (upper or 0) * scale2 * unit.factor
            if upper <= value or (match["unit1"] and self._units[match["unit1"]].base != unit.base):
                return None
        else:
            value *= scale * unit.factor
        if unit.base == "s" and match["unit"].endswith(("小时", "钟头")) and (minutes := _MINUTES.match(text, end)):
            value, end = value + 60 * float(minutes[1]), minutes.end()
        counted = ""
        base = unit.base
        if base in ("one", "person", "TEU", "t") or base.startswith("m"):
            counted = _counted(tokens, start, end)
        if match["unit"] in ("公里", "千米") and _SPEED.search(_before(text, start)):
            base, value = "km_per_h", value / unit.factor
        if unit.weak:
            if match["unit"] == "大" and not _grand(match, text, counted):
                return None
            if _PEOPLE.search(counted) and match["unit"] in ("个", "批", "批次"):
                base = "person"
        return Quantity(start, end, _rounded(value), base, match["unit"], _qualifier(match), counted, _rounded(upper))


def _population(text: str) -> Iterator[Quantity]:
    """People who are counted without a counting word: 常住人口由1.2万增至3.5万."""
    for match in _POPULATION.finditer(text):
        for group in ("a", "b"):
            if match[group]:
                value = _rounded(10**4 * float(match[group]))
                yield Quantity(match.start(group), match.end(group) + 1, value, "person", "", "", "人口")


def _compound(found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Hours and minutes that stand side by side are one duration: 3小时20分钟."""
    held: Quantity | None = None
    for quantity in found:
        if held is not None and held.unit == quantity.unit == "s" and held.end == quantity.start:
            value = held.value + quantity.value
            held = replace(held, end=quantity.end, value=value, qualifier=held.qualifier or quantity.qualifier)
            continue
        if held is not None:
            yield held
        held = quantity
    if held is not None:
        yield held


_POPULATION = re.compile(
    r"人口[^0-9，。；]{0,6}(?P<a>[0-9]{1,4}(?:\.[0-9]{1,3})?)万(?![0-9]*[多余]?[人元亩户名亿吨家个])"
    r"(?:[^0-9，。；]{1,4}(?P<b>[0-9]{1,4}(?:\.[0-9]{1,3})?)万(?![多余]?[人元亩户名亿吨家个]))?"
)
_HAS_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千万亿]")


def _spelled(match: re.Match[str], text: str, unit: _Unit) -> bool:
    """Whether a number in characters counts: not 第三个, 统一个, 一座, 两家."""
    word = match["c"]
    value = _number(word)
    if value is None or value < 2 or _NO_NUMERAL.search(_before(text, match.start("c"))):
        return False
    if word in _BARE:
        if unit.base in ("m", "m2") and not match["before"] and not match["more"] and _LETTER.match(text, match.end()):
            return False  # 万亩茶园, 百里画廊
        if match["after"] == "以上" and not match["before"]:
            return False  # 亿元以上项目: a class of projects
        return word != "十" or bool(match["more"])
    # a few of something is a way to speak; money and measures are stated in characters too
    return value >= 10 or match["unit"] == "大" or not unit.weak


def _before(text: str, position: int) -> str:
    """The few characters before a position: all that the words before a number need."""
    return text[max(0, position - 12) : position]


def _grand(match: re.Match[str], text: str, counted: str) -> bool:
    """三大产业集群 counts; 党的某次大会 (党的…大) and 扩大 do not."""
    value = _number(match["a"] or match["c"]) or 0
    return (
        bool(counted) and match["scale"] is None and value < 20 and not text[: match.start()].endswith(("党的", "中共"))
    )


def _number(text: str | None) -> float | None:
    """Value of a number in Arabic or Chinese digits.

    >>> _number("1,234.5"), _number("三千五百"), _number("两万"), _number("千亿"), _number("二〇")
    (1234.5, 3500.0, 20000.0, 100000000000.0, 20.0)
    """
    if not text:
        return None
    if text[0].isascii():
        return float(text.replace(",", ""))
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = 0.0
    digit: float | None = None
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in "万亿":
            total = (total + section + (digit or 0) or 1) * _POWERS[c]
            section, digit = 0.0, None
        else:
            section += (1 if digit is None else digit) * _POWERS[c]
            digit = None
    return total + section + (digit or 0)


def _scale(text: str | None) -> float:
    scale = 1.0
    for c in text or "":
        scale *= _POWERS[c]
    return scale


def _rounded(value: float | None) -> float:
    """Without the dust of binary fractions: twelve significant digits."""
    return float(f"{value:.12g}") if value is not None else None  # type: ignore[return-value]


def _qualifier(match: re.Match[str]) -> Qualifier:
    before, after = match["before"], match["after"] or ""
    if re.fullmatch(_AT_MOST, before) or after in ("以下", "以内"):
        return "atMost"
    if re.fullmatch(_AT_LEAST, before) or after in ("以上", "之多"):
        return "atLeast"
    if re.fullmatch(_ABOUT, before) or after in ("左右", "上下"):
        return "about"
    # 3.5万多亩 and 50余家 are a little more than the number
    return (
        "atLeast"
        if match["more"] or match["more2"] or match["more3"] or match["more4"] or after in ("多", "余")
        else ""
    )


def _counted(tokens: Sequence[Token], start: int, end: int) -> str:
    """The noun that a number counts: after it (`19个工业项目`), else before it (`工业项目19个`)."""
    return _noun_after(tokens, end) or _noun_before(tokens, start)


def _noun_after(tokens: Sequence[Token], end: int) -> str:
    taken: list[Token] = []
    last = 0
    for whole in tokens:
        if whole.end <= end:
            continue
        token = whole
        if whole.start < end:  # a guessed word holds the counting word too: 个村
            token = Token(whole.text[end - whole.start :], end, whole.end, "n")
        if token.start == end and token.text == "的" and not taken:
            end = token.end
            continue
        if (
            token.end - end > _LONGEST_NOUN
            or not (_NOMINAL.match(token.tag) or token.text in _LINK)
            or token.tag == "m"
        ):
            break
        if token.text in _EMPTY or (token.text in "、，和及与" and not taken):
            break
        taken.append(token)
        if token.tag.startswith("n") or token.tag in ("vn", "j", "l", "eng", "") or token.text in "”）)":
            last = len(taken)
    noun = "".join(token.text for token in taken[:last])
    return re.split("[、与]", noun)[0].strip(_MARGIN)


def _noun_before(tokens: Sequence[Token], start: int) -> str:
    taken: list[Token] = []
    for token in reversed(tokens):
        if token.end > start:
            continue
        if start - token.start > _LONGEST_NOUN or not _NOMINAL.match(token.tag) or token.tag == "m":
            break
        if token.text in _EMPTY:
            continue
        taken.append(token)
    return "".join(token.text for token in reversed(taken)).strip(_MARGIN)


def _shares(text: str, pattern: re.Pattern[str]) -> Iterable[Quantity]:
    """百分之八十, 六成, 三分之一 as percentages."""
    for match in pattern.finditer(text):
        if match["p"]:
            value = _number(match["p"])
        elif match["t"]:
            if not re.search(
                r"(?:超过?|近|约|占|达|达到|至|到|逾|过|的|增长|下降|提高|减少|上涨|降低|增加|压减|节约|节省|把|将|多|少|高|低|快|慢|[产品客源货料量中市省国县区州球])[了出]?$",
                _before(text, match.start()),
            ):
                continue
            value = 10.0 * _DIGITS[match["t"]] + (5 if match["h"] == "半" else _DIGITS.get(match["h"], 0))
        else:
            below = _number(match["d"])
            value = 100 * _DIGITS[match["n"]] / below if below else None
        if value is None:
            continue
        before = re.search(rf"(?P<l>{_AT_LEAST})$|(?P<a>{_ABOUT})$|(?P<m>{_AT_MOST})$", _before(text, match.start()))
        qualifier: Qualifier = "" if not before else "atLeast" if before["l"] else "about" if before["a"] else "atMost"
        start = match.start() - (len(before[0]) if before else 0)
        yield Quantity(start, match.end(), _rounded(value), "percent", "%", qualifier)
