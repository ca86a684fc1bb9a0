"""Linked names in, the keys of those that the text speaks of out: what lies within a name is mostly a part of it."""

from __future__ import annotations

from kg.entities.link import Linked, Span
from kg.mentions.gazetteer import Gazetteer

_DIVISIONS = frozenset(["Province", "City", "District"])
_SITES = frozenset(["Park", "Zone", "Facility"])
_RUN = frozenset(["Government", "Project"])
_WORKED = frozenset(["head.government", "head.project", "head.programme"])
"""Not those of lines and pairs, which only begin like a site (某某枢纽|北联线)."""
_SITED = frozenset(["Project", "Facility"])
"""Classes whose names say by a county's short form where they are; in those of others it is often a word."""


def shown(linked: Linked, gazetteer: Gazetteer) -> frozenset[str]:
    """Keys of entities with a name of their own in the text, or a division's within another's (云岭区|人民医院)."""
    keys: set[str] = set()
    for spans, nested in zip(linked.spans, linked.nested, strict=True):
        keys.update(span.key for span in spans if span.mention.source != "industry")
        keys.update(site.key for site in nested if _opens(site, spans))
        for place in nested:
            # 渝 in a line's name is no place of the text
            if not place.mention.codes or place.classes[0] not in _DIVISIONS or len(place.mention.name) == 1:
                continue
            full = place.mention.name == gazetteer.name(place.mention.codes[0])
            if full or _tells(place, spans):
                keys.add(place.key)
    return frozenset(keys)


def _opens(site: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a park or a site opens the name of what is of it: 某某合作区|管委会, 某某湿地公园|绿化工程."""
    if not set(site.classes[:1]) & _SITES or not site.mention.source.startswith("head."):
        return False
    return any(
        span.start == site.start and site.end < span.end and span.key != site.key and span.classes[0] in _RUN
        for span in spans
        if span.mention.source in _WORKED
    )


def _tells(place: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a short form within a name says where its thing is: a school is often called by a place far away."""
    kinds = {span.classes[0] for span in spans if span.start <= place.start and place.end <= span.end}
    return bool(kinds & _SITED) if place.classes[0] == "District" else "School" not in kinds
