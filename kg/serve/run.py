"""Settings in, a server that runs until it is told to stop out."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from kg.errors import UsageError
from kg.serve.app import application
from kg.serve.patience import protocol
from kg.serve.settings import Settings

_GRACE = 2
"""Seconds beyond the limit of a query that a stopping server waits for answers to leave."""


def serve(settings: Settings, *, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; queries that run then are finished, or cut at their limit.

    `ready` is called with the address once requests are taken. Raises `UsageError` where host and port cannot be had
    and `OutputError` where the folder holds no build.
    """
    app = application(settings)
    listening = _bound(settings)
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    config = uvicorn.Config(
        app,
        http=protocol(settings.body_seconds),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=int(settings.seconds) + _GRACE,
        h11_max_incomplete_event_size=16 * settings.address_octets,
    )
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    with listening, _asked_to_stop():
        _Server(config, lambda: ready(f"http://{host}:{port}/")).run(sockets=[listening])


@contextmanager
def _asked_to_stop() -> Iterator[None]:
    """A signal to stop is no failure: uvicorn raises it once more when it is done, and nothing comes of it."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Server(uvicorn.Server):
    """Tells when it takes requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._ready()


def _bound(settings: Settings) -> socket.socket:
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        place, reason = f"{settings.host}:{settings.port}", error.strerror or str(error)
        raise UsageError(f"{place}: cannot listen there ({reason}); --port 0 takes any") from error
    return listening
