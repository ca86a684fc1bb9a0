"""Which files are documents, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.files import find


def _write(path: Path, text: str = "内容") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folder_is_looked_through_and_names_are_paths_below_it(tmp_path: Path) -> None:
    _write(tmp_path / "b.txt")
    _write(tmp_path / "a" / "甲.txt")
    listing = find([tmp_path])
    assert [file.name for file in listing.files] == ["a/甲.txt", "b.txt"]
    assert [file.size for file in listing.files] == [6, 6]
    assert listing.skipped == 0


def test_only_text_and_nothing_hidden_in_a_folder(tmp_path: Path) -> None:
    for name in ("a.txt", "b.TXT", "c.md", "d.png", ".hidden.txt", ".git/e.txt"):
        _write(tmp_path / name)
    listing = find([tmp_path])
    assert [file.name for file in listing.files] == ["a.txt", "b.TXT", "c.md"]
    assert listing.skipped == 1


def test_a_named_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    listing = find([tmp_path, _write(tmp_path / "report.out")])
    assert [file.name for file in listing.files] == ["report.out"]
    assert listing.skipped == 0


def test_order_of_arguments_is_indifferent_and_a_file_is_listed_once(tmp_path: Path) -> None:
    paths: list[Path | str] = [_write(tmp_path / "d" / "b.txt"), _write(tmp_path / "a.txt"), tmp_path / "d"]
    listing = find(paths)
    assert [file.name for file in listing.files] == ["a.txt", "b.txt"]
    assert find(reversed(paths)) == listing
    assert find([*paths, str(tmp_path / "d" / ".." / "a.txt")]) == listing


def test_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere: no such file or folder"):
        find([_write(tmp_path / "a.txt"), tmp_path / "nowhere"])


def test_no_document_at_all_is_a_usage_error(tmp_path: Path) -> None:
    _write(tmp_path / "a.png")
    with pytest.raises(UsageError, match=r"no documents found .*\.txt"):
        find([tmp_path])
    with pytest.raises(UsageError, match="nothing given"):
        find([])


def test_a_name_that_is_no_utf8_becomes_text(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0.txt")).write_text("内容", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (file,) = find([tmp_path]).files
    assert file.name.endswith(".txt")
    file.name.encode("utf-8")
