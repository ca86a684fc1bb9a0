"""One record in, what RDF says of it out: the rows of entities, facts, observations, evidence and documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from types import MappingProxyType

from kg.graph import terms
from kg.graph.blocks import Block, Nested, Row
from kg.graph.terms import iri
from kg.model import Alias, Entity, Evidence, Fact, Observation, Source
from kg.vocabulary import DCTERMS, KG, LEAF_CLASSES, OA, PROV, QUALIFIERS, RDF, RDFS, SKOS, SKOSXL, WGS84

TYPE = iri(RDF.type)
SUBJECT = iri(RDF.subject)
PREDICATE = iri(RDF.predicate)
OBJECT = iri(RDF.object)
NAME = iri(SKOS.prefLabel)
OTHER_NAME = iri(SKOS.altLabel)
LITERAL_FORM = iri(SKOSXL.literalForm)
LATITUDE = iri(WGS84.lat)
LONGITUDE = iri(WGS84.long)
"""Two plain decimals and not a GeoSPARQL literal: every SPARQL engine can compare them and every reader read them."""
SHOWN_AS = iri(DCTERMS.type)
"""The best of several classes: RDF keeps no order of them, and a view has to choose one."""
TITLE = iri(DCTERMS.title)
IDENTIFIER = iri(DCTERMS.identifier)
DATE = iri(DCTERMS.date)
HAS_SOURCE = iri(OA.hasSource)
HAS_SELECTOR = iri(OA.hasSelector)
EXACT = iri(OA.exact)
START = iri(OA.start)
END = iri(OA.end)
DERIVED_FROM = iri(PROV.wasDerivedFrom)
GENERATED_BY = iri(PROV.wasGeneratedBy)

STATEMENT = iri(RDF.Statement)
SPECIFIC = iri(OA.SpecificResource)
QUOTE = iri(OA.TextQuoteSelector)
POSITION = iri(OA.TextPositionSelector)

_KG = MappingProxyType({name: iri(KG[name]) for name in sorted(KG.terms)})
"""Tokens of the ontology's terms by their local names; a build asks for them millions of times."""
_BACKGROUND = (terms.BACKGROUND_GRAPH,)
_LEAF_ORDER = MappingProxyType({name: place for place, name in enumerate(LEAF_CLASSES)})


def identity(entity: Entity, graphs: tuple[str, ...]) -> list[Row]:
    """Classes and names of an entity, said by `graphs`."""
    classes = sorted(entity.classes, key=lambda name: (_LEAF_ORDER.get(name, len(_LEAF_ORDER)), name))
    rows = [Row(TYPE, _KG[name], graphs) for name in classes]
    if len(classes) > 1:
        rows.append(Row(SHOWN_AS, _KG[entity.classes[0]], graphs))
    rows.append(Row(NAME, terms.text(entity.name, "zh"), graphs))
    for name, aliases in groupby(other_names(entity), lambda one: one.name):
        rows.append(Row(OTHER_NAME, terms.text(name, "zh"), _sayers(list(aliases), graphs)))
    return rows


def _sayers(aliases: Sequence[Alias], graphs: tuple[str, ...]) -> tuple[str, ...]:
    """Who says a further name: its documents, or else whoever speaks of the entity."""
    if not all(alias.documents for alias in aliases):
        return graphs
    return tuple(sorted({terms.document_graph(digest) for alias in aliases for digest in alias.documents}))


def other_names(entity: Entity) -> list[Alias]:
    """Aliases sorted, each once, without the name itself (in SKOS no label is both preferred and alternative)."""
    return sorted(
        {alias for alias in entity.aliases if alias.name != entity.name}, key=lambda one: (one.name, one.reason)
    )


def atlas(entity: Entity, parent: str | None, place: tuple[float, float] | None) -> list[Row]:
    """What an atlas knows of a division: code, the division above it, (longitude, latitude) in degrees."""
    rows = []
    if entity.code:
        code = "divisionCode" if entity.code.isdigit() else "countryCode"
        rows.append(Row(_KG[code], terms.text(entity.code), _BACKGROUND))
    if parent is not None:
        rows.append(Row(_KG["parentDivision"], terms.entity(parent), _BACKGROUND))
    if place is not None:
        rows.append(Row(LATITUDE, terms.decimal(place[1]), _BACKGROUND))
        rows.append(Row(LONGITUDE, terms.decimal(place[0]), _BACKGROUND))
    return rows


def mentions(entity: Entity) -> list[Row]:
    """The documents that mention an entity, each said by that document's graph."""
    predicate = _KG["mentionedIn"]
    return [
        Row(predicate, terms.document(digest), (terms.document_graph(digest),))
        for digest in sorted(set(entity.documents))
    ]


def reasons(entity: Entity, graphs: tuple[str, ...]) -> Block | None:
    """Why each further name is taken for the same thing and which documents use it; None where there are none."""
    aliases = other_names(entity)
    if not aliases:
        return None
    subject = terms.entity(entity.key)
    rows = [
        Row(
            _KG["alias"],
            Nested(
                f"_:a{terms.digest_of(entity.key, alias.name, alias.reason)}",
                (
                    (TYPE, _KG["Alias"]),
                    (LITERAL_FORM, terms.text(alias.name, "zh")),
                    (_KG["reason"], terms.text(alias.reason)),
                    *((DERIVED_FROM, terms.document(digest)) for digest in alias.documents),
                ),
            ),
            _sayers([alias], graphs),
        )
        for alias in aliases
    ]
    return Block(subject, rows)


def relation(fact: Fact, graphs: tuple[str, ...]) -> Row:
    """The plain triple of a fact, as a row of its subject."""
    return Row(_KG[fact.predicate], terms.entity(fact.object), graphs)


def statement(fact: Fact, graphs: tuple[str, ...]) -> Block:
    """The statement about a fact; an evidence is said by its own document's graph only."""
    subject = terms.fact(fact.subject, fact.predicate, fact.object)
    rows = [
        Row(TYPE, STATEMENT, graphs),
        Row(TYPE, _KG["Fact"], graphs),
        Row(SUBJECT, terms.entity(fact.subject), graphs),
        Row(PREDICATE, _KG[fact.predicate], graphs),
        Row(OBJECT, terms.entity(fact.object), graphs),
        Row(_KG["confidence"], terms.decimal(fact.confidence), graphs),
    ]
    if fact.status:
        rows.append(Row(_KG["status"], _KG[fact.status], graphs))
    if fact.time:
        rows.append(Row(_KG["time"], terms.text(fact.time), graphs))
    if fact.rule:
        rows.append(Row(_KG["rule"], terms.text(fact.rule), graphs))
    rows += (_attribute(name, value, subject, graphs) for name, value in sorted(set(fact.attributes)))
    rows += (
        Row(_KG["evidence"], evidence_iri(one), (terms.document_graph(one.document),))
        for one in sorted(set(fact.evidence), key=place)
    )
    return Block(subject, rows)


def _attribute(name: str, value: str, subject: str, graphs: tuple[str, ...]) -> Row:
    """A further word of the text; the ontology has a property for a post, the others say their name themselves."""
    if name == "post":
        return Row(_KG["post"], terms.text(value, "zh"), graphs)
    label = f"_:t{terms.digest_of(subject, name, value)}"
    node = Nested(label, ((iri(RDFS.label), terms.text(name)), (iri(RDF.value), terms.text(value, "zh"))))
    return Row(_KG["attribute"], node, graphs)


def observation_iri(observation: Observation) -> str:
    """IRI of an observation: made of everything it says and where, not of how sure the rule was."""
    one = observation
    said = (one.about, one.indicator, terms.decimal(one.value), one.unit, one.of, one.time or "", one.qualifier)
    return terms.observation(*said, one.status or "", evidence_iri(one.evidence))


def observation_order(observation: Observation, name: str = "") -> tuple[str, str, tuple[str, int, int], str]:
    """What observations are sorted by: the entity, the indicator, the place in the text; `name`: its IRI if known."""
    one = observation
    return one.about, one.indicator, place(one.evidence), name or observation_iri(one)


def observation_block(observation: Observation, graphs: tuple[str, ...]) -> Block:
    """A number, of what, in which unit, and the evidence."""
    one = observation
    rows = [
        Row(TYPE, _KG["Observation"], graphs),
        Row(_KG["about"], terms.entity(one.about), graphs),
        Row(_KG["indicator"], _KG[one.indicator], graphs),
        Row(_KG["value"], terms.decimal(one.value), graphs),
        Row(_KG["unit"], _KG[one.unit], graphs),
    ]
    if one.of:
        rows.append(Row(_KG["of"], terms.text(one.of, "zh"), graphs))
    if one.qualifier:
        rows.append(Row(_KG["qualifier"], _KG[QUALIFIERS[one.qualifier]], graphs))
    if one.status:
        rows.append(Row(_KG["status"], _KG[one.status], graphs))
    if one.time:
        rows.append(Row(_KG["time"], terms.text(one.time), graphs))
    rows.append(Row(_KG["confidence"], terms.decimal(one.confidence), graphs))
    if one.rule:
        rows.append(Row(_KG["rule"], terms.text(one.rule), graphs))
    rows.append(Row(_KG["evidence"], evidence_iri(one.evidence), graphs))
    return Block(observation_iri(one), rows)


def place(evidence: Evidence) -> tuple[str, int, int]:
    """What two evidences with the same quotation have in common."""
    return evidence.document, evidence.start, evidence.end


def evidence_iri(evidence: Evidence) -> str:
    """Token of the IRI of an evidence."""
    return terms.evidence(evidence.document, evidence.start, evidence.end)


def selection(evidence: Evidence) -> Block:
    """A stretch of a document, by its words and by its offsets (W3C Web Annotation)."""
    subject = evidence_iri(evidence)
    graphs = (terms.document_graph(evidence.document),)
    name = f"{evidence.document[:16]}-{evidence.start}-{evidence.end}"
    quote = Nested(f"_:q{name}", ((TYPE, QUOTE), (EXACT, terms.text(evidence.quote))))
    position = (
        (TYPE, POSITION),
        (START, terms.integer(evidence.start)),
        (END, terms.integer(evidence.end)),
    )
    rows = [
        Row(TYPE, SPECIFIC, graphs),
        Row(HAS_SOURCE, terms.document(evidence.document), graphs),
        Row(HAS_SELECTOR, quote, graphs),
        Row(HAS_SELECTOR, Nested(f"_:p{name}", position), graphs),
    ]
    return Block(subject, rows)


def document_block(source: Source) -> Block:
    """A document, and that its named graph was made from it."""
    graph = terms.document_graph(source.digest)
    graphs = (graph,)
    rows = [
        Row(TYPE, _KG["Document"], graphs),
        Row(TYPE, iri(PROV.Entity), graphs),
        Row(TITLE, terms.text(source.title), graphs),
        Row(IDENTIFIER, terms.text(source.name), graphs),
    ]
    if source.date:
        rows.append(Row(DATE, terms.date(source.date), graphs))
    rows += (
        Row(_KG["digest"], terms.text(source.digest), graphs),
        Row(_KG["encoding"], terms.text(source.encoding), graphs),
        Row(_KG["characters"], terms.integer(source.length), graphs),
    )
    return Block(terms.document(source.digest), rows)


def derivation(source: Source) -> Block:
    """That the named graph of a document was made from it, and by what."""
    graphs = (terms.DATASET_GRAPH,)
    rows = [
        Row(TYPE, iri(PROV.Bundle), graphs),
        Row(DERIVED_FROM, terms.document(source.digest), graphs),
        Row(GENERATED_BY, iri(terms.BUILD), graphs),
    ]
    return Block(terms.document_graph(source.digest), rows)
