"""Someone who reads the page in a browser, for what the tests do again and again."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Reader:
    """Someone who reads the page: a thin layer over a Playwright page, for what the tests do again and again."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.turns = itertools.count()
        page.on("console", lambda message: self.troubles.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path, fragment: str = "") -> None:
        self.page.goto(path.as_uri() + fragment)
        self.wait("document.documentElement.dataset.ready === 'true' && kg.graph.overlay.last !== null")

    def take_up(self, fragment: str = "") -> None:
        """Brings the open page to where opening it with `fragment` would."""
        self.run("document.querySelectorAll('dialog').forEach((one) => one.close())")
        self.run("document.body.classList.remove('filters-open'), document.activeElement.blur()")
        go = "(to) => new Promise((done) => { addEventListener('hashchange', done, { once: true });"
        go += " location.hash = to })"
        self.run(go, f"query={next(self.turns)}")
        self.run(go, fragment or "#")
        self.page.mouse.move(1, 1)
        assert not self.run("kg.state.canUndo")
        self.run(
            "document.querySelectorAll('#filters details').forEach((one, n) => (one.open = [0, 1, 6].includes(n)))"
        )
        self.run("kg.state.now.view || kg.graph.fit(undefined, false)")
        self.troubles.clear()
        self.requests.clear()

    def run(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    def wait(self, condition: str, seconds: float = 10) -> None:
        """Until the expression is true. Playwright's own waiting needs `eval`, which the page's policy forbids."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(f"!!({condition})"):
            assert time.monotonic() < end, f"never came true: {condition}"
            time.sleep(0.02)

    def settle(self) -> None:
        """Until the camera and everything else has come to rest."""
        self.page.wait_for_timeout(400)

    def entity(self, name: str) -> int:
        return int(self.run("name => kg.store.entities.findIndex((one) => one.name === name)", name))

    def spot(self, entity: int) -> tuple[float, float]:
        """Where an entity stands on the screen."""
        found = self.run(
            "i => { const s = kg.graph.spot(i), r = kg.graph.surface.getBoundingClientRect();"
            " return [s.x + r.left, s.y + r.top] }",
            entity,
        )
        return found[0], found[1]

    def state(self, name: str) -> Any:
        return self.run("name => kg.state.now[name]", name)

    def panel(self) -> str:
        return str(self.page.inner_text("#side"))

    def download(self, name: str) -> Path:
        """The file that an entry of the download menu gives."""
        self.page.click("[aria-haspopup=menu]")
        with self.page.expect_download() as waiting:
            self.page.click(f"[data-save={name}]")
        return Path(waiting.value.path())


Opener = Callable[..., Reader]
