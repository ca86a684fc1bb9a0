"""The page of the articles that ship with the project: what a first reader sees and does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import kg
from kg.model import Knowledge
from tests.view.reader import Opener, Reader

pytestmark = pytest.mark.browser

TABS = ("graph", "map", "matrix", "time", "table")


@pytest.fixture(scope="module")
def articles(seeds_output: Path) -> Knowledge:
    return kg.open(seeds_output).knowledge


@pytest.fixture
def reader(open_page: Opener, seeds_output: Path) -> Reader:
    return open_page(seeds_output / "graph.html")


def test_the_page_that_a_build_writes_opens_and_is_small(
    reader: Reader, seeds_output: Path, articles: Knowledge
) -> None:
    assert (seeds_output / "graph.html").stat().st_size < 3_000_000
    assert f"{len(articles.sources)} 篇文章" in reader.panel()
    assert reader.run("kg.view().facts.length") == len(articles.facts)
    assert len(reader.run("kg.graph.overlay.last.names")) >= 30


@pytest.mark.parametrize("typed", ["北碚", "beibei", "bb", "北碚区"])
def test_a_district_is_found(reader: Reader, typed: str) -> None:
    reader.page.keyboard.press("/")
    reader.page.keyboard.type(typed)
    assert "北碚区" in reader.page.inner_text("[role=option] >> nth=0")
    reader.page.keyboard.press("Enter")
    assert reader.state("sel") == "e:CN-500109"
    for word in ("北碚区", "区县", "500109", "重庆市"):
        assert word in reader.panel()


@pytest.mark.slow
def test_every_fact_shows_its_sentences_and_most_have_words_marked(reader: Reader, articles: Knowledge) -> None:
    marked = 0
    for number in reader.run("kg.view().facts"):
        reader.run("i => kg.actions.selectFact(kg.store.facts[i])", number)
        quotes = reader.run("[...document.querySelectorAll('#side blockquote p')].map((one) => one.textContent)")
        assert quotes
        assert all(quotes)
        marked += bool(reader.run("document.querySelector('#side mark') !== null"))
    assert marked > 0.9 * len(articles.facts)


@pytest.mark.slow
def test_every_entity_can_be_told_and_focused(reader: Reader, articles: Knowledge) -> None:
    for number, entity in enumerate(articles.entities):
        reader.run("i => kg.actions.select(i)", number)
        assert reader.run("document.querySelector('#side h2').textContent") == entity.name
    for number in reader.run("kg.order.slice(0, 40)"):
        reader.run("i => kg.actions.focus(i, 2)", number)
        assert reader.run("kg.view().inView[kg.store.byKey.get(kg.state.now.focus).i]") == 1


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_every_tab_in_every_size_and_theme(
    open_page: Opener, seeds_output: Path, tab: str, size: str, dark: bool
) -> None:
    reader = open_page(seeds_output / "graph.html", fragment=f"#tab={tab}", size=size, dark=dark)
    assert reader.run("document.documentElement.scrollWidth <= innerWidth")
    inside = {
        "graph": "kg.graph.overlay.last.names.length",
        "map": "document.querySelectorAll('.map .place').length",
        "matrix": "document.querySelectorAll('.matrix .cell').length",
        "time": "document.querySelectorAll('.timeline .moment').length",
        "table": "document.querySelectorAll('.facts-table tbody tr').length",
    }[tab]
    assert reader.run(inside) >= 5


def test_the_table_as_csv_is_all_the_facts(reader: Reader, articles: Knowledge) -> None:
    with reader.download("csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = {(row["subject key"], row["object key"]) for row in rows}
    assert keys == {(fact.subject, fact.object) for fact in articles.facts}
