"""Sentences in, jieba's words with their parts of speech out; the only place that imports jieba."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from math import inf, log
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.model import Token

if TYPE_CHECKING:
    import jieba

_BREAK = "\n"
_FREQUENCY = 3
"""Frequency of an added name: enough to be cut as one word where its parts are words themselves (measured with the
names of divisions: 渝北区 against 渝北 and 区), too little to win against a common word that overlaps it."""
_NUMBER = re.compile(r"[0-9.]+%?")
_PREFERRED = 1e-6
"""What a term is likelier than its parts: enough to be chosen whatever the order of the sums."""
_LATIN = re.compile(r"[A-Za-z0-9_+#&.%\-]+")


class Tokenizer:
    """jieba's dictionary and its cut, with the dictionary's tag for each word.

    Words that the dictionary lacks (jieba's hidden Markov model puts single characters together) have the tag '',
    numbers 'm', Latin words 'eng', as in `jieba.posseg`. Built by `load`; keeps no cache on disk and reads none: the
    dictionary loads in half a second without, and jieba's cache in the folder for temporary files could be anyone's.
    """

    def __init__(self, cutter: jieba.Tokenizer, tags: dict[str, str]) -> None:
        self._cutter = cutter
        self._tags = tags

    @classmethod
    def load(cls, words: Iterable[str] = (), terms: Iterable[str] = (), glued: Iterable[str] = ()) -> Self:
        """A tokenizer with jieba's dictionary less its `glued` words, the given names and terms as further words.

        New names have the tag 'ns', new terms 'n'. A term is cut as one word wherever it stands as such: it is made
        as probable as its parts together, which is what `jieba.suggest_freq` does.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba's own: invalid escapes, pkg_resources
            import jieba  # noqa: PLC0415 - a tenth of a second that only reading needs
        fields = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").split()
        names, numbers = fields[0::3], list(map(int, fields[1::3]))
        tags = dict(zip(names, fields[2::3], strict=True))
        new = sorted(set(words).difference(tags))
        tags.update(dict.fromkeys(new, "ns"))
        total = log(sum(numbers) + _FREQUENCY * len(new))
        table = {name: log(number) - total for name, number in zip(names, numbers, strict=True) if number}
        table.update(dict.fromkeys(new, log(_FREQUENCY) - total))
        for term in sorted(set(terms), key=lambda term: (len(term), term)):  # what a longer one holds comes before it
            tags.setdefault(term, "n")
            table[term] = max(table.get(term, -inf), _probability(term, table, -total) + _PREFERRED)
        table.update(dict.fromkeys((word for word in glued if word in table), 0.0))
        # a word is found by its prefixes: each must be in the table, with 0 if it is no word
        prefixes = [prefix for prefix in {word[:-1] for word in table} if prefix not in table]
        while prefixes:
            table.update(dict.fromkeys(prefixes, 0.0))
            prefixes = [prefix for prefix in {prefix[:-1] for prefix in prefixes} if prefix not in table]
        return cls(_cutter(jieba.Tokenizer, table, -total), tags)

    def tag(self, word: str) -> str:
        """Part of speech of a word in jieba's dictionary; '' for a word that it lacks."""
        tag = self._tags.get(word)
        if tag is not None:
            return tag
        if _NUMBER.fullmatch(word):
            return "m"
        if _LATIN.fullmatch(word):
            return "eng"
        return "" if word.isalnum() else "x"

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """The tokens of each text (one line each); together they hold every character of it."""
        result: list[tuple[Token, ...]] = []
        tokens: list[Token] = []
        at = 0
        tags = self._tags
        # one call for all of them: what a call costs is paid once
        for word in self._cutter.cut(_BREAK.join(texts)):
            if word == _BREAK:
                result.append(tuple(tokens))
                tokens, at = [], 0
                continue
            end = at + len(word)
            tokens.append(Token(word, at, end, tags.get(word) or self.tag(word)))
            at = end
        result.append(tuple(tokens))
        return result


def _probability(term: str, table: dict[str, float], floor: float) -> float:
    """Logarithm of the probability of a term's likeliest cut into the words of the table."""
    scores = [0.0] * (len(term) + 1)
    for start in range(len(term) - 1, -1, -1):
        scores[start] = max(
            table.get(term[start:end], floor if end == start + 1 else -inf) + scores[end]
            for end in range(start + 1, len(term) + 1)
        )
    return scores[0]


def _cutter(base: type[jieba.Tokenizer], table: dict[str, float], floor: float) -> jieba.Tokenizer:
    """jieba's tokenizer over a table of the logarithms of its words' probabilities, 0 for prefixes that are no word.

    It cuts as jieba does. jieba lists the words that begin at each character (`get_DAG`) and then chooses among them
    from the end (`calc`); here one walk from the end does both, so that each candidate is looked up once.
    """

    class Cutter(base):  # type: ignore[misc]  # jieba is imported late
        def __init__(self) -> None:
            super().__init__()
            self.FREQ, self.total, self.initialized = table, 1, True

        def get_DAG(self, sentence: str) -> dict[int, tuple[float, int]]:  # noqa: N802 - jieba's name
            look = table.get
            length = len(sentence)
            scores = [0.0] * (length + 1)
            route: dict[int, tuple[float, int]] = {length: (0.0, 0)}
            for start in range(length - 1, -1, -1):
                best, last = -inf, start
                for end in range(start + 1, length + 1):
                    weight = look(sentence[start:end])
                    if weight is None:
                        break
                    if weight:
                        weight += scores[end]
                        if weight >= best:  # of equals the longer word, as in jieba
                            best, last = weight, end - 1
                if best == -inf:
                    best = floor + scores[start + 1]
                scores[start] = best
                route[start] = (best, last)
            return route

        def calc(
            self,
            sentence: str,  # noqa: ARG002
            DAG: dict[int, tuple[float, int]],  # noqa: N803 - jieba's name
            route: dict[int, tuple[float, int]],
        ) -> None:
            route.update(DAG)

    return Cutter()
