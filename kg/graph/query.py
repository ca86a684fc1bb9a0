"""A store and the text of a SPARQL query in, its answer out, within limits.

Oxigraph cannot be interrupted from Python (oxigraph/oxigraph#1926), so a limit in time needs a process that can be
killed: with one, the query runs in `kg.graph.process`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from kg.errors import LimitError, QueryError
from kg.graph import syntax
from kg.graph.answer import Answer
from kg.graph.scope import scope
from kg.graph.store import open_store
from kg.vocabulary import PREFIXES


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the part of the store that it is asked of."""

    text: str
    infer: bool = False
    """Whether what the ontology entails belongs to the default graph."""
    default_graphs: tuple[str, ...] = ()
    """IRIs of the graphs whose union is the default graph; none: the union of all."""
    named_graphs: tuple[str, ...] = ()
    """IRIs of the graphs that GRAPH may name; none: all, or none at all where `default_graphs` are given."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may take; None is no limit."""

    seconds: float | None = None
    """Then the query is stopped with a `LimitError`."""
    rows: int | None = None
    """Then the answer ends and says that it is cut."""
    octets: int | None = None
    """Bytes of the answer; then the query is stopped with a `LimitError`."""


NO_LIMITS = Limits()


def run(
    store: Store | Path,
    text: str,
    *,
    infer: bool = False,
    seconds: float | None = None,
    rows: int | None = None,
    octets: int | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answer:
    """Ask a store that is open, or the one in a folder; the project's prefixes are bound.

    Raises `QueryError` for a query that does not parse, changes data or calls another server, `LimitError` at a limit,
    `OutputError` where the folder has no store, and `ValueError` for a limit in time on a store that is open here.
    """
    question = Question(text, infer, tuple(default_graphs), tuple(named_graphs))
    limits = Limits(seconds, rows, octets)
    if seconds is None:
        return ask(open_store(store) if isinstance(store, Path) else store, question, limits)
    if not isinstance(store, Path):
        raise ValueError("a limit in time needs the folder of a store: a query in this process cannot be stopped")
    from kg.graph.process import Asker  # noqa: PLC0415 (imports this module)

    with Asker(store) as asker:
        return asker.ask(question, limits)


def ask(store: Store, question: Question, limits: Limits = NO_LIMITS) -> Answer:
    """Ask an open store in this process. `limits.seconds` is not looked at. Raises as `run` does."""
    syntax.refuse(question.text)
    try:
        return _answer(store, question, limits)
    except SyntaxError as error:
        syntax.complain(question.text, error, PREFIXES)
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be run: {' '.join(str(error).split())}") from error


def _answer(store: Store, question: Question, limits: Limits) -> Answer:
    scoped, dataset = scope(
        store,
        question.text,
        infer=question.infer,
        default_graphs=question.default_graphs,
        named_graphs=question.named_graphs,
    )
    found = scoped.query(question.text, prefixes=dict(PREFIXES), **dataset)
    if isinstance(found, QueryBoolean):
        return Answer("boolean", b"true" if found else b"false")
    head = 1 if isinstance(found, QuerySolutions) else 0  # the first line of TSV names the variables
    sink = _Sink(None if limits.rows is None else limits.rows + head, limits.octets)
    cut = False
    try:
        if isinstance(found, QuerySolutions):
            found.serialize(cast("IO[bytes]", sink), format=QueryResultsFormat.TSV)
        else:
            found.serialize(cast("IO[bytes]", sink), format=RdfFormat.N_TRIPLES)
    except _EnoughError:
        cut = True
    return Answer("solutions" if head else "graph", sink.data(), cut)


class _EnoughError(Exception):
    """Ends the writing of an answer that has all the rows it may have."""


class _Sink:
    """What Oxigraph writes an answer to: it counts, and stops the query at a limit."""

    def __init__(self, lines: int | None, octets: int | None) -> None:
        self._chunks: list[bytes] = []
        self._lines = lines
        self._ends = 0
        self._octets = octets
        self._size = 0

    def write(self, chunk: bytes) -> int:
        self._size += len(chunk)
        if self._octets is not None and self._size > self._octets:
            size = f"{self._octets / 1e6:g} MB"
            raise LimitError(f"the answer is larger than {size}; ask for less, with LIMIT or COUNT", "size")
        self._chunks.append(bytes(chunk))
        self._ends += chunk.count(b"\n")
        if self._lines is not None and (self._ends, chunk[-1:]) > (self._lines, b"\n"):
            kept = b"".join(self._chunks).split(b"\n", self._lines)[: self._lines]
            self._chunks = [line + b"\n" for line in kept]
            raise _EnoughError
        return len(chunk)

    def flush(self) -> None:
        """Nothing is held back."""

    def data(self) -> bytes:
        return b"".join(self._chunks)
