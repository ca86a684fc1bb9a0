"""An entity in, it and what stands around it in the form of the explorer's own data out: for pages that hold a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Store
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.graph import terms
from kg.graph.reading import Records, key_of, looking_into
from kg.model import Knowledge
from kg.ontology import Ontology
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal
from kg.serve.source import Source
from kg.view.options import DEFAULTS
from kg.view.payload import payload
from kg.vocabulary import ENT, KG, RELATIONS, SKOS

MOST = 300
"""Entities of an answer: more than a picture can show around one point."""
DEEPEST = 3
_SCANNED = 20_000
"""Facts of one entity that are looked at; of the largest hubs the rest is in queries."""
_RELATIONS = frozenset(KG[name] for name in RELATIONS)

Link = tuple[str, str, str]
"""Subject, relation and object, by IRI."""


async def neighbourhood(request: Request) -> Response:
    """The entity `id` (a key or an IRI), those within `depth` steps, at most `limit`, and all that is said of them."""
    given = request.query_params
    wanted = given.get("id", "")
    if not wanted.strip():
        raise Refusal(400, "there is no id: /neighbourhood?id=KEY names the entity")
    depth = _number(given.get("depth", "1"), "depth", DEEPEST)
    limit = _number(given.get("limit", str(MOST)), "limit", MOST)
    pool: Pool = request.app.state.pool
    source: Source = request.app.state.source
    found = await pool.work(lambda: around(source.store, wanted, depth, limit))
    return JSONResponse(found, headers={"Cache-Control": "no-cache"})


def around(store: Store, name: str, depth: int, limit: int) -> dict[str, Any]:
    """The tables of `kg.view.payload` for the neighbourhood, the `root` in them, and how many were `left` out.

    The nearest come first; of those at the same distance, the ones that more facts join to what is there already.
    Raises `Refusal` (404) where the graph knows no such entity.
    """
    root = _root(store, name)
    kept: dict[str, None] = {root: None}
    links: dict[Link, None] = {}
    ring, seen = [root], {root}
    for _ in range(depth):
        met: Counter[str] = Counter()
        for entity in ring:
            for link in islice(_links(store, entity), _SCANNED):
                links[link] = None
                met.update(end for end in (link[0], link[2]) if end not in kept)
        near = sorted(met, key=lambda iri: (-met[iri], iri))
        ring = near[: limit - len(kept)]
        seen.update(met)
        kept.update(dict.fromkeys(ring))
    for entity in ring:  # the outermost are not looked around from, but what they say of each other belongs here
        links.update(dict.fromkeys(islice(_outgoing(store, entity), _SCANNED)))
    knowledge = _knowledge(store, list(kept), [link for link in links if link[0] in kept and link[2] in kept])
    held = frozenset(entity.key for entity in (*knowledge.entities, *knowledge.background))
    data = payload(knowledge, DEFAULTS, held, Ontology.load())
    del data["start"], data["meta"], data["groups"], data["statuses"]  # the page has its own
    number = next(place for place, row in enumerate(data["entities"]) if row["k"] == key_of(root))
    return {"root": number, "left": len(seen) - len(kept), **data}


def _knowledge(store: Store, entities: list[str], links: list[Link]) -> Knowledge:
    """What the store says of these entities, the divisions above them, and these links between them."""
    records = Records(looking_into(store))
    above = [iri for entity in entities for iri in _above(store, entity)]
    facts = {terms.fact(key_of(s), KG.local(p), key_of(o))[1:-1] for s, p, o in links}
    figures = [iri for entity in entities for iri in islice(_subjects(store, KG.about, entity), _SCANNED)]
    found = records.knowledge(
        entities=[*entities, *above],
        facts=[iri for iri in facts if _says(store, iri, KG.confidence)],
        observations=figures,
        sources=(),
    )
    digests = {digest for entity in found.entities for digest in entity.documents}
    digests |= {evidence.document for fact in found.facts for evidence in fact.evidence}
    digests |= {seen.evidence.document for seen in found.observations}
    return replace(found, sources=tuple(records.source(terms.document(digest)[1:-1]) for digest in sorted(digests)))


def _root(store: Store, name: str) -> str:
    name = name.strip()
    try:
        node = NamedNode(name if name.startswith(ENT) else terms.entity(name)[1:-1])
    except ValueError:
        node = None  # what a person typed is often no IRI
    if node is None or not _says(store, node.value, SKOS.prefLabel):
        raise Refusal(404, f"the graph knows no entity {' '.join(name.split())[:200]}")
    return node.value


def _links(store: Store, entity: str) -> Iterator[Link]:
    yield from _outgoing(store, entity)
    for quad in store.quads_for_pattern(None, None, NamedNode(entity), DefaultGraph()):
        if quad.predicate.value in _RELATIONS and isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.predicate.value, entity


def _outgoing(store: Store, entity: str) -> Iterator[Link]:
    for quad in store.quads_for_pattern(NamedNode(entity), None, None, DefaultGraph()):
        if quad.predicate.value in _RELATIONS and isinstance(quad.object, NamedNode):
            yield entity, quad.predicate.value, quad.object.value


def _says(store: Store, subject: str, predicate: str) -> bool:
    return any(True for _ in store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, DefaultGraph()))


def _above(store: Store, entity: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(NamedNode(entity), NamedNode(KG.parentDivision), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode):
            yield quad.object.value


def _subjects(store: Store, predicate: str, entity: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, NamedNode(predicate), NamedNode(entity), DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _number(given: str, name: str, most: int) -> int:
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given[:9]) <= most:
        raise Refusal(400, f"{name} is a number from 1 to {most}")
    return int(given)
