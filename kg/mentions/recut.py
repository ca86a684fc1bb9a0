"""A reading and the recogniser's words in, the reading with tokens that cut a name or hold a function word cut anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.mentions.firms import Trades
from kg.mentions.tagger import Tag
from kg.mentions.words import BOUNDARY, CONJUNCTION, WordClasses
from kg.model import Reading, Token

_FUNCTION = frozenset(["p", "u", "c", "d", "v", "r"])
"""Prepositions, particles, conjunctions, adverbs, verbs, pronouns: what names do not begin or end with."""
_JOINING = frozenset(["p", "u", "c"])
"""The same inside a token: 园由盐, 院和鼎."""
_OUTSIDE = frozenset([BOUNDARY, CONJUNCTION])
_NAMED = frozenset(["LOC", "ORG", "nt"])
_BRANDS = frozenset(["PER", "LOC", "nr", "nz", "n"])
"""Tags of a word that may be the brand before a trade."""
_BRAND = (2, 4)
"""Characters of a brand."""
_COUNTS = frozenset(["m", "q"])
_COMPASS = frozenset("东西南北中")
"""With a verb of direction these are one word: 东出, 西进, 南下."""


def recut(reading: Reading, tags: Sequence[Sequence[Tag]], words: WordClasses, trades: Trades) -> Reading:
    """Cuts a function word off the beginning or end of tokens that the dictionary lacks, where the recogniser does, and
    a firm's trade off the brand before it where the tokens run across (岚|睿智|能).

    jieba joins single characters that it does not know by a hidden Markov model, which often takes a function word
    into a name (城有, 港经, 由祁峰); the recogniser has seen the whole sentence. Only words that `words` keeps out of
    every name are cut off. `tags` has one row for each sentence, `trades` are the words that end trade names.
    """
    sentences = []
    for sentence, said in zip(reading.sentences, tags, strict=True):
        tokens = sentence.tokens
        if said and any(not token.tag and len(token.text) > 1 for token in tokens):
            tokens = tuple(_pieces(tokens, {word.start: word for word in said}, words))
        if any(trades.is_trade(sentence.text[word.start : word.end]) for word in said):
            tokens = _traded(sentence.text, tokens, said, trades)
        sentences.append(sentence if tokens is sentence.tokens else replace(sentence, tokens=tokens))
    return replace(reading, sentences=tuple(sentences))


def _traded(text: str, tokens: Sequence[Token], said: Sequence[Tag], trades: Trades) -> tuple[Token, ...]:
    """The tokens with those that run across the beginning of a trade cut as the recogniser cuts them."""
    result = tuple(tokens)
    for brand, trade in pairwise(said):
        word = text[trade.start : trade.end]
        if (
            not trades.is_trade(word)
            or brand.tag not in _BRANDS
            or not _BRAND[0] <= brand.end - brand.start <= _BRAND[1]
        ):
            continue
        inner = [token for token in result if brand.start <= token.start and token.end <= trade.end]
        whole = inner and inner[0].start == brand.start and inner[-1].end == trade.end
        if whole and not (len(inner) == 1 and inner[0].tag) and all(token.end != trade.start for token in inner):
            parts = (
                Token(text[brand.start : brand.end], brand.start, brand.end, ""),
                Token(word, trade.start, trade.end, "n"),
            )
            at = result.index(inner[0])
            result = (*result[:at], *parts, *result[at + len(inner) :])
    return result


def _pieces(tokens: Sequence[Token], said: dict[int, Tag], words: WordClasses) -> Iterator[Token]:
    ending = {word.end: word for word in said.values()}
    for token in tokens:
        start, end, text = token.start, token.end, token.text
        if token.tag or end - start < 2:
            yield token
            continue
        middle = next((said[at] for at in range(start + 1, end - 1) if at in said and said[at].tag in _JOINING), None)
        if (
            middle
            and middle.end < end
            and words.classes.get(text[middle.start - start : middle.end - start]) in _OUTSIDE
        ):
            for low, high in ((start, middle.start), (middle.start, middle.end), (middle.end, end)):
                yield Token(text[low - start : high - start], low, high, token.tag)
            continue
        begin, stop = start, end
        first, last = said.get(start), ending.get(end)
        if first and first.end < end and _loose(first, said.get(first.end), text[: first.end - start], words):
            begin = first.end
        if (
            last
            and last.start > begin
            and text[begin - start : last.start - start] not in _COMPASS
            and _loose(last, ending.get(last.start), text[last.start - start :], words)
        ):
            stop = last.start
        for low, high in ((start, begin), (begin, stop), (stop, end)):
            if low < high:
                yield Token(text[low - start : high - start], low, high, token.tag)


def _loose(word: Tag, beside: Tag | None, text: str, words: WordClasses) -> bool:
    """Whether a word of the recogniser at the edge of a token stands outside the name beside it."""
    counted = beside is not None and beside.tag in _COUNTS
    inside = word.tag == "f" and beside is not None and beside.tag in _NAMED  # 谷里, 区内
    return (inside or word.tag in _FUNCTION) and words.classes.get(text) in _OUTSIDE and not counted
