"""Knowledge and labels in, the plain data that the page carries out: tables that point at each other by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kg.graph import rows, terms
from kg.model import Entity, Evidence, Knowledge
from kg.ontology import Ontology
from kg.view import selection
from kg.view.options import ViewOptions
from kg.view.pinyin import syllables

PARENT = "parentDivision"
"""The relation of background knowledge: drawn only on demand and without evidence."""
GROUPS = ("AdministrativeDivision", "Organization", "Place", "Entity")
"""Superclasses under which the legend gathers the classes, the narrower before the wider."""
LONGEST_PINYIN = 40
"""Characters of a name that are spelled out: nobody types more."""

Json = dict[str, Any]


class _Table:
    """Rows by number: the same value gets the same number."""

    def __init__(self) -> None:
        self.rows: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self.rows.setdefault(value, len(self.rows))


def payload(
    knowledge: Knowledge,
    options: ViewOptions,
    kept: frozenset[str],
    ontology: Ontology,
    progress: Callable[[str, int, int], None] | None = None,
) -> Json:
    """All that the page shows, ready for JSON; the layout of each row is told in `docs/view.md`.

    `kept` are the keys of the entities that the page holds; facts and observations of others are left out and counted.
    """
    entities = sorted_entities(knowledge, kept)
    number = {entity.key: position for position, entity in enumerate(entities)}
    documents = {source.digest: position for position, source in enumerate(knowledge.sources)}
    quotes, classes, relations, indicators, units = _Table(), _Table(), _Table(), _Table(), _Table()
    for name in sorted({name for entity in entities for name in entity.classes}, key=_order(ontology.leaf_classes)):
        classes.number(name)
    for name in sorted({fact.predicate for fact in knowledge.facts}, key=_order(ontology.relations)):
        relations.number(name)

    def quote(evidence: Evidence) -> int:
        return quotes.number((documents.get(evidence.document, -1), evidence.start, evidence.end, evidence.quote))

    facts = [
        [
            *(number[fact.subject], relations.number(fact.predicate), number[fact.object], fact.confidence),
            *(fact.status or "", fact.time or "", [quote(evidence) for evidence in fact.evidence]),
            _local(terms.fact(fact.subject, fact.predicate, fact.object)),
            *([dict(fact.attributes)] if fact.attributes else []),
        ]
        for fact in knowledge.facts
        if fact.subject in number and fact.object in number
    ]
    observations = [
        [
            *(number[seen.about], indicators.number(seen.indicator), seen.value, units.number(seen.unit)),
            *(seen.of, seen.time or "", seen.qualifier, seen.status or "", quote(seen.evidence), seen.confidence),
            _local(rows.observation_iri(seen)),
        ]
        for seen in knowledge.observations
        if seen.about in number
    ]
    parents = [[number[low], number[high]] for low, high in knowledge.parents if low in number and high in number]
    table = []
    for position, entity in enumerate(entities):
        table.append(_entity(entity, classes, documents, knowledge.coordinates))
        if progress is not None and position % 100 == 0:
            progress("names", position, len(entities))
    return {
        "meta": {
            "title": options.title,
            "total": {
                "entities": len(knowledge.entities) + len(knowledge.background),
                "facts": len(knowledge.facts),
                "observations": len(knowledge.observations),
            },
        },
        "start": start_state(knowledge, options, number),
        "classes": [
            {
                **_term(name, ontology),
                "colour": ontology.colour(name),
                "shape": ontology.shape(name),
                "icon": ontology.icon(name),
                "group": next(group for group in GROUPS if ontology.is_a(name, group)),
            }
            for name in classes.rows
        ],
        "groups": [_term(name, ontology) for name in GROUPS],
        "relations": [
            {
                **_term(name, ontology),
                "symmetric": name in ontology.symmetric,
                "back": {lang: ontology.terms[name].inverse_labels.get(lang, "") for lang in ("zh", "en")},
            }
            for name in relations.rows
        ],
        "parent": _term(PARENT, ontology),
        "indicators": [_term(name, ontology) for name in indicators.rows],
        "units": [{**_term(name, ontology), "symbol": ontology.terms[name].symbol} for name in units.rows],
        "statuses": [_term(name, ontology) for name in ontology.statuses],
        "documents": [[source.digest, source.name, source.title, source.date or ""] for source in knowledge.sources],
        "entities": table,
        "facts": facts,
        "observations": observations,
        "parents": parents,
        "quotes": [list(row) for row in quotes.rows],
    }


def sorted_entities(knowledge: Knowledge, kept: frozenset[str]) -> list[Entity]:
    """The entities of the page in the order in which it numbers them: the mentioned ones, then the background."""
    return [entity for entity in (*knowledge.entities, *knowledge.background) if entity.key in kept]


def start_state(knowledge: Knowledge, options: ViewOptions, number: dict[str, int]) -> Json:
    """The options as the page's own opening state: what is switched off and where the focus lies."""
    state: Json = {"lang": options.lang, "conf": options.min_confidence}
    if options.focus:
        state["focus"] = number[selection.find(knowledge, options.focus).key]
        state["depth"] = options.depth
    if options.classes:
        state["classes"] = list(options.classes)
    if options.relations:
        state["relations"] = list(options.relations)
    if options.documents:
        state["documents"] = list(selection.documents(knowledge, options.documents))
    return state


def _entity(
    entity: Entity, classes: _Table, documents: dict[str, int], coordinates: dict[str, tuple[float, float]]
) -> Json:
    """One row; what is empty is left out, because ten thousand empty lists are a tenth of the page."""
    row: Json = {"k": entity.key, "n": entity.name, "c": [classes.number(name) for name in entity.classes]}
    row["p"] = syllables(entity.name[:LONGEST_PINYIN])
    if entity.aliases:
        once = {alias.name: alias for alias in reversed(entity.aliases)}  # the first of several reasons
        row["a"] = [[name, once[name].reason, syllables(name[:LONGEST_PINYIN])] for name in sorted(once)]
    if entity.code:
        row["g"] = entity.code
    if entity.documents:
        row["d"] = sorted(documents[digest] for digest in entity.documents if digest in documents)
    if entity.key in coordinates:
        row["xy"] = [round(degrees, 5) for degrees in coordinates[entity.key]]
    return row


def _term(name: str, ontology: Ontology) -> Json:
    return {"id": name, "zh": ontology.label(name, "zh"), "en": ontology.label(name, "en")}


def _local(token: str) -> str:
    """The part of an IRI after its last slash, of a token as N-Triples writes it."""
    return token.rpartition("/")[2].rstrip(">")


def _order(known: Iterable[str]) -> Callable[[str], tuple[int, str]]:
    position = {name: place for place, name in enumerate(known)}
    return lambda name: (position.get(name, len(position)), name)
