"""A quantity and its sentence in, what the number says of something out: the indicator rules of `seeds/rules`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from kg.errors import RuleError
from kg.mentions import packs
from kg.mentions.quantities import Quantity
from kg.vocabulary import INDICATORS, UNITS

_CLAUSE_END = re.compile(r"[，；：。！？]")
_SENTENCE_END = re.compile(r"[；。！？]")
_REACH = 12
"""How far after a number its word may stand: `发放3亿元贷款`."""
_BACK = 2
"""Clauses before the number's own in which its word may stand: `签约80个项目，金额达30亿元`."""
_SECOND = re.compile(
    r"(?:增幅|增速|涨幅|降幅|减幅)[^，。；]*(?:收窄|回落|放缓|提高|提升|扩大|高于|高出|快于|低于|加快)[^，。；]{0,8}$"
)
"""Change of a change: 降幅比去年收窄3个百分点 is no growth of anything."""
_REACHED = re.compile(r"(?:并|已|预计|现|可|将)?(?:达到?|增至|升至|突破|超过?|增加到|扩大到)[到了约近]?")
"""A clause that only says what the one before came to: 产能翻番，达到400万台."""
_TOTALS = frozenset(["总投资", "总投资额", "投资总额", "计划总投资"])
_SIGNED = re.compile(r"(?:签约|签下|签订|签署)[^，。；]{0,10}[0-9]+余?[个项份][^，。；]{0,8}，[^，。；]{0,4}$")
_DAYS = re.compile(r"天数[^，。；]{0,6}$")
# How sure a choice is by where its word stands: estimates; docs/quality.md measures what the confidences come to.
_NEAR, _AFTER, _EARLIER, _DEFAULT = 0.9, 0.85, 0.75, 0.8


@dataclass(frozen=True, slots=True)
class Choice:
    """What a quantity says: value and unit as they go into the observation."""

    indicator: str
    value: float
    unit: str
    confidence: float
    rule: str
    trigger: str
    """The word that decided, or ''."""


@dataclass(frozen=True, slots=True)
class _Rule:
    indicator: str
    units: frozenset[str]
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    sign: int
    level: tuple[str, ...]
    adjacent: tuple[str, ...]
    default: frozenset[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Indicators:
    """Chooses indicators; compiled once from `seeds/rules/indicators.toml` and a user's further packs."""

    def __init__(self, rules: Sequence[_Rule], abstract: Sequence[str]) -> None:
        self.rules = tuple(rules)
        self._by_unit = {unit: [rule for rule in rules if unit in rule.units] for unit in UNITS}
        self._contract = next((rule for rule in rules if rule.indicator == "contractAmount"), None)
        self._defaults = {unit: rule for rule in reversed(rules) for unit in rule.default}
        self._abstract = re.compile(rf"(?:{'|'.join(map(re.escape, abstract))})$") if abstract else None

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """Rules of all the files, in order. Raises `RuleError` that names file, rule and reason."""
        rules: list[_Rule] = []
        abstract: list[str] = []
        for path in paths:
            data = packs.read_pack(path)
            rows = data.get("indicator", [])
            rules += [_rule(*one) for one in zip(packs.places(path, "indicator", len(rows)), rows, strict=True)]
            abstract += data.get("abstract", {}).get("nouns", [])
        return cls(rules, abstract)

    def choose(self, text: str, quantity: Quantity) -> Choice | None:
        """What `quantity` of the sentence `text` says, None where it says nothing that the vocabulary holds."""
        if quantity.unit in ("one", "person") and self._abstract and self._abstract.search(quantity.counted):
            return None
        if quantity.unit == "s" and quantity.measure == "天" and _DAYS.search(text[: quantity.start]):
            return Choice("count", quantity.value / 86400, "one", _NEAR, "count:days", "天数")
        rules = self._by_unit[quantity.unit]
        if quantity.unit == "percentagePoint" and _SECOND.search(text[: quantity.start]):
            return None
        start = _clause_start(text, quantity.start)
        found = _last(rules, text, start, quantity.start)
        confidence = _NEAR
        if found is None:
            joined = (
                (rule, word) for rule in rules for word in rule.adjacent if text.endswith(word, 0, quantity.start)
            )
            found = next(joined, None)
        if found is None:
            stop = _CLAUSE_END.search(text, quantity.end)
            found = _first(rules, text, quantity.end, min(stop.start() if stop else len(text), quantity.end + _REACH))
            confidence = _AFTER
        apart = quantity.unit in ("one", "TEU", "person", "m2", "m")
        if found is None and (not apart or _REACHED.fullmatch(text, start, quantity.start)):
            confidence = _EARLIER
            for _ in range(_BACK):
                if start == 0 or _SENTENCE_END.match(text, start - 1):
                    break
                end, start = start - 1, _clause_start(text, start - 1)
                found = _last(_standing(rules, quantity), text, start, end)
                if found is not None:
                    break
        if found is not None and self._contract and found[1] in _TOTALS and _SIGNED.search(text[:start]):
            found = self._contract, found[1]  # 签约项目26个，总投资117亿元
        if found is None:
            rule = self._defaults.get(quantity.unit)
            if rule is None or quantity.measure == "倍":
                return None
            return Choice(rule.indicator, quantity.value, quantity.unit, _DEFAULT, f"{rule.indicator}:default", "")
        rule, trigger = found
        if quantity.measure == "倍" and rule.indicator != "growthRate":
            return None
        name = f"{rule.indicator}:{trigger}"
        return Choice(rule.indicator, rule.sign * quantity.value, quantity.unit, confidence, name, trigger)


def bounds(quantity: Quantity) -> tuple[Quantity, ...]:
    """A range as its two ends, at least the one and at most the other; any other quantity as it is."""
    if quantity.upper is None:
        return (quantity,)
    return (
        replace(quantity, upper=None, qualifier="atLeast"),
        replace(quantity, value=quantity.upper, upper=None, qualifier="atMost"),
    )


def _standing(rules: Sequence[_Rule], quantity: Quantity) -> Sequence[_Rule]:
    """The rules whose words hold on over a comma: growth is said of each number again (增长37%，四成是外地客)."""
    return [rule for rule in rules if rule.indicator != "growthRate"] if quantity.unit == "percent" else rules


def _clause_start(text: str, end: int) -> int:
    return max([text.rfind(mark, 0, end) for mark in "，；：。！？"]) + 1


def _last(rules: Sequence[_Rule], text: str, start: int, end: int) -> tuple[_Rule, str] | None:
    """The trigger nearest before `end`; of two that end together the longer."""
    best: tuple[int, int, _Rule, str] | None = None
    for rule in rules:
        for match in rule.pattern.finditer(text, start, end):
            if rule.level and text.startswith(rule.level, match.start()):
                continue
            if best is None or (match.end(), len(match[0])) > best[:2]:
                best = (match.end(), len(match[0]), rule, match[0])
    return best[2:] if best else None


def _first(rules: Sequence[_Rule], text: str, start: int, end: int) -> tuple[_Rule, str] | None:
    best: tuple[int, int, _Rule, str] | None = None
    for rule in rules:
        match = rule.pattern.search(text, start, end)
        if match and (best is None or (match.start(), -len(match[0])) < best[:2]):
            best = (match.start(), -len(match[0]), rule, match[0])
    return best[2:] if best else None


def _rule(place: str, row: dict[str, Any]) -> _Rule:
    where = f"{place}: indicator rule"
    indicator = row.get("indicator")
    if indicator not in INDICATORS:
        raise RuleError(f"{where}: indicator {indicator!r}; choose one of {', '.join(INDICATORS)}")
    units = frozenset(row.get("units", ()))
    wrong = sorted((units | set(row.get("default", ()))) - set(UNITS))
    if wrong or not units:
        raise RuleError(f"{where}: units {wrong or 'missing'}; choose from {', '.join(UNITS)}")
    words = row.get("words", ())
    if not words or not all(isinstance(word, str) and word for word in words):
        raise RuleError(f"{where}: 'words' must be a list of words that are not empty")
    return _Rule(
        indicator=indicator,
        units=units,
        words=tuple(words),
        pattern=re.compile(packs.either(words)),
        sign=int(row.get("sign", 1)),
        level=tuple(row.get("level", ())),
        adjacent=tuple(row.get("adjacent", ())),
        default=frozenset(row.get("default", ())),
        examples=tuple(row.get("examples", ())),
        counter=tuple(row.get("counter", ())),
    )
