"""Head words of names, compiled from `seeds/rules/heads.toml`: text in, places where a name may end out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.data import folder
from kg.errors import RuleError

NEEDS = ("any", "topic", "proper", "quoted")
"""What must stand before a head, weakest first."""


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
    pattern: re.Pattern[str]
    suffix: re.Pattern[str]

    @classmethod
    def load(cls, paths: tuple[Path, ...] = ()) -> Heads:
        """Reads the built-in table and a user's own. Raises `RuleError` with file, entry and reason."""
        by_word: dict[str, Head] = {}
        for file in (folder("seeds") / "rules" / "heads.toml", *paths):
            try:
                data = tomllib.loads(file.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise RuleError(f"{file}: not TOML: {error}") from error
            for entry in data.get("head", ()):
                head, words = _head(entry, file)
                for word in words:
                    by_word[word] = head
        ordered = sorted(by_word, key=lambda word: (-len(word), word))
        alternatives = "|".join(map(re.escape, ordered))
        return cls(by_word, re.compile(alternatives), re.compile(f"(?:{alternatives})$"))

    def find(self, text: str) -> Iterator[tuple[int, int, Head]]:
        """(start, end, head) of every head word in `text` that its context allows, overlapping ends included."""
        position = 0
        while match := self.pattern.search(text, position):
            start, end = match.span()
            # the longest word that starts here may end beyond a shorter one that starts a character later
            position = start + 1
            head = self.by_word[match.group()]
            if head.not_before and text.startswith(head.not_before, end):
                continue
            if head.not_after and text.endswith(head.not_after, 0, start):
                continue
            yield start, end, head

    def ending(self, name: str) -> tuple[str, Head] | None:
        """The longest head word that ends `name`, or None."""
        match = self.suffix.search(name)
        return (match.group(), self.by_word[match.group()]) if match else None


def _head(entry: dict[str, object], file: Path) -> tuple[Head, list[str]]:
    name = entry.get("id")
    if not isinstance(name, str):
        raise RuleError(f"{file}: a [[head]] has no id")
    words, classes = entry.get("words"), entry.get("classes")
    if not (isinstance(words, list) and words and isinstance(classes, list) and classes):
        raise RuleError(f"{file}: head '{name}' needs lists 'words' and 'classes'")
    needs = entry.get("needs", "topic")
    if needs not in NEEDS:
        raise RuleError(f"{file}: head '{name}': needs must be one of {', '.join(NEEDS)}, not {needs!r}")
    texts = {
        key: tuple(map(str, value))
        for key in ("not_before", "not_after")
        if isinstance(value := entry.get(key, []), list)
    }
    return (
        Head(
            id=name,
            classes=tuple(map(str, classes)),
            needs=str(needs),
            tight=bool(entry.get("tight", False)),
            legal=bool(entry.get("legal", False)),
            not_before=texts.get("not_before", ()),
            not_after=texts.get("not_after", ()),
        ),
        [str(word) for word in words],
    )
