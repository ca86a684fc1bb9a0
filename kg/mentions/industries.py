"""Text in, names of industries out: the closed class of `seeds/gazetteers/industries.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick_rs

from kg.data import folder


@dataclass(frozen=True, slots=True)
class Industries:
    """The table, compiled to one automaton."""

    names: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick

    @classmethod
    def load(cls) -> Industries:
        """Reads the table."""
        file = folder("seeds") / "gazetteers" / "industries.tsv"
        names = sorted(
            {line.split("\t")[0] for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")}
        )
        return cls(tuple(names), ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of names of industries, leftmost and longest."""
        for _, start, end in self.automaton.find_matches_as_indexes(text):
            yield start, end
