"""The page in the other engine: Firefox opens it from the disk and draws it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("tab", ["graph", "map"])
def test_firefox_draws_the_page(page_file: Path, tmp_path: Path, tab: str) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        pytest.skip("no Firefox on the path (Debian: apt install firefox-esr)")
    picture = tmp_path / "picture.png"
    (tmp_path / "profile").mkdir()
    command = [
        firefox,
        "--headless",
        "--no-remote",
        "--profile",
        str(tmp_path / "profile"),
        "--window-size",
        "1200,800",
    ]
    command += ["--screenshot", str(picture), f"{page_file.as_uri()}#tab={tab}"]
    subprocess.run(command, check=True, timeout=90, capture_output=True)
    # without script the page is one line of text: a picture of a few kilobytes
    assert picture.stat().st_size > 60_000
