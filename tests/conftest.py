"""What many tests share: the shipped articles built once, and `kg` as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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
