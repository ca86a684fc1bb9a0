"""A proposed name in, what the list around it, the places before it and the trade after it say of it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from kg.mentions.firms import Trades
from kg.mentions.units import DIVISION, Units
from kg.mentions.words import CONTENT, PROPER
from kg.model import Mention

_FIRM = r"(?:企业(?!家)|公司|[车药房央国民]企)"
_COUNTED = rf"等?[两二三四五六七八九十\d]+(?:(?:余|多)?家|大)[^，。；、]{{0,6}}?{_FIRM}"
_COUNTED_FIRMS = re.compile(_COUNTED)
_LIST_OF_FIRMS = re.compile(rf"(?:、[^、，。；：等]{{2,10}}?){{0,9}}(?:等[^，。；、]{{0,6}}?企业(?!家)|{_COUNTED})")


class Stretch(Protocol):
    """Whatever stands somewhere in a sentence."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def counted(text: str, end: int) -> bool:
    """Whether a number of firms follows a name: 两家企业, 等三大车企."""
    return _COUNTED_FIRMS.match(text, end) is not None


def opens_firms(text: str, end: int) -> bool:
    """Whether the rest of a list of firms follows a name, or what closes it: 、甲乙、丙丁等3家龙头企业."""
    return _LIST_OF_FIRMS.match(text, end) is not None


def beside(units: Units, span: Stretch, others: Sequence[Mention]) -> int:
    """On how many sides a name stands beside one of the others in a list; a place may stand before either."""
    text, start, end = units.text, _from_place(units, span.start), span.end
    before = any(other.end == start - 1 and text[other.end] == "、" for other in others)
    after = text.startswith("、", end) and any(_from_place(units, other.start) == end + 1 for other in others)
    return before + after


def firm(units: Units, span: Stretch, trades: Trades) -> tuple[int, int]:
    """Where a firm without a legal form begins and ends: after the divisions before it, with the trade behind it."""
    first, last = units.covering(span.start), units.covering(span.end - 1)
    start, end = span.start, span.end
    while first < last and (place := units.places.get(first)) is not None and place.full:
        first += 1
        start = units.starts[first]
    ends = units.ends[last] == end and last + 1 < len(units.letters) and trades.is_trade(units.word(last + 1))
    if ends and "".join(units.letters[last + 2 : last + 3]) not in {CONTENT, PROPER}:
        end = units.ends[last + 1]
    return start, end


def traded_place(units: Units, span: Stretch, trades: Trades) -> bool:
    """Whether a name is a place and a trade and nothing else: 岭南重工."""
    first, last = units.covering(span.start), units.covering(span.end - 1)
    place = units.places.get(first)
    if place is None or place.full or last != first + 1 or not trades.is_trade(units.word(last)):
        return False
    # 甲地—乙地医药及器械产业园: two places and what they do together
    return not units.text.endswith(("—", "-", "至"), 0, span.start) and not units.text.startswith("及", span.end)


def _from_place(units: Units, start: int) -> int:
    """Where the place directly before a name begins, `start` where there is none."""
    index = units.covering(start) - 1
    return units.starts[index] if index >= 0 and units.letters[index] == DIVISION else start
