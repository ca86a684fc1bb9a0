"""The shapes accept a valid graph, and each of them refuses what it is there for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH

from kg.data import folder
from kg.errors import KgError, OutputError
from kg.graph.validate import Finding, Report, validate
from kg.ontology import Ontology
from kg.vocabulary import INDICATORS, KG, LEAF_CLASSES, QUALIFIERS, RELATIONS, STATUSES, UNITS

SHAPES = folder("ontology") / "shapes.ttl"
PREFIXES = """\
@prefix kg: <https://w3id.org/regional-kg/ontology#> .
@prefix ent: <https://w3id.org/regional-kg/entity/> .
@prefix doc: <https://w3id.org/regional-kg/document/> .
@prefix fact: <https://w3id.org/regional-kg/fact/> .
@prefix obs: <https://w3id.org/regional-kg/observation/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
"""
GRAPH = f"""{PREFIXES}
<https://w3id.org/regional-kg/dataset> a dcat:Dataset , void:Dataset ;
    dcterms:title "图谱"@zh , "Graph"@en ; dcterms:description "说明"@zh , "What it is"@en ;
    dcat:version "0a" ; void:triples 50 ; void:entities 3 ; void:documents 1 .
ent:CN-500112 a kg:District ; skos:prefLabel "渝北区"@zh ; skos:altLabel "渝北"@zh ; kg:divisionCode "500112" ;
    kg:parentDivision ent:CN-500000 ; wgs84:lat 29.81 ; wgs84:long 106.75 ; kg:mentionedIn doc:1 ;
    kg:alias [ a kg:Alias ; skosxl:literalForm "渝北"@zh ; kg:reason "short form of a division" ] ;
    kg:builds ent:base .
ent:CN-500000 a kg:Province ; skos:prefLabel "重庆市"@zh .
ent:base a kg:Project , kg:Park ; dcterms:type kg:Project ; skos:prefLabel "某基地"@zh ; kg:mentionedIn doc:1 .
obs:1 a kg:Observation ; kg:about ent:base ; kg:indicator kg:area ; kg:value 1200.5 ; kg:unit kg:m2 ; kg:of "建筑"@zh ;
    kg:qualifier kg:approximately ; kg:time "2021-01/2021-06" ; kg:confidence 0.8 ; kg:rule "area" ;
    kg:evidence <https://w3id.org/regional-kg/document/1#char=3,9> .
fact:1 a rdf:Statement , kg:Fact ; rdf:subject ent:CN-500112 ; rdf:predicate kg:builds ; rdf:object ent:base ;
    kg:confidence 0.93 ; kg:status kg:Underway ; kg:time "2020" ; kg:post "主任"@zh ;
    kg:attribute [ rdfs:label "field" ; rdf:value "教育"@zh ] ; kg:rule "builds" ;
    kg:evidence <https://w3id.org/regional-kg/document/1#char=3,9> .
<https://w3id.org/regional-kg/document/1#char=3,9> a oa:SpecificResource ; oa:hasSource doc:1 ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "渝北区建基地" ] ,
        [ a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 ] .
doc:1 a kg:Document ; dcterms:title "标题" ; dcterms:identifier "1.txt" ; kg:digest "{"0" * 64}" ; kg:encoding "utf-8" ;
    kg:characters 20 .
"""


def check(text: str) -> Report:
    return validate(rdflib.Graph().parse(data=text, format="turtle"))


def test_a_valid_graph_conforms() -> None:
    report = check(GRAPH)
    assert report.findings == ()
    assert report.conforms
    assert report.triples == len(rdflib.Graph().parse(data=GRAPH, format="turtle"))


BROKEN = [
    # what is replaced, by what, and the node and property that the report should name
    ("a kg:Province ;", "", "CN-500000", "type"),
    ("a kg:Province ;", "a kg:AdministrativeDivision ;", "CN-500000", "type"),
    ('"重庆市"@zh', '"重庆市"', "CN-500000", "prefLabel"),
    ('"重庆市"@zh', '"重庆市"@zh , "渝"@zh', "CN-500000", "prefLabel"),
    ('; skos:prefLabel "重庆市"@zh', "", "CN-500000", "prefLabel"),
    ('"渝北"@zh ; kg:div', '"渝北区"@zh ; kg:div', "CN-500112", "altLabel"),
    ('"渝北"@zh ; kg:div', '" "@zh ; kg:div', "CN-500112", "altLabel"),
    ('"500112"', '"50011"', "CN-500112", "divisionCode"),
    ("wgs84:lat 29.81", "wgs84:lat 129.81", "CN-500112", "lat"),
    ("kg:parentDivision ent:CN-500000", "kg:parentDivision ent:CN-500000 , ent:base", "CN-500112", "parentDivision"),
    ("kg:mentionedIn doc:1 ;\n", "kg:mentionedIn ent:base ;\n", "CN-500112", "mentionedIn"),
    ('; kg:reason "short form of a division"', "", "CN-500112", "alias/reason"),
    ("a rdf:Statement , kg:Fact", "a kg:Fact", "1", "type"),
    ("a rdf:Statement , kg:Fact", "a rdf:Statement", "1", "type"),
    ("rdf:object ent:base", "rdf:object ent:base , ent:CN-500000", "1", "object"),
    ("rdf:subject ent:CN-500112 ;", "", "1", "subject"),
    ("rdf:subject ent:CN-500112", "rdf:subject ent:base", "1", "subject"),
    ("rdf:predicate kg:builds", "rdf:predicate kg:parentDivision", "1", "predicate"),
    ("kg:builds ent:base .", "dcterms:relation ent:base .", "1", ""),
    ("kg:builds ent:base .", "kg:builds ent:base ; kg:develops ent:base .", "CN-500112", ""),
    ("kg:confidence 0.93", "kg:confidence 1.93", "1", "confidence"),
    ("kg:confidence 0.93", "kg:confidence 9.3e-1", "1", "confidence"),
    ("kg:confidence 0.8 ;", "", "1", "confidence"),
    ("kg:status kg:Underway", "kg:status kg:Project", "1", "status"),
    ("kg:status kg:Underway", "kg:status kg:Underway , kg:Planned", "1", "status"),
    ('kg:time "2020"', 'kg:time "去年"', "1", "time"),
    ('kg:post "主任"@zh', 'kg:post ""@zh', "1", "post"),
    ('; rdf:value "教育"@zh', "", "1", "attribute/value"),
    ("dcterms:type kg:Project", "dcterms:type kg:Project , kg:Park", "base", "type"),
    ('kg:time "2021-01/2021-06"', 'kg:time "2021-1"', "1", "time"),
    ('"builds" ;\n    kg:evidence <https://w3id.org/regional-kg/document/1#char=3,9>', '"builds"', "1", "evidence"),
    ("a oa:SpecificResource ;", "", "1", "evidence"),
    ("oa:hasSource doc:1", "oa:hasSource ent:base", "1#char=3,9", "hasSource"),
    ("oa:start 3", "oa:start 9", "1#char=3,9", "hasSelector/start"),
    ("oa:start 3", "oa:start -3", "1#char=3,9", "hasSelector/start"),
    ("; oa:end 9", "", "1#char=3,9", "hasSelector/end"),
    ('oa:exact "渝北区建基地"', 'oa:exact ""', "1#char=3,9", "hasSelector/exact"),
    ('oa:exact "渝北区建基地"', 'oa:exact "渝北区建"', "1#char=3,9", ""),
    ("kg:characters 20", "kg:characters 8", "1#char=3,9", ""),
    (",\n        [ a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 ]", "", "1#char=3,9", "hasSelector"),
    ("kg:indicator kg:area", "kg:indicator kg:m2", "1", "indicator"),
    ("kg:value 1200.5", "kg:value 1.2005e3", "1", "value"),
    ("kg:value 1200.5 ;", "", "1", "value"),
    ("kg:unit kg:m2", "kg:unit kg:area", "1", "unit"),
    ("kg:qualifier kg:approximately", "kg:qualifier kg:about", "1", "qualifier"),
    ("kg:about ent:base ;", "", "1", "about"),
    ('dcterms:identifier "1.txt"', 'dcterms:identifier ""', "1", "identifier"),
    ("0" * 64, "0" * 63, "1", "digest"),
    ("kg:characters 20", "kg:characters 20.5", "1", "characters"),
    ("void:triples 50 ;", "", "dataset", "triples"),
    ('"Graph"@en', '"图"@zh', "dataset", "title"),
    ("a dcat:Dataset , void:Dataset ;", "", "dataset", "type"),
]


def found(report: Report, severity: str) -> set[tuple[str, str]]:
    def local(iri: str) -> str:
        return re.split(r"[/#]", iri.replace("1#char", "1~char"))[-1].replace("~", "#")

    return {
        (local(one.focus), "/".join(local(step) for step in re.split("/(?=http)", one.path)))
        for one in report.findings
        if one.severity == severity
    }


@pytest.mark.parametrize(("old", "new", "focus", "path"), BROKEN, ids=[f"{path}-{new}" for _, new, _, path in BROKEN])
def test_a_broken_graph_is_refused(old: str, new: str, focus: str, path: str) -> None:
    assert GRAPH.count(old) == 1, old
    report = check(GRAPH.replace(old, new))
    assert not report.conforms
    assert (focus, path) in found(report, "Violation")


@pytest.mark.parametrize(
    ("old", "new", "focus"),
    [
        ("a kg:Project , kg:Park", "a kg:Agreement", "base"),
        ("a kg:District", "a kg:Person", "CN-500112"),
        ("kg:unit kg:m2", "kg:unit kg:CNY", "1"),
        ('"某基地"@zh ; kg:mentionedIn doc:1', '"某基地"@zh', "base"),
    ],
)
def test_what_is_doubtful_is_a_warning(old: str, new: str, focus: str) -> None:
    assert GRAPH.count(old) == 1, old
    report = check(GRAPH.replace(old, new))
    assert report.conforms
    assert focus in {node for node, _ in found(report, "Warning")}
    assert report.warnings == report.findings


def test_messages_are_readable_in_both_languages() -> None:
    report = check(GRAPH.replace("kg:confidence 0.93", "kg:confidence 1.93"))
    (finding,) = report.violations
    assert finding.line("en") == (
        "Violation 1 confidence: There is exactly one confidence, a decimal from 0 to 1. (1.93)"
    )
    assert "置信度" in finding.line("zh")
    assert report.as_dict()["conforms"] is False


def test_every_shape_has_messages_in_both_languages() -> None:
    shapes = rdflib.Graph().parse(SHAPES)
    checked = [*shapes.subjects(SH.path), *shapes.subjects(SH.select)]
    checked += [shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if (shape, SH["class"], None) in shapes]
    assert len(checked) > 40
    for shape in checked:
        if (shape, SH.message, None) in shapes or (shape, SH.property, None) not in shapes:
            languages = {getattr(message, "language", None) for message in shapes.objects(shape, SH.message)}
            assert languages == {"zh", "en"}, shapes.value(shape, SH.path) or shape


def test_shapes_and_ontology_list_the_same_terms() -> None:
    shapes = rdflib.Graph().parse(SHAPES)
    lists = {frozenset(str(item) for item in shapes.items(head)) for head in shapes.objects(None, SH["in"])}
    for names in (LEAF_CLASSES, RELATIONS, INDICATORS, UNITS, STATUSES, QUALIFIERS.values()):
        assert frozenset(KG[name] for name in names) in lists
    queries = " ".join(str(query) for query in shapes.objects(None, SH.select))
    assert set(re.findall(r"BIND \(kg:(\w+)", queries)) == set(RELATIONS)


@pytest.mark.parametrize(("target", "side"), [(SH.targetSubjectsOf, "domains"), (SH.targetObjectsOf, "ranges")])
def test_shapes_and_ontology_agree_on_domains_and_ranges(target: rdflib.URIRef, side: str) -> None:
    shapes, ontology = rdflib.Graph().parse(SHAPES), Ontology.load()
    said: dict[str, set[str]] = {}
    for shape, relation in shapes.subject_objects(target):
        if (shape, SH.severity, SH.Warning) not in shapes:
            continue
        heads = [item for head in shapes.objects(shape, SH["or"]) for item in shapes.items(head)]
        classes = {str(name) for node in [shape, *heads] for name in shapes.objects(node, SH["class"])}
        said[KG.local(str(relation))] = {KG.local(name) for name in classes}
    wanted = getattr(ontology, side)
    assert said == {name: wanted[name] for name in (*RELATIONS, "parentDivision")}


def test_the_graph_is_left_as_it_is() -> None:
    graph = rdflib.Graph().parse(data=GRAPH, format="turtle")
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_folders_and_files(tmp_path: Path) -> None:
    head, _, tail = GRAPH.partition("fact:1 a")
    (tmp_path / "graph.ttl").write_text(head, "utf-8")
    (tmp_path / "evidence.ttl").write_text(f"{PREFIXES}fact:1 a{tail}", "utf-8")
    assert validate(tmp_path).conforms
    assert not validate(tmp_path / "graph.ttl").conforms


def test_what_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="kg build"):
        validate(tmp_path)
    with pytest.raises(OutputError, match="kg build"):
        validate(tmp_path / "absent.ttl")
    broken = tmp_path / "graph.ttl"
    broken.write_text("ent:a a kg:Park .", "utf-8")
    with pytest.raises(OutputError, match="cannot be read as Turtle"):
        validate(broken)
    with pytest.raises(KgError):
        validate(rdflib.Graph(), shapes=broken)


def test_the_same_graph_gives_the_same_report() -> None:
    text = (
        GRAPH.replace("oa:start 3", "oa:start -3")
        .replace("kg:value 1200.5 ;", "")
        .replace("a kg:District", "a kg:Person")
    )
    assert check(text).findings == check(text).findings != ()


def test_findings_sort_violations_first() -> None:
    report = check(GRAPH.replace("a kg:District", "a kg:Person").replace("kg:value 1200.5 ;", ""))
    assert [one.severity for one in report.findings] == ["Violation", "Warning", "Warning"]
    assert all(isinstance(one, Finding) for one in report.findings)
