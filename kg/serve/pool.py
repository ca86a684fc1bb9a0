"""Questions in, answers out, from a few processes: so many at once, so many waiting, none for longer than allowed."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError
from kg.graph.answer import Answer
from kg.graph.process import Asker
from kg.graph.query import Limits, Question
from kg.serve.refusal import BUSY, Refusal, refusal
from kg.serve.settings import Settings
from kg.serve.source import version

T = TypeVar("T")


class Pool:
    """Processes that have the store open. Everything but the asking itself happens on one event loop."""

    def __init__(self, settings: Settings, store: Path) -> None:
        self._settings = settings
        self._store = store
        self._free: list[tuple[tuple[int, int], Asker]] = []
        self._threads = ThreadPoolExecutor(settings.queries + 4, thread_name_prefix="query")
        self._turns = asyncio.Semaphore(settings.queries)
        self._waiting = 0
        self._clients: Counter[str] = Counter()

    def start(self) -> None:
        """Start the processes. Raises `OutputError` where there is no store."""
        while len(self._free) < self._settings.queries:
            self._free.append((version(self._store), Asker(self._store)))

    def close(self) -> None:
        """End the processes; nobody asks any more."""
        for _, asker in self._free:
            asker.close()
        self._free.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def busy(self) -> int:
        """Queries at work or waiting."""
        return self._clients.total()

    async def ask(self, question: Question, form: str | None, client: str, gone: Awaitable[object]) -> bytes | Answer:
        """The answer in a format of `kg.graph.answer`, or as it is; `gone` ends when nobody waits for it any more.

        Raises `Refusal`: 400 for a query that does not parse or is not allowed, 408 when the time is up, 413 for too
        large an answer, 429 for a client that asks too much at once, 503 where all are busy.
        """
        if self._clients[client] >= self._settings.per_client:
            most = self._settings.per_client
            raise Refusal(429, f"too many queries at once from one address; {most} are allowed", BUSY)
        self._clients[client] += 1
        try:
            await self._turn()
            try:
                return await self._answer(question, form, gone)
            finally:
                self._turns.release()
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def work(self, function: Callable[[], T]) -> T:
        """Something else that takes a moment, beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)

    async def _turn(self) -> None:
        if self._turns.locked() and self._waiting >= self._settings.waiting:
            raise Refusal(503, "too many queries are waiting; try again in a moment", BUSY)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._turns.acquire(), self._settings.patience)
        except TimeoutError:
            raise Refusal(503, "all queries that may run at once are busy; try again in a moment", BUSY) from None
        finally:
            self._waiting -= 1

    async def _answer(self, question: Question, form: str | None, gone: Awaitable[object]) -> bytes | Answer:
        limits = Limits(seconds=self._settings.seconds, octets=self._settings.answer_octets)
        try:
            made, asker = self._free.pop() if self._free else (version(self._store), Asker(self._store))
        except KgError as error:
            raise refusal(error, str(self._settings.folder)) from error

        def ask() -> bytes | Answer:
            answer = asker.ask(question, limits)
            return answer if form is None else answer.write(form)

        try:
            if made != version(self._store):  # another build took its place
                asker.close()
                made, asker = version(self._store), Asker(self._store)
            asking = asyncio.ensure_future(self.work(ask))
            leaving = asyncio.ensure_future(gone)
            done, _ = await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
            if asking not in done:
                asker.interrupt()
                with contextlib.suppress(KgError):
                    await asking
                raise Refusal(499, "the client has left")
            return asking.result()
        except KgError as error:
            raise refusal(error, str(self._settings.folder)) from error
        finally:
            self._free.append((made, asker))
