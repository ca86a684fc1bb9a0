"""The guide's tables, the Turtle and the Python namespace name the same terms."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import vocabulary
from kg.ontology import Ontology
from kg.vocabulary import KG, PREFIXES, QUALIFIERS

GUIDE = Path(__file__).parent.parent.parent / "shared" / "spec" / "vocabulary.md"

CLASSES = {
    "Country": "国家",
    "Province": "省级区划",
    "City": "地级市",
    "District": "区县",
    "Township": "乡镇街道",
    "Village": "村社区",
    "Region": "区域",
    "NaturalFeature": "自然地物",
    "Zone": "功能区",
    "Park": "园区",
    "Project": "项目",
    "Facility": "设施",
    "Enterprise": "企业",
    "Government": "政府机构",
    "School": "院校",
    "ResearchInstitute": "科研机构",
    "Hospital": "医院",
    "Alliance": "联盟协会",
    "Industry": "产业",
    "Product": "产品",
    "Agreement": "协议与规划",
    "Event": "活动",
    "Person": "人物",
}
RELATIONS = {
    "cooperatesWith": ("合作", "Place/Organization ↔ Place/Organization"),
    "sisterCityOf": ("友好城市", "City/District ↔ City/District"),
    "locatedIn": ("位于", "Organization/Project/Place/Event → Place"),
    "partOf": (
        "隶属",
        "Organization → Organization, Place → Region/Zone/Park, Project → Project/Region/Industry cluster",
    ),
    "builds": ("建设", "Place/Organization → Project/Park/Zone/Facility/Organization"),
    "investsIn": ("投资", "Enterprise/Organization/Place → Project/Place/Enterprise"),
    "signed": ("签署", "Place/Organization → Agreement"),
    "connects": ("连接", "Project/Facility → Place/Facility"),
    "produces": ("生产", "Enterprise/Place/Organization → Product"),
    "develops": ("发展产业", "Place/Park/Enterprise/Organization → Industry"),
    "memberOf": ("成员", "Place/Organization → Alliance/Region/Zone"),
    "hosts": ("举办", "Place/Organization → Event"),
    "participatesIn": ("参与", "Place/Organization → Event/Project"),
    "worksFor": ("任职", "Person → Organization/Place"),
}
INDICATORS = {
    "investment": "投资额",
    "outputValue": "产值",
    "contractAmount": "签约或引资额",
    "tradeVolume": "进出口额",
    "revenue": "收入",
    "loan": "贷款或授信",
    "area": "面积",
    "length": "长度",
    "headcount": "人数",
    "count": "数量",
    "growthRate": "增速",
    "share": "占比",
    "capacity": "产能",
    "duration": "时长",
    "other": "",
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide is not beside the project")
def test_the_tables_above_are_the_guides() -> None:
    text = GUIDE.read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| `kg:")]
    classes = {row[0][4:-1]: row[1] for row in rows if row[0][4].isupper()}
    relations = {row[0][4:-1]: (row[1], row[2]) for row in rows if row[0][4].islower()}
    assert classes == CLASSES
    assert relations == RELATIONS
    indicators = dict(
        re.findall(r"`([a-zA-Z]+)`(?: (\w+))?", text.partition("Indicators:")[2].partition("Base units")[0])
    )
    # what is counted stands in brackets after 数量
    assert indicators == INDICATORS


def test_classes(ontology: Ontology) -> None:
    assert tuple(CLASSES) == vocabulary.LEAF_CLASSES == ontology.leaf_classes
    assert {name: ontology.label(name) for name in CLASSES} == CLASSES
    assert set(vocabulary.CLASSES) == set(ontology.classes)
    divisions = {"Country", "Province", "City", "District", "Township", "Village"}
    for names, superclass in (
        (divisions, "AdministrativeDivision"),
        (divisions | {"Region", "NaturalFeature", "Zone", "Park", "Facility"}, "Place"),
        ({"Enterprise", "Government", "School", "ResearchInstitute", "Hospital", "Alliance"}, "Organization"),
        (set(CLASSES), "Entity"),
    ):
        assert names == {name for name in ontology.leaf_classes if ontology.is_a(name, superclass)}
    assert ontology.is_a("AdministrativeDivision", "Place")


def test_relations(ontology: Ontology) -> None:
    assert tuple(RELATIONS) == vocabulary.RELATIONS == ontology.relations
    for name, (label, signature) in RELATIONS.items():
        assert ontology.label(name) == label
        pairs = [re.split(" [→↔] ", pair.removesuffix(" cluster")) for pair in signature.split(", ")]
        assert ontology.domains[name] == {subject for left, _ in pairs for subject in left.split("/")}
        assert ontology.ranges[name] == {object_ for _, right in pairs for object_ in right.split("/")}
        allowed = {
            (subject, object_)
            for left, right in pairs
            for subject in ontology.leaf_classes
            for object_ in ontology.leaf_classes
            if ontology.superclasses[subject] & set(left.split("/"))
            and ontology.superclasses[object_] & set(right.split("/"))
        }
        fitting = {
            (subject, object_)
            for subject in ontology.leaf_classes
            for object_ in ontology.leaf_classes
            if ontology.fits([subject], name, [object_])
        }
        assert fitting == allowed, name
    symmetric = {name for name, (_, signature) in RELATIONS.items() if "↔" in signature}
    assert symmetric == set(vocabulary.SYMMETRIC) == ontology.symmetric


def test_individuals(ontology: Ontology) -> None:
    assert tuple(INDICATORS) == vocabulary.INDICATORS == ontology.indicators
    assert all(ontology.label(name) == label for name, label in INDICATORS.items() if label)
    assert ontology.units == vocabulary.UNITS
    assert ontology.statuses == vocabulary.STATUSES
    assert tuple(QUALIFIERS.values()) == ontology.qualifiers


def test_the_namespace_is_the_ontology(ontology: Ontology) -> None:
    assert set(ontology.terms) == KG.terms


def test_a_mistyped_term_is_an_error() -> None:
    with pytest.raises(AttributeError, match="cooperateWith"):
        _ = KG.cooperateWith
    with pytest.raises(KeyError, match="cooperateWith"):
        _ = KG["cooperateWith"]
    with pytest.raises(KeyError):
        KG.local("https://schema.org/name")
    assert KG.builds == KG["builds"] == "https://w3id.org/regional-kg/ontology#builds"
    assert KG.local(KG.builds) == "builds"
    assert KG.builds in KG
    assert "https://w3id.org/regional-kg/ontology#built" not in KG
    assert KG.builds in list(KG)


def test_a_namespace_can_be_sent_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(KG)) == copy.deepcopy(KG) == KG


def test_prefixes_are_one_to_one() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_importing_it_loads_no_rdf_library() -> None:
    code = "import sys, kg.vocabulary; print(*({'rdflib', 'pyoxigraph', 'pyshacl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
