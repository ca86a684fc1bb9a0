"""The ontology loads everywhere, contradicts nothing, entails what it should and can be shown to people."""

from __future__ import annotations

import pickle
from itertools import combinations
from pathlib import Path

import numpy as np
import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from numpy.typing import NDArray
from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg.data import folder
from kg.errors import KgError
from kg.ontology import Ontology
from kg.vocabulary import ANNOTATIONS, KG, SKOS

FILE = folder("ontology") / "kg.ttl"
DATA = """
@prefix kg: <https://w3id.org/regional-kg/ontology#> .
@prefix : <https://example.org/> .
:a a kg:City ; kg:sisterCityOf :b .
:line a kg:Project ; kg:partOf :corridor . :corridor a kg:Zone ; kg:partOf :belt . :belt a kg:Zone .
:firm a kg:Enterprise ; kg:locatedIn :zone . :zone a kg:Zone ; kg:locatedIn :left , :right .
:left a kg:District ; kg:parentDivision :a . :right a kg:District .
:base a kg:Park , kg:Project . :fact a kg:Fact . :paper a kg:Document .
"""
EX = "https://example.org/"

Colour = NDArray[np.float64]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(FILE)


def entailed(*extra: str) -> tuple[rdflib.Graph, list[str]]:
    """What OWL 2 RL makes of the ontology and some data, and the contradictions that it meets."""
    graph = rdflib.Graph().parse(FILE)
    for label in [triple for triple in graph if isinstance(triple[2], Literal)]:
        graph.remove(label)  # nothing follows from it, and the closure is faster without
    for data in extra:
        graph.parse(data=data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return graph, [str(message) for message in graph.objects(None, error)]


def test_both_libraries_read_the_same(graph: rdflib.Graph) -> None:
    assert len(set(ox.parse(path=str(FILE), format=ox.RdfFormat.TURTLE))) == len(graph) > 1000


def test_it_says_what_it_is(graph: rdflib.Graph) -> None:
    head = URIRef("https://w3id.org/regional-kg/ontology")
    assert (head, RDF.type, OWL.Ontology) in graph
    assert str(graph.value(head, OWL.versionInfo)) in str(graph.value(head, OWL.versionIRI))


def test_every_term_is_named_and_defined_in_both_languages(ontology: Ontology) -> None:
    for term in ontology.terms.values():
        assert set(term.labels) == set(term.definitions) == {"zh", "en"}, term.name
        assert all(any("\u4e00" <= c <= "\u9fff" for c in texts["zh"]) for texts in (term.labels, term.definitions))
        assert all(texts["en"].isascii() for texts in (term.labels, term.definitions))
    for name in ontology.relations:
        assert set(ontology.terms[name].inverse_labels) == {"zh", "en"}, name


def test_labels_tell_terms_of_one_kind_apart(ontology: Ontology) -> None:
    for names in (ontology.classes, ontology.relations, ontology.indicators, ontology.units, ontology.statuses):
        for lang in ("zh", "en"):
            assert len({ontology.label(name, lang) for name in names}) == len(names)


def test_the_order_of_display_has_no_gaps(ontology: Ontology) -> None:
    for names in (
        *(ontology.leaf_classes, ontology.relations, ontology.indicators),
        *(ontology.units, ontology.statuses, ontology.qualifiers),
    ):
        assert [ontology.terms[name].order for name in names] == list(range(1, len(names) + 1))


def test_what_axioms_speak_of_is_declared(graph: rdflib.Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith):
        for subject, object_ in graph.subject_objects(predicate):
            for node in (subject, object_):
                declared = graph.value(node, RDF.type) is not None
                assert declared or str(node).startswith("http://www.w3.org/2001/XMLSchema#"), node


def test_it_contradicts_nothing() -> None:
    assert entailed(DATA)[1] == []


@pytest.mark.parametrize(
    "nonsense",
    [
        ":x a kg:Person , kg:Enterprise .",
        ":x a kg:Person ; kg:locatedIn :y . :y kg:hosts :x .",
        ":x a kg:District , kg:Document .",
        ":x a kg:Fact , kg:Observation .",
        ":a kg:cooperatesWith :a .",
    ],
)
def test_contradictions_are_met(nonsense: str) -> None:
    prefixes = f"@prefix kg: <{KG.base}> . @prefix : <{EX}> . "
    assert entailed(DATA, prefixes + nonsense)[1] != []


def test_what_follows_and_what_does_not() -> None:
    graph, _ = entailed(DATA)

    def holds(subject: str, predicate: str, object_: str) -> bool:
        return (URIRef(EX + subject), URIRef(predicate), URIRef(object_ if "://" in object_ else EX + object_)) in graph

    assert holds("b", KG.sisterCityOf, "a")
    assert holds("b", KG.cooperatesWith, "a")
    assert holds("line", KG.partOf, "belt")
    assert holds("left", KG.locatedIn, "a")
    assert holds("a", str(RDF.type), KG.Place)
    assert holds("a", str(RDF.type), "https://schema.org/AdministrativeArea")
    # A zone that lies in two districts does not put its firms into both.
    assert not holds("firm", KG.locatedIn, "left")
    # Nor does an alignment make places organizations, projects organizations, or anything the same thing.
    for name in ("a", "left", "base", "line", "corridor"):
        assert not holds(name, str(RDF.type), "https://schema.org/Organization")
        assert not holds(name, str(RDF.type), "http://www.w3.org/ns/org#Organization")
    same = [(s, o) for s, o in graph.subject_objects(OWL.sameAs) if s != o and str(s).startswith((EX, KG.base))]
    assert same == []


def test_fits(ontology: Ontology) -> None:
    assert ontology.fits(["District"], "builds", ["Park", "Project"])
    assert ontology.fits(["Agreement", "Alliance"], "hosts", ["Event"])
    assert not ontology.fits(["Product"], "builds", ["Park"])
    assert not ontology.fits(["District"], "builds", ["Agreement"])
    assert not ontology.fits(["Enterprise"], "partOf", ["Region"])
    assert not ontology.fits([], "builds", ["Park"])
    with pytest.raises(KeyError):
        ontology.fits(["District"], "build", ["Park"])
    with pytest.raises(KeyError):
        ontology.is_a("Distrikt", "Place")


def test_units_of_indicators(ontology: Ontology) -> None:
    assert ontology.measured_in["area"] == {"m2"}
    assert ontology.measured_in["capacity"] == frozenset()
    assert ontology.terms["m2"].symbol == "m²"
    assert all(ontology.terms[name].symbol for name in ontology.units)


def test_hierarchy_of_properties(ontology: Ontology) -> None:
    assert ontology.superproperties["sisterCityOf"] == {"sisterCityOf", "cooperatesWith"}
    assert ontology.superproperties["parentDivision"] == {"parentDivision", "locatedIn"}
    assert ontology.transitive == {"partOf"}


def test_annotations_are_declared(graph: rdflib.Graph) -> None:
    declared = {str(term) for term in graph.subjects(RDF.type, OWL.AnnotationProperty)}
    assert {KG[name] for name in ANNOTATIONS} == {iri for iri in declared if iri.startswith(KG.base)}


def test_matches_lead_outside(graph: rdflib.Graph) -> None:
    for name in ("exactMatch", "closeMatch", "broadMatch", "relatedMatch"):
        for _, target in graph.subject_objects(URIRef(SKOS[name])):
            assert isinstance(target, URIRef)
            assert not target.startswith(KG.base)


def test_it_can_be_sent_to_a_worker(ontology: Ontology) -> None:
    assert pickle.loads(pickle.dumps(ontology)) == ontology


def test_a_broken_file_is_one_clear_line(tmp_path: Path) -> None:
    broken = tmp_path / "kg.ttl"
    broken.write_text("kg:Place a owl:Class .", "utf-8")
    with pytest.raises(KgError, match=r"kg\.ttl: cannot be read as Turtle"):
        Ontology.load(broken)


# How terms are shown. Simulation of colour vision: Machado, Oliveira and Fernandes 2009, full severity, on linear RGB;
# differences: OKLab (Ottosson 2020), in which about 0.02 is just noticeable.

DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
TO_CONE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
WHITE, DARK = "#FFFFFF", "#121417"


def linear(colour: str) -> Colour:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    light, dark = sorted((float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(one: str, other: str) -> float:
    """The smallest OKLab difference of two colours in normal vision and under each deficiency."""
    seen = []
    for matrix in (np.eye(3), *map(np.array, DEFICIENCIES.values())):
        left, right = (TO_LAB @ np.cbrt(TO_CONE @ np.clip(matrix @ linear(colour), 0, 1)) for colour in (one, other))
        seen.append(float(np.linalg.norm(left - right)))
    return min(seen)


def family(ontology: Ontology, name: str) -> str:
    for superclass in ("AdministrativeDivision", "Place", "Organization"):
        if ontology.is_a(name, superclass):
            return superclass
    return "Entity"


def test_colours_stand_out_on_white_and_on_dark(ontology: Ontology) -> None:
    for name in ontology.leaf_classes:
        assert contrast(ontology.colour(name), WHITE) >= 3, name
        assert contrast(ontology.colour(name), DARK) >= 3, name


def test_classes_can_be_told_apart_without_seeing_all_colours(ontology: Ontology) -> None:
    for one, other in combinations(ontology.leaf_classes, 2):
        if family(ontology, one) == family(ontology, other):
            assert ontology.shape(one) != ontology.shape(other), (one, other)
        else:
            assert difference(ontology.colour(one), ontology.colour(other)) >= 0.07, (one, other)


def test_shapes_and_icons(ontology: Ontology) -> None:
    shapes = {"dot", "square", "triangle", "triangleDown", "diamond", "star", "hexagon"}
    assert {ontology.shape(name) for name in ontology.leaf_classes} <= shapes
    icons = [ontology.icon(name) for name in ontology.leaf_classes]
    assert len(set(icons)) == len(icons)
    assert all(len(icon) == 1 for icon in icons)


def test_what_has_no_colour_is_not_shown(graph: rdflib.Graph, ontology: Ontology) -> None:
    coloured = {str(subject) for subject in graph.subjects(URIRef(KG.colour), None)}
    assert coloured == {KG[name] for name in ontology.leaf_classes}
    assert all(isinstance(node, Literal) for node in graph.objects(None, URIRef(KG.displayOrder)))
