"""The command line as a user meets it: real processes, exit statuses, both streams, bad input of all kinds."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

SEED = ROOT / "seeds" / "documents" / "04-signing.txt"
COMMANDS = ("build", "query", "explain", "view", "export", "validate", "eval")
PRODUCTS = ["evidence.ttl", "graph.html", "graph.ttl", "store"]


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _one_line(text: str) -> str:
    """The text, which must be one line without a traceback."""
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text.strip()


@pytest.fixture
def built(tmp_path: Path, kg_command: Run) -> Path:
    """A folder with a good build in `output`."""
    done = kg_command("build", SEED, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str, kg_command: Run) -> None:
    done = kg_command(command, "--help")
    assert done.returncode == 0
    assert f"Example: kg {command}" in done.stdout
    assert done.stderr == ""


def test_top_help_names_every_command(kg_command: Run) -> None:
    done = kg_command("--help")
    assert done.returncode == 0
    assert [word for word in re.findall(r"^  (\w+) ", done.stdout, re.MULTILINE) if word in COMMANDS] == list(COMMANDS)
    assert "Example: kg build" in done.stdout


def test_version(kg_command: Run) -> None:
    import kg

    assert kg_command("--version").stdout == f"kg {kg.__version__}\n"


def test_build_tells_what_and_where_on_standard_output(tmp_path: Path, kg_command: Run) -> None:
    done = kg_command("build", SEED, "--output", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == PRODUCTS
    for name in PRODUCTS:
        assert str(Path("out", name)) in done.stdout
    assert re.search(r"[\d,]+ entities, [\d,]+ facts? and [\d,]+ observations? from 1 document", done.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "nowhere"],
        ["build", SEED, "nowhere"],
        ["build", "--workers", "0"],
        ["build", "--min-confidence", "2"],
        ["build", "--min-confidence", "much"],
        ["build", "--recognizer", "oracle"],
        ["build", "--rules", "nowhere.toml"],
        ["build", "--gazetteer", "nowhere.tsv"],
        ["build", "--frobnicate"],
        ["view", "--focus", "没有这个名字"],
        ["view", "--document", "nowhere.txt"],
        ["query", "projects", "--status", "foo"],
        ["push", "nowhere"],
        ["build", "empty"],
        ["export", "--format", "wordperfect"],
        ["export"],
        ["query"],
        ["explain"],
        ["frobnicate"],
    ],
    ids=lambda words: " ".join(str(getattr(word, "name", word)) for word in words),
)
def test_wrong_usage_is_one_line_and_status_2(arguments: list[str], built: Path, kg_command: Run) -> None:
    (built / "empty").mkdir()
    before = _snapshot(built)
    done = kg_command(*arguments, cwd=built)
    assert done.returncode == 2
    assert done.stdout == ""
    assert _one_line(done.stderr).startswith("kg")
    assert _snapshot(built) == before


def test_an_unknown_format_names_the_known(built: Path, kg_command: Run) -> None:
    line = _one_line(kg_command("export", "--format", "wordperfect", cwd=built).stderr)
    for name in ("nt", "nq", "trig", "jsonld", "rdfxml", "graphml", "csv"):
        assert name in line


@pytest.mark.parametrize("target", ["file", "file/below", "file/below/deeper"])
def test_an_output_that_cannot_be_written_is_refused(target: str, built: Path, kg_command: Run) -> None:
    (built / "file").write_text("kept", encoding="utf-8")
    before = _snapshot(built)
    done = kg_command("build", SEED, "--output", target, cwd=built)
    assert done.returncode == 2
    assert "cannot write there" in _one_line(done.stderr)
    assert _snapshot(built) == before


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n\t", "empty|white space"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "PNG|binary"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "wrong.txt": ("甲区与乙市签订协议。".encode() * 20 + b"\xff\xfe\xfa\xc0" * 40, "UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_others_are_built(name: str, tmp_path: Path, kg_command: Run) -> None:
    data, reason = BAD[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "good.txt").write_bytes(SEED.read_bytes())
    done = kg_command("build", "in", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert re.search(rf"{re.escape(name)}: .*({reason})", lines[0])
    assert "1 of 2 documents" in lines[1]
    assert "from 1 document" in done.stdout
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == PRODUCTS


def test_a_link_to_nowhere_is_a_missing_path(tmp_path: Path, kg_command: Run) -> None:
    (tmp_path / "good.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = kg_command("build", "good.txt", "gone.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "gone.txt" in _one_line(done.stderr)


def test_nothing_readable_keeps_the_old_output(built: Path, kg_command: Run) -> None:
    before = _snapshot(built / "output")
    for name, (data, _) in BAD.items():
        (built / name).write_bytes(data)
    done = kg_command("build", *BAD, cwd=built)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == len(BAD) + 1
    assert f"none of the {len(BAD)} documents" in done.stderr
    assert _snapshot(built / "output") == before


def test_a_document_under_two_names_is_one(tmp_path: Path, kg_command: Run) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(SEED.read_bytes())
    done = kg_command("build", "b.txt", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert "from 1 document" in done.stdout
    assert _one_line(done.stderr) == "kg build: b.txt: the same document as a.txt, counted once"


def test_the_encodings_of_one_text_give_the_same_facts(tmp_path: Path, kg_command: Run) -> None:
    text, said = SEED.read_text("utf-8"), set()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        (tmp_path / "a.txt").write_bytes(text.encode(encoding))
        done = kg_command("build", "a.txt", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        said.add(done.stdout.splitlines()[0])
    assert len(said) == 1


@pytest.mark.parametrize(
    "command", [["query", "ASK {}"], ["explain", "重庆市"], ["export", "--format", "nt"], ["view"]]
)
def test_without_a_build_it_says_how_to_make_one(command: list[str], tmp_path: Path, kg_command: Run) -> None:
    done = kg_command(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert "kg build" in _one_line(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_syntax_error_has_line_and_column(built: Path, kg_command: Run) -> None:
    done = kg_command("query", "SELECT ?s WHERE {\n  ?s a kg:City .\n  ?s ?p \n}", cwd=built)
    assert done.returncode in {1, 2}
    assert done.stdout == ""
    assert re.search(r"line 4\D+1\b", _one_line(done.stderr))


def test_an_unknown_name_is_one_line(built: Path, kg_command: Run) -> None:
    done = kg_command("explain", "没有这个名字", cwd=built)
    assert done.returncode == 2
    assert "没有这个名字" in _one_line(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "江津"], "江津区"),
        (["view", "--focus", "江津曲"], "near: 江津, 江津区"),
        (["view", "--document", "04-sining.txt"], "near: 04-signing.txt"),
        (["view", "--document", "zz"], "there are 04-signing.txt"),
        (["query", "projects", "--status", "foo"], "no status is called foo; there are Planned, Underway, Completed"),
        (["query", "figures", "--indicator", "foo"], "no indicator is called foo; there are investment, "),
        (["push", "nowhere"], "nowhere: no address of a server; it begins with http"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(arguments: list[str], said: str, built: Path, kg_command: Run) -> None:
    done = kg_command(*arguments, cwd=built)
    assert said in done.stdout + done.stderr, done.stderr


def test_a_file_in_a_folder_is_named_as_it_was_given(tmp_path: Path, kg_command: Run) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "e.txt").write_bytes(b"")
    for path in ("bad", "bad/e.txt"):
        lines = kg_command("build", path, cwd=tmp_path).stderr.splitlines()
        assert lines[0].startswith("kg build: bad/e.txt: the file is empty")
        assert lines[1] == "kg build: the document could not be read; nothing is written"


def test_the_description_counts_the_entities_that_the_summary_tells(built: Path, kg_command: Run) -> None:
    summary = kg_command("build", SEED, cwd=built).stdout
    named = "?e skos:prefLabel ?name"
    query = f"SELECT ?n (COUNT(DISTINCT ?e) AS ?m) {{ ?d a void:Dataset ; void:entities ?n . {named} }} GROUP BY ?n"
    described = kg_command("query", query, "--format", "csv", cwd=built).stdout.split()[1]
    count = re.search(r"(\d+) entities", summary)
    assert count is not None
    assert described == f"{count[1]},{count[1]}"


def test_debug_shows_the_traceback_wherever_it_stands(tmp_path: Path, kg_command: Run) -> None:
    for words in (["--debug", "query", "ASK {}"], ["query", "ASK {}", "--debug"]):
        done = kg_command(*words, cwd=tmp_path)
        assert done.returncode == 1
        assert "Traceback" in done.stderr


def test_a_reader_that_leaves_early_is_no_error_to_tell(built: Path) -> None:
    command = f"'{sys.executable}' -m kg export --format nt | head -n 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, cwd=built, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_output_is_utf8_whatever_the_locale(built: Path, kg_command: Run) -> None:
    query = "SELECT ?name WHERE { ?s skos:prefLabel ?name }"
    done = kg_command("query", query, cwd=built, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert re.search(r"[\u4e00-\u9fff]", done.stdout)


@pytest.mark.slow
def test_an_interrupted_build_is_one_line_and_leaves_the_last_good_one(built: Path) -> None:
    before = _snapshot(built / "output")
    (built / "many").mkdir()
    for number in range(300):
        (built / "many" / f"{number}.txt").write_text(SEED.read_text("utf-8") + str(number), "utf-8")
    command = [sys.executable, "-m", "kg", "build", "many", "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before_handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job's child ignores it
    try:
        process = subprocess.Popen(command, cwd=built, env=environment, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before_handler)
    while not (built / "output" / ".kg-build").exists():
        time.sleep(0.02)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert _one_line(told) == "kg build: interrupted; what was written before is untouched"
    assert _snapshot(built / "output") == before


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.1, 0.3, 0.6, 1.0])
def test_a_killed_build_leaves_the_last_good_one(delay: float, built: Path, kg_command: Run) -> None:
    before = (built / "output" / "graph.ttl").read_bytes()
    command = [sys.executable, "-m", "kg", "build", "--workers", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=built, env=environment, stdout=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (built / "output" / "graph.ttl").read_bytes() == before
    assert kg_command("query", "ASK { ?s a kg:Fact }", cwd=built).returncode == 0
    assert kg_command("build", SEED, cwd=built).returncode == 0
    assert sorted(path.name for path in (built / "output").iterdir()) == PRODUCTS
