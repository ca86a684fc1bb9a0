"""Planned, under way, done; negated and wished for; and when."""

from __future__ import annotations

import pytest

from kg.facts.status import negated, status
from kg.facts.when import time_at
from kg.mentions.times import find
from kg.model import Status


@pytest.mark.parametrize(
    "before", ["甲市没有", "甲市尚未", "项目暂停", "我们希望", "期待", "甲市不再", "并未", "双方商讨"]
)
def test_negated(before: str) -> None:
    assert negated(before)


@pytest.mark.parametrize("before", ["", "甲市", "没有停歇，甲市", "甲市不断", "希望很大。甲市"])
def test_not_negated(before: str) -> None:
    assert not negated(before)


@pytest.mark.parametrize(
    ("clause", "trigger", "default", "wanted"),
    [
        ("甲市将建设乙园", "建设", "Underway", "Planned"),
        ("甲市计划建设乙园", "建设", "Underway", "Planned"),
        ("甲市正在建设乙园", "建设", "Underway", "Underway"),
        ("甲市已建设乙园", "建设", "Underway", "Completed"),
        ("甲市建成乙园", "建成", None, "Completed"),
        ("甲市正着手编制乙方案", "编制", "Completed", "Underway"),
        ("甲市力争建成乙园", "建成", "Completed", "Planned"),
        ("丙公司落户乙园", "落户", "Completed", "Completed"),
        ("丙公司与甲市合作", "合作", None, None),
        ("要加快建设乙园", "建设", "Underway", "Planned"),
        ("二是要建成乙园", "建成", "Completed", "Planned"),
        ("甲市要求丙公司建设乙园", "建设", "Underway", "Underway"),
        ("丙公司的乙产品正式量产", "量产", None, None),
    ],
)
def test_status(clause: str, trigger: str, default: Status | None, wanted: Status | None) -> None:
    assert status(clause, trigger, default) == wanted


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("2023年5月，甲市建成乙园。", "建成", "2023-05"),
        ("甲市2023年建成乙园。", "建成", "2023"),
        ("2023年5月，甲市引进丙公司，建成乙园。", "建成", "2023-05"),
        ("甲市2022年引进丙公司，建成乙园。", "建成", None),  # the time of another clause
        ("2022年落户的丙公司建成乙园。", "建成", None),  # a modifier
        ("较2022年同期，甲市建成乙园。", "建成", None),  # a comparison
        ("2022年，甲市引进丙公司；甲市建成乙园。", "建成", None),
        ("甲市建成乙园。", "建成", None),
    ],
)
def test_time(text: str, verb: str, wanted: str | None) -> None:
    spoken, _ = find(text, None, None)
    start = text.index(verb)
    assert time_at(text, start, start + len(verb), spoken) == wanted
