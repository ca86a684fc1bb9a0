"""Sentences by paragraph in, their sections out: a heading opens one, the by-line of an article closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.text.bylines import is_photo_credit
from kg.text.furniture import is_furniture
from kg.text.sentences import Piece

_NUMBERED = (
    (re.compile(r"第[一二三四五六七八九十]{1,3}[章编部篇]"), 2),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 3),
    (re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"), 4),
    (re.compile(r"\d{1,2}[.、．]"), 5),
    (re.compile(r"[(（]\d{1,2}[)）]"), 6),
)
_HEADED = re.compile(r"([\u4e00-\u9fff]{2,4}) (.+)")
_RUBRIC = "【】[]〔〕「」"
_COLUMN = re.compile(r"【[\u4e00-\u9fff]{1,12}[省市区县旗镇乡街道村]】.")
"""Begins an item of a round-up, with the place that it is about."""
_NAME = 4
"""Longest heading that is only a name."""


def level(text: str, marked: int, first: bool) -> int:
    """Level of a heading, 1 for the title: Markdown's own, by its numbering, or by how it is written.

    A heading that is a name, or begins with one (`某区 携手邻市`), has level 2: it says whom the section is about.
    """
    if marked:
        return marked
    for pattern, number in _NUMBERED:
        if pattern.match(text):
            return number
    headed = _HEADED.match(text)
    if len(text.strip(_RUBRIC)) <= _NAME or (headed and abs(len(headed[1]) - len(headed[2])) > 1):
        return 2
    return 1 if first else 3


def sections(paragraphs: Sequence[Sequence[Piece]], marks: Sequence[int]) -> list[tuple[int, int]]:
    """For each paragraph the index of its section and, where it opens one with a heading, the section's level, else 0.

    `marks` are the levels of Markdown headings, 0 for others. Sections are counted from 0. After the by-line that ends
    an article, or before the dateline or the place in brackets (`【某县某镇】`) that begins one, a new section opens,
    without a heading if none stands there. A by-line under a heading, a photo credit and what is printed on each page
    end nothing.
    """
    result: list[tuple[int, int]] = []
    current = -1
    headings = 0
    filled = ended = False
    for pieces, mark in zip(paragraphs, marks, strict=True):
        if pieces[0].kind == "heading":
            current += 1
            result.append((current, level(pieces[0].text, mark, headings == 0)))
            headings += 1
            filled = ended = False
            continue
        dateline = len(pieces) > 1 and pieces[0].kind == "byline" and not is_furniture(pieces[0].text)
        body = any(piece.kind == "body" for piece in pieces)
        if current < 0 or (body and filled and (ended or dateline or _COLUMN.match(pieces[0].text))):
            current += 1
            filled = ended = False
        result.append((current, 0))
        filled |= body
        last = pieces[-1]
        if filled and last.kind == "byline" and not is_photo_credit(last.text) and not is_furniture(last.text):
            ended = True
    return result
