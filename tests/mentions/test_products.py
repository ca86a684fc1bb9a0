"""Goods by a model or a brand of their own. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.mentions.find import Line

Lines = Callable[[str], tuple[Line, ...]]


def _goods(lines: tuple[Line, ...]) -> list[str]:
    return [m.name for line in lines for m in line.mentions if m.classes[0] == "Product"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("中心研制的KD-40谐波减速器寿命长。", ["KD-40谐波减速器"]),
        ("正在研制BY-900型盾构机主轴承，集团将扩产。", ["BY-900型盾构机主轴承"]),
        ("试种“云稻7号”旱稻3200亩。", ["“云稻7号”旱稻"]),
        ("推出的“荆麦7号”种植面积扩大。", ["荆麦7号"]),
        ("研发的“云岚”超临界中底减重两成。", ["“云岚”超临界中底"]),
    ],
)
def test_product(text: str, wanted: list[str], lines_of: Lines) -> None:
    assert _goods(lines_of(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "沿G210国道前行。",
        "A3地块已开工。",
        "实施“云岚一号”工程。",
        "5G网络覆盖全域。",
        "推出“一件事一次办”服务。",
        "“深岚1号”井喷出气流。",
    ],
)
def test_other_codes_and_quotations_are_none(text: str, lines_of: Lines) -> None:
    assert _goods(lines_of(text)) == []
