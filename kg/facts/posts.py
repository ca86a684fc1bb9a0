"""The spans of a line and the posts that it names in, who holds which post where out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.entities.link import Span
from kg.mentions.persons import Persons

_OFFICES = (
    (re.compile(r"^[镇乡]|镇长|乡长"), ("Township",)),
    (re.compile(r"^村|村支书|驻村|党支部书记|党总支书记"), ("Village",)),
    (re.compile(r"^[区县市]委|[区县市]长$"), ("District", "City")),
    (re.compile(r"董事长|总经理|总裁|总监|厂长|创始人|董事|总工程师|首席"), ("Enterprise",)),
    (re.compile(r"校长"), ("School",)),
    (re.compile(r"院长"), ("ResearchInstitute", "Hospital", "School")),
    (re.compile(r"园区负责人"), ("Park", "Zone")),
    (re.compile(r"秘书长|会长|理事长"), ("Alliance",)),
)
"""Posts → classes of what they are held in."""
_FIRM = re.compile(r"经理|董事长|总裁|厂长")
_DIVISIONS = frozenset(["Province", "City", "District", "Township", "Village"])
_AREAS = frozenset(["City", "District"])
_EMPLOYERS = frozenset(
    [
        *("Enterprise", "Government", "School", "ResearchInstitute", "Hospital", "Alliance", "Park", "Zone"),
        *("Facility", "Village", "Township", "City", "District", "Province"),
    ]
)
_OTHER = re.compile(r"[\u4e00-\u9fff\w]{2}(?<![由对和与据向让是位名的])(?<!公司)(?<!该[企院校])(?<!今天)(?<!今年)$")
"""Words right before a post that say whose it is."""
_REACH = 8
"""Characters that may stand between an organisation and the post held in it: 某某公司|生产部|经理."""


@dataclass(frozen=True, slots=True)
class Held:
    """A post that a person holds."""

    person: Span
    employer: Span
    post: str
    rule: str
    confidence: float


def posts(
    text: str,
    spans: Sequence[Span],
    nested: Sequence[Span],
    recent: Sequence[Span],
    topic: Span | None,
    persons: Persons,
) -> Iterator[Held]:
    """The organisation right before the post, else the one that the post itself tells of.

    `recent` are the spans of the section's sentences before this one, `topic` the division that it is about.
    """
    people = {span.start: span for span in spans if span.classes[0] == "Person"}
    if not people:
        return
    for person in persons.find(text):
        holder = people.get(person.start)
        if holder is None or not person.office:
            continue
        firm = _FIRM.search(person.posts) is not None
        before = [
            span
            for span in (*spans, *nested)
            if span.classes[0] in _EMPLOYERS
            and person.post_start - _REACH <= span.end <= person.start
            and not (firm and span.classes[0] in _DIVISIONS)  # 驻某县项目经理
        ]
        nearest = max(before, key=lambda span: (span.end, span.end - span.start)) if before else None
        gap = text[nearest.end : person.post_start] if nearest else ""
        if nearest is not None and not re.search(r"[，。；、“”]", gap):
            yield Held(holder, nearest, gap.strip("的") + person.posts, "person.post", 0.9)
            continue
        if _OTHER.search(text, 0, person.post_start):
            continue  # 某某食品|总经理: of an employer that nobody found
        implied = _implied(person.posts, [*recent, *(s for s in spans if s.end <= person.post_start)], topic)
        if implied is not None:
            yield Held(holder, implied, person.posts, "person.implied", 0.72)


def _implied(posts: str, before: Sequence[Span], topic: Span | None) -> Span | None:
    """The organisation of a post that names none: 董事长 of the firm, 镇长 of the township named last."""
    for pattern, classes in _OFFICES:
        if pattern.search(posts):
            own = topic if topic is not None and topic.classes[0] in classes else None
            if own is not None and own.classes[0] in _AREAS:
                return own  # 市长 without a city is the mayor of the city that the passage is about
            fitting = [span for span in before if span.classes[0] in classes]
            if classes == ("Enterprise",) and fitting:
                # of a firm that the passage keeps to, rather than of one that it names in passing
                times = Counter(span.key for span in fitting)
                most = max(times.values())
                return next(span for span in reversed(fitting) if times[span.key] == most)
            return fitting[-1] if fitting else own
    return None
