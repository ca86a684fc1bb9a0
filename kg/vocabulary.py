"""The terms of the ontology and of the vocabularies beside it, as closed namespaces: a mistyped term is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Namespace:
    """A closed set of IRIs under one base.

    `KG.builds` and `KG["builds"]` give the IRI as a plain string, which rdflib's `URIRef` and pyoxigraph's `NamedNode`
    both take. A term that is not in the set raises `AttributeError` or `KeyError`.

    >>> KG.builds
    'https://w3id.org/regional-kg/ontology#builds'
    >>> KG.bulids
    Traceback (most recent call last):
    ...
    AttributeError: 'bulids' is not a term of https://w3id.org/regional-kg/ontology#
    """

    base: str
    terms: frozenset[str]

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):  # asked for by copy and pickle before the fields exist
            raise AttributeError(name)
        if name not in self.terms:
            raise AttributeError(f"{name!r} is not a term of {self.base}")
        return self.base + name

    def __getitem__(self, name: str) -> str:
        if name not in self.terms:
            raise KeyError(f"{name!r} is not a term of {self.base}")
        return self.base + name

    def __contains__(self, iri: object) -> bool:
        """Whether the full IRI is one of the terms."""
        return isinstance(iri, str) and iri.startswith(self.base) and iri[len(self.base) :] in self.terms

    def __iter__(self) -> Iterator[str]:
        """The IRIs, sorted."""
        return iter(sorted(self.base + name for name in self.terms))

    def local(self, iri: str) -> str:
        """The local name of one of the terms; raises `KeyError` for any other IRI."""
        if iri not in self:
            raise KeyError(f"{iri!r} is not a term of {self.base}")
        return iri[len(self.base) :]


def _closed(base: str, *words: str) -> Namespace:
    return Namespace(base, frozenset(name for line in words for name in line.split()))


LEAF_CLASSES = (
    *("Country", "Province", "City", "District", "Township", "Village", "Region", "NaturalFeature", "Zone", "Park"),
    *("Project", "Facility", "Enterprise", "Government", "School", "ResearchInstitute", "Hospital", "Alliance"),
    *("Industry", "Product", "Agreement", "Event", "Person"),
)
"""The classes that an entity is given, in the order in which they are shown."""
SUPERCLASSES = ("Entity", "Place", "AdministrativeDivision", "Organization")
RECORD_CLASSES = ("Fact", "Observation", "Document", "Alias", "Indicator", "Unit", "Status", "Qualifier")
CLASSES = (*SUPERCLASSES, *LEAF_CLASSES, *RECORD_CLASSES)

SYMMETRIC = ("cooperatesWith", "sisterCityOf")
RELATIONS = (
    *("cooperatesWith", "sisterCityOf", "locatedIn", "partOf", "builds", "investsIn", "signed", "connects"),
    *("produces", "develops", "memberOf", "hosts", "participatesIn", "worksFor"),
)
"""What facts say, in the order in which they are shown."""
ENTITY_PROPERTIES = ("mentionedIn", "parentDivision", "divisionCode", "countryCode", "alias", "reason")
RECORD_PROPERTIES = (
    *("evidence", "confidence", "status", "time", "rule", "attribute", "post"),
    *("about", "indicator", "value", "unit", "of", "qualifier"),
    *("encoding", "digest", "characters", "measuredIn"),
)
ANNOTATIONS = (
    *("colour", "shape", "icon", "displayOrder", "inverseLabel"),
    *("pattern", "subjectClass", "objectClass"),
)

INDICATORS = (
    *("investment", "outputValue", "contractAmount", "tradeVolume", "revenue", "loan", "area", "length", "headcount"),
    *("count", "growthRate", "share", "capacity", "duration", "other"),
)
UNITS = (
    *("CNY", "m2", "m3", "m", "km_per_h", "person", "one", "percent", "percentagePoint"),
    *("t", "TEU", "Wh", "W", "V", "s"),
)
STATUSES = ("Planned", "Underway", "Completed")
QUALIFIERS = MappingProxyType({"atLeast": "atLeast", "about": "approximately", "atMost": "atMost"})
"""A record's word for 超, 约 and 不足 → the ontology's term; `kg:about` is already the property of observations."""

KG = Namespace(
    "https://w3id.org/regional-kg/ontology#",
    frozenset(
        (
            *(*CLASSES, *RELATIONS, *ENTITY_PROPERTIES, *RECORD_PROPERTIES, *ANNOTATIONS),
            *(*INDICATORS, *UNITS, *STATUSES, *QUALIFIERS.values()),
        )
    ),
)

# What is taken from other vocabularies; a term that a writer needs and that is missing is added here.
RDF = _closed(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type Statement subject predicate object value first rest nil langString",
)
RDFS = _closed(
    "http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf subPropertyOf domain range isDefinedBy seeAlso"
)
OWL = _closed(
    "http://www.w3.org/2002/07/owl#",
    "Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual Ontology SymmetricProperty",
    "TransitiveProperty IrreflexiveProperty unionOf disjointWith sameAs versionInfo versionIRI",
)
XSD = _closed(
    "http://www.w3.org/2001/XMLSchema#",
    "string decimal integer nonNegativeInteger double boolean date gYear gYearMonth dateTime anyURI",
)
SKOS = _closed(
    "http://www.w3.org/2004/02/skos/core#",
    "prefLabel altLabel definition notation note scopeNote exactMatch closeMatch broadMatch relatedMatch",
)
SKOSXL = _closed("http://www.w3.org/2008/05/skos-xl#", "Label literalForm prefLabel altLabel")
DCTERMS = _closed(
    "http://purl.org/dc/terms/",
    "title identifier description date issued created modified creator publisher license language source extent format",
    "subject spatial temporal isPartOf hasPart conformsTo type",
)
PROV = _closed(
    "http://www.w3.org/ns/prov#",
    "Entity Activity Agent SoftwareAgent wasDerivedFrom wasGeneratedBy wasAttributedTo wasAssociatedWith used",
    "hadPrimarySource startedAtTime endedAtTime generatedAtTime value Bundle",
)
OA = _closed(
    "http://www.w3.org/ns/oa#",
    "Annotation SpecificResource TextQuoteSelector TextPositionSelector FragmentSelector hasSource hasSelector exact",
    "prefix suffix start end hasBody hasTarget",
)
GEO = _closed(
    "http://www.opengis.net/ont/geosparql#", "Feature Geometry hasGeometry hasDefaultGeometry asWKT wktLiteral sfWithin"
)
WGS84 = _closed("http://www.w3.org/2003/01/geo/wgs84_pos#", "lat long")
DCAT = _closed(
    "http://www.w3.org/ns/dcat#",
    "Dataset Distribution distribution downloadURL mediaType byteSize version keyword theme contactPoint landingPage",
)
VOID = _closed(
    "http://rdfs.org/ns/void#",
    "Dataset triples entities classes properties documents distinctSubjects distinctObjects vocabulary uriSpace",
    "dataDump classPartition propertyPartition class property subset sparqlEndpoint exampleResource",
)
SCHEMA = _closed("https://schema.org/", "name description url softwareVersion")
FOAF = _closed("http://xmlns.com/foaf/0.1/", "Document page homepage primaryTopic")

ENT = "https://w3id.org/regional-kg/entity/"
DOC = "https://w3id.org/regional-kg/document/"
FACT = "https://w3id.org/regional-kg/fact/"
OBS = "https://w3id.org/regional-kg/observation/"
GRAPH = "https://w3id.org/regional-kg/graph/"
"""Bases of the data's own IRIs; their local names are open."""

PREFIXES = MappingProxyType(
    {
        "kg": KG.base,
        "ent": ENT,
        "doc": DOC,
        "fact": FACT,
        "obs": OBS,
        "graph": GRAPH,
        "rdf": RDF.base,
        "rdfs": RDFS.base,
        "owl": OWL.base,
        "xsd": XSD.base,
        "skos": SKOS.base,
        "skosxl": SKOSXL.base,
        "dcterms": DCTERMS.base,
        "prov": PROV.base,
        "oa": OA.base,
        "geo": GEO.base,
        "wgs84": WGS84.base,
        "dcat": DCAT.base,
        "void": VOID.base,
        "schema": SCHEMA.base,
        "foaf": FOAF.base,
    }
)
"""Prefix → namespace, for writing Turtle and for queries that bind none."""
