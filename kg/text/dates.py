"""Sentences and a file name in, the document's own date out, as precise as they say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kg.model import SentenceKind

_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.年]?(0?[1-9]|1[0-2])[-_.月]?(0?[1-9]|[12]\d|3[01])?日?(?!\d)")
_FULL = re.compile(r"((?:19|20)\d\d)(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?")
_DATELINE = re.compile(r"(?:讯|电|消息)|本报|新华社|中新|记者|发布|时间|日期")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日(?:讯|电|消息)")
_NOW = re.compile(r"今年[（(]?((?:19|20)\d\d)年?[)）]?|((?:19|20)\d\d)年(?:今年|，今年)")
_UNTIL = re.compile(r"截至(?:目前|)?[（(]?((?:19|20)\d\d)年")
_PLAN = re.compile(r"今年(?:既|也|又|正|恰)?是[^。；]{0,12}“?十([一二三四五六七八])五”?[^。；]{0,6}?(开局|收官|起步)")
_FIRST_PLAN = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036, "八": 2041}
"""First year of the numbered five-year plan (State Council's plan periods): 十四五 is 2021 to 2025."""
_HEAD = 4
"""Sentences at the start, and by-lines anywhere, where a printed date is the document's own."""


def document_date(name: str, sentences: Iterable[tuple[SentenceKind, str]]) -> str | None:
    """ISO date, month or year of the document; None where neither its name nor its text states one.

    In this order: a printed date in a by-line, dateline or line of its own; a date in the file's name; a year that the
    text calls this year, or up to which it counts (截至2020年一季度); the first or last year of a five-year plan that
    it calls this year. A dateline without a year (7月26日讯) is completed by such a year.
    """
    read = list(sentences)
    printed = _printed(read)
    if printed:
        return printed
    year = _named(name) or _stated(read)
    if year and len(year) == 4:
        for _, text in read:
            match = _MONTH_DAY.search(text)
            if match:
                return _iso(int(year), int(match[1]), int(match[2])) or year
    return year


def _printed(read: list[tuple[SentenceKind, str]]) -> str | None:
    for index, (kind, text) in enumerate(read):
        match = _FULL.search(text)
        if not match:
            continue
        alone = len(text) <= len(match[0]) + 16 and match.start() <= 6
        if kind == "byline" or (alone and (index < _HEAD or index >= len(read) - 2)) or _dateline(text, match):
            iso = _iso(int(match[1]), int(match[2]), int(match[3]))
            if iso:
                return iso
    return None


def _dateline(text: str, match: re.Match[str]) -> bool:
    return match.end() <= 24 and _DATELINE.match(text, match.end()) is not None


def _named(name: str) -> str | None:
    match = _NAME.search(name.rpartition("/")[2])
    if not match:
        return None
    if match[3]:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    return f"{match[1]}-{int(match[2]):02}"


def _stated(read: list[tuple[SentenceKind, str]]) -> str | None:
    counted: list[str] = []
    for _, text in read:
        match = _NOW.search(text)
        if match:
            return match[1] or match[2]
        plan = _PLAN.search(text)
        if plan:
            return str(_FIRST_PLAN[plan[1]] + (4 if plan[2] == "收官" else 0))
        counted += _UNTIL.findall(text)
    return max(counted) if counted else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
