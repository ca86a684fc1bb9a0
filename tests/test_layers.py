"""The way of the data goes one direction: the imports are drawn with `ast`, and an arrow back fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"

ORDER = (
    {"errors"},
    {"model", "vocabulary", "data", "output"},
    {"ontology"},
    {"text"},
    {"mentions"},
    {"entities"},
    {"facts"},
    {"extraction"},
    {"graph"},
    {"export", "view"},
    {"remote", "serve"},
    {"pipeline"},
    {"evaluate"},
    {"api"},
    {"__init__"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
"""Rooms, first to last, as in docs/architecture.md; a room may import itself and those before it."""

ONLY_IN = {
    "jieba": (),
    "rjieba": ("text/tokens.py",),
    "pyvis": ("view/",),
    "typer": ("cli.py", "commands/"),
    "rich": ("commands/",),
    "starlette": ("serve/",),
    "uvicorn": ("serve/",),
}
"""A package and the places that may import it."""

FILES = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Modules that a file imports anywhere: at the top, in a function, for the type checker only."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            # `from kg import output` imports kg.output
            yield from (f"kg.{name.name}" for name in node.names) if module == "kg" else [module]


def _rank(room: str) -> int:
    return next(rank for rank, rooms in enumerate(ORDER) if room in rooms)


def test_every_room_has_its_place() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES}
    assert rooms <= set().union(*ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_arrow_back(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for module in _imports(path):
        if module.split(".")[0] != "kg" or (module == "kg.__version__" and room != "errors"):
            continue
        other = _room(module)
        assert other == room or _rank(other) < _rank(room), f"{path.name} ({room}) imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_only_one_room_may_import(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for module in _imports(path):
        allowed = ONLY_IN.get(module.split(".")[0], ("",))
        assert place.startswith(allowed), f"{place} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_core_does_not_print(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] in {"commands", "cli.py"}:
        return
    calls = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)]
    names = {call.func.id: call.lineno for call in calls if isinstance(call.func, ast.Name)}
    assert "print" not in names, f"{path.name}:{names['print']}"


def test_the_documentation_names_the_rooms_in_this_order() -> None:
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"^\| `kg/(\w+)(?:/|\.py)` \|", text, re.MULTILINE)
    there = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES} - {"__init__", "__main__"}
    assert set(named) == there
    assert named == sorted(named, key=_rank)
