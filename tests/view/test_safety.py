"""Names, quotes and titles that nobody vetted: they appear as text and break nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib

from kg.model import Alias, Entity, Evidence, Fact, Knowledge, Observation, Source
from kg.view.options import ViewOptions
from kg.view.page import write
from tests.view.reader import Opener, Reader

pytestmark = pytest.mark.browser

HOSTILE = {
    "element": "<img src=x onerror=window.hacked=1>公司",
    "script": "</script><script>window.hacked=1</script>",
    "comment": "<!--<script>--><b>粗体</b>",
    "quotes": "\"'`${window.hacked=1}`'\"&quot;&#39;",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "control": "甲\x00\x01\x08乙\x1b[31m丙\x7f\x85",
    "lines": "第一行\r\n第二行\u2028第三行\u2029第四行\n",
    "turned": "\u202e字文的来过倒\u202c正\u2066里\u2069",
    "hidden": "零\u200b宽\u200d\ufeff字",
    "long": "长" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈😀公司",
    "rare": "𠮷𪚥𰻝𱁬县",
    "halves": "坏\ud800字\udfff符",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L" * 5,
    "arabic": "شركة التعاون",
    "url": "javascript:window.hacked=1",
    "css": "</style><style>*{display:none}</style>",
    "prototype": "__proto__",
    "constructor": "constructor",
    "address": "a=b&c#d,e:f~g/h?i%zz",
    "formula": '=HYPERLINK("http://example.org")',
    "spaces": "   \t  ",
}
TITLE = "</title><script>window.hacked=1</script>{{ 7*7 }}"


@pytest.fixture(scope="module")
def hostile() -> Knowledge:
    """Every hostile string as name, alias, quotation, title, file name, attribute, counted thing."""
    digests = [f"{n:064x}" for n in range(len(HOSTILE))]
    sources = tuple(
        Source(name=text[:200], digest=digest, title=text, encoding="utf-8", length=9, date=None)
        for digest, text in zip(digests, HOSTILE.values(), strict=True)
    )
    entities = [Entity("CN-500112", "渝北区", ("District",), (), "500112", (digests[0],))]
    facts = []
    observations = []
    for (kind, text), digest in zip(HOSTILE.items(), digests, strict=True):
        key = f"{kind}-00000000"
        entities.append(Entity(key, text, ("Enterprise",), (Alias(text[::-1], text),), "", (digest,)))
        proof = Evidence(digest, 0, len(text), f"{text}落户渝北区。{text}")
        facts.append(Fact(key, "locatedIn", "CN-500112", (proof,), 0.9, "Planned", text, "rule", (("post", text),)))
        observations.append(Observation(key, "investment", 2e8, "CNY", proof, 0.9, of=text, time=text))
    return Knowledge(
        sources=sources,
        entities=tuple(sorted(entities, key=lambda entity: entity.key)),
        facts=tuple(facts),
        observations=tuple(observations),
        coordinates={"CN-500112": (106.6, 29.7)},
    )


@pytest.fixture(scope="module")
def hostile_file(hostile: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write(hostile, path, options=ViewOptions(title=TITLE))
    return path


@pytest.fixture
def reader(open_page: Opener, hostile_file: Path) -> Reader:
    return open_page(hostile_file)


def _unharmed(reader: Reader) -> None:
    assert reader.run("window.hacked === undefined")
    assert reader.run("document.querySelectorAll('#app img, #app script, #app style, #app iframe').length") == 0
    assert reader.run("document.querySelectorAll('script').length") == 2


def test_they_open_as_text_everywhere(reader: Reader) -> None:
    _unharmed(reader)
    assert reader.page.title() == TITLE
    assert reader.page.inner_text("h1") == TITLE
    for tab in ("map", "matrix", "time", "table", "graph"):
        reader.page.click(f"#tab-{tab}")
        _unharmed(reader)
    reader.run("kg.state.change({ alone: true })")
    for entity in reader.run("kg.store.entities.map((one) => one.i)"):
        reader.run("i => kg.actions.select(i)", entity)
        reader.run("document.querySelectorAll('#side details').forEach((one) => (one.open = true))")
        reader.run("document.querySelectorAll('#side table button').forEach((one) => one.click())")
        reader.run("i => kg.actions.focus(i, 2)", entity)
        _unharmed(reader)
    for document in reader.run("kg.store.documents.map((one) => one.i)"):
        reader.run("i => kg.actions.selectDocument(i)", document)
        _unharmed(reader)


@pytest.mark.parametrize(
    "kind", ["element", "script", "comment", "quotes", "template", "rare", "emoji", "arabic", "url"]
)
def test_the_panel_shows_exactly_what_the_text_says(reader: Reader, kind: str) -> None:
    reader.run("key => kg.actions.select(kg.store.byKey.get(key).i)", f"{kind}-00000000")
    assert reader.run("document.querySelector('#side h2').textContent") == HOSTILE[kind]
    reader.run("document.querySelectorAll('#side details').forEach((one) => (one.open = true))")
    reader.wait("document.querySelector('#side blockquote')")
    assert HOSTILE[kind] in reader.run("document.querySelector('#side blockquote p').textContent")
    assert HOSTILE[kind] in reader.page.locator("#side mark").all_inner_texts()


def test_invisible_and_turning_characters_become_visible(reader: Reader) -> None:
    shown = {}
    for kind in ("control", "turned", "hidden", "lines"):
        reader.run("key => kg.actions.select(kg.store.byKey.get(key).i)", f"{kind}-00000000")
        shown[kind] = reader.run("document.querySelector('#side h2').textContent")
    assert "[U+0000]" in shown["control"]
    assert shown["turned"].startswith("[U+202E]字文")
    assert "[U+200B]" in shown["hidden"]
    assert shown["lines"] == "第一行第二行第三行第四行"


def test_ten_thousand_characters_do_not_push_anything_out(reader: Reader) -> None:
    reader.run("kg.actions.select(kg.store.byKey.get('long-00000000').i)")
    assert reader.run("document.documentElement.scrollWidth <= innerWidth")
    assert reader.run("document.querySelector('#side h2').getBoundingClientRect().height") < 300
    assert reader.run("document.querySelector('#side .facts').getBoundingClientRect().width") < 400
    longest = reader.run("Math.max(...kg.graph.overlay.last.names.map((one) => one.text.length))")
    assert longest <= 40


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_they_are_found_and_linked_to(reader: Reader, kind: str) -> None:
    reader.page.fill("[role=combobox]", HOSTILE[kind][:50])
    _unharmed(reader)
    reader.run("key => kg.actions.focus(kg.store.byKey.get(key).i, 1)", f"{kind}-00000000")
    reader.run("text => kg.state.change({ tab: 'table', query: text })", HOSTILE[kind][:200])
    reader.take_up(reader.run("kg.state.link()").partition("#")[2])
    assert reader.state("focus") == f"{kind}-00000000"
    _unharmed(reader)


def test_they_are_taken_along_whole(reader: Reader, hostile: Knowledge) -> None:
    graph = rdflib.Graph().parse(reader.download("turtle"), format="turtle")
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    names = {str(name) for name in graph.objects(None, label)}
    whole = {text for kind, text in HOSTILE.items() if kind != "halves"}
    assert whole <= names
    assert reader.download("svg").read_bytes().startswith(b"<svg")
    text = reader.download("csv").read_text("utf-8-sig")
    assert "\n=HYPERLINK" not in text
    assert "'=HYPERLINK" in text


def test_a_hostile_address_changes_nothing_but_the_view(open_page: Opener, page_file: Path) -> None:
    for fragment in (
        "#sel=e:<img src=x onerror=window.hacked=1>&query=</script><script>window.hacked=1</script>&tab=table",
        "#tab=nothing&focus=__proto__&pathFrom=constructor&pathTo=toString&depth=1e99",
        "#pin=__proto__:1:2&lang=xx&theme=yy&lanes=zz&rows=none&columns=none&sort=none&tab=matrix",
        "#view=NaN,Infinity,-1&map=x,y,z&from=abc&conf=-7",
    ):
        reader = open_page(page_file, fragment, fresh=True)
        assert reader.run("window.hacked === undefined")
        assert reader.run("({}).x === undefined && Object.prototype[0] === undefined")
        for tab in ("map", "matrix", "time", "table", "graph"):
            reader.page.click(f"#tab-{tab}")


def test_documents_that_are_not_there(render_and_open: Callable[..., Reader], hostile: Knowledge) -> None:
    fewer = replace(hostile, sources=hostile.sources[:3])
    reader = render_and_open(fewer)
    reader.run("kg.actions.select(kg.order[0])")
    reader.run("document.querySelectorAll('#side details').forEach((one) => (one.open = true))")
    _unharmed(reader)
