"""The pages: things by Accept, search, and in a real browser the editor and the explorer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
import rdflib

from kg.graph import saved
from kg.graph.terms import fact
from kg.vocabulary import DOC, ENT, KG
from tests.graph.samples import CITY, DISTRICT, FIRM, ONE, PROJECT
from tests.serve.conftest import Server

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Links(HTMLParser):
    """The links of a page, what it loads, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a":
            self.links.append(named["href"] or "")
        elif tag in {"script", "img", "link"}:
            self.loads.append(named.get("src") or named.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_an_entity_has_a_page(server: Server) -> None:
    reply = server.get(f"/entity/{DISTRICT}", Accept="text/html")
    assert (reply.status, reply.type) == (200, "text/html")
    page = Links(reply.text)
    for words in (
        "渝北区",
        "渝北",
        "区县",
        "泸州市",
        "青禾协议",
        "渝北区与泸州市签署青禾协议。",
        "甲.txt",
        "置信度",
        "重庆市",
    ):
        assert words in page.words
    assert f"/entity/{CITY}" in page.links
    assert f"/document/{ONE[:16]}" in page.links
    for link in {link for link in page.links if link.startswith("/")}:
        assert server.get(link).status == 200, link
    assert all(load.startswith(("/", "data:")) for load in page.loads)


def test_facts_are_shown_in_both_directions(server: Server) -> None:
    for key, other in ((PROJECT, "青禾精密"), (FIRM, "青禾研发基地")):
        assert other in Links(server.get(f"/entity/{quote(key)}").text).words


@pytest.mark.parametrize(
    ("accept", "name"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld")]
)
def test_a_program_gets_rdf(accept: str, name: str, server: Server) -> None:
    reply = server.get(f"/entity/{DISTRICT}", Accept=accept)
    assert (reply.status, reply.type) == (200, accept)
    assert "Accept" in reply.headers["vary"]
    graph = rdflib.Graph().parse(data=reply.body, format=name)
    place = rdflib.URIRef(ENT + DISTRICT)
    assert (place, rdflib.RDF.type, rdflib.URIRef(KG.District)) in graph
    facts = set(graph.subjects(rdflib.RDF.subject, place)) | set(graph.subjects(rdflib.RDF.object, place))
    assert facts
    assert all(graph.value(one, rdflib.URIRef(KG.confidence)) is not None for one in facts)
    suffix = {"turtle": ".ttl", "nt": ".nt", "json-ld": ".jsonld"}[name]
    assert server.get(f"/entity/{DISTRICT}{suffix}").type == accept
    assert server.get(f"/entity/{DISTRICT}", Accept="image/png").status == 406


def test_every_kind_of_thing_has_a_page(server: Server) -> None:
    statement = fact(DISTRICT, "cooperatesWith", CITY)[1:-1].rpartition("/")[2]
    for path in (f"/document/{ONE[:16]}", f"/fact/{statement}", f"/graph/{ONE[:16]}", "/graph/background"):
        assert server.get(path, Accept="text/html").status == 200, path
        reply = server.get(path, Accept="text/turtle")
        assert len(rdflib.Graph().parse(data=reply.body, format="turtle")) > 0
    assert "泸州市" in Links(server.get(f"/fact/{statement}").text).words
    assert server.get("/ontology").type == "text/turtle"


@pytest.mark.parametrize("path", ["/entity/nothing", "/nothing/x", "/fact/%3Cx%3E", "/entity/a%22b", "/graph/none"])
def test_what_the_graph_does_not_know_is_404(path: str, server: Server) -> None:
    assert server.get(path).status == 404


def test_an_iri_leads_to_its_page(server: Server) -> None:
    for iri, path in ((ENT + DISTRICT, f"/entity/{DISTRICT}"), (f"{DOC}{ONE[:16]}#char=1,2", f"/document/{ONE[:16]}")):
        reply = server.get(f"/resource?iri={quote(iri, safe='')}")
        assert (reply.status, reply.headers["location"]) == (303, path)
    assert server.get("/resource?iri=https%3A%2F%2Fexample.org%2F").status == 404


def test_search_by_name(server: Server) -> None:
    def found(words: str, **headers: str) -> list[str]:
        told = server.get(f"/search?q={quote(words)}", Accept="application/json").json()
        assert isinstance(told, dict)
        return [hit["name"] for hit in told["hits"]] or told["near"]

    assert found("渝北")[0] == "渝北区"
    assert "青禾节" in found("青禾")
    assert "青禾精密" in found("青禾精蜜")
    assert found("没有") == []
    page = Links(server.get(f"/search?q={quote('渝北')}", Accept="text/html").text)
    assert f"/entity/{DISTRICT}" in page.links


def test_hostile_words_stay_words(server: Server) -> None:
    for path in ("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/entity/%3Cscript%3E"):
        assert "<script>alert" not in server.get(path, Accept="text/html").text


def test_the_saved_queries_are_listed_and_filled_in(server: Server) -> None:
    told = server.get("/saved").json()
    assert isinstance(told, list)
    assert [one["name"] for one in told] == list(saved.load())
    text = server.get(f"/saved/cooperation?place={quote('渝北')}").text
    assert f"<{ENT}{DISTRICT}>" in text
    assert server.query(text, Accept="text/csv").text.count("泸州市") == 1
    for path in ("/saved/coperation", "/saved/cooperation?palce=x", f"/saved/cooperation?place={quote('泸洲市')}"):
        reply = server.get(path)
        assert reply.status == 404
        assert "near" in reply.text or "did you mean" in reply.text


def test_the_explorer_is_the_page_that_the_build_made(server: Server) -> None:
    reply = server.get("/explore")
    assert reply.status == 200
    assert "sha256-" in reply.headers["content-security-policy"]


# In a browser


@pytest.fixture(scope="module")
def page(server: Server) -> Iterator[Any]:
    """A page whose errors and requests to elsewhere are kept in `page.wrong`."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    program = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on the path (Debian: apt install chromium), and KG_CHROMIUM names none")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        made = browser.new_page(viewport={"width": 1300, "height": 900})
        made.set_default_timeout(15_000)
        made.wrong = []
        made.on("pageerror", lambda error: made.wrong.append(str(error)))
        made.on("console", lambda said: made.wrong.append(said.text) if said.type == "error" else None)
        home = (server.url, "data:", "blob:")
        made.on("request", lambda sent: None if sent.url.startswith(home) else made.wrong.append(sent.url))
        yield made
        browser.close()


@pytest.mark.browser
def test_the_editor_runs_queries_and_completes_the_graphs_terms(page: Any, server: Server) -> None:
    page.goto(f"{server.url}/query")
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".cm-keyword").count() > 1  # highlighting
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr")
    assert "泸州市" in page.inner_text(".yasr")

    def completions(text: str) -> str:
        page.evaluate(
            """text => { const editor = yasgui.getTab().getYasqe(); editor.setValue(text); editor.focus();
               editor.setCursor(0, text.length); editor.autocomplete(); }""",
            text,
        )
        page.wait_for_selector(".CodeMirror-hints")
        shown: str = page.inner_text(".CodeMirror-hints")
        page.keyboard.press("Escape")
        return shown

    assert "kg:Enterprise" in completions("SELECT * { ?s a kg:Ent")
    assert "合作" in completions("SELECT * { ?s kg:coop")
    assert "渝北区" in completions("SELECT * { ent:渝北")
    assert page.wrong == []


@pytest.mark.browser
def test_saved_queries_are_run_from_the_menu_and_links_stay_here(page: Any, server: Server) -> None:
    page.goto(f"{server.url}/query")
    page.wait_for_selector("body[data-ready]")
    page.select_option("#saved", "cooperation")
    page.fill("input[name=place]", "渝北")
    page.click("#run")
    page.wait_for_function("document.querySelector('.yasr').innerText.includes('泸州市')")
    assert page.locator(".parseErrorIcon").count() == 0
    page.fill("input[name=place]", "泸洲市")
    page.click("#run")
    page.wait_for_selector("#told.wrong")
    assert "泸州市" in page.inner_text("#told")
    page.wrong.clear()  # the browser tells of the 404
    query = "SELECT ?e { VALUES ?e { <" + ENT + DISTRICT + "> } }"
    page.evaluate("text => { const e = yasgui.getTab().getYasqe(); e.setValue(text); return e.query() }", query)
    page.wait_for_function("document.querySelectorAll('.yasr table a.iri').length === 1")
    page.click(".yasr table a.iri")
    page.wait_for_url(f"{server.url}/entity/{DISTRICT}")
    assert page.inner_text("h1") == "渝北区"
    assert page.wrong == []


@pytest.mark.browser
def test_the_explorer_and_the_search_work_in_a_browser(page: Any, server: Server) -> None:
    page.wrong.clear()
    page.goto(f"{server.url}/explore")
    page.wait_for_selector("canvas")
    page.goto(server.url)
    page.fill("input[name=q]", "渝北")
    page.keyboard.press("Enter")
    page.click("main ul a")
    assert page.inner_text("h1") == "渝北区"
    assert page.wrong == []
