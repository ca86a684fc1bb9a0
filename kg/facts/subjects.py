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
from kg.facts.skeleton import ANY, CLASS, MIXED, SYMBOL, Group, Skeleton

AGENTS = frozenset(
    [
        *("Country", "Province", "City", "District", "Township", "Village", "Zone", "Park", "Facility"),
        *("Enterprise", "Government", "School", "ResearchInstitute", "Hospital", "Alliance", "Project"),
    ]
)
_WORKS = frozenset(["Project", "Park", "Facility", "Hospital", "School", "ResearchInstitute"])
_FINISHED = re.compile(r"建成|投用|投入使用|开工|竣工|完工|通车|动工|贯通|开园|揭牌|投产")
_HOLDS = re.compile(rf"[^，。；]{{0,16}}{ANY}(?:境内|内|里)?(?:已|共|现)?(?:有|\d+[余多]?个)")
"""A park in which works are finished goes on acting: 某园有19个项目开工."""
_MOVED = frozenset(
    ["Province", "City", "District", "Township", "Enterprise", "School", "ResearchInstitute", "Hospital"],
)
_AREAS = frozenset(["Province", "City", "District", "Township"])
_AGENT = "[" + "".join(SYMBOL[name] for name in sorted(AGENTS)) + MIXED + "]"
_CLAUSE = re.compile(r"[^，；：。！？]+")
_NAMES = re.compile(ANY + "+")
_LIGHT = re.compile(
    r"[“”‘’\s]*(?:(?:"
    r"目前|如今|近年来|近日|日前|不久前|前不久|当前|今年|去年|明年|同时|其中|此外|另外|另据|据悉|据了解|据介绍|随后|此前|"
    r"接下来|下一步|未来|今后|届时|当天|当日|"
    r"[上下]半年|[一二三四]季度|一是|二是|三是|四是|五是|六是|首先|其次|再次|最后|一方面|另一方面|而|但|且|并|也|还|又|则|又如|例如|比如|如|因此|为此|对此|于是|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|"
    r"(?:截至|截止|到|自|从)?(?:20\d\d年|今年|去年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上下]半年|底|末|初|起|以来|期间)?|预计|围绕|聚焦|"
    r"(?:在[^，。\ue000-\ue0ff]{1,14}(?:中|上|下|时|方面|期间|后|前|里|内)))[，,]?)*"
)
_MODIFIER = re.compile(
    rf"(?![^，。；：]{{0,6}}[在于向从把将对])[^，。；：\ue000-\ue0ff]{{2,16}}的(?={ANY})"
    rf"|{ANY}(?:的|内的|境内的)(?={_AGENT})"
)
_PHRASE = re.compile(
    rf"(?:这[条座个家项所]|由|位于|坐落|来自|总部|地处|主营|作为)[^，。；：]{{1,60}}的(?P<who>{_AGENT})(?![的、和与])"
)
"""A clause that opens with a long modifier is about what it modifies: 由A与B合资成立的C, 位于D的E."""
_PREPOSITION = re.compile(
    r"(?:在|从|对|为|向|以|把|将|与|和|同|跟|由|据|按|经|经过|通过|依托|围绕|作为|位于|随着|针对|立足|利用|发挥|根据|按照|"
    r"落户|入驻|走进|来到|地处|紧邻|毗邻|背靠|联合|携手|联手|对接|联动|协同|深化与|加强与|推动与|推动|推进|建设|打造|"
    r"引进|签约|开工|加快|实施|举办|生产|发展)$"
)
_SPEAKER = re.compile(
    rf"(?P<who>{_AGENT})的?(?:相关|有关|主要)?(?:负责人|党[工组]?委?书记|主任|局长|部长|总经理|董事长|园区负责人|院长|校长|"
    r"经理|副总经理|常务副总经理|工作人员|[^，。\ue000-\ue0ff]{0,8}(?:长|主任|书记|经理))"
    rf"(?:{SYMBOL['Person']}|[一-鿿]{{2,3}})?等?(?:表示|介绍|说|告诉|认为|透露|指出|坦言|强调)"
)
_WITH = re.compile("(?:与|和|同|跟|携手|联合|联手|牵手|会同|协同|联动|对接)(?P<who>" + _AGENT + ")")
_EXCHANGE = re.compile(r"(?:深化|加强|强化|加深|扩大|密切)$")
"""深化与A的合作 names a partner of exchange: one who acts too only where the clause right after says so (共建)."""
_CAUSED = re.compile(
    _LIGHT.pattern
    + r"[^，。；：\ue000-\ue0ff]{0,6}(?:支持|鼓励|引导|推动|促成|帮助|邀请|引进|引入|引来|组织|协助|指导)"
    + f"(?P<who>{_AGENT})(?:等[^，。；：\ue000-\ue0ff]{{0,8}})?"
    + r"(?:在|与|和|同|到|赴|积极|加快|共|参加|参与|组团|联|携手|合作|合力|投资|设立|开展|打造|开发|"
    r"承接|牵头|申报|申办|建立|抱团|融入|加入|创建|争创|建成)"
)
"""Who is moved to act acts: 支持A与B共建C. A work that is moved (推动某某高速建设) does not."""
_ALLIED = re.compile(r"携手|联手|牵手|强强联合")
_JOINT = re.compile(r"(?:并|以及|还|将|积极)?(?:共建|共同|合作共|携手|合力|协同|联手)")
_PAIR = re.compile(_LIGHT.pattern + "(?:双方|两地|三方|三地|两市|两区|两县|两省市?|彼此|双边|四地)")
_DEICTIC = re.compile(r"这里|我们|园区|该园区|基地")


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
    if current is None and speaker and _DEICTIC.search(text):
        current = Subject(speaker, "speaker")
    met: tuple[Span, ...] = ()
    for match in _CLAUSE.finditer(text):
        subject = _opening(skeleton, match.start(), match.end()) or _caused(skeleton, match.start(), match.end())
        if (subject is None or subject is UNKNOWN) and _PAIR.match(text, match.start(), match.end()):
            known = len(pair) > 1 or (current is not None and len(current.spans) + len(current.partners) > 1)
            subject = Subject(pair, "pair") if len(pair) > 1 else None if known else UNKNOWN
        if subject is not None:
            current = subject
            area = tuple(span for span in subject.spans if span.classes[0] in _AREAS) or area
        elif current is not None and current.how == "clause":
            current = replace(current, how="carried")
        named = _partners(skeleton, match.start(), match.end(), current)
        partners = tuple(span for span, exchange in named if not exchange)
        if not partners and met and _JOINT.match(text, match.start(), match.end()):
            partners = met
        met = tuple(span for span, exchange in named if exchange)
        if partners:
            allied = _ALLIED.search(text, match.start(), match.end()) is not None
            current = replace(current or Subject((), "topic"), partners=partners, allied=allied)
        result.append(Clause(match.start(), match.end(), current, area))
        finished = _FINISHED.search(text, match.start(), match.end()) and not _HOLDS.match(
            text, match.start(), match.end()
        )
        if finished and current is not None and current.how == "clause":
            # a work that is finished does not go on to build the next
            current = None if all(span.classes[0] in _WORKS for span in current.spans) else current
    return result


def _partners(skeleton: Skeleton, start: int, end: int, subject: Subject | None) -> list[tuple[Span, bool]]:
    """Who a clause names beside its subject, each with whether it is a partner of exchange only."""
    opened = {id(span) for span in subject.spans} if subject else set()
    return [
        (span, bool(_EXCHANGE.search(skeleton.text, start, match.start())))
        for match in _WITH.finditer(skeleton.text, start, end)
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
    light = _LIGHT.match(text, start, end)
    position = light.end() if light else start
    phrase = _PHRASE.match(text, position, end)
    if phrase is not None:
        members = skeleton.groups[phrase.start("who")].members
        return Subject(tuple(span for span in members if span.classes[0] in AGENTS), "clause")
    modifier = _MODIFIER.match(text, position, end)
    if modifier is not None:
        position = modifier.end()
    # names that stand side by side (云岭区|新港科技城) end in the one that acts
    match = _NAMES.match(text, position, end)
    if match is None:
        units = skeleton.units
        strange = units is not None and strangers.opens(text, position, end, skeleton.origin(position), units)
        return UNKNOWN if strange else None
    last = match.end() - 1
    group = skeleton.groups.get(last)
    if group is None:
        return None
    if text.startswith("的", match.end()):
        return None  # a modifier of what follows
    if text[last] != MIXED and CLASS[text[last]] not in AGENTS:
        return None
    spans = tuple(span for span in group.members if span.classes[0] in AGENTS)
    if _PREPOSITION.search(text[start:position]):
        return None
    if last in skeleton.modifying:
        return UNKNOWN
    if text[last] == SYMBOL["Government"] and _SPEAKER.match(text, last):
        return None  # 某某省委副书记表示: a bureau that speaks does not act
    return Subject(spans, "clause") if spans else None


def _caused(skeleton: Skeleton, start: int, end: int) -> Subject | None:
    match = _CAUSED.match(skeleton.text, start, end)
    if match is None:
        return None
    spans = tuple(span for span in skeleton.groups[match.start("who")].members if span.classes[0] in _MOVED)
    return Subject(spans, "clause") if spans else None


def _speaker(skeleton: Skeleton) -> Subject | None:
    """The organisation whose officer speaks, where the speech says 这里 or 我们; a bureau speaks for its area."""
    spans = spoken_for(skeleton) if _DEICTIC.search(skeleton.text) else None
    return Subject(spans, "speaker") if spans else None


def spoken_for(skeleton: Skeleton) -> tuple[Span, ...] | None:
    """The organisation, park or work whose officer speaks here; None where none does, () for a bureau's."""
    match = _SPEAKER.search(skeleton.text)
    if match is None:
        return None
    group: Group = skeleton.groups[match.start("who")]
    return tuple(span for span in group.members if span.classes[0] in AGENTS - {"Government"})
