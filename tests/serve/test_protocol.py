"""The cases of the W3C's SPARQL 1.1 protocol tests, on graphs of this project's own.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/ — the names in brackets are those of its manifest. Its
cases for updates say that a server does them; this one is read-only and refuses each of them.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import pytest
import rdflib

from kg.vocabulary import GRAPH
from tests.graph.samples import ONE, TWO
from tests.serve.conftest import DIRECT, FORM, Server

FIRST, SECOND = GRAPH + ONE[:16], GRAPH + TWO[:16]
ALL, PART = f"{GRAPH}background", f"{GRAPH}dataset"
UPDATE = "application/sparql-update"
INSERT = "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }"


def truth(body: bytes) -> bool:
    found = json.loads(body)["boolean"]
    assert isinstance(found, bool)
    return found


# Queries that are to be answered


def test_query_get(server: Server) -> None:
    """[query_get]"""
    reply = server.query("ASK {}")
    assert (reply.status, truth(reply.body)) == (200, True)


def test_query_post_form(server: Server) -> None:
    """[query_post_form]"""
    reply = server.ask("POST", "/sparql", urlencode({"query": "ASK {}"}), Content_Type=FORM)
    assert (reply.status, truth(reply.body)) == (200, True)


def test_query_post_direct(server: Server) -> None:
    """[query_post_direct]"""
    reply = server.ask("POST", "/sparql", "ASK {}", Content_Type=DIRECT)
    assert (reply.status, truth(reply.body)) == (200, True)


SAYS_TWO = f"ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{SECOND}>) }}"
BOTH = "ASK { ?a kg:signed ?deal . ?b kg:builds ?c . FILTER EXISTS { ?d kg:mentionedIn ?e } }"
NOTHING_ELSE = "ASK { ?s a <http://www.w3.org/ns/dcat#Dataset> }"


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_query_dataset_default_graphs(method: str, server: Server) -> None:
    """[query_dataset_default_graphs_get, query_dataset_default_graphs_post]"""
    graphs = [("default-graph-uri", FIRST), ("default-graph-uri", SECOND)]
    assert truth(_by(server, method, BOTH, graphs)) is True
    assert truth(_by(server, method, NOTHING_ELSE, graphs)) is False
    assert truth(_by(server, method, NOTHING_ELSE, [("default-graph-uri", PART)])) is True
    assert truth(_by(server, method, "ASK { GRAPH ?g { ?s ?p ?o } }", graphs)) is False


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_query_dataset_named_graphs(method: str, server: Server) -> None:
    """[query_dataset_named_graphs_get, query_dataset_named_graphs_post]"""
    assert truth(_by(server, method, SAYS_TWO, [("named-graph-uri", FIRST), ("named-graph-uri", SECOND)])) is True
    assert truth(_by(server, method, SAYS_TWO, [("named-graph-uri", FIRST)])) is False
    assert truth(_by(server, method, "ASK { ?s ?p ?o }", [("named-graph-uri", FIRST)])) is False


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_query_dataset_full(method: str, server: Server) -> None:
    """[query_dataset_full]"""
    query = f"ASK {{ ?x a <http://www.w3.org/ns/dcat#Dataset> . GRAPH <{FIRST}> {{ ?s kg:signed ?o }} }}"
    assert truth(_by(server, method, query, [("default-graph-uri", PART), ("named-graph-uri", FIRST)])) is True
    assert truth(_by(server, method, query, [("default-graph-uri", FIRST), ("named-graph-uri", PART)])) is False


def test_query_multiple_dataset(server: Server) -> None:
    """[query_multiple_dataset]: the graphs of the protocol go before those of the query."""
    query = f"ASK FROM <{FIRST}> {{ ?s a <http://www.w3.org/ns/dcat#Dataset> }}"
    assert truth(server.query(query).body) is False
    assert truth(server.query(query, ("default-graph-uri", PART)).body) is True


def _by(server: Server, method: str, query: str, graphs: list[tuple[str, str]]) -> bytes:
    if method == "get":
        reply = server.query(query, *graphs)
    elif method == "form":
        reply = server.ask("POST", "/sparql", urlencode([("query", query), *graphs]), Content_Type=FORM)
    else:
        reply = server.ask("POST", f"/sparql?{urlencode(graphs)}", query, Content_Type=DIRECT)
    assert reply.status == 200, reply.text
    return reply.body


SELECT = "SELECT ?s WHERE { ?s a kg:City }"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/*;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/xml"),
    ],
)
@pytest.mark.parametrize("query", [SELECT, "ASK { ?s a kg:City }"])
def test_query_content_type_select_and_ask(query: str, accept: str, given: str, server: Server) -> None:
    """[query_content_type_select, query_content_type_ask]"""
    reply = server.query(query, Accept=accept)
    assert (reply.status, reply.type) == (200, given)
    assert "Accept" in reply.headers["vary"]
    if given.endswith("xml"):
        assert ET.fromstring(reply.body).tag == "{http://www.w3.org/2005/sparql-results#}sparql"
    elif given.endswith("json"):
        assert {"results", "boolean"} & json.loads(reply.body).keys()


@pytest.mark.parametrize(
    ("accept", "given", "name"),
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("*/*", "text/turtle", "turtle"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s a kg:City }", "DESCRIBE ?s WHERE { ?s a kg:City }"])
def test_query_content_type_of_graphs(query: str, accept: str, given: str, name: str, server: Server) -> None:
    """[query_content_type_construct, query_content_type_describe]"""
    reply = server.query(query, Accept=accept)
    assert (reply.status, reply.type) == (200, given)
    assert len(rdflib.Graph().parse(data=reply.body, format=name)) > 0


# Requests that are to be refused


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(method: str, server: Server) -> None:
    """[bad_query_method]"""
    reply = server.ask(method, "/sparql?query=ASK%7B%7D")
    assert reply.status == 405
    assert "POST" in reply.headers["allow"]


def test_bad_multiple_queries(server: Server) -> None:
    """[bad_multiple_queries]"""
    assert server.query("ASK {}", ("query", "SELECT * {}")).status == 400
    reply = server.ask("POST", "/sparql?query=ASK%7B%7D", "ASK {}", Content_Type=DIRECT)
    assert reply.status == 400


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "application/json"])
def test_bad_query_wrong_or_missing_type(kind: str, server: Server) -> None:
    """[bad_query_missing_form_type, bad_query_missing_direct_type, bad_query_wrong_media_type]"""
    headers = {"Content_Type": kind} if kind else {}
    assert server.ask("POST", "/sparql", "ASK {}", **headers).status == 415
    assert server.ask("POST", "/sparql", "query=ASK%20%7B%7D", **headers).status == 415


def test_bad_query_non_utf8(server: Server) -> None:
    """[bad_query_non_utf8]"""
    query = 'ASK { ?s ?p "渝" }'
    reply = server.ask("POST", "/sparql", query.encode("utf-16"), Content_Type=f"{DIRECT}; charset=UTF-16")
    assert reply.status == 415
    assert server.ask("POST", "/sparql", query.encode("gb18030"), Content_Type=DIRECT).status == 400
    assert server.get("/sparql?query=ASK%7B%3Fs%20%3Fp%20%22%D3%E5%22%7D").status == 400


def test_bad_query_syntax(server: Server) -> None:
    """[bad_query_syntax]"""
    reply = server.query("ASK {\n ?s ?p ")
    assert reply.status == 400
    assert reply.type == "text/plain"
    assert reply.text.startswith("line 2") or reply.text.startswith("line 1")
    assert len(reply.text.splitlines()) == 1


@pytest.mark.parametrize("query", ["", "   "])
def test_bad_query_empty(query: str, server: Server) -> None:
    assert server.query(query).status == 400
    assert server.get("/sparql?default-graph-uri=http%3A%2F%2Fexample.org%2F").status == 400


def test_bad_graph_name(server: Server) -> None:
    assert server.query("ASK {}", ("default-graph-uri", "not an iri")).status == 400


def test_bad_update_get(server: Server) -> None:
    """[bad_update_get]"""
    assert server.get("/sparql?" + urlencode({"update": INSERT})).status == 400


@pytest.mark.parametrize(
    "text", [INSERT, "LOAD <http://127.0.0.1:1/>", "CLEAR ALL", "DROP GRAPH <http://example.org/>"]
)
def test_updates_are_refused(text: str, server: Server) -> None:
    """[update_post_form, update_post_direct, bad_multiple_updates, bad_update_dataset_conflict …]"""
    assert server.ask("POST", "/sparql", urlencode({"update": text}), Content_Type=FORM).status == 403
    assert server.ask("POST", "/sparql", text, Content_Type=UPDATE).status == 403
    assert server.ask("POST", "/sparql", text, Content_Type=DIRECT).status == 400
    assert server.query(text).status == 400
    assert truth(server.query("ASK { <http://example.org/s> ?p ?o }").body) is False


@pytest.mark.parametrize("word", ["SERVICE", "service", "SERVICE SILENT", "SERVI\\u0043E"])
def test_a_query_cannot_make_the_server_call_out(word: str, server: Server) -> None:
    reply = server.query(f"ASK {{ {word} <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}")
    assert reply.status == 400
    assert "SERVICE" in reply.text


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/sparql-results+json;q=0"])
def test_an_accept_that_fits_nothing(accept: str, server: Server) -> None:
    reply = server.query(SELECT, Accept=accept)
    assert reply.status == 406
    assert "application/sparql-results+json" in reply.text


# The description of the service


@pytest.mark.parametrize("accept", ["", "*/*", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_the_service_describes_itself(accept: str, server: Server) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    reply = server.get("/sparql", Accept=accept)
    assert reply.status == 200
    names = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}
    graph = rdflib.Graph().parse(data=reply.body, format=names[reply.type])
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(f"{server.url}/sparql")
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    named = set(graph.objects(graph.value(service, sd.defaultDataset), sd.namedGraph / sd.name))
    assert {rdflib.URIRef(FIRST), rdflib.URIRef(SECOND), rdflib.URIRef(ALL)} <= named


def test_a_browser_is_shown_the_editor(server: Server) -> None:
    reply = server.get("/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (reply.status, reply.headers["location"]) == (303, "/query")


def test_inference_is_asked_for(server: Server) -> None:
    query = "ASK { ?s a kg:Place }"
    assert truth(server.query(query).body) is False
    assert truth(server.query(query, ("infer", "true")).body) is True
