"""Text in, text of the same length out: simplified script and half-width letters, digits and signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

_WIDE = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide - 0xFEE0).isalnum()}
_WIDE |= {ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("－"): "-", ord("＆"): "&", ord("／"): "/"}
"""Full-width letters, digits and the signs of numbers; full-width punctuation is Chinese text and stays."""
_SPACES = dict.fromkeys([9, *range(0x1C, 0x20), 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_QUOTES = dict(zip(map(ord, "「」『』"), "“”‘’", strict=True))
"""Quotation marks of traditional print, as the rules know them."""
_ORNAMENTS = dict.fromkeys(map(ord, "▶►➤➢◼◾❖✦✔☆"), "◆")
"""Marks of lists that the rules need not know one by one."""
_TABLE = _WIDE | _SPACES | _QUOTES | _ORNAMENTS
_RADICALS = re.compile(r"[\u2e80-\u2fd5\uf900-\ufaff]")
"""Radicals and compatibility characters that page extraction leaves where ordinary characters are meant."""

_TRADITIONAL_SHARE = 0.02
"""Share of characters that simplification changes from which on a text may be traditional. Simplified articles have
0.000, traditional ones 0.27 to 0.32; the room between is for texts that quote or mix."""
_CLEAR_SHARE = 0.12
"""The same share, from which on a single line is certainly traditional."""
_LIKELY_SHARE = 0.04
"""The same beside lines that certainly are."""
_FEW = 3
"""Characters that simplification changes, from which on a line can be judged."""
_LINE = re.compile(r"[^\n\r]+")
_IN_NAMES = re.compile(r"(?<![上提回攀躍晉爬飆急東])昇(?![級溫值華格高降至到])")
"""A letter that the simplified standard keeps for names (Table of General Standard Characters, 2013) and dictionaries
of conversion do not; as a verb most write it 升 in both scripts."""


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def to_traditional(text: str) -> str:
    """`text` in traditional script; where the lengths of phrases differ, so does the result's."""
    return str(_converter("s2t").convert(text))


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional script: simplifying changes more of it than the reverse would."""
    return _traditional(text, _simpler(text))


def _simpler(text: str) -> str:
    return str(_converter("t2s").convert(text))


def _traditional(text: str, simpler: str) -> bool:
    changed = _changes(text, simpler)
    if changed <= _TRADITIONAL_SHARE * len(text):
        return False
    return changed > _changes(text, to_traditional(text))


def _changes(before: str, after: str) -> int:
    return sum(a != b for a, b in zip(before, after, strict=False)) if before != after else 0


def simplify(text: str) -> str:
    """`text` in simplified script, the same length; unchanged where it is not in traditional script.

    A simplified text is left alone, so that characters that both scripts have (乾, 著) keep their meaning; of one in
    both scripts, as of two articles on a page, the lines in traditional script are simplified.
    """
    simpler = _simpler(text)
    if simpler == text:
        return text
    if not _traditional(text, simpler):
        return _mixed(text, simpler)
    whole = _same_length(text)
    if whole is not None:
        return whole
    # a phrase of other length shifts everything after it: do line by line, and such a line by character
    return "".join(_same_length(line) or "".join(map(_character, line)) for line in text.splitlines(keepends=True))


def _mixed(text: str, simpler: str) -> str:
    """`text` with those of its lines simplified that are in traditional script while most are not.

    Where some are so certainly, a few letters of another line are enough: what stands beside it may be simplified.
    """
    if len(simpler) != len(text):
        return text
    found = [(m.start(), m.end(), _changes(m[0], simpler[m.start() : m.end()])) for m in _LINE.finditer(text)]
    clear = {start for start, end, changed in found if changed >= max(_FEW, _CLEAR_SHARE * (end - start))}
    if not clear:
        return text
    parts: list[str] = []
    at = 0
    for start, end, changed in found:
        if start in clear or (len(clear) >= _FEW and changed >= max(2, _LIKELY_SHARE * (end - start))):
            parts += [text[at:start], _same_length(text[start:end]) or text[start:end]]
            at = end
    return "".join(parts) + text[at:]


def _same_length(text: str) -> str | None:
    # Taiwan's table knows 著力 → 着力 beside 著名, Hong Kong's the variants 衞, 裏, 綫 that are left
    after = str(_converter("hk2s").convert(_converter("tw2s").convert(text)))
    if len(after) != len(text):
        return None
    if "昇" in text:
        kept = {match.start() for match in _IN_NAMES.finditer(text)}
        after = "".join(text[i] if i in kept else c for i, c in enumerate(after))
    return after


def _character(character: str) -> str:
    return _same_length(character) or character


def normalize(text: str) -> str:
    """`text` in simplified script with half-width letters and digits and plain spaces, character for character."""
    text = _RADICALS.sub(_plain, text.translate(_TABLE))
    return simplify(text)


def _plain(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match[0])
    return plain if len(plain) == 1 else match[0]
