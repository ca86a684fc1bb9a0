"""A clause and its linked names in, whether its subject is someone whom no name was found for out.

Such a clause, and what goes on about its subject, has no owner: better none than the one who was spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.agents import LIGHT_TAGS, LIGHT_WORDS, Name
from kg.facts.voices import STRANGER
from kg.mentions.clausewords import either
from kg.model import Sentence, Token

PROPER = frozenset(["", "nz", "nr", "nrt", "nrfg", "nt", "ns"])
"""Tags of words that are no common nouns; jieba tags words that it guesses ''."""
_QUOTED = re.compile(r"[“‘][^“”‘’，。；：！？]{2,20}[”’]")
_AFTER_QUOTED = re.compile(r"[^、的是，。；：！？”]")
_SETTING = re.compile(
    r"(?:中|上|下|里|内|后|前|时|以来|之际|之下|方面|过程中|期间|带动|牵引|引领|推动|助力|加持|支持)$"
)
"""A clause that ends so only sets the scene: the next is of the old subject."""
_ACTS = re.compile(
    rf"{either('predicates')}|由(?!过去|原来|[最当]初|[0-9一二两三四五六七八九十百])"
    r"|从(?!过去|原来|[最当]初|[0-9一二两三四五六七八九十百]+(?!个?人))"
)
"""What follows a subject that acts; a measure rises, falls or reaches."""
_SHORTEST = 3
_THING = (
    r"(?:项目|工程|基地|产业园|公园|园区|景区|中心|工厂|厂|车间|电站|风电场|大桥|隧道|码头|水库|小镇|综合体|生产线|平台|"
    r"学院|学校|医院|高速|铁路|公路|航线)"
)
_MEASURED_THING = re.compile(
    r"(?:其中|此外|目前|[“、]){0,2}(?:计划|预计)?(?:总投资|投资|全长|总长|占地|建筑面积|规划面积|总装机|装机)[^，。；的]{2,14}的"
    rf"(?P<what>[^，。；：、的“”]{{1,20}}?{_THING})(?![^，。；：、]{{0,6}}{_THING})"
)
"""A clause that opens with the measure of a thing: 投资1.8亿元的某某提升工程已经开工."""
_PHASED = re.compile(r"[\u4e00-\u9fff]{3,16}?[一二三四]期(?:项目|工程)?")
_GENERIC = re.compile(
    r"(?:该|新建?的?|本|公司|企业|集团|配套|扩建|改扩建|技改|智能)?(?:项目|工程|基地|园区|工厂|车间|中心)?(?:[一二三四首]期)?"
    + _THING
    + "?"
)
"""Words for a work of whoever was spoken of: 二期项目, 新车间."""
_CALENDAR = frozenset("年月日号度旬")
_HOME = frozenset("市区县省州旗镇乡村全我本该")
"""What opens so (市经信系统, 镇区人口) is of the passage's own place."""


def unnamed(sentence: Sentence, start: int, end: int, names: Sequence[Name]) -> bool:
    """Whether the clause opens with a subject that is none of the names, of which those in the clause are given."""
    text = sentence.text
    if _SETTING.search(text, start, end):
        return False
    if STRANGER.search(text, start, end):
        return True
    measured = _MEASURED_THING.match(text, start, end)
    if measured and not _named(measured.start("what"), measured.end("what"), names):
        return _GENERIC.fullmatch(measured["what"]) is None
    tokens = sentence.tokens_in(start, end)
    for number, token in enumerate(tokens):
        if number and tokens[number - 1].tag[:1] in "mq" and tokens[number - 1].text[-1] not in _CALENDAR:
            return False  # what is counted is no subject of its own
        quoted = _QUOTED.match(text, token.start, end)
        if quoted:
            rest = [other for other in tokens if other.start >= quoted.end()]
            return (
                not _named(quoted.start(), quoted.end() + 4, names)
                and _AFTER_QUOTED.match(text, quoted.end(), end) is not None
                and not _counted(rest)
            )
        if token.tag[:1] not in LIGHT_TAGS and token.text not in LIGHT_WORDS:
            phased = _PHASED.match(text, token.start, end)
            if phased and not _named(*phased.span(), names):
                return _GENERIC.fullmatch(phased[0]) is None
            if text[token.start] in _HOME:
                return False
            break
    else:
        return False
    if _proper(text, tokens[number:], names):
        return True
    opening = next((token for token in tokens[number:] if token.tag not in ("ad", "d")), None)
    if opening is None or opening.tag == "v":
        return False  # what a clause without a subject makes
    return "的" in text[start:end] and any(
        token.text == "的" and _proper(text, tokens[at + 1 :], names, whole=True)
        for at, token in enumerate(tokens[number:], number)
    )


def of_unnamed(sentence: Sentence, name: Name, end: int, names: Sequence[Name]) -> bool:
    """Whether a name only modifies a subject that has none: 某市的〔甲乙科技〕出口到42个国家."""
    text = sentence.text
    if text.startswith(("来的", "产的"), name[1]):
        return True
    if not text.startswith("的", name[1]):
        return False
    start = name[1] + 1
    tokens = sentence.tokens_in(start, end)
    return _proper(text, tokens, names)


def _proper(text: str, tokens: Sequence[Token], names: Sequence[Name], whole: bool = False) -> bool:
    """Whether the tokens open with a noun phrase that holds a proper word without a name, and that acts.

    `whole`: or are such a phrase.
    """
    phrase: list[Token] = []
    for token in tokens:
        if _named(token.start, token.end, names):
            return False
        if phrase and _ACTS.match(text, token.start):
            break
        if token.tag not in PROPER and token.tag[:1] not in "njb":
            return False
        phrase.append(token)
    else:
        if not whole:
            return False
    if not phrase or phrase[-1].end - phrase[0].start < _SHORTEST:
        return False
    return any(token.tag in PROPER for token in phrase)


def _counted(tokens: Sequence[Token]) -> bool:
    """Whether nouns lead up to a number at once: “四上”企业812家 counts what the old subject has."""
    first = next((token for token in tokens if token.tag[:1] not in "nbj" and token.tag != "vn"), None)
    return first is not None and first.tag[:1] == "m"


def _named(start: int, end: int, names: Sequence[Name]) -> bool:
    return any(name[0] < end and start < name[1] for name in names)
