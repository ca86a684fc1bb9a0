"""A graph and the ontology's axioms in, the triples that follow out.

What is applied: symmetric and transitive properties, superproperties and superclasses (the rules prp-symp, prp-trp,
prp-spo1 and cax-sco of OWL 2 RL), also where they lead to terms of other vocabularies. Domains and ranges are left to
SHACL: they are there to find doubtful readings, not to make classes of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.data import folder
from kg.graph.assemble import Assembled
from kg.graph.blocks import Block, Row, triples, unnested
from kg.graph.terms import INFERRED_GRAPH
from kg.vocabulary import OWL, RDF, RDFS

_TYPE = f"<{RDF.type}>"


@dataclass(frozen=True, slots=True)
class Axioms:
    """What the ontology says that a rule can use; all names are N-Triples tokens."""

    superclasses: Mapping[str, tuple[str, ...]]
    """Class → the classes above it, nearest and farthest, sorted, without itself."""
    superproperties: Mapping[str, tuple[str, ...]]
    symmetric: frozenset[str]
    transitive: frozenset[str]


def load_axioms(path: Path | None = None) -> Axioms:
    """The axioms of an ontology in Turtle, by default the one that ships with the package."""
    above: dict[str, defaultdict[str, set[str]]] = {}
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for quad in parse(path=path or folder("ontology") / "kg.ttl", format=RdfFormat.TURTLE):
        subject, predicate, object_ = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode):
            continue
        if predicate in {RDFS.subClassOf, RDFS.subPropertyOf}:
            above.setdefault(predicate, defaultdict(set))[str(subject)].add(str(object_))
        elif predicate == RDF.type:
            kinds[object_.value].add(str(subject))
    return Axioms(
        superclasses=_closed(above.get(RDFS.subClassOf, {})),
        superproperties=_closed(above.get(RDFS.subPropertyOf, {})),
        symmetric=frozenset(kinds[OWL.SymmetricProperty]),
        transitive=frozenset(kinds[OWL.TransitiveProperty]),
    )


def _closed(above: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Everything that can be reached upwards, for each start."""
    return {name: tuple(sorted(_reachable(name, above) - {name})) for name in above}


def _reachable(start: str, edges: Mapping[str, Iterable[str]]) -> set[str]:
    """The nodes at the end of one or more edges from `start`."""
    found: set[str] = set()
    todo = list(edges.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo.extend(edges.get(node, ()))
    return found


def entailed(blocks: Iterable[Block], axioms: Axioms) -> Iterator[str]:
    """The triples that follow and are not said, as `subject predicate object` tokens, sorted within each rule.

    Each comes once. The work grows with the facts, only with chains of a transitive property by their length squared.
    """
    said: set[tuple[str, str, str]] = set()
    relations: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    followed = axioms.symmetric | axioms.transitive | axioms.superproperties.keys()
    followed = followed.union(*axioms.superproperties.values())  # said there, it need not be inferred there
    for block in blocks:
        for subject, predicate, object_, _ in triples(block):
            if predicate == _TYPE:
                said.add((subject, predicate, object_))
            elif predicate in followed:
                relations[predicate].add((subject, object_))
    yield from _classes(said, axioms)
    yield from _properties(relations, axioms)


def _classes(said: set[tuple[str, str, str]], axioms: Axioms) -> Iterator[str]:
    found = {
        (subject, predicate, above) for subject, predicate, name in said for above in axioms.superclasses.get(name, ())
    }
    yield from map(" ".join, sorted(found - said))


def _properties(said: Mapping[str, set[tuple[str, str]]], axioms: Axioms) -> Iterator[str]:
    """Rounds until nothing new follows: a property gets pairs from below, then its own symmetry and transitivity."""
    pairs: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, found in said.items():
        pairs[name] |= found
    changed = set(pairs)
    while changed:
        now, changed = sorted(changed), set()
        for name in now:
            grown = _grown(pairs[name], name, axioms)
            pairs[name] = grown
            for above in axioms.superproperties.get(name, ()):
                if not grown <= pairs[above]:
                    pairs[above] |= grown
                    changed.add(above)
    for name in sorted(pairs):
        for subject, object_ in sorted(pairs[name] - said.get(name, set())):
            yield f"{subject} {name} {object_}"


def _grown(pairs: set[tuple[str, str]], name: str, axioms: Axioms) -> set[tuple[str, str]]:
    grown = set(pairs)
    if name in axioms.symmetric:
        grown |= {(object_, subject) for subject, object_ in pairs}
    if name in axioms.transitive:
        edges: defaultdict[str, list[str]] = defaultdict(list)
        for subject, object_ in grown:
            edges[subject].append(object_)
        grown |= {(subject, end) for subject in edges for end in _reachable(subject, edges)}
    return grown


def with_entailed(assembled: Assembled, axioms: Axioms | None = None) -> Assembled:
    """The graph and what follows from it, the latter as blocks of the graph for that."""
    graphs = (INFERRED_GRAPH,)
    said: defaultdict[str, list[Row]] = defaultdict(list)
    shared: set[str] = set()
    for line in entailed(assembled.blocks(), axioms or load_axioms()):
        subject, predicate, object_ = line.split(" ", 2)
        said[subject].append(Row(predicate, object_, graphs))
        shared.update(term for term in (subject, object_) if term.startswith("_:"))
    follows = [Block(subject, said[subject]) for subject in sorted(said)]
    graph, evidence = (
        [other for block in blocks for other in unnested(block, shared)]
        for blocks in (assembled.graph, assembled.evidence)
    )
    return Assembled([*graph, *follows], evidence)
