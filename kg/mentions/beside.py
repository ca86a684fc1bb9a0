"""Mentions of a sentence in, the firms that stand beside a known firm in its list out: 某某重工、云岭板材、竹溪源."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.mentions.firms import Trades
from kg.mentions.heads import Heads
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CODE, CONJUNCTION, CONTENT, EDGE, PROPER, PUNCTUATION, VERB, WordClasses
from kg.model import Mention

_FIRM = "Enterprise"
_YIELDING = frozenset(["gazetteer", "industry"])
_PLACES = frozenset([DIVISION, REGION])
_LONGEST = 8
_SCORE = 0.57
_PEOPLE = frozenset(["先生", "女士", "同志", "教授", "博士", "团队", "老师", "夫妇", "一行"])


@dataclass(slots=True)
class _Row:
    """A sentence with what is named in it so far."""

    units: Units
    trades: Trades
    words: WordClasses
    heads: Heads
    taken: list[tuple[int, int]] = field(default_factory=list)
    firms: dict[int, int] = field(default_factory=dict)
    """Start → end of the firms."""


def firms(units: Units, mentions: Sequence[Mention], trades: Trades, words: WordClasses, heads: Heads) -> list[Mention]:
    """Firms that only their place in a list tells, in order; both ways from each firm, and on from what is found."""
    queue = [(mention.start, mention.end) for mention in mentions if mention.classes[0] == _FIRM]
    if not queue or not any(mark in units.letters for mark in CONJUNCTION):
        return []
    taken = sorted((m.start, m.end) for m in mentions if m.source not in _YIELDING)
    row = _Row(units, trades, words, heads, taken, dict(queue))
    found: list[Mention] = []
    index = mentions[0].sentence
    while queue:
        start, end = queue.pop()
        for first, last, ahead in (_ahead(row, end), _behind(row, start)):
            if last < first or not _fits(row, first, last, ahead=ahead):
                continue
            span = units.starts[first], units.ends[last]
            found.append(Mention(index, *span, units.text[slice(*span)], (_FIRM,), "slot.beside", _SCORE))
            row.firms[span[0]] = span[1]
            row.taken.insert(bisect_left(row.taken, span), span)
            queue.append(span)
    return sorted(found, key=lambda mention: mention.start)


def _ahead(row: _Row, end: int) -> tuple[int, int, bool]:
    """(first, last, True) of the units behind the conjunction that follows a firm; last < first for none."""
    units = row.units
    mark = units.at_start(end)
    if mark < 0 or units.letters[mark] != CONJUNCTION:
        return 0, -1, True
    first = last = mark + 1
    place = units.places.get(first)
    if place is not None:
        last += 1
        first += place.full or place.kind == "country"
    while last < len(units.starts) and _inside(row, last) and units.ends[last] - units.starts[first] <= _LONGEST:
        last += 1
    if first < len(units.starts) and units.word(first) in row.trades.called and last - first > 1:
        first += 1  # 台资|某某光学
    return first, last - 1, True


def _behind(row: _Row, start: int) -> tuple[int, int, bool]:
    """(first, last, False) of the units before the conjunction that a firm follows; last < first for none."""
    units = row.units
    mark = units.at_end(start)
    if mark < 1 or units.letters[mark] != CONJUNCTION:
        return 0, -1, False
    first = last = mark - 1
    while first >= 0 and _inside(row, first) and units.ends[last] - units.starts[first] <= _LONGEST:
        if units.word(first) in row.trades.called:
            break
        first -= 1
    place = units.places.get(first)
    if place is not None and not place.full and place.kind != "country" and first < last:
        first -= 1
    return first + 1, last, False


def _inside(row: _Row, index: int) -> bool:
    letter, word = row.units.letters[index], row.units.word(index)
    return (
        letter in {CONTENT, PROPER, CODE}
        or (letter == VERB and row.trades.is_trade(word))
        or (letter == EDGE and len(word) == 1)
    )


def _fits(row: _Row, first: int, last: int, *, ahead: bool) -> bool:
    """Whether a stretch of units is a name, and its place beside a firm enough of a sign."""
    units, words = row.units, row.words
    start, end = units.starts[first], units.ends[last]
    text = units.text[start:end]
    if not 2 <= end - start <= _LONGEST or text in words.plain or text in words.generic or _crosses(row, start, end):
        return False
    ending = row.heads.ending(text)
    if ending and ending[1].classes[0] != _FIRM and not row.trades.is_trade(ending[0]):
        return False
    rows = [units.word(index) for index in range(first, last + 1)]
    if not words.common_heads.isdisjoint(rows) or not _PEOPLE.isdisjoint(rows):
        return False
    following = units.letters[last + 1] if last + 1 < len(units.starts) else PUNCTUATION
    if following in {CONTENT, PROPER, CODE} or set(units.letters[first : last + 1]) <= _PLACES:
        return False
    own = any(units.letters[index] in {PROPER, CODE} for index in range(first, last + 1))
    trade = last > first and (row.trades.is_trade(rows[-1]) or (own and rows[-1][-1] in row.trades.endings))
    if trade:
        return own or rows[-1] in row.trades.sure or rows[-1] in row.trades.platforms
    if not own:
        return False
    listed = units.text[start - 1 if ahead else end] == "、"
    brand = units.letters[first] == PROPER and last == first + 1 and len(rows[-1]) == 2 and len(rows[0]) < 4
    if brand and (listed or (not ahead and _opens(units, first))):
        return True
    return listed and end - start <= 6 and _between(row, start, end, ahead=ahead)


def _opens(units: Units, first: int) -> bool:
    """Whether a clause begins at a unit, or what a preposition governs (由某某)."""
    if not first or units.letters[first - 1] == PUNCTUATION:
        return True
    return units.letters[first - 1] == BOUNDARY and units.word(first - 1) in {*"由被对向"}


def _between(row: _Row, start: int, end: int, *, ahead: bool) -> bool:
    """Whether the list goes on with a firm on the other side as well, or ends there with 等."""
    text = row.units.text
    if ahead:
        return text.startswith("等", end) or (text[end : end + 1] in {*"、和与及"} and end + 1 in row.firms)
    return text[start - 1 : start] == "、" and start - 1 in row.firms.values()


def _crosses(row: _Row, start: int, end: int) -> bool:
    """Whether a name that is known already shares characters with a stretch."""
    place = bisect_right(row.taken, (start, end))
    return any(low < end and start < high for low, high in row.taken[max(0, place - 1) : place + 2])
