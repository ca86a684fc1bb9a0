"""Every indicator rule matches its examples and none of its counter-examples; a wrong rule is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.data import folder
from kg.errors import RuleError
from kg.facts.indicators import Indicators
from kg.mentions.quantities import Quantities
from kg.text.tokens import Tokenizer

RULES = folder("seeds") / "rules"
INDICATORS = Indicators.load(RULES / "indicators.toml")


@pytest.fixture(scope="module")
def quantities() -> Quantities:
    return Quantities.load(RULES / "units.toml")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.load()


def chosen(marked: str, quantities: Quantities, tokenizer: Tokenizer) -> tuple[str, float] | None:
    """Indicator and value of the quantity between 【 and 】."""
    before, rest = marked.split("【")
    inside, after = rest.split("】")
    text = before + inside + after
    start = len(before)
    found = quantities.find(text, tokenizer.tokenize([text])[0])
    quantity = next(q for q in found if q.start < start + len(inside) and start < q.end)
    choice = INDICATORS.choose(text, quantity)
    return None if choice is None else (choice.indicator, choice.value)


@pytest.mark.parametrize(
    ("indicator", "sign", "marked"),
    [(rule.indicator, rule.sign, marked) for rule in INDICATORS.rules for marked in rule.examples],
)
def test_examples(indicator: str, sign: int, marked: str, quantities: Quantities, tokenizer: Tokenizer) -> None:
    choice = chosen(marked, quantities, tokenizer)
    assert choice is not None
    assert choice[0] == indicator
    assert choice[1] * sign > 0


@pytest.mark.parametrize(
    ("indicator", "sign", "marked"),
    [(rule.indicator, rule.sign, marked) for rule in INDICATORS.rules for marked in rule.counter],
)
def test_counter_examples(indicator: str, sign: int, marked: str, quantities: Quantities, tokenizer: Tokenizer) -> None:
    choice = chosen(marked, quantities, tokenizer)
    assert choice is None or choice[0] != indicator or choice[1] * sign < 0


def test_every_rule_has_an_example() -> None:
    assert all(rule.examples for rule in INDICATORS.rules)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("签约项目26个，总投资【117亿元】。", ("contractAmount", 117e8)),
        ("空气优良天数达【360天】。", ("count", 360)),
        ("分别增长5%、【7.5%】。", ("growthRate", 7.5)),
        ("降幅比上年收窄【3个百分点】。", None),
        ("围绕【12个方面】开展合作。", None),
        ("是原来的【3倍】。", None),
        ("用了【3年】时间。", None),
        ("架起【110千伏】线路。", None),
    ],
)
def test_context(marked: str, expected: tuple[str, float] | None, quantities: Quantities, tokenizer: Tokenizer) -> None:
    assert chosen(marked, quantities, tokenizer) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[indicator]]\nindicator = 'wealth'\nunits = ['CNY']\nwords = ['富']\n", "wealth"),
        ("[[indicator]]\nindicator = 'loan'\nunits = ['yuan']\nwords = ['贷']\n", "yuan"),
        ("[[indicator]]\nindicator = 'loan'\nunits = ['CNY']\nwords = ['']\n", "words"),
        ("[[indicator", "indicators.toml"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "indicators.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(RuleError, match=reason) as caught:
        Indicators.load(RULES / "indicators.toml", file)
    assert str(file) in str(caught.value)
