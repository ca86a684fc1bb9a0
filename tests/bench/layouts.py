"""An article with a paragraph a line in, the same article out: as other pages, scripts and extractors have it.

What a reader understands does not change, so neither should what is found. Nothing here knows how `kg` reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import opencc

_TERMINAL = "。！？…”’）)」"
_HEADING = 40
_NO_START = "，。、；：！？”’）》」』】%"
_NO_END = "“‘（《「『【"
_BYLINE = re.compile(r"记者|通讯员|融媒体中心|[摄文图]/|供图|[摄图]$|来源|编辑|^[（(]?\d{4}年\d+月\d+日")
_MARKS = re.compile(r"^(?:#{1,6} |> |[-*] )|\*\*")
_INDENT = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print an article."""

    name: str
    about: str
    make: Callable[[str], str | bytes]
    rename: Callable[[str], str] | None = None
    """What becomes of a name of the annotation, where the layout has other words."""


def paragraphs(text: str) -> list[str]:
    return [_MARKS.sub("", line.strip()) for line in text.splitlines() if line.strip()]


def wrapped(text: str) -> bool:
    """Whether a text is set in columns already."""
    lines = paragraphs(text)
    return len(lines) > 12 and max(map(len, lines)) <= 40


def is_heading(paragraph: str) -> bool:
    ended = paragraph.rstrip("”’）)」")[-1:] in "。！？…：；，、"
    return len(paragraph) <= _HEADING and not ended and not _BYLINE.search(paragraph)


def set_lines(text: str, width: int, *, rules: bool = False, indent: str = "") -> list[str]:
    """`text` in lines of `width` full-width characters; with `rules`, as a compositor would: no number or word of
    letters parted, no mark at an edge where it may not stand."""
    lines: list[str] = []
    line, taken = indent, float(len(indent))
    for character in text:
        size = 0.5 if character.isascii() else 1.0
        glued = rules and (
            character in _NO_START
            or line[-1:] in _NO_END
            or (character.isascii() and character.isalnum() and line[-1:].isascii() and line[-1:].isalnum())
        )
        if taken + size > width and line and not (glued and taken < width + 3):
            lines.append(line)
            line, taken = "", 0.0
        line += character
        taken += size
    return [*lines, line] if line else lines


def column(
    text: str, width: int, *, rules: bool = False, indent: str = _INDENT, between: str = "", headings: bool = False
) -> list[str]:
    """The article in lines of a column, `between` standing after each paragraph; headings stay whole but on demand."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs(text)):
        if _BYLINE.search(paragraph) and len(paragraph) <= width + 2:
            lines += ["", paragraph, ""]
        elif is_heading(paragraph) or number == 0:
            lines += ["", *(set_lines(paragraph, width, rules=rules) if headings else [paragraph]), ""]
        else:
            lines += [*set_lines(paragraph, width, rules=rules, indent=indent), between]
    return lines


def _join(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _dense(lines: list[str]) -> str:
    """Lines without the blank ones between paragraphs, those around headings kept."""
    kept = []
    for i, line in enumerate(lines):
        beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        if line or any(text and is_heading(text) and len(text) > 30 for text in beside):
            kept.append(line)
    return "\n".join(kept) + "\n"


def wrap(width: int, *, rules: bool = False) -> Callable[[str], str]:
    return lambda text: _join(column(text, width, rules=rules))


def wrap_dense(width: int, indent: str) -> Callable[[str], str]:
    def make(text: str) -> str:
        lines = []
        for number, paragraph in enumerate(paragraphs(text)):
            alone = number == 0 or is_heading(paragraph) or (_BYLINE.search(paragraph) and len(paragraph) <= _HEADING)
            lines += ["", paragraph, ""] if alone else set_lines(paragraph, width, rules=True, indent=indent)
        return _join(lines)

    return make


def every(step: int, lines: list[str], insert: Callable[[int], list[str]]) -> Iterator[str]:
    """`lines` with something put in after each `step` lines of text."""
    count = 0
    for line in lines:
        yield line
        if line:
            count += 1
            if count % step == 0:
                yield from insert(count // step)


def _broken(text: str, insert: Callable[[int], list[str]]) -> str:
    """Paragraphs a line; every other long one is parted near its middle, inside a clause, with something between."""
    lines: list[str] = []
    number = 0
    for i, paragraph in enumerate(paragraphs(text)):
        if len(paragraph) < 80 or i % 2:
            lines += [paragraph, ""]
            continue
        cut = len(paragraph) // 2
        while paragraph[cut - 1] in _TERMINAL + "，、；：" or paragraph[cut] in _TERMINAL + "，、；：":
            cut += 1
        number += 1
        lines += [paragraph[:cut], "", *insert(number), "", paragraph[cut:], ""]
    return "\n".join(lines)


_FURNITURE = (
    ["— 3 —"],
    ["4"],
    ["2023年5月6日 星期六"],
    ["第 07 版"],
    ["云川日报 2023年5月6日 星期六"],
    ["- 12 -", "", "云川日报"],
    ["要闻 03", "2023年5月6日 星期六 责编：林小秋 美编：何安"],
    ["A05 区域", "2023.5.6 星期六"],
)
_CAPTIONS = (
    ["", "车间里，工人正在检修设备。 林小秋 摄"],
    ["", "新城一角，高楼林立", ""],
    ["", "▲航拍的产业园。记者 何安 摄", ""],
    ["", "图为项目施工现场。（资料图片）", ""],
)


def _page(texts: tuple[list[str], ...]) -> Callable[[int], list[str]]:
    return lambda number: ["", *texts[number % len(texts)], ""]


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and (c.isalnum() or c in "%.+-/&") else c for c in text)


_ASCII = str.maketrans("，；：？！（）“”‘’", ",;:?!()\"\"''")


def _ascii(text: str) -> str:
    return text.translate(_ASCII)


def _ascii_all(text: str) -> str:
    return text.translate(_ASCII).translate(str.maketrans("。《》", ".<>"))


def _spaced(text: str) -> str:
    return "\n\n".join(" ".join(line) for line in paragraphs(text))


def _apart(text: str) -> str:
    """A space between Chinese characters and letters or digits, as web editors set it."""
    text = re.sub(r"([\u4e00-\u9fff])([A-Za-z0-9])", r"\1 \2", text)
    return re.sub(r"([A-Za-z0-9%])([\u4e00-\u9fff])", r"\1 \2", text)


def _justified(text: str) -> str:
    """A space after each ninth character, as a justified line is extracted."""
    return "\n".join(re.sub(r"([^\n]{9})(?=.)", r"\1 ", line) for line in text.split("\n"))


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def _script(config: str, *, corners: bool = True) -> Callable[[str], str]:
    quotes = str.maketrans("“”‘’", "「」『』")

    def make(text: str) -> str:
        after = str(_converter(config).convert(text))
        return after.translate(quotes) if corners else after

    return make


def _numbered(text: str) -> str:
    style = ("{zh}、{}", "（{zh}）{}", "{n}.{}", "◆{}", "■ {}", "【{}】", "0{n} {}", "{n}、{}")[len(text) % 8]
    out: list[str] = []
    number = 0
    lines = paragraphs(text)
    for paragraph, following in zip(lines, [*lines[1:], ""], strict=True):
        if out and is_heading(paragraph) and following and not is_heading(following):
            number += 1
            out.append(style.format(paragraph, n=number, zh=_numeral(number)))
        else:
            out.append(paragraph)
    return "\n\n".join(out)


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _bullets(text: str) -> str:
    mark = "◆●■•★□◎➤-※"[len(text) % 10]
    mark += " " if mark in "•-" else ""
    lines = paragraphs(text)
    return "\n\n".join(line if i == 0 or is_heading(line) else mark + line for i, line in enumerate(lines))


def _html(text: str) -> str:
    def entities(part: str) -> str:
        for mark, entity in (("“", "&ldquo;"), ("”", "&rdquo;"), ("—", "&mdash;"), ("·", "&middot;"), ("%", "&#37;")):
            part = part.replace(mark, entity)
        return part

    lines = ['<div class="article">']
    for number, paragraph in enumerate(paragraphs(text)):
        cut = len(paragraph) // 3
        if number == 0:
            lines.append(f"<h1>{entities(paragraph)}</h1>")
        elif is_heading(paragraph):
            lines.append(f"<p><strong>{entities(paragraph)}</strong></p>")
        else:
            first, second, third = paragraph[:cut], paragraph[cut:-8], paragraph[-8:]
            lines.append(
                f'<p style="text-indent:2em">&nbsp;&nbsp;{entities(first)}<span>{entities(second)}</span>'
                f"{entities(third)}</p>"
            )
    return "\n".join([*lines, "</div>"])


def _breaks(text: str) -> str:
    return "<br/>\n<br/>\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + paragraph for paragraph in paragraphs(text))


def _markdown(text: str) -> str:
    out = []
    for number, paragraph in enumerate(paragraphs(text)):
        if is_heading(paragraph) or number == 0:
            out.append(("# " if number == 0 else "### ") + paragraph)
        else:
            cut = min(len(paragraph), 12)
            out.append(f"**{paragraph[:cut]}**{paragraph[cut:]}" if number % 2 else f"> {paragraph}")
    return "\n\n".join(out)


def _invisible(text: str) -> str:
    return "\ufeff" + re.sub(r"([^\n]{7})(?=.)", "\\1\u200b", text).replace("，", "，\u00a0")


def _line_ends(mark: str) -> Callable[[str], str]:
    return lambda text: "\ufeff" + "\n".join(column(text, 18)).replace("\n", mark)


def _encoded(encoding: str, before: Callable[[str], str] = str) -> Callable[[str], bytes]:
    return lambda text: before(text).encode(encoding, errors="replace")


def _traditional_column(text: str) -> str:
    return _join(column(_script("s2hk")(text), 16, rules=True))


LAYOUTS = (
    Layout("wrap12", "lines of 12 characters, names and numbers parted", wrap(12)),
    Layout("wrap12p", "lines of 12 characters as a compositor sets them", wrap(12, rules=True)),
    Layout("wrap18", "lines of 18 characters, names and numbers parted", wrap(18)),
    Layout("wrap30", "lines of 30 characters, names and numbers parted", wrap(30)),
    Layout("wrap16d", "lines of 16, no blank line between paragraphs, indents kept", wrap_dense(16, _INDENT)),
    Layout("wrap16n", "lines of 16, no blank line between paragraphs, indents lost", wrap_dense(16, "")),
    Layout("headings", "lines of 14, headings wrapped too", lambda t: _join(column(t, 14, rules=True, headings=True))),
    Layout("spread", "lines of 18, a blank line after each", lambda t: "\n\n".join(x for x in column(t, 18) if x)),
    Layout(
        "columns",
        "lines of 16, a blank line after every 9, as columns end",
        lambda t: _join(every(9, column(t, 16, rules=True), lambda _: [""])),
    ),
    Layout(
        "pages",
        "lines of 18, page numbers and running heads after every 10",
        lambda t: _join(every(10, column(t, 18, rules=True), _page(_FURNITURE))),
    ),
    Layout(
        "pictures",
        "lines of 18, a caption after every 10",
        lambda t: _join(every(10, column(t, 18, rules=True), _page(_CAPTIONS))),
    ),
    Layout("cut", "a paragraph a line, parted inside a clause", lambda t: _broken(t, lambda _: [])),
    Layout("cut-pages", "parted by page numbers and running heads", lambda t: _broken(t, _page(_FURNITURE))),
    Layout("cut-pictures", "parted by captions", lambda t: _broken(t, _page(_CAPTIONS))),
    Layout("full-width", "letters and digits of full width", _full_width),
    Layout("ascii", "commas, brackets and quotation marks of ASCII", _ascii),
    Layout("ascii-all", "full stops and title marks of ASCII too", _ascii_all),
    Layout("spaced", "a space between any two characters", _spaced),
    Layout("justified", "a space after each ninth character", _justified),
    Layout("apart", "spaces around letters and numbers", _apart),
    Layout("crlf", "lines of 18 with CRLF and a byte order mark", _line_ends("\r\n")),
    Layout("cr", "lines of 18 with CR", _line_ends("\r")),
    Layout("invisible", "zero-width spaces, no-break spaces, a byte order mark", _invisible),
    Layout("gb18030", "in GB18030", _encoded("gb18030")),
    Layout("utf-16", "in UTF-16", _encoded("utf-16")),
    Layout("big5", "in Big5, traditional script", _encoded("big5hkscs", _script("s2tw"))),
    Layout("s2t", "traditional script", _script("s2t", corners=False)),
    Layout("s2tw", "traditional script of Taiwan", _script("s2tw")),
    Layout("s2twp", "traditional script and words of Taiwan", _script("s2twp"), _script("s2twp")),
    Layout("s2hk", "traditional script of Hong Kong", _script("s2hk")),
    Layout("s2hk-column", "traditional script of Hong Kong, lines of 16", _traditional_column),
    Layout("numbered", "headings with numbers and ornaments", _numbered),
    Layout("bullets", "paragraphs with ornaments", _bullets),
    Layout("html", "with the tags and entities of a web page", _html),
    Layout("breaks", "with <br/> and &nbsp;", _breaks),
    Layout("markdown", "with the marks of Markdown", _markdown),
)


def _sides(first: str, second: str, width: int) -> str:
    """Two articles as two columns of one page, extracted row by row."""
    left, right = (column(text, width, rules=True, headings=True) for text in (first, second))
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    out = []
    for a, b in zip(left, right, strict=True):
        size = sum(0.5 if c.isascii() else 1.0 for c in a)
        out.append((a + " " * int(2 * (width + 4 - size)) + b).rstrip())
    return "\n".join(out)


def _turns(first: str, second: str, share: float) -> str:
    """Two articles by turns: the first part of each, then what is left of each, parted inside a paragraph."""

    def parts(text: str) -> tuple[str, str]:
        lines = column(text, 18, rules=True)
        cut = max(3, int(len(lines) * share))
        while cut < len(lines) - 1 and (not lines[cut - 1] or not lines[cut] or lines[cut - 1][-1] in _TERMINAL):
            cut += 1
        return "\n".join(lines[:cut]), "\n".join(lines[cut:])

    (a, b), (c, d) = parts(first), parts(second)
    return _join([a, "", c, "", b, "", d])


def _turns_whole(first: str, second: str) -> str:
    """Two articles by turns, a paragraph a line, the first one parted inside a paragraph by the whole of the second."""
    lines = paragraphs(first)
    place = max(range(1, len(lines)), key=lambda i: (len(lines[i]), -i))
    cut = len(lines[place]) // 2
    while lines[place][cut - 1] in _TERMINAL + "，、；：" or lines[place][cut] in _TERMINAL + "，、；：":
        cut += 1
    return "\n\n".join(
        [*lines[:place], lines[place][:cut], *paragraphs(second), lines[place][cut:], *lines[place + 1 :]]
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """A way to print two articles on one page."""

    name: str
    about: str
    make: Callable[[str, str], str]


PAIRS = (
    Pair("after", "two articles, one after the other", lambda a, b: a.strip() + "\n\n\n" + b),
    Pair(
        "turns",
        "lines of 18, the second article begins inside a paragraph of the first",
        lambda a, b: _turns(a, b, 0.5),
    ),
    Pair("inside", "a paragraph a line, the second article inside a paragraph of the first", _turns_whole),
    Pair("sides", "two columns side by side, row by row", lambda a, b: _sides(a, b, 16)),
)
