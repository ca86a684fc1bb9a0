"""What the code imports is declared, what is declared is used, and docs/dependencies.md tells of it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES: dict[str, str] = {}
"""Modules whose name is not the package's with underscores."""


def _declared() -> dict[str, str]:
    """Package → lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pairs = [re.fullmatch(r"([\w.-]+)(?:\[\w+\])?>=([\d.]+)", requirement) for requirement in project["dependencies"]]
    assert all(pairs), "every dependency has a lower bound and nothing else"
    return {pair[1]: pair[2] for pair in pairs if pair}


def _module(package: str) -> str:
    name = package.lower().replace("-", "_")
    return MODULES.get(name, name)


def _imported() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "find_spec":
                names |= {word.value for word in node.args if isinstance(word, ast.Constant)}  # only its files are read
    return names - sys.stdlib_module_names - {"kg"}


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    assert {_module(package) for package in _declared()} == _imported()


def test_the_documentation_has_each_with_its_bound_licence_and_reason() -> None:
    rows = {}
    for line in (ROOT / "docs" / "dependencies.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 5 and cells[0] != "package":
            assert all(cells[2:4]), f"{cells[0]}: licence and reason"
            rows[cells[0]] = cells[1]
    assert rows == _declared()
