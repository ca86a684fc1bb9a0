"""A text in, the same length out: spaces that only typesetting or extraction put there are zero-width ones.

Chinese is written without spaces. Those that are left say something: they part a name from its headline, a credit from
its caption.
"""

from __future__ import annotations

import re

_HAN = r"\u3400-\u9fff"
_LINE = re.compile(r"[^\n\r]+")
_RUN = re.compile(r"[^ \u200b]+")
_SPACE = re.compile(r"(?<=[^ ]) (?=[^ ])")
_NOTHING = "\u200b"
_NAME = re.compile(rf"[ ]*[{_HAN}](?: [{_HAN}])+[ ]*")
_LETTERS = 5
"""Single characters from which on a line that has others too can be letter-spaced."""
_LETTER_SPACED = 0.8
"""Share of single characters among what spaces part."""
_DATE = re.compile(r"(?<=[\d年月]) (?=[年月日号])|(?<=[年月]) (?=\d)")
_THOUSANDS = re.compile(rf"(?<![\d ])(?<!\d )\d{{1,3}}(?: \d{{3}})+(?=[{_HAN}])")
_BOUNDARY = re.compile(rf"(?<=[{_HAN}])( ?)(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])( ?)(?=[{_HAN}])")
_APART = re.compile(rf"(?<=[{_HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[{_HAN}])")
_INSIDE = re.compile(
    rf"(?<=[{_HAN}，、。；：]) (?=[{_HAN}])|(?<=[0-9.]) (?=[0-9.]+[%{_HAN}])|(?<=[{_HAN}]) (?=[，。、；：])"
)
_PROSE = re.compile(r"[，。；]")
_EDGE = 12
"""Characters at both ends of a line where a space may part a dateline, a name or a credit."""
_CUT = 3
"""Spaces inside of a line of prose from which on they mean nothing."""


def close_up(text: str) -> str:
    """`text` without the spaces of letter-spaced or justified lines and those between Chinese and other letters.

    >>> [close_up(text).replace(chr(0x200b), "") for text in ("青 岭 区 动 态", "青岭 2023 年 5 月")]
    ['青岭区动态', '青岭 2023年5月']
    """
    if " " not in text:
        return text
    bounds = [match[1] if match[1] is not None else match[2] for match in _BOUNDARY.finditer(text)]
    apart = len(bounds) >= 8 and sum(map(bool, bounds)) >= 0.6 * len(bounds)
    prose = [line for line in _LINE.findall(text) if len(line) > 2 * _EDGE and _PROSE.search(line)]
    cut = len(prose) >= 3 and sum(len(_inner(line)) >= _CUT for line in prose) >= 0.5 * len(prose)
    return _LINE.sub(lambda match: _line(match[0], apart, cut) if " " in match[0] else match[0], text)


def _inner(line: str) -> list[int]:
    return [match.start() for match in _INSIDE.finditer(line) if _EDGE <= match.start() < len(line) - _EDGE]


def _line(line: str, apart: bool, cut: bool) -> str:
    runs = _RUN.findall(line)
    singles = sum(len(run) == 1 for run in runs)
    if _NAME.fullmatch(line) or (singles >= _LETTERS and singles >= _LETTER_SPACED * len(runs)):
        return _SPACE.sub(_NOTHING, line)
    if apart:
        line = _APART.sub(_NOTHING, line)
    line = _DATE.sub(_NOTHING, line)
    line = _THOUSANDS.sub(lambda match: match[0].replace(" ", _NOTHING), line)
    if not _PROSE.search(line):
        return line
    if cut:
        return _INSIDE.sub(_NOTHING, line)
    inner = _inner(line)
    if len(inner) < _CUT:
        return line
    end = max(inner) + 1
    return _INSIDE.sub(_NOTHING, line[: end + 1]) + line[end + 1 :]
