"""Firms by a brand and a trade word, or by their place beside a known firm. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.mentions.find import Line

Lines = Callable[[str], tuple[Line, ...]]


def _firms(lines: tuple[Line, ...]) -> list[str]:
    return [m.name for line in lines for m in line.mentions if m.classes[0] == "Enterprise"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("云岫智能与湖州产投集团签署协议。", ["云岫智能", "湖州产投集团"]),
        ("甬能锂电董事长到会。", ["甬能锂电"]),
        ("滨海区企业冰澜数科开发的平台上线。", ["冰澜数科"]),
        ("港资企业启岱航运已增资。", ["启岱航运"]),
        ("日本三澪精机追加投资5000万美元。", ["三澪精机"]),
        ("恒澜薯业在安定区投下2.3亿元。", ["恒澜薯业"]),
        ("绵阳城投出资两成。", ["绵阳城投"]),
        ("鄂旅投携手恩施打造样板。", ["鄂旅投"]),
        ("藏澜盐湖旗下的园区动工。", ["藏澜盐湖"]),
        ("内蒙古草都畜牧从澳大利亚引进种羊2000只。", ["内蒙古草都畜牧"]),
        ("鹏芯微完成2亿元融资。", ["鹏芯微"]),
        ("作为链主的海螺智造，去年产值突破80亿元。", ["海螺智造"]),
        ("由闽州大学与劲澜体育共建。", ["劲澜体育"]),
    ],
)
def test_a_brand_and_its_trade(text: str, wanted: list[str], lines_of: Lines) -> None:
    assert _firms(lines_of(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "良渚文化走向世界。",
        "区块链技术与制造业深度融合。",
        "当地主攻精密仪器和智能控制。",
        "四川白酒销往海外。",
        "全省农业在稳步发展。",
        "吉林化纤产业规模扩大。",
        "他们生产云母玻璃。",
        "城市由水务部门管理。",
        "资金投放加快，城投债规模下降。",
        "企业家罗澜莎投资2.3亿元建厂。",
    ],
)
def test_plain_phrases_are_no_firms(text: str, lines_of: Lines) -> None:
    assert _firms(lines_of(text)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("鑫澜轧辊、三鼎电炉、奥维特焊材抱团出海。", ["鑫澜轧辊", "三鼎电炉", "奥维特焊材"]),
        ("客户有韩国韩澜重工、芬兰极地船舶。", ["韩澜重工", "极地船舶"]),
        ("项目由绿澜循环与瓮安工投集团共同出资。", ["绿澜循环", "瓮安工投集团"]),
        ("潞岚半导体、晶和照明、唐盛光电等13家企业到会。", ["潞岚半导体", "晶和照明", "唐盛光电"]),
        ("投资方为北京远岚文旅、深圳云栖岚两家企业。", ["北京远岚文旅", "深圳云栖岚"]),
        ("五月鲜、椰岛恋、南屿食品三个品牌同台。", ["五月鲜", "椰岛恋", "南屿食品"]),
    ],
)
def test_what_stands_beside_a_firm(text: str, wanted: list[str], lines_of: Lines) -> None:
    assert _firms(lines_of(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("云岫科技与岭南大学签约。", ["云岫科技"]),
        ("云岫科技、产业链上下游共同发力。", ["云岫科技"]),
        ("云岫科技和重庆汽车产业同步成长。", ["云岫科技"]),
        ("苏敏女士与云岫科技集团签约。", ["云岫科技集团"]),
        ("走访云岫科技、市场监管部门。", ["云岫科技"]),
    ],
)
def test_other_things_beside_a_firm_are_none(text: str, wanted: list[str], lines_of: Lines) -> None:
    assert _firms(lines_of(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("园区引进豫岚科、灵宝岚新材，补上短板。", ["豫岚科", "灵宝岚新材"]),
        ("集团分别与晟禾连锁、湘味客签订合同。", ["晟禾连锁", "湘味客"]),
        ("引进高层次人才、先进技术，补上短板。", []),
        ("引进澳洲肉牛、荷兰花卉，扩大种养。", []),
        ("同张家港、江阴签订协议。", []),
    ],
)
def test_what_a_verb_gathers(text: str, wanted: list[str], lines_of: Lines) -> None:
    assert _firms(lines_of(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("云岚泵业启动技改。", ["云岚泵业"]),
        ("华岚甘肃总经理孟昭晖到会。", ["华岚甘肃"]),
        ("唐山曹妃甸港务董事长到会。", ["唐山曹妃甸港务"]),
        ("佳木斯重工拿到订单1.2亿元。", ["佳木斯重工"]),
        ("固态电池成为风口。", []),
        ("利用硬科技突围。", []),
        ("甘肃总经理级人才紧缺。", []),
    ],
)
def test_what_needs_no_other_sign(text: str, wanted: list[str], lines_of: Lines) -> None:
    assert _firms(lines_of(text)) == wanted
