"""The linked lines of one document in, its facts out: frames on clauses, names side by side, posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.entities.link import Linked, Span, division_key
from kg.facts import beside, roles, status
from kg.facts.collected import Collected
from kg.facts.confidence import Confidences
from kg.facts.frames import Frame, Frames
from kg.facts.posts import posts
from kg.facts.roles import Scene
from kg.facts.skeleton import SYMBOL, Group, Skeleton, build
from kg.facts.subjects import clauses, spoken_for
from kg.facts.when import time_at
from kg.mentions.find import Line
from kg.mentions.gazetteer import Gazetteer
from kg.mentions.persons import Persons
from kg.mentions.times import Time
from kg.model import Fact, Mention, Reading, Sentence
from kg.vocabulary import SYMMETRIC

_SETTING = re.compile(
    "[“]?(?:[^，。；\ue000-\ue0ff]{0,8})(?:在|走进|来到|位于)(?:(?:位于|地处|坐落于|坐落在)[\ue000-\ue0ff]的)?(?P<place>["
    + "".join(SYMBOL[name] for name in ("Park", "Zone", "Facility"))
    + "])(?:内|里|中)?，"
)
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|\d{1,2}[.．、]|[◆●■★]")
_PARTNER = re.compile(r"(?:与|和|同|由|来自|向|为)$")
_BETWEEN, _NEXT = re.compile("[与和同—-][^，。、]{0,4}"), re.compile("、[^，。、]{0,4}")
"""What parts the two of a couple, and the couples."""
_AGENT_BY = re.compile("由[\ue000-\ue0ff][^\ue000-\ue0ff，]{0,8}$")
"""由A… before the verb names who acts; the clause's subject does not."""


@dataclass(slots=True)
class Passage:
    """What a section has said so far: its names, the partners named last, and the division that acted last."""

    recent: list[Span] = field(default_factory=list)
    pair: tuple[Span, ...] = ()
    area: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    """For whom the person speaks who was quoted last."""
    voice: tuple[Span, ...] = ()
    """Who 我们 of the sentence is, where it is a quotation."""


def extract(
    reading: Reading,
    lines: Sequence[Line],
    linked: Linked,
    references: Sequence[Sequence[Span]],
    topics: Mapping[int, str],
    keys: Mapping[str, Span],
    spoken: Sequence[Sequence[Time]],
    frames: Frames,
    persons: Persons,
    confidences: Confidences | None = None,
) -> tuple[Fact, ...]:
    """Facts of a document, each with the sentences it rests on.

    `references` are the spans of pronouns and bare nouns; `topics` maps sections to division codes, `keys` those codes
    to a span that stands for the division. `spoken` are the expressions of time of each sentence. Without
    `confidences` a fact is as sure as its rule says.
    """
    collected = Collected(reading, confidences)
    passages: dict[int, Passage] = {}
    told = [
        sorted((*named, *referring), key=lambda span: span.start) if referring else list(named)
        for named, referring in zip(linked.spans, references, strict=True)
    ]
    skeletons = [build(line.sentence.text, spans, line.units) for line, spans in zip(lines, told, strict=True)]
    rows = zip(lines, told, linked.nested, spoken, skeletons, strict=True)
    for number, (line, spans, nested, said, skeleton) in enumerate(rows):
        if not spans:
            continue
        sentence = line.sentence
        for found in _side_by_side(sentence.text, spans, nested):
            collected.add(sentence, found.subject, found.predicate, found.object, found.rule, found.confidence)
        topic = keys.get(topics.get(sentence.section, ""))
        passage = passages.setdefault(sentence.section, Passage())
        if _ITEM.match(sentence.text):
            passage.area = ()  # each point of a list has who acts of its own
        for held in posts(sentence.text, spans, nested, passage.recent, topic, persons):
            collected.add(
                *(sentence, held.person, "worksFor", held.employer, held.rule, held.confidence),
                attributes=(("post", held.post),),
            )
        for firm, place in _setting(skeleton):
            collected.add(sentence, firm, "locatedIn", place, "setting", 0.7)
        passage.voice = _voice(lines, skeletons, number, passage)
        apply(frames, sentence, skeleton, topic, passage, said, collected)
        passage.recent.extend(spans)
    return collected.facts()


def _voice(lines: Sequence[Line], skeletons: Sequence[Skeleton], number: int, passage: Passage) -> tuple[Span, ...]:
    """For whom a quotation speaks: the sentence after it says so (某园区负责人介绍), or one before it has."""
    sentence = lines[number].sentence
    if not sentence.text.startswith("“"):
        return ()
    after = lines[number + 1].sentence if number + 1 < len(lines) else None
    if sentence.text.endswith("”") and after and after.section == sentence.section and not after.text.startswith("“"):
        speaks = spoken_for(skeletons[number + 1])
        if speaks is not None:
            return speaks
    return passage.speaker


def _side_by_side(text: str, spans: Sequence[Span], nested: Sequence[Span]) -> Iterator[beside.Beside]:
    yield from beside.chains(text, spans)
    for span in spans:
        within = [inner for inner in nested if span.start <= inner.start and inner.end <= span.end]
        if within:
            yield from beside.inside(span, within, text[span.start : span.end])


def _setting(skeleton: Skeleton) -> Iterator[tuple[Span, Span]]:
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
                yield span, place


def apply(
    frames: Frames,
    sentence: Sentence,
    skeleton: Skeleton,
    topic: Span | None,
    passage: Passage,
    spoken: Sequence[Time],
    collected: Collected,
) -> None:
    """Applies the frames to one sentence, and keeps the partners that it names last and the division that acts last."""
    speaks = spoken_for(skeleton)
    if speaks is not None:
        passage.speaker = speaks
    candidates = frames.candidates(skeleton.text)
    if not candidates:
        return
    pair: tuple[Span, ...] = ()
    scene = Scene(skeleton, clauses(skeleton, passage.pair, passage.area, passage.voice), topic, passage.recent)
    for frame in candidates:
        for match in frame.pattern.finditer(skeleton.text):
            before = skeleton.before(match.start())
            if status.negated(before) or (frame.by_clause and _AGENT_BY.search(before)):
                continue
            if status.denies(match.group()) or status.denied(skeleton.text[match.end() :]):
                continue
            pair = _relate(sentence, frame, match, scene, spoken, collected) or pair
    passage.pair = pair or passage.pair
    passage.area = scene.clauses[-1].area if scene.clauses else passage.area


def _relate(
    sentence: Sentence, frame: Frame, match: re.Match[str], scene: Scene, spoken: Sequence[Time], collected: Collected
) -> tuple[Span, ...]:
    """Adds what a match says; returns the partners that it names."""
    skeleton = scene.skeleton
    matched = roles.groups(skeleton, match)
    if frame.joint and "pair" in matched and not _pairs(matched["pair"], skeleton):
        return ()
    clause = scene.clause(match.start())
    state = status.status(skeleton.text[clause.start : clause.end] if clause else "", match.group(), frame.status)
    time = None
    if spoken:
        time = time_at(sentence.text, skeleton.origin(match.start()), skeleton.origin(match.end()), spoken)

    def add(subject: Span, predicate: str, obj: Span, confidence: float, implied: bool = False) -> None:
        collected.add(sentence, subject, predicate, obj, frame.id, confidence, status=state, time=time, implied=implied)

    # a place before a name that was not found is no partner: 与杭州某某签约
    strangers = {id(skeleton.groups[at].members[-1]) for at in skeleton.modifying}
    partners: dict[str, Span] = {}
    for relation in frame.relations:
        subjects = roles.fitting(frame, roles.fill(frame, relation.subject, match, matched, scene, relation.subjects))
        objects = list(roles.fill(frame, relation.object, match, matched, scene, relation.objects))
        mutual = relation.subject == relation.object
        if relation.predicate in SYMMETRIC and strangers:
            subjects = [pair for pair in subjects if id(pair[0]) not in strangers]
            objects = [pair for pair in objects if id(pair[0]) not in strangers]
        split = matched[relation.subject].split if mutual and relation.subject in matched else 0
        each = not mutual and len(subjects) == len(objects) > 1 and clause is not None
        said = skeleton.text[clause.start if clause else 0 : match.end()]
        respective = each and "分别" in said
        if not mutual and min(len(subjects), len(objects)) > 1 and not respective and "分别" in said:
            continue  # some of the couples were not found, so nobody can tell which is whose
        if not mutual and len(subjects) > len(objects) == 1 and "分别" in said and _listed(objects[0][0], skeleton):
            continue  # A、B分别在C、某地落户
        couples = mutual and relation.subject in matched and _couples(matched[relation.subject], skeleton)
        if mutual and len(subjects) == 2 and "分别" in match.group():
            continue  # A与B分别签约: each with others
        for number, (subject, discount) in enumerate(subjects):
            others = objects
            if respective:  # A、B分别落户C、D
                others = objects[number : number + 1]
            elif couples:  # A与B、C与D结为友好县市
                others = [] if number % 2 else objects[number + 1 : number + 2]
            elif mutual:  # partners: each with those after it, or with those on the other side of 与
                others = objects[max(split, number + 1) :] if number < split or not split else []
            for obj, other in others:
                implied = relation.subject == "area"
                add(subject, relation.predicate, obj, frame.confidence * discount * other, implied)
                if relation.predicate in SYMMETRIC:
                    partners.update({subject.key: subject, obj.key: obj})
    if frame.joint and "agent" in matched:
        members = [span for span in matched["agent"].members if span.classes[0] != "Person"]
        for number, one in enumerate(members):
            for two in members[number + 1 :]:
                add(one, "cooperatesWith", two, frame.confidence)
    return tuple(partners.values())


def _listed(span: Span, skeleton: Skeleton) -> bool:
    """Whether something else stands in a list with a name."""
    source = skeleton.source
    return source[span.end : span.end + 1] == "、" or source[max(span.start - 1, 0) : span.start] == "、"


def _couples(group: Group, skeleton: Skeleton) -> bool:
    """Whether a list of partners goes two by two: A与B、C与D, also A与某市B、C与某市D."""
    gaps = [skeleton.source[left.end : right.start] for left, right in pairwise(group.members)]
    return len(gaps) > 2 and all(map(_BETWEEN.fullmatch, gaps[0::2])) and all(map(_NEXT.fullmatch, gaps[1::2]))


def _pairs(group: Group, skeleton: Skeleton) -> bool:
    """Whether a list of partners is one: two or more agents of which the first two are joined by 与 or 和."""
    return len(group.members) >= 2 and (group.joint or "—" in skeleton.source[group.start : group.end])


def topic_spans(linked: Linked, codes: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, Span]:
    """A span for each division that stands for a code, so that a subject which only the section names has one."""
    result: dict[str, Span] = {}
    for code, target in sorted(codes.items()):
        entity = linked.entities.get(division_key(target, gazetteer))
        if entity is not None:
            mention = Mention(-1, 0, 0, entity.name, entity.classes, "topic", 1.0, codes=(target,))
            result[code] = Span(0, 0, entity.key, entity.classes, mention)
    return result
