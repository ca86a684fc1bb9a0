"""The units and spans of a sentence in, where a name stands that nobody found out: it acts, and its place does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.entities.link import Span
from kg.mentions.clausewords import either, words
from kg.mentions.units import Units

_PLACES = frozenset(["Country", "Province", "City", "District"])
_RANKS = tuple("省市区县旗")
_ORGANISATIONS = frozenset(words("organisations"))
_NUMBERED = re.compile("[一二三四五六七八九十]{1,2}[中小](?![心学型区])")
"""A school by its number: 某市|五中."""
_ENDINGS = frozenset("所院厂社馆店校矿寨村镇乡")
"""Last characters of houses and villages."""
_LONGEST = 3
"""Characters of a first word that nobody knows; longer ones are phrases (山水相连)."""
_NUMBERS = frozenset("一二三四五六七八九十两双多各数几")
_REACH = 4
"""Units of a name after its first one."""
_OTHER = re.compile(f"(?P<who>[^\ue000-\ue0ff，；：。、的“”]{{2,10}}?){either('acting')}")
_ACTING = re.compile(
    r"(?:近日|日前|近期|昨日|今年|去年|[上下]半年|\d{1,2}[月日]|将|已|正|也|还|又|先后|分别|率先|正式){0,3}"
    rf"(?:{either('acting')}|{either('starting_up')})"
)
_OWN = words("own")
_HOME = re.compile(either("home"))
_MATTER = re.compile(either("matters") + "$")


def beheaded(spans: Sequence[Span], units: Units) -> frozenset[int]:
    """Ends of the places that only modify a name which was not found: 杭州|某某科技 does not mean 杭州."""
    starts = {span.start for span in spans}
    found: list[int] = []
    for span in spans:
        if span.classes[0] not in _PLACES or span.mention.source == "anaphora" or span.end in starts:
            continue
        if _NUMBERED.match(units.text, span.end):
            found.append(span.end)
            continue
        first = units.at_start(span.end)
        if first < 0 or (units.letters[first] not in "NU" and not units.word(first).startswith("某")):
            continue
        last = first
        while last + 1 < len(units.starts) and last - first < _REACH and units.letters[last + 1] in "NUX":
            last += 1
        word = units.word(first)
        unknown = units.letters[first] == "U" and 1 < len(word) <= _LONGEST and word[0] not in _NUMBERS
        short = span.classes[0] == "Country" or not span.mention.name.endswith(_RANKS)
        foreign = span.classes[0] == "Country" and len(word) > 1  # 瑞士|雀巢, 中国|中铁
        if (
            (unknown and short)
            or foreign
            or word.startswith("某")
            or _organisation(units.word(last))
            or (short and _acts(word, last, units))
        ):
            found.append(span.end)
    return frozenset(found)


def _acts(first: str, last: int, units: Units) -> bool:
    """Whether what stands behind a place is someone who acts (北京某钢与甲区合资), not what the place acts through."""
    after = units.ends[last]
    return not first.startswith(_OWN) and _ACTING.match(units.text, after) is not None


def _organisation(word: str) -> bool:
    return word in _ORGANISATIONS or (len(word) > 1 and word[-1] in _ENDINGS)


def opens(text: str, start: int, end: int, at: int, units: Units) -> bool:
    """Whether a clause of the skeleton `text` opens with a name that was not found; `at` is where in the sentence."""
    match = _OTHER.match(text, start, end)
    if match is None or _HOME.match(text, start) or _MATTER.search(match["who"]):
        return False
    return units.letters[units.covering(at)] in "NU"
