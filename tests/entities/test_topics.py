"""Which division a section is about: by heading, by-line, opening, the section above, the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Facts = Callable[[str], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "builder"),
    [
        ("临桂区\n建成漓湖大桥。临桂区很高兴。", "临桂区"),
        ("临桂区：加快建设\n建成漓湖大桥。临桂区很高兴。", "临桂区"),
        ("临桂区地处北部。\n建成漓湖大桥。", "临桂区"),
        ("桂林市临桂区\n建成漓湖大桥。临桂区很高兴。", "临桂区"),
    ],
)
def test_a_sentence_without_a_subject_has_the_sections(text: str, builder: str, facts_of: Facts) -> None:
    assert (builder, "builds", "漓湖大桥") in facts_of(text)


def test_each_section_has_its_own(facts_of: Facts) -> None:
    text = "临桂区\n建成漓湖大桥。临桂区很高兴。\n\n叠彩区\n建成云鹤水库。叠彩区很高兴。\n"
    built = [fact for fact in facts_of(text) if fact[1] == "builds"]
    assert built == [("临桂区", "builds", "漓湖大桥"), ("叠彩区", "builds", "云鹤水库")]


def test_a_list_of_divisions_is_no_topic(facts_of: Facts) -> None:
    assert [fact for fact in facts_of("临桂区、叠彩区都在变化。\n建成漓湖大桥。") if fact[1] == "builds"] == []


@pytest.mark.parametrize("title", ["桂林柳州携手同行", "桂林、柳州同唱一台戏", "桂粤联手办大事"])
def test_a_title_that_names_two_is_about_neither_alone(title: str, facts_of: Facts) -> None:
    assert facts_of(f"{title}\n\n建成漓湖大桥。") == []
