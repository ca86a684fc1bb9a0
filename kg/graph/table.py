"""Rows of RDF terms in, a table for a terminal out, whose columns stand under each other in Chinese too."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.graph.turtle import Names
from kg.vocabulary import XSD

GAP = "  "
_NUMBERS = frozenset({XSD.decimal, XSD.integer, XSD.double})
_PICTURES = MappingProxyType({code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"})


def width(text: str) -> int:
    """Columns that a terminal uses for `text`: two for wide characters, none for combining ones.

    >>> width("重庆 A")
    6
    """
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def write(head: Sequence[str], rows: Sequence[Sequence[object | None]], *, columns: int | None = None) -> str:
    """The table with its head and a line under it; numbers stand to the right, an unbound cell is empty.

    With `columns`, the widest columns are narrowed until a line fits; what is cut ends in `…`.
    """
    names = Names()
    cells = [[cell(term, names) for term in row] for row in rows]
    right = [
        bool(rows) and all(_is_number(row[place]) for row in rows if row[place] is not None)
        for place in range(len(head))
    ]
    widths = [max(map(width, column)) for column in zip(head, *cells, strict=True)]
    if columns is not None:
        _narrow(widths, columns - len(GAP) * (len(head) - 1))
    rule = ["─" * size for size in widths]
    lines = [[cut(text, size) for text, size in zip(line, widths, strict=True)] for line in (head, *cells)]
    lines.insert(1, rule)
    return "".join(
        GAP.join(
            " " * (size - width(text)) + text if on_right else text + " " * (size - width(text))
            for text, size, on_right in zip(line, widths, right, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def cell(term: object | None, names: Names) -> str:
    """A term as a person reads it, on one line: an IRI shortened, a literal by its words alone."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        text = number(term.value) if term.datatype.value in _NUMBERS else term.value
    elif isinstance(term, NamedNode):
        text = names.short(str(term))
    else:
        text = str(term)
    return visible(text)


def visible(text: str) -> str:
    """`text` on one line: what could move the cursor, end the line or turn the direction of writing made visible."""
    return text if text.isprintable() else "".join(map(_visible, text))


def cut(text: str, size: int) -> str:
    """`text` within `size` columns."""
    if width(text) <= size:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > size - 1:
            break
        kept += character
    return kept + "…"


def _visible(character: str) -> str:
    if ord(character) in _PICTURES:
        return "↵" if character == "\n" else _PICTURES[ord(character)]
    return character if character.isprintable() or unicodedata.category(character) == "Zs" else "\ufffd"


def number(value: str) -> str:
    """A number without exponent and without needless zeros; what is none is left as it is.

    >>> number("2.2e9"), number("0.50"), number("many")
    ('2200000000', '0.5', 'many')
    """
    try:
        found = Decimal(value)
    except InvalidOperation:
        return value
    return f"{found.normalize():f}" if found.is_finite() else value


def _is_number(term: object) -> bool:
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS


def _narrow(widths: list[int], room: int) -> None:
    """Take from the widest column until all fit; no column gets narrower than 8."""
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
