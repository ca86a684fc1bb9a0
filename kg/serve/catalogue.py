"""A store in, the names of its things to search and the terms to write queries with out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg import vocabulary
from kg.graph.near import near, plain
from kg.graph.turtle import Names
from kg.ontology import Ontology
from kg.vocabulary import KG, PREFIXES, RDF, SKOS, Namespace

_CLASSES = MappingProxyType({KG[name]: name for name in vocabulary.LEAF_CLASSES})


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found."""

    iri: str
    name: str
    also: str
    """The further name by which it was found, or ''."""
    classes: tuple[str, ...]
    """Local names of its classes."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property."""

    name: str
    """With its prefix."""
    iri: str
    label: str
    """In Chinese, or ''."""


@dataclass(frozen=True)
class Catalogue:
    """Names by IRI, and every spelling that is searched."""

    names: dict[str, str]
    classes: dict[str, tuple[str, ...]]
    spellings: list[tuple[str, str, str]]
    """(plain form, name as written, IRI), sorted."""

    @classmethod
    def of(cls, store: Store) -> Catalogue:
        """Read all names in `store`."""
        names: dict[str, str] = {}
        spellings: set[tuple[str, str, str]] = set()
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for quad in store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    if predicate == SKOS.prefLabel:
                        names[quad.subject.value] = quad.object.value
                    spellings.add((plain(quad.object.value), quad.object.value, quad.subject.value))
        classes: defaultdict[str, list[str]] = defaultdict(list)
        for iri, name in _CLASSES.items():
            for quad in store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(iri), DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    classes[quad.subject.value].append(name)
        return cls(names, {iri: tuple(found) for iri, found in classes.items()}, sorted(spellings))

    def search(self, words: str, *, kind: str = "", count: int = 50) -> list[Hit]:
        """Things whose name is, begins with or contains `words`, in that order, the shortest first; `kind`: a class."""
        wanted = plain(words)
        if not wanted:
            return []
        ranked = sorted(
            (0 if spelling == wanted else 1 if spelling.startswith(wanted) else 2, len(name), name, iri)
            for spelling, name, iri in self.spellings
            if wanted in spelling and (not kind or kind in self.classes.get(iri, ()))
        )
        hits: dict[str, Hit] = {}
        for _, _, name, iri in ranked:
            preferred = self.names.get(iri, name)
            hits.setdefault(iri, Hit(iri, preferred, "" if name == preferred else name, self.classes.get(iri, ())))
        return list(islice(hits.values(), count))

    def near(self, words: str) -> list[str]:
        """Names that are like `words`."""
        return near(words, (name for _, name, _ in self.spellings))


def terms() -> tuple[list[Term], list[Term]]:
    """Classes and properties that a query may use: the ontology's first, then those of other vocabularies."""
    ontology = Ontology.load()
    classes = [_term(name, ontology) for name in (*ontology.leaf_classes, *ontology.classes)]
    properties = [_term(name, ontology) for name in (*ontology.relations, *sorted(ontology.domains))]
    for iri in _others():
        term = Term(Names().short(f"<{iri}>"), iri, "")
        local = iri.rpartition("#")[2].rpartition("/")[2]
        (classes if local[:1].isupper() else properties).append(term)
    return list(dict.fromkeys(classes)), list(dict.fromkeys(properties))


def _term(name: str, ontology: Ontology) -> Term:
    return Term(f"kg:{name}", KG[name], ontology.terms[name].labels.get("zh", ""))


def _others() -> Iterator[str]:
    """Terms of the other vocabularies that have a prefix."""
    found = (value for value in vars(vocabulary).values() if isinstance(value, Namespace) and value is not KG)
    yield from sorted(iri for namespace in found for iri in namespace if namespace.base in PREFIXES.values())
