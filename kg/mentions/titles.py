"""Text in, works between title marks out: agreements, plans, policies, not newspapers or forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TITLE = re.compile(r"《([^《》]{4,60})》")
_KIND = re.compile(
    r"(?:协议|协定|规划|纲要|方案|计划|备忘录|公约|条例|办法|意见|通知|决定|倡议|宣言|合同|任务|清单|要点|行动|规定|细则|政策|措施|\d+条|规程|标准|指南|目录|报告|章程|倡议书|意向书|框架|若干措施|白皮书|方略|机制|安排|规范|分工|办法|协议书|备忘|章程|准则|纪要|须知|手册|路线图|若干措施|三年行动|(?:[(（].{1,12}[)）])|(?:\d{4}[-—]\d{4}年?))$"
)
_NOT = re.compile(r"(?:许可证|营业执照|证书|日报|晚报|杂志|新闻|证明|申请表|报告书)$")


_FORMULA = re.compile(
    r"国民经济和社会发展(?:第十[一二三四五六]个五年|“?十[一二三四五六]五”?)规划(?:和[^，。；》]{0,20}远景目标)?(?:纲要)?"
)
"""The plan that every division of China makes every five years, by its official name."""


_CLAUSES = re.compile(r"“((?![这那第每])[^“”，。；、]{2,10}?(?:[一二三四五六七八九十]{1,3}|\d{1,3})条)”")
"""“某某20条”: how measures are called by their number."""
_CAMPAIGN = re.compile(
    r"“([^“”，。；、]{2,12}(?:行|周|月|季|节|赛|之旅|之夜|大集|市集))”(?:系列|主题|专场|专项|推介|招商|采购|促销|大型){0,2}活动"
)
_CONGRESS = re.compile(r"(?:中国共产党|党的)[一二三四五六七八九十]{1,3}大报告")


def find(text: str, places: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of every title that names an agreement, plan or policy; marks are outside the name.

    `places` are the spans of divisions: one that stands before a five-year plan belongs to its name.
    """
    for match in _TITLE.finditer(text):
        name = match.group(1)
        if _KIND.search(name) and not _NOT.search(name):
            yield match.start(1), match.end(1), name
    for match in _CLAUSES.finditer(text):
        yield match.start(1), match.end(1), match.group(1)
    for match in _CONGRESS.finditer(text):
        yield match.start(), match.end(), match.group()
    for match in _FORMULA.finditer(text):
        start = next((begin for begin, end in places if end == match.start()), match.start())
        yield start, match.end(), text[start : match.end()]


def events(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of every campaign by its quoted name: “云品西行”活动, “岭上味道购物季”系列活动."""
    for match in _CAMPAIGN.finditer(text):
        yield match.start(), match.end(), match.group(1)
