"""The page as text: one file, closed against every remote source, the same bytes for the same knowledge."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from kg.errors import OutputError, UsageError
from kg.view import bundle
from kg.view.options import ViewOptions
from kg.view.page import render, write
from tests.view.made import make

ROOT = Path(__file__).parent.parent.parent


def _without_scripts(page: str) -> str:
    return re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)


def test_nothing_in_it_is_loaded_from_elsewhere() -> None:
    page = render(make(30))
    assert not re.findall(r'(?:src|href)\s*=\s*(?!"data:,")', _without_scripts(page))
    assert re.findall(r"<script[^>]*\bsrc\b|<link[^>]*stylesheet|@import|url\(", page.split("<noscript>")[0]) == []
    assert "bootstrap" not in page.lower()


def test_the_policy_names_exactly_the_scripts_and_the_style_of_the_page() -> None:
    page = render(make(30))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = dict(rule.partition(" ")[::2] for rule in policy[1].replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    assert not re.search(r"https?:|\*", policy[1])
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        digests = [b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
        assert [f"'sha256-{digest}'" for digest in digests] == rules[rule].split()


def test_the_page_of_five_articles_is_under_three_megabytes() -> None:
    assert len(render(make(900)).encode()) < 3_000_000


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import sys; sys.path.insert(0, '.'); from tests.view.made import make; "
        "from kg.view.page import render; import hashlib; print(hashlib.sha256(render(make(120)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


def test_title_and_language_are_those_asked_for() -> None:
    page = render(make(10), ViewOptions(lang="en", title="<b>A & B</b>"))
    assert "<title>&lt;b&gt;A &amp; B&lt;/b&gt;</title>" in page
    assert '<html lang="en">' in page
    assert "<title>区域合作知识图谱</title>" in render(make(10))


def test_pyvis_holds_what_is_drawn() -> None:
    knowledge = make(60)
    drawn = json.loads(re.findall(r'id="kg-network">(.*?)</script>', render(knowledge))[0])
    assert [node["label"] for node in drawn["nodes"]][: len(knowledge.entities)] == [e.name for e in knowledge.entities]
    assert all({"x", "y", "shape", "color", "size"} <= node.keys() for node in drawn["nodes"])
    linked = {frozenset((edge["from"], edge["to"])) for edge in drawn["edges"]}
    assert len(linked) == len(drawn["edges"])
    number = {entity.key: n for n, entity in enumerate(knowledge.entities)}
    assert {frozenset((number[fact.subject], number[fact.object])) for fact in knowledge.facts} <= linked


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write(make(10), tmp_path / "nowhere" / "graph.html")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (ViewOptions(focus="无此处"), "nothing in the graph is called"),
        (ViewOptions(classes=("Dragon",)), "unknown class 'Dragon'"),
        (ViewOptions(relations=("eats",)), "unknown relation 'eats'"),
        (ViewOptions(documents=("none.txt",)), "no document is called"),
        (ViewOptions(depth=4), "depth is 1, 2 or 3"),
        (ViewOptions(min_confidence=2.0), "between 0 and 1"),
        (ViewOptions(max_nodes=0), "at least one node"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options: ViewOptions, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        render(make(20), options)


def test_json_in_the_page_cannot_end_its_element() -> None:
    nasty = "</script><!--<script>\u2028\u2029\u202e&\ud800\x00"
    text = bundle.safe_json([nasty])
    assert not re.search("[<>&\u2028\u2029\u202e\ud800\x00]", text)
    assert json.loads(text) == [nasty]


def test_progress_goes_forward_to_the_end() -> None:
    told: list[tuple[str, int, int]] = []
    render(make(150), progress=lambda *step: told.append(step))
    assert {(stage, total) for stage, _, total in told} == {("view", 100)}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1] == 100
