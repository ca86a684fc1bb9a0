"""Tags of the recogniser in, the names that they propose out: cut at words, where the rules' mentions leave room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.find import Line
from kg.mentions.heads import Heads
from kg.mentions.tagger import Tag
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CONTENT, EDGE, NUMBER, PROPER, VERB, WordClasses
from kg.model import Mention

ORGANISATIONS = frozenset(["ORG", "nt"])
HEADED = frozenset(["LOC", "ns", "nz", "ORG", "nt"])
"""Tags whose spans a head word (河, 村, 水库, 高速) makes a name of its class."""
_PROPER_TAGS = HEADED | {"PER", "nr"}
_WORKS = frozenset(["Project", "Facility", "Park", "Event", "Product"])
"""Kinds whose names may open with the name of the firm behind them."""
_YIELDING = frozenset(["gazetteer", "industry"])
"""Sources of mentions that a proposed name may hold inside."""
_SHORT = 6
"""Longest name in characters that opens the name of a work; a longer one is a cut piece of it."""
_FUNCTION = frozenset("的地得了着过和与及同跟或将等是为被把让对从向于以、")
_JOINING = frozenset("和与")
"""Conjunctions that the names of authorities and institutes hold: 工业和信息化厅."""
_OPEN = frozenset("（(“‘")
_NUMBERED = re.compile(r"[一二三四五六七八九十][航勘冶]?局$")
"""A bureau with a number builds roads and houses, no authority has one."""
LOOSE = frozenset([BOUNDARY, EDGE, VERB, NUMBER])
"""Letters of units that alone make no name, and with which none begins."""


@dataclass(frozen=True, slots=True)
class Span:
    """A proposed name: where it stands, and the mention of a work that it stands inside."""

    start: int
    end: int
    inside: Mention | None = None


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the edges of a proposed name are held against."""

    endings: tuple[tuple[str, str], ...]
    """(ending, class) of organisations and places, longest first."""
    people: tuple[str, ...]
    """Words after the short name of a university: 校友, 教授."""
    heads: Heads
    words: WordClasses

    def settle(self, line: Line, tag: Tag) -> Span | None:
        """The span without words that no name begins or ends with; None where other words or mentions cut it."""
        units, start, end = line.units, tag.start, tag.end
        first, last = units.covering(start), units.covering(end - 1)
        if units.starts[first] < start and (
            units.letters[first] != PROPER or self.words.classes.get(units.text[start]) == BOUNDARY
        ):
            return None
        if units.ends[last] > end and units.letters[last] != PROPER and not self._closed(units.text, start, end):
            return None
        if tag.tag == "PER":  # its characters are any words: 立新, 小满
            return self.room(Span(start, end), tag.tag, line)
        while first < last and (_bars(units, first, edge=True) or (tag.tag == "LOC" and _container(units, first))):
            first += 1
            start = units.starts[first]
        joined = _JOINING if tag.tag in ORGANISATIONS and self._closed(units.text, start, end) else ""
        for index in range(first, last + 1):
            if _bars(units, index, edge=index == first) and (index in {first, last} or units.word(index) not in joined):
                return None
        if any(
            self._closed(units.text, start, units.starts[i])
            for i in range(first + 1, last)
            if units.word(i) in _JOINING
        ):
            return None  # 某某委和某某医院 are two
        if set(units.letters[first : last + 1]) <= {DIVISION, REGION}:
            return None
        if tag.tag == "ORG" and self._rest_of_item(units, first):
            start = units.starts[first - 1]
        if end - start < 2 or set(units.text[start:end]) & (_FUNCTION - _JOINING):
            return None
        return self.room(Span(start, end), tag.tag, line)

    def _closed(self, text: str, start: int, end: int) -> bool:
        """Whether a head word or an ending of two characters closes a name, or a word for its people follows it."""
        name = text[start:end]
        ending = self.heads.ending(name)
        if ending and len(ending[0]) > 1 and ending[0] != name and ending[1].classes[0] != "Industry":
            return True
        return text.startswith(self.people, end) or self.ending(name) == "Government"

    def _rest_of_item(self, units: Units, first: int) -> bool:
        """Whether the word before is the first half of the name: nothing else stands between it and the list's mark."""
        if first < 2 or units.word(first - 2) != "、" or units.letters[first - 1] not in {PROPER, CONTENT}:
            return False
        word = units.word(first - 1)
        return len(word) == 2 and self.words.is_specific(word) and word not in self.words.plain

    def room(self, span: Span, tag: str, line: Line) -> Span | None:
        """The span, where the rules left room for it: free, around shorter names, or opening the name of a work."""
        start, end, text = span.start, span.end, line.units.text
        if any((mention.start, mention.end) == (start, end) for mention in (*line.mentions, *line.nested)):
            return None
        ended = bool(self.ending(text[start:end]) or self.heads.ending(text[start:end]) or text[end - 1] == "办")
        inside: Mention | None = None
        for mention in line.mentions:
            if mention.end <= start or end <= mention.start:
                continue
            if mention.start <= start and end <= mention.end:
                opens = start == mention.start or text[start - 1] in _OPEN
                whole = text[end : end + 1] not in _OPEN and not mention.source.startswith("head.line")
                if not (opens and whole and end - start <= _SHORT and mention.classes[0] in _WORKS):
                    return None
                inside = mention
            elif start <= mention.start and mention.end <= end:
                # 某某银行|某地分行: the name that the rules found goes on; 江北站 in 同|江北站: it begins earlier
                longer = tag in ORGANISATIONS and ended and mention.start == start
                cut = text[start : mention.start]
                free = _plain(line.units, start, mention.start) if tag == "LOC" else tag == "ORG" and cut == "中"
                earlier = mention.end == end and free
                if mention.source not in _YIELDING and not longer and not earlier:
                    return None
            else:
                return None
        return Span(start, end, inside)

    def ending(self, name: str) -> str:
        if _NUMBERED.search(name):
            return "Enterprise"
        return next((kind for word, kind in self.endings if name.endswith(word)), "")


def _bars(units: Units, index: int, *, edge: bool) -> bool:
    """Whether a unit stands outside every name: function words and signs; at the left edge verbs and counts too."""
    letter, length = units.letters[index], units.ends[index] - units.starts[index]
    return letter in "PCb" or (length > 1 and (letter == BOUNDARY or (edge and letter in LOOSE)))


def _plain(units: Units, start: int, end: int) -> bool:
    """Whether a stretch holds no place, verb or function word."""
    return set(units.letters[units.covering(start) : units.covering(end - 1) + 1]) <= {CONTENT, PROPER}


def _container(units: Units, index: int) -> bool:
    """Whether a unit is a division in full, which is no part of the name of what lies in it."""
    place = units.places.get(index)
    return place is not None and place.full


def proposed(text: str, tags: Sequence[Tag]) -> Iterator[Tag]:
    """The names among the tags without spaces at their edges; parts of one organisation that the recogniser cut are put
    together.
    """
    held: Tag | None = None
    for tag in tags:
        if tag.tag not in _PROPER_TAGS:
            continue
        start, end = tag.start, tag.end
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if held and held.end == start and {held.tag, tag.tag} <= ORGANISATIONS:
            held = Tag(held.start, end, "ORG")
            continue
        if held:
            yield held
        held = Tag(start, end, tag.tag)
    if held:
        yield held
