"""The first picture: silent, without a network, still, and with names that can be read."""

from __future__ import annotations

import pytest

from kg.model import Knowledge
from tests.view.made import make
from tests.view.reader import Opener

pytestmark = pytest.mark.browser


def test_a_picture_without_network_or_complaint(open_page: Opener) -> None:
    reader = open_page(fresh=True)
    assert reader.run("kg.graph.network.physics.physicsEnabled") is False
    assert reader.requests == [reader.page.url]


def test_the_policy_forbids_whatever_is_not_in_the_page(open_page: Opener) -> None:
    reader = open_page()
    assert reader.run("fetch('https://example.org/').then(() => 'fetched', () => 'refused')") == "refused"
    script = "(() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
    reader.run(script + " document.body.append(s) })()")
    assert reader.run("window.hacked === undefined")
    assert any("Content Security Policy" in trouble for trouble in reader.troubles)
    reader.troubles.clear()
    reader.requests.clear()


@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_names_do_not_overlap(open_page: Opener, size: str, dark: bool) -> None:
    reader = open_page(size=size, dark=dark)
    boxes = reader.run("kg.graph.overlay.last.names.map((one) => one.box)")
    assert len(boxes) >= 15
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_the_important_ones_are_named_first_and_more_when_zooming(open_page: Opener) -> None:
    reader = open_page()
    named = set(reader.run("kg.graph.overlay.last.names.map((one) => one.id)"))
    assert set(reader.run("kg.order.slice(0, 5)")) <= named
    inside = "kg.view().entities.filter((i) => { const s = kg.graph.spot(i), f = kg.graph.frame();"
    inside += " return s.x > 0 && s.y > 0 && s.x < f[0] && s.y < f[1] }).length"
    share = "kg.graph.overlay.last.names.length / " + inside
    before = reader.run(share)
    reader.run("kg.graph.zoom(2.5)")
    reader.settle()
    assert reader.run(share) > before


def test_everything_is_inside_the_picture(open_page: Opener) -> None:
    reader = open_page()
    width, height = reader.run("kg.graph.frame()")
    for x, y in reader.run("kg.view().entities.map((i) => [kg.graph.spot(i).x, kg.graph.spot(i).y])"):
        assert 0 < x < width
        assert 0 < y < height


def test_dark_and_light_follow_the_system_and_the_button(open_page: Opener) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = open_page(), open_page(dark=True)
    assert light.run(ground) != dark.run(ground)
    dark.page.click("[aria-label=切换深浅色]")
    assert light.run(ground) == dark.run(ground)
    assert "theme=light" in dark.page.url


def test_english_and_chinese(open_page: Opener) -> None:
    reader = open_page(fragment="#lang=en")
    assert reader.run("document.documentElement.lang") == "en"
    assert "Best connected" in reader.panel()
    reader.page.click("text=中文")
    assert reader.run("document.documentElement.lang") == "zh-CN"
    assert "联系最多的实体" in reader.panel()


def test_the_overview_counts_what_there_is(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    text = reader.panel()
    assert f"{len(knowledge.entities)} 个实体" in text
    assert f"{len(knowledge.facts)} 条事实" in text
    assert f"{len(knowledge.observations)} 个数据" in text


def test_nothing_at_all(render_and_open: Opener) -> None:
    reader = render_and_open(Knowledge((), (), (), ()))
    for tab in ("graph", "map", "matrix", "time", "table"):
        reader.page.click(f"#tab-{tab}")
    assert "0 个实体" in reader.page.inner_text(".count")


@pytest.mark.slow
def test_ten_thousand_entities(render_and_open: Opener) -> None:
    reader = render_and_open(make(10_000))
    assert reader.run("kg.view().entities.length") > 9000
    boxes = reader.run("kg.graph.overlay.last.names.length")
    assert boxes > 40
    reader.run("kg.actions.focus(kg.order[0], 1)")
    assert reader.run("kg.view().mode") == "focus"
