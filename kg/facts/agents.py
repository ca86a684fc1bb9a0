"""A clause and its linked names in, the name that opens it out: the one that acts or is spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.mentions.clausewords import words
from kg.model import Sentence

Name = tuple[int, int, str, tuple[str, ...]]
"""A linked mention in a sentence: start, end, the entity's key and its classes, best first."""

DIVISIONS = frozenset(["Country", "Province", "City", "District", "Township", "Village"])
GROUNDS = frozenset(["Park", "Zone", "Facility"])
HOUSES = frozenset(["Hospital", "School", "ResearchInstitute"])
AGENTS = (
    DIVISIONS
    | GROUNDS
    | HOUSES
    | {"Enterprise", "Government", "Alliance", "Project", "Region", "Event", "Product", "NaturalFeature"}
)
"""Classes of what a clause can be about."""
_MODIFIED_ONLY = frozenset(["Product", "NaturalFeature"])
"""What a clause is about only if a modifier leads up to it: else it is a matter or a scene."""
_MADE = HOUSES | {"Facility", "Project"}
LIGHT_TAGS = frozenset("tmdcrfqx")
"""Parts of speech that may stand before the agent: times, numbers, adverbs, conjunctions, pronouns, marks."""
LIGHT_WORDS = frozenset(words("unimportant"))
_PLACED = re.compile(r"[“‘]?(?:[^，。]{0,6}(?<![设建落户靠家局址种放养销卖开办住留扎根])在|位于|走进|来到|作为|地处)$")
_PLACE_END = re.compile(r"(?:里|内|上|中|境内|城区|一带|现场|采访|看到|了解到|山上|[东南西北]部)?[”’]?$")
_MODIFIED = re.compile(
    r"(?:位于|落户|入驻|来自|地处|总部|相邻|毗邻|扎根)[^，。；]{0,16}的$|"
    r"(?:共建|合建|合办|联办|共同(?:建设|打造|组建|设立|培育|投资)|联合(?:建设|打造|组建|设立|培育|开行))的$|"
    r"(?:投资|建设|建成|成立|打造|开工|兴建|引进|新建|运营|组建|创办|承建|开发|生产)的$"
)
_MODIFIER = re.compile(r".{1,60}的$")
_MEASURING = re.compile(
    r"(?:全长|总长|长|总投资|投资|计划投资|占地|面积|规划面积|建筑面积|总面积|总装机|装机|装机容量|设计时速)[^，。；的]{1,14}的|[0-9][0-9.,]*[万亿]?[^，。；的0-9]{1,8}的"
)
"""A clause that opens with a measure is about what it modifies: 全长14公里的某桥."""
_APPOSED = {
    "Enterprise": re.compile(r"(?:企业|公司|民企|国企|央企|外企|台企|港企|车企|药企|企业集团|龙头|巨头)“?$"),
    "Project": re.compile(r"(?:项目|工程)“?$"),
    "Facility": re.compile(r"(?:景区|景点|工程|枢纽)“?$"),
    "Park": re.compile(r"(?:园区|开发区|产业园)“?$"),
    "School": re.compile(r"(?:高校|院校)“?$"),
    "Event": re.compile(r"(?:活动|展会|赛事)“?$"),
}
_KNOWN_FOR = re.compile(r"(?:所在|之称|美誉|闻名|著称|起步|之誉)的$")
"""Before a place that a clause then is about: 有茶乡之称的某县，…."""
_SCENE = re.compile(r"(?:期间|以来|前夕|之际|之外|之后|结束后|闭幕后)")
"""After a name that only sets the scene of the clauses that follow: 某节期间，…."""
_IS = re.compile(r"[^，。；]{0,4}(?:是|作为|属于|成为)")
"""After the first name: what follows says what it is, and names no other subject."""
_RANKED = re.compile(r"首[个家条座次批]|最大|唯一|第一")
"""After a place: it ranks what follows (某市首个…), and acts not."""
_MAKES = re.compile(
    r"(?:[^，。；]{0,6}(?:打造|建设|推进|建成|引进|举办|形成|构建|加快|成为|是|有|培育|发展|支持|签订|签署|签约|成立|加入|参加|开通|开工|启动|实施|出台|推动))"
)
"""A clause that begins so has the name at its end for an object."""
_PHRASE = re.compile(
    r"[“‘]?(?:[^，。；]{0,4}[年月日]|目前|近日|此前|[已还再又也]){0,2}(?:在|从|向|对|为|与|和|同|将|把)"
)
"""A clause that begins so has the name for a part of the phrase."""
_PREDICATE = frozenset("vdptam")
_MEASURED = re.compile(
    r"(?:可|每[年月日]|年[产均]|日[产均])|(?:总?(?:投资|面积|产值|产量|产能|规模|规划面积|占地面积|装机|装机容量|全长|营收|员工|长|宽|高))[额约达近超为逾]{0,2}[0-9]"
)
"""A noun of measure and its number after a name predicate something of it: 某矿总投资176亿元."""
_ONLY = frozenset(["只有", "仅有", "只", "仅", "还", "现", "共"])
_HAPPENS = re.compile(
    r"(?:建成|投用|投入使用|投入运营|开园|开工|竣工|投产|通车|贯通|落户|落地|授牌|揭牌|开业|开诊|开馆|完工|合龙|签约)[^，。；]{0,12}$"
)
"""A predicate that a thing only undergoes: what the next clause counts is not the thing's."""
_COUNTED = re.compile(r"[0-9一二两三四五六七八九十百千余多][家个名所项条座位户]$")
"""A name after it is part of what is counted: 3家某校校友企业."""
_NO_AGENT = re.compile(r"[至到往向从由自经对为把将被与和同跟给在]$")
_ENDS = re.compile(r"[至到—-]")
"""A name before it is one end of something: 某市至某市的班列."""
_GIVEN = re.compile(r"[“‘]?(?:还|又|再|并|也)?(?:为|给|帮助|助力)$")
_AT = re.compile(r"(?:在|落户|入驻|进驻|布局|扎根)$")
_SETTLES = re.compile(r"(?:境内)?[^，。；]{0,4}(?:布局|落户|投产|扎根|聚集|集聚|发展|开工|建厂|$)|$")
_LIST = re.compile(r"[、和与及]")
_SOME_OF = re.compile(
    r"(?:[、和与及][^，。；]*)?等[^，。；]{0,6}?[0-9一二两三四五六七八九十百千]+[余多]?[家个户所项名座条]"
)
"""A list that a number sums up: what it counts is its place's (某园入驻甲、乙等8家)."""
_FIRMS = re.compile(r"[^，。；]*等[^，。；]{0,16}(?:企业|公司)")


def agent(
    sentence: Sentence,
    start: int,
    end: int,
    names: Sequence[Name],
    bureau: Callable[[str], str | None] = lambda _: None,
) -> tuple[str | None, bool] | None:
    """The name that opens a clause, and whether the clauses after it are about it too.

    `bureau` gives for the name of a government body the key of the area that it stands for, None for the body itself.
    """
    text = sentence.text
    headed = _head(sentence, start, end, names)
    if headed is not None:
        return headed[2], headed[3][0] not in _MADE or not _HAPPENS.search(text[headed[1] : end])
    blocked = False
    for number, name in enumerate(names):
        if name[3][0] not in AGENTS or name[3][0] in _MODIFIED_ONLY:
            continue
        last = name
        for other in names[number + 1 :]:  # 某市|某区|某园: the last of a row acts
            gap = text[last[1] : other[0]]
            if other[3][0] not in AGENTS or not (gap in ("", "的") or (gap == " " and other[3][0] in GROUNDS)):
                break
            last = other
        before, after = text[start : name[0]], text[last[1] : end]
        if _SCENE.fullmatch(after):
            return None
        if blocked or _RANKED.match(after) or not light(sentence, start, name[0]):
            if not blocked and _apposed(sentence, start, name):
                return last[2], True
            if not blocked and _PLACED.match(before) and _PLACE_END.match(after):
                return last[2], True
            if not blocked and _GIVEN.match(before) and _predicate(sentence, last[1], end):
                return last[2], False
            blocked = True
            continue
        if _SOME_OF.match(text, last[1], end) or _ENDS.match(after):
            return None
        if _LIST.match(after) or after.startswith("等"):
            if _FIRMS.match(after):
                return _settled(text, end, names)
            if _HAPPENS.search(after):
                return None, False
            if last[3][0] in DIVISIONS or last[3][0] == "Government":
                return None, True  # what partners do together is not the passage's own
            return last[2], True
        if last[3][0] == "Government":
            return bureau(text[last[0] : last[1]]) or last[2], True
        return last[2], last[3][0] not in _MADE or not _HAPPENS.search(after)
    return None


def _apposed(sentence: Sentence, start: int, name: Name) -> bool:
    """Whether only a noun that says what it is stands before a name: 龙头企业〔某公司〕."""
    noun = _APPOSED.get(name[3][0])
    if noun is None or not noun.search(sentence.text, start, name[0]):
        return False
    inside = sentence.tokens_in(start, name[0])
    return all(token.tag[:1] in LIGHT_TAGS or token.tag[:1] in "nbjls" for token in inside) and not any(
        token.text[0].isdigit() for token in inside
    )


def _settled(text: str, end: int, names: Sequence[Name]) -> tuple[str | None, bool]:
    """Where the firms of a list are (甲、乙等企业已在某园布局): what follows is about the place."""
    for name in reversed(names):
        if name[3][0] in GROUNDS | DIVISIONS and _AT.search(text[: name[0]]) and _SETTLES.match(text, name[1], end):
            return name[2], True
    return None, False


def _head(sentence: Sentence, start: int, end: int, names: Sequence[Name]) -> Name | None:
    """The name that a modifier stands before (某市引进的某公司去年…): the clause is about it, whoever else it names."""
    text = sentence.text
    if names and _IS.match(text, names[0][1]):
        return None
    for name in reversed(names):
        first = row_start(name, names)
        if name[3][0] not in AGENTS or text[first - 1 : first] != "的":
            continue
        before = text[start:first]
        if name[3][0] in DIVISIONS and not (name[1] == end and _KNOWN_FOR.search(before)):
            continue
        if _MEASURING.fullmatch(before):
            return name
        if _LIST.match(text, name[1]) or text.startswith(("的", "等"), name[1]):
            continue
        if _MODIFIED.search(before) or (
            _MODIFIER.match(before)
            and not _PHRASE.match(before)
            and (_predicate(sentence, name[1], end) or (name[1] == end and not _MAKES.match(before)))
        ):
            return name
    return None


def row_start(name: Name, names: Sequence[Name]) -> int:
    """Where the row of names begins that a name ends: 某县|某园."""
    start = name[0]
    for other in reversed(names):
        if other[1] == start:
            start = other[0]
    return start


def row_end(name: Name, names: Sequence[Name]) -> Name:
    """The name that ends the row which a name begins: the park of 某县|某园."""
    for other in names:
        if other[0] == name[1]:
            name = other
    return name


def _predicate(sentence: Sentence, position: int, end: int) -> bool:
    """Whether a predicate follows: the name before it is a subject, not an object."""
    token = next(sentence.tokens_from(position), None)
    if token is None or token.end >= end:
        return False
    if _MEASURED.match(sentence.text, position, end):
        return True
    return (token.tag[:1] in _PREDICATE and token.tag != "vn") or token.text in _ONLY


def light(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only light words stand between: nothing that another subject or a verb could be."""
    if start == end:
        return True
    if end - start > 20 or _NO_AGENT.search(sentence.text, start, end) or _COUNTED.search(sentence.text, start, end):
        return False
    for token in sentence.tokens_behind(start):
        if token.start >= end:
            break
        part = token.text[: end - token.start]  # a guessed word can reach into the name
        if part not in LIGHT_WORDS and (len(part) < len(token.text) or token.tag[:1] not in LIGHT_TAGS):
            return False
    return True
