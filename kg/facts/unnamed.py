"""A clause and its linked names in, whether its subject is someone whom no name was found for out.

Such a clause, and what goes on about its subject, has no owner: better none than the one who was spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.agents import LIGHT_TAGS, LIGHT_WORDS, Name
from kg.model import Sentence, Token

_PROPER = frozenset(["", "nz", "nr", "nrt", "nrfg", "nt", "ns"])
"""Tags of words that are no common nouns; jieba tags words that it guesses ''."""
_QUOTED = re.compile(r"[“‘][^“”‘’，。；：！？]{2,20}[”’]")
_AFTER_QUOTED = re.compile(r"[^、的是，。；：！？”]")
_SETTING = re.compile(
    r"(?:中|上|下|里|内|后|前|时|以来|之际|之下|方面|过程中|期间|带动|牵引|引领|推动|助力|加持|支持)$"
)
"""A clause that ends so only sets the scene: the next is of the old subject."""
_ACTS = re.compile(
    r"(?:在|由(?!过去|原来|[最当]初|[0-9一二两三四五六七八九十百])|从(?!过去|原来|[最当]初|[0-9一二两三四五六七八九十百]+(?!个?人))|与|和|把|将|为|向|对|给|用|拿|租|租用|种植|手持|签|签下|投下|投|开|开出|建|建成|建起|研制|研发|生产|推出|"
    r"拿到|拿下|卖|卖出|销往|出口到|交付|招聘|招收|安置|吸纳|拥有|采购|收购|接待|落户|入驻|成立|创办|已|也|还|仅|一年|每年|每天|每月|去年|今年)"
)
"""What follows a subject that acts; a measure rises, falls or reaches."""
_SHORTEST = 3
_CALENDAR = frozenset("年月日号度旬")
_HOME = frozenset("市区县省州旗镇乡村全我本该")
"""What opens so (市经信系统, 镇区人口) is of the passage's own place."""


def unnamed(sentence: Sentence, start: int, end: int, names: Sequence[Name]) -> bool:
    """Whether the clause opens with a subject that is none of the names, of which those in the clause are given."""
    text = sentence.text
    if _SETTING.search(text, start, end):
        return False
    tokens = [token for token in sentence.tokens if start <= token.start < end]
    for number, token in enumerate(tokens):
        if number and tokens[number - 1].tag[:1] in "mq" and tokens[number - 1].text[-1] not in _CALENDAR:
            return False  # what is counted is no subject of its own
        quoted = _QUOTED.match(text, token.start, end)
        if quoted:
            return not _named(quoted.start(), quoted.end() + 4, names) and bool(
                _AFTER_QUOTED.match(text, quoted.end(), end)
            )
        if token.tag[:1] not in LIGHT_TAGS and token.text not in LIGHT_WORDS:
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
    return any(
        token.text == "的" and _proper(text, tokens[at + 1 :], names, whole=True)
        for at, token in enumerate(tokens[number:], number)
    )


def of_unnamed(sentence: Sentence, name: Name, end: int, names: Sequence[Name]) -> bool:
    """Whether a name only modifies a subject that has none: 某市的〔甲乙科技〕出口到42个国家."""
    text = sentence.text
    if not text.startswith("的", name[1]):
        return False
    start = name[1] + 1
    tokens = [token for token in sentence.tokens if start <= token.start < end]
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
        if token.tag not in _PROPER and token.tag[:1] not in "njb":
            return False
        phrase.append(token)
    else:
        if not whole:
            return False
    if not phrase or phrase[-1].end - phrase[0].start < _SHORTEST:
        return False
    return any(token.tag in _PROPER for token in phrase)


def _named(start: int, end: int, names: Sequence[Name]) -> bool:
    return any(name[0] < end and start < name[1] for name in names)
