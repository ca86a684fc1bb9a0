"""A build in other people's stores: its graphs are replaced, nothing else is touched, and queries answer the same."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from kg.errors import OutputError, QueryError, UsageError
from kg.graph.assemble import assemble
from kg.graph.query import run
from kg.graph.saved import bind, load
from kg.graph.store import in_memory
from kg.remote import push as pushing
from kg.remote.endpoint import Endpoint
from kg.remote.http import Client
from kg.vocabulary import GRAPH
from tests.conftest import Run
from tests.graph.samples import KNOWLEDGE, ONE, TWO
from tests.remote.conftest import Store

LOCAL = in_memory(assemble(KNOWLEDGE))
FOREIGN = "http://example.org/other"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/regional-kg/')) }"


def _smaller() -> kg.KnowledgeGraph:
    """The build when the second document is gone."""
    entities = [
        replace(one, documents=(ONE,), aliases=tuple(replace(alias, documents=(ONE,)) for alias in one.aliases))
        for one in KNOWLEDGE.entities
        if ONE in one.documents
    ]
    keys = {one.key for one in (*entities, *KNOWLEDGE.background)}
    facts = [
        replace(fact, evidence=tuple(one for one in fact.evidence if one.document == ONE))
        for fact in KNOWLEDGE.facts
        if {fact.subject, fact.object} <= keys
    ]
    return kg.KnowledgeGraph(
        replace(
            KNOWLEDGE,
            sources=tuple(one for one in KNOWLEDGE.sources if one.digest == ONE),
            entities=tuple(entities),
            facts=tuple(fact for fact in facts if fact.evidence),
            observations=tuple(
                one for one in KNOWLEDGE.observations if one.evidence.document == ONE and one.about in keys
            ),
        )
    )


def _endpoint(store: Store) -> Endpoint:
    return Endpoint(store.query, Client(store.environment))


def _there(store: Store) -> set[str]:
    return {row[0].value for row in _endpoint(store).ask(GRAPHS).rows if row[0] is not None}  # type: ignore[union-attr]


def _other(store: Store) -> int:
    answer = _endpoint(store).ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{FOREIGN}> {{ ?s ?p ?o }} }}")
    return int(answer.rows[0][0].value)  # type: ignore[union-attr]


def _put_other(store: Store) -> None:
    client = Client(store.environment)
    body = b"<http://example.org/s> <http://example.org/p> 1 ."
    headers = {"Content-Type": "text/turtle"}
    assert client.send("PUT", f"{store.graphs}?graph={FOREIGN}", body=body, headers=headers).ok


@pytest.mark.parametrize("protocol", ["Graph Store Protocol", "SPARQL Update"])
def test_a_push_replaces_the_builds_graphs_and_no_other(
    protocol: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "BATCH", 40)
    url = store.graphs if protocol == "Graph Store Protocol" else store.update
    client = Client(store.environment)
    _put_other(store)
    done = pushing.push(LOCAL, url, client=client)
    named = {graph.value for graph in LOCAL.named_graphs()} - {GRAPH + "inferred"}  # type: ignore[union-attr]
    assert done.protocol == protocol
    assert _there(store) == {*named, GRAPH + "union"}
    assert _other(store) == 1
    again = pushing.push(LOCAL, url, client=client)
    assert (again.graphs, again.triples) == (done.graphs, done.triples)
    for graph in sorted(named):
        count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        assert _endpoint(store).ask(count).rows[0][0] is not None
        here = run(LOCAL, count).rows[0][0].value  # type: ignore[union-attr]
        assert _endpoint(store).ask(count).rows[0][0].value == here, graph  # type: ignore[union-attr]
    smaller = pushing.push(_smaller()._store, url, client=client)
    assert smaller.removed == (1 if protocol == "Graph Store Protocol" else -1)
    assert GRAPH + TWO[:16] not in _there(store)
    assert GRAPH + ONE[:16] in _there(store)
    assert _other(store) == 1


def test_the_saved_queries_answer_there_as_here(store: Store) -> None:
    pushing.push(LOCAL, store.graphs, client=Client(store.environment))
    endpoint = _endpoint(store)
    for query in load().values():
        here = sorted(tuple(map(_value, row)) for row in run(LOCAL, query.text).rows)
        there = sorted(tuple(map(_value, row)) for row in endpoint.ask_saved(query.text).rows)
        assert there == here, query.name


def _value(term: object) -> str:
    text = getattr(term, "value", "")
    try:
        return f"{float(text):g}"
    except ValueError:
        return str(text).replace("、", "?")  # what Virtuoso 7 makes of a separator that is not ASCII


def test_names_are_looked_up_over_there(store: Store) -> None:
    pushing.push(LOCAL, store.graphs, client=Client(store.environment))
    endpoint, query = _endpoint(store), load()["cooperation"]
    for name in ("渝北区", "渝北", "CN-500112", "ent:CN-500112"):
        text = bind(query, {"place": name}, endpoint.vocabulary([name]))
        assert [row[1].value for row in endpoint.ask_saved(text).rows] == ["泸州市"]  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="near: 泸州市"):
        bind(query, {"place": "泸洲市"}, endpoint.vocabulary(["泸洲市"]))
    document = load()["document"]
    text = bind(document, {"document": "甲.txt"}, endpoint.vocabulary(["甲.txt"]))
    assert len(endpoint.ask_saved(text)) == len(run(LOCAL, bind(document, {"document": "甲.txt"}, LOCAL)))


def test_answers_of_every_kind(store: Store) -> None:
    endpoint = _endpoint(store)
    pushing.push(LOCAL, store.graphs, client=Client(store.environment))
    assert endpoint.ask(f"ASK {{ GRAPH <{GRAPH}union> {{ ?s a kg:City }} }}")
    made = endpoint.ask(f"CONSTRUCT {{ ?s a kg:City }} {{ GRAPH <{GRAPH}union> {{ ?s a kg:City }} }}")
    assert len(made) == 1
    cut = endpoint.ask(f"SELECT ?s {{ GRAPH <{GRAPH}union> {{ ?s ?p ?o }} }}", rows=3)
    assert (len(cut), cut.cut) == (3, True)
    with pytest.raises(QueryError, match="cannot run"):
        endpoint.ask("SELECT * {")
    with pytest.raises(QueryError, match="changes data"):
        endpoint.ask("CLEAR ALL")


def test_the_command_tells_what_it_did(store: Store, tmp_path: Path, kg_command: Run) -> None:
    kg.KnowledgeGraph(KNOWLEDGE).write(tmp_path / "output")
    done = kg_command("push", store.graphs, cwd=tmp_path, **store.environment)
    assert done.returncode == 0, done.stderr
    assert "Graph Store Protocol" in done.stdout
    done = kg_command(
        "query", "cooperation", "--place", "渝北", "--endpoint", store.query, cwd=tmp_path, **store.environment
    )
    assert done.returncode == 0, done.stderr
    assert "泸州市" in done.stdout


def test_credentials_are_needed_and_never_in_the_address(virtuoso: Store) -> None:
    for environment in ({}, {"KG_REMOTE_USER": "dba", "KG_REMOTE_PASSWORD": "wrong"}):
        with pytest.raises(OutputError, match="401; set KG_REMOTE_USER"):
            pushing.push(LOCAL, virtuoso.graphs, client=Client(environment))
    with pytest.raises(UsageError, match="do not belong"):
        pushing.push(LOCAL, virtuoso.graphs.replace("//", "//dba:dba@"))


@pytest.mark.parametrize("path", ["/nothing", "/query", ""])
def test_an_address_where_nothing_can_be_written(path: str, oxigraph: Store) -> None:
    with pytest.raises(OutputError, match="neither the Graph Store Protocol"):
        pushing.push(LOCAL, oxigraph.query.removesuffix("/query") + path)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is asked directly, whatever the machine's settings say."""
    monkeypatch.setattr(urllib.request, "getproxies", dict)
