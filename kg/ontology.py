"""Reads `ontology/kg.ttl` into plain tables: labels, hierarchy, domains and ranges, and how each term is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.data import folder
from kg.errors import KgError
from kg.vocabulary import KG, OWL, RDF, RDFS, SKOS

_Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_SYMBOL = "http://qudt.org/schema/qudt/symbol"


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual of the ontology as a person is shown it; '' and 0 where it says nothing.

    `labels`, `definitions` and `inverse_labels` are by language, `zh` and `en`.
    """

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    inverse_labels: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""
    """#RRGGBB; leaf classes only, as are `shape` and `icon`."""
    shape: str = ""
    """A shape's name in vis-network."""
    icon: str = ""
    """One Han character."""
    symbol: str = ""
    """Of a unit: m², %."""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Ontology:
    """The ontology by local names. Every look-up of a name that it does not define raises `KeyError`."""

    terms: Mapping[str, Term]
    classes: tuple[str, ...]
    """All of them, sorted; `leaf_classes` and the tuples after it are in the order in which they are shown."""
    leaf_classes: tuple[str, ...]
    relations: tuple[str, ...]
    indicators: tuple[str, ...]
    units: tuple[str, ...]
    statuses: tuple[str, ...]
    qualifiers: tuple[str, ...]
    superclasses: Mapping[str, frozenset[str]]
    """Class → all of the ontology's classes that contain it, itself among them."""
    superproperties: Mapping[str, frozenset[str]]
    domains: Mapping[str, frozenset[str]]
    """Property → the classes whose union is its domain; empty where it has none."""
    ranges: Mapping[str, frozenset[str]]
    patterns: Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]
    """Relation → the pairs that it allows, each as all classes that the subject, and the object, may have."""
    symmetric: frozenset[str]
    transitive: frozenset[str]
    measured_in: Mapping[str, frozenset[str]]
    """Indicator → its units; empty where any will do."""

    @classmethod
    def load(cls, path: Path | None = None) -> Ontology:
        """The ontology in `path`, by default the one that ships with the package. Raises `KgError` if it is broken."""
        return _Reader(path or folder("ontology") / "kg.ttl").ontology()

    def label(self, name: str, lang: str = "zh") -> str:
        return self.terms[name].labels[lang]

    def inverse_label(self, name: str, lang: str = "zh") -> str:
        """Name of a relation seen from its object."""
        return self.terms[name].inverse_labels[lang]

    def definition(self, name: str, lang: str = "zh") -> str:
        return self.terms[name].definitions[lang]

    def colour(self, name: str) -> str:
        return self.terms[name].colour

    def shape(self, name: str) -> str:
        return self.terms[name].shape

    def icon(self, name: str) -> str:
        return self.terms[name].icon

    def is_a(self, name: str, superclass: str) -> bool:
        """Whether every member of class `name` is one of `superclass`; a class is its own superclass."""
        return superclass in self.superclasses[name]

    def fits(self, subject_classes: Collection[str], predicate: str, object_classes: Collection[str]) -> bool:
        """Whether a thing of `subject_classes` may stand in relation `predicate` to one of `object_classes`.

        Of a thing with several classes, as the text leaves them open, one that fits is enough.
        """
        return any(
            not subjects.isdisjoint(subject_classes) and not objects.isdisjoint(object_classes)
            for subjects, objects in self.patterns[predicate]
        )


class _Reader:
    """The triples of one file, indexed by subject and predicate while the tables are made."""

    def __init__(self, path: Path) -> None:
        self.about: dict[str, dict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                self.about[quad.subject.value][quad.predicate.value].append(quad.object)
        except (OSError, SyntaxError) as error:
            raise KgError(f"{path}: cannot be read as Turtle: {error}; reinstall the package") from error
        self.names = sorted(iri.removeprefix(KG.base) for iri in self.about if iri.startswith(KG.base))

    def ontology(self) -> Ontology:
        terms = {name: self.term(name) for name in self.names}
        of_type = defaultdict(list)
        for name in sorted(self.names, key=lambda name: (terms[name].order, name)):
            for kind in self.iris(name, RDF.type):
                of_type[kind].append(name)
        classes, properties = of_type[OWL.Class], [*of_type[OWL.ObjectProperty], *of_type[OWL.DatatypeProperty]]
        superclasses = {name: self.above(name, RDFS.subClassOf) for name in classes}
        under = {name: frozenset(c for c in classes if name in superclasses[c]) for name in classes}
        domains = {name: self.union(name, RDFS.domain) for name in properties}
        ranges = {name: self.union(name, RDFS.range) for name in properties}
        relations = tuple(name for name in of_type[OWL.ObjectProperty] if terms[name].order)
        return Ontology(
            terms=terms,
            classes=tuple(sorted(classes)),
            leaf_classes=tuple(name for name in classes if terms[name].order),
            relations=relations,
            indicators=tuple(of_type[KG.Indicator]),
            units=tuple(of_type[KG.Unit]),
            statuses=tuple(of_type[KG.Status]),
            qualifiers=tuple(of_type[KG.Qualifier]),
            superclasses=superclasses,
            superproperties={name: self.above(name, RDFS.subPropertyOf) for name in properties},
            domains=domains,
            ranges=ranges,
            patterns={
                name: tuple(
                    (_closure(subjects, under), _closure(objects, under))
                    for subjects, objects in self.pairs(name) or [(domains[name], ranges[name])]
                )
                for name in relations
            },
            symmetric=frozenset(of_type[OWL.SymmetricProperty]),
            transitive=frozenset(of_type[OWL.TransitiveProperty]),
            measured_in={name: self.local(self.iris(name, KG.measuredIn)) for name in of_type[KG.Indicator]},
        )

    def term(self, name: str) -> Term:
        return Term(
            name=name,
            labels=self.by_language(name, RDFS.label),
            definitions=self.by_language(name, SKOS.definition),
            inverse_labels=self.by_language(name, KG.inverseLabel),
            colour=self.text(name, KG.colour),
            shape=self.text(name, KG.shape),
            icon=self.text(name, KG.icon),
            symbol=self.text(name, _SYMBOL),
            order=int(self.text(name, KG.displayOrder) or 0),
        )

    def objects(self, subject: str, predicate: str) -> list[_Node]:
        return self.about[subject][predicate] if subject in self.about else []

    def iris(self, name: str, predicate: str) -> list[str]:
        return [node.value for node in self.objects(KG.base + name, predicate) if isinstance(node, ox.NamedNode)]

    def text(self, name: str, predicate: str) -> str:
        return next(
            (node.value for node in self.objects(KG.base + name, predicate) if isinstance(node, ox.Literal)), ""
        )

    def by_language(self, name: str, predicate: str) -> dict[str, str]:
        nodes = self.objects(KG.base + name, predicate)
        return {node.language: node.value for node in nodes if isinstance(node, ox.Literal) and node.language}

    def local(self, iris: Iterable[str]) -> frozenset[str]:
        return frozenset(iri.removeprefix(KG.base) for iri in iris if iri.startswith(KG.base))

    def above(self, name: str, predicate: str) -> frozenset[str]:
        found, todo = {name}, [name]
        while todo:
            new = self.local(self.iris(todo.pop(), predicate)) - found
            found |= new
            todo += new
        return frozenset(found)

    def union(self, name: str, predicate: str) -> frozenset[str]:
        """The classes of a domain or range: one class or the members of an `owl:unionOf`."""
        found = set(self.local(self.iris(name, predicate)))
        for node in self.objects(KG.base + name, predicate):
            if isinstance(node, ox.BlankNode):
                for head in self.objects(node.value, OWL.unionOf):
                    found |= self.local(self.members(head))
        return frozenset(found)

    def members(self, head: _Node) -> list[str]:
        """The IRIs of an RDF list."""
        found = []
        while isinstance(head, ox.BlankNode):
            found += [node.value for node in self.objects(head.value, RDF.first) if isinstance(node, ox.NamedNode)]
            head = self.objects(head.value, RDF.rest)[0]
        return found

    def pairs(self, name: str) -> list[tuple[frozenset[str], frozenset[str]]]:
        return [
            (
                self.local(o.value for o in self.objects(node.value, KG.subjectClass) if isinstance(o, ox.NamedNode)),
                self.local(o.value for o in self.objects(node.value, KG.objectClass) if isinstance(o, ox.NamedNode)),
            )
            for node in self.objects(KG.base + name, KG.pattern)
            if isinstance(node, ox.BlankNode)
        ]


def _closure(names: Iterable[str], under: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(under[name] for name in names))
