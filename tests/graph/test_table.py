"""Columns stand under each other, whatever is in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph import table
from kg.vocabulary import KG, XSD
from tests.graph.samples import TEXT


def test_chinese_columns_line_up() -> None:
    rows = [
        [Literal("渝北区"), Literal("ab"), Literal(5)],
        [Literal("甲"), None, Literal("12.50", datatype=NamedNode(XSD.decimal))],
    ]
    assert table.write(("名称", "x", "number"), rows) == (
        "名称    x   number\n──────  ──  ──────\n渝北区  ab       5\n甲            12.5\n"
    )


def test_terms_are_shown_as_a_person_reads_them() -> None:
    rows = [[NamedNode(KG.builds)], [NamedNode("http://a/b")], [BlankNode("x")], [Literal("甲", language="zh")]]
    assert table.write(("t",), rows).splitlines()[2:] == ["kg:builds", "<http://a/b>", "_:x", "甲"]


def test_what_would_move_the_cursor_is_shown() -> None:
    text = table.write(("t",), [[Literal("a\nb\x1b[31m\u202ec\u200bd")]])
    assert text.splitlines()[2] == "a↵b␛[31m�c�d"


def test_a_wide_table_is_narrowed_to_the_terminal() -> None:
    text = table.write(("a", "b"), [[Literal("甲" * 40), Literal("short")]], columns=30)
    assert max(map(table.width, text.splitlines())) <= 30
    assert "…" in text
    assert "short" in text


def test_an_empty_table_has_a_head() -> None:
    assert table.write(("a", "b"), []) == "a  b\n─  ─\n"
    assert table.write((), [[]]) == "\n\n\n"


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_every_row_is_one_line(rows: list[tuple[str, str]]) -> None:
    text = table.write(("a", "b"), [[Literal(cell) for cell in row] for row in rows])
    lines = text.split("\n")
    assert len(lines) == len(rows) + 3
    assert all(character.isprintable() or character.isspace() for line in lines for character in line)
