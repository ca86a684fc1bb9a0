"""A TOML file of rules in, its tables out: the one place that reads one, and says what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.errors import RuleError

PARTS = ("head", "frame", "lists", "sets", "indicator", "abstract")
"""What a user's own rule pack may hold; docs/rules.md tells of each."""


def read(file: Path) -> dict[str, Any]:
    """The tables of a file. Raises `RuleError` where it cannot be read or is not TOML."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise RuleError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{file}: is not UTF-8: byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{file}: is not TOML: {error}") from error


def read_pack(file: Path) -> dict[str, Any]:
    """The tables of a user's rule pack. Raises `RuleError` where it holds none or others than a pack may."""
    data = read(file)
    wrong = sorted(set(data) - set(PARTS))
    if wrong or not data:
        found = f"unknown table '{wrong[0]}'" if wrong else "holds no rules"
        raise RuleError(f"{file}: {found}; a rule pack has {', '.join(PARTS)}")
    for part in ("head", "frame", "indicator"):
        rows = data.get(part, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RuleError(f"{file}: write each {part} as a table of its own: [[{part}]]")
    for part in ("lists", "sets"):
        words = data.get(part, {})
        if not isinstance(words, dict) or not all(isinstance(value, str) for value in words.values()):
            raise RuleError(f'{file}: [{part}] holds names with words between quotation marks: name = "one two"')
    return data


def places(file: Path, table: str, count: int) -> list[str]:
    """`file:line` of each of the `count` tables `[[table]]` of a file, for messages."""
    lines = file.read_text("utf-8").splitlines()
    starts = [number for number, line in enumerate(lines, 1) if line.replace(" ", "").startswith(f"[[{table}]]")]
    # written as an array within brackets, the entries have no lines of their own
    return [f"{file}:{number}" for number in starts] if len(starts) == count else [str(file)] * count


def known(entry: dict[str, Any], keys: Iterable[str], where: str) -> None:
    """Raises `RuleError` for a key of an entry that none of its kind has: a misspelt key would say nothing."""
    allowed = tuple(keys)
    wrong = sorted(set(entry) - set(allowed))
    if wrong:
        raise RuleError(f"{where}: unknown key '{wrong[0]}'; choose from {', '.join(allowed)}")


def words(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    """The words of a list in an entry, none where it is left out. Raises `RuleError` for anything else."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise RuleError(f"{where}: '{key}' must be a list of words that are not empty")
    return tuple(value)


def either(words: Iterable[str]) -> str:
    """An expression for one of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
