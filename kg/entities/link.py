"""The lines of one document in, its entities and where each stands out: coreference within a document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.entities import reasons
from kg.entities.aliases import AliasRules
from kg.entities.keys import fold, key
from kg.mentions.find import Line
from kg.mentions.gazetteer import Gazetteer
from kg.mentions.units import QUOTED
from kg.mentions.words import CODE, PROPER
from kg.model import Alias, Entity, Mention, Reading

_LOCAL = frozenset(["Government", "Hospital", "School", "Facility", "Person", "Village", "Township"])
"""Classes whose bare names recur all over the country, so that the division tells them apart."""
_RANKED = re.compile(r"^[区县市州旗镇乡]")
_CALLED = re.compile(r"^(?:以下)?[简簡又][称稱]")
_GROUP = "集团"
_BRACKETS = frozenset("(（")
_LEARNED = frozenset(["School", "ResearchInstitute"])
"""Classes whose names are contracted character by character: 科学院 to 科院, 工业大学 to 工大."""
_CONCEPTS = frozenset(["Industry", "Product"])


@dataclass(frozen=True, slots=True)
class Span:
    """A mention with the entity that it stands for."""

    start: int
    end: int
    key: str
    classes: tuple[str, ...]
    mention: Mention


@dataclass(slots=True)
class _Cluster:
    name: str
    classes: tuple[str, ...]
    score: float
    section: int
    code: str = ""
    fixed: bool = False
    names: dict[str, str] = field(default_factory=dict)
    """Further name → reason."""
    folded: str = ""
    brief: str = ""
    briefs: tuple[str, ...] = ()
    core: str = ""
    """The name folded, with short heads, those of its printed variants too, and a company's core: what others are
    compared with."""
    ends: str = ""
    """The `briefs`, a line each: one look tells whether any of them ends with a name."""
    spans: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Linked:
    """Entities of a document by key, and the spans of each sentence, outer ones and nested ones."""

    entities: dict[str, Entity]
    spans: tuple[tuple[Span, ...], ...]
    nested: tuple[tuple[Span, ...], ...]


def link(
    reading: Reading, lines: Sequence[Line], topics: Mapping[int, str], gazetteer: Gazetteer, rules: AliasRules
) -> Linked:
    """Folds the mentions of a document to entities. Each alias keeps the reason why it is one."""
    clusters: list[_Cluster] = []
    by_fold: dict[str, _Cluster] = {}
    by_code: dict[str, _Cluster] = {}
    bare: list[Mention] = []
    digest = reading.document.digest
    places = _place_names(lines, gazetteer)
    mentions = [m for line in lines for m in (*line.mentions, *line.nested)]
    # full names first, so that a short form finds the cluster it belongs to wherever it stands
    for mention in sorted(mentions, key=lambda m: (-len(m.name), m.sentence, m.start)):
        section = lines[mention.sentence].sentence.section
        if mention.codes:
            _place(mention, section, clusters, by_code, by_fold, gazetteer)
        elif mention.score == 0.0:
            bare.append(mention)
        else:
            mention_name = _ranked(mention, topics.get(section, ""), gazetteer)
            _named(mention, mention_name, section, clusters, by_fold, rules, places)
    for mention in bare:
        _bare(mention, lines, clusters, rules)
    _short_forms(lines, clusters, rules, places)
    _appositions(lines, clusters)
    _printed(reading, clusters)
    return _finish(lines, clusters, topics, gazetteer, digest)


def _place_names(lines: Sequence[Line], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Every form of the document's places, and the provinces: what a company's name may begin with."""
    names: set[str] = {"中国"}
    for line in lines:
        for mention in (*line.mentions, *line.nested):
            if mention.codes:
                names.add(fold(mention.name))
                code = mention.codes[0]
                if gazetteer.kind(code) != "region":
                    division = gazetteer.division(code)
                    names.update(fold(name) for name in (division.name, division.short) if name)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _place(
    mention: Mention,
    section: int,
    clusters: list[_Cluster],
    by_code: dict[str, _Cluster],
    by_fold: dict[str, _Cluster],
    gazetteer: Gazetteer,
) -> None:
    code = mention.codes[0]
    cluster = by_code.get(code)
    if cluster is None:
        name = gazetteer.name(code) or mention.name
        cluster = _Cluster(name, mention.classes, mention.score, section, code=code, fixed=True)
        by_code[code] = cluster
        by_fold.setdefault(fold(name), cluster)
        clusters.append(cluster)
    if mention.name != cluster.name:
        cluster.names.setdefault(mention.name, reasons.DIVISION)
    cluster.spans.append(mention)


def _ranked(mention: Mention, topic: str, gazetteer: Gazetteer) -> str:
    """区中医院 in a passage about 云岭区 is 云岭区中医院."""
    name = mention.name
    if topic and _RANKED.match(name) and mention.source == "ranked":
        for code in (topic, *gazetteer.parents(topic)):
            division = gazetteer.name(code)
            if division.endswith(name[0]):
                return division + name[1:]
    return name


def _named(
    mention: Mention,
    name: str,
    section: int,
    clusters: list[_Cluster],
    by_fold: dict[str, _Cluster],
    rules: AliasRules,
    places: tuple[str, ...],
) -> None:
    folded, brief = fold(name), rules.short(name)
    cluster = by_fold.get(folded) or by_fold.get(brief)
    reason = reasons.SAME
    if mention.classes[0] == "Industry":
        core = "industry:" + rules.industry(name)
        cluster = cluster or by_fold.get(core)
        reason = reasons.INDUSTRY
    if cluster is None or (cluster.fixed and cluster.code and fold(cluster.name) != folded):
        cluster, reason = _similar(mention, name, section, clusters, rules, places)
    if cluster is None:
        cluster = _Cluster(name, mention.classes, mention.score, section, folded=folded, brief=brief)
        cluster.briefs = tuple(dict.fromkeys((cluster.brief, *map(rules.short, mention.variants))))
        cluster.ends = "".join(f"{whole}\n" for whole in cluster.briefs)
        if mention.classes[0] == "Enterprise":
            cluster.core = rules.core(name, places)
        clusters.append(cluster)
    elif name != cluster.name:
        cluster.names.setdefault(name, reason)
    if cluster.score < mention.score and not cluster.fixed:
        cluster.score = mention.score
        if mention.classes[0] not in cluster.classes or name == cluster.name:
            cluster.classes = tuple(dict.fromkeys((*mention.classes, *cluster.classes)))[: len(mention.classes)]
    by_fold.setdefault(folded, cluster)
    by_fold.setdefault(brief, cluster)
    if name != cluster.name:
        cluster.names.setdefault(name, reason)
    if mention.name != name:
        by_fold.setdefault(fold(mention.name), cluster)
        by_fold.setdefault(rules.short(mention.name), cluster)
        if mention.name != cluster.name:
            cluster.names.setdefault(mention.name, reasons.RANKED)
    if mention.classes[0] == "Industry":
        by_fold.setdefault("industry:" + rules.industry(name), cluster)
    for variant in mention.variants:
        by_fold.setdefault(fold(variant), cluster)
        if variant != cluster.name:
            cluster.names.setdefault(variant, reasons.VARIANT)
    cluster.spans.append(mention)


def _similar(
    mention: Mention, name: str, section: int, clusters: Sequence[_Cluster], rules: AliasRules, places: tuple[str, ...]
) -> tuple[_Cluster | None, str]:
    """The cluster that a new name is a short form of, and why; the nearest longer name wins."""
    kind = mention.classes[0]
    if kind in _CONCEPTS or kind == "Person":
        return None, ""
    folded, brief = fold(name), rules.short(name)
    end = brief + "\n"
    core = rules.core(name, places) if kind == "Enterprise" else ""
    learned = kind in _LEARNED
    best: _Cluster | None = None
    reason = ""
    for cluster in clusters:
        # what is seldom so and quickly seen comes first
        company = core and cluster.classes[0] == "Enterprise"
        tail = not company and end in cluster.ends
        if not (cluster.core.startswith(core) if company else tail or learned):
            continue
        if cluster.fixed or len(cluster.folded) <= len(folded) or set(cluster.classes).isdisjoint(mention.classes):
            continue
        if company:
            group = folded.endswith(_GROUP) and _GROUP not in cluster.folded  # a group is not its 有限公司
            seats = () if set(cluster.name) & _BRACKETS else places  # 某某（上海）有限公司 is no branch
            if group or not rules.same_company(cluster.core, core, seats):
                continue
            why = reasons.COMPANY
        elif tail and any(rules.tail_of(whole, brief, _fronts(clusters, places)) for whole in cluster.briefs):
            why = reasons.PLACELESS
        elif learned and (
            rules.contracts(cluster.folded, folded)
            or (mention.source.startswith("recognised.") and rules.school(cluster.folded, folded))
        ):
            why = reasons.CONTRACTED
        else:
            continue
        # the nearest longer name wins: the one of the same section before others
        if best is None or (cluster.section == section and best.section != section):
            best, reason = cluster, why
    return best, reason


def _fronts(clusters: Sequence[_Cluster], places: tuple[str, ...]) -> set[str]:
    """What may stand before the tail of a longer name: a place or another name of the document."""
    return {*places, *(cluster.folded for cluster in clusters if not cluster.fixed)}


def _bare(mention: Mention, lines: Sequence[Line], clusters: Sequence[_Cluster], rules: AliasRules) -> None:
    """A head word alone (科学城): the last longer name that ends with it, in the same section if possible."""
    section = lines[mention.sentence].sentence.section
    word = rules.short(mention.name)
    candidates = [c for c in clusters if not c.fixed and c.spans and c.brief.endswith(word) and c.name != mention.name]
    if not candidates:
        return
    here = [c for c in candidates if any(lines[s.sentence].sentence.section == section for s in c.spans)]
    pool = here or candidates
    if len(pool) > 1:
        earlier = [c for c in pool if any(s.sentence <= mention.sentence for s in c.spans)]
        pool = earlier or pool
        pool = [
            max(
                pool,
                key=lambda c: (
                    max((s.sentence for s in c.spans if s.sentence <= mention.sentence), default=-1),
                    c.name,
                ),
            )
        ]
    cluster = pool[0]
    cluster.names.setdefault(mention.name, reasons.HEAD)
    cluster.spans.append(mention)


def _appositions(lines: Sequence[Line], clusters: list[_Cluster]) -> None:
    """A(B) of one kind, and A(以下简称B), are one thing."""
    owner = {(s.sentence, s.start, s.end): c for c in clusters for s in c.spans}
    for line in lines:
        text = line.sentence.text
        for left, right in zip(line.mentions, line.mentions[1:], strict=False):
            gap = text[left.end : right.start]
            if not re.fullmatch(r"[(（](?:(?:以下)?简称|又称|即|原)?[“：:]?", gap) or text[
                right.end : right.end + 1
            ] not in (")", "）", "”"):
                continue
            first = owner.get((left.sentence, left.start, left.end))
            second = owner.get((right.sentence, right.start, right.end))
            if first is None or second is None or first is second or first.fixed or second.fixed:
                continue
            if not set(first.classes) & set(second.classes):
                continue
            first.names.setdefault(_CALLED.sub("", second.name), reasons.BRACKETS)
            for name, why in second.names.items():
                first.names.setdefault(_CALLED.sub("", name), why)
            for span in second.spans:
                owner[span.sentence, span.start, span.end] = first
            first.spans += second.spans
            second.spans = []
    clusters[:] = [cluster for cluster in clusters if cluster.spans]


def _short_forms(
    lines: Sequence[Line], clusters: Sequence[_Cluster], rules: AliasRules, places: tuple[str, ...]
) -> None:
    """Finds the short forms of the document's firms where no other rule has seen a name."""
    taken = {(m.sentence, m.start, m.end) for cluster in clusters for m in cluster.spans}
    owners: dict[str, list[_Cluster]] = {}
    for cluster in clusters:
        if cluster.classes[0] == "Enterprise" and not cluster.fixed:
            for form in rules.short_forms(cluster.name, places):
                owners.setdefault(form, []).append(cluster)
    for form, found in sorted(owners.items()):
        if len(found) > 1 or form in places:
            continue
        for line in lines:
            start = line.sentence.text.find(form)
            while start >= 0:
                end = start + len(form)
                free = all(end <= a or b <= start for s, a, b in taken if s == line.sentence.index)
                if (
                    free
                    and line.units.at_start(start) >= 0
                    and line.units.at_end(end) >= 0
                    and not _verbal(line, start, end)
                    and line.sentence.kind != "byline"
                ):
                    mention = Mention(line.sentence.index, start, end, form, ("Enterprise",), "short form", 0.6)
                    found[0].spans.append(mention)
                    found[0].names.setdefault(form, reasons.COMPANY)
                    taken.add((line.sentence.index, start, end))
                start = line.sentence.text.find(form, end)


def _verbal(line: Line, start: int, end: int) -> bool:
    """Whether the text reads the form as one plain word: 建设 is a verb and 红糖 a good, whatever firm begins so."""
    first = line.units.at_start(start)
    return line.units.ends[first] == end and line.units.letters[first] not in {PROPER, CODE, QUOTED}


def _printed(reading: Reading, clusters: Sequence[_Cluster]) -> None:
    """Keeps the form of the document where it is in traditional script."""
    for cluster in clusters:
        for mention in cluster.spans:
            sentence = reading.sentences[mention.sentence]
            start, end = sentence.span(mention.start, mention.end)
            printed = "".join(reading.document.text[start:end].split())
            if (
                fold(printed) != fold(sentence.text[mention.start : mention.end])
                and len(printed) == mention.end - mention.start
            ):
                cluster.names.setdefault(printed, reasons.TRADITIONAL)


def _finish(
    lines: Sequence[Line],
    clusters: Sequence[_Cluster],
    topics: Mapping[int, str],
    gazetteer: Gazetteer,
    digest: str,
) -> Linked:
    entities: dict[str, Entity] = {}
    outer: dict[int, list[Span]] = {}
    nested: dict[int, list[Span]] = {}
    for cluster in clusters:
        if cluster.code:
            local = division_key(cluster.code, gazetteer)
        else:
            local = key(cluster.name, _scope(cluster, topics, digest))
        folded = fold(cluster.name)
        names = [Alias(name, why, (digest,)) for name, why in sorted(cluster.names.items()) if fold(name) != folded]
        previous = entities.get(local)
        if previous is not None:
            names = sorted({*previous.aliases, *names}, key=lambda alias: alias.name)
        entities[local] = Entity(
            local, cluster.name, cluster.classes, tuple(names), _code(cluster.code, gazetteer), (digest,)
        )
        for mention in cluster.spans:
            span = Span(mention.start, mention.end, local, cluster.classes, mention)
            (nested if mention.nested else outer).setdefault(mention.sentence, []).append(span)
    return Linked(entities, _rows(lines, outer), _rows(lines, nested))


def _rows(lines: Sequence[Line], spans: Mapping[int, Sequence[Span]]) -> tuple[tuple[Span, ...], ...]:
    """The spans of each line, in order of the text."""
    return tuple(tuple(sorted(spans.get(line.sentence.index, ()), key=lambda s: s.start)) for line in lines)


def division_key(code: str, gazetteer: Gazetteer) -> str:
    """Entity key of a gazetteer code: from the code itself, for a region from its name."""
    return gazetteer.key(code) or key(code)


def _code(code: str, gazetteer: Gazetteer) -> str:
    return code if code and gazetteer.kind(code) != "region" else ""


def _scope(cluster: _Cluster, topics: Mapping[int, str], digest: str) -> str:
    """What tells this thing from others of its name: nothing for proper names and concepts, else the division."""
    kind = cluster.classes[0]
    if kind in _CONCEPTS or kind in {"Region", "NaturalFeature"}:
        return ""
    proper = cluster.score >= 0.9 or kind == "Enterprise"
    if kind == "Person" or (kind in _LOCAL and not proper) or not proper:
        return topics.get(cluster.section, "") or digest[:16]
    return ""
