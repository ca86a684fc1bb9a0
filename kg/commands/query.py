"""`kg query`: the text of a query in, its answer in one of SPARQL's formats out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder
from kg.errors import UsageError


def query(
    text: Annotated[
        str, typer.Argument(metavar="QUERY", help="SPARQL, a file that holds it, or - for standard input.")
    ],
    graph: Folder = DEFAULT_FOLDER,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="table, csv, tsv, json, xml; ttl, nt, jsonld for graphs."
        ),
    ] = "table",
    infer: Annotated[bool, typer.Option("--infer", help="Add what the ontology entails.")] = False,
    rows: Annotated[int | None, typer.Option("--rows", min=0, help="End a longer answer after so many rows.")] = None,
) -> None:
    """Ask the graph in SPARQL.

    SPARQL 1.1; the project's prefixes (kg:, ent:, skos: …) are bound.

    Example: kg query 'SELECT ?name WHERE { ?e a kg:Enterprise ; skos:prefLabel ?name }'
    """
    import kg  # noqa: PLC0415 (help and wrong usage need none of it)

    answer = kg.open(graph).query(_read(text), infer=infer, rows=rows)
    sys.stdout.flush()
    sys.stdout.buffer.write(answer.write(form))
    if answer.cut:
        typer.echo(f"kg query: only the first {rows} rows; --rows changes that", err=True)


def _read(text: str) -> str:
    """The query itself, from standard input, a file or the argument."""
    if text == "-":
        return sys.stdin.read()
    path = Path(text)
    try:
        if len(text) < 1000 and "\n" not in text and path.is_file():
            return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a query: {error}") from error
    if text.endswith((".rq", ".sparql")):
        raise UsageError(f"{path}: no such file")
    return text
