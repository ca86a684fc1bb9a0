"""Mentions of a sentence in, the unnamed members of their lists out: what stands among industries is an industry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.mentions.units import Units
from kg.mentions.words import WordClasses
from kg.model import Mention

_BETWEEN = re.compile(r"[、和及](?P<name>[^，。；：、（()）“”\s]{2,10}?)(?:[、和及]|以及)")
_INHERITED = frozenset(["Industry", "Product"])


def siblings(units: Units, mentions: Sequence[Mention], words: WordClasses) -> Iterator[Mention]:
    """Members of a list that carry no sign of their own, between two that are industries or products."""
    text = units.text
    for left, right in pairwise(mentions):
        kind = left.classes[0]
        if kind not in _INHERITED or right.classes[0] != kind:
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
        yield Mention(left.sentence, start, end, text[start:end], left.classes, "sibling", 0.6)
