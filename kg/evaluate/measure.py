"""Annotations and a way to build, or a build, in; the score of each annotated document out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.compare import compare
from kg.evaluate.gold import Gold
from kg.evaluate.prediction import from_record
from kg.evaluate.score import Score
from kg.model import Document, Knowledge
from kg.pipeline import Failure, Progress, Settings, run_each, silent
from kg.text.decode import load

Annotated = Sequence[tuple[Gold, Path]]
"""Annotations with the files that they are of: what `kg.evaluate.pairs` finds."""


@dataclass(frozen=True)
class Evaluation:
    """The score of each annotated document, by the document's name, in the order of the annotations."""

    documents: tuple[tuple[str, Score], ...]

    @cached_property
    def total(self) -> Score:
        """That of all of them."""
        return sum((score for _, score in self.documents), Score())

    def as_dict(self, *, missed: int | None = None, extra: int | None = None) -> dict[str, object]:
        """All of it as plain data for JSON: the total, and the headline figures of each document.

        `missed` and `extra` are how many differences of each kind to keep; None keeps all.
        """
        return {
            **self.total.as_dict(missed=missed, extra=extra),
            "documents": [{"document": name, **score.headline()} for name, score in self.documents],
        }


def measure(
    annotated: Annotated,
    settings: Settings,
    *,
    workers: int | None = 1,
    strict: bool = False,
    progress: Progress = silent,
) -> Evaluation:
    """Build each annotated document as if it were the only one, and score what it gives.

    Raises `InputError` for a document that cannot be read: a score without it would be that of others.
    """
    return Evaluation(
        tuple(
            (document.name, compare(gold, from_record(made), document.text))
            for gold, made, document in build_each(
                annotated, settings, workers=workers, strict=strict, progress=progress
            )
        )
    )


def build_each(
    annotated: Annotated,
    settings: Settings,
    *,
    workers: int | None = 1,
    strict: bool = False,
    progress: Progress = silent,
) -> Iterator[tuple[Gold, Knowledge, Document]]:
    """Each annotation with what its document gives, built as if it were the only one, and the document."""
    paths = [path for _, path in annotated]
    results = run_each(paths, settings, workers=workers, strict=strict, progress=progress)
    for (gold, path), made in zip(annotated, results, strict=True):
        if isinstance(made, Failure):
            raise InputError(f"{made.name}: {made.reason}")
        yield gold, made, load(path, path.name)


def measure_built(annotated: Annotated, knowledge: Knowledge, where: str) -> Evaluation:
    """Score what a build of many documents says of each annotated one; `where` names the build in messages.

    Things are then one across documents, as the build made them. Raises `InputError` for a document that it does not
    hold.
    """
    digests = {source.digest for source in knowledge.sources}
    scores = []
    for gold, path in annotated:
        document = load(path, str(path))
        if document.digest not in digests:
            raise InputError(f"{path}: {where} does not hold this text; build it again, or leave --graph out")
        said = from_record(said_by(knowledge, document.digest))
        scores.append((path.name, compare(gold, said, document.text)))
    return Evaluation(tuple(scores))


def said_by(knowledge: Knowledge, digest: str) -> Knowledge:
    """What rests on one document: its entities, and the facts and observations with a quotation from it."""
    quoted = (
        replace(fact, evidence=tuple(one for one in fact.evidence if one.document == digest))
        for fact in knowledge.facts
    )
    return replace(
        knowledge,
        sources=tuple(source for source in knowledge.sources if source.digest == digest),
        entities=tuple(entity for entity in knowledge.entities if digest in entity.documents),
        facts=tuple(fact for fact in quoted if fact.evidence),
        observations=tuple(one for one in knowledge.observations if one.evidence.document == digest),
    )
