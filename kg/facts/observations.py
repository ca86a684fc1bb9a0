"""A document's quantities, times and linked entities in, its observations with evidence out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.focus import Focus, Name
from kg.facts.indicators import Choice, Indicators, bounds
from kg.facts.status import status
from kg.mentions.quantities import Quantities, Quantity
from kg.mentions.times import Time, times
from kg.model import Evidence, Observation, Reading, Sentence

_OF_ITEM = frozenset(["investment", "area", "capacity", "outputValue", "headcount", "length", "duration"])
"""What a list of projects tells of each, whoever else its item names."""

_BUILT = frozenset(["Project", "Park", "Zone", "Facility", "Hospital", "School", "ResearchInstitute"])
_SHORT = 8
"""Longest modifier between a possessor and its noun: 经某口岸进出境的班列."""
_FREE = re.compile(
    r"^(?:经|通过)$|^[^\u4e00-\u9fff]*$|(?:力争|争取|确保|预计|其中|目前|有望|使|让|推动|带动|[年月日底末]|去年|今年|半年|季度)$"
)
"""Before a name that is a subject, and no object of 引进 or 对接."""
_PAYS = re.compile(r"(?:共同|共|再|又|已|累计)*(?:出资|配套|拿出|拨付|注资|资助|捐赠|捐资|筹资|让利|授信)(?:资金)?")
_NOUNS = frozenset("ntsfjbdla")
_COPULAS = frozenset(
    [
        *(
            "达",
            "达到",
            "达到了",
            "为",
            "超过",
            "超",
            "突破",
            "实现",
            "增长",
            "下降",
            "约",
            "近",
            "逾",
            "可",
            "将",
            "已",
        ),
        *("增至", "提高到", "了", "的"),
    ]
)
_WORKS = frozenset(["Project", "Facility"])
_FIRMS = frozenset(["Enterprise"])
_AT = re.compile(r"(?:在|于|落户|入驻|进驻|布局|到)$")
_BRACKET = re.compile(r"[(（](?=[^()（）]*$)")
_OWNERS = _BUILT | {
    "Enterprise",
    "Region",
    "Country",
    "Province",
    "City",
    "District",
    "Township",
    "Village",
    "Alliance",
}
_OF_PROJECT = re.compile(
    r"总投资|项目投资|计划投资|拟投资|概算|造价|用地|占地|建筑面积|规划面积|投产后|达产|建成后|建成投用|投用后|全长|线路长|总长|里程|装机|设计时速|工期|库容|"
    r"年产值|用工|首期|一期|二期|机架|工程量|(?:年|每年|日)[^，。；]{0,4}(?:发电|处理|吞吐|生产|封装|加工)|每年可"
)
"""Words that speak of a thing that is being built, so that the thing named last is meant."""
_LATER = re.compile(
    r"(?:该|本|此)?(?:项目|工程|基地|线路|园区|产业园|全部|全长|建成|投产|达产|每年可|年发电|年均|年平均)"
)
_MADE = re.compile(r"打造|建设|新建|改造|兴建|建成|修建|实施|开展|启动|设立|成立|组建|重装")
_PUT_INTO = re.compile(rf"^(?:[^，。；]{{0,3}}的?资金)?(?:用于|{_MADE.pattern})[^，。；]{{0,12}}$")
_TURNED = re.compile(r"[，；](?:[^，；。]{0,4})[把将使为给]$")
_SETTLED = re.compile(r"[^。；、]{0,24}?(?P<verb>(?:入驻|落户|落地|进驻|布局|聚集|集聚|扎根)[在于]?|在)")
_SETTLES = re.compile(r"入驻|落户|落地|进驻|布局|扎根|聚集|集聚|安家|投产|开工|建成|发展")
_MEMBERS = re.compile(r"加入|参展|参会|参加")
_GAP = re.compile(r"^(?:共有|共计|共|已有|已经|已|现有|现|有|的|内|里|目前|累计|拥有)*(?:“[^“”]{1,10}”)?$")
_LISTED = re.compile(r"[、和与及同跟向从]$")
_WHOLE = re.compile(r"(?:全市|全省|全国|全球|世界|国务院|国家)$")
"""Whose number it is: none of the section's."""
_CLAUSE = re.compile(r"[，；：。！？]")
_HAPPENED = re.compile(r"^[，]?(?:落户|成立|建立|开工|启动|举办|召开|入驻|投产|创立|组建|获批)[^，。；]{0,20}的")
"""After a time: the time belongs to a modifier (2019年落户的企业), not to what is stated."""
_TOPIC = 0.95
"""Factor for a subject that stands elsewhere in the sentence or is the passage's."""


@dataclass(frozen=True, slots=True)
class ObservationRules:
    """What observing needs, made once."""

    quantities: Quantities
    indicators: Indicators


def observe(
    reading: Reading, names: Sequence[Sequence[Name]], focus: Focus, rules: ObservationRules
) -> tuple[Observation, ...]:
    """The observations of a document, in the order of the text; a number without a subject gives none.

    `names[i]` are the linked mentions of sentence i, in order. Headings and by-lines state nothing that the text below does
    not say; they are left out.
    """
    found: dict[tuple[object, ...], Observation] = {}
    spoken = times(reading)
    for sentence, expressions, spans in zip(reading.sentences, spoken, names, strict=True):
        if sentence.kind in ("heading", "byline"):
            continue
        taken = [(time.start, time.end) for time in expressions]
        stated = rules.quantities.find(sentence.text, sentence.tokens, taken)
        for quantity in stated:
            for bound in bounds(quantity):
                choice = rules.indicators.choose(sentence.text, bound)
                if choice is None or _vague(bound, choice):
                    continue
                about, certain = _subject(reading, sentence, bound, choice, spans, focus, names)
                if about is None:
                    continue
                observation = Observation(
                    about=about,
                    indicator=choice.indicator,
                    value=choice.value,
                    unit=choice.unit,
                    evidence=_evidence(reading, sentence),
                    confidence=round(choice.confidence * certain, 3),
                    of=_of(bound, choice),
                    time=_time(sentence.text, bound, expressions),
                    qualifier=bound.qualifier,
                    status=status(_clause(sentence.text, bound), "", None),
                    rule=choice.rule,
                )
                key = (about, choice.indicator, choice.value, choice.unit, observation.of, observation.time)
                found.setdefault(key, observation)
    return tuple(found.values())


def _vague(quantity: Quantity, choice: Choice) -> bool:
    """Two of something sums up what was named (两大园区); it is no statistic."""
    return quantity.measure == "大" and choice.value <= 2


def _subject(
    reading: Reading,
    sentence: Sentence,
    quantity: Quantity,
    choice: Choice,
    spans: Sequence[Name],
    focus: Focus,
    names: Sequence[Sequence[Name]],
) -> tuple[str | None, float]:
    """Key of what the number is about, and how sure that is."""
    text = sentence.text
    if sentence.index in focus.items and choice.indicator in _OF_ITEM:
        return focus.items[sentence.index], _TOPIC
    bracket = _BRACKET.search(text, 0, quantity.start)
    if bracket is not None:  # 某项目（总投资30亿元，占地500亩）
        holder = next((name for name in spans if name[1] == bracket.start()), None)
        if holder is not None:
            return holder[2], 1.0
    after = next((name for name in spans if name[0] >= quantity.end), None)
    if after is not None:
        between = text[quantity.end : after[0]]
        # 全长24公里的某通道, 40公里某大道: the thing after the number
        if after[3][0] in _OWNERS and (
            between == "的" or (between == "" and choice.indicator in ("length", "area", "capacity"))
        ):
            return after[2], 1.0
        # 投资22亿元打造某基地: what the money goes into
        if choice.indicator == "investment" and _PUT_INTO.match(between.removesuffix("的")):
            return after[2], 1.0
    if choice.indicator == "investment":  # 投入资金600万元，把某院建成…
        turned = next((n for n in spans if n[0] >= quantity.end and _TURNED.search(text[: n[0]])), None)
        if turned is not None:
            return turned[2], _TOPIC
    # 某区19个项目, 某园已有39家企业: the name right before
    before = next((name for name in reversed(spans) if name[1] <= quantity.start), None)
    if (
        before is not None
        and before[3][0] in _OWNERS
        and not _LISTED.search(text[: before[0]])
        and _GAP.match(text[before[1] : quantity.start])
    ):
        return before[2], 1.0
    if before is not None and _PAYS.fullmatch(text[before[1] : quantity.start]):  # 由某区出资2800万元
        return before[2], 1.0
    possessor = _possessor(sentence, quantity, before)
    if possessor is not None:
        return possessor, 1.0
    if _WHOLE.search(text[: quantity.start]):
        return None, 0.0
    settled = _settled(sentence, quantity, spans, focus) if choice.indicator == "count" else None
    if settled is not None:
        return settled, _TOPIC
    clause = _clause(text, quantity)
    if _MEMBERS.search(text[quantity.end : quantity.end + 12]):
        group = next((n for n in reversed(spans) if n[1] <= quantity.start and n[3][0] in ("Alliance", "Event")), None)
        if group is not None:
            return group[2], 1.0
    if _OF_PROJECT.search(clause):
        built = _built(reading, sentence, quantity, names, clause)
        if built is not None:
            return built, 1.0
    return focus.subject(sentence.index, quantity.start), _TOPIC


def _possessor(sentence: Sentence, quantity: Quantity, before: Name | None) -> str | None:
    """The name before the number with nothing but nouns between: 某港全年吞吐量达到3亿吨."""
    if before is None or before[3][0] not in _OWNERS:
        return None
    text = sentence.text
    clause = max(text.rfind(mark, 0, quantity.start) for mark in "，；：。！？") + 1
    if before[0] < clause or not _FREE.search(text[clause : before[0]]):
        return None
    between = [token for token in sentence.tokens if token.start >= before[1] and token.end <= quantity.start]
    modifier = next((i for i, token in enumerate(reversed(between)) if token.text == "的"), None)
    if modifier is not None and between[-1 - modifier].end - before[1] <= _SHORT:
        between = between[len(between) - modifier :]
    if not between or any(token.text in "、“”（）()" or token.tag == "m" for token in between):
        return None
    nouns = all(token.tag[:1] in _NOUNS or token.tag == "vn" or token.text in _COPULAS for token in between)
    return before[2] if nouns else None


def _settled(sentence: Sentence, quantity: Quantity, spans: Sequence[Name], focus: Focus) -> str | None:
    """Where what is counted has settled, said after the number: 50家企业落户某园, 12家企业在某区投产."""
    text = sentence.text
    match = _SETTLED.match(text, quantity.end)
    if match is None:
        return None
    place = next((name for name in spans if name[0] == match.end()), None)
    if place is None or not _SETTLES.search(match["verb"] + text[place[1] : place[1] + 6]):
        return None
    for other in spans:  # 某镇|某园: the inner one
        if other[0] == place[1]:
            place = other
    return place[2] if place[3][0] in _OWNERS else None


def _built(
    reading: Reading, sentence: Sentence, quantity: Quantity, names: Sequence[Sequence[Name]], clause: str
) -> str | None:
    """The thing that is being built: the last one named before, in this sentence or, for 项目总投资, the one before."""
    here = [name for name in names[sentence.index] if name[1] <= quantity.start and name[3][0] in _BUILT | _FIRMS]
    works = [name for name in here if name[3][0] in _WORKS]
    if works:
        return works[-1][2]
    if here:  # a park where a firm builds is not what is built
        last = here[-1]
        firm = any(name[3][0] in _FIRMS for name in here)
        return None if firm or _AT.search(sentence.text[: last[0]]) else last[2]
    if sentence.index and _LATER.match(clause):
        previous = reading.sentences[sentence.index - 1]
        if previous.paragraph == sentence.paragraph:
            there = [name for name in names[previous.index] if name[3][0] in _BUILT]
            return there[-1][2] if there else None
    return None


def _clause(text: str, quantity: Quantity) -> str:
    """The clause that holds the quantity, from mark to mark."""
    start = max(text.rfind(mark, 0, quantity.start) for mark in "，；：。！？") + 1
    stop = _CLAUSE.search(text, quantity.end)
    return text[start : stop.start() if stop else len(text)]


def _of(quantity: Quantity, choice: Choice) -> str:
    return quantity.counted or choice.trigger


def _time(text: str, quantity: Quantity, expressions: Sequence[Time]) -> str | None:
    """The time that the sentence names last before the number, in the same sense unit, comparisons aside."""
    for time in reversed(expressions):
        if time.end > quantity.start or time.role == "compared":
            continue
        between = text[time.end : quantity.start]
        if "；" in between or _HAPPENED.match(between):
            return None
        return time.edtf
    return None


def _evidence(reading: Reading, sentence: Sentence) -> Evidence:
    start, end = sentence.span(0, len(sentence.text))
    return Evidence(reading.document.digest, start, end, reading.document.text[start:end])
