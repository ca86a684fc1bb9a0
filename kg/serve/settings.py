"""What a server may be told: the build that it serves, and how much a request may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """One server."""

    folder: Path
    """What `kg build` wrote."""
    host: str = "127.0.0.1"
    port: int = 8000
    """0 takes any that is free."""
    seconds: float = 30.0
    """Time of a query."""
    queries: int = 4
    """Queries at once; each has a process of its own, which can be killed."""
    waiting: int = 64
    """Queries that may wait for their turn."""
    patience: float = 5.0
    """Seconds that one waits before it is sent away."""
    per_client: int = 32
    """Queries of one address, at work or waiting."""
    answer_octets: int = 32_000_000
    """Of an answer, as tab-separated values or N-Triples."""
    request_octets: int = 1_000_000
    """Of the body of a request."""
    address_octets: int = 16_000
    """Of the path and query of an address."""
    body_seconds: float = 10.0
    """Time in which the head of a request has to arrive, and then its body."""
    connections: int = 512

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK or self.host.startswith("127.")
