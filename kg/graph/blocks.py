"""The graph between knowledge and its serialisations: subjects with their rows, each row in its named graphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import Triple

BATCH = 1 << 14
"""Lines that are handed on at a time: large enough that the hand-over costs nothing, small beside a document."""


@dataclass(frozen=True, slots=True)
class Nested:
    """A blank node that has one place only and is written there: its label and its rows (predicate, object)."""

    label: str
    rows: tuple[tuple[str, str], ...]


class Row(NamedTuple):
    """A predicate and an object of a block's subject, and the named graphs that say it (at least one)."""

    predicate: str
    object: str | Nested
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A subject and what is said of it, in the order in which a reader should see it."""

    subject: str
    rows: list[Row]


def triples(block: Block) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(subject, predicate, object, named graphs) as N-Triples tokens, nested nodes by their labels."""
    subject = block.subject
    for predicate, object_, graphs in block.rows:
        if isinstance(object_, Nested):
            yield subject, predicate, object_.label, graphs
            for inner, value in object_.rows:
                yield object_.label, inner, value, graphs
        else:
            yield subject, predicate, object_, graphs


def n_triples(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines of N-Triples: everything, without the named graphs."""
    for block in blocks:
        for subject, predicate, object_, _ in triples(block):
            yield f"{subject} {predicate} {object_} .\n"


def n_quads(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines of N-Quads: every triple once for each named graph that says it."""
    for block in blocks:
        for subject, predicate, object_, graphs in triples(block):
            for graph in graphs:
                yield f"{subject} {predicate} {object_} {graph} .\n"


def grouped(found: Iterable[Triple]) -> list[Block]:
    """Blocks of triples that a query gave, sorted, in no named graph.

    A blank node that one triple leads to, and that leads to no further one, is nested there.
    """
    said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for triple in found:
        said[str(triple.subject)].append((str(triple.predicate), str(triple.object)))
    uses = Counter(object_ for pairs in said.values() for _, object_ in pairs if object_.startswith("_:"))
    nested = {
        label: Nested(label, tuple(sorted(pairs)))
        for label, pairs in said.items()
        if uses[label] == 1 and not any(object_.startswith("_:") for _, object_ in pairs)
    }
    return [
        Block(subject, [Row(predicate, nested.get(object_, object_), ()) for predicate, object_ in sorted(pairs)])
        for subject, pairs in sorted(said.items())
        if subject not in nested
    ]


def unnested(block: Block, shared: Collection[str]) -> Iterator[Block]:
    """The block without the nested nodes whose labels are `shared`, and after it a block for each of those."""
    rows = []
    nodes = []
    for row in block.rows:
        if isinstance(row.object, Nested) and row.object.label in shared:
            node = row.object
            rows.append(Row(row.predicate, node.label, row.graphs))
            nodes.append(Block(node.label, [Row(*inner, row.graphs) for inner in node.rows]))
        else:
            rows.append(row)
    yield Block(block.subject, rows)
    yield from nodes


def batches(lines: Iterable[str], size: int = BATCH) -> Iterator[str]:
    """The lines joined, `size` at a time."""
    pending: list[str] = []
    for line in lines:
        pending.append(line)
        if len(pending) >= size:
            yield "".join(pending)
            pending.clear()
    if pending:
        yield "".join(pending)
