"""Counts of a graph in, its description as a dataset out (DCAT, VoID, PROV-O)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from kg.graph import rows, terms
from kg.graph.blocks import Block, Nested, Row, triples
from kg.graph.terms import integer, iri, text
from kg.model import Knowledge
from kg.vocabulary import DCAT, DCTERMS, KG, PROV, RDFS, SCHEMA, VOID

TITLES = (("区域经济知识图谱", "zh"), ("Regional economy knowledge graph", "en"))
DESCRIPTIONS = (
    ("从中文区域经济报道中提取的地方、组织、项目及其关系与数据，每条都附原文出处。", "zh"),
    ("Places, organizations, projects, their relations and figures, each with the sentences that say so.", "en"),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of what, and a digest of all of it."""

    triples: int
    classes: Counter[str]
    """Instances by class, tokens of the ontology's classes only."""
    properties: Counter[str]
    """Triples by property, tokens of the ontology's properties only."""
    digest: str
    """12 hexadecimal digits: the same for two graphs exactly if they say the same."""


def count(blocks: Iterable[Block]) -> Counts:
    """Count what `blocks` say, each triple once."""
    classes: list[str] = []
    properties: list[str] = []
    add = properties.append
    hashed = sha256()
    kind = rows.TYPE
    for block in blocks:
        lines = []
        for predicate, object_, _ in block.rows:  # what `triples` gives, without a tuple for each
            told = object_ if isinstance(object_, str) else object_.label
            add(predicate)
            if predicate == kind:
                classes.append(told)
            lines.append(f"{predicate} {told} {block.subject}")
            if not isinstance(object_, str):
                properties += [inner for inner, _ in object_.rows]
                classes += [value for inner, value in object_.rows if inner == kind]
                lines += [f"{inner} {value} {told}" for inner, value in object_.rows]
        hashed.update("\n".join(lines).encode())
    return Counts(len(properties), _ours(Counter(classes)), _ours(Counter(properties)), hashed.hexdigest()[:12])


def _ours(counter: Counter[str]) -> Counter[str]:
    return Counter({token: number for token, number in counter.items() if token[1:-1] in KG})


def describe(knowledge: Knowledge, counts: Counts, *, version: str, date: str | None) -> list[Block]:
    """The dataset, the build that made it and the software, as blocks of the dataset graph.

    `void:triples` counts the description too: it is what a parser finds in graph.ttl and evidence.ttl together.
    """
    blocks = _description(knowledge, counts, version, date, total=0)
    total = counts.triples + sum(1 for block in blocks for _ in triples(block))
    return _description(knowledge, counts, version, date, total)


def _description(knowledge: Knowledge, counts: Counts, version: str, date: str | None, total: int) -> list[Block]:
    dataset: list[tuple[str, str | Nested]] = [
        (rows.TYPE, iri(DCAT.Dataset)),
        (rows.TYPE, iri(VOID.Dataset)),
        *((iri(DCTERMS.title), text(*title)) for title in TITLES),
        *((iri(DCTERMS.description), text(*words)) for words in DESCRIPTIONS),
        (iri(DCTERMS.language), text("zh")),
        *([(iri(DCTERMS.modified), terms.date(date))] if date else []),
        (iri(DCAT.version), text(counts.digest)),
        (iri(PROV.wasGeneratedBy), iri(terms.BUILD)),
        (iri(VOID.uriSpace), text(terms.BASE)),
        (iri(VOID.vocabulary), iri(KG.base)),
        (iri(VOID.documents), integer(len(knowledge.sources))),
        (iri(VOID.entities), integer(len(knowledge.entities) + len(knowledge.background))),
        (iri(VOID.triples), integer(total)),
        (iri(VOID.classes), integer(len(counts.classes))),
        (iri(VOID.properties), integer(len(counts.properties))),
    ]
    for name, of, number, table in (
        ("classPartition", "class", "entities", counts.classes),
        ("propertyPartition", "property", "triples", counts.properties),
    ):
        for token in sorted(table):
            part = ((iri(VOID[of]), token), (iri(VOID[number]), integer(table[token])))
            label = f"_:v{token.rpartition('#')[2][:-1]}-{of}"
            dataset.append((iri(VOID[name]), Nested(label, part)))
    build: list[tuple[str, str | Nested]] = [
        (rows.TYPE, iri(PROV.Activity)),
        (iri(PROV.wasAssociatedWith), iri(terms.SOFTWARE)),
        *((iri(PROV.used), terms.document(digest)) for digest in sorted(one.digest for one in knowledge.sources)),
    ]
    software: list[tuple[str, str | Nested]] = [
        (rows.TYPE, iri(PROV.SoftwareAgent)),
        (iri(RDFS.label), text("kg")),
        (iri(SCHEMA.softwareVersion), text(version)),
    ]
    subjects = ((terms.DATASET, dataset), (terms.BUILD, build), (terms.SOFTWARE, software))
    graphs = (terms.DATASET_GRAPH,)
    return [
        Block(iri(subject), [Row(predicate, object_, graphs) for predicate, object_ in said])
        for subject, said in subjects
    ]
