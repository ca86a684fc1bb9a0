"""A decoded document in, its `Reading` out: sections, sentences and tokens, its title and its date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from kg.model import Document, Reading, Section, Sentence
from kg.text.dates import document_date
from kg.text.layout import lines
from kg.text.markup import clean
from kg.text.punctuation import widen
from kg.text.repair import paragraphs
from kg.text.script import normalize
from kg.text.sections import sections
from kg.text.sentences import Piece, pieces
from kg.text.spacing import close_up
from kg.text.tokens import Tokenizer

_TITLE = 40
"""Longest first line that can stand as a title where there is no heading."""


def read(document: Document, tokenizer: Tokenizer) -> Reading:
    """The document as the rules read it. Pure: the same document and tokenizer give the same reading."""
    normal = close_up(widen(normalize(clean(document.text))))
    found = [(paragraph, cut) for paragraph in paragraphs(lines(normal)) if (cut := list(pieces(paragraph, normal)))]
    cuts = [cut for _, cut in found]
    numbered = sections(cuts, [paragraph.level for paragraph, _ in found])
    tokens = tokenizer.tokenize([piece.text for cut in cuts for piece in cut])
    sentences: list[Sentence] = []
    opened: dict[int, Section] = {}
    for number, (cut, (section, level)) in enumerate(zip(cuts, numbered, strict=True)):
        if section not in opened:
            opened[section] = Section(section, len(sentences) if level else None, level)
        for piece in cut:
            index = len(sentences)
            sentences.append(Sentence(index, piece.text, piece.offsets, piece.kind, section, number, tokens[index]))
    return Reading(
        document=document,
        title=_title(document, cuts),
        date=document_date(document.name, [(s.kind, s.text) for s in sentences]),
        sections=tuple(opened[key] for key in sorted(opened)),
        sentences=tuple(sentences),
    )


def _title(document: Document, cuts: Sequence[Sequence[Piece]]) -> str:
    """The first heading, else a short first line, else the file's name without its ending."""
    headings = [cut[0].text for cut in cuts if cut[0].kind == "heading"]
    heading = next((text for text in headings if text[0] not in "【[〔"), headings[0] if headings else "")
    if heading:
        return heading
    first = next((cut for cut in cuts if cut[0].kind == "body"), None)
    if first and len(first) == 1 and len(first[0].text) <= _TITLE:
        return first[0].text
    return PurePosixPath(document.name).stem
