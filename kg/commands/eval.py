"""`kg eval`: annotations and their articles in, how good the graph of them is out, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.options import Gazetteers, LeastConfidence, Rules, Workers
from kg.commands.progress import Bar
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.evaluate import Difference, Evaluation, Tally

# Help and wrong usage need none of the modules that are imported late.
# ruff: noqa: PLC0415

_SHOWN = 10
"""Differences of each kind that a table shows."""
_DEFAULT = f"[default: {_SHOWN}; in JSON all]"
_KINDS = {"entity": "entities", "type": "entities of another class", "duplicate": "entities twice"}
_WIDTH = 20
"""Columns of the names of rows."""


def eval(  # noqa: A001 (a command has the name of its function)
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="An annotation in JSON, or a folder of them.")],
    text: Annotated[
        Path | None,
        typer.Argument(metavar="TEXT", help="Its article, or a folder of articles. [default: beside the annotation]"),
    ] = None,
    graph: Annotated[
        Path | None,
        typer.Option("--graph", "-g", metavar="DIR", help="Score what this build says instead of building afresh."),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.")] = "table",
    missed: Annotated[
        int | None, typer.Option("--missed", min=0, help=f"Missed ones to show, of each kind. {_DEFAULT}")
    ] = None,
    extra: Annotated[
        int | None, typer.Option("--extra", min=0, help=f"Ones too much to show, of each kind. {_DEFAULT}")
    ] = None,
    min_confidence: LeastConfidence = 0.0,
    recognizer: Annotated[
        str | None, typer.Option("--recognizer", metavar="NAME", help="What finds names: full (the default) or rules.")
    ] = None,
    rules: Rules = None,
    gazetteers: Gazetteers = None,
    workers: Workers = None,
) -> None:
    """Score the graph against annotations of your own.

    Precision, recall and F1 of entities, relations and figures, by class, relation and indicator; how much evidence is
    sound; what was missed and what was too much. Each article is built as if it were the only one.

    Example: kg eval gold/ articles/

    Example: kg eval gold/ articles/ --format json --recognizer rules

    Example: kg eval gold/01.json articles/01.txt --missed 50 --extra 0 --graph output
    """
    if form not in {"table", "json"}:
        raise UsageError(f"{form} is no format of a score; choose table or json")
    if graph is not None and (recognizer or rules or gazetteers or workers):
        raise UsageError("--recognizer, --rules, --gazetteer and --workers are for building; --graph is built already")
    import kg

    with Bar() as progress:
        found = kg.eval(
            gold,
            text,
            graph=kg.open(graph) if graph else None,
            workers=workers,
            min_confidence=min_confidence,
            recognizer=recognizer or "full",
            rules=rules or (),
            gazetteers=gazetteers or (),
            strict=bool(context.obj),
            progress=progress,
        )
    if form == "json":
        typer.echo(json.dumps(found.as_dict(missed=missed, extra=extra), ensure_ascii=False, indent=2))
        return
    for line in _table(found, _SHOWN if missed is None else missed, _SHOWN if extra is None else extra):
        typer.echo(line)


def _table(found: Evaluation, missed: int, extra: int) -> Iterator[str]:
    total = found.total
    headline = {
        "entities (core)": total.entities_core,
        "entities (all)": total.entities_all,
        "relations": total.relations,
        "observations": total.observations,
    }
    yield from _rows("", headline)
    yield f"{'evidence sound':<{_WIDTH}}{total.evidence_sound:7.3f}  {total.sound:,} of {total.facts:,} facts"
    parts = (("by class", total.by_type), ("by relation", total.by_relation), ("by indicator", total.by_indicator))
    for title, tallies in parts:
        if tallies:
            yield ""
            yield from _rows(title, tallies)
    if len(found.documents) > 1:
        yield ""
        yield from _documents(found)
    yield from _differences("missed", total.missed, missed, "--missed")
    yield from _differences("too much", total.extra, extra, "--extra")


def _rows(title: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    yield f"{title:<{_WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'too much':>10}{'missed':>8}"
    for name, one in tallies.items():
        shares = f"{one.precision:7.3f}{one.recall:7.3f}{one.f1:7.3f}"
        yield f"{name:<{_WIDTH}}{shares}{one.right:8,}{one.extra:10,}{one.missed:8,}"


def _documents(found: Evaluation) -> Iterator[str]:
    from kg.graph.table import visible, width

    wide = max(_WIDTH, *(width(visible(name)) for name, _ in found.documents))
    yield f"{'F1 by document':<{wide}}{'entities':>12}{'relations':>12}{'observations':>14}"
    for name, score in found.documents:
        figures = (score.entities_core, score.relations, score.observations)
        cells = ["–" if one == type(one)() else f"{one.f1:.3f}" for one in figures]  # nothing there to find or to state
        yield f"{visible(name)}{' ' * (wide - width(visible(name)))}{cells[0]:>12}{cells[1]:>12}{cells[2]:>14}"


def _differences(title: str, differences: Iterable[Difference], limit: int, option: str) -> Iterator[str]:
    """The first of each kind, and how many there are."""
    from kg.graph.table import visible

    kinds: dict[str, list[Difference]] = {}
    for one in differences:
        kinds.setdefault(one.kind, []).append(one)
    for kind, every in sorted(kinds.items()) if limit else ():
        rest = f", the first {limit}; {option} shows more" if len(every) > limit else ""
        yield ""
        yield f"{title}: {_KINDS.get(kind, kind + 's')} ({len(every):,}{rest})"
        for one in every[:limit]:
            yield f"  {visible(one.document)}  {one.label}  {visible(one.text)}"
