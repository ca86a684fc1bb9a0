"""Linked names of a document in, the one that each clause is about out: whose number it is where it does not say.

Facts need an agent that a clause names; a number mostly stands far from its owner: carried over commas and sentences,
taken up by 公司 or 园区, spoken by someone for their organisation, or understood from the section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.facts.agents import AGENTS, DIVISIONS, GROUNDS, HOUSES, Name, agent, light
from kg.facts.taken import taken_up
from kg.facts.unnamed import PROPER, of_unnamed, unnamed
from kg.facts.voices import quotations, speakers
from kg.model import Reading, Section, Sentence

_THINGS = GROUNDS | HOUSES | {"Project"}
_OBJECT_END = re.compile(r"(?:项目|工程|建设)?[，；]$")
_AT = re.compile(r"(?:[在于到至]|落户|入驻|位于|布局|参加|出席)$")
_FOUNDED = re.compile(r"(?:设立|成立|组建|创办|发起|组成|合组|合办|合建|共建|组建)$")
_REMEMBERED = 120
"""Names of a section that a word can take up: some ten sentences."""
_PASSING = frozenset(["Event", "Product", "Agreement", "Project", "Facility"])
"""What the next sentence is hardly about when it does not say so."""
_ELSEWHERE = re.compile(r".{1,6}[省市区县州旗镇乡]|国|中|全国|自治区|海关|银行|税务总局")
"""Bodies whose names tell another area than the passage's, or none."""
_TERM = re.compile(r"“[^“”，。]{1,12}”")
_OF_WHICH = "其中"
_PLANS = frozenset(["Project", "Agreement", "Event"])
_CLAUSE = re.compile(r"[^，；：。！？]+")
_PROPERTY = re.compile(
    r"(?:项目|建成后|投产后|达产后|全部|预计|可|能|将|提供|容纳|设置|规模|首[批年届]|拟|招收|[0-9一二三四五]+年内|每年|年|一年|总投资|投资|占地|用地|建筑面积|全长|线路|设计|首期|一期|拥有|设有|配备|规划)"
)
"""What goes on about a thing that the clause before brought up."""
_SEVERAL = re.compile(r"(?:两|二|三|四)者|前者|后者|(?:两|三|四)家")
"""Subjects that stand for more than one, or for one that word order does not tell."""
_APPOSED = re.compile(r"[“‘]?(?:即|旨在|着力|力争|计划用)")
_BULLETED = re.compile(r"[◆●■□◇○▪▲★•※][^，；：。]{2,30}[：。]")
_ITEM_LENGTH = 32
_ITEM = re.compile(r"(?:[(（][^()（）]{1,20}[)）])?(?:[：:—。】]|$)")
_COLUMN = re.compile(r"【[^】]*】.")
"""Begins an item of a round-up: what it is about, but not whose every number is."""


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    owner: str | None
    lasting: str | None
    """Whom the clauses after it are about, if they do not say; '' for someone without a name."""


class Focus:
    """Whom the clauses of a document are about; worked out once, for the paragraphs that `subject` is asked of."""

    def __init__(
        self,
        reading: Reading,
        names: Sequence[Sequence[Name]],
        topics: Mapping[int, str],
        nested: Sequence[Sequence[Name]] = (),
    ) -> None:
        """`names[i]` are the linked mentions of sentence i in order, `topics` the key that a section is about.

        `nested` are the names within names: 某区 of 某区商务局, which speaks for it.
        """
        self._reading = reading
        self._names = names
        self._topics = topics
        every = [(*inner, *row) for inner, row in zip(nested, names, strict=True)] if nested else names
        self._classes = {name[2]: name[3][0] for row in every for name in row}
        called: dict[str, set[str]] = {}
        for sentence, row in zip(reading.sentences, names, strict=True):
            for name in row:
                called.setdefault(name[2], set()).add(sentence.text[name[0] : name[1]])
        self._called = {key: frozenset(texts) for key, texts in called.items()}
        self._places = {
            sentence.text[name[0] : name[1]]: name[2]
            for sentence, row in zip(reading.sentences, every, strict=True)
            for name in row
            if name[3][0] in DIVISIONS | GROUNDS
        }
        self._rows: dict[int, tuple[_Clause, ...]] = {}
        self._carried: dict[int, str | None] = {}
        """Sentence → whom it is about if it does not say; of each paragraph's first, and of those worked out before."""
        self.items: dict[int, str] = {}
        """First sentence of an item of a list (`某项目（某县）：…`) → key of what the item is about, or ''."""
        self._themes = self._headed()
        self._quoted = quotations(reading)
        self._speakers = speakers(reading, names, self._area)
        self._begin()

    def subject(self, sentence: int, position: int) -> str | None:
        """Key of the entity that the clause at `position` of a sentence is about.

        None for several or none known, '' for someone without a name.
        """
        for clause in self._clauses(sentence):
            if clause.start <= position < clause.end:
                return clause.owner
        return self._topics.get(self._reading.sentences[sentence].section)

    def since(self, sentence: Sentence, position: int) -> int:
        """Where in a sentence the clauses begin that are about the same as the one at `position`."""
        start = 0
        owner: str | None = None
        for clause in self._clauses(sentence.index):
            if clause.owner != owner:
                start, owner = clause.start, clause.owner
            if clause.start <= position < clause.end:
                break
        return start

    def _headed(self) -> dict[int, str]:
        """Section → what it is about: the park or fair that its heading or the title opens with, or a division."""
        themes: dict[int, str] = {}
        heroes = self._heroes()
        title: str | None = None
        body = False
        written = {sentence.section for sentence in self._reading.sentences if sentence.kind == "body"}
        for section in self._reading.sections:
            division = self._topics.get(section.index)
            opening = self._opening(section)
            if opening is not None:
                themes[section.index] = division or opening[2] if opening[3][0] in DIVISIONS else opening[2]
                if not body:
                    title = None if opening[3][0] in DIVISIONS else opening[2]
            elif hero := title or heroes.get(section.index) or division:
                themes[section.index] = hero
            body = body or section.index in written
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
            acting = agent(sentence, clause.start(), clause.end(), names)
            if acting is not None and acting[0] is not None:
                opened.setdefault(sentence.section, Counter())[acting[0]] += 1
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
            if name[3][0] in AGENTS and name[3][0] != "Government" and light(sentence, 0, name[0]):
                return name
        return None

    def _begin(self) -> None:
        """Finds the items of lists, and whom each paragraph's first sentence is about if it does not say."""
        paragraph = -1
        carried: str | None
        for sentence in self._reading.sentences:
            if sentence.paragraph != paragraph:
                paragraph, carried = sentence.paragraph, None
                item = self._item(sentence)
                if item and _COLUMN.match(sentence.text):
                    carried = item
                elif item is not None:
                    self.items[sentence.index] = item
                    if sentence.text.endswith("。") and len(sentence.text) <= _ITEM_LENGTH:
                        self.items[sentence.index + 1] = item  # the item's name is a sentence of its own
                    carried = item or ("" if self._thing(sentence) else None)
                self._carried[sentence.index] = carried

    def _clauses(self, index: int) -> tuple[_Clause, ...]:
        """The clauses of a sentence, those before it in its paragraph worked out first."""
        start = index
        while start not in self._carried:
            start -= 1
        for number in range(start, index + 1):
            if number in self._rows:
                continue
            sentence, carried = self._reading.sentences[number], self._carried[number]
            row = tuple(self._sentence(sentence, carried, self._themes.get(sentence.section)))
            self._rows[number] = row
            self._carried.setdefault(number + 1, row[-1].lasting if sentence.kind == "body" and row else carried)
        return self._rows[index]

    def _item(self, sentence: Sentence) -> str | None:
        """The name that an item of a list begins with, before a colon; '' for one that is not known."""
        for name in self._names[sentence.index][:2]:
            before = sentence.text[: name[0]]
            if name[3][0] in AGENTS and not any(c.isalnum() for c in before) and _ITEM.match(sentence.text, name[1]):
                return name[2]
        return "" if _BULLETED.match(sentence.text) else None

    def _thing(self, sentence: Sentence) -> bool:
        """Whether an item of a list begins with a thing that has no name here, and no theme: ◆某某央厨。"""
        item = _BULLETED.match(sentence.text)
        inside = [token for token in sentence.tokens if item and item.start() < token.start < item.end() - 1]
        return any(token.tag in PROPER for token in inside) and all(token.tag != "v" for token in inside)

    def _sentence(self, sentence: Sentence, carried: str | None, topic: str | None) -> Iterator[_Clause]:
        text = sentence.text
        names = self._names[sentence.index]
        voice = self._speakers.get(sentence.index) if self._quoted[sentence.index] else None
        passing = self._classes.get(carried or "", "") in _PASSING
        part = text.startswith(_OF_WHICH)
        current = (topic if passing and not part else carried) if voice is None else voice
        current = topic if current is None else current
        if voice is None and carried is None and self._quoted[sentence.index] and not _TERM.match(text):
            current = ""  # whoever speaks, it is not told for whom
        thing = carried if passing else None
        whole, opened = current, False
        for match in _CLAUSE.finditer(text):
            start, end = match.span()
            if (
                start and text[start - 1] == "；" and not text.startswith(_OF_WHICH, start)
            ):  # what follows is of the sentence's own subject again
                thing = None
                current = whole if self._classes.get(current or "", "") in _PASSING else current
            inside = [name for name in names if start <= name[0] < end]
            acting = agent(sentence, start, end, inside, lambda body: self._area(sentence, body))
            if self._unnamed(sentence, acting, (start, end), inside):
                acting = "", True
            if acting is not None:
                owner, lasts = acting
                if not lasts and not start and self._classes.get(current or "", "") not in DIVISIONS:
                    current = topic
                current, thing = (owner, None) if lasts else (current, owner)
                kind = self._classes.get(current or "", "")
                if kind in DIVISIONS or (kind == "Facility" and not opened):
                    whole, opened = current, True  # 某港吞吐量1亿吨，增长9%；集装箱…
                yield _Clause(start, end, owner, current)
                continue
            if _SEVERAL.match(text, start):
                current = thing = None
                yield _Clause(start, end, None, None)
                continue
            takes, taken = taken_up(
                sentence,
                (start, end),
                self._before(sentence, start),
                {
                    "topic": topic,
                    "division": self._topics.get(sentence.section),
                    "voice": voice,
                    "current": current,
                    "quoted": "" if self._quoted[sentence.index] else None,
                },
                self._classes,
                self._called,
            )
            if takes:
                current = taken
            elif (thing := self._brought(text, start, names) or thing) is not None and _PROPERTY.match(
                text, start, end
            ):
                current = thing
            elif _APPOSED.match(text, start):
                plan = next((n for n in self._before(sentence, start) if n[3][0] in _PLANS), None)
                current = plan[2] if plan else current
            yield _Clause(start, end, current, current)

    def _unnamed(
        self, sentence: Sentence, acting: tuple[str | None, bool] | None, clause: tuple[int, int], names: Sequence[Name]
    ) -> bool:
        """Whether the clause is about someone whom no name was found for."""
        if acting is None:
            return unnamed(sentence, *clause, names)
        place = next((name for name in names if name[2] == acting[0] and name[3][0] in DIVISIONS), None)
        return place is not None and of_unnamed(sentence, place, clause[1], names)

    def _area(self, sentence: Sentence, body: str) -> str | None:
        """The area for which a government body stands: the one that its name begins with, or the passage's."""
        for length in range(len(body) - 1, 1, -1):
            if body[:length] in self._places:
                return self._places[body[:length]]
        own = body[0] in "市区县省州旗镇乡" or not _ELSEWHERE.match(body)
        return self._topics.get(sentence.section) if own else None

    def _brought(self, text: str, start: int, names: Sequence[Name]) -> str | None:
        """The thing that the clause before ended with: 建设某港，提供公寓2000套."""
        last = next((name for name in reversed(names) if name[1] <= start), None)
        if last is None or _AT.search(text[: last[0]]):
            return None
        if last[3][0] not in _THINGS and not _FOUNDED.search(text[: last[0]]):
            return None
        return last[2] if _OBJECT_END.match(text[last[1] : start]) else None

    def _before(self, sentence: Sentence, position: int) -> Iterator[Name]:
        """The names that stand before a position, the last one first."""
        yield from (name for name in reversed(self._names[sentence.index]) if name[1] <= position)
        yield from islice(self._earlier(sentence), _REMEMBERED)

    def _earlier(self, sentence: Sentence) -> Iterator[Name]:
        """The names of the section's sentences before, the last one first."""
        for number in range(sentence.index - 1, -1, -1):
            other = self._reading.sentences[number]
            if other.section != sentence.section:
                break
            if other.kind != "heading":
                yield from reversed(self._names[number])
