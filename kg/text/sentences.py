"""A paragraph's spans in, its sentences out, each with the offset of every character in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.model import SentenceKind
from kg.text import bylines
from kg.text.layout import INVISIBLE
from kg.text.repair import Paragraph, doubled

_END = re.compile(r"(?:[。！？!?]+|…+(?![等、，,…]))[”’」』）)》】〉]*")
_CARRIED_ON = re.compile(r"[的等、，,；;：:和与及之—）)]")
"""What follows a closing quote when the sentence goes on: “要合作！”的声音."""
_RUNS = re.compile(f"[ {INVISIBLE}]+" + r"|\*\*|!\[|\]\([^)\s]{0,300}\)|(?<!!)\[(?=[^\]\n]{0,200}\]\()")
_LOOSE = re.compile(r"[0-9%。，、；：！？“”‘’（）()《》「」·…—]")
"""Beside these a space says nothing: it comes from justified lines."""
_LATIN = re.compile(r"[A-Za-z]")
_LONGEST = 1000
"""Longest sentence: twice the longest of work reports, whose points hang on semicolons. Longer ones are tables
or broken files, and what looks at all words of a sentence for each of its clauses must not meet them whole."""
_DOUBLED = re.compile(r"(.{4,})(\1)|(.{2,4})(?=\3 )")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence before it has tokens; `offsets[i]` is where `text[i]` stands in the document."""

    text: str
    offsets: tuple[int, ...]
    kind: SentenceKind


def pieces(paragraph: Paragraph, normal: str) -> Iterator[Piece]:
    """The sentences of a paragraph in order; by-lines at its start or end are sentences of their own.

    Together they hold each character of the paragraph once, but for white space, invisible characters and the marks of
    Markdown.
    """
    text, offsets = _flow(paragraph, normal)
    if not text:
        return
    kind = paragraph.kind
    if kind == "byline":
        yield Piece(text, tuple(offsets), kind)
        return
    if kind == "heading":
        for start, end in _halves(text):
            yield _piece(text, offsets, start, end, kind)
        return
    first, last = bylines.head(text), bylines.tail(text)
    if first:
        yield _piece(text, offsets, 0, first, "byline")
    if last < len(text) and bylines.is_photo_credit(text[last:]):
        kind = "caption"
    for start, end in _short(text, _bounds(text, first, last)):
        yield _piece(text, offsets, start, end, kind)
    if last < len(text):
        yield _piece(text, offsets, last, len(text), "byline")


def _piece(text: str, offsets: Sequence[int], start: int, end: int, kind: SentenceKind) -> Piece:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Piece(text[start:end], tuple(offsets[start:end]), kind)


def _flow(paragraph: Paragraph, normal: str) -> tuple[str, list[int]]:
    """The paragraph as one line. Between two Latin words that a line break parts stands a space for the break.

    Capitals on both sides are a model's number or an abbreviation that the break has cut.
    """
    parts: list[str] = []
    offsets: list[int] = []
    for start, end in paragraph.spans:
        piece = normal[start:end]
        if parts and _LATIN.match(parts[-1][-1]) and _LATIN.match(piece) and not (parts[-1] + piece[0])[-2:].isupper():
            parts.append(" ")
            offsets.append(offsets[-1] + 1)
        if not _RUNS.search(piece):
            parts.append(piece)
            offsets.extend(range(start, end))
            continue
        at = 0
        for run in _RUNS.finditer(piece):
            if run.start() > at:
                parts.append(piece[at : run.start()])
                offsets.extend(range(start + at, start + run.start()))
            at = run.end()
            space = run[0].find(" ")
            if space >= 0 and _keep(paragraph.kind, piece, run.start(), at):
                parts.append(" ")
                offsets.append(start + run.start() + space)
        if at < len(piece):
            parts.append(piece[at:])
            offsets.extend(range(start + at, end))
    text = "".join(parts)
    return text, offsets


def _keep(kind: SentenceKind, piece: str, start: int, end: int) -> bool:
    """Whether a space says something: between Latin words always, in headings and by-lines, not in justified lines."""
    if start <= 0 or end >= len(piece):
        return False
    before, after = piece[start - 1], piece[end]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return True
    return kind in ("heading", "byline") or not (_LOOSE.match(before) or _LOOSE.match(after))


def _halves(text: str) -> Iterator[tuple[int, int]]:
    """A heading, parted where it stands twice in a row, so that each part reads as it was printed."""
    at = 0
    while doubled(text[at:]):
        match = _DOUBLED.match(text, at)
        if match is None:
            break
        middle = match.start(2) if match[2] is not None else match.end()
        yield at, middle
        at = middle
        if match[2] is not None:
            if match.end() < len(text):
                yield at, match.end()
                at = match.end()
            break
        rest = re.compile(r"(.{2,4} (.{4,}))\2$").match(text, at)
        if rest:
            yield at, rest.end(1)
            at = rest.end(1)
            break
    while at < len(text) and text[at] == " ":
        at += 1
    if at < len(text):
        yield at, len(text)


def _bounds(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text[first:last]`."""
    start = first
    words = last  # where the last letter or digit stands: what follows it belongs to the last sentence
    while words > first and not text[words - 1].isalnum():
        words -= 1
    for match in _END.finditer(text, first, last):
        end = match.end()
        if end < last and match[0][-1] in "”’」』）)》】〉" and _CARRIED_ON.match(text, end):
            continue
        if end < last and text[end] == '"' and text.count('"', start, end) % 2:
            end += 1
        if any(map(str.isalnum, text[start:end])) and (end >= last or end < words):
            yield start, end
            start = end
    if start < last and text[start:last].strip():
        yield start, last


def _short(text: str, bounds: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The bounds, with what no reader would call a sentence cut at a mark inside it."""
    for begin, end in bounds:
        start = begin
        while end - start > _LONGEST:
            limit = start + _LONGEST
            cut = max(text.rfind(mark, start + 1, limit) for mark in "；，、 ") + 1
            cut = cut if cut > start else limit
            yield start, cut
            start = cut
        yield start, end
