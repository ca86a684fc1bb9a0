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
        (f"临桂区\n我区今年开工建设{BRIDGE}。", ("临桂区", "builds", BRIDGE)),
        (f"临桂区\n全区上下同心，我市建成{BRIDGE}。", ("桂林市", "builds", BRIDGE)),
        (f"临桂区与叠彩区签订协议。双方共同建设{BRIDGE}。", ("叠彩区", "builds", BRIDGE)),
        (f"临桂区与叠彩区会商。两地共建{BRIDGE}。", ("临桂区", "builds", BRIDGE)),
        (f"{PARK}开园。{FIRM}落户园区。", (FIRM, "locatedIn", PARK)),
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
        f"{FIRM}投产。公司化改革带来{PARK}。",  # 公司|化 is no noun
    ],
)
def test_stands_for_nothing(text: str, facts_of: Facts) -> None:
    assert [fact for fact in facts_of(text) if fact[1] in {"builds", "cooperatesWith"}] == []
