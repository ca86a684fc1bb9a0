"""Whom 双方, 两地, 三方 stand for. The names are invented, the divisions are real."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Record

Facts = Callable[[str], list[tuple[str, str, str]]]
LAB = "漓湖稻种联合实验室"


def _builders(facts: list[tuple[str, str, str]], thing: str) -> set[str]:
    return {subject for subject, predicate, obj in facts if predicate == "builds" and obj == thing}


@pytest.mark.parametrize(
    ("text", "builders"),
    [
        (f"华岭药业有限公司与岭南大学签约。双方将共建{LAB}。", {"华岭药业有限公司", "岭南大学"}),
        (f"柳州市与湖北省襄阳市在南宁签约，两地共建{LAB}。", {"柳州市", "襄阳市"}),
        (f"柳州市同武汉的岭南大学联办培训班。校地双方还设立{LAB}。", {"柳州市", "岭南大学"}),
        (f"柳州市继续推进改革，去年还与襄阳市签约，双方共建{LAB}。", {"柳州市", "襄阳市"}),
        (f"锐泓与岭南大学签约，双方将共建{LAB}。", set()),  # one side has a name that nobody found
        (f"落户漓湖高新区的华岭药业有限公司投产。双方将共建{LAB}。", set()),  # where it settled is no side
        # what they visited is no side
        (
            f"柳州市与新和县召开会议。会后，代表考察了漓湖高新区和云上枣业加工厂。双方将共建{LAB}。",
            {"柳州市", "新和县"},
        ),
        (f"柳州市考察团与新和县座谈，双方将共建{LAB}。", {"柳州市", "新和县"}),
        (f"华岭药业有限公司、鸿川和锐泓三方出资组建的{LAB}揭牌。", {"华岭药业有限公司"}),
    ],
)
def test_sides(text: str, builders: set[str], facts_of: Facts) -> None:
    assert _builders(facts_of(text), LAB) == builders


@pytest.mark.parametrize(
    ("text", "builder"),
    [
        (f"柳州市对口帮扶融安县、三江县。前者产金橘；后者出茶油，建成{LAB}。", "三江侗族自治县"),
        (f"柳州市对口帮扶融安县、三江县。前者产金橘，建成{LAB}。", "融安县"),
    ],
)
def test_the_former_and_the_latter(text: str, builder: str, facts_of: Facts) -> None:
    assert _builders(facts_of(text), LAB) == {builder}


def test_the_named_builder_stands_for_the_implied_one(record_of: Callable[[str], Record], facts_of: Facts) -> None:
    text = "柳州市很热闹。漓湖大桥今年动工。"
    assert _builders(facts_of(text), "漓湖大桥") == {"柳州市"}
    assert _builders(facts_of(text + "大桥由华岭路桥有限公司承建。"), "漓湖大桥") == {"华岭路桥有限公司"}
