"""A store on the disk: made once, read by many, refused where it is not what this version reads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from kg.errors import OutputError
from kg.graph.assemble import assemble
from kg.graph.query import run
from kg.graph.store import FORMAT, MARK, create, in_memory, open_store
from kg.vocabulary import GRAPH
from tests.graph.samples import KNOWLEDGE

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("build") / "store"
    create(place, assemble(KNOWLEDGE))
    return place


def test_it_holds_what_the_one_in_memory_does(folder: Path) -> None:
    ontology = NamedNode(GRAPH + "ontology")  # its blank nodes get new labels each time
    on_disk, in_store = open_store(folder), in_memory(assemble(KNOWLEDGE))
    assert {quad for quad in on_disk if quad.graph_name != ontology} == {
        quad for quad in in_store if quad.graph_name != ontology
    }
    assert len(on_disk) == len(in_store)


def test_many_read_it_at_once(folder: Path) -> None:
    readers = [open_store(folder) for _ in range(5)]
    assert len({str(run(reader, COUNT).rows) for reader in readers}) == 1
    program = (
        f"from kg.graph.query import run; from pathlib import Path; print(run(Path({str(folder)!r}), {COUNT!r}).data)"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(run(readers[0], COUNT).data)


def test_reading_changes_no_file_of_the_data(folder: Path) -> None:
    def state() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".sst"}

    before = state()
    run(folder, COUNT)
    assert state() == before


def test_what_is_opened_cannot_be_changed(folder: Path) -> None:
    with pytest.raises((OSError, RuntimeError), match="only possible on read-write"):
        open_store(folder).update("DELETE WHERE { ?s ?p ?o }")


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no store there; make one with kg build"):
        open_store(tmp_path)
    with pytest.raises(OutputError, match="no store there"):
        open_store(tmp_path / "missing")


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        (None, "an older version of kg; build it again with kg build"),
        ("", "an older version of kg"),
        ("[]", "an older version of kg"),
        ('{"format": 0}', "an older version of kg"),
        ('{"format": "x"}', "an older version of kg"),
        (json.dumps({"format": FORMAT + 1}), "a newer version of kg; use that version"),
    ],
)
def test_a_store_of_another_version_is_refused(folder: Path, tmp_path: Path, mark: str | None, reason: str) -> None:
    other = tmp_path / "store"
    shutil.copytree(folder, other)
    (other / MARK).unlink()
    if mark is not None:
        (other / MARK).write_text(mark, encoding="utf-8")
    with pytest.raises(OutputError, match=reason):
        open_store(other)


def test_a_damaged_store_is_told(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "store"
    shutil.copytree(folder, other)
    (other / "CURRENT").write_bytes(b"nonsense")
    with pytest.raises(OutputError, match=r"is damaged .*; build it again"):
        open_store(other)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="could not be written"):
        create(tmp_path / "file" / "store", assemble(KNOWLEDGE))


def test_blank_nodes_are_the_same_node_in_every_graph() -> None:
    store: Store = in_memory(assemble(KNOWLEDGE))
    found = run(
        store,
        "SELECT DISTINCT ?label { ?e kg:alias ?label FILTER(?one != ?two)"
        " GRAPH ?one { ?e kg:alias ?label } GRAPH ?two { ?e kg:alias ?label } }",
    )
    assert len(found) == 1  # the one name that both documents use
