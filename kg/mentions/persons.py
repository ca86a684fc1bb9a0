"""Sentences in, persons named beside a post out: 区委书记张三表示."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs

_HAN = "(?![的了着过是在和与等说不也都就还又将被把从对向为以及其])[一-鿿㐀-䶿]"
_PARTICLES = frozenset("了的着过们吗呢吧")
"""Characters that no given name ends in."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, the span of the posts before it, and whether the posts are offices."""

    start: int
    end: int
    post_start: int
    posts: str
    office: bool


@dataclass(frozen=True, slots=True)
class Persons:
    """`seeds/rules/persons.toml` and the surnames, compiled to one expression."""

    pattern: re.Pattern[str]
    no_office: frozenset[str]
    words: frozenset[str]
    """Common words that a surname's character opens."""

    @classmethod
    def load(cls) -> Persons:
        """Reads both tables. Raises `RuleError` where they are malformed."""
        rules = folder("seeds") / "rules" / "persons.toml"
        surnames = folder("seeds") / "gazetteers" / "surnames.tsv"
        try:
            data = packs.read(rules)
            post, follow = packs.either(set(data["posts"])), packs.either(set(data["after"]))
            no_office = frozenset(data["offices_not"])
            words = frozenset(data["words"].split())
        except (KeyError, TypeError) as error:
            raise RuleError(f"{rules}: lacks {error}") from error
        family = [
            line.split("\t")[0]
            for line in surnames.read_text("utf-8").splitlines()
            if line and not line.startswith("#")
        ]
        single = "".join(sorted(name for name in family if len(name) == 1))
        double = "|".join(sorted(name for name in family if len(name) == 2))
        return cls(
            re.compile(
                f"(?P<posts>(?:{post})(?:[、兼](?:[^，。、；“”]{{0,8}}?)(?:{post}))*)"
                f"(?P<name>(?:{double}|[{single}]){_HAN}{{1,2}}?)(?={follow}|$)"
            ),
            no_office,
            words,
        )

    def find(self, text: str) -> Iterator[Person]:
        """Every person that a post introduces."""
        for match in self.pattern.finditer(text):
            posts = match["posts"]
            if match["name"][-1] in _PARTICLES or match["name"] in self.words:
                continue  # 区长都来了, 理事长单位: 都 and 单 are surnames too
            yield Person(
                match.start("name"), match.end("name"), match.start("posts"), posts, posts not in self.no_office
            )
