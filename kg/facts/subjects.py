"""A skeleton and what the passage is about in, the subject of each clause out.

The subject of a clause is the agent that opens it; else the one carried over from the clause before; else what the
passage is about (rule 6 of the annotation guide).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.entities import strangers
from kg.entities.link import Span
from kg.facts import openings
from kg.facts.openings import AGENTS
from kg.facts.skeleton import CLASS, MIXED, SYMBOL, Group, Skeleton

_WORKS = frozenset(["Project", "Park", "Facility", "Hospital", "School", "ResearchInstitute"])
_MOVED = frozenset(
    ["Province", "City", "District", "Township", "Enterprise", "School", "ResearchInstitute", "Hospital"],
)
_AREAS = frozenset(["Province", "City", "District", "Township"])
_CLAUSE = re.compile(r"[^，；：。！？]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause is about, and how it was found: 'clause', 'carried', 'speaker', 'pair' or 'topic'."""

    spans: tuple[Span, ...]
    how: str
    partners: tuple[Span, ...] = ()
    """Who acts with them, as 与, 携手 or 联合 say."""
    allied: bool = False
    """Whether the clause that named the partners joins hands with them (携手): then they do all that follows."""


UNKNOWN = Subject((), "unknown")
"""Someone acts whose name was not found: neither who acted before nor what the passage is about."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between clause marks of the skeleton, with its subject."""

    start: int
    end: int
    subject: Subject | None
    area: tuple[Span, ...] = ()
    """The division, park or zone that acted last: who builds where a work is its own subject (某某高速今年动工)."""


def clauses(
    skeleton: Skeleton, pair: tuple[Span, ...] = (), area: tuple[Span, ...] = (), speaker: tuple[Span, ...] = ()
) -> list[Clause]:
    """Clauses of a sentence in order.

    `pair` are the partners named last, whom 双方 stands for; `area` is the division that acted last before; `speaker`
    is who 我们 is, where someone speaks for them.
    """
    text = skeleton.text
    result: list[Clause] = []
    current = _speaker(skeleton)
    if current is None and speaker and openings.OURSELVES.search(text):
        current = Subject(speaker, "speaker")
    met: tuple[Span, ...] = ()
    for match in _CLAUSE.finditer(text):
        subject = _opening(skeleton, match.start(), match.end()) or _caused(skeleton, match.start(), match.end())
        unsaid = subject is None or subject is UNKNOWN
        if unsaid and (said := openings.PAIR.match(text, match.start(), match.end())):
            known = len(pair) > 1 or (current is not None and len(current.spans) + len(current.partners) > 1)
            placed = said.group().endswith(("方", "边", "此")) or all(span.classes[0] in _AREAS for span in pair)
            subject = Subject(pair, "pair") if len(pair) > 1 and placed else None if known and placed else UNKNOWN
        if subject is not None:
            current = subject
            area = tuple(span for span in subject.spans if span.classes[0] in _AREAS) or area
        elif current is not None and current.how == "clause":
            current = Subject(current.spans, "carried", current.partners, current.allied)
        if current is not None and current.how == "carried" and openings.LATER.match(text, match.start() - 1):
            current = Subject(_first(current.spans, skeleton), "carried")
        named = _partners(skeleton, match.start(), match.end(), current)
        partners = tuple(span for span, exchange in named if not exchange)
        if not partners and met and openings.JOINTLY.match(text, match.start(), match.end()):
            partners = met
        met = tuple(span for span, exchange in named if exchange)
        if partners:
            allied = openings.ALLIED.search(text, match.start(), match.end()) is not None
            current = replace(current or Subject((), "topic"), partners=partners, allied=allied)
        brought = _brought(skeleton, match.start())
        result.append(Clause(match.start(), match.end(), brought or current, area))
        finished = openings.FINISHED.search(text, match.start(), match.end()) and not openings.HOLDS.match(
            text, match.start(), match.end()
        )
        if finished and current is not None and current.how == "clause":
            # a work that is finished does not go on to build the next
            current = None if all(span.classes[0] in _WORKS for span in current.spans) else current
    return result


def _brought(skeleton: Skeleton, start: int) -> Subject | None:
    """The firm that the clause before says came, where this one says what it invests: 引进A，投资3亿元建设B."""
    if not openings.INVESTING.match(skeleton.text, start):
        return None
    match = openings.BROUGHT.search(skeleton.text[:start])
    return Subject(skeleton.groups[match.start("who")].members, "clause") if match else None


def _first(spans: tuple[Span, ...], skeleton: Skeleton) -> tuple[Span, ...]:
    """Who a history is told of: A与B共建C；2021年，收购D goes on about A."""
    joined = len(spans) > 1 and skeleton.source[spans[0].end : spans[1].start] in {"与", "同", "携手", "联合"}
    return spans[:1] if joined else spans


def _partners(skeleton: Skeleton, start: int, end: int, subject: Subject | None) -> list[tuple[Span, bool]]:
    """Who a clause names beside its subject, each with whether it is a partner of exchange only."""
    opened = {id(span) for span in subject.spans} if subject else set()
    return [
        (span, bool(openings.EXCHANGE.search(skeleton.text, start, match.start())))
        for match in openings.WITH.finditer(skeleton.text, start, end)
        if match.start("who") not in skeleton.modifying
        for span in skeleton.groups[match.start("who")].members
        if span.classes[0] in AGENTS and id(span) not in opened
    ]


def subject_at(found: Sequence[Clause], position: int) -> Subject | None:
    """Subject of the clause that holds a position of the skeleton."""
    for clause in found:
        if clause.start <= position < clause.end:
            return clause.subject
    return found[-1].subject if found else None


def _opening(skeleton: Skeleton, start: int, end: int) -> Subject | None:
    text = skeleton.text
    light = openings.LIGHT.match(text, start, end)
    position = light.end() if light else start
    phrase = openings.PHRASE.match(text, position, end)
    if phrase is not None:
        members = skeleton.groups[phrase.start("who")].members
        return Subject(tuple(span for span in members if span.classes[0] in AGENTS), "clause")
    modifier = openings.MODIFIER.match(text, position, end)
    if modifier is not None:
        position = modifier.end()
    # names that stand side by side (云岭区|新港科技城) end in the one that acts
    match = openings.NAMES.match(text, position, end)
    if match is None:
        units = skeleton.units
        strange = units is not None and strangers.opens(text, position, end, skeleton.origin(position), units)
        return UNKNOWN if strange else None
    last = match.end() - 1
    group = skeleton.groups.get(last)
    if group is None:
        return None
    if openings.COUNTED.match(text, match.end()):
        return UNKNOWN  # 桂黔湘|三省区九县: the counties act
    if text.startswith("的", match.end()):
        return None  # a modifier of what follows
    if text[last] != MIXED and CLASS[text[last]] not in AGENTS:
        return None
    spans = tuple(span for span in group.members if span.classes[0] in AGENTS)
    if openings.GOVERNED.search(text[start:position]):
        return None
    if last in skeleton.modifying:
        return UNKNOWN
    if text[last] == SYMBOL["Government"] and openings.SPEAKER.match(text, last):
        # 某某省委副书记表示: a bureau that speaks does not act; one of the state speaks of no single division
        return UNKNOWN if spans and spans[-1].mention.name.startswith(openings.NATIONAL) else None
    return Subject(spans, "clause") if spans else None


def _caused(skeleton: Skeleton, start: int, end: int) -> Subject | None:
    match = openings.CAUSED.match(skeleton.text, start, end)
    if match is None:
        return None
    spans = tuple(span for span in skeleton.groups[match.start("who")].members if span.classes[0] in _MOVED)
    return Subject(spans, "clause") if spans else None


def _speaker(skeleton: Skeleton) -> Subject | None:
    """The organisation whose officer speaks, where the speech says 这里 or 我们; a bureau speaks for its area."""
    spans = spoken_for(skeleton) if openings.OURSELVES.search(skeleton.text) else None
    return Subject(spans, "speaker") if spans else None


def spoken_for(skeleton: Skeleton) -> tuple[Span, ...] | None:
    """The organisation, park or work whose officer speaks here; None where none does, () for a bureau's."""
    match = openings.SPEAKER.search(skeleton.text)
    if match is None:
        return None
    group: Group = skeleton.groups[match.start("who")]
    return tuple(span for span in group.members if span.classes[0] in AGENTS - {"Government"})
