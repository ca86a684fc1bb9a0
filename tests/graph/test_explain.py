"""An explanation has everything that is said of a name, with the sentences; a wrong name gets near ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.graph.assemble import assemble
from kg.graph.explain import explain
from kg.graph.near import near, plain
from kg.graph.store import in_memory
from kg.graph.terms import fact
from kg.model import Entity
from kg.vocabulary import ENT
from tests.graph.samples import AGAIN, BUILDS, CITY, DISTRICT, FIRM, KNOWLEDGE, LINE, ONE, PARK, PROJECT


@pytest.fixture(scope="module")
def store() -> Store:
    return in_memory(assemble(KNOWLEDGE))


def test_an_entity_with_all_that_is_said_of_it(store: Store) -> None:
    [account] = explain(store, "渝北区").entities
    assert account.entity.key == DISTRICT
    assert [one.reason for one in account.entity.aliases] == ["short form"]
    assert [one.name for one in account.above] == ["重庆市", "中国"]
    assert [source.name for source in account.sources] == ["乙.txt", "甲.txt"]
    out = [(one.fact.predicate, one.object.name) for one in account.outgoing]
    assert out == [
        ("cooperatesWith", "泸州市"),
        ("builds", "青禾研发基地"),
        ("signed", "青禾协议"),
        ("memberOf", "青禾联盟"),
        ("hosts", "青禾节"),
    ]
    assert [(one.fact.predicate, one.subject.key) for one in account.incoming] == [
        ("locatedIn", PARK),
        ("connects", LINE),
    ]
    [figure] = account.figures
    assert (figure.observation.value, figure.quotation.source.name) == (3.0, "甲.txt")


def test_a_symmetric_relation_is_told_from_both_ends(store: Store) -> None:
    [account] = explain(store, "泸州市").entities
    assert [one.subject.key for one in account.outgoing if one.fact.predicate == "cooperatesWith"] == [DISTRICT]
    assert not account.incoming[1:]


def test_a_fact_with_its_sentences(store: Store) -> None:
    iri = fact(FIRM, "builds", PROJECT)[1:-1]
    for name in (iri, f"<{iri}>", "fact:" + iri.rsplit("/", 1)[1], iri.rsplit("/", 1)[1]):
        found = explain(store, name)
        assert found.entities == ()
        assert found.fact is not None
        assert {one.evidence for one in found.fact.quotations} == {BUILDS, AGAIN}
        assert found.fact.fact.confidence == 0.97
    assert str(explain(store, iri)).startswith("青禾精密 — 建设 → 青禾研发基地\n")


@pytest.mark.parametrize(
    "name",
    [
        "渝北区",
        "渝北",
        " 渝北区\n",
        "“渝北区”",
        "渝 北 区",
        DISTRICT,
        f"ent:{DISTRICT}",
        ENT + DISTRICT,
        f"<{ENT}{DISTRICT}>",
    ],
)
def test_the_many_ways_to_name_it(store: Store, name: str) -> None:
    assert [account.entity.key for account in explain(store, name).entities] == [DISTRICT]


def test_namesakes_are_told_together(store: Store) -> None:
    other = Entity("渝北-99999999", "渝北区", ("Facility",), (), "", (ONE,))
    knowledge = replace(KNOWLEDGE, entities=(*KNOWLEDGE.entities, other))
    assert [one.entity.key for one in explain(knowledge, "渝北区").entities] == [DISTRICT, other.key]


def test_it_reads_well(store: Store) -> None:
    text = str(explain(store, "青禾"))
    assert text.splitlines()[:3] == [
        "青禾精密（企业）",
        f"    <{ENT}{FIRM}>",
        "    又名 青禾（short form in the same document；乙.txt、甲.txt）",
    ]
    assert "    青禾研发基地（项目，园区） 置信度 0.97 · 进行中\n" in text
    assert "「青禾精密的研发基地↵已开工。」 乙.txt 40–54" in text
    assert "    投资额 2200000000 元 · 至少 · 计划 · 2020 · 置信度 0.9 · 规则 money\n" in str(explain(store, PROJECT))


@pytest.mark.parametrize("name", ["渝南区", "泸洲市", "青木精密"])
def test_a_wrong_name_gets_near_ones(store: Store, name: str) -> None:
    right = {"渝南区": "渝北区", "泸洲市": "泸州市", "青木精密": "青禾精密"}[name]
    with pytest.raises(UsageError, match=f"nothing in the graph is called {name}; near: {right}"):
        explain(store, name)


@pytest.mark.parametrize("name", ["zzz", "", "  ", "<", "http://a b/", "fact:", "ent:", "\x00", "…", "a" * 10000])
def test_a_name_that_nothing_is_like(store: Store, name: str) -> None:
    with pytest.raises(UsageError, match="nothing in the graph is called"):
        explain(store, name)


def test_near_names_are_the_likeliest_first() -> None:
    names = ["璧山区", "璧山实验小学", "壁山", "江津区", "江津云栖小镇", CITY]
    assert near("壁山区", names)[0] in {"璧山区", "壁山"}
    assert near("江津", names) == ["江津区", "江津云栖小镇"]
    assert near("无关之物", names) == []
    assert near("", names) == []


def test_spellings_of_one_name_are_plain_alike() -> None:
    assert plain("北部（云岭）科学城") == plain("北部(云岭)科学城") == plain("「北部云岭科学城」")
    assert plain("ＡＢＣ 集团") == "abc集团"
