"""Mentions of a sentence in, the unnamed members of their lists out: what stands among industries is an industry, and a
class noun among named works names one too (云岭物流枢纽、粮油中转港、竹溪产业园)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.mentions.heads import Heads
from kg.mentions.units import Units
from kg.mentions.words import WordClasses
from kg.model import Mention

_BETWEEN = re.compile(r"[、和及](?P<name>[^，。；：、（()）“”\s]{2,10}?)(?:[、和及]|以及)")
_INHERITED = frozenset(["Industry", "Product"])
_TELLING = 2
"""Characters before the class noun: what is shorter tells nothing apart (大桥, 新园区)."""
_WORKS = frozenset(["Project", "Park", "Zone", "Facility", "ResearchInstitute"])


def siblings(units: Units, mentions: Sequence[Mention], words: WordClasses, heads: Heads) -> Iterator[Mention]:
    """Members of a list that carry no sign of their own, between two that are industries, products or named works."""
    text = units.text
    for left, right in pairwise(mentions):
        kind = left.classes[0]
        works = kind in _WORKS and right.classes[0] in _WORKS
        if not works and (kind not in _INHERITED or right.classes[0] != kind):
            continue
        between = _BETWEEN.fullmatch(text[left.end : right.start])
        if between is None:
            continue
        start = left.end + between.start("name")
        end = left.end + between.end("name")
        first, last = units.at_start(start), units.at_end(end)
        if first < 0 or last < 0 or set(units.letters[first : last + 1]) & set("BPCM"):
            continue
        if not any(words.is_specific(units.word(index)) for index in range(first, last + 1)):
            continue
        classes = left.classes
        if works:
            known = heads.ending(text[start:end])
            if known is None or known[1].classes[0] not in _WORKS or end - start - len(known[0]) < _TELLING:
                continue
            classes = known[1].classes
        yield Mention(left.sentence, start, end, text[start:end], classes, "sibling", 0.6)
