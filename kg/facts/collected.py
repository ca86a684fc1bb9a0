"""Statements of one document in as they are found, its facts out: one for each relation, with all its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.entities.link import Span
from kg.facts.confidence import Confidences, Feature, of_fact
from kg.model import Evidence, Fact, Reading, Sentence, Status
from kg.vocabulary import SYMMETRIC

_BUILDERS = frozenset(["Enterprise", "School", "ResearchInstitute", "Hospital", "Government", "Alliance"])
"""Who builds in the stead of the district where a work stands (rule 14 of the annotation guide)."""


@dataclass(frozen=True, slots=True)
class _Statements:
    """What states one relation: the fact so far, what its surest statement looks like, and the rules of all."""

    fact: Fact
    features: tuple[Feature, ...]
    rules: frozenset[str]

    def joined(self, later: _Statements) -> _Statements:
        """Both; of equally sure ones the first leads."""
        surer = later.fact.confidence > self.fact.confidence
        features = later.features if surer else self.features
        return _Statements(_united(self.fact, later.fact), features, self.rules | later.rules)


class Collected:
    """Facts of a document: the surest statement of a relation says what it is like, the evidence of all adds up.

    A statement is as sure as its rule says; `confidences` judge the fact that comes of it.
    """

    def __init__(self, reading: Reading, confidences: Confidences | None = None) -> None:
        self._document = reading.document
        self._confidences = confidences
        self._found: dict[tuple[str, str, str], _Statements] = {}
        self._implied: dict[tuple[str, str, str], _Statements] = {}
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
        said = _Statements(fact, of_fact(sentence, subject, predicate, obj, rule), frozenset([rule]))
        rows = self._implied if implied else self._found
        previous = rows.get((left, predicate, right))
        rows[left, predicate, right] = previous.joined(said) if previous else said

    def facts(self) -> tuple[Fact, ...]:
        """All facts, sorted."""
        found = dict(self._found)
        for relation, said in self._implied.items():
            if relation in found:
                found[relation] = found[relation].joined(said)
            elif relation[2] not in self._built:
                found[relation] = said
        return tuple(self._judged(found[relation]) for relation in sorted(found))

    def _judged(self, said: _Statements) -> Fact:
        if self._confidences is None:
            return said.fact
        again = (("again", "by another rule"),) if len(said.rules) > 1 else ()
        one = said.fact
        sure = self._confidences.fact((*said.features, *again), one.confidence)
        return Fact(
            one.subject, one.predicate, one.object, one.evidence, sure, one.status, one.time, one.rule, one.attributes
        )


def _united(previous: Fact, fact: Fact) -> Fact:
    best, other = (fact, previous) if fact.confidence > previous.confidence else (previous, fact)
    return replace(
        best,
        evidence=tuple(sorted({*best.evidence, *other.evidence}, key=lambda evidence: evidence.start)),
        status=best.status or other.status,
        time=best.time or other.time,
        attributes=best.attributes or other.attributes,
    )
