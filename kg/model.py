"""The frozen records that travel from room to room; they know nothing else of the project."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, NamedTuple

Status = Literal["Planned", "Underway", "Completed"]
SentenceKind = Literal["heading", "body", "byline", "caption"]


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file. Offsets everywhere count the characters of `text`; line ends are as in the file."""

    name: str
    """File name or path below the folder that was given; `dcterms:identifier`."""
    text: str
    encoding: str
    digest: str
    """SHA-256 of the bytes of the file, in hexadecimal: the document's identity."""


class Token(NamedTuple):
    """A word: `sentence.text[start:end] == text`; `tag` is its part of speech in jieba's dictionary or ''."""

    text: str
    start: int
    end: int
    tag: str


_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or by-line as the rules read it: one line, simplified script, half-width letters and digits.

    `offsets[i]` is the index in `Document.text` of the character `text[i]` (same length as `text`).
    """

    index: int
    text: str
    offsets: tuple[int, ...]
    kind: SentenceKind
    section: int
    paragraph: int
    tokens: tuple[Token, ...]

    def tokens_behind(self, position: int) -> Iterator[Token]:
        """The tokens that end behind a position, in order."""
        tokens = self.tokens
        for index in range(bisect_right(tokens, position, key=_END), len(tokens)):
            yield tokens[index]

    def tokens_from(self, position: int) -> Iterator[Token]:
        """The tokens that start at a position or behind it, in order."""
        tokens = self.tokens
        for index in range(bisect_left(tokens, position, key=_START), len(tokens)):
            yield tokens[index]

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that start in a stretch of the text."""
        tokens = self.tokens
        first = bisect_left(tokens, start, key=_START)
        return tokens[first : bisect_left(tokens, end, first, key=_START)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document, end exclusive, of `text[start:end]`."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of sentences under one heading; `head` is the short or full name of the division it is about, or ''."""

    index: int
    heading: int | None
    """Index of the heading's sentence."""
    level: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A document made readable: what `kg.text` hands on."""

    document: Document
    title: str
    date: str | None
    """The document's own date, ISO 8601 (day, month or year), where the text or the file's name states one."""
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of one sentence that names something: `reading.sentences[sentence].text[start:end]`."""

    sentence: int
    start: int
    end: int
    name: str
    """The name that the span stands for: usually the span, a completed one in `云岭、竹溪高铁`."""
    classes: tuple[str, ...]
    """Local names of the ontology's classes that fit, best first."""
    source: str
    """Id of the rule or gazetteer that found it."""
    score: float
    codes: tuple[str, ...] = ()
    """Division or country code, for gazetteer mentions."""
    nested: bool = False
    """Lies inside a longer mention of the same sentence."""
    variants: tuple[str, ...] = ()
    """Other printed forms of the same span, e.g. with the place before it or the word 项目 after it."""

    def inside(self) -> Mention:
        """The same mention as a nested one."""
        # written out: `replace` takes five times as long, and every second name is nested
        told = self.name, self.classes, self.source, self.score, self.codes
        return Mention(self.sentence, self.start, self.end, *told, nested=True, variants=self.variants)


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name of an entity and why it is taken for the same thing (`short form in the same document`, …)."""

    name: str
    reason: str
    documents: tuple[str, ...] = ()
    """Digests of the documents that call it so, for this reason; empty where an atlas does."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. `key` is the local part of its IRI; `classes` are leaf classes of the ontology, best first."""

    key: str
    name: str
    classes: tuple[str, ...]
    aliases: tuple[Alias, ...] = ()
    code: str = ""
    """GB/T 2260 code (6 digits; 9 for townships, 12 for villages) or ISO 3166 code of a country."""
    documents: tuple[str, ...] = ()
    """Digests of the documents that mention it; empty for background entities."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation: `document text[start:end] == quote`. `document` is the document's digest."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation between two entities, by their keys, and what it rests on (at least one evidence)."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]
    confidence: float
    status: Status | None = None
    time: str | None = None
    """EDTF date or interval."""
    rule: str = ""
    """Id of the frame that found it."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Further words of the text, e.g. ('post', '董事长')."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A number stated of an entity, in the base unit of its kind."""

    about: str
    indicator: str
    value: float
    unit: str
    """Local name of the ontology's unit: CNY, m2, m, percent, one, person, …"""
    evidence: Evidence
    confidence: float
    of: str = ""
    """What is counted or measured, as the text says it."""
    time: str | None = None
    qualifier: str = ""
    """atLeast, about, atMost or '' as 超, 近/约/左右 and 不足 say."""
    status: Status | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document without its text, as the graph describes it."""

    name: str
    digest: str
    title: str
    encoding: str
    length: int
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that one document says: the plain, picklable unit of work, cached and merged by union."""

    source: Source
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Many records made one: canonical entities, facts fused, background added. Every tuple is sorted."""

    sources: tuple[Source, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    observations: tuple[Observation, ...]
    background: tuple[Entity, ...] = ()
    """Divisions and countries above the mentioned ones, without documents of their own."""
    parents: tuple[tuple[str, str], ...] = ()
    """Division key → key of the division above it, background knowledge."""
    coordinates: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Division key → (longitude, latitude) in degrees, WGS 84."""
