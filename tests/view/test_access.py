"""The page for people who do not use a mouse, or do not see, or do not see all colours."""

from __future__ import annotations

import re

import pytest

from tests.view.reader import Opener

pytestmark = pytest.mark.browser

UNNAMED = """[...document.querySelectorAll('button, input, select, [role=button], [role=tab], summary')]
    .filter((e) => e.checkVisibility() && !e.closest('[inert]'))
    .filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label')?.textContent.trim()))
    .map((e) => e.outerHTML.slice(0, 120))"""
PAIRS = [
    ("--ink", "--ground"),
    ("--ink", "--raised"),
    ("--ink", "--sunken"),
    ("--faint", "--ground"),
    ("--faint", "--raised"),
    ("--faint", "--sunken"),
    ("--accent", "--raised"),
    ("--accent", "--accent-soft"),
    ("--ink", "--accent-soft"),
    ("--warn", "--warn-soft"),
    ("--mark-ink", "--mark"),
]


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
def test_text_has_contrast(open_page: Opener, dark: bool) -> None:
    reader = open_page(dark=dark)
    style = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    for ink, ground in PAIRS:
        one, two = (reader.run(style, name) for name in (ink, ground))
        assert re.fullmatch("#[0-9a-f]{6}", one)
        light, low = sorted((_luminance(one), _luminance(two)), reverse=True)
        assert (light + 0.05) / (low + 0.05) >= 4.5, f"{ink} {one} on {ground} {two}"


@pytest.mark.parametrize("tab", ["graph", "map", "matrix", "time", "table"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whatever_can_be_pressed_has_a_name(open_page: Opener, tab: str, lang: str) -> None:
    reader = open_page(fragment=f"#tab={tab}&lang={lang}")
    reader.run("kg.actions.select(kg.order[0])")
    assert reader.run(UNNAMED) == []


def test_landmarks_headings_and_live_regions(open_page: Opener) -> None:
    reader = open_page()
    assert reader.run("document.querySelectorAll('h1').length") == 1
    assert reader.run("document.querySelectorAll('main').length") == 1
    assert reader.run("[...document.querySelectorAll('aside')].every((one) => one.getAttribute('aria-label'))")
    reader.run("kg.actions.select(kg.order[0])")
    name = reader.run("kg.store.entities[kg.order[0]].name")
    assert name in reader.run("document.querySelector('#side [aria-live]').textContent")
    levels = reader.run("[...document.querySelectorAll('#side h2, #side h3')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 2
    assert set(levels[1:]) <= {3}
    assert reader.run("document.querySelector('#canvas canvas').getAttribute('aria-label')").startswith("知识图谱")


def test_the_keyboard_gets_everywhere_and_is_seen(open_page: Opener) -> None:
    reader = open_page()
    seen = set()
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        where = reader.run(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.closest('header, #filters, main, #side')?.className ?? '', s.outlineStyle, s.outlineWidth] })()"
        )
        seen.add(where[0].split(" ")[0])
        if where[0]:
            assert where[1] != "none", where
            assert where[2] != "0px", where
    assert {"bar", "filters", "stage"} <= seen
    reader.page.focus("#tab-graph")
    reader.page.keyboard.press("ArrowRight")
    assert reader.state("tab") == "map"
    assert reader.run("document.activeElement.id") == "tab-map"


def test_the_menu_by_keyboard(open_page: Opener) -> None:
    reader = open_page()
    reader.page.focus("[aria-haspopup=menu]")
    reader.page.keyboard.press("Enter")
    assert reader.run("document.activeElement.dataset.save") == "png"
    reader.page.keyboard.press("ArrowDown")
    assert reader.run("document.activeElement.dataset.save") == "svg"
    reader.page.keyboard.press("Escape")
    assert reader.run("document.activeElement.getAttribute('aria-haspopup')") == "menu"
    assert not reader.page.is_visible("[role=menu]")
    assert reader.state("sel") == ""


def test_hidden_tabs_are_out_of_reach(open_page: Opener) -> None:
    reader = open_page(fragment="#tab=table")
    assert reader.run("[...document.querySelectorAll('.pane')].filter((one) => !one.inert).map((one) => one.id)") == [
        "pane-table"
    ]
