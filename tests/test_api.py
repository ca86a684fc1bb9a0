"""`import kg`: what it offers, what it costs, and that a graph in memory and one on the disk are the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.conftest import ROOT

SEED = ROOT / "seeds" / "documents" / "04-signing.txt"
HEAVY = {
    "babel",
    "jieba",
    "jinja2",
    "networkx",
    "numpy",
    "opencc",
    "pypinyin",
    "pyshacl",
    "pyvis",
    "rdflib",
    "rich",
    "rjieba",
}


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.build(SEED)


def test_exactly_this_is_exported() -> None:
    assert kg.__all__ == [
        "InputError",
        "KgError",
        "KnowledgeGraph",
        "LimitError",
        "OutputError",
        "QueryError",
        "RuleError",
        "UsageError",
        "__version__",
        "build",
        "eval",
        "open",
    ]
    assert dir(kg) == kg.__all__
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'bulid'"):
        kg.bulid  # type: ignore[attr-defined] # noqa: B018


def test_every_error_is_exported() -> None:
    from kg import errors

    defined = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert defined == {name for name in kg.__all__ if name.endswith("Error")}


def test_a_graph_offers_exactly_this() -> None:
    names = {name for name in vars(kg.KnowledgeGraph) if not name.startswith("_")}
    assert names == {
        *("knowledge", "rdf", "networkx", "query", "explain", "validate"),
        *("view", "export", "pieces", "push", "write"),
    }


def _modules(code: str) -> set[str]:
    """Top-level modules that are there after `code` ran in a process of its own."""
    listing = "import sys; print('\\n'.join({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    command = [sys.executable, "-c", f"{code}\n{listing}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(done.stderr.split())


def test_import_costs_nothing() -> None:
    assert _modules("import kg").isdisjoint(HEAVY | {"typer", "pyoxigraph", "multiprocessing"})


@pytest.mark.parametrize(
    "arguments", [["--help"], ["build", "--help"], ["query", "ASK {}"], ["explain", "江津区"], ["export", "-f", "nt"]]
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], seeds_output: Path) -> None:
    where = [] if "--help" in arguments else ["--graph", str(seeds_output)]
    loaded = _modules(f"from kg import cli; assert cli.run({[*arguments, *where]!r}) == 0")
    assert loaded.isdisjoint(HEAVY)


def test_the_graph_in_memory_can_be_asked(graph: kg.KnowledgeGraph) -> None:
    assert graph.query("ASK { ?fact a kg:Fact ; kg:evidence ?evidence }")
    assert len(graph.query("SELECT ?e { ?e kg:mentionedIn ?d }")) == len(graph.knowledge.entities)
    assert "江津区" in str(graph.explain("江津区"))
    assert graph.validate().conforms
    assert repr(graph) == (
        f"<KnowledgeGraph: {len(graph.knowledge.entities)} entities, {len(graph.knowledge.facts)} facts>"
    )


def test_shapes_hold_the_same(graph: kg.KnowledgeGraph) -> None:
    count = graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
    assert count is not None
    assert len(graph.rdf) == int(count.value)  # type: ignore[union-attr]
    network = graph.networkx()
    assert network.number_of_edges() == len(graph.knowledge.facts)
    assert {entity.key for entity in graph.knowledge.entities} <= set(network)


def test_written_and_opened_it_is_the_same(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    built = kg.build(SEED, output=tmp_path / "built")
    memory = kg.KnowledgeGraph(graph.knowledge)
    memory.write(tmp_path / "written")
    again = kg.open(tmp_path / "written")
    again.write(tmp_path / "again")
    for name in ("graph.ttl", "evidence.ttl", "graph.html"):
        first = (tmp_path / "built" / name).read_bytes()
        assert (tmp_path / "written" / name).read_bytes() == first
        assert (tmp_path / "again" / name).read_bytes() == first
    assert built.folder == tmp_path / "built"
    facts = "SELECT ?s { ?s a kg:Fact } ORDER BY ?s"
    assert again.query(facts).write("csv") == graph.query(facts).write("csv")


def test_one_file_exports_replace_whole(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    graph.export("nt", path)
    before = path.read_bytes()
    with pytest.raises(kg.UsageError, match="wordperfect"):
        graph.export("wordperfect", path)
    assert path.read_bytes() == before
    graph.view(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!doctype html>")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["graph.nt", "page.html"]


def test_errors_come_as_they_are_documented(tmp_path: Path, graph: kg.KnowledgeGraph) -> None:
    with pytest.raises(kg.UsageError, match="nowhere"):
        kg.build(tmp_path / "nowhere")
    with pytest.raises(kg.OutputError, match="kg build"):
        kg.open(tmp_path)
    with pytest.raises(kg.QueryError, match="line 1"):
        graph.query("SELECT ?s WHERE { ?s ?p }")
    (tmp_path / "empty.txt").touch()
    with pytest.raises(kg.InputError, match="the document could not be read"):
        kg.build(tmp_path)


def test_progress_tells_every_stage(tmp_path: Path) -> None:
    stages: list[str] = []
    kg.build(SEED, output=tmp_path, progress=lambda stage, done, total: stages.append(stage))
    assert list(dict.fromkeys(stages)) == ["load", "read", "fuse", "turtle", "store", "view"]
