"""An assembled graph in, the line-based formats of RDF or an rdflib graph out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.graph import blocks
from kg.graph.assemble import Assembled
from kg.graph.blocks import Block, Nested, Row, triples, unnested
from kg.graph.terms import parts
from kg.graph.turtle import Names, document, statements
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib


def turtle(assembled: Assembled) -> Iterator[str]:
    """Both files in one."""
    return document(assembled.blocks())


def n_triples(assembled: Assembled) -> Iterator[str]:
    """Lines of N-Triples."""
    return blocks.n_triples(assembled.blocks())


def n_quads(assembled: Assembled) -> Iterator[str]:
    """Lines of N-Quads, without a default graph."""
    return blocks.n_quads(assembled.blocks())


def trig(assembled: Assembled) -> Iterator[str]:
    """TriG: the named graphs one after the other, sorted, without a default graph."""
    graphs: defaultdict[str, list[Block]] = defaultdict(list)
    # A node that several graphs speak of needs a label, or each would have a node of its own.
    shared = {
        row.object.label
        for block in assembled.blocks()
        for row in block.rows
        if isinstance(row.object, Nested) and len(row.graphs) > 1
    }
    for block in (other for one in assembled.blocks() for other in unnested(one, shared)):
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in block.rows:
            for graph in row.graphs:
                rows[graph].append(row)
        for graph, said in rows.items():
            graphs[graph].append(Block(block.subject, said))
    names = Names()
    body = []
    for graph in sorted(graphs):
        body.append(f"\n{names.short(graph)} {{")
        body += statements(graphs[graph], names, indent="    ")
        body.append("}\n")
    yield names.header()
    yield from body


def to_rdflib(assembled: Assembled) -> rdflib.Graph:
    """All triples as an rdflib graph with the project's prefixes; the named graphs are not told apart."""
    import rdflib  # noqa: PLC0415 (half a second that only those who want it should pay)

    @cache
    def node(token: str) -> rdflib.term.Identifier:
        kind, value, language, datatype = parts(token)
        if kind == "iri":
            return rdflib.URIRef(value)
        if kind == "blank":
            return rdflib.BNode(value)
        return rdflib.Literal(value, lang=language or None, datatype=datatype or None)

    graph = rdflib.Graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base, replace=True)
    graph.addN(
        (node(subject), node(predicate), node(object_), graph)
        for block in assembled.blocks()
        for subject, predicate, object_, _ in triples(block)
    )
    return graph
