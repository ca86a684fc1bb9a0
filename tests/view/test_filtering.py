"""The legend and the other filters: what is switched off is gone from every picture."""

from __future__ import annotations

import pytest

from kg.model import Knowledge
from tests.view.reader import Opener, Reader

pytestmark = pytest.mark.browser


def _shown(reader: Reader) -> set[int]:
    return set(reader.run("kg.view().entities"))


def test_the_legend_filters(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    label = reader.run("kg.store.classes.find((row) => row.id === 'Project').zh")
    button = f"#filters .toggle:has-text('{label}')"
    reader.page.click(button)
    assert reader.page.get_attribute(button, "aria-pressed") == "false"
    shown = [knowledge.entities[i].classes[0] for i in _shown(reader)]
    assert "Project" not in shown
    reader.page.wait_for_timeout(500)
    reader.page.click(button)
    reader.page.click(button, modifiers=["Shift"])
    assert {knowledge.entities[i].classes[0] for i in _shown(reader)} == {"Project"}
    reader.page.click(button, modifiers=["Shift"])
    assert reader.state("classesOff") == []
    reader.page.wait_for_timeout(500)
    reader.page.dblclick(button)
    assert "Project" not in reader.state("classesOff")
    assert len(reader.state("classesOff")) > 5


def test_filters_by_relation_status_confidence_time_and_document(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()

    def facts() -> list[dict[str, object]]:
        return list(
            reader.run(
                "kg.view().facts.map((n) => ({ ...kg.store.facts[n], r: kg.store.relations[kg.store.facts[n].p].id }))"
            )
        )

    for section in ("进展", "置信度", "时间", "文档"):
        reader.page.click(f"#filters summary:has-text('{section}')")
    reader.page.click("#filters [data-name='relationsOff builds']")
    assert {fact["r"] for fact in facts()} >= {"cooperatesWith"}
    assert "builds" not in {fact["r"] for fact in facts()}
    reader.page.click("#filters [data-name='statusesOff Planned']")
    assert {fact["status"] for fact in facts()} == {"", "Underway", "Completed"}
    reader.run(
        "(() => { const range = document.querySelector('#filters [type=range]');"
        " range.value = 0.7; range.dispatchEvent(new Event('change')) })()"
    )
    assert min(float(str(fact["confidence"])) for fact in facts()) >= 0.7
    reader.page.select_option("#filters [data-name=from]", "2021")
    reader.page.uncheck("#filters [data-name=undated]")
    assert all(str(fact["time"]).startswith("2021") for fact in facts())
    reader.page.click("#filters [data-name=reset]")
    assert len(facts()) == len(knowledge.facts)
    digest = knowledge.sources[0].digest
    reader.page.click(f"#filters [data-name='documentsOff {digest[:12]}']", modifiers=["Shift"])
    shown = facts()
    assert shown
    assert all(0 in list(fact["documents"]) for fact in shown)  # type: ignore[call-overload]


def test_the_lonely_and_the_background_come_on_demand(open_page: Opener, knowledge: Knowledge) -> None:
    reader = open_page()
    before = _shown(reader)
    reader.page.check("#filters [data-name=alone]")
    assert len(_shown(reader)) == len(knowledge.entities)
    reader.page.uncheck("#filters [data-name=alone]")
    reader.page.check("#filters [data-name=atlas]")
    added = _shown(reader) - before
    assert {entity.key for entity in knowledge.background} <= {
        reader.run("i => kg.store.entities[i].key", entity) for entity in added
    }
