"""A real browser with its network cut, and pages opened in it that must stay silent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.model import Knowledge
from kg.view.options import ViewOptions
from kg.view.page import write
from tests.view.made import make
from tests.view.reader import Opener, Reader

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, or a skip that says what is missing. `KG_CHROMIUM` names one that is not on the path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    program = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on the path (Debian: apt install chromium), and KG_CHROMIUM names none")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-component-update", "--disable-sync"],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Three hundred entities: enough of everything."""
    return make(300)


@pytest.fixture(scope="session")
def page_file(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of `knowledge`."""
    path = tmp_path_factory.mktemp("view") / "graph.html"
    write(knowledge, path)
    return path


Kept = dict[tuple[Path, str, bool, bool], Reader]


@pytest.fixture(scope="session")
def kept() -> Kept:
    """Pages that stay open from test to test, because opening one takes longer than most tests."""
    return {}


@pytest.fixture
def open_page(browser: Any, page_file: Path, kept: Kept) -> Iterator[Opener]:
    """`open_page(path, fragment, size, dark)` opens a page; at the end none may have asked a network or complained.

    A page that an earlier test has left is taken up again as if it were new; `fresh` opens a new one.
    """
    taken: list[Reader] = []
    extra: list[Reader] = []

    def opener(
        path: Path = page_file,
        fragment: str = "",
        size: str = "desktop",
        dark: bool = False,
        touch: bool = False,
        fresh: bool = False,
    ) -> Reader:
        key = (path, size, dark, touch)
        reader = kept.get(key)
        if reader is not None and reader not in taken and not fresh:
            taken.append(reader)
            reader.take_up(fragment)
            return reader
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=touch,
            offline=True,
            accept_downloads=True,
        )
        reader = Reader(context.new_page())
        taken.append(reader)
        if fresh or key in kept or path.name == "other.html":
            extra.append(reader)
        else:
            kept[key] = reader
        reader.open(path, fragment)
        return reader

    yield opener
    for reader in taken:
        assert reader.troubles == []
        assert {url.split(":")[0] for url in reader.requests} <= {"file", "data", "blob"}
    for reader in extra:
        reader.page.context.close()


@pytest.fixture
def render_and_open(open_page: Opener, tmp_path: Path) -> Callable[..., Reader]:
    """The same for a page of other knowledge or with other options."""

    def opener(knowledge: Knowledge, options: ViewOptions | None = None, **more: Any) -> Reader:
        path = tmp_path / "other.html"
        write(knowledge, path, options=options or ViewOptions())
        return open_page(path, **more)

    return opener
