"""Sentences in, jieba's words with their parts of speech out; the only place that knows of jieba's dictionary.

The cut is jieba's too, as `rjieba` does it: the likeliest path through the dictionary's words, and a hidden Markov
model for single characters between them. A test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from itertools import accumulate
from math import ceil, exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.errors import KgError
from kg.model import Token

if TYPE_CHECKING:
    import rjieba

_BREAK = "\n"
_FREQUENCY = 3
"""Frequency of an added name: enough to be cut as one word where its parts are words themselves (measured with the
names of divisions: 渝北区 against 渝北 and 区), too little to win against a common word that overlaps it."""
_SCALE = 2**36
"""What frequencies are multiplied by: they are whole numbers, and a term of rare words occurs less than once in the
dictionary's 60 million. Their sum has 64 bits."""
_NUMBER = re.compile(r"[0-9.]+%?")
_PREFERRED = 1e-6
"""What a term is likelier than its parts: enough to be chosen whatever the order of the sums."""
_LATIN = re.compile(r"[A-Za-z0-9_+#&.%\-]+")
_PARTS = re.compile(r"[A-Za-z0-9]+(?:\.[0-9]+)?%?|[_+#&.%\-]+|.", re.DOTALL)
"""What jieba parts Latin letters, digits and marks into; rjieba leaves a stretch of them whole (YS-7, 3.5MW)."""
_SINGLE = (*map(chr, range(0x4E00, 0x9FD6)), *map(chr, range(0x21, 0x7F)))
"""Characters that jieba looks words up for: one that is no word counts as one that occurs once."""
_UNREAD = re.compile(r"[㐀-䶿\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Characters that jieba cuts off as it does punctuation and rjieba does not."""


class Tokenizer:
    """jieba's dictionary and its cut, with the dictionary's tag for each word.

    Words that the dictionary lacks (jieba's hidden Markov model puts single characters together) have the tag '',
    numbers 'm', Latin words 'eng', as in `jieba.posseg`. Built by `load`.
    """

    def __init__(self, cutter: rjieba.Jieba, tags: dict[str, str]) -> None:
        self._cutter = cutter
        self._tags = tags
        self._marks: dict[str, str] = {}
        """Tags of single characters that the dictionary lacks: punctuation, which is every sixth word."""

    @classmethod
    def load(cls, words: Iterable[str] = (), terms: Iterable[str] = (), glued: Iterable[str] = ()) -> Self:
        """A tokenizer with jieba's dictionary less its `glued` words, the given names and terms as further words.

        New names have the tag 'ns', new terms 'n'. A term is cut as one word wherever it stands as such: it is made
        as probable as its parts together, which is what `jieba.suggest_freq` does. Raises `KgError` where jieba is not
        installed as files.
        """
        import rjieba  # noqa: PLC0415 - a tenth of a second that only reading needs

        fields = _dictionary().read_text("utf-8").split()
        names = fields[0::3]
        tags = dict(zip(names, fields[2::3], strict=True))
        new = sorted(set(words).difference(tags))
        tags.update(dict.fromkeys(new, "ns"))
        frequencies = dict.fromkeys(_SINGLE, _SCALE)
        frequencies.update(zip(names, [int(number) * _SCALE for number in fields[1::3]], strict=True))
        frequencies.update(dict.fromkeys(new, _FREQUENCY * _SCALE))
        total = sum(frequencies.values())
        for term in sorted(set(terms), key=lambda term: (len(term), term)):  # what a longer one holds comes before it
            tags.setdefault(term, "n")
            likely = ceil(exp(_probability(term, frequencies, total) + _PREFERRED) * total)
            frequencies[term] = max(frequencies.get(term, 0), likely)
        for word in glued:
            frequencies.pop(word, None)
        cutter = rjieba.Jieba.empty()  # type: ignore[no-untyped-call]
        add = cutter.add_word
        for word, frequency in frequencies.items():
            add(word, frequency, None)
        return cls(cutter, tags)

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

    def _cut(self, text: str) -> list[str]:
        if not _UNREAD.search(text):
            return self._cutter.cut(text)
        words = self._cutter.cut(_UNREAD.sub("，", text))
        ends = list(accumulate(map(len, words)))
        return [text[end - len(word) : end] for word, end in zip(words, ends, strict=True)]

    def tokenize(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """The tokens of each text (one line each); together they hold every character of it."""
        result: list[tuple[Token, ...]] = []
        tokens: list[Token] = []
        at = 0
        tags, marks = self._tags, self._marks
        new = tuple.__new__  # what Token(…) does, without a call of Python's for every word
        # one call for all of them: what a call costs is paid once
        for word in self._cut(_BREAK.join(texts)):
            tag = tags.get(word)
            if tag is None:
                if word == _BREAK:
                    result.append(tuple(tokens))
                    tokens, at = [], 0
                    continue
                if len(word) == 1:
                    tag = marks.get(word)
                    if tag is None:
                        tag = marks[word] = self.tag(word)
                elif word.isascii():
                    for part in _PARTS.findall(word):
                        tokens.append(Token(part, at, at + len(part), self.tag(part)))
                        at += len(part)
                    continue
                else:
                    tag = self.tag(word)
            end = at + len(word)
            tokens.append(new(Token, (word, at, end, tag)))
            at = end
        result.append(tuple(tokens))
        return result


def _dictionary() -> Path:
    """The file of jieba's dictionary, found without importing jieba, which takes a tenth of a second."""
    spec = find_spec("jieba")
    file = Path(spec.origin).with_name("dict.txt") if spec and spec.origin else None
    if file is None or not file.is_file():
        raise KgError("jieba's dictionary (jieba/dict.txt) is not there; install jieba again, not as an archive")
    return file


def _probability(term: str, frequencies: Mapping[str, int], total: int) -> float:
    """Logarithm of the probability of a term's likeliest cut into the words of the table."""
    scores = [0.0] * (len(term) + 1)
    for start in range(len(term) - 1, -1, -1):
        found = [
            log(frequency / total) + scores[end]
            for end in range(start + 1, len(term) + 1)
            if (frequency := frequencies.get(term[start:end]))
        ]
        scores[start] = max(found, default=log(1 / total) + scores[start + 1])
    return scores[0]
