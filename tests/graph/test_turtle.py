"""Turtle is clean and means the same to two parsers."""

from __future__ import annotations

from pathlib import Path

import rdflib
from hypothesis import given, settings
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from kg.export.rdf import to_rdflib
from kg.graph.assemble import assemble
from kg.graph.blocks import Block, Nested, Row, n_triples
from kg.graph.turtle import document, write
from kg.model import Knowledge
from kg.vocabulary import ENT, KG, RDF
from tests.graph.samples import KNOWLEDGE, knowledges

PREDICATE, SUBJECT = f"<{KG.builds}>", f"<{ENT}甲-1>"


def canonical(text: str, form: RdfFormat) -> str:
    dataset = Dataset(parse(text, format=form))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def written(*rows: tuple[str, str | Nested]) -> str:
    text = "".join(document([Block(SUBJECT, [Row(*row, ()) for row in rows])]))
    return text.partition("\n\n")[2]


@settings(deadline=None, max_examples=40)
@given(knowledges())
def test_turtle_says_what_n_triples_say(knowledge: Knowledge) -> None:
    blocks = list(assemble(knowledge).blocks())
    expected = canonical("".join(n_triples(blocks)), RdfFormat.N_TRIPLES)
    assert canonical("".join(document(blocks)), RdfFormat.TURTLE) == expected


@settings(deadline=None, max_examples=25)
@given(knowledges())
def test_rdflib_reads_as_many_triples_as_oxigraph(knowledge: Knowledge) -> None:
    assembled = assemble(knowledge)
    text = "".join(document(assembled.blocks()))
    triples = sum(1 for _ in n_triples(assembled.blocks()))
    assert len(list(parse(text, format=RdfFormat.TURTLE))) == triples
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == triples
    assert len(to_rdflib(assembled)) == triples


def test_it_looks_as_a_person_would_write_it() -> None:
    text = written(
        (f"<{RDF.type}>", f"<{KG.District}>"),
        (PREDICATE, f"<{ENT}CN-500112>"),
        (PREDICATE, f"<{ENT}乙(区)-2>"),
        (f"<{KG.value}>", '"2200000000.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (f"<{KG.value}>", '"2200000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (f"<{KG.characters}>", '"-12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (f"<{KG.characters}>", '"012x"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (
            f"<{KG.alias}>",
            Nested(
                "_:a",
                (
                    (f"<{RDF.type}>", f"<{KG.Alias}>"),
                    (f"<{KG.reason}>", '"因为"'),
                ),
            ),
        ),
    )
    assert text == (
        "ent:甲-1 a kg:District ;\n"
        "    kg:builds ent:CN-500112 , <https://w3id.org/regional-kg/entity/乙(区)-2> ;\n"
        '    kg:value 2200000000.0 , "2200000000"^^xsd:decimal ;\n'
        '    kg:characters -12 , "012x"^^xsd:integer ;\n'
        '    kg:alias [ a kg:Alias ; kg:reason "因为" ] .\n'
    )


def test_a_long_list_has_a_line_for_each() -> None:
    objects = [f"<{ENT}{'甲' * 12}-{number}>" for number in range(8)]
    lines = written(*((PREDICATE, object_) for object_ in objects)).splitlines()
    assert lines[0] == "ent:甲-1 kg:builds"
    assert lines[1] == f"        ent:{'甲' * 12}-0 ,"
    assert lines[8].endswith("-7 .")


def test_only_prefixes_that_are_used_are_declared_in_order() -> None:
    head = "".join(document([Block(SUBJECT, [Row(PREDICATE, SUBJECT, ())])])).partition("\n\n")[0]
    assert [line.split()[1] for line in head.splitlines()] == ["ent:", "kg:"]


def test_a_local_name_that_turtle_does_not_have_is_written_in_full() -> None:
    for local in ("-甲", "甲.", "", "a%20b", "甲/乙"):
        token = f"<{ENT}{local}>"
        assert written((PREDICATE, token)) == f"ent:甲-1 kg:builds {token} .\n"


def test_the_file_has_line_feeds_only(tmp_path: Path) -> None:
    write(tmp_path / "graph.ttl", assemble(KNOWLEDGE).graph)
    data = (tmp_path / "graph.ttl").read_bytes()
    assert b"\r" not in data
    assert data.endswith(b" .\n")
