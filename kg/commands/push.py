"""`kg push`: the folder of a build in, its graphs in a SPARQL store somewhere else out."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder
from kg.commands.progress import Bar


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the server takes graphs, or else updates.")],
    graph: Folder = DEFAULT_FOLDER,
    infer: Annotated[bool, typer.Option("--infer", help="Add the graph of what the ontology entails.")] = False,
) -> None:
    """Write the graph to a SPARQL store.

    Its named graphs are replaced, nothing else is touched. Credentials come from the environment: KG_REMOTE_USER and
    KG_REMOTE_PASSWORD, or KG_REMOTE_TOKEN.

    Example: kg push http://localhost:7878/store
    """
    import kg  # noqa: PLC0415 (help and wrong usage need none of it)

    with Bar("Sending the graphs") as progress:
        done = kg.open(graph).push(url, infer=infer, progress=progress)
    removed = f"; {done.removed} of documents that are gone removed" if done.removed > 0 else ""
    typer.echo(f"{done.graphs:,} graphs, {done.triples:,} triples to {url} ({done.protocol}){removed}")
