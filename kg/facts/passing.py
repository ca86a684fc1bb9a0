"""A sentence and its linked names in, those out that a number there may be of: not what is counted, nor a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.facts.agents import DIVISIONS, Name
from kg.model import Reading

_ONE = r"(?:已|共|达|达到|共计|各|有){0,2}(?:超过?|近|约|逾)?[0-9][0-9.,]*[万余多]{0,2}"
_END = r"(?=[，。；、：！？）)]|[和及与以]|$)"
_MEASURES: Mapping[str, str] = {
    "Project": "个项处座条列趟",
    "Facility": "座处个条所列",
    "Park": "个处座",
    "Zone": "个处座条",
    "Village": "个",
    "Hospital": "家所个",
    "School": "家所个",
    "ResearchInstitute": "家所个",
    "Event": "场次个项",
    "Enterprise": "户个",
    "Alliance": "个",
    "Product": "台件种款个",
}
_COUNTS = {kind: re.compile(rf"{_ONE}[{measures}]{_END}") for kind, measures in _MEASURES.items()}
"""After a name that is what is counted: 文旅驿站12处, 中欧班列3900列; 某县12家 counts what 某县 has."""
_OF_WHOLE = re.compile(r"占(?:到|据|了)?$")
"""Before the whole that a share is of: 占某市场的三分之一."""

_SOME = re.compile(r"的[0-9]")
"""After where the counted come from: 其中来自某市的11家."""
_PART = re.compile(
    r"(?:境内)?段(?![落])|(?:企业|籍|产的|客商|客人|游客)[^，。；0-9]{0,6}(?:占(?![地据])|的[0-9])|方(?:[持占]股|出资)"
)
"""After a division that only says which piece of a line, which part of a whole: 某省段长6公里, 某市企业占54%."""


def owning(reading: Reading, names: Sequence[Sequence[Name]]) -> list[list[Name]]:
    """The names of each sentence that its numbers may be of, in order; `names[i]` are those of sentence i."""
    return [list(_owning(s.text, row)) for s, row in zip(reading.sentences, names, strict=True)]


def _owning(text: str, names: Sequence[Name]) -> Iterator[Name]:
    for name in names:
        counted = _COUNTS.get(name[3][0])
        if counted is not None and counted.match(text, name[1]):
            continue
        if text.startswith("的", name[1]) and _OF_WHOLE.search(text, 0, name[0]):
            continue
        if _SOME.match(text, name[1]) and text.endswith("来自", 0, name[0]):
            continue
        if name[3][0] in DIVISIONS and _PART.match(text, name[1]):
            continue
        yield name
