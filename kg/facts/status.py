"""A clause and its trigger in, planned, under way or done out; negation and wishes are told as such."""

from __future__ import annotations

import re

from kg.model import Status

_NEGATED = re.compile(
    r"(?:没有|尚未|并未|未能|未|不再|无法|不会|暂不|取消|暂停|终止|停止|否认|拒绝|暂不考虑|不考虑|未获|放弃|不再)[^，。；]{0,6}$"
)
_WISH = re.compile(r"(?:希望|期待|盼望|呼吁|建议|欢迎|愿|鼓励|邀请)[^，。；]{0,10}$")
_PLANNED = re.compile(
    r"(?:将|拟|计划|规划|争取|力争|预计|有望|下一步|接下来|今后|未来|准备|谋划|启动前期|力促|目标|确保|到20\d\d年|明年|前期|意向|有意|打算)"
)
_DONE = re.compile(r"(?:已|了|成功|累计|建成|完成|竣工|投用|投产|通车|落成|落户|去年|曾|先后|相继|截至|揭牌|开园|开诊)")
_UNDERWAY = re.compile(r"(?:正|正在|加快|持续|推进|在建|开工|启动|建设中|加紧|稳步|有序|提速|全力|深入|着力)")


_DENIED = re.compile(
    r"[^。；！？]{0,40}?(?:未能(?:落户|落地|签约|成行|开工|建成|实现)|不会(?:开工|建设|实施|落户)|没有(?:落户|落地|这个规划|这一规划|列入|签署|签约|达成)|(?:尚未|并未)(?:签约|签署|达成)|"
    r"(?:已经?|被|宣告|最终)(?:取消|叫停|终止|搁置|否决)|因[^，。；]{1,10}(?:取消|叫停|终止|搁置)|未(?:列入|获批|落地)|从未列入|不再(?:实施|建设|推进)|搁浅|流产)"
)
"""What stands behind a fact and takes it back: 原拟签约的某某最终未能落户."""


_WITHIN = re.compile(r"没有|尚未|并未|未能|不会|不再|从未|未与|未同|未和")


def denies(said: str) -> bool:
    """Whether a match holds its own negation: 双方没有签署任何协议."""
    return _WITHIN.search(said) is not None


def denied(after: str) -> bool:
    """Whether the rest of the sentence takes back what was said."""
    return _DENIED.match(after) is not None


def negated(before: str) -> bool:
    """Whether the clause's text before the trigger takes the assertion back, or only wishes it."""
    return bool(_NEGATED.search(before) or _WISH.search(before))


def status(clause: str, trigger: str, default: Status | None) -> Status | None:
    """Status of what a clause states; `default` is what the frame's own words say."""
    if _DONE.search(trigger) and not _PLANNED.search(clause):
        return "Completed"
    if _PLANNED.search(clause):
        return "Planned"
    if default is not None and default != "Underway":
        return default
    if re.search(r"(?:已|了|累计|成功)", clause):
        return "Completed"
    if _UNDERWAY.search(clause):
        return "Underway"
    return default
