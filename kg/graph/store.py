"""Assembled graph in, a folder with an Oxigraph database out; and such a folder opened for reading.

The default graph holds every triple once, the named graphs who says it: Oxigraph's own union of named graphs gives a
triple as often as there are graphs that say it, which would make counts wrong. A mark beside the database's files tells
the format, so that an older one is refused instead of misread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg import __version__
from kg.data import folder as data_folder
from kg.errors import OutputError
from kg.graph import terms
from kg.graph.assemble import Assembled
from kg.graph.blocks import batches, n_quads, n_triples
from kg.graph.infer import entailed, load_axioms

FORMAT = 1
"""Raised with every change of what is stored or how; `docs/rdf.md` describes it."""

MARK = "kg-store.json"
_DATABASE = "CURRENT"  # a file that every RocksDB database has


def create(folder: Path, assembled: Assembled) -> None:
    """Write a new store into `folder`, which must not hold one; it is whole when this returns.

    Raises `OutputError` where the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(folder)
        store.bulk_extend(quads(assembled))
        store.flush()
        del store  # closes the database
        mark = {"format": FORMAT, "software": __version__}
        (folder / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{folder}: the store could not be written: {reason}") from error


def in_memory(assembled: Assembled) -> Store:
    """The same store in memory."""
    store = Store()
    store.extend(quads(assembled))
    return store


def open_store(folder: Path) -> Store:
    """The store in `folder`, read-only; any number of processes may have it open.

    Raises `OutputError` where there is none, or one that another version of kg wrote.
    """
    check(folder)
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{folder}: the store is damaged ({error}); build it again with kg build") from error


def check(folder: Path) -> None:
    """Raise `OutputError` unless `folder` holds a store that this version can read."""
    if not (folder / _DATABASE).is_file():
        raise OutputError(f"{folder}: no store there; make one with kg build, or name another folder with --graph")
    try:
        found = json.loads((folder / MARK).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError):
        found = 0
    if found != FORMAT:
        age = "a newer" if isinstance(found, int) and found > FORMAT else "an older"
        advice = "use that version" if age == "a newer" else "build it again with kg build"
        raise OutputError(f"{folder}: the store was written by {age} version of kg; {advice}")


def quads(assembled: Assembled) -> Iterator[Quad]:
    """What a store holds: the union as default graph, the named graphs, what follows from them, the ontology.

    What is entailed stands in a graph of its own and not in the default graph; only a query that asks for it sees it.
    Blank nodes keep their labels, so that one that two graphs mention is one node.
    """
    axioms = load_axioms()
    lines = chain(
        n_triples(assembled.blocks()),
        n_quads(assembled.blocks()),
        (f"{line} {terms.INFERRED_GRAPH} .\n" for line in entailed(assembled.blocks(), axioms)),
    )
    return chain(_parsed(lines), ontology())


def _parsed(lines: Iterable[str]) -> Iterator[Quad]:
    for batch in batches(lines):
        yield from parse(batch, format=RdfFormat.N_QUADS)


def ontology() -> Iterator[Quad]:
    """The ontology, in its named graph: queries take labels of classes and properties from there."""
    graph = NamedNode(terms.ONTOLOGY_GRAPH[1:-1])
    for quad in parse(path=data_folder("ontology") / "kg.ttl", format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
