"""Expressions of time are resolved where the year is known, and only there."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.times import find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年7月26日签约", "2021-07-26"),
        ("2018年12月落户", "2018-12"),
        ("2018年12月底落户", "2018-12"),
        ("2019年实现", "2019"),
        ("二〇二一年实现", "2021"),
        ("2021年上半年完成", "2021-01/2021-06"),
        ("2021年，上半年完成", "2021-01/2021-06"),
        ("2020年一季度办理", "2020-01/2020-03"),
        ("2020年前三季度办理", "2020-01/2020-09"),
        ("2022年前10个月办理", "2022-01/2022-10"),
        ("2022年1至5月增长", "2022-01/2022-05"),
        ("2022年1-5月增长", "2022-01/2022-05"),
        ("2025年底建成", "2025-12"),
        ("到2025年建成", "2025"),
        ("今年增长", "2022"),
        ("去年增长", "2021"),
        ("前年增长", "2020"),
        ("明年建成", "2023"),
        ("今年上半年增长", "2022-01/2022-06"),
        ("去年9月通过", "2021-09"),
        ("截至3月底完成", "2022-03"),
        ("下半年开工", "2022-07/2022-12"),
        ("三季度开工", "2022-07/2022-09"),
        ("7月23日开花", "2022-07-23"),
        ("年底前完工", "2022-12"),
        ("全年完成", "2022"),
        ("“十四五”期间建设", "2021/2025"),
        ("十三五时期建设", "2016/2020"),
        ("2021-2025年建设", "2021/2025"),
        ("近3年减少", None),
        ("过去一年增长", None),
        ("两年前考察", None),
        ("13月开工", None),
        ("2月30日开工", None),
    ],
)
def test_resolved_against_a_document_of_2022(text: str, expected: str | None) -> None:
    found, _ = find(text, 2022, 2022)
    edtf = next((time.edtf for time in reversed(found) if time.edtf), None)
    assert edtf == expected


@pytest.mark.parametrize("text", ["今年增长", "去年9月通过", "截至3月底完成", "7月23日开花"])
def test_an_unknown_year_stays_unknown(text: str) -> None:
    found, _ = find(text, None, None)
    assert [time.edtf for time in found] == [None]


def test_a_year_that_was_named_carries_to_what_follows() -> None:
    found, current = find("2021年开工4个项目，上半年完成3个。", None, None)
    assert [time.edtf for time in found] == ["2021", "2021-01/2021-06"]
    assert current == 2021


def test_roles() -> None:
    found, _ = find("截至6月底增长5%，较去年同期提高2个百分点。", 2022, 2022)
    assert [(time.role, time.edtf) for time in found] == [("until", "2022-06"), ("compared", "2021")]


@pytest.mark.parametrize(
    "text", ["《2020年行动计划》印发", "他今天来了", "18号线开通", "每月一次", "五年级学生", "123年月"]
)
def test_what_is_no_time(text: str) -> None:
    assert find(text, 2022, 2022)[0] == ()


@given(st.text(alphabet="0123456789年月日今去上下半季度前三一底末至-近来十四五期间，。截较同", max_size=24))
def test_any_text(text: str) -> None:
    found, _ = find(text, 2022, None)
    assert all(0 <= time.start < time.end <= len(text) for time in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
