"""A text → the names of divisions, countries and regions in it, with the codes that each may stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import ahocorasick_rs

from kg import data
from kg.mentions.index import FORM_LETTERS, FORMS, KIND_LETTERS, KINDS, Form, Index, Kind, build, cache_folder

TABLES = ("divisions", "townships", "regions", "cities", "countries", "abbreviations", "blocks", "surnames")

_KINDS: dict[str, Kind] = dict(zip(KIND_LETTERS, KINDS, strict=True))
_FORMS: dict[str, Form] = dict(zip(FORM_LETTERS, FORMS, strict=True))
_CLASSES: dict[str, tuple[str, ...]] = {
    "province": ("Province",),
    "city": ("City",),
    "district": ("District",),
    "township": ("Township",),
    "country": ("Country",),
}
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})

_OTHER_WORD = {"区": "域块间位别划", "市": "场值面价", "州": "际", "县": "级", "省": "级际"}
"""After a name that ends in the first character, the second makes a word of the two: 永川|区域, 成都|市场."""
_INNER = frozenset(["中区", "北区", "南区"])
"""济南|市中区, 青岛|市北区: 市 belongs to the district, if the city has one of that name."""

_SEPARATED = re.compile(r"(?<![一-鿿])[一-鿿](?:、[一-鿿]){1,7}(?=[两二三四五六七八等省市地各\W]|$)")


@dataclass(frozen=True, slots=True)
class Division:
    """A country, province, city, county or township; degrees as in the table, `None` where it has none."""

    code: str
    name: str
    level: Kind
    parent: str
    short: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a form may stand for."""

    code: str
    kind: Kind
    form: Form
    risky: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text: `text[start:end]`. `kind` and `form` are those of the first, likeliest code.

    `risky` says that the form is an everyday word as well, for every code.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: Kind
    form: Form
    risky: bool = False


class Gazetteer:
    """The closed classes. Made once by `load` and handed to who needs it; nothing in it changes afterwards.

    Rows are taken apart when they are first asked for, and kept.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._automaton = ahocorasick_rs.AhoCorasick(
            index.patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )
        self._rows = {line[: line.index("\t")]: line for line in index.places}
        self._regions = {line[: line.index("\t")]: line for line in index.regions}
        self._entries: dict[int, tuple[Candidate, ...]] = {}
        self._divisions: dict[str, Division] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[str, int] = {}
        self._short = {line[0]: line.split("\t") for line in index.abbreviations}
        self._compound = re.compile(f"[{''.join(sorted(self._short))}]{{2,8}}") if self._short else None

    @classmethod
    def load(cls, extra: Sequence[Path] = (), *, cache: Path | Literal["user"] | None = "user") -> Gazetteer:
        """The built-in tables and those of `extra`, which add to them; format as in `seeds/gazetteers`.

        Compiled tables are kept in `cache`, the user's cache folder unless told otherwise; `None` keeps none.
        Raises `RuleError` with file, line and reason where a table is wrong.
        """
        folder = data.folder("seeds") / "gazetteers"
        paths = [*(folder / f"{name}.tsv" for name in TABLES), *(Path(path) for path in extra)]
        return cls(build(paths, cache_folder() if cache == "user" else cache))

    def find(self, text: str) -> list[Hit]:
        """Names in the text, leftmost and longest, without overlap, in order."""
        hits: list[Hit] = []
        done = 0
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            candidates = self._candidates(number)
            if candidates and start >= done:
                hits.extend(self._cut(text, start, end, candidates))
                done = hits[-1].end if hits else 0
        extra = list(self._abbreviations(text))
        return _joined(hits, extra) if extra else hits

    def vocabulary(self) -> Iterator[str]:
        """The forms that a tokenizer should know as words: all but those of townships and one-character names."""
        for pattern, entry in zip(self._index.patterns, self._index.entries, strict=True):
            if len(pattern) > 1 and entry and any(_KINDS[item[-3]] != "township" for item in entry.split(" ") if item):
                yield pattern

    def candidates(self, form: str) -> tuple[Candidate, ...]:
        """What exactly this form may stand for, likeliest first; empty where it is no name."""
        number = self._numbers.get(form)
        if number is None:  # the patterns are sorted: a table of all of them would take longer to make than it saves
            number = bisect_left(self._index.patterns, form)
            if self._index.patterns[number : number + 1] != [form]:
                return ()
            self._numbers[form] = number
        return self._candidates(number)

    def townships(self, name: str) -> tuple[str, ...]:
        """Codes of the townships of this name, its class included (龙驹镇)."""
        return tuple(candidate.code for candidate in self.candidates(name) if candidate.kind == "township")

    def division(self, code: str) -> Division:
        """The division or country of a code. Raises `KeyError` where there is none."""
        found = self._divisions.get(code)
        if found is None:
            _, name, level, parent, short, lon, lat = self._rows[code].split("\t")
            place = (float(lon), float(lat)) if lon and lat else (None, None)
            found = self._divisions[code] = Division(code, name, KINDS[KINDS.index(level)], parent, short, *place)
        return found

    def parents(self, code: str) -> tuple[str, ...]:
        """Codes of the divisions above, the nearest first, the country last; empty for countries and regions."""
        above = self._parents.get(code)
        if above is None:
            parent = self.division(code).parent if code in self._rows else ""
            above = self._parents[code] = (parent, *self.parents(parent)) if parent else ()
        return above

    def name(self, code: str) -> str:
        """The canonical name behind a code: of a division the official one, of a region its first."""
        return code if code in self._regions else self.division(code).name

    def kind(self, code: str) -> Kind:
        """What a code stands for."""
        return "region" if code in self._regions else self.division(code).level

    def classes(self, code: str) -> tuple[str, ...]:
        """Local names of the ontology's classes, best first (重庆市 is a Province, a City too)."""
        if code in self._regions:
            return tuple(self._regions[code].split("\t")[1].split("/"))
        return ("Province", "City") if code in _MUNICIPALITIES else _CLASSES[self.division(code).level]

    def key(self, code: str) -> str:
        """The local part of the entity's IRI; '' for a region, which is keyed by its name as other things are."""
        if code in self._regions:
            return ""
        return f"country-{code}" if self.division(code).level == "country" else f"CN-{code}"

    def members(self, region: str) -> tuple[str, ...]:
        """Codes of a region's members (regions in it by their names), by its canonical name; empty where not fixed."""
        members = self._regions[region].split("\t")[2]
        return tuple(members.split("/")) if members else ()

    def surnames(self) -> dict[str, tuple[int | None, bool]]:
        """Surname → its rank (1 is the most frequent, None beyond the hundredth) and whether it is an everyday word."""
        rows = (line.split("\t") for line in self._index.surnames)
        return {surname: (int(rank) if rank else None, bool(word)) for surname, rank, word in rows}

    def _candidates(self, number: int) -> tuple[Candidate, ...]:
        found = self._entries.get(number)
        if found is None:
            found = tuple(
                Candidate(item[:-3], _KINDS[item[-3]], _FORMS[item[-2]], item[-1] == "1")
                for item in self._index.entries[number].split(" ")
                if item
            )
            self._entries[number] = found
        return found

    def _cut(self, text: str, start: int, end: int, candidates: tuple[Candidate, ...]) -> list[Hit]:
        """The match as a hit, with its last character left to the word or the district that it begins."""
        after = text[end : end + 1]
        if after and after in _OTHER_WORD.get(text[end - 1], ""):
            return _hits(start, end - 1, self.candidates(text[start : end - 1]))
        if text[end - 1] == "市" and text[end : end + 2] in _INNER:
            inner = self.candidates(text[end - 1 : end + 2])
            if any(candidates[0].code in self.parents(candidate.code) for candidate in inner):
                return _hits(start, end - 1, candidates) + _hits(end - 1, end + 2, inner)
        return _hits(start, end, candidates)

    def _abbreviations(self, text: str) -> Iterator[list[Hit]]:
        """Each compound of one-character names (川渝, 渝黔, 川、渝), as hits of one character."""
        if self._compound is None:
            return
        for match in self._compound.finditer(text):
            hits = self._run(text, range(match.start(), match.end()))
            if len(hits) > 1:
                yield hits
        for match in _SEPARATED.finditer(text):
            places = range(match.start(), match.end(), 2)
            if all(self._short.get(text[place], ["", "", ""])[2] == "strong" for place in places):
                yield [self._one(text, place) for place in places]

    def _run(self, text: str, places: range) -> list[Hit]:
        """The longest beginning of the run that is a compound: distinct characters, a strong one beside a weak one."""
        taken: list[int] = []
        for place in places:
            _, _, _, not_before = self._short[text[place]]
            last = place + 1 == len(text) or text[place + 1] not in not_before
            if not last or text[place] in text[places.start : place]:
                break
            taken.append(place)
        strong = [self._short[text[place]][2] == "strong" for place in taken]
        while strong and not any(strong[-2:]):
            strong.pop()
        # 黑川 is no compound, 蒙晋冀 is: a weak one may open it only before two strong ones
        opened = strong[:1] == [True] or strong[:3] == [False, True, True]
        gap = any(not any(strong[max(0, place - 1) : place + 2]) for place in range(len(strong)))
        if len(strong) < 2 or not opened or gap:
            return []
        return [self._one(text, place) for place in taken[: len(strong)]]

    def _one(self, text: str, place: int) -> Hit:
        code = self._short[text[place]][1]
        return Hit(place, place + 1, (code,), self.division(code).level, "abbreviation")


def _hits(start: int, end: int, candidates: tuple[Candidate, ...]) -> list[Hit]:
    """The hit of the candidates; none where there are none."""
    if not candidates:
        return []
    first, codes = candidates[0], tuple(candidate.code for candidate in candidates)
    return [Hit(start, end, codes, first.kind, first.form, all(candidate.risky for candidate in candidates))]


def _joined(hits: list[Hit], compounds: list[list[Hit]]) -> list[Hit]:
    """Hits and compounds: a compound gives way to a name that it overlaps, unless it strictly holds it (川渝|黔)."""
    starts = [hit.start for hit in hits]
    dropped: set[int] = set()
    added: list[Hit] = []
    for compound in compounds:
        start, end = compound[0].start, compound[-1].end
        first = bisect_left(starts, start)
        if first and hits[first - 1].end > start:
            continue
        inside = range(first, bisect_left(starts, end))
        if all(hits[place].end <= end and hits[place].end - hits[place].start < end - start for place in inside):
            dropped.update(inside)
            added.extend(compound)
    kept = [hit for place, hit in enumerate(hits) if place not in dropped]
    return sorted({*kept, *added}, key=lambda hit: hit.start)
