"""How sure a fact is: weights are read, added up, and give way to what a frame says where nothing was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.entities.link import Span
from kg.errors import RuleError
from kg.extraction import Extractor
from kg.facts.confidence import Confidences, Weights, of_fact
from kg.facts.frames import Frames
from kg.model import Mention, Sentence

ROOT = Path(__file__).parent.parent.parent
MADE = Confidences(
    facts=Weights(1.0, {"relation": {"builds": -1.0}, "rule": {"known": 0.5}, "again": {"by another rule": 1.0}}),
    observations=Weights(0.0, {"owner": {"Project": 2.0}}),
)


def test_weights_add_up_and_what_is_not_listed_weighs_nothing() -> None:
    assert MADE.fact((("rule", "known"),), 0.1) == 0.82
    assert MADE.fact((("rule", "known"), ("relation", "builds"), ("subject", "City")), 0.1) == 0.62
    assert MADE.fact((("rule", "known"), ("relation", "builds"), ("again", "by another rule")), 0.1) == 0.82
    assert MADE.observation((("owner", "Project"),)) == 0.88
    assert MADE.observation((("owner", "Village"),)) == 0.5


def test_a_rule_that_was_never_measured_is_believed_as_its_frame_says() -> None:
    usual = MADE.fact((("rule", "my.own"),), 0.8)
    assert usual == 0.73  # the base alone
    assert MADE.fact((("rule", "my.own"),), 0.95) > usual > MADE.fact((("rule", "my.own"),), 0.5)


def test_no_fact_is_certain() -> None:
    sure = Confidences(Weights(50.0, {"rule": {"r": 0.0}}), Weights(-50.0, {}))
    assert sure.fact((("rule", "r"),), 0.8) == 0.98
    assert sure.observation(()) == 0.05


def _span(start: int, end: int, name: str, kind: str, sentence: int = 0) -> Span:
    return Span(start, end, name, (kind,), Mention(sentence, start, end, name, (kind,), "test", 1.0))


@pytest.mark.parametrize(
    ("subject", "obj", "apart", "name"),
    [
        (_span(0, 3, "赤水市", "District"), _span(5, 13, "竹浆纸循环产业园", "Park"), "near", "short"),
        (_span(60, 68, "毕节竹海新材公司", "Enterprise"), _span(5, 9, "织金县城", "District"), "far", "long"),
        (_span(0, 9, "广元昭化古城改造项目", "Project"), _span(0, 4, "广元昭化", "District"), "within", "long"),
        (_span(0, 4, "阆中古城", "Facility"), _span(30, 33, "南充市", "City"), "clauses", "middling"),
        (_span(0, 0, "秭归县", "District", -1), _span(5, 9, "脐橙大道", "Project"), "outside", "short"),
    ],
)
def test_features(subject: Span, obj: Span, apart: str, name: str) -> None:
    text = "字" * 80
    sentence = Sentence(0, text, tuple(range(80)), "body", 0, 0, ())
    found = dict(of_fact(sentence, subject, "builds", obj, "some.rule"))
    assert found == {
        "relation": "builds",
        "rule": "some.rule",
        "subject": subject.classes[0],
        "object": obj.classes[0],
        "apart": apart,
        "name": name,
    }


def test_the_weights_that_ship(extractor: Extractor) -> None:
    facts, observations = extractor.confidences.facts, extractor.confidences.observations
    assert set(facts.tables) == {"relation", "rule", "subject", "object", "apart", "name", "again"}
    assert set(observations.tables) == {"indicator", "owner", "stands"}
    assert facts.tables["again"]["by another rule"] > 0
    measured = {frame.id for frame in Frames.load().frames} & set(facts.tables["rule"])
    assert len(measured) > 20


def test_a_wrong_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr("kg.facts.confidence.folder", lambda name: tmp_path)
    for text in ("", "[facts]\nbase = 1\n", "[facts]\nbase = 'x'\n", "[facts]\nbase = 1\nrule = 3\n"):
        (tmp_path / "rules" / "confidence.toml").write_text(text, "utf-8")
        with pytest.raises(RuleError, match=r"confidence\.toml: \[\w+\] needs a base"):
            Confidences.load()
