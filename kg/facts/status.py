"""A clause and its trigger in, planned, under way or done out; negation and wishes are told as such."""

from __future__ import annotations

import re

from kg.mentions.clausewords import either
from kg.model import Status

_NEGATED = re.compile(either("negated") + "[^，。；]{0,6}$")
_WISHED = re.compile(either("wished") + "[^，。；]{0,10}$")
_PLANNED = re.compile(
    either("planned")
    + r"|到20\d\d年|(?:^|[，。；：“]|[一二三四五六七八九]是)(?:还|也|更)?要(?![求素点闻塞地道害务件约])"
)
"""Also what someone calls for: 要加快建设…."""
_DONE = re.compile(either("done"))
_SETTLED = re.compile(either("settled"))
_UNDERWAY = re.compile(either("underway"))
_AT_WORK = re.compile(either("at_work"))
_WITHIN = re.compile(either("denied"))
_DENIED = re.compile(
    rf"[^。；！？]{{0,40}}?(?:{either('failed')}|(?:已经?|被|宣告|最终){either('ended')}|"
    rf"因[^，。；]{{1,10}}{either('ended')})"
)
"""What stands behind a fact and takes it back: 原拟签约的某某最终未能落户."""


def denies(said: str) -> bool:
    """Whether a match holds its own negation: 双方没有签署任何协议."""
    return _WITHIN.search(said) is not None


def denied(after: str) -> bool:
    """Whether the rest of the sentence takes back what was said."""
    return _DENIED.match(after) is not None


def negated(before: str) -> bool:
    """Whether the clause's text before the trigger takes the assertion back, or only wishes it."""
    return bool(_NEGATED.search(before) or _WISHED.search(before))


def status(clause: str, trigger: str, default: Status | None) -> Status | None:
    """Status of what a clause states; `default` is what the frame's own words say."""
    clause = clause.replace("正式", "")  # what is done officially is not under way for that
    if _DONE.search(trigger) and not _PLANNED.search(clause):
        return "Completed"
    if _PLANNED.search(clause):
        return "Planned"
    if _AT_WORK.search(clause):
        return "Underway"
    if default is not None and default != "Underway":
        return default
    if _SETTLED.search(clause):
        return "Completed"
    if _UNDERWAY.search(clause):
        return "Underway"
    return default
