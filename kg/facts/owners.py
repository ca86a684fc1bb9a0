"""A quantity and what it says in, the entity whose number it is out: beside it, built, or in focus."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.agents import DIVISIONS, GROUNDS, HOUSES, Name, row_end
from kg.facts.focus import Focus
from kg.facts.indicators import Choice
from kg.mentions.clausewords import words
from kg.mentions.quantities import Quantity
from kg.model import Reading, Sentence

_WORKS = frozenset(["Project", "Facility"])
_BUILT = GROUNDS | HOUSES | {"Project"}
_OWNERS = _BUILT | DIVISIONS | {"Enterprise", "Region", "Alliance"}
_OF_ITEM = frozenset(["investment", "area", "capacity", "outputValue", "headcount", "length", "duration"])
"""What a list of projects tells of each, whoever else its item names."""
_MEASURED = frozenset(["length", "area", "capacity"])

_CLAUSE_END = re.compile(r"[，；：。！？]")
_OF_PROJECT = re.compile(
    r"总投资|项目投资|计划投资|拟投资|概算|造价|用地|占地|建筑面积|规划面积|投产后|达产|建成后|建成投用|投用后|全长|线路长|总长|里程|装机|"
    r"设计时速|工期|库容|年产值|用工|首期|一期|二期|机架|工程量|产能|(?:年|每年|日)[^，。；]{0,4}(?:发电|处理|吞吐|生产|封装|加工)|每年可"
)
"""Words that speak of a thing that is being built, so that the thing named last is meant."""
_LATER = re.compile(
    r"(?:该|本|此)?(?:项目|工程|基地|线路|园区|产业园|全部|全长|建成|投产|达产|每年可|年发电|年均|年平均)"
)
_MADE = r"打造|建设|新建|改造|兴建|建成|修建|实施|开展|启动|设立|成立|组建|重装"
_PUT_INTO = re.compile(rf"(?:[^，。；]{{0,3}}的?资金)?(?:用于|{_MADE})[^，。；]{{0,12}}$")
_LAID_OUT = re.compile(r"，?(?:在[^，。；]{1,14})?(?:共同|合作|用于)?(?:共建|建设|打造|兴建|新建|规划)$")
"""双方划出3平方公里共建某园; 斥资9亿元，在某区兴建某中心."""
_TURNED = re.compile(r"[，；](?:[^，；。]{0,4})[把将使为给]$")
_PAYS = re.compile(r"(?:共同|共|再|又|已|累计)*(?:出资|配套|拿出|拨付|注资|资助|捐赠|捐资|筹资|让利|授信)(?:资金)?")
_GAP = re.compile(r"(?:共有|共计|共|已有|已经|已|现有|现|有|的|内|里|目前|累计|拥有)*(?:“[^“”]{1,10}”)?$")
_LISTED = re.compile(r"[、和与及同跟向从]$")
_TOWARD = re.compile(r"(?:销往|发往|运往|卖往|远销|供应|[卖销运发送打铺开]?[到进入]了?|出口到?|覆盖|辐射)$")
"""Before a name that is a goal: 卖进了某市的680家超市."""
_WHOLE = re.compile(
    r"(?<!占)(?<!占到)(?<!占据)(?<![高低快慢优多少强]于)(?<![比较与])(?<!超过)(?:全市|全省|全国|全球|世界|国务院|国家)$"
)
"""Whose number it is: none of the section's."""
_SETTLED = re.compile(r"[^。；、]{0,24}?(?P<verb>(?:入驻|落户|落地|进驻|布局|聚集|集聚|扎根)[在于]?|在)")
_SETTLES = re.compile(r"入驻|落户|落地|进驻|布局|扎根|聚集|集聚|安家|投产|开工|建成|发展")
_MEMBERS = re.compile(r"加入|参展|参会|参加")
_GROUPS = frozenset(["Alliance", "Event"])
_MEMBERS_REACH = 12
_FREE = re.compile(
    r"(?:经|通过)$|^[^\u4e00-\u9fff]*$|(?:力争|争取|确保|预计|其中|目前|有望|使|让|推动|带动|[年月日底末]|去年|今年|半年|季度|工程|项目|企业|公司|园区|景区|基地|港口|口岸)$"
)
"""Before a name that is a subject, and no object of 引进 or 对接."""
_SHORT = 8
"""Longest modifier between a possessor and its noun: 经某口岸进出境的班列."""
_NOUNS = frozenset("ntsfjbdla")
_COPULAS = frozenset(words("copulas"))
_AT = re.compile(r"(?:在|于|落户|入驻|进驻|布局|到)$")
_BRACKET = re.compile(r"[(（](?=[^()（）]*$)")
_FOCUS = 0.95
"""Factor for a subject that stands elsewhere in the sentence or is the passage's."""


class Owners:
    """Whose numbers a document states; asked sentence by sentence."""

    def __init__(self, reading: Reading, names: Sequence[Sequence[Name]], focus: Focus) -> None:
        self._reading = reading
        self._names = names
        self._focus = focus

    def of(self, sentence: Sentence, quantity: Quantity, choice: Choice) -> tuple[str | None, float]:
        """Key of what the number is about, None where that is no one or unknown, and how sure it is (0 to 1)."""
        text = sentence.text
        spans = self._names[sentence.index]
        within = next((name for name in spans if name[0] <= quantity.start and quantity.end <= name[1]), None)
        if within is not None:  # 年产2万吨某项目 says so itself; other numbers in names say nothing
            return (within[2] if choice.indicator == "capacity" else None), 1.0
        item = self._focus.items.get(sentence.index)
        if item is not None and choice.indicator in _OF_ITEM:
            return item or None, _FOCUS
        beside = _bracketed(text, quantity, spans) or _after(text, quantity, choice, spans)
        if beside is not None:
            return beside, 1.0
        before = next((name for name in reversed(spans) if name[1] <= quantity.start), None)
        if before is not None:
            gap = text[before[1] : quantity.start]
            free = not _LISTED.search(text[: before[0]]) and not _TOWARD.search(text[: before[0]])
            adjoins = free and before[3][0] in _OWNERS and _GAP.match(gap)
            # 某区19个项目, 某园已有39家企业; 由某区出资2800万元; 某港全年吞吐量达到3亿吨
            if adjoins or _PAYS.fullmatch(gap) or _possesses(sentence, quantity, before):
                return before[2], 1.0
        if _WHOLE.search(text[: quantity.start]):
            return None, 0.0
        if choice.indicator == "count":
            place = _settled(text, quantity, spans)
            if place is not None:
                return place, _FOCUS
        if _MEMBERS.search(text[quantity.end : quantity.end + _MEMBERS_REACH]):
            group = self._group(sentence, quantity)
            if group is not None:
                return group, 1.0
        clause = clause_of(text, quantity)
        built = self._built(sentence, quantity, clause) if _OF_PROJECT.search(clause) else None
        return (built, 1.0) if built else (self._focus.subject(sentence.index, quantity.start) or None, _FOCUS)

    def _group(self, sentence: Sentence, quantity: Quantity) -> str | None:
        """The alliance or fair named last in the paragraph, which 47家机构 join or attend."""
        index = sentence.index
        while index >= 0 and self._reading.sentences[index].paragraph == sentence.paragraph:
            for name in reversed(self._names[index]):
                if name[3][0] in _GROUPS and (index < sentence.index or name[1] <= quantity.start):
                    return name[2]
            index -= 1
        return None

    def _built(self, sentence: Sentence, quantity: Quantity, clause: str) -> str | None:
        """The thing that is being built: the last one named before, here or, for 项目总投资, a sentence before."""
        spans = self._names[sentence.index]
        subject = self._focus.subject(sentence.index, quantity.start)
        since = 0 if subject != "" else self._focus.since(sentence, quantity.start)
        here = [n for n in spans if since <= n[0] and n[1] <= quantity.start and n[3][0] in _BUILT | {"Enterprise"}]
        works = [name for name in here if name[3][0] in _WORKS]
        if works:
            return works[-1][2]
        if here:  # a park where a firm builds, or the clause's own subject stands, is not what is built
            last = here[-1]
            firm = any(name[3][0] == "Enterprise" for name in here)
            own = subject in {name[2] for name in here}
            return None if firm or own or _AT.search(sentence.text[: last[0]]) else last[2]
        if sentence.index and _LATER.match(clause):
            previous = self._reading.sentences[sentence.index - 1]
            if previous.paragraph == sentence.paragraph:
                there = [name for name in self._names[previous.index] if name[3][0] in _BUILT]
                return there[-1][2] if there else None
        return None


def clause_of(text: str, quantity: Quantity) -> str:
    """The clause that holds the quantity, from mark to mark."""
    start = max([text.rfind(mark, 0, quantity.start) for mark in "，；：。！？"]) + 1
    stop = _CLAUSE_END.search(text, quantity.end)
    return text[start : stop.start() if stop else len(text)]


def _bracketed(text: str, quantity: Quantity, spans: Sequence[Name]) -> str | None:
    """某项目（总投资30亿元，占地500亩）: the name before the bracket."""
    bracket = _BRACKET.search(text, 0, quantity.start)
    return next((n[2] for n in spans if n[1] == bracket.start()), None) if bracket else None


def _after(text: str, quantity: Quantity, choice: Choice, spans: Sequence[Name]) -> str | None:
    """The name after the number: 全长24公里的某通道, 40公里某大道, 投资22亿元打造某基地, 投入600万元，把某院建成…"""
    after = next((name for name in spans if name[0] >= quantity.end), None)
    if after is None:
        return None
    between = text[quantity.end : after[0]]
    after = row_end(after, spans)
    if after[3][0] in _OWNERS and (between == "的" or (not between and choice.indicator in _MEASURED)):
        return after[2]
    if choice.indicator in ("area", "investment") and _LAID_OUT.match(between):
        return after[2]
    if choice.indicator != "investment":
        return None
    if _PUT_INTO.match(between.removesuffix("的")):
        return after[2]
    return next((n[2] for n in spans if n[0] >= quantity.end and _TURNED.search(text[: n[0]])), None)


def _possesses(sentence: Sentence, quantity: Quantity, before: Name) -> bool:
    """Whether nothing but nouns stands between the name and the number: 某港全年吞吐量达到3亿吨."""
    text = sentence.text
    clause = max([text.rfind(mark, 0, quantity.start) for mark in "，；：。！？"]) + 1
    if before[3][0] not in _OWNERS or before[0] < clause or not _FREE.search(text[clause : before[0]]):
        return False
    between = [token for token in sentence.tokens if token.start >= before[1] and token.end <= quantity.start]
    modifier = next((i for i, token in enumerate(reversed(between)) if token.text == "的"), None)
    if modifier is not None and between[-1 - modifier].end - before[1] <= _SHORT:
        between = between[len(between) - modifier :]
    if not between or any(token.text in "、“”（）()" or token.tag == "m" for token in between):
        return False
    return all(token.tag[:1] in _NOUNS or token.tag == "vn" or token.text in _COPULAS for token in between)


def _settled(text: str, quantity: Quantity, spans: Sequence[Name]) -> str | None:
    """Where what is counted has settled, said after the number: 50家企业落户某园, 12家企业在某区投产."""
    match = _SETTLED.match(text, quantity.end)
    place = next((name for name in spans if match and name[0] == match.end()), None)
    if match is None or place is None or not _SETTLES.search(match["verb"] + text[place[1] : place[1] + 6]):
        return None
    for other in spans:  # 某镇|某园: the inner one
        if other[0] == place[1]:
            place = other
    return place[2] if place[3][0] in _OWNERS else None
