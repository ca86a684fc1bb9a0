"""Which mentions of a document name one thing, and why. The names are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.entities import reasons
from kg.entities.aliases import AliasRules
from kg.model import Entity, Record

Records = Callable[[str], Record]


def _entity(record: Record, name: str) -> Entity:
    return next(entity for entity in record.entities if entity.name == name)


@pytest.mark.parametrize(
    ("text", "name", "alias", "reason"),
    [
        ("象海智能装备有限公司落户太原市。象海智能投产。", "象海智能装备有限公司", "象海智能", reasons.COMPANY),
        ("云鹤综合保税区封关。云鹤综保区通关更快。", "云鹤综合保税区", "云鹤综保区", reasons.SAME),
        ("云鹤产业园二期工程动工。", "云鹤产业园二期工程", "云鹤产业园", reasons.VARIANT),
        ("青海三岭医院（集团）揭牌。三岭医院扩建。", "青海三岭医院（集团）", "三岭医院", reasons.PLACELESS),
        ("临汾医科大学附属汾河医院开诊。汾河医院扩建。", "临汾医科大学附属汾河医院", "汾河医院", reasons.PLACELESS),
        ("云岭供应链博览会（简称云供博会）举行。云供博会闭幕。", "云岭供应链博览会", "云供博会", reasons.BRACKETS),
        ("桂林建成大桥。桂林市很高兴。", "桂林市", "桂林", reasons.DIVISION),
    ],
)  # fmt: skip
def test_alias(text: str, name: str, alias: str, reason: str, record_of: Records) -> None:
    entity = _entity(record_of(text), name)
    assert [a.reason == reason for a in entity.aliases if a.name == alias] == [True]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("合芜高速公路通车。合福高速公路开工。", 2),
        ("象海智能装备有限公司与金鹿乳业有限公司签约。", 2),
        ("云鹤产业园开园。“云鹤产业园”已满园。", 1),
        ("云鹤科学城开园。科学城已满园。", 1),
        ("云岭科学院与海岭科技学院签约。", 2),
        ("红糖集团投产。村里的红糖很甜。", 1),
        ("海蓝精密太原公司投产。海蓝精密增资。", 2),
        ("海蓝食品科技有限公司与金鹿乳业有限公司签约。海蓝集团增资。", 3),
        ("云岭师范大学与云岭工业大学签约。", 2),
    ],
)
def test_one_thing_one_entity(text: str, count: int, record_of: Records) -> None:
    record = record_of(text)
    assert len([entity for entity in record.entities if not entity.code]) == count


def test_a_division_has_its_code_as_key(record_of: Records) -> None:
    entity = _entity(record_of("临桂区举办第三届漓湖米粉节。"), "临桂区")
    assert (entity.key, entity.code, entity.classes) == ("CN-450312", "450312", ("District",))


def test_a_common_name_is_told_apart_by_the_division(record_of: Records) -> None:
    one = record_of("临桂区\n区中医院扩建。临桂区有变化。")
    two = record_of("叠彩区\n区中医院扩建。叠彩区有变化。")
    assert {e.name for e in one.entities if "Hospital" in e.classes} == {"临桂区中医院"}
    assert {e.name for e in two.entities if "Hospital" in e.classes} == {"叠彩区中医院"}


def test_traditional_script_is_kept_as_an_alias(record_of: Records) -> None:
    entity = next(e for e in record_of("雲鶴產業園開園。").entities if "Park" in e.classes)
    assert entity.name == "云鹤产业园"
    assert [(a.name, a.reason) for a in entity.aliases] == [("雲鶴產業園", reasons.TRADITIONAL)]


@pytest.mark.parametrize(
    ("whole", "part", "same"),
    [
        ("云岭科学院", "云科院", True),
        ("云岭工业大学", "云工大", True),
        ("云岭电子材料研究院", "云材院", True),
        ("云岭科学院", "岭科院", False),  # not from its beginning
        ("云岭师范大学", "云工大", False),
        ("云岭学院", "云学院", False),  # hardly shorter: more likely another name
        ("云岭科学院", "云院", False),
    ],
)
def test_an_institution_is_contracted_by_its_characters(whole: str, part: str, same: bool) -> None:
    assert AliasRules.load().contracts(whole, part) is same


@pytest.mark.parametrize(
    ("whole", "part", "same"),
    [
        ("云岭航空航天大学", "云航", True),
        ("云岭大学", "云大", True),
        ("云岭大学", "岭大", False),
        ("云岭大学", "云工", False),
        ("云岭实验室", "云实", False),
    ],
)
def test_a_university_that_the_sentence_shows_is_contracted_further(whole: str, part: str, same: bool) -> None:
    assert AliasRules.load().school(whole, part) is same
