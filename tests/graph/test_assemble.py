"""The RDF has the shape that docs/rdf.md shows."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from pyoxigraph import NamedNode, Store

from kg.export.rdf import to_rdflib
from kg.graph import terms, turtle
from kg.graph.assemble import assemble
from kg.graph.blocks import n_quads, n_triples, triples
from kg.graph.query import run
from kg.graph.store import in_memory
from kg.graph.validate import validate
from kg.model import Fact, Knowledge, Observation
from kg.vocabulary import GRAPH
from tests.graph.samples import BUILDS, CITY, DISTRICT, FIRM, KNOWLEDGE, ONE, PARTNERS, TWO, knowledges


@pytest.fixture(scope="module")
def store() -> Store:
    return in_memory(assemble(KNOWLEDGE))


def holds(store: Store, pattern: str, graph: str = "") -> bool:
    where = f"GRAPH <{GRAPH}{graph}> {{ {pattern} }}" if graph else pattern
    return bool(run(store, f"ASK {{ {where} }}"))


SAID = f"""
ent:CN-500112 a kg:District ; skos:prefLabel "渝北区"@zh ; skos:altLabel "渝北"@zh ; kg:divisionCode "500112"

ent:country-CN a kg:Country ; kg:countryCode "CN"

ent:CN-500112 kg:parentDivision ent:CN-500000 ; wgs84:lat 29.72 ; wgs84:long 106.63

ent:青禾研发基地-00000003 a kg:Project , kg:Park ; dcterms:type kg:Project

ent:CN-500112 kg:mentionedIn doc:{ONE[:16]} , doc:{TWO[:16]}

ent:CN-500112 kg:cooperatesWith ent:CN-510500

ent:CN-500112 kg:alias [ a kg:Alias ; skosxl:literalForm "渝北"@zh ; kg:reason "short form" ]

[] a rdf:Statement , kg:Fact ; rdf:subject ent:CN-500112 ; rdf:predicate kg:cooperatesWith ; rdf:object ent:CN-510500 ;
    kg:confidence 0.93 ; kg:status kg:Planned ; kg:time "2021-03" ; kg:rule "together" ;
    kg:evidence <https://w3id.org/regional-kg/document/{ONE[:16]}#char=60,74>

<https://w3id.org/regional-kg/document/{ONE[:16]}#char=60,74> a oa:SpecificResource ; oa:hasSource doc:{ONE[:16]} ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "渝北区与泸州市签署青禾协议。" ] ,
        [ a oa:TextPositionSelector ; oa:start 60 ; oa:end 74 ]

[] a kg:Fact ; rdf:predicate kg:worksFor ; kg:post "董事长"@zh

[] a kg:Fact ; kg:attribute [ rdfs:label "role" ; rdf:value "投资方"@zh ]

[] a kg:Observation ; kg:about ent:青禾研发基地-00000003 ; kg:indicator kg:investment ; kg:value 2200000000.0 ;
    kg:unit kg:CNY ; kg:time "2020" ; kg:qualifier kg:atLeast ; kg:status kg:Planned ; kg:confidence 0.9 ;
    kg:evidence <https://w3id.org/regional-kg/document/{ONE[:16]}#char=10,33>

[] a kg:Observation ; kg:of "高铁站"@zh ; kg:unit kg:one ; kg:qualifier kg:approximately

doc:{TWO[:16]} a kg:Document , prov:Entity ; dcterms:title "乙市新闻" ; dcterms:identifier "乙.txt" ;
    kg:digest "{TWO}" ; kg:encoding "gb18030" ; kg:characters 300 ; dcterms:date "2021-05-04"^^xsd:date

graph:{ONE[:16]} prov:wasDerivedFrom doc:{ONE[:16]} ; prov:wasGeneratedBy ?build .
?build a prov:Activity ; prov:wasAssociatedWith [ a prov:SoftwareAgent ; schema:softwareVersion ?version ]
""".strip().split("\n\n")


@pytest.mark.parametrize("pattern", SAID)
def test_the_graph_says(store: Store, pattern: str) -> None:
    assert holds(store, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "ent:CN-510500 kg:cooperatesWith ent:CN-500112",
        "ent:CN-500000 kg:mentionedIn ?document",
        "ent:CN-500112 kg:locatedIn ent:CN-500000",
        "ent:CN-500112 a kg:Place",
        "?e skos:prefLabel ?name ; skos:altLabel ?name",
        "?e dcterms:type kg:District",
    ],
)
def test_the_graph_does_not_say(store: Store, pattern: str) -> None:
    assert not holds(store, pattern)


@pytest.mark.parametrize(
    ("graph", "pattern"),
    [
        (ONE[:16], "ent:CN-500112 kg:cooperatesWith ent:CN-510500 ; skos:prefLabel '渝北区'@zh ; a kg:District"),
        (ONE[:16], f"ent:CN-500112 kg:mentionedIn doc:{ONE[:16]}"),
        (ONE[:16], "[] a kg:Fact ; rdf:predicate kg:builds ; kg:evidence/oa:hasSelector/oa:start 10"),
        (TWO[:16], "[] a kg:Fact ; rdf:predicate kg:builds ; kg:evidence/oa:hasSelector/oa:start 40"),
        ("background", "ent:CN-500112 kg:divisionCode '500112' ; kg:parentDivision ent:CN-500000 ; wgs84:lat 29.72"),
        ("background", "ent:CN-500000 a kg:Province ; skos:prefLabel '重庆市'@zh"),
        ("dataset", "?dataset a dcat:Dataset , void:Dataset"),
        ("ontology", "kg:builds rdfs:label '建设'@zh"),
        ("inferred", "ent:CN-510500 kg:cooperatesWith ent:CN-500112"),
    ],
)
def test_a_named_graph_says(store: Store, graph: str, pattern: str) -> None:
    whole = run(store, f"ASK {{ {pattern} }}", default_graphs=[GRAPH + graph])
    assert bool(whole)


@pytest.mark.parametrize(
    ("graph", "pattern"),
    [
        (TWO[:16], "ent:CN-500112 kg:cooperatesWith ent:CN-510500"),
        (TWO[:16], f"ent:CN-500112 kg:mentionedIn doc:{ONE[:16]}"),
        (TWO[:16], f"[] kg:evidence [ oa:hasSource doc:{ONE[:16]} ]"),
        (ONE[:16], "ent:CN-500112 kg:divisionCode ?code"),
        ("background", "ent:CN-500112 skos:prefLabel ?name"),
    ],
)
def test_a_named_graph_does_not_say(store: Store, graph: str, pattern: str) -> None:
    assert not holds(store, pattern, graph)


def test_the_description_counts_what_there_is(store: Store) -> None:
    [counts] = run(
        store,
        "SELECT ?triples ?entities ?documents ?date { ?d a void:Dataset ; void:triples ?triples ;"
        " void:entities ?entities ; void:documents ?documents ; dcterms:modified ?date }",
    ).rows
    everything = run(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
    assert [term.value for term in counts] == [everything.value, "16", "2", "2021-05-04"]
    parts = run(
        store,
        "SELECT ?class ?said (COUNT(?x) AS ?there) { ?p void:class ?class ; void:entities ?said . ?x a ?class }"
        " GROUP BY ?class ?said",
    ).rows
    assert len(parts) > 10
    assert all(said.value == there.value for _, said, there in parts)
    parts = run(
        store,
        "SELECT ?of ?said (COUNT(*) AS ?there) { ?part void:property ?of ; void:triples ?said . ?x ?of ?y }"
        " GROUP BY ?of ?said",
    ).rows
    assert len(parts) > 20
    assert all(said.value == there.value for _, said, there in parts)


def test_without_a_dated_document_the_date_is_the_one_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    undated = replace(KNOWLEDGE, sources=tuple(replace(source, date=None) for source in KNOWLEDGE.sources))

    def dates(knowledge: Knowledge) -> list[str]:
        found = run(in_memory(assemble(knowledge)), "SELECT ?date { ?d a dcat:Dataset ; dcterms:modified ?date }")
        return [row[0].value for row in found]

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert dates(undated) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert dates(undated) == ["2020-09-13"]
    assert dates(KNOWLEDGE) == ["2021-05-04"]


def test_the_version_follows_the_content_and_nothing_else() -> None:
    def version(knowledge: Knowledge, software: str = "1") -> object:
        store = in_memory(assemble(knowledge, version=software))
        return run(store, "SELECT ?version { ?d dcat:version ?version }").rows

    assert version(KNOWLEDGE) == version(KNOWLEDGE, "2")
    assert version(KNOWLEDGE) != version(replace(KNOWLEDGE, facts=KNOWLEDGE.facts[1:]))


def test_the_graph_conforms_to_the_shapes() -> None:
    report = validate(to_rdflib(assemble(KNOWLEDGE)))
    assert [finding.line() for finding in report.findings] == []


@settings(deadline=None, max_examples=30)
@given(knowledges())
def test_no_triple_comes_twice_and_every_one_is_said_by_a_graph(knowledge: Knowledge) -> None:
    blocks = list(assemble(knowledge).blocks())
    lines = list(n_triples(blocks))
    assert len(lines) == len(set(lines))
    assert all(graphs for block in blocks for *_, graphs in triples(block))
    quads = list(n_quads(blocks))
    assert len(quads) == len(set(quads))


def test_the_order_of_the_records_does_not_matter() -> None:
    mixed = random.Random(7)

    def shuffled(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(mixed.sample(values, len(values)))

    other = replace(
        KNOWLEDGE,
        sources=shuffled(KNOWLEDGE.sources),
        entities=shuffled(tuple(replace(e, aliases=shuffled(e.aliases)) for e in KNOWLEDGE.entities)),
        facts=shuffled(tuple(replace(f, evidence=shuffled(f.evidence)) for f in KNOWLEDGE.facts)),
        observations=shuffled(KNOWLEDGE.observations),
        background=shuffled(KNOWLEDGE.background),
        parents=shuffled(KNOWLEDGE.parents),
    )
    for part in ("graph", "evidence"):
        first, second = (getattr(assemble(knowledge), part) for knowledge in (KNOWLEDGE, other))
        assert "".join(turtle.document(first)) == "".join(turtle.document(second))


def test_a_fact_of_two_documents_is_one_statement_with_two_evidences(store: Store) -> None:
    found = run(
        store,
        "SELECT ?fact (COUNT(?e) AS ?n) { ?fact rdf:subject ?s ; rdf:predicate kg:builds ; kg:evidence ?e ."
        " ?s skos:prefLabel '青禾精密'@zh } GROUP BY ?fact",
    )
    assert [row[1].value for row in found] == ["2"]


def test_of_two_observations_that_say_the_same_the_surer_one_stays() -> None:
    one, *_ = KNOWLEDGE.observations
    less: Observation = replace(one, confidence=0.1, rule="other")
    store = in_memory(assemble(replace(KNOWLEDGE, observations=(less, one))))
    found = run(store, "SELECT ?c { ?o a kg:Observation ; kg:confidence ?c }")
    assert [row[0].value for row in found] == ["0.9"]


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": (Fact(FIRM, "builds", "nothing", (BUILDS,), 0.5),)},
        {"facts": (Fact("nothing", "builds", FIRM, (BUILDS,), 0.5),)},
        {"facts": (Fact(DISTRICT, "cooperatesWith", CITY, (replace(PARTNERS, document="0" * 64),), 0.5),)},
        {"parents": ((DISTRICT, "nothing"),)},
    ],
)
def test_a_record_that_names_what_is_not_there_is_a_defect(changes: dict[str, tuple[object, ...]]) -> None:
    with pytest.raises(ValueError, match="which is not there"):
        assemble(replace(KNOWLEDGE, **changes))


def test_documents_have_graphs_of_their_own() -> None:
    assert terms.document_graph(ONE) == str(NamedNode(GRAPH + ONE[:16]))
