"""A line of mentions and the recogniser's words in, the line without the verbs that rules took into names out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.mentions.find import Line
from kg.mentions.heads import Heads
from kg.mentions.tagger import Tag
from kg.mentions.units import Units
from kg.mentions.words import BOUNDARY, PROPER, VERB
from kg.model import Mention

_NAMES = frozenset(["ORG", "LOC", "nt"])
_VERBS = frozenset(["v", "vd"])
_OWN_GRAMMAR = ("head.line", "head.station", "head.core", "head.pair")
"""Sources of names that hold verbs and lists by right: 某市至某县高速公路, 轨道九号线某某站."""
_ROLES = ("方", "单位", "负责人")
"""Ends of nouns that say what somebody does, before his name."""
_THEMED = frozenset(["Industry", "Park", "Zone", "Facility", "Project"])
"""Kinds whose heads a verb often governs (做强园区); the proper names of villages and firms may be verbs (和睦社区)."""


def correct(line: Line, tags: Sequence[Tag], heads: Heads) -> Line:
    """Mentions found by a head lose a clause before the name that the recogniser sees (团队出自|某某研究所), industries
    a verb (发展|某某产业); a verb before a bare head (做强|园区) is no name at all.
    """
    kept: list[Mention] = []
    freed: list[Mention] = []
    for mention in line.mentions:
        if not mention.source.startswith("head.") or mention.source.startswith(_OWN_GRAMMAR):
            kept.append(mention)
            continue
        start = _start(line.units, mention, tags, heads)
        if start != mention.start:
            freed += [
                replace(inner, nested=False)
                for inner in line.nested
                if mention.start <= inner.start < inner.end <= start
            ]
        if start < mention.end:
            kept.append(mention if start == mention.start else _cut(line.units.text, mention, start))
    if kept == list(line.mentions):
        return line
    spans = {(mention.start, mention.end) for mention in freed}
    nested = tuple(mention for mention in line.nested if (mention.start, mention.end) not in spans)
    return replace(line, mentions=tuple(sorted((*kept, *freed), key=lambda m: m.start)), nested=nested)


def _start(units: Units, mention: Mention, tags: Sequence[Tag], heads: Heads) -> int:
    """Where the name begins; its end where there is none."""
    text = units.text
    inner = [tag for tag in tags if mention.start <= tag.start and tag.end <= mention.end]
    for place, tag in enumerate(inner):
        whole = tag.end == mention.end and tag.tag in _NAMES and tag.start > mention.start
        if whole and _governed(text, mention, inner[:place]) and not _bare(text, tag.start, tag.end, heads):
            return tag.start
    if mention.classes[0] in _THEMED and inner and inner[0].start == mention.start and _verb(units, inner[0]):
        if _bare(text, inner[0].end, mention.end, heads):
            return mention.end
        if mention.classes[0] == "Industry":
            return next((tag.start for tag in inner if tag.tag not in _VERBS | {"d"}), mention.end)
    return mention.start


def _verb(units: Units, word: Tag) -> bool:
    """Whether the dictionary agrees that a word is a verb: unknown names are often taken for one."""
    index = units.at_start(word.start)
    if index < 0 or word.tag not in _VERBS:
        return False
    return units.letters[index] in {VERB, BOUNDARY} or (units.letters[index] != PROPER and len(units.word(index)) > 1)


def _governed(text: str, mention: Mention, before: Sequence[Tag]) -> bool:
    """Whether the words before a name are a clause or the role of who bears it: a verb of two characters, a mark, a
    preposition first, 主办方.
    """
    verb = any(word.tag in _VERBS and word.end - word.start > 1 for word in before)
    role = len(before) == 1 and before[0].tag == "n" and text.endswith(_ROLES, before[0].start, before[0].end)
    mark = any(text[word.start : word.end] in "：:，,；;" for word in before)
    return verb or mark or role or (bool(before) and before[0].start == mention.start and before[0].tag == "p")


def _bare(text: str, start: int, end: int, heads: Heads) -> bool:
    ending = heads.ending(text[start:end])
    return ending is not None and ending[0] == text[start:end]


def _cut(text: str, mention: Mention, start: int) -> Mention:
    return replace(mention, start=start, name=text[start : mention.end], variants=())
