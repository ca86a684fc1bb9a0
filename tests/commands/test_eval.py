"""`kg eval`: its two forms, and one clear line for each thing that can be wrong with what it is given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

GOLD: dict[str, Any] = {
    "doc": "a.txt",
    "entities": [
        {"id": "a", "name": "楚雄彝族自治州", "aliases": ["楚雄州"], "types": ["City"]},
        {"id": "b", "name": "嘉兴市", "types": ["City"]},
        {"id": "c", "name": "南湖区", "types": ["District"]},
    ],
    "relations": [{"s": "a", "p": "cooperatesWith", "o": "b"}, {"s": "a", "p": "cooperatesWith", "o": "c"}],
    "observations": [{"s": "b", "indicator": "investment", "value": 100000000000}],
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """`a.txt` with its annotation `a.json`."""
    (tmp_path / "a.txt").write_text("楚雄州与嘉兴市签订合作协议。", "utf-8")
    (tmp_path / "a.json").write_text(json.dumps(GOLD), "utf-8")
    return tmp_path


def test_the_table(desk: Path, kg_command: Run) -> None:
    done = kg_command("eval", "a.json", "a.txt", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert re.search(r"^entities \(core\) +1\.000 +0\.667 +0\.800 +2 +0 +1$", done.stdout, re.MULTILINE)
    assert re.search(r"^cooperatesWith +1\.000 +0\.500 +0\.667 +1 +0 +1$", done.stdout, re.MULTILINE)
    assert "evidence sound        1.000  1 of 1 facts" in lines
    assert "  a.txt  cooperatesWith  楚雄彝族自治州 → 南湖区" in lines
    assert "  a.txt  investment  嘉兴市 = 100000000000" in lines
    assert "F1 by document" not in done.stdout  # there is one


def test_how_many_differences_are_shown(desk: Path, kg_command: Run) -> None:
    more = {"id": "d", "name": "海盐县", "types": ["District"]}
    (desk / "b.json").write_text(json.dumps({**GOLD, "entities": [*GOLD["entities"], more]}), "utf-8")
    done = kg_command("eval", ".", "--missed", "1", "--extra", "0", cwd=desk)
    assert "missed: entities (3, the first 1; --missed shows more)" in done.stdout
    assert "海盐县" not in done.stdout
    assert "F1 by document" in done.stdout
    assert "missed:" not in kg_command("eval", ".", "--missed", "0", cwd=desk).stdout


def test_json(desk: Path, kg_command: Run) -> None:
    done = kg_command("eval", "a.json", "--format", "json", cwd=desk)
    data = json.loads(done.stdout)
    assert data["relations"] == {"P": 1.0, "R": 0.5, "F1": 0.6667, "tp": 1, "fp": 0, "fn": 1}
    assert data["by_type"]["City"]["tp"] == 2
    assert data["documents"][0]["document"] == "a.txt"
    assert {one["kind"] for one in data["missed"]} == {"entity", "relation", "observation"}
    short = json.loads(kg_command("eval", "a.json", "--format", "json", "--missed", "0", cwd=desk).stdout)
    assert short == {**data, "missed": []}


def test_a_build_is_scored(desk: Path, kg_command: Run) -> None:
    assert kg_command("build", "a.txt", cwd=desk).returncode == 0
    built = kg_command("eval", "a.json", "--graph", "output", cwd=desk)
    assert built.returncode == 0
    assert built.stdout == kg_command("eval", "a.json", cwd=desk).stdout


WRONG: dict[str, tuple[list[str], Callable[[Path], object], int, str]] = {
    "no JSON": (["a.json"], lambda at: (at / "a.json").write_text("{", "utf-8"), 1, r"a\.json: is no JSON"),
    "not its shape": (
        ["a.json"],
        lambda at: (at / "a.json").write_text(json.dumps({**GOLD, "relations": [{"s": "a", "p": "likes", "o": "b"}]})),
        1,
        r"a\.json: relations\[0\]: p: 'likes' is none of builds",
    ),
    "no text": (["a.json"], lambda at: (at / "a.txt").unlink(), 1, r"a\.json: its document is not in .*a\.txt"),
    "an empty text": (["a.json"], lambda at: (at / "a.txt").write_bytes(b""), 1, r"a\.txt: .*empty"),
    "no annotations": (["."], lambda at: (at / "a.json").unlink(), 2, r"\.: no \.json files there"),
    "no such file": (["b.json"], lambda at: None, 2, r"b\.json: no such file"),
    "no such text": (["a.json", "b.txt"], lambda at: None, 2, r"b\.txt: no such file"),
    "a folder and a file": ([".", "a.txt"], lambda at: None, 2, "give the folder of its documents"),
    "no format": (["a.json", "--format", "xml"], lambda at: None, 2, "choose table or json"),
    "no build": (["a.json", "--graph", "none"], lambda at: None, 1, "kg build"),
    "built already": (["a.json", "--graph", "none", "--recognizer", "full"], lambda at: None, 2, "built already"),
    "no recogniser": (["a.json", "--recognizer", "oracle"], lambda at: None, 2, "oracle"),
    "a negative number": (["a.json", "--missed", "-1"], lambda at: None, 2, "missed"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_one_clear_line(case: str, desk: Path, kg_command: Run) -> None:
    arguments, spoil, status, reason = WRONG[case]
    spoil(desk)
    done = kg_command("eval", *arguments, cwd=desk)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert re.search(rf"^kg eval: .*{reason}", done.stderr), done.stderr
