"""A store in, a file of another format out.

The graph is assembled anew from what the store holds, so that an export has the terms of graph.ttl and evidence.ttl to
the letter, in their order: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.graph.assemble import Assembled
    from kg.model import Knowledge

# The writers are imported by those who need them: rdflib and networkx take half a second.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, and whether it can hold what the ontology entails."""

    media_type: str
    infers: bool = True


FORMATS = {
    "ttl": Format("text/turtle"),
    "nt": Format("application/n-triples"),
    "nq": Format("application/n-quads"),
    "trig": Format("application/trig"),
    "jsonld": Format("application/ld+json"),
    "rdfxml": Format("application/rdf+xml"),
    "graphml": Format("application/graphml+xml", infers=False),
    "csv": Format("text/csv", infers=False),
}
"""nt, ttl, jsonld and rdfxml hold the union of all graphs; nq and trig the named graphs, which tell who says what;
graphml the entities and facts; csv a row for each sentence that a fact rests on."""


def write(store: Store, form: str, path: Path, *, infer: bool = False) -> None:
    """Write the graph in `store` to a file in one of `FORMATS`.

    `infer` adds what the ontology entails (nq and trig: in a graph of its own). Raises `UsageError`, before anything
    is written, for an unknown format and for `infer` with one that has no place for it, and `OutputError` where the
    disk refuses.
    """
    content = pieces(store, form, infer=infer)
    try:
        with path.open("wb") as file:
            file.writelines(content)
    except OSError as error:
        raise OutputError(f"{path}: could not be written: {error.strerror or error}") from error


def pieces(store: Store, form: str, *, infer: bool = False) -> Iterable[bytes]:
    """The bytes of the file, piece by piece. Raises as `write` does, at once and not with the first piece."""
    if form not in FORMATS:
        raise UsageError(f"{form} is no export format; choose one of {', '.join(FORMATS)}")
    if infer and not FORMATS[form].infers:
        capable = ", ".join(name for name, each in FORMATS.items() if each.infers)
        raise UsageError(f"{form} holds facts, not what follows from them; with --infer choose one of {capable}")
    return _pieces(store, form, infer)


def _pieces(store: Store, form: str, infer: bool) -> Iterator[bytes]:
    from kg.graph.reading import read

    knowledge = read(store)
    if form == "graphml":
        from kg.export.network import graphml

        lines = graphml(knowledge)
    elif form == "csv":
        from kg.export.spreadsheet import rows

        lines = rows(knowledge)
    else:
        lines = _writer(form)(_assembled(store, knowledge, infer))
    for batch in _batches(lines):
        yield batch.encode("utf-8")


def _writer(form: str) -> Callable[[Assembled], Iterator[str]]:
    from kg.export import jsonld, rdf, rdfxml

    return {
        "ttl": rdf.turtle,
        "nt": rdf.n_triples,
        "nq": rdf.n_quads,
        "trig": rdf.trig,
        "jsonld": jsonld.document,
        "rdfxml": rdfxml.document,
    }[form]


def _assembled(store: Store, knowledge: Knowledge, infer: bool) -> Assembled:
    from kg.graph.assemble import assemble
    from kg.graph.infer import with_entailed
    from kg.graph.reading import made_by

    version, date = made_by(store)
    assembled = assemble(knowledge, version=version, date=date)
    return with_entailed(assembled) if infer else assembled


def _batches(lines: Iterable[str]) -> Iterator[str]:
    from kg.graph.blocks import batches

    return batches(lines)
