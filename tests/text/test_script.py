"""Traditional script and full-width letters are read as simplified and half-width, character for character."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.script import is_traditional, normalize

SIMPLIFIED = "青岭区与云河市共同打造产业园，着力发展汽车制造，里程表后台软件著名。"


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_traditional_text_becomes_simplified(config: str) -> None:
    traditional = opencc.OpenCC(config).convert(SIMPLIFIED * 3)
    assert is_traditional(traditional)
    assert normalize(traditional) == SIMPLIFIED * 3


def test_simplified_text_keeps_characters_that_both_scripts_have() -> None:
    text = "乾隆年间的著作记载，沈阳附近的干道已有藉可查，后来由麽先生整理。"
    assert not is_traditional(text)
    assert normalize(text) == text


def test_full_width_letters_digits_and_spaces() -> None:
    assert normalize("ＧＤＰ\u3000１２．５％（Ａ）") == "GDP 12.5%（A）"


def test_radicals_of_extracted_pages() -> None:
    assert normalize("⼀⼆三⽔") == "一二三水"


@given(st.text(max_size=80))
def test_the_length_never_changes_and_twice_is_once(text: str) -> None:
    once = normalize(text)
    assert len(once) == len(text)
    if not is_traditional(text):
        assert normalize(once) == once
