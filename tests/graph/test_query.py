"""Queries find what the graph says, within their limits."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import LimitError, OutputError, QueryError, UsageError
from kg.graph.answer import FORMATS, Answer
from kg.graph.assemble import assemble
from kg.graph.process import Asker
from kg.graph.query import Limits, Question, run
from kg.graph.store import create, in_memory
from kg.vocabulary import GRAPH
from tests.graph.samples import KNOWLEDGE, ONE, TEXT, TWO

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FIRST, SECOND = GRAPH + ONE[:16], GRAPH + TWO[:16]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("build") / "store"
    create(place, assemble(KNOWLEDGE))
    return place


@pytest.fixture(scope="module")
def store() -> Store:
    return in_memory(assemble(KNOWLEDGE))


@pytest.fixture
def asker(folder: Path) -> Asker:
    with Asker(folder) as process:
        yield process


def number(answer: Answer) -> int:
    return int(answer.rows[0][0].value)


# What is asked


def test_the_four_forms(store: Store) -> None:
    assert [row[0].value for row in run(store, "SELECT ?n { ent:CN-500112 skos:prefLabel ?n }")] == ["渝北区"]
    assert run(store, "ASK { ent:CN-500112 a kg:District }")
    assert not run(store, "ASK { ent:CN-500112 a kg:City }")
    assert len(run(store, "CONSTRUCT { ?s a kg:X , kg:X } { ?s a kg:City }")) == 1
    described = run(store, "DESCRIBE ent:CN-510500")
    assert ("kg:signed" in described.write("ttl").decode()) is True


def test_every_triple_is_found_once_though_several_graphs_say_it(store: Store) -> None:
    everything = run(store, "SELECT ?s ?p ?o { ?s ?p ?o }")
    assert len(everything) == len(set(everything))
    assert number(run(store, "SELECT (COUNT(*) AS ?n) { ent:CN-500112 skos:prefLabel ?name }")) == 1


def test_graph_tells_who_says_it(store: Store) -> None:
    found = run(
        store,
        "SELECT ?g { GRAPH ?g { ?s kg:builds ?o . ?s skos:prefLabel '青禾精密'@zh } } ORDER BY ?g",
    )
    assert [row[0].value for row in found] == [FIRST, SECOND]


def test_what_is_entailed_is_found_on_request_only(store: Store) -> None:
    symmetric = "ASK { ent:CN-510500 kg:cooperatesWith ent:CN-500112 }"
    assert not run(store, symmetric)
    assert run(store, symmetric, infer=True)
    everything = run(store, "SELECT ?s ?p ?o { ?s ?p ?o }", infer=True)
    assert len(everything) == len(set(everything))
    graphs = run(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert GRAPH + "inferred" not in {row[0].value for row in graphs}


@pytest.mark.parametrize("by", ["arguments", "FROM"])
def test_a_dataset_of_several_graphs_is_their_merge(store: Store, by: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) %s { ?s a kg:Park ; skos:prefLabel '青禾研发基地'@zh }"
    if by == "FROM":
        found = run(store, query % f"FROM <{FIRST}> FROM <{SECOND}>")
    else:
        found = run(store, query % "", default_graphs=[FIRST, SECOND])
    assert number(found) == 1


def test_a_dataset_leaves_the_other_graphs_out(store: Store) -> None:
    query = "SELECT (COUNT(*) AS ?n) %s { ?s kg:divisionCode ?code }"
    assert number(run(store, query % "")) > 0
    assert number(run(store, query % f"FROM <{FIRST}>")) == 0
    assert number(run(store, query % "FROM graph:background")) > 0
    assert number(run(store, query % "", default_graphs=[FIRST])) == 0
    assert number(run(store, query % f"FROM <{FIRST}>", default_graphs=[GRAPH + "background"])) > 0
    assert number(run(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", default_graphs=[FIRST])) == 0
    named = run(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", named_graphs=[SECOND])
    assert [row[0].value for row in named] == [SECOND]
    assert number(run(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graphs=["http://nobody/"])) == 0


def test_a_graph_whose_name_is_no_iri_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="is no IRI"):
        run(store, "ASK {}", default_graphs=["not an iri"])


def test_an_unknown_function_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="cannot be run: The custom function <http://a/f> is not supported"):
        run(store, "SELECT * { FILTER(<http://a/f>(1)) }")


# Limits


def test_a_row_limit_cuts_and_says_so(store: Store) -> None:
    query = "SELECT ?e { ?e a ?class . ?e skos:prefLabel ?n } ORDER BY ?e ?class"
    whole = run(store, query)
    assert run(store, query, rows=len(whole)).cut is False
    for rows in (0, 1, 7, len(whole) - 1):
        part = run(store, query, rows=rows)
        assert part.cut
        assert part.rows == whole.rows[:rows]
    graph = run(store, "CONSTRUCT WHERE { ?s ?p ?o }", rows=5)
    assert graph.cut
    assert len(graph) <= 5


def test_rows_without_columns_are_counted(store: Store) -> None:
    assert len(run(store, "SELECT * {}")) == 1
    assert len(run(store, "SELECT ?x { VALUES ?y { 1 2 3 } }", rows=2)) == 2


def test_an_answer_that_is_too_large_is_stopped(store: Store, asker: Asker) -> None:
    with pytest.raises(LimitError, match=r"larger than 0\.001 MB; ask for less") as caught:
        run(store, "SELECT * { ?s ?p ?o }", octets=1000)
    assert caught.value.limit == "size"
    with pytest.raises(LimitError) as caught:
        asker.ask(Question("SELECT * { ?s ?p ?o }"), Limits(octets=1000))
    assert caught.value.limit == "size"


def test_a_limit_in_time_stops_the_query_and_its_process(asker: Asker) -> None:
    first = asker._process
    with pytest.raises(LimitError, match=r"stopped after 0\.2 s") as caught:
        asker.ask(Question(ENDLESS), Limits(seconds=0.2))
    assert caught.value.limit == "time"
    assert first.poll() is not None
    assert asker.ask(Question("ASK {}"), Limits(seconds=30))


def test_a_query_that_takes_too_much_memory_is_stopped(folder: Path) -> None:
    with Asker(folder, memory=1 << 30) as asker:
        with pytest.raises(LimitError, match="too much memory") as caught:
            asker.ask(Question("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"), Limits(seconds=60))
        assert caught.value.limit == "memory"
        assert asker.ask(Question("ASK {}"), Limits(seconds=30))


def test_one_process_answers_many_questions_and_survives_wrong_ones(asker: Asker) -> None:
    process = asker._process
    for _ in range(3):
        assert asker.ask(Question("ASK { ?s ?p ?o }"), Limits(seconds=30))
        with pytest.raises(QueryError, match="line 1, column 10"):
            asker.ask(Question("SELECT * {"), Limits(seconds=30))
        with pytest.raises(QueryError, match="SERVICE is refused"):
            asker.ask(Question("SELECT * { SERVICE ?x {} }"), Limits(seconds=30))
    assert asker._process is process


def test_the_answer_of_a_process_is_the_same(store: Store, folder: Path) -> None:
    for query in ("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "ASK {}", "CONSTRUCT WHERE { ?s a ?o }"):
        here, there = run(store, query), run(folder, query, seconds=30)
        assert (here.kind, here.cut, here.write("table")) == (there.kind, there.cut, there.write("table"))


def test_a_process_ends_with_its_parent(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.graph.process import Asker;"
        f"asker = Asker(Path({str(folder)!r})); print(asker._process.pid, flush=True); import os; os._exit(0)"
    )
    pid = int(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}/cwd").exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert not Path(f"/proc/{pid}/cwd").exists()


def test_without_a_folder_there_is_no_limit_in_time(store: Store) -> None:
    with pytest.raises(ValueError, match="needs the folder of a store"):
        run(store, "ASK {}", seconds=1)


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no store there"):
        run(tmp_path, "ASK {}")
    with pytest.raises(OutputError, match="no store there"):
        run(tmp_path, "ASK {}", seconds=1)


# Formats


def test_solutions_in_every_format(store: Store) -> None:
    answer = run(store, "SELECT ?e ?n ?none { ?e a kg:City ; skos:prefLabel ?n }")
    assert answer.variables == ("e", "n", "none")
    [[e, n, none]] = answer.rows
    assert (e, n, none) == (
        NamedNode("https://w3id.org/regional-kg/entity/CN-510500"),
        Literal("泸州市", language="zh"),
        None,
    )
    assert answer.write("csv").decode() == "e,n,none\r\nhttps://w3id.org/regional-kg/entity/CN-510500,泸州市,\r\n"
    assert answer.write("tsv").decode().splitlines()[1].split("\t")[1:] == ['"泸州市"@zh', ""]
    [binding] = json.loads(answer.write("json"))["results"]["bindings"]
    assert binding["n"] == {"type": "literal", "value": "泸州市", "xml:lang": "zh"}
    assert "泸州市" in ET.tostring(ET.fromstring(answer.write("xml")), encoding="unicode")
    assert answer.write("table").decode() == (
        "e              n       none\n─────────────  ──────  ────\nent:CN-510500  泸州市\n"
    )
    with pytest.raises(UsageError, match="ttl is no format for the solutions of a SELECT; choose one of table, csv"):
        answer.write("ttl")


def test_a_truth_in_every_format(store: Store) -> None:
    answer = run(store, "ASK {}")
    assert [answer.write(form) for form in ("table", "csv", "tsv")] == [b"yes\n", b"true\n", b"true\n"]
    assert json.loads(answer.write("json"))["boolean"] is True
    assert ET.fromstring(answer.write("xml"))[1].text == "true"


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("xml", "xml")])
def test_a_graph_in_every_format(store: Store, form: str, parser: str) -> None:
    answer = run(store, "CONSTRUCT WHERE { ?s kg:alias ?a . ?a ?p ?o }")
    graph = rdflib.Graph().parse(data=answer.write(form), format=parser)
    assert len(graph) == len(answer) == len(answer.triples)
    assert answer.write(form) == run(store, "CONSTRUCT WHERE { ?s kg:alias ?a . ?a ?p ?o }").write(form)


def test_a_graph_is_clean_turtle(store: Store) -> None:
    answer = run(store, "CONSTRUCT WHERE { ent:CN-500112 a ?class ; kg:alias ?a . ?a ?p ?o }")
    assert answer.write("ttl").decode().partition("\n\n")[2] == (
        "ent:CN-500112 a kg:District ;\n"
        '    kg:alias [ a kg:Alias ; skosxl:literalForm "渝北"@zh ; '
        f'prov:wasDerivedFrom doc:{ONE[:16]} ; kg:reason "short form" ] .\n'
    )


def test_every_format_is_listed() -> None:
    assert set(FORMATS) == {"table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld"}


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXT, min_size=1, max_size=3))
def test_any_text_survives_every_format_of_results(words: list[str]) -> None:
    store = Store()
    store.extend(Quad(NamedNode(f"s:{n}"), NamedNode("p:p"), Literal(word)) for n, word in enumerate(words))
    answer = run(store, "SELECT ?o { ?s ?p ?o } ORDER BY ?s")
    assert [row[0].value for row in answer] == words
    found = json.loads(answer.write("json"))["results"]["bindings"]
    assert [binding["o"]["value"] for binding in found] == words
    ET.fromstring(answer.write("xml"))
    assert len(answer.write("table").decode().splitlines()) == 2 + len(words)
