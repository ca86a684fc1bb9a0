"""`kg export`: the folder of a build in, the graph in another format out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder
from kg.commands.progress import Bar


def export(
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="ttl, nt, nq, trig, jsonld, rdfxml, graphml or csv.")
    ],
    graph: Folder = DEFAULT_FOLDER,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file. [default: standard output]")
    ] = None,
    infer: Annotated[bool, typer.Option("--infer", help="Add what the ontology entails.")] = False,
) -> None:
    """Write the graph in another format.

    In csv, each sentence that a fact rests on has a row.

    Example: kg export --format graphml --output graph.graphml
    """
    import kg  # noqa: PLC0415 (help and wrong usage need none of it)

    with Bar("Writing the file"):
        if output is not None:
            kg.open(graph).export(form, output, infer=infer)
        else:
            pieces = kg.open(graph).pieces(form, infer=infer)
            sys.stdout.flush()
            sys.stdout.buffer.writelines(pieces)
