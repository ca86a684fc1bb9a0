"""Names that a learned recogniser proposes in, those that the sentence's own words bear out as mentions out.

The recogniser knows names by the company they keep, not by their form: it finds firms without a trade word and persons
without a post. One organisation in five is wrong, nearly always at the edges (a piece of a region's name, a firm with
the park before it, an industry). So no proposal is a verdict: its edges must agree with the dictionary's words and the
gazetteers, no rule may have read the same characters otherwise, and its words must be able to make a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs
from kg.mentions.find import Line
from kg.mentions.firms import Trades
from kg.mentions.heads import Head, Heads
from kg.mentions.left import honours
from kg.mentions.listed import beside, counted, firm, opens_firms, traded_place
from kg.mentions.proposals import HEADED, LOOSE, ORGANISATIONS, Proposals, Span
from kg.mentions.tagger import Tag
from kg.mentions.units import DIVISION, REGION, Units
from kg.mentions.words import BOUNDARY, CODE, CONTENT, EDGE, JOINER, PROPER, VERB, WordClasses
from kg.model import Mention

SCORE = 0.55
"""Below the rules that name what they find (names.py: from 0.56; slots.py: from 0.6 where a list is sure)."""

_AGENTS = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Government", "Alliance"])
_THINGS = frozenset(["Project", "Facility", "Park", "Zone", "Township", "Village", "NaturalFeature"])
_LEARNED = ("School", "Hospital", "ResearchInstitute")
"""Kinds that stand among their like, where a name without an ending is one too."""
_ACRONYM = 4
"""Longest run of letters that more often names a technology than a firm when it opens the name of a work."""
_BRIEF = 4
"""Longest short name of a university in characters: many are words of the dictionary, and so is 高校."""
_ABROAD = {"省": "Province", "州": "Province", "府": "Province", "邦": "Province", "市": "City"}
"""Last characters of divisions of other countries, which the gazetteer lacks."""
_LISTS = ("others", "produce", "school", "said", "named", "acts", "common")
_RANKS = frozenset("省市区县州旗镇乡")
_ANYTHING = frozenset(["PER", "nz", "nr", "LOC"])
"""Tags of names that may be firms' where the sentence says so."""
_GRADE = re.compile(r"[A-Z\d一二三四五六七八九十]+级")


@dataclass(frozen=True, slots=True)
class Review:
    """The words of `seeds/rules/recognised.toml` and the tables of the rules, which proposals are held against."""

    proposals: Proposals
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
            data = packs.read(file)
            endings = sorted((-len(word), word, kind) for kind, row in data["endings"].items() for word in row)
            lists = {name: tuple(map(str, data["words"][name])) for name in _LISTS}
            file = rules / "persons.toml"
            posts = tuple(map(str, packs.read(file)["posts"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise RuleError(f"{file}: lacks {error}") from error
        pairs = tuple((word, kind) for _, word, kind in endings)
        lists["named"] += posts
        proposals = Proposals(pairs, lists["school"], heads, words)
        return cls(proposals, **lists, heads=heads, words=words, trades=trades)

    def candidates(self, line: Line, names: Sequence[Tag]) -> Iterator[Mention]:
        """Mentions for the `names` that the mentions of the rules leave room for, in no order."""
        units, index = line.units, line.sentence.index
        found: list[Mention] = []
        undecided: list[tuple[Span, str]] = []
        for tag in names:
            span = self.proposals.settle(line, tag)
            if span is None or honours(units, span.start, span.end):
                continue
            classes = self._classes(line, span, tag.tag)
            if classes == ("Enterprise",) and tag.tag in ORGANISATIONS:
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
        if self.proposals.ending(name) or (start, end) == (span.start, span.end) or not self._own(line.units, whole):
            return span
        return self.proposals.room(whole, "ORG", line) or span

    def _listed(
        self, units: Units, mention: Mention, named: Sequence[Mention], firms: Sequence[Mention]
    ) -> tuple[str, ...]:
        """Classes of a proposed name after a look at what it stands beside in a list."""
        if mention.source == "recognised.LOC" and beside(units, mention, firms) > 1:
            return ("Enterprise", *mention.classes)
        if mention.classes == ("Enterprise",) and not self.proposals.ending(mention.name):
            for kind in _LEARNED:
                if beside(units, mention, [other for other in named if other.classes[0] == kind]):
                    return (kind, "Enterprise")
        return mention.classes

    def again(self, line: Line, names: Sequence[Tag], known: Mapping[str, tuple[str, ...]]) -> Iterator[Mention]:
        """Mentions for the `names` that the document names elsewhere, where they were borne out."""
        text = line.units.text
        for tag in names:
            classes = known.get(text[tag.start : tag.end])
            span = self.proposals.room(Span(tag.start, tag.end), tag.tag, line) if classes else None
            if span and classes:
                yield _mention(line.sentence.index, text, span, classes, "recognised.again")

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
        kind = self.proposals.ending(name)
        own = self._own(units, span)
        if kind in _THINGS:
            return (kind,) if tag == "LOC" and span.inside is None and own else ()
        if tag not in ORGANISATIONS or line.sentence.kind == "heading":
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
        bare = name not in self.words.generic and not self.heads.ending(name)  # the dictionary may know the firm
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

    def _headed(self, units: Units, span: Span, tag: str, word: str, head: Head) -> tuple[str, ...]:
        """Classes of a name by its head, where what stands before is more than a class name and all of the name."""
        text, at, kind = units.text, span.end - len(word), head.classes[0]
        wanted = _AGENTS | _THINGS if tag in ORGANISATIONS else _THINGS
        if tag not in HEADED or kind not in wanted or (span.inside is not None and kind == "NaturalFeature"):
            return ()
        if text.endswith(head.not_after or ("\n",), 0, at):
            return ()
        if tag not in ORGANISATIONS and text.startswith(head.not_before or ("\n",), span.end):
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
                units.letters[i] not in LOOSE and self.words.is_specific(units.word(i)) for i in range(first, last + 1)
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


def _goes_on(units: Units, index: int, tag: str) -> bool:
    """Whether a name would go on to the left over a unit: 成达|万高铁, where the recogniser is not sure of a place."""
    letter = units.letters[index]
    short = len(units.word(index)) == 1
    return letter in {PROPER, CONTENT, CODE, JOINER} or (letter == VERB and (short or tag in {"nz", "ns"}))


def _after_country(units: Units, start: int) -> bool:
    """Whether the name of a country stands directly before."""
    place = units.places.get(units.covering(start) - 1)
    return place is not None and place.kind == "country"


def _mention(index: int, text: str, span: Span, classes: tuple[str, ...], source: str) -> Mention:
    name = text[span.start : span.end]
    return Mention(index, span.start, span.end, name, classes, source, SCORE, nested=span.inside is not None)
