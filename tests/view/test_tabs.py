"""The other pictures of the same data: map, matrix, timeline, table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.model import Knowledge
from tests.view.reader import Opener

pytestmark = pytest.mark.browser


def test_the_map_has_every_division_with_coordinates_where_it_belongs(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=map")
    drawn = {int(i) for i in reader.run("[...document.querySelectorAll('.map .place')].map((e) => e.dataset.i)")}
    placed = {n for n, entity in enumerate(knowledge.entities) if entity.key in knowledge.coordinates}
    assert drawn == placed & set(reader.run("kg.view().entities"))
    one, two = sorted(drawn)[:2]
    centres = {}
    for i in (one, two):
        box = reader.page.locator(f".map .place[data-i='{i}']").bounding_box()
        centres[i] = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    east = [knowledge.coordinates[knowledge.entities[i].key][0] for i in (one, two)]
    north = [knowledge.coordinates[knowledge.entities[i].key][1] for i in (one, two)]
    assert (centres[one][0] < centres[two][0]) == (east[0] < east[1])
    assert (centres[one][1] > centres[two][1]) == (north[0] < north[1])


def test_cooperation_is_an_arc_and_what_is_located_a_dot(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=map")
    arcs = {
        frozenset(map(int, arc.split("/")))
        for arc in reader.run("[...document.querySelectorAll('.map .arc')].map((e) => e.dataset.arc)")
    }
    number = {entity.key: n for n, entity in enumerate(knowledge.entities)}
    expected = {
        frozenset((number[fact.subject], number[fact.object]))
        for fact in knowledge.facts
        if fact.predicate == "cooperatesWith" and {fact.subject, fact.object} <= knowledge.coordinates.keys()
    }
    assert arcs == expected
    dots = {int(i) for i in reader.run("[...document.querySelectorAll('.map .dot')].map((e) => e.dataset.dot)")}
    located = {
        number[fact.subject]
        for fact in knowledge.facts
        if fact.predicate == "locatedIn" and fact.object in knowledge.coordinates
    }
    assert dots
    assert dots <= located | {number[f.subject] for f in knowledge.facts if f.predicate == "locatedIn"}


def test_a_division_of_the_map_is_chosen_and_its_link_kept(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=map")
    i = int(reader.page.get_attribute(".map .place >> nth=0", "data-i"))
    reader.page.focus(f".map .place[data-i='{i}']")
    reader.page.keyboard.press("Enter")
    assert reader.state("sel") == f"e:{knowledge.entities[i].key}"
    assert knowledge.entities[i].name in reader.panel()
    box = reader.page.locator(".map").bounding_box()
    reader.page.mouse.move(box["x"] + 300, box["y"] + 300)
    reader.page.mouse.wheel(0, -400)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 400, box["y"] + 330, steps=4)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(700)
    assert reader.state("map") != ""
    again = open_page(fragment=reader.run("location.hash"))
    where = "(i) => document.querySelector(`.map .place[data-i='${i}']`).getBoundingClientRect().x"
    assert again.run(where, i) == pytest.approx(reader.run(where, i), abs=2)


def test_the_matrix_counts_the_facts_between_places(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=matrix")
    kind = {entity.key: entity.classes[0] for entity in knowledge.entities}
    direct: dict[tuple[str, str], int] = {}
    for fact in knowledge.facts:
        for one, two in ((fact.subject, fact.object), (fact.object, fact.subject)):
            if (kind[one], kind[two]) == ("District", "City"):
                direct[one, two] = direct.get((one, two), 0) + 1
    cells = reader.run("[...kg.matrixTable.cells.values()]")
    found = {
        (knowledge.entities[cell["row"]].key, knowledge.entities[cell["column"]].key): cell["direct"]
        for cell in cells
        if cell["direct"]
    }
    assert found == direct
    cell = max(cells, key=lambda each: (each["direct"], each["joint"]))
    reader.page.click(f"[data-cell='{cell['row']}/{cell['column']}']")
    assert knowledge.entities[cell["row"]].name in reader.panel()
    assert reader.page.locator("#side .card").count() >= cell["direct"]
    reader.page.select_option(".pane-matrix select >> nth=1", "District")
    assert reader.state("columns") == "District"
    assert all(cell["row"] != cell["column"] for cell in reader.run("[...kg.matrixTable.cells.values()]"))


def test_the_timeline_has_every_dated_fact(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=time")
    dated = [fact for fact in knowledge.facts if fact.time] + [seen for seen in knowledge.observations if seen.time]
    moments = reader.page.locator(".timeline .moment")
    assert moments.count() == len(dated)
    text = moments.first.get_attribute("aria-label")
    moments.first.focus()
    reader.page.keyboard.press("Enter")
    assert reader.state("sel")[:2] in ("f:", "e:")
    assert text.split(": ")[1].split(" ")[0] in reader.panel()
    lanes = reader.page.locator(".timeline .lane").count()
    reader.page.select_option(".pane-time select", "status")
    assert reader.page.locator(".timeline .lane").count() != lanes
    years = reader.run(
        "[...document.querySelectorAll('.timeline .moment')].map((e) => [e.getAttribute('aria-label').slice(0, 4),"
        " Number(e.querySelector('rect').getAttribute('x'))])"
    )
    assert max(x for year, x in years if year == "2020") < min(x for year, x in years if year == "2021")


def test_the_table_sorts_searches_and_scrolls(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=table")
    rows = ".facts-table tbody tr:not(.spacer)"
    assert f"{len(knowledge.facts)} 行" in reader.page.inner_text(".pane-table .pane-head")
    assert reader.page.locator(rows).count() < len(knowledge.facts)
    reader.page.click(".col-confidence button")
    column = f"[...document.querySelectorAll('{rows}')].map((r) => Number.parseInt(r.cells[5].textContent))"
    values = reader.run(column)
    assert values == sorted(values)
    assert reader.page.get_attribute(".col-confidence", "aria-sort") == "ascending"
    reader.page.click(".col-confidence button")
    values = reader.run(column)
    assert values == sorted(values, reverse=True)
    reader.run("document.querySelector('.table-scroll').scrollTo(0, 1e7)")
    reader.page.wait_for_timeout(200)
    assert min(values) >= max(reader.run(column)[-3:])
    name = knowledge.entities[0].aliases[0].name if knowledge.entities[0].aliases else knowledge.entities[0].name
    reader.page.fill(".pane-table input", name)
    key = knowledge.entities[0].key
    assert reader.page.locator(rows).count() >= min(
        10, sum(key in (fact.subject, fact.object) for fact in knowledge.facts)
    )
    reader.page.fill(".pane-table input", "没有这样的行")
    assert "没有符合条件的行" in reader.page.inner_text(".facts-table")


def test_the_table_downloads_what_it_shows(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page(fragment="#tab=table")
    reader.page.fill(".pane-table input", "建设")
    with reader.page.expect_download() as waiting:
        reader.page.click(".pane-table button:has-text('下载 CSV')")
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    shown = reader.page.inner_text(".pane-table [role=status]")
    assert shown == f"{len(rows)} 行"
    assert rows
    assert waiting.value.suggested_filename == "kg.csv"


def test_a_row_of_the_table_opens_its_fact(open_page: Opener) -> None:
    reader = open_page(fragment="#tab=table")
    reader.page.click(".facts-table tbody tr:not(.spacer) >> nth=2 >> td >> nth=4")
    assert reader.state("sel").startswith("f:")
    assert reader.page.locator("#side mark").count() >= 1


def test_all_tabs_share_filters_and_selection(open_page: Opener) -> None:
    reader = open_page(fragment="#tab=table")
    reader.run("kg.actions.toggle('relationsOff', 'cooperatesWith')")
    reader.run("kg.actions.select(kg.order[0])")
    reader.page.click("#tab-map")
    assert reader.page.locator(".map .arc").count() == 0
    name = reader.run("kg.store.entities[kg.order[0]].name")
    for tab in ("matrix", "time", "graph"):
        reader.page.click(f"#tab-{tab}")
        assert name in reader.panel()
    assert "relationsOff=cooperatesWith" in reader.page.url


@pytest.mark.parametrize("tab", ["graph", "map", "matrix", "time", "table"])
@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_no_tab_is_wider_than_the_screen(open_page: Opener, tab: str, size: str) -> None:
    reader = open_page(fragment=f"#tab={tab}", size=size)
    assert reader.run("document.documentElement.scrollWidth <= innerWidth")
    assert reader.page.is_visible(f"#pane-{tab}")
