"""Small documents from text to facts. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Record

Facts = Callable[[str], list[tuple[str, str, str]]]
PARK, FIRM, BRIDGE = "漓湖生物产业园", "华岭药业有限公司", "漓湖大桥"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"桂林市建成{PARK}。", ("桂林市", "builds", PARK)),
        (f"{PARK}由{FIRM}投资建设。", (FIRM, "builds", PARK)),
        (f"{PARK}由{FIRM}投资建设。", (FIRM, "investsIn", PARK)),
        (f"由{FIRM}投资建设的{BRIDGE}开工。", (FIRM, "builds", BRIDGE)),
        (f"由{FIRM}投资建设的{BRIDGE}开工。", (FIRM, "investsIn", BRIDGE)),
        (f"{FIRM}与岭南大学签订《漓湖药材合作协议》。", (FIRM, "signed", "漓湖药材合作协议")),
        (f"{FIRM}与岭南大学签订《漓湖药材合作协议》。", ("岭南大学", "signed", "漓湖药材合作协议")),
        (f"{FIRM}与岭南大学签订《漓湖药材合作协议》。", (FIRM, "cooperatesWith", "岭南大学")),
        (f"桂林市和柳州市共建{BRIDGE}。", ("柳州市", "builds", BRIDGE)),
        (f"桂林市和柳州市共建{BRIDGE}。", ("桂林市", "cooperatesWith", "柳州市")),
        (f"临桂区携手叠彩区，共同打造{PARK}。", ("叠彩区", "builds", PARK)),
        (f"{FIRM}、禾田食品有限公司等企业落户漓湖高新区。", ("禾田食品有限公司", "locatedIn", "漓湖高新区")),
        (f"{FIRM}董事长周远山介绍，订单饱满。", ("周远山", "worksFor", FIRM)),
        ("由柳州市援建的漓湖大桥通车。", ("柳州市", "builds", BRIDGE)),
        (f"{FIRM}参股禾田食品有限公司。", (FIRM, "investsIn", "禾田食品有限公司")),
        ("临桂区人民医院加入漓湖医院牵头的漓湖救治联盟。", ("漓湖医院", "memberOf", "漓湖救治联盟")),
        ("桂林市举办第三届漓湖米粉节。", ("桂林市", "hosts", "第三届漓湖米粉节")),
        ("桂林市与绵阳市缔结友好城市。", ("桂林市", "sisterCityOf", "绵阳市")),
        ("桂林至柳州高速公路连接临桂区和鹿寨县。", ("桂林至柳州高速公路", "connects", "鹿寨县")),
        ("桂林至柳州高速公路开工。", ("桂林至柳州高速公路", "connects", "桂林市")),
        ("临桂区大力发展生物医药产业。", ("临桂区", "develops", "生物医药产业")),
        ("桂林市临桂区石沟村很美。", ("石沟村", "locatedIn", "临桂区")),
        (f"{FIRM}与华川药业有限公司合资组建岭川药业有限公司。", (FIRM, "investsIn", "岭川药业有限公司")),
        (f"由桂林市牵头、岭南大学参与组建的{PARK}揭牌。", ("岭南大学", "builds", PARK)),
        (f"桂林市引进{FIRM}，投资8亿元建设{PARK}。", (FIRM, "investsIn", PARK)),
        ("桂林市、柳州市在南宁签署《漓江航运协议》。", ("柳州市", "cooperatesWith", "桂林市")),
        (f"临桂区与叠彩区开展协作，援建的{PARK}已入驻企业21家。", ("临桂区", "builds", PARK)),
        ("临桂区发起成立漓江康养产业联盟。", ("临桂区", "memberOf", "漓江康养产业联盟")),
    ],
)
def test_states(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    left, predicate, right = fact
    facts = facts_of(text)
    assert fact in facts or (predicate in {"cooperatesWith", "sisterCityOf"} and (right, predicate, left) in facts)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # a place before a name that was not found is no partner
        ("临桂区与上海永澜云、叠彩区签订庄园合作协议。", ("临桂区", "cooperatesWith", "上海市")),
        # each list whole, or none: 分别 of three names and two works tells nobody which is whose
        (f"{FIRM}、岭南大学分别建设{PARK}、{BRIDGE}、漓江码头。", (FIRM, "builds", PARK)),
        # where one of the places was not found
        (f"{FIRM}、漓香食品有限公司分别在叠彩区、漓溪片落户。", (FIRM, "locatedIn", "叠彩区")),
        (
            "桂林市举办漓湖米粉节。国家中医药管理局副局长周远志指出，要大力发展中医药产业。",
            ("桂林市", "develops", "中医药产业"),
        ),
        ("广西师大分别与叠彩区、临桂区签署合作协议。", ("叠彩区", "cooperatesWith", "临桂区")),
        ("叠彩区与漓湖高新区分别签约两个项目。", ("叠彩区", "cooperatesWith", "漓湖高新区")),
        (
            "叠彩区与襄阳市樊城区、临桂区与襄阳市襄城区、灵川县与漓湖高新区分别签订协议。",
            ("叠彩区", "cooperatesWith", "漓湖高新区"),
        ),
        (f"桂林市推动{BRIDGE}提速增效。", ("桂林市", "builds", BRIDGE)),
        (
            "广西日报讯 桂林市举行会议。去年现代中医药产业规模达18亿元。",
            ("广西壮族自治区", "develops", "现代中医药产业"),
        ),
        ("桂林市要落实好《漓江协议》。", ("桂林市", "signed", "漓江协议")),
        ("桂林市举办漓湖米粉节。县发改局总工程师周远山介绍，米粉很好。", ("周远山", "worksFor", FIRM)),
        (f"{FIRM}去年投产。{FIRM}驻鹿寨县项目经理周远山介绍，订单饱满。", ("周远山", "worksFor", "鹿寨县")),
        (f"{PARK}由{FIRM}运营。", (FIRM, "builds", PARK)),
        (f"桂林市推动{PARK}与漓湖高新区结对共建。", ("桂林市", "builds", PARK)),
    ],
)
def test_does_not_state(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    assert fact not in facts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        f"桂林市没有建设{PARK}。",
        f"桂林市希望建设{PARK}。",
        f"桂林市取消建设{BRIDGE}。",
        f"桂林市期待{FIRM}落户。",
        f"{FIRM}未与岭南大学合作。",
        f"桂林市离{BRIDGE}不远。",
        f"{FIRM}的产品很好。",
    ],
)
def test_states_nothing(text: str, facts_of: Facts) -> None:
    assert facts_of(text) == []


@pytest.mark.parametrize(
    ("text", "status", "time"),
    [
        (f"桂林市计划建设{BRIDGE}。", "Planned", None),
        (f"桂林市正在加快建设{BRIDGE}。", "Underway", None),
        (f"桂林市已建成{BRIDGE}。", "Completed", None),
        (f"2023年5月，桂林市建成{BRIDGE}。", "Completed", "2023-05"),
        (f"2024年，桂林市将建设{BRIDGE}。", "Planned", "2024"),
    ],
)
def test_status_and_time(text: str, status: str, time: str | None, record_of: Callable[[str], Record]) -> None:
    (fact,) = record_of(text).facts
    assert (fact.predicate, fact.status, fact.time) == ("builds", status, time)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        # whose the sentence is: not the park named before it, the passage, or a wish of the agreement
        (f"{PARK}开园。叠彩区一批机构如{FIRM}相继入驻。", (FIRM, "locatedIn", PARK)),
        ("临桂区\n桂林市政府与柳州市政府签署《漓江协议》。", ("临桂区", "signed", "漓江协议")),
        ("桂林市与柳州市签署8份协议，涉及新材料、生物医药等领域。", ("桂林市", "develops", "新材料")),
        ("“桂林—柳州”航线客流很旺。", ("柳州市", "builds", "“桂林—柳州”航线")),
        (f"临桂区与叠彩区签订的{BRIDGE}项目因环评未过而取消。", ("临桂区", "builds", BRIDGE)),
        ("漓湖陶瓷、云华制衣等成为园区纳税大户。", ("漓湖陶瓷", "partOf", "园区")),
        ("临桂至叠彩区的桂叠高速公路开工。", ("桂叠高速公路", "locatedIn", "叠彩区")),
        (f"{FIRM}与岭南大学签约。两市共建{BRIDGE}。", (FIRM, "builds", BRIDGE)),
    ],
)
def test_is_not_said(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    assert fact not in facts_of(text)


def test_what_two_sentences_state_is_one_fact_with_both(record_of: Callable[[str], Record]) -> None:
    text = f"桂林市推进{BRIDGE}建设。天气很好。\n2024年，桂林市建成{BRIDGE}。"
    (fact,) = record_of(text).facts
    assert [evidence.quote for evidence in fact.evidence] == [
        f"桂林市推进{BRIDGE}建设。",
        f"2024年，桂林市建成{BRIDGE}。",
    ]
    assert all(text[evidence.start : evidence.end] == evidence.quote for evidence in fact.evidence)
    assert (fact.status, fact.time) == ("Completed", "2024")
