"""The same articles give the same bytes: whatever the hash seed, the order of arguments and the number of workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

DOCUMENTS = ROOT / "seeds" / "documents"


def _bytes(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "graph.ttl").read_bytes(), (folder / "evidence.ttl").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seed(seed: str, kg_command: Run, seeds_output: Path, tmp_path: Path) -> None:
    done = kg_command("build", "--output", tmp_path, PYTHONHASHSEED=seed)
    assert done.returncode == 0, done.stderr
    assert _bytes(tmp_path) == _bytes(seeds_output)


@pytest.mark.slow
def test_workers(kg_command: Run, seeds_output: Path, tmp_path: Path) -> None:
    done = kg_command("build", "--workers", "2", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    assert _bytes(tmp_path) == _bytes(seeds_output)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_workers_beside_a_thread(seeds_output: Path, tmp_path: Path) -> None:
    """Another thread in the program that builds: the workers are fresh processes and say the same."""
    script = (
        "import sys, threading, kg\n"
        "if __name__ == '__main__':\n"
        "    threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "    kg.build(output=sys.argv[1], workers=2)\n"
    )
    file = tmp_path / "script.py"
    file.write_text(script, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, file, tmp_path / "output"], check=True, env=environment)
    assert _bytes(tmp_path / "output") == _bytes(seeds_output)


@pytest.mark.slow
def test_order_of_arguments_and_place(kg_command: Run, seeds_output: Path, tmp_path: Path) -> None:
    copies = []
    for path in sorted(DOCUMENTS.glob("*.txt"), reverse=True):
        folder = tmp_path / path.stem
        folder.mkdir()
        copies.append(folder / path.name)
        copies[-1].write_bytes(path.read_bytes())
    done = kg_command("build", *copies, copies[0], "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert _bytes(tmp_path / "out") == _bytes(seeds_output)


@pytest.mark.slow
def test_a_removed_document_takes_its_facts_with_it(kg_command: Run, tmp_path: Path) -> None:
    paths = sorted(DOCUMENTS.glob("*.txt"))
    for folder, given in (("all", paths), ("again", paths[1:]), ("alone", paths[1:])):
        target = tmp_path / ("alone" if folder == "alone" else "same")
        done = kg_command("build", *given, "--output", target)
        assert done.returncode == 0, done.stderr
    assert _bytes(tmp_path / "same") == _bytes(tmp_path / "alone")
