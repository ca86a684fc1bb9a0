"""Nothing of the machine on which it was written stands in the project, and the top level holds what it should."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP = {
    *("kg", "ontology", "seeds", "output", "tests", "docs"),
    *("pyproject.toml", "README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "Makefile"),
}
PLACES = re.compile(r"(?<![\w.<>/-])/(?:home|root|Users|work|tmp)/[\w.]|file:///(?!\.)|[A-Z]:\\\\?Users\\", re.ASCII)
"""Absolute paths below a home folder or a working folder, as they get into a file by mistake."""


def _tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a checkout of git")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_no_path_of_a_machine_is_tracked() -> None:
    found = []
    for path in _tracked():
        if path == Path(__file__).resolve() or not path.is_file():
            continue
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            if PLACES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


# put together here, so that this file holds none of them itself
@pytest.mark.parametrize(
    "line", ["cd /" + "home/me/x", "cd /" + "root/project", "C:\\" + "Users\\me", "file://" + "/opt/wheels"]
)
def test_the_pattern_finds_such_paths(line: str) -> None:
    assert PLACES.search(line)


@pytest.mark.parametrize("line", ["https://example.org" + "/home/x", "kg" + "/work/x", "a" + "/tmp/b"])
def test_the_pattern_leaves_others_alone(line: str) -> None:
    assert not PLACES.search(line)


def test_the_top_level_holds_what_it_should() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in _tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP
