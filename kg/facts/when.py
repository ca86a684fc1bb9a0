"""The times of a sentence and a place in it in, the time at which what is stated there is so out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.mentions.times import Time

_MODIFIES = re.compile(r"[^，。；：]{0,14}的")
"""After a time: the time belongs to a modifier (2019年落户的企业), not to what is stated."""
_ALONE = re.compile(r"(?:^|[。；：”])[“\s]*(?:早在|截至|截止|到|自|从|就在)?$")
"""Before a time that opens the sentence: with a comma after it, it holds for the clauses that follow."""


def time_at(text: str, start: int, end: int, spoken: Sequence[Time]) -> str | None:
    """EDTF date or interval of what `text[start:end]` states, None where its clause states none.

    That is the time named last in the clause; else one that stands alone at the sentence's beginning (今年上半年，…).
    Terms of comparison and times in modifiers say nothing of it.
    """
    clause = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    for time in reversed(spoken):
        if time.start >= end or time.role == "compared":
            continue
        if time.start >= clause:
            if not _MODIFIES.match(text, time.end, max(end, time.end)):
                return time.edtf
        elif re.search("[。；]", text[time.end : start]):
            return None
        elif text.startswith("，", time.end) and _ALONE.search(text, 0, time.start):
            return time.edtf
        else:
            return None  # another clause has a time of its own
    return None
