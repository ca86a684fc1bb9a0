"""A store and the graphs that a question names in, the store and the arguments that Oxigraph is to be asked with out.

Two things are put right here. Oxigraph's union of several graphs gives a triple once for each of them, where SPARQL
merges them: several default graphs are copied into one first. And what the ontology entails is a named graph that GRAPH
must not find unless the question asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.graph import syntax, terms
from kg.vocabulary import PREFIXES

INFERRED = NamedNode(terms.INFERRED_GRAPH[1:-1])


class Arguments(TypedDict, total=False):
    """What `Store.query` is told of the dataset."""

    default_graph: list[NamedNode | BlankNode | DefaultGraph]
    named_graphs: list[NamedNode | BlankNode]


def scope(
    store: Store, text: str, *, infer: bool, default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> tuple[Store, Arguments]:
    """The store to ask and how. Graphs named in the arguments go before those that the query names with FROM."""
    chosen = (default_graphs, named_graphs) if default_graphs or named_graphs else syntax.dataset(text, PREFIXES)
    if chosen is not None:
        defaults, named = (_graphs(iris) for iris in chosen)
        if len(defaults) > 1:
            return _merged(store, defaults, named), {"default_graph": [DefaultGraph()], "named_graphs": [*named]}
        return store, {"default_graph": [*defaults], "named_graphs": [*named]}
    arguments: Arguments = {}
    words = syntax.keywords(text)
    if infer:
        arguments["default_graph"] = [DefaultGraph(), INFERRED]  # they have no triple in common
    elif "GRAPH" in words and "FROM" not in words:
        arguments["named_graphs"] = [graph for graph in store.named_graphs() if graph != INFERRED]
    return store, arguments


def _graphs(iris: Sequence[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in sorted(set(iris))]
    except ValueError as error:
        raise QueryError(f"the name of a graph is no IRI: {error}") from error


def _merged(store: Store, defaults: Sequence[NamedNode], named: Sequence[NamedNode]) -> Store:
    merged = Store()
    for graph in defaults:
        found = store.quads_for_pattern(None, None, None, graph)
        merged.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in found)
    for graph in named:
        merged.extend(store.quads_for_pattern(None, None, None, graph))
    return merged
