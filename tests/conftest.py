"""What many tests share: the shipped articles built once, and `kg` as a process of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.extraction import Extractor
from kg.mentions.find import Line
from kg.model import Document, Record
from kg.text.read import read

ROOT = Path(__file__).parent.parent

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_kg(
    *arguments: str | Path, cwd: Path = ROOT, timeout: float = 120, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`kg ARGUMENTS` as a user runs it; output decoded as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


@pytest.fixture(scope="session")
def kg_command() -> Run:
    """Runs `kg` as a process: `kg_command("build", path, cwd=folder)`."""
    return run_kg


@pytest.fixture(scope="session")
def seeds_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the shipped articles. Tests must not change it."""
    folder = tmp_path_factory.mktemp("seeds") / "output"
    done = run_kg("build", "--output", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The stages from text to facts, with the built-in tables and no learned recogniser: what tests say of the rules is
    true of the rules alone.
    """
    return Extractor.load(recognizer="rules")


@pytest.fixture(scope="session")
def lines_of(extractor: Extractor) -> Callable[[str], tuple[Line, ...]]:
    """A text's sentences with what they name."""

    def find(text: str) -> tuple[Line, ...]:
        reading = read(Document("a.txt", text, "utf-8", "0" * 64), extractor.tokenizer)
        return extractor.finder.find(reading, extractor._places(reading))

    return find


@pytest.fixture(scope="session")
def record_of(extractor: Extractor) -> Callable[[str], Record]:
    """All that a text says."""

    def extract(text: str) -> Record:
        return extractor.read(Document("a.txt", text, "utf-8", hashlib.sha256(text.encode()).hexdigest()))

    return extract


Relations = list[tuple[str, str, str]]


@pytest.fixture(scope="session")
def facts_of(record_of: Callable[[str], Record]) -> Callable[[str], Relations]:
    """The relations that a text states, by the names of the things, sorted."""

    def state(text: str) -> Relations:
        record = record_of(text)
        names = {entity.key: entity.name for entity in record.entities}
        return sorted((names[fact.subject], fact.predicate, names[fact.object]) for fact in record.facts)

    return state
