"""A question in, its answer out, from a process of its own that is killed when the time is up.

One process answers one question at a time and any number of them in turn, so that its start (a tenth of a second) is
paid once by those who ask often.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from kg.errors import LimitError, OutputError, QueryError
from kg.graph.answer import Answer, Kind
from kg.graph.query import Limits, Question
from kg.graph.store import check

MEMORY = 4 << 30
"""Bytes of address space that a query may take; sorting the million triples of the bench takes a quarter of it."""

_MAIN = "import sys; sys.path.insert(0, sys.argv[1]); from kg.graph.worker import main; main(sys.argv[2:])"
_ERRORS = {"QueryError": QueryError, "OutputError": OutputError}


class Asker:
    """A process that has a store open. Used as a context, or closed by hand; one thread at a time may ask."""

    def __init__(self, folder: Path, *, memory: int = MEMORY) -> None:
        """Start the process. Raises `OutputError` unless `folder` holds a store that this version can read."""
        check(folder)
        self._folder = folder
        self._memory = memory
        self._process = self._start()

    def ask(self, question: Question, limits: Limits) -> Answer:
        """The answer. Raises what `kg.graph.query.ask` does, and `LimitError` after `limits.seconds`.

        A process that was stopped is followed by a new one.
        """
        if self._process.poll() is not None:
            self._process = self._start()
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()
        clock = threading.Timer(limits.seconds or 0, _stop, (process, late))
        clock.daemon = True
        if limits.seconds is not None:
            clock.start()
        try:
            _send(process.stdin, {"question": asdict(question), "limits": asdict(limits)})
            head, data = _receive(process.stdout)
        except (OSError, EOFError) as error:
            process.kill()
            process.wait()
            if late.is_set():
                raise LimitError(f"the query was stopped after {limits.seconds:g} s; ask for less", "time") from error
            raise LimitError("the query was stopped: it took too much memory; ask for less", "memory") from error
        finally:
            clock.cancel()
        if "error" in head:
            message = str(head["message"])
            if "limit" in head:
                raise LimitError(message, str(head["limit"]))
            raise _ERRORS.get(str(head["error"]), QueryError)(message)
        return Answer(cast("Kind", head["kind"]), data, bool(head["cut"]))

    def interrupt(self) -> None:
        """End the query that it is at, from another thread: that `ask` raises `LimitError`."""
        self._process.kill()

    def close(self) -> None:
        """End the process, with the query that it may be at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        home = str(Path(__file__).resolve().parents[2])
        return subprocess.Popen(  # noqa: S603 (this program's own code)
            [sys.executable, "-P", "-X", "utf8", "-c", _MAIN, home, str(self._folder), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what Oxigraph says when memory runs out
        )


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _send(pipe: IO[bytes], message: object) -> None:
    pipe.write(json.dumps(message).encode() + b"\n")
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head = json.loads(line)
    size = int(head.get("size", 0))
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return head, data
