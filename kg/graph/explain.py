"""A name in, everything that the graph says of what bears it out, with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.errors import UsageError
from kg.graph import terms
from kg.graph.assemble import assemble
from kg.graph.near import hint, plain
from kg.graph.reading import Records, looking_into
from kg.graph.store import in_memory
from kg.model import Entity, Evidence, Fact, Knowledge, Observation, Source
from kg.vocabulary import FACT, KG, PREFIXES, RDF, RELATIONS, SKOS, SYMMETRIC


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of a document."""

    evidence: Evidence
    source: Source


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact with the things at its ends and the sentences that it rests on."""

    iri: str
    fact: Fact
    subject: Entity
    object: Entity
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated of the entity, and where."""

    iri: str
    observation: Observation
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Account:
    """All that is said of one entity."""

    iri: str
    entity: Entity
    above: tuple[Entity, ...]
    """The divisions above it, the nearest first."""
    outgoing: tuple[Relation, ...]
    incoming: tuple[Relation, ...]
    """Facts in which it is the object; those of symmetric relations are all in `outgoing`."""
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    """The documents that mention it, by name."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What bears the name that was asked for: entities, or one fact."""

    asked: str
    entities: tuple[Account, ...]
    """More than one where several things have the name."""
    fact: Relation | None = None

    def __str__(self) -> str:
        """The explanation in Chinese, for reading on a terminal."""
        from kg.graph.telling import tell  # noqa: PLC0415 (imports this module)

        return tell(self)


def explain(source: Store | Knowledge, name: str) -> Explanation:
    """Explain an entity by its name, a further name, its key or IRI, or a fact by its IRI or the digits of that.

    IRIs may be short (`ent:CN-500112`, `fact:…`). Where no name is written just so, width, case and punctuation are not
    looked at. Raises `UsageError` with the names that are near where nothing is found.
    """
    store = source if isinstance(source, Store) else in_memory(assemble(source))
    teller = _Teller(store)
    iri = _expanded(name.strip())
    if _is(store, iri or FACT + name, KG.Fact):
        return Explanation(name, (), teller.relation(iri or FACT + name))
    subjects = _bearers(store, name.strip(), iri)
    if not subjects:
        raise UsageError(f"nothing in the graph is called {name}{hint(name, names(store))}")
    return Explanation(name, tuple(teller.account(subject) for subject in subjects))


def names(store: Store) -> Iterator[str]:
    """Every name of an entity, preferred and further ones."""
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
            if isinstance(quad.object, Literal):
                yield quad.object.value


def bearers(store: Store, name: str) -> list[str]:
    """IRIs, sorted, of the entities that `name` stands for: by IRI, key, name, further name, and last by a name that
    differs in width, case or punctuation only."""
    return _bearers(store, name.strip(), _expanded(name.strip()))


def _bearers(store: Store, name: str, iri: str) -> list[str]:
    for subject in (iri, terms.entity(name)[1:-1]):
        if subject and _subject(store, subject):
            return [subject]
    exact = Literal(name, language="zh")
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        found = store.quads_for_pattern(None, NamedNode(predicate), exact, DefaultGraph())
        if subjects := sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}):
            return subjects
    wanted = plain(name)
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        found = store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph())
        alike = {str(quad.subject)[1:-1] for quad in found if wanted and _reads(quad.object, wanted)}
        if alike:
            return sorted(alike)
    return []


def _reads(term: object, wanted: str) -> bool:
    return isinstance(term, Literal) and plain(term.value) == wanted


def _expanded(name: str) -> str:
    """The IRI that `name` is or is short for, or ''."""
    prefix, colon, local = name.strip("<>").partition(":")
    if colon and local.startswith("//"):
        return name.strip("<>")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else ""


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:  # what a person typed is often no IRI
        return None


def _subject(store: Store, iri: str) -> bool:
    node = _node(iri)
    if node is None:
        return False
    return any(True for _ in store.quads_for_pattern(node, NamedNode(SKOS.prefLabel), None, DefaultGraph()))


def _is(store: Store, iri: str, kind: str) -> bool:
    node = _node(iri)
    if node is None:
        return False
    return any(True for _ in store.quads_for_pattern(node, NamedNode(RDF.type), NamedNode(kind), DefaultGraph()))


class _Teller:
    """Collects what is said, each entity and document looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records = Records(looking_into(store))
        self._entities: dict[str, Entity] = {}
        self._sources: dict[str, Source] = {}

    def account(self, iri: str) -> Account:
        entity = self._entity(iri)
        outgoing = [self.relation(fact) for fact in self._pointing(RDF.subject, iri)]
        incoming = [self.relation(fact) for fact in self._pointing(RDF.object, iri)]
        symmetric = [one for one in incoming if one.fact.predicate in SYMMETRIC]
        return Account(
            iri=iri,
            entity=entity,
            above=tuple(self._above(iri)),
            outgoing=_sorted([*outgoing, *symmetric]),
            incoming=_sorted(one for one in incoming if one not in symmetric),
            figures=tuple(self._figure(one) for one in self._pointing(KG.about, iri)),
            sources=tuple(sorted(map(self._source, entity.documents), key=lambda one: (one.name, one.digest))),
        )

    def relation(self, iri: str) -> Relation:
        fact = self._records.fact(iri)
        subject, object_ = (self._entity(terms.entity(key)[1:-1]) for key in (fact.subject, fact.object))
        return Relation(iri, fact, subject, object_, tuple(map(self._quotation, fact.evidence)))

    def _figure(self, iri: str) -> Figure:
        observation = self._records.observation(iri)
        return Figure(iri, observation, self._quotation(observation.evidence))

    def _quotation(self, evidence: Evidence) -> Quotation:
        return Quotation(evidence, self._source(evidence.document))

    def _entity(self, iri: str) -> Entity:
        found = self._entities.get(iri)
        if found is None:
            found = self._entities[iri] = self._records.entity(iri)
        return found

    def _source(self, digest: str) -> Source:
        found = self._sources.get(digest)
        if found is None:
            found = self._sources[digest] = self._records.source(terms.document(digest)[1:-1])
        return found

    def _above(self, iri: str) -> Iterator[Entity]:
        seen = {iri}
        while (above := self._parent(iri)) and above not in seen:
            seen.add(above)
            yield self._entity(above)
            iri = above

    def _parent(self, iri: str) -> str:
        found = self._store.quads_for_pattern(NamedNode(iri), NamedNode(KG.parentDivision), None, DefaultGraph())
        return next((quad.object.value for quad in found if isinstance(quad.object, NamedNode)), "")

    def _pointing(self, predicate: str, iri: str) -> list[str]:
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri), DefaultGraph())
        return sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))


def _sorted(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """By relation, in the order in which they are shown, the surest first."""
    return tuple(
        sorted(relations, key=lambda one: (RELATIONS.index(one.fact.predicate), -one.fact.confidence, one.iri))
    )
