"""Linked names of a document in, the one that each clause is about out: whose number it is, where the clause does not say.

Facts need an agent that a clause names; a number mostly stands far from its owner: carried over commas and sentences,
taken up by 公司 or 园区, spoken by someone for their organisation, or understood from the section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Reading, Section, Sentence

Name = tuple[int, int, str, tuple[str, ...]]
"""A linked mention in a sentence: start, end, the entity's key and its classes, best first."""

DIVISIONS = frozenset(["Country", "Province", "City", "District", "Township", "Village"])
_GROUNDS = frozenset(["Park", "Zone", "Facility"])
_HOUSES = frozenset(["Hospital", "School", "ResearchInstitute"])
_AGENTS = (
    DIVISIONS | _GROUNDS | _HOUSES | {"Enterprise", "Government", "Alliance", "Project", "Region", "Event", "Product"}
)
_THINGS = _GROUNDS | _HOUSES | {"Project"}
_OBJECT_END = re.compile(r"(?:项目|工程|建设)?[，；]$")
_MADE = _HOUSES | {"Facility", "Project"}
_PASSING = frozenset(["Event", "Product", "Agreement", "Project", "Facility"])
"""What the next sentence is hardly about when it does not say so."""
_PLANS = frozenset(["Project", "Agreement", "Event"])
_CLAUSE = re.compile(r"[^，；：。！？]+")
_LIGHT = frozenset("tmdcrfqx")
"""Parts of speech that may stand before the agent: times, numbers, adverbs, conjunctions, pronouns, marks."""
_LIGHT_WORDS = frozenset(
    [
        *(
            "年",
            "月",
            "日",
            "截至",
            "截止",
            "据",
            "据悉",
            "据了解",
            "据介绍",
            "据统计",
            "统计",
            "目前",
            "其中",
            "仅",
            "共",
            "该",
            "到",
            "自",
            "底",
        ),
        *(
            "末",
            "初",
            "以来",
            "期间",
            "上半年",
            "下半年",
            "季度",
            "今年",
            "去年",
            "例如",
            "比如",
            "再如",
            "又如",
            "预计",
            "力争",
            "争取",
            "确保",
            "有望",
            "使",
            "让",
            "来自",
            "”",
            "“",
            "‘",
        ),
    ]
)
_PLACED = re.compile(r"[“‘]?(?:[^，。]{0,6}在|位于|走进|来到|作为|地处)$")
_PLACE_END = re.compile(r".{0,4}$")
_MODIFIED = re.compile(
    r"(?:位于|落户|入驻|来自|地处|总部|相邻|毗邻|扎根)[^，。；]{0,16}的$|"
    r"(?:投资|建设|建成|成立|打造|开工|兴建|引进|新建|运营|组建|创办|承建|开发|生产)的$"
)
_MODIFIER = re.compile(r".{1,40}的$")
_MAKES = re.compile(
    r"(?:[^，。；]{0,6}(?:打造|建设|推进|建成|引进|举办|形成|构建|加快|成为|是|有|培育|发展|支持|签订|签署|签约|成立|加入|参加|开通|开工|启动|实施|出台|推动))"
)
"""A clause that begins so has the name at its end for an object."""
_PHRASE = re.compile(r"[“‘]?(?:在|从|向|对|为|与|和|同|将|把|由|经|被)")
"""A clause that begins so has the name for a part of the phrase."""
_PREDICATE = frozenset("vdptam")
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
_PROPERTY = re.compile(
    r"(?:项目|建成后|投产后|达产后|全部|预计|可|能|将|提供|容纳|设置|每年|年|一年|总投资|投资|占地|用地|建筑面积|全长|线路|设计|首期|一期|拥有|设有|配备|规划)"
)
"""What goes on about a thing that the clause before brought up."""
_APPOSED = re.compile(r"[“‘]?(?:即|旨在|着力|力争|计划用)")
_ANAPHORS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"(?:该|本|这家|我们)?(?:公司|集团|厂里|工厂)|(?:该|本|这家)企业"), frozenset(["Enterprise"])),
    (
        re.compile(
            r"(?:该|本|这个|我们)?(?:园区|产业园|示范区|开发区|高新区|保税区|基地|港区|新区|片区|园内|区内|港口)|这里"
        ),
        _GROUNDS,
    ),
    (
        re.compile(
            r"(?:该|本|这[个条座项](?:[^，。；]{0,24}的)?)?(?:项目|工程|线路|专线|铁路|高铁|公路|高速|大桥|水库|电站)"
        ),
        frozenset(["Project", "Facility"]),
    ),
    (re.compile(r"(?:该|本|全|我们|咱们)村|村[里内中]|村民"), frozenset(["Village"])),
    (re.compile(r"(?:该|本|全|我们)[镇乡]|[镇乡][里上]"), frozenset(["Township"])),
    (re.compile(r"(?:该|本|我们)?(?:医院|院区|卫生院|卫生服务中心)"), frozenset(["Hospital"])),
    (re.compile(r"(?:该|本|这条)?(?:通道|走廊|班列)"), frozenset(["Project", "Zone", "Region", "Facility"])),
    (re.compile(r"(?:该|本|我们)?(?:学校|学院|大学|校园)|该校"), frozenset(["School"])),
    (
        re.compile(r"(?:该|本|我们)?(?:研究院|实验室|研究所|研发中心|中心(?![城镇区]))"),
        frozenset(["ResearchInstitute", "Facility"]),
    ),
    (re.compile(r"(?:本届|该届|展会|博览会|大会|洽谈会|活动)"), frozenset(["Event"])),
    (re.compile(r"(?:该|本)?联盟"), frozenset(["Alliance"])),
)
"""Words that take up a name of certain classes, the last one named."""
_BESIDES = re.compile(r"除[^，。；]{1,20}外")
_BOTH = re.compile(r"(?:两|三|双)[地市县区省方国]|各方|川渝")
_INSIDE = re.compile(
    r"(?:在|落户|入驻|进)(?:园区?|基地|这里|港区)(?:[^\u4e00-\u9fff]|扎根|落户|投产|聚集|集聚|布局|开工|建成|发展|$)"
)
_HOME = re.compile(r"(?P<which>全|我|该|本)(?P<rank>[区县市旗州省])|(?P<in>[区县市])里|当地|辖区")
_RANKS = {
    **dict.fromkeys("区县旗", frozenset(["District"])),
    **dict.fromkeys("州", frozenset(["City"])),
    "市": frozenset(["City", "Province", "District"]),
    "省": frozenset(["Province"]),
}
_SAYS = r"[^，。；：“”]{0,8}?(?:说|介绍|表示|告诉|称|坦言|透露|认为|指出|感慨)"
_ROLE = (
    r"的?(?:相关|有关|主要)?(?:负责人|工作人员|负责同志|[^，。；：“”]{0,10}?(?:书记|主任|局长|部长|经理|董事长|总裁|院长|校长|所长|镇长|"
    r"乡长|会长|主席|厂长|站长|区长|县长|市长))"
)
_SPOKEN = re.compile(_ROLE + _SAYS)
_HOUSE_SPOKEN = re.compile(r"(?P<who>园区|公司|企业|基地|项目|医院|学校|村)" + _ROLE + _SAYS)
_ITEM = re.compile(r"(?:[(（][^()（）]{1,20}[)）])?[：:—]")
_AT = re.compile(r"(?:在|落户|入驻|进驻|布局|扎根)$")
_SETTLES = re.compile(r"(?:境内)?[^，。；]{0,4}(?:布局|落户|投产|扎根|聚集|集聚|发展|开工|建厂|$)|$")
_LIST = re.compile(r"[、和与及]")
_SOME_OF = re.compile(
    r"(?:[、和与及][^，。；]*)?等[^，。；]{0,6}?[0-9一二两三四五六七八九十百千]+[余多]?[家个户所项名座条]"
)
"""A list that a number sums up: what it counts is its place's (某园入驻甲、乙等8家)."""
_FIRMS = re.compile(r"[^，。；]*等[^，。；]{0,16}(?:企业|公司)")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    owner: str | None
    lasting: str | None
    """Whom the clauses after it are about, if they do not say."""


class Focus:
    """Whom the clauses of a document are about; worked out once, then asked by `subject`."""

    def __init__(self, reading: Reading, names: Sequence[Sequence[Name]], topics: Mapping[int, str]) -> None:
        """`names[i]` are the linked mentions of sentence i in order, `topics` the key that a section is about."""
        self._reading = reading
        self._names = names
        self._topics = topics
        self._classes = {name[2]: name[3][0] for row in names for name in row}
        self._clauses: list[tuple[_Clause, ...]] = []
        self._seen: list[Name] = []
        self.items: dict[int, str] = {}
        """First sentence of an item of a list (`某项目（某县）：…`) → key of what the item is about."""
        self._themes = self._headed()
        self._speakers = self._spoken()
        self._follow()

    def subject(self, sentence: int, position: int) -> str | None:
        """Key of the entity that the clause at `position` of a sentence is about; None where it is several or unknown."""
        for clause in self._clauses[sentence]:
            if clause.start <= position < clause.end:
                return clause.owner
        return self._topics.get(self._reading.sentences[sentence].section)

    def _headed(self) -> dict[int, str]:
        """Section → what it is about: the park, firm or fair that its heading or the title opens with, else its division."""
        themes: dict[int, str] = {}
        heroes = self._heroes()
        title: str | None = None
        body = False
        for section in self._reading.sections:
            division = self._topics.get(section.index)
            opening = self._opening(section)
            if opening is not None:
                themes[section.index] = division or opening[2] if opening[3][0] in DIVISIONS else opening[2]
                if not body:
                    title = None if opening[3][0] in DIVISIONS else opening[2]
            elif hero := title or heroes.get(section.index) or division:
                themes[section.index] = hero
            body = body or any(s.kind == "body" for s in self._reading.sentences if s.section == section.index)
        return themes

    def _heroes(self) -> dict[int, str]:
        """Section → the park, firm or project that its sentences open with more often than with a division."""
        opened: dict[int, Counter[str]] = {}
        for sentence in self._reading.sentences:
            if sentence.kind != "body":
                continue
            clause = _CLAUSE.search(sentence.text)
            if clause is None:
                continue
            names = [name for name in self._names[sentence.index] if name[0] < clause.end()]
            agent = self._agent(sentence, clause.start(), clause.end(), names, None)
            if agent is not None and agent[0] is not None:
                opened.setdefault(sentence.section, Counter())[agent[0]] += 1
        heroes: dict[int, str] = {}
        for section, counts in opened.items():
            first, times = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            divisions = sum(n for key, n in counts.items() if self._classes[key] in DIVISIONS)
            if self._classes[first] not in DIVISIONS and times >= 2 and times > divisions:
                heroes[section] = first
        return heroes

    def _opening(self, section: Section) -> Name | None:
        """The name that a section's heading opens with."""
        if section.heading is None:
            return None
        sentence = self._reading.sentences[section.heading]
        for name in self._names[section.heading]:
            if name[3][0] in _AGENTS and name[3][0] != "Government" and self._light(sentence, 0, name[0]):
                return name
        return None

    def _follow(self) -> None:
        paragraph, section = -1, -1
        carried: str | None = None
        for sentence in self._reading.sentences:
            if sentence.section != section:
                section, self._seen = sentence.section, []
            topic = self._themes.get(section)
            if sentence.paragraph != paragraph:
                paragraph, carried = sentence.paragraph, None
                item = self._item(sentence)
                if item is not None:
                    self.items[sentence.index] = item
                    carried = item
            row = tuple(self._sentence(sentence, carried, topic))
            self._clauses.append(row)
            if sentence.kind == "body" and row:
                carried = row[-1].lasting
            if sentence.kind != "heading":
                self._seen.extend(self._names[sentence.index])

    def _item(self, sentence: Sentence) -> str | None:
        """The name that an item of a list begins with, before a colon."""
        for name in self._names[sentence.index][:2]:
            before = sentence.text[: name[0]]
            if not any(c.isalnum() for c in before) and _ITEM.match(sentence.text, name[1]):
                return name[2]
        return None

    def _sentence(self, sentence: Sentence, carried: str | None, topic: str | None) -> Iterator[_Clause]:
        text = sentence.text
        names = self._names[sentence.index]
        speaker = self._speakers.get(sentence.index)
        quoted = text.startswith(("“", "‘")) or self._inside(sentence)
        voice = speaker if quoted else None
        passing = self._classes.get(carried or "", "") in _PASSING
        current = voice or (topic if passing else carried) or topic
        thing = carried if passing else None
        whole = current
        for match in _CLAUSE.finditer(text):
            start, end = match.span()
            if start and text[start - 1] == "；":  # what follows is of the sentence's own subject again
                thing = None
                current = whole if self._classes.get(current or "", "") in _PASSING else current
            inside = [name for name in names if start <= name[0] < end]
            agent = self._agent(sentence, start, end, inside, topic)
            if agent is not None:
                owner, lasts = agent
                current, thing = (owner, None) if lasts else (current, owner)
                if self._classes.get(current or "", "") in DIVISIONS:
                    whole = current
                yield _Clause(start, end, owner, current)
                continue
            taken = self._taken_up(start, end, sentence, topic, voice, current)
            if taken is not None:
                current = taken
            elif (thing := thing or self._brought(text, start, names)) is not None and _PROPERTY.match(
                text, start, end
            ):
                current = thing
            elif _APPOSED.match(text, start):
                plan = next((n for n in reversed(self._before(sentence, start)) if n[3][0] in _PLANS), None)
                current = plan[2] if plan else current
            yield _Clause(start, end, current, current)

    def _brought(self, text: str, start: int, names: Sequence[Name]) -> str | None:
        """The thing that the clause before ended with: 建设某港，提供公寓2000套."""
        last = next((name for name in reversed(names) if name[1] <= start), None)
        if last is None or last[3][0] not in _THINGS:
            return None
        return last[2] if _OBJECT_END.match(text[last[1] : start]) else None

    def _agent(
        self, sentence: Sentence, start: int, end: int, names: Sequence[Name], topic: str | None
    ) -> tuple[str | None, bool] | None:
        """The name that opens a clause, and whether the clauses after it are about it too."""
        text = sentence.text
        headed = self._head(sentence, start, end, names)
        if headed is not None:
            return headed[2], headed[3][0] not in _MADE or not _HAPPENS.search(text[headed[1] : end])
        blocked = False
        for number, name in enumerate(names):
            if name[3][0] not in _AGENTS or name[3][0] == "Product":
                continue
            last = name
            for other in names[number + 1 :]:  # 某市|某区|某园: the last of a row acts
                if text[last[1] : other[0]] not in ("", "的") or other[3][0] not in _AGENTS:
                    break
                last = other
            before, after = text[start : name[0]], text[last[1] : end]
            if blocked or not self._light(sentence, start, name[0]):
                if not blocked and _PLACED.match(before) and _PLACE_END.match(after):
                    return last[2], True
                if not blocked and _GIVEN.match(before) and self._predicate(sentence, last[1], end):
                    return last[2], False
                blocked = True
                continue
            if _SOME_OF.match(text, last[1], end) or _ENDS.match(after):
                return None
            if _LIST.match(after) or after.startswith("等"):
                if _FIRMS.match(after):
                    return self._settled(text, end, names)
                if last[3][0] in DIVISIONS or last[3][0] == "Government" or _HAPPENS.search(after):
                    return None
                return last[2], True
            if last[3][0] == "Government":
                return topic, True
            return last[2], last[3][0] not in _MADE or not _HAPPENS.search(after)
        return None

    def _settled(self, text: str, end: int, names: Sequence[Name]) -> tuple[str | None, bool]:
        """Where the firms of a list are (甲、乙等企业已在某园布局): what follows is about the place."""
        for name in reversed(names):
            if (
                name[3][0] in _GROUNDS | DIVISIONS
                and _AT.search(text[: name[0]])
                and _SETTLES.match(text, name[1], end)
            ):
                return name[2], True
        return None, False

    def _head(self, sentence: Sentence, start: int, end: int, names: Sequence[Name]) -> Name | None:
        """The name that a modifier stands before (某市引进的某公司去年…): the clause is about it, whoever else it names."""
        text = sentence.text
        for name in reversed(names):
            if name[3][0] not in _AGENTS or name[3][0] in DIVISIONS or text[name[0] - 1 : name[0]] != "的":
                continue
            before = text[start : name[0]]
            if _LIST.match(text, name[1]) or text.startswith(("的", "等"), name[1]):
                continue
            if _MODIFIED.search(before) or (
                _MODIFIER.match(before)
                and not _PHRASE.match(before)
                and (self._predicate(sentence, name[1], end) or (name[1] == end and not _MAKES.match(before)))
            ):
                return name
        return None

    def _predicate(self, sentence: Sentence, position: int, end: int) -> bool:
        """Whether a predicate follows: the name before it is a subject, not an object."""
        token = next((t for t in sentence.tokens if t.start >= position), None)
        if token is None or token.end >= end:
            return False
        return (token.tag[:1] in _PREDICATE and token.tag != "vn") or token.text in _ONLY

    def _light(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether only light words stand between: nothing that another subject or a verb could be."""
        if start == end:
            return True
        if (
            end - start > 20
            or _NO_AGENT.search(sentence.text, start, end)
            or _COUNTED.search(sentence.text, start, end)
        ):
            return False
        for token in sentence.tokens:
            if token.end <= start or token.start >= end:
                continue
            part = token.text[: end - token.start]  # a guessed word can reach into the name
            if part not in _LIGHT_WORDS and (len(part) < len(token.text) or token.tag[:1] not in _LIGHT):
                return False
        return True

    def _taken_up(
        self, start: int, end: int, sentence: Sentence, topic: str | None, voice: str | None, current: str | None
    ) -> str | None:
        """What 公司, 园区, 全区 … at the head of a clause stands for."""
        text, head = sentence.text, start
        for token in sentence.tokens:
            if token.start < start:
                continue
            head = token.start
            if head >= end or token.tag[:1] not in _LIGHT or token.text[0] in "这该本我全咱":
                break
        if _BESIDES.match(text, head, end) or _BOTH.match(text, head, end):
            return topic
        home = _HOME.match(text, head, end)
        if home:
            return self._home(home, sentence, start, topic, current)
        for pattern, classes in _ANAPHORS:
            if pattern.match(text, head, end):
                if voice is not None and self._classes.get(voice, "") in classes:
                    return voice
                return next((n[2] for n in reversed(self._before(sentence, start)) if n[3][0] in classes), None)
        if _INSIDE.search(text, start, end):
            return next((n[2] for n in reversed(self._before(sentence, start)) if n[3][0] in _GROUNDS), None)
        return None

    def _home(
        self, match: re.Match[str], sentence: Sentence, start: int, topic: str | None, current: str | None
    ) -> str | None:
        rank = match["rank"] or match["in"]
        if not rank:
            return topic
        for known in (current, topic) if match["which"] == "该" else (topic, current):
            if known and self._classes.get(known, "") in _RANKS[rank]:
                return known
        return next((n[2] for n in reversed(self._before(sentence, start)) if n[3][0] in _RANKS[rank]), None)

    def _before(self, sentence: Sentence, position: int) -> list[Name]:
        return [*self._seen, *(name for name in self._names[sentence.index] if name[1] <= position)]

    def _inside(self, sentence: Sentence) -> bool:
        """Whether the sentence stands inside a quotation that an earlier one of its paragraph opened."""
        opened = 0
        for earlier in reversed(self._reading.sentences[: sentence.index]):
            if earlier.paragraph != sentence.paragraph:
                break
            opened += earlier.text.count("“") - earlier.text.count("”")
        return opened > 0

    def _spoken(self) -> dict[int, str]:
        """Sentences of quotations → key of the organisation for which the speaker speaks.

        The speaker stands in the sentence itself or in the one that follows the quotation in its paragraph.
        """
        result: dict[int, str] = {}
        sentences = self._reading.sentences
        pending: list[int] = []
        seen: list[Name] = []
        section = -1
        for index, sentence in enumerate(sentences):
            if sentence.section != section:
                section, seen = sentence.section, []
            if pending and sentences[pending[-1]].paragraph != sentence.paragraph:
                pending = []
            who = self._speaker(sentence, seen)
            if who is not None:
                result.update(dict.fromkeys([*pending, index], who))
                pending = []
            elif sentence.text.startswith("“") or (pending and sentence.text.rstrip().endswith("”")) or pending:
                pending.append(index)
            seen.extend(self._names[index])
        return result

    def _speaker(self, sentence: Sentence, seen: Sequence[Name]) -> str | None:
        text = sentence.text
        topic = self._topics.get(sentence.section)
        for name in reversed(self._names[sentence.index]):
            if name[3][0] in _AGENTS and _SPOKEN.match(text, name[1]):
                return topic if name[3][0] == "Government" else name[2]
        house = _HOUSE_SPOKEN.search(text)
        if house is None:
            return None
        for pattern, classes in _ANAPHORS:
            if pattern.match(house["who"]) or (house["who"] == "村" and "Village" in classes):
                return next((name[2] for name in reversed(seen) if name[3][0] in classes), None)
        return None
