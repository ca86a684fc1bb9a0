"""What is added is what OWL says follows, no more and no less."""

from __future__ import annotations

import pytest

from kg.graph.assemble import assemble
from kg.graph.blocks import Block, Row
from kg.graph.infer import Axioms, entailed, load_axioms
from kg.vocabulary import KG
from tests.graph.samples import KNOWLEDGE

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def axioms(**changes: object) -> Axioms:
    nothing = {"superclasses": {}, "superproperties": {}, "symmetric": frozenset(), "transitive": frozenset()}
    return Axioms(**{**nothing, **changes})


def follows(*triples: str, by: Axioms) -> list[str]:
    blocks = [Block(s, [Row(p, o, ("<g>",))]) for s, p, o in (triple.split() for triple in triples)]
    return list(entailed(blocks, by))


def test_symmetric() -> None:
    assert follows("<a> <p> <b>", "<c> <p> <c>", by=axioms(symmetric=frozenset({"<p>"}))) == ["<b> <p> <a>"]


def test_transitive() -> None:
    found = follows("<a> <p> <b>", "<b> <p> <c>", "<c> <p> <d>", by=axioms(transitive=frozenset({"<p>"})))
    assert found == ["<a> <p> <c>", "<a> <p> <d>", "<b> <p> <d>"]


def test_a_circle_ends() -> None:
    found = follows("<a> <p> <b>", "<b> <p> <a>", by=axioms(transitive=frozenset({"<p>"})))
    assert found == ["<a> <p> <a>", "<b> <p> <b>"]


def test_superproperty_then_symmetric_then_superproperty() -> None:
    found = follows(
        "<a> <low> <b>",
        by=axioms(superproperties={"<low>": ("<mid>", "<top>"), "<mid>": ("<top>",)}, symmetric=frozenset({"<mid>"})),
    )
    assert found == ["<a> <mid> <b>", "<b> <mid> <a>", "<a> <top> <b>", "<b> <top> <a>"]


def test_superclass_and_nothing_that_is_said_already() -> None:
    by = axioms(superclasses={"<C>": ("<D>", "<E>")})
    assert follows(f"<a> {TYPE} <C>", f"<a> {TYPE} <E>", by=by) == [f"<a> {TYPE} <D>"]


def test_the_axioms_are_those_of_the_ontology() -> None:
    found = load_axioms()
    assert f"<{KG.Place}>" in found.superclasses[f"<{KG.District}>"]
    assert found.superproperties[f"<{KG.sisterCityOf}>"] == (f"<{KG.cooperatesWith}>",)
    assert found.symmetric == {f"<{KG.cooperatesWith}>", f"<{KG.sisterCityOf}>"}
    assert f"<{KG.partOf}>" in found.transitive


@pytest.mark.slow
def test_owlrl_finds_the_same() -> None:
    owlrl = pytest.importorskip("owlrl")
    import rdflib

    from kg.data import folder
    from kg.export.rdf import to_rdflib

    assembled = assemble(KNOWLEDGE)
    mine = {line for line in entailed(assembled.blocks(), load_axioms()) if not line.endswith(("@zh", '"'))}
    graph = to_rdflib(assembled)
    subjects = set(graph.subjects())
    said = set(graph)
    ontology = rdflib.Graph().parse(folder("ontology") / "kg.ttl")
    for predicate in (rdflib.RDFS.domain, rdflib.RDFS.range):  # not among the rules here
        ontology.remove((None, predicate, None))
    whole = graph + ontology
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(whole)
    theirs = {
        f"{s.n3()} {p.n3()} {o.n3()}"
        for s, p, o in set(whole) - said
        # Of OWL's own: everything is a Thing, the same as itself, and a member of anonymous classes.
        if s in subjects and o != rdflib.OWL.Thing and p != rdflib.OWL.sameAs
        if not isinstance(o, rdflib.Literal) and not (p == rdflib.RDF.type and isinstance(o, rdflib.BNode))
    }
    assert mine == theirs
