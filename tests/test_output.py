"""The last good output outlives every way in which a build can end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import output
from kg.errors import OutputError, UsageError


def _fill(stage: Path, content: str) -> None:
    for name in (output.GRAPH, output.EVIDENCE, output.VIEW):
        (stage / name).write_text(content, encoding="utf-8")
    (stage / output.STORE).mkdir()
    (stage / output.STORE / "CURRENT").write_text(content, encoding="utf-8")


def _content(folder: Path) -> set[str]:
    """What the products hold; two contents would be a mixture of two builds."""
    files = [folder / name for name in (output.GRAPH, output.EVIDENCE, output.VIEW)]
    return {path.read_text("utf-8") for path in [*files, folder / output.STORE / "CURRENT"]}


def _build(folder: Path, content: str) -> None:
    with output.staging(folder) as stage:
        _fill(stage, content)


def test_products_replace_the_old_ones_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    _build(folder, "1")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    _build(folder, "2")
    assert _content(folder) == {"2"}
    assert sorted(path.name for path in folder.iterdir()) == sorted([*output.PRODUCTS, "notes.txt"])
    assert output.products(folder) == tuple(folder / name for name in output.PRODUCTS)


def test_a_product_that_is_not_made_again_goes(tmp_path: Path) -> None:
    _build(tmp_path, "1")
    with output.staging(tmp_path) as stage:
        (stage / output.GRAPH).write_text("2", encoding="utf-8")
    assert [path.name for path in output.products(tmp_path)] == [output.GRAPH]


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    _build(tmp_path, "1")
    with pytest.raises(RuntimeError), output.staging(tmp_path) as stage:
        _fill(stage, "2")
        raise RuntimeError
    assert _content(tmp_path) == {"1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(output.PRODUCTS)


def test_a_failed_first_build_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), output.staging(tmp_path / "a" / "b"):
        raise RuntimeError
    assert not (tmp_path / "a").exists()


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written: No space left"), output.staging(tmp_path):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("place", ["below a file", "a file"])
def test_a_folder_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path, place: str) -> None:
    file = tmp_path / "file"
    file.write_text("kept", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot write there"), output.staging(file / "out" if "b" in place else file):
        pytest.fail("the block must not be entered")
    assert file.read_text("utf-8") == "kept"


@pytest.mark.parametrize("name", output.PRODUCTS)
def test_what_no_build_wrote_is_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not written by kg"), output.staging(tmp_path):
        pytest.fail("the block must not be entered")
    assert (tmp_path / name / "thesis.txt").read_text("utf-8") == "mine"


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with output.staging(tmp_path) as stage:
        _fill(stage, "1")
        with pytest.raises(OutputError, match="another build"), output.staging(tmp_path):
            pytest.fail("the block must not be entered")
    assert _content(tmp_path) == {"1"}


_KILLED = """
import os, sys
from pathlib import Path
from kg import output
sys.path.insert(0, {tests!r})
from test_output import _build
calls = 0
def dying(event, arguments):
    global calls
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open") and armed:
        calls += 1
        if calls == {at}:
            os._exit(9)
armed = False
sys.addaudithook(dying)
_build(Path({folder!r}), "1")
armed = True
_build(Path({folder!r}), "2")
"""


def test_killed_at_any_step_it_leaves_one_whole_build(tmp_path: Path) -> None:
    """The process dies before its n-th change of the file system, for every n until one runs through."""
    seen: list[set[str]] = []
    for at in range(1, 200):
        folder = tmp_path / str(at)
        code = _KILLED.format(tests=str(Path(__file__).parent), folder=str(folder), at=at)
        status = subprocess.run([sys.executable, "-c", code], check=False).returncode
        assert status in {0, 9}
        assert all((folder / name).is_file() for name in (output.GRAPH, output.EVIDENCE, output.VIEW))
        output.settle(folder)
        seen.append(_content(folder))
        assert len(seen[-1]) == 1
        _build(folder, "3")
        assert _content(folder) == {"3"}
        assert sorted(path.name for path in folder.iterdir()) == sorted(output.PRODUCTS)
        if status == 0:
            break
    assert seen[0] == {"1"}
    assert seen[-1] == {"2"}
    assert seen == sorted(seen, key=sorted), "an early death keeps the old, a late one the new"
    assert len(seen) > 10


def test_one_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with output.replacing(path) as beside:
        beside.write_text("1", encoding="utf-8")
    with pytest.raises(RuntimeError), output.replacing(path) as beside:
        beside.write_text("2", encoding="utf-8")
        raise RuntimeError
    assert path.read_text("utf-8") == "1"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(UsageError, match="cannot write there"), output.replacing(path / "below"):
        pytest.fail("the block must not be entered")
    with pytest.raises(UsageError, match="cannot write there"), output.replacing(tmp_path):
        pytest.fail("the block must not be entered")


@pytest.mark.skipif(os.name == "nt", reason="no sessions there")
def test_the_folder_is_free_again_when_a_build_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from kg import output\n"
        f"with output.staging(Path({str(tmp_path)!r})): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    _build(tmp_path, "1")
    assert _content(tmp_path) == {"1"}
