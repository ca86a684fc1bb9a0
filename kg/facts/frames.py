"""Frames as data in, compiled frames out: what a clause must look like to state a fact.

A frame's pattern is a regular expression over the skeleton with three shorthands:

    {slot:set}    a group of names whose first class is in the set; the slot becomes a role of the frame
    <list>        one of the words of a list in the same pack
    ~n            up to n characters that are neither names nor clause marks; ~,n may cross a comma
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.data import folder
from kg.errors import RuleError
from kg.facts.skeleton import MIXED, SYMBOL
from kg.model import Status

_SLOT = re.compile(r"\{(\w+)(?::([\w|]+))?\}")
_LIST = re.compile(r"<(\w+)>")
_GAP = re.compile(r"~(,?)(\d+)")
STATUSES: dict[str, Status] = {"Planned": "Planned", "Underway": "Underway", "Completed": "Completed"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One compiled frame."""

    id: str
    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    """One of these words stands in every sentence that the pattern matches: tried first, as it is cheap."""
    relations: tuple[tuple[str, str, str, frozenset[str], frozenset[str]], ...]
    """(subject slot, predicate, object slot, subject classes, object classes); empty sets admit all."""
    slots: dict[str, frozenset[str]]
    """Slot → classes that it takes of a mixed group."""
    status: Status | None
    confidence: float
    joint: bool
    """The members of the subject slot are partners: each pair cooperates."""
    by_clause: bool
    """The clause's subject fills a slot."""
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frames:
    """A rule pack: frames in order."""

    frames: tuple[Frame, ...]
    trigger: re.Pattern[str]
    by_trigger: dict[str, tuple[int, ...]]

    @classmethod
    def load(cls, extra: tuple[Path, ...] = ()) -> Frames:
        """Reads `seeds/rules/frames/*.toml` and a user's own packs. Raises `RuleError` with file, frame and reason."""
        home = folder("seeds") / "rules" / "frames"
        common = tomllib.loads((home / "lists.toml").read_text("utf-8"))
        frames: list[Frame] = []
        seen: dict[str, Path] = {}
        for file in (*sorted(path for path in home.glob("*.toml") if path.name != "lists.toml"), *extra):
            try:
                data = tomllib.loads(file.read_text("utf-8"))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
                raise RuleError(f"{file}: cannot be read as a rule pack: {error}") from error
            lists = {**common["lists"], **data.get("lists", {})}
            sets = {**common["sets"], **data.get("sets", {})}
            for entry in data.get("frame", ()):
                frame = _frame(entry, lists, sets, file)
                if frame.id in seen:
                    raise RuleError(f"{file}: frame '{frame.id}' is also in {seen[frame.id]}")
                seen[frame.id] = file
                frames.append(frame)
        words: dict[str, list[int]] = {}
        for number, frame in enumerate(frames):
            for word in frame.triggers:
                words.setdefault(word, []).append(number)
        alternatives = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
        return cls(
            tuple(frames), re.compile(f"(?=({alternatives}))"), {word: tuple(ids) for word, ids in words.items()}
        )

    def candidates(self, text: str) -> list[Frame]:
        """The frames of which a trigger stands in `text`, in the pack's order."""
        found: set[int] = set()
        by_trigger = self.by_trigger
        for word in set(self.trigger.findall(text)):
            # a longer trigger at the same place hides shorter ones: they are its beginnings
            for length in range(1, len(word) + 1):
                found.update(by_trigger.get(word[:length], ()))
        return [self.frames[number] for number in sorted(found)]


def _frame(entry: dict[str, Any], lists: dict[str, str], sets: dict[str, str], file: Path) -> Frame:
    name = entry.get("id")
    if not isinstance(name, str) or not isinstance(entry.get("pattern"), str):
        raise RuleError(f"{file}: a [[frame]] needs 'id' and 'pattern'")

    def fail(reason: str) -> RuleError:
        return RuleError(f"{file}: frame '{name}': {reason}")

    slot_classes: dict[str, frozenset[str]] = {}

    def symbols(text: str, role: str) -> str:
        classes: list[str] = []
        for part in text.split("|"):
            if part in SYMBOL:
                classes.append(part)
            elif part in sets:
                classes += sets[part].split()
            else:
                raise fail(f"unknown class or set '{part}'")
        slot_classes[role] = frozenset(classes)
        return "[" + "".join(SYMBOL[c] for c in dict.fromkeys(classes)) + MIXED + "]"

    def slot(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{symbols(match[2] or 'any', match[1])})"

    def words(match: re.Match[str]) -> str:
        if match[1] not in lists:
            raise fail(f"unknown list '{match[1]}'")
        ordered = sorted(lists[match[1]].split(), key=lambda word: (-len(word), word))
        return "(?:" + "|".join(map(re.escape, ordered)) + ")"

    def gap(match: re.Match[str]) -> str:
        marks = "。；！？" if match[1] else "，。；：！？"  # quotation marks may stand in a gap
        return f"[^{marks}\ue000-\ue0ff]{{0,{match[2]}}}?"

    source = _GAP.sub(gap, _SLOT.sub(slot, _LIST.sub(words, entry["pattern"])))
    try:
        pattern = re.compile(source)
    except re.error as error:
        raise fail(f"pattern does not compile: {error}") from error
    status = entry.get("status")
    if status is not None and status not in STATUSES:
        raise fail(f"status must be one of {', '.join(STATUSES)}, not {status!r}")
    triggers = [word for key in entry.get("triggers", ()) for word in (lists[key].split() if key in lists else [key])]
    if not triggers:
        raise fail("'triggers' names no word")
    relations = []
    slots = {*pattern.groupindex, "topic", "clause", "recent", "area", "site"}
    for relation in entry.get("relations", ()):
        parts = relation.split()
        if len(parts) != 3 or parts[0].split(":")[0] not in slots or parts[2].split(":")[0] not in slots:
            raise fail(f"relation {relation!r} is not 'slot predicate slot' with slots of the pattern")
        left, right = parts[0].partition(":"), parts[2].partition(":")
        relations.append((left[0], parts[1], right[0], _classes(left[2], sets, fail), _classes(right[2], sets, fail)))
    return Frame(
        id=name,
        pattern=pattern,
        triggers=tuple(dict.fromkeys(triggers)),
        relations=tuple(relations),
        slots=slot_classes,
        status=STATUSES.get(str(status)),
        confidence=float(entry.get("confidence", 0.8)),
        joint=bool(entry.get("joint", False)),
        by_clause=any(relation[0] == "clause" for relation in relations),
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("counterexamples", ())),
    )


def _classes(text: str, sets: dict[str, str], fail: Any) -> frozenset[str]:
    classes: set[str] = set()
    for part in filter(None, text.split("|")):
        if part in SYMBOL:
            classes.add(part)
        elif part in sets:
            classes.update(sets[part].split())
        else:
            raise fail(f"unknown class or set '{part}'")
    return frozenset(classes)
