"""Files in, knowledge out: the ordered stages, the workers that share the first of them, and what went wrong."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Literal, Protocol

from kg.entities.canonical import fuse
from kg.errors import InputError, KgError, UsageError
from kg.extraction import Extractor
from kg.graph import store, turtle
from kg.graph.assemble import assemble
from kg.model import Knowledge, Record
from kg.output import EVIDENCE, GRAPH, STORE, VIEW
from kg.text.decode import collect, load

WORTH_WORKERS = 2**20
"""Bytes of text from which more than one worker pays wherever it runs: one that cannot be forked needs about a second
to load its tables, the time in which one reads some hundred thousand characters (docs/performance.md)."""

BATCH = 8
"""Documents that a worker is given at a time: handing over one takes a twentieth of the time that reading it does."""

SELDOM = 100_000
"""Objects after which Python looks for cycles while a document is read or the graph is made: that makes some ten
thousand that live as long, and to look at each 700, as Python does by itself, takes a twentieth of the time."""

RECOGNIZERS = ("rules", "full")
"""What can find names: the rules alone, or a learned recogniser beside them."""


class Progress(Protocol):
    """Told how far a stage is; it must return quickly. `total` is 0 where a stage does not know it."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """The `Progress` that tells no one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides on the facts that are found, beside the text."""

    recognizer: str = "full"
    rules: tuple[Path, ...] = ()
    """Rule packs beside the built-in ones."""
    gazetteers: tuple[Path, ...] = ()
    min_confidence: float = 0.0
    """Facts and observations below it are left out."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave nothing, and why, in one line."""

    name: str
    """The path as it was given, or below the folder that was."""
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the documents say, and what there is to tell about the reading of them."""

    knowledge: Knowledge
    failures: tuple[Failure, ...]
    notes: tuple[str, ...]


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    thresholds = gc.get_threshold()
    gc.set_threshold(SELDOM, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@_few_collections()
def run(
    paths: Iterable[Path | str],
    settings: Settings,
    *,
    workers: int | None = 1,
    strict: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Read the files and folders `paths` and fuse what they say. The result depends on names and bytes only.

    `workers` is a number of processes; None chooses one from the amount of text. `strict` lets a defect in kg through
    as the exception it is, where otherwise it is the failure of the document that met it. Raises `UsageError` for
    paths and settings that cannot be, `RuleError` for a rule pack or gazetteer that is wrong and `InputError` where no
    document can be read.
    """
    _check(settings, workers)
    files = [_File(path, name, shown) for path, name, shown in collect(paths)]
    progress("load", 0, 0)
    extractor = _extractor(settings)
    results = _results(files, extractor, settings, workers, strict)
    records: dict[str, Record] = {}
    failures: list[Failure] = []
    notes = list(extractor.notes)
    progress("read", 0, len(files))
    for done, result in enumerate(results, 1):
        if isinstance(result, Failure):
            failures.append(result)
        elif (first := records.setdefault(result.source.digest, result)) is not result:
            notes.append(f"{result.source.name}: the same document as {first.source.name}, counted once")
        elif not result.entities:
            notes.append(f"{result.source.name}: nothing found; kg reads Chinese news and names no entity in this text")
        progress("read", done, len(files))
    if not records:
        none = f"none of the {len(files)} documents could" if len(files) > 1 else "the document could not"
        error = InputError(f"{none} be read; nothing is written")
        for failure in failures:
            error.add_note(f"{failure.name}: {failure.reason}")
        raise error
    progress("fuse", 0, 0)
    ordered = [records[digest] for digest in sorted(records)]
    knowledge = confident(fuse(ordered, extractor.gazetteer), settings.min_confidence)
    return Outcome(knowledge, tuple(failures), tuple(notes))


def run_each(
    paths: Iterable[Path],
    settings: Settings,
    *,
    workers: int | None = 1,
    strict: bool = False,
    progress: Progress = silent,
) -> Iterator[Knowledge | Failure]:
    """What each of the files `paths` says, built as if it were the only one, in their order; else as `run`."""
    _check(settings, workers)
    files = [_File(path, path.name, str(path)) for path in paths]
    progress("load", 0, 0)
    extractor = _extractor(settings)
    progress("read", 0, len(files))
    for done, result in enumerate(_results(files, extractor, settings, workers, strict), 1):
        if isinstance(result, Failure):
            yield result
        else:
            yield confident(fuse([result], extractor.gazetteer), settings.min_confidence)
        progress("read", done, len(files))


def write(knowledge: Knowledge, folder: Path, *, progress: Progress = silent) -> None:
    """Write the four products of a build into `folder`, an empty one. Raises `OutputError` where the disk refuses."""
    from kg.view import page  # noqa: PLC0415 - half a second for a page's libraries, which workers need not pay

    progress("turtle", 0, 0)
    with _few_collections():
        assembled = assemble(knowledge)
        for name, blocks in ((GRAPH, assembled.graph), (EVIDENCE, assembled.evidence)):
            with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(turtle.document(blocks))
    progress("store", 0, 0)
    store.create(folder / STORE, assembled)
    page.write(knowledge, folder / VIEW, progress=lambda _, done, total: progress("view", done, total))


def confident(knowledge: Knowledge, least: float) -> Knowledge:
    """`knowledge` without the facts and observations whose confidence is below `least`."""
    if least <= 0.0:
        return knowledge
    return replace(
        knowledge,
        facts=tuple(fact for fact in knowledge.facts if fact.confidence >= least),
        observations=tuple(seen for seen in knowledge.observations if seen.confidence >= least),
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A file on its way to a worker, the name of its document, and the path by which users know it."""

    path: Path
    name: str
    shown: str


def _check(settings: Settings, workers: int | None) -> None:
    """Raises `UsageError` for settings that cannot be."""
    if not 0.0 <= settings.min_confidence <= 1.0:
        raise UsageError(f"minimum confidence {settings.min_confidence}: give a number from 0 to 1")
    if settings.recognizer not in RECOGNIZERS:
        raise UsageError(f"no recognizer {settings.recognizer!r}; choose one of {', '.join(RECOGNIZERS)}")
    if workers is not None and workers < 1:
        raise UsageError(f"workers {workers}: give a number from 1")
    for path in (*settings.rules, *settings.gazetteers):
        if not path.is_file():
            raise UsageError(f"{path}: no such file; check the path")


def _results(
    files: Sequence[_File], extractor: Extractor, settings: Settings, workers: int | None, strict: bool
) -> Iterator[Record | Failure]:
    crew = workers or _crew(files)
    return _alone(files, extractor, strict) if crew == 1 else _together(files, extractor, settings, crew, strict)


def _crew(files: Sequence[_File]) -> int:
    """How many processes the files are worth."""
    size = 0
    for file in files:
        with contextlib.suppress(OSError):  # the worker that reads it says what is wrong
            size += file.path.stat().st_size
    if size < WORTH_WORKERS:
        return 1
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, len(files)))


def _extractor(settings: Settings) -> Extractor:
    return Extractor.load(recognizer=settings.recognizer, rules=settings.rules, gazetteers=settings.gazetteers)


def _extract(file: _File, extractor: Extractor, strict: bool) -> Record | Failure:
    """What one document says. No document can stop the others: a defect of ours is this document's failure."""
    try:
        with _few_collections():
            return extractor.read(load(file.path, file.name))
    except KgError as error:
        return Failure(file.shown, str(error).removeprefix(f"{file.name}: "))
    except Exception as error:
        if strict:
            error.add_note(f"while reading {file.shown}")
            raise
        reason = f"a defect in kg ({type(error).__name__}: {error}); --debug shows where"
        return Failure(file.shown, " ".join(reason.split()))


def _alone(files: Iterable[_File], extractor: Extractor, strict: bool) -> Iterator[Record | Failure]:
    for file in files:
        yield _extract(file, extractor, strict)


def _together(
    files: Iterable[_File], extractor: Extractor, settings: Settings, crew: int, strict: bool
) -> Iterator[Record | Failure]:
    """The files' records in the files' order, from `crew` processes; only a few are under way at any time."""
    method = _start_method()
    context = multiprocessing.get_context(method)
    held = extractor if method == "fork" else settings
    pool = ProcessPoolExecutor(crew, mp_context=context, initializer=_start, initargs=(held,))
    pending: deque[Future[list[Record | Failure]]] = deque()
    try:
        for batch in _batches(files):
            pending.append(pool.submit(_extract_here, batch, strict))
            if len(pending) >= 4 * crew:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    except BrokenProcessPool as error:
        raise KgError("a worker process died, perhaps for want of memory; try --workers 1") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_method() -> Literal["fork", "spawn"]:
    """Workers that are forks of this process share its tables, which is safe on Linux and as long as no other thread
    runs that could hold a lock; fresh processes load their own."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _batches(files: Iterable[_File]) -> Iterator[list[_File]]:
    rest = iter(files)
    while batch := list(islice(rest, BATCH)):
        yield batch


class _Worker:
    """What a worker process keeps between documents: its extractor."""

    extractor: Extractor


def _start(held: Extractor | Settings) -> None:
    """Set a worker process up: it leaves Ctrl-C to its parent and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()
    gc.freeze()  # what it shares with its parent is not looked through, and so not copied
    _Worker.extractor = held if isinstance(held, Extractor) else _extractor(held)


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _extract_here(files: Sequence[_File], strict: bool) -> list[Record | Failure]:
    return [_extract(file, _Worker.extractor, strict) for file in files]
