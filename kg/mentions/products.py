"""Units in, goods by a model or a brand of their own out: KD-40谐波减速器, “云稻7号”旱稻, 研发的“云踏”发泡中底."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs
from kg.mentions.units import Units
from kg.mentions.words import CONTENT, PROPER, VERB

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{0,5}[-—]?\d{1,5}[A-Z]{0,3}(?![A-Za-z0-9.%])(?:型|系列)?")
_QUOTED = re.compile(r"“(?P<name>[^“”，。；：、！？]{2,10})”")
_NUMBERED = re.compile(r"[一-鿿]{1,6}(?:\d{1,4}|[一二三四五六七八九十]{1,2})号")
_LONGEST = 8
"""Characters of the longest noun behind a model or brand."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A span that names goods, and the printed forms of its name."""

    start: int
    end: int
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Products:
    """`[product]` of `seeds/rules/slots.toml`, compiled."""

    nouns: tuple[str, ...]
    """What the noun of a product ends with."""
    made: re.Pattern[str]
    """Words before what is made, bred or sold, right before its name."""
    sown: re.Pattern[str]

    @classmethod
    def load(cls) -> Products:
        """Reads the table. Raises `RuleError` where it lacks a list."""
        file: Path = folder("seeds") / "rules" / "slots.toml"
        try:
            product = packs.read(file)["product"]
            made = packs.either(product["made"])
            return cls(
                tuple(product["nouns"]),
                re.compile(rf"(?:{made})(?:的|了|出|出的|新型|新一代|国产|首台|首款|新品种)*$"),
                re.compile(packs.either(product["sown"])),
            )
        except (KeyError, TypeError) as error:
            raise RuleError(f"{file}: lacks {error}") from error

    def find(self, units: Units) -> Iterator[Goods]:
        """Every product of a sentence that its model or its brand names."""
        text = units.text
        if "“" in text:
            for match in _QUOTED.finditer(text):
                yield from self._quoted(units, match)
        for match in _CODE.finditer(text):
            end = self._noun(units, match.end())
            noun = text[match.end() : end]
            if noun.endswith(self.nouns):
                code = match.group().removesuffix("型").removesuffix("系列")
                yield Goods(match.start(), end, (code,))

    def _quoted(self, units: Units, match: re.Match[str]) -> Iterator[Goods]:
        text, name = units.text, match["name"]
        end = self._noun(units, match.end())
        noun = text[match.end() : end]
        made = self.made.search(text, max(0, match.start() - 10), match.start())
        numbered = _NUMBERED.fullmatch(name)
        if noun.endswith(self.nouns) and (made or numbered):
            yield Goods(match.start(), end, (name,))
        elif numbered and not noun and (made or self.sown.match(text, match.end())):
            yield Goods(match.start("name"), match.end("name"), ())

    def _noun(self, units: Units, start: int) -> int:
        """Where the noun ends that begins at `start`: the longest stretch of nouns that ends like goods."""
        index = units.at_start(start)
        best = start
        while 0 <= index < len(units.letters) and units.ends[index] - start <= _LONGEST:
            letter = units.letters[index]
            if letter not in {CONTENT, PROPER, VERB}:
                break
            if units.word(index).endswith(self.nouns):
                best = units.ends[index]
            index += 1
        return best
