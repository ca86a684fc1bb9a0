"""Tokens are legal N-Triples that read back as what they were made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph import terms
from kg.vocabulary import ENT
from tests.graph.samples import TEXT, VALUE


def read(token: str) -> Literal | NamedNode:
    [quad] = parse(f"<s:s> <p:p> {token} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, Literal | NamedNode)
    return quad.object


@given(TEXT, st.sampled_from(["", "zh"]))
def test_text_reads_back(value: str, language: str) -> None:
    token = terms.text(value, language)
    assert read(token) == Literal(value, language=language or None)
    assert terms.parts(token) == terms.Parts("literal", value, language)
    assert "\n" not in token


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert read(terms.text("甲\ud800乙")).value == "甲\ufffd乙"


def test_what_an_editor_would_hide_is_escaped() -> None:
    assert terms.text("\u202e甲\x1b\ufeff") == '"\\u202E甲\\u001B\\uFEFF"'


@given(VALUE)
def test_a_number_reads_back_as_the_same_float(value: float) -> None:
    found = read(terms.decimal(value))
    assert found.value.count(".") == 1
    assert "e" not in found.value
    assert float(found.value) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no number that RDF can hold"):
        terms.decimal(value)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2021-05-04", "date"),
        ("2021-05", "gYearMonth"),
        ("2021", "gYear"),
        ("2021-01/2021-06", "string"),
        ("", "string"),
    ],
)
def test_a_date_has_the_type_of_its_precision(value: str, datatype: str) -> None:
    found = read(terms.date(value))
    assert (found.value, found.datatype.value.split("#")[1]) == (value, datatype)


@given(st.text(max_size=8), st.text(max_size=8))
def test_every_key_gives_a_legal_iri_of_its_own(key: str, other: str) -> None:
    found = read(terms.entity(key))
    assert found.value.startswith(ENT)
    assert (terms.entity(key) == terms.entity(other)) == (key == other)


def test_usual_keys_are_readable() -> None:
    assert terms.entity("青禾精密-0a1b2c3d") == f"<{ENT}青禾精密-0a1b2c3d>"
    assert terms.entity("CN-500112105") == f"<{ENT}CN-500112105>"


def test_both_directions_of_a_symmetric_relation_are_one_fact() -> None:
    assert terms.fact("甲", "cooperatesWith", "乙") == terms.fact("乙", "cooperatesWith", "甲")
    assert terms.fact("甲", "builds", "乙") != terms.fact("乙", "builds", "甲")


@given(st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))
def test_parts_do_not_run_into_each_other(first: list[str], second: list[str]) -> None:
    assert (terms.digest_of(*first) == terms.digest_of(*second)) == (first == second)
