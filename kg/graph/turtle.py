"""Blocks in, Turtle out: prefixed, grouped by subject, the same bytes for the same blocks.

Written here and not by pyoxigraph's serialiser, because that declares the prefixes in the random order of a hash
table, labels blank nodes instead of nesting them and escapes local names (`doc:00ff\\#char\\=1\\,2`). A million triples
take a second and a half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.graph.blocks import Block, Nested
from kg.graph.terms import LETTERS
from kg.vocabulary import PREFIXES, RDF, XSD

WIDTH = 120
"""Characters of a line beyond which a list of objects is broken."""
KEPT = 1 << 16
"""Shortened tokens that are remembered: most come again, but all of a large graph's would take its memory twice."""

_LOCAL = re.compile(rf"[{LETTERS}](?:[{LETTERS}.\u00b7-]*[{LETTERS}\u00b7-])?")
_NUMBER = re.compile(rf'"(-?[0-9]+(?:\.[0-9]+)?)"\^\^<{re.escape(XSD.base)}(decimal|integer)>')
_TYPE = f"<{RDF.type}>"


class Names:
    """Shortens tokens for Turtle and remembers which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.used: set[str] = set()
        self._prefixes = {base: prefix for prefix, base in prefixes.items()}
        self.predicates: dict[str, str] = {_TYPE: "a"}
        """Predicates as they were shortened before; they are few."""
        self.known: dict[str, str] = {}
        """IRIs and typed literals as they were shortened before."""

    def predicate(self, token: str) -> str:
        """A predicate; they are few, so each is shortened once."""
        short = self.predicates.get(token)
        if short is None:
            short = self.predicates[token] = self.short(token)
        return short

    def short(self, token: str) -> str:
        """`<https://…/ontology#builds>` as `kg:builds`, a typed decimal or integer as a bare number."""
        if token[-1] != ">":
            return token
        short = self.known.get(token)
        if short is None:
            if len(self.known) == KEPT:
                self.known.clear()
            short = self.known[token] = self._shortened(token)
        return short

    def _shortened(self, token: str) -> str:
        if token[0] == "<":
            cut = max(token.rfind("/"), token.rfind("#")) + 1
            prefix = self._prefixes.get(token[1:cut])
            if prefix is None or not _LOCAL.fullmatch(token, cut, len(token) - 1):
                return token
            self.used.add(prefix)
            return f"{prefix}:{token[cut:-1]}"
        number = _NUMBER.fullmatch(token)
        if number and ("." in number[1]) == (number[2] == "decimal"):
            return number[1]
        value, mark, datatype = token.rpartition("^^")
        return value + mark + self.short(datatype)

    def header(self) -> str:
        """The declarations of the prefixes that were used, in alphabetical order."""
        lines = sorted(
            f"@prefix {prefix}: <{base}> .\n" for base, prefix in self._prefixes.items() if prefix in self.used
        )
        return "".join(lines)


def write(path: Path, blocks: Iterable[Block], prefixes: Mapping[str, str] = PREFIXES) -> None:
    """Write the blocks to a file, UTF-8 with line feeds on every system."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(document(blocks, prefixes))


def document(blocks: Iterable[Block], prefixes: Mapping[str, str] = PREFIXES) -> Iterator[str]:
    """Pieces of a whole Turtle document; the first are the prefixes, which is why the others wait in memory."""
    names = Names(prefixes)
    body = list(statements(blocks, names))
    yield names.header()
    yield from body


def statements(blocks: Iterable[Block], names: Names, indent: str = "") -> Iterator[str]:
    """A piece for each block, each with an empty line before it."""
    predicates, short, known = names.predicates, names.short, names.known
    separator = f" ;\n{indent}    "
    for block in blocks:
        parts: list[str] = []
        objects: list[str] = []
        predicate = last = ""
        for token, object_, _ in block.rows:
            if isinstance(object_, str):
                written = object_ if object_[-1] != ">" else known.get(object_) or short(object_)
            else:
                written = _nested(object_, names)
            if token == last:
                objects.append(written)
                continue
            if last:
                parts.append(f"{predicate} {objects[0]}" if len(objects) == 1 else _list(predicate, objects, indent))
            predicate, objects, last = predicates.get(token) or names.predicate(token), [written], token
        if last:
            parts.append(f"{predicate} {objects[0]}" if len(objects) == 1 else _list(predicate, objects, indent))
        yield f"\n{indent}{short(block.subject)} {separator.join(parts)} .\n"


def _list(predicate: str, objects: Sequence[str], indent: str) -> str:
    line = f"{predicate} {' , '.join(objects)}"
    return line if len(line) <= WIDTH else f"{predicate}\n{indent}        " + f" ,\n{indent}        ".join(objects)


def _nested(node: Nested, names: Names) -> str:
    inner = " ; ".join(f"{names.predicate(predicate)} {names.short(value)}" for predicate, value in node.rows)
    return f"[ {inner} ]"
