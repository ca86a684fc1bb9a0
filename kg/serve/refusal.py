"""What went wrong in, a status and one line for the client out: never a path of this machine or a traceback."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import LimitError, OutputError, QueryError, UsageError


class Refusal(Exception):  # noqa: N818 (it is an answer, not a defect)
    """A request that gets a status and a reason instead of an answer."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = dict(headers or {})


BUSY = {"Retry-After": "2"}


def refusal(error: Exception, folder: str) -> Refusal:
    """The refusal for an error of a query; `folder` is the path that must not be told."""
    reason = " ".join(str(error).split())
    if isinstance(error, LimitError):
        return Refusal(408 if error.limit == "time" else 413, reason)
    if isinstance(error, OutputError) or folder in reason:
        return Refusal(503, "the graph cannot be read just now; it may be about to be replaced", BUSY)
    if isinstance(error, QueryError):
        return Refusal(400, reason)
    if isinstance(error, UsageError):
        return Refusal(404, reason)
    raise error


def refused(request: Request, error: Exception) -> Response:  # noqa: ARG001 (Starlette's signature)
    """The response to a request that was refused."""
    assert isinstance(error, Refusal)
    headers = {"Cache-Control": "no-store", **error.headers}
    if error.status in {408, 413}:
        headers["Connection"] = "close"  # what is left of the body is not read
    return PlainTextResponse(error.reason + "\n", error.status, headers)
