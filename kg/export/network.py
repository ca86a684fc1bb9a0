"""Knowledge in, a networkx graph or GraphML out: entities as nodes, facts as edges."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from kg.export.rdfxml import legal
from kg.graph.assemble import merged
from kg.graph.terms import entity as entity_iri
from kg.graph.terms import fact as fact_iri
from kg.model import Knowledge
from kg.ontology import Ontology
from kg.vocabulary import SYMMETRIC

if TYPE_CHECKING:
    import networkx

SEPARATOR = "; "
"""Between the values of an attribute that has several, in GraphML."""


def to_networkx(knowledge: Knowledge) -> networkx.MultiDiGraph[str]:
    """Nodes by entity key, edges by the relation's name.

    Node: `name`, `classes`, `aliases` (names), `code`, `documents` (digests; none: background), `parent` (key of the
    division above, or ''), `iri`, and where known `longitude` and `latitude`. Edge: `label` (in Chinese),
    `confidence`, `status`, `time`, `rule` ('' where there is none), `symmetric`, `attributes` (a dict), `evidence`
    (the records), `iri`.
    """
    import networkx  # noqa: PLC0415 (a third of a second that only those who want it should pay)

    ontology = Ontology.load()
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    parents = dict(knowledge.parents)
    for entity in sorted(chain(knowledge.entities, knowledge.background), key=lambda one: one.key):
        place = knowledge.coordinates.get(entity.key)
        graph.add_node(
            entity.key,
            name=entity.name,
            classes=entity.classes,
            aliases=tuple(sorted({alias.name for alias in entity.aliases})),
            code=entity.code,
            documents=entity.documents,
            parent=parents.get(entity.key, ""),
            iri=entity_iri(entity.key)[1:-1],
            **({} if place is None else {"longitude": place[0], "latitude": place[1]}),
        )
    for fact in merged(knowledge.facts):
        graph.add_edge(
            fact.subject,
            fact.object,
            key=fact.predicate,
            label=ontology.label(fact.predicate),
            confidence=fact.confidence,
            status=fact.status or "",
            time=fact.time or "",
            rule=fact.rule,
            symmetric=fact.predicate in SYMMETRIC,
            attributes=dict(fact.attributes),
            evidence=fact.evidence,
            iri=fact_iri(fact.subject, fact.predicate, fact.object)[1:-1],
        )
    return graph


def graphml(knowledge: Knowledge) -> Iterator[str]:
    """The whole of a GraphML document. The names of the relations are in `relation`, quotations in `quotes`."""
    import networkx  # noqa: PLC0415 (see above)

    graph = to_networkx(knowledge)
    flat: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for key, said in graph.nodes(data=True):
        flat.add_node(key, **_flat(said))
    for number, (subject, object_, relation, said) in enumerate(graph.edges(keys=True, data=True)):
        quotes = SEPARATOR.join(one.quote for one in said["evidence"])
        attributes = SEPARATOR.join(f"{name}={value}" for name, value in said["attributes"].items())
        rest = {name: value for name, value in said.items() if name not in {"evidence", "attributes"}}
        # Edges have ids of their own: GraphML wants them unique in the file.
        edge = _flat({"relation": relation, **rest, "attributes": attributes, "quotes": quotes})
        flat.add_edge(subject, object_, key=f"e{number}", **edge)
    buffer = io.BytesIO()
    networkx.write_graphml_xml(flat, buffer, named_key_ids=True)
    yield buffer.getvalue().decode("utf-8")


def _flat(said: Mapping[str, object]) -> dict[str, object]:
    """Attributes as GraphML has them: numbers, truth values and legal strings."""
    return {
        name: legal(SEPARATOR.join(value) if isinstance(value, tuple) else value)
        if isinstance(value, str | tuple)
        else value
        for name, value in said.items()
    }
