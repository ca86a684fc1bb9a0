"""Lines in, paragraphs out: what a page or column break has cut is joined, headings and the like stay apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import SentenceKind
from kg.text import bylines
from kg.text.furniture import is_furniture
from kg.text.layout import BULLET, Line, ends_sentence
from kg.text.page import BODY, OVER, SLACK, Page, closed_up, is_short, page_of

_LONGEST_HEADING = 48
_FULL = 24
"""Length of a line that stops in the middle of a sentence, from which on the next one goes on with it."""
_CAPTION = 100
"""Longest caption; what stands under pictures on the annotated pages has 8 to 70 characters."""
_RECENT = 300
"""Characters before a line's end among which an open quotation or bracket is looked for."""

_HEADLINE = re.compile(r"[\u4e00-\u9fff]{2,5} [\u4e00-\u9fff“‘《「][^ 。；]{3,}(?: [^ 。；，]{2,})?")
"""`某区 携手邻市共建园区`: a name, a space, and what is said of it; running text has no such space."""
_DOUBLED = re.compile(r"(.{4,})\1|(.{2,4})\2(?= )")
_INNER = re.compile(r"[。；！？]")
_MID_SENTENCE = "，、：；,—"
_CUT_CLAUSE = re.compile(r"，.{1,2}$")
"""A clause of one or two characters at the end: no headline stops there."""
_CONTINUES = re.compile(
    r"[，。、；：！？!?%％）)」』”’》〉】·]|(?:左右|以上|以下|以内|以外|之一|之间|等[。，、]|[的了着们个家项亿万元名座条所](?=[、，。的]))|"
    r"[\u4e00-\u9fff]{1,3}。"
)
"""How no paragraph begins: closing marks, words that lean on a number before them, measures, a sentence of three
characters, which is the end of another."""
_DATED = re.compile(r"[(（]?\d{4}(?:年|[-./]\d)")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("【", "】"))


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `spans` are offsets in the text, in order and apart."""

    kind: SentenceKind
    spans: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""
    """The end of it: as much as decides on what may follow."""
    length: int = 0
    prose: bool = False
    """A line of it can only be running text."""
    level: int = 0
    """Level of a markdown heading, else 0."""
    gap: int = 0
    last: Line | None = None
    column: float = 0.0

    def add(self, line: Line) -> None:
        self.spans.append((line.start, line.end))
        self.text = (self.text + line.text)[-_RECENT:]
        self.length += len(line.text)
        self.prose = self.prose or _prose(line.text) or self.length >= BODY
        self.last = line


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a document in reading order, left columns before right ones, each line in one of them."""
    lines = closed_up(lines)
    page = page_of(lines)
    done: list[Paragraph] = []
    open_: Paragraph | None = None
    for i, line in enumerate(lines):
        if open_ is not None and _continues(open_, line, i, lines, page):
            open_.add(line)
            continue
        kind = _kind(open_, done, i, lines, page)
        new = Paragraph(kind, level=line.level, gap=line.gap, column=page.columns[i])
        new.add(line)
        done.append(new)
        if kind == "body":
            open_ = new
        elif open_ is not None and not _interrupts(open_, kind, i, lines):
            open_ = None
    _captions(done)
    return done


def _continues(open_: Paragraph, line: Line, i: int, lines: Sequence[Line], page: Page) -> bool:
    """Whether `line` goes on with the open paragraph."""
    if line.level or line.text.startswith("![") or bylines.is_byline(line.text) or _picture(i, lines):
        return False
    if _looks_short(line) and _article_begins(i, lines):
        return False
    column = page.columns[i]
    if column and _stands_out(i, lines, page):
        return False
    last = open_.last
    assert last is not None
    adjacent = i > 0 and lines[i - 1] is last
    closed = _closed(open_.text)
    if not closed and (
        _CONTINUES.match(line.text) or (adjacent and not line.gap and _cut_number(open_.text, line.text))
    ):
        return True
    if page.indented and line.indent >= 2 and column:
        return False
    if line.item and not _unbalanced(open_.text) and open_.text[-1] not in "，、":
        return False
    if closed:
        return (
            ends_sentence(open_.text)
            and bool(column)
            and adjacent
            and not line.gap
            and not is_short(last, column)
            and (line.ended or not is_short(line, column))
            and not _headline(line)
        )
    if (
        not column
        and _unbalanced(open_.text)
        and line.gap
        and _looks_short(line)
        and _unbalanced(open_.text + line.text)
    ):
        return not _body_follows(i, lines)  # what is between the marks may stand around a caption
    if _unbalanced(open_.text) or open_.text[-1] in "，、":
        return adjacent or not _looks_short(line) or (column > 0 and not _headline(line))
    if column:
        return not is_short(last, column) and not _headline(line) and line.width <= column + 6
    if open_.text[-1] in "：；:" or not _hanging(open_):
        return False
    if page.columns[i - 1]:  # a column ends and lines that are paragraphs begin
        return adjacent
    if adjacent and not line.gap and len(last.text) >= _FULL:
        return True
    return not _looks_short(line) or not _body_follows(i, lines)


def _cut_number(text: str, following: str) -> bool:
    """Whether the end of a line parts a number: `3` and `200万元`, but not `3` and `2.交通`."""
    return text[-1].isdecimal() and re.match(r"\d+(?:\.\d+)?[%\u4e00-\u9fff]", following) is not None


def _goes_on(text: str, i: int, lines: Sequence[Line]) -> bool:
    """Whether line `i`, or the one after what is printed on each page, can only go on with `text`."""
    while i + 1 < len(lines) and is_furniture(lines[i].text):
        i += 1
    return _CONTINUES.match(lines[i].text) is not None or _cut_number(text, lines[i].text)


def _stands_out(i: int, lines: Sequence[Line], page: Page) -> bool:
    """Whether a line between blank ones is too short for its column and ends no sentence."""
    line = lines[i]
    alone = line.gap > 0 and i + 1 < len(lines) and lines[i + 1].gap > 0
    return alone and not line.ended and is_short(line, page.columns[i])


def _interrupts(open_: Paragraph, kind: SentenceKind, i: int, lines: Sequence[Line]) -> bool:
    """Whether the open paragraph may go on below a line of another kind."""
    if kind == "byline":
        return _passed_over(lines[i].text)
    return _hanging(open_) and not (kind == "heading" and _article_begins(i, lines))


def _passed_over(byline: str) -> bool:
    """Whether a paragraph may go on after it: what is on each page, a picture's credit."""
    return is_furniture(byline) or bylines.is_photo_credit(byline)


def _picture(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line that stands alone is a caption, by the credit at its end."""
    line = lines[i]
    alone = (i == 0 or line.gap > 0) and (i + 1 == len(lines) or lines[i + 1].gap > 0)
    return alone and len(line.text) <= _CAPTION and (bylines.is_credited(line.text) or bylines.is_caption(line.text))


def _hanging(paragraph: Paragraph) -> bool:
    """Whether a body paragraph stops in the middle of a sentence, so that its rest must stand somewhere below."""
    text = paragraph.text
    if paragraph.column and paragraph.last and not _closed(text) and text[-1] in "）)—":
        return not is_short(paragraph.last, paragraph.column)
    if _closed(text) or text[-1] in "：:；;）)—":
        return False
    return paragraph.column > 0 or paragraph.prose or _CUT_CLAUSE.search(text) is not None or _unbalanced(text)


def _closed(text: str) -> bool:
    """Whether a paragraph may end here: with a sentence, or with a by-line after one."""
    return ends_sentence(text) or bylines.tail(text) < len(text)


def _looks_short(line: Line) -> bool:
    """A heading or caption by its size: no terminal mark, and not long."""
    return not line.ended and not _prose(line.text)


def _prose(text: str) -> bool:
    """Whether a line can only be running text: long, with a full stop inside, or of three clauses and more."""
    return len(text) >= BODY or _INNER.search(text) is not None or (len(text) >= 24 and text.count("，") >= 2)


def _body_follows(i: int, lines: Sequence[Line]) -> bool:
    """Whether running text stands within the next few lines: then a short line before it only interrupts."""
    return any(not _looks_short(line) and not line.level for line in lines[i + 1 : i + 5])


def _headline(line: Line) -> bool:
    return (
        _HEADLINE.fullmatch(line.text) is not None
        and len(line.text) <= _LONGEST_HEADING
        and not line.ended
        and line.text[-1] not in _MID_SENTENCE
    ) or doubled(line.text)


def doubled(text: str) -> bool:
    """Whether a headline stands twice in a row, as a page with a shadowed title is extracted."""
    return len(text) <= 2 * _LONGEST_HEADING and _DOUBLED.match(text) is not None


def _unbalanced(text: str) -> bool:
    recent = text[-_RECENT:]
    return any(recent.rfind(opening) > recent.rfind(closing) for opening, closing in _PAIRS)


def _kind(
    open_: Paragraph | None, done: Sequence[Paragraph], i: int, lines: Sequence[Line], page: Page
) -> SentenceKind:
    line = lines[i]
    text = line.text
    if line.level:
        return "heading"
    if bylines.is_byline(text):
        return "byline"
    if line.strong and len(text) <= _LONGEST_HEADING and not line.ended:
        return "heading"
    if text.startswith("![") or _picture(i, lines):
        return "caption"
    if doubled(text):
        return "heading"
    if line.ended or len(text) > _LONGEST_HEADING or text[-1] in _MID_SENTENCE or _unbalanced(text):
        return "body"
    following = lines[i + 1] if i + 1 < len(lines) else None
    torn = following is not None and not following.level and _goes_on(text, i + 1, lines)
    if _CUT_CLAUSE.search(text) or (torn and not (open_ is not None and _hanging(open_))):
        return "body"
    if page.columns[i]:
        if open_ is not None and _hanging(open_) and _stands_out(i, lines, page) and not _begins(i + 1, lines, page):
            return "caption"
        return "heading" if _column_heading(done, i, lines, page) else "body"
    if line.item:
        return "heading" if _numbered_heading(i, lines) else "body"
    if _INNER.search(text) or (len(text) < BODY and _prose(text)) or _row(i, lines):
        return "body"
    if open_ is not None and _hanging(open_) and not page.columns[i - 1] and not _headline(line):
        return "heading" if _article_begins(i, lines) else "caption"
    if done and line.gap >= 3 and line.gap > page.gap and not _headline(line):
        return "caption"  # the empty lines of a picture
    return "heading"


def _first_line(line: Line, following: Line | None, column: float, page: Page) -> bool:
    """Whether a line has the indent of a paragraph and fills its column, and the next one has neither."""
    if following is None or following.gap or not page.indented or not 2 <= line.indent <= 4 or following.indent >= 2:
        return False
    return abs(line.width + 2 - column) <= OVER


def _article_begins(i: int, lines: Sequence[Line]) -> bool:
    """Whether the line above a date or the author's name is a headline: an article inside of another begins."""
    if i + 1 == len(lines) or not lines[i].gap:
        return False
    byline = lines[i + 1].text
    return bylines.is_byline(byline) and (bool(_DATED.match(byline)) or not _passed_over(byline))


def _begins(i: int, lines: Sequence[Line], page: Page) -> bool:
    """Whether a line is the first of a paragraph, as far as its indent or a dateline shows."""
    line = lines[i]
    return (page.indented and line.indent >= 2) or bool(bylines.head(line.text)) or bylines.is_byline(line.text)


def _column_heading(done: Sequence[Paragraph], i: int, lines: Sequence[Line], page: Page) -> bool:
    line, column = lines[i], page.columns[i]
    following = lines[i + 1] if i + 1 < len(lines) else None
    if _headline(line):
        return not _first_line(line, following, column, page)
    before = not i or lines[i - 1].ended or done[-1].kind == "heading"
    if page.indented and before and following is not None and following.indent >= 2 > line.indent:
        return True  # what ends in the middle of a sentence before a new paragraph
    alone = (i == 0 or line.gap > 0 or lines[i - 1].level > 0) and (following is None or following.gap > 0)
    if line.width > column + OVER:
        return i == 0 or line.gap > 0 or lines[i - 1].ended
    if i == 0 and following is not None and bylines.is_byline(following.text):
        return True
    title = i == 0 and following is not None and following.gap > 0
    width = line.width + (min(line.indent, 2) if page.indented else 0)  # of a first line with its indent
    if width <= column - (3.0 if title else SLACK - 0.4):
        return alone or i == 0 or lines[i - 1].ended
    if following is None or not page.lost_indent or not (i == 0 or (alone and line.width > column - 1.5)):
        return False
    # a full line alone: a headline if a first line, short by its indent, comes next; else a paragraph cut after it
    return page.columns[i + 1] > 0 and 1.0 <= column - following.width <= SLACK


def _numbered_heading(i: int, lines: Sequence[Line]) -> bool:
    """A numbered line is a heading if text or deeper numbers follow it, an item of a list if its like does."""
    line = lines[i]
    following = lines[i + 1] if i + 1 < len(lines) else None
    if following is None or line.item == BULLET or len(line.text) >= BODY:
        return False
    return following.item > line.item > 0 if following.item else len(following.text) > len(line.text)


def _row(i: int, lines: Sequence[Line]) -> bool:
    """Whether a short line is one of three and more without a blank line between: a list or a table, no heading."""

    def joins(upper: Line, lower: Line) -> bool:
        pair = (upper, lower)
        return not lower.gap and all(_looks_short(x) and not x.level and not bylines.is_byline(x.text) for x in pair)

    before = after = i
    while before > max(0, i - 2) and joins(lines[before - 1], lines[before]):
        before -= 1
    while after + 1 < min(len(lines), i + 3) and joins(lines[after], lines[after + 1]):
        after += 1
    return after - before >= 2


def _captions(done: Sequence[Paragraph]) -> None:
    """A short paragraph under a picture (after empty lines, a heading, nothing) and above a credit is its caption."""
    above = [None, *done]
    for before, paragraph, credit in zip(above, done, done[1:], strict=False):
        under = before is None or before.kind != "body" or paragraph.gap >= 3
        short = paragraph.kind == "body" and ends_sentence(paragraph.text) and paragraph.length <= _CAPTION
        if under and short and credit.kind == "byline" and credit.gap <= 1 and bylines.is_photo_credit(credit.text):
            paragraph.kind = "caption"
