"""Head words of names, compiled from `seeds/rules/heads.toml`: text in, places where a name may end out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import ahocorasick_rs

from kg.data import folder
from kg.errors import RuleError
from kg.mentions import packs
from kg.vocabulary import LEAF_CLASSES

NEEDS = ("any", "topic", "proper", "quoted")
"""What must stand before a head, weakest first."""
_KEYS = ("id", "words", "classes", "needs", "tight", "legal", "not_before", "not_after")


@dataclass(frozen=True, slots=True)
class Head:
    """A group of head words with the classes of what they end."""

    id: str
    classes: tuple[str, ...]
    needs: str
    tight: bool = False
    """The name is short and made of unknown characters directly before the head (云岭港, 竹溪镇)."""
    legal: bool = False
    """A registered name, kept whole with its place."""
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads; `find` walks a text once."""

    by_word: dict[str, Head]
    automaton: ahocorasick_rs.AhoCorasick
    longest: int
    """Characters of the longest head word."""
    last: frozenset[str]
    """Characters that end head words."""

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Self:
        """Reads the built-in table and a user's own packs, whose words win. Raises `RuleError`: file, entry, reason."""
        built_in = folder("seeds") / "rules" / "heads.toml"
        by_word: dict[str, Head] = {}
        for file in (built_in, *extra):
            entries = packs.read_pack(file).get("head", ())
            for place, entry in zip(packs.places(file, "head", len(entries)), entries, strict=True):
                head, words = _head(entry, place)
                by_word.update(dict.fromkeys(words, head))
        last = frozenset(word[-1] for word in by_word)
        return cls(by_word, ahocorasick_rs.AhoCorasick(list(by_word)), max(map(len, by_word)), last)

    def find(self, text: str) -> Iterator[tuple[int, int, Head]]:
        """(start, end, head) of every head word in `text` that its context allows, overlapping ends included."""
        # of words that start at one place the longest; it may end beyond a shorter one that starts a character later
        ends = {start: end for _, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True)}
        for start in sorted(ends):
            end = ends[start]
            head = self.by_word[text[start:end]]
            if head.not_before and text.startswith(head.not_before, end):
                continue
            if head.not_after and text.endswith(head.not_after, 0, start):
                continue
            yield start, end, head

    def ending(self, name: str) -> tuple[str, Head] | None:
        """The longest head word that ends `name`, or None."""
        if name[-1:] not in self.last:
            return None
        for start in range(max(0, len(name) - self.longest), len(name)):
            head = self.by_word.get(name[start:])
            if head is not None:
                return name[start:], head
        return None

    def opening(self, text: str, start: int) -> tuple[str, Head] | None:
        """The longest head word that begins at `start`, or None."""
        for end in range(min(len(text), start + self.longest), start, -1):
            head = self.by_word.get(text[start:end])
            if head is not None:
                return text[start:end], head
        return None


def _head(entry: dict[str, Any], place: str) -> tuple[Head, tuple[str, ...]]:
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        raise RuleError(f"{place}: head: has no 'id'")
    where = f"{place}: head '{name}'"
    packs.known(entry, _KEYS, where)
    words, classes = packs.words(entry, "words", where), packs.words(entry, "classes", where)
    if not (words and classes):
        raise RuleError(f"{where}: needs lists 'words' and 'classes'")
    wrong = [kind for kind in classes if kind not in LEAF_CLASSES]
    if wrong:
        raise RuleError(f"{where}: unknown class '{wrong[0]}'; choose from {', '.join(LEAF_CLASSES)}")
    needs = entry.get("needs", "topic")
    if needs not in NEEDS:
        raise RuleError(f"{where}: needs must be one of {', '.join(NEEDS)}, not {needs!r}")
    head = Head(
        id=name,
        classes=classes,
        needs=needs,
        tight=bool(entry.get("tight", False)),
        legal=bool(entry.get("legal", False)),
        not_before=packs.words(entry, "not_before", where),
        not_after=packs.words(entry, "not_after", where),
    )
    return head, words
