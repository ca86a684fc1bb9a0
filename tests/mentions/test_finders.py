"""Persons, shared heads, titles, names joined of two, offices by rank. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extraction import Extractor
from kg.mentions import titles
from kg.mentions.find import Line

Lines = Callable[[str], tuple[Line, ...]]


def _by(lines: tuple[Line, ...], source: str) -> list[str]:
    return [m.name for line in lines for m in line.mentions if m.source.startswith(source)]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("县委书记周明远表示，项目进展顺利。", "周明远", True),
        ("区长欧阳晓东调研。", "欧阳晓东", True),
        ("镇长、党委副书记马小军说。", "马小军", True),
        ("海蓝科技公司董事长林清介绍，订单饱满。", "林清", True),
        ("村民赵大海告诉记者。", "赵大海", False),
    ],
)
def test_person(text: str, name: str, office: bool, extractor: Extractor) -> None:
    (person,) = extractor.finder.persons.find(text)
    assert (text[person.start : person.end], person.office) == (name, office)


@pytest.mark.parametrize("text", ["欧阳春和村民都来了。", "书记和区长都来了。", "主任表示同意。", "周明远去了。"])
def test_no_person(text: str, extractor: Extractor) -> None:
    assert list(extractor.finder.persons.find(text)) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推进云岭、竹溪高铁建设。", ["云岭高铁"]),
        ("加快合宁、合福高速公路建设。", ["合宁高速公路"]),
        ("建设地铁3号线、4号线。", ["地铁3号线", "地铁4号线"]),
        ("云鹤一期光伏、二期光伏项目并网。", ["云鹤一期光伏项目", "云鹤二期光伏项目"]),
    ],
)
def test_a_shared_head_completes_each(text: str, names: list[str], lines_of: Lines) -> None:
    assert _by(lines_of(text), "shared") == names


@pytest.mark.parametrize("text", ["推进建设、提速高铁。", "发展旅游、高铁经济。"])
def test_what_shares_no_head(text: str, lines_of: Lines) -> None:
    assert _by(lines_of(text), "shared") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("《龙州县水资源保护条例》公布。", "龙州县水资源保护条例"),
        ("签订《漓湖药材合作协议》。", "漓湖药材合作协议"),
        ("《绿岭发展规划纲要（2021—2025年）》出台。", "绿岭发展规划纲要（2021—2025年）"),
        ("落实“稳岗惠企18条”政策。", "稳岗惠企18条"),
        ("党的二十大报告提出要求。", "党的二十大报告"),
        ("印发《山茶种植技术规范》。", "山茶种植技术规范"),
        ("国民经济和社会发展第十四个五年规划纲要发布。", "国民经济和社会发展第十四个五年规划纲要"),
    ],
)
def test_title(text: str, name: str) -> None:
    assert [found for _, _, found in titles.find(text)] == [name]


@pytest.mark.parametrize(
    "text", ["他订阅了《江淮晚报》。", "领取《取水许可证》。", "看《山乡》。", "“这一条”很重要。", "“合作协议”一词。"]
)
def test_no_title(text: str) -> None:
    assert list(titles.find(text)) == []


def test_a_five_year_plan_has_its_place(lines_of: Lines) -> None:
    lines = lines_of("赣州市国民经济和社会发展第十四个五年规划纲要发布。")
    assert _by(lines, "title") == ["赣州市国民经济和社会发展第十四个五年规划纲要"]


def test_a_line_and_its_station_are_one(lines_of: Lines) -> None:
    assert _by(lines_of("轨道九号线云岭站开通。"), "head.") == ["轨道九号线云岭站"]


def test_the_firm_in_the_name_of_its_plant(lines_of: Lines) -> None:
    (line,) = lines_of("雷驰电动车整车制造基地开工。")
    assert [(m.name, m.classes[0]) for m in line.nested] == [("雷驰", "Enterprise")]


@pytest.mark.parametrize(("text", "name"), [("区交通局局长说。", "区交通局"), ("由市发展改革委牵头。", "市发展改革委")])
def test_an_office_by_rank(text: str, name: str, lines_of: Lines) -> None:
    assert _by(lines_of(text), "ranked") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("商务部、国家发展改革委联合印发通知。", ["商务部", "国家发展改革委"]),
        ("党中央、国务院作出部署。", ["党中央", "国务院"]),
        ("中科院专家到场。", ["中科院"]),
        ("财政部门加大投入，教育部长到会。", []),
        ("云岭科技公司商务部负责接待。", []),
    ],
)
def test_bodies_of_the_state(text: str, names: list[str], lines_of: Lines) -> None:
    assert _by(lines_of(text), "central") == names


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("云岭银行芜湖分行到会。", "云岭银行芜湖分行", "云岭银行"),
        ("中岚建设集团四公司承建。", "中岚建设集团四公司", "中岚建设集团"),
        ("禾岚能源甘肃分公司到会。", "禾岚能源甘肃分公司", "禾岚能源"),
    ],
)
def test_the_mother_of_a_branch(text: str, outer: str, inner: str, lines_of: Lines) -> None:
    (line,) = lines_of(text)
    assert outer in [m.name for m in line.mentions]
    assert inner in [m.name for m in line.nested]


def test_a_workshop_is_its_firms(lines_of: Lines) -> None:
    (line,) = lines_of("云岚重工车间里，工人正忙。")
    assert [(m.name, m.classes[0]) for m in line.mentions] == [("云岚重工", "Enterprise")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("浙江省对口支援阿克苏地区前方指挥部副总指挥葛建中说。", "浙江省对口支援阿克苏地区前方指挥部"),
        ("抚顺市援疆工作组到场。", "援疆工作组"),
        ("柳州市推进西江经济带建设领导小组办公室印发通知。", "柳州市推进西江经济带建设领导小组办公室"),
    ],
)
def test_an_office_for_one_purpose(text: str, name: str, lines_of: Lines) -> None:
    assert name in _by(lines_of(text), "head.government.task")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“云品西行”活动签约项目26个。", ["云品西行"]),
        ("“岭上味道购物季”主题活动启动。", ["岭上味道购物季"]),
        ("开展“我为群众办实事”活动。", []),
    ],
)
def test_campaign(text: str, names: list[str], lines_of: Lines) -> None:
    assert _by(lines_of(text), "title.event") == names
