"""Gold and a prediction of one document in, its score out.

An entity is found where one of its names is one of gold's for the thing and one of its classes is acceptable; a fact
where relation and both ends agree, either way round if the relation is symmetric; a number where entity, indicator and
value agree. A pairing of cities may be reported as cooperation in gold, and the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from kg.evaluate.gold import Gold, GoldEntity
from kg.evaluate.prediction import Measured, Named, Prediction, Stated
from kg.evaluate.score import Difference, Score, Tally
from kg.vocabulary import RELATIONS, SYMMETRIC

_IGNORED = re.compile(r"[\s“”\"‘’'「」『』《》〈〉·•—\-–_,，、。()（）]+")

_AGREES = 1e-6
"""Relative difference of equal values: what 亿 and 亩 leave in floating point once they are in base units."""


def compare(gold: Gold, prediction: Prediction, text: str) -> Score:
    """Score what is said of one document; `text` is the document as evidence counts it."""
    comparison = _Comparison(gold, prediction)
    comparison.entities()
    comparison.relations()
    comparison.observations()
    facts = [fact for fact in prediction.facts if fact.predicate in RELATIONS]
    sound = sum(all(quote and quote.stands_in(text) for quote in fact.evidence) for fact in facts)
    return comparison.score(len(facts), sound)


def plain(name: str) -> str:
    """A name as it is compared: without case, width, spaces, quotation marks, brackets and dots.

    >>> plain("云岭（竹溪） 科学城")
    '云岭竹溪科学城'
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name)).lower()


class _Fact(NamedTuple):
    """A relation and its ends, gold ids where they are known; the ends of a symmetric one are sorted."""

    predicate: str
    subject: str
    object: str


class _Number(NamedTuple):
    subject: str | None
    indicator: str
    value: float

    def agrees(self, other: _Number) -> bool:
        near = abs(self.value - other.value) <= _AGREES * max(1.0, abs(self.value))
        return near and self[:2] == other[:2]


class _Comparison:
    """One document's gold and prediction, and the tallies as they grow."""

    def __init__(self, gold: Gold, prediction: Prediction) -> None:
        self.gold = gold
        self.prediction = prediction
        self.things = {thing.id: thing for thing in gold.entities}
        self.found = _align(gold.entities, prediction.entities)
        self.tallies: dict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
        self.missed: list[Difference] = []
        self.extra: list[Difference] = []

    def score(self, facts: int, sound: int) -> Score:
        kinds = [dict(sorted(self.tallies[kind].items())) for kind in ("entity", "relation", "observation")]
        return Score(kinds[0], kinds[1], kinds[2], facts, sound, tuple(self.missed), tuple(self.extra))

    def count_right(self, kind: str, label: str) -> None:
        self.tallies[kind][label] += Tally(right=1)

    def count_extra(self, kind: str, label: str, text: str, *, why: str = "") -> None:
        self.tallies[kind][label] += Tally(extra=1)
        self.extra.append(Difference(self.gold.document, why or kind, label, text))

    def count_missed(self, kind: str, label: str, text: str) -> None:
        self.tallies[kind][label] += Tally(missed=1)
        self.missed.append(Difference(self.gold.document, kind, label, text))

    def entities(self) -> None:
        """Each entity of the graph is right, too much, or optional; each of gold is found or missed."""
        seen: set[str] = set()
        for key, entity in sorted(self.prediction.entities.items()):
            thing = self.things.get(self.found.get(key, ""))
            label = min(entity.classes, default="none")
            name = self.name(key)
            if thing is None:
                self.count_extra("entity", label, name)
            elif thing.optional:
                seen.add(thing.id)
            elif not entity.classes.intersection(thing.types):
                self.count_extra("entity", label, f"{name} (gold: {thing.types[0]})", why="type")
            elif thing.id in seen:
                self.count_extra("entity", label, name, why="duplicate")
            else:
                seen.add(thing.id)
                self.count_right("entity", thing.types[0])
        for thing in self.gold.entities:
            if not thing.optional and thing.id not in seen:
                self.count_missed("entity", thing.types[0], thing.name)

    def relations(self) -> None:
        """Each relation counts once, however often it is said."""
        wanted: dict[_Fact, bool] = {}  # → whether it is optional
        for relation in self.gold.relations:
            key = _key(relation.subject, relation.predicate, relation.object)
            wanted[key] = wanted.get(key, True) and relation.optional
        got: set[_Fact] = set()
        for fact in sorted(self.prediction.facts, key=lambda one: (one.subject, one.predicate, one.object)):
            if fact.predicate not in RELATIONS:
                continue
            subject, object_ = self.found.get(fact.subject), self.found.get(fact.object)
            key = _key(subject or fact.subject, fact.predicate, object_ or fact.object)
            if fact.predicate == "sisterCityOf" and key not in wanted:
                key = key._replace(predicate="cooperatesWith")
            if key in got:
                continue
            got.add(key)
            if key in wanted:
                if not wanted[key]:
                    self.count_right("relation", fact.predicate)
            elif not (subject and object_ and (self.things[subject].optional or self.things[object_].optional)):
                self.count_extra("relation", fact.predicate, self.words(fact))
        for key, optional in wanted.items():
            paired = key.predicate == "cooperatesWith" and key._replace(predicate="sisterCityOf") in got
            if not optional and key not in got and not paired:
                text = f"{self.things[key.subject].name} → {self.things[key.object].name}"
                self.count_missed("relation", key.predicate, text)

    def observations(self) -> None:
        """Each number of gold is found as often as gold says it."""
        wanted: Counter[_Number] = Counter()
        free: list[_Number] = []
        for one in self.gold.observations:
            number = _Number(one.subject, one.indicator, round(one.value, 2))
            if one.optional:
                free.append(number)
            else:
                wanted[number] += 1
        for said in self.prediction.observations:
            about = self.found.get(said.about)
            number = _Number(about, said.indicator, round(said.value, 2))
            hit = next((one for one in wanted if wanted[one] and one.agrees(number)), None)
            if hit:
                wanted[hit] -= 1
                self.count_right("observation", said.indicator)
            elif not (any(one.agrees(number) for one in free) or (about and self.things[about].optional)):
                self.count_extra("observation", said.indicator, self.figure(said))
        for number, times in wanted.items():
            for _ in range(times):
                name = self.things[number.subject or ""].name
                self.count_missed("observation", number.indicator, f"{name} = {number.value:.15g}")

    def words(self, fact: Stated) -> str:
        return f"{self.name(fact.subject)} → {self.name(fact.object)}"

    def figure(self, said: Measured) -> str:
        return f"{self.name(said.about)} = {said.value:.15g}"

    def name(self, key: str) -> str:
        """An entity's own name, or its key where the graph does not describe it."""
        entity = self.prediction.entities.get(key)
        return entity.preferred[0] if entity and entity.preferred else key


def _key(subject: str, predicate: str, object_: str) -> _Fact:
    if predicate in SYMMETRIC:
        subject, object_ = sorted((subject, object_))
    return _Fact(predicate, subject, object_)


def _align(things: tuple[GoldEntity, ...], entities: Mapping[str, Named]) -> dict[str, str]:
    """Entity of the graph → id of the thing in gold: by preferred names first, then by any."""
    by_name: dict[str, str] = {}
    by_alias: dict[str, str] = {}
    for thing in things:
        by_name.setdefault(plain(thing.name), thing.id)
        for name in (thing.name, *thing.aliases):
            by_alias.setdefault(plain(name), thing.id)
    found = {}
    for key, entity in entities.items():
        preferred = [plain(name) for name in entity.preferred]
        names = preferred + [plain(name) for name in entity.others]
        for pool, table in ((preferred, by_name), (preferred, by_alias), (names, by_name), (names, by_alias)):
            hit = next((table[name] for name in pool if name in table), None)
            if hit is not None:
                found[key] = hit
                break
    return found
