"""What may not run is refused, and a mistake is told with its place and what was expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError
from kg.graph import syntax
from kg.graph.query import run
from kg.vocabulary import PREFIXES


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a'b\"''' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ent:a\\#b ?o . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s <http://a#b> ?o . SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } FILTER(3>2) }",
        "SELECT * { FILTER(?x<?y&&?z>?w) FILTER NOT EXISTS{SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o }} }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "# comment\rSELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\"" . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }',
        "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
    ],
)
def test_a_call_to_another_server_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run(Store(), query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p 'SERVICE' }",
        "SELECT * { ?s <http://SERVICE/SERVICE> ?o } # SERVICE",
        "PREFIX service: <http://s/> SELECT * { ?s service:SERVICE ?o }",
        "SELECT * { ?s ?p '''\nSERVICE ' ''' }",
        'SELECT * { ?s ?p "INSERT DATA", "\\\\" , "LOAD" }',
        "SELECT * { ?s kg:insert ?load }",
    ],
)
def test_a_word_in_a_name_or_string_is_no_keyword(query: str) -> None:
    assert run(Store(), query).kind == "solutions"


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <s:s> <p:p> <o:o> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX x: <x:> LOAD <http://127.0.0.1:1/>",
        "clear all",
        "DROP ALL",
        "WITH <g:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "COPY DEFAULT TO <g:g>",
        "CREATE GRAPH <g:g>",
    ],
)
def test_an_update_is_refused(update: str) -> None:
    with pytest.raises(QueryError, match="changes data, and the graph is read-only"):
        run(Store(), update)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "line 1, column 1: expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELEKT * { ?s ?p ?o }", r"line 1, column 1: SELEKT is no word of SPARQL; did you mean SELECT\?"),
        ("SELECT * {\n  ?s ex:name ?o }", r"line 2, column 6: the prefix ex: is not declared \(PREFIX ex: <…>\)"),
        ("SELECT * { ?s sks:x ?o }", r"line 1, column 15: the prefix sks: is not declared.*did you mean skos:\?"),
        ("SELECT * { ?s a 甲 }", "line 1, column 17: 甲 is no word of SPARQL; a name has a prefix"),
        ('SELECT * {\n ?s ?p "甲区 }', "line 2, column 8: the quotation mark is not closed on its line"),
        ("SELECT * { ?s ?p ?o", "line 1, column 10: { is not closed: expected } before the end"),
        ("SELECT * { ?s ?p ?o ) }", "line 1, column 21: expected } for the { of line 1, column 10"),
        ("SELECT * { ?s ?p ?o } }", "line 1, column 23: } closes nothing"),
        ("SELECT * { ?s ?p }", "line 1, column 18: expected an object before }"),
        ("SELECT * { ?s a kg:Park ; kg:builds . }", r"line 1, column 37: expected an object before \."),
        ("SELECT * { ?s }", "line 1, column 15: expected a predicate and an object before }"),
        ("SELECT * { ?s ?p ?o ?s ?p ?o }", "line 1, column 21: expected . or ; before"),
        ("SELECT * { ?s ?p ?o LIMIT 3 }", "line 1, column 21: LIMIT stands after the } that closes the pattern"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", r"line 1, column \d+: SELECT \* is not authorized with GROUP BY"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", r"column \d+: the SELECT contains a variable that is unbound"),
        ("SELECT * { FILTER(nope(?x)) }", "line 1, column 19: nope is no word of SPARQL"),
        ("SELECT * { ?s ?p ?o } LIMIT -1", r"line 1, column \d+: expected .*, found -1"),
        ("SELECT * { VALUES ?x { 1 2 } ?x ?p }", "line 1, column 36: expected an object before }"),
    ],
)
def test_a_mistake_is_told_with_its_place(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=f"{message}") as caught:
        run(Store(), query)
    assert "\n" not in str(caught.value)


@given(st.text(alphabet="SELCT*{}()<>?sp\"'#.;: \n\\甲abFILTER1", max_size=40))
def test_any_text_gives_an_answer_or_a_query_error(query: str) -> None:
    try:
        run(Store(), query)
    except QueryError as error:
        assert "\n" not in str(error)  # noqa: PT017 (both ends are right)


@given(st.text(max_size=60))
def test_the_tokens_are_the_text_without_space_and_comments(query: str) -> None:
    end = 0
    for token in syntax.tokens(query):
        assert query[token.start : token.start + len(token.text)] == token.text
        between = query[end : token.start]
        assert not between.strip() or "#" in between
        end = token.start + len(token.text)


@pytest.mark.parametrize(
    ("query", "dataset"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT * FROM <g:1> { ?s ?p ?o }", (["g:1"], [])),
        ("SELECT * FROM <g:1> FROM NAMED <g:2> FROM <g:3> { ?s ?p ?o }", (["g:1", "g:3"], ["g:2"])),
        ("SELECT * FROM graph:background { ?s ?p ?o }", ([PREFIXES["graph"] + "background"], [])),
        ("PREFIX g: <http://g/> SELECT * FROM g:a { ?s ?p ?o }", (["http://g/a"], [])),
        ("SELECT * FROM <relative> { ?s ?p ?o }", None),
        ("SELECT * { ?s ?p 'FROM <g:1>' } # FROM <g:2>", None),
    ],
)
def test_the_graphs_of_from_are_seen(query: str, dataset: object) -> None:
    assert syntax.dataset(query, PREFIXES) == dataset
