"""Text in, offices and hospitals named by the rank of their division out: 区中医院, 市交通运输局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs
from kg.mentions.heads import Heads

_NOT_CENTRAL = r"(?<![一-鿿]公司)(?<![一-鿿]集团)(?<![一-鿿]医院)"
_BUREAU = r"[一-鿿]{2,8}?(?:局|委|厅|办)(?=局长|主任|厅长|副|党|负责人|相关|有关|工作人员|会同|联合|[，。、）])"


@dataclass(frozen=True, slots=True)
class Ranked:
    """`ranked` of `seeds/rules/abbreviations.toml`, compiled."""

    names: tuple[str, ...]
    pattern: re.Pattern[str]
    academies: frozenset[str]
    central: re.Pattern[str]
    """Offices and academies of the state."""

    @classmethod
    def load(cls) -> Ranked:
        """Reads the table. Raises `RuleError` where it is malformed."""
        file = folder("seeds") / "rules" / "abbreviations.toml"
        try:
            data = packs.read(file)
            names, central, academies = data["ranked"], data["central"], data["academies"]
        except KeyError as error:
            raise RuleError(f"{file}: lacks {error}") from error
        ordered = sorted(map(str, names), key=lambda name: (-len(name), name))
        known = packs.either(ordered)
        return cls(
            tuple(ordered),
            re.compile(rf"(?<![一-鿿]{{2}}[省市县区州])(?P<rank>[区县市州旗镇乡省])(?P<name>(?:{known})|{_BUREAU})"),
            frozenset(map(str, academies)),
            re.compile(f"{_NOT_CENTRAL}(?:{packs.either([*central, *academies])})(?![门长队位分类件])"),
        )

    def find(self, text: str, heads: Heads) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
        """(start, end, name, classes) of every office named by rank."""
        for match in self.pattern.finditer(text):
            name = match.group()
            ending = heads.ending(name)
            classes = ending[1].classes if ending and ending[1].id in {"hospital", "government"} else ("Government",)
            yield match.start(), match.end(), name, classes

    def bodies(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """(start, end, classes) of every office and academy of the state."""
        for match in self.central.finditer(text):
            kind = "ResearchInstitute" if match.group() in self.academies else "Government"
            yield match.start(), match.end(), (kind,)
