"""The wheel holds all that is needed: installed by itself and away from the checkout, it builds and queries."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("regional_kg-*.whl")
    return path


@pytest.mark.slow
def test_it_holds_the_data_and_nothing_of_the_checkout(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}
    assert "kg/py.typed" in names
    assert {"kg/serve/static/yasgui.min.js", "kg/serve/templates/query.html"} <= set(names)
    for folder in ("ontology", "seeds"):
        shipped = {
            f"kg/_data/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(ROOT).parts)
        }
        assert shipped
        assert shipped <= set(names)
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


@pytest.mark.slow
def test_it_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked as pip would, with the packages that it needs taken from this environment."""
    home, desk = tmp_path / "site", tmp_path / "desk"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(home), str(wheel)]
    subprocess.run(command, check=True, timeout=300)
    desk.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"PYTHONPATH": str(home), "PYTHONIOENCODING": "utf-8"}

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert Path(run("-c", "import kg; print(kg.__file__)").strip()).is_relative_to(home)
    run("-m", "kg", "build")
    assert sorted(path.name for path in (desk / "output").iterdir()) == [
        "evidence.ttl",
        "graph.html",
        "graph.ttl",
        "store",
    ]
    run("-m", "kg", "query", "SELECT ?s WHERE { ?s a kg:District } LIMIT 3")
    run("-m", "kg", "validate")
    assert "kg" in (home / "bin" / "kg").read_text("utf-8")
