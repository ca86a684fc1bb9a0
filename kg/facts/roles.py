"""A frame's match and its surroundings in, the spans that fill a slot of the frame out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.link import Span
from kg.facts.frames import Frame
from kg.facts.openings import NATIONAL
from kg.facts.skeleton import Group, Skeleton
from kg.facts.subjects import Clause, Subject, subject_at

TOPIC_DISCOUNT = 0.85
"""A subject that only the passage gives makes a fact less sure: an estimate; docs/quality.md measures its kind."""
_AREA, _SITE, _RECENT, _CARRIED, _PARTNER = 0.9, 0.9, 0.85, 0.93, 0.9
"""Discounts of the other ways in which a slot is filled by what stands outside the match."""
_SITES = frozenset(["Park", "Zone"])
_ITEM = re.compile(r"\d{1,2}[.．、]|[(（][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,3}[、是]|[◆●■▲]")
"""An item of a list is about what it names itself."""
_NEAR = 12
"""Names back in the passage that a line may stand: two or three sentences."""
_LOCAL = frozenset(["City", "District"])
_SEAT = re.compile(r"(?P<place>[^市区县省州旗盟]{2,10})[市区县省州旗盟](?!委)")
"""The division that a bureau is named after."""
_JOINTLY = re.compile(r"共|合作|合力|协同|携手|联合|联手|协作|一体")
_TOGETHER = re.compile("(?:与|和|同|跟|携手|联合|联手|会同|协同)[\ue000-\ue0ff][^\ue000-\ue0ff]{0,10}$")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence says besides the match: its clauses, what its section is about and has named before."""

    skeleton: Skeleton
    clauses: Sequence[Clause]
    topic: Span | None
    recent: Sequence[Span]

    def clause(self, position: int) -> Clause | None:
        """The clause that holds a position of the skeleton."""
        return next((clause for clause in self.clauses if clause.start <= position < clause.end), None)


def groups(skeleton: Skeleton, match: re.Match[str]) -> dict[str, Group]:
    """The slots of the pattern that the match fills."""
    return {slot: skeleton.groups[match.start(slot)] for slot in match.re.groupindex if match.start(slot) >= 0}


def fill(
    frame: Frame, slot: str, match: re.Match[str], matched: Mapping[str, Group], scene: Scene, classes: frozenset[str]
) -> Iterator[tuple[Span, float]]:
    """Spans of a slot, each with the factor by which it makes a fact less sure; empty `classes` admit all.

    A slot of the pattern takes the members of its group. `clause` is the subject of the clause with who acts beside it,
    `actors` the several that the subject names itself, `before` the subject of the clause before, `topic` what the
    passage is about, `area` the division that acted last, `site` the park named last, `recent` what was named last,
    `here` the same within the sentence, `track` the line named last, which passes where the clauses after it say.
    """
    if slot in matched:
        yield from _members(frame, slot, matched[slot], classes)
    elif slot in match.re.groupindex:
        return  # a slot of the frame that this match leaves empty
    elif slot == "area":
        clause = scene.clause(match.start())
        if not clause or not clause.area or not _elsewhere(scene, clause.area):
            spans = [span for span in clause.area if _fits(span, classes)] if clause else []
        else:
            return  # the sentence names another place: who acted before is not who built here
        for span in spans or ([scene.topic] if scene.topic is not None else []):
            yield span, _AREA
    elif slot == "site":
        last = _site(match.start(), scene)
        if last is not None:
            yield last, _SITE
    elif slot == "track":
        yield from _track(frame, match, scene, classes)
    elif slot in {"recent", "here"}:
        rows = scene.skeleton.groups.items()
        earlier = [span for at, group in rows if at < match.start() for span in group.members]
        last = next(
            (
                span
                for span in reversed([*(scene.recent if slot == "recent" else ()), *earlier])
                if span.classes[0] in classes
            ),
            None,
        )
        if last is not None:
            yield last, _RECENT
    elif slot == "before":
        subjects = [clause.subject for clause in scene.clauses if clause.end <= match.start() and clause.subject]
        if subjects and subjects[-1].how != "unknown":
            yield from ((span, _CARRIED) for span in subjects[-1].spans if _fits(span, classes))
        elif not subjects and scene.topic is not None and _fits(scene.topic, classes):
            yield scene.topic, TOPIC_DISCOUNT
    elif slot == "actors":
        clause = scene.clause(match.start())
        if clause is not None and clause.subject is not None and len(clause.subject.spans) > 1:
            yield from ((span, _CARRIED) for span in clause.subject.spans if _fits(span, classes))
    else:
        yield from _actors(slot, match, matched, scene, classes)


def _site(position: int, scene: Scene) -> Span | None:
    """The park named last: in the sentence itself, else before it where the sentence names no other place."""
    rows = scene.skeleton.groups.items()
    here = [span for at, group in rows if at < position for span in group.members]
    site = next((span for span in reversed(here) if span.classes[0] in _SITES), None)
    if site is not None:
        return site
    if any(span.classes[0] in _LOCAL and (scene.topic is None or span.key != scene.topic.key) for span in here):
        return None
    return next((span for span in reversed(scene.recent) if span.classes[0] in _SITES), scene.topic)


def _track(frame: Frame, match: re.Match[str], scene: Scene, classes: frozenset[str]) -> Iterator[tuple[Span, float]]:
    """The line named last before the match in its sentence; else, where the sentence has no subject, in the passage."""
    groups = scene.skeleton.groups
    for at in sorted((at for at in groups if at < match.start()), reverse=True):
        for span in reversed(groups[at].members):
            if _fits(span, classes) and _called(frame, span):
                yield span, 1.0
                return
    subject = subject_at(scene.clauses, match.start())
    if (subject is None or not subject.spans) and not _ITEM.match(scene.skeleton.text):
        last = next((s for s in reversed(scene.recent[-_NEAR:]) if _fits(s, classes) and _called(frame, s)), None)
        if last is not None:
            yield last, _RECENT


def _called(frame: Frame, span: Span) -> bool:
    return frame.named is None or frame.named.search(span.mention.name) is not None


def _elsewhere(scene: Scene, area: Sequence[Span]) -> bool:
    """Whether the sentence names a city or district that is not the one that acted last."""
    keys = {span.key for span in area}
    places = [m for group in scene.skeleton.groups.values() for m in group.members if m.classes[0] in _LOCAL]
    return bool(places) and not any(place.key in keys for place in places)


def _members(frame: Frame, slot: str, group: Group, classes: frozenset[str]) -> Iterator[tuple[Span, float]]:
    taken = frame.slots[slot] if len({span.classes[0] for span in group.members}) > 1 else frozenset()
    for span in group.members:
        if taken and span.classes[0] not in taken:
            continue
        if not classes or set(span.classes[:2]) & classes:
            yield span, 1.0


def fitting(frame: Frame, spans: Iterator[tuple[Span, float]]) -> list[tuple[Span, float]]:
    """The subjects of a relation that are called as the frame asks."""
    return [(span, factor) for span, factor in spans if _called(frame, span)]


def _actors(
    slot: str, match: re.Match[str], matched: Mapping[str, Group], scene: Scene, classes: frozenset[str]
) -> Iterator[tuple[Span, float]]:
    """The subject of the clause and who acts with it; else the topic."""
    topic = scene.topic
    subject: Subject | None = subject_at(scene.clauses, match.start()) if slot == "clause" else None
    if subject is not None and subject.how == "unknown":
        return
    inside = {id(member) for group in matched.values() for member in group.members}
    spans = [span for span in subject.spans if _fits(span, classes) and id(span) not in inside] if subject else []
    if subject and spans:
        for span in spans:
            yield span, 1.0 if subject.how == "clause" else _CARRIED
        if topic is not None and all(_bureau_of(span, topic) for span in spans):
            yield topic, TOPIC_DISCOUNT
    elif topic is not None and _fits(topic, classes) and not (subject and subject.spans and subject.how == "clause"):
        yield topic, TOPIC_DISCOUNT
    if subject and subject.partners and (subject.allied or _jointly(match)):
        for span in subject.partners:
            if _fits(span, classes) and id(span) not in inside:
                yield span, _PARTNER


def _fits(span: Span, classes: frozenset[str]) -> bool:
    return not classes or span.classes[0] in classes


def _bureau_of(span: Span, topic: Span) -> bool:
    """Whether a bureau speaks for a division: it is named after it, or after none."""
    if span.classes[0] != "Government":
        return False
    if span.mention.name.startswith(NATIONAL):
        return False
    named = _SEAT.match(span.mention.name)
    return named is None or named["place"][:2] == topic.mention.name[:2]


def _jointly(match: re.Match[str]) -> bool:
    """Whether the verb says that the partners act too: 共建, or 与B before it in the clause."""
    if _JOINTLY.match(match.group()):
        return True
    text = match.string
    clause = text[max(text.rfind(mark, 0, match.start()) for mark in "，。；：") + 1 : match.start()]
    return bool(_TOGETHER.search(clause))
