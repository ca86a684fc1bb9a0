"""Annotations are read, found with their documents, and refused with place and reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, OutputError, UsageError
from kg.evaluate import from_graph, pairs, read_gold

VALID: dict[str, Any] = {
    "doc": "1.txt",
    "entities": [
        {"id": "a", "name": "青山区", "types": ["District"]},
        {"id": "b", "name": "云岭园", "aliases": ["园"], "types": ["Park", "Zone"], "optional": True},
    ],
    "relations": [{"s": "a", "p": "builds", "o": "b", "evidence": "青山区建云岭园", "optional": False}],
    "observations": [{"s": "b", "indicator": "area", "value": 12, "unit": "m2", "time": None}],
}


def written(folder: Path, content: object, name: str = "gold.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return file


def test_what_may_be_left_out(tmp_path: Path) -> None:
    gold = read_gold(written(tmp_path, VALID))
    assert [(one.aliases, one.optional) for one in gold.entities] == [((), False), (("园",), True)]
    assert gold.observations[0].value == 12.0
    bare = read_gold(written(tmp_path, {"entities": [], "relations": []}))
    assert (bare.document, bare.observations) == ("", ())


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("entities", {"types": ["Parc"]}, r"entities\[0\]: types: 'Parc' is none of"),
        ("entities", {"types": []}, r"entities\[0\]: types: should be a list of strings"),
        ("entities", {"name": None}, r"entities\[0\]: name: should be a string"),
        ("entities", {"aliases": "园"}, r"entities\[0\]: aliases: should be a list of strings"),
        ("entities", {"optional": "no"}, r"entities\[0\]: optional: should be true or false"),
        ("entities", {"id": "b"}, "two entities have the id 'b'"),
        ("relations", {"p": "build"}, r"relations\[0\]: p: 'build' is none of"),
        ("relations", {"o": "c"}, r"relations\[0\]: o: 'c' is none of"),
        ("observations", {"indicator": "size"}, r"observations\[0\]: indicator: 'size' is none of"),
        ("observations", {"value": "12"}, r"observations\[0\]: value: should be a number"),
    ],
)
def test_a_wrong_annotation_is_one_clear_line(tmp_path: Path, part: str, change: dict[str, Any], message: str) -> None:
    rows = [{**VALID[part][0], **change}, *VALID[part][1:]]
    with pytest.raises(InputError, match=message) as caught:
        read_gold(written(tmp_path, {**VALID, part: rows}))
    assert "gold.json" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [[], {"entities": []}, {"entities": {}, "relations": []}, {"entities": [1], "relations": []}]
)
def test_a_file_that_is_no_annotation(tmp_path: Path, content: object) -> None:
    with pytest.raises(InputError, match=r"gold\.json"):
        read_gold(written(tmp_path, content))


def test_a_file_that_is_no_json(tmp_path: Path) -> None:
    broken = tmp_path / "gold.json"
    broken.write_bytes(b"\xff{")
    with pytest.raises(InputError, match="is no JSON"):
        read_gold(broken)
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "absent.json")


def test_pairs(tmp_path: Path) -> None:
    golds, texts = tmp_path / "gold", tmp_path / "text"
    golds.mkdir()
    texts.mkdir()
    with pytest.raises(UsageError, match=r"no \.json files"):
        pairs(golds, texts)
    second = written(golds, {**VALID, "doc": ""}, "2.json")
    first = written(golds, VALID, "1.json")
    with pytest.raises(InputError, match=r"its document is not in"):
        pairs(golds, texts)
    for name in ("1.txt", "2.txt"):
        (texts / name).touch()
    assert [path.name for _, path in pairs(golds, texts)] == ["1.txt", "2.txt"]
    assert [path.name for _, path in pairs(second, texts / "2.txt")] == ["2.txt"]
    assert [path.name for _, path in pairs(first, texts)] == ["1.txt"]
    with pytest.raises(UsageError, match="give the folder of its documents"):
        pairs(golds, texts / "1.txt")
    with pytest.raises(InputError, match=r"1\.json: its document is not in"):
        pairs(first)
    with pytest.raises(UsageError, match="no such file"):
        pairs(first, texts / "3.txt")


def test_a_broken_graph_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "graph.ttl"
    broken.write_text("ent:a a kg:Park .", "utf-8")
    with pytest.raises(OutputError, match=r"graph\.ttl: cannot be read as Turtle"):
        from_graph([broken])
    with pytest.raises(OutputError, match="absent"):
        from_graph([tmp_path / "absent.ttl"])
