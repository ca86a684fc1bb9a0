"""A sentence in, cities and provinces of other countries that follow a country's name out: 马来西亚|古晋市."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CONJUNCTION, NUMBER, PUNCTUATION, TAGGED, VERB
from kg.model import Mention

_NAME = re.compile(
    r"(?:(?![的与和在及等向由从对是为并我来到本该全各赴])[一-鿿]){2,8}?"
    r"(?:(?P<city>市)(?![场值区民长委价面级直])|[州省府](?![级际长委会]))"
)
_OUTSIDE = frozenset([PUNCTUATION, CONJUNCTION, NUMBER, VERB, TAGGED, DIVISION, REGION])
_HOME = "CN"


def abroad(units: Units, sentence: int) -> Iterator[Mention]:
    """Divisions that no table holds: what ends in 市, 省, 州 or 府 right after the name of another country."""
    for index, place in units.places.items():
        if place.kind != "country" or place.code == _HOME:
            continue
        match = _NAME.match(units.text, place.end)
        if match is None:
            continue
        last = units.at_end(match.end())
        if last < 0 or any(_outside(units, inner) for inner in range(index + 1, last + 1)):
            continue
        classes = ("City",) if match["city"] else ("Province",)
        yield Mention(sentence, match.start(), match.end(), match.group(), classes, "abroad", 0.9)


def _outside(units: Units, index: int) -> bool:
    """Whether a unit is of the sentence, not of a foreign name: in one, single characters are mere sounds (丰沙里)."""
    if units.letters[index] == BOUNDARY:
        return units.ends[index] - units.starts[index] > 1
    return units.letters[index] in _OUTSIDE
