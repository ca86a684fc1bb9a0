"""The address of a SPARQL 1.1 endpoint and a query in, its answer out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from urllib.parse import urlencode

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

from kg.errors import LimitError, OutputError, QueryError
from kg.graph import syntax
from kg.graph.answer import Answer
from kg.remote.http import Client, Response, refused
from kg.vocabulary import DCTERMS, GRAPH, KG, PREFIXES, RDF, SKOS

ACCEPT = {
    False: "application/sparql-results+json, application/sparql-results+xml;q=0.9",
    True: "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8",
}
"""What is asked for; True for a query that gives a graph."""
UNION = GRAPH + "union"
"""The graph in which a push puts everything once."""
_NAMES = 200_000
"""Names that are fetched to tell the near ones."""


class Endpoint:
    """A SPARQL endpoint."""

    def __init__(self, url: str, client: Client | None = None) -> None:
        self.url = url
        self._client = client or Client()

    def ask_saved(self, text: str, *, seconds: float | None = None, rows: int | None = None) -> Answer:
        """The answer to one of the saved queries: of the union that a push brought, where one did."""
        return self.ask(text, seconds=seconds, rows=rows, graphs=self._dataset)

    @cached_property
    def _dataset(self) -> tuple[tuple[str, str], ...]:
        """The graphs to ask for what a build holds, or none: the server's own default."""
        if not self.ask(f"ASK {{ GRAPH <{UNION}> {{ ?s ?p ?o }} }}"):
            return ()
        return ("default-graph-uri", UNION), ("named-graph-uri", GRAPH + "ontology")

    def ask(
        self,
        text: str,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        graphs: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """The answer to a query, in which the project's prefixes need not be declared.

        `graphs` are parameters of the protocol: `default-graph-uri` and `named-graph-uri`.

        Raises `QueryError` where the server does not take the query, `LimitError` when the time is up, and
        `OutputError` where there is no server or no SPARQL endpoint.
        """
        words = syntax.keywords(text)
        form = next((word for word in words if word in syntax.FORMS or word in syntax.UPDATES), "")
        if form in syntax.UPDATES:
            raise QueryError(f"{form} changes data; kg query asks only")
        response = self._client.send(
            "POST",
            self.url,
            body=urlencode([("query", syntax.declared(text, PREFIXES)), *graphs]).encode(),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": ACCEPT[form in {"CONSTRUCT", "DESCRIBE"}],
            },
            seconds=seconds,
        )
        if response.status in {400, 422, 500}:
            raise QueryError(f"{self.url}: the server cannot run the query: {response.reason or response.status}")
        if response.status == 408:
            raise LimitError(f"{self.url}: the server stopped the query: {response.reason}", "time")
        if not response.ok:
            raise refused(self.url, response, "the query")
        return _cut(self._parsed(response), rows)

    def vocabulary(self, values: list[str]) -> Store:
        """What is needed to look names up: the entities that bear one of `values`, or else all names; documents."""
        store = Store()
        literals = " ".join(str(Literal(value, language=tag)) for value in values for tag in ("zh", "en"))
        keys = " ".join(_keys(values))
        label = f"?e {NamedNode(SKOS.prefLabel)} ?name"
        further = f"?e {NamedNode(SKOS.altLabel)} ?alias"
        for query in (
            f"SELECT DISTINCT ?e ?name {{ VALUES ?name {{ {literals} }} {label} }}",
            f"SELECT DISTINCT ?e ?name ?alias {{ VALUES ?alias {{ {literals} }} {further} . {label} }}",
            f"SELECT DISTINCT ?e ?name {{ VALUES ?e {{ {keys} }} {label} }}" if keys else "",
        ):
            if query:
                _add_names(store, self.ask_saved(query))
        self._add_documents(store)
        if not any(True for _ in store.quads_for_pattern(None, NamedNode(SKOS.prefLabel), None)):
            _add_names(store, self.ask_saved(f"SELECT DISTINCT ?e ?name {{ {label} }} LIMIT {_NAMES}"))
        return store

    def _add_documents(self, store: Store) -> None:
        found = self.ask_saved(
            f"SELECT DISTINCT ?d ?name ?title {{ ?d a {NamedNode(KG.Document)} ; "
            f"{NamedNode(DCTERMS.identifier)} ?name ; {NamedNode(DCTERMS.title)} ?title }} LIMIT {_NAMES}"
        )
        for document, name, title in found.rows:
            if isinstance(document, NamedNode) and isinstance(name, Literal) and isinstance(title, Literal):
                store.add(Quad(document, NamedNode(RDF.type), NamedNode(KG.Document)))
                store.add(Quad(document, NamedNode(DCTERMS.identifier), name))
                store.add(Quad(document, NamedNode(DCTERMS.title), title))

    def _parsed(self, response: Response) -> Answer:
        kind, data = response.media_type, response.body
        try:
            if (results := QueryResultsFormat.from_media_type(kind)) is not None:
                found = parse_query_results(data, format=results)
                if isinstance(found, QueryBoolean):
                    return Answer("boolean", b"true" if found else b"false")
                assert isinstance(found, QuerySolutions)
                return Answer("solutions", found.serialize(format=QueryResultsFormat.TSV) or b"")
            if (rdf := RdfFormat.from_media_type(kind)) is not None:
                triples = (quad.triple for quad in parse(data, format=rdf))
                return Answer("graph", serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        except (SyntaxError, ValueError) as error:
            raise OutputError(f"{self.url}: the answer cannot be read as {kind}: {error}") from error
        raise OutputError(f"{self.url}: the answer is {kind}, no answer of a SPARQL endpoint; check the address")


def _keys(values: list[str]) -> list[str]:
    """IRIs that values may be, or be short for."""
    found = []
    for value in values:
        prefix, colon, local = value.strip("<>").partition(":")
        for iri in (value.strip("<>"), PREFIXES.get(prefix, "") + local if colon else PREFIXES["ent"] + value):
            try:
                found.append(str(NamedNode(iri)))
            except ValueError:  # a name is no IRI
                continue
    return found


def _add_names(store: Store, answer: Answer) -> None:
    for entity, name, *alias in answer.rows:
        if isinstance(entity, NamedNode) and isinstance(name, Literal):
            store.add(Quad(entity, NamedNode(SKOS.prefLabel), name))
            for other in alias:
                if isinstance(other, Literal):
                    store.add(Quad(entity, NamedNode(SKOS.altLabel), other))


def _cut(answer: Answer, rows: int | None) -> Answer:
    head = 1 if answer.kind == "solutions" else 0
    if rows is None or answer.kind == "boolean" or len(answer) <= rows:
        return answer
    lines = answer.data.split(b"\n")[: rows + head]
    return Answer(answer.kind, b"".join(line + b"\n" for line in lines), cut=True)
