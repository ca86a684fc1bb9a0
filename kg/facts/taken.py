"""The head of a clause in, the earlier name that it takes up out: 公司, 园区, 全区."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.facts.agents import GROUNDS, LIGHT_TAGS, Name
from kg.model import Sentence

ANAPHORS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        re.compile(
            r"(?:该|本|我们|这家(?:[^，。；]{0,24}的)?)?(?:公司|集团|厂里|工厂)|(?:该|本|这家(?:[^，。；]{0,24}的)?)企业"
        ),
        frozenset(["Enterprise"]),
    ),
    (
        re.compile(
            r"(?:该|本|全|我们|这[个片座](?:[^，。；]{0,24}的)?)?(?:园区|产业园|示范区|开发区|高新区|经开区|保税区|综保区|合作区|试验区|协作区|科学城|新区|片区|园内|区内|管委会)|全园(?!区)"
        ),
        frozenset(["Park", "Zone"]),
    ),
    (re.compile(r"(?:该|本|我们|这[个座](?:[^，。；]{0,24}的)?)?(?:基地|港区|港口)|这里"), GROUNDS),
    (
        re.compile(
            r"(?:该|本|这[个条座项](?:[^，。；]{0,24}的)?)?(?:项目|工程|线路|专线|航线|管线|管道|铁路|高铁|地铁|公路|高速|大桥|隧道|水库|电站|港区)"
        ),
        frozenset(["Project", "Facility"]),
    ),
    (re.compile(r"(?:该|本|全|我们|咱们)村|村[里内中]|村民"), frozenset(["Village"])),
    (re.compile(r"(?:该|本|全|我们)[镇乡]|[镇乡][里上]|镇区|集镇"), frozenset(["Township"])),
    (re.compile(r"(?:该|本|我们)?(?:医院|院区|卫生院|卫生服务中心)"), frozenset(["Hospital"])),
    (re.compile(r"(?:该|本|这条)?(?:通道|走廊|班列)"), frozenset(["Project", "Zone", "Region", "Facility"])),
    (re.compile(r"(?:该|本|我们)?(?:学校|学院|大学|校园)|该校"), frozenset(["School"])),
    (
        re.compile(r"(?:该|本|我们)?(?:研究院|实验室|研究所|研发中心|中心(?![城镇区]))"),
        frozenset(["ResearchInstitute", "Facility"]),
    ),
    (
        re.compile(r"(?:[本该今这]届|展会|博览会|大会|洽谈会|对接会|活动|会上|[本此]次(?:活动|签约|展会))"),
        frozenset(["Event"]),
    ),
    (re.compile(r"(?:该|本)?联盟"), frozenset(["Alliance"])),
)
"""Words that take up a name of certain classes, the last one named."""
_ANAPHOR = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in ANAPHORS))
_THEMES = frozenset(["Event", "Park"])
"""Of these the passage's own is meant before the last one named: 园区, 本届."""
_COUNTED = re.compile(r"(?:共|达)?[0-9](?![0-9]{0,3}[年月日])")
"""After a noun that is counted and takes nothing up: 项目12个."""
_WE = re.compile(r"(?:我们|咱们)(?![这那]|的)")
"""Outside of quotation marks: in an answer of an interview, or in a report of the place itself."""
_CLASSED = re.compile(r"(?:以上|以下|以内|级|[0-9余多几][个家项条座所])$")
"""Before a noun that names a class or is counted: 亿元以上项目, 12个项目."""
_POINTERS = "该本全我们这"
_PLACES = GROUNDS | {"Project"}
_FIRM_POSTS = re.compile(
    r"(?:副?总经理|董事长|总裁|厂长|首席执行官)[\u4e00-\u9fff]{2,4}?(?:说|介绍|表示|告诉|坦言|透露)"
)
_BESIDES = re.compile(r"除[^，。；]{1,20}外")
_BOTH = re.compile(r"(?:两|三|双)[地市县区省方国]|各方")
_INSIDE = re.compile(r"(?:在|落户|入驻|进|入)(?:园区?|基地|这里|港区)(?![外周附])")
_HOME = re.compile(r"(?P<which>全|我|该|本)(?P<rank>[区县市旗州省])|(?P<in>[区县市])里|当地|辖区")
_RANKS = {
    **dict.fromkeys("区县旗", frozenset(["District"])),
    **dict.fromkeys("州", frozenset(["City"])),
    "市": frozenset(["City", "Province", "District"]),
    "省": frozenset(["Province"]),
}


def taken_up(
    sentence: Sentence,
    clause: tuple[int, int],
    before: Iterable[Name],
    known: Mapping[str, str | None],
    classes: Mapping[str, str],
    called: Mapping[str, frozenset[str]],
) -> tuple[bool, str | None]:
    """Whether the head of a clause takes a name up, and its key, None where the name is not known.

    `before` are the names that stand before the clause in its section, the last one first; `classes` are the classes of
    keys. `known` says who is meant by 'topic' (what the section is about), 'division' (the one that it is about),
    'voice' (the speaker's organisation) and 'current' (whom the clause before was about); `called` holds what the text
    calls each key.
    """
    text = sentence.text
    start, end = clause
    head = start
    for token in sentence.tokens_from(start):
        head = token.start
        if head >= end or token.tag[:1] not in LIGHT_TAGS or token.text[0] in "这该本我全咱":
            break
    if _BESIDES.match(text, head, end):
        return True, known["division"]
    if _BOTH.match(text, head, end):
        return True, known["topic"]
    home = _HOME.match(text, head, end)
    if home:
        return True, _home(home, before, known, classes)
    for pattern, kinds in ANAPHORS if _ANAPHOR.match(text, head, end) else ():
        found = pattern.match(text, head, end)
        if found and not _COUNTED.match(text, found.end()) and not _CLASSED.search(text, start, head):
            for who in ("voice", "topic") if kinds & _THEMES else ("voice",):
                key = known[who]
                if key is not None and classes.get(key) in kinds:
                    return True, key
            return True, _called(list(before), kinds, found[0].lstrip(_POINTERS), called)
    if _WE.match(text, head, end) and known["quoted"] is None and classes.get(known["current"] or "") in _PLACES:
        return True, known["topic"]
    if _FIRM_POSTS.match(text, head, end):
        return True, last(before, frozenset(["Enterprise"]))
    inside = _INSIDE.search(text, start, end) is not None
    return inside, last(before, GROUNDS) if inside else None


def _home(
    match: re.Match[str], before: Iterable[Name], known: Mapping[str, str | None], classes: Mapping[str, str]
) -> str | None:
    """全区, 我市, 该县: the division of that rank which the passage is about."""
    rank = match["rank"] or match["in"]
    if not rank:
        return known["division"]
    order = ("current", "division") if match["which"] == "该" else ("division", "current")
    for who in order:
        key = known[who]
        if key and classes.get(key) in _RANKS[rank]:
            return key
    return last(before, _RANKS[rank])


def last(names: Iterable[Name], kinds: frozenset[str]) -> str | None:
    """Key of the first of the names that is of one of these classes; callers give the one named last first."""
    return next((name[2] for name in names if name[3][0] in kinds), None)


def _called(
    names: Sequence[Name], kinds: frozenset[str], noun: str, called: Mapping[str, frozenset[str]]
) -> str | None:
    """The name named last that ends with the noun (合作区 is no 产业园), else the one of these classes named last."""
    for name in names:
        if name[3][0] in kinds and any(text.endswith(noun) and text != noun for text in called.get(name[2], ())):
            return name[2]
    return last(names, kinds)
