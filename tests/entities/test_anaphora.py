"""What pronouns and bare nouns stand for. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[[str], list[tuple[str, str, str]]]
FIRM, PARK, BRIDGE = "漓湖精密制造有限公司", "云鹤产业园", "漓湖大桥"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (f"{FIRM}落户临桂区。该公司投资建设{PARK}。", (FIRM, "builds", PARK)),
        (f"{FIRM}董事长周远山介绍，公司将在桂林市建设漓湖研究院。", (FIRM, "builds", "漓湖研究院")),
        (f"{FIRM}投产。该企业收购岭西碳素有限公司。公司将建设漓湖研究院。", (FIRM, "builds", "漓湖研究院")),
        (
            f"{FIRM}旗下的岭西储能有限公司扩产。{FIRM}年产值3亿元。公司将建设漓湖研究院。",
            (FIRM, "builds", "漓湖研究院"),
        ),
        (f"临桂区\n我区今年开工建设{BRIDGE}。", ("临桂区", "builds", BRIDGE)),
        (f"临桂区\n全区上下同心，我市建成{BRIDGE}。", ("桂林市", "builds", BRIDGE)),
        (f"临桂区与叠彩区签订协议。双方共同建设{BRIDGE}。", ("叠彩区", "builds", BRIDGE)),
        (f"临桂区与叠彩区会商。两地共建{BRIDGE}。", ("临桂区", "builds", BRIDGE)),
        (f"{PARK}开园。{FIRM}落户园区。", (FIRM, "locatedIn", PARK)),
        (f"临桂区\n临桂区与叠彩区会商。该区建成{BRIDGE}。", ("临桂区", "builds", BRIDGE)),
        (f"柳州高新区与南宁高新区共建的{PARK}开园。{FIRM}落户园区。", (FIRM, "locatedIn", PARK)),
        (f"桂林市、河池市派人会商。临桂区很高兴。两市共建{BRIDGE}。", ("河池市", "builds", BRIDGE)),
        (
            f"柳州与桂林携手。柳州市、桂林市的米粉出名。永福县的香菇、阳朔县的金桔、临桂区的米粉，通过两地共建的{PARK}外销。",
            ("柳州市", "builds", PARK),
        ),
    ],
)
def test_stands_for(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    # 我市 is said of a division that the document names
    assert fact in facts_of(text if "我市" not in text else text + "桂林市很高兴。")


@pytest.mark.parametrize(
    "text",
    [
        f"该公司投资建设{PARK}。",  # no firm was named
        "两地共建共享。",
        f"临桂区、广西都很热闹。两市共同谋划{BRIDGE}。",  # neither is one of two cities
        f"{FIRM}投产。公司化改革带来{PARK}。",  # 公司|化 is no noun
    ],
)
def test_stands_for_nothing(text: str, facts_of: Facts) -> None:
    assert [fact for fact in facts_of(text) if fact[1] in {"builds", "cooperatesWith"}] == []


def test_the_chief_of_a_firm_that_nobody_found_is_not_of_another(facts_of: Facts) -> None:
    facts = facts_of(f"{FIRM}投产。溪福食品总经理金哲浩说，产量翻番。")
    assert ("金哲浩", "worksFor", FIRM) not in facts
    assert ("金哲浩", "worksFor", FIRM) in facts_of(f"{FIRM}投产。总经理金哲浩说，产量翻番。")
