"""Sentences and their linked names in, for whom each quotation speaks out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.facts.agents import AGENTS, Name
from kg.facts.taken import ANAPHORS, last
from kg.model import Reading, Sentence

_SAYS = r"[^，。；：“”]{0,8}?(?:说|介绍|表示|告诉|称|坦言|透露|认为|指出|感慨)"
_ROLE = (
    r"的?(?:相关|有关|主要)?(?:负责人|工作人员|负责同志|[^，。；：“”]{0,10}?(?:书记|主任|局长|部长|经理|董事长|总裁|院长|校长|所长|镇长|"
    r"乡长|会长|主席|厂长|站长|区长|县长|市长))"
)
_SPOKEN = re.compile(_ROLE + _SAYS)
STRANGER = re.compile(
    r"(?:(?<![，。；：”“副])(?<!集团)(?<!公司)(?<!企业)(?<!这家)(?:董事长|总裁|总经理|厂长|创始人|首席执行官|理事长)|店主|店长|老板|游客|顾客|患者|司机|乘客|旅客|学生|家长|市民|居民|村民|农户|果农|茶农|菜农|牧民|渔民|商户|创业者)"
    rf"[\u4e00-\u9fff·]{{2,4}}?{_SAYS}"
)
"""Someone speaks for a firm that has no name here, or for nobody."""
_HOUSE_SPOKEN = re.compile(r"(?P<who>园区|管委会|博览会|公司|企业|基地|项目|医院|学校|村)" + _ROLE + _SAYS)


def quotations(reading: Reading) -> tuple[bool, ...]:
    """For each sentence whether it begins inside a quotation, its own or one opened earlier in the paragraph."""
    result: list[bool] = []
    paragraph, opened = -1, 0
    for sentence in reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, opened = sentence.paragraph, 0
        result.append(opened > 0 or sentence.text.startswith(("“", "‘")))
        opened += sentence.text.count("“") - sentence.text.count("”")
    return tuple(result)


def speakers(
    reading: Reading, names: Sequence[Sequence[Name]], bureau: Callable[[Sentence, str], str | None]
) -> dict[int, str]:
    """Sentences of quotations → key of the organisation for which the speaker speaks.

    '' stands for one without a name. `bureau` gives for a sentence and the name in it of a government body the area
    for which it speaks.

    The speaker stands in the sentence itself or in the one that follows the quotation in its paragraph.
    """
    result: dict[int, str] = {}
    pending: list[int] = []
    seen: list[Name] = []
    section = -1
    for index, sentence in enumerate(reading.sentences):
        if sentence.section != section:
            section, seen = sentence.section, []
        if pending and reading.sentences[pending[-1]].paragraph != sentence.paragraph:
            pending = []
        who = _speaker(sentence, names[index], seen, bureau)
        if who is not None:
            result.update(dict.fromkeys([*pending, index], who))
            pending = []
        elif pending or sentence.text.startswith("“"):
            pending.append(index)
        seen.extend(names[index])
    return result


def _speaker(
    sentence: Sentence, names: Sequence[Name], seen: Sequence[Name], bureau: Callable[[Sentence, str], str | None]
) -> str | None:
    text = sentence.text
    for name in reversed(names):
        if name[3][0] in AGENTS and _SPOKEN.match(text, name[1]):
            area = bureau(sentence, text[name[0] : name[1]]) if name[3][0] == "Government" else None
            return area or name[2]
    house = _HOUSE_SPOKEN.search(text)
    if house is None:
        return "" if STRANGER.search(text) else None
    for pattern, kinds in ANAPHORS:
        if pattern.match(house["who"]) or (house["who"] == "村" and "Village" in kinds):
            return last(reversed(seen), kinds) or ("" if "Enterprise" in kinds else None)
    return None
