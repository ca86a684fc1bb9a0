"""Names that a learned recogniser proposes in, those that the sentence's own words bear out as mentions out.

The recogniser knows names by the company they keep, not by their form: it finds firms without a trade word and persons
without a post. One organisation in five is wrong, nearly always at the edges (a piece of a region's name, a firm with
the park before it, an industry). So no proposal is a verdict: its edges must agree with the dictionary's words and the
gazetteers, no rule may have read the same characters otherwise, and its words must be able to make a name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.data import folder
from kg.errors import RuleError
from kg.mentions.find import Line
from kg.mentions.firms import Trades
from kg.mentions.heads import Head, Heads
from kg.mentions.listed import beside, counted, firm, opens_firms, traded_place
from kg.mentions.tagger import Tag
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CODE, CONTENT, EDGE, JOINER, NUMBER, PROPER, VERB, WordClasses
from kg.model import Mention

SCORE = 0.55
"""Below the rules that name what they find (names.py: from 0.56; slots.py: from 0.6 where a list is sure)."""

_ORGANISATIONS = frozenset(["ORG", "nt"])
_HEADED = frozenset(["LOC", "ns", "nz", "ORG", "nt"])
"""Tags whose spans a head word (河, 村, 水库, 高速) makes a name of its class."""
_PROPER_TAGS = _HEADED | {"PER", "nr"}
_AGENTS = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Government", "Alliance"])
_THINGS = frozenset(["Project", "Facility", "Park", "Zone", "Township", "Village", "NaturalFeature"])
_LEARNED = ("School", "Hospital", "ResearchInstitute")
"""Kinds that stand among their like, where a name without an ending is one too."""
_WORKS = frozenset(["Project", "Facility", "Park", "Event", "Product"])
"""Kinds whose names may open with the name of the firm behind them."""
_YIELDING = frozenset(["gazetteer", "industry"])
"""Sources of mentions that a proposed name may hold inside."""
_SHORT = 6
"""Longest name in characters that opens the name of a work; a longer one is a cut piece of it."""
_ACRONYM = 4
"""Longest run of letters that more often names a technology than a firm when it opens the name of a work."""
_BRIEF = 4
"""Longest short name of a university in characters: many are in the dictionary (清华), and 高校 too."""
_ABROAD = {"省": "Province", "州": "Province", "府": "Province", "邦": "Province", "市": "City"}
"""Last characters of divisions of other countries, which the gazetteer lacks."""
_FUNCTION = frozenset("的地得了着过和与及同跟或将等是为被把让对从向于以、")
_LISTS = ("others", "produce", "school", "said", "named", "acts", "common")
_JOINING = frozenset("和与")
"""Conjunctions that the names of authorities and institutes hold: 工业和信息化厅."""
_RANKS = frozenset("省市区县州旗镇乡")
_OPEN = frozenset("（(“‘")
_ANYTHING = frozenset(["PER", "nz", "nr", "LOC"])
"""Tags of names that may be firms' where the sentence says so."""
_NUMBERED = re.compile(r"[一二三四五六七八九十][航勘冶]?局$")
"""A bureau with a number builds roads and houses, no authority has one."""
_GRADE = re.compile(r"[A-Z\d一二三四五六七八九十]+级")
_LOOSE = frozenset([BOUNDARY, EDGE, VERB, NUMBER])


@dataclass(frozen=True, slots=True)
class Span:
    """A proposed name: where it stands, and the mention of a work that it stands inside."""

    start: int
    end: int
    inside: Mention | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The words of `seeds/rules/recognised.toml` and the tables of the rules, which proposals are held against."""

    endings: tuple[tuple[str, str], ...]
    """(ending, class), longest first."""
    others: tuple[str, ...]
    produce: tuple[str, ...]
    school: tuple[str, ...]
    said: tuple[str, ...]
    named: tuple[str, ...]
    acts: tuple[str, ...]
    common: tuple[str, ...]
    heads: Heads
    words: WordClasses
    trades: Trades

    @classmethod
    def load(cls, heads: Heads, words: WordClasses, trades: Trades) -> Review:
        """Reads the lists. Raises `RuleError` where one is missing."""
        rules = folder("seeds") / "rules"
        file = rules / "recognised.toml"
        try:
            data = tomllib.loads(file.read_text("utf-8"))
            endings = sorted((-len(word), word, kind) for kind, row in data["endings"].items() for word in row)
            lists = {name: tuple(map(str, data["words"][name])) for name in _LISTS}
            file = rules / "persons.toml"
            posts = tuple(map(str, tomllib.loads(file.read_text("utf-8"))["posts"]))
        except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
            raise RuleError(f"{file}: {error}") from error
        pairs = tuple((word, kind) for _, word, kind in endings)
        lists["named"] += posts
        return cls(pairs, **lists, heads=heads, words=words, trades=trades)

    def candidates(self, line: Line, names: Sequence[Tag]) -> Iterator[Mention]:
        """Mentions for the `names` that the mentions of the rules leave room for, in no order."""
        units, index = line.units, line.sentence.index
        found: list[Mention] = []
        undecided: list[tuple[Span, str]] = []
        for tag in names:
            span = self._settle(line, tag)
            if span is None:
                continue
            classes = self._classes(line, span, tag.tag)
            if classes == ("Enterprise",) and tag.tag in _ORGANISATIONS:
                span = self._firm(line, span)
            if classes:
                found.append(_mention(index, units.text, span, classes, f"recognised.{tag.tag}"))
            elif span.inside is None and tag.tag in _ANYTHING:
                undecided.append((span, tag.tag))
        firms = [mention for mention in (*line.mentions, *found) if mention.classes[0] == "Enterprise"]
        for mention in found:
            yield replace(mention, classes=self._listed(units, mention, line.mentions, firms))
        for span, kind in undecided:
            listed = beside(units, span, firms) > 0
            if kind == "LOC":
                fits = listed and counted(units.text, span.end)
            else:
                fits = listed or counted(units.text, span.end) or (kind != "nz" and opens_firms(units.text, span.end))
            if fits and self._own(units, span):
                yield _mention(index, units.text, span, ("Enterprise",), "recognised.list")

    def _firm(self, line: Line, span: Span) -> Span:
        """The span from the firm's own name to its trade, where it has one and nothing else stands there."""
        name = line.units.text[span.start : span.end]
        start, end = firm(line.units, span, self.trades)
        whole = Span(start, end, span.inside)
        if self._ending(name) or (start, end) == (span.start, span.end) or not self._own(line.units, whole):
            return span
        return self._room(whole, "ORG", line) or span

    def _listed(
        self, units: Units, mention: Mention, named: Sequence[Mention], firms: Sequence[Mention]
    ) -> tuple[str, ...]:
        """Classes of a proposed name after a look at what it stands beside in a list."""
        if mention.source == "recognised.LOC" and beside(units, mention, firms) > 1:
            return ("Enterprise", *mention.classes)
        if mention.classes == ("Enterprise",) and not self._ending(mention.name):
            for kind in _LEARNED:
                if beside(units, mention, [other for other in named if other.classes[0] == kind]):
                    return (kind, "Enterprise")
        return mention.classes

    def again(self, line: Line, names: Sequence[Tag], known: Mapping[str, tuple[str, ...]]) -> Iterator[Mention]:
        """Mentions for the `names` that the document names elsewhere, where they were borne out."""
        text = line.units.text
        for tag in names:
            classes = known.get(text[tag.start : tag.end])
            span = self._room(Span(tag.start, tag.end), tag.tag, line) if classes else None
            if span and classes:
                yield _mention(line.sentence.index, text, span, classes, "recognised.again")

    def _settle(self, line: Line, tag: Tag) -> Span | None:
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
            return self._room(Span(start, end), tag.tag, line)
        while first < last and (_bars(units, first, edge=True) or (tag.tag == "LOC" and _container(units, first))):
            first += 1
            start = units.starts[first]
        joined = _JOINING if tag.tag in _ORGANISATIONS and self._closed(units.text, start, end) else ""
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
        return self._room(Span(start, end), tag.tag, line)

    def _closed(self, text: str, start: int, end: int) -> bool:
        """Whether a head word or an ending of two characters closes a name, or a word for its people follows it."""
        name = text[start:end]
        ending = self.heads.ending(name)
        if ending and len(ending[0]) > 1 and ending[0] != name and ending[1].classes[0] != "Industry":
            return True
        return text.startswith(self.school, end) or self._ending(name) == "Government"

    def _rest_of_item(self, units: Units, first: int) -> bool:
        """Whether the word before is the first half of the name: nothing else stands between it and the list's mark."""
        if first < 2 or units.word(first - 2) != "、" or units.letters[first - 1] not in {PROPER, CONTENT}:
            return False
        word = units.word(first - 1)
        return len(word) == 2 and self.words.is_specific(word) and word not in self.words.plain

    def _room(self, span: Span, tag: str, line: Line) -> Span | None:
        """The span, where the rules left room for it: free, around shorter names, or opening the name of a work."""
        start, end, text = span.start, span.end, line.units.text
        if any((mention.start, mention.end) == (start, end) for mention in (*line.mentions, *line.nested)):
            return None
        ended = bool(self._ending(text[start:end]) or self.heads.ending(text[start:end]) or text[end - 1] == "办")
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
                longer = tag in _ORGANISATIONS and ended and mention.start == start
                cut = text[start : mention.start]
                free = _plain(line.units, start, mention.start) if tag == "LOC" else tag == "ORG" and cut == "中"
                earlier = mention.end == end and free
                if mention.source not in _YIELDING and not longer and not earlier:
                    return None
            else:
                return None
        return Span(start, end, inside)

    def _classes(self, line: Line, span: Span, tag: str) -> tuple[str, ...]:
        """Classes of a proposed name, none where nothing bears it out."""
        text, units = line.units.text, line.units
        name = text[span.start : span.end]
        if tag == "PER":
            if span.inside is not None:
                return ()
            if self._person(text, span):
                return ("Person",)
            return ("Enterprise",) if text.startswith(self.acts, span.end) and self._own(units, span) else ()
        if tag == "LOC" and name[-1] in _ABROAD and _after_country(units, span.start):
            return (_ABROAD[name[-1]],) if len(name) > 2 and span.inside is None else ()
        if tag in {"nz", "ns", "nr"} and span.inside is None and self._local(units, span):
            return ("Product",)
        ending = self.heads.ending(name)
        if ending and ending[0] != name:
            return self._headed(units, span, tag, *ending)
        kind = self._ending(name)
        own = self._own(units, span)
        if kind in _THINGS:
            return (kind,) if tag == "LOC" and span.inside is None and own else ()
        if tag not in _ORGANISATIONS or line.sentence.kind == "heading":
            return ()
        brief = tag == "ORG" and len(name) <= _BRIEF and name not in self.words.generic
        if (own or brief) and text.startswith(self.school, span.end):
            return ("School",)
        placed = units.letters[units.covering(span.start)] == DIVISION or name[0] in _RANKS
        if kind and (own or placed):
            return (kind,)
        if self._among_verbs(units, span) or name.endswith(self.others):
            return ()
        if units.letters[units.covering(span.end - 1)] in {DIVISION, REGION}:
            return ()  # 某某师某某市: a place with what it belongs to
        if name.endswith("办") and placed:
            return ("Government",)
        technology = span.inside is not None and name.isascii() and len(name) <= _ACRONYM  # LED节能改造项目
        bare = name not in self.words.generic and not self.heads.ending(name)  # a word of the dictionary: 双汇
        firms = opens_firms(text, span.end) or traded_place(units, span, self.trades)
        return ("Enterprise",) if (own or (bare and firms)) and not technology else ()

    def _among_verbs(self, units: Units, span: Span) -> bool:
        """Whether a name of two characters stands between a verb and a place, as a verb does (开行联通某某市)."""
        first, last = units.covering(span.start), units.covering(span.end - 1)
        following = units.letters[last + 1] if last + 1 < len(units.letters) else ""
        leading = units.letters[first - 1] if first else ""
        return span.end - span.start == 2 and following in {DIVISION, REGION} and leading in {VERB, BOUNDARY}

    def _local(self, units: Units, span: Span) -> bool:
        """Whether a name is a place and its own produce: 云岭|杨梅."""
        name = units.text[span.start : span.end]
        first = units.at_start(span.start)
        placed = first >= 0 and units.letters[first] in {DIVISION, PROPER, REGION} and len(name) <= 7
        return placed and name.endswith(self.produce) and name not in self.produce and len(units.word(first)) < 5

    def _ending(self, name: str) -> str:
        if _NUMBERED.search(name):
            return "Enterprise"
        return next((kind for word, kind in self.endings if name.endswith(word)), "")

    def _headed(self, units: Units, span: Span, tag: str, word: str, head: Head) -> tuple[str, ...]:
        """Classes of a name by its head, where what stands before is more than a class name and all of the name."""
        text, at, kind = units.text, span.end - len(word), head.classes[0]
        wanted = _AGENTS | _THINGS if tag in _ORGANISATIONS else _THINGS
        if tag not in _HEADED or kind not in wanted or (span.inside is not None and kind == "NaturalFeature"):
            return ()
        if text.endswith(head.not_after or ("\n",), 0, at):
            return ()
        if tag not in _ORGANISATIONS and text.startswith(head.not_before or ("\n",), span.end):
            return ()
        before = text[span.start : at]
        inner = self.heads.ending(before)
        if before in self.words.generic or before in self.common or (inner and inner[0] == before):
            return ()
        if _GRADE.fullmatch(before):
            return ()
        first, last = units.covering(span.start), units.covering(at - 1)
        if kind in _THINGS and first and _goes_on(units, first - 1, tag):
            return ()  # 前沿科技城 in 临空|前沿|科技城: the name begins earlier
        if kind == "NaturalFeature":
            fits = self._own(units, Span(span.start, at)) or units.letters[first] == DIVISION
        else:
            fits = any(
                units.letters[i] not in _LOOSE and self.words.is_specific(units.word(i)) for i in range(first, last + 1)
            )
        return head.classes if fits else ()

    def _own(self, units: Units, span: Span) -> bool:
        """Whether a name without a head has a part of its own beside places and dictionary words of two characters."""
        name = units.text[span.start : span.end]
        if name in self.words.generic or name.endswith(tuple(self.words.common_heads)):
            return False
        first, last = units.covering(span.start), units.covering(span.end - 1)
        following = units.letters[last + 1] if last + 1 < len(units.letters) else ""
        closing = units.word(last)
        if len(closing) > 1 and units.letters[last] == following == CONTENT and closing not in self.trades.sure:
            return False  # 某某|智慧|工厂: a piece of a longer noun
        if any(units.letters[i] in {PROPER, CODE} for i in range(first, last + 1)):
            return True
        if (
            span.end - span.start > 3
            and len(closing) > 1
            and units.letters[last] == CONTENT
            and not self.trades.is_trade(closing)
        ):
            return False  # 利|税收: single characters before a common noun
        return any(
            len(units.word(i)) == 1
            and units.letters[i] not in {DIVISION, REGION, EDGE}
            and (i > first or units.letters[i] != BOUNDARY)
            for i in range(first, last + 1)
        )

    def _person(self, text: str, span: Span) -> bool:
        """Whether a post stands before a name or a word of speech after it."""
        asked = span.start == 0 and text[span.end : span.end + 1] == "："
        told = text.endswith(self.named, 0, span.start) or text.startswith(self.said, span.end)
        return 2 <= span.end - span.start <= 4 and (asked or told)


def _bars(units: Units, index: int, *, edge: bool) -> bool:
    """Whether a unit stands outside every name: function words and signs; at the left edge verbs and counts too."""
    letter, length = units.letters[index], units.ends[index] - units.starts[index]
    return letter in "PCb" or (length > 1 and (letter == BOUNDARY or (edge and letter in _LOOSE)))


def _plain(units: Units, start: int, end: int) -> bool:
    """Whether a stretch holds no place, verb or function word."""
    return set(units.letters[units.covering(start) : units.covering(end - 1) + 1]) <= {CONTENT, PROPER}


def _goes_on(units: Units, index: int, tag: str) -> bool:
    """Whether a name would go on to the left over a unit: 成达|万高铁, where the recogniser is not sure of a place."""
    letter = units.letters[index]
    short = len(units.word(index)) == 1
    return letter in {PROPER, CONTENT, CODE, JOINER} or (letter == VERB and (short or tag in {"nz", "ns"}))


def _after_country(units: Units, start: int) -> bool:
    """Whether the name of a country stands directly before."""
    place = units.places.get(units.covering(start) - 1)
    return place is not None and place.kind == "country"


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
        if held and held.end == start and {held.tag, tag.tag} <= _ORGANISATIONS:
            held = Tag(held.start, end, "ORG")
            continue
        if held:
            yield held
        held = Tag(start, end, tag.tag)
    if held:
        yield held


def _mention(index: int, text: str, span: Span, classes: tuple[str, ...], source: str) -> Mention:
    name = text[span.start : span.end]
    return Mention(index, span.start, span.end, name, classes, source, SCORE, nested=span.inside is not None)
