"""The bytes of a connection in, its requests out; one whose head does not arrive in time is refused with 408.

uvicorn limits how long a connection may be idle between requests, and `kg.serve.guard` how long a body may take; what
is left is a request line and headers that trickle in.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

_REASON = b"the request did not arrive in time\n"
_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(_REASON), _REASON)
)


def protocol(seconds: float) -> type[asyncio.Protocol]:
    """The protocol for uvicorn that waits so long for the head of a request."""

    class Patient(H11Protocol):
        _clock: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            if self._clock is not None:
                self._clock.cancel()
            super().connection_lost(exc)

        def _watch(self) -> None:
            begun = self.cycle is None or bool(self.conn.trailing_data[0])
            if str(self.conn.their_state) == "IDLE" and begun:
                self._clock = self._clock or self.loop.call_later(seconds, self._hang_up)
            elif self._clock is not None:
                self._clock.cancel()
                self._clock = None

        def _hang_up(self) -> None:
            if not self.transport.is_closing():
                self.transport.write(_LATE)
                self.transport.close()

    return Patient
