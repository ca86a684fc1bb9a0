"""An explanation in, lines in Chinese for a person to read on a terminal out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.graph.explain import Account, Explanation, Figure, Quotation, Relation
from kg.graph.table import number, visible
from kg.model import Entity
from kg.ontology import Ontology
from kg.vocabulary import QUALIFIERS

_INDENT = "    "
_NAMED = 3
"""Documents that are named for each further name."""


def tell(explanation: Explanation) -> str:
    """The whole explanation, ending in a line feed."""
    ontology = Ontology.load()
    if explanation.fact is not None:
        return "".join(f"{line}\n" for line in _fact(explanation.fact, ontology))
    accounts = ["".join(f"{line}\n" for line in _account(one, ontology)) for one in explanation.entities]
    return "\n".join(accounts)


def _account(account: Account, ontology: Ontology) -> Iterator[str]:
    entity = account.entity
    yield f"{visible(entity.name)}（{_classes(entity, ontology)}）"
    yield f"{_INDENT}<{account.iri}>"
    called = {source.digest: visible(source.name) for source in account.sources}
    for alias in entity.aliases:
        where = sorted(called[digest] for digest in alias.documents if digest in called)
        rest = f" 等{len(where)}篇" if len(where) > _NAMED else ""
        told = f"；{'、'.join(where[:_NAMED])}{rest}" if where else ""
        yield f"{_INDENT}又名 {visible(alias.name)}（{visible(alias.reason)}{told}）"
    if entity.code:
        yield f"{_INDENT}代码 {entity.code}"
    if account.above:
        yield f"{_INDENT}属于 {' · '.join(one.name for one in account.above)}"
    for source in account.sources:
        date = f"，{source.date}" if source.date else ""
        yield f"{_INDENT}见于 {visible(source.name)}《{visible(source.title)}》{date}"
    for predicate, relations in groupby(account.outgoing, lambda one: one.fact.predicate):
        yield from _group(ontology.label(predicate), entity, relations, ontology)
    for predicate, relations in groupby(account.incoming, lambda one: one.fact.predicate):
        yield from _group(ontology.inverse_label(predicate), entity, relations, ontology)
    if account.figures:
        yield ""
        yield "数据"
    for figure in account.figures:
        yield from _figure(figure, ontology)


def _classes(entity: Entity, ontology: Ontology) -> str:
    return "，".join(ontology.label(name) for name in entity.classes)


def _group(label: str, entity: Entity, relations: Iterable[Relation], ontology: Ontology) -> Iterator[str]:
    yield ""
    yield label
    for relation in relations:
        other = relation.object if relation.subject.key == entity.key else relation.subject
        yield f"{_INDENT}{visible(other.name)}（{_classes(other, ontology)}） {_circumstances(relation, ontology)}"
        yield from _quotations(relation.quotations)


def _fact(relation: Relation, ontology: Ontology) -> Iterator[str]:
    label = ontology.label(relation.fact.predicate)
    yield f"{visible(relation.subject.name)} — {label} → {visible(relation.object.name)}"
    yield f"{_INDENT}<{relation.iri}>"
    yield f"{_INDENT}{_circumstances(relation, ontology)}"
    yield from _quotations(relation.quotations)


def _circumstances(relation: Relation, ontology: Ontology) -> str:
    fact = relation.fact
    parts = [f"置信度 {fact.confidence:g}"]
    parts += [ontology.label(fact.status)] if fact.status else []
    parts += [fact.time] if fact.time else []
    parts += [f"{visible(name)} {visible(value)}" for name, value in fact.attributes]
    parts += [f"规则 {visible(fact.rule)}"] if fact.rule else []
    return " · ".join(parts)


def _figure(figure: Figure, ontology: Ontology) -> Iterator[str]:
    one = figure.observation
    unit = "" if one.unit == "one" else ontology.label(one.unit)
    parts = [f"{ontology.label(one.indicator)} {number(repr(one.value))} {unit}".rstrip()]
    parts += [visible(one.of)] if one.of else []
    parts += [ontology.label(QUALIFIERS[one.qualifier])] if one.qualifier else []
    parts += [ontology.label(one.status)] if one.status else []
    parts += [one.time] if one.time else []
    parts += [f"置信度 {one.confidence:g}"]
    parts += [f"规则 {visible(one.rule)}"] if one.rule else []
    yield _INDENT + " · ".join(parts)
    yield from _quotations([figure.quotation])


def _quotations(quotations: Iterable[Quotation]) -> Iterator[str]:
    for one in quotations:
        evidence = one.evidence
        where = f"{visible(one.source.name)} {evidence.start}–{evidence.end}"
        yield f"{_INDENT * 2}「{visible(evidence.quote)}」 {where}"
