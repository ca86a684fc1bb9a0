"""A name's units before its head in, how much they tell out: whether it is a name of its own or a class name."""

from __future__ import annotations

from kg.mentions.units import DIVISION, QUOTED, REGION, Units
from kg.mentions.words import CODE, CONTENT, PROPER, WordClasses

_TERRAIN = frozenset("山河湖江岭湾沟坪坝溪峡岛洲洋滩塘寨堡峪垭")


def strength(units: Units, first: int, start: int, head_start: int, words: WordClasses) -> int:
    """4 with a quotation or a code, 3 with a proper part before the head, 2 with a theme, 1 with a word, 0."""
    best = 0
    index = first
    while index < len(units.starts) and units.starts[index] < head_start:
        letter = units.letters[index]
        begin, end = max(units.starts[index], start), min(units.ends[index], head_start)
        word = units.text[begin:end]
        index += 1
        if letter == CODE:
            return 4
        if (letter in {DIVISION, REGION, PROPER} and word not in words.generic) or word in words.compass:
            return 3
        if letter == QUOTED and word not in "“”‘’()（）":
            return 4 if "“" in units.text[start:head_start] else 3
        if word in _TERRAIN and letter == CONTENT and index - 1 > first and _plain(units, index - 2, words):
            return 3  # 长梁|山|光伏项目
        if len(word) == 1 and letter == CONTENT and word not in words.generic and units.ends[index - 1] <= head_start:
            # single characters that the dictionary joins to nothing are mostly parts of unknown names
            best = max(best, 3 if _lone(units, index - 1, head_start) else 2)
        elif words.is_specific(word):
            best = max(best, 2)
        elif word:
            best = max(best, 1)
    return best


def _plain(units: Units, index: int, words: WordClasses) -> bool:
    """Whether a unit is a word of one or two characters that tells something: with what the ground is like, a place."""
    word = units.word(index)
    return units.letters[index] == CONTENT and len(word) <= 2 and words.is_specific(word)


def _lone(units: Units, index: int, head_start: int) -> bool:
    """Whether a single character has another beside it or stands right before the head."""
    before = index > 0 and units.ends[index - 1] - units.starts[index - 1] == 1 and units.letters[index - 1] == CONTENT
    after = (
        index + 1 < len(units.starts)
        and units.starts[index + 1] < head_start
        and units.ends[index + 1] - units.starts[index + 1] == 1
        and units.letters[index + 1] == CONTENT
    )
    return before or after
