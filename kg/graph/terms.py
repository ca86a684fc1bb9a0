"""RDF terms as N-Triples tokens (plain strings), and the IRIs of what the records describe.

Tokens instead of term objects, because a build makes millions of them: they are cheap to make, sort and join, and
both Turtle and N-Quads are written from them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from kg.vocabulary import DOC, ENT, FACT, GRAPH, OBS, SYMMETRIC, XSD

BASE = "https://w3id.org/regional-kg/"
DATASET = BASE + "dataset"
BUILD = BASE + "dataset#build"
SOFTWARE = BASE + "dataset#software"

LETTERS = "A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u3001-\ud7ff\uf900-\ufdcf"
"""What a local name may have at both ends in Turtle (PN_CHARS_U and digits), without the rarer ranges."""

_PLAIN_KEY = re.compile(rf"[{LETTERS}\U00010000-\U0001fffd\U00020000-\U0003fffd.~-]+")
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]'
)
_SHORT = MappingProxyType({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LONG = MappingProxyType({escape: character for character, escape in _SHORT.items()})
_ESCAPE = re.compile(r"\\(?:[\"\\nrt]|u[0-9A-F]{4})")
_DATES = (
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("gYearMonth", re.compile(r"\d{4}-\d\d")),
    ("gYear", re.compile(r"\d{4}")),
)

_DECIMAL = f"^^<{XSD.base}decimal>"
_INTEGER = f"^^<{XSD.base}integer>"


def iri(text: str) -> str:
    """Token of an IRI that this program made."""
    return f"<{text}>"


def text(value: str, language: str = "") -> str:
    """Token of a string. What editors show wrongly or not at all (controls, direction marks) is written as an escape;
    half a surrogate pair, which no file can hold, becomes a replacement character.

    >>> print(text('“甲”\\n"乙"', "zh"))
    "“甲”\\n\\"乙\\""@zh
    """
    if _ESCAPED.search(value):
        value = _ESCAPED.sub(_escape, value)
    return f'"{value}"@{language}' if language else f'"{value}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def decimal(value: float) -> str:
    """Token of a number that reads back as the same float: shortest digits, a point, no exponent.

    >>> print(decimal(2.2e9), decimal(0.93))
    "2200000000.0"^^<http://www.w3.org/2001/XMLSchema#decimal> "0.93"^^<http://www.w3.org/2001/XMLSchema#decimal>
    """
    digits = repr(float(value))
    if "e" in digits or "n" in digits:  # an exponent, nan or inf
        digits = format(Decimal(digits), "f")
        if not digits.strip("-0123456789."):
            digits = digits if "." in digits else digits + ".0"
        else:
            raise ValueError(f"{value} is no number that RDF can hold")
    return f'"{digits}"{_DECIMAL}'


def integer(value: int) -> str:
    """Token of a whole number."""
    return f'"{value}"{_INTEGER}'


def date(value: str) -> str:
    """Token of an ISO 8601 day, month or year, typed as what it is; anything else is a plain string."""
    for name, form in _DATES:
        if form.fullmatch(value):
            return f'"{value}"^^<{XSD.base}{name}>'
    return text(value)


def entity(key: str) -> str:
    """Token of an entity's IRI. Keys are letters, digits and hyphens; anything else in one is percent-encoded."""
    return f"<{ENT}{key if _PLAIN_KEY.fullmatch(key) else _encoded(key)}>"


def _encoded(key: str) -> str:
    return "".join(
        character
        if _PLAIN_KEY.fullmatch(character)
        else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
        for character in key
    )


def document(digest: str) -> str:
    """Token of a document's IRI: the first 16 digits of the SHA-256 digest of its bytes."""
    return f"<{DOC}{digest[:16]}>"


def document_graph(digest: str) -> str:
    """Token of the named graph of what a document says."""
    return f"<{GRAPH}{digest[:16]}>"


BACKGROUND_GRAPH = iri(GRAPH + "background")
DATASET_GRAPH = iri(GRAPH + "dataset")
ONTOLOGY_GRAPH = iri(GRAPH + "ontology")
INFERRED_GRAPH = iri(GRAPH + "inferred")


def evidence(digest: str, start: int, end: int) -> str:
    """Token of a stretch of a document: the document's IRI with a fragment in the form of RFC 5147."""
    return f"<{DOC}{digest[:16]}#char={start},{end}>"


def oriented(subject: str, predicate: str, object_: str) -> tuple[str, str, str]:
    """The fact as it is written: of a symmetric relation, the end that sorts first is the subject."""
    if predicate in SYMMETRIC and object_ < subject:
        return object_, predicate, subject
    return subject, predicate, object_


def fact(subject: str, predicate: str, object_: str) -> str:
    """Token of the statement of a fact between two keys; both directions of a symmetric relation have the same."""
    return iri(FACT + digest_of(*oriented(subject, predicate, object_)))


def observation(*parts: str) -> str:
    """Token of the observation that `parts` identify."""
    return iri(OBS + digest_of(*parts))


def digest_of(*parts: str) -> str:
    """16 hexadecimal digits of SHA-256 over the parts, which cannot run into each other."""
    joined = "".join([f"{len(part)}:{part}" for part in parts])
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Parts(NamedTuple):
    """A term taken apart: `iri`, `blank` or `literal`, what it says, and a literal's language or datatype."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""


def parts(token: str) -> Parts:
    """The inverse of the functions above.

    >>> parts(text("甲\\n", "zh"))
    Parts(kind='literal', value='甲\\n', language='zh', datatype='')
    """
    if token[0] == "<":
        return Parts("iri", token[1:-1])
    if token[0] == "_":
        return Parts("blank", token[2:])
    end = token.rindex('"')
    value, rest = token[1:end], token[end + 1 :]
    if "\\" in value:
        value = _ESCAPE.sub(_unescape, value)
    if rest[:1] == "@":
        return Parts("literal", value, language=rest[1:])
    return Parts("literal", value, datatype=rest[3:-1])


def _unescape(match: re.Match[str]) -> str:
    return _LONG.get(match[0]) or chr(int(match[0][2:], 16))
