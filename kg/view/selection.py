"""Knowledge and options in, the entities that the page holds out: checked names and, in a large graph, a part of it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from kg.errors import UsageError
from kg.graph.near import hint
from kg.model import Entity, Knowledge
from kg.view.options import ViewOptions
from kg.vocabulary import CLASSES, RELATIONS

_TOLD = 5
"""Documents that a message names."""


def importance(knowledge: Knowledge) -> dict[str, float]:
    """Weight of every entity: its facts, half of its observations, and a little for each document that names it."""
    weight = {entity.key: 0.1 * len(entity.documents) for entity in knowledge.entities}
    weight.update({entity.key: 0.0 for entity in knowledge.background})
    for fact in knowledge.facts:
        for end in (fact.subject, fact.object):
            weight[end] = weight.get(end, 0.0) + 1.0
    for observation in knowledge.observations:
        weight[observation.about] = weight.get(observation.about, 0.0) + 0.5
    return weight


def find(knowledge: Knowledge, name: str) -> Entity:
    """The entity that a key, name or alias stands for, the most connected one where several share it.

    Raises `UsageError` with near names where there is none.
    """
    weight = importance(knowledge)
    everyone = (*knowledge.entities, *knowledge.background)
    ranked = []
    for entity in everyone:
        if name in (entity.key, entity.name):
            ranked.append((0, -weight[entity.key], entity.key, entity))
        elif any(alias.name == name for alias in entity.aliases):
            ranked.append((1, -weight[entity.key], entity.key, entity))
    if ranked:
        return min(ranked, key=lambda row: row[:3])[3]
    names = {word for entity in everyone for word in (entity.name, *(alias.name for alias in entity.aliases))}
    raise UsageError(f"nothing in the graph is called {name}{hint(name, names)}")


def documents(knowledge: Knowledge, wanted: Iterable[str]) -> tuple[str, ...]:
    """Digests of the documents that names, digests or their beginnings stand for; raises `UsageError` for none."""
    found = []
    for name in wanted:
        matches = [source.digest for source in knowledge.sources if source.name == name]
        matches = matches or [source.digest for source in knowledge.sources if source.digest.startswith(name)]
        matches = matches or [source.digest for source in knowledge.sources if source.name.startswith(name)]
        if not matches or not name:
            names = [source.name for source in knowledge.sources]
            raise UsageError(f"no document is called {name}{hint(name, names) or f'; there are {_some(names)}'}")
        found += matches
    return tuple(sorted(set(found)))


def _some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    return ", ".join(sorted(names)[:_TOLD]) + more


def check(options: ViewOptions) -> None:
    """Raises `UsageError` for a class, relation or number that cannot be meant."""
    for kind, names, known in (("class", options.classes, CLASSES), ("relation", options.relations, RELATIONS)):
        for name in names:
            if name not in known:
                raise UsageError(f"unknown {kind} '{name}'; known: {', '.join(known)}")
    if options.depth not in (1, 2, 3):
        raise UsageError(f"depth is 1, 2 or 3, not {options.depth}")
    if not 0.0 <= options.min_confidence <= 1.0:
        raise UsageError(f"a confidence lies between 0 and 1, not at {options.min_confidence}")
    if options.max_nodes < 1:
        raise UsageError(f"the page needs at least one node, not {options.max_nodes}")


def keep(knowledge: Knowledge, options: ViewOptions) -> frozenset[str]:
    """Keys of the entities that the page holds: all, or the `max_nodes` that are reached first from the hubs.

    What the options ask for comes first. From the focus, or else from the most connected entity, the part grows along
    facts to whichever neighbour is connected best, so that it hangs together.
    """
    everyone = {entity.key: entity for entity in (*knowledge.entities, *knowledge.background)}
    if len(everyone) <= options.max_nodes:
        return frozenset(everyone)
    weight = importance(knowledge)
    neighbours: dict[str, list[str]] = {key: [] for key in everyone}
    wanted = Counter[str]()
    for fact in knowledge.facts:
        neighbours[fact.subject].append(fact.object)
        neighbours[fact.object].append(fact.subject)
        if _asked_for(fact.predicate, fact.confidence, options):
            wanted.update((fact.subject, fact.object))

    def rank(key: str) -> tuple[bool, float, str]:
        asked = bool(wanted[key]) and (not options.classes or bool({*options.classes} & {*everyone[key].classes}))
        return (not asked, -weight[key], key)

    order = sorted(everyone, key=rank)
    seeds = deque([find(knowledge, options.focus).key, *order] if options.focus else order)
    kept: dict[str, None] = {}
    frontier: list[str] = []
    while len(kept) < options.max_nodes and (frontier or seeds):
        if not frontier:
            frontier.append(seeds.popleft())
        ring = sorted({key for key in frontier if key not in kept}, key=rank)[: options.max_nodes - len(kept)]
        kept.update(dict.fromkeys(ring))
        frontier = [other for key in ring for other in neighbours[key] if other not in kept]
    return frozenset(kept)


def _asked_for(relation: str, confidence: float, options: ViewOptions) -> bool:
    return confidence >= options.min_confidence and (not options.relations or relation in options.relations)
