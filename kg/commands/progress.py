"""A work's progress in, a bar on standard error out: only on a terminal and only when it takes over a second."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds that pass before a bar is shown."""

LABELS = {
    "load": "Loading tables",
    "read": "Reading documents",
    "fuse": "Joining what they say",
    "turtle": "Writing Turtle",
    "store": "Writing the store",
    "view": "Drawing the view",
    "push": "Sending the graphs",
}


class Bar:
    """Called with a stage, how much of it is done and how much there is (0: unknown); used as a context.

    A Ctrl-C that arrives where Python throws exceptions away (in a finalizer, in a weak reference's callback) is raised
    again at the next call.
    """

    def __init__(self, stage: str = "", *, shown: bool | None = None) -> None:
        """`stage` is what is under way before the first call; `shown` None means: where there is a terminal."""
        self._state = (stage, 0, 0)
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._lock = threading.Lock()  # the timer's thread and the work's
        self._display: Progress | None = None
        self._task: tuple[str, TaskID] | None = None
        self._interrupted = self._listening = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._interrupted:
            raise KeyboardInterrupt
        with self._lock:
            self._state = (stage, done, total)
            self._draw()

    def __enter__(self) -> Self:
        main = threading.current_thread() is threading.main_thread()
        if main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)
            self._listening = True
        if self._shown:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._listening:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        with self._lock:
            if self._display is not None:
                self._display.stop()
            self._shown = False

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self._interrupted = True
        signal.default_int_handler(number, frame)

    def _show(self) -> None:
        with self._lock:
            if self._shown:
                self._display = _display()
                self._display.start()
                self._draw()

    def _draw(self) -> None:
        if self._display is None:
            return
        stage, done, total = self._state
        if self._task is None or self._task[0] != stage:
            if self._task is not None:
                self._display.remove_task(self._task[1])
            self._task = stage, self._display.add_task(LABELS.get(stage, stage), total=None)
        self._display.update(self._task[1], completed=done, total=total or None)


def _display() -> Progress:
    from rich.console import Console  # noqa: PLC0415 (most commands show no bar)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(SpinnerColumn(), *columns, console=Console(stderr=True), transient=True)
