"""The documentation is true: its commands and programs run, its links lead somewhere, and no command is left out.

Every fenced block of the languages `console`, `bash` and `python` is run, in the order of the page, in a folder that
holds `articles/` (the shipped articles) and `output/` (built from them). A block that cannot be run there is preceded
by `<!-- no-run: reason -->`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"^(?:<!-- no-run: (?P<reason>[^>]+) -->\n+)?```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    body: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def _blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("language")) + 1
        yield Block(page, line, match["language"], match["body"], (match["reason"] or "").strip())


BLOCKS = [block for page in PAGES for block in _blocks(page) if block.language in {"console", "bash", "python"}]


def _commands(block: Block) -> str:
    """The shell script of a block: of a console's, the lines after the prompts `$` and, going on, `>`."""
    if block.language == "bash":
        return block.body
    return "\n".join(line[2:] for line in block.body.splitlines() if line[:2] in ("$ ", "> ", ">"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, seeds_output: Path) -> Path:
    """A folder as a reader has it, and a `kg` that is the one under test."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "seeds" / "documents", folder / "articles")
    shutil.copytree(seeds_output, folder / "output")
    programs = folder / ".bin"
    programs.mkdir()
    commands = {"kg": f'"{sys.executable}" -m kg', "python": f'"{sys.executable}"'}
    commands["oxigraph"] = f'"{Path(sys.executable).with_name("oxigraph")}"'
    for name, command in commands.items():
        (programs / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    return folder


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_block_runs(block: Block, desk: Path) -> None:
    if block.reason:
        pytest.skip(block.reason)
    environment = {
        **os.environ,
        "PATH": f"{desk / '.bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    if block.language == "python":
        command = [sys.executable, "-c", block.body]
    else:
        command = ["sh", "-euc", _commands(block)]
        assert command[-1].strip(), "a console block without a command"
    done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"{block}\n{command[-1]}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        place = (page.parent / target).resolve() if target else page
        if place.suffix == ".png":
            continue  # pictures are made by `make screenshot`
        assert place.exists(), f"{page.name} points at {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", place.read_text("utf-8"), re.MULTILINE)
            assert anchor[1:] in {_anchor(heading) for heading in headings}, f"{page.name} points at {target}{anchor}"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_command_is_documented_with_an_example_that_runs() -> None:
    from kg.cli import COMMANDS

    page = ROOT / "docs" / "commands.md"
    headings = re.findall(r"^## `kg (\w+)", page.read_text("utf-8"), re.MULTILINE)
    assert headings == [command.__name__ for command in COMMANDS]
    ran = "\n".join(_commands(block) for block in _blocks(page) if block.language == "console" and not block.reason)
    for command in COMMANDS:
        assert re.search(rf"^kg {command.__name__}\b", ran, re.MULTILINE), f"no example of kg {command.__name__} runs"


def test_every_option_is_documented() -> None:
    import typer.main

    from kg import cli

    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    parser = typer.main.get_command(cli.parser())
    for name, command in parser.commands.items():  # type: ignore[attr-defined]
        section = text.split(f"## `kg {name}", 1)[1].split("\n## ", 1)[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in section, f"docs/commands.md: {option} of kg {name}"


def test_both_readmes_have_the_same_parts() -> None:
    def parts(name: str) -> list[int]:
        return [len(marks) for marks in re.findall(r"^(#+) ", (ROOT / name).read_text("utf-8"), re.MULTILINE)]

    assert parts("README.md") == parts("README.zh.md")


def test_every_page_is_linked() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    missing = [page.name for page in (ROOT / "docs").glob("*.md") if f"docs/{page.name}" not in readme]
    assert missing == []
