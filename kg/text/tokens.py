"""Sentences in, jieba's words with their parts of speech out; the only place that imports jieba."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
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
_LATIN = re.compile(r"[A-Za-z0-9_+#&.%\-]+")


class Tokenizer:
    """jieba's dictionary and its cut, with the dictionary's tag for each word.

    Words that the dictionary lacks (jieba's hidden Markov model puts single characters together) have the tag '', numbers
    'm', Latin words 'eng', as in `jieba.posseg`. Built by `load`; keeps no cache on disk and reads none: the dictionary
    loads in half a second without, and jieba's own cache in the folder for temporary files could be anyone's.
    """

    def __init__(self, cutter: jieba.Tokenizer, tags: dict[str, str]) -> None:
        self._cutter = cutter
        self._tags = tags

    @classmethod
    def load(cls, words: Iterable[str] = ()) -> Self:
        """A tokenizer with jieba's dictionary and the given names as further words (tag 'ns' where they are new)."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba's own: invalid escapes, pkg_resources
            import jieba
        fields = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").split()
        names, numbers = fields[0::3], list(map(int, fields[1::3]))
        tags = dict(zip(names, fields[2::3], strict=True))
        frequency = dict(zip(names, numbers, strict=True))
        total = sum(frequency.values())
        for word in words:
            if word not in frequency:
                frequency[word] = _FREQUENCY
                total += _FREQUENCY
                tags[word] = "ns"
        # jieba walks a word by its prefixes: each must be in the table, with frequency 0 if it is no word
        prefixes = {word[:-1] for word in frequency if len(word) > 1}
        while prefixes:
            prefixes.difference_update(frequency)
            frequency.update(dict.fromkeys(prefixes, 0))
            prefixes = {prefix[:-1] for prefix in prefixes if len(prefix) > 1}
        cutter = jieba.Tokenizer()
        cutter.FREQ, cutter.total, cutter.initialized = frequency, total, True
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
