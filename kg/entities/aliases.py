"""Two names in, the reason why they name one thing out, or none: the only place that decides it."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

from kg.data import folder
from kg.entities.keys import fold
from kg.errors import RuleError
from kg.mentions import packs

_BRANCHES = ("分", "分行", "支行", "分公司", *"一二三四五六七八九十")
"""What the core of a branch or numbered part ends with."""
_COMPANY_MIN = 2
"""Shortest core of a company's name that may stand for it (the shortest real ones have two characters)."""
_CLUSTER = re.compile(r"(?:产业集群|产业链|产业|集群|行业)$")
_CONTRACTED = (3, 4)
"""Characters of a contracted name; those of two characters (云大) are too often another word."""
_KEPT = 1 << 14
"""Short forms that are remembered at most."""
_TAIL_MIN = 4
"""Shortest name that may be the tail of a longer one: three characters are too often a class name."""


@dataclass(frozen=True, slots=True)
class AliasRules:
    """`seeds/rules/abbreviations.toml`, compiled."""

    pairs: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    long: re.Pattern[str]
    """Whatever of the pairs has a short form."""
    trades: frozenset[str]
    """Words that end trade names (科技, 药业)."""
    shorts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Names met before → their short form: a document says most of its names many times."""

    @classmethod
    def load(cls) -> AliasRules:
        """Reads the table. Raises `RuleError` where it is malformed."""
        file = folder("seeds") / "rules" / "abbreviations.toml"
        try:
            data = packs.read(file)
            pairs = tuple((fold(a), fold(b)) for a, b in data["pairs"])
            endings = tuple(sorted(data["company_endings"], key=lambda word: (-len(word), word)))
            slots = packs.read(file.parent / "slots.toml")
            trades = frozenset(slots["brand"]["suffixes"])
        except (KeyError, TypeError, ValueError) as error:
            raise RuleError(f"{file}: lacks {error}") from error
        long = re.compile("|".join(re.escape(word) for word, _ in pairs) or "(?!)")
        return cls(pairs, endings, long, trades)

    def short(self, name: str) -> str:
        """A folded name with every long head in its short form: equal for 云岭综保区 and 云岭综合保税区."""
        short = self.shorts.get(name)
        if short is None:
            short = fold(name)
            if self.long.search(short):
                for long, brief in self.pairs:
                    short = short.replace(long, brief)
            if len(self.shorts) >= _KEPT:
                self.shorts.clear()
            self.shorts[name] = short
        return short

    def industry(self, name: str) -> str:
        """An industry's name without 产业, 集群, 行业: equal for 生物医药 and 生物医药产业集群."""
        core = fold(name)
        while (shorter := _CLUSTER.sub("", core)) != core and len(shorter) >= _COMPANY_MIN:
            core = shorter
        return core

    def core(self, name: str, places: tuple[str, ...]) -> str:
        """A company's name without its place, brackets and legal ending."""
        core = fold(name)
        for ending in self.endings:
            if core.endswith(ending) and len(core) > len(ending):
                core = core[: -len(ending)]
                break
        for place in places:
            if core.startswith(place) and len(core) - len(place) >= _COMPANY_MIN:
                return core[len(place) :]
        return core

    def short_forms(self, name: str, places: tuple[str, ...]) -> tuple[str, ...]:
        """What a text may call a firm after its full name: its core, with and without its trade (康禾药业, 康禾)."""
        core = self.core(name, places)
        forms = [core]
        trade = next((core[start:] for start in range(_COMPANY_MIN, len(core)) if core[start:] in self.trades), "")
        if trade:
            forms.append(core[: -len(trade)])
        return tuple(form for form in forms if _COMPANY_MIN <= len(form) < len(fold(name)))

    def same_company(self, whole: str, part: str, places: tuple[str, ...] = ()) -> bool:
        """Whether the core `part` (某海, 某海精密) is a short form of the core `whole` (某海精密制造)."""
        if not whole.startswith(part) or len(part) < _COMPANY_MIN:
            return False
        if whole != part and whole.endswith(places):
            return False  # 某某精密云岭公司 is a branch too
        return not whole[len(part) :].endswith(_BRANCHES)  # 某某银行 is the mother of 某某银行云岭分行

    def tail_of(self, whole: str, part: str, places: Container[str]) -> bool:
        """Whether `part` is `whole` without a place or a longer name before it: 中心医院 of 云岭中心医院.

        Both are short forms (`short`); `places` are the folded names that may stand before.
        """
        if len(part) < _TAIL_MIN or len(part) >= len(whole) or not whole.endswith(part):
            return False
        front = whole[: -len(part)]
        return front in places or (front.endswith("附属") and front.removesuffix("附属") in places)

    def school(self, whole: str, part: str) -> bool:
        """Whether `part`, used as a university's name in its sentence, picks characters of `whole` in order: 云大."""
        rest = iter(whole)
        return whole.endswith(("大学", "学院")) and part[:1] == whole[:1] and all(letter in rest for letter in part)

    def contracts(self, whole: str, part: str) -> bool:
        """Whether `part` picks characters of `whole` in order, from its beginning to its head: 云科院 of 云岭科学院."""
        if not _CONTRACTED[0] <= len(part) <= _CONTRACTED[1] or 2 * len(part) > len(whole) + 1:
            return False
        rest = iter(whole)
        heads = (whole[-1], whole[-2]) if whole.endswith("大学") else (whole[-1],)
        return part[0] == whole[0] and part[-1] in heads and all(character in rest for character in part)
