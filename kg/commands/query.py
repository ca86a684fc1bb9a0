"""`kg query`: the text or the name of a query in, its answer in one of SPARQL's formats out."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph.answer import Answer
    from kg.graph.saved import SavedQuery

# Help and wrong usage need none of the modules that are imported late; an answer should come in half a second.
# ruff: noqa: PLC0415


def query(
    context: typer.Context,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="QUERY", help="A saved query by its name, SPARQL, a file that holds it, or - for standard input."
        ),
    ] = None,
    graph: Folder = DEFAULT_FOLDER,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="table, csv, tsv, json, xml; ttl, nt, jsonld for graphs."
        ),
    ] = "table",
    infer: Annotated[bool, typer.Option("--infer", help="Add what the ontology entails.")] = False,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDS", min=0.0, help="Stop the query after so long.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="End a longer answer after so many rows.")] = None,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a build.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Show the saved queries and their parameters.")] = False,
) -> None:
    """Ask the graph in SPARQL.

    A saved query takes its parameters as options: --place 江津区. In SPARQL 1.1 of your own, the project's prefixes
    (kg:, ent:, skos: …) are bound.

    Example: kg query cooperation --place 江津区
    """
    if listing:
        typer.echo(_listed(), nl=False)
        return
    text, values = _sorted_out([*([] if text is None else [text]), *context.args])
    if text is None and values:
        raise _no_option(values)
    if text is None:
        raise UsageError("what to ask is missing: SPARQL, a file, - or the name of a saved query (kg query --list)")
    asked, saved = _read(text)
    if values and saved is None:
        raise _no_option(values)
    if endpoint is not None:
        if infer:
            raise UsageError("--infer is for a build; what a remote store entails is its own affair")
        answer = _ask_remote(endpoint, asked, saved, values, timeout, limit)
    else:
        import kg

        opened = kg.open(graph)
        with _interruptible():
            answer = opened.query(saved.name if saved else asked, infer=infer, timeout=timeout, limit=limit, **values)
    _write(answer, form)
    if answer.cut:
        typer.echo(f"kg query: only the first {limit} rows; --limit changes that", err=True)


def _ask_remote(
    url: str,
    asked: str,
    saved: SavedQuery | None,
    values: dict[str, str],
    timeout: float | None,
    limit: int | None,
) -> Answer:
    from kg.graph.saved import bind
    from kg.remote.endpoint import Endpoint

    there = Endpoint(url)
    if saved is not None and values:
        asked = bind(saved, values, there.vocabulary(list(values.values())))
    ask = there.ask if saved is None else there.ask_saved
    return ask(asked, seconds=timeout, rows=limit)


def _read(text: str) -> tuple[str, SavedQuery | None]:
    """The query itself: the argument, or what a file, standard input or the saved queries have under it."""
    if text == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace"), None
    path = Path(text)
    try:
        if len(text) < 1000 and "\n" not in text and path.is_file():
            return path.read_text(encoding="utf-8"), None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as a query: {error}") from error
    if text.endswith((".rq", ".sparql")):
        raise UsageError(f"{path}: no such file")
    from kg.graph.saved import find, is_name

    if not is_name(text):
        return text, None
    found = find(text)
    return found.text, found


def _sorted_out(words: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """The query, and the values of parameters, which are given as `--name value` or `--name=value`."""
    text: str | None = None
    values: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if word == "-" or not word.startswith("-"):
            if text is not None:
                raise UsageError(f"{word} is too much: there is one query, and a value follows its --parameter")
            text = word
            continue
        name, equals, value = word.removeprefix("--").partition("=")
        if word.startswith("--") and not equals:
            value = next(left, "")
        if not word.startswith("--") or not name:
            raise UsageError(f"there is no option {word} (see kg query --help)")
        if not value:
            raise UsageError(f"--{name} needs a value")
        if name in values:
            raise UsageError(f"--{name} is given twice")
        values[name] = value
    return text, values


def _no_option(values: dict[str, str]) -> UsageError:
    name = next(iter(values))
    return UsageError(f"there is no option --{name} without a saved query that has it (kg query --list shows them)")


def _write(answer: Answer, form: str) -> None:
    if form == "table" and sys.stdout.isatty():
        typer.echo(answer.table(shutil.get_terminal_size().columns), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(answer.write(form))


def _listed() -> str:
    """The saved queries: name and parameters, title in both languages; one below the other."""
    from kg.graph.saved import load

    lines = []
    for query in load().values():
        parameters = " ".join(f"[--{one.name} {one.kind.upper()}]" for one in query.parameters)
        lines.append(f"{query.name} {parameters}".rstrip())
        lines.append(f"    {query.title['zh']} · {query.title['en']}")
        lines.append(f"    {query.description['zh']}")
    return "".join(f"{line}\n" for line in lines)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process: Oxigraph returns from a query only when it is done, so Python could not."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
