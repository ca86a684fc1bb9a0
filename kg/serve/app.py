"""Settings in, the application out: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import OutputError
from kg.serve import site, things
from kg.serve.guard import Guard
from kg.serve.neighbourhood import neighbourhood
from kg.serve.pages import STATIC
from kg.serve.pool import Pool
from kg.serve.protocol import sparql
from kg.serve.refusal import BUSY, Refusal, refused
from kg.serve.settings import Settings
from kg.serve.source import Source


def application(settings: Settings) -> Starlette:
    """The application; its processes start and end with it. Raises `OutputError` where the folder holds no build."""
    source = Source(settings.folder)

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = pool = Pool(settings, source.place)
        pool.start()
        try:
            yield
        finally:
            pool.close()

    routes = [
        Route("/", site.home),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/query", site.editor),
        Route("/explore", site.explorer),
        Route("/search", site.search),
        Route("/neighbourhood", neighbourhood),
        Route("/health", site.health),
        Route("/terms", site.vocabulary),
        Route("/saved", site.saved_queries),
        Route("/saved/{name}", site.saved_query),
        Route("/resource", things.resource),
        Route("/ontology", things.ontology),
        Mount("/static", StaticFiles(directory=STATIC)),
        Route("/{kind}/{local:path}", things.thing),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={Refusal: refused, HTTPException: _plain, OutputError: _unreadable},
        lifespan=living,
    )
    app.state.source = source
    app.router.redirect_slashes = False  # a path that is not there is 404
    return app


def _plain(request: Request, error: Exception) -> Response:
    """What Starlette refuses (no such page, another method), in one line."""
    assert isinstance(error, HTTPException)
    reason = {404: "there is no such page", 405: f"{request.method} is not possible here"}.get(error.status_code)
    return PlainTextResponse((reason or error.detail) + "\n", error.status_code, dict(error.headers or {}))


def _unreadable(request: Request, error: Exception) -> Response:  # noqa: ARG001 (Starlette's signature)
    return refused(request, Refusal(503, "the graph cannot be read just now; it may be about to be replaced", BUSY))
