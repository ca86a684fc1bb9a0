"""The saved queries of `ontology/queries/` in, the text of one with a user's values in their places out.

A saved query is a file of SPARQL that runs as it is. Its first comments give title, description and parameters:

    # title: 合作伙伴
    # title@en: Partners
    # description: …
    # parameter place (entity): 地方的名称 | name of a place

and each parameter is the one variable of a `VALUES ?place { UNDEF }` in it (or `{ 0.6 }`, a default). A value never is
text of the query: it is looked up in the graph or parsed first, then put between the braces as an IRI or a literal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.data import folder
from kg.errors import KgError, UsageError
from kg.graph.explain import bearers, names
from kg.graph.near import hint, near, plain
from kg.ontology import Ontology
from kg.vocabulary import DCTERMS, DOC, KG, RDF, XSD

SUFFIX = ".rq"
_NAME = re.compile(r"[\w-]+")
_HEAD = re.compile(r"# (title|description)(@en)?: (.+)")
_PARAMETER = re.compile(r"# parameter (\w+) \((\w+)\): (.+?) \| (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A gap in a saved query. `kind` tells what a value is: one of `KINDS`."""

    name: str
    kind: str
    description: Mapping[str, str]
    """By language, zh and en."""
    default: str
    """What stands in the file, '' for any."""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name; titles and descriptions are by language, zh and en."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    text: str
    """The file as it is: SPARQL that runs with the defaults."""


def load(place: Path | None = None) -> dict[str, SavedQuery]:
    """All saved queries by name, sorted; `place` is another folder of them.

    Raises `KgError` for a file that is no saved query, with what is wrong about it.
    """
    files = sorted((place or folder("ontology") / "queries").glob(f"*{SUFFIX}"))
    return {file.stem: _parsed(file) for file in files}


def is_name(text: str) -> bool:
    """Whether `text` can be the name of a saved query; no query in SPARQL is a single word.

    >>> is_name("joint-projects"), is_name("ASK {}")
    (True, False)
    """
    return _NAME.fullmatch(text) is not None


def find(name: str, place: Path | None = None) -> SavedQuery:
    """The saved query of that name. Raises `UsageError` with the near ones where there is none."""
    queries = load(place)
    if name not in queries:
        titles = {word: query.name for query in queries.values() for word in (query.name, *query.title.values())}
        found = list(dict.fromkeys(titles[word] for word in near(name, titles)))
        advice = f"near: {', '.join(found)}" if found else f"there are {', '.join(queries)}"
        raise UsageError(f"no saved query is called {name}; {advice}")
    return queries[name]


def bind(query: SavedQuery, values: Mapping[str, str], store: Store) -> str:
    """The text of the query with `values` in place of the defaults of the parameters of those names.

    Raises `UsageError` for a parameter that the query does not have and for a value that nothing in the graph bears,
    each with the near ones.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    text = query.text
    for name, value in values.items():
        if name not in known:
            found = near(name, known)
            advice = f"did you mean {found[0]}?" if found else f"it has {', '.join(known) or 'none'}"
            raise UsageError(f"{query.name} has no parameter {name}; {advice}")
        found_terms = KINDS[known[name].kind](value, store)
        # A function, because a backslash in a string of replacement would be read as an escape.
        text = _gap(name).sub(_filling(name, found_terms), text, count=1)
    return text


def _filling(name: str, found: list[NamedNode | Literal]) -> Callable[[re.Match[str]], str]:
    return lambda _: f"VALUES ?{name} {{ {' '.join(map(str, found))} }}"


def _gap(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ ([^{{}}]*) \}}")


def _parsed(file: Path) -> SavedQuery:
    text = file.read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    parameters = []
    for line in text.splitlines():
        if head := _HEAD.fullmatch(line):
            words[head[1]]["en" if head[2] else "zh"] = head[3]
        elif parameter := _PARAMETER.fullmatch(line):
            name, kind, chinese, english = parameter.groups()
            gaps = _gap(name).findall(text)
            if kind not in KINDS or len(gaps) != 1:
                reason = f"unknown kind {kind}" if kind not in KINDS else f"needs exactly one VALUES ?{name} {{ … }}"
                raise KgError(f"{file}: parameter {name}: {reason}")
            default = "" if gaps[0] == "UNDEF" else gaps[0]
            parameters.append(Parameter(name, kind, MappingProxyType({"zh": chinese, "en": english}), default))
        elif line.startswith("# parameter"):
            raise KgError(f"{file}: not understood: {line}")
    for what, said in words.items():
        if said.keys() != {"zh", "en"}:
            raise KgError(f"{file}: needs the comments # {what}: … and # {what}@en: …")
    title, description = (MappingProxyType(words[what]) for what in ("title", "description"))
    return SavedQuery(file.stem, title, description, tuple(parameters), text)


def _entity(value: str, store: Store) -> list[NamedNode | Literal]:
    found = bearers(store, value)
    if not found:
        raise UsageError(f"nothing in the graph is called {value}{hint(value, names(store))}")
    return [NamedNode(iri) for iri in found]


def _document(value: str, store: Store) -> list[NamedNode | Literal]:
    called: dict[str, set[str]] = {}
    kind = store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(KG.Document), DefaultGraph())
    for document in (quad.subject for quad in kind):
        assert isinstance(document, NamedNode)
        called.setdefault(document.value, set()).add(document.value)
        called.setdefault(document.value.removeprefix(DOC), set()).add(document.value)
        called.setdefault("doc:" + document.value.removeprefix(DOC), set()).add(document.value)
        for predicate in (DCTERMS.identifier, DCTERMS.title):
            for quad in store.quads_for_pattern(document, NamedNode(predicate), None, DefaultGraph()):
                if isinstance(quad.object, Literal):
                    called.setdefault(quad.object.value, set()).add(document.value)
    if value not in called:
        raise UsageError(f"no document is called {value}{hint(value, called)}")
    return [NamedNode(iri) for iri in sorted(called[value])]


def _class(value: str, store: Store) -> list[NamedNode | Literal]:
    return _labelled(value, store, "class", Ontology.load().leaf_classes)


def _indicator(value: str, store: Store) -> list[NamedNode | Literal]:
    return _labelled(value, store, "indicator", Ontology.load().indicators)


def _status(value: str, store: Store) -> list[NamedNode | Literal]:
    return _labelled(value, store, "status", Ontology.load().statuses)


def _labelled(value: str, store: Store, kind: str, among: tuple[str, ...]) -> list[NamedNode | Literal]:  # noqa: ARG001
    """A term of the ontology by its local name or its label in either language."""
    ontology = Ontology.load()
    called: dict[str, str] = {}
    for name in among:
        for word in (name, f"kg:{name}", KG[name], *ontology.terms[name].labels.values()):
            called.setdefault(plain(word), name)
    if plain(value) not in called:
        words = {word: name for name in among for word in (name, *ontology.terms[name].labels.values())}
        there = ", ".join(among)
        raise UsageError(f"no {kind} is called {value}{hint(value, words) or f'; there are {there}'}")
    return [NamedNode(KG[called[plain(value)]])]


def _number(value: str, store: Store) -> list[NamedNode | Literal]:  # noqa: ARG001 (one signature for all kinds)
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UsageError(f"{value} is no number")
    return [Literal(f"{number:f}", datatype=NamedNode(XSD.decimal))]


def _text(value: str, store: Store) -> list[NamedNode | Literal]:  # noqa: ARG001 (one signature for all kinds)
    return [Literal(value)]


KINDS: Mapping[str, Callable[[str, Store], list[NamedNode | Literal]]] = MappingProxyType(
    {
        "entity": _entity,
        "document": _document,
        "class": _class,
        "indicator": _indicator,
        "status": _status,
        "number": _number,
        "text": _text,
    }
)
"""What a value can be: a name of an entity or document, of a class, an indicator, a status; a number; words."""
