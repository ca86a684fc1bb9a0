"""Frames as data in, compiled frames out: what a clause must look like to state a fact.

A frame's pattern is a regular expression over the skeleton with three shorthands:

    {slot:set}    a group of names whose first class is in the set; the slot becomes a role of the frame
    <list>        one of the words of a list in the same pack
    ~n            up to n characters that are neither names nor clause marks; ~,n may cross a comma
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ahocorasick_rs

from kg.data import folder
from kg.errors import RuleError
from kg.facts.skeleton import MIXED, SYMBOL
from kg.mentions import packs
from kg.model import Status
from kg.vocabulary import RELATIONS

_SLOT = re.compile(r"\{(\w+)(?::([\w|]+))?\}")
_LIST = re.compile(r"<(\w+)>")
_GAP = re.compile(r"~(,?)(\d+)")
STATUSES: dict[str, Status] = {"Planned": "Planned", "Underway": "Underway", "Completed": "Completed"}
IMPLIED = ("topic", "clause", "actors", "before", "here", "recent", "area", "site", "track")
"""Slots that no pattern names; `kg.facts.roles` says what fills them."""
_KEYS = (
    "id",
    "triggers",
    "pattern",
    "relations",
    "status",
    "confidence",
    "joint",
    "named",
    "examples",
    "counterexamples",
)
_TAIL = r"(?:[^站港岸场厂]{0,16}?(?:段|期|工程|项目|扩能|改造|升级|建设|延长线)[)）”]?)?[)）”]?$"
"""What may follow the word that `named` asks for at a name's end: a section, a phase, works (某某铁路云岭段)."""
_CONFIDENCE = 0.8
"""Of a frame that says none."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a frame states: `subject` and `object` are slots; empty sets of classes admit all."""

    subject: str
    predicate: str
    object: str
    subjects: frozenset[str]
    objects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One compiled frame."""

    id: str
    pattern: re.Pattern[str]
    triggers: tuple[str, ...]
    """One of these words stands in every sentence that the pattern matches: tried first, as it is cheap."""
    relations: tuple[Relation, ...]
    slots: dict[str, frozenset[str]]
    """Slot → classes that it takes of a mixed group."""
    status: Status | None
    confidence: float
    joint: bool
    """The members of the subject slot are partners: each pair cooperates."""
    named: re.Pattern[str] | None
    """What the name of a relation's subject must hold: only a line passes through a place (某某高速, 某某班列)."""
    by_clause: bool
    """The clause's subject fills a slot."""
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    file: Path
    where: str
    """File, line and id, for messages."""


@dataclass(frozen=True, slots=True)
class Frames:
    """A rule pack: frames in order."""

    frames: tuple[Frame, ...]
    triggers: ahocorasick_rs.AhoCorasick
    by_trigger: tuple[tuple[int, ...], ...]
    """For each trigger of the automaton the numbers of its frames."""

    @classmethod
    def of(cls, frames: Iterable[Frame]) -> Frames:
        """The frames with the index of their triggers."""
        frames = tuple(frames)
        words: dict[str, list[int]] = {}
        for number, frame in enumerate(frames):
            for word in frame.triggers:
                words.setdefault(word, []).append(number)
        return cls(frames, ahocorasick_rs.AhoCorasick(list(words)), tuple(map(tuple, words.values())))

    @classmethod
    def load(cls, extra: Iterable[Path] = ()) -> Frames:
        """Reads `seeds/rules/frames/*.toml` and a user's own packs. Raises `RuleError` with file, frame and reason."""
        home = folder("seeds") / "rules" / "frames"
        common = packs.read(home / "lists.toml")
        frames: dict[str, Frame] = {}
        for file in (*sorted(path for path in home.glob("*.toml") if path.name != "lists.toml"), *extra):
            data = packs.read_pack(file)
            words = _Words({**common["lists"], **data.get("lists", {})}, {**common["sets"], **data.get("sets", {})})
            entries = data.get("frame", ())
            for place, entry in zip(packs.places(file, "frame", len(entries)), entries, strict=True):
                frame = _frame(entry, place, words, file)
                if frame.id in frames:
                    raise RuleError(f"{frame.where}: the id is also in {frames[frame.id].file}")
                frames[frame.id] = frame
        return cls.of(frames.values())

    def candidates(self, text: str) -> list[Frame]:
        """The frames of which a trigger stands in `text`, in the pack's order."""
        found: set[int] = set()
        for number in {hit[0] for hit in self.triggers.find_matches_as_indexes(text, overlapping=True)}:
            found.update(self.by_trigger[number])
        return [self.frames[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Words:
    """Lists of words and sets of classes that the frames of a pack may use, by name."""

    lists: Mapping[str, str]
    sets: Mapping[str, str]

    def classes(self, text: str, where: str) -> tuple[str, ...]:
        """Classes of `one|two|set`, in order."""
        found: list[str] = []
        for part in filter(None, text.split("|")):
            names = [part] if part in SYMBOL else self.sets.get(part, "").split()
            wrong = [name for name in names if name not in SYMBOL]
            if not names or wrong:
                raise RuleError(f"{where}: unknown class or set '{wrong[0] if wrong else part}'")
            found += names
        return tuple(dict.fromkeys(found))

    def alternatives(self, name: str, where: str) -> str:
        """The words of a list as a part of a pattern, longest first."""
        if name not in self.lists:
            raise RuleError(f"{where}: unknown list '{name}'")
        return f"(?:{packs.either(self.lists[name].split())})"


def _frame(entry: dict[str, Any], place: str, words: _Words, file: Path) -> Frame:
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        raise RuleError(f"{place}: frame: has no 'id'")
    where = f"{place}: frame '{name}'"
    packs.known(entry, _KEYS, where)
    pattern, slots = _pattern(entry.get("pattern"), words, where)
    triggers = [
        word
        for key in packs.words(entry, "triggers", where)
        for word in (words.lists[key].split() if key in words.lists else [key])
    ]
    if not triggers:
        raise RuleError(f"{where}: 'triggers' names no word, of which one must stand wherever the pattern matches")
    relations = [_relation(text, {*slots, *IMPLIED}, words, where) for text in packs.words(entry, "relations", where)]
    if not relations:
        raise RuleError(f"{where}: 'relations' states nothing")
    status, confidence = entry.get("status"), entry.get("confidence", _CONFIDENCE)
    if status is not None and status not in STATUSES:
        raise RuleError(f"{where}: status must be one of {', '.join(STATUSES)}, not {status!r}")
    if not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        raise RuleError(f"{where}: confidence must be a number above 0, up to 1, not {confidence!r}")
    return Frame(
        id=name,
        pattern=pattern,
        triggers=tuple(dict.fromkeys(triggers)),
        relations=tuple(relations),
        slots=slots,
        status=STATUSES.get(str(status)),
        confidence=float(confidence),
        joint=bool(entry.get("joint", False)),
        named=re.compile(words.alternatives(entry["named"], where) + _TAIL) if "named" in entry else None,
        by_clause=any(relation.subject == "clause" for relation in relations),
        examples=packs.words(entry, "examples", where),
        counterexamples=packs.words(entry, "counterexamples", where),
        file=file,
        where=where,
    )


def _pattern(text: Any, words: _Words, where: str) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """The pattern compiled, and the classes that each of its slots takes."""
    if not isinstance(text, str) or not text:
        raise RuleError(f"{where}: has no 'pattern'")
    slots: dict[str, frozenset[str]] = {}

    def slot(match: re.Match[str]) -> str:
        classes = words.classes(match[2] or "any", where)
        if match[1] in IMPLIED:
            raise RuleError(f"{where}: slot '{match[1]}' has a meaning of its own; call it otherwise")
        slots[match[1]] = frozenset(classes)
        return f"(?P<{match[1]}>[{''.join(SYMBOL[name] for name in classes)}{MIXED}])"

    def gap(match: re.Match[str]) -> str:
        marks = "。；！？" if match[1] else "，。；：！？"  # quotation marks may stand in a gap
        return f"[^{marks}\ue000-\ue0ff]{{0,{match[2]}}}?"

    source = _LIST.sub(lambda match: words.alternatives(match[1], where), text)
    try:
        return re.compile(_GAP.sub(gap, _SLOT.sub(slot, source))), slots
    except re.error as error:
        raise RuleError(f"{where}: pattern does not compile: {error}") from error


def _relation(text: str, slots: set[str], words: _Words, where: str) -> Relation:
    """`slot predicate slot`, where a slot may be narrowed to classes: `agent:org investsIn object`."""
    parts = text.split()
    if len(parts) != 3:
        raise RuleError(f"{where}: relation {text!r} is not 'slot predicate slot'")
    (subject, _, left), predicate, (obj, _, right) = parts[0].partition(":"), parts[1], parts[2].partition(":")
    for slot in (subject, obj):
        if slot not in slots:
            raise RuleError(f"{where}: relation {text!r}: no slot '{slot}'; there are {', '.join(sorted(slots))}")
    if predicate not in RELATIONS:
        raise RuleError(f"{where}: relation {text!r}: no property '{predicate}'; choose from {', '.join(RELATIONS)}")
    classes = frozenset(words.classes(left, where)), frozenset(words.classes(right, where))
    return Relation(subject, predicate, obj, *classes)
