"""An assembled graph in, RDF/XML out.

XML cannot hold most control characters, not even as references: they become their pictures (U+0001 is shown as U+2401).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kg.graph.answer import legal_xml
from kg.graph.assemble import Assembled
from kg.graph.blocks import Nested
from kg.graph.terms import parts
from kg.vocabulary import PREFIXES

_PREDICATE = re.compile(r"(.*[/#])([^/#]+)")
_BASES = {base: prefix for prefix, base in PREFIXES.items()}
_DESCRIPTION = "rdf:Description"


def document(assembled: Assembled) -> Iterator[str]:
    """Pieces of the document, a description for each block."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, base in PREFIXES.items():
        yield f"\n    xmlns:{prefix}={quoteattr(base)}"
    yield ">\n"
    for block in assembled.blocks():
        subject = parts(block.subject)
        name = "rdf:about" if subject.kind == "iri" else "rdf:nodeID"
        lines = [f"  <{_DESCRIPTION} {name}={quoteattr(subject.value)}>\n"]
        lines += (_property(row.predicate, row.object, "    ") for row in block.rows)
        lines.append(f"  </{_DESCRIPTION}>\n")
        yield legal("".join(lines))
    yield "</rdf:RDF>\n"


def legal(text: str) -> str:
    """`text` with the characters that XML cannot hold replaced."""
    return text if text.isprintable() else legal_xml(text.encode()).decode()


def _property(predicate: str, object_: str | Nested, indent: str) -> str:
    tag, declaration = _tag(parts(predicate).value)
    start = f"{indent}<{tag}{declaration}"
    if isinstance(object_, Nested):
        inner = "".join(_property(name, value, indent + "    ") for name, value in object_.rows)
        return f"{start}>\n{indent}  <{_DESCRIPTION}>\n{inner}{indent}  </{_DESCRIPTION}>\n{indent}</{tag}>\n"
    kind, value, language, datatype = parts(object_)
    if kind == "iri":
        return f"{start} rdf:resource={quoteattr(value)}/>\n"
    if kind == "blank":
        return f"{start} rdf:nodeID={quoteattr(value)}/>\n"
    if language:
        start += f" xml:lang={quoteattr(language)}"
    elif datatype:
        start += f" rdf:datatype={quoteattr(datatype)}"
    # A carriage return would be read back as a line feed.
    return f"{start}>{escape(value, {chr(13): '&#13;'})}</{tag}>\n"


def _tag(predicate: str) -> tuple[str, str]:
    """Name of the element, and the declaration that it needs where its namespace has no prefix."""
    match = _PREDICATE.fullmatch(predicate)
    assert match is not None, predicate
    base, local = match.groups()
    return (f"{_BASES[base]}:{local}", "") if base in _BASES else (f"ns:{local}", f" xmlns:ns={quoteattr(base)}")
