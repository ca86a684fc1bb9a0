"""A huge, slow or malicious request gets its status, and the server goes on; it stops cleanly when told."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import kg
from tests.conftest import ROOT, Run
from tests.graph.samples import KNOWLEDGE
from tests.serve.conftest import DIRECT, Server, Start

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def small(start: Start) -> Server:
    """A server with tight limits."""
    return start(seconds=1.0, queries=2, waiting=2, patience=0.4, per_client=4, answer_octets=20_000, body_seconds=1.0)


def _lives(server: Server) -> None:
    assert server.get("/health").json() == {"status": "ok", "busy": 0}
    assert server.query("ASK {}").status == 200


def test_a_query_is_stopped_at_its_limit_while_others_are_answered(small: Server) -> None:
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(small.query, ENDLESS)
        time.sleep(0.2)
        for _ in range(5):
            assert small.query("ASK {}").status == 200
        reply = slow.result()
    assert reply.status == 408
    assert "stopped after 1 s" in reply.text
    _lives(small)


def test_too_large_an_answer(small: Server) -> None:
    reply = small.query(LARGE)
    assert reply.status == 413
    assert "larger than" in reply.text
    _lives(small)


def test_too_large_a_request(small: Server) -> None:
    assert small.ask("POST", "/sparql", "#" * 1_000_001, Content_Type=DIRECT).status == 413
    _lives(small)


def test_too_large_a_request_that_does_not_tell_its_size(small: Server) -> None:
    with _connected(small) as line:
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n")
        line.sendall(b"Content-Type: application/sparql-query\r\n\r\n")
        try:
            for _ in range(20):
                line.sendall(b"10000\r\n" + b"#" * 0x10000 + b"\r\n")
        except OSError:
            pass  # the server has hung up, as it may
        assert b" 413 " in line.recv(100)
    _lives(small)


def test_too_long_an_address(small: Server) -> None:
    reply = small.get("/sparql?query=" + "a" * 16_001)
    assert reply.status == 414
    assert "POST" in reply.text
    _lives(small)


def test_a_request_that_does_not_arrive(small: Server) -> None:
    with _connected(small) as line:
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n")
        line.sendall(b"Content-Type: application/sparql-query\r\n\r\nASK")
        assert b" 408 " in line.recv(100)
    _lives(small)


def test_a_head_that_trickles_in(small: Server) -> None:
    with _connected(small) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b" 200 " in line.recv(2000)
        for _ in range(4):
            line.sendall(b"GET /hea")
            time.sleep(0.3)
        assert b" 408 " in line.recv(1000)
    with _connected(small) as line:
        assert b" 408 " in line.recv(1000)
    _lives(small)


@pytest.mark.parametrize(
    "data", [b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"]
)
def test_what_is_no_request(data: bytes, small: Server) -> None:
    with _connected(small) as line:
        line.sendall(data + b"\r\n\r\n")
        assert line.recv(100)[:13] in {b"HTTP/1.1 400 ", b""}
    _lives(small)


def test_more_queries_than_may_run_or_wait(small: Server) -> None:
    with ThreadPoolExecutor(8) as others:
        replies = list(others.map(lambda _: small.query(ENDLESS), range(8)))
    found = {reply.status for reply in replies}
    assert found == {408, 429, 503}
    assert all(len(reply.text.splitlines()) == 1 for reply in replies)
    assert all("retry-after" in reply.headers for reply in replies if reply.status in {429, 503})
    _lives(small)


def test_a_client_that_hangs_up_frees_its_place(start: Start) -> None:
    server = start(seconds=60, queries=1)
    with _connected(server) as line:
        line.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
        line.sendall(f"Content-Length: {len(ENDLESS)}\r\n\r\n{ENDLESS}".encode())
        time.sleep(0.5)
        assert server.get("/health").json() == {"status": "ok", "busy": 1}
    assert server.query("ASK {}", timeout=10).status == 200  # type: ignore[arg-type]
    assert server.stop() == 0


def test_no_answer_tells_of_the_machine(small: Server, build: Path) -> None:
    paths = ("/nothing", "/entity/x", "/static/../app.py", "/static/%2e%2e/app.py", "/saved/nothing", "/entity/%00")
    for reply in (*map(small.get, paths), small.query("ASK {"), small.query("ASK { FILTER(kg:x(1)) }")):
        assert reply.status in {400, 404}, reply.text
        assert "Traceback" not in reply.text
        assert str(ROOT) not in reply.text
        assert str(build) not in reply.text
        assert len(reply.text.splitlines()) == 1


def test_every_answer_has_the_headers_that_browsers_heed(small: Server) -> None:
    for path in ("/", "/query", "/sparql?query=ASK%7B%7D", "/nothing", "/health", "/explore", "/static/query.js"):
        reply = small.get(path)
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline", policy)
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "server" not in reply.headers
        assert "access-control-allow-origin" not in reply.headers


def test_another_name_for_loopback_is_refused(small: Server) -> None:
    assert small.get("/health", Host="attacker.example").status == 421
    for name in ("localhost", "127.0.0.1:99", "[::1]:80"):
        assert small.get("/health", Host=name).status == 200


def test_a_line_is_logged_for_each_request(small: Server) -> None:
    small.get("/search?q=%E6%B8%9D%0Aforged", Accept="application/json")
    small.get("/health")
    lines = small.log.read_text().splitlines()
    assert re.fullmatch(r"127\.0\.0\.1 GET /health 200 \d+ \d+ms", lines[-1])
    assert re.fullmatch(r"127\.0\.0\.1 GET /search\?q=%E6%B8%9D%0Aforged 200 \d+ \d+ms", lines[-2])


def test_it_stops_when_told_with_what_runs_finished_or_cut(start: Start) -> None:
    server = start(seconds=1.5)
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(server.query, ENDLESS)
        time.sleep(0.4)
        begun = time.monotonic()
        assert server.stop() == 0
        assert slow.result().status == 408
    assert time.monotonic() - begun < 10
    with pytest.raises(ConnectionRefusedError):
        server.get("/health")


def test_another_build_is_served_when_it_takes_the_place(start: Start, tmp_path: Path) -> None:
    kg.KnowledgeGraph(KNOWLEDGE).write(tmp_path / "output")
    server = start(folder=str(tmp_path / "output"), queries=1)
    count = "SELECT (COUNT(*) AS ?n) { ?s a kg:Fact }"
    before = server.query(count, Accept="text/csv").text
    from dataclasses import replace

    kg.KnowledgeGraph(replace(KNOWLEDGE, facts=KNOWLEDGE.facts[:1])).write(tmp_path / "output")
    assert server.query(count, Accept="text/csv").text != before
    shutil.rmtree(tmp_path / "output")
    assert server.query(count).status == 503
    assert server.get("/search?q=a").status == 503
    assert server.stop(signal.SIGINT) == 0


def test_the_command_tells_the_address_and_warns(build: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(build), "--port", "0", "--host", "0.0.0.0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    clock = threading.Timer(20, process.kill)
    clock.start()
    address = process.stdout.readline().strip()
    assert re.fullmatch(r"http://0\.0\.0\.0:\d+/", address)
    process.terminate()
    _, told = process.communicate()
    clock.cancel()
    assert process.returncode == 0
    assert "other machines" in told


def test_a_port_that_is_taken_and_a_build_that_is_missing(server: Server, kg_command: Run, build: Path) -> None:
    port = str(urlsplit(server.url).port)
    done = kg_command("serve", "--graph", build, "--port", port)
    assert done.returncode == 2
    assert "--port 0" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    done = kg_command("serve", "--graph", build / "nowhere")
    assert done.returncode == 1
    assert "kg build" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def _connected(server: Server) -> socket.socket:
    parts = urlsplit(server.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=10)
