"""Articles are built one by one and scored, or what a build of them all says of each is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import InputError, UsageError
from tests.conftest import ROOT

GOLDS, ARTICLES = ROOT / "tests" / "gold" / "seeds", ROOT / "seeds" / "documents"
GOLD: dict[str, Any] = {
    "doc": "a.txt",
    "entities": [
        {"id": "a", "name": "孟村回族自治县", "aliases": ["孟村县"], "types": ["District"]},
        {"id": "b", "name": "黄山市", "types": ["City"]},
        {"id": "c", "name": "徽茶小镇", "types": ["Project", "Zone"], "optional": True},
    ],
    "relations": [{"s": "a", "p": "cooperatesWith", "o": "b"}],
}
TEXTS = {
    "a.txt": "孟村县与黄山市签订合作协议。",
    "b.txt": "黄山市与孟村县签订合作协议。大理白族自治州与淮安市结为友好城市。",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, each with an annotation beside it."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).with_suffix(".json").write_text(json.dumps({**GOLD, "doc": name}), "utf-8")
    return tmp_path


def test_each_article_is_built_as_if_it_were_the_only_one(folder: Path) -> None:
    both = kg.eval(folder)
    assert [name for name, _ in both.documents] == ["a.txt", "b.txt"]
    assert both.documents[0][1] == kg.eval(folder / "a.json", folder / "a.txt").total
    assert both.documents[0][1] == kg.eval(folder / "a.json", folder).total == kg.eval(str(folder / "a.json")).total
    assert [score.relations.right for _, score in both.documents] == [1, 1]
    assert [score.relations.extra for _, score in both.documents] == [0, 1]
    assert both.total.relations.right == 2
    assert both.total.evidence_sound == 1.0


def test_what_is_found_below_the_least_confidence_is_not_scored(folder: Path) -> None:
    assert kg.eval(folder, min_confidence=1.0).total.relations.right == 0


def test_a_build_of_all_articles_is_scored_by_what_it_says_of_each(folder: Path) -> None:
    alone, within = kg.eval(folder), kg.eval(folder, graph=kg.build(folder))
    assert within == alone
    assert kg.eval(folder, graph=kg.build(folder), min_confidence=1.0).total.relations.right == 0
    with pytest.raises(InputError, match=r"b\.txt: the graph does not hold this text"):
        kg.eval(folder, graph=kg.build(folder / "a.txt"))


def test_the_shipped_build_holds_what_its_articles_say(seeds_output: Path) -> None:
    total = kg.eval(GOLDS, ARTICLES, graph=kg.open(seeds_output)).total
    assert total.evidence_sound == 1.0
    assert total.entities_core.recall > 0.8  # a fused name may be another document's


def test_more_workers_give_the_same(folder: Path) -> None:
    assert kg.eval(folder, workers=2) == kg.eval(folder)


def test_an_article_that_cannot_be_read_is_not_left_out_of_the_score(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"b\.txt: .*empty"):
        kg.eval(folder)


def test_settings_that_cannot_be_are_refused(folder: Path) -> None:
    for wrong in ({"recognizer": "oracle"}, {"min_confidence": 2.0}, {"workers": 0}):
        with pytest.raises(UsageError):
            kg.eval(folder, **wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="give the folder of its documents"):
        kg.eval(folder, folder / "a.txt")
