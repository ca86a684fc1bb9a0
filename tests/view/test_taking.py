"""What is taken along: pictures that show what is seen, Turtle that says what the graph says, CSV."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET

import pytest
import rdflib

from kg.graph.assemble import assemble
from kg.graph.blocks import n_triples
from kg.model import Knowledge
from kg.vocabulary import KG
from tests.view.reader import Opener

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("tab", ["graph", "map", "matrix", "time"])
def test_pictures(open_page: Opener, tab: str) -> None:
    reader = open_page(fragment=f"#tab={tab}")
    drawing = reader.download("svg").read_bytes()
    root = ET.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = "".join(root.itertext())
    assert any(
        name in words for name in reader.run("kg.order.slice(0, 6).map((i) => kg.store.entities[i].name.slice(0, 6))")
    )
    assert b"var(--" not in drawing
    picture = reader.download("png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    size = [float(root.get(side, 0)) for side in ("width", "height")]
    fine = min(2, 8000 / max(size))
    assert (width, height) == pytest.approx([fine * side for side in size], abs=2)
    # not one colour all over: the compressed picture of nothing is tiny
    assert len(picture) > 12_000


def test_the_table_has_no_picture_and_says_so(open_page: Opener) -> None:
    reader = open_page(fragment="#tab=table")
    reader.page.click("[aria-haspopup=menu]")
    reader.page.click("[data-save=png]")
    reader.wait("!document.querySelector('.toast').hidden")
    assert "无法保存" in reader.page.inner_text(".toast")


def _triples(graph: rdflib.Graph) -> set[tuple[str, ...]]:
    """Triples without those of blank nodes, whose names differ."""
    return {
        tuple(str(term) for term in triple)
        for triple in graph
        if not any(isinstance(term, rdflib.BNode) for term in triple)
    }


def test_turtle_of_everything_is_a_part_of_the_graph(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#alone=1")
    taken = rdflib.Graph().parse(reader.download("turtle"), format="turtle")
    built = rdflib.Graph().parse(data="".join(n_triples(assemble(knowledge).blocks())), format="nt")
    assert _triples(taken) <= _triples(built)
    relations = {KG[fact.predicate] for fact in knowledge.facts}
    plain = {triple for triple in _triples(built) if triple[1] in relations}
    assert plain <= _triples(taken)
    for statement in built.subjects(rdflib.RDF.type, rdflib.URIRef(KG.Fact)):
        assert set(taken.objects(statement, rdflib.URIRef(KG.evidence))) == set(
            built.objects(statement, rdflib.URIRef(KG.evidence))
        )
    exact = rdflib.URIRef("http://www.w3.org/ns/oa#exact")
    assert set(map(str, taken.objects(None, exact))) == set(map(str, built.objects(None, exact)))


def test_turtle_and_csv_of_the_selection_hold_only_that(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    reader.page.click("[aria-haspopup=menu]")
    assert reader.page.is_disabled("[data-save=turtleOne]")
    reader.page.keyboard.press("Escape")
    hub = knowledge.entities[reader.run("kg.order[0]")]
    reader.run("kg.actions.select(kg.order[0])")
    own = [fact for fact in knowledge.facts if hub.key in (fact.subject, fact.object)]
    taken = rdflib.Graph().parse(reader.download("turtleOne"), format="turtle")
    assert len(set(taken.subjects(rdflib.RDF.type, rdflib.URIRef(KG.Fact)))) == len(own)
    with reader.download("csvOne").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(own)
    assert all(hub.key in (row["subject key"], row["object key"]) for row in rows)


def test_csv_of_a_focus(open_page: Opener) -> None:
    reader = open_page()
    reader.run("kg.actions.focus(kg.order[2], 1)")
    with reader.download("csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) - 1 == reader.run("kg.view().facts.length")
    assert {len(row) for row in rows} == {12}
