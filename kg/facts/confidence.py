"""What a statement looks like in, how likely it is right out: weights that were fitted to annotated articles.

The weights are log odds that add up, in `seeds/rules/confidence.toml`; `tests/bench/calibrate.py` makes them, and
docs/quality.md tells how far they can be relied on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any

from kg.data import folder
from kg.entities.link import Span
from kg.errors import RuleError
from kg.facts.indicators import Choice
from kg.mentions import packs
from kg.model import Sentence

Feature = tuple[str, str]
"""A table of the file and an entry of it: `("relation", "builds")`. What has no entry weighs nothing."""

_LEAST, _MOST = 0.05, 0.98
"""No fact is told as certain, or as certainly wrong."""
_UNSAID = 0.8
"""Confidence of a frame that says none: the one that leaves the weights as they are."""
_NEAR, _FAR = 12, 40
"""Characters between two names: up to a clause, over a clause or two."""
_SHORT, _LONG = 4, 8
"""A shorter name is often a word, a longer one says itself what it is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds: of any statement, and what each feature adds."""

    base: float
    tables: Mapping[str, Mapping[str, float]]

    def odds(self, features: Iterable[Feature]) -> float:
        """Log odds of a statement that is right."""
        total = 0.0
        for table, entry in features:
            if table in self.tables:
                total += self.tables[table].get(entry, 0.0)
        return self.base + total


@dataclass(frozen=True, slots=True)
class Confidences:
    """The weights of facts and of observations."""

    facts: Weights
    observations: Weights

    @classmethod
    def load(cls) -> Confidences:
        """Those that ship. Raises `RuleError` for a file that is wrong."""
        file = folder("seeds") / "rules" / "confidence.toml"
        data = packs.read(file)
        return cls(*(_weights(file, data, part) for part in ("facts", "observations")))

    def fact(self, features: tuple[Feature, ...], stated: float) -> float:
        """Confidence of a fact; `stated`, what its frame says, counts where the rule was never measured."""
        odds = self.facts.odds(features)
        rule = dict(features).get("rule", "")
        if rule not in self.facts.tables.get("rule", {}):
            odds += _logit(stated) - _logit(_UNSAID)
        return _share(odds)

    def observation(self, features: tuple[Feature, ...]) -> float:
        """Confidence of an observation."""
        return _share(self.observations.odds(features))


def of_fact(sentence: Sentence, subject: Span, predicate: str, obj: Span, rule: str) -> tuple[Feature, ...]:
    """Features of a statement: who is related how, by which rule, and how far apart they stand."""
    length = len(subject.mention.name)
    return (
        ("relation", predicate),
        ("rule", rule),
        ("subject", subject.classes[0]),
        ("object", obj.classes[0]),
        ("apart", _apart(sentence, subject, obj)),
        ("name", "short" if length < _SHORT else "long" if length >= _LONG else "middling"),
    )


def of_observation(choice: Choice, owner: str, sure: float) -> tuple[Feature, ...]:
    """Features of a number: what it says, the class of its owner, and whether that stands beside it."""
    return (("indicator", choice.indicator), ("owner", owner), ("stands", "beside" if sure >= 1.0 else "elsewhere"))


def _apart(sentence: Sentence, one: Span, two: Span) -> str:
    if one.mention.sentence != sentence.index or two.mention.sentence != sentence.index:
        return "outside"
    distance = max(one.start, two.start) - min(one.end, two.end)
    if distance < 0:
        return "within"
    return "near" if distance < _NEAR else "clauses" if distance < _FAR else "far"


def _logit(share: float) -> float:
    share = min(max(share, _LEAST), _MOST)
    return log(share / (1 - share))


def _share(odds: float) -> float:
    """Two digits: more would promise what no annotation can hold."""
    return round(min(max(1 / (1 + exp(-odds)), _LEAST), _MOST), 2)


def _weights(file: Path, data: Mapping[str, Any], part: str) -> Weights:
    tables = dict(data.get(part, {}))
    base = tables.pop("base", None)
    numbers = [base, *(weight for table in tables.values() if isinstance(table, dict) for weight in table.values())]
    if not all(isinstance(table, dict) for table in tables.values()) or not all(
        isinstance(number, int | float) for number in numbers
    ):
        raise RuleError(f"{file}: [{part}] needs a base and tables of numbers; make it again with calibrate.py")
    return Weights(float(base), tables)
