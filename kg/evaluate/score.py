"""The figures of a comparison: tallies that add up, and the differences behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from kg.vocabulary import LEAF_CLASSES

CORE = frozenset(LEAF_CLASSES) - {"Country", "Township", "Village", "NaturalFeature", "Industry", "Product", "Person"}
"""Classes of the headline figure. The others come from tables, or are open to taste at their edges."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right (true positives), too much (false positives) and missed (false negatives)."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 0 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float]:
        """As plain data for JSON, shares with four digits."""
        shares = {"P": self.precision, "R": self.recall, "F1": self.f1}
        counts = {"tp": self.right, "fp": self.extra, "fn": self.missed}
        return {**{name: round(share, 4) for name, share in shares.items()}, **counts}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that only one of gold and graph has."""

    document: str
    kind: str
    """`entity`, `type` (found, with another class), `duplicate` (found before), `relation` or `observation`."""
    label: str
    """Its class, relation or indicator."""
    text: str
    """What it is, by names."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a graph stands against gold. The scores of several documents add up to that of all."""

    by_type: Mapping[str, Tally] = field(default_factory=dict)
    by_relation: Mapping[str, Tally] = field(default_factory=dict)
    by_indicator: Mapping[str, Tally] = field(default_factory=dict)
    facts: int = 0
    sound: int = 0
    """Facts all of whose quotations stand at their offsets."""
    missed: tuple[Difference, ...] = ()
    extra: tuple[Difference, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            by_type=_merged(self.by_type, other.by_type),
            by_relation=_merged(self.by_relation, other.by_relation),
            by_indicator=_merged(self.by_indicator, other.by_indicator),
            facts=self.facts + other.facts,
            sound=self.sound + other.sound,
            missed=self.missed + other.missed,
            extra=self.extra + other.extra,
        )

    @property
    def entities_core(self) -> Tally:
        """Entities of the `CORE` classes."""
        return _total(tally for name, tally in self.by_type.items() if name in CORE)

    @property
    def entities_all(self) -> Tally:
        """Entities of every class."""
        return _total(self.by_type.values())

    @property
    def relations(self) -> Tally:
        """Facts."""
        return _total(self.by_relation.values())

    @property
    def observations(self) -> Tally:
        """Numbers."""
        return _total(self.by_indicator.values())

    @property
    def evidence_sound(self) -> float:
        """Share of facts whose quotations all stand; 0 where there are no facts."""
        return self.sound / self.facts if self.facts else 0.0

    def headline(self) -> dict[str, object]:
        """The figures over all classes, relations and indicators, as plain data for JSON."""
        return {
            "entities_core": self.entities_core.as_dict(),
            "entities_all": self.entities_all.as_dict(),
            "relations": self.relations.as_dict(),
            "observations": self.observations.as_dict(),
            "evidence_sound": round(self.evidence_sound, 4),
        }

    def as_dict(self, *, missed: int | None = None, extra: int | None = None) -> dict[str, object]:
        """All of it as plain data for JSON; `missed` and `extra` are how many differences of each kind to keep."""
        return {
            **self.headline(),
            "by_type": {name: tally.as_dict() for name, tally in sorted(self.by_type.items())},
            "by_relation": {name: tally.as_dict() for name, tally in sorted(self.by_relation.items())},
            "by_indicator": {name: tally.as_dict() for name, tally in sorted(self.by_indicator.items())},
            "missed": [asdict(one) for one in first(self.missed, missed)],
            "extra": [asdict(one) for one in first(self.extra, extra)],
        }


def first(differences: Iterable[Difference], count: int | None) -> list[Difference]:
    """The first `count` of each kind, in their order; None keeps all."""
    seen: Counter[str] = Counter()
    kept = []
    for one in differences:
        seen[one.kind] += 1
        if count is None or seen[one.kind] <= count:
            kept.append(one)
    return kept


def _total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _merged(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    return {name: one.get(name, Tally()) + other.get(name, Tally()) for name in sorted({*one, *other})}
