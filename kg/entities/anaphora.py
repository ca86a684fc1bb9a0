"""Linked spans of a document in, spans for its pronouns and bare class nouns out: 该公司, 项目, 三地, 我区."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.entities import sides
from kg.entities.link import Span
from kg.entities.sides import PLURAL, Row, meant, venue
from kg.mentions import packs
from kg.mentions.find import Line
from kg.model import Mention

_ORGS = ("Enterprise", "School", "ResearchInstitute", "Hospital", "Alliance", "Government")
_DIVISIONS = ("Province", "City", "District", "Township")
_SITES = frozenset(["Park", "Zone", "Facility"])
_PAIRING = frozenset(["与", "和", "同", "及", "跟", "、"])
_NOUNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("公司", "集团", "厂家", "厂里"), ("Enterprise",)),
    **dict.fromkeys(("项目", "工程", "基地", "线路", "生产线"), ("Project", "Park", "Facility")),
    **dict.fromkeys(
        ("园区", "产业园", "开发区", "高新区", "经开区", "新区", "科学城", "保税区", "示范区"), ("Park", "Zone")
    ),
    **dict.fromkeys(("研究院", "实验室", "研究所"), ("ResearchInstitute",)),
    **dict.fromkeys(("中心",), ("ResearchInstitute", "Facility", "Hospital", "Project")),
    **dict.fromkeys(("医院", "院区", "门诊部", "卫生院"), ("Hospital",)),
    **dict.fromkeys(("学校", "学院", "大学", "校方"), ("School",)),
    **dict.fromkeys(("联盟", "协会", "商会"), ("Alliance",)),
    **dict.fromkeys(("展会", "大会", "论坛", "峰会", "博览会", "活动"), ("Event",)),
    **dict.fromkeys(
        ("港口", "机场", "口岸", "大桥", "水库", "铁路", "公路", "高铁", "高速", "专列", "班列"),
        ("Facility", "Project"),
    ),
    **dict.fromkeys(("全镇", "镇里", "全乡"), ("Township",)),
    **dict.fromkeys(("全村", "村里"), ("Village",)),
}
_NOUN = packs.either(_NOUNS)
_THAT = re.compile(
    f"(?P<that>该|这家|这个|这一|这座|这条|上述|此次|本次|本届|这届|此)(?P<noun>{_NOUN}|企业|院|校|镇|村|线|路|桥|港|厂|会|局)"
)
_BARE = re.compile(
    f"(?:(?<=[，。；：“、])|^|(?<=以来)|(?<=落户)|(?<=入驻)|(?<=目前)|(?<=如今)|(?<=，由)|(?<=，在)|(?<=[了到在]))(?P<noun>{_NOUN})"
    r"(?!建设|化|家|群|经济|管委会|级|网|间|类|池|库|制|数|部|基础|企业|开工|签约|合同|融资|招商|落地|集聚|总|审批|推介|引进(?![了到])|城|名单|清单|用工|上市|主体|服务|需求|订单)"
)
_THIS = re.compile(f"这[座家条个项所](?:[^，。；]{{0,34}}?的)?[^，。；的]{{0,4}}?(?P<noun>{_NOUN})")
_HERE = re.compile(r"这里|此地|此处|园中|园内|园里|镇上|镇里|村里|村中|我们村|我们镇|我们园区|我们公司")
_HERE_CLASSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("园中", "园内", "园里", "我们园区"), ("Park", "Zone")),
    **dict.fromkeys(("镇上", "镇里", "我们镇"), ("Township",)),
    **dict.fromkeys(("村里", "村中", "我们村"), ("Village",)),
    "我们公司": ("Enterprise",),
}
_OWNED = re.compile(r"(?:旗下|下属|控股|收购|并购|参股|入股|增资)(?:了|的)?[^，。；：]{0,4}$")
"""Before a firm that another one owns or buys: 公司 in what follows is the other."""
_EITHER = re.compile(r"[前后]者")
_OPENING = 4
"""Characters before 前者 in a sentence that goes on about the pair of the one before."""
_OURS = re.compile(
    r"(?:(?:我|该|全|本)(?P<rank>区|县|市|州|旗|省)|(?<![^，。；：、“在由与])(?P<home>区|县|市|州|旗)里)"
    r"(?!人民|政府|委|属|级|域|场|内|外|重点|重大|上下)"
)
_RANKS = {
    "区": ("District",),
    "县": ("District",),
    "旗": ("District",),
    "市": ("City", "District", "Province"),
    "州": ("City",),
    "省": ("Province",),
}
_WORKS = ("项目", "工程", "线路", "生产线")
_GROUNDS = ("园区", "产业园", "园")
_REACH = 6
"""Sentences back that a noun may point to: beyond it the tested texts speak of something else."""


def refer(
    lines: Sequence[Line],
    spans: Sequence[Sequence[Span]],
    topics: Mapping[int, str],
    heads: Mapping[str, Span],
    above: Mapping[str, Span],
    nested: Sequence[Sequence[Span]],
) -> tuple[tuple[Span, ...], ...]:
    """Further spans of each sentence. `heads` are spans of the topic divisions, `above` of the divisions over them.

    `nested` are the spans within others: who speaks for 某某新区管委会 says 园区 of 某某新区.
    """
    leading = sides.leading(lines, spans)
    result: list[tuple[Span, ...]] = []
    history: list[tuple[int, tuple[Span, ...]]] = []
    actors: list[tuple[int, Row]] = []
    for line, found, inner in zip(lines, spans, nested, strict=True):
        section = line.sentence.section
        past = [row for where, row in history[-_REACH:] if where == section]
        acting = [row for where, row in actors[-_REACH:] if where == section]
        result.append(
            tuple(
                _line(
                    line,
                    found,
                    _seats(found, inner),
                    past,
                    acting,
                    leading,
                    heads.get(topics.get(section, "")),
                    above.get(topics.get(section, "")),
                )
            )
        )
        row = tuple(sorted((*found, *result[-1]), key=lambda span: span.start))
        text = line.sentence.text
        history.append((section, _things(text, row)))
        actors.append((section, Row(text, tuple(span for span in row if not venue(text, span)), line.units)))
    return tuple(result)


def _things(text: str, row: tuple[Span, ...]) -> tuple[Span, ...]:
    """A sentence's spans without sites that act side by side: of 甲高新区与乙高新区共建的丙园 丙园 is the 园区."""
    paired = {
        span.start
        for left, right in pairwise(row)
        if {left.classes[0], right.classes[0]} <= _SITES and text[left.end : right.start] in _PAIRING
        for span in (left, right)
    }
    alone = any(span.classes[0] in _SITES and span.start not in paired for span in row)
    kept = tuple(span for span in row if span.start not in paired) if alone else row
    return tuple(
        span for span in kept if "Enterprise" not in span.classes[:1] or not _OWNED.search(text, 0, span.start)
    )


def _line(
    line: Line,
    found: Sequence[Span],
    seats: Sequence[Span],
    past: Sequence[tuple[Span, ...]],
    acting: Sequence[Row],
    leading: Sequence[Span],
    topic: Span | None,
    parent: Span | None,
) -> list[Span]:
    """`seats` are the parks of offices, `past` the rows of sentences before, `acting` the same without venues."""
    text = line.sentence.text
    new: list[Span] = []

    def free(start: int, end: int) -> bool:
        return all(end <= span.start or span.end <= start for span in (*found, *new))

    def put(start: int, end: int, target: Span) -> None:
        mention = Mention(line.sentence.index, start, end, text[start:end], target.classes, "anaphora", 0.6)
        new.append(Span(start, end, target.key, target.classes, mention))

    for match in _OURS.finditer(text):
        rank = match["rank"] or match["home"]
        ranks = _RANKS[rank]
        fitting = [span for span in (topic, parent) if span is not None and span.classes[0] in ranks]
        # 我市 in a passage about a district is its city; where neither is called so, the district itself
        called = [span for span in fitting if span.mention.name.endswith(rank)]
        target = next(iter((*called, *fitting)), None)
        if match["home"] and not called:  # 县里, in a passage about the city
            target = _latest_of_rank(rank, ranks, match.start(), found, past, topic)
        if match.group().startswith("该"):
            target = _latest_of_rank(rank, ranks, match.start(), found, past, topic) or target
        if target is not None and free(*match.span()):
            put(*match.span(), target)
    for match in _EITHER.finditer(text):
        opens = -1 < min((text.find(word) for word in ("前者", "后者") if word in text), default=-1) <= _OPENING
        couple = _couple(match.start(), found, past[-1:] if opens else ())
        if couple is not None and free(*match.span()):
            put(*match.span(), couple[match.group() == "后者"])
    for match in _HERE.finditer(text):
        classes = _HERE_CLASSES.get(match.group(), ("Park", "Zone", "Township", "District", "City"))
        target = _nearest(classes, match.start(), found, past)
        if target is not None and free(*match.span()):
            put(*match.span(), target)
    for match in (*_THAT.finditer(text), *_THIS.finditer(text), *_BARE.finditer(text)):
        start, end = match.span()
        noun = match["noun"]
        # 这条线路 points to the sentence right before, 该线路 further back
        target = _last(noun, start, (*found, *seats), past[-1:] if match.re is _THIS else past)
        if not free(start, end):
            start = match.start("noun")  # 这条由某某集团承建的铁路: the names within stay names
        if target is not None and free(start, end):
            put(start, end, target)
    for match in PLURAL.finditer(text):
        if not free(*match.span()) or any(span.end == match.start() for span in found):
            continue  # 东营、潍坊两市: the names stand before it
        here = Row(text, [span for span in (*found, *new) if not venue(text, span)], line.units)
        for target in meant(match, here, acting[::-1], topic, leading):
            mention = Mention(line.sentence.index, *match.span(), match.group(), target.classes, "anaphora", 0.6)
            new.append(Span(*match.span(), target.key, target.classes, mention))
    return sorted(new, key=lambda span: span.start)


def _seats(found: Sequence[Span], nested: Sequence[Span]) -> list[Span]:
    """Parks and zones that the names of offices hold (某某新区|管委会)."""
    offices = [span for span in found if span.classes[0] == "Government"]
    return [
        inner
        for inner in nested
        if inner.classes[0] in {"Park", "Zone"}
        and any(office.start <= inner.start and inner.end < office.end for office in offices)
    ]


def _latest_of_rank(
    rank: str,
    ranks: tuple[str, ...],
    position: int,
    found: Sequence[Span],
    past: Sequence[tuple[Span, ...]],
    topic: Span | None,
) -> Span | None:
    """The division of this rank named last, in this sentence or the ones before; the topic where it is among those."""
    for row in [tuple(span for span in found if span.end <= position), *reversed(past)]:
        fitting = [
            span
            for span in row
            if span.classes[0] in ranks and (span.mention.name.endswith(rank) or span.classes[0] == ranks[0])
        ]
        if fitting:
            own = [span for span in fitting if topic is not None and span.key == topic.key]
            return (own or fitting)[-1]
    return None


def _last(noun: str, position: int, found: Sequence[Span], past: Sequence[tuple[Span, ...]]) -> Span | None:
    """The thing named last that the noun fits: one whose name ends in it first, then one of its classes."""
    classes = _NOUNS.get(noun)
    rows = [tuple(span for span in found if span.end <= position), *reversed(past)]
    for row in rows:
        ending = [span for span in row if span.mention.name.endswith(noun) and span.mention.source != "anaphora"]
        if ending and noun != "公司":  # how a firm is called for short tells nothing
            return ending[-1]
    if classes is None:
        return None
    for row in rows:
        fitting = [span for span in row if span.classes[0] in classes and _stands(span, noun)]
        # a work is meant by 项目 before the park that it stands in, a new park by 园区 before the area around it
        nearest = [span for span in fitting if noun in _WORKS and span.classes[0] == classes[0]]
        nearest = nearest or [span for span in fitting if noun in _GROUNDS and span.mention.name.endswith(_GROUNDS)]
        fitting = nearest or fitting
        if fitting:
            # the subject of a sentence comes first and stays in mind
            return fitting[0] if row is not rows[0] else fitting[-1]
    return None


def _couple(position: int, found: Sequence[Span], past: Sequence[tuple[Span, ...]]) -> tuple[Span, Span] | None:
    """The two of one class that stand side by side last (甲、乙): 前者 and 后者."""
    for row in (tuple(span for span in found if span.end <= position), *past):
        named = [span for span in row if span.mention.source != "anaphora"]
        for first, second in reversed(list(pairwise(named))):
            if second.start - first.end == 1 and first.classes[0] == second.classes[0]:
                return first, second
    return None


def _stands(span: Span, noun: str) -> bool:
    """Whether a thing is one by its last word: a phase of a park that is a 项目 is no 园区."""
    return noun == "项目" or not span.mention.name.endswith(("项目", "工程")) or "Park" not in _NOUNS[noun][:1]


def _nearest(
    classes: tuple[str, ...], position: int, found: Sequence[Span], past: Sequence[tuple[Span, ...]]
) -> Span | None:
    """The place named last, the narrower kind before the wider."""
    rows = [tuple(span for span in found if span.end <= position), *reversed(past)]
    for row in rows:
        for kind in classes:
            fitting = [span for span in row if span.classes[0] == kind]
            if fitting:
                return fitting[-1]
    return None
