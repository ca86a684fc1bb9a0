"""Clients that others wrote ask the endpoint: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.vocabulary import ENT, KG, PREFIXES, SKOS
from tests.graph.samples import CITY, DISTRICT
from tests.serve.conftest import Server

NAMES = "SELECT ?name WHERE { ?e a kg:City ; skos:prefLabel ?name }"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["JSON", "XML", "CSV", "TSV"])
def test_sparqlwrapper_selects(method: str, form: str, server: Server) -> None:
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setReturnFormat(getattr(SPARQLWrapper, form))
    client.setQuery(NAMES)
    found = client.queryAndConvert()
    text = found.toxml() if form == "XML" else found.decode() if isinstance(found, bytes) else json.dumps(found)
    assert "泸州市" in text or "\\u6cf8\\u5dde\\u5e02" in text


@pytest.mark.parametrize("form", ["TURTLE", "N3", "RDFXML", "JSONLD"])
def test_sparqlwrapper_constructs(form: str, server: Server) -> None:
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setReturnFormat(getattr(SPARQLWrapper, form))
    client.setQuery("CONSTRUCT WHERE { ?e a kg:City }")
    found = client.queryAndConvert()
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="turtle")
    assert len(found) == 1


def test_sparqlwrapper_asks_and_sends_the_query_itself(server: Server) -> None:
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(f"{server.url}/sparql", returnFormat=SPARQLWrapper.JSON)
    client.setMethod("POST")
    client.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
    client.setQuery("ASK { ?e a kg:City }")
    assert client.queryAndConvert()["boolean"] is True
    client.setQuery("ASK {")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflibs_store(method: str, form: str, server: Server) -> None:
    store = SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store)
    assert [str(name) for (name,) in graph.query(NAMES, initNs=dict(PREFIXES))] == ["泸州市"]
    place = rdflib.URIRef(ENT + CITY)
    if form in {"xml", "json"}:
        assert graph.value(place, rdflib.URIRef(SKOS.prefLabel)) == rdflib.Literal("泸州市", lang="zh")
        assert (place, rdflib.RDF.type, rdflib.URIRef(KG.City)) in graph
    if form == "xml":  # with another, this client asks for no format of graphs
        made = graph.query("CONSTRUCT { ?e a kg:City } WHERE { ?e a kg:City }", initNs=dict(PREFIXES))
        assert made.graph is not None
        assert len(made.graph) == 1


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on the path")
def test_curl(server: Server) -> None:
    def curl(*words: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail", "--max-time", "20", *words]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    address = f"{server.url}/sparql"
    answer = curl("--get", "--data-urlencode", f"query={NAMES}", "--header", "Accept: text/csv", address)
    assert answer.split() == ["name", "泸州市"]
    direct = ("--header", "Content-Type: application/sparql-query", "--data-binary", "ASK { ?e a kg:City }")
    assert json.loads(curl(*direct, address))["boolean"] is True
    turtle = curl("--location", "--header", "Accept: text/turtle", f"{server.url}/entity/{DISTRICT}")
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) > 10
    assert curl("--head", f"{server.url}/health").startswith("HTTP/1.1 200")
