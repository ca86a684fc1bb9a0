"""The linked lines of one document in, its facts out: frames on clauses, names side by side, posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.entities.link import Linked, Span, division_key
from kg.facts import beside, status
from kg.facts.frames import Frame, Frames
from kg.facts.skeleton import SYMBOL, Group, Skeleton, build
from kg.facts.subjects import Clause, Subject, clauses, subject_at
from kg.mentions.find import Line
from kg.mentions.gazetteer import Gazetteer
from kg.mentions.persons import Persons
from kg.model import Evidence, Fact, Mention, Reading

_TOPIC_DISCOUNT = 0.85
"""A subject that only the passage gives makes a fact less sure (calibrated in docs/quality.md)."""
_SYMMETRIC = frozenset(["cooperatesWith", "sisterCityOf"])
_JOINTLY = re.compile(r"共|合作|合力|协同|携手|联合|联手|协作|一体")
_OFFICES = (
    (r"^[镇乡]|镇长|乡长", ("Township",)),
    (r"^村|村支书|驻村|党支部书记|党总支书记", ("Village",)),
    (r"^[区县市]委|[区县市]长$", ("District", "City")),
    (r"董事长|总经理|总裁|总监|厂长|创始人|董事|总工程师|首席", ("Enterprise",)),
    (r"校长", ("School",)),
    (r"院长", ("ResearchInstitute", "Hospital", "School")),
    (r"园区负责人", ("Park", "Zone")),
    (r"秘书长|会长|理事长", ("Alliance",)),
)
"""Posts → classes of what they are held in."""
_SETTING = re.compile(
    "[“]?(?:[^，。；\ue000-\ue0ff]{0,8})(?:在|走进|来到|位于)(?P<place>["
    + "".join(SYMBOL[name] for name in ("Park", "Zone", "Facility"))
    + "])(?:内|里|中)?，"
)
_PARTNER = re.compile(r"(?:与|和|同|由|来自|向|为)$")
_AGENT_BY = re.compile("由[\ue000-\ue0ff][^\ue000-\ue0ff，]{0,8}$")
"""由A… before the verb names who acts; the clause's subject does not."""
_TOGETHER = re.compile("(?:与|和|同|跟|携手|联合|联手|会同|协同)[\ue000-\ue0ff][^\ue000-\ue0ff]{0,10}$")
_ORG_CLASSES = frozenset(
    [
        "Enterprise",
        "Government",
        "School",
        "ResearchInstitute",
        "Hospital",
        "Alliance",
        "Park",
        "Zone",
        "Facility",
        "Village",
        "Township",
        "City",
        "District",
        "Province",
    ]
)


class _Facts:
    """Facts of a document as they are found: the surest statement of a relation wins, evidence adds up."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: dict[tuple[str, str, str], Fact] = {}

    def add(
        self,
        line: Line,
        subject: Span,
        predicate: str,
        obj: Span,
        rule: str,
        confidence: float,
        state: str | None = None,
        attributes: tuple[tuple[str, str], ...] = (),
    ) -> None:
        if subject.key == obj.key:
            return
        left, right = subject.key, obj.key
        if predicate in _SYMMETRIC and right < left:
            left, right = right, left
        text = line.sentence.text
        start, end = line.sentence.span(0, len(text))
        evidence = Evidence(self._reading.document.digest, start, end, self._reading.document.text[start:end])
        fact = Fact(left, predicate, right, (evidence,), round(confidence, 3), state, None, rule, attributes)  # type: ignore[arg-type]
        previous = self._found.get((left, predicate, right))
        if previous is not None:
            best, other = (fact, previous) if fact.confidence > previous.confidence else (previous, fact)
            merged = tuple(sorted({*best.evidence, *other.evidence}, key=lambda e: e.start))
            fact = Fact(
                left,
                predicate,
                right,
                merged,
                best.confidence,
                best.status or other.status,
                best.time,
                best.rule,
                best.attributes or other.attributes,
            )
        self._found[left, predicate, right] = fact

    def all(self) -> tuple[Fact, ...]:
        return tuple(self._found[k] for k in sorted(self._found))


def extract(
    reading: Reading,
    lines: Sequence[Line],
    linked: Linked,
    references: Sequence[Sequence[Span]],
    topics: Mapping[int, str],
    keys: Mapping[str, Span],
    frames: Frames,
    persons: Persons,
) -> tuple[Fact, ...]:
    """Facts of a document, each with the sentences it rests on.

    `references` are the spans of pronouns and bare nouns; `topics` maps sections to division codes, `keys` those codes to a span that stands for the division.
    """
    facts = _Facts(reading)
    pairs: dict[int, tuple[Span, ...]] = {}
    areas: dict[int, tuple[Span, ...]] = {}
    recent: dict[int, list[Span]] = {}
    for line, named, nested, referring in zip(lines, linked.spans, linked.nested, references, strict=True):
        spans = sorted((*named, *referring), key=lambda span: span.start) if referring else named
        if not spans:
            continue
        text = line.sentence.text
        for found in beside.chains(text, spans):
            facts.add(line, found.subject, found.predicate, found.object, found.rule, found.confidence)
        for span in spans:
            within = [inner for inner in nested if span.start <= inner.start and inner.end <= span.end]
            if within:
                for found in beside.inside(span, within, text[span.start : span.end]):
                    facts.add(line, found.subject, found.predicate, found.object, found.rule, found.confidence)
        skeleton = build(text, spans)
        section = line.sentence.section
        topic = keys.get(topics.get(section, ""))
        before = recent.setdefault(section, [])
        _posts(line, spans, nested, before, topic, persons, facts)
        _setting(line, skeleton, facts)
        pair, areas[section] = _frames(
            line, skeleton, topic, frames, pairs.get(section, ()), areas.get(section, ()), before, facts
        )
        before.extend(spans)
        if pair:
            pairs[section] = pair
    return facts.all()


def _setting(line: Line, skeleton: Skeleton, facts: _Facts) -> None:
    """在某某园区，…: the firms that such a sentence names are there, but for partners."""
    match = _SETTING.match(skeleton.text)
    if match is None:
        return
    place = skeleton.groups[match.start("place")].members[0]
    for at, group in skeleton.groups.items():
        if at <= match.end() or _PARTNER.search(skeleton.text, 0, at):
            continue
        for span in group.members:
            if span.classes[0] == "Enterprise" and span.mention.source != "anaphora":
                facts.add(line, span, "locatedIn", place, "setting", 0.7)


def _frames(
    line: Line,
    skeleton: Skeleton,
    topic: Span | None,
    frames: Frames,
    pair: tuple[Span, ...],
    area: tuple[Span, ...],
    recent: Sequence[Span],
    facts: _Facts,
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Applies the frames to one sentence; returns the partners that it names last and the division that acts last."""
    named: tuple[Span, ...] = ()
    candidates = frames.candidates(skeleton.text)
    if not candidates:
        return named, area
    found = clauses(skeleton, pair, area)
    for frame in candidates:
        for match in frame.pattern.finditer(skeleton.text):
            before = skeleton.before(match.start())
            if status.negated(before) or (frame.by_clause and _AGENT_BY.search(before)):
                continue
            clause = _clause(found, match.start())
            state = status.status(
                skeleton.text[clause.start : clause.end] if clause else "", match.group(), frame.status
            )
            partners = _relate(line, skeleton, frame, match, found, topic, recent, state, facts)
            named = partners or named
    return named, found[-1].area if found else area


def _clause(found: Sequence[Clause], position: int) -> Clause | None:
    return next((clause for clause in found if clause.start <= position < clause.end), None)


def _relate(
    line: Line,
    skeleton: Skeleton,
    frame: Frame,
    match: re.Match[str],
    found: Sequence[Clause],
    topic: Span | None,
    recent: Sequence[Span],
    state: str | None,
    facts: _Facts,
) -> tuple[Span, ...]:
    groups = {slot: skeleton.groups[match.start(slot)] for slot in match.re.groupindex if match.start(slot) >= 0}
    if frame.joint and "pair" in groups and not _pairs(groups["pair"], skeleton):
        return ()
    partners: dict[str, Span] = {}
    for left, predicate, right, left_classes, right_classes in frame.relations:
        subjects = list(_fill(frame, skeleton, left, groups, match, found, topic, recent, left_classes))
        objects = list(_fill(frame, skeleton, right, groups, match, found, topic, recent, right_classes))
        split = groups[left].split if left == right and left in groups else 0
        for number, (subject, discount) in enumerate(subjects):
            partners_of = objects[max(split, number + 1) :] if number < split or not split else []
            for obj, other in partners_of if left == right else objects:
                facts.add(line, subject, predicate, obj, frame.id, frame.confidence * discount * other, state)
                if predicate in _SYMMETRIC:
                    partners.update({subject.key: subject, obj.key: obj})
    if frame.joint and "agent" in groups:
        members = [span for span in groups["agent"].members if span.classes[0] != "Person"]
        for number, one in enumerate(members):
            for two in members[number + 1 :]:
                facts.add(line, one, "cooperatesWith", two, frame.id, frame.confidence, state)
    return tuple(partners.values())


def _pairs(group: Group, skeleton: Skeleton) -> bool:
    """Whether a list of partners is one: two or more agents of which the first two are joined by 与 or 和."""
    return len(group.members) >= 2 and (group.joint or "—" in skeleton.source[group.start : group.end])


def _fill(
    frame: Frame,
    skeleton: Skeleton,
    slot: str,
    groups: Mapping[str, Group],
    match: re.Match[str],
    found: Sequence[Clause],
    topic: Span | None,
    recent: Sequence[Span],
    classes: frozenset[str],
) -> Iterator[tuple[Span, float]]:
    if slot in groups:
        group = groups[slot]
        taken = frame.slots[slot] if len({span.classes[0] for span in group.members}) > 1 else frozenset()
        for span in group.members:
            if taken and span.classes[0] not in taken:
                continue
            if not classes or set(span.classes[:2]) & classes:
                yield span, 1.0
        return
    if slot in match.re.groupindex:
        return  # a slot of the frame that this match leaves empty
    if slot == "area":
        clause = _clause(found, match.start())
        spans = [span for span in clause.area if not classes or span.classes[0] in classes] if clause else []
        for span in spans or ([topic] if topic is not None else []):
            yield span, 0.9
        return
    if slot == "site":
        last = next((span for span in reversed(recent) if span.classes[0] in {"Park", "Zone"}), topic)
        if last is not None:
            yield last, 0.9
        return
    if slot == "recent":
        earlier = [span for at, group in skeleton.groups.items() if at < match.start() for span in group.members]
        last = next((span for span in reversed([*recent, *earlier]) if span.classes[0] in classes), None)
        if last is not None:
            yield last, 0.85
        return
    subject: Subject | None = None
    if slot == "clause":
        subject = subject_at(found, match.start())
    spans = [span for span in subject.spans if not classes or span.classes[0] in classes] if subject else []
    inside = {id(member) for group in groups.values() for member in group.members}
    spans = [span for span in spans if id(span) not in inside]
    if spans:
        for span in spans:
            yield span, 1.0 if subject and subject.how == "clause" else 0.93
        if topic is not None and all(span.classes[0] == "Government" for span in spans):
            yield topic, _TOPIC_DISCOUNT
    elif topic is not None and (not classes or topic.classes[0] in classes):
        yield topic, _TOPIC_DISCOUNT
    if slot == "clause" and subject and subject.partners and _jointly(match, subject):
        for span in subject.partners:
            if (not classes or span.classes[0] in classes) and id(span) not in inside:
                yield span, 0.9


def _jointly(match: re.Match[str], subject: Subject) -> bool:
    """Whether the verb says that the partners act too: 共建, or 与B before it in the clause."""
    verb = match.group()
    if _JOINTLY.match(verb):
        return True
    text = match.string
    clause = text[max(text.rfind(mark, 0, match.start()) for mark in "，。；：") + 1 : match.start()]
    return bool(_TOGETHER.search(clause))


def _posts(
    line: Line,
    spans: Sequence[Span],
    nested: Sequence[Span],
    recent: Sequence[Span],
    topic: Span | None,
    persons: Persons,
    facts: _Facts,
) -> None:
    """Who holds a post where: the organisation before the post, else the one that the post itself tells of."""
    text = line.sentence.text
    people = {span.start: span for span in spans if span.classes[0] == "Person"}
    if not people:
        return
    for person in persons.find(text):
        span = people.get(person.start)
        if span is None or not person.office:
            continue
        office = [
            other
            for other in (*spans, *nested)
            if other.classes[0] in _ORG_CLASSES and other.end <= person.start and other.end >= person.post_start - 8
        ]
        nearest = max(office, key=lambda other: (other.end, other.end - other.start)) if office else None
        gap = text[nearest.end : person.post_start] if nearest else ""
        if nearest is not None and not re.search(r"[，。；、“”]", gap):
            facts.add(
                line, span, "worksFor", nearest, "person.post", 0.9, None, (("post", gap.strip("的") + person.posts),)
            )
            continue
        implied = _implied(person.posts, [*recent, *(s for s in spans if s.end <= person.post_start)], topic)
        if implied is not None:
            facts.add(line, span, "worksFor", implied, "person.implied", 0.72, None, (("post", person.posts),))


def _implied(posts: str, before: Sequence[Span], topic: Span | None) -> Span | None:
    """The organisation of a post that names none: 董事长 of the firm, 镇长 of the township named last."""
    for pattern, classes in _OFFICES:
        if re.search(pattern, posts):
            last = next((span for span in reversed(before) if span.classes[0] in classes), None)
            return last or (topic if topic is not None and topic.classes[0] in classes else None)
    return None


def topic_spans(linked: Linked, codes: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, Span]:
    """A span for each division that stands for a code, so that a subject which only the section names has one."""
    result: dict[str, Span] = {}
    for code, target in sorted(codes.items()):
        entity = linked.entities.get(division_key(target, gazetteer))
        if entity is not None:
            mention = Mention(-1, 0, 0, entity.name, entity.classes, "topic", 1.0, codes=(target,))
            result[code] = Span(0, 0, entity.key, entity.classes, mention)
    return result
