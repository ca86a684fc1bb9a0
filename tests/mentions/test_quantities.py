"""Numbers with units are found in base units; ordinals, dates, names and models are not quantities."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.data import folder
from kg.errors import RuleError
from kg.mentions.quantities import Quantities
from kg.text.tokens import Tokenizer


@pytest.fixture(scope="module")
def quantities() -> Quantities:
    return Quantities.load(folder("seeds") / "rules" / "units.toml")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.load()


MU = 2000 / 3


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("总投资82亿元。", 82e8, "CNY", ""),
        ("总投资1,250.5万元。", 12505000, "CNY", ""),
        ("引资上千亿元。", 1e11, "CNY", "atLeast"),
        ("增收上万元。", 1e4, "CNY", "atLeast"),
        ("投入两万元。", 2e4, "CNY", ""),
        ("投入三千五百万元。", 3.5e7, "CNY", ""),
        ("投入10万余元。", 1e5, "CNY", "atLeast"),
        ("投入1200余万元。", 1.2e7, "CNY", "atLeast"),
        ("金额超过10亿元。", 1e9, "CNY", "atLeast"),
        ("金额约3亿元。", 3e8, "CNY", "about"),
        ("金额近3亿元。", 3e8, "CNY", "about"),
        ("金额不足3亿元。", 3e8, "CNY", "atMost"),
        ("金额3亿元左右。", 3e8, "CNY", "about"),
        ("金额3亿元以上。", 3e8, "CNY", "atLeast"),
        ("金额3亿元以内。", 3e8, "CNY", "atMost"),
        ("果园90亩。", 90 * MU, "m2", ""),
        ("果园3.5万多亩。", 35000 * MU, "m2", "atLeast"),
        ("修复27.6公顷。", 276000, "m2", ""),
        ("治理42.5平方公里。", 42.5e6, "m2", ""),
        ("绿地8000平方米。", 8000, "m2", ""),
        ("蓄水1800万立方米。", 1.8e7, "m3", ""),
        ("全长15.4公里。", 15400, "m", ""),
        ("公路4公里多的路面。", 4000, "m", "atLeast"),
        ("道路4000余米。", 4000, "m", "atLeast"),
        ("时速350公里。", 350, "km_per_h", ""),
        ("装机8万千瓦。", 8e7, "W", ""),
        ("装机50兆瓦。", 5e7, "W", ""),
        ("发电7648.2万千瓦时。", 7.6482e10, "Wh", ""),
        ("发电74866.9MWh。", 7.48669e10, "Wh", ""),
        ("用电30亿度电。", 3e12, "Wh", ""),
        ("产量12万吨。", 120000, "t", ""),
        ("货物450余标箱。", 450, "TEU", "atLeast"),
        ("增长21.5%。", 21.5, "percent", ""),
        (
            "增长２１．５％。".translate({ord(a): b for a, b in zip("２１５．％", "215.%", strict=True)}),
            21.5,
            "percent",
            "",
        ),
        ("提高3个百分点。", 3, "percentagePoint", ""),
        ("增长2倍。", 200, "percent", ""),
        ("占全市百分之八十。", 80, "percent", ""),
        ("占比超过六成。", 60, "percent", "atLeast"),
        ("下降四成一，", 41, "percent", ""),
        ("约占三分之一。", 100 / 3, "percent", ""),
        ("车程5分钟。", 300, "s", ""),
        ("车程1小时20分钟。", 4800, "s", ""),
        ("车程2个半小时。", 9000, "s", ""),
        ("车程六个钟头。", 21600, "s", ""),
        ("种茶近千亩。", 1000 * MU, "m2", "about"),
        ("年产轮胎8万吨。", 80000, "t", ""),
        ("工期18个月。", 18 * 2592000, "s", ""),
        ("员工2300多人。", 2300, "person", "atLeast"),
        ("人才720余名。", 720, "person", "atLeast"),
        ("游客3万人次。", 30000, "person", ""),
        ("培养百名工匠。", 100, "person", ""),
        ("吸纳10多个居民。", 10, "person", "atLeast"),
        ("企业39家。", 39, "one", ""),
        ("近百支队伍。", 100, "one", "about"),
        ("五大产业集群。", 5, "one", ""),
        ("16万余件事项。", 160000, "one", "atLeast"),
    ],
)
def test_one_quantity(
    quantities: Quantities, tokenizer: Tokenizer, text: str, value: float, unit: str, qualifier: str
) -> None:
    (found,) = quantities.find(text, tokenizer.tokenize([text])[0])
    assert found.value == pytest.approx(value, rel=1e-9)
    assert (found.unit, found.qualifier, found.upper) == (unit, qualifier, None)


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("投资3-5亿元。", 3e8, 5e8, "CNY"),
        ("投资3亿元至5亿元。", 3e8, 5e8, "CNY"),
        ("投资8000万元到1.2亿元。", 8e7, 1.2e8, "CNY"),
        ("增长40%到50%。", 40, 50, "percent"),
        ("招收20～30人。", 20, 30, "person"),
    ],
)
def test_ranges(quantities: Quantities, tokenizer: Tokenizer, text: str, value: float, upper: float, unit: str) -> None:
    (found,) = quantities.find(text, tokenizer.tokenize([text])[0])
    assert (found.value, found.upper, found.unit) == (value, upper, unit)


@pytest.mark.parametrize(
    "text",
    [
        "第三个项目开工。",
        "第18届博览会开幕。",
        "一批企业落户，一个项目开工。",
        "两家都同意。",
        "党的二十大报告指出。",
        "G210国道、X18型汽车和5G产业园。",
        "轨道16号线和3号机组。",
        "百亿级产业集群，千年古镇。",
        "“四百四千”计划和“双八万”工程。",
        "《2020年行动计划》印发。",
        "世界500强企业。",
        "10亿元以上项目开工。",
        "单价8000元/平方米。",
        "一艘8.2万吨散货船下水。",
        "万亩茶园迎来采摘季。",
        "引水流量达到每秒38立方米。",
        "增资6500万欧元。",
        "统一个标准，唯一家。",
        "70周年大会。",
        "没有数字的一句话。",
    ],
)
def test_what_is_no_quantity(quantities: Quantities, tokenizer: Tokenizer, text: str) -> None:
    assert quantities.find(text, tokenizer.tokenize([text])[0]) == ()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("引进39家外贸企业，", ["外贸企业"]),
        ("引进“含金量”高的项目19个。", ["项目"]),
        ("重点企业项目50余家。", ["重点企业项目"]),
        ("11个乡镇71个村", ["乡镇", "村"]),
        ("设计中心2个、技术中心3个", ["设计中心", "技术中心"]),
        ("近2000亩的柑橘果园", ["柑橘果园"]),
    ],
)
def test_what_is_counted(quantities: Quantities, tokenizer: Tokenizer, text: str, counted: list[str]) -> None:
    found = quantities.find(text, tokenizer.tokenize([text])[0])
    assert [quantity.counted for quantity in found] == counted


def test_expressions_of_time_are_left_alone(quantities: Quantities, tokenizer: Tokenizer) -> None:
    text = "近3年投资5亿元。"
    (found,) = quantities.find(text, tokenizer.tokenize([text])[0], [(0, 3)])
    assert found.unit == "CNY"


@given(st.text(alphabet="0123456789.,一二三十百千万亿余多近约超元亩个人%公里-至第的项目，。", max_size=30))
def test_any_text(quantities: Quantities, tokenizer: Tokenizer, text: str) -> None:
    found = quantities.find(text, tokenizer.tokenize([text])[0])
    assert all(0 <= q.start < q.end <= len(text) and q.value >= 0 for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("not toml [", "unit"),
        ("[[unit]]\nnames = ['元']\nbase = 'yuan'\nfactor = 1\n", "yuan"),
        ("[other]\n", "unit"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "units.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(RuleError, match=reason) as caught:
        Quantities.load(file)
    assert str(file) in str(caught.value)
