"""The bar is shown on a terminal and after a second only, and never on standard output."""

from __future__ import annotations

import signal
import time

import pytest

from kg.commands import progress


def test_quick_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.Bar(shown=True) as bar:
        for done in range(100):
            bar("read", done, 100)
    assert capsys.readouterr() == ("", "")


def test_work_without_a_terminal_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.Bar() as bar:
        time.sleep(0.05)
        bar("read", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_slow_work_shows_its_stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich's word for: take this for a terminal
    monkeypatch.setenv("TERM", "xterm")
    with progress.Bar("load", shown=True) as bar:
        deadline = time.monotonic() + 5
        while bar._display is None and time.monotonic() < deadline:
            time.sleep(0.01)
        bar("read", 3, 7)
        time.sleep(0.3)
    streams = capsys.readouterr()
    assert streams.out == ""
    assert progress.LABELS["read"] in streams.err
    assert "3/7" in streams.err


def test_every_stage_of_the_pipeline_has_a_label() -> None:
    import re
    from pathlib import Path

    home = Path(progress.__file__).parent.parent
    sources = (home / "pipeline.py", *sorted((home / "remote").glob("*.py")))
    told = {stage for file in sources for stage in re.findall(r'progress\("(\w+)"', file.read_text("utf-8"))}
    assert told == progress.LABELS.keys()


def test_an_interrupt_that_was_thrown_away_comes_back() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    try:
        with progress.Bar() as bar:
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            with pytest.raises(KeyboardInterrupt):
                bar("read", 1, 2)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with progress.Bar() as bar:
            signal.raise_signal(signal.SIGINT)
            bar("read", 1, 2)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
