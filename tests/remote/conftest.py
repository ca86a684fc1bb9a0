"""Real servers on loopback: Oxigraph's, and Virtuoso where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
[Client]
"""


@dataclass(frozen=True)
class Store:
    """Addresses of a server."""

    graphs: str
    update: str
    query: str
    environment: dict[str, str]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        assert isinstance(port, int)
        return port


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[Store]:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with _running([str(program), "serve", "--bind", f"127.0.0.1:{port}"], f"{url}/query?query=ASK%7B%7D"):
        yield Store(f"{url}/store", f"{url}/update", f"{url}/query", {})


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (Debian: apt install virtuoso-opensource)")
    folder, sql, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "v.ini").write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    credentials = {"KG_REMOTE_USER": "dba", "KG_REMOTE_PASSWORD": "dba"}  # those of a fresh database
    command = [program, "+foreground", "+configfile", str(folder / "v.ini")]
    with _running(command, f"{url}/sparql?query=ASK%7B%7D"):
        yield Store(f"{url}/sparql-graph-crud-auth", f"{url}/sparql-auth", f"{url}/sparql", credentials)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each of the servers in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Store)
    return found


class _running:  # noqa: N801 (used as a statement)
    """A server while it is needed."""

    def __init__(self, command: list[str], url: str) -> None:
        self._command, self._url = command, url

    def __enter__(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while True:
            try:
                with urlopen(self._url, timeout=5):
                    return
            except (URLError, OSError) as error:
                if time.monotonic() > until or self._process.poll() is not None:
                    self._process.kill()
                    raise RuntimeError(f"{self._command[0]} does not answer") from error
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
