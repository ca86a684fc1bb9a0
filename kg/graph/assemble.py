"""Knowledge in, its RDF out: blocks for graph.ttl and evidence.ttl, each row in the named graphs that say it.

An entity is described in the graph of every document that mentions it, so that each named graph can be read by itself;
what an atlas knows (codes, parents, coordinates) stands in the background graph, the description of the whole in the
dataset graph.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import TypeVar

from kg import __version__
from kg.graph import rows, terms
from kg.graph.blocks import Block, Row
from kg.graph.dataset import count, describe
from kg.model import Evidence, Fact, Knowledge, Observation

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Assembled:
    """A graph ready to be written: the blocks of the two files, in the order of the files."""

    graph: list[Block]
    evidence: list[Block]

    def blocks(self) -> Iterator[Block]:
        """All blocks; a subject may have one in each file. No triple comes twice."""
        return chain(self.graph, self.evidence)


def assemble(knowledge: Knowledge, *, version: str = __version__, date: str | None = None) -> Assembled:
    """The RDF of `knowledge` (shape: docs/rdf.md), in an order that depends on nothing but what it says.

    `version` is this software's. `date` is the dataset's, ISO 8601; left out, it is that of the newest document, or
    where none has a date the one that SOURCE_DATE_EPOCH tells; never the clock's, so that the bytes stay the same.
    Raises `ValueError` where a fact or an observation names an entity or a document that `knowledge` does not have.
    """
    graph, evidence = _blocks(knowledge)
    counts = count(chain(graph, evidence))
    newest = date or max((source.date for source in knowledge.sources if source.date), default=None)
    return Assembled([*describe(knowledge, counts, version=version, date=newest or _told_date()), *graph], evidence)


def _told_date() -> str | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), in UTC."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds.isdecimal() else None


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """The facts sorted, each once: the two directions of a symmetric relation are one, with the evidence of both."""
    found: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        key = terms.oriented(fact.subject, fact.predicate, fact.object)
        one = fact if fact.subject == key[0] else replace(fact, subject=key[0], object=key[2])
        other = found.get(key)
        if other is not None:
            together = {rows.place(each): each for each in (*other.evidence, *one.evidence)}
            evidence = tuple(together[where] for where in sorted(together))
            one = replace(max(other, one, key=_sureness), evidence=evidence)
        found[key] = one
    return [found[key] for key in sorted(found)]


def _sureness(fact: Fact) -> tuple[float, str, str, str, tuple[tuple[str, str], ...]]:
    """The surer fact is the greater; beyond that, anything that does not depend on the order in which they came."""
    return fact.confidence, fact.rule, fact.status or "", fact.time or "", fact.attributes


def distinct(observations: Iterable[Observation]) -> list[Observation]:
    """The observations sorted, each once: of two that say the same at the same place, the surer one."""
    found: dict[str, Observation] = {}
    for one in observations:
        iri = rows.observation_iri(one)
        other = found.setdefault(iri, one)
        if (one.confidence, one.rule) > (other.confidence, other.rule):
            found[iri] = one
    return [found[iri] for iri in sorted(found, key=lambda iri: rows.observation_order(found[iri], iri))]


def _blocks(knowledge: Knowledge) -> tuple[list[Block], list[Block]]:
    """Blocks of the two files, without the dataset's description."""
    graphs = {source.digest: terms.document_graph(source.digest) for source in knowledge.sources}
    entities = {entity.key: entity for entity in chain(knowledge.background, knowledge.entities)}
    quotations: dict[tuple[str, int, int], Evidence] = {}

    def said_by(evidence: Iterable[Evidence]) -> tuple[str, ...]:
        for one in evidence:
            quotations[rows.place(one)] = one
        return tuple(sorted({_known(graphs, one.document, "document") for one in evidence}))

    relations: dict[str, list[Row]] = {}
    statements = []
    for fact in merged(knowledge.facts):
        _known(entities, fact.object, "entity")
        where = said_by(fact.evidence)
        relations.setdefault(_known(entities, fact.subject, "entity").key, []).append(rows.relation(fact, where))
        statements.append(rows.statement(fact, where))
    observations = []
    for observation in distinct(knowledge.observations):
        _known(entities, observation.about, "entity")
        observations.append(rows.observation_block(observation, said_by([observation.evidence])))
    parents = dict(knowledge.parents)
    described = []
    aliases = []
    for key in sorted(entities):
        entity = entities[key]
        where = tuple(sorted({_known(graphs, digest, "document") for digest in entity.documents}))
        where = where or (terms.BACKGROUND_GRAPH,)
        if key in parents:
            _known(entities, parents[key], "entity")
        about = [
            *rows.identity(entity, where),
            *rows.atlas(entity, parents.get(key), knowledge.coordinates.get(key)),
            *rows.mentions(entity),
            *sorted(relations.get(key, ())),
        ]
        described.append(Block(terms.entity(key), about))
        if reasons := rows.reasons(entity, where):
            aliases.append(reasons)
    sources = sorted(knowledge.sources, key=lambda source: source.digest)
    return (
        [*described, *observations],
        [
            *(block for source in sources for block in (rows.document_block(source), rows.derivation(source))),
            *aliases,
            *statements,
            *(rows.selection(quotations[place]) for place in sorted(quotations)),
        ],
    )


def _known(table: Mapping[str, _T], key: str, kind: str) -> _T:
    if key not in table:
        raise ValueError(f"a record names the {kind} {key!r}, which is not there")
    return table[key]
