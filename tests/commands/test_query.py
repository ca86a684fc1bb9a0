"""`kg query` as a user runs it: saved queries with parameters, limits, standard input, and what is wrong usage."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph.saved import load
from tests.conftest import ROOT, Run

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _ask(kg_command: Run, seeds_output: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return kg_command("query", "--graph", seeds_output, *words)


def _partner(kg_command: Run, seeds_output: Path) -> str:
    """A place that has partners in the shipped articles."""
    found = _ask(kg_command, seeds_output, "cooperation", "--format", "csv", "--limit", "1")
    return found.stdout.splitlines()[1].split(",")[0]


def test_the_list_names_every_query_with_its_parameters(kg_command: Run) -> None:
    done = kg_command("query", "--list")
    assert done.returncode == 0
    for query in load().values():
        (line,) = re.findall(rf"^{query.name}\b(?!-).*$", done.stdout, re.MULTILINE)
        assert all(f"--{one.name} " in line for one in query.parameters)
        assert query.title["zh"] in done.stdout
        assert query.title["en"] in done.stdout


@pytest.mark.parametrize("words", [["--place", "NAME"], ["--place=NAME"]], ids=" ".join)
def test_a_parameter_narrows_a_saved_query(words: list[str], kg_command: Run, seeds_output: Path) -> None:
    name = _partner(kg_command, seeds_output)
    words = [word.replace("NAME", name) for word in words]
    everything = json.loads(_ask(kg_command, seeds_output, "cooperation", "-f", "json").stdout)["results"]["bindings"]
    for order in (["cooperation", *words], [*words, "cooperation"]):
        done = _ask(kg_command, seeds_output, *order, "--format", "json")
        assert done.returncode == 0, done.stderr
        rows = json.loads(done.stdout)["results"]["bindings"]
        assert 0 < len(rows) < len(everything)
        assert {row["name"]["value"] for row in rows} == {name}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["coperation"], "cooperation"),
        (["合作伙半"], "cooperation"),
        (["cooperation", "--palce", "重庆市"], "did you mean place"),
        (["cooperation", "--place", "重庆巿"], "重庆市"),
        (["cooperation", "--place"], "--place needs a value"),
        (["cooperation", "重庆市"], "重庆市 is too much"),
        (["cooperation", "--place", "重庆市", "--place", "重庆市"], "twice"),
        (["classes", "--place", "重庆市"], "no parameter place"),
        (["ASK {}", "--place", "重庆市"], "no option --place"),
        (["--foo", "ASK {}"], "no option --foo"),
        (["-x", "ASK {}"], "no option -x"),
        (["ASK {}", "--format", "wordperfect"], "json"),
        (["ASK {}", "--limit", "-1"], "--limit"),
        (["ASK {}", "--timeout", "soon"], "--timeout"),
        (["ASK {}", "--endpoint", "ftp://x/", "--infer"], "--infer"),
        (["ASK {}", "--endpoint", "ftp://x/"], "http://"),
        (["gone.rq"], "no such file"),
        ([], "--list"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_wrong_usage_is_one_line_that_helps(words: list[str], told: str, kg_command: Run, seeds_output: Path) -> None:
    done = _ask(kg_command, seeds_output, *words)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


def test_the_limits_stop_rows_and_time(kg_command: Run, seeds_output: Path) -> None:
    done = _ask(kg_command, seeds_output, "SELECT * { ?s ?p ?o }", "--limit", "3", "--format", "csv")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 4
    assert "first 3 rows" in done.stderr
    done = _ask(kg_command, seeds_output, ENDLESS, "--timeout", "0.5")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "stopped after 0.5 s" in done.stderr


def test_a_query_from_standard_input_and_from_a_file(seeds_output: Path, tmp_path: Path, kg_command: Run) -> None:
    query = "ASK { ?s skos:prefLabel '重庆市'@zh }"
    command = [sys.executable, "-m", "kg", "query", "--graph", str(seeds_output), "-"]
    done = subprocess.run(command, cwd=ROOT, input=query.encode(), capture_output=True, check=False)
    assert done.stdout == b"yes\n"
    (tmp_path / "a.rq").write_text(query, encoding="utf-8")
    assert _ask(kg_command, seeds_output, str(tmp_path / "a.rq")).stdout == "yes\n"


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "xml"])
def test_the_formats_of_a_graph(form: str, kg_command: Run, seeds_output: Path) -> None:
    import rdflib

    query = "CONSTRUCT { ?s a kg:City } { ?s a kg:City }"
    done = _ask(kg_command, seeds_output, query, "--format", form)
    assert done.returncode == 0, done.stderr
    names = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "xml": "xml"}
    assert len(rdflib.Graph().parse(data=done.stdout, format=names[form])) > 0


def test_inference_answers_what_the_ontology_entails(kg_command: Run, seeds_output: Path) -> None:
    query = "ASK { ?s a kg:Place }"
    assert _ask(kg_command, seeds_output, query).stdout == "no\n"
    assert _ask(kg_command, seeds_output, query, "--infer").stdout == "yes\n"


def test_a_query_imports_nothing_heavy() -> None:
    heavy = ["rdflib", "networkx", "jieba", "jinja2", "numpy", "pyvis", "starlette", "urllib.request", "rich"]
    code = (
        "import sys; from kg.cli import run; run(['query', '--list']); "
        f"print(sorted(set(sys.modules) & set({heavy!r})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_python_asks_the_same(seeds_output: Path) -> None:
    import kg

    graph = kg.open(seeds_output)
    every = graph.query("cooperation")
    name = every.rows[0][0].value  # type: ignore[union-attr]
    assert 0 < len(graph.query("cooperation", place=name)) <= len(every)
    assert len(graph.query("cooperation", limit=1)) == 1
    with pytest.raises(kg.LimitError):
        graph.query(ENDLESS, timeout=0.3)
    with pytest.raises(kg.UsageError, match="did you mean place"):
        graph.query("cooperation", palce=name)
    with pytest.raises(kg.UsageError, match="only saved queries"):
        graph.query("ASK {}", place=name)
