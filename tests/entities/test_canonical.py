"""Records of many documents made one body of knowledge, whatever their order. The names are invented."""

from __future__ import annotations

import itertools

import pytest

from kg.entities import reasons
from kg.entities.canonical import fuse
from kg.entities.keys import key
from kg.extraction import Extractor
from kg.mentions.gazetteer import Gazetteer
from kg.model import Alias, Entity, Evidence, Fact, Observation, Record, Source

FULL, SHORT = "象海智能装备有限公司", "象海智能"


@pytest.fixture(scope="module")
def gazetteer(extractor: Extractor) -> Gazetteer:
    return extractor.gazetteer


def _record(digest: str, entities: list[Entity], facts: list[Fact] | None = None) -> Record:
    seen = tuple(
        Observation(e.key, "headcount", 30.0, "person", Evidence(digest, 0, 2, "某某"), 0.9) for e in entities[:1]
    )
    return Record(Source(digest, digest, digest, "utf-8", 100), tuple(entities), tuple(facts or ()), seen)


def _firm(digest: str, name: str, *aliases: str) -> Entity:
    return Entity(
        key(name), name, ("Enterprise",), tuple(Alias(a, "short form", (digest,)) for a in aliases), "", (digest,)
    )


def _place(digest: str, code: str = "330200", name: str = "宁波市") -> Entity:
    return Entity(f"CN-{code}", name, ("City",), (), code, (digest,))


def _fact(digest: str, subject: str, confidence: float, start: int = 0, **other: str) -> Fact:
    evidence = Evidence(digest, start, start + 2, "某某")
    return Fact(key(subject), "locatedIn", "CN-330200", (evidence,), confidence, rule="test", **other)  # type: ignore[arg-type]


def test_a_short_name_is_the_thing_that_another_document_names_in_full(gazetteer: Gazetteer) -> None:
    known = fuse(
        [
            _record("a", [_firm("a", FULL, SHORT), _place("a")], [_fact("a", FULL, 0.8)]),
            _record("b", [_firm("b", SHORT), _place("b")], [_fact("b", SHORT, 0.9)]),
        ],
        gazetteer,
    )
    firm = next(entity for entity in known.entities if "Enterprise" in entity.classes)
    assert (firm.name, firm.documents, [alias.name for alias in firm.aliases]) == (FULL, ("a", "b"), [SHORT, SHORT])
    (fact,) = known.facts
    assert (fact.subject, fact.confidence) == (key(FULL), 0.9)
    assert [evidence.document for evidence in fact.evidence] == ["a", "b"]
    assert {seen.about for seen in known.observations} == {key(FULL)}


def test_each_merge_says_why_and_in_which_documents(gazetteer: Gazetteer) -> None:
    records = [
        _record("a", [_firm("a", FULL, SHORT)]),
        _record("b", [_firm("b", SHORT)]),
        _record("c", [_firm("c", FULL, SHORT)]),
    ]
    (firm,) = fuse(records, gazetteer).entities
    assert firm.aliases == (
        Alias(SHORT, "short form", ("a", "c")),
        Alias(SHORT, reasons.ELSEWHERE, ("b",)),
    )


def test_a_name_that_two_things_bear_is_neither(gazetteer: Gazetteer) -> None:
    other = "象海智能物流有限公司"
    known = fuse(
        [_record(d, [_firm(d, n, *a)]) for d, n, a in (("a", FULL, [SHORT]), ("b", other, [SHORT]), ("c", SHORT, []))],
        gazetteer,
    )
    assert sorted(entity.name for entity in known.entities) == sorted([FULL, other, SHORT])


def test_a_very_short_alias_joins_nothing(gazetteer: Gazetteer) -> None:
    known = fuse([_record("a", [_firm("a", FULL, "象海")]), _record("b", [_firm("b", "象海")])], gazetteer)
    assert len(known.entities) == 2


def test_status_and_time_come_from_who_says_them(gazetteer: Gazetteer) -> None:
    records = [
        _record("a", [_firm("a", FULL), _place("a")], [_fact("a", FULL, 0.9)]),
        _record("b", [_firm("b", FULL), _place("b")], [_fact("b", FULL, 0.7, status="Completed", time="2023-05")]),
    ]
    (fact,) = fuse(records, gazetteer).facts
    assert (fact.confidence, fact.status, fact.time) == (0.9, "Completed", "2023-05")


def test_a_chain_of_short_names_ends_in_the_longest(gazetteer: Gazetteer) -> None:
    group = "宁波象海智能装备有限公司"
    records = [
        _record("a", [_firm("a", group, FULL)]),
        _record("b", [_firm("b", FULL, SHORT)]),
        _record("c", [_firm("c", SHORT)]),
    ]
    (firm,) = fuse(records, gazetteer).entities
    assert (firm.name, firm.documents) == (group, ("a", "b", "c"))


def test_what_every_atlas_says_has_no_document(gazetteer: Gazetteer) -> None:
    known = fuse([_record("a", [_place("a")])], gazetteer)
    assert [(entity.key, entity.documents) for entity in known.background] == [("CN-330000", ()), ("country-CN", ())]
    assert known.parents == (("CN-330000", "country-CN"), ("CN-330200", "CN-330000"))
    assert set(known.coordinates) >= {"CN-330200"}


def test_the_order_of_documents_does_not_matter(gazetteer: Gazetteer) -> None:
    records = [
        _record("a", [_firm("a", FULL, SHORT), _place("a")], [_fact("a", FULL, 0.8, 4)]),
        _record("b", [_firm("b", SHORT), _place("b")], [_fact("b", SHORT, 0.8)]),
        _record("c", [_firm("c", FULL, "象海装备"), _place("c", "140100", "太原市")]),
        _record("d", [_firm("d", "象海装备"), _place("d")], [_fact("d", "象海装备", 0.5, status="Planned")]),
    ]
    first = fuse(records, gazetteer)
    assert all(fuse(order, gazetteer) == first for order in itertools.permutations(records))
