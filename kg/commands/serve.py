"""`kg serve`: the folder of a build in, an explorer and a SPARQL endpoint over HTTP out."""

from __future__ import annotations

import logging
import sys
import webbrowser
from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder


def serve(
    graph: Folder = DEFAULT_FOLDER,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on; 0 takes any that is free.")
    ] = 8000,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop a query after so long.")
    ] = 30.0,
    queries: Annotated[int, typer.Option("--queries", min=1, max=64, help="Queries that may run at once.")] = 4,
    max_answer: Annotated[
        float, typer.Option("--max-answer", metavar="MB", min=0.001, help="Refuse a larger answer.")
    ] = 32.0,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the graph over HTTP.

    Pages to search, explore and query, and a SPARQL 1.1 endpoint at /sparql; read-only, for this machine alone unless
    --host says otherwise. Ctrl-C or SIGTERM stops it.

    Example: kg serve --port 8080
    """
    # Help and wrong usage need none of it.
    from kg.serve.guard import LOG  # noqa: PLC0415
    from kg.serve.run import serve as run  # noqa: PLC0415
    from kg.serve.settings import Settings  # noqa: PLC0415

    settings = Settings(
        folder=graph, host=host, port=port, seconds=timeout, queries=queries, answer_octets=int(max_answer * 1e6)
    )
    log = logging.getLogger(LOG)
    log.setLevel(logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    log.addHandler(handler)
    if not settings.local:
        warning = f"{host} can be reached by other machines: anyone there may ask, and nothing is encrypted"
        typer.echo(f"kg serve: {warning}", err=True)

    def ready(address: str) -> None:
        typer.echo(address)
        sys.stdout.flush()
        if show:
            webbrowser.open(address)

    run(settings, ready=ready)
