"""Keys: legal in every serialisation, the same for one name, different for different names."""

from __future__ import annotations

import pyoxigraph
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.keys import fold, key

BASE = "https://w3id.org/regional-kg/entity/"
NAMES = st.text(min_size=1, max_size=80)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=60)


@given(NAMES)
def test_a_key_makes_a_legal_iri_that_every_form_gives_back(name: str) -> None:
    iri = BASE + key(name)
    assert pyoxigraph.NamedNode(iri).value == iri
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef(iri), rdflib.RDF.type, rdflib.OWL.Thing))
    for form in ("nt", "turtle", "xml", "json-ld"):
        again = rdflib.Graph().parse(data=graph.serialize(format=form), format=form)
        assert set(again) == set(graph), form
    quad = pyoxigraph.Quad(pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(iri))
    for packed in (pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.TRIG):
        data = pyoxigraph.serialize([quad], format=packed)
        assert list(pyoxigraph.parse(data, format=packed)) == [quad]


@given(NAMES)
def test_one_name_one_key(name: str) -> None:
    assert key(name) == key(name)
    assert key(f"“{name}”").rpartition("-")[2] == key(name).rpartition("-")[2] or not fold(name)


@given(HAN, HAN)
def test_two_names_two_keys(one: str, two: str) -> None:
    assert (key(one) == key(two)) == (fold(one) == fold(two))


@given(HAN, HAN)
def test_a_scope_tells_things_of_one_name_apart(name: str, scope: str) -> None:
    assert key(name, scope) != key(name)


@given(NAMES)
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_width_brackets_and_quotation_marks_do_not_make_another_name() -> None:
    assert fold("西部（银川）“数谷”ＡＢ产业园") == fold("西部(银川)「数谷」ab 产业园")
    assert fold("云鹤产业园") != fold("云鹤产业园二期")
