"""A sentence and its gazetteer hits in, the row of units that the name grammar walks over out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.words import PROPER, WordClasses
from kg.model import Sentence, Token

DIVISION = "D"
REGION = "R"
QUOTED = "Q"

# A quoted or bracketed part of a name is short; a longer one is speech or an aside.
_FUNCTION = frozenset("接经因距离年月日好由与和在从将把被对等及为以于向按就已再又各该其至并才都且或但使让是的")
_FUNCTION_END = frozenset("已的等将在正也和与及由为以仅均至")
_FUNCTION_WITHIN = re.compile("(?<=.)[由与被把从将在](?=.)")
_SITE = frozenset("港站")
_OFFICER = re.compile(r"(?:局局长|委主任|厅厅长|部部长|院院长|所所长|会会长|会主任|办主任|委书记)")
_EDITION = re.compile(r"第\d{1,3}届")
_ASIDE = re.compile(r"“[^“”，。；！？]{1,18}”|‘[^‘’，。；]{1,14}’|[(（][^()（），。；]{1,14}[)）]")


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer hit after linking: a division, country or region in the sentence."""

    start: int
    end: int
    code: str
    kind: str
    classes: tuple[str, ...]
    full: bool
    """Written in full (渝北区), not short (渝北)."""


@dataclass(frozen=True, slots=True)
class Units:
    """Tokens recut at gazetteer hits: parallel rows of starts, ends and class letters."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    letters: str
    places: dict[int, Place]
    """Unit index → the place that it is."""
    asides: tuple[tuple[int, int], ...]
    """Spans of short quotations and brackets, marks included."""

    def at_end(self, position: int) -> int:
        """Index of the unit that ends at `position`, or -1."""
        index = bisect_left(self.ends, position)
        return index if index < len(self.ends) and self.ends[index] == position else -1

    def at_start(self, position: int) -> int:
        """Index of the unit that starts at `position`, or -1."""
        index = bisect_left(self.starts, position)
        return index if index < len(self.starts) and self.starts[index] == position else -1

    def covering(self, position: int) -> int:
        """Index of the unit that holds the character at `position`."""
        return bisect_right(self.starts, position) - 1

    def word(self, index: int) -> str:
        """Text of a unit."""
        return self.text[self.starts[index] : self.ends[index]]


def cut(sentence: Sentence, places: Sequence[Place], words: WordClasses, cache: dict[tuple[str, str], str]) -> Units:
    """Units of a sentence. `places` are sorted and do not overlap; `cache` keeps letters across sentences."""
    text = sentence.text
    starts: list[int] = []
    ends: list[int] = []
    letters: list[str] = []
    found: dict[int, Place] = {}
    queue = list(places)
    bound = queue[0].start if queue else len(text)
    """Where the next place starts."""
    cursor = 0

    def add(start: int, end: int, tag: str) -> None:
        word = text[start:end]
        if tag == "" and end - start > 2 and (inner := _FUNCTION_WITHIN.search(word)):
            add(start, start + inner.start(), "")
            add(start + inner.start(), start + inner.end(), "x")
            start, word = start + inner.end(), word[inner.end() :]
        if tag == "" and word[0] in _SITE and end - start > 1 and len(starts) - 1 in found and ends[-1] == start:
            add(start, start + 1, "n")  # 某江|港栗云|岛: the port is the place's
            start, word = start + 1, word[1:]
        if tag == "" and word[0] in _FUNCTION and end - start > 1:
            # the words of unknown names that jieba guesses often swallow the function word before them (由云洽会)
            add(start, start + 1, "x")
            start, word = start + 1, word[1:]
        elif tag == "" and word[0] in "镇乡" and end - start > 2 and letters[-1:] == [PROPER] and ends[-1] == start:
            add(start, start + 1, "n")  # 竹溪|镇云岭|社区: the township's own last character
            start, word = start + 1, word[1:]
        if tag == "" and end - start > 1 and word[-1] in _FUNCTION_END:
            add(start, end - 1, "")
            start, word = end - 1, word[-1]
        elif _OFFICER.fullmatch(word):
            add(start, start + 1, "n")
            start, word = start + 1, word[1:]
        letter = cache.get((word, tag))
        if letter is None:
            letter = cache[word, tag] = words.letter(word, tag)
        starts.append(start)
        ends.append(end)
        letters.append(letter)

    def place() -> None:
        nonlocal cursor, bound
        hit = queue.pop(0)
        bound = queue[0].start if queue else len(text)
        if cursor < hit.start:  # what a token that straddled the hit leaves over
            add(cursor, hit.start, "x")
        found[len(starts)] = hit
        starts.append(hit.start)
        ends.append(hit.end)
        letters.append(REGION if hit.kind == "region" else DIVISION)
        cursor = hit.end

    for token in _with_editions(sentence):
        word, start, end, tag = token
        if start == cursor and end <= bound and tag and (letter := cache.get((word, tag))):
            starts.append(start)
            ends.append(end)
            letters.append(letter)
            cursor = end
            continue
        while queue and queue[0].start < token.end:
            if cursor < queue[0].start and cursor < token.start and token.start <= queue[0].start:
                add(cursor, token.start, "x")
                cursor = token.start
            place()
        if token.end <= cursor:
            continue
        if cursor < token.start:
            add(cursor, token.start, "x")
        add(max(cursor, token.start), token.end, token.tag if cursor <= token.start else "x")
        cursor = token.end
    while queue:
        place()

    asides = [match.span() for match in _ASIDE.finditer(text)]
    for start, end in asides:
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            if letters[index] not in {DIVISION, REGION}:
                letters[index] = QUOTED
    return Units(text, tuple(starts), tuple(ends), "".join(letters), found, tuple(asides))


def _with_editions(sentence: Sentence) -> Sequence[Token]:
    """The sentence's tokens, with the number of an edition as one of them: 第|7|届云洽|会 → 第7届|云洽|会."""
    tokens = sentence.tokens
    if "届" not in sentence.text or not (matches := list(_EDITION.finditer(sentence.text))):
        return tokens
    result: list[Token] = []
    for token in tokens:
        while matches and matches[0].end() <= token.start:
            matches.pop(0)
        if not matches or token.end <= matches[0].start():
            result.append(token)
            continue
        start, end = matches[0].span()
        if token.start == start:
            result.append(Token(sentence.text[start:end], start, end, "m"))
        if token.end > end:
            result.append(Token(sentence.text[end : token.end], end, token.end, ""))
    return result
