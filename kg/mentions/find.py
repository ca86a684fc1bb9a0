"""A reading and its linked places in, the mentions of every sentence out: composes the finders of this folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.mentions import beside, edges, firms, gathered, joined, names, numbered, shared, slots, titles
from kg.mentions.abroad import abroad
from kg.mentions.firms import Trades
from kg.mentions.heads import Heads
from kg.mentions.industries import Industries
from kg.mentions.overlap import resolve
from kg.mentions.persons import Persons
from kg.mentions.products import Products
from kg.mentions.ranked import Ranked
from kg.mentions.siblings import siblings
from kg.mentions.slots import Slots
from kg.mentions.units import Place, Units, cut
from kg.mentions.words import WordClasses
from kg.model import Mention, Reading, Sentence

_COMMA = re.compile(r"[、和及与]|以及")
_KEPT = 1 << 16
"""Words whose letters are remembered at most, so that memory does not grow with the documents."""
_NESTABLE = frozenset(
    [
        *("Enterprise", "School", "Hospital", "ResearchInstitute", "Government", "Alliance", "Park", "Zone"),
        *("Country", "Province", "City", "District", "Township", "Region", "Project", "Facility", "Village"),
    ]
)
_SECTIONED = frozenset(["line", "line.one", "line.number"])
_STAYING = frozenset(["Enterprise", "School", "Hospital", "ResearchInstitute", "Government", "Park", "Zone"])
"""Kinds that stay named inside a longer name that is found later."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what it names."""

    sentence: Sentence
    units: Units
    mentions: tuple[Mention, ...]
    nested: tuple[Mention, ...]


def with_more(line: Line, more: Sequence[Mention]) -> Line:
    """A line with further mentions: what one of them holds inside becomes nested."""
    if not more:
        return line
    added = {(mention.start, mention.end): mention for mention in more}
    wide = [mention for mention in added.values() if not mention.nested]
    outer, nested = wide, [*line.nested, *(mention for mention in added.values() if mention.nested)]
    for mention in line.mentions:
        if any(other.start <= mention.start and mention.end <= other.end for other in wide):
            if mention.source == "gazetteer" or mention.classes[0] in _STAYING:
                nested.append(mention.inside())
        else:
            outer.append(mention)
    return replace(
        line,
        mentions=tuple(sorted(outer, key=lambda m: m.start)),
        nested=tuple(sorted(nested, key=lambda m: (m.start, m.end))),
    )


@dataclass(slots=True)
class Finder:
    """All finders with their tables, loaded once."""

    heads: Heads
    words: WordClasses
    slots: Slots
    trades: Trades
    products: Products
    persons: Persons
    industries: Industries
    ranked: Ranked
    letters: dict[tuple[str, str], str]

    @classmethod
    def load(cls, packs: Sequence[Path] = ()) -> Finder:
        """Loads every table from `seeds/`, and the heads of a user's packs. Raises `RuleError`."""
        heads, slots, industries = Heads.load(packs), Slots.load(), Industries.load()
        plain = frozenset([*heads.by_word, *slots.closing, *slots.suffixes, *industries.names])
        return cls(
            heads,
            replace(WordClasses.load(), plain=plain),
            slots,
            Trades.load(),
            Products.load(),
            Persons.load(),
            industries,
            Ranked.load(),
            {},
        )

    def vocabulary(self) -> Iterator[str]:
        """Words of the tables that the tokenizer should cut as such."""
        words = {*self.words.vocabulary(), *self.words.plain}
        yield from (word for word in words if len(word) > 1)

    def find(self, reading: Reading, places: Mapping[int, Sequence[Place]]) -> tuple[Line, ...]:
        """Lines of a document, one for each sentence; by-lines name nothing."""
        if len(self.letters) > _KEPT:
            self.letters.clear()
        return tuple(self._line(sentence, places.get(sentence.index, ())) for sentence in reading.sentences)

    def _line(self, sentence: Sentence, places: Sequence[Place]) -> Line:
        units = cut(sentence, places, self.words, self.letters)
        if sentence.kind == "byline":
            return Line(sentence, units, (), ())
        found = [_place(sentence, place) for place in places]
        found += self._heads(sentence, units)
        text, index = sentence.text, sentence.index
        found += abroad(units, sentence.index)
        for start, end, name, classes in self.ranked.find(text, self.heads):
            if units.at_start(start) >= 0 and (start == 0 or units.letters[units.at_start(start) - 1] not in "DR"):
                found.append(Mention(index, start, end, name, classes, "ranked", 0.86))
        for start, end in numbered.find(text):
            found.append(Mention(index, start, end, text[start:end], ("Enterprise",), "numbered", 0.93))
        for start, end, classes in self.ranked.bodies(text):
            found.append(Mention(index, start, end, text[start:end], classes, "central", 0.94))
        for member in slots.members(units, self.slots, self.words, self.heads):
            found.append(_slot(sentence, member))
        for member in firms.find(units, self.trades, self.words):
            found.append(_slot(sentence, member))
        for member in gathered.find(units, self.trades, self.words, self.heads):
            found.append(_slot(sentence, member))
        for goods in self.products.find(units):
            name = text[goods.start : goods.end]
            found.append(
                Mention(index, goods.start, goods.end, name, ("Product",), "product", 0.84, variants=goods.variants)
            )
        for person in self.persons.find(text):
            name = text[person.start : person.end]
            found.append(Mention(index, person.start, person.end, name, ("Person",), "person.post", 0.9))
        for start, end, name in titles.events(text):
            printed = (text[start:end],)
            found.append(Mention(index, start, end, name, ("Event",), "title.event", 0.9, variants=printed))
        for start, end, name in titles.find(text, [(place.start, place.end) for place in places]):
            found.append(Mention(index, start, end, name, ("Agreement",), "title", 0.95))
        for start, stop in self.industries.find(text):
            called = text.startswith(("产业", "行业"), stop)
            end = stop + 2 if called and not text.startswith(("园", "基地", "带", "集群"), stop + 2) else stop
            if units.at_start(start) >= 0 and units.at_end(end) >= 0:
                found.append(Mention(index, start, end, text[start:end], ("Industry",), "industry", 0.45))
        outer, nested = resolve(joined.without_workshops(found), _NESTABLE)
        outer = tuple(m for m in outer if m.source != "industry" or _listed(text, m, outer))
        outer = tuple(sorted((*outer, *siblings(units, outer, self.words, self.heads)), key=lambda m: m.start))
        more = beside.firms(units, outer, self.trades, self.words, self.heads)
        return with_more(Line(sentence, units, outer, nested), more)

    def _heads(self, sentence: Sentence, units: Units) -> list[Mention]:
        text, index = sentence.text, sentence.index
        found: list[Mention] = []
        candidates = list(names.find(units, self.heads, self.words))
        for candidate in candidates:
            edged = edges.settle(units, candidate, self.heads, self.words)
            if edged is None or (edged.text in self.heads.by_word and not candidate.bare):
                continue
            name = edged.name
            found.append(
                Mention(
                    index,
                    name.start,
                    name.end,
                    _plain(edged.text),
                    name.classes,
                    f"head.{name.head.id}",
                    name.score,
                    variants=tuple(map(_plain, edged.variants)),
                )
            )
            core = text[name.start : name.core_end]
            if name.core_end < name.end and name.head.id in _SECTIONED and not core[0].isdigit():
                found.append(Mention(index, name.start, name.core_end, core, name.classes, "head.core", name.score))
        found += joined.stations(sentence, found)
        found += joined.pairs(sentence, found)
        found += joined.firms(sentence, units, found, self.slots.suffixes)
        found += joined.mothers(sentence, units, found)
        for done in shared.complete(text, candidates):
            found.append(
                Mention(
                    index,
                    done.start,
                    done.end,
                    done.name,
                    done.classes,
                    "shared",
                    done.score,
                    variants=(text[done.start : done.end],),
                )
            )
        return found


def _listed(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a term of the table is used as an industry: a long one always, a common word of two only in a list."""
    if mention.end - mention.start > 2:
        return True
    return any(
        other.classes[0] == "Industry"
        and other is not mention
        and (
            (other.end < mention.start and _COMMA.fullmatch(text[other.end : mention.start]))
            or (mention.end < other.start and _COMMA.fullmatch(text[mention.end : other.start]))
        )
        for other in others
    )


def _place(sentence: Sentence, place: Place) -> Mention:
    text = sentence.text[place.start : place.end]
    return Mention(sentence.index, place.start, place.end, text, place.classes, "gazetteer", 0.95, codes=(place.code,))


def _slot(sentence: Sentence, member: slots.Member) -> Mention:
    text = sentence.text[member.start : member.end]
    return Mention(sentence.index, member.start, member.end, _plain(text), member.classes, member.rule, member.score)


def _plain(name: str) -> str:
    """A name without the quotation marks around all of it."""
    if len(name) > 2 and name[0] in "“‘" and name[-1] in "”’" and not any(mark in name[1:-1] for mark in "“”‘’"):
        return name[1:-1]
    return name
