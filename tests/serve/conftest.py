"""Servers as processes of their own, and a plain client that hides nothing."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

import kg
from tests.conftest import ROOT
from tests.graph.samples import KNOWLEDGE

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_RUN = """
import logging, sys, json
from pathlib import Path
from kg.serve.run import serve
from kg.serve.settings import Settings
told = json.loads(sys.argv[1])
logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.INFO)
serve(Settings(folder=Path(told.pop("folder")), port=0, **told), ready=lambda address: print(address, flush=True))
"""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> object:
        return json.loads(self.body)


@dataclass
class Server:
    process: subprocess.Popen[str]
    url: str
    log: Path

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, *, timeout: float = 30, **headers: str
    ) -> Reply:
        """One request on a connection of its own; `Content_Type` gives `Content-Type`."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            with suppress(BrokenPipeError):  # a server that has read enough answers and hangs up
                connection.request(method, path, body.encode() if isinstance(body, str) else body, names)
            found = connection.getresponse()
            return Reply(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, **headers)

    def query(self, text: str, *more: tuple[str, str], **headers: str) -> Reply:
        """By GET."""
        return self.get("/sparql?" + urlencode([("query", text), *more]), **headers)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small build. Tests must not change it."""
    folder = tmp_path_factory.mktemp("served") / "output"
    kg.KnowledgeGraph(KNOWLEDGE).write(folder)
    return folder


@pytest.fixture(scope="session")
def start(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts a server with the settings that are given: `start(seconds=1)`."""
    servers: list[Server] = []

    def started(**settings: object) -> Server:
        log = tmp_path_factory.mktemp("log") / "log"
        told = json.dumps({"folder": str(build), **settings})
        with log.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", _RUN, told],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
            )
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url, log.read_text()
        servers.append(Server(process, url.rstrip("/"), log))
        return servers[-1]

    yield started
    for server in servers:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


@pytest.fixture(scope="session")
def server(start: Start) -> Server:
    """One server for all tests that leave it as it is."""
    return start(queries=2)
