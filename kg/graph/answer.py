"""The answer to a query: kept in lines as Oxigraph wrote it, given as values or in one of SPARQL's formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)
from pyoxigraph import Literal as Text

from kg.errors import UsageError
from kg.graph import table, turtle
from kg.graph.blocks import grouped

Term = NamedNode | BlankNode | Text | Triple
Kind = Literal["solutions", "boolean", "graph"]


@dataclass(frozen=True)
class Answer:
    """Solutions of a SELECT, the truth of an ASK or the triples of a CONSTRUCT or DESCRIBE."""

    kind: Kind
    data: bytes
    """TSV with a head line, `true` or `false`, or N-Triples."""
    cut: bool = False
    """Whether a limit ended it before its end."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the columns of solutions, in the query's order."""
        head = self.data.split(b"\n", 1)[0].decode()
        return tuple(name.removeprefix("?") for name in head.split("\t") if name) if self.kind == "solutions" else ()

    @cached_property
    def rows(self) -> tuple[tuple[Term | None, ...], ...]:
        """The solutions; None is unbound."""
        return tuple(tuple(solution) for solution in self._solutions()) if self.kind == "solutions" else ()

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The triples of a graph, sorted, each once."""
        return tuple(quad.triple for quad in parse(b"\n".join(self._lines()), format=RdfFormat.N_TRIPLES))

    def __str__(self) -> str:
        return self.table()

    def __bool__(self) -> bool:
        """The truth of an ASK; of the others, whether there is anything."""
        if self.kind == "boolean":
            return self.data == b"true"
        return len(self) > 0

    def __len__(self) -> int:
        """How many solutions or triples; an ASK has one."""
        if self.kind == "solutions":
            return self.data.count(b"\n") - 1
        return len(self._lines()) if self.kind == "graph" else 1

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """The solutions, or the triples as rows."""
        if self.kind == "graph":
            return (tuple(triple) for triple in self.triples)
        return iter(self.rows)

    def write(self, form: str) -> bytes:
        """The answer in one of `FORMATS`. Raises `UsageError` for one that this kind of answer does not have."""
        writer = _WRITERS[self.kind].get(form)
        if writer is None:
            known = ", ".join(_WRITERS[self.kind])
            raise UsageError(f"{form} is no format for {_CALLED[self.kind]}; choose one of {known}")
        return writer(self)

    def table(self, columns: int | None = None) -> str:
        """The answer for a terminal that is `columns` wide; None does not cut anything."""
        if self.kind == "boolean":
            return "yes\n" if self else "no\n"
        if self.kind == "graph":
            return table.write(
                ("subject", "predicate", "object"), [tuple(one) for one in self.triples], columns=columns
            )
        return table.write(self.variables, self.rows, columns=columns)

    def _solutions(self) -> QuerySolutions:
        found = parse_query_results(self.data, format=QueryResultsFormat.TSV)
        assert isinstance(found, QuerySolutions)
        return found

    def _lines(self) -> list[bytes]:
        """The N-Triples of a graph, sorted, each once."""
        return sorted({line for line in self.data.split(b"\n") if line})


_CALLED = {"solutions": "the solutions of a SELECT", "boolean": "an ASK", "graph": "a graph"}
_NOT_XML = re.compile(b"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def _results(form: QueryResultsFormat) -> Callable[[Answer], bytes]:
    def write(answer: Answer) -> bytes:
        return answer._solutions().serialize(format=form) or b""

    return write


def _xml(answer: Answer) -> bytes:
    return legal_xml(_results(QueryResultsFormat.XML)(answer))


def legal_xml(data: bytes) -> bytes:
    """UTF-8 with the characters that XML cannot hold shown by their pictures: U+0001 as U+2401."""
    return _NOT_XML.sub(
        lambda match: "\ufffd".encode() if len(match[0]) > 1 else chr(0x2400 + match[0][0]).encode(), data
    )


def _table(answer: Answer) -> bytes:
    return answer.table().encode()


def _truth_json(answer: Answer) -> bytes:
    return b'{"head":{},"boolean":%b}' % answer.data


def _truth_xml(answer: Answer) -> bytes:
    return (
        b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        b"<boolean>%b</boolean></sparql>" % answer.data
    )


def _n_triples(answer: Answer) -> bytes:
    return b"".join(line + b"\n" for line in answer._lines())


def _turtle(answer: Answer) -> bytes:
    return "".join(turtle.document(grouped(answer.triples))).encode()


def _rdf(form: RdfFormat) -> Callable[[Answer], bytes]:
    def write(answer: Answer) -> bytes:
        return serialize(answer.triples, format=form) or b""

    return write


def _rdf_xml(answer: Answer) -> bytes:
    return legal_xml(_rdf(RdfFormat.RDF_XML)(answer))


_WRITERS: MappingProxyType[Kind, MappingProxyType[str, Callable[[Answer], bytes]]] = MappingProxyType(
    {
        "solutions": MappingProxyType(
            {
                "table": _table,
                "csv": _results(QueryResultsFormat.CSV),
                "tsv": lambda answer: answer.data,
                "json": _results(QueryResultsFormat.JSON),
                "xml": _xml,
            }
        ),
        "boolean": MappingProxyType(
            {
                "table": _table,
                "csv": lambda answer: answer.data + b"\n",
                "tsv": lambda answer: answer.data + b"\n",
                "json": _truth_json,
                "xml": _truth_xml,
            }
        ),
        "graph": MappingProxyType(
            {
                "table": _table,
                "ttl": _turtle,
                "nt": _n_triples,
                "jsonld": _rdf(RdfFormat.JSON_LD),
                "xml": _rdf_xml,
            }
        ),
    }
)
FORMATS = tuple(sorted({form for writers in _WRITERS.values() for form in writers}))
"""Every format that some answer has; `xml` is SPARQL's result format or RDF/XML."""
