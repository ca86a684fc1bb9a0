"""Sentences in, words with parts of speech and names out: jieba's bundled neural tagger, without its framework."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from threadpoolctl import ThreadpoolController

from kg.mentions import weights
from kg.mentions.network import Network

NAMES = frozenset(["PER", "LOC", "ORG", "TIME"])
"""Tags of names and times; the others are parts of speech."""


class Tag(NamedTuple):
    """A word: `text[start:end]` has the tag `tag`, one of `NAMES` or a part of speech (n, nz, v, w, …)."""

    start: int
    end: int
    tag: str


class Tagger:
    """Baidu's small model of lexical analysis as it lies in jieba's wheel. Built by `load`."""

    def __init__(self, parameters: weights.Weights) -> None:
        self._network = Network(parameters)
        self._threads = ThreadpoolController()
        self._look_up = parameters.look_up
        names = parameters.tags
        self._kinds = [name.split("-")[0] for name in names]
        self._begins = np.array([name.endswith("-B") for name in names])
        self._none = names.index("O") if "O" in names else -1

    @classmethod
    def load(cls, folder: Path | None = None) -> Self | None:
        """The tagger with the weights in `folder`, else in the installed jieba; None where that has none.

        Raises `KgError` for weights that are there but wrong.
        """
        place = folder or weights.bundled()
        return cls(weights.load(place)) if place else None

    def tag(self, texts: Sequence[str]) -> list[list[Tag]]:
        """The words of each text (one line each); together they hold every character of it."""
        rows = [self._look_up(text) for text in texts]
        # Steps of the recurrence are too small to share: on a busy machine a second thread made them 5 times slower
        with self._threads.limit(limits=1, user_api="blas"):
            found = self._network.decode(rows)
        return [self._words(numbers) for numbers in found]

    def _words(self, numbers: weights.Integers) -> list[Tag]:
        """A word begins at a -B, and where a run of O begins; a -I of another tag goes on with the word before."""
        if not len(numbers):
            return []
        begins = self._begins[numbers]
        outside = numbers == self._none
        begins[1:] |= outside[1:] & ~outside[:-1]
        begins[0] = True
        starts = np.flatnonzero(begins)
        ends = [*starts[1:].tolist(), len(numbers)]
        kinds = [self._kinds[number] for number in numbers[starts].tolist()]
        return list(map(Tag, starts.tolist(), ends, kinds))
