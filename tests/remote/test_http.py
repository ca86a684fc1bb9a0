"""Requests are tried again where that can help, and errors are told in one line."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import LimitError, OutputError, UsageError
from kg.remote.endpoint import Endpoint
from kg.remote.http import Client
from tests.remote.conftest import free_port


class Moody(ThreadingHTTPServer):
    """Answers with the statuses that it is given, one after the other, the last for ever."""

    def __init__(self, statuses: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses = statuses
        self.seen: list[dict[str, str]] = []


class Handler(BaseHTTPRequestHandler):
    server: Moody

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append(dict(self.headers))
        status = self.server.statuses[0]
        if len(self.server.statuses) > 1:
            del self.server.statuses[0]
        if status == 0:
            threading.Event().wait(3)
            return
        body = b'{"head":{},"boolean":true}'
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if status == 201 else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        if status == 503:
            self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        """Nothing."""


@pytest.fixture
def moody(request: pytest.FixtureRequest) -> Iterator[Moody]:
    with Moody(list(request.param)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _url(server: Moody) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/sparql"


@pytest.mark.parametrize("moody", [[503, 429, 200]], indirect=True)
def test_a_busy_server_is_asked_again_when_it_says(moody: Moody) -> None:
    waits: list[float] = []
    assert Endpoint(_url(moody), Client({}, waits.append)).ask("ASK {}")
    assert waits == [7.0, 1.0]


@pytest.mark.parametrize("moody", [[503]], indirect=True)
def test_but_not_for_ever(moody: Moody) -> None:
    with pytest.raises(OutputError, match="503"):
        Endpoint(_url(moody), Client({}, lambda _: None)).ask("ASK {}")
    assert len(moody.seen) == 4


@pytest.mark.parametrize("moody", [[0]], indirect=True)
def test_the_time_limit_holds(moody: Moody) -> None:
    with pytest.raises(LimitError, match=r"0\.3 s"):
        Endpoint(_url(moody), Client({})).ask("ASK {}", seconds=0.3)


@pytest.mark.parametrize("moody", [[201]], indirect=True)
def test_what_is_no_endpoint(moody: Moody) -> None:
    with pytest.raises(OutputError, match="check the address"):
        Endpoint(_url(moody), Client({})).ask("ASK {}")


@pytest.mark.parametrize("moody", [[200]], indirect=True)
def test_a_token_is_sent(moody: Moody) -> None:
    assert Endpoint(_url(moody), Client({"KG_REMOTE_TOKEN": "abc", "KG_REMOTE_USER": "x"})).ask("ASK {}")
    assert moody.seen[0]["Authorization"] == "Bearer abc"


def test_no_server() -> None:
    waits: list[float] = []
    with pytest.raises(OutputError, match="is the server running"):
        Endpoint(f"http://127.0.0.1:{free_port()}/", Client({}, waits.append)).ask("ASK {}")
    assert waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("url", ["sparql", "ftp://example.org/", "http://", "http://[x/", "file:hosts"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError):
        Endpoint(url).ask("ASK {}")
