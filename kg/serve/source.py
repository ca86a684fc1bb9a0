"""The folder of a build in, its store as it is now out: reopened when another build takes its place."""

from __future__ import annotations

import threading
from pathlib import Path

from pyoxigraph import Store

from kg import output
from kg.errors import OutputError
from kg.graph.store import MARK, open_store
from kg.serve.catalogue import Catalogue


def version(store: Path) -> tuple[int, int]:
    """What changes when another build takes the place of a store. Raises `OutputError` where there is none."""
    try:
        found = (store / MARK).stat()
    except OSError as error:
        raise OutputError(f"{store}: no store there; make one with kg build") from error
    return found.st_ino, found.st_mtime_ns


class Source:
    """A build that is served. May be used from several threads."""

    def __init__(self, folder: Path) -> None:
        """Raises `OutputError` where `folder` holds no build."""
        output.settle(folder)
        self.folder = folder
        self.place = folder / output.STORE
        self._lock = threading.Lock()
        self._version = version(self.place)
        self._store = open_store(self.place)
        self._catalogue: Catalogue | None = None

    @property
    def store(self) -> Store:
        """The store, open for reading."""
        with self._lock:
            self._renew()
            return self._store

    @property
    def catalogue(self) -> Catalogue:
        """The names and terms in it."""
        with self._lock:
            self._renew()
            if self._catalogue is None:
                self._catalogue = Catalogue.of(self._store)
            return self._catalogue

    @property
    def page(self) -> Path:
        """The page of the view."""
        return self.folder / output.VIEW

    def _renew(self) -> None:
        now = version(self.place)
        if now != self._version:
            self._store, self._version, self._catalogue = open_store(self.place), now, None
