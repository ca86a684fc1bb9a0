"""Statements of one document in as they are found, its facts out: one for each relation, with all its evidence."""

from __future__ import annotations

from dataclasses import replace

from kg.entities.link import Span
from kg.model import Evidence, Fact, Reading, Sentence, Status

SYMMETRIC = frozenset(["cooperatesWith", "sisterCityOf"])


class Collected:
    """Facts of a document: the surest statement of a relation says what it is like, the evidence of all adds up."""

    def __init__(self, reading: Reading) -> None:
        self._document = reading.document
        self._found: dict[tuple[str, str, str], Fact] = {}

    def add(
        self,
        sentence: Sentence,
        subject: Span,
        predicate: str,
        obj: Span,
        rule: str,
        confidence: float,
        *,
        status: Status | None = None,
        time: str | None = None,
        attributes: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Takes what a sentence states; what a thing would say of itself is left out."""
        if subject.key == obj.key:
            return
        left, right = subject.key, obj.key
        if predicate in SYMMETRIC and right < left:
            left, right = right, left
        start, end = sentence.span(0, len(sentence.text))
        evidence = Evidence(self._document.digest, start, end, self._document.text[start:end])
        fact = Fact(left, predicate, right, (evidence,), round(confidence, 3), status, time, rule, attributes)
        previous = self._found.get((left, predicate, right))
        self._found[left, predicate, right] = _united(previous, fact) if previous else fact

    def facts(self) -> tuple[Fact, ...]:
        """All facts, sorted."""
        return tuple(self._found[relation] for relation in sorted(self._found))


def _united(previous: Fact, fact: Fact) -> Fact:
    best, other = (fact, previous) if fact.confidence > previous.confidence else (previous, fact)
    return replace(
        best,
        evidence=tuple(sorted({*best.evidence, *other.evidence}, key=lambda evidence: evidence.start)),
        status=best.status or other.status,
        time=best.time or other.time,
        attributes=best.attributes or other.attributes,
    )
