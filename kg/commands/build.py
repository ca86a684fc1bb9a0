"""`kg build`: documents in, the folder of a build out; says what was made and where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Gazetteers, LeastConfidence, Rules, Workers
from kg.commands.progress import Bar
from kg.errors import InputError


def build(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders of articles. [default: the ones that ship with kg]"),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write.")] = DEFAULT_FOLDER,
    workers: Workers = None,
    min_confidence: LeastConfidence = 0.0,
    recognizer: Annotated[
        str,
        typer.Option("--recognizer", metavar="NAME", help="What finds names: full, or rules alone."),
    ] = "full",
    rules: Rules = None,
    gazetteers: Gazetteers = None,
) -> None:
    """Build the graph of articles.

    Writes graph.ttl, evidence.ttl, graph.html and store/ into a folder.

    Example: kg build articles/ --output output
    """
    from kg import api  # noqa: PLC0415 (help and wrong usage need none of it)

    with Bar() as progress:
        graph = api.build(
            paths,
            output=output,
            workers=workers,
            min_confidence=min_confidence,
            recognizer=recognizer,
            rules=rules or (),
            gazetteers=gazetteers or (),
            strict=bool(context.obj),
            progress=progress,
        )
    for note in graph.notes:
        typer.echo(f"kg build: {note}", err=True)
    for failure in graph.failures:
        typer.echo(f"kg build: {failure.name}: {failure.reason}", err=True)
    said = graph.knowledge
    documents, quotes = len(said.sources), sum(len(fact.evidence) for fact in said.facts) + len(said.observations)
    entities = _many(len(said.entities) + len(said.background), "entity", "entities")
    facts = _many(len(said.facts), "fact")
    observations = _many(len(said.observations), "observation")
    above = f" ({len(said.background):,} of the entities only as what lies above others)" if said.background else ""
    rows = (
        (api.GRAPH, f"{entities}, {facts} and {observations} from {_many(documents, 'document')}{above}"),
        (api.EVIDENCE, f"the {_many(quotes, 'quotation')} that they rest on"),
        (api.VIEW, "the page: open it in a browser, or kg view --open"),
        (api.STORE, "the database: kg query, kg explain and kg export read it"),
    )
    width = max(len(str(output / name)) for name, _ in rows)
    for name, what in rows:
        typer.echo(f"{output / name!s:<{width}}  {what}")
    if graph.failures:
        count = len(graph.failures)
        raise InputError(f"{count} of {_many(count + documents, 'document')} could not be read; the others are built")


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"
