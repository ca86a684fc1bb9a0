"""What the clauses of a skeleton open with, as patterns over the words of `seeds/rules/clauses.toml`."""

from __future__ import annotations

import re

from kg.facts.skeleton import ANY, MIXED, SYMBOL
from kg.mentions.clausewords import either

AGENTS = frozenset(
    [
        *("Country", "Province", "City", "District", "Township", "Village", "Zone", "Park", "Facility"),
        *("Enterprise", "Government", "School", "ResearchInstitute", "Hospital", "Alliance", "Project"),
    ]
)
_AGENT = "[" + "".join(SYMBOL[name] for name in sorted(AGENTS)) + MIXED + "]"
_HOUSES = "".join(SYMBOL[name] for name in ("Enterprise", "Park", "School", "Hospital", "ResearchInstitute"))
_NO_NAME = "[^，。；：\ue000-\ue0ff]"

NAMES = re.compile(ANY + "+")
LIGHT = re.compile(
    rf"[“”‘’\s◆●■◇○▪▲★•※]*(?:(?:{either('light')}|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|"
    r"(?:截至|截止|到|自|从)?(?:20\d\d年|今年|去年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上下]半年|底|末|初|起|以来|期间)?|"
    r"(?:在[^，。\ue000-\ue0ff]{1,14}(?:中|上|下|时|方面|期间|后|前|里|内)))[，,]?)*"
)
"""Times, conjunctions, adverbs, marks and numbers of a list before the name that opens a clause."""
MODIFIER = re.compile(
    rf"(?![^，。；：]{{0,6}}[在于向从把将对]){_NO_NAME}{{2,16}}的(?={ANY})"
    rf"|{ANY}(?:的|内的|境内的)(?={_AGENT})"
    rf"|{ANY}{_NO_NAME}{{0,8}}{either('making')}的(?=[{_HOUSES}](?![的、和与]))"
)
PHRASE = re.compile(rf"{either('leading')}[^，。；：]{{1,60}}的(?P<who>{_AGENT})(?![的、和与])")
"""A clause that opens with a long modifier is about what it modifies: 由A与B合资成立的C, 位于D的E."""
GOVERNED = re.compile(either("governing") + "$")
SPEAKER = re.compile(
    rf"(?P<who>{_AGENT})的?(?:相关|有关|主要)?(?:{either('officers')}|[^，。\ue000-\ue0ff]{{0,8}}(?:长|主任|书记|经理))"
    rf"(?:{SYMBOL['Person']}|[一-鿿]{{2,3}})?等?{either('speaking')}"
)
NATIONAL = ("国家", "国务院", "中央", "全国", "中国")
"""How bodies of the state are called, which speak for no division."""
OURSELVES = re.compile(either("ourselves"))
WITH = re.compile(f"{either('beside')}(?P<who>{_AGENT})")
EXCHANGE = re.compile(either("exchange") + "$")
"""深化与A的合作 names a partner of exchange: one who acts too only where the clause right after says so (共建)."""
CAUSED = re.compile(
    f"{LIGHT.pattern}{_NO_NAME}{{0,6}}{either('moving')}(?P<who>{_AGENT})(?:等{_NO_NAME}{{0,8}})?{either('moved')}"
)
"""Who is moved to act acts: 支持A与B共建C. A work that is moved (推动某某高速建设) does not."""
ALLIED = re.compile(either("allied"))
JOINTLY = re.compile(f"(?:并|以及|还|将|积极)?{either('jointly')}")
PAIR = re.compile(LIGHT.pattern + either("pairs"))
BROUGHT = re.compile(rf"(?:引进|引入|招引|引来|迎来|签约){_NO_NAME}{{0,8}}(?P<who>{SYMBOL['Enterprise']})，$")
"""Before a clause that opens with 投资: who was brought in invests, not who brought them in."""
INVESTING = re.compile(r"(?:计划|拟|将|总)?投资")
COUNTED = re.compile(
    r"(?:[一二三四五六七八九十两\d]+个?)(?:省区市|省区|省市|省|市|州)(?:[一二三四五六七八九十两\d]+个?)(?:市|县|区|州|旗)"
)
"""After the names of provinces, how many of the divisions in them act."""
LATER = re.compile(r"；(?:到)?(?:(?:19|20)\d\d年|(?:同|次|翌|今|去)年|\d{1,2}月|此后|随后)")
"""A new step of a history."""
FINISHED = re.compile(either("finished"))
HOLDS = re.compile(rf"[^，。；]{{0,16}}{ANY}(?:境内|内|里)?(?:已|共|现)?(?:有|\d+[余多]?个)")
"""A park in which works are finished goes on acting: 某园有19个项目开工."""
