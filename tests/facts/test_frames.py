"""Every frame says what its examples say and nothing of its counterexamples; a wrong pack is refused in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.facts.examples import check, said
from kg.facts.frames import Frame, Frames

FRAMES = Frames.load().frames
GOOD = """
[[frame]]
id = "my.cook"
triggers = ["烹制"]
pattern = "{who:Enterprise}~4烹制{what:Product}"
relations = ["who produces what"]
examples = ["〔Enterprise〕烹制〔Product〕"]
counterexamples = ["〔Enterprise〕品尝〔Product〕"]
"""


def _frame(file: Path, text: str) -> Frame:
    file.write_text(text, "utf-8")
    return Frames.load([file]).frames[-1]


@pytest.mark.parametrize(
    ("frame", "example"), [(f, e) for f in FRAMES for e in f.examples], ids=lambda v: getattr(v, "id", v)
)
def test_an_example_states_something(frame: Frame, example: str) -> None:
    assert said(frame, example)


@pytest.mark.parametrize(
    ("frame", "example"), [(f, e) for f in FRAMES for e in f.counterexamples], ids=lambda v: getattr(v, "id", v)
)
def test_a_counterexample_states_nothing(frame: Frame, example: str) -> None:
    assert said(frame, example) == ()


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_every_frame_has_both(frame: Frame) -> None:
    assert frame.examples
    assert frame.counterexamples


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_its_triggers_find_every_frame(frame: Frame) -> None:
    """A pattern that matches where no trigger stands would never be tried there."""
    for example in frame.examples:
        assert any(trigger in example for trigger in frame.triggers), example


@pytest.mark.parametrize(
    ("name", "example", "facts"),
    [
        ("locate.verb", "〔Enterprise×2〕落户〔Park〕", [("Enterprise1", "Park1"), ("Enterprise2", "Park1")]),
        (
            "build.by",
            "由〔City〕和〔City〕共建的〔Park〕",
            [("City1", "Park1"), ("City2", "Park1"), ("City1", "City2")],
        ),
        ("cooperate.pair", "〔City〕、〔City〕与〔Province〕合作", [("City1", "Province1"), ("City2", "Province1")]),
        ("build.verb", "建设〔Project〕", [("the passage's district", "Project1")]),
    ],
)
def test_lists_distribute(name: str, example: str, facts: list[tuple[str, str]]) -> None:
    frame = next(frame for frame in FRAMES if frame.id == name)
    assert sorted((left, right) for left, _, right in said(frame, example)) == sorted(facts)


def test_a_pack_of_a_user_comes_after_the_built_in_frames(tmp_path: Path) -> None:
    frame = _frame(tmp_path / "mine.toml", GOOD)
    assert (frame.id, frame.confidence, frame.status) == ("my.cook", 0.8, None)
    assert said(frame, "〔Enterprise〕烹制〔Product×2〕") == (
        ("Enterprise1", "produces", "Product1"),
        ("Enterprise1", "produces", "Product2"),
    )
    check(frame)


def test_a_pack_may_bring_lists_and_sets_of_its_own(tmp_path: Path) -> None:
    text = '[lists]\ncook = "烹制 烹调"\n[sets]\nkitchen = "Enterprise School"\n' + GOOD.replace(
        '["烹制"]', '["cook"]'
    ).replace("烹制{what", "<cook>{what").replace("who:Enterprise", "who:kitchen")
    frame = _frame(tmp_path / "mine.toml", text)
    assert frame.triggers == ("烹制", "烹调")
    assert said(frame, "〔School〕烹调〔Product〕") == (("School1", "produces", "Product1"),)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[[frame]]", "[[frame]", "is not TOML"),
        ("[[frame]]", "[[frmae]]", "unknown table 'frmae'"),
        ("[[frame]]", "[frame]", "write each frame as a table of its own: [[frame]]"),
        ('id = "my.cook"', "", "frame: has no 'id'"),
        ('id = "my.cook"', 'id = "build.verb"', "frame 'build.verb': the id is also in "),
        ("pattern =", "patern =", "frame 'my.cook': unknown key 'patern'"),
        ("{what:Product}", "{what:Prodct}", "frame 'my.cook': unknown class or set 'Prodct'"),
        ("烹制{", "<cook>{", "frame 'my.cook': unknown list 'cook'"),
        ("烹制{", "(烹制{", "frame 'my.cook': pattern does not compile"),
        ("{who:", "{topic:", "frame 'my.cook': slot 'topic' has a meaning of its own"),
        ('["烹制"]', "[]", "frame 'my.cook': 'triggers' names no word"),
        ('["烹制"]', '"烹制"', "frame 'my.cook': 'triggers' must be a list"),
        ('["who produces what"]', "[]", "frame 'my.cook': 'relations' states nothing"),
        ("who produces what", "who produces", "is not 'slot predicate slot'"),
        ("who produces what", "who cooks what", "no property 'cooks'"),
        ("who produces what", "whom produces what", "no slot 'whom'"),
        ('triggers = ["烹', 'status = "Done"\ntriggers = ["烹', "status must be one of Planned, Underway, Completed"),
        ('triggers = ["烹', 'confidence = 7\ntriggers = ["烹', "confidence must be a number above 0, up to 1, not 7"),
    ],
)
def test_a_wrong_pack_is_refused(old: str, new: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert old in GOOD
    with pytest.raises(RuleError) as raised:
        _frame(file, GOOD.replace(old, new, 1))
    message = str(raised.value)
    assert message.startswith(f"{file}:")
    assert reason in message
    assert "\n" not in message


def test_a_pack_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    missing, binary = tmp_path / "none.toml", tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match=r"none\.toml: cannot be read: "):
        Frames.load([missing])
    with pytest.raises(RuleError, match=r"binary\.toml: is not UTF-8: byte 0"):
        Frames.load([binary])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "〔Enterprise〕烹制〔Product〕",
            "〔Enterprise〕吃〔Product〕",
            "example '〔Enterprise〕吃〔Product〕' states nothing",
        ),
        ("品尝", "烹制", "counterexample '〔Enterprise〕烹制〔Product〕' states Enterprise1 produces Product1"),
        ("品尝〔Product〕", "品尝〔Prodct〕", "unknown class 'Prodct'"),
    ],
)
def test_a_frame_that_its_examples_belie_is_refused(old: str, new: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    with pytest.raises(RuleError, match=r"frame 'my\.cook'") as raised:
        check(_frame(file, GOOD.replace(old, new, 1)))
    assert reason in str(raised.value)
    assert re.match(rf"{re.escape(str(file))}:\d+: frame 'my\.cook': ", str(raised.value))
