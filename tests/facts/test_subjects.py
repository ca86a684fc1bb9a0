"""Who a clause is about. In the sentences `[name|Class]` marks a name; the names are invented."""

from __future__ import annotations

import pytest

from kg.entities.link import Span
from kg.facts.skeleton import build
from kg.facts.subjects import clauses
from kg.model import Mention


def _said(*parts: str | tuple[str, str]) -> list[tuple[list[str], str]]:
    text = ""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        name, kind = part
        start, text = len(text), text + name
        spans.append(Span(start, len(text), name, (kind,), Mention(0, start, len(text), name, (kind,), "test", 1.0)))
    found = clauses(build(text, spans))
    return [([s.key for s in c.subject.spans], c.subject.how) if c.subject else ([], "") for c in found]


CITY, PARK, FIRM, WORK = ("甲市", "City"), ("乙园", "Park"), ("丙公司", "Enterprise"), ("丁桥", "Project")


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ((CITY, "建设", PARK, "。"), [(["甲市"], "clause")]),
        ((CITY, "建设", PARK, "，引进", FIRM, "。"), [(["甲市"], "clause"), (["甲市"], "carried")]),
        (("去年，", CITY, "建设", PARK, "。"), [([], ""), (["甲市"], "clause")]),
        (("目前", CITY, "建设", PARK, "。"), [(["甲市"], "clause")]),
        # a step of a history goes on about the first; what both do at once about both
        (
            (FIRM, "与", CITY, "共建", PARK, "；2021年，收购", ("戊公司", "Enterprise"), "。"),
            [(["丙公司", "甲市"], "clause"), (["丙公司"], "carried"), (["丙公司"], "carried")],
        ),
        (
            (FIRM, "与", CITY, "共建", PARK, "；推进", WORK, "。"),
            [(["丙公司", "甲市"], "clause"), (["丙公司", "甲市"], "carried")],
        ),
        # who was brought in invests
        (
            (CITY, "引进", FIRM, "，投资3亿元建设", PARK, "，打造", WORK, "。"),
            [(["甲市"], "clause"), (["丙公司"], "clause"), (["甲市"], "carried")],
        ),
        ((CITY, "走访", FIRM, "，投资3亿元建设", PARK, "。"), [(["甲市"], "clause"), (["甲市"], "carried")]),
        ((CITY, "三省区九县共建", PARK, "。"), [([], "unknown")]),
        (("在", CITY, "建设", PARK, "。"), [([], "")]),  # where it happens, not who acts
        ((CITY, "的发展很快。"), [([], "")]),  # a modifier
        (("依托", PARK, "，", CITY, "引进", FIRM, "。"), [([], ""), (["甲市"], "clause")]),
        ((WORK, "建成，", "新建", PARK, "。"), [(["丁桥"], "clause"), ([], "")]),  # a finished work builds nothing
        ((FIRM, "负责人介绍，这里新建", PARK, "。"), [(["丙公司"], "clause"), (["丙公司"], "carried")]),
    ],
)
def test_subjects(parts: tuple[str | tuple[str, str], ...], wanted: list[tuple[list[str], str]]) -> None:
    assert _said(*parts) == wanted
