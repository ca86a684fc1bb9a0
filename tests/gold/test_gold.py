"""Every annotated document has its gold, and every gold file keeps to the vocabulary and to its text."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest

from kg.ontology import Ontology

HERE = Path(__file__).parent
FOLDERS = {
    HERE / "seeds": HERE.parent.parent / "seeds" / "documents",
    HERE / "dev": HERE / "dev",
    HERE / "heldout": HERE / "heldout",
}
"""Gold folder → the folder of its texts."""
FILES = sorted(file for folder in FOLDERS for file in folder.glob("*.json"))
BROKEN = {"09-columns.txt"}
"""Documents in narrow columns: a name or a quotation may run over the end of a line."""
DIVISIONS = {"Province", "City", "District", "Township", "Village"}
ENDINGS = {
    "Province": "省市区",
    "City": "市州盟区",
    "District": "区县市旗",
    "Township": "乡镇道",
    "Village": "村区",
}
EDITION = (["Event"], "partOf", ["Event"])
"""The guide allows it, as optional, between an edition of a fair and its series; the ontology has no such pair."""
KEYS = {
    "entities": {"id", "name", "aliases", "types", "optional"},
    "relations": {"s", "p", "o", "evidence", "optional"},
    "observations": {"s", "indicator", "value", "unit", "of", "time", "evidence", "optional"},
}
TIME = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
UNIT_OF = {"1": "one", "km/h": "km_per_h"}
"""Gold writes some units as the guide does; the ontology has names for them."""

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")


@cache
def ontology() -> Ontology:
    return Ontology.load()


@cache
def gold(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


@cache
def text(file: Path) -> str:
    name: str = gold(file)["doc"]
    return (FOLDERS[file.parent] / name).read_bytes().decode("utf-8")


def squeezed(value: str) -> str:
    return re.sub(r"\s+", "", value)


def names_of(file: Path) -> dict[str, str]:
    return {entity["id"]: entity["name"] for entity in gold(file)["entities"]}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_documents_and_gold_are_pairs(folder: Path) -> None:
    documents = sorted(path.name for path in FOLDERS[folder].glob("*.txt"))
    assert sorted(gold(file)["doc"] for file in folder.glob("*.json")) == documents
    assert sorted(f"{file.stem}.txt" for file in folder.glob("*.json")) == documents


def test_ten_articles_ship() -> None:
    lengths = {path.name: len(squeezed(path.read_text("utf-8"))) for path in FOLDERS[HERE / "seeds"].glob("*.txt")}
    assert len(lengths) == 10
    assert {name: length for name, length in lengths.items() if not 500 <= length <= 900} == {}


@each_file
def test_the_form(file: Path) -> None:
    assert set(gold(file)) == {"doc", *KEYS}
    for part, keys in KEYS.items():
        assert [item for item in gold(file)[part] if set(item) != keys] == []
        assert [item for item in gold(file)[part] if not isinstance(item["optional"], bool)] == []


@each_file
def test_ids_and_names_are_unique(file: Path) -> None:
    entities = gold(file)["entities"]
    for field in ("id", "name"):
        counts = Counter(entity[field] for entity in entities)
        assert [value for value, times in counts.items() if times > 1] == []
    # an alias that two entities share, or that is another's name, could be aligned with either of them
    surfaces = Counter(name for entity in entities for name in {entity["name"], *entity["aliases"]})
    assert [name for name, times in surfaces.items() if times > 1] == []


@each_file
def test_terms_are_of_the_vocabulary(file: Path) -> None:
    leaves, units = set(ontology().leaf_classes), set(ontology().units)
    assert [e for e in gold(file)["entities"] if not e["types"] or not set(e["types"]) <= leaves] == []
    assert [r for r in gold(file)["relations"] if r["p"] not in ontology().relations] == []
    for item in gold(file)["observations"]:
        unit = UNIT_OF.get(item["unit"], item["unit"])
        allowed = ontology().measured_in.get(item["indicator"])
        assert item["indicator"] in ontology().indicators, item
        assert unit in units, item
        assert not allowed or unit in allowed, item


@each_file
def test_relations_join_entities_that_fit(file: Path) -> None:
    entities = {entity["id"]: entity for entity in gold(file)["entities"]}
    wrong = []
    for item in gold(file)["relations"]:
        subject, target = entities[item["s"]], entities[item["o"]]
        if item["optional"] and (subject["types"], item["p"], target["types"]) == EDITION:
            continue
        if subject is target or not ontology().fits(subject["types"], item["p"], target["types"]):
            wrong.append((subject["name"], item["p"], target["name"]))
    assert wrong == []


@each_file
def test_no_relation_is_said_twice(file: Path) -> None:
    names = names_of(file)
    said: Counter[tuple[str, ...]] = Counter()
    for item in gold(file)["relations"]:
        ends = (names[item["s"]], names[item["o"]])
        said[item["p"], *(sorted(ends) if item["p"] in ontology().symmetric else ends)] += 1
    assert [fact for fact, times in said.items() if times > 1] == []


@each_file
def test_what_is_required_rests_on_required_entities(file: Path) -> None:
    optional = {entity["id"]: entity["name"] for entity in gold(file)["entities"] if entity["optional"]}
    required = [item for part in ("relations", "observations") for item in gold(file)[part] if not item["optional"]]
    assert [item for item in required if item["s"] in optional or item.get("o") in optional] == []


@each_file
def test_evidence_stands_in_the_text(file: Path) -> None:
    whole = text(file)
    broken = gold(file)["doc"] in BROKEN
    for part in ("relations", "observations"):
        for item in gold(file)[part]:
            quote = item["evidence"]
            assert quote.strip(), item
            assert squeezed(quote) in squeezed(whole) if broken else quote in whole, item


@each_file
def test_names_stand_in_the_text(file: Path) -> None:
    printed = squeezed(text(file))
    simplified = squeezed(opencc.OpenCC("t2s").convert(text(file)))
    for entity in gold(file)["entities"]:
        surfaces = [squeezed(name) for name in (entity["name"], *entity["aliases"])]
        assert any(name in printed for name in surfaces), entity
        # an alias is a printed form, or in an article in traditional script its simplified writing
        assert [name for name in surfaces[1:] if name not in printed and name not in simplified] == []


@each_file
def test_divisions_have_their_full_names(file: Path) -> None:
    for entity in gold(file)["entities"]:
        kind = entity["types"][0]
        if kind in DIVISIONS and not entity["optional"]:
            assert entity["name"][-1] in ENDINGS[kind], entity


@each_file
def test_numbers_and_times_are_well_formed(file: Path) -> None:
    for item in gold(file)["observations"]:
        assert isinstance(item["value"], int | float), item
        assert item["value"] != 0, item
        assert item["time"] is None or TIME.fullmatch(item["time"]), item
