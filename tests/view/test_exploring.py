"""Exploring the graph by mouse, by key and by address: issue by issue of what a reader can do."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.model import Knowledge
from kg.view.options import ViewOptions
from tests.view.reader import Opener, Reader

pytestmark = pytest.mark.browser

NEIGHBOURS = """(entity) => [...new Set(kg.store.entities[entity].facts.map((n) => kg.store.facts[n])
    .filter((fact) => !fact.background).flatMap((fact) => [fact.s, fact.o]))].filter((i) => i !== entity)"""


def _hub(reader: Reader) -> int:
    return int(reader.run("kg.order[0]"))


def _shown(reader: Reader) -> set[int]:
    return set(reader.run("kg.view().entities"))


def _neighbours(reader: Reader, entity: int) -> set[int]:
    return set(reader.run(NEIGHBOURS, entity))


def test_search_by_name_alias_and_pinyin_with_the_keyboard(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    hub = knowledge.entities[_hub(reader)]
    pinyin = str(reader.run("kg.store.entities[kg.order[0]].pinyin"))
    for typed in (hub.name, hub.aliases[0].name, pinyin.replace(" ", ""), "".join(word[0] for word in pinyin.split())):
        reader.page.keyboard.press("Escape")
        reader.page.keyboard.press("Escape")
        reader.page.keyboard.press("/")
        reader.page.keyboard.type(typed)
        options = reader.page.locator("[role=option]").all_inner_texts()
        assert any(hub.name in option for option in options), typed
        place = next(n for n, option in enumerate(options) if hub.name in option)
        for _ in range(place):
            reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")
        assert reader.state("sel") == f"e:{hub.key}"
        assert hub.name in reader.panel()


def test_search_that_finds_nothing_says_so(open_page: Opener) -> None:
    reader = open_page()
    reader.page.fill("[role=combobox]", "qqqqzz")
    assert "没有找到" in reader.page.inner_text("[role=listbox]")
    reader.page.keyboard.press("Enter")
    assert reader.state("sel") == ""


def test_a_click_on_an_entity_tells_all_about_it(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    hub = _hub(reader)
    entity = knowledge.entities[hub]
    reader.page.mouse.click(*reader.spot(hub))
    text = reader.panel()
    for word in (entity.name, entity.aliases[0].name, entity.code):
        assert word in text
    groups = reader.page.locator("#side .group h3").all_inner_texts()
    own = [fact for fact in knowledge.facts if entity.key in (fact.subject, fact.object)]
    outgoing = {fact.predicate for fact in own if fact.subject == entity.key}
    incoming = {fact.predicate for fact in own if fact.object == entity.key}
    labels = reader.run("Object.fromEntries(kg.store.relations.map((r) => [r.id, [r.zh, r.back ? r.back.zh : '']]))")
    for predicate in outgoing:
        assert any(labels[predicate][0] in group for group in groups)
    for predicate in incoming - {"cooperatesWith"}:
        assert any(labels[predicate][1] in group and "←" in group for group in groups)


def test_evidence_has_the_words_marked_the_document_and_the_badges(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    number = reader.run("kg.store.facts.findIndex((f) => f.quotes.length > 1 && f.status && f.time)")
    fact = reader.run("i => kg.store.facts[i]", number)
    reader.run("i => kg.actions.select(kg.store.facts[i].s)", number)
    other = reader.run("i => kg.store.entities[i].name", fact["o"])
    while reader.page.locator("#side .more").count():
        reader.page.locator("#side .more").first.click()
    row = reader.page.locator("#side .fact", has_text=other).first
    row.locator("summary").click()
    row.locator("blockquote").first.wait_for()
    marked = row.locator("mark").all_inner_texts()
    assert other in marked
    assert reader.run("i => kg.store.entities[i].name", fact["s"]) in marked
    assert row.locator("blockquote").count() == len(fact["quotes"])
    text = row.inner_text()
    document = reader.run("i => kg.store.documents[kg.store.quotes[kg.store.facts[i].quotes[0]].document]", number)
    assert document["title"] in text
    assert document["name"] in text
    assert f"{round(fact['confidence'] * 100)}%" in text
    assert fact["time"] in text
    status = reader.run("s => kg.store.statuses.find((row) => row.id === s).zh", fact["status"])
    assert status in text


def test_observations_are_a_table_with_their_sentence(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    seen = knowledge.observations[0]
    reader.run("key => kg.actions.select(kg.store.byKey.get(key).i)", seen.about)
    table = reader.page.locator("#side table.observations")
    assert "超过" in table.inner_text()
    table.locator("button").first.click()
    assert reader.page.locator("#side table.observations mark").count() >= 1


def test_a_click_on_a_line_lights_up_both_ends(open_page: Opener) -> None:
    reader = open_page()
    reader.run("kg.actions.focus(kg.order[0], 1)")
    reader.settle()
    link = reader.run(
        """kg.view().links.map((i) => kg.store.links[i]).map((l) => [l, kg.graph.spot(l.a), kg.graph.spot(l.b)])
        .map(([l, a, b]) => ({ l, x: a.x * 0.4 + b.x * 0.6, y: a.y * 0.4 + b.y * 0.6 }))
        .find(({ l, x, y }) => kg.graph.network.getNodeAt({ x, y }) === undefined
            && kg.graph.network.getEdgeAt({ x, y }) === l.i)"""
    )
    box = reader.page.locator("#canvas canvas").bounding_box()
    reader.page.mouse.click(box["x"] + link["x"], box["y"] + link["y"])
    light = reader.run("[...kg.graph.overlay.last.light.entities]")
    assert set(light) == {link["l"]["a"], link["l"]["b"]}
    names = reader.run("ends => ends.map((i) => kg.store.entities[i].name)", light)
    assert all(name in reader.panel() for name in names)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_focus_shows_the_neighbourhood_and_nothing_else(open_page: Opener, depth: int) -> None:
    reader = open_page()
    hub = _hub(reader)
    expected = {hub}
    for _ in range(depth):
        expected |= {other for entity in expected for other in _neighbours(reader, entity)}
    reader.run("([i, depth]) => kg.actions.focus(i, depth)", [hub, depth])
    assert _shown(reader) == expected
    assert set(reader.run("kg.graph.network.body.data.nodes.getIds()")) == expected
    reader.page.click(".chip button[aria-label=关闭]")
    assert len(_shown(reader)) > len(expected)


def test_a_double_click_focuses(open_page: Opener) -> None:
    reader = open_page()
    hub = _hub(reader)
    reader.page.mouse.dblclick(*reader.spot(hub))
    reader.wait("kg.state.now.focus !== ''")
    assert _shown(reader) == {hub, *_neighbours(reader, hub)}


def test_expand_and_collapse(open_page: Opener) -> None:
    reader = open_page()
    hub = _hub(reader)
    reader.run("i => kg.actions.focus(i, 1)", hub)
    before = _shown(reader)
    far = max(before - {hub}, key=lambda entity: len(_neighbours(reader, entity) - before))
    reader.run("i => kg.actions.select(i)", far)
    reader.page.click("#side >> text=展开邻居")
    assert _shown(reader) == before | _neighbours(reader, far)
    reader.page.click("#side >> text=收起邻居")
    assert _shown(reader) == before
    reader.run("kg.actions.unfocus()")
    whole = _shown(reader)
    reader.run("i => kg.actions.collapse(i)", hub)
    gone = whole - _shown(reader)
    assert gone
    assert all(_neighbours(reader, leaf) == {hub} for leaf in gone)


def test_a_path_between_two(open_page: Opener) -> None:
    reader = open_page()
    one, two = reader.run("[kg.order[0], kg.order[3]]")
    reader.run("i => kg.actions.select(i)", one)
    reader.page.click("#side >> text=找路径")
    assert "选择终点" in reader.panel()
    reader.page.fill("#side [role=combobox]", reader.run("i => kg.store.entities[i].name", two))
    reader.page.keyboard.press("Enter")
    way = reader.run("kg.view().found.way")
    assert (way[0], way[-1]) == (one, two)
    for a, b in pairwise(way):
        assert b in _neighbours(reader, a)
    assert set(way) <= _shown(reader)
    assert f"{len(way) - 1} 步" in reader.panel()


def test_no_path_is_said(open_page: Opener) -> None:
    reader = open_page()
    lonely = reader.run("kg.store.entities.find((e) => !e.degree && !e.background).i")
    reader.run("([a, b]) => { kg.actions.pathFrom(a); kg.actions.select(b) }", [lonely, _hub(reader)])
    assert "没有路径" in reader.panel()


def test_hide_and_show_again(open_page: Opener) -> None:
    reader = open_page()
    hub = _hub(reader)
    reader.run("i => kg.actions.select(i)", hub)
    reader.page.click("#side .tools >> text=隐藏")
    assert hub not in _shown(reader)
    reader.page.click(".chip:has-text('隐藏了 1 个') button")
    assert hub in _shown(reader)


def test_dragging_pins_and_the_pin_stays(open_page: Opener) -> None:
    reader = open_page()
    hub = _hub(reader)
    x, y = reader.spot(hub)
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 60, y + 40, steps=5)
    reader.page.mouse.up()
    reader.settle()
    key = reader.run("i => kg.store.entities[i].key", hub)
    assert key in reader.state("pin")
    there = reader.spot(hub)
    assert there == pytest.approx((x + 60, y + 40), abs=3)
    reader.run("i => kg.actions.focus(i, 1)", hub)
    assert reader.run("i => kg.graph.position(i)", hub) == reader.state("pin")[key]
    reader.page.click(".chip:has-text('固定了 1 个') button")
    assert reader.state("pin") == {}


def test_a_link_shows_the_same_view(open_page: Opener) -> None:
    first = open_page()
    first.run("i => kg.actions.focus(i, 2)", _hub(first))
    first.run("kg.actions.toggle('classesOff', 'Industry')")
    first.run("kg.actions.expand(kg.view().entities[4])")
    first.run("kg.actions.pin(kg.view().entities[2], [40, 50])")
    first.run("kg.actions.hide(kg.view().entities[3])")
    first.run("kg.graph.zoom(1.4)")
    first.page.wait_for_timeout(900)
    fragment = first.run("location.hash")
    second = open_page(fragment=fragment)
    assert second.run("JSON.stringify(kg.state.now)") == first.run("JSON.stringify(kg.state.now)")
    assert second.run("kg.view().entities") == first.run("kg.view().entities")
    spots = "kg.view().entities.map((i) => [kg.graph.spot(i).x, kg.graph.spot(i).y])"
    for (x, y), (u, v) in zip(second.run(spots), first.run(spots), strict=True):
        assert (x, y) == pytest.approx((u, v), abs=2)


def test_undo_redo_and_the_browsers_own_back(open_page: Opener) -> None:
    reader = open_page()
    whole = _shown(reader)
    assert reader.page.is_disabled("[aria-label=撤销]")
    reader.run("i => kg.actions.focus(i, 1)", _hub(reader))
    near = _shown(reader)
    reader.run("kg.actions.toggle('relationsOff', 'builds')")
    fewer = _shown(reader)
    reader.page.click("[aria-label=撤销]")
    reader.wait("kg.state.now.relationsOff.length === 0")
    assert _shown(reader) == near
    reader.page.keyboard.press("Control+z")
    reader.wait("kg.state.now.focus === ''")
    assert _shown(reader) == whole
    assert reader.page.is_disabled("[aria-label=撤销]")
    reader.page.keyboard.press("Control+y")
    reader.wait("kg.state.now.focus !== ''")
    reader.page.click("[aria-label=重做]")
    reader.wait("kg.state.now.relationsOff.length === 1")
    assert _shown(reader) == fewer
    reader.page.go_back()
    reader.wait("kg.state.now.relationsOff.length === 0")


def test_the_keyboard_reaches_everything(open_page: Opener) -> None:
    reader = open_page()
    press = reader.page.keyboard.press
    press("ArrowRight")
    first = reader.state("sel")
    assert first.startswith("e:")
    press("ArrowRight")
    second = reader.state("sel")
    assert second != first
    press("Enter")
    assert reader.state("focus") == second[2:]
    press("Shift+Digit2")
    assert reader.state("depth") == 2
    press("p")
    assert second[2:] in reader.state("pin")
    press("e")
    assert reader.state("open") == [second[2:]]
    press("c")
    assert reader.state("open") == []
    press("Escape")
    assert reader.state("sel") == ""
    press("Escape")
    assert reader.state("focus") == ""
    reader.run("kg.actions.select(kg.order[0])")
    press("h")
    assert len(reader.state("hide")) == 1
    for number, tab in enumerate(("graph", "map", "matrix", "time", "table"), 1):
        press(str(number))
        assert reader.state("tab") == tab
    press("1")
    press("?")
    assert reader.page.is_visible("dialog.help")
    press("Escape")
    assert not reader.page.is_visible("dialog.help")


def test_options_of_the_command_line_open_the_page_so(render_and_open: Opener, knowledge: Knowledge) -> None:
    hub = max(knowledge.entities, key=lambda entity: sum(entity.key in (f.subject, f.object) for f in knowledge.facts))
    options = ViewOptions(
        focus=hub.aliases[0].name,
        depth=2,
        classes=("District", "City", "Project"),
        relations=("builds", "cooperatesWith"),
        min_confidence=0.6,
        lang="en",
    )
    reader = render_and_open(knowledge, options)
    assert (reader.state("focus"), reader.state("depth"), reader.state("lang")) == (hub.key, 2, "en")
    facts = reader.run("kg.view().facts.map((n) => kg.store.facts[n])")
    assert facts
    assert all(fact["confidence"] >= 0.6 for fact in facts)
    relations = reader.run("kg.view().facts.map((n) => kg.store.relations[kg.store.facts[n].p].id)")
    assert set(relations) <= {"builds", "cooperatesWith"}
    assert set(reader.run("kg.view().entities.map((i) => kg.store.entities[i].cls.id)")) <= {
        "District",
        "City",
        "Project",
    }
    only = render_and_open(knowledge, ViewOptions(documents=(knowledge.sources[1].name,)))
    documents = only.run("kg.view().facts.map((n) => kg.store.facts[n].documents)")
    assert documents
    assert all(1 in each for each in documents)


def test_more_than_fits_opens_on_the_most_connected_part(render_and_open: Opener, knowledge: Knowledge) -> None:
    reader = render_and_open(knowledge, ViewOptions(max_nodes=60))
    assert reader.run("kg.store.entities.length") == 60
    assert "302" in reader.page.inner_text(".chip.note")
    assert reader.run("kg.view().entities.length") > 50


def test_touch_on_a_phone(open_page: Opener) -> None:
    reader = open_page(size="phone", touch=True)
    hub = _hub(reader)
    reader.page.touchscreen.tap(*reader.spot(hub))
    reader.wait("kg.state.now.sel !== ''")
    assert reader.run("i => kg.store.entities[i].name", hub) in reader.panel()
    assert not reader.page.is_visible("#filters .toggle")
    reader.page.tap("[aria-label=筛选]")
    reader.page.wait_for_timeout(300)
    assert reader.page.is_visible("#filters .toggle")
    assert reader.run("document.documentElement.scrollWidth <= innerWidth")
