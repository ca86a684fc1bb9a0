"""The Accept header of a request and what there is to offer in, the best offer out (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kg.serve.refusal import Refusal

SOLUTIONS = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "application/json": "json",
        "application/xml": "xml",
        "text/xml": "xml",
    }
)
"""Media type → format of `kg.graph.answer`, the preferred first; the last are other names that clients ask for."""
GRAPHS = MappingProxyType(
    {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "xml",
        "application/json": "jsonld",
        "application/xml": "xml",
        "text/xml": "xml",
        "application/x-turtle": "ttl",
        "text/plain": "nt",
    }
)
_UTF8 = frozenset({"text/csv", "text/tab-separated-values", "text/turtle", "text/plain", "text/xml"})


def choose(accept: str | None, offers: Sequence[str]) -> str:
    """The offer that the client likes best; of equals, the first. Raises `Refusal` (406) where it likes none."""
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best = max(offers, key=lambda offer: (_quality(offer, ranges), -offers.index(offer)))
    if _quality(best, ranges) <= 0:
        raise Refusal(406, f"none of the media types asked for can be given; there are {', '.join(offers)}")
    return best


def content_type(media_type: str) -> str:
    """The header for a body in UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type in _UTF8 else media_type


def offers(formats: Mapping[str, str]) -> tuple[str, ...]:
    """The media types of one kind of answer."""
    return tuple(formats)


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (word.strip() for word in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return kind.lower(), quality


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most specific range that fits says; 0 where none does."""
    exact = [quality for kind, quality in ranges if kind == offer]
    family = [quality for kind, quality in ranges if kind == offer.partition("/")[0] + "/*"]
    anything = [quality for kind, quality in ranges if kind == "*/*"]
    return max(next((found for found in (exact, family, anything) if found), [0.0]))
