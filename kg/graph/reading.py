"""A store in, the records that it was made of out: the way back from RDF, for the view, exports and explanations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol, cast, get_args
from urllib.parse import unquote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.rows import observation_order, place
from kg.graph.terms import DATASET, SOFTWARE
from kg.model import Alias, Entity, Evidence, Fact, Knowledge, Observation, Source, Status
from kg.vocabulary import DCTERMS, ENT, KG, LEAF_CLASSES, OA, PROV, QUALIFIERS, RDF, RDFS, SCHEMA, SKOS, SKOSXL, WGS84

Term = NamedNode | BlankNode | Literal
_LEAVES = MappingProxyType({KG[name]: name for name in LEAF_CLASSES})
_STATUSES: Mapping[str, Status] = MappingProxyType({KG[name]: name for name in get_args(Status)})
_QUALIFIERS = MappingProxyType({KG[term]: word for word, term in QUALIFIERS.items()})


class Said(Protocol):
    """What a graph says of a subject: property IRI → objects."""

    def __call__(self, subject: str) -> Mapping[str, list[Term]]: ...


def read(store: Store) -> Knowledge:
    """All the knowledge in a store that `kg.graph.store` made, its tuples sorted.

    The inverse of `assemble`, up to what that leaves out: the order of classes after the first, aliases that repeat the
    name, and all but the surest of two facts or observations that say the same.
    """
    everything: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        everything[_name(quad.subject)][quad.predicate.value].append(_object(quad))
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for subject, about in everything.items():
        for kind in about.get(RDF.type, ()):
            kinds[kind.value].append(subject)
    nothing: dict[str, list[Term]] = {}
    return Records(lambda subject: everything.get(subject, nothing)).knowledge(
        entities=[subject for subject, about in everything.items() if SKOS.prefLabel in about],
        facts=kinds[KG.Fact],
        observations=kinds[KG.Observation],
        sources=kinds[KG.Document],
    )


def made_by(store: Store) -> tuple[str, str | None]:
    """The version of the software that made a store, and the date of the dataset in it."""
    said = looking_into(store)
    version = _value(said(SOFTWARE), SCHEMA.softwareVersion)
    return version, _value(said(DATASET), DCTERMS.modified) or None


def looking_into(store: Store) -> Said:
    """What `store` says of a subject, looked up each time."""

    def said(subject: str) -> Mapping[str, list[Term]]:
        about: defaultdict[str, list[Term]] = defaultdict(list)
        node = BlankNode(subject[2:]) if subject.startswith("_:") else NamedNode(subject)
        for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
            about[quad.predicate.value].append(_object(quad))
        return about

    return said


def _object(quad: Quad) -> Term:
    return cast("Term", quad.object)  # RDF 1.2's triple terms are never written


def _name(node: object) -> str:
    """An IRI, or a blank node's label with its `_:`."""
    return node.value if isinstance(node, NamedNode) else str(node)


class Records:
    """Makes records of what is said about their subjects, which are given by IRI."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._digests: dict[str, str] = {}
        self._evidence: dict[str, Evidence] = {}

    def knowledge(
        self, *, entities: Iterable[str], facts: Iterable[str], observations: Iterable[str], sources: Iterable[str]
    ) -> Knowledge:
        """The knowledge that these subjects make, sorted."""
        subjects = sorted(set(entities))
        found = sorted((self.entity(subject) for subject in subjects), key=lambda entity: entity.key)
        parents = ((key_of(one), self._one(one, KG.parentDivision)) for one in subjects)
        places = ((key_of(one), self.coordinates(one)) for one in subjects)
        return Knowledge(
            sources=tuple(sorted(map(self.source, sources), key=lambda source: source.digest)),
            entities=tuple(entity for entity in found if entity.documents),
            facts=tuple(sorted(map(self.fact, facts), key=lambda fact: (fact.subject, fact.predicate, fact.object))),
            observations=tuple(sorted(map(self.observation, observations), key=observation_order)),
            background=tuple(entity for entity in found if not entity.documents),
            parents=tuple(sorted((key, key_of(parent)) for key, parent in parents if parent)),
            coordinates=dict(sorted((key, where) for key, where in places if where)),
        )

    def entity(self, subject: str) -> Entity:
        """An entity with its names and where it is mentioned."""
        said = self._said(subject)
        best = _values(said, DCTERMS.type)
        classes = sorted((kind for kind in _values(said, RDF.type) if kind in _LEAVES), key=[*best, *_LEAVES].index)
        return Entity(
            key=key_of(subject),
            name=_value(said, SKOS.prefLabel),
            classes=tuple(_LEAVES[kind] for kind in classes),
            aliases=tuple(sorted(map(self._alias, said.get(KG.alias, ())), key=lambda one: (one.name, one.reason))),
            code=_value(said, KG.divisionCode) or _value(said, KG.countryCode),
            documents=tuple(sorted(map(self._digest, _values(said, KG.mentionedIn)))),
        )

    def coordinates(self, subject: str) -> tuple[float, float] | None:
        """(longitude, latitude) in degrees, where they are known."""
        said = self._said(subject)
        if WGS84.lat not in said or WGS84.long not in said:
            return None
        return float(_value(said, WGS84.long)), float(_value(said, WGS84.lat))

    def fact(self, subject: str) -> Fact:
        """A fact, from its statement."""
        said = self._said(subject)
        attributes = {("post", post) for post in _values(said, KG.post)}
        for node in said.get(KG.attribute, ()):
            about = self._said(_name(node))
            attributes.add((_value(about, RDFS.label), _value(about, RDF.value)))
        return Fact(
            subject=key_of(_value(said, RDF.subject)),
            predicate=KG.local(_value(said, RDF.predicate)),
            object=key_of(_value(said, RDF.object)),
            evidence=tuple(sorted(map(self.evidence, _values(said, KG.evidence)), key=place)),
            confidence=float(_value(said, KG.confidence)),
            status=_STATUSES.get(_value(said, KG.status)),
            time=_value(said, KG.time) or None,
            rule=_value(said, KG.rule),
            attributes=tuple(sorted(attributes)),
        )

    def observation(self, subject: str) -> Observation:
        """An observation."""
        said = self._said(subject)
        return Observation(
            about=key_of(_value(said, KG.about)),
            indicator=KG.local(_value(said, KG.indicator)),
            value=float(_value(said, KG.value)),
            unit=KG.local(_value(said, KG.unit)),
            evidence=self.evidence(_value(said, KG.evidence)),
            confidence=float(_value(said, KG.confidence)),
            of=_value(said, KG.of),
            time=_value(said, KG.time) or None,
            qualifier=_QUALIFIERS.get(_value(said, KG.qualifier), ""),
            status=_STATUSES.get(_value(said, KG.status)),
            rule=_value(said, KG.rule),
        )

    def evidence(self, subject: str) -> Evidence:
        """A quotation."""
        found = self._evidence.get(subject)
        if found is None:
            said = self._said(subject)
            selectors: dict[str, list[Term]] = {}
            for node in said[OA.hasSelector]:
                selectors |= self._said(_name(node))
            start, end = int(_value(selectors, OA.start)), int(_value(selectors, OA.end))
            document = self._digest(_value(said, OA.hasSource))
            found = self._evidence[subject] = Evidence(document, start, end, _value(selectors, OA.exact))
        return found

    def source(self, subject: str) -> Source:
        """A document without its text."""
        said = self._said(subject)
        return Source(
            name=_value(said, DCTERMS.identifier),
            digest=_value(said, KG.digest),
            title=_value(said, DCTERMS.title),
            encoding=_value(said, KG.encoding),
            length=int(_value(said, KG.characters)),
            date=_value(said, DCTERMS.date) or None,
        )

    def _alias(self, node: Term) -> Alias:
        said = self._said(_name(node))
        documents = tuple(sorted(map(self._digest, _values(said, PROV.wasDerivedFrom))))
        return Alias(_value(said, SKOSXL.literalForm), _value(said, KG.reason), documents)

    def _digest(self, document: str) -> str:
        found = self._digests.get(document)
        if found is None:
            found = self._digests[document] = self._one(document, KG.digest)
        return found

    def _one(self, subject: str, predicate: str) -> str:
        return _value(self._said(subject), predicate)


def key_of(iri: str) -> str:
    """An entity's key, from its IRI."""
    return unquote(iri.removeprefix(ENT))


def _value(said: Mapping[str, list[Term]], predicate: str) -> str:
    """The IRI or the words of the only object, '' where there is none."""
    objects = said.get(predicate)
    return objects[0].value if objects else ""


def _values(said: Mapping[str, list[Term]], predicate: str) -> list[str]:
    return [object_.value for object_ in said.get(predicate, ())]
