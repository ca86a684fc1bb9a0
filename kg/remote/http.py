"""A request in, a server's answer out: over HTTP, with the user's credentials, tried again where that can help.

Credentials come from the environment, never from a command line, where every process of the machine could read them:
`KG_REMOTE_USER` and `KG_REMOTE_PASSWORD` (Basic or Digest, as the server asks), or `KG_REMOTE_TOKEN` (Bearer).
"""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from urllib.parse import urlsplit, urlunsplit

from kg import __version__
from kg.errors import LimitError, OutputError, UsageError

USER, PASSWORD, TOKEN = "KG_REMOTE_USER", "KG_REMOTE_PASSWORD", "KG_REMOTE_TOKEN"
TRIES = 4
PASSING = frozenset({429, 502, 503, 504})
"""Statuses that say: not now."""
PATIENCE = 30.0
"""Seconds that a server may ask us to wait before the next try."""
ANSWER = 120.0
"""Seconds without a byte after which a server is given up."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    media_type: str
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def reason(self) -> str:
        """The first words of the body, for an error."""
        words = " ".join(self.body[:2000].decode("utf-8", "replace").split())
        return words[:200] if not words.startswith("<") else ""


@dataclass(frozen=True)
class Client:
    """Sends requests to one server."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    pause: Callable[[float], None] = time.sleep

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
        tries: int = TRIES,
    ) -> Response:
        """The server's answer, whatever its status. `seconds` is for all of it, tries and pauses included.

        Raises `OutputError` where no answer came in `tries` tries, `LimitError` when the time is up and `UsageError`
        for an address that is none.
        """
        checked(url)
        place = url.partition("?")[0]
        until = None if seconds is None else time.monotonic() + seconds
        for number in range(1, tries + 1):
            try:
                response, wait = self._once(method, url, body, headers or {}, until)
            except (OSError, HTTPException) as error:
                if isinstance(error, TimeoutError) and until is not None and time.monotonic() >= until - 0.05:
                    raise LimitError(f"{place}: no whole answer within {seconds:g} s", "time") from error
                if number == tries:
                    raise OutputError(f"{place}: no answer ({_words(error)}); is the server running?") from error
                wait = 0.0
            else:
                if response.status not in PASSING or number == tries:
                    return response
            wait = min(max(wait, 0.5 * 2 ** (number - 1)), PATIENCE)
            if until is not None and time.monotonic() + wait > until:
                raise LimitError(f"{place}: no answer within {seconds:g} s", "time")
            self.pause(wait)
        raise AssertionError("the last try returns or raises")

    def _once(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], until: float | None
    ) -> tuple[Response, float]:
        """One answer, and how long the server asks to wait before the next request."""
        request = urllib.request.Request(_ascii(url), data=body, method=method)  # noqa: S310 (checked: http or https)
        request.add_header("User-Agent", f"regional-kg/{__version__}")
        for name, value in headers.items():
            request.add_header(name, value)
        if token := self.environment.get(TOKEN):
            request.add_unredirected_header("Authorization", f"Bearer {token}")
        left = ANSWER if until is None else max(until - time.monotonic(), 0.01)
        try:
            with self._opener(url).open(request, timeout=min(left, ANSWER)) as found:
                return Response(found.status, _media_type(found.headers), _read(found, until)), 0.0
        except urllib.error.HTTPError as error:
            with error:
                wait = error.headers.get("Retry-After", "")
                answer = Response(error.code, _media_type(error.headers), error.read(_CHUNK))
                return answer, float(wait) if wait.isdecimal() else 0.0
        except urllib.error.URLError as error:
            if isinstance(error.reason, OSError):
                raise error.reason from error
            raise

    def _opener(self, url: str) -> urllib.request.OpenerDirector:
        user = self.environment.get(USER)
        handlers: list[urllib.request.BaseHandler] = []
        if user and TOKEN not in self.environment:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, _ascii(url), user, self.environment.get(PASSWORD, ""))
            handlers = [urllib.request.HTTPDigestAuthHandler(known), urllib.request.HTTPBasicAuthHandler(known)]
        return urllib.request.build_opener(*handlers)


def checked(url: str) -> None:
    """Raise `UsageError` unless `url` is an address of HTTP without credentials in it."""
    try:
        parts = urlsplit(url)
        named, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{url}: no address ({error})") from error
    if parts.scheme not in {"http", "https"} or not named:
        raise UsageError(f"{url}: no address of a server; it begins with http:// or https://")
    if parts.username is not None:
        raise UsageError(f"credentials do not belong into an address: set {USER} and {PASSWORD}, or {TOKEN}")


def refused(url: str, response: Response, what: str) -> OutputError:
    """The error for an answer that is not the one that was hoped for."""
    if response.status in {401, 403}:
        advice = f"; set {USER} and {PASSWORD}, or {TOKEN}"
    else:
        advice = f": {response.reason}" if response.reason else ""
    return OutputError(f"{url}: the server refused {what} with status {response.status}{advice}")


def _read(found: object, until: float | None) -> bytes:
    read = found.read1 if hasattr(found, "read1") else None
    assert read is not None
    chunks = []
    while chunk := read(_CHUNK):
        chunks.append(chunk)
        if until is not None and time.monotonic() > until:
            raise TimeoutError("the time is up")
    return b"".join(chunks)


def _media_type(headers: Message) -> str:
    return headers.get_content_type()


def _ascii(url: str) -> str:
    """`url` with the letters that a request line cannot hold percent-encoded."""
    from urllib.parse import quote  # noqa: PLC0415 (kept beside its use)

    parts = urlsplit(url)
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
