"""A build's progress in, a bar on standard error out: only on a terminal and only when it takes over a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
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
}


class Bar:
    """Called with a stage, how much of it is done and how much there is (0: unknown); used as a context."""

    def __init__(self, *, shown: bool | None = None) -> None:
        """`shown` None means: where standard error is a terminal."""
        self._shown = sys.stderr.isatty() if shown is None else shown
        self._begun = time.monotonic()
        self._display: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._shown or time.monotonic() - self._begun < PATIENCE:
            return
        if self._display is None:
            self._display = _display()
            self._display.start()
        if stage != self._stage or self._task is None:
            if self._task is not None:
                self._display.remove_task(self._task)
            self._stage, self._task = stage, self._display.add_task(LABELS.get(stage, stage), total=total or None)
        self._display.update(self._task, completed=done, total=total or None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._display is not None:
            self._display.stop()


def _display() -> Progress:
    from rich.console import Console  # noqa: PLC0415 (most commands show no bar)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415
    from rich.progress import TimeElapsedColumn as Clock  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Clock())
    return Progress(*columns, console=Console(stderr=True), transient=True)
