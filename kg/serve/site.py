"""The pages beside those of things: home, search, the editor, the explorer; and what they ask for."""

from __future__ import annotations

import re
from html import unescape

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import UsageError
from kg.graph import saved, syntax
from kg.graph.reading import key_of
from kg.ontology import Ontology
from kg.serve import catalogue
from kg.serve.negotiate import choose
from kg.serve.pages import render
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal
from kg.serve.source import Source
from kg.serve.things import local_path
from kg.vocabulary import PREFIXES

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_SERVED = b'<meta name="kg-served" content="1">'
"""What tells the page that this server answers it; one from the disk has no such line and asks no one."""


async def home(request: Request) -> Response:
    """What there is, and where."""
    pool, source = _state(request)
    names = await pool.work(lambda: source.catalogue)
    return Response(render("home.html", count=len(names.names), saved=list(saved.load().values())), headers=_HTML)


async def health(request: Request) -> Response:
    """200 while the graph can be read."""
    pool, source = _state(request)
    filled = await pool.work(lambda: any(True for _ in source.store.quads_for_pattern(None, None, None)))
    told = {"status": "ok" if filled else "empty", "busy": pool.busy}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


async def search(request: Request) -> Response:
    """Things by their names."""
    pool, source = _state(request)
    words, kind = request.query_params.get("q", "").strip()[:200], request.query_params.get("class", "")
    count = request.query_params.get("limit", "50")
    limit = min(int(count), 500) if count.isdecimal() else 50
    media_type = choose(request.headers.get("accept"), ("text/html", "application/json"))
    names = await pool.work(lambda: source.catalogue)
    hits = await pool.work(lambda: names.search(words, kind=kind, count=limit))
    near = [] if hits or not words else await pool.work(lambda: names.near(words))
    if media_type == "application/json":
        found = [
            {
                "iri": hit.iri,
                "key": key_of(hit.iri),
                "name": hit.name,
                "also": hit.also,
                "classes": hit.classes,
                "path": local_path(hit.iri),
            }
            for hit in hits
        ]
        return JSONResponse({"query": words, "hits": found, "near": near}, headers={"Vary": "Accept"})
    shown = render("search.html", words=words, hits=hits, near=near, ontology=Ontology.load(), path=local_path)
    return Response(shown, headers={**_HTML, "Vary": "Accept"})


async def editor(request: Request) -> Response:  # noqa: ARG001 (Starlette's signature)
    """The page to write queries on."""
    return Response(render("query.html"), headers=_HTML)


async def vocabulary(request: Request) -> Response:
    """What the editor completes: prefixes, classes and properties with their labels."""
    pool, _ = _state(request)
    classes, properties = await pool.work(catalogue.terms)
    told = {
        "prefixes": dict(PREFIXES),
        "classes": [[term.name, term.iri, term.label] for term in classes],
        "properties": [[term.name, term.iri, term.label] for term in properties],
    }
    return JSONResponse(told)


async def saved_queries(request: Request) -> Response:  # noqa: ARG001 (Starlette's signature)
    """The menu of saved queries."""
    told = [
        {
            "name": query.name,
            "title": query.title["zh"],
            "description": query.description["zh"],
            "parameters": [
                {"name": one.name, "kind": one.kind, "description": one.description["zh"], "default": one.default}
                for one in query.parameters
            ],
        }
        for query in saved.load().values()
    ]
    return JSONResponse(told)


async def saved_query(request: Request) -> Response:
    """The text of one, with the values of the address in it."""
    pool, source = _state(request)
    values = {name: value for name, value in request.query_params.items() if value}
    try:
        query = saved.find(request.path_params["name"])
        text = await pool.work(lambda: saved.bind(query, values, source.store))
    except UsageError as error:
        raise Refusal(404, " ".join(str(error).split())) from error
    text = syntax.declared(text, PREFIXES, "\n")  # editors do not know that they are bound here
    return Response(text, headers={"Content-Type": "application/sparql-query; charset=utf-8"})


async def explorer(request: Request) -> Response:
    """The page of the view, under the policy that it brings along and leave to ask this server for what it lacks."""
    _, source = _state(request)
    try:
        data = source.page.read_bytes()
    except OSError as error:
        raise Refusal(404, "this build has no page to explore; build it again with kg build") from error
    found = _POLICY.search(data[:4000])
    if found is None:
        return Response(
            data, headers={**_HTML, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
        )
    told = found[1] + b"; connect-src &#39;self&#39;"  # for /neighbourhood and /search
    shown = found[0].replace(found[1], told) + b"\n" + _SERVED
    policy = unescape(told.decode("ascii", "replace"))
    return Response(
        data[: found.start()] + shown + data[found.end() :],
        headers={**_HTML, "Content-Security-Policy": f"{policy}; frame-ancestors 'none'"},
    )


def _state(request: Request) -> tuple[Pool, Source]:
    return request.app.state.pool, request.app.state.source
