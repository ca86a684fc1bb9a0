"""Records of many documents in, one body of knowledge out: canonical names, fused facts, background knowledge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.entities import reasons
from kg.entities.keys import fold
from kg.mentions.gazetteer import Gazetteer
from kg.model import Alias, Entity, Evidence, Fact, Knowledge, Observation, Record

_WRITTEN = "the same name, written otherwise"
_MERGEABLE = frozenset(
    [
        *("Enterprise", "School", "ResearchInstitute", "Hospital", "Alliance", "Park", "Zone", "Project", "Facility"),
        *("Agreement", "Event"),
    ]
)
_SURE = 4
"""Characters of an alias that may join things of two documents; shorter ones are too often another's name as well."""


def fuse(records: Iterable[Record], gazetteer: Gazetteer) -> Knowledge:
    """Unites records; the result depends on their set only, not on their order.

    Entities of one key are one. Beyond that, an entity whose name is an alias of exactly one other entity of a like
    class is that entity (某海精密 in one document, its full name with the alias in another).
    """
    ordered = sorted(records, key=lambda record: record.source.digest)
    named: dict[str, list[Entity]] = {}
    for record in ordered:
        for entity in record.entities:
            named.setdefault(entity.key, []).append(entity)
    entities = {key: _all_united(each) for key, each in named.items()}
    renamed = _joined(entities)
    facts: dict[tuple[str, str, str], list[Fact]] = {}
    observations: dict[tuple[object, ...], Observation] = {}
    for record in ordered:
        for fact in record.facts:
            stated = _moved(fact, renamed)
            if stated.subject != stated.object:
                facts.setdefault((stated.subject, stated.predicate, stated.object), []).append(stated)
        for seen in record.observations:
            moved = replace(seen, about=renamed[seen.about]) if seen.about in renamed else seen
            place = (moved.about, moved.indicator, moved.value, moved.unit, moved.of, moved.time or "", moved.evidence)
            observations.setdefault(place, moved)
    background, parents, coordinates = _background(entities.values(), gazetteer)
    return Knowledge(
        sources=tuple(record.source for record in ordered),
        entities=tuple(entities[key] for key in sorted(entities)),
        facts=tuple(_fused(facts[key]) for key in sorted(facts)),
        observations=tuple(sorted(observations.values(), key=_order)),
        background=background,
        parents=parents,
        coordinates=coordinates,
    )


def _order(seen: Observation) -> tuple[object, ...]:
    evidence = seen.evidence
    return (
        seen.about,
        seen.indicator,
        seen.value,
        seen.unit,
        seen.of,
        seen.time or "",
        evidence.document,
        evidence.start,
    )


def _all_united(entities: Sequence[Entity]) -> Entity:
    """The entities of one key in the order of their documents' digests, united one after the other.

    One that only says again what is known adds its document, so that thousands of documents take no square of time.
    """
    one, *others = entities
    known: set[str] | None = None
    documents = list(one.documents)
    for other in others:
        alike = (other.name, other.classes) == (one.name, one.classes)
        if alike and known is not None and known.issuperset(alias.name for alias in other.aliases):
            documents += other.documents
            continue
        one = _united(replace(one, documents=tuple(documents)), other)
        documents = list(one.documents)
        known = {alias.name for alias in one.aliases}
    return replace(one, documents=tuple(documents)) if others else one


def _united(one: Entity, two: Entity) -> Entity:
    """Two entities of one key: names and documents together; the fuller name and the commoner classes lead."""
    first, second = sorted(
        (one, two), key=lambda entity: (-len(entity.name), entity.name, entity.classes, entity.documents)
    )
    others = () if fold(second.name) == fold(first.name) else (Alias(second.name, _WRITTEN, second.documents),)
    return Entity(
        key=first.key,
        name=first.name,
        classes=first.classes if len(first.documents) >= len(second.documents) else second.classes,
        aliases=_further(first.name, (*first.aliases, *others, *second.aliases)),
        code=first.code or second.code,
        documents=tuple(sorted({*first.documents, *second.documents})),
    )


def _further(name: str, aliases: Iterable[Alias]) -> tuple[Alias, ...]:
    """The further names of what is called `name`, sorted: each once for each reason, with all its documents."""
    found: dict[tuple[str, str], Alias] = {}
    for alias in aliases:
        if fold(alias.name) == fold(name):
            continue
        known = found.get((alias.name, alias.reason), alias)
        found[alias.name, alias.reason] = replace(known, documents=tuple(sorted({*known.documents, *alias.documents})))
    return tuple(found[place] for place in sorted(found))


def _joined(entities: dict[str, Entity]) -> dict[str, str]:
    """Joins entities by alias in place; returns old key → new key."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in entities.values():
        if not entity.code and entity.classes[0] in _MERGEABLE:
            for alias in entity.aliases:
                if len(fold(alias.name)) >= _SURE:
                    owners[fold(alias.name)].add(entity.key)
    renamed: dict[str, str] = {}
    for key in sorted(entities):
        entity = entities[key]
        candidates = owners.get(fold(entity.name), set()) - {key}
        if entity.code or len(candidates) != 1:
            continue
        target = next(iter(candidates))
        while target in renamed:
            target = renamed[target]
        if target == key or not set(entities[target].classes) & set(entity.classes):
            continue
        renamed[key] = target
    for old in sorted(renamed):
        new = renamed[old]
        while new in renamed:  # a short form of a short form
            new = renamed[new]
        renamed[old] = new
        short, whole = entities[old], entities[new]
        why = Alias(short.name, reasons.ELSEWHERE, short.documents)
        entities[new] = replace(
            whole,
            aliases=_further(whole.name, (*whole.aliases, why, *short.aliases)),
            documents=tuple(sorted({*whole.documents, *short.documents})),
        )
    for old in renamed:
        del entities[old]
    return renamed


def _moved(fact: Fact, renamed: dict[str, str]) -> Fact:
    if fact.subject not in renamed and fact.object not in renamed:
        return fact
    return replace(fact, subject=renamed.get(fact.subject, fact.subject), object=renamed.get(fact.object, fact.object))


def _fused(facts: Sequence[Fact]) -> Fact:
    """A fact that several sentences or documents state is one, with all their evidence; the surest says its status."""
    one, *others = facts
    if not others:
        return one
    evidence = set(one.evidence)
    for fact in others:
        best, other = sorted(
            (one, fact), key=lambda f: (-f.confidence, f.evidence[0].document, f.evidence[0].start, f.rule)
        )
        evidence.update(fact.evidence)
        one = replace(
            best, evidence=(min((*one.evidence, *fact.evidence), key=_place),), status=best.status or other.status,
            time=best.time or other.time, attributes=tuple(sorted({*best.attributes, *other.attributes})),
        )  # fmt: skip
    return replace(one, evidence=tuple(sorted(evidence, key=_place)))


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.document, evidence.start, evidence.end


def _background(
    entities: Iterable[Entity], gazetteer: Gazetteer
) -> tuple[tuple[Entity, ...], tuple[tuple[str, str], ...], dict[str, tuple[float, float]]]:
    """What every atlas says of the divisions that the documents name: the ones above them, and where they are."""
    known = {entity.key: entity for entity in entities}
    above: dict[str, Entity] = {}
    parents: set[tuple[str, str]] = set()
    coordinates: dict[str, tuple[float, float]] = {}
    for entity in list(known.values()):
        if not entity.code:
            continue
        chain = [entity.code, *gazetteer.parents(entity.code)]
        for code in chain:
            key = gazetteer.key(code)
            if key not in known and key not in above:
                above[key] = Entity(key, gazetteer.name(code), gazetteer.classes(code), (), code, ())
            division = gazetteer.division(code)
            if division.lon is not None and division.lat is not None:
                coordinates[key] = (division.lon, division.lat)
        parents.update((gazetteer.key(lower), gazetteer.key(upper)) for lower, upper in pairwise(chain))
    ordered = {key: coordinates[key] for key in sorted(coordinates)}
    return tuple(above[key] for key in sorted(above)), tuple(sorted(parents)), ordered
