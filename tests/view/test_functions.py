"""Single functions of the page's program, called in a browser: what they make of plain and of wicked input."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.view import bundle

pytestmark = pytest.mark.browser
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def call(browser: Any) -> Iterator[Call]:
    """`call("quotes.spans", text, names)` gives what the function of the module gives."""
    page = browser.new_page()
    loaded = set()

    def run(name: str, *arguments: object) -> Any:
        module, _, function = name.partition(".")
        if module not in loaded:
            program = bundle.script(module).removesuffix("})();\n")
            page.add_script_tag(content=f"{program}window.{module}_js = {module}_js;\n}})();\n")
            loaded.add(module)
        return page.evaluate(f"(given) => {module}_js.{function}(...given)", list(arguments))

    yield run
    page.close()


@pytest.mark.parametrize(
    ("text", "names", "marked"),
    [
        ("甲区与乙市共建园区", ["甲区", "乙市"], ["甲区", "乙市"]),
        ("甲\n区与乙  市", ["甲区", "乙市"], ["甲\n区", "乙  市"]),
        ("ＡＢＣ公司落户", ["abc公司"], ["ＡＢＣ公司"]),
        ("长城汽车与长城", ["长城", "长城汽车"], ["长城汽车", "长城"]),
        ("没有", ["", "别的"], []),
        ("𠮷县与甲区", ["甲区", "𠮷县"], ["𠮷县", "甲区"]),
    ],
)
def test_names_are_marked_in_a_sentence(call: Call, text: str, names: list[str], marked: list[str]) -> None:
    spans = call("quotes.spans", text, names)
    units = text.encode("utf-16-le")
    assert [units[2 * start : 2 * end].decode("utf-16-le") for start, end in spans] == marked


@pytest.mark.parametrize(
    ("time", "months"),
    [
        ("2021", (2021 * 12, 2022 * 12)),
        ("2021-03", (2021 * 12 + 2, 2021 * 12 + 3)),
        ("2021-01/2021-06", (2021 * 12, 2021 * 12 + 6)),
        ("../2025", (2025 * 12, 2026 * 12)),
        ("2021-34", (2021 * 12 + 3, 2021 * 12 + 6)),
        ("2021-12-31", (2021 * 12 + 11 + 30 / 31, 2022 * 12)),
        ("soon", None),
        ("", None),
    ],
)
def test_times_become_months(call: Call, time: str, months: tuple[float, float] | None) -> None:
    found = call("edtf.months", time)
    assert (found is None) if months is None else found == pytest.approx(months)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KEYS = st.text("江津区CN-0123456789", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    state=st.fixed_dictionaries(
        {
            "tab": st.sampled_from(["graph", "map", "table"]),
            "sel": KEYS.map("e:{}".format),
            "focus": KEYS,
            "depth": st.integers(1, 3),
            "hide": st.lists(KEYS, max_size=3),
            "conf": st.sampled_from([0, 0.5, 0.95]),
            "alone": st.booleans(),
            "query": WORDS,
            "pin": st.dictionaries(
                KEYS, st.tuples(st.integers(-999, 999), st.integers(-999, 999)).map(list), max_size=2
            ),
        }
    )
)
def test_the_address_says_the_state(call: Call, state: dict[str, Any]) -> None:
    start = {"tab": "graph", "sel": "", "focus": "", "depth": 1, "hide": [], "conf": 0, "alone": False, "query": ""}
    start |= {"pin": {}}
    everything = ["pathFrom", "pathTo", "lang", "theme", "view", "map", "sort", "rows", "columns", "lanes"]
    start |= dict.fromkeys(everything, "") | {"from": 0, "to": 0, "undated": True, "atlas": False}
    start |= {name: [] for name in ("open", "shut", "classesOff", "relationsOff", "documentsOff", "statusesOff")}
    fragment = call("state.encode", {**start, **state}, start)
    assert call("state.decode", fragment, start) == {**start, **state}


@pytest.mark.parametrize(
    "fragment", ["#", "#%", "#a=1&&=&depth=99&pin=x:y:z,q&conf=NaN&view=%E4", "#depth=-4", "#" + "x" * 9999]
)
def test_a_broken_address_opens_as_far_as_it_can(call: Call, fragment: str) -> None:
    start = {"depth": 1, "pin": {}, "conf": 0.0, "view": "", "tab": "graph", "lang": "zh"}
    state = call("state.decode", fragment, start)
    assert state["depth"] in (1, 3)
    assert state["conf"] == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_a_turtle_string_reads_back(call: Call, text: str) -> None:
    token = call("turtle.literal", text, "zh")
    graph = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {token} .", format="turtle")
    (value,) = graph.objects()
    assert str(value) == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_a_csv_cell_reads_back_and_runs_nothing(call: Call, text: str) -> None:
    line = call("csv.cell", text)
    rows = list(csv.reader(io.StringIO(f"{line},x\r\n", newline="")))
    assert len(rows) == 1
    assert rows[0][0] in (text, "'" + text)
    assert not rows[0][0].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("北碚", 0),
        ("beibei", 0),
        ("bb", 0),
        ("BeiBei", 0),
        ("北碚区", 0),
        ("bbkxc", 1),
        ("科学城", 1),
        ("zhongqing", None),
        ("bbylkxc", 1),
        ("ei", None),
        ("kexue", 1),
        ("", None),
        ("ＢＢ", 0),
        ("bei bei", 0),
    ],
)
def test_names_are_found_by_any_writing(call: Call, typed: str, first: int | None) -> None:
    def row(i: int, name: str, pinyin: str, aliases: list[dict[str, str]]) -> dict[str, Any]:
        return {"i": i, "name": name, "pinyin": pinyin, "aliases": aliases, "degree": 3 - i, "observations": []}

    entities = [
        row(0, "北碚区", "bei bei qu", [{"name": "北碚", "pinyin": "bei bei"}]),
        row(
            1,
            "北部(云岭)科学城",
            "bei bu ( yun ling ) ke xue cheng",
            [{"name": "北部科学城", "pinyin": "bei bu ke xue cheng"}],
        ),
    ]
    index = call("match.makeIndex", {"entities": entities})
    hits = call("match.find", index, typed)
    assert (hits[0]["entity"] if hits else None) == first
