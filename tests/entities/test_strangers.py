"""Whoever acts under a name that was not found: neither the place before it nor the passage's district acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    "text",
    [
        "永安区举行推介会。锐泓与岭南大学签约，将建设漓湖大桥。",
        "柳州市很热闹。岚蔚众合已与岭南大学签约。",
        "常德岚蔚与岭南大学签约。",
        "韩国岚蔚与岭南大学签约。",
        "常德市企业与岭南大学合作。",
        "常德二中与岭南大学合作。",
        "常德云钢与岭南大学合作。",
    ],
)
def test_who_acts_is_not_known(text: str, facts_of: Facts) -> None:
    assert facts_of(text) == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("柳州市很热闹。当地已与岭南大学合作。", ("岭南大学", "cooperatesWith", "柳州市")),
        ("柳州市很热闹。目前合作项目已与岭南大学对接。", ("岭南大学", "cooperatesWith", "柳州市")),
        ("常德方面与岭南大学合作。", ("岭南大学", "cooperatesWith", "常德市")),
        ("常德市高标准建设漓湖大桥。", ("常德市", "builds", "漓湖大桥")),
    ],
)
def test_who_acts_is_known(text: str, fact: tuple[str, str, str], facts_of: Facts) -> None:
    left, predicate, right = fact
    assert {fact, (right, predicate, left)} & set(facts_of(text))
