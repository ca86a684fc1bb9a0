"""What `import kg` offers: articles built into a knowledge graph, a build opened again, and what both can do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg import output as place
from kg.data import folder as data_folder
from kg.errors import UsageError
from kg.model import Knowledge

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from kg.evaluate import Evaluation
    from kg.graph.answer import Answer
    from kg.graph.assemble import Assembled
    from kg.graph.explain import Explanation
    from kg.graph.validate import Report
    from kg.pipeline import Failure, Outcome, Progress
    from kg.remote.push import Pushed
    from kg.view.options import ViewOptions

# Imports stand in the functions that need them: a query must not wait for the tables of the extraction, a build not
# for rdflib.
# ruff: noqa: PLC0415

GRAPH, EVIDENCE, VIEW, STORE = place.GRAPH, place.EVIDENCE, place.VIEW, place.STORE


def build(
    paths: Iterable[Path | str] | Path | str | None = None,
    *,
    output: Path | str | None = None,
    workers: int | None = 1,
    min_confidence: float = 0.0,
    recognizer: str = "full",
    rules: Iterable[Path | str] = (),
    gazetteers: Iterable[Path | str] = (),
    strict: bool = False,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read articles and give the graph of what they say.

    `paths` are files and folders, or one of them; None takes the articles that ship with the package. `output` is a
    folder to write the graph to as well; it is held, and checked to be writable, before any work. `workers` is a number
    of processes, None chooses one by the amount of text; a script that asks for more than one needs the usual
    `if __name__ == "__main__":`. Facts below `min_confidence` are left out. `rules` and `gazetteers` are files that add
    to the built-in ones. Documents that could not be read are listed in `failures` of the result; `strict` raises what
    is a defect of this package instead. `progress` is called with a stage, how much of it is done and how much there
    is.

    Raises `UsageError` for arguments that cannot be, `RuleError` for a wrong rule pack or gazetteer, `InputError` where
    no document could be read and `OutputError` where the result cannot be written.
    """
    from kg.pipeline import Settings, run, silent

    if paths is None:
        paths = [data_folder("seeds") / "documents"]
    elif isinstance(paths, str | Path):
        paths = [paths]
    settings = Settings(recognizer, tuple(map(Path, rules)), tuple(map(Path, gazetteers)), min_confidence)
    told = progress or silent
    if output is None:
        return KnowledgeGraph._of(run(paths, settings, workers=workers, strict=strict, progress=told))
    with place.staging(Path(output)) as stage:
        graph = KnowledgeGraph._of(run(paths, settings, workers=workers, strict=strict, progress=told))
        graph._write(stage, told)
    graph.folder = Path(output)
    return graph


def open(folder: Path | str = "output") -> KnowledgeGraph:  # noqa: A001 (kg.open, as in gzip.open)
    """The graph that a build wrote into `folder`. Raises `OutputError` where there is none, or an older one."""
    from kg.graph import store

    place.settle(Path(folder))
    store.check(Path(folder) / STORE)
    return KnowledgeGraph(folder=Path(folder))


def eval(  # noqa: A001 (kg.eval, as `kg eval`)
    gold: Path | str,
    text: Path | str | None = None,
    *,
    graph: KnowledgeGraph | None = None,
    workers: int | None = 1,
    min_confidence: float = 0.0,
    recognizer: str = "full",
    rules: Iterable[Path | str] = (),
    gazetteers: Iterable[Path | str] = (),
    strict: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Score what kg finds in articles against annotations of them: `.total`, and `.documents` one by one.

    `gold` is an annotation in JSON (docs/quality.md) or a folder of them, `text` its article or the folder to look for
    articles in; None means beside the annotations. Each article is built as if it were the only one, with the options
    of `kg.build`; with `graph`, what that build says of each article is scored instead, and only `min_confidence` is
    heeded. Raises `UsageError` for arguments that cannot be, and `InputError` for an annotation that is wrong (file,
    place, reason), an annotation without its article and an article that cannot be read or that `graph` does not hold.
    """
    from kg.evaluate import measure, measure_built, pairs
    from kg.pipeline import Settings, confident, silent

    annotated = pairs(Path(gold), None if text is None else Path(text))
    if graph is not None:
        said = confident(graph.knowledge, min_confidence)
        return measure_built(annotated, said, str(graph.folder or "the graph"))
    settings = Settings(recognizer, tuple(map(Path, rules)), tuple(map(Path, gazetteers)), min_confidence)
    return measure(annotated, settings, workers=workers, strict=strict, progress=progress or silent)


class KnowledgeGraph:
    """Entities, facts and observations with their evidence: built from articles or opened from a folder."""

    def __init__(
        self,
        knowledge: Knowledge | None = None,
        *,
        folder: Path | None = None,
        failures: tuple[Failure, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> None:
        """Of `knowledge`, or of what a build wrote into `folder`; use `kg.build` and `kg.open`."""
        if knowledge is not None:
            self.knowledge = knowledge
        self.folder = folder
        """Where it was written to or opened from; None where it is in memory only."""
        self.failures = failures
        """Documents that gave nothing, and why."""
        self.notes = notes
        """What else there is to know about the reading: documents that are the same, files left aside."""

    @classmethod
    def _of(cls, outcome: Outcome) -> Self:
        return cls(outcome.knowledge, failures=outcome.failures, notes=outcome.notes)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The records: `.entities`, `.facts`, `.observations`, `.sources` and background."""
        from kg.graph.reading import read

        return read(self._store)

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """Everything as an rdflib graph: what `graph.ttl` and `evidence.ttl` hold. Made once; yours to change."""
        from kg.export.rdf import to_rdflib

        return to_rdflib(self._assembled)

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """Entities as nodes by key, facts as edges, with their fields as attributes."""
        from kg.export.network import to_networkx

        return to_networkx(self.knowledge)

    def query(
        self,
        text: str,
        *,
        infer: bool = False,
        limit: int | None = None,
        timeout: float | None = None,
        **values: str,
    ) -> Answer:
        """Ask in SPARQL 1.1, where the project's prefixes are bound, or by the name of a saved query.

        The answer iterates over rows of pyoxigraph terms, is true or false for ASK, and `.write(format)` gives bytes.
        `infer` adds what the ontology entails, `limit` ends a long answer, `timeout` (seconds) stops a long query of a
        build that is on the disk. `values` are those of a saved query's parameters: names, as a person writes them.
        Raises `QueryError`, with line and column where the query does not parse, `LimitError` for one that was stopped,
        and `UsageError`, with the near ones, for a query, parameter or name that is not there.
        """
        from kg.graph import saved
        from kg.graph.query import run

        if saved.is_name(text):
            query = saved.find(text)
            text = saved.bind(query, values, self._store) if values else query.text
        elif values:
            raise UsageError(f"only saved queries have parameters, and this is none: {', '.join(values)}")
        if timeout is None:
            return run(self._store, text, infer=infer, rows=limit)
        if self.folder is None:
            raise UsageError("a query of a graph in memory cannot be stopped: write the graph, or leave timeout out")
        return run(self.folder / STORE, text, infer=infer, rows=limit, seconds=timeout)

    def explain(self, name: str) -> Explanation:
        """What is said of an entity, or why a fact is believed, with the sentences. `str()` of it is for reading.

        `name` is a name, an alias, a key or the IRI of a fact. Raises `UsageError` where nothing has that name.
        """
        from kg.graph.explain import explain

        return explain(self._store, name)

    def validate(self) -> Report:
        """Check the graph against the shapes of `ontology/shapes.ttl`."""
        from kg.graph.validate import validate

        return validate(self.rdf if self.folder is None else self.folder)

    def view(self, path: Path | str, *, options: ViewOptions | None = None, progress: Progress | None = None) -> None:
        """Write the page to explore the graph to `path`, one HTML file that needs no network."""
        from kg.view.options import ViewOptions
        from kg.view.page import write

        with place.replacing(Path(path)) as beside:
            write(self.knowledge, beside, options=options or ViewOptions(), progress=progress)

    def export(self, format: str, path: Path | str, *, infer: bool = False) -> None:  # noqa: A002 (as --format)
        """Write the graph to `path` in one of `kg.export.FORMATS`; `infer` adds what the ontology entails.

        Raises `UsageError` for another format, and for `infer` with one that has no place for it.
        """
        pieces = self.pieces(format, infer=infer)
        with place.replacing(Path(path)) as beside, beside.open("wb") as file:
            file.writelines(pieces)

    def pieces(self, format: str, *, infer: bool = False) -> Iterable[bytes]:  # noqa: A002 (as --format)
        """The same, piece by piece."""
        from kg.export import pieces

        return pieces(self._store, format, infer=infer)

    def push(self, url: str, *, infer: bool = False, progress: Progress | None = None) -> Pushed:
        """Write the named graphs to a SPARQL 1.1 store at `url`: they are replaced, nothing else is touched.

        Credentials come from the environment: `KG_REMOTE_USER` and `KG_REMOTE_PASSWORD`, or `KG_REMOTE_TOKEN`. `infer`
        adds the graph of what the ontology entails. Raises `UsageError` for an address that is none and `OutputError`
        where the server refuses or does not answer.
        """
        from kg.remote.push import push

        return push(self._store, url, infer=infer, progress=progress)

    def write(self, folder: Path | str, *, progress: Progress | None = None) -> None:
        """Write `graph.ttl`, `evidence.ttl`, `graph.html` and `store/` into `folder`, all of them or none."""
        from kg.pipeline import silent

        with place.staging(Path(folder)) as stage:
            self._write(stage, progress or silent)
        self.folder = self.folder or Path(folder)

    def _write(self, stage: Path, progress: Progress) -> None:
        from kg.pipeline import write

        write(self.knowledge, stage, progress=progress)

    @cached_property
    def _assembled(self) -> Assembled:
        from kg.graph.assemble import assemble

        return assemble(self.knowledge)

    @cached_property
    def _store(self) -> pyoxigraph.Store:
        from kg.graph import store

        return store.in_memory(self._assembled) if self.folder is None else store.open_store(self.folder / STORE)

    def __repr__(self) -> str:
        where = f" in {self.folder}" if self.folder else ""
        if "knowledge" not in self.__dict__:
            return f"<KnowledgeGraph{where}>"
        said = self.knowledge
        return f"<KnowledgeGraph{where}: {len(said.entities)} entities, {len(said.facts)} facts>"
