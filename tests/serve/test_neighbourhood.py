"""What a page that holds a part of the graph asks for: the endpoint, and the explorer in a real browser."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

import kg
from kg.graph.terms import fact as fact_token
from kg.model import Knowledge
from kg.view.options import ViewOptions
from kg.view.page import write
from kg.view.selection import importance, keep
from tests.graph.samples import CITY, DISTRICT, FIRM
from tests.serve.conftest import Server, Start
from tests.view.made import make
from tests.view.reader import Reader

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PART = ViewOptions(max_nodes=120)


def ask(server: Server, **values: object) -> dict[str, Any]:
    reply = server.get("/neighbourhood?" + urlencode(values))
    assert (reply.status, reply.type) == (200, "application/json"), reply.text
    told = reply.json()
    assert isinstance(told, dict)
    return told


@dataclass(frozen=True)
class Large:
    """A graph of which the page holds a part, and its server."""

    knowledge: Knowledge
    kept: frozenset[str]
    page: Path
    server: Server

    def neighbours(self, key: str) -> set[str]:
        ends = [{fact.subject, fact.object} for fact in self.knowledge.facts]
        return set().union(*(pair for pair in ends if key in pair)) - {key}


@pytest.fixture(scope="module")
def large(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Large:
    """Seven hundred entities, 120 of them in the page."""
    knowledge = make(700)
    folder = tmp_path_factory.mktemp("large") / "output"
    kg.KnowledgeGraph(knowledge).write(folder)
    write(knowledge, folder / "graph.html", options=PART)
    return Large(knowledge, keep(knowledge, PART), folder / "graph.html", start(folder=str(folder), queries=1))


# The endpoint


def test_an_entity_comes_with_its_neighbours_facts_figures_and_sentences(server: Server) -> None:
    told = ask(server, id=DISTRICT)
    keys = [row["k"] for row in told["entities"]]
    assert keys[told["root"]] == DISTRICT
    assert {CITY} < set(keys)
    assert told["left"] == 0
    for fact in told["facts"]:
        assert fact[6], "each fact has a sentence"
        for number in fact[6]:
            document, begin, end, words = told["quotes"][number]
            assert end - begin == len(words)
            assert told["documents"][document][0]
    assert ask(server, id=f"https://w3id.org/regional-kg/entity/{DISTRICT}") == told
    assert ask(server, id=FIRM)["observations"]


def test_more_steps_reach_further_and_the_limit_tells_what_it_left_out(large: Large) -> None:
    weight = importance(large.knowledge)
    hub = max(weight, key=lambda key: (weight[key], key))
    near = large.neighbours(hub)
    told = ask(large.server, id=hub)
    mentioned = {row["k"] for row in told["entities"] if row.get("d")}
    assert mentioned == near | {hub}
    assert told["left"] == 0
    assert len(ask(large.server, id=hub, depth=2)["entities"]) > len(told["entities"])
    few = ask(large.server, id=hub, limit=10)
    mentioned = {row["k"] for row in few["entities"] if row.get("d")}
    assert len(mentioned) == 10
    assert few["left"] == len(near) - 9
    between = {
        (fact.subject, fact.object)
        for fact in large.knowledge.facts
        if fact.subject in mentioned and fact.object in mentioned
    }
    keys = [row["k"] for row in few["entities"]]
    assert {tuple(sorted((keys[fact[0]], keys[fact[2]]))) for fact in few["facts"]} == {
        tuple(sorted(pair)) for pair in between
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("id=", 400),
        (f"id={DISTRICT}&depth=0", 400),
        (f"id={DISTRICT}&depth=4", 400),
        (f"id={DISTRICT}&depth=x", 400),
        (f"id={DISTRICT}&limit=301", 400),
        (f"id={DISTRICT}&limit={'9' * 5000}", 400),
        ("id=nobody", 404),
        ("id=%00%0a%3Cscript%3E", 404),
        ("id=https://w3id.org/regional-kg/entity/%20%3E", 404),
        (f"id={'x' * 20_000}", 414),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_one_line(server: Server, query: str, status: int) -> None:
    reply = server.get(f"/neighbourhood?{query}")
    assert reply.status == status
    assert len(reply.text.splitlines()) == 1
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_it_is_for_reading_only(server: Server) -> None:
    assert server.ask("POST", f"/neighbourhood?id={DISTRICT}", "").status == 405


def test_a_search_tells_the_key(server: Server) -> None:
    told = server.get(f"/search?q={quote('渝北')}", Accept="application/json").json()
    assert isinstance(told, dict)
    assert told["hits"][0]["key"] == DISTRICT


def test_the_page_learns_from_the_server_alone_that_it_may_ask(large: Large) -> None:
    served = large.server.get("/explore")
    assert b'name="kg-served"' in served.body
    assert "connect-src 'self'" in served.headers["content-security-policy"]
    assert "script-src 'sha256-" in served.headers["content-security-policy"]
    on_disk = large.page.read_text("utf-8")
    assert 'name="kg-served"' not in on_disk[:4000]
    assert "connect-src" not in on_disk[:4000]
    assert served.body.replace(b'\n<meta name="kg-served" content="1">', b"", 1).replace(
        b"; connect-src &#39;self&#39;", b"", 1
    ) == on_disk.encode("utf-8")


# In a browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    program = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on the path (Debian: apt install chromium), and KG_CHROMIUM names none")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium: Any) -> Iterator[Reader]:
    """A page that must not complain."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    made = Reader(context.new_page())
    yield made
    assert made.troubles == []
    context.close()


def visit(reader: Reader, large: Large, fragment: str = "") -> None:
    reader.page.goto(f"{large.server.url}/explore{fragment}")
    reader.wait("document.documentElement.dataset.ready === 'true' && kg.graph.overlay.last !== null")


def asked(reader: Reader) -> list[str]:
    return [url for url in reader.requests if "/neighbourhood?" in url or "/search?" in url]


def known(reader: Reader, key: str) -> bool:
    return bool(reader.run("key => kg.store.byKey.has(key)", key))


def edge(large: Large) -> tuple[str, set[str]]:
    """The entity of the page that has the most neighbours outside of it, and these."""
    outside = {key: large.neighbours(key) - large.kept for key in large.kept}
    key = max(outside, key=lambda one: (len(outside[one]), one))
    return key, outside[key]


@pytest.mark.browser
def test_expanding_fetches_the_neighbours_that_the_page_lacks(reader: Reader, large: Large) -> None:
    key, outside = edge(large)
    assert len(outside) > 5
    visit(reader, large)
    assert asked(reader) == []
    before = reader.run("kg.store.entities.length")
    number = reader.run("key => kg.store.byKey.get(key).i", key)
    reader.run("i => kg.actions.select(i)", number)
    reader.page.get_by_role("button", name="展开邻居").click()
    reader.wait(f"kg.store.entities.length >= {before} + {len(outside)}")
    reader.settle()
    assert all(known(reader, other) for other in outside)
    assert reader.state("focus") == key
    in_view = set(reader.run("kg.view().entities.map((i) => kg.store.entities[i].key)"))
    assert large.neighbours(key) <= in_view
    # new entities have a place of their own near it, in the picture of all as well
    reader.run("kg.actions.unfocus()")
    reader.settle()
    assert large.neighbours(key) <= set(reader.run("kg.view().entities.map((i) => kg.store.entities[i].key)"))
    assert reader.run(
        "kg.store.entities.every((a) => kg.store.entities.every((b) => a.i >= b.i || Math.max(a.i, b.i) <"
        f" {before} || Math.hypot(a.x - b.x, a.y - b.y) > a.size + b.size))"
    )
    far = "key => { const c = kg.store.byKey.get(key); return Math.max(...kg.store.entities.slice(%d).filter((e) =>"
    far += " !e.background).map((e) => Math.hypot(e.x - c.x, e.y - c.y))) }"
    assert reader.run(far % before, key) < 1500
    # the same is not asked again
    count = len(asked(reader))
    reader.run("i => kg.actions.focus(i, 1)", number)
    reader.settle()
    assert len(asked(reader)) == count
    # and undoing goes back through all of it
    while reader.run("kg.state.canUndo"):
        reader.page.keyboard.press("Control+z")
        reader.page.wait_for_timeout(60)
    assert reader.state("focus") == ""
    assert reader.state("sel") == ""


@pytest.mark.browser
def test_a_name_that_is_not_in_the_page_is_found_and_works_like_any_other(reader: Reader, large: Large) -> None:
    weight = importance(large.knowledge)
    outside = [one for one in large.knowledge.entities if one.key not in large.kept and weight[one.key] > 1.5]
    wanted = max(outside, key=lambda one: (weight[one.key], one.key))
    visit(reader, large)
    reader.page.fill("header [role=combobox]", wanted.name)
    reader.wait(f"[...document.querySelectorAll('[role=option]')].some((o) => o.innerText.includes('{wanted.name}'))")
    assert "待载入" in reader.page.inner_text("[role=option]")
    reader.page.press("header [role=combobox]", "Enter")
    reader.wait(f"kg.state.now.sel === {json.dumps('e:' + wanted.key)}")
    assert wanted.name in reader.panel()
    facts = [fact for fact in large.knowledge.facts if wanted.key in (fact.subject, fact.object)]
    for end in {fact.subject for fact in facts} | {fact.object for fact in facts}:
        assert known(reader, end)
    number = reader.run("key => kg.store.byKey.get(key).i", wanted.key)
    assert reader.run("i => kg.view().inView[i]", number)
    # its sentences, in the panel and in what is downloaded
    reader.page.locator("#side summary, #side button").filter(has_text="原文").first.click()
    reader.wait(f"document.querySelector('#side').innerText.includes({json.dumps(facts[0].evidence[0].quote[:6])})")
    csv = reader.download("csvOne").read_text("utf-8-sig")
    said = {fact_token(one.subject, one.predicate, one.object) for one in facts}  # two directions can be one fact
    assert len(csv.splitlines()) == len(said) + 1
    turtle = reader.download("turtleOne").read_text("utf-8")
    assert wanted.name in turtle
    assert facts[0].evidence[0].quote[:6] in turtle
    # filters hold for it
    cls = wanted.classes[0]
    reader.run("cls => kg.actions.toggle('classesOff', cls)", cls)
    assert not reader.run("i => kg.view().inView[i]", number)
    assert reader.page.locator("#filters").inner_text()
    # the address brings it back in a page that has not fetched it yet
    reader.run("cls => kg.actions.toggle('classesOff', cls)", cls)
    reader.run("i => kg.actions.focus(i, 1)", number)
    reader.run("i => kg.actions.pin(i, [11, 22])", number)
    reader.page.goto("about:blank")
    visit(reader, large, f"#focus={quote(wanted.key)}&sel=e:{quote(wanted.key)}&pin={quote(wanted.key)}:11:22")
    reader.wait(f"kg.store.byKey.has({json.dumps(wanted.key)}) && kg.view().mode === 'focus'")
    assert wanted.name in reader.panel()
    assert reader.run("i => kg.graph.position(i)", reader.run("k => kg.store.byKey.get(k).i", wanted.key)) == [11, 22]


@pytest.mark.browser
def test_a_server_that_is_gone_is_told_and_the_page_works_on(chromium: Any, large: Large) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    reader = Reader(context.new_page())
    visit(reader, large)
    context.set_offline(True)
    reader.run("key => kg.actions.focus(kg.store.byKey.get(key).i, 1)", edge(large)[0])
    reader.wait("document.querySelector('.toast').textContent === '服务器没有回应，请再试'")
    assert reader.run("kg.view().entities.length") > 1
    context.close()


@pytest.mark.browser
def test_the_same_page_from_the_disk_asks_no_one(reader: Reader, large: Large) -> None:
    reader.open(large.page)
    key, _ = edge(large)
    before = reader.run("kg.store.entities.length")
    reader.run("key => kg.actions.focus(kg.store.byKey.get(key).i, 3)", key)
    reader.page.fill("header [role=combobox]", "公司")
    reader.settle()
    assert reader.run("kg.store.entities.length") == before
    assert reader.requests == [large.page.as_uri()]
