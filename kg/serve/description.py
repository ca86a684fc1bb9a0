"""A store and the address of its endpoint in, the service description out.

https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from kg.graph.answer import Answer
from kg.graph.terms import DATASET, iri
from kg.vocabulary import RDF, VOID

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)


def describe(store: Store, address: str) -> Answer:
    """The description as a graph: what the endpoint speaks, and the graphs that it has."""
    return Answer("graph", "".join(f"{line} .\n" for line in _lines(store, address)).encode())


def _lines(store: Store, address: str) -> Iterator[str]:
    service, dataset, default = str(NamedNode(address)), "_:dataset", "_:default"
    kind = iri(RDF.type)
    yield f"{service} {kind} {_sd('Service')}"
    yield f"{service} {_sd('endpoint')} {service}"
    yield f"{service} {_sd('supportedLanguage')} {_sd('SPARQL11Query')}"
    for name in _RESULTS:
        yield f"{service} {_sd('resultFormat')} {iri(_FORMATS + name)}"
    yield f"{service} {_sd('feature')} {_sd('UnionDefaultGraph')}"
    yield f"{service} {_sd('defaultDataset')} {dataset}"
    yield f"{dataset} {kind} {_sd('Dataset')}"
    yield f"{dataset} {_sd('defaultGraph')} {default}"
    yield f"{default} {kind} {_sd('Graph')}"
    yield f"{default} {iri(VOID.subset)} {iri(DATASET)}"
    for number, graph in enumerate(sorted(map(str, store.named_graphs()))):
        yield f"{dataset} {_sd('namedGraph')} _:named{number}"
        yield f"_:named{number} {kind} {_sd('NamedGraph')}"
        yield f"_:named{number} {_sd('name')} {graph}"
        yield f"_:named{number} {_sd('graph')} _:graph{number}"
        yield f"_:graph{number} {kind} {_sd('Graph')}"


def _sd(name: str) -> str:
    return iri(_SD + name)
