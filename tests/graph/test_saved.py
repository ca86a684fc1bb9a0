"""Every saved query gives a checked answer, and a value of a parameter is only ever a value."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KgError, UsageError
from kg.graph import saved
from kg.graph.assemble import assemble
from kg.graph.query import run
from kg.graph.store import in_memory
from kg.graph.turtle import Names
from kg.vocabulary import ENT
from tests.graph.samples import CITY, DISTRICT, FIRM, KNOWLEDGE

BUILDS = "青禾精密在渝北区投资22亿元建设青禾研发基地。"
AGAIN = "青禾精密的研发基地\n已开工。"
PARTNERS = "渝北区与泸州市签署青禾协议。"

ANSWERS: dict[str, tuple[dict[str, str], list[tuple[object, ...]]]] = {
    "across": ({"province": "重庆市"}, [("重庆市", "四川省", 1)]),
    "agreements": ({"party": "泸州市"}, [(None, "青禾协议", "泸州市", "已完成", 0.9)]),
    "alliances": ({"member": "渝北"}, [("青禾联盟", "联盟协会", 1, "渝北区")]),
    "builders": ({}, [("青禾研发基地", 2, "渝北区、青禾精密")]),
    "classes": (
        {},
        [
            ("kg:Park", "园区", 2, 2),
            ("kg:Project", "项目", 2, 2),
            ("kg:Agreement", "协议与规划", 1, 1),
            ("kg:Alliance", "联盟协会", 1, 1),
            ("kg:City", "地级市", 1, 1),
            ("kg:District", "区县", 1, 2),
            ("kg:Enterprise", "企业", 1, 2),
            ("kg:Event", "活动", 1, 1),
            ("kg:Industry", "产业", 1, 1),
            ("kg:NaturalFeature", "自然地物", 1, 1),
            ("kg:Person", "人物", 1, 1),
            ("kg:Product", "产品", 1, 1),
        ],
    ),
    "cooperation": ({"place": "渝北区"}, [("渝北区", "泸州市", "合作", "计划", "2021-03", 0.93)]),
    "corroborated": ({"sources": "2"}, [("青禾精密", "建设", "青禾研发基地", 2, 0.97)]),
    "document": (
        {"document": "甲.txt"},
        [
            ("甲.txt", 10, "青禾精密", "位于", "青禾高新区", None, 0.8, BUILDS),
            ("甲.txt", 10, "青禾精密", "发展产业", "智能装备", None, 0.4, BUILDS),
            ("甲.txt", 10, "青禾精密", "建设", "青禾研发基地", "进行中", 0.97, BUILDS),
            ("甲.txt", 10, "青禾高新区", "位于", "渝北区", None, 0.8, BUILDS),
            ("甲.txt", 60, "泸州市", "签署", "青禾协议", "已完成", 0.9, PARTNERS),
            ("甲.txt", 60, "渝北区", "合作", "泸州市", "计划", 0.93, PARTNERS),
            ("甲.txt", 60, "渝北区", "成员", "青禾联盟", None, 0.7, PARTNERS),
            ("甲.txt", 60, "渝北区", "签署", "青禾协议", "已完成", 0.9, PARTNERS),
        ],
    ),
    "documents": ({}, [("乙.txt", "乙市新闻", "2021-05-04", 8, 8), ("甲.txt", "甲区新闻", "2021-03", 8, 8)]),
    "doubtful": (
        {"below": "0.5"},
        [(0.4, "青禾精密", "发展产业", "智能装备", BUILDS, "fact:08a4436f7ec0c919")],
    ),
    "enterprises": ({"place": "重庆市"}, [("重庆市", "青禾精密", "青禾高新区")]),
    "events": (
        {},
        [("青禾节", "举办", "渝北区", "计划", "2021-10"), ("青禾节", "参与", "泸州市", None, None)],
    ),
    "evidence": (
        {"subject": "青禾", "object": "青禾研发基地"},
        [
            ("青禾精密", "建设", "青禾研发基地", AGAIN, "乙.txt", 40, 54, 0.97, None),
            ("青禾精密", "建设", "青禾研发基地", BUILDS, "甲.txt", 10, 33, 0.97, None),
        ],
    ),
    "figures": (
        {"about": "渝北区", "indicator": "数量"},
        [("渝北区", "数量", 3, "个", "高铁站", None, PARTNERS)],
    ),
    "hubs": ({"class": "企业"}, [("青禾精密", "企业", 5, 2)]),
    "industries": ({"industry": "智能装备"}, [("青禾精密", "企业", "智能装备", None, 0.4)]),
    "investments": ({}, [("青禾研发基地", 22, "计划", "2020", BUILDS, "甲.txt")]),
    "joint-projects": (
        {"place": "渝北区", "other": "泸州市"},
        [
            ("渝北区", "泸州市", "青泸高铁", "项目"),
            ("渝北区", "泸州市", "青禾协议", "协议与规划"),
            ("渝北区", "泸州市", "青禾节", "活动"),
        ],
    ),
    "lines": ({"place": "渝北区", "other": "泸州市"}, [("青泸高铁", "渝北区", "泸州市", None)]),
    "names": (
        {"entity": FIRM},
        [("青禾精密", "青禾", "short form in the same document"), ("青禾精密", "青禾公司", "head left out")],
    ),
    "neighbourhood": (
        {"entity": "青禾联盟"},
        [
            ("ent:CN-500112", "kg:memberOf", "ent:青禾联盟-00000005"),
            ("ent:CN-500112", "rdf:type", "kg:District"),
            ("ent:CN-500112", "skos:prefLabel", "渝北区"),
            ("ent:青禾联盟-00000005", "rdf:type", "kg:Alliance"),
            ("ent:青禾联盟-00000005", "skos:prefLabel", "青禾联盟"),
        ],
    ),
    "posts": ({"organization": "青禾精密"}, [("张禾", "青禾精密", "董事长", None, AGAIN)]),
    "products": ({}, [("青禾一号", "青禾精密", None, 0.9)]),
    "projects": (
        {"status": "进行中", "place": "渝北区"},
        [("青禾研发基地", "建设", "渝北区", "进行中", None, 0.75)],
    ),
    "relations": (
        {},
        [
            ("kg:builds", "建设", 2, 0.86),
            ("kg:connects", "连接", 2, 0.6),
            ("kg:locatedIn", "位于", 2, 0.8),
            ("kg:signed", "签署", 2, 0.9),
            ("kg:cooperatesWith", "合作", 1, 0.93),
            ("kg:develops", "发展产业", 1, 0.4),
            ("kg:hosts", "举办", 1, 0.9),
            ("kg:memberOf", "成员", 1, 0.7),
            ("kg:participatesIn", "参与", 1, 0.9),
            ("kg:produces", "生产", 1, 0.9),
            ("kg:worksFor", "任职", 1, 0.9),
        ],
    ),
    "timeline": (
        {"entity": "渝北区"},
        [
            ("2021-03", "渝北区", "合作", "泸州市", "计划"),
            ("2021-03-02", "渝北区", "签署", "青禾协议", "已完成"),
            ("2021-10", "渝北区", "举办", "青禾节", "计划"),
        ],
    ),
    "unrelated": ({"class": "NaturalFeature"}, [("孤山", "自然地物", 1)]),
}


@pytest.fixture(scope="module")
def store() -> Store:
    return in_memory(assemble(KNOWLEDGE))


def plain(term: object) -> object:
    """A term as it is written above."""
    if isinstance(term, NamedNode):
        return Names().short(str(term))
    if isinstance(term, Literal):
        if term.datatype.value.endswith(("#decimal", "#integer", "#double")):
            return float(term.value)
        return term.value
    return term


def answer(store: Store, name: str, values: dict[str, str]) -> list[tuple[object, ...]]:
    found = run(store, saved.bind(saved.find(name), values, store))
    return [tuple(map(plain, row)) for row in found]


def test_every_saved_query_has_a_checked_answer() -> None:
    assert set(ANSWERS) == set(saved.load())
    assert len(ANSWERS) >= 15


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is(store: Store, name: str) -> None:
    values, expected = ANSWERS[name]
    found = answer(store, name, values)
    assert (sorted(found, key=str) if name == "neighbourhood" else found) == expected


@pytest.mark.parametrize("name", ANSWERS)
def test_it_runs_without_values_too_and_finds_at_least_as_much(store: Store, name: str) -> None:
    _, expected = ANSWERS[name]
    found = answer(store, name, {})
    assert len(found) >= len(expected)
    assert set(found) >= set(expected) or name == "doubtful"


@pytest.mark.parametrize("query", saved.load().values(), ids=lambda query: query.name)
def test_it_is_described_in_both_languages(query: saved.SavedQuery) -> None:
    for words in (query.title, query.description, *(one.description for one in query.parameters)):
        assert words["zh"]
        assert words["en"].isascii()


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("渝北区", [DISTRICT]),
        (" 渝北区 ", [DISTRICT]),
        ("渝北", [DISTRICT]),
        ("“渝北区”", [DISTRICT]),
        (DISTRICT, [DISTRICT]),
        (f"ent:{CITY}", [CITY]),
        (ENT + CITY, [CITY]),
        (f"<{ENT}{CITY}>", [CITY]),
    ],
)
def test_an_entity_is_found_by_name_alias_key_and_iri(store: Store, value: str, found: list[str]) -> None:
    query = saved.find("cooperation")
    terms = " ".join(f"<{ENT}{key}>" for key in found)
    assert f"VALUES ?place {{ {terms} }}" in saved.bind(query, {"place": value}, store)


@pytest.mark.parametrize(
    "value",
    [
        "} ?s ?p ?o . { SELECT * {",
        '"} SERVICE <http://127.0.0.1/> {',
        "UNDEF",
        "<http://example.org/> } #",
        "渝南区\n}",
        "\\",
        r"\g<0>",
    ],
)
def test_a_value_never_becomes_text_of_the_query(store: Store, value: str) -> None:
    with pytest.raises(UsageError, match="nothing in the graph is called"):
        saved.bind(saved.find("cooperation"), {"place": value}, store)
    for name, parameter in (
        ("doubtful", "below"),
        ("figures", "indicator"),
        ("hubs", "class"),
        ("document", "document"),
    ):
        with pytest.raises(UsageError):
            saved.bind(saved.find(name), {parameter: value}, store)


def test_words_are_put_in_as_a_literal(tmp_path: Path, store: Store) -> None:
    file = tmp_path / "named.rq"
    file.write_text(
        "# title: 名\n# title@en: n\n# description: 名\n# description@en: n\n# parameter word (text): 词 | word\n"
        "SELECT ?name { VALUES ?word { UNDEF } ?e skos:prefLabel ?name FILTER(CONTAINS(?name, ?word)) } ORDER BY ?name",
        encoding="utf-8",
    )
    query = saved.find("named", tmp_path)
    found = run(store, saved.bind(query, {"word": "禾"}, store))
    assert [row[0].value for row in found] == sorted(one.name for one in KNOWLEDGE.entities if "禾" in one.name)
    hostile = '"} # \\ \n }'
    assert len(run(store, saved.bind(query, {"word": hostile}, store))) == 0


def test_an_unknown_query_lists_the_near_ones() -> None:
    with pytest.raises(UsageError, match="no saved query is called cooperations; near: cooperation"):
        saved.find("cooperations")
    with pytest.raises(UsageError, match="near: agreements"):
        saved.find("签署的协议")
    with pytest.raises(UsageError, match="there are across, agreements"):
        saved.find("§")


def test_an_unknown_parameter_and_value_list_the_near_ones(store: Store) -> None:
    with pytest.raises(UsageError, match=r"cooperation has no parameter palce; did you mean place\?"):
        saved.bind(saved.find("cooperation"), {"palce": "渝北区"}, store)
    with pytest.raises(UsageError, match="nothing in the graph is called 渝南区; near: 渝北区"):
        saved.bind(saved.find("cooperation"), {"place": "渝南区"}, store)
    with pytest.raises(UsageError, match=r"no document is called 甲\.text; near: 甲\.txt"):
        saved.bind(saved.find("document"), {"document": "甲.text"}, store)
    with pytest.raises(UsageError, match="no class is called 企; near: 企业"):
        saved.bind(saved.find("hubs"), {"class": "企"}, store)
    with pytest.raises(UsageError, match="much is no number"):
        saved.bind(saved.find("doubtful"), {"below": "much"}, store)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * {}", "needs the comments # title"),
        ("# title: 一\n# title@en: a\nSELECT * {}", "needs the comments # description"),
        ("# parameter x (entity): 甲 | a\nSELECT * {}", r"parameter x: needs exactly one VALUES \?x"),
        ("# parameter x (thing): 甲 | a\nSELECT * { VALUES ?x { UNDEF } }", "parameter x: unknown kind thing"),
        ("# parameter x: 甲\nSELECT * {}", "not understood: # parameter x"),
    ],
)
def test_a_file_that_is_no_saved_query_is_told(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=f"bad.rq: {reason}"):
        saved.load(tmp_path)
