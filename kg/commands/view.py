"""`kg view`: the folder of a build in, an HTML page to explore it out."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder
from kg.commands.progress import Bar
from kg.errors import UsageError
from kg.output import VIEW

_Names = list[str] | None


def view(
    graph: Folder = DEFAULT_FOLDER,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The page. [default: DIR/view.html]")
    ] = None,
    focus: Annotated[str, typer.Option("--focus", metavar="NAME", help="Open around this entity.")] = "",
    depth: Annotated[int, typer.Option("--depth", min=1, max=3, help="Steps around the focus.")] = 1,
    classes: Annotated[_Names, typer.Option("--class", metavar="CLASS", help="Show this class at first.")] = None,
    relations: Annotated[
        _Names, typer.Option("--relation", metavar="RELATION", help="Show this relation at first.")
    ] = None,
    documents: Annotated[
        _Names, typer.Option("--document", metavar="NAME", help="Show what this document says at first.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Hide facts below it at first.")
    ] = 0.0,
    max_nodes: Annotated[int, typer.Option("--max-nodes", min=1, help="Most entities in the page.")] = 10_000,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Language of the page: zh or en.")] = "zh",
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Explore the graph in a browser.

    Says where the page is that a build made; with options, writes another one. It is one file and needs no network.

    Example: kg view --focus 江津区 --depth 2 --output jiangjin.html
    """
    if lang not in {"zh", "en"}:
        raise UsageError(f"{lang} is no language of the page; choose zh or en")
    import kg  # noqa: PLC0415 (help and wrong usage need none of it)
    from kg.view.options import ViewOptions  # noqa: PLC0415

    options = ViewOptions(
        focus=focus,
        depth=depth,
        classes=tuple(classes or ()),
        relations=tuple(relations or ()),
        documents=tuple(documents or ()),
        min_confidence=min_confidence,
        max_nodes=max_nodes,
        lang="en" if lang == "en" else "zh",
    )
    page = output or graph / (VIEW if options == ViewOptions() else "view.html")
    with Bar() as progress:
        found = kg.open(graph)
        if page != graph / VIEW:  # what a build made is not made again
            found.view(page, options=options, progress=progress)
    typer.echo(str(page))
    if show:
        webbrowser.open(page.resolve().as_uri())
