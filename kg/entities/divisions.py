"""A reading and the gazetteer's hits in it → the division, country or region that each stands for, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.entities import weights
from kg.entities.surroundings import Spot, Surroundings, atlas, list_groups, spots
from kg.mentions.gazetteer import Candidate, Gazetteer, Hit
from kg.model import Reading

_ENCLAVES = frozenset(["71", "81", "82"])
ONLY, KNOWN = "the only division of this name", "the best known of this name"

Place = tuple[int, int, int]
"""Index of the sentence, start and end in it."""

_REGION_AFTER = re.compile(r"^(?:地区|大开发|大开放|崛起|振兴|率先|各?省|[各五六]省|诸省|片区|腹地|欠发达)")
_REGION_BEFORE = re.compile(r"(?:我国|中国|全国|祖国|国家|辐射|服务|面向|立足|联动)$")
_ROUNDS = 3
"""Each round scores with what the one before has made sure; a fourth changes none of the tested cases."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a hit stands for. `score` is the winner's weight of evidence, `reason` its strongest parts."""

    code: str
    reason: str
    score: float


def resolve(reading: Reading, hits: Mapping[int, Sequence[Hit]], gazetteer: Gazetteer) -> dict[Place, Decision]:
    """The code of each hit, keyed by (sentence index, start, end); hits that name no place of ours are left out.

    `hits` holds, by index of the sentence, what `gazetteer.find` gave for its text. Method: candidates of a form are
    scored by evidence from the text (`kg.entities.weights`), in rounds, each with the sure places of the one before.
    """
    every = spots(reading, hits, gazetteer)
    found = [spot for number, spot in enumerate(every) if not number or not _abroad(every[number - 1], spot)]
    title = [
        hit.codes[0]
        for hit in gazetteer.find(reading.title)
        if hit.kind in {"province", "city", "district"} and len(hit.codes) == 1 and not hit.risky
    ]
    known = atlas(found, title, gazetteer)
    groups = list_groups(reading, found, known)
    decided: dict[int, Decision] = {}
    sure: dict[int, str] = {}
    settled = [_settled(spot) for spot in found]
    for turn in range(_ROUNDS):
        around = Surroundings(reading, found, known, title, groups, sure)
        decided = {}
        for number, spot in enumerate(found):
            choice = settled[number] or _decide(spot, number, around, first=turn == 0)
            if choice:
                decided[number] = choice
        before, sure = sure, {number: choice.code for number, choice in decided.items()}
        if turn and sure == before:
            break  # a further round would see what this one saw
    return {
        (found[number].sentence, found[number].start, found[number].end): choice for number, choice in decided.items()
    }


def _abroad(last: Spot, spot: Spot) -> bool:
    """Whether a city's short name stands directly after another country's: 朝鲜|南阳 is not 河南's."""
    country = last.hit.kind == "country" and last.sentence == spot.sentence and last.end == spot.start
    return country and last.hit.codes[0] != "CN" and spot.hit.kind == "city" and spot.hit.form == "short"


def _settled(spot: Spot) -> Decision | None:
    """What a spot stands for whatever the text around it says; None where that has a say."""
    if spot.hit.form == "abbreviation":
        return Decision(spot.hit.codes[0], "abbreviation in a compound", 1.0)
    if spot.broken or spot.hit.risky:
        return None
    divisions = [candidate for candidate in spot.candidates if candidate.kind not in {"region", "country"}]
    if len(divisions) != 1 or divisions[0].kind == "township":
        return None
    only = divisions[0]
    sure = only.kind != "district" or (only.form == "full" and only.code[:2] not in _ENCLAVES)
    return Decision(only.code, ONLY, 1.0) if sure else None


def _decide(spot: Spot, number: int, around: Surroundings, *, first: bool) -> Decision | None:
    """What a spot stands for that is not settled."""
    if spot.broken:
        return None
    regions = [candidate for candidate in spot.candidates if candidate.kind == "region"]
    countries = [candidate for candidate in spot.candidates if candidate.kind == "country"]
    if regions and len(regions) == len(spot.candidates):
        return _region(spot, number, regions[0], around)
    divisions = [candidate for candidate in spot.candidates if candidate.kind not in {"region", "country"}]
    if countries and not divisions:
        if countries[0].risky and spot.tag != "ns":
            return None
        return Decision(countries[0].code, "name of a country", 1.0)
    townships = [candidate for candidate in divisions if candidate.kind == "township"]
    if len(townships) == len(divisions):
        return _township(spot, number, townships, around)
    return _division(spot, number, divisions, around, first=first)


def _division(
    spot: Spot, number: int, candidates: Sequence[Candidate], around: Surroundings, *, first: bool
) -> Decision | None:
    single = len(candidates) == 1
    if first and not single and candidates[0].kind != "province":
        return None  # the first round only collects what is sure
    scored = []
    for candidate in candidates:
        parts = [part for part in _evidence(spot, number, candidate, around) if part[0] > 0 or not single]
        evidence = sum(weight for weight, _ in parts)
        strongest = sorted((part for part in parts if part[0] > 0), key=lambda part: (-part[0], part[1]))[:2]
        scored.append((evidence + _prior(candidate, candidates, around), evidence, candidate, strongest))
    scored.sort(key=lambda item: (-item[0], item[2].code))
    total, evidence, best, strongest = scored[0]
    if not single and total - scored[1][0] < weights.MARGIN:
        return None
    if evidence < 0:
        return None  # what stands before it holds none of the candidates
    if best.kind == "district" and best.code[:2] in _ENCLAVES and evidence < weights.CONNECTED:
        return None  # 南港区 is one of 台北 only where the text is about it
    if best.risky and not _supported(spot, number, best, around):
        return None
    lonely = single and evidence < weights.CONNECTED and not spot.cue_before and not first
    if lonely and around.places(number) >= weights.CROWD:
        return None
    return Decision(best.code, "; ".join(text for _, text in strongest) or (ONLY if single else KNOWN), round(total, 3))


def _evidence(spot: Spot, number: int, candidate: Candidate, around: Surroundings) -> Iterator[tuple[float, str]]:
    """Weights and reasons that the text gives for the candidate."""
    code, known = candidate.code, around.known
    before = around.before(number)
    if before is not None:
        if around.holds(before, code):
            yield weights.PARENT_BEFORE, f"{before.text} stands before it"
        elif around.is_higher(before, candidate):
            yield weights.OTHER_BEFORE, ""
    head = around.head(spot.section)
    if head == code:
        yield weights.HEAD_ITSELF, f"the section is about {known.name(code)}"
    elif head and around.same_city(head, code):
        yield weights.HEAD_CITY, f"the section is about {known.name(head)}"
    elif head and known.province(head) == known.province(code):
        yield weights.HEAD_PROVINCE, f"the section is about {known.name(head)}"
    if around.written_out(code, number) and not around.inside_other(spot, code):
        yield weights.WRITTEN_OUT, f"{known.name(code)} stands elsewhere in the document"
    if any(code == named or named in known.parents(code) for named in around.title):
        yield weights.SHORT_OF_TITLE, "the title names it"
    yield from _neighbours(number, candidate, around)
    city, province = around.share(code, number)
    if city:
        yield weights.DOCUMENT_CITY * city, f"the document speaks of {known.city_name(code)}"
    if province:
        yield weights.DOCUMENT_PROVINCE * province, f"the document speaks of {known.name(known.province(code))}"
    near = 0.0 if around.inside_other(spot, code) else around.nearness(code)
    if near:
        yield weights.NEAR * near, "near the document's other places"


def _neighbours(number: int, candidate: Candidate, around: Surroundings) -> Iterator[tuple[float, str]]:
    code, known = candidate.code, around.known
    listed = [other for other in around.listed(number) if other != code]
    if any(around.same_city(other, code) for other in listed):
        yield weights.LIST_CITY, f"in a list with others of {known.city_name(code)}"
    elif any(known.province(other) == known.province(code) for other in listed):
        yield weights.LIST_PROVINCE, f"in a list with others of {known.name(known.province(code))}"
    if listed and all(known.level(other) == candidate.kind for other in listed):
        yield weights.LIST_RANK, "in a list of its rank"
    beside = [other for other in around.beside(number) if other != code]
    if not beside:
        return
    if any(around.same_city(other, code) for other in beside):
        yield weights.SENTENCE_CITY, f"others of {known.city_name(code)} in the sentence"
    elif any(known.province(other) == known.province(code) for other in beside):
        yield weights.SENTENCE_PROVINCE, f"others of {known.name(known.province(code))} in the sentence"


def _prior(candidate: Candidate, candidates: Sequence[Candidate], around: Surroundings) -> float:
    """What speaks for the candidate before the text is asked."""
    weight = weights.PRIOR[candidate.kind]
    if candidate.kind == "district":
        parent = around.known.parents(candidate.code)[0]
        weight += weights.MUNICIPALITY * (parent in around.known.municipalities)
        weight += weights.CAPITAL * (parent in around.known.capitals)
    if candidate.kind != "province" and candidate.code[:2] in {"71", "81", "82"}:
        weight += weights.ENCLAVE
    if candidate.form == "former":
        weight += weights.FORMER
    elif candidate.form == "short" and any(other.form == "full" for other in candidates):
        weight += weights.OTHER_SHORT
    return weight


def _supported(spot: Spot, number: int, best: Candidate, around: Surroundings) -> bool:
    """Whether an everyday word is a name here."""
    code, known = best.code, around.known
    before = around.before(number)
    if before is not None and around.holds(before, code):
        return True
    if any(known.province(other) == known.province(code) for other in around.listed(number)):
        return True
    if not spot.verbal and best.kind == "district" and around.among_counties(number):
        return True
    if around.head(spot.section) == code:
        return not spot.verbal or spot.cue_after or spot.opens_heading
    _, province = around.share(code, number)
    fits = province >= weights.FIT or any(code == named or named in known.parents(code) for named in around.title)
    if spot.opens_heading and fits:
        return True
    if spot.verbal:
        return False
    cues = weights.CUE_AFTER * spot.cue_after + weights.CUE_BEFORE * spot.cue_before + weights.TOKEN * spot.own_token
    cues += weights.CUE_HEAD * around.same_city(around.head(spot.section), code)
    if around.written_out(code, number):
        return cues >= weights.TOKEN
    return cues >= weights.NEEDED and fits


def _township(spot: Spot, number: int, candidates: Sequence[Candidate], around: Surroundings) -> Decision | None:
    known = around.known
    before = around.before(number)
    head = around.head(spot.section)
    scored = []
    for candidate in candidates:
        county = known.parents(candidate.code)[0]
        parts: list[tuple[float, str]] = []
        if before is not None and around.holds(before, candidate.code):
            parts.append((weights.PARENT_BEFORE, f"{before.text} stands before it"))
        if head and (head == county or county in known.parents(head)):
            parts.append((weights.COUNTY_HEAD, f"the section is about {known.name(county)}"))
        if county in around.beside(number):
            parts.append((weights.COUNTY_SENTENCE, f"{known.name(county)} stands in the sentence"))
        if around.counts[county]:
            parts.append((weights.COUNTY_DOCUMENT, f"the document speaks of {known.name(county)}"))
        elif known.city(county) and around.counts[known.city(county)]:
            parts.append((weights.CITY_DOCUMENT, f"the document speaks of {known.city_name(county)}"))
        total = sum(weight for weight, _ in parts) + (weights.FORMER if candidate.form == "former" else 0.0)
        scored.append((total, candidate.code, max(parts, default=(0.0, ""))[1]))
    scored.sort(key=lambda item: (-item[0], item[1]))
    total, code, reason = scored[0]
    if len(scored) > 1 and total - scored[1][0] < weights.MARGIN:
        return None
    if total >= weights.COUNTY_NEEDED:
        return Decision(code, reason, round(total, 3))
    if (
        len(scored) == 1
        and not candidates[0].risky
        and (not around.counts or around.share(code, number)[1] >= weights.FIT)
    ):
        return Decision(code, "the only township of this name", round(total, 3))
    return None


def _region(spot: Spot, number: int, candidate: Candidate, around: Surroundings) -> Decision | None:
    if candidate.risky:
        text = around.text(spot)
        beside = _REGION_AFTER.match(text[spot.end :]) or _REGION_BEFORE.search(text[: spot.start])
        if not beside and not around.after_country(number) and not around.in_region_list(number):
            return None
    return Decision(candidate.code, "name of a region", 1.0)
