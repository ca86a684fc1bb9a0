"""Chinese text with punctuation of ASCII in, the same length out: with the marks that Chinese print has in their place.

Brackets stay: both kinds are read alike, and names are shown as they are printed.
"""

from __future__ import annotations

import re

_HAN = r"\u3400-\u9fff"
_MARKS = re.compile(r"[,;:?!\"'<]")
_COMMA = re.compile(r"[,;:?](?!(?<=[A-Za-z0-9].)[A-Za-z0-9])(?!//)|!(?!\[)")
_WIDE = str.maketrans(",;:?!", "，；：？！")
_LATIN_LIST = re.compile(r"[A-Za-z.][,;:?!] ?[A-Za-z]")
_STOP = re.compile(rf"\.(?<=[{_HAN}”’\"》>）)】%]\.)(?![A-Za-z0-9.])")
_PARTED = re.compile(r"(?<=\d),(?=[\n\r]{1,2}\d{3}(?!\d))|(?<=\d[\n\r]),(?=\d{3}(?!\d))")
"""In a number that the end of a line parts."""
_TITLE = re.compile(rf"<(?=[{_HAN}“\"])([^<>\n]{{2,60}})>")
_LINE = re.compile(r"[^\n\r]+")
_CHINESE = re.compile(f"[{_HAN}]")
_SENTENCE_END = "。！？!?.”’)）"


def widen(text: str) -> str:
    """`text` with full-width marks where its lines are Chinese, character for character.

    Marks inside numbers and between Latin words stay. A full stop of ASCII is one only where the text has few others,
    for it also parts foreign names.

    >>> widen('区里说:"投资3.5亿元,用地1,200亩."'), widen("来自Open AI, Inc.的人")
    ('区里说：“投资3.5亿元，用地1,200亩。”', '来自Open AI, Inc.的人')
    """
    stops = len(_STOP.findall(text))
    if not stops and not _MARKS.search(text):
        return text
    stop = stops > text.count("。")
    if "<" in text:
        text = _TITLE.sub(r"《\1》", text)
    quotes = _Quotes()
    wide = _LINE.sub(lambda match: _line(match[0], quotes, stop), text)
    for match in _PARTED.finditer(text):
        wide = f"{wide[: match.start()]},{wide[match.start() + 1 :]}"
    return wide


def _line(line: str, quotes: _Quotes, stop: bool) -> str:
    if not _CHINESE.search(line):
        return line
    if stop:
        line = _STOP.sub("。", line)
    if not _MARKS.search(line):
        quotes.ended(line)
        return line
    latin = {match.start() + 1 for match in _LATIN_LIST.finditer(line)}
    line = _COMMA.sub(lambda m: m[0] if m.start() in latin else m[0].translate(_WIDE), line)
    return quotes.turn(line)


class _Quotes:
    """Straight quotation marks by turns, opening and closing; a paragraph's end sets them back."""

    def __init__(self) -> None:
        self.open = False
        self.inner = False

    def turn(self, line: str) -> str:
        if '"' in line or "'" in line:
            line = re.sub(r"\"|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])", self._mark, line)
        self.ended(line)
        return line

    def ended(self, line: str) -> None:
        if line.rstrip()[-1:] in _SENTENCE_END:
            self.open = self.inner = False

    def _mark(self, match: re.Match[str]) -> str:
        if match[0] == '"':
            self.open = not self.open
            return "“" if self.open else "”"
        self.inner = not self.inner
        return "‘" if self.inner else "’"
