"""Statements of one document in as they are found, its facts out: one for each relation, with all its evidence."""

from __future__ import annotations

from dataclasses import replace

from kg.entities.link import Span
from kg.model import Evidence, Fact, Reading, Sentence, Status

SYMMETRIC = frozenset(["cooperatesWith", "sisterCityOf"])
_BUILDERS = frozenset(["Enterprise", "School", "ResearchInstitute", "Hospital", "Government", "Alliance"])
"""Who builds in the stead of the district where a work stands (rule 14 of the annotation guide)."""


class Collected:
    """Facts of a document: the surest statement of a relation says what it is like, the evidence of all adds up."""

    def __init__(self, reading: Reading) -> None:
        self._document = reading.document
        self._found: dict[tuple[str, str, str], Fact] = {}
        self._implied: dict[tuple[str, str, str], Fact] = {}
        self._built: set[str] = set()

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
        implied: bool = False,
    ) -> None:
        """Takes what a sentence states; what a thing would say of itself is left out.

        An `implied` builder is the one who builds if nobody else in the document does.
        """
        if subject.key == obj.key:
            return
        left, right = subject.key, obj.key
        if predicate in SYMMETRIC and right < left:
            left, right = right, left
        start, end = sentence.span(0, len(sentence.text))
        evidence = Evidence(self._document.digest, start, end, self._document.text[start:end])
        fact = Fact(left, predicate, right, (evidence,), round(confidence, 3), status, time, rule, attributes)
        if predicate == "builds" and not implied and subject.classes[0] in _BUILDERS:
            self._built.add(right)
        facts = self._implied if implied else self._found
        previous = facts.get((left, predicate, right))
        facts[left, predicate, right] = _united(previous, fact) if previous else fact

    def facts(self) -> tuple[Fact, ...]:
        """All facts, sorted."""
        found = dict(self._found)
        for relation, fact in self._implied.items():
            if relation in found:
                found[relation] = _united(found[relation], fact)
            elif relation[2] not in self._built:
                found[relation] = fact
        return tuple(found[relation] for relation in sorted(found))


def _united(previous: Fact, fact: Fact) -> Fact:
    best, other = (fact, previous) if fact.confidence > previous.confidence else (previous, fact)
    return replace(
        best,
        evidence=tuple(sorted({*best.evidence, *other.evidence}, key=lambda evidence: evidence.start)),
        status=best.status or other.status,
        time=best.time or other.time,
        attributes=best.attributes or other.attributes,
    )
