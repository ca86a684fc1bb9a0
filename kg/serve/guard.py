"""Every request and response: what is too large or too slow is refused, headers that browsers heed are set, a line is
logged."""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.refusal import Refusal
from kg.serve.settings import LOOPBACK, Settings

LOG = "kg.serve"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the editor measures and places its parts with inline styles
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Stands between the server and the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._log = logging.getLogger(LOG)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, size = 0, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        trouble = ""
        try:
            try:
                self._check(scope)
            except Refusal as error:
                headers = {**error.headers, "Connection": "close"}
                await PlainTextResponse(error.reason + "\n", error.status, headers)(scope, receive, watched)
            else:
                await self._app(scope, self._limited(receive), watched)
        except Exception as error:  # the last line of defence: told in the log, hidden from the client
            trouble = f" {type(error).__name__}: {' '.join(str(error).split())[:300]}"
            if not status:
                await PlainTextResponse("an error inside the server\n", 500)(scope, receive, watched)
        finally:
            client = scope["client"][0] if scope.get("client") else "-"
            took = (time.perf_counter() - begun) * 1000
            self._log.info(
                "%s %s %s %d %d %.0fms%s", client, scope["method"], _address(scope), status, size, took, trouble
            )

    def _check(self, scope: Scope) -> None:
        """Refuse what can be refused before anything is read."""
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._settings.address_octets:
            raise Refusal(414, f"the address is longer than {self._settings.address_octets} bytes; POST the query")
        headers = Headers(scope=scope)
        if self._settings.local and _host(headers.get("host", "localhost")) not in LOOPBACK:
            # A page of another site whose name was made to point here must not read the graph (DNS rebinding).
            raise Refusal(421, "this server is known as localhost only")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self._settings.request_octets:
            raise self._too_large()

    def _too_large(self) -> Refusal:
        return Refusal(413, f"the request is larger than {self._settings.request_octets / 1e6:g} MB")

    def _limited(self, receive: Receive) -> Receive:
        """The body, until it is too large or too slow; then a `Refusal` is raised to whoever reads it."""
        size = 0
        whole = False
        until = asyncio.get_running_loop().time() + self._settings.body_seconds

        async def limited() -> Message:
            nonlocal size, whole
            if whole:
                return await receive()  # waits for the client to hang up
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise Refusal(408, "the request did not arrive in time") from None
            size += len(message.get("body", b""))
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            if size > self._settings.request_octets:
                raise self._too_large()
            return message

        return limited


def _host(header: str) -> str:
    """The name in a Host header, without the port."""
    name = header.rpartition(":")[0] if header.rpartition(":")[2].isdecimal() else header
    return name.strip("[]").lower()


def _address(scope: Scope) -> str:
    """Path and query as they came, percent-encoded, so that they cannot break the line."""
    query = scope["query_string"].decode("ascii", "replace")
    path = (scope.get("raw_path") or b"").decode("ascii", "replace")
    whole = f"{path}?{query}" if query else path
    shown = "".join(letter if letter.isprintable() and letter != " " else "?" for letter in whole[:300])
    return shown + ("…" if len(whole) > 300 else "")
