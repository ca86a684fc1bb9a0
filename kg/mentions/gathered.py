"""Units in, the firms of a list that a verb governs out: 引进某某新材、竹溪源，; 同某某鲜、云味客签订合同."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions.firms import Trades
from kg.mentions.heads import Heads
from kg.mentions.slots import Member
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import CODE, CONJUNCTION, CONTENT, EDGE, PROPER, PUNCTUATION, VERB, WordClasses

_SCORE = 0.58
_LONGEST = 8
_PLACES = frozenset([DIVISION, REGION])
_PARTNERS = frozenset(["同", "与", "跟", "和", "携手", "联合", "牵手"])
_INSIDE = frozenset([PROPER, CODE, CONTENT, EDGE, DIVISION, REGION])


def find(units: Units, trades: Trades, words: WordClasses, heads: Heads) -> Iterator[Member]:
    """Members of a list of two or more, all of them shaped like names, one of them like a firm's."""
    opening = trades.gathers | _PARTNERS
    for index, (start, end) in enumerate(zip(units.starts[:-3], units.ends[:-3], strict=True)):
        word = units.text[start:end]
        if word not in opening:
            continue
        governed = word in trades.gathers
        first = index + 1 + (units.word(index + 1) in {"了", "的"})
        spans, after = _list(units, first, trades)
        if len(spans) < 2:
            continue
        ended = after >= len(units.letters) or units.letters[after] == PUNCTUATION
        if not (ended if governed else units.text.startswith(trades.deals, units.ends[spans[-1][1]])):
            continue
        signs = [sign(units, *span, trades, words, heads) for span in spans]
        if all(signs) and (max(signs) > 1 or not governed):
            for low, high in spans:
                yield Member(units.starts[low], units.ends[high], ("Enterprise",), "slot.gathered", _SCORE)


def _list(units: Units, first: int, trades: Trades) -> tuple[list[tuple[int, int]], int]:
    """(first, last) unit of each member of a list that begins at a unit, and the unit after all of them."""
    spans: list[tuple[int, int]] = []
    start = index = first
    while index <= len(units.letters):
        letter = units.letters[index] if index < len(units.letters) else PUNCTUATION
        if letter in _INSIDE or (letter == VERB and trades.is_trade(units.word(index))):
            index += 1
            continue
        if index > start:
            spans.append((_named(units, start, index - 1, trades), index - 1))
        if letter != CONJUNCTION or index == start:
            break
        index = start = index + 1
    return spans, index


def _named(units: Units, first: int, last: int, trades: Trades) -> int:
    """The first unit of a member without the class noun or country before its name: 台资|某某光学."""
    place = units.places.get(first)
    loose = units.word(first) in trades.called or (place is not None and (place.full or place.kind == "country"))
    return first + 1 if loose and first < last else first


def sign(units: Units, first: int, last: int, trades: Trades, words: WordClasses, heads: Heads) -> int:
    """2 for a brand and a trade, 1 for an unknown word that may be a name, 0 for anything else."""
    start, end = units.starts[first], units.ends[last]
    text = units.text[start:end]
    letters = units.letters[first : last + 1]
    if not 2 <= end - start <= _LONGEST or text in words.plain or text in words.generic or set(letters) <= _PLACES:
        return 0
    ending = heads.ending(text)
    if ending and ending[1].classes[0] != "Enterprise" and not trades.is_trade(ending[0]):
        return 0
    rows = [units.word(index) for index in range(first, last + 1)]
    if not words.common_heads.isdisjoint(rows):
        return 0
    own = any(letter in {PROPER, CODE} for letter in letters)
    if first < last and (trades.is_trade(rows[-1]) or (own and rows[-1][-1] in trades.endings)):
        return 2 if own or rows[-1] not in trades.vague else 0
    return int(own and end - start <= 5)
