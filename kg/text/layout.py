"""Normalised text in, its lines out, each with what the eye sees of it: width, indent, blank lines before, marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text.gutters import rows

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
"""Characters without a glyph (byte order mark, zero-width spaces, direction marks), read over like spaces."""

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_EDGE = f" {INVISIBLE}"
_NARROW = re.compile(r"[\x00-\x7f\u00b7“”‘’—…]")
_MARKDOWN = re.compile(r"(#{1,6})[ ]+|(>[ ]?)+|[-*+•][ ]+|(\*\*)(?=.+\*\*$)|(\*)(?=[^*\s][^*]*\*$)")
_ITEMS = (
    re.compile(r"第[一二三四五六七八九十]{1,3}[章节编部篇](?!\S*[，。])"),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    re.compile(r"[(（]\d{1,2}[)）]|[①-⑳]"),
)
"""Numbers of headings and lists, from the outer to the inner."""
BULLET = len(_ITEMS) + 1

TERMINAL = "。！？!?…"
CLOSERS = "”’」』）)》】〉\"'"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `normal[start:end]`, less space and marks at its edges; `text` is what is seen."""

    start: int
    end: int
    text: str
    width: float
    """In full-width characters; letters, digits and quotation marks take about half of one."""
    gap: int
    """Blank lines before it; 0 also for the first line."""
    indent: int
    level: int
    """Level of a markdown heading, 1 to 6; 0 for others."""
    item: int
    """Depth of the number or bullet that it begins with, from 1; 0 for none."""
    strong: bool
    """Whether all of it is marked as strong in Markdown."""
    ended: bool
    """Whether a sentence ends with this line."""


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a terminal mark, closing quotes and brackets aside.

    >>> ends_sentence("他说：“好。”"), ends_sentence("系上“安全带”"), ends_sentence("分为三步：")
    (True, False, False)
    """
    return text.rstrip(CLOSERS + " ")[-1:] in TERMINAL if text else False


def lines(normal: str) -> list[Line]:
    """The lines of a text that are not blank, in reading order."""
    found: list[Line] = []
    for row in rows(normal):
        raw = normal[row.start : row.end]
        text = raw.lstrip(_EDGE)
        indent = len(raw) - len(text)
        mark = _MARKDOWN.match(text)
        if mark:
            text = text[mark.end() :].lstrip(_EDGE)
        start = row.end - len(text)
        text = text.rstrip(_EDGE)
        if mark and (mark[1] or mark[3] or mark[4]):
            text = text.rstrip("#*").rstrip(_EDGE)
        if not text:
            continue
        end = start + len(text)
        text = text.translate(_UNSEEN)
        found.append(
            Line(
                start=start,
                end=end,
                text=text,
                width=len(text) - 0.5 * len(_NARROW.findall(text)),
                gap=row.gap,
                indent=indent,
                level=len(mark[1] or "") if mark else 0,
                item=BULLET if mark and mark[0][0] in "-*+•" and not (mark[3] or mark[4]) else _depth(text),
                strong=bool(mark and mark[3]),
                ended=ends_sentence(text),
            )
        )
    return found


def _depth(text: str) -> int:
    return next((depth for depth, pattern in enumerate(_ITEMS, 1) if pattern.match(text)), 0)
