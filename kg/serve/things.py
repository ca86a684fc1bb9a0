"""The path of a thing in, what the graph says of it out: a page for a person, RDF for a program (by Accept)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg.data import folder
from kg.graph import terms
from kg.graph.explain import Account, explain
from kg.graph.query import Question
from kg.graph.table import number as plain_number
from kg.graph.turtle import Names
from kg.ontology import Ontology
from kg.serve.negotiate import GRAPHS, choose, content_type
from kg.serve.pages import render
from kg.serve.pool import Pool
from kg.serve.protocol import answered
from kg.serve.refusal import Refusal
from kg.serve.source import Source
from kg.vocabulary import DCTERMS, DOC, ENT, FACT, GRAPH, KG, OBS, RDFS, SKOS

_HTML = "text/html"
_PATHS = {"entity": ENT, "document": DOC, "fact": FACT, "observation": OBS, "graph": GRAPH}
_RDF = tuple(kind for kind in GRAPHS if kind not in {"text/plain", "application/xml", "text/xml", "application/json"})
_SUFFIXES = {".ttl": "text/turtle", ".nt": "application/n-triples", ".jsonld": "application/ld+json"}
SHOWN = 300
"""Rows of a table on a page; the rest is in the RDF and in queries."""


async def thing(request: Request) -> Response:
    """An entity, document, fact, observation or named graph. 404 where the graph does not speak of it."""
    kind, local = request.path_params["kind"], request.path_params["local"]
    media_type = choose(request.headers.get("accept"), (_HTML, *_RDF))
    for suffix, fixed in _SUFFIXES.items():
        if local.endswith(suffix):
            local, media_type = local.removesuffix(suffix), fixed
    node = _node(kind, local)
    pool: Pool = request.app.state.pool
    source: Source = request.app.state.source
    found = await pool.work(lambda: _spoken_of(source.store, node, kind))
    if not found:
        raise Refusal(404, f"the graph says nothing of {kind}/{local[:200]}")
    if media_type == _HTML:
        return Response(
            await pool.work(lambda: _page(source.store, node, kind)),
            headers={"Content-Type": "text/html; charset=utf-8", "Vary": "Accept", "Link": _links(kind, local)},
        )
    data = await answered(request, Question(_construct(node, kind)), GRAPHS[media_type])
    return Response(data, headers={"Content-Type": content_type(media_type), "Vary": "Accept"})


async def resource(request: Request) -> Response:
    """From an IRI of the project to its page here."""
    wanted = request.query_params.get("iri", "")
    path = local_path(wanted)
    if not path:
        raise Refusal(404, "that is no IRI of this graph")
    return RedirectResponse(path, 303)


async def ontology(request: Request) -> Response:  # noqa: ARG001 (Starlette's signature)
    """The ontology."""
    return FileResponse(folder("ontology") / "kg.ttl", headers={"Content-Type": "text/turtle; charset=utf-8"})


def local_path(iri: str) -> str:
    """The path under which this server speaks of `iri`, or '' for one of someone else.

    >>> local_path("https://w3id.org/regional-kg/entity/CN-500112")
    '/entity/CN-500112'
    """
    bare = iri.partition("#")[0]
    for kind, base in _PATHS.items():
        if bare.startswith(base) and bare != base:
            return f"/{kind}/{quote(bare.removeprefix(base), safe='-._~')}"
    return "/ontology" if bare == KG.base.rstrip("#") else ""


def _node(kind: str, local: str) -> NamedNode:
    base = _PATHS.get(kind)
    if base is None:
        raise Refusal(404, "there is no such page")
    try:
        if kind == "entity":
            return NamedNode(terms.entity(local)[1:-1])
        return NamedNode(base + local)
    except ValueError as error:
        raise Refusal(404, f"{kind}/{local[:200]} can be no name of a thing") from error


def _spoken_of(store: Store, node: NamedNode, kind: str) -> bool:
    if kind == "graph":
        return store.contains_named_graph(node)
    return any(True for _ in store.quads_for_pattern(node, None, None, DefaultGraph()))


def _construct(node: NamedNode, kind: str) -> str:
    """A query for all that is said of a thing: from it, to it, its facts with their circumstances, its figures."""
    if kind == "graph":
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}"
    about = f"{{ BIND({node} AS ?s) {node} ?p ?o }} UNION {{ ?s ?p {node} BIND({node} AS ?o) }}"
    if kind == "entity":
        for pointing in ("rdf:subject", "rdf:object", "kg:about"):
            about += f" UNION {{ ?s {pointing} {node} ; ?p ?o }}"
    nested = f"{{ {node} ?via ?s . ?s ?p ?o FILTER(ISBLANK(?s)) }}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {about} UNION {nested} }}"


def _links(kind: str, local: str) -> str:
    path = f"/{kind}/{quote(local, safe='-._~')}"
    return ", ".join(f'<{path}{end}>; rel="alternate"; type="{media}"' for end, media in _SUFFIXES.items())


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a generic page: a property and a value, with a link where there is one."""

    predicate: str
    label: str
    value: str
    path: str


def _page(store: Store, node: NamedNode, kind: str) -> bytes:
    ontology = Ontology.load()
    if kind == "entity":
        (account,) = explain(store, node.value).entities
        return render("entity.html", account=account, ontology=ontology, shown=SHOWN, **_account_helpers(account))
    if kind == "fact":
        relation = explain(store, node.value).fact
        if relation is not None:
            return render("fact.html", relation=relation, ontology=ontology, path=local_path)
    statements = [] if kind == "graph" else _statements(store, node, ontology)
    inside = (
        sorted({str(quad.subject)[1:-1] for quad in store.quads_for_pattern(None, None, None, node)})
        if (kind == "graph")
        else _inside(store, node, kind)
    )
    things = [(_called(store, iri), local_path(iri)) for iri in inside[:SHOWN] if local_path(iri)]
    return render(
        "thing.html", iri=node.value, kind=kind, statements=statements, things=things, more=len(inside) - len(things)
    )


def _account_helpers(account: Account) -> dict[str, object]:
    return {
        "path": local_path,
        "number": plain_number,
        "key": account.entity.key,
    }


def _statements(store: Store, node: NamedNode, ontology: Ontology) -> list[Statement]:
    names = Names()
    found = []
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
        predicate = quad.predicate.value
        local = predicate.removeprefix(KG.base)
        label = ontology.terms[local].labels.get("zh", "") if local in ontology.terms else ""
        if isinstance(quad.object, NamedNode):
            value = _called(store, quad.object.value)
            found.append(Statement(names.short(f"<{predicate}>"), label, value, local_path(quad.object.value)))
        elif isinstance(quad.object, Literal):
            found.append(Statement(names.short(f"<{predicate}>"), label, quad.object.value, ""))
    return sorted(found, key=lambda one: (one.predicate, one.value))[:SHOWN]


def _inside(store: Store, node: NamedNode, kind: str) -> list[str]:
    """The entities that a document mentions."""
    if kind != "document":
        return []
    found = store.quads_for_pattern(None, NamedNode(KG.mentionedIn), node, DefaultGraph())
    return sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))


def _called(store: Store, iri: str) -> str:
    """What a person calls the thing: its label, title or short IRI."""
    node = NamedNode(iri)
    ontology_graph = NamedNode(terms.ONTOLOGY_GRAPH[1:-1])
    for predicate, graph in (
        (SKOS.prefLabel, DefaultGraph()),
        (DCTERMS.title, DefaultGraph()),
        (RDFS.label, ontology_graph),
    ):
        for quad in store.quads_for_pattern(node, NamedNode(predicate), None, graph):
            if isinstance(quad.object, Literal) and quad.object.language in {"zh", None}:
                return quad.object.value
    return Names().short(f"<{iri}>")
