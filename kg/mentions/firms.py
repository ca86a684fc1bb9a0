"""Units in, trade names of firms out: a brand and a trade word (某某科技), borne out by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs
from kg.mentions.slots import Member
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CODE, CONJUNCTION, CONTENT, NUMBER, PROPER, PUNCTUATION, TAGGED, WordClasses

_SCORE = 0.6
_SURE = 0.85
"""Above the heads of places and rivers that a brand may end in (某某盐湖旗下)."""
_MARKS = frozenset("，、和与及以等的")
_PLATFORM = re.compile("[一-鿿]{1,2}[旅能交城农建水文国产科铁港]投(?![资入放产用诉递稿票保标融运])")
"""某旅投, 某能投: a place's abbreviation or a brand and the short word for an investor."""
_SUM = re.compile(r"(?:了|约|超|超过|近|逾)?\d")
"""What 投资 before it is done with: 某某投资3亿元."""
_LONGEST = 5
"""Characters of the longest brand before its trade."""
_PLACES = frozenset([DIVISION, REGION])
_LEFT = frozenset([BOUNDARY, CONJUNCTION, PUNCTUATION, TAGGED])


@dataclass(frozen=True, slots=True)
class Trades:
    """`[brand]` of `seeds/rules/slots.toml`, compiled; the table says what each list is."""

    sure: frozenset[str]
    open: frozenset[str]
    goods: frozenset[str]
    vague: frozenset[str]
    platforms: frozenset[str]
    endings: frozenset[str]
    making: frozenset[str]
    nominal: frozenset[str]
    after: tuple[str, ...]
    before: tuple[str, ...]
    called: tuple[str, ...]
    posts: tuple[str, ...]
    deals: tuple[str, ...]
    gathers: frozenset[str]
    trades: frozenset[str]
    """Every word that may end a trade name."""
    acts: re.Pattern[str]
    """What only a firm does, right after its name."""

    @classmethod
    def load(cls) -> Trades:
        """Reads the table. Raises `RuleError` where it lacks a list."""
        file = folder("seeds") / "rules" / "slots.toml"
        try:
            brand = packs.read(file)["brand"]
            adverbs, acts, deals, settles = (
                packs.either(brand[name]) for name in ("adverbs", "acts", "deals", "settles")
            )
            met = f"(?:与|和|同)[^，。；]{{2,24}}?(?:{deals})|[在从][^，。；]{{2,12}}?(?:{settles})"
            raised = "完成[^，。；]{0,14}融资|就[^，。；]{2,12}?签"
            return cls(
                sure=frozenset(brand["suffixes"]),
                open=frozenset(brand["open"]),
                goods=frozenset(brand["goods"]),
                vague=frozenset(brand["vague"]),
                platforms=frozenset(brand["platforms"]),
                endings=frozenset(brand["endings"]),
                making=frozenset(brand["making"]),
                nominal=frozenset(brand["nominal"]),
                after=tuple(brand["after"]),
                before=tuple(brand["before"]),
                called=tuple(brand["called"]),
                posts=tuple(brand["posts"]),
                deals=tuple(brand["deals"]),
                gathers=frozenset(brand["gathers"]),
                trades=frozenset([*brand["suffixes"], *brand["vague"], *brand["platforms"]]),
                acts=re.compile(f"(?:{adverbs}){{0,2}}(?:{acts}|{met}|{raised})|(?:19|20)\\d\\d年"),
            )
        except (KeyError, TypeError) as error:
            raise RuleError(f"{file}: lacks {error}") from error

    def is_trade(self, word: str) -> bool:
        """Whether a word may end a trade name."""
        return word in self.trades


def find(units: Units, trades: Trades, words: WordClasses) -> Iterator[Member]:
    """Trade names by their last word, where the words around confirm that a firm is meant."""
    text, known = units.text, trades.trades
    for index, (letter, begin, stop) in enumerate(zip(units.letters, units.starts, units.ends, strict=True)):
        word = text[begin:stop]
        if letter != PROPER and word not in known:
            continue
        brand = None
        if letter == PROPER and len(word) >= 3 and word[-2:] in trades.sure:
            brand, word = (index, "own"), word[-2:]  # jieba took brand and trade for one unknown word
        elif index and _ends(units, index, word, trades):
            brand = _brand(units, index, word, trades, words)
        if brand is None:
            continue
        start, end = units.starts[brand[0]], units.ends[index]
        score = _confirmed(units, start, end, brand[1], word, trades)
        if score and not (word == "投资" and _SUM.match(text, end)):
            yield Member(start, end, ("Enterprise",), "slot.brand", score)
    yield from _regional(units, trades)
    for match in _PLATFORM.finditer(units.text):
        for start in (match.start(), match.start() + 1):
            first = units.at_start(start)
            opens = first == 0 or (first > 0 and units.letters[first - 1] in _LEFT)
            if match.end() - start > 2 and opens and units.letters[first] != BOUNDARY:
                yield Member(start, match.end(), ("Enterprise",), "slot.brand", _SCORE)
                break


def _regional(units: Units, trades: Trades) -> Iterator[Member]:
    """A group's company for a region, called by both names alone: 某能|云岭|总经理."""
    for index in units.places:
        end = units.ends[index]
        unknown = index > 0 and units.letters[index - 1] == PROPER and not _full(units, index)
        if unknown and units.text.startswith(trades.posts, end) and not units.text.startswith("旗下", end):
            yield Member(units.starts[index - 1], end, ("Enterprise",), "slot.brand", _SCORE)


def _ends(units: Units, index: int, word: str, trades: Trades) -> bool:
    """Whether a unit may be the trade of a name."""
    letter = units.letters[index]
    if letter in _PLACES:
        return False
    if trades.is_trade(word):
        return True
    return letter == PROPER and len(word) == 2 and word[-1] in trades.endings and units.letters[index - 1] == PROPER


def _brand(units: Units, index: int, word: str, trades: Trades, words: WordClasses) -> tuple[int, str] | None:
    """(first unit, kind) of the brand before a trade: `own`, of `plain` words, or only a `place`; None for none."""
    letters = units.letters
    first = index
    while first and index - first < 3 and units.starts[index] - units.starts[first - 1] <= _LONGEST:
        before, length = letters[first - 1], units.ends[first - 1] - units.starts[first - 1]
        if before in {PROPER, CODE} or (before == CONTENT and length == 1) or nominal(units, first - 1, word, trades):
            first -= 1
            continue
        if units.word(first - 1) == "中" and first < index and units.ends[first] - units.starts[first] == 1:
            first -= 1  # 中沙, 中联: 中国 in short before one more character
            break
        if before == CONTENT and first == index and length == 2:
            first -= 1  # 竹韵|家居: a word of the dictionary as a brand
        break
    brand = units.text[units.starts[first] : units.starts[index]]
    if first and (letters[first - 1] == NUMBER or units.word(first - 1) in trades.making):
        return None
    placed = bool(first) and letters[first - 1] in _PLACES and not _full(units, first - 1)
    if not brand:
        return (_outermost(units, first - 1), "place") if placed else None
    if brand in words.plain or brand in words.generic or brand + word in words.plain or not words.is_specific(brand):
        return None
    own = any(letters[i] in {PROPER, CODE} for i in range(first, index)) or index - first > 1
    if len(brand) == 1 and not own and not (placed and letters[first] == BOUNDARY):
        return None
    if placed:
        return _outermost(units, first - 1), "own" if own or letters[first] == BOUNDARY else "plain"
    outer = letters[first - 1] if first else PUNCTUATION
    if own or outer in _LEFT or outer in _PLACES or units.word(first - 1) in trades.called:
        return first, "own" if own and len(brand) > 1 else "plain"
    return None


def _outermost(units: Units, index: int) -> int:
    """Index of the first of the short names of places that end in one: 云岭|竹溪|港务 is of a city and its district."""
    while index and units.letters[index - 1] == DIVISION and not _full(units, index - 1):
        index -= 1
    return index


def nominal(units: Units, index: int, trade: str, trades: Trades) -> bool:
    """Whether a function word of one character belongs to a brand: 草|都|畜牧, 云岭|台|酒业."""
    if units.letters[index] not in {BOUNDARY, CONJUNCTION} or units.word(index) not in trades.nominal or not index:
        return False
    before = index - 1
    if units.letters[before] == DIVISION and not _full(units, before):
        return units.letters[index] == BOUNDARY and trade in trades.sure
    lone = units.letters[before] == CONTENT and units.ends[before] - units.starts[before] == 1
    outer = units.letters[before - 1] if before else PUNCTUATION
    return lone and outer in {PUNCTUATION, CONJUNCTION, *_PLACES}


def _full(units: Units, index: int) -> bool:
    """Whether a place is written in full, or is a country: then it is no part of the name."""
    place = units.places.get(index)
    return place is not None and (place.full or place.kind == "country")


def _confirmed(units: Units, start: int, end: int, kind: str, word: str, trades: Trades) -> float:
    """How sure the words around a trade name make us that it is one, 0 where they say nothing."""
    text = units.text
    if text.startswith(trades.posts, end):
        return _SURE
    vague = word in trades.vague
    if kind == "place" and word in trades.platforms:
        return _SCORE if _closed(units, end) else 0.0
    if text.endswith(trades.called, 0, start):
        return _SURE if not (kind == "place" and vague) and _closed(units, end) else 0.0
    if vague and kind != "own":
        return 0.0
    partner = text.startswith(trades.deals, end) and text[start - 1 : start] in {*"与和同"}
    if partner or trades.acts.match(text, end):
        return _SURE
    if vague or kind != "own":
        return 0.0
    if word in trades.open and _closed(units, end):
        return _SCORE
    if word in trades.goods and text[end : end + 1] in _MARKS:
        return 0.0
    return _SCORE if text.startswith(trades.after, end) or text.endswith(trades.before, 0, start) else 0.0


def _closed(units: Units, end: int) -> bool:
    """Whether no noun goes on after a name."""
    index = units.at_start(end)
    return index < 0 or units.letters[index] not in {CONTENT, PROPER, CODE}
