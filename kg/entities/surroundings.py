"""Hits of a document and what is sure so far → what stands around each: lists, parents, heads, shares, distances."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.atlas import Atlas
from kg.entities.weights import REACH
from kg.mentions.gazetteer import Candidate, Gazetteer, Hit
from kg.model import Reading, Token

_RANKS = {"country": 0, "province": 1, "city": 2, "district": 3, "township": 4, "region": 5}
_ADJACENT = re.compile(r"[·•(（\s]?")
_LISTED = re.compile(r"\s*(?:[、,，/·•—–\-~～]|、?以?及|和|与|跟|同|暨|至|到|携手|联合)\s*")
_STREET = re.compile(r"[东南西北中]?[一二三四五]?(?:路(?![网桥径线政基面演段由])|大街|大道|街(?![道头区巷])|巷|立交)")
_RANGE = re.compile(r"[东西南北]麓|山脉|余脉|腹地|深处|林海|脚下|山麓")
"""After a name that is a mountain's too (大兴安岭|南麓)."""
_NATURE = frozenset("山江河湖岭峡峰岛溪滩")
_BASIN = re.compile(r"流域|沿[岸线]|两岸|[上中下]游|大桥|景区|湿地|水库")
_AFTER = re.compile(
    r"[区县市]?(?:委|政府|政协|人大|人民|法院|检察院|公安局|经开|高新|工业园|综合保税|新区|城区|县城|港|站|片区|段|组团|境内|籍"
    r"|两地|三地|四地|两[区县市]|三[区县市]|等[地区县市]|各[区县]|全[区县市]|方面|代表团)"
)
_BEFORE = re.compile(
    r"(?:在|赴|到|至|往|来自|位于|地处|落户|入驻|走进|毗邻|邻近|紧邻|前往|抵达|途经|经过|穿越|辖区内)$"
)
_VERBAL = frozenset(["v", "vn", "vd", "a", "ad", "an", "c", "p", "r", "q", "m", "u"])
_NAMES = frozenset(["ns", "nt", "nz", "nr", "nrt"])
_NAMELIKE = frozenset(["ns", ""])
_OPENING = " 　“‘\"'【[(（《〈「『■●◆▲★#*·0123456789一二三四五六七八九十.、"


@dataclass(frozen=True, slots=True)
class Spot:
    """A hit in its sentence, with what the words around it say."""

    sentence: int
    start: int
    end: int
    text: str
    hit: Hit
    candidates: tuple[Candidate, ...]
    section: int
    broken: bool
    """Part of another word (海地 in 沿海|地区) or of a street's name."""
    tag: str
    """jieba's tag where the hit is exactly one word, else 'x'."""
    cue_before: bool
    cue_after: bool
    opens_heading: bool

    @property
    def own_token(self) -> bool:
        """jieba takes it for one word, and for a name or an unknown one."""
        return self.tag in _NAMELIKE

    @property
    def verbal(self) -> bool:
        """jieba takes it for one word, and for none of the kinds that name something."""
        return self.tag in _VERBAL


def spots(reading: Reading, hits: Mapping[int, Sequence[Hit]], gazetteer: Gazetteer) -> list[Spot]:
    """The hits of all sentences, in order."""
    found: list[Spot] = []
    for index in sorted(hits):
        sentence = reading.sentences[index]
        text = sentence.text
        starts = [token.start for token in sentence.tokens]
        for hit in hits[index]:
            form = text[hit.start : hit.end]
            candidates: tuple[Candidate, ...] = ()
            tag, broken = "x", False
            if hit.form != "abbreviation":
                candidates = gazetteer.candidates(form)
                place = bisect_left(starts, hit.start)
                if place < len(starts) and starts[place] == hit.start and sentence.tokens[place].end == hit.end:
                    tag = sentence.tokens[place].tag
                broken = (
                    _broken(sentence.tokens, starts, hit) if hit.form != "full" or hit.end - hit.start == 2 else False
                )
                broken = broken or (
                    hit.form == "short" and hit.kind != "region" and _is_longer(text, hit, sentence.tokens, starts)
                )
            found.append(
                Spot(
                    index, hit.start, hit.end, form, hit, candidates, sentence.section, broken, tag,
                    bool(_BEFORE.search(text, max(0, hit.start - 4), hit.start)),
                    bool(_AFTER.match(text, hit.end)),
                    sentence.kind == "heading" and not text[: hit.start].strip(_OPENING),
                )
            )  # fmt: skip
    return found


def _broken(tokens: Sequence[Token], starts: Sequence[int], hit: Hit) -> bool:
    """Whether a word of the dictionary lies across an end of the hit, or holds it as a part."""
    for place in range(max(0, bisect_right(starts, hit.start) - 1), len(tokens)):
        token = tokens[place]
        if token.start >= hit.end:
            return False
        length = token.end - token.start
        if length < 2 or not token.tag or token.end <= hit.start:
            continue
        if token.start <= hit.start and hit.end <= token.end:
            if length == hit.end - hit.start:
                continue
            if token.tag != "ns" and (token.start < hit.start or (hit.risky and token.tag not in _NAMES)):
                return True
        elif token.start < hit.start or token.end > hit.end:
            sure = (
                token.tag == "ns" and not hit.risky and hit.start in (token.start, starts[place - 1] if place else -1)
            )
            if not sure:
                return True
    return False


def atlas(found: Iterable[Spot], title: Iterable[str], gazetteer: Gazetteer) -> Atlas:
    """The atlas of every candidate of the spots and the title."""
    codes = {candidate.code for spot in found for candidate in spot.candidates}
    codes.update(code for spot in found for code in spot.hit.codes)
    return Atlas(sorted({*codes, *title}), gazetteer)


class Surroundings:
    """The spots of a document with those decided so far (number of the spot → code)."""

    def __init__(
        self,
        reading: Reading,
        found: Sequence[Spot],
        known: Atlas,
        title: Sequence[str],
        groups: Sequence[range],
        decided: Mapping[int, str],
    ) -> None:
        self.known = known
        self.title = title
        self._reading = reading
        self._found = found
        self._decided = decided
        self.counts: Counter[str] = Counter()
        self._cities: Counter[str] = Counter()
        self._provinces: Counter[str] = Counter()
        self._written: dict[str, set[int]] = {}
        self._forms: Counter[tuple[str, str]] = Counter()
        self._sentences: dict[int, list[int]] = {}
        self._groups = groups
        for number, spot in enumerate(found):
            self._sentences.setdefault(spot.sentence, []).append(number)
            code = decided.get(number)
            if code is None or known.level(code) in {"country", "region"}:
                continue
            self.counts[code] += 1
            self._cities[known.city(code)] += 1
            self._provinces[known.province(code)] += 1
            self._forms[spot.text, code] += 1
            if spot.hit.form == "full" and not spot.hit.risky:
                self._written.setdefault(code, set()).add(number)
        del self._cities[""]
        self._sure = sum(self._provinces.values())
        self._heads = self._section_heads()
        self._near: dict[str, float] = {}
        self._listed: dict[int, list[str]] = {}
        self._beside: dict[int, list[str]] = {}
        self._places = [code for code in self.counts if known.has_point(code)]

    def text(self, spot: Spot) -> str:
        """The sentence of a spot."""
        return self._reading.sentences[spot.sentence].text

    def before(self, number: int) -> Spot | None:
        """The division that stands directly before a spot, as a place does before what is in it."""
        if not number:
            return None
        spot, last = self._found[number], self._found[number - 1]
        if last.sentence != spot.sentence or last.hit.kind in {"country", "region"} or last.broken:
            return None
        return last if _ADJACENT.fullmatch(self.text(spot)[last.end : spot.start]) else None

    def after_country(self, number: int) -> bool:
        """Whether a country's name stands directly before a spot (老挝|万象)."""
        if not number:
            return False
        spot, last = self._found[number], self._found[number - 1]
        return last.sentence == spot.sentence and last.hit.kind == "country" and last.end == spot.start

    def among_counties(self, number: int) -> bool:
        """Whether a spot stands in a list with counties that are sure: an everyday word among them is one too."""
        spot = self._found[number]
        text = self.text(spot)
        beside = text[spot.start - 1 : spot.start] == "、" or text[spot.end : spot.end + 1] == "、"
        return beside and any(self.known.level(other) == "district" for other in self.listed(number))

    def holds(self, before: Spot, code: str) -> bool:
        """Whether the spot before may be a division above the code."""
        above = self.known.parents(code)
        return any(candidate in above for candidate in before.hit.codes)

    def is_higher(self, before: Spot, candidate: Candidate) -> bool:
        """Whether the spot before is of a higher rank than the candidate."""
        return _RANKS[before.hit.kind] < _RANKS[candidate.kind]

    def same_city(self, one: str, other: str) -> bool:
        """Whether two codes are of one prefecture or municipality."""
        return bool(self.known.city(one)) and self.known.city(one) == self.known.city(other)

    def listed(self, number: int) -> list[str]:
        """Codes of the other spots of the list that a spot is in."""
        return self._others(self._listed, number, self._groups[number])

    def beside(self, number: int) -> list[str]:
        """Codes of the other spots of the sentence."""
        return self._others(self._beside, number, self._sentences[self._found[number].sentence])

    def _others(self, kept: dict[int, list[str]], number: int, among: Iterable[int]) -> list[str]:
        """Codes of decided spots beside a spot; `kept` holds them, as each of its candidates is asked for them."""
        found = kept.get(number)
        if found is None:
            decided = self._decided
            found = kept[number] = [decided[other] for other in among if other != number and other in decided]
        return found

    def in_region_list(self, number: int) -> bool:
        """Whether a spot stands in a list with a region that is no everyday word."""
        others = (self._found[other] for other in self._groups[number] if other != number)
        return any(other.hit.kind == "region" and not other.hit.risky for other in others)

    def written_out(self, code: str, number: int) -> bool:
        """Whether the code stands elsewhere in a form that leaves no doubt."""
        return bool(self._written.get(code, set()) - {number})

    def inside_other(self, spot: Spot, code: str) -> bool:
        """广安 may be the city or its district 广安区: the district's full name says nothing of the short form."""
        above = self.known.parents(code)
        return any(candidate.code in above for candidate in spot.candidates)

    def share(self, code: str, number: int) -> tuple[float, float]:
        """How often the document names places of the code's prefecture and province, the most frequent being 1.

        The same form elsewhere does not count: it would vouch for itself.
        """
        own = self._decided.get(number, "")
        votes = self._forms[self._found[number].text, own]
        return (
            _share(self._cities, self.known.city(code), self.known.city(own), votes),
            _share(self._provinces, self.known.province(code), self.known.province(own), votes),
        )

    def places(self, number: int) -> int:
        """How many other spots are sure to be divisions of China."""
        return self._sure - (number in self._decided)

    def nearness(self, code: str) -> float:
        """1 beside another sure place of the document, 0 from REACH on."""
        found = self._near.get(code)
        if found is None:
            nearest = self.known.nearest(code, self._places)
            found = self._near[code] = max(0.0, 1.0 - nearest / REACH)
        return found

    def head(self, section: int) -> str:
        """The division that a section is about, by its heading or one above; '' where none says."""
        return self._heads.get(section, "")

    def _section_heads(self) -> dict[int, str]:
        heads: dict[int, str] = {}
        above: list[tuple[int, str]] = []
        single = self.title[0] if len(set(self.title)) == 1 else ""
        for section in self._reading.sections:
            code = self._headed(section.heading) if section.heading is not None else ""
            while above and section.level and above[-1][0] >= section.level:
                above.pop()
            heads[section.index] = code or (above[-1][1] if above else single)
            if code and section.level:
                above.append((section.level, code))
        return heads

    def _headed(self, sentence: int) -> str:
        numbers = [number for number in self._sentences.get(sentence, ()) if number in self._decided]
        codes = [self._decided[n] for n in numbers if self.known.level(self._decided[n]) in {"city", "district"}]
        opening = next((self._decided[n] for n in numbers if self._found[n].opens_heading), "")
        if opening in codes:
            return opening
        return codes[0] if len(set(codes)) == 1 else ""


def _share(counts: Mapping[str, int], place: str, own: str, votes: int) -> float:
    """The place's count over the highest, with `votes` taken from the count of `own`."""
    if not place:
        return 0.0
    if votes and own in counts:
        counts = {**counts, own: counts[own] - votes}
    mine, most = counts.get(place, 0), max(counts.values(), default=0)
    return mine / most if most > 0 else 0.0


def list_groups(reading: Reading, found: Sequence[Spot], known: Atlas) -> list[range]:
    """For each spot the numbers of its list: spots joined by 、 与 和, or by a division before its part."""
    groups: list[range] = []
    start = 0
    for number in range(1, len(found) + 1):
        last = found[number - 1]
        if number < len(found) and found[number].sentence == last.sentence:
            gap = reading.sentences[last.sentence].text[last.end : found[number].start]
            if _LISTED.fullmatch(gap):
                continue
            inner = {above for code in found[number].hit.codes for above in known.parents(code)}
            if _ADJACENT.fullmatch(gap) and not inner.isdisjoint(last.hit.codes):
                continue
        groups += [range(start, number)] * (number - start)
        start = number
    return groups


def _is_longer(text: str, hit: Hit, tokens: Sequence[Token], starts: Sequence[int]) -> bool:
    """Whether the hit begins the name of a street or of a mountain or water (缙云|山, 嘉陵|江)."""
    if _STREET.match(text, hit.end) or _RANGE.match(text, hit.end):
        return True
    if text[hit.end : hit.end + 1] not in _NATURE:
        return False
    token = tokens[bisect_right(starts, hit.end) - 1]
    return token.end == hit.end + 1 or _BASIN.match(text, hit.end + 1) is not None
