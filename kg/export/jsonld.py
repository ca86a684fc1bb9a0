"""An assembled graph in, JSON-LD out: one object per subject, one a line, in the order of the Turtle.

Written here because pyoxigraph gives the expanded form, with every IRI in full and no context.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.graph.assemble import Assembled
from kg.graph.blocks import Block, Nested
from kg.graph.terms import parts
from kg.vocabulary import PREFIXES, RDF, XSD

_TYPE = f"<{RDF.type}>"
_Value = dict[str, object] | str


def document(assembled: Assembled) -> Iterator[str]:
    """Pieces of the document. IRIs are shortened to `prefix:name` where the name is plain."""
    context = json.dumps(dict(PREFIXES), ensure_ascii=False, indent=1)
    yield f'{{"@context": {context},\n"@graph": [\n'
    separator = ""
    for node in _merged(assembled.blocks()):
        yield separator + json.dumps(node, ensure_ascii=False, separators=(",", ":"))
        separator = ",\n"
    yield "\n]}\n"


def _merged(blocks: Iterable[Block]) -> Iterator[dict[str, object]]:
    for block in blocks:
        yield {"@id": _iri(block.subject), **_properties([(row.predicate, row.object) for row in block.rows])}


def _properties(rows: Iterable[tuple[str, str | Nested]]) -> dict[str, object]:
    said: dict[str, object] = {}
    for predicate, group in groupby(rows, lambda row: row[0]):
        objects = [object_ for _, object_ in group]
        if predicate == _TYPE:
            values: list[_Value] = [_iri(object_) for object_ in objects if isinstance(object_, str)]
            name = "@type"
        else:
            values = [_value(object_) for object_ in objects]
            name = _iri(predicate)
        said[name] = values[0] if len(values) == 1 else values
    return said


def _value(object_: str | Nested) -> _Value:
    if isinstance(object_, Nested):
        return _properties(object_.rows)
    kind, value, language, datatype = parts(object_)
    if kind == "iri":
        return {"@id": _iri(object_)}
    if kind == "blank":
        return {"@id": f"_:{value}"}
    if language:
        return {"@language": language, "@value": value}
    if datatype and datatype != XSD.string:
        return {"@type": _iri(f"<{datatype}>"), "@value": value}
    return value


def _iri(token: str) -> str:
    """`prefix:name`, the IRI in full where it has no prefix, or a blank node's label."""
    if token[0] == "_":
        return token
    iri = parts(token).value
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _SHORT.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else iri


_SHORT = {base: prefix for prefix, base in PREFIXES.items()}
