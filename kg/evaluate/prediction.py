"""A document's record, or the Turtle of a graph, in; what it says, as the comparison wants it, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError
from kg.model import Knowledge, Record
from kg.vocabulary import KG, LEAF_CLASSES, OA, RDF, RDFS, SKOS


@dataclass(frozen=True, slots=True)
class Named:
    """An entity: its preferred names, its other names, its leaf classes."""

    preferred: tuple[str, ...]
    others: tuple[str, ...]
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """An evidence: the document's text from `start` to `end` should be `words`."""

    start: int
    end: int
    words: str

    def stands_in(self, text: str) -> bool:
        return self.start >= 0 and bool(self.words.strip()) and text[self.start : self.end] == self.words


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact between two entities, by their keys, with at least one evidence; None is one that is incomplete."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Quote | None, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that is stated of an entity, by its key."""

    about: str
    indicator: str
    value: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is said of one document. Keys are those of the record, or IRIs."""

    entities: Mapping[str, Named]
    facts: tuple[Stated, ...]
    observations: tuple[Measured, ...]


def from_record(record: Record | Knowledge) -> Prediction:
    """What the extraction of one document says, before or after names are made canonical."""
    return Prediction(
        entities={
            entity.key: Named((entity.name,), tuple(alias.name for alias in entity.aliases), frozenset(entity.classes))
            for entity in record.entities
        },
        facts=tuple(
            Stated(
                fact.subject, fact.predicate, fact.object, tuple(Quote(e.start, e.end, e.quote) for e in fact.evidence)
            )
            for fact in record.facts
        ),
        observations=tuple(Measured(one.about, one.indicator, one.value) for one in record.observations),
    )


def from_graph(files: Iterable[Path]) -> Prediction:
    """What Turtle files say: entities are resources with `kg:mentionedIn`, facts `rdf:Statement`s with evidence.

    Raises `OutputError` for a file that cannot be read.
    """
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, file in enumerate(files):
        try:
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
                about[_key(quad.subject, number)][quad.predicate.value].append(_key(quad.object, number))
        except (OSError, SyntaxError) as error:
            raise OutputError(f"{file}: cannot be read as Turtle: {error}") from error
    entities, facts, observations = {}, [], []
    for subject in sorted(about):
        said = about[subject]
        if said[KG.mentionedIn]:
            entities[subject] = Named(
                preferred=tuple(sorted(said[SKOS.prefLabel]) + sorted(said[RDFS.label])),
                others=tuple(sorted(said[SKOS.altLabel])),
                classes=frozenset(KG.local(iri) for iri in said[RDF.type] if iri in KG).intersection(LEAF_CLASSES),
            )
        if RDF.Statement in said[RDF.type]:
            ends = [said[term][0] if said[term] else "" for term in (RDF.subject, RDF.predicate, RDF.object)]
            evidence = tuple(_quote(about, node) for node in sorted(said[KG.evidence]))
            if all(ends) and evidence:
                facts.append(Stated(ends[0], _local(ends[1]), ends[2], evidence))
        if KG.Observation in said[RDF.type] and said[KG.about] and said[KG.value]:
            indicator = _local(said[KG.indicator][0]) if said[KG.indicator] else ""
            observations.append(Measured(said[KG.about][0], indicator, float(said[KG.value][0])))
    return Prediction(entities, tuple(facts), tuple(observations))


def _key(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, number: int) -> str:
    if isinstance(node, ox.BlankNode):
        return f"_:{number}-{node.value}"
    return "" if isinstance(node, ox.Triple) else node.value


def _local(iri: str) -> str:
    return KG.local(iri) if iri in KG else ""


def _quote(about: Mapping[str, Mapping[str, list[str]]], node: str) -> Quote | None:
    found: dict[str, str] = {}
    for selector in about[node][OA.hasSelector]:
        for term in (OA.exact, OA.start, OA.end):
            found.update((term, value) for value in about[selector][term])
    if len(found) < 3:
        return None
    return Quote(int(found[OA.start]), int(found[OA.end]), found[OA.exact])
