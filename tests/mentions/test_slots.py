"""Names without a head word, by where they stand. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.mentions.find import Line

Lines = Callable[[str], tuple[Line, ...]]


def _found(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(m.name, m.classes[0]) for line in lines for m in line.mentions if m.source.startswith("slot.")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("已引进海川股份、晶阳科技等龙头企业20家。", [("海川股份", "Enterprise"), ("晶阳科技", "Enterprise")]),
        (
            "聚集了云海时代、金鹿电子和禾谷生物等企业。",
            [("云海时代", "Enterprise"), ("金鹿电子", "Enterprise"), ("禾谷生物", "Enterprise")],
        ),
        (
            "拓海、远洲、锦程等30多家企业先后入驻。",
            [("拓海", "Enterprise"), ("远洲", "Enterprise"), ("锦程", "Enterprise")],
        ),
        ("以青禾科技为龙头的新材料产业快速壮大。", [("青禾科技", "Enterprise")]),
        ("盛产白桃、酥梨、雪菊等特色农产品。", [("白桃", "Product"), ("酥梨", "Product"), ("雪菊", "Product")]),
        ("发展生物医药、新材料等产业。", [("生物医药", "Industry"), ("新材料", "Industry")]),
        # one character within a name that looks like a function word
        ("澜乐得工具、海月燕窝等8家企业入驻。", [("澜乐得工具", "Enterprise"), ("海月燕窝", "Enterprise")]),
        ("赢坊时装、日播等企业落户。", [("赢坊时装", "Enterprise"), ("日播", "Enterprise")]),
        ("云台、五棵草涂料等企业投产。", [("云台", "Enterprise"), ("五棵草涂料", "Enterprise")]),
        ("旗下的白鹿优选已上线。", [("白鹿优选", "Enterprise")]),
        ("这里的海蓝科技正在扩产。", [("海蓝科技", "Enterprise")]),
        ("金鹿精工董事长表示，订单饱满。", [("金鹿精工", "Enterprise")]),
    ],
)
def test_member(text: str, wanted: list[tuple[str, str]], lines_of: Lines) -> None:
    assert _found(lines_of(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "全区形成了以创新为主导的体系。",
        "交通、水利等部门到场。",
        "一批重点企业等项目落地。",
        "规模以上企业等效益良好。",
        "他们生产科技产品。",
        "难以为继的企业退出。",
        "园内有减速器、伺服电机、控制器等企业71家。",
        "云岭、竹溪等地的企业抱团出海。",
        "减速器、为整车配套的控制器等企业很多。",
        "引入归国校友4家高新技术企业。",
    ],
)
def test_plain_words_are_none(text: str, lines_of: Lines) -> None:
    assert [name for name, kind in _found(lines_of(text)) if kind == "Enterprise"] == []


def test_the_head_of_a_member_says_better_what_it_is(lines_of: Lines) -> None:
    lines = lines_of("与岭南大学、江海学院等高校合作。")
    assert [(m.name, m.source) for m in lines[0].mentions] == [
        ("岭南大学", "head.school"),
        ("江海学院", "head.school"),
    ]
