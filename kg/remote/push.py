"""A build's store and the address of a SPARQL 1.1 store somewhere else in, the build's named graphs in that store out.

Each graph is replaced whole, and no other graph is touched: with the Graph Store Protocol (one PUT each), or where the
server does not speak that at this address, with SPARQL Update in batches. Blank nodes are given IRIs (RDF 1.1, section
3.5), so that a node that two graphs mention stays one and a request can be repeated. Graphs of documents that an
earlier push brought and this build no longer has are removed; the description of the dataset over there names them.

One graph is added, `graph:union`: all that the default graph of the store holds, each triple once. Servers differ in
what their default graph is, and those that take the union of all named graphs give a triple as often as it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, urlencode, urlsplit

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import OutputError
from kg.graph import terms
from kg.remote.endpoint import UNION
from kg.remote.http import Client, Response, checked, refused
from kg.vocabulary import DOC, GRAPH, PROV

GENID = terms.BASE + ".well-known/genid/"
BATCH = 1000
"""Triples of one update; Virtuoso takes up to 10 000 lines of one."""
_DATASET, _INFERRED = terms.DATASET_GRAPH[1:-1], terms.INFERRED_GRAPH[1:-1]
_NOT_THERE = frozenset({400, 404, 405, 406, 411, 415, 422, 500, 501})
"""Statuses of a PUT that say: no Graph Store Protocol at this address."""
_TURTLE = "text/turtle"
"""N-Triples are sent under this name, which every server knows."""

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did."""

    graphs: int
    triples: int
    removed: int
    """Graphs of documents that are gone; with Update, -1: the server does not tell."""
    protocol: str
    """`Graph Store Protocol` or `SPARQL Update`."""


def push(
    store: Store, url: str, *, infer: bool = False, client: Client | None = None, progress: Told | None = None
) -> Pushed:
    """Write the named graphs of `store` to the server at `url`; `infer` adds the graph of what the ontology entails.

    Raises `UsageError` for an address that is none and `OutputError` where the server refuses, or does not answer.
    Graphs that were replaced before an error stay so; the same push again completes them.
    """
    checked(url)
    sender = client or Client()
    graphs = [graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    graphs = [UNION, *(graph for graph in graphs if infer or graph != _INFERRED)]
    graphs.sort(key=lambda one: (one == _DATASET, one == UNION, one))
    # the description last: it names what was pushed, and is believed by the next push
    if not graphs:
        raise OutputError("the build has no graphs to push; build it again with kg build")
    there: _GraphStore | _Update = _GraphStore(url, sender)
    try:
        stale = there.stale(graphs)
        triples = there.replace(graphs[0], _triples(store, graphs[0]))
    except _OtherProtocolError as error:
        there = _Update(url, sender, error.response)
        stale = there.stale(graphs)
        triples = there.replace(graphs[0], _triples(store, graphs[0]))
    for number, graph in enumerate(graphs[1:], 1):
        if progress is not None:
            progress("push", number, len(graphs))
        if graph == _DATASET:
            there.remove(stale)
        triples += there.replace(graph, _triples(store, graph))
    return Pushed(len(graphs), triples, len(stale) if isinstance(there, _GraphStore) else -1, there.name)


class _OtherProtocolError(Exception):
    """The server does not speak the Graph Store Protocol at this address."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class _GraphStore:
    """https://www.w3.org/TR/sparql11-http-rdf-update/"""

    name = "Graph Store Protocol"

    def __init__(self, url: str, client: Client) -> None:
        self._url = url
        self._client = client

    def stale(self, graphs: list[str]) -> list[str]:
        """Graphs of documents that the description over there names and `graphs` does not have."""
        headers = {"Accept": f"application/n-triples, {_TURTLE};q=0.9"}
        response = self._client.send("GET", self._address(_DATASET), headers=headers)
        if response.status == 404:
            return []
        if response.status in {401, 403}:
            raise refused(self._url, response, "the graphs")
        form = RdfFormat.from_media_type(response.media_type)
        if not response.ok or form is None:
            raise _OtherProtocolError(response)
        try:
            quads = list(parse(response.body, format=form))
        except SyntaxError as error:
            raise _OtherProtocolError(response) from error
        used = (quad.object.value for quad in quads if quad.predicate.value == PROV.used and _named(quad))
        return sorted({GRAPH + iri.removeprefix(DOC) for iri in used if iri.startswith(DOC)} - set(graphs))

    def replace(self, graph: str, triples: Iterable[str]) -> int:
        """PUT the graph; how many triples it has."""
        lines = list(triples)
        response = self._client.send(
            "PUT", self._address(graph), body="".join(lines).encode(), headers={"Content-Type": _TURTLE}
        )
        if response.status in _NOT_THERE:
            raise _OtherProtocolError(response)
        if not response.ok:
            raise refused(self._url, response, "the graph")
        return len(lines)

    def remove(self, graphs: Iterable[str]) -> None:
        for graph in graphs:
            response = self._client.send("DELETE", self._address(graph))
            if not response.ok and response.status != 404:
                raise refused(self._url, response, "to remove a graph")

    def _address(self, graph: str) -> str:
        return f"{self._url}{'&' if urlsplit(self._url).query else '?'}graph={quote(graph, safe='')}"


class _Update:
    """https://www.w3.org/TR/sparql11-update/"""

    name = "SPARQL Update"

    def __init__(self, url: str, client: Client, first: Response) -> None:
        self._url = url
        self._client = client
        self._first = first
        self._direct = True

    def stale(self, graphs: list[str]) -> list[str]:
        """Removes those graphs at once: an update can say which they are."""
        kept = ", ".join(f"<{graph}>" for graph in graphs)
        self._send(
            f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{_DATASET}> {{ ?build <{PROV.used}> ?document }} "
            f'BIND(IRI(CONCAT("{GRAPH}", STRAFTER(STR(?document), "{DOC}"))) AS ?g) '
            f'FILTER(STRSTARTS(STR(?document), "{DOC}") && ?g NOT IN ({kept})) GRAPH ?g {{ ?s ?p ?o }} }}'
        )
        return []

    def replace(self, graph: str, triples: Iterable[str]) -> int:
        """Clear the graph and fill it, in one request where it is small; how many triples it has."""
        left = iter(triples)
        count = 0
        text = f"CLEAR SILENT GRAPH <{graph}> ;\n"
        while lines := list(islice(left, BATCH)):
            self._send(f"{text}INSERT DATA {{ GRAPH <{graph}> {{\n{''.join(lines)}}} }}")
            text = ""
            count += len(lines)
        if text:
            self._send(text.rstrip(" ;\n"))
        return count

    def remove(self, graphs: Iterable[str]) -> None:
        """Done already."""

    def _send(self, text: str) -> None:
        response = self._post(text)
        if self._direct and response.status in {400, 406, 415, 500}:
            self._direct = False
            response = self._post(text)
        if not response.ok:
            if response.status in {400, 404, 405, 415}:
                tried = f"neither the Graph Store Protocol (status {self._first.status}) nor SPARQL Update"
                raise OutputError(
                    f"{self._url}: the server takes {tried} (status {response.status}) here"
                    f"{': ' + response.reason if response.reason else ''}; check the address"
                )
            raise refused(self._url, response, "the update")

    def _post(self, text: str) -> Response:
        if self._direct:
            body, kind = text.encode(), "application/sparql-update"
        else:
            body, kind = urlencode({"update": text}).encode(), "application/x-www-form-urlencoded"
        return self._client.send("POST", self._url, body=body, headers={"Content-Type": kind})


def _triples(store: Store, graph: str) -> Iterator[str]:
    """Lines of N-Triples, sorted, without blank nodes."""
    found = store.quads_for_pattern(None, None, None, DefaultGraph() if graph == UNION else NamedNode(graph))
    return iter(sorted(f"{_token(quad.subject)} {quad.predicate} {_token(quad.object)} .\n" for quad in found))


def _token(term: object) -> str:
    return f"<{GENID}{term.value}>" if isinstance(term, BlankNode) else str(term)


def _named(quad: Quad) -> bool:
    return isinstance(quad.object, NamedNode)
