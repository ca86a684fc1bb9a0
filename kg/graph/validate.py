"""A built graph in, what is wrong with it out: runs the shapes of `ontology/shapes.ttl` with pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.data import folder
from kg.errors import KgError, OutputError
from kg.graph.terms import DATASET
from kg.vocabulary import XSD

if TYPE_CHECKING:
    import rdflib

FILES = ("graph.ttl", "evidence.ttl")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the report: which node, what about it, and why that is wrong."""

    severity: str
    """`Violation`, a defect of the graph, or `Warning`, a statement to look at."""
    focus: str
    """IRI of the node; of a blank node, the one that leads to it."""
    path: str
    """IRI of the property, several with slashes between, or '' where the node as a whole is meant."""
    value: str
    messages: Mapping[str, str] = field(hash=False)
    """By language, `zh` and `en`."""

    def line(self, lang: str = "zh") -> str:
        """One line for a person to read, with IRIs shortened to their local names."""
        words = [self.severity, _short(self.focus), *([_short(self.path)] if self.path else [])]
        shown = f" ({_short(self.value)})" if self.value not in {"", self.focus} else ""
        return f"{' '.join(words)}: {self.messages[lang]}{shown}"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, violations first, in an order that depends on nothing but the graph."""

    findings: tuple[Finding, ...]
    triples: int
    """How many were checked."""

    @property
    def conforms(self) -> bool:
        """Whether the graph is valid. Warnings do not make it invalid."""
        return not self.violations

    @property
    def violations(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity == "Violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity != "Violation")

    def as_dict(self) -> dict[str, object]:
        """The report as plain data for JSON."""
        rows = [
            {"severity": f.severity, "focus": f.focus, "path": f.path, "value": f.value, "message": dict(f.messages)}
            for f in self.findings
        ]
        return {"conforms": self.conforms, "triples": self.triples, "findings": rows}


def validate(data: Path | rdflib.Graph, *, shapes: Path | None = None) -> Report:
    """Check a graph against the shapes.

    `data` is a folder that a build wrote, one Turtle file, or an rdflib graph, which is left as it is. `shapes` is
    another file of shapes. Raises `OutputError` where there is nothing to check or it is not Turtle, `KgError` where
    the shapes themselves are broken.
    """
    # Half a second of imports that no other command should pay.
    from pyshacl import validate as run  # noqa: PLC0415

    ontology = folder("ontology")
    # The classes stand beside the data, so that sh:class knows what is under Place; pySHACL would copy both to mix.
    graph = _copy(data)
    triples = len(graph)
    _add(graph, [ontology / "kg.ttl"], KgError)
    rules = _empty()
    _add(rules, [shapes or ontology / "shapes.ttl"], KgError)
    _, report, text = run(
        graph, shacl_graph=rules, inplace=True, inference="none", advanced=False, do_owl_imports=False
    )
    if not hasattr(report, "subjects"):
        raise KgError(f"{shapes or ontology / 'shapes.ttl'}: the shapes cannot be run: {text}")
    return Report(tuple(sorted(_findings(report, graph), key=_rank)), triples)


def _rank(finding: Finding) -> tuple[bool, str, str, str, str]:
    return finding.severity != "Violation", finding.focus, finding.path, finding.messages["en"], finding.value


def _empty() -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    return rdflib.Graph(bind_namespaces="none")


def _copy(data: Path | rdflib.Graph) -> rdflib.Graph:
    graph = _empty()
    if isinstance(data, Path):
        files = [data / name for name in FILES if (data / name).is_file()] if data.is_dir() else [data]
        if not files or not files[0].is_file():
            raise OutputError(f"{data}: no {FILES[0]} there to validate; run `kg build` first")
        _add(graph, files, OutputError)
    else:
        graph += data
    return graph


def _add(graph: rdflib.Graph, files: Iterable[Path], error: type[KgError]) -> None:
    """Parse Turtle into `graph`: with Oxigraph, which is ten times as fast as rdflib's own parser."""
    import pyoxigraph as ox  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    for number, file in enumerate(files):
        known: dict[object, rdflib.term.Node] = {}

        def node(term: object, known: dict[object, rdflib.term.Node] = known, number: int = number) -> rdflib.term.Node:
            found = known.get(term)
            if found is None:
                if isinstance(term, ox.NamedNode):
                    found = rdflib.URIRef(term.value)
                elif isinstance(term, ox.BlankNode):
                    found = rdflib.BNode(f"f{number}{term.value}")
                else:
                    assert isinstance(term, ox.Literal)
                    kind = (
                        None
                        if term.language or term.datatype.value == XSD.string
                        else rdflib.URIRef(term.datatype.value)
                    )
                    found = rdflib.Literal(term.value, lang=term.language, datatype=kind)
                known[term] = found
            return found

        try:
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
                graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
        except (OSError, SyntaxError) as problem:
            raise error(f"{file}: cannot be read as Turtle: {problem}") from problem


def _findings(report: rdflib.Graph, graph: rdflib.Graph) -> Iterator[Finding]:
    from rdflib import RDF, SH, BNode, Literal  # noqa: PLC0415

    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        path = report.value(result, SH.resultPath)
        if str(focus) == DATASET and path is None and value is not None:
            # A query over the whole graph is aimed at the dataset; what it found is the value.
            focus, value = value, None
        steps = _steps(report, path)
        while isinstance(focus, BNode):
            # Labels of blank nodes are another in every run, so a reader is led there from the node above.
            above = next(graph.subject_predicates(focus), None)
            if above is None:
                break
            focus, steps = above[0], [str(above[1]), *steps]
        texts = [one for one in report.objects(result, SH.resultMessage) if isinstance(one, Literal)]
        messages = {text.language or "en": str(text) for text in texts}
        fallback = next(iter(messages.values()), "")
        yield Finding(
            severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
            focus=_text(focus),
            path="/".join(steps),
            value=_text(value),
            messages={"zh": messages.get("zh", fallback), "en": messages.get("en", fallback)},
        )


def _steps(report: rdflib.Graph, path: rdflib.term.Node | None) -> list[str]:
    """The properties of a path; of the structured ones, the shapes use sequences only."""
    from rdflib import BNode  # noqa: PLC0415
    from rdflib.collection import Collection  # noqa: PLC0415

    if isinstance(path, BNode):
        return [str(step) for step in Collection(report, path)]
    return [] if path is None else [str(path)]


def _text(node: rdflib.term.Node | None) -> str:
    from rdflib import BNode  # noqa: PLC0415

    return "" if node is None else "[]" if isinstance(node, BNode) else str(node)


def _short(iri: str) -> str:
    """The local names of an IRI or path, a literal as it is.

    >>> _short("http://www.w3.org/ns/oa#hasSelector/http://www.w3.org/ns/oa#exact")
    'hasSelector/exact'
    """
    if "://" not in iri:
        return iri
    steps = iri.replace("/http", "\nhttp").split("\n")
    return "/".join(step.rpartition("#")[2] if "#" in step else step.rpartition("/")[2] for step in steps)
