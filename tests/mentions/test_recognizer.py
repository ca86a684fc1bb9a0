"""The switch: the whole extraction with the recogniser, without it, and where its weights are missing."""

from __future__ import annotations

import pytest

from kg.extraction import Extractor
from kg.mentions import weights
from kg.model import Document

TEXT = "青岭县近年变化很大。去年，科星瑞来这里设厂，罗小满说，日子好过了。\n"


def names(extractor: Extractor) -> set[str]:
    return {entity.name for entity in extractor.read(Document("a.txt", TEXT, "utf-8", "0" * 64)).entities}


@pytest.mark.skipif(weights.bundled() is None, reason="this jieba has no network")
def test_the_recogniser_adds_to_the_rules() -> None:
    alone, full = Extractor.load(recognizer="rules"), Extractor.load()
    assert alone.notes == full.notes == ()
    assert names(full) - names(alone) == {"罗小满", "科星瑞"}
    assert names(full) >= names(alone)
    assert names(full) == names(full)


def test_without_weights_the_rules_go_on_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "bundled", lambda: None)
    left = Extractor.load()
    assert left.recognizer is None
    assert len(left.notes) == 1
    assert "rules alone" in left.notes[0]
    assert names(left) == names(Extractor.load(recognizer="rules"))
