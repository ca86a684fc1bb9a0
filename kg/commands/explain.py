"""`kg explain`: a name in, what the graph says of it and the sentences that say so out."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias, a key or the IRI of a fact.")],
    graph: Folder = DEFAULT_FOLDER,
) -> None:
    """Show what is said of a thing, and where.

    Of an entity all facts and figures, of a fact why it is believed, with the sentences that they rest on.

    Example: kg explain 江津区
    """
    import kg  # noqa: PLC0415 (help and wrong usage need none of it)

    typer.echo(str(kg.open(graph).explain(name)), nl=False)
