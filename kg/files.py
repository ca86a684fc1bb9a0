"""Paths in, the files that hold documents out: folders opened, names given, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""What counts as a document in a folder; a file that is named outright is read whatever its name."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read and the name that its document gets."""

    name: str
    """The file's name, or its path below the folder that was given, with forward slashes."""
    path: Path
    size: int
    """In bytes, when the folder was looked through."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files found, sorted by name, and how many others in the folders were left aside."""

    files: tuple[File, ...]
    skipped: int


def find(paths: Iterable[Path | str]) -> Listing:
    """Files below `paths`, in an order that does not depend on the order of the arguments.

    Raises `UsageError` for a path that does not exist and where there is no document at all.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
    found: dict[Path, File] = {}
    skipped: set[Path] = set()
    for path in given:
        for file in _below(path) if path.is_dir() else [(path.name, path)]:
            name, place = _printable(file[0]), file[1].resolve()
            if path.is_dir() and place.suffix.lower() not in SUFFIXES:
                skipped.add(place)
            elif place not in found or name < found[place].name:
                found[place] = File(name, place, place.stat().st_size)
    if not found:
        places = ", ".join(str(path) for path in given) or "nothing given"
        raise UsageError(f"no documents found ({places}): name a file, or a folder with {', '.join(sorted(SUFFIXES))}")
    files = sorted(found.values(), key=lambda file: (file.name, str(file.path)))
    return Listing(tuple(files), len(skipped - found.keys()))


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Regular files in `folder` and its sub-folders, hidden ones left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 become a replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")
