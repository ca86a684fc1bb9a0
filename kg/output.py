"""The folder of a build: written beside the last good one, swapped in when whole, finished later if the swap was cut.

A build writes into `.kg-build` inside the output folder. When everything is there and on the disk, the file `complete`
is put beside it, and only then do the products change places with the old ones. A build that dies before that leaves
the old products untouched; one that dies in between is finished by whoever opens the folder next.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError, UsageError

GRAPH = "graph.ttl"
EVIDENCE = "evidence.ttl"
VIEW = "graph.html"
STORE = "store"
PRODUCTS = (GRAPH, EVIDENCE, VIEW, STORE)

_STAGE = ".kg-build"
_COMPLETE = "complete"
_STORE_MARK = "CURRENT"
"""A file that every Oxigraph (RocksDB) store has: the sign that a folder `store` may be replaced."""


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """An empty folder to write the products into; they replace the old ones when the block ends without an error.

    Raises `UsageError`, before the block is entered, where `folder` cannot be written or holds a product's name that
    no build wrote, and `OutputError` where another build is at work in it or the disk refuses.
    """
    made = _make(folder)
    stage = folder / _STAGE
    try:
        with _locked(folder):
            _settle(folder)
            _refuse_foreign(folder)
            try:
                stage.mkdir()
            except OSError as error:
                raise _unwritable(folder, error) from error
            try:
                yield stage
                _seal(stage)
                _swap(folder)
            except OSError as error:
                raise OutputError(f"{folder}: could not be written: {error.strerror or error}") from error
            finally:
                if not (stage / _COMPLETE).exists():
                    shutil.rmtree(stage, ignore_errors=True)
    finally:
        for place in reversed(made):
            with contextlib.suppress(OSError):
                place.rmdir()  # only an empty one goes: a build that failed leaves no folders behind


def settle(folder: Path) -> None:
    """Finish a swap that was cut short; nothing is done where there is none, or where another build is at it."""
    if (folder / _STAGE / _COMPLETE).exists():
        with contextlib.suppress(OutputError), _locked(folder):
            _settle(folder)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write one file to; it takes `path`'s place when the block ends without an error.

    Raises `UsageError`, before the block is entered, where nothing can be written there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        beside.touch()
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: could not be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def products(folder: Path) -> tuple[Path, ...]:
    """The products that stand in `folder`, in the order in which users are told of them."""
    return tuple(folder / name for name in PRODUCTS if (folder / name).exists())


def _make(folder: Path) -> list[Path]:
    """Create `folder`; the folders that were new, outermost first."""
    made: list[Path] = []
    try:
        for place in [place for place in (folder, *folder.parents) if not place.exists()][::-1]:
            place.mkdir()
            made.append(place)
    except OSError as error:
        for place in reversed(made):
            place.rmdir()
        raise _unwritable(folder, error) from error
    return made


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot write there ({error.strerror or error}); choose another --output")


def _refuse_foreign(folder: Path) -> None:
    """Raise where a product would replace something that a build does not write."""
    for name in PRODUCTS:
        place = folder / name
        if not place.exists():
            continue
        if name == STORE:
            ours = place.is_dir() and ((place / _STORE_MARK).is_file() or not any(place.iterdir()))
        else:
            ours = place.is_file()
        if not ours:
            raise UsageError(f"{place}: not written by kg, so it is not replaced; move it or choose another --output")


def _seal(stage: Path) -> None:
    """Bring the staged files to the disk, then mark them complete with the list of what there is."""
    names = sorted(path.name for path in stage.iterdir())
    for path in stage.rglob("*"):
        if path.is_file():
            _flush(path)
    mark = stage / f"{_COMPLETE}.new"
    mark.write_text("\n".join(names), encoding="utf-8")
    _flush(mark)
    mark.replace(stage / _COMPLETE)


def _swap(folder: Path) -> None:
    """Move what is staged into place. Every step can be repeated, so a cut one is simply begun again."""
    stage = folder / _STAGE
    names = (stage / _COMPLETE).read_text(encoding="utf-8").split("\n")
    for name in PRODUCTS:
        new, place, aside = stage / name, folder / name, stage / f"{name}.old"
        moved = name in names and not new.exists()
        if moved:
            continue
        if new.is_file() and not place.is_dir():
            new.replace(place)  # at no moment is there no file
            continue
        if place.exists():
            _remove(aside)
            place.rename(aside)
        if new.exists():
            new.rename(place)
    (stage / _COMPLETE).unlink()
    shutil.rmtree(stage, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Finish a complete stage, throw away an incomplete one. The caller holds the lock."""
    stage = folder / _STAGE
    if (stage / _COMPLETE).exists():
        try:
            _swap(folder)
        except OSError as error:
            raise OutputError(f"{folder}: an interrupted build could not be finished: {error.strerror}") from error
    elif stage.exists():
        shutil.rmtree(stage, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold `folder` against other builds; the system lets go of it when the process ends, however it ends."""
    if sys.platform == "win32":  # no locks on folders there: two builds at once are the user's to avoid
        yield
        return
    import fcntl  # noqa: PLC0415 (absent on Windows)

    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                reason = f"{folder}: another build is writing there; wait for it or choose another --output"
                raise OutputError(reason) from error
            # Some network file systems know no locks: go on without one.
        yield
    finally:
        os.close(handle)
