"""A reading in, the expressions of time in each of its sentences out, resolved to EDTF dates and intervals."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.model import Reading

Role = Literal["at", "until", "compared"]

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_PLAN = 2021
"""First year of the fourteenth five-year plan; the others lie five years apart (the State Council's plan periods)."""
_PLANS = {"一": 11, "二": 12, "三": 13, "四": 14, "五": 15, "六": 16, "七": 17, "八": 18}
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}

_TIME = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年(?:度)?|(?P<hanyear>[一二][九〇零○O][一二三四五六七八九〇零○O]{2})年|"
    r"(?P<relative>今年|本年|去年|上年|前年|明年|后年)|(?<![A-Za-z0-9])(?P<plan>“?十[一二三四五六七八]五”?)(?=期间|时期|末|初|以来)|"
    r"(?=[上下]半年|前?[一二三四首1-4]个?季度|前[一二三1-9]|[0-9]{1,2}月|[0-9]{1,2}[-—–~至到][0-9]{1,2}月|全年|年[底末初内]|年底))"
    r"(?:[，的]?(?P<half>[上下])半年|(?P<upto>前)?(?P<quarter>[一二三四首1-4])个?季度|前(?P<months>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个?月|"
    r"(?P<from>[0-9]{1,2})(?:月份?)?[-—–~至到](?P<to>[0-9]{1,2})月份?|"
    r"(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号]|(?P<part>[底末初]|[上中下]旬))?|(?P<whole>全年|内|底|末|初|年[底末初内]))?"
)
_AGES = re.compile(
    r"(?:近|过去|最近|未来|今后)[0-9一二两三四五六七八九十]{1,3}(?:多|余)?(?:年|个月|天)(?:来|间|内|里|以来)?|"
    r"(?<![0-9〇零○二])[0-9一二两三四五六七八九十]{1,3}(?:多|余)?(?:年|个月|天)(?:前|来|后)(?![0-9一二两三四五六七八九]*个?[季月])"
)
_YEAR = re.compile(r"(?<![到至])((?:19|20)[0-9]{2})年")
"""A year that the text may be about; 到2027年 is a goal."""
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:年)?[-—–~至到](?:19|20)[0-9]{2}年")
_TITLE = re.compile(r"《[^《》]{1,60}》")
_UNTIL = re.compile(r"(?:截至|截止到?|截止至)$")
_COMPARED = re.compile(r"(?:较|比|同比|相比|高于|低于|与|和|同)$")
_COMPARED_AFTER = re.compile(r"(?:同期|相比|翻)")


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time: `text[start:end]`.

    `edtf` is a date, month, year or interval (`2021-01/2021-06`), None where the year is not known. `role` tells a
    state up to a day (截至3月底) and the term of a comparison (较去年同期) from the time when something is so.
    """

    start: int
    end: int
    edtf: str | None
    role: Role = "at"


def times(reading: Reading) -> tuple[tuple[Time, ...], ...]:
    """The expressions of time of each sentence of the reading, in order.

    今年 and its like count from the document's year; a half-year, quarter or month without a year takes the year last
    named in its paragraph, else the document's, else the only year that its section names.
    """
    known = int(reading.date[:4]) if reading.date else None
    years: dict[int, set[int]] = {}
    for sentence in reading.sentences:
        named = {int(year) for year in _YEAR.findall(_TITLE.sub("", sentence.text))}
        years[sentence.section] = years.get(sentence.section, set()) | named
    result: list[tuple[Time, ...]] = []
    paragraph, current = -1, known
    for sentence in reading.sentences:
        if sentence.paragraph != paragraph:
            only = years[sentence.section]
            paragraph, current = sentence.paragraph, known or (next(iter(only)) if len(only) == 1 else None)
        found, current = find(sentence.text, known, current)
        result.append(found)
    return tuple(result)


def find(text: str, known: int | None, current: int | None) -> tuple[tuple[Time, ...], int | None]:
    """Expressions of time in `text`, and the year that a later one without a year belongs to.

    `known` is the document's year, `current` the year last named in the paragraph.
    """
    if "年" not in text and "月" not in text and "季度" not in text and "五" not in text:
        return (), current
    found: list[Time] = []
    for match in _matches(text):
        if match.re is _PERIOD:
            first, last = re.findall(r"(?:19|20)[0-9]{2}", match[0])
            found.append(Time(match.start(), match.end(), f"{first}/{last}"))
            continue
        if match.re is _AGES:
            found.append(Time(match.start(), match.end(), None))
            continue
        year = _year(match, known)
        named = bool(match["year"] or match["hanyear"] or match["relative"])
        if year is None and not named:
            year = current
        edtf = _plan(match["plan"]) if match["plan"] else _edtf(match, year)
        before = text[max(0, match.start() - 4) : match.start()]
        role: Role = "at"
        if _UNTIL.search(before):
            role = "until"
        elif _COMPARED_AFTER.match(text, match.end()) or (_COMPARED.search(before) and match["relative"]):
            role = "compared"
        if named and role != "compared" and year is not None:
            current = year
        found.append(Time(match.start(), match.end(), edtf, role))
    return tuple(found), current


def _matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    periods = [match for pattern in (_PERIOD, _AGES) for match in pattern.finditer(text)]
    for match in sorted(periods, key=lambda m: m.start()):
        if match.start() < at:
            continue
        yield from _plain(text, at, match.start())
        yield match
        at = match.end()
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while start < end:
        match = _TIME.search(text, start, end)
        if match is None:
            return
        if match.end() > match.start() and _is_time(match, text):
            yield match
        start = max(match.end(), match.start() + 1)


def _is_time(match: re.Match[str], text: str) -> bool:
    """Not the 3月 in 13月, not a number before it, not an age or a model."""
    if match.start() and text[match.start() - 1].isdigit() and match[0][0].isdigit():
        return False
    if match["whole"] and not (match["year"] or match["hanyear"] or match["relative"]):
        return match["whole"] in ("全年", "年底", "年末", "年初", "年内")
    return not any(title.start() < match.start() < title.end() for title in _TITLE.finditer(text))


def _year(match: re.Match[str], known: int | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["hanyear"]:
        return int("".join(str(_DIGITS[c]) for c in match["hanyear"]))
    if match["relative"] and known is not None:
        return known + _RELATIVE[match["relative"]]
    return None


def _plan(text: str) -> str:
    first = _FIRST_PLAN + 5 * (_PLANS[text.strip("“”")[1]] - 14)
    return f"{first}/{first + 4}"


def _edtf(match: re.Match[str], year: int | None) -> str | None:
    if year is None:
        return None
    if match["half"]:
        return _span(year, 1, 6) if match["half"] == "上" else _span(year, 7, 12)
    if match["quarter"]:
        quarter = _QUARTERS[match["quarter"]]
        return _span(year, 1 if match["upto"] else 3 * quarter - 2, 3 * quarter)
    if match["months"]:
        last = int(match["months"]) if match["months"].isdigit() else _count(match["months"])
        return _span(year, 1, last) if 1 < last <= 12 else None
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return _span(year, first, last) if 1 <= first < last <= 12 else None
    if match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            return None
        day = int(match["day"]) if match["day"] else 0
        if day > monthrange(year, month)[1]:
            return None
        return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    if match["whole"] and match["whole"][-1] in "底末":
        return f"{year}-12"
    return str(year)


def _count(text: str) -> int:
    if text == "十":
        return 10
    return 10 + _DIGITS[text[1]] if text[0] == "十" else _DIGITS.get(text, 0)


def _span(year: int, first: int, last: int) -> str:
    return f"{year}-{first:02}/{year}-{last:02}"
