"""The word lists of `seeds/rules/clauses.toml`, by name, as parts of patterns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs


def words(name: str) -> tuple[str, ...]:
    """The words of a list, in its order. Raises `RuleError` where there is none of this name."""
    return _lists()[name]


def either(*names: str) -> str:
    """One of the words of the lists, longest first, as a part of a pattern."""
    return f"(?:{packs.either({word for name in names for word in words(name)})})"


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    file = folder("seeds") / "rules" / "clauses.toml"
    data = packs.read(file)
    for name, value in data.items():
        if not isinstance(value, str) or not value.split():
            raise RuleError(f"{file}: '{name}' holds words between quotation marks: {name} = \"one two\"")
    return MappingProxyType({name: tuple(value.split()) for name, value in data.items()})
